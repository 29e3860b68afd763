"""The dossier of an estate, its PDF, and the page of the district."""

import json
import re
import time
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from empreses.tests.factories import crea_establiment
from poligons.importing import carrega_referencia, llegeix_json
from poligons.models import DotacioPoligon, Poligon, Xifra
from poligons.presentation import unbroken
from poligons.tests.factories import (
    crea_acces,
    crea_centre,
    crea_dotacio,
    crea_dotacio_poligon,
    crea_ens_poligon,
    crea_planejament,
    crea_poligon,
    crea_poligon_ubicat,
    crea_xifra,
)

pytestmark = pytest.mark.django_db


def dossier(client, poligon):
    return client.get(poligon.get_absolute_url())


def test_every_reference_estate_has_its_page_with_its_sources(client):
    carrega_referencia()

    for fila in llegeix_json("poligons.json"):
        poligon = Poligon.objects.get(codi=fila["codi"])
        page = dossier(client, poligon).content.decode()
        assert f"<h1>{poligon.nom}</h1>" in page
        for font in poligon.fonts.all():
            assert font.font_url.replace("&", "&amp;") in page, font
        for xifra in Xifra.objects.vigents().de_poligon(poligon):
            assert unbroken(xifra) in page, xifra
            assert xifra.font in page


def test_an_estate_that_does_not_exist_is_not_found(client):
    assert client.get(reverse("poligons:detail", args=["enlloc"])).status_code == 404
    assert client.get(reverse("poligons:pdf", args=["enlloc"])).status_code == 404


def test_both_figures_show_when_sources_disagree(client):
    poligon = crea_poligon()
    crea_xifra(poligon, font="L’Ajuntament", valor="94.82")
    crea_xifra(poligon, font="El diari", valor="95.31", data_referencia=None)

    page = dossier(client, poligon).content.decode()

    for text in ("94,82", "95,31", "L’Ajuntament", "El diari", "sense data"):
        assert text in page


def test_nothing_unknown_is_shown_as_zero(client):
    crea_dotacio("Fibra òptica")

    page = dossier(client, crea_poligon("Sense dades")).content.decode()
    main = re.sub(r"<svg.*?</svg>", "", page.split("<main")[1].split("</main>")[0], flags=re.S)

    assert not re.search(r">\s*0\b", main)
    assert "No consta" in main
    assert "No en consta cap xifra amb font." in main


def test_an_unknown_facility_is_not_a_missing_one(client):
    poligon = crea_poligon()
    crea_dotacio_poligon(poligon, crea_dotacio("Gas"), estat=DotacioPoligon.Estat.NO)
    crea_dotacio("Fibra òptica")

    context = dossier(client, poligon).context

    assert [(d.nom, d.estat) for d in context["dotacions"]] == [("Gas", "no")]
    assert context["dotacions_desconegudes"] == ["Fibra òptica"]


def test_the_map_marks_this_estate_as_approximate(client):
    poligon = crea_poligon_ubicat("Can Palet")
    crea_poligon_ubicat("Els Bellots")

    response = dossier(client, poligon)

    assert [f["name"] for f in response.context["features"] if f["selected"]] == ["Can Palet"]
    assert "ubicació aproximada" in response.content.decode()


def test_the_companies_are_counted_by_sector_and_lead_to_their_list(client):
    poligon = crea_poligon("Can Palet")
    crea_establiment(poligon=poligon)
    crea_establiment(poligon=crea_poligon("Un altre"))

    response = dossier(client, poligon)

    assert response.context["nombre_empreses"] == 1
    assert f"/empreses/?poligon={poligon.slug}" in response.content.decode()


def test_the_json_ld_parses_and_cannot_close_its_script(client):
    poligon = crea_poligon_ubicat("Can Palet", descripcio="Un </script><b>atac</b>")

    page = dossier(client, poligon).content.decode()

    described = re.search(r'ld\+json">(.*?)</script>', page, re.S).group(1)
    assert json.loads(described)["description"] == "Un </script><b>atac</b>"


def test_a_description_of_html_is_shown_as_text(client):
    page = dossier(client, crea_poligon(descripcio="<b>x</b>" * 10_000)).content.decode()

    assert "&lt;b&gt;" in page
    assert "<b>x" not in page


def fill(poligon, numbers):
    for n in numbers:
        crea_xifra(poligon, font=f"Font {n}")
        crea_acces(poligon, nom=f"C-{n}")
        crea_dotacio_poligon(poligon)
        crea_ens_poligon(poligon)
        crea_planejament(poligon, figura=f"Pla {n}")
        crea_xifra(None, centre=crea_centre(poligon), concepte="activitats", unitat="nombre")
        crea_establiment(poligon=poligon)


def test_the_dossier_asks_as_much_whatever_there_is_to_show(client, django_assert_max_num_queries):
    poligon = crea_poligon_ubicat()
    fill(poligon, range(1))
    with django_assert_max_num_queries(17) as few:
        dossier(client, poligon)
    fill(poligon, range(1, 7))
    with django_assert_max_num_queries(len(few)):
        dossier(client, poligon)


@pytest.fixture(scope="module")
def fonts():
    call_command("prepara_fonts", verbosity=0)


def test_the_pdf_is_tagged_named_and_made_in_two_seconds(client, fonts):
    carrega_referencia()
    url = reverse("poligons:pdf", args=["els-bellots-2"])
    client.get(url)

    start = time.perf_counter()
    response = client.get(url)
    took = time.perf_counter() - start

    assert response["Content-Type"] == "application/pdf"
    for mark in (b"%PDF-1.7", b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid"):
        assert mark in response.content, mark
    assert took < 2


def test_the_pdf_is_made_of_an_estate_of_which_nothing_is_known(client, fonts):
    response = client.get(reverse("poligons:pdf", args=[crea_poligon().slug]))

    assert response.content.startswith(b"%PDF")


def test_the_district_shows_its_figures_states_bodies_and_centre(client):
    carrega_referencia()

    page = client.get(reverse("districte")).content.decode()

    for text in (
        "20 polígons, 16 en funcionament",
        "Europa Press",
        "Agrupació de Polígons de Terrassa",
        "Centre de Serveis de Proximitat a les Empreses Els Bellots",
        "605",
    ):
        assert text in page


def test_a_body_whose_role_is_over_no_longer_shows_in_the_estate(client):
    lligam = crea_ens_poligon(fi=date(2020, 1, 1))

    assert lligam.ens.nom not in dossier(client, lligam.poligon).content.decode()


def test_the_district_of_an_empty_portal_says_so(client):
    page = client.get(reverse("districte"))

    assert page.status_code == 200
    assert "No en consta cap xifra amb font." in page.content.decode()
