"""Which figures are current, and how they and their dates are said."""

from datetime import date

import pytest
from django.utils import translation

from poligons.dates import Precisio, llegeix_data, text_data
from poligons.models import Poligon, Xifra
from poligons.presentation import in_order, superficie_headline, superficie_text
from poligons.tests.factories import crea_poligon, crea_xifra

pytestmark = pytest.mark.django_db


def test_of_one_source_only_the_last_figure_is_current():
    poligon = crea_poligon()
    crea_xifra(poligon, data_referencia=date(2013, 1, 1), valor=184)
    ultima = crea_xifra(poligon, data_referencia=date(2017, 1, 1), valor=82)

    assert list(Xifra.objects.vigents()) == [ultima]


def test_two_sources_that_disagree_are_both_current():
    poligon = crea_poligon()
    crea_xifra(poligon, font="Una", data_referencia=date(1987, 1, 1), valor="28.5")
    crea_xifra(poligon, font="L’altra", data_referencia=date(2024, 1, 1), valor="28.05")

    assert Xifra.objects.vigents().count() == 2


def test_an_undated_figure_gives_way_to_a_dated_one_of_its_source():
    poligon = crea_poligon()
    crea_xifra(poligon, data_referencia=None)
    datada = crea_xifra(poligon)

    assert list(Xifra.objects.vigents()) == [datada]


def test_a_newer_figure_of_another_estate_part_or_of_the_district_replaces_nothing():
    poligon = crea_poligon()
    crea_xifra(poligon, data_referencia=date(2010, 1, 1))
    nova = date(2025, 1, 1)
    crea_xifra(crea_poligon(), data_referencia=nova)
    crea_xifra(None, data_referencia=nova)
    crea_xifra(poligon, data_referencia=nova, detall="una part")
    crea_xifra(poligon, data_referencia=nova, unitat=Xifra.Unitat.M2)

    assert Xifra.objects.vigents().count() == 5


def test_the_figures_of_the_district_are_of_no_estate():
    crea_xifra(crea_poligon())
    del_districte = crea_xifra(None)

    assert list(Xifra.objects.vigents().de_districte()) == [del_districte]


def test_an_area_shows_both_ends_when_sources_disagree_and_words_when_unknown():
    poligon = crea_poligon("Amb dues fonts")
    crea_xifra(poligon, font="Una", valor="28.5")
    crea_xifra(poligon, font="L’altra", valor="28.05")
    crea_poligon("Sense cap font")

    textos = {p.nom: superficie_text(p) for p in Poligon.objects.amb_superficie()}

    assert textos == {"Amb dues fonts": "28,05 – 28,5\xa0ha", "Sense cap font": "No consta"}


def test_a_superseded_area_is_not_in_the_range():
    poligon = crea_poligon()
    crea_xifra(poligon, data_referencia=date(2003, 1, 1), valor=40)
    crea_xifra(poligon, data_referencia=date(2023, 1, 1), valor=29)

    assert superficie_text(Poligon.objects.amb_superficie().get()) == "29\xa0ha"


def test_the_big_area_says_that_the_sources_disagree():
    poligon = crea_poligon()
    crea_xifra(poligon, font="Una", valor="28.5")
    crea_xifra(poligon, font="L’altra", valor="28.05")
    poligon = Poligon.objects.amb_superficie().get()

    titular = superficie_headline(poligon, Xifra.objects.vigents())

    assert "no coincideixen" in titular["source"]


@pytest.mark.parametrize(
    ("camps", "text"),
    [
        ({"valor": "711458", "unitat": "m2"}, "711.458\xa0m²"),
        ({"valor": "28.50", "unitat": "ha"}, "28,5\xa0ha"),
        ({"valor": "70", "unitat": "ha", "aproximada": True}, "aprox. 70\xa0ha"),
        ({"valor": "30", "unitat": "nombre"}, "30"),
        ({"valor": "7600000", "unitat": "eur"}, "7.600.000\xa0€"),
        ({"valor": "97", "unitat": "pct"}, "97\xa0%"),
    ],
)
def test_a_value_is_written_with_its_unit(camps, text):
    xifra = crea_xifra(crea_poligon(), **camps)
    xifra.refresh_from_db()

    assert xifra.valor_text() == text


def test_figures_are_listed_by_concept_then_the_newest_first():
    poligon = crea_poligon()
    empreses = crea_xifra(poligon, concepte="empreses", unitat="nombre")
    vella = crea_xifra(poligon, font="Una", data_referencia=date(1987, 1, 1))
    nova = crea_xifra(poligon, font="L’altra", data_referencia=date(2024, 1, 1))

    assert in_order([empreses, vella, nova]) == [nova, vella, empreses]


@pytest.mark.parametrize(
    ("text", "escrit"),
    [
        ("", "sense data"),
        ("2024", "2024"),
        ("2024-12", "desembre de 2024"),
        ("2019-10", "octubre de 2019"),
        ("2024-12-09", "9 de desembre de 2024"),
    ],
)
def test_a_date_is_said_as_exactly_as_its_source_says_it(text, escrit):
    assert text_data(*llegeix_data(text)) == escrit


def test_a_month_is_said_in_the_language_of_the_page():
    with translation.override("en"):
        assert text_data(date(2024, 12, 1), Precisio.MES) == "December 2024"


@pytest.mark.parametrize(
    ("text", "why"), [("ahir", "invalid"), ("2024-13", "month"), ("2024-02-30", "day")]
)
def test_what_is_not_a_date_is_refused(text, why):
    with pytest.raises(ValueError, match=why):
        llegeix_data(text)
