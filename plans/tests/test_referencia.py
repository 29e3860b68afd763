"""The reference data of the plans: whole, sourced, and safe to load again."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count

import incidencies.importing
import poligons.importing
from plans import fonts
from plans.importing import carrega_referencia
from plans.models import (
    Acte,
    Balanc,
    Dada,
    Element,
    Evidencia,
    Fitxa,
    Partida,
    Pla,
    Redaccio,
    Vincle,
)
from plans.transitions import redacta, verifica_balancos
from terrassa_portal.web.tests.factories import crea_usuari

# Published: if a change of the code makes another one, it is the code that is wrong.
EMPREMTES = {
    "pla-mandat-2015-2019": "12f4e478591300c4d09b7c5f6c2ace12d0867920b3562635a9576e4447b711e8",
    "programa-govern-2019-2023": "e547b82ba74b11c9ed24aa3a7fce18bc0361a516886493516b0ef7e76e64974f",
}
# slug: (elements that are commitments, axes, actions, challenges or works; headings above them)
ELEMENTS = {
    "asfalt-poligons-2026": (0, 0),
    "modernitzacio-sud": (5, 0),
    "pacte-ocupacio": (0, 0),
    "pacte-reindustrialitzacio": (3, 1),
    "pas-industria-40": (3, 4),
    "pdit-2016": (5, 4),
    "pdpae": (11, 3),
    "peve-2022-2025": (3, 0),
    "pla-economia-circular": (0, 0),
    "pla-mandat-2015-2019": (38, 5),
    "pla-residus-2018-2030": (0, 0),
    "programa-govern-2019-2023": (10, 10),
    "programa-govern-2023-2027": (0, 7),
    "reactivapae": (1, 0),
}
COMPROMISOS = {1: range(1, 10), 2: range(17, 28), 3: range(60, 71), 4: (), 5: range(98, 105)}


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """The reference data, loaded once for this file and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        poligons.importing.carrega_referencia()
        incidencies.importing.carrega_referencia()
        yield carrega_referencia()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once, db):
    return loaded_once


@pytest.fixture
def pla_mandat(loaded):
    return Pla.objects.get(slug="pla-mandat-2015-2019")


def test_there_are_fourteen_plans_and_seventy_nine_elements_under_their_headings(loaded):
    found = {
        pla.slug: (
            sum(not is_heading(element) for element in pla.elements.all()),
            sum(is_heading(element) for element in pla.elements.all()),
        )
        for pla in Pla.objects.prefetch_related("elements__nivell", "nivells")
    }

    assert found == ELEMENTS
    assert len(found) == 14
    assert sum(rows for rows, _headings in found.values()) == 79


def is_heading(element):
    """At the top of a plan that has something below, or of which nothing below was found."""
    return element.nivell.profunditat == 0 and not element.nivell.avaluable


def test_each_commitment_of_the_plan_de_mandat_has_its_number(pla_mandat):
    expected = {f"{p}.{n}": str(n) for p, numbers in COMPROMISOS.items() for n in numbers}

    found = dict(pla_mandat.elements.avaluables().values_list("codi", "codi_oficial"))

    assert found == expected
    assert len(found) == 38


@pytest.mark.parametrize(
    ("slug", "codi", "oficial", "title"),
    [
        ("pla-mandat-2015-2019", "1.9", "9", "districte industrial"),
        ("programa-govern-2019-2023", "141.2", "141.2", "Economia circular"),
        ("programa-govern-2019-2023", "o10.1", "", "espais industrials"),
        ("pdpae", "3.2", "", "Economia circular"),
        ("pdit-2016", "1.2", "", "incidències"),
        ("pacte-reindustrialitzacio", "1", "Mesures 2 i 3", "espais industrials"),
    ],
)
def test_codes_are_the_official_ones_where_there_are(loaded, slug, codi, oficial, title):
    element = Element.objects.get(pla__slug=slug, codi=codi)

    assert element.codi_oficial == oficial
    assert title in element.titol


def test_everything_has_a_source_that_is_an_address_or_words(loaded):
    for model in (Pla, Element, Acte, Dada, Partida, Balanc, Vincle):
        for row in model.objects.all():
            assert fonts.llegeix(row.fonts), row
            fonts.valida_fonts(row.fonts)


def test_every_row_of_the_reference_data_is_valid(loaded):
    for model in (Pla, Element, Acte, Dada, Partida, Balanc, Vincle, Redaccio, Evidencia):
        for row in model.objects.all():
            row.clean_fields()
            row.validate_constraints()


def test_no_title_passes_for_official_and_what_was_not_found_is_said(loaded):
    assert set(Redaccio.objects.values_list("literal", flat=True)) == {"parafrasi", "no_trobat"}
    unknown = Element.objects.filter(redaccio_vigent__literal="no_trobat")
    assert {(e.pla.slug, e.codi) for e in unknown} == {
        ("programa-govern-2023-2027", "6"),
        ("programa-govern-2023-2027", "7"),
        ("pas-industria-40", "2"),
        ("pas-industria-40", "3"),
        ("pas-industria-40", "4"),
    }
    assert all(element.no_consta for element in unknown)


