"""What time brings: reminders, escalations, silent closings. Run every minute; safe to run twice."""

import logging
from collections import Counter

from django.db import transaction
from django.utils import timezone

from incidencies import avisos, drafts, terminis
from incidencies.models import Derivacio, Esdeveniment, Incidencia
from incidencies.transitions import (
    Actor,
    TransicioNoPermesa,
    caduca_informacio,
    confirma,
    escala,
)
from incidencies.transitions.moviments import Estat, Visibilitat, obre_anotacio

logger = logging.getLogger(__name__)
Torn = Incidencia.Torn


def run(now=None):
    """Do whatever is due at `now`; return how many of each thing was done.

    Each incidencia in a transaction of its own: one that fails does not stop the others.
    """
    now = now or timezone.now()
    fets = Counter()
    per_mirar = Incidencia.objects.filter(data_avis__lte=timezone.localdate(now)).order_by("pk")
    for incidencia in per_mirar.iterator(chunk_size=200):
        try:
            fets[_fes(incidencia, now)] += 1
        except TransicioNoPermesa as refused:
            logger.info("%s moved meanwhile: %s", incidencia.codi, refused)
        except Exception:
            logger.exception(
                "%s: what is due was not done; it will be tried again", incidencia.codi
            )
    fets.pop(None, None)
    if esborrades := drafts.esborra_fotos_antigues(timezone.localdate(now)):
        fets["fotos_d_esborrany"] = esborrades
    return fets


@transaction.atomic
def _fes(incidencia, now):
    """Do what is due for one incidencia, read again and locked; tell what it was, or None."""
    pas = obre_anotacio(incidencia, Actor.sistema(), now)
    incidencia = pas.incidencia
    if incidencia.data_avis is None or incidencia.data_avis > pas.avui:
        return None
    vencuda = incidencia.fora_de_termini(pas.avui)
    if incidencia.estat == Estat.PENDENT_INFO and vencuda:
        caduca_informacio(incidencia, actor=Actor.sistema(), ara=now)
        return "informacio_caducada"
    if incidencia.estat == Estat.RESOLTA and vencuda:
        confirma(incidencia, actor=Actor.sistema(), ara=now)
        return "tancada_per_silenci"
    nivell = terminis.nivell_avis(pas.calendari, pas.avui, incidencia.data_torn)
    if incidencia.estat == Estat.DERIVADA and nivell == terminis.TRIATGE:
        escala(incidencia, actor=Actor.sistema(), ara=now)
        return "escalada"
    return _recorda(pas, nivell)


def _recorda(pas, nivell):
    """Send the reminder that is due, unless it was sent, and set when to look again."""
    incidencia = pas.incidencia
    ja_fet = nivell <= incidencia.nivell_avis
    incidencia.nivell_avis = max(nivell, incidencia.nivell_avis)
    incidencia.data_avis = terminis.seguent_avis(
        pas.calendari, incidencia.nivell_avis, incidencia.data_torn
    )
    if incidencia.torn == Torn.TRIATGE and nivell >= terminis.VENCIMENT:
        incidencia.data_avis = None
    if ja_fet:
        incidencia.save(update_fields=["nivell_avis", "data_avis"])
        return None
    pas.anota(
        Esdeveniment.Tipus.RECORDATORI,
        Visibilitat.INTERN,
        dades={"nivell": nivell, "fins": incidencia.data_torn.isoformat()},
    )
    avisos.recorda(pas.esdeveniment, incidencia, _qui(nivell, pas.derivacio))
    return "recordatori"


def _qui(nivell, derivacio: Derivacio | None):
    """To whom a reminder goes: the servei; at expiry also its head; then also triage."""
    triatge = (avisos.bustia_triatge(), "triatge")
    if derivacio is None:
        return [triatge]
    destins = [(avisos.bustia(derivacio.servei), "servei")]
    cap = derivacio.servei.responsable or derivacio.servei.substitut
    if nivell >= terminis.VENCIMENT and cap is not None:
        destins.append((cap.email, "cap"))
    if nivell >= terminis.TRIATGE and destins[0][0] != triatge[0]:
        destins.append(triatge)
    return destins
