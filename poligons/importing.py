"""Load the reference data of the estates: what a fresh portal knows of Terrassa.

Each row of `dades/` becomes one record by `web.reference.load_row`, so that loading again brings
news and never undoes what a technician changed. Every figure names its row of `fonts.csv`.
"""

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from poligons.dates import llegeix_data
from poligons.indexing import indexa_poligons
from poligons.models import (
    Acces,
    CentreServeis,
    Dotacio,
    DotacioPoligon,
    Ens,
    EnsPoligon,
    FontPoligon,
    NomAlternatiu,
    Planejament,
    Poligon,
    Xifra,
)
from terrassa_portal.web.reference import load_row
from terrassa_portal.web.text import sort_key

DADES = Path(__file__).parent / "dades"
LANGUAGES = ("ca", "es", "en")


@transaction.atomic
def carrega_referencia():
    """Load all of `dades/` and index the estates. Safe to run twice.

    Returns how many rows were created, updated, unchanged and kept as a technician left them.
    """
    fonts = {fila["codi"]: fila for fila in llegeix_csv("fonts.csv")}
    resum = Counter()
    resum.update(_poligons(fonts))
    resum.update(_ens(fonts))
    resum.update(_centres(fonts))
    resum.update(_dotacions(fonts))
    resum.update(_accessos(fonts))
    resum.update(_planejaments(fonts))
    resum.update(_xifres(fonts))
    indexa_poligons(Poligon.objects.all())
    return resum


def llegeix_csv(nom):
    """The rows of a file of `dades/`, by column."""
    with (DADES / nom).open(encoding="utf-8", newline="") as linies:
        return list(csv.DictReader(linies))


def llegeix_json(nom):
    return json.loads((DADES / nom).read_text(encoding="utf-8"))


def _poligons(fonts):
    for fila in llegeix_json("poligons.json"):
        values = {
            "slug": fila["codi"],
            "nom": fila["nom"],
            "clau_ordre": sort_key(fila["nom"]),
            "tipus": fila["tipus"],
            "estat": fila["estat"],
            "inici": fila["inici"],
            "districte": fila["districte"],
            "carrers": "\n".join(fila["carrers"]),
            "latitud": Decimal(fila["latitud"]),
            "longitud": Decimal(fila["longitud"]),
            "precisio_m": fila["precisio_m"],
        } | _en_llengues("descripcio", fila["descripcio"])
        yield load_row("poligons.poligon", Poligon, {"codi": fila["codi"]}, values)
        poligon = Poligon.objects.filter(codi=fila["codi"]).first()
        if poligon is not None:
            yield from _noms_i_fonts(poligon, fila, fonts)


def _noms_i_fonts(poligon, fila, fonts):
    for nom, nota in fila["noms"]:
        key = {"poligon": poligon, "nom": nom}
        yield load_row("poligons.nom", NomAlternatiu, key, {"nota": nota})
    for codi in fila["fonts"]:
        font = fonts[codi]
        data, precisio = llegeix_data(font["data"])
        key = {"poligon": poligon, "font": f"{font['editor']}: {font['titol']}"}
        values = {"font_url": font["url"], "data_publicacio": data, "precisio_data": precisio}
        yield load_row("poligons.font", FontPoligon, key, values)


def _ens(fonts):
    for fila in llegeix_csv("ens.csv"):
        data, precisio = llegeix_data(fila["data"])
        values = {
            "nom": fila["nom"],
            "sigles": fila["sigles"],
            "tipus": fila["tipus"],
            "data_constitucio": data,
            "precisio_data": precisio,
            "descripcio_ca": fila["descripcio"],
            "web": fila["web"],
        } | _font(fila, fonts)
        yield load_row("poligons.ens", Ens, {"codi": fila["codi"]}, values)
    for fila in llegeix_csv("ens_poligons.csv"):
        inici, precisio = llegeix_data(fila["inici"])
        parts = _troba(fila, ens=Ens, poligon=Poligon)
        if parts:
            values = {"inici": inici, "precisio_data": precisio}
            yield load_row(
                "poligons.ens_poligon", EnsPoligon, {**parts, "rol": fila["rol"]}, values
            )


