"""The back office of the estates."""

import pytest
from django.urls import reverse

from poligons.models import Poligon
from poligons.tests.factories import (
    crea_centre,
    crea_dotacio,
    crea_ens,
    crea_poligon,
    crea_xifra,
)
from terrassa_portal.web.search import Query
from terrassa_portal.web.tests.factories import crea_usuari

pytestmark = pytest.mark.django_db


@pytest.fixture
def tecnica(client):
    client.force_login(crea_usuari(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize(
    ("nom", "crea"),
    [
        ("poligon", crea_poligon),
        ("xifra", lambda: crea_xifra(crea_poligon())),
        ("ens", crea_ens),
        ("dotacio", crea_dotacio),
        ("centreserveis", crea_centre),
    ],
)
def test_each_model_has_its_list_and_its_page(tecnica, nom, crea):
    record = crea()

    llista = tecnica.get(reverse(f"admin:poligons_{nom}_changelist"))
    pagina = tecnica.get(reverse(f"admin:poligons_{nom}_change", args=[record.pk]))

    assert llista.status_code == pagina.status_code == 200


def test_an_estate_saved_by_an_officer_is_ordered_and_found(tecnica):
    poligon = crea_poligon("Can Prova")
    url = reverse("admin:poligons_poligon_change", args=[poligon.pk])
    data = {
        name: "" if value is None else value
        for name, value in tecnica.get(url).context["adminform"].form.initial.items()
    }
    for formset in tecnica.get(url).context["inline_admin_formsets"]:
        form = formset.formset.management_form
        data |= {form.add_prefix(name): value for name, value in form.initial.items()}

    response = tecnica.post(url, data | {"nom": "Els Telers"})

    assert response.status_code == 302
    poligon.refresh_from_db()
    assert poligon.clau_ordre == "telers"
    found = Query("poligons.poligon", "telers").filter(Poligon.objects.all())
    assert list(found) == [poligon]
