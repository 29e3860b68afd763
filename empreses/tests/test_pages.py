"""The directory and the page of a company, as a visitor meets them."""

import json
import re

import pytest
from django.urls import reverse

from empreses.models import DadaPublicada, Establiment, Font
from empreses.tests.factories import (
    crea_activitat,
    crea_empresa,
    crea_establiment,
    crea_sector,
)
from empreses.transitions import canvia_estat
from poligons.tests.factories import crea_poligon

DETAIL_QUERIES = 8


@pytest.fixture
def directory():
    return reverse("empreses:list")


def names(response):
    return [establiment.empresa.nom for establiment in response.context["object_list"]]


def facet(response, name):
    options = next(f for f in response.context["facets"] if f["name"] == name)["options"]
    return {option["label"]: option["count"] for option in options}


def test_order_forgets_articles_accents_and_legal_forms(client, db, directory):
    for nom in ("Zèfir, SL", "La Bitlla, SA", "Àncora", "L’Espiga", "ajust, slu"):
        crea_establiment(crea_empresa(nom))

    assert names(client.get(directory)) == [
        "ajust, slu", "Àncora", "La Bitlla, SA", "L’Espiga", "Zèfir, SL",
    ]  # fmt: skip


def test_facets_count_what_each_option_would_give(client, db, directory):
    metall, textil = crea_sector("Metall"), crea_sector("Tèxtil")
    nord = crea_poligon("Nord")
    torn, teler = crea_activitat(sector=metall), crea_activitat(sector=textil)
    crea_establiment(crea_empresa("Torn"), activitat_cnae=torn, poligon=nord, plantilla=5)
    crea_establiment(crea_empresa("Fus"), activitat_cnae=teler, poligon=nord, plantilla=60)
    crea_establiment(crea_empresa("Rodet"), activitat_cnae=teler, plantilla=70)

    response = client.get(directory, {"sector": textil.slug})

    assert facet(response, "sector") == {"Metall": 1, "Tèxtil": 2}
    assert facet(response, "poligon") == {"Nord": 1}
    assert facet(response, "tram") == {"De 50 a 249": 2}
    assert facet(response, "inicial") == {"F": 1, "R": 1}
    assert sorted(names(response)) == ["Fus", "Rodet"]


def test_filters_of_a_kind_add_up_and_of_different_kinds_narrow(client, db, directory):
    nord, sud = crea_poligon("Nord"), crea_poligon("Sud")
    crea_establiment(crea_empresa("Fus"), poligon=nord)
    crea_establiment(crea_empresa("Filosa"), poligon=sud)
    crea_establiment(crea_empresa("Rodet"), poligon=sud)

    both = client.get(directory, {"poligon": [nord.slug, sud.slug]})
    narrow = client.get(directory, {"poligon": [nord.slug, sud.slug], "inicial": "F"})

    assert len(names(both)) == 3
    assert names(narrow) == ["Filosa", "Fus"]


@pytest.mark.parametrize(
    "query",
    [
        "sector=inventat",
        "poligon=enlloc",
        "tram=molts",
        "inicial=?",
        "estat=activa",
        "ordre=nif",
        "ordre=-plantilla",
        "format=exe",
        "sector=%00",
        "q=" + "a" * 300,
    ],
)
def test_what_the_address_asks_wrongly_is_said_and_nothing_is_listed(client, db, directory, query):
    crea_establiment(crea_empresa("Fus"))

    response = client.get(f"{directory}?{query}")

    if response.status_code == 200:
        assert response.context["problems"]
        assert names(response) == []
        assert "Hi ha un problema" in response.content.decode()
    else:
        assert response.status_code == 400


def test_a_page_that_does_not_exist_is_not_found(client, db, directory):
    assert client.get(directory, {"pagina": "9"}).status_code == 404


@pytest.mark.parametrize("ordre", ["nom", "-nom", "sector", "-sector", "poligon", "-poligon"])
def test_every_order_lists_everything_once(client, db, directory, ordre):
    for nom in ("Fus", "Rodet", "Batan"):
        crea_establiment(crea_empresa(nom))

    assert sorted(names(client.get(directory, {"ordre": ordre}))) == ["Batan", "Fus", "Rodet"]


