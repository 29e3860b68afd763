"""Load the reference data of the plans: what a fresh portal knows of them, and from where.

Each plan is a file of `dades/plans/`; the links between plans are in `dades/vincles.json`. A
balanç goes through `obre_balanc` and `publica_balanc`, as a technician's does; once it exists it
is never touched again.
"""

import json
import uuid
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import translation

from incidencies.models import Servei
from plans.indexing import indexa_elements, indexa_plans
from plans.models import Acte, Dada, Element, Evidencia, Nivell, Partida, Pla, Recompte, Vincle
from plans.transitions import obre_balanc, publica_balanc, redacta
from poligons.dates import Precisio, llegeix_data
from poligons.models import Poligon
from terrassa_portal.web.reference import load_row

DADES = Path(__file__).parent / "dades"
# Permanent: the identifiers of the elements, and the digests that hold them, come from it.
ESPAI_UID = uuid.UUID("6f1c8a52-5d0e-5c1b-9a57-2f2f6c0b7d19")


class ReferenciaDesconeguda(Exception):
    """A file names a servei, a poligon or an element that has not been loaded."""


@transaction.atomic
def carrega_referencia():
    """Load all of `dades/`, publish its balances and index. Safe to run twice.

    Returns how many rows were created, updated, unchanged and kept as a technician left them.
    Raises ReferenciaDesconeguda if poligons and incidencies have not been loaded before.
    """
    with translation.override("ca"):
        resum = Counter()
        for fitxer in _fitxers():
            resum.update(_pla(fitxer))
        resum.update(_vincles())
        indexa_plans(Pla.objects.all())
        indexa_elements(Element.objects.all())
    return resum


def _fitxers():
    """The files of the plans, those that began first before: a plan comes after the one it replaces."""
    camins = sorted((DADES / "plans").glob("*.json"))
    fitxers = [json.loads(cami.read_text(encoding="utf-8")) for cami in camins]
    return sorted(fitxers, key=lambda fitxer: fitxer["inici"] or 0)


def uid_referencia(pla_slug, codi):
    """The identifier of an element of the reference data: the same on every machine."""
    return uuid.uuid5(ESPAI_UID, f"{pla_slug}/{codi}")


def _pla(fitxer):
    values = {
        camp: fitxer[camp] for camp in ("titol", "sigles", "tipus", "esquema", "inici", "fi")
    } | {
        "resum_ca": fitxer["resum"],
        "metode_ca": fitxer["metode"],
        "no_consta_ca": fitxer["no_consta"],
        "altres_noms": _linies(fitxer.get("altres_noms", [])),
        "responsable": _servei(fitxer.get("responsable")),
        "responsable_text": fitxer.get("responsable_text", ""),
        "substitueix": Pla.objects.filter(slug=fitxer.get("substitueix")).first(),
        "fonts": _linies(fitxer["fonts"]),
    }
    resultat = load_row("plans.pla", Pla, {"slug": fitxer["slug"]}, values)
    yield resultat
    pla = Pla.objects.filter(slug=fitxer["slug"]).first()
    if pla is None:  # a technician deleted it
        return
    if resultat == "created":
        pla.poligons.set(_poligons(fitxer.get("poligons", [])))
    yield from _actes_i_dades(pla, fitxer)
    yield from _partides(pla, fitxer.get("partides", []))
    for fila in fitxer["nivells"]:
        values = {camp: fila[camp] for camp in ("singular", "plural", "avaluable")}
        key = {"pla": pla, "profunditat": fila["profunditat"]}
        yield load_row("plans.nivell", Nivell, key, values)
    yield from _elements(pla, fitxer["elements"], fitxer.get("redaccio", {}))
    for fila in fitxer.get("balancos", []):
        yield _balanc(pla, fila)


def _actes_i_dades(pla, fitxer):
    for fila in fitxer["actes"]:
        data, precisio = llegeix_data(fila["data"])
        values = {
            "data_acte": data,
            "precisio": precisio,
            "es_aprovacio": fila["aprova"],
            "fonts": _linies(fila["fonts"]),
        }
        key = {"pla": pla, "descripcio": fila["descripcio"]}
        yield load_row("plans.acte", Acte, key, values)
    for ordre, fila in enumerate(fitxer["dades"], start=1):
        values = {"text": fila["text"], "fonts": _linies(fila["fonts"])}
        yield load_row("plans.dada", Dada, {"pla": pla, "ordre": ordre}, values)


def _partides(pla, files):
    for fila in files:
        inclosa_en = fila.get("inclosa_en")
        values = {
            "concepte": fila["concepte"],
            "fase": fila["fase"],
            "import_eur": Decimal(fila["import_eur"]),
            "aproximacio": fila.get("aproximacio", ""),
            "financador": fila.get("financador", ""),
            "exercici": fila.get("exercici"),
            "exercici_fi": fila.get("exercici_fi"),
            "inclosa_en": pla.partides.filter(codi=inclosa_en).first() if inclosa_en else None,
            "fonts": _linies(fila["fonts"]),
        }
        yield load_row("plans.partida", Partida, {"pla": pla, "codi": fila["codi"]}, values)


