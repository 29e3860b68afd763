"""Plans, elements and balances for tests: each `crea_…` gives a valid one."""

from datetime import date
from itertools import count

from incidencies.models import Servei
from plans import transitions
from plans.models import Element, Evidencia, Fitxa, Nivell, Pla
from terrassa_portal.web.tests.factories import crea_usuari

_numbers = count(1)
FONT = "https://www.terrassa.cat/plademandat"


def crea_servei(**fields):
    number = next(_numbers)
    return Servei.objects.create(
        **{"codi": f"servei-de-prova-{number}", "nom": f"Servei de prova {number}"} | fields
    )


def crea_pla(**fields):
    number = next(_numbers)
    values = {
        "slug": f"pla-de-prova-{number}",
        "titol": f"Pla de prova {number}",
        "tipus": Pla.Tipus.MANDAT,
        "esquema": "pm-2019",
        "inici": 2015,
        "fi": 2019,
        "fonts": FONT,
    }
    return Pla.objects.create(**values | fields)


def crea_nivell(pla, profunditat=0, **fields):
    values = {"singular": "compromís", "plural": "compromisos", "avaluable": True}
    nivell, _new = Nivell.objects.get_or_create(
        pla=pla, profunditat=profunditat, defaults=values | fields
    )
    return nivell


def crea_element(pla=None, *, titol="Compromís de prova", literal="parafrasi", **fields):
    """An evaluable element with its first wording in force."""
    pla = pla or crea_pla()
    redaccio = {k: fields.pop(k) for k in ("responsable", "vigent_des_de") if k in fields}
    fields.setdefault("nivell", None)
    fields["nivell"] = fields["nivell"] or crea_nivell(pla)
    fields.setdefault("codi", str(next(_numbers)))
    element = Element.objects.create(pla=pla, fonts=FONT, **fields)
    transitions.redacta(element, titol=titol, literal=literal, **redaccio)
    element.refresh_from_db()
    return element


def crea_balanc(pla=None, **fields):
    """A draft, with an empty sheet for each evaluable element of its plan."""
    pla = pla or crea_element().pla
    fields.setdefault("data_referencia", date(2019, 6, 30))
    fields.setdefault("codi", fields["data_referencia"].isoformat()[:7])
    return transitions.obre_balanc(pla, fonts=FONT, **fields)


def omple(fitxa, **fields):
    """Fill in a draft sheet so that it may be published; declared unknown unless told a state."""
    if fields.get("estat"):
        fields.setdefault("base", Fitxa.Base.TECNIC)
        fields.setdefault("preparada_per", crea_usuari())
        fields.setdefault("validada_per", crea_usuari())
    else:
        fields.setdefault("base", Fitxa.Base.NO_CONSERVADA)
        fields.setdefault("motiu", "No s’ha trobat la fitxa.")
    for name, value in fields.items():
        setattr(fitxa, name, value)
    fitxa.save()
    return fitxa


def crea_evidencia(fitxa, **fields):
    values = {"tipus": Evidencia.Tipus.WEB, "titol": "Pàgina", "url": FONT, "ordre": 1}
    return Evidencia.objects.create(fitxa=fitxa, **values | fields)


def crea_balanc_publicat(pla=None, **fields):
    """A published balanç: its first sheet has a state, «pendent», and one evidencia."""
    balanc = crea_balanc(pla, **fields)
    for number, fitxa in enumerate(balanc.fitxes.order_by("pk")):
        omple(fitxa, estat="" if number else "pendent")
        if not number:
            crea_evidencia(fitxa)
    return transitions.publica_balanc(balanc, autor=None)
