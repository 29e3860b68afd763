"""Downloads: every row of the filter, streamed, and nothing that a spreadsheet would run."""

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from empreses.models import Font
from empreses.tests.factories import crea_empresa, crea_establiment
from poligons.tests.factories import crea_poligon

PERILLS = ["=1+1", "+34 93", "-5+2", "@SUM(A1)", "\t=1", "|calc", "%x"]


def download(client, form, **query):
    response = client.get(reverse("empreses:list"), {"format": form, **query})
    assert response.status_code == 200
    return response


def csv_rows(client, **query):
    response = download(client, "csv", **query)
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_every_row_of_the_filter_and_not_only_a_page(client, db):
    poligon = crea_poligon()
    for _n in range(30):
        crea_establiment(poligon=poligon)
    crea_establiment()

    assert len(csv_rows(client)) == 31
    assert len(csv_rows(client, poligon=poligon.slug)) == 30


def test_the_csv_is_streamed(client, db):
    crea_establiment()

    assert download(client, "csv").streaming


@pytest.mark.parametrize("perill", PERILLS)
def test_a_cell_that_a_spreadsheet_would_run_is_inert(client, db, perill):
    crea_establiment(crea_empresa(f"{perill} Fus", descripcio=perill), adreca=perill)

    row = csv_rows(client)[0]
    sheet = load_workbook(io.BytesIO(b"".join(download(client, "xlsx")))).active

    for value in row.values():
        assert not value.lstrip().startswith(("=", "+", "@", "|", "%", "-5+"))
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_the_columns_say_what_the_page_says_and_where_it_comes_from(client, db):
    font = Font.objects.create(nom="El Full", url="https://full.example/1")
    empresa = crea_empresa("Batan, SL", nom_comercial="El Batan", web="https://batan.example/")
    establiment = crea_establiment(
        empresa, adreca="carrer del Fus, 1", plantilla=12, font=font, data_font="2026-01-02"
    )

    row = csv_rows(client)[0]

    assert row["nom"] == "El Batan"
    assert row["rao_social"] == "Batan, SL"
    assert row["codi"] == empresa.codi
    assert row["tram"] == "De 10 a 49"
    assert (row["font"], row["font_url"]) == ("El Full", "https://full.example/1")
    assert row["font_data"] == "2026-01-02"
    assert row["fitxa"] == establiment.get_absolute_url()
    assert row["es_mostra"] == "no"
    assert row["poligon"] == row["sector"] == row["activitat"] == ""


def test_the_geojson_has_the_point_of_who_has_one(client, db):
    crea_establiment(crea_empresa("Fus"), latitud="41.55123", longitud="2.03456")
    crea_establiment(crea_empresa("Rodet"))

    features = json.loads(b"".join(download(client, "geojson")))["features"]

    points = {f["properties"]["nom"]: f["geometry"] for f in features}
    assert points["Fus"] == {"type": "Point", "coordinates": [2.03456, 41.55123]}
    assert points["Rodet"] is None


def test_the_json_has_the_same_rows_as_the_csv(client, db):
    for nom in ("Fus", "Rodet"):
        crea_establiment(crea_empresa(nom))

    body = json.loads(b"".join(download(client, "json")))
    rows = body if isinstance(body, list) else next(v for v in body.values() if isinstance(v, list))

    assert [row["nom"] for row in rows] == [row["nom"] for row in csv_rows(client)]


def test_the_queries_of_a_download_do_not_grow(client, db, django_assert_num_queries):
    crea_establiment()
    with django_assert_num_queries(2):
        csv_rows(client)
    for _n in range(20):
        crea_establiment()

    with django_assert_num_queries(2):
        assert len(csv_rows(client)) == 21
