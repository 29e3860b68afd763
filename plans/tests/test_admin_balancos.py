"""The back office of balances: drafts move by the verbs, and what is published is only read."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Balanc, Fitxa
from plans.tests.factories import (
    FONT,
    crea_balanc,
    crea_balanc_publicat,
    crea_element,
    crea_evidencia,
    crea_pla,
    crea_servei,
    omple,
)
from plans.tests.gestio import fitxa_data, formset, url
from terrassa_portal.web import roles
from terrassa_portal.web.tests.factories import crea_usuari


@pytest.mark.parametrize("model", ["pla", "element", "balanc", "fitxa", "vincle"])
def test_each_list_and_form_opens_for_coordination(entra, model):
    balanc = crea_balanc()
    client = entra(roles.COORDINACIO)

    assert client.get(url(f"{model}_changelist")).status_code == 200
    if model != "fitxa":
        assert client.get(url(f"{model}_add")).status_code == 200
    if model != "vincle":
        row = {"pla": balanc.pla, "balanc": balanc, "fitxa": balanc.fitxes.get()}
        row["element"] = balanc.fitxes.get().element
        assert client.get(url(f"{model}_change", row[model].pk)).status_code == 200


@pytest.mark.parametrize("model", ["pla", "element", "balanc", "fitxa"])
def test_a_list_asks_the_same_number_of_queries_whatever_its_rows(entra, model):
    client = entra(roles.COORDINACIO)
    crea_balanc(crea_element(responsable=crea_servei()).pla)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(f"{model}_changelist")).status_code == 200
        return len(queries)

    count()  # the first one also reads the groups
    few = count()
    for _number in range(4):
        crea_balanc(crea_element(responsable=crea_servei()).pla)
    assert count() == few <= 14


def test_a_balanc_is_opened_with_its_sheets(entra):
    pla = crea_element().pla
    data = {"pla": pla.pk, "codi": "2020-06", "data_referencia": "30/06/2020", "precisio": "mes"}

    entra(roles.COORDINACIO).post(
        url("balanc_add"), data | {"tipus": "detall", "presentacio": "", "fonts": FONT}
    )

    balanc = Balanc.objects.get()
    assert (balanc.estat, balanc.fitxes.count()) == ("esborrany", 1)


def test_the_counts_of_an_aggregate_are_written_by_the_states_of_its_scheme(entra):
    pla = crea_pla(esquema="pg-2019")
    balanc = crea_balanc(pla, tipus=Balanc.Tipus.AGREGAT, nombre_elements=825)
    data = {"codi": balanc.codi, "data_referencia": "30/06/2019", "precisio": "mes"}
    data |= {"nombre_elements": 825, "presentacio": "", "fonts": FONT}
    page, client = url("balanc_change", balanc.pk), entra(roles.COORDINACIO)

    client.post(page, data | formset("recomptes", {"estat": "pendent", "nombre": 1}))
    assert not balanc.recomptes.exists()
    client.post(page, data | formset("recomptes", {"estat": "finalitzada", "nombre": 81}))

    assert str(balanc.recomptes.get()) == "Finalitzada: 81"


def test_the_page_of_publishing_lists_what_lacks_and_publishes_nothing(entra):
    balanc = crea_balanc(crea_element(codi="1.1").pla)
    page = url("balanc_publica", balanc.pk)
    client = entra(roles.COORDINACIO)

    shown = client.get(page).content.decode()
    client.post(page, {"publica": "1"})

    assert "1.1: no diu cap estat" in shown
    assert "per sempre" not in shown
    balanc.refresh_from_db()
    assert not balanc.es_publicat


def test_coordination_publishes_a_complete_balanc(entra):
    balanc = crea_balanc()
    omple(balanc.fitxes.get(), estat="pendent")
    page = url("balanc_publica", balanc.pk)
    client = entra(roles.COORDINACIO)

    assert "per sempre" in client.get(page).content.decode()
    balanc.refresh_from_db()
    assert not balanc.es_publicat, "a GET changes nothing"
    client.post(page, {"publica": "1"})

    balanc.refresh_from_db()
    assert (balanc.es_publicat, balanc.publicat_per) == (True, client.officer)


def test_a_sheet_missing_from_a_draft_is_added_from_that_page(entra):
    balanc = crea_balanc()
    crea_element(balanc.pla)

    entra(roles.COORDINACIO).post(url("balanc_publica", balanc.pk), {"afegeix": "1"})

    assert balanc.fitxes.count() == 2


@pytest.mark.parametrize("role", [roles.AREA, roles.VALIDACIO, roles.PROMOCIO, roles.LECTURA])
def test_nobody_else_publishes(entra, role):
    balanc = crea_balanc()
    omple(balanc.fitxes.get())

    answer = entra(role).post(url("balanc_publica", balanc.pk), {"publica": "1"})

    assert answer.status_code == 403
    balanc.refresh_from_db()
    assert not balanc.es_publicat


@pytest.mark.parametrize("superuser", [False, True])
def test_what_is_published_is_only_read(entra, superuser):
    balanc = crea_balanc_publicat()
    fitxa = balanc.fitxes.get()
    client = entra(roles.COORDINACIO, is_superuser=superuser)

    for model, row in (("balanc", balanc), ("fitxa", fitxa)):
        page = client.get(url(f"{model}_change", row.pk))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content
        assert client.post(url(f"{model}_change", row.pk), {"motiu": "x"}).status_code == 403
        assert client.post(url(f"{model}_delete", row.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [fitxa.pk], "post": "yes"}
    client.post(url("fitxa_changelist"), action)
    action["_selected_action"] = [balanc.pk]
    client.post(url("balanc_changelist"), action)

    assert Fitxa.objects.filter(pk=fitxa.pk).exists()


def test_a_draft_may_be_thrown_away_by_coordination(entra):
    balanc = crea_balanc()

    entra(roles.COORDINACIO).post(url("balanc_delete", balanc.pk), {"post": "yes"})

    assert not Balanc.objects.exists()


def test_an_area_sees_and_writes_only_its_own_sheets(entra):
    area, other = crea_servei(), crea_servei()
    pla = crea_element(codi="1.1", responsable=area).pla
    crea_element(pla, codi="1.2", responsable=other)
    balanc = crea_balanc(pla)
    own, alien = (balanc.fitxes.get(element__codi=codi) for codi in ("1.1", "1.2"))
    client = entra(roles.AREA, servei=area)

    listed = client.get(url("fitxa_changelist")).context["cl"].queryset
    client.post(url("fitxa_change", own.pk), fitxa_data(estat="pendent", base="tecnic"))
    client.post(url("fitxa_change", alien.pk), fitxa_data(estat="pendent", base="tecnic"))

    assert list(listed) == [own]
    own.refresh_from_db()
    alien.refresh_from_db()
    assert (own.estat, own.preparada_per, alien.estat) == ("pendent", client.officer, "")


def test_the_form_of_a_sheet_offers_the_states_of_its_scheme(entra):
    balanc = crea_balanc(crea_element(crea_pla(esquema="pg-2019")).pla)

    page = entra(roles.COORDINACIO).get(url("fitxa_change", balanc.fitxes.get().pk))

    offered = re.findall(r'name="estat" value="(\w*)"', page.content.decode())
    assert offered == ["", "finalitzada", "en_execucio", "no_iniciada"]


def test_a_contradiction_is_told_in_the_form(entra):
    fitxa = crea_balanc().fitxes.get()

    page = entra(roles.COORDINACIO).post(
        url("fitxa_change", fitxa.pk), fitxa_data(estat="pendent", base="no_conservada", motiu="x")
    )

    assert "digueu per què" in page.content.decode()


def test_an_evidencia_is_added_to_a_draft_and_takes_its_validation_away(entra):
    fitxa = omple(crea_balanc().fitxes.get(), estat="pendent")
    row = {"ordre": 1, "tipus": "web", "titol": "Pàgina", "url": FONT}

    entra(roles.COORDINACIO).post(
        url("fitxa_change", fitxa.pk),
        fitxa_data(estat="pendent", base="tecnic", **formset("evidencies", row)),
    )

    fitxa.refresh_from_db()
    assert fitxa.evidencies.get().titol == "Pàgina"
    assert fitxa.validada_per is None


def test_a_published_evidencia_is_not_written_through_its_sheet(entra):
    fitxa = crea_balanc_publicat().fitxes.get()
    evidencia = fitxa.evidencies.get()
    row = {"id": evidencia.pk, "fitxa": fitxa.pk, "ordre": 1, "tipus": "web", "url": FONT}

    answer = entra(roles.COORDINACIO).post(
        url("fitxa_change", fitxa.pk),
        fitxa_data(**formset("evidencies", row | {"titol": "Una altra"}, initial=1)),
    )

    evidencia.refresh_from_db()
    assert (answer.status_code, evidencia.titol) == (403, "Pàgina")


def test_four_eyes_in_the_list_of_sheets(entra):
    validator = entra(roles.VALIDACIO)
    balanc = crea_balanc(crea_element(codi="1.1").pla)
    fitxa = omple(balanc.fitxes.get(), estat="pendent", validada_per=None)
    action = {"action": "valida", "_selected_action": [fitxa.pk]}

    Fitxa.objects.update(preparada_per=validator.officer)
    refusal = validator.post(url("fitxa_changelist"), action, follow=True)
    fitxa.refresh_from_db()
    assert fitxa.validada_per is None
    assert "no la pot validar" in refusal.content.decode()

    Fitxa.objects.update(preparada_per=crea_usuari())
    validator.post(url("fitxa_changelist"), action)
    fitxa.refresh_from_db()
    assert fitxa.validada_per == validator.officer


def test_an_area_does_not_validate(entra):
    area = crea_servei()
    fitxa = crea_balanc(crea_element(responsable=area).pla).fitxes.get()
    omple(fitxa, estat="pendent", validada_per=None)

    entra(roles.AREA, servei=area).post(
        url("fitxa_changelist"), {"action": "valida", "_selected_action": [fitxa.pk]}
    )

    fitxa.refresh_from_db()
    assert fitxa.validada_per is None


def test_the_first_page_shows_what_waits(entra):
    balanc = crea_balanc()
    omple(balanc.fitxes.get(), estat="pendent", validada_per=None)
    crea_balanc(crea_element().pla, data_referencia=date(2018, 1, 31))

    page = entra(roles.COORDINACIO).get(reverse("admin:index"))

    queues = {str(label): (count, link) for label, count, link in page.context["work_queues"]}
    assert queues["Fitxes per omplir"][0] == 1
    assert queues["Fitxes per validar"][0] == 1
    assert queues["Balanços en esborrany"][0] == 2
    for _count, link in queues.values():
        assert page.client.get(link).status_code == 200


def test_reading_the_back_office_changes_nothing(entra):
    balanc = crea_balanc()
    crea_evidencia(balanc.fitxes.get())
    before = list(Fitxa.objects.values())
    client = entra(roles.COORDINACIO)

    for page in ("balanc_change", "balanc_publica"):
        client.get(url(page, balanc.pk))

    assert list(Fitxa.objects.values()) == before
