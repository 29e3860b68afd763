"""How an incidencia begins: received, numbered, routed and acknowledged in one transaction."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencies import codis, terminis
from incidencies.indexing import indexa_incidencia
from incidencies.models import (
    Adjunt,
    Enllac,
    Incidencia,
    Notificant,
)
from incidencies.routing import Encaminador
from terrassa_portal.web import tokens

from .derivacions import executa_derivacio
from .moviments import MOVIMENTS, Actor, Pas, Qui, Tipus, TransicioNoPermesa, Visibilitat
from .resolucio import desa_adjunts

ENLLAC_DIES = 730
INTENTS_CODI = 20


@dataclass(frozen=True)
class DadesAdjunt:
    """A photograph already decoded and encoded again: a Django File and what is known of it."""

    fitxer: object
    amplada: int = 0
    alcada: int = 0
    text_alternatiu: str = ""
    visibilitat: str = Adjunt.Visibilitat.NOTIFICANT


@dataclass(frozen=True)
class DadesNotificant:
    """Who reports, if they want to say so. `correu_verificat`: they are logged in with it."""

    tipus: str = Notificant.Tipus.CIUTADANIA
    nom: str = ""
    entitat: str = ""
    correu: str = ""
    telefon: str = ""
    empresa: object = None
    idioma: str = "ca"
    vol_avisos: bool = True
    correu_verificat: bool = False


@dataclass(frozen=True)
class DadesIncidencia:
    """A report, already clean: records, not their codes; `latitud` and `longitud` both or neither."""

    categoria: object
    poligon: object
    descripcio: str
    establiment: object = None
    latitud: object = None
    longitud: object = None
    adreca: str = ""
    referencia_element: str = ""
    respostes: list = field(default_factory=list)
    origen: str = Incidencia.Origen.WEB
    visibilitat: str = Incidencia.Visibilitat.PENDENT
    notificant: DadesNotificant | None = None
    adjunts: tuple[DadesAdjunt, ...] = ()


def presenta(dades, *, clau_enviament="", actor=None, ara=None):
    """Receive a report and hand it over by the rules; return the Incidencia.

    The same `clau_enviament` gives the same Incidencia, however many times it is sent and even if
    two copies arrive at once. Raises ValidationError, writing nothing, if the data do not hold.
    """
    ja_enviada = Incidencia.objects.filter(clau_enviament=clau_enviament).exclude(clau_enviament="")
    existent = ja_enviada.first()
    if existent is not None:
        return existent
    try:
        with transaction.atomic():
            return _presenta(dades, clau_enviament, actor or Actor.notificant(), ara)
    except IntegrityError:
        existent = ja_enviada.first()
        if existent is None:
            raise
        return existent


def _presenta(dades, clau_enviament, actor, ara):
    ara = ara or timezone.now()
    pas = Pas(_nova(dades, clau_enviament, ara), actor, ara, None)
    _fixa_terminis(pas)
    _desa_amb_codi(pas.incidencia)
    _desa_notificant(pas.incidencia, dades.notificant, pas.ara)
    _crea_enllacos(pas.incidencia, pas.ara)
    desti = Encaminador(pas.avui).desti(dades.categoria, dades.poligon, dades.respostes)
    _registra_entrada(pas, desti)
    # After the commit, and whatever comes of it: a report never fails because of its index.
    transaction.on_commit(partial(indexa_incidencia, pas.incidencia.pk), robust=True)
    desa_adjunts(pas, dades.adjunts)
    if desti.regla is None:
        return pas.incidencia
    if desti.regla.prioritat:
        pas.incidencia.prioritat = desti.regla.prioritat
    regla = Actor(Qui.REGLA)
    derivat = Pas(pas.incidencia, regla, pas.ara, None, MOVIMENTS["deriva"], pas.calendari)
    return executa_derivacio(derivat, desti.servei, explicacio=desti.explicacio, regla=desti.regla)


def _nova(dades, clau_enviament, ara):
    incidencia = Incidencia(
        clau_enviament=clau_enviament,
        categoria=dades.categoria,
        poligon=dades.poligon,
        establiment=dades.establiment,
        latitud=dades.latitud,
        longitud=dades.longitud,
        adreca=dades.adreca.strip(),
        referencia_element=dades.referencia_element.strip(),
        descripcio=dades.descripcio.strip(),
        respostes=list(dades.respostes),
        origen=dades.origen,
        visibilitat=dades.visibilitat,
        prioritat=dades.categoria.prioritat,
        creada_el=ara,
    )
    incidencia.clean_fields(exclude=_CALCULATS)
    if incidencia.latitud is not None or incidencia.longitud is not None:
        _PUNT.validate(Incidencia, incidencia)
    return incidencia


# What the portal fills in, or the caller has just read from the database.
_CALCULATS = {
    "codi", "categoria", "poligon", "establiment", "presentada_el", "data_termini_resposta",
    "data_termini_resolucio",
}  # fmt: skip
_PUNT = next(c for c in Incidencia._meta.constraints if c.name == "incidencia_latitud_amb_longitud")


def _fixa_terminis(pas):
    """Presented now or on the next working day; the clocks run from then."""
    incidencia, calendari = pas.incidencia, pas.calendari
    categoria = incidencia.categoria
    incidencia.presentada_el = calendari.presentacio(pas.ara)
    termini = calendari.termini
    incidencia.data_termini_resposta = termini(pas.ara, categoria.termini_resposta_dies)
    incidencia.data_termini_resolucio = termini(pas.ara, categoria.termini_resolucio_dies)
    incidencia.data_torn = termini(pas.ara, terminis.ACCEPTACIO_DIES)
    incidencia.data_avis = terminis.primer_avis(
        calendari, incidencia.torn, pas.avui, incidencia.data_torn
    )


def _desa_amb_codi(incidencia):
    for _intent in range(INTENTS_CODI):
        incidencia.codi = codis.genera()
        try:
            with transaction.atomic():
                incidencia.save(force_insert=True)
        except IntegrityError:
            if not Incidencia.objects.filter(codi=incidencia.codi).exists():
                raise
        else:
            return
    raise TransicioNoPermesa(_("Ara mateix no podem donar una referència. Torneu-ho a provar."))


def _desa_notificant(incidencia, dades, ara):
    """The reporter, if there is anything to keep about them."""
    if dades is None or not any((dades.nom, dades.entitat, dades.correu, dades.telefon)):
        return
    Notificant.objects.create(
        incidencia=incidencia,
        tipus=dades.tipus,
        nom=dades.nom.strip(),
        entitat=dades.entitat.strip(),
        correu=dades.correu.strip().lower(),
        telefon=dades.telefon.strip(),
        empresa=dades.empresa,
        idioma=dades.idioma,
        vol_avisos=dades.vol_avisos,
        correu_verificat_el=ara if dades.correu and dades.correu_verificat else None,
    )


def _crea_enllacos(incidencia, ara):
    """One link for the receipt and another for the mail: only the second proves an address."""
    proposits = [Enllac.Proposit.SEGUIMENT]
    if hasattr(incidencia, "notificant") and incidencia.notificant.correu:
        proposits.append(Enllac.Proposit.CORREU)
    for proposit in proposits:
        enllac = Enllac(
            incidencia=incidencia,
            proposit=proposit,
            creat_el=ara,
            caduca_el=ara + timedelta(days=ENLLAC_DIES),
        )
        enllac.resum = tokens.digest(enllac.token())
        enllac.save(force_insert=True)


def _registra_entrada(pas, desti):
    """The first event. The reporter's own words stay in the incidencia, not in the history."""
    pas.anota(
        Tipus.PRESENTADA,
        Visibilitat.PUBLIC,
        servei=desti.servei,
        dades={"origen": pas.incidencia.origen, "regla": desti.regla.codi if desti.regla else ""},
    )
