"""The list page: what it filters, reports, counts, sorts and lets download."""

import csv
import io
import json

import django_tables2 as tables
import pytest
from django.http import Http404
from django.utils import translation
from openpyxl import load_workbook

from terrassa_portal.web import search
from terrassa_portal.web.exports import inert
from terrassa_portal.web.filters import FacetFilter, PortalFilterSet, SearchFilter
from terrassa_portal.web.lists import TableListView
from terrassa_portal.web.models import Usuari
from terrassa_portal.web.tables import PortalTable

from .factories import crea_usuari


class UsuariFilterSet(PortalFilterSet):
    q = SearchFilter(collection="web.usuari")
    actiu = FacetFilter(field_name="is_active", choices=[("True", "Actius"), ("False", "Baixes")])
    nom = FacetFilter(field_name="nom", label="Nom")

    class Meta:
        model = Usuari
        fields = []


class UsuariTable(PortalTable):
    nom = tables.Column()
    email = tables.Column(orderable=False)

    class Meta(PortalTable.Meta):
        model = Usuari
        fields = ["nom", "email"]


class UsuariListView(TableListView):
    queryset = Usuari.objects.order_by("nom")
    filterset_class = UsuariFilterSet
    table_class = UsuariTable
    template_name = "list_page.html"
    export_name = "usuaris"
    export_columns = {"actiu": "is_active", "llargada": lambda usuari: len(usuari.nom)}


class MapListView(UsuariListView):
    def geojson(self, usuari):
        return {"type": "Point", "coordinates": [2.0, 41.5]}


@pytest.fixture
def people(db):
    rows = [crea_usuari(nom=name) for name in ("Anna", "Berta", "Berta", "=1+1")]
    search.index("web.usuari", {row.pk: [(row.nom, 5)] for row in rows})
    return rows


@pytest.fixture
def ask(rf):
    def ask(query="", view=UsuariListView):
        request = rf.get(f"/usuaris/{query}")
        return view.as_view()(request)

    return ask


def body(response):
    return b"".join(response.streaming_content)


def names(response):
    return [row.nom for row in response.context_data["object_list"]]


def test_a_list_shows_all_and_counts_them(people, ask):
    assert names(ask()) == ["=1+1", "Anna", "Berta", "Berta"]
    assert ask().context_data["count"] == 4


def test_a_streamed_download_is_in_the_language_of_its_page(people, ask):
    class SpokenListView(UsuariListView):
        export_columns = {"idioma": lambda _usuari: translation.get_language()}

    with translation.override("es"):
        response = ask("?format=csv", SpokenListView)

    assert body(response).decode().splitlines()[1].endswith(",es")
    assert translation.get_language() == "ca"


def test_values_of_one_facet_are_or_ed_and_facets_are_and_ed(people, ask):
    Usuari.objects.filter(pk=people[0].pk).update(is_active=False)

    assert names(ask("?nom=Anna&nom=Berta")) == ["Anna", "Berta", "Berta"]
    assert names(ask("?nom=Anna&nom=Berta&actiu=True")) == ["Berta", "Berta"]


def test_a_facet_counts_what_each_of_its_values_would_give(people, ask):
    Usuari.objects.filter(pk=people[0].pk).update(is_active=False)

    [active, name] = ask("?nom=Berta").context_data["facets"]

    assert [(o["value"], o["count"]) for o in active["options"]] == [("True", 2)]
    assert [(o["value"], o["count"], o["checked"]) for o in name["options"]] == [
        ("=1+1", 1, False),
        ("Anna", 1, False),
        ("Berta", 2, True),
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?color=verd", "color"),
        ("?nom=Ningú", "Ningú"),
        ("?actiu=potser", "potser"),
        ("?ordre=contrasenya", "contrasenya"),
        ("?ordre=email", "email"),
    ],
)
def test_what_is_not_understood_is_reported_and_nothing_is_listed(people, ask, query, words):
    context = ask(query).context_data

    assert words in " ".join(map(str, context["problems"]))
    assert context["count"] == 0
    download = ask(f"{query}&format=csv")
    assert download.status_code == 400
    assert words in download.content.decode()


