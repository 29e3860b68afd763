"""Load the reference data of `dades/`: services, categories, rules and the city's own feasts."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

from django.db import transaction

from incidencies.models import Categoria, DiaInhabil, ReglaDerivacio, Servei
from terrassa_portal.web.reference import load_row

DADES = Path(__file__).parent / "dades"
TRADUITS = ("nom", "descripcio", "avis_emergencia")


@transaction.atomic
def carrega_referencia():
    """Bring the reference data in, three ways: what a technician changed or deleted stays so.

    Gives a Counter of created, updated, unchanged and kept rows. Safe to run twice.
    """
    resum = Counter()
    for carrega in (_serveis, _categories, _regles, _dies_inhabils):
        resum.update(carrega())
    return resum


def _files(nom):
    with (DADES / f"{nom}.csv").open(encoding="utf-8", newline="") as linies:
        yield from csv.DictReader(linies)


def _serveis():
    for fila in _files("serveis"):
        valors = {
            "nom": fila["nom"],
            "tipus": fila["tipus"],
            "canal": fila["canal"],
            "rep_derivacions": fila["rep_derivacions"] == "1",
            "es_triatge": fila["es_triatge"] == "1",
            "vigent_des_de": _dia(fila["vigent_des_de"]),
            "vigent_fins": _dia(fila["vigent_fins"]),
            "descripcio": fila["descripcio"],
            "tipus_incidencies": fila["tipus_incidencies"],
            "xifres": fila["xifres"],
            "nota": fila["nota"],
            "fonts": fila["fonts"].replace(" | ", "\n"),
        }
        yield load_row("incidencies.servei", Servei, {"codi": fila["codi"]}, valors)


def _categories():
    """Parents stand before their children in the file."""
    for fila in _files("categories"):
        pare = Categoria.objects.filter(codi=fila["pare"]).first()
        valors = {
            "pare": pare,
            "ordre": int(fila["ordre"]),
            "precisio_minima": fila["precisio_minima"],
            "termini_resposta_dies": int(fila["termini_resposta_dies"]),
            "termini_resolucio_dies": int(fila["termini_resolucio_dies"]),
            "prioritat": fila["prioritat"],
            "requereix_foto": fila["requereix_foto"] == "1",
            "paraules_clau": fila["paraules_clau"],
        }
        for camp in TRADUITS:
            valors |= {
                f"{camp}_ca": fila[camp],
                f"{camp}_es": fila[f"{camp}_es"],
                f"{camp}_en": fila[f"{camp}_en"],
            }
        yield load_row("incidencies.categoria", Categoria, {"codi": fila["codi"]}, valors)


def _regles():
    """A rule gets its categories when it is first made: from then on they are the officers'."""
    for fila in _files("regles"):
        servei = Servei.objects.filter(codi=fila["servei"]).first()
        if servei is None:  # somebody removed it: nothing to hand over to
            continue
        valors = {"nom": fila["nom"], "ordre": int(fila["ordre"]), "servei": servei}
        resultat = load_row("incidencies.regla", ReglaDerivacio, {"codi": fila["codi"]}, valors)
        if resultat == "created":
            regla = ReglaDerivacio.objects.get(codi=fila["codi"])
            regla.categories.set(Categoria.objects.filter(codi__in=fila["categories"].split(";")))
        yield resultat


def _dies_inhabils():
    for fila in _files("dies_inhabils"):
        valors = {
            "ambit": fila["ambit"],
            "nom": fila["nom"],
            "provisional": fila["provisional"] == "1",
            "font": fila["font"],
        }
        yield load_row("incidencies.dia_inhabil", DiaInhabil, {"dia": _dia(fila["dia"])}, valors)


def _dia(text):
    return date.fromisoformat(text) if text else None
