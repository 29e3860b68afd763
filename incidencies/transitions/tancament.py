"""How it ends otherwise: closed, a duplicate, refused; and how it comes back."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from incidencies import terminis
from incidencies.models import Derivacio, Esdeveniment, Incidencia

from .derivacions import torna_al_triatge
from .informacio import tanca_pausa
from .moviments import Estat, Qui, TransicioNoPermesa, exigeix_text, marca_resposta, obre_pas

Motiu = Incidencia.MotiuTancament
MOTIUS_TANCA = (Motiu.NO_COMPETENCIA, Motiu.NO_PROCEDEIX, Motiu.SENSE_RESPOSTA)
MOTIUS_REBUTJA = (Motiu.BROSSA, Motiu.ABUS, Motiu.FORA_AMBIT)


@transaction.atomic
def tanca(incidencia, *, actor, motiu, text, ara=None):
    """Close it without a solution. `text` is public: it says why and, if it is another's, whose."""
    pas = obre_pas(incidencia, "tanca", actor, ara)
    if motiu not in MOTIUS_TANCA:
        raise TransicioNoPermesa(_("Trieu un motiu de la llista."))
    text = exigeix_text(text, _("Expliqueu per què es tanca: ho llegirà qui va avisar."))
    marca_resposta(pas)
    return _acaba_en_final(pas, motiu=motiu, text=text)


@transaction.atomic
def rebutja(incidencia, *, actor, motiu, text="", ara=None):
    """Refuse a report that is spam, abuse or out of scope. Reversible for thirty days."""
    pas = obre_pas(incidencia, "rebutja", actor, ara)
    if motiu not in MOTIUS_REBUTJA:
        raise TransicioNoPermesa(_("Trieu un motiu de la llista."))
    return _acaba_en_final(pas, motiu=motiu, text=text.strip())


@transaction.atomic
def marca_duplicada(incidencia, original, *, actor, ara=None):
    """It is the same as `original`, which goes on; its reporter hears about that one from now on."""
    totes_dues = Incidencia.objects.filter(pk__in=[incidencia.pk, original.pk]).order_by("pk")
    list(totes_dues.select_for_update(of=("self",)))
    pas = obre_pas(incidencia, "marca_duplicada", actor, ara)
    original = Incidencia.objects.get(pk=original.pk)
    if original.pk == pas.incidencia.pk:
        raise TransicioNoPermesa(_("Una incidència no pot ser duplicada de si mateixa."))
    if original.es_final:
        raise TransicioNoPermesa(_("L’original ja és tancada: trieu-ne una d’oberta."))
    pas.incidencia.duplicada_de = original
    pas.incidencia.duplicades.update(duplicada_de=original)
    return _acaba_en_final(pas, dades={"original": original.codi})


def _acaba_en_final(pas, *, motiu="", text="", dades=None):
    if pas.incidencia.estat == Estat.PENDENT_INFO:
        tanca_pausa(pas)
        pas.incidencia.estat_previ = ""
    servei = pas.derivacio.servei if pas.derivacio else None
    pas.tanca_derivacio(Derivacio.Estat.ANULLADA)
    pas.incidencia.tancada_el = pas.ara
    pas.incidencia.motiu_tancament = motiu
    return pas.acaba(text=text, servei=servei, dades=dades or {"motiu": motiu})


@transaction.atomic
def reobre(incidencia, *, actor, motiu, ara=None):
    """Bring a closed, duplicate or refused one back to triage, and say why.

    The reporter may do it once, within thirty days; a refused one, within thirty days whoever asks.
    """
    pas = obre_pas(incidencia, "reobre", actor, ara)
    motiu = exigeix_text(motiu, _("Expliqueu per què es torna a obrir."))
    if impediment := impediment_per_reobrir(pas.incidencia, actor, pas.ara):
        raise TransicioNoPermesa(impediment)
    incidencia = pas.incidencia
    incidencia.motiu_tancament = ""
    incidencia.duplicada_de = None
    incidencia.tancada_el = None
    incidencia.resolta_el = None
    incidencia.reobertures += 1
    return torna_al_triatge(pas, text=motiu)


def impediment_per_reobrir(incidencia, actor, ara):
    """Why this party may no longer reopen a closed one, in a sentence; empty if it may."""
    notificant = actor.tipus == Qui.NOTIFICANT
    tard = ara - incidencia.tancada_el > timedelta(days=terminis.REOBERTURA_DIES_NATURALS)
    if tard and (notificant or incidencia.estat == Estat.REBUTJADA):
        return _("Han passat més de 30 dies: feu un avís nou.")
    if notificant and incidencia.estat == Estat.REBUTJADA:
        return _("Aquest avís es va rebutjar: feu-ne un de nou.")
    if notificant and _ja_reoberta_pel_notificant(incidencia):
        return _("Ja s’ha reobert una vegada: feu un avís nou.")
    return ""


def _ja_reoberta_pel_notificant(incidencia):
    return incidencia.esdeveniments.filter(
        tipus=Esdeveniment.Tipus.REOBERTA, actor_tipus=Qui.NOTIFICANT
    ).exists()
