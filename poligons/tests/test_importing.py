"""The reference data: each row becomes one record, with its source, and is never loaded twice."""

import json
from decimal import Decimal

import pytest

from poligons.importing import carrega_referencia, llegeix_csv, llegeix_json
from poligons.models import (
    Acces,
    CentreServeis,
    DotacioPoligon,
    Ens,
    EnsPoligon,
    FontPoligon,
    Planejament,
    Poligon,
    Xifra,
)

pytestmark = pytest.mark.django_db
POLIGONS = llegeix_json("poligons.json")
FONTS = {fila["codi"]: fila for fila in llegeix_csv("fonts.csv")}
FILES = {
    "xifres.csv": Xifra,
    "accessos.csv": Acces,
    "dotacions_poligon.csv": DotacioPoligon,
    "ens.csv": Ens,
    "ens_poligons.csv": EnsPoligon,
    "planejaments.csv": Planejament,
}


@pytest.fixture
def carregat(db):
    carrega_referencia()


def test_there_are_twenty_estates():
    assert len({fila["codi"] for fila in POLIGONS}) == 20


def test_each_estate_of_the_file_is_one_record_with_its_sources(carregat):
    for fila in POLIGONS:
        poligon = Poligon.objects.get(codi=fila["codi"])
        assert (poligon.nom, poligon.tipus) == (fila["nom"], fila["tipus"])
        assert (poligon.estat, poligon.districte) == (fila["estat"], fila["districte"])
        assert (poligon.inici, poligon.llista_carrers) == (fila["inici"], fila["carrers"])
        assert (poligon.latitud, poligon.longitud) == (
            Decimal(fila["latitud"]),
            Decimal(fila["longitud"]),
        )
        assert poligon.descripcio_ca == fila["descripcio"]["ca"]
        assert {nom.nom for nom in poligon.noms_alternatius.all()} == {n for n, _ in fila["noms"]}
        urls = {font.font_url for font in poligon.fonts.all()}
        assert urls == {FONTS[codi]["url"] for codi in fila["fonts"]}
        assert urls


def test_each_row_of_a_file_is_one_record(carregat):
    for nom, model in FILES.items():
        assert model.objects.count() == len(llegeix_csv(nom)), nom


def test_each_figure_has_the_value_unit_mark_and_source_of_its_row(carregat):
    for fila in llegeix_csv("xifres.csv"):
        font = FONTS[fila["font"]]
        xifra = Xifra.objects.get(
            poligon__codi=fila["poligon"] or None,
            centre__codi=fila["centre"] or None,
            concepte=fila["concepte"],
            detall=fila["detall"],
            valor=Decimal(fila["valor"]),
            font=font["editor"],
            font_url=font["url"],
        )
        assert (xifra.unitat, xifra.aproximada) == (fila["unitat"], bool(fila["aproximada"]))
        assert (xifra.data_referencia is None) == (fila["data"] == "")


def test_no_figure_is_zero_because_nobody_knew_it(carregat):
    assert not Xifra.objects.filter(valor=0).exists()


def test_every_record_that_says_something_names_its_source(carregat):
    for model in (Acces, Ens, Planejament, CentreServeis):
        assert not model.objects.filter(font="").exists()
    assert not FontPoligon.objects.filter(font_url="").exists()


def test_each_text_is_in_the_three_languages(carregat):
    for poligon in Poligon.objects.all():
        texts = {poligon.descripcio_ca, poligon.descripcio_es, poligon.descripcio_en}
        assert "" not in texts
        assert len(texts) == 3


def test_loading_twice_changes_nothing(carregat):
    abans = Poligon.objects.values_list("codi", "actualitzat_el")

    resum = carrega_referencia()

    assert set(resum) == {"unchanged"}
    assert list(Poligon.objects.values_list("codi", "actualitzat_el")) == list(abans)


def test_what_a_technician_changed_or_deleted_stays_so(carregat):
    poligon = Poligon.objects.get(codi="can-palet")
    poligon.nom = "Can Palet i Vallparadís"
    poligon.save()
    Poligon.objects.get(codi="colom-2").delete()

    carrega_referencia()

    poligon.refresh_from_db()
    assert poligon.nom == "Can Palet i Vallparadís"
    assert not Poligon.objects.filter(codi="colom-2").exists()


def test_the_files_hold_no_straight_apostrophe_in_their_texts():
    for fila in POLIGONS:
        assert "'" not in json.dumps(fila["descripcio"], ensure_ascii=False), fila["codi"]