def test_a_page_that_does_not_exist_is_not_found(people, ask):
    for number in ("7", "zero"):
        with pytest.raises(Http404):
            ask(f"?pagina={number}")


def test_an_active_filter_knows_the_address_without_it(people, ask):
    chips = ask("?nom=Anna&nom=Berta&q=an&pagina=1").context_data["active_filters"]

    assert [(c["value"], c["remove_url"]) for c in chips] == [
        ("an", "/usuaris/?nom=Anna&nom=Berta"),
        ("Anna", "/usuaris/?nom=Berta&q=an"),
        ("Berta", "/usuaris/?nom=Anna&q=an"),
    ]


def test_a_search_typed_with_blanks_around_can_be_taken_away(people, ask):
    [chip] = ask("?q=+an+").context_data["active_filters"]

    assert (chip["value"], chip["remove_url"]) == ("an", "/usuaris/")


def test_a_search_orders_by_relevance_unless_an_order_is_asked_for(people, ask):
    anna, berta, *_others = people
    search.index("web.usuari", {anna.pk: [("fusta", 1)], berta.pk: [("fusta", 9)]})

    assert names(ask("?q=fusta")) == ["Berta", "Anna"]
    assert names(ask("?q=fusta&ordre=nom")) == ["Anna", "Berta"]
    assert names(ask("?q=zzzz")) == []


def test_a_search_of_signs_only_finds_nothing(people, ask):
    assert names(ask("?q=%C2%B7")) == []


def test_csv_has_every_row_of_the_filter_and_no_live_formula(people, ask):
    text = body(ask("?format=csv")).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["nom"] for row in rows] == ["'=1+1", "Anna", "Berta", "Berta"]
    assert rows[1]["actiu"] == "sí"
    assert rows[1]["llargada"] == "4"


def test_json_says_its_licence_and_keeps_values(people, ask):
    data = json.loads(body(ask("?format=json&nom=Anna")))

    assert data["llicencia"] == "CC BY 4.0"
    assert [(row["nom"], row["actiu"]) for row in data["dades"]] == [("Anna", True)]


def test_xlsx_opens_and_has_the_same_rows(people, ask):
    sheet = load_workbook(io.BytesIO(body(ask("?format=xlsx")))).active

    assert [cell.value for cell in sheet["A"]] == ["nom", "'=1+1", "Anna", "Berta", "Berta"]


def test_a_control_character_does_not_break_a_sheet(people, ask):
    crea_usuari(nom="Zoe\x0bRius\x1f")
    crea_usuari(nom="\x0b=1+1")

    sheet = load_workbook(io.BytesIO(body(ask("?format=xlsx")))).active

    cells = [cell.value for cell in sheet["A"]]
    assert "Zoe Rius " in cells
    assert "' =1+1" in cells


def test_a_sheet_too_long_says_what_to_do(people, ask, settings):
    settings.EXPORT_XLSX_MAX_ROWS = 3

    response = ask("?format=xlsx")

    assert response.status_code == 400
    assert "CSV" in response.content.decode()


def test_geojson_is_only_where_there_is_a_place(people, ask):
    assert ask("?format=geojson").status_code == 400

    collection = json.loads(body(ask("?format=geojson", MapListView)))
    assert collection["features"][1]["properties"]["nom"] == "Anna"
    assert collection["features"][1]["geometry"]["type"] == "Point"


def test_downloads_keep_the_filter_and_the_order(people, ask):
    links = {
        d["format"]: d["url"]
        for d in ask("?nom=Anna&ordre=-nom&pagina=1").context_data["downloads"]
    }

    assert links["CSV"] == "?nom=Anna&ordre=-nom&format=csv"
    assert "GEOJSON" not in links


def test_rows_do_not_add_queries(people, ask, django_assert_num_queries):
    for _ in range(30):
        crea_usuari(nom="Carla")
    with django_assert_num_queries(4):  # count, rows, one for each facet
        ask("")


@pytest.mark.parametrize("cell", ["=1+1", "+34 93", "@cmd", "-2+3", "\t=1", " =1", "|calc"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell):
    assert inert(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+3,5", "text", "", 7, None])
def test_numbers_and_plain_text_stay_as_they_are(cell):
    assert inert(cell) == cell
