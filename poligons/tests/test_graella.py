"""The grid of facilities: only what changes is written, and nobody undoes another's change."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from poligons.models import DotacioPoligon
from poligons.tests.factories import crea_dotacio, crea_dotacio_poligon, crea_poligon
from poligons.transitions import Canvi, DotacioCanviada, FontNecessaria, canvia_dotacions
from terrassa_portal.web.tests.factories import crea_usuari

pytestmark = pytest.mark.django_db
Estat = DotacioPoligon.Estat


@pytest.fixture
def tecnica(client):
    client.force_login(crea_usuari(is_staff=True, is_superuser=True))
    return client


def cell(poligon, dotacio):
    return f"d-{poligon.pk}-{dotacio.pk}"


def payload(page, **changes):
    """What a browser would send of the grid as drawn, with some cells changed."""
    form = page.context["form"]
    data = {}
    for name, field in form.fields.items():
        data[name] = field.initial or ""
        if field.show_hidden_initial:
            data[form.add_initial_prefix(name)] = field.initial
    return data | changes


def test_only_the_changed_cells_are_written_with_their_source_and_day(tecnica):
    poligon, bus, gas = crea_poligon(), crea_dotacio("Bus"), crea_dotacio("Gas")
    page = tecnica.get(reverse("admin:poligons_graella"))

    changes = {cell(poligon, bus): "si", "font": "Visita tècnica"}
    response = tecnica.post(reverse("admin:poligons_graella"), payload(page, **changes))

    assert response.status_code == 302
    row = DotacioPoligon.objects.get()
    assert (row.dotacio, row.estat, row.font) == (bus, Estat.SI, "Visita tècnica")
    assert row.data_referencia is not None
    assert LogEntry.objects.get_for_object(row).exists()
    assert not DotacioPoligon.objects.filter(dotacio=gas).exists()


def test_an_untouched_grid_writes_nothing(tecnica):
    row = crea_dotacio_poligon(nota="Al carrer del Miño")
    page = tecnica.get(reverse("admin:poligons_graella"))

    tecnica.post(reverse("admin:poligons_graella"), payload(page))

    row.refresh_from_db()
    assert row.nota == "Al carrer del Miño"


def test_what_is_said_needs_a_source_and_the_page_keeps_the_answers(tecnica):
    poligon, bus = crea_poligon(), crea_dotacio()
    page = tecnica.get(reverse("admin:poligons_graella"))

    response = tecnica.post(
        reverse("admin:poligons_graella"), payload(page, **{cell(poligon, bus): "no"})
    )

    assert response.status_code == 400
    assert "porta font" in response.content.decode()
    assert not DotacioPoligon.objects.exists()


def test_two_officers_with_the_same_page_do_not_undo_each_other(tecnica):
    poligon, bus = crea_poligon(), crea_dotacio()
    page = tecnica.get(reverse("admin:poligons_graella"))
    crea_dotacio_poligon(poligon, bus, estat=Estat.PARCIAL, font="La primera")

    changes = {cell(poligon, bus): "no", "font": "La segona"}
    response = tecnica.post(reverse("admin:poligons_graella"), payload(page, **changes))

    assert response.status_code == 400
    assert DotacioPoligon.objects.get().font == "La primera"


def test_what_one_officer_did_not_touch_is_left_as_the_other_put_it(tecnica):
    poligon, bus, gas = crea_poligon(), crea_dotacio("Bus"), crea_dotacio("Gas")
    page = tecnica.get(reverse("admin:poligons_graella"))
    crea_dotacio_poligon(poligon, gas, estat=Estat.SI, font="L’altra")

    changes = {cell(poligon, bus): "si", "font": "Jo"}
    tecnica.post(reverse("admin:poligons_graella"), payload(page, **changes))

    assert DotacioPoligon.objects.get(dotacio=gas).font == "L’altra"


def test_a_facility_that_becomes_unknown_keeps_nothing_that_was_said_of_it(db):
    row = crea_dotacio_poligon(operador="Una empresa", nota="Una nota")

    canvia_dotacions([Canvi(row.poligon_id, row.dotacio_id, Estat.SI, Estat.DESCONEGUDA)])

    row.refresh_from_db()
    assert (row.estat, row.operador, row.nota, row.font) == (Estat.DESCONEGUDA, "", "", "")


def test_all_the_cells_are_written_or_none(db):
    poligon, bus = crea_poligon(), crea_dotacio()
    canviada = crea_dotacio_poligon(poligon)

    with pytest.raises(DotacioCanviada):
        canvia_dotacions(
            [
                Canvi(poligon.pk, bus.pk, Estat.DESCONEGUDA, Estat.SI),
                Canvi(poligon.pk, canviada.dotacio_id, Estat.NO, Estat.PARCIAL),
            ],
            font="Algú",
        )

    assert DotacioPoligon.objects.get() == canviada


def test_the_verb_refuses_a_state_without_source(db):
    with pytest.raises(FontNecessaria):
        canvia_dotacions([Canvi(crea_poligon().pk, crea_dotacio().pk, Estat.DESCONEGUDA, Estat.NO)])


@pytest.mark.parametrize("estat", ["potser", ""])
def test_a_state_that_does_not_exist_is_refused(tecnica, estat):
    poligon, bus = crea_poligon(), crea_dotacio()
    page = tecnica.get(reverse("admin:poligons_graella"))

    changes = {cell(poligon, bus): estat, "font": "Algú"}
    response = tecnica.post(reverse("admin:poligons_graella"), payload(page, **changes))

    assert response.status_code == 400
    assert not DotacioPoligon.objects.exists()


def test_who_may_not_change_facilities_does_not_see_the_grid(client):
    client.force_login(crea_usuari(is_staff=True))

    assert client.get(reverse("admin:poligons_graella")).status_code == 403
    assert client.post(reverse("admin:poligons_graella")).status_code == 403


def test_the_grid_asks_as_many_queries_whatever_the_estates(tecnica, django_assert_max_num_queries):
    crea_dotacio_poligon()
    with django_assert_max_num_queries(30) as few:
        tecnica.get(reverse("admin:poligons_graella"))
    for _n in range(5):
        crea_dotacio_poligon()
    with django_assert_max_num_queries(len(few)):
        tecnica.get(reverse("admin:poligons_graella"))
