"""Load the reference data of `dades/`: classifications, sectors, and the companies known to all."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

from django.db import transaction

from empreses.models import (
    Activitat,
    ActivitatSecundaria,
    DadaPublicada,
    Empresa,
    EmpresaFont,
    Establiment,
    Font,
    Sector,
)
from empreses.transitions import desa_empresa, refresca_establiments
from poligons.models import Poligon
from terrassa_portal.web.reference import load_row

DADES = Path(__file__).parent / "dades"


@transaction.atomic
def carrega_referencia():
    """Bring the reference data in, three ways: what a technician changed or deleted stays so.

    Gives a Counter of created, updated, unchanged and kept rows. Safe to run twice.
    """
    resum = Counter()
    for carrega in (_sectors, _activitats, _fonts, _empreses, _dades_publicades):
        resum.update(carrega())
    # A newer file may move an activity to another sector, under establiments it does not name.
    refresca_establiments(Establiment.objects.descompassats())
    return resum


def _files(nom):
    with (DADES / f"{nom}.csv").open(encoding="utf-8", newline="") as linies:
        yield from csv.DictReader(linies)


def _sectors():
    for fila in _files("sectors"):
        valors = {
            "ordre": int(fila["ordre"]),
            "nom_ca": fila["nom"],
            "nom_es": fila["nom_es"],
            "nom_en": fila["nom_en"],
            "descripcio_ca": fila["descripcio"],
            "descripcio_es": fila["descripcio_es"],
            "descripcio_en": fila["descripcio_en"],
        }
        yield load_row("empreses.sector", Sector, {"slug": fila["slug"]}, valors)


def _activitats():
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    carregades = {}
    for fila in _files("activitats"):
        clau = {"classificacio": fila["classificacio"], "codi": fila["codi"]}
        valors = {
            "titol": fila["titol"],
            "pare": carregades.get((fila["classificacio"], fila["pare"])),
            "sector": sectors.get(fila["sector"]),
            "equivalent": carregades.get(("cnae2025", fila["equivalent_cnae2025"])),
        }
        yield load_row("empreses.activitat", Activitat, clau, valors)
        carregades[fila["classificacio"], fila["codi"]] = Activitat.objects.filter(**clau).first()


def _fonts():
    for fila in _files("fonts"):
        publicada = fila["data_publicacio"]
        valors = {
            "nom": fila["nom"],
            "data_publicacio": date.fromisoformat(publicada) if publicada else None,
        }
        yield load_row("empreses.font", Font, {"url": fila["url"]}, valors)


def _empreses():
    for fila in _files("empreses"):
        valors = {
            "rao_social": fila["rao_social"],
            "classe": Empresa.Classe.JURIDICA,
            "forma": fila["forma"],
            "exercici_inici": int(fila["exercici_inici"]) if fila["exercici_inici"] else None,
            "descripcio_ca": fila["descripcio"],
            "descripcio_es": fila["descripcio_es"],
            "descripcio_en": fila["descripcio_en"],
        }
        resultats = [load_row("empreses.empresa", Empresa, {"codi": fila["codi"]}, valors)]
        empresa = Empresa.objects.filter(codi=fila["codi"]).first()
        if empresa:
            resultats += [*_fonts_de(empresa, fila), *_establiment_de(empresa, fila)]
            if set(resultats) - {"unchanged", "kept"}:
                desa_empresa(empresa)
        yield from resultats


def _fonts_de(empresa, fila):
    for url in fila["fonts"].split():
        if font := Font.objects.filter(url=url).first():
            clau = {"empresa": empresa, "font": font}
            yield load_row("empreses.empresafont", EmpresaFont, clau, {})


def _establiment_de(empresa, fila):
    valors = {
        "poligon": Poligon.objects.filter(codi=fila["poligon"]).first(),
        "adreca": fila["adreca"],
        "es_seu": fila["es_seu"] == "1",
        "activitat_ccae": _activitat("ccae2009", fila["ccae2009"]),
        "activitat_cnae": _activitat("cnae2025", fila["cnae2025"]),
        "activitat_es_aproximada": fila["activitat_es_aproximada"] == "1",
        "font": _font_de_l_establiment(fila),
    }
    yield load_row("empreses.establiment", Establiment, {"empresa": empresa}, valors)
    establiment = empresa.establiments.order_by("pk").first()
    for codi in fila["secundaries_ccae2009"].split() if establiment else ():
        clau = {"establiment": establiment, "activitat": _activitat("ccae2009", codi)}
        yield load_row("empreses.activitatsecundaria", ActivitatSecundaria, clau, {})


def _activitat(classificacio, codi):
    return Activitat.objects.filter(classificacio=classificacio, codi=codi).first()


def _font_de_l_establiment(fila):
    """The article that gives the address; a source without an address of its own is plain words."""
    if nom := fila["font_sense_adreca"]:
        clau = {"nom": nom, "url": ""}
        load_row("empreses.font", Font, clau, {})
        return Font.objects.filter(**clau).first()
    return Font.objects.filter(url=fila["fonts"].split()[0]).first()


def _dades_publicades():
    for fila in _files("dades_publicades"):
        empresa = Empresa.objects.filter(codi=fila["empresa"]).first()
        if empresa is None:
            continue
        valors = {
            "ordre": int(fila["ordre"]),
            "concepte_ca": fila["concepte"],
            "text_ca": fila["text"],
            "exercici": int(fila["exercici"]) if fila["exercici"] else None,
            "font": Font.objects.filter(url=fila["font"]).first() if fila["font"] else None,
        }
        clau = {"empresa": empresa, "codi": fila["codi"]}
        yield load_row("empreses.dadapublicada", DadaPublicada, clau, valors)
