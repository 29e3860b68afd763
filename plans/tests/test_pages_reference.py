"""The pages of the plans on the reference data: all of it is there, sourced, and says no more."""

import csv
import hashlib
import html
import io
import json
from collections import Counter

import pytest
from django.db import transaction
from openpyxl import load_workbook

import incidencies.importing
import plans.importing
import poligons.importing
from plans import presentation
from plans.models import Balanc, Element, Pla

MANDAT = "/plans/pla-mandat-2015-2019/"
PLANS = [
    "asfalt-poligons-2026",
    "modernitzacio-sud",
    "pacte-ocupacio",
    "pacte-reindustrialitzacio",
    "pas-industria-40",
    "pdit-2016",
    "pdpae",
    "peve-2022-2025",
    "pla-economia-circular",
    "pla-mandat-2015-2019",
    "pla-residus-2018-2030",
    "programa-govern-2019-2023",
    "programa-govern-2023-2027",
    "reactivapae",
]


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        poligons.importing.carrega_referencia()
        incidencies.importing.carrega_referencia()
        plans.importing.carrega_referencia()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once, db):
    return loaded_once


@pytest.fixture
def read(client, loaded):
    """The text of a page, which must exist."""

    def read(address, **query):
        response = client.get(address, query)
        assert response.status_code == 200, address
        return html.unescape(response.content.decode())

    return read


@pytest.fixture
def download(client, loaded):
    def download(address, **query):
        response = client.get(address, query)
        assert response.status_code == 200, address
        return b"".join(response.streaming_content)

    return download


def test_the_list_has_the_fourteen_plans_in_force_first(read):
    page = read("/plans/")

    assert "14 plans" in page
    assert all(f'href="/plans/{slug}/"' in page for slug in PLANS)
    in_force, ended = page.split('id="grup-1"')[1].split('id="grup-2"')
    assert "/plans/pdpae/" in in_force
    assert "/plans/pla-mandat-2015-2019/" in ended


@pytest.mark.parametrize("slug", PLANS)
def test_a_plan_has_its_page_with_each_of_its_sources(read, slug):
    pla = Pla.objects.get(slug=slug)

    page = read(f"/plans/{slug}/")

    assert pla.titol in page
    assert pla.resum in page
    assert all(font.text in page for font in pla.llista_fonts)
    assert all(acte.descripcio in page for acte in pla.actes.all())
    assert all(dada.text in page for dada in pla.dades.all())
    assert all(partida.concepte in page for partida in pla.partides.all())
    assert all(f'href="/plans/{slug}/{e.codi}/"' in page for e in pla.elements.all())


@pytest.mark.parametrize("slug", PLANS)
def test_each_element_has_its_page_with_its_source_and_no_state_made_up(read, slug):
    for element in Element.objects.filter(pla__slug=slug).amb_relacions():
        page = read(f"/plans/{slug}/{element.codi}/")

        assert str(element.titol) in page
        assert all(font.text in page for font in element.llista_fonts), element
        assert "Pendent" not in page.split("<main")[1], element


def test_the_elements_are_the_seventy_nine_of_the_data(loaded):
    headings = Element.objects.filter(pare=None, nivell__avaluable=False)
    below = Element.objects.exclude(pk__in=headings)

    assert (below.count(), headings.count()) == (79, 34)


@pytest.mark.parametrize("codi", ["1.4", "1.9"])
def test_commitments_4_and_9_say_that_their_state_cannot_be_recovered(read, codi):
    page = read(f"{MANDAT}{codi}/")

    assert "Estat no recuperable: La marca" in page
    assert "balanç de juny de 2019" in page
    assert page.count("<li>") >= 5  # the observations of the sheet survive


def test_the_other_commitments_say_that_no_sheet_was_kept(read):
    page = read(f"{MANDAT}2.17/")

    assert "Sense fitxa conservada:" in page
    assert "Estat no recuperable" not in page


def test_the_headline_of_the_plan_is_exactly_what_is_known(read):
    page = read(MANDAT)

    assert (
        "El balanç de juny de 2019 recull 38 compromisos: 2 tenen fitxa conservada, però amb "
        "l’estat no recuperable; 36 no tenen fitxa conservada." in page
    )
    assert "<strong>0</strong>" not in page


