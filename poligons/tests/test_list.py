"""The list of estates: what it finds, what it refuses, what it lets one take away."""

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from poligons.indexing import indexa_poligons
from poligons.models import DotacioPoligon, NomAlternatiu, Poligon
from poligons.tests.factories import (
    crea_dotacio,
    crea_dotacio_poligon,
    crea_ens,
    crea_ens_poligon,
    crea_poligon,
    crea_poligon_ubicat,
    crea_xifra,
)

pytestmark = pytest.mark.django_db


def noms(client, **query):
    context = client.get(reverse("poligons:list"), query).context
    return [poligon.nom for poligon in context["object_list"]]


def test_estates_are_ordered_without_their_article(client):
    for nom in ("Segle XX", "La Grípia", "Els Bellots", "Can Palet"):
        crea_poligon(nom)

    assert noms(client) == ["Els Bellots", "Can Palet", "La Grípia", "Segle XX"]


def test_the_list_filters_by_state_kind_and_district(client):
    crea_poligon("Pendent", estat="pendent")
    crea_poligon("Comercial", tipus="comercial")
    crea_poligon("Del sis", districte=6)

    assert noms(client, estat="pendent") == ["Pendent"]
    assert noms(client, tipus="comercial") == ["Comercial"]
    assert noms(client, districte="6") == ["Del sis"]


def test_a_planned_missing_or_unknown_facility_does_not_count_as_had(client):
    fibra = crea_dotacio("Fibra òptica")
    for estat in ("si", "parcial", "prevista", "no"):
        crea_dotacio_poligon(crea_poligon(f"Fibra {estat}"), fibra, estat=estat)
    crea_dotacio_poligon(crea_poligon("Fibra desconeguda"), fibra, estat="desconeguda", font="")

    assert noms(client, dotacio=fibra.codi) == ["Fibra parcial", "Fibra si"]


def test_the_list_filters_by_body_in_force(client):
    ens = crea_ens("Associació del Nord")
    crea_ens_poligon(crea_poligon("Amb ens"), ens)
    crea_ens_poligon(crea_poligon("Abans en tenia"), ens, fi="2020-01-01")

    assert noms(client, ens=ens.codi) == ["Amb ens"]


@pytest.mark.parametrize("text", ["gripia", "la Grípia", "gripa", "santa eulalia", "neptu"])
def test_the_search_finds_names_other_names_and_streets_with_a_slip(client, text):
    gripia = crea_poligon("La Grípia", carrers="Carrer de Neptú")
    NomAlternatiu.objects.create(poligon=gripia, nom="P.I. Santa Eulàlia")
    crea_poligon("Can Palet")
    indexa_poligons(Poligon.objects.all())

    assert noms(client, q=text) == ["La Grípia"]


@pytest.mark.parametrize(
    "query",
    [
        {"estat": "abandonat"},
        {"districte": "9"},
        {"dotacio": "piscina"},
        {"ens": "ningu"},
        {"color": "blau"},
        {"ordre": "color"},
    ],
)
def test_a_filter_that_does_not_exist_is_told_and_lists_nothing(client, query):
    crea_poligon("Can Palet")

    response = client.get(reverse("poligons:list"), query)

    assert "Hi ha un problema" in response.content.decode()
    assert response.context["object_list"] == []


def test_no_result_says_what_to_do(client):
    crea_poligon("Can Palet")

    page = client.get(reverse("poligons:list"), {"estat": "pendent"}).content.decode()

    assert "No hem trobat cap polígon" in page


def test_an_unknown_area_or_district_is_a_dash_never_a_zero(client):
    crea_poligon("Can Palet")

    page = client.get(reverse("poligons:list")).content.decode()

    assert 'data-label="Superfície">—</td>' in page
    assert 'data-label="Districte">—</td>' in page


def test_the_map_links_every_estate_that_has_a_position(client):
    ubicat = crea_poligon_ubicat("Can Palet")
    crea_poligon("Sense lloc")

    features = client.get(reverse("poligons:list")).context["features"]

    assert [(f["name"], f["url"]) for f in features] == [("Can Palet", ubicat.get_absolute_url())]


def test_the_queries_do_not_grow_with_the_estates(client, django_assert_max_num_queries):
    def fill(count):
        for _n in range(count):
            poligon = crea_poligon_ubicat()
            crea_xifra(poligon)
            crea_ens_poligon(poligon)
            crea_dotacio_poligon(poligon)

    fill(2)
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("poligons:list"))
    fill(15)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("poligons:list"))


def test_the_csv_has_every_estate_of_the_filter_and_no_zero_for_the_unknown(client):
    crea_poligon("Can Palet", districte=3)
    crea_xifra(crea_poligon_ubicat("Els Bellots", districte=3), valor="28.05")
    crea_poligon("Lluny", districte=6)

    response = client.get(reverse("poligons:list"), {"districte": "3", "format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text), delimiter=dialect(text))

    assert (first["nom"], second["nom"]) == ("Els Bellots", "Can Palet")
    assert first["superficie_max_ha"].replace(",", ".").rstrip("0") == "28.05"
    assert (second["superficie_max_ha"], second["latitud"]) == ("", "")


def dialect(text):
    return ";" if ";" in text.splitlines()[0] else ","


def test_the_geojson_is_valid_and_in_longitude_latitude_order(client):
    crea_poligon_ubicat("Can Palet", latitud="41.55600", longitud="2.03200")
    crea_poligon("Sense lloc")

    response = client.get(reverse("poligons:list"), {"format": "geojson"})
    collection = json.loads(response.getvalue())

    assert collection["type"] == "FeatureCollection"
    geometries = {f["properties"]["nom"]: f["geometry"] for f in collection["features"]}
    assert geometries["Can Palet"] == {"type": "Point", "coordinates": [2.032, 41.556]}
    assert geometries["Sense lloc"] is None


def test_the_xlsx_opens_and_the_json_parses(client):
    crea_poligon("Can Palet")

    xlsx = client.get(reverse("poligons:list"), {"format": "xlsx"}).getvalue()
    rows = list(load_workbook(io.BytesIO(xlsx)).active.iter_rows(values_only=True))
    records = json.loads(client.get(reverse("poligons:list"), {"format": "json"}).getvalue())

    assert "Can Palet" in rows[1]
    assert "Can Palet" in json.dumps(records)


def test_facets_count_what_each_choice_would_give(client):
    crea_dotacio_poligon(crea_poligon("Can Palet"), estat=DotacioPoligon.Estat.PREVISTA)
    bus = crea_dotacio_poligon(crea_poligon("Els Bellots")).dotacio

    facets = {f["name"]: f for f in client.get(reverse("poligons:list")).context["facets"]}

    counts = {option["value"]: option["count"] for option in facets["dotacio"]["options"]}
    assert counts == {bus.codi: 1}
