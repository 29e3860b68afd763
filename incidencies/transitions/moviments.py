"""The allowed moves, and the one place that makes them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from incidencies import avisos, terminis
from incidencies.calendari import Calendari
from incidencies.models import (
    Derivacio,
    DiaInhabil,
    Esdeveniment,
    Incidencia,
    Missatge,
    Servei,
)
from terrassa_portal.web import roles

Estat = Incidencia.Estat
Tipus = Esdeveniment.Tipus
Qui = Esdeveniment.Actor
Visibilitat = Esdeveniment.Visibilitat

OBERTS = frozenset(estat for estat in Estat if estat not in Estat.finals())
FINALS = frozenset(Estat.finals())
EN_MANS_DEL_SERVEI = frozenset({Estat.DERIVADA, Estat.EN_CURS, Estat.PLANIFICADA})
GENT = frozenset({Qui.SERVEI, Qui.TECNIC})


class TransicioNoPermesa(Exception):
    """The stored estat, or who asks, does not allow the move. Its text is for the person."""


@dataclass(frozen=True)
class Actor:
    """Who moves: a kind of party and, when somebody is logged in, the user."""

    tipus: Qui
    usuari: object = None
    derivacio: Derivacio | None = None  # the one that a servei's secret link opened

    @classmethod
    def de_usuari(cls, usuari):
        """A technician of Promoció Industrial or, failing that, somebody of a servei."""
        if roles.has(usuari, roles.COORDINACIO, roles.PROMOCIO):
            return cls(Qui.TECNIC, usuari)
        if roles.has(usuari, roles.SERVEI):
            return cls(Qui.SERVEI, usuari)
        raise TransicioNoPermesa(_("No teniu permís per moure incidències."))

    @classmethod
    def notificant(cls):
        return cls(Qui.NOTIFICANT)

    @classmethod
    def sistema(cls):
        return cls(Qui.SISTEMA)


@dataclass(frozen=True)
class Moviment:
    """One row of the table: from where, to where (None: it depends), by whom, and its event."""

    des_de: frozenset
    cap_a: Estat | None
    qui: frozenset
    esdeveniment: Tipus
    visibilitat: Visibilitat = Visibilitat.PUBLIC


MOVIMENTS = {
    "deriva": Moviment(
        frozenset({Estat.REBUDA}) | EN_MANS_DEL_SERVEI,
        Estat.DERIVADA,
        frozenset({Qui.REGLA, Qui.TECNIC}),
        Tipus.DERIVADA,
    ),
    "accepta": Moviment(frozenset({Estat.DERIVADA}), Estat.EN_CURS, GENT, Tipus.ACCEPTADA),
    "retorna": Moviment(
        frozenset({Estat.DERIVADA}), Estat.REBUDA, GENT, Tipus.RETORNADA, Visibilitat.INTERN
    ),
    "escala": Moviment(
        frozenset({Estat.DERIVADA}),
        Estat.REBUDA,
        frozenset({Qui.SISTEMA}),
        Tipus.ESCALADA,
        Visibilitat.INTERN,
    ),
    "planifica": Moviment(
        frozenset({Estat.EN_CURS, Estat.PLANIFICADA}), Estat.PLANIFICADA, GENT, Tipus.PLANIFICADA
    ),
    "demana_informacio": Moviment(
        EN_MANS_DEL_SERVEI,
        Estat.PENDENT_INFO,
        GENT,
        Tipus.INFORMACIO_DEMANADA,
        Visibilitat.NOTIFICANT,
    ),
    "respon_informacio": Moviment(
        frozenset({Estat.PENDENT_INFO}),
        None,
        frozenset({Qui.NOTIFICANT, Qui.TECNIC}),
        Tipus.INFORMACIO_REBUDA,
        Visibilitat.NOTIFICANT,
    ),
    "caduca_informacio": Moviment(
        frozenset({Estat.PENDENT_INFO}),
        None,
        frozenset({Qui.SISTEMA}),
        Tipus.INFORMACIO_CADUCADA,
        Visibilitat.NOTIFICANT,
    ),
    "resol": Moviment(
        frozenset({Estat.EN_CURS, Estat.PLANIFICADA}), Estat.RESOLTA, GENT, Tipus.RESOLTA
    ),
    "confirma": Moviment(
        frozenset({Estat.RESOLTA}),
        Estat.TANCADA,
        frozenset({Qui.NOTIFICANT, Qui.TECNIC, Qui.SISTEMA}),
        Tipus.CONFIRMADA,
    ),
    "objecta": Moviment(
        frozenset({Estat.RESOLTA}),
        Estat.EN_CURS,
        frozenset({Qui.NOTIFICANT, Qui.TECNIC}),
        Tipus.OBJECTADA,
    ),
    "tanca": Moviment(
        frozenset({Estat.REBUDA, Estat.PENDENT_INFO}) | EN_MANS_DEL_SERVEI,
        Estat.TANCADA,
        frozenset({Qui.TECNIC}),
        Tipus.TANCADA,
    ),
    "marca_duplicada": Moviment(OBERTS, Estat.DUPLICADA, frozenset({Qui.TECNIC}), Tipus.DUPLICADA),
    "rebutja": Moviment(
        frozenset({Estat.REBUDA}),
        Estat.REBUTJADA,
        frozenset({Qui.TECNIC}),
        Tipus.REBUTJADA,
        Visibilitat.NOTIFICANT,
    ),
    "reobre": Moviment(
        FINALS, Estat.REBUDA, frozenset({Qui.TECNIC, Qui.NOTIFICANT}), Tipus.REOBERTA
    ),
}


def moviments_possibles(incidencia, actor):
    """The names of the moves that its estat allows to this party, in the order of the table."""
    return [
        nom
        for nom, moviment in MOVIMENTS.items()
        if incidencia.estat in moviment.des_de and actor.tipus in moviment.qui
    ]


def obre_pas(incidencia, nom, actor, ara=None):
    """Lock the incidencia, read it again and begin the move `nom`. Call it inside a transaction.

    Raises TransicioNoPermesa, writing nothing, if the stored estat or the party does not allow it.
    """
    pas = _tanca_i_llegeix(incidencia, actor, ara)
    moviment = MOVIMENTS[nom]
    if pas.incidencia.estat not in moviment.des_de:
        raise TransicioNoPermesa(
            _("La incidència és «%(estat)s» i ja no ho permet: mireu-ne l’historial.")
            % {"estat": pas.incidencia.get_estat_display()}
        )
    if actor.tipus not in moviment.qui:
        raise TransicioNoPermesa(_("Aquest moviment no us correspon."))
    pas.moviment = moviment
    return pas


def obre_anotacio(incidencia, actor, ara=None):
    """Lock and read again to record something that moves nothing. Call it inside a transaction."""
    return _tanca_i_llegeix(incidencia, actor, ara)


def _tanca_i_llegeix(incidencia, actor, ara):
    fresca = Incidencia.objects.select_for_update(of=("self",)).get(pk=incidencia.pk)
    derivacio = fresca.derivacio_oberta()
    if actor.tipus == Qui.SERVEI:
        _exigeix_que_la_tingui(actor, derivacio)
    return Pas(fresca, actor, ara or timezone.now(), derivacio)


def _exigeix_que_la_tingui(actor, derivacio):
    """A servei moves only what it has now."""
    seva = derivacio is not None and (
        derivacio == actor.derivacio
        if actor.usuari is None
        else Servei.objects.de_membre(actor.usuari).filter(pk=derivacio.servei_id).exists()
    )
    if not seva:
        raise TransicioNoPermesa(_("Ara mateix la incidència no la té el vostre servei."))


@dataclass
class Pas:
    """One move under way: the locked incidencia, who moves it, when, and who has it."""

    incidencia: Incidencia
    actor: Actor
    ara: datetime
    derivacio: Derivacio | None
    moviment: Moviment | None = None
    _calendari: Calendari | None = None
    anullada: Derivacio | None = None

    @property
    def avui(self):
        return timezone.localdate(self.ara)

    @property
    def calendari(self):
        if self._calendari is None:
            self._calendari = DiaInhabil.objects.calendari()
        return self._calendari

    def tanca_derivacio(self, estat, motiu=""):
        if self.derivacio is not None:
            self.derivacio.estat = estat
            self.derivacio.motiu = motiu or self.derivacio.motiu
            self.derivacio.tancada_el = self.ara
            self.derivacio.save(update_fields=["estat", "motiu", "tancada_el"])
            self.anullada = self.derivacio if estat == Derivacio.Estat.ANULLADA else None
            self.derivacio = None

    def acaba(self, *, tipus=None, cap_a=None, fins=None, text="", servei=None, dades=None):
        """Write the new estat and whose turn it is until when; record it; queue the mails.

        `fins` is the date by which the party whose turn it becomes must act.
        """
        abans = self.incidencia.estat
        self.incidencia.estat = cap_a or self.moviment.cap_a
        self._posa_torn(fins)
        return self._escriu(
            tipus or self.moviment.esdeveniment,
            self.moviment.visibilitat,
            abans=abans,
            text=text,
            servei=servei,
            dades=dades,
        )

    def anota(self, tipus, visibilitat, *, text="", servei=None, dades=None):
        """Record something that leaves the estat as it is."""
        return self._escriu(
            tipus, visibilitat, abans=self.incidencia.estat, text=text, servei=servei, dades=dades
        )

    def _posa_torn(self, fins):
        self.incidencia.data_torn = None if self.incidencia.es_final else fins
        self.incidencia.nivell_avis = 0
        self.incidencia.data_avis = terminis.primer_avis(
            self.calendari, self.incidencia.torn, self.avui, self.incidencia.data_torn
        )

    def _escriu(self, tipus, visibilitat, *, abans, text, servei, dades):
        self.incidencia.versio += 1
        self.incidencia.save()
        esdeveniment = Esdeveniment.objects.create(
            incidencia=self.incidencia,
            n=self.incidencia.versio,
            tipus=tipus,
            actor_tipus=self.actor.tipus,
            actor=self.actor.usuari,
            servei=servei or (self.derivacio.servei if self.derivacio else None),
            visibilitat=visibilitat,
            estat_abans=abans,
            estat_despres=self.incidencia.estat,
            dades=dades or {},
            creat_el=self.ara,
        )
        if text:
            Missatge.objects.create(esdeveniment=esdeveniment, text=text)
        avisos.avisa(esdeveniment, self.incidencia, self.derivacio, self.anullada)
        self.esdeveniment = esdeveniment
        return self.incidencia


def exigeix_text(text, motiu):
    """The text, without blanks around it. Raises TransicioNoPermesa with `motiu` if there is none."""
    text = (text or "").strip()
    if not text:
        raise TransicioNoPermesa(motiu)
    return text


def marca_resposta(pas):
    """The council has said something to the reporter: the first time stops that clock."""
    if pas.incidencia.resposta_el is None:
        pas.incidencia.resposta_el = pas.ara