def test_the_states_add_up_in_page_csv_xlsx_and_json(read, download):
    address = f"{MANDAT}elements/"
    expected = {"Estat no recuperable": 2, "Sense fitxa conservada": 36}

    rows = list(csv.DictReader(io.StringIO(download(address, format="csv").decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(download(address, format="xlsx"))).active
    heading, *cells = sheet.iter_rows(values_only=True)
    records = json.loads(download(address, format="json"))["dades"]

    assert "38 compromisos" in read(address)
    assert Counter(row["estat"] for row in rows) == expected
    assert Counter(row[heading.index("estat")] for row in cells) == expected
    assert Counter(record["estat"] for record in records) == expected
    for state, number in (("no_recuperable", 2), ("no_conservada", 36), ("pendent", 0)):
        assert f"{number} compromisos" in read(address, estat=state)


def test_a_published_balance_recomputes_from_the_file_that_anyone_downloads(client, loaded):
    for balanc in Balanc.objects.publicats():
        address = balanc.get_absolute_url()

        response = client.get(address.rstrip("/") + ".json")

        assert hashlib.sha256(response.content).hexdigest() == balanc.empremta
        assert balanc.empremta in client.get(address).content.decode()
        assert "immutable" in response["Cache-Control"]
        again = client.get(
            address.rstrip("/") + ".json", headers={"If-None-Match": response["ETag"]}
        )
        assert again.status_code == 304


def test_the_balance_page_counts_the_groups_and_their_sum(read):
    page = read(f"{MANDAT}balanc/2019-06/")
    of_groups = page.split('id="grups"')[1].split("</table>")[0]
    numbers = [
        [int(cell.split("<")[0]) for cell in row.split('<td class="numeric">')[1:]]
        for row in of_groups.split("<tr>")[2:]
    ]

    *groups, total = numbers
    assert total == [2, 36, 38]
    assert [sum(column) for column in zip(*groups, strict=True)] == total


def test_an_aggregate_balance_shows_its_counts_and_says_that_it_is_one(read):
    balanc = Balanc.objects.get(tipus=Balanc.Tipus.AGREGAT)

    page = read(balanc.get_absolute_url())

    assert "compta 825 accions: 81 amb l’estat «Finalitzada»" in page
    assert "només se’n coneixen els recomptes" in page
    assert all(font.text in page for font in balanc.llista_fonts)
    assert "Les fitxes" not in page


def test_an_element_of_a_plan_with_only_an_aggregate_has_no_state(read):
    assert "dona recomptes, no l’estat de cada element" in read(
        "/plans/programa-govern-2019-2023/141.1/"
    )


def test_a_plan_without_balance_says_so_and_has_no_states_to_filter(client, read):
    page = read("/plans/pdpae/")

    assert "El portal no té cap balanç d’aquest pla: no en sabem l’estat." in page
    assert "Pendent" not in page
    refused = client.get("/plans/pdpae/elements/", {"estat": "pendent"}).content.decode()
    assert "El filtre «estat» no existeix" in refused


def test_a_title_that_was_not_found_is_shown_as_such(read):
    page = read("/plans/programa-govern-2023-2027/")

    assert page.count("Títol no trobat") == 2
    element = Element.objects.filter(redaccio_vigent__literal="no_trobat").first()
    assert "No hem trobat com es titula" in read(element.get_absolute_url())


def test_amounts_of_money_are_never_added(read):
    page = read("/plans/reactivapae/")

    assert "2.198.702\u00a0€" in page
    assert "1.600.000\u00a0€" in page
    assert "3.798.702" not in page


def test_the_estates_of_a_plan_are_linked(read):
    assert read("/plans/modernitzacio-sud/").count('href="/poligons/') >= 5


def test_the_search_forgives_accents_and_finds_the_commitment(read):
    page = read(f"{MANDAT}elements/", q="economia SOCIAL autoocupacio")

    assert "/1.6/" in page
    assert "1 compromís<" in page


def test_the_sheet_of_a_commitment_shows_its_evidence(read):
    page = read(f"{MANDAT}balanc/2019-06/1.9/")

    assert page.count("Memoria-2016_A4.pdf") == 1
    assert "Estat no recuperable" in page


def test_the_home_page_gets_the_newest_balance_in_three_queries(
    loaded, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        summary = presentation.latest_balance_summary()

    assert summary["pla"].slug == "programa-govern-2019-2023"
    assert sum(segment["count"] for segment in summary["segments"]) == 825
    assert "825 accions" in summary["headline"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_kind_of_page_opens_in_the_other_languages(read, language):
    for address in ("/plans/", MANDAT, f"{MANDAT}1.9/", f"{MANDAT}balanc/2019-06/"):
        read(f"/{language}{address}")
