"""To whom it goes: hand over, accept, return, escalate, give to a person."""

from django.db import transaction
from django.utils.translation import gettext as _

from incidencies import terminis
from incidencies.models import Derivacio, Esdeveniment

from .moviments import (
    Estat,
    Qui,
    TransicioNoPermesa,
    Visibilitat,
    exigeix_text,
    obre_anotacio,
    obre_pas,
)


@transaction.atomic
def deriva(incidencia, servei, *, actor, motiu="", persona=None, ara=None):
    """Hand `incidencia` over to `servei`, which has two working days to accept it.

    A second hand-over says why (`motiu`). Raises TransicioNoPermesa if the servei is out of force
    or has it already.
    """
    pas = obre_pas(incidencia, "deriva", actor, ara)
    if pas.derivacio is not None or pas.incidencia.derivacions.exists():
        motiu = exigeix_text(
            motiu, _("Ja s’havia derivat abans: digueu per què es torna a derivar.")
        )
    return executa_derivacio(pas, servei, explicacio=motiu, persona=persona)


def executa_derivacio(pas, servei, *, explicacio, regla=None, persona=None):
    """Make the derivació of a move already begun, by a person or by a rule."""
    if not servei.es_derivable(pas.avui):
        raise TransicioNoPermesa(_("Aquest servei no pot rebre derivacions."))
    if pas.derivacio is not None and pas.derivacio.servei_id == servei.pk:
        raise TransicioNoPermesa(_("Aquest servei ja té la incidència."))
    pas.tanca_derivacio(Derivacio.Estat.ANULLADA, motiu=explicacio)
    pas.derivacio = Derivacio.objects.create(
        incidencia=pas.incidencia,
        servei=servei,
        persona=persona,
        regla=regla,
        explicacio=explicacio[:400],
        creada_el=pas.ara,
    )
    fins = pas.calendari.termini(pas.ara, terminis.ACCEPTACIO_DIES)
    pas.incidencia.data_termini_acceptacio = fins
    pas.incidencia.data_prevista = None
    dades = {"servei": servei.codi, "regla": regla.codi if regla else ""}
    return pas.acaba(fins=fins, servei=servei, dades=dades)


@transaction.atomic
def accepta(incidencia, *, actor, referencia_externa="", ara=None):
    """The servei takes it: from now on it is under way."""
    pas = obre_pas(incidencia, "accepta", actor, ara)
    pas.derivacio.estat = Derivacio.Estat.ACCEPTADA
    pas.derivacio.acceptada_el = pas.ara
    pas.derivacio.referencia_externa = referencia_externa.strip()[:80]
    pas.derivacio.persona = pas.derivacio.persona or (
        actor.usuari if actor.tipus == Qui.SERVEI else None
    )
    pas.derivacio.save(update_fields=["estat", "acceptada_el", "referencia_externa", "persona"])
    return pas.acaba(fins=data_en_curs(pas.incidencia))


def data_en_curs(incidencia):
    """Until when the servei that works on it must act: the first answer, then the resolution."""
    if incidencia.resposta_el is None:
        return min(incidencia.data_termini_resposta, incidencia.data_termini_resolucio)
    return incidencia.data_termini_resolucio


@transaction.atomic
def retorna(incidencia, *, actor, motiu, ara=None):
    """The servei says that it is not its own, and why: it is triage's turn again."""
    pas = obre_pas(incidencia, "retorna", actor, ara)
    motiu = exigeix_text(motiu, _("Digueu per què la retorneu: el triatge ho necessita."))
    servei = pas.derivacio.servei
    pas.tanca_derivacio(Derivacio.Estat.RETORNADA, motiu=motiu)
    return torna_al_triatge(pas, text=motiu, servei=servei)


@transaction.atomic
def escala(incidencia, *, actor, ara=None):
    """Nobody accepted it in time: take it back to triage."""
    pas = obre_pas(incidencia, "escala", actor, ara)
    servei = pas.derivacio.servei
    pas.tanca_derivacio(Derivacio.Estat.ANULLADA, motiu=_("No s’ha acceptat a temps."))
    return torna_al_triatge(pas, servei=servei)


def torna_al_triatge(pas, *, text="", servei=None):
    pas.incidencia.data_termini_acceptacio = None
    pas.incidencia.data_prevista = None
    fins = pas.calendari.termini(pas.ara, terminis.ACCEPTACIO_DIES)
    return pas.acaba(cap_a=Estat.REBUDA, fins=fins, text=text, servei=servei)


@transaction.atomic
def assigna(incidencia, usuari, *, actor, ara=None):
    """Say which technician of Promoció Industrial follows it; None: nobody in particular."""
    pas = obre_anotacio(incidencia, actor, ara)
    if actor.tipus != Qui.TECNIC:
        raise TransicioNoPermesa(_("Només Promoció Industrial assigna incidències."))
    pas.incidencia.assignada = usuari
    return pas.anota(
        Esdeveniment.Tipus.ASSIGNADA,
        Visibilitat.INTERN,
        dades={"usuari": usuari.pk if usuari else None},
    )
