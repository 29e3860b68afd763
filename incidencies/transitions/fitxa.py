"""What is written on an incidencia without moving it: notes, category, public summary, deadlines."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencies import terminis
from incidencies.models import DiaInhabil, Enllac, Esdeveniment, Incidencia, Notificant

from .derivacions import data_en_curs
from .moviments import (
    Actor,
    Estat,
    Qui,
    TransicioNoPermesa,
    Visibilitat,
    exigeix_text,
    obre_anotacio,
)

Tipus = Esdeveniment.Tipus


@transaction.atomic
def afegeix_nota(incidencia, *, actor, text, ara=None):
    """Write an internal note, which only the back office reads."""
    pas = obre_anotacio(incidencia, actor, ara)
    if actor.tipus not in (Qui.TECNIC, Qui.SERVEI):
        raise TransicioNoPermesa(_("Les notes internes són del personal municipal."))
    text = exigeix_text(text, _("Escriviu la nota."))
    return pas.anota(Tipus.NOTA, Visibilitat.INTERN, text=text)


@transaction.atomic
def modera(incidencia, *, actor, visibilitat, resum_public="", ara=None):
    """Decide whether the public may read about it, and in which words: never the reporter's own."""
    pas = obre_anotacio(incidencia, actor, ara)
    if actor.tipus != Qui.TECNIC:
        raise TransicioNoPermesa(_("Només Promoció Industrial publica incidències."))
    resum_public = resum_public.strip()
    if visibilitat == Incidencia.Visibilitat.PUBLICA:
        exigeix_text(resum_public, _("Per fer-la pública cal un resum revisat."))
    pas.incidencia.visibilitat = visibilitat
    pas.incidencia.resum_public = resum_public
    return pas.anota(Tipus.MODERADA, Visibilitat.INTERN, dades={"visibilitat": visibilitat})


@transaction.atomic
def canvia_categoria(incidencia, categoria, *, actor, ara=None):
    """Correct the category; the deadlines are those of the new one, with the same pauses."""
    pas = obre_anotacio(incidencia, actor, ara)
    if actor.tipus != Qui.TECNIC or pas.incidencia.es_final:
        raise TransicioNoPermesa(_("Ara no se’n pot canviar la categoria."))
    abans, pas.incidencia.categoria = pas.incidencia.categoria.codi, categoria
    _recalcula(pas)
    return pas.anota(
        Tipus.TERMINIS,
        Visibilitat.INTERN,
        dades={"categoria_abans": abans, "categoria": categoria.codi, **_dates(pas.incidencia)},
    )


def _recalcula(pas):
    """Compute the deadlines again, and with them until when the present turn lasts."""
    incidencia = pas.incidencia
    categoria = incidencia.categoria
    incidencia.data_termini_resposta = _termini(
        pas, incidencia.presentada_el, categoria.termini_resposta_dies
    )
    incidencia.data_termini_resolucio = _termini(
        pas, incidencia.presentada_el, categoria.termini_resolucio_dies
    )
    if incidencia.estat == Estat.DERIVADA:
        fins = _termini(pas, pas.derivacio.creada_el, terminis.ACCEPTACIO_DIES)
        incidencia.data_termini_acceptacio = fins
    elif incidencia.estat == Estat.EN_CURS and not incidencia.reobertures:
        fins = data_en_curs(incidencia)
    else:
        return
    if fins != incidencia.data_torn:
        incidencia.data_torn = fins
        incidencia.nivell_avis = 0
        incidencia.data_avis = terminis.primer_avis(pas.calendari, incidencia.torn, pas.avui, fins)


def _termini(pas, moment, dies):
    """The deadline of a clock that began at `moment`, with the pauses since then."""
    pauses = [
        (timezone.localdate(pausa.inici_el), timezone.localdate(pausa.fi_el))
        for pausa in pas.incidencia.pauses.all()
        if pausa.fi_el and pausa.inici_el >= moment
    ]
    return terminis.termini_amb_pauses(pas.calendari, moment, dies, pauses)


def _dates(incidencia):
    return {
        "resposta": incidencia.data_termini_resposta.isoformat(),
        "resolucio": incidencia.data_termini_resolucio.isoformat(),
        "torn": incidencia.data_torn.isoformat(),
    }


@transaction.atomic
def recalcula_obertes(ara=None):
    """The calendar changed: recompute the deadlines of what is open. Returns how many changed."""
    ara = ara or timezone.now()
    calendari = DiaInhabil.objects.calendari()
    canviades = 0
    for incidencia in Incidencia.objects.obertes().order_by("pk"):
        pas = obre_anotacio(incidencia, Actor.sistema(), ara)
        pas._calendari = calendari
        abans = _dates(pas.incidencia)
        _recalcula(pas)
        if _dates(pas.incidencia) != abans:
            pas.anota(Tipus.TERMINIS, Visibilitat.INTERN, dades=_dates(pas.incidencia))
            canviades += 1
    return canviades


@transaction.atomic
def verifica_correu(enllac, *, ara=None):
    """Whoever opened a link that only the mail had proves that the address is theirs.

    Returns whether it was news.
    """
    if enllac.proposit != Enllac.Proposit.CORREU:
        raise TransicioNoPermesa(_("Obriu l’enllaç que us vam enviar per correu."))
    pas = obre_anotacio(enllac.incidencia, Actor.notificant(), ara)
    news = (
        Notificant.objects.filter(incidencia=pas.incidencia, correu_verificat_el=None)
        .exclude(correu="")
        .update(correu_verificat_el=pas.ara)
    )
    if news:
        pas.anota(Tipus.CORREU_VERIFICAT, Visibilitat.INTERN)
    return bool(news)