def _elements(pla, files, redaccio, pare=None):
    """Load elements and those below them, with their wording."""
    for fila in files:
        values = {
            "uid": uid_referencia(pla.slug, fila["codi"]),
            "nivell": pla.nivells.get(profunditat=fila["nivell"]),
            "pare": pare,
            "codi_oficial": fila.get("codi_oficial", ""),
            "no_consta": fila.get("no_consta", ""),
            "fonts": _linies(fila["fonts"]),
        }
        key = {"pla": pla, "codi": fila["codi"]}
        resultat = load_row("plans.element", Element, key, values)
        yield resultat
        element = pla.elements.filter(codi=fila["codi"]).first()
        if element is None:
            continue
        if resultat == "created":
            element.poligons.set(_poligons(fila.get("poligons", [])))
        if _cal_redactar(element, fila["titol"]):
            redacta(element, **_redaccio(fila, redaccio))
            element.refresh_from_db()
        yield from _elements(pla, fila.get("elements", []), redaccio, element)


def _cal_redactar(element, titol):
    """Whether it has no wording, or only ours, and ours is not that one."""
    if element.redaccio_vigent is None:
        return True
    return (
        element.redaccio_vigent.titol != titol
        and not element.redaccions.filter(autor__isnull=False).exists()
    )


def _redaccio(fila, redaccio):
    vigent_des_de, precisio = llegeix_data(redaccio.get("vigent_des_de", ""))
    return {
        "titol": fila["titol"],
        "literal": "parafrasi" if fila["titol"] else "no_trobat",
        "responsable": _servei(fila.get("responsable")),
        "vigent_des_de": vigent_des_de,
        "precisio": precisio or Precisio.DIA,
        "acte": redaccio.get("acte", ""),
    }


def _balanc(pla, fila):
    """Publish a balanç of the reference data, unless the portal has one by its code."""
    if pla.balancos.filter(codi=fila["codi"]).exists():
        return "unchanged"
    balanc = obre_balanc(
        pla,
        codi=fila["codi"],
        data_referencia=date.fromisoformat(fila["data_referencia"]),
        precisio=fila["precisio"],
        tipus=fila["tipus"],
        nombre_elements=fila.get("nombre_elements"),
        presentacio=fila["presentacio"],
        fonts=_linies(fila["fonts"]),
    )
    Recompte.objects.bulk_create(
        Recompte(balanc=balanc, estat=estat, nombre=nombre)
        for estat, nombre in fila.get("recomptes", {}).items()
    )
    for fitxa in balanc.fitxes.select_related("element"):
        _omple(fitxa, fila["fitxes"].get(fitxa.element.codi, fila["resta"]))
    publica_balanc(balanc, autor=None)
    return "created"


def _omple(fitxa, fila):
    fitxa.base = fila["base"]
    fitxa.motiu = fila["motiu"]
    fitxa.observacions = fila.get("observacions", "")
    fitxa.fonts = _linies(fila.get("fonts", []))
    fitxa.save()
    Evidencia.objects.bulk_create(
        Evidencia(fitxa=fitxa, ordre=ordre, **evidencia)
        for ordre, evidencia in enumerate(fila.get("evidencies", []), start=1)
    )


def _vincles():
    for fila in json.loads((DADES / "vincles.json").read_text(encoding="utf-8")):
        de, a = _extrem("de", fila["de"]), _extrem("a", fila["a"])
        if None in (*de.values(), *a.values()):  # a technician deleted that plan
            yield "kept"
            continue
        values = {"nota": fila["nota"], "fonts": _linies(fila["fonts"])}
        yield load_row("plans.vincle", Vincle, de | {"tipus": fila["tipus"]} | a, values)


def _extrem(costat, adreca):
    """The field of one end of a link: `pdpae` is a plan, `pdpae/1.1` one of its elements."""
    slug, _sep, codi = adreca.partition("/")
    if codi:
        element = Element.objects.filter(pla__slug=slug, codi=codi).first()
        return {f"{costat}_element": element}
    return {f"{costat}_pla": Pla.objects.filter(slug=slug).first()}


def _servei(codi):
    return _troba(Servei, codi, codi=codi) if codi else None


def _poligons(codis):
    return [_troba(Poligon, codi, codi=codi) for codi in codis]


def _troba(model, nom, **clau):
    try:
        return model.objects.get(**clau)
    except model.DoesNotExist:
        raise ReferenciaDesconeguda(f"{model._meta.verbose_name}: {nom}") from None


def _linies(files):
    return "\n".join(files)
