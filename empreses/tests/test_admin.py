"""The back office goes through the same verbs, and asks who is writing."""

import pytest
from django.urls import reverse

from empreses.models import Empresa, Establiment
from empreses.tests.factories import crea_empresa, crea_establiment, crea_persona, crea_sector
from terrassa_portal.web.search import Query
from terrassa_portal.web.tests.factories import crea_usuari

EMPRESA_LIST = "admin:empreses_empresa_changelist"
INLINES = {
    f"{prefix}-{name}": "0"
    for prefix in ("establiments", "empresa_fonts", "dades")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def technician(client, db):
    user = crea_usuari(is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


def company_form(**camps):
    return {
        "classe": "juridica", "nif": "", "rao_social": "", "nom_comercial": "", "forma": "",
        "web": "", "exercici_inici": "", "descripcio_ca": "", "descripcio_es": "",
        "descripcio_en": "", "matriu": "", **INLINES, **camps,
    }  # fmt: skip


def test_a_company_made_here_gets_its_code_its_class_and_its_key(technician):
    form = company_form(rao_social="La Filosa, SL", nif="es b-58.818.501", classe="desconeguda")

    response = technician.post(reverse("admin:empreses_empresa_add"), form)

    assert response.status_code == 302, response.context["errors"]
    empresa = Empresa.objects.get()
    assert (empresa.nif, empresa.classe) == ("B58818501", "juridica")
    assert len(empresa.codi) == 6
    assert empresa.clau_ordre == "filosa"


def test_a_wrong_or_taken_nif_is_said_beside_the_field(technician):
    crea_empresa(nif="B58818501")

    for nif in ("B58818502", "b58818501"):
        form = company_form(rao_social="Rodet", nif=nif)
        response = technician.post(reverse("admin:empreses_empresa_add"), form)
        assert response.status_code == 200
        assert response.context["errors"]
    assert Empresa.objects.count() == 1


def test_a_new_name_reaches_the_directory_and_the_search(technician):
    empresa = crea_establiment(crea_empresa("Fus")).empresa
    url = reverse("admin:empreses_empresa_change", args=[empresa.pk])

    response = technician.post(url, company_form(rao_social="Llançadora"))

    assert response.status_code == 302, response.context["errors"]
    assert Establiment.objects.get().clau_ordre == "llancadora"
    found = Query("empreses.establiment", "llançadora").filter(Establiment.objects.all())
    assert found.count() == 1


def test_an_establiment_made_here_is_in_step_and_found(technician):
    empresa = crea_empresa("Batanera")
    form = {
        "empresa": empresa.pk, "adreca": "carrer del Fus, 3", "plantilla": "12", "dones": "5",
        "secundaries-TOTAL_FORMS": "0", "secundaries-INITIAL_FORMS": "0",
    }  # fmt: skip

    response = technician.post(reverse("admin:empreses_establiment_add"), form)

    assert response.status_code == 302, response.context["errors"]
    assert not Establiment.objects.descompassats().exists()
    assert Establiment.objects.publics().get().tram == "10-49"
    assert Query("empreses.establiment", "batanera").filter(Establiment.objects.all()).exists()


def test_more_women_than_people_is_refused_with_the_sentence_of_the_constraint(technician):
    form = {
        "empresa": crea_empresa().pk, "plantilla": "3", "dones": "4",
        "secundaries-TOTAL_FORMS": "0", "secundaries-INITIAL_FORMS": "0",
    }  # fmt: skip

    response = technician.post(reverse("admin:empreses_establiment_add"), form)

    assert "No hi pot haver més dones" in response.content.decode()
    assert not Establiment.objects.exists()


def test_states_and_consents_move_by_their_verbs(technician):
    persona = crea_establiment(crea_persona()).empresa
    url = reverse(EMPRESA_LIST)

    technician.post(url, {"action": "vol_sortir", "_selected_action": [persona.pk]})
    assert Establiment.objects.publics().exists()
    technician.post(url, {"action": "marca_tancada", "_selected_action": [persona.pk]})
    assert not Establiment.objects.publics().exists()
    response = technician.post(
        url, {"action": "marca_traslladada", "_selected_action": [persona.pk]}, follow=True
    )

    assert "no permet aquest canvi" in response.content.decode()
    persona.refresh_from_db()
    assert persona.estat == Empresa.Estat.TANCADA


def test_a_removed_establiment_leaves_the_search(technician):
    establiment = crea_establiment(crea_empresa("Batanera"))

    technician.post(
        reverse("admin:empreses_establiment_delete", args=[establiment.pk]), {"post": "yes"}
    )

    query = Query("empreses.establiment", "batanera")
    assert not query.filter(Establiment.objects.all()).exists()


@pytest.mark.parametrize("typed", ["B58818501", "b-58.818.501", "filosa", "filossa"])
def test_a_technician_finds_a_company_by_name_or_number(technician, typed):
    crea_establiment(crea_empresa("La Filosa", nif="B58818501"))
    crea_establiment(crea_empresa("Rodet"))

    response = technician.get(reverse(EMPRESA_LIST), {"q": typed})

    assert [empresa.nom for empresa in response.context["cl"].queryset] == ["La Filosa"]


@pytest.mark.parametrize(
    "model", ["sector", "activitat", "font", "empresa", "establiment", "dadapublicada"]
)
def test_every_list_and_form_opens(technician, model):
    crea_sector()
    crea_establiment()

    assert technician.get(reverse(f"admin:empreses_{model}_changelist")).status_code == 200
    assert technician.get(reverse(f"admin:empreses_{model}_add")).status_code == 200


def test_the_forms_of_a_company_and_of_its_premises_open(technician):
    establiment = crea_establiment()

    for model, pk in (("empresa", establiment.empresa_id), ("establiment", establiment.pk)):
        url = reverse(f"admin:empreses_{model}_change", args=[pk])
        assert technician.get(url).status_code == 200


def test_without_permission_nothing_is_seen_nor_moved(client, db):
    empresa = crea_establiment().empresa
    client.force_login(crea_usuari(is_staff=True))

    assert client.get(reverse(EMPRESA_LIST)).status_code == 403
    client.post(
        reverse(EMPRESA_LIST), {"action": "marca_tancada", "_selected_action": [empresa.pk]}
    )

    empresa.refresh_from_db()
    assert empresa.estat == Empresa.Estat.ACTIVA


@pytest.mark.parametrize("query", ["", "?tram=no", "?tram=0-9", "?es_public__exact=1"])
def test_the_queries_of_the_back_office_list_do_not_grow(
    technician, query, django_assert_max_num_queries
):
    for _n in range(12):
        crea_establiment()

    with django_assert_max_num_queries(14):
        url = reverse("admin:empreses_establiment_changelist") + query
        assert technician.get(url).status_code == 200
