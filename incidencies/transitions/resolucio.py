"""How it ends well: a date, the work done, and what the reporter says of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from incidencies import terminis
from incidencies.models import Adjunt, Derivacio, Esdeveniment, Incidencia

from .derivacions import data_en_curs
from .moviments import TransicioNoPermesa, exigeix_text, marca_resposta, obre_pas

Motiu = Incidencia.MotiuTancament


@transaction.atomic
def planifica(incidencia, data_prevista, *, actor, nota, ara=None):
    """Say when it will be done. `nota` is public; moving the date needs one again."""
    pas = obre_pas(incidencia, "planifica", actor, ara)
    nota = exigeix_text(nota, _("Expliqueu en una frase què es farà: ho llegirà qui va avisar."))
    if data_prevista is None or data_prevista < pas.avui:
        raise TransicioNoPermesa(_("La data prevista no pot ser passada."))
    abans = pas.incidencia.data_prevista
    tipus = Esdeveniment.Tipus
    pas.incidencia.data_prevista = data_prevista
    marca_resposta(pas)
    return pas.acaba(
        tipus=tipus.REPLANIFICADA if abans else tipus.PLANIFICADA,
        fins=data_prevista,
        text=nota,
        dades={
            "data_prevista": data_prevista.isoformat(),
            "data_anterior": abans.isoformat() if abans else "",
        },
    )


@transaction.atomic
def resol(incidencia, *, actor, que_s_ha_fet, adjunts=(), ara=None):
    """The work is done. `que_s_ha_fet` is public; the reporter is asked whether it is so."""
    pas = obre_pas(incidencia, "resol", actor, ara)
    text = exigeix_text(que_s_ha_fet, _("Expliqueu què s’ha fet: ho llegirà qui va avisar."))
    servei = pas.derivacio.servei
    pas.tanca_derivacio(Derivacio.Estat.RESOLTA)
    pas.incidencia.resolta_el = pas.ara
    marca_resposta(pas)
    fins = pas.calendari.suma(pas.avui, terminis.SILENCI_DIES)
    resolta = pas.acaba(fins=fins, text=text, servei=servei)
    desa_adjunts(pas, adjunts)
    return resolta


def desa_adjunts(pas, adjunts):
    """Keep the photographs of an event. Each one is a DadesAdjunt."""
    for adjunt in adjunts:
        Adjunt.objects.create(
            incidencia=pas.incidencia,
            esdeveniment=pas.esdeveniment,
            fitxer=adjunt.fitxer,
            amplada=adjunt.amplada,
            alcada=adjunt.alcada,
            text_alternatiu=adjunt.text_alternatiu,
            visibilitat=adjunt.visibilitat,
            creat_el=pas.ara,
        )


@transaction.atomic
def confirma(incidencia, *, actor, ara=None):
    """The reporter says yes, or five working days went by without a word: it is closed."""
    pas = obre_pas(incidencia, "confirma", actor, ara)
    silenci = actor.tipus == Esdeveniment.Actor.SISTEMA
    pas.incidencia.tancada_el = pas.ara
    pas.incidencia.motiu_tancament = Motiu.SILENCI if silenci else Motiu.RESOLTA
    return pas.acaba(dades={"motiu": pas.incidencia.motiu_tancament})


@transaction.atomic
def objecta(incidencia, *, actor, motiu, adjunts=(), ara=None):
    """The reporter says that it is still there: the servei that solved it has it again."""
    pas = obre_pas(incidencia, "objecta", actor, ara)
    motiu = exigeix_text(motiu, _("Expliqueu què hi ha encara: el servei ho necessita."))
    pas.derivacio = _reobre_derivacio(pas.incidencia)
    pas.incidencia.reobertures += 1
    pas.incidencia.resolta_el = None
    pas.incidencia.data_prevista = None
    fins = max(data_en_curs(pas.incidencia), pas.calendari.suma(pas.avui, terminis.RESPOSTA_DIES))
    objectada = pas.acaba(fins=fins, text=motiu)
    desa_adjunts(pas, adjunts)
    return objectada


def _reobre_derivacio(incidencia):
    derivacio = incidencia.derivacions.filter(estat=Derivacio.Estat.RESOLTA).latest("tancada_el")
    derivacio.estat = Derivacio.Estat.ACCEPTADA
    derivacio.tancada_el = None
    derivacio.save(update_fields=["estat", "tancada_el"])
    return derivacio