def test_results_of_a_search_that_tie_come_in_alphabetical_order(client, db, directory):
    for nom in ("Teixits Zarza", "Teixits Alba", "Teixits Mora"):
        crea_establiment(crea_empresa(nom))

    response = client.get(directory, {"q": "teixits"})

    assert names(response) == ["Teixits Alba", "Teixits Mora", "Teixits Zarza"]


def test_the_name_of_an_estate_brings_its_companies(client, db, directory):
    crea_establiment(crea_empresa("Fus"), poligon=crea_poligon("La Grípia"))
    crea_establiment(crea_empresa("Rodet"), poligon=crea_poligon("Can Petit"))

    assert names(client.get(directory, {"q": "gripia"})) == ["Fus"]


def test_a_wrong_name_after_the_code_leads_to_the_right_one_for_ever(client, db):
    empresa = crea_establiment(crea_empresa("La Filosa")).empresa
    right = empresa.get_absolute_url()

    for wrong in (
        f"/empreses/{empresa.codi.lower()}-altre-nom/",
        f"/empreses/{empresa.codi.lower()}/",
        f"/empreses/{empresa.codi}-la-filosa/",
    ):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (301, right)
    assert client.get(right).status_code == 200


@pytest.mark.parametrize("referencia_", ["zzzzzz-res", "a", "1-2-3", "000000-nul"])
def test_a_code_that_is_none_is_not_found(client, db, referencia_):
    assert client.get(f"/empreses/{referencia_}/").status_code == 404


def test_the_page_of_a_company_asks_little_however_much_there_is(
    client, db, django_assert_max_num_queries
):
    sector, poligon = crea_sector(), crea_poligon()
    activitat = crea_activitat(sector=sector)
    empresa = crea_empresa("La Filosa")
    for n in range(4):
        crea_establiment(empresa, poligon=poligon, activitat_cnae=activitat, plantilla=n)
    for n in range(9):
        crea_establiment(crea_empresa(f"Veïna {n}"), poligon=poligon, activitat_cnae=activitat)
        font = Font.objects.create(nom=f"Font {n}", url=f"https://font{n}.example/")
        DadaPublicada.objects.create(
            empresa=empresa, codi=f"d{n}", concepte="Dada", text=f"{n}", font=font
        )

    with django_assert_max_num_queries(DETAIL_QUERIES):
        response = client.get(empresa.get_absolute_url())

    text = response.content.decode()
    assert text.count("Veïna") == 6
    assert "La Filosa" not in [v.empresa.nom for v in response.context["veines"]]


def test_a_closed_company_keeps_its_page_and_says_that_it_closed(client, db, directory):
    empresa = crea_establiment(crea_empresa("La Filosa")).empresa
    canvia_estat(empresa, "tancada")

    text = client.get(empresa.get_absolute_url()).content.decode()

    assert "Tancada" in text
    assert names(client.get(directory)) == []


def test_what_is_not_known_is_said_and_never_a_zero(client, db):
    empresa = crea_establiment(crea_empresa("Tacra")).empresa

    text = client.get(empresa.get_absolute_url()).content.decode()

    assert "De l’activitat no en tenim constància." in text
    assert "No consta que sigui en cap" in text
    assert ">0<" not in text
    assert "None" not in text


def test_the_data_for_machines_cannot_close_its_block(client, db):
    empresa = crea_establiment(
        crea_empresa("Fus", descripcio="</script><script>alert(1)</script>&")
    ).empresa

    text = client.get(empresa.get_absolute_url()).content.decode()

    assert "<script>alert" not in text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    assert json.loads(block)["description"] == "</script><script>alert(1)</script>&"


def test_markup_in_a_name_is_text(client, db, directory):
    establiment = crea_establiment(crea_empresa("<b>Fus</b>"), adreca="<i>carrer</i>")

    for address in (directory, establiment.get_absolute_url()):
        text = client.get(address).content.decode()
        assert "<b>Fus" not in text
        assert "<i>carrer" not in text


def test_a_page_is_only_for_reading(client, db, directory):
    empresa = crea_establiment().empresa

    for address in (directory, empresa.get_absolute_url()):
        assert client.post(address).status_code == 405
    assert Establiment.objects.count() == 1
