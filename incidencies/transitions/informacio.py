"""What the reporter is asked, answers, or adds. While an answer is awaited the deadlines pause."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencies import terminis
from incidencies.models import Esdeveniment

from .derivacions import data_en_curs
from .moviments import (
    Estat,
    Qui,
    TransicioNoPermesa,
    Visibilitat,
    exigeix_text,
    marca_resposta,
    obre_anotacio,
    obre_pas,
)
from .resolucio import desa_adjunts


@transaction.atomic
def demana_informacio(incidencia, *, actor, pregunta, ara=None):
    """Ask the reporter something. They have ten working days, in which no deadline runs."""
    pas = obre_pas(incidencia, "demana_informacio", actor, ara)
    pregunta = exigeix_text(pregunta, _("Escriviu la pregunta."))
    _exigeix_qui_pugui_respondre(pas.incidencia)
    pas.incidencia.estat_previ = pas.incidencia.estat
    pas.incidencia.pauses.create(inici_el=pas.ara)
    marca_resposta(pas)
    fins = pas.calendari.suma(pas.avui, terminis.INFORMACIO_DIES)
    return pas.acaba(fins=fins, text=pregunta)


def _exigeix_qui_pugui_respondre(incidencia):
    if not hasattr(incidencia, "notificant"):
        raise TransicioNoPermesa(_("L’avís és anònim: no hi ha ningú a qui preguntar."))


@transaction.atomic
def respon_informacio(incidencia, *, actor, text, adjunts=(), ara=None):
    """The reporter's answer: it is again the turn of whoever asked."""
    pas = obre_pas(incidencia, "respon_informacio", actor, ara)
    text = exigeix_text(text, _("Escriviu la resposta."))
    represa = _repren(pas, text=text)
    desa_adjunts(pas, adjunts)
    return represa


@transaction.atomic
def caduca_informacio(incidencia, *, actor, ara=None):
    """Nobody answered in ten working days: go on with what is known."""
    pas = obre_pas(incidencia, "caduca_informacio", actor, ara)
    return _repren(pas)


def _repren(pas, text=""):
    """Go back to the estat from which the question was asked, with the deadlines moved on."""
    incidencia = pas.incidencia
    dies = tanca_pausa(pas)
    cap_a = Estat(incidencia.estat_previ)
    incidencia.estat_previ = ""
    if cap_a == Estat.DERIVADA:
        fins = incidencia.data_termini_acceptacio
    elif cap_a == Estat.PLANIFICADA:
        fins = incidencia.data_prevista
    else:
        fins = data_en_curs(incidencia)
    return pas.acaba(cap_a=cap_a, fins=fins, text=text, dades={"dies_pausats": dies})


def tanca_pausa(pas):
    """End the pause under way and move the deadlines on by its working days; return how many."""
    pausa = pas.incidencia.pauses.get(fi_el=None)
    pausa.fi_el = pas.ara
    pausa.save(update_fields=["fi_el"])
    dies = pas.calendari.habils_entre(timezone.localdate(pausa.inici_el), pas.avui)
    for camp in ("data_termini_acceptacio", "data_termini_resposta", "data_termini_resolucio"):
        limit = getattr(pas.incidencia, camp)
        if limit is not None:
            setattr(pas.incidencia, camp, pas.calendari.suma(limit, dies))
    return dies


@transaction.atomic
def afegeix_informacio(incidencia, *, actor, text, adjunts=(), ara=None):
    """The reporter, or a technician for them, adds something while it is open.

    If a question was asked, this is its answer.
    """
    if actor.tipus not in (Qui.NOTIFICANT, Qui.TECNIC):
        raise TransicioNoPermesa(_("Només qui va avisar o Promoció Industrial hi pot afegir res."))
    pas = obre_anotacio(incidencia, actor, ara)
    if pas.incidencia.estat == Estat.PENDENT_INFO and actor.tipus == Qui.NOTIFICANT:
        return respon_informacio(incidencia, actor=actor, text=text, adjunts=adjunts, ara=ara)
    if pas.incidencia.es_final:
        raise TransicioNoPermesa(_("La incidència ja és tancada."))
    text = exigeix_text(text, _("Escriviu què hi voleu afegir."))
    anotada = pas.anota(Esdeveniment.Tipus.INFORMACIO_AFEGIDA, Visibilitat.NOTIFICANT, text=text)
    desa_adjunts(pas, adjunts)
    return anotada