def _centres(fonts):
    for fila in llegeix_json("centres.json"):
        data, precisio = llegeix_data(fila["data"])
        parts = _troba(fila, poligon=Poligon, ens=Ens)
        if not parts:
            continue
        serveis = {language: "\n".join(linies) for language, linies in fila["serveis"].items()}
        values = {
            **parts,
            "nom": fila["nom"],
            "sigles": fila["sigles"],
            "adreca": fila["adreca"],
            "data_obertura": data,
            "precisio_data": precisio,
        }
        values |= _en_llengues("descripcio", fila["descripcio"])
        values |= _en_llengues("serveis", serveis) | _font(fila, fonts)
        yield load_row("poligons.centre", CentreServeis, {"codi": fila["codi"]}, values)


def _dotacions(fonts):
    for ordre, fila in enumerate(llegeix_csv("dotacions.csv"), start=1):
        values = {"nom": fila["nom"], "ordre": ordre}
        yield load_row("poligons.dotacio", Dotacio, {"codi": fila["codi"]}, values)
    for fila in llegeix_csv("dotacions_poligon.csv"):
        data, precisio = llegeix_data(fila["data"])
        parts = _troba(fila, dotacio=Dotacio, poligon=Poligon)
        if parts:
            values = {
                "estat": fila["estat"],
                "operador": fila["operador"],
                "nota": fila["nota"],
                "data_referencia": data,
                "precisio_data": precisio,
            } | _font(fila, fonts)
            yield load_row("poligons.dotacio_poligon", DotacioPoligon, parts, values)


def _accessos(fonts):
    for fila in llegeix_csv("accessos.csv"):
        parts = _troba(fila, poligon=Poligon)
        if parts:
            values = {
                "parada": fila["parada"],
                "previst": bool(fila["previst"]),
                "nota": fila["nota"],
            } | _font(fila, fonts)
            key = {**parts, "tipus": fila["tipus"], "nom": fila["nom"]}
            yield load_row("poligons.acces", Acces, key, values)


def _planejaments(fonts):
    for fila in llegeix_csv("planejaments.csv"):
        data, precisio = llegeix_data(fila["data"])
        parts = _troba(fila, poligon=Poligon)
        if parts:
            values = {
                "sector": fila["sector"],
                "data_aprovacio": data,
                "precisio_data": precisio,
                "usos_ca": fila["usos"],
                "edificabilitat": _decimal(fila["edificabilitat"]),
                "alcada_m": _decimal(fila["alcada_m"]),
                "parcella_minima_m2": int(fila["parcella_minima_m2"] or 0) or None,
                "nota_ca": fila["nota"],
            } | _font(fila, fonts)
            key = {**parts, "figura": fila["figura"], "fase": fila["fase"]}
            yield load_row("poligons.planejament", Planejament, key, values)


def _xifres(fonts):
    for fila in llegeix_csv("xifres.csv"):
        parts = _troba(fila, poligon=Poligon, centre=CentreServeis)
        if parts is None:
            continue
        data, precisio = llegeix_data(fila["data"])
        font = _font(fila, fonts)
        key = {
            "poligon": None,
            "centre": None,
            **parts,
            "concepte": fila["concepte"],
            "detall": fila["detall"],
            "unitat": fila["unitat"],
            "font": font["font"],
            "data_referencia": data,
        }
        values = {
            "valor": Decimal(fila["valor"]),
            "aproximada": bool(fila["aproximada"]),
            "precisio_data": precisio,
            "font_url": font["font_url"],
            "nota": fila["nota"],
        }
        yield load_row("poligons.xifra", Xifra, key, values)


def _troba(fila, **models):
    """The records that a row names by `codi`; None if a technician has deleted one of them."""
    parts = {}
    for column, model in models.items():
        if fila[column]:
            parts[column] = model.objects.filter(codi=fila[column]).first()
            if parts[column] is None:
                return None
    return parts


def _font(fila, fonts):
    font = fonts[fila["font"]]
    return {"font": font["editor"], "font_url": font["url"]}


def _en_llengues(camp, texts):
    return {f"{camp}_{language}": texts.get(language, "") for language in LANGUAGES}


def _decimal(text):
    return Decimal(text) if text else None