def test_the_june_2019_balanc_says_exactly_what_is_known(pla_mandat):
    balanc = pla_mandat.balancos.get()

    assert (balanc.codi, balanc.data_referencia) == ("2019-06", date(2019, 6, 30))
    assert str(balanc.data_text) == "juny de 2019"
    assert balanc.publicat_per is None
    comptes = {estat.valor: nombre for estat, nombre in balanc.comptes()}
    assert comptes == {"no_recuperable": 2, "no_conservada": 36}
    kept = balanc.fitxes.conservades()
    assert {fitxa.codi for fitxa in kept} == {"1.4", "1.9"}
    for fitxa in kept:
        assert (fitxa.estat, fitxa.preparada_per, fitxa.validada_per) == ("", None, None)
        assert fitxa.area == "Desenvolupament Econòmic, Indústria i Ocupació"
        assert fitxa.motiu
        assert fitxa.ascendents[0]["codi_oficial"] == "1"
    assert {f.codi: f.evidencies.count() for f in kept} == {"1.4": 2, "1.9": 3}
    assert {f.codi: f.observacions.count("\n- ") + 1 for f in kept} == {"1.4": 9, "1.9": 5}


def test_the_aggregate_of_2021_adds_up(loaded):
    balanc = Balanc.objects.get(pla__slug="programa-govern-2019-2023")

    assert balanc.es_agregat
    assert balanc.data_referencia == date(2021, 12, 31)
    comptes = {estat.valor: nombre for estat, nombre in balanc.comptes()}
    assert comptes == {"finalitzada": 81, "en_execucio": 634, "no_iniciada": 110}
    assert sum(comptes.values()) == balanc.total() == 825


def test_the_states_of_every_balanc_add_up_to_its_total(loaded):
    assert all(sum(n for _e, n in b.comptes()) == b.total() for b in Balanc.objects.all())


def test_nothing_that_was_not_found_passes_for_pendent(loaded):
    assert not Fitxa.objects.exclude(estat="").exists()
    assert not Partida.objects.filter(import_eur=0).exists()


def test_the_digests_are_always_the_same(loaded):
    found = dict(Balanc.objects.values_list("pla__slug", "empremta"))

    assert found == EMPREMTES
    assert verifica_balancos() == []


def test_sources_that_disagree_are_both_kept(loaded):
    total = Partida.objects.get(pla__slug="asfalt-poligons-2026")
    parts = Partida.objects.filter(pla__slug="pdpae", exercici=2026)

    assert str(total.import_eur) == "1117152.52"
    assert sorted(int(p.import_eur) for p in parts) == [423140, 668321]


def test_a_part_of_an_amount_is_of_the_same_plan_and_phase(loaded):
    for part in Partida.objects.filter(inclosa_en__isnull=False).select_related("inclosa_en"):
        assert (part.pla_id, part.fase) == (part.inclosa_en.pla_id, part.inclosa_en.fase)
        assert part.import_eur <= part.inclosa_en.import_eur


def test_the_commitment_of_the_industrial_district_leads_to_the_plan_director(loaded):
    compromis = Element.objects.get(pla__slug="pla-mandat-2015-2019", codi="1.9")
    eix = Element.objects.get(pla__slug="programa-govern-2019-2023", codi="o10.1")

    assert Vincle.objects.filter(de_element=eix, tipus="continua", a_element=compromis).exists()
    assert Vincle.objects.filter(de_pla__slug="pdpae", tipus="desplega", a_element=eix).exists()


def test_estates_are_named_by_the_plans_that_touch_them(loaded):
    per_poligon = dict(
        Pla.objects.annotate(n=Count("poligons")).filter(n__gt=0).values_list("slug", "n")
    )

    assert per_poligon == {"asfalt-poligons-2026": 10, "modernitzacio-sud": 5}
    assert Pla.objects.filter(responsable__codi="promocio-industrial").count() == 3


def test_loading_again_changes_nothing(loaded):
    before = list(Balanc.objects.order_by("pk").values())

    assert set(carrega_referencia()) == {"unchanged"}
    assert list(Balanc.objects.order_by("pk").values()) == before


def test_what_a_technician_changed_stays(loaded):
    pla = Pla.objects.get(slug="pdpae")
    pla.resum_ca = "Un resum millor"
    pla.save()
    element = pla.elements.get(codi="1.1")
    redacta(element, titol="El títol oficial", literal="oficial", autor=crea_usuari())

    carrega_referencia()

    pla.refresh_from_db()
    element.refresh_from_db()
    assert pla.resum_ca == "Un resum millor"
    assert element.titol == "El títol oficial"


def test_a_plan_that_a_technician_deleted_does_not_come_back(loaded):
    Pla.objects.get(slug="asfalt-poligons-2026").delete()

    carrega_referencia()

    assert not Pla.objects.filter(slug="asfalt-poligons-2026").exists()


def test_a_better_paraphrase_is_added_to_the_first_one(loaded):
    element = Element.objects.get(pla__slug="pdpae", codi="1.1")
    redacta(element, titol="La d’una versió anterior", literal="parafrasi")

    carrega_referencia()

    element.refresh_from_db()
    assert element.titol == "Manteniment i conservació"
    assert element.redaccions.count() == 3
