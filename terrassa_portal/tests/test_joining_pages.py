"""Home, search, the Servei, health, and the commands that join the apps, on the reference data."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from poligons.models import Poligon
from terrassa_portal.groups import PERMISSIONS
from terrassa_portal.web import roles
from terrassa_portal.web.models import Sortint
from terrassa_portal.web.tests.factories import crea_usuari


def first_result(response):
    return str(response.context["groups"][0]["results"][0])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gripia", "La Grípia"),
        ("bellots", "Els Bellots"),
        ("farma kern", "Kern Pharma"),
        ("can guitart", "Can Guitard"),
    ],
)
def test_search_puts_what_people_mean_first(terrassa, db, client, typed, first):
    response = client.get("/cerca/", {"q": typed})

    assert first_result(response).startswith(first)


def test_search_reaches_the_commitments_of_the_plans(terrassa, db, client):
    page = client.get("/cerca/", {"q": "simbiosi industrial"})

    assert "simbiosi" in page.content.decode().casefold()
    assert "elements" in [g["kind"] for g in page.context["groups"]]


def test_an_empty_search_lists_nothing(terrassa, db, client):
    assert client.get("/cerca/", {"q": "  "}).context["groups"] == []


def test_a_search_without_results_says_so_with_the_words_escaped(db, client):
    page = client.get("/cerca/", {"q": "<b>zzzz</b>"}).content.decode()

    assert "No hem trobat res" in page
    assert "<b>zzzz" not in page


def test_home_shows_only_figures_that_have_a_source(
    terrassa, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        response = client.get("/")

    assert all(xifra["source"] for xifra in response.context["xifres"])
    assert response.context["operatius"] == Poligon.objects.operatius().count()
    assert response.context["balance"]["pla"].titol in response.content.decode()


def test_home_stands_on_an_empty_database(db, client):
    assert client.get("/").status_code == 200
    assert client.get("/servei/").status_code == 200
    assert client.get("/mapa-web/").status_code == 200


def test_the_servei_names_its_plans(terrassa, db, client):
    page = client.get("/servei/").content.decode()

    assert "Pla Director de Polígons" in page
    assert "Modernitzar els polígons" in page


def test_loading_twice_changes_nothing(terrassa, db, capsys):
    capsys.readouterr()
    call_command("carrega_terrassa")

    told = capsys.readouterr().out
    assert "created" not in told
    assert "updated" not in told


def test_the_sitemap_is_complete_and_in_three_languages(terrassa, db, client):
    index = client.get("/sitemap.xml").content.decode()
    sections = [urlsplit(loc).path for loc in re.findall("<loc>(.*?)</loc>", index)]
    xml = "".join(client.get(section).content.decode() for section in sections)

    for path in ("/poligons/can-parellada/", "/en/poligons/can-parellada/", "/es/plans/", "/"):
        assert f"<loc>http://testserver{path}</loc>" in xml
    assert "/gestio/" not in xml


def test_health_tells_what_fails(db, client):
    assert client.get("/salut/").status_code == 200
    assert client.get("/salut/preparat/").json() == {
        "base_de_dades": True,
        "migracions": True,
        "cua_de_correu": True,
        "fitxers": True,
    }

    Sortint.objects.create(
        tipus="x",
        destinatari="a@b.example",
        clau="x",
        message_id="<x@y>",
        proper_intent_el=timezone.now() - timedelta(hours=1),
    )

    late = client.get("/salut/preparat/")
    assert late.status_code == 503
    assert late.json()["cua_de_correu"] is False


def test_groups_are_made_once_with_their_permissions(db):
    call_command("grups", verbosity=0)
    call_command("grups", verbosity=0)

    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ALL) == set(PERMISSIONS)
    service = crea_usuari(grups=[roles.SERVEI])
    assert service.has_perm("incidencies.view_incidencia")
    assert not service.has_perm("incidencies.delete_incidencia")
    assert not service.has_perm("empreses.view_empresa")
    assert crea_usuari(grups=[roles.COORDINACIO]).has_perm("incidencies.change_regladerivacio")
    assert not crea_usuari(grups=[roles.PROMOCIO]).has_perm("incidencies.change_regladerivacio")


@pytest.mark.parametrize("group", roles.ALL)
def test_each_group_enters_the_back_office(terrassa, db, client, group):
    call_command("grups", verbosity=0)
    client.force_login(crea_usuari(grups=[group]))

    assert client.get("/gestio/").status_code == 200


def test_nobody_else_does(db, client):
    response = client.get("/gestio/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/entra/?next=")


def test_who_may_not_enter_gets_no_other_door(db, client):
    client.force_login(crea_usuari())

    assert client.get("/gestio/").status_code in {302, 403}
