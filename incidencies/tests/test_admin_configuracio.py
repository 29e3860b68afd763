"""What the coordinator keeps, who may touch it, and what a change brings about."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.urls import reverse

from incidencies.importing import carrega_referencia
from incidencies.models import Categoria, DiaInhabil, ReglaDerivacio, Servei
from incidencies.tests import factories as f
from terrassa_portal.web import roles

pytestmark = pytest.mark.django_db
MODELS = ("servei", "categoria", "regladerivacio", "diainhabil")


@pytest.fixture(autouse=True)
def _referencia():
    call_command("grups")
    carrega_referencia()


def entra(client, grup):
    usuari = f.crea_usuari(grups=[grup])
    client.force_login(usuari)
    return usuari


def adreca(model, accio, *args):
    return reverse(f"admin:incidencies_{model}_{accio}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_the_coordinator_opens_every_list_and_record(client, model):
    entra(client, roles.COORDINACIO)

    llista = client.get(adreca(model, "changelist"))
    primer = llista.context["cl"].result_list[0]

    assert llista.status_code == 200
    assert client.get(adreca(model, "change", primer.pk)).status_code == 200
    assert client.get(adreca(model, "add")).status_code == 200


@pytest.mark.parametrize("model", ["servei", "categoria", "regladerivacio"])
def test_a_technician_reads_the_rules_and_does_not_change_them(client, model):
    entra(client, roles.PROMOCIO)
    primer = client.get(adreca(model, "changelist")).context["cl"].result_list[0]

    assert client.post(adreca(model, "change", primer.pk), {}).status_code == 403
    assert client.get(adreca(model, "add")).status_code == 403


def test_a_change_of_the_coordinator_is_in_the_history(client):
    coordinador = entra(client, roles.COORDINACIO)
    regla = ReglaDerivacio.objects.get(codi="aigua")
    form = client.get(adreca("regladerivacio", "change", regla.pk)).context["adminform"].form

    client.post(
        adreca("regladerivacio", "change", regla.pk),
        {k: v for k, v in form.initial.items() if v is not None}
        | {
            "nom": "Aigua a Taigua",
            "servei": regla.servei_id,
            "categories": [c.pk for c in regla.categories.all()],
        },
    )

    regla.refresh_from_db()
    assert regla.nom == "Aigua a Taigua"
    assert LogEntry.objects.filter(actor=coordinador, object_repr="Aigua a Taigua").exists()


def test_a_new_feast_computes_the_open_deadlines_again(client):
    entra(client, roles.COORDINACIO)
    incidencia = f.crea_incidencia_derivada()

    client.post(
        adreca("diainhabil", "add"),
        {"dia": "2026-11-19", "ambit": "altres", "nom": "Dol oficial", "font": "Decret"},
    )

    assert DiaInhabil.objects.filter(dia=date(2026, 11, 19)).exists()
    incidencia.refresh_from_db()
    assert incidencia.data_torn == date(2026, 11, 20)


def test_confirming_the_proposed_deadlines_is_an_action(client):
    entra(client, roles.COORDINACIO)
    fanal = Categoria.objects.get(codi="fanal-apagat")

    client.post(
        adreca("categoria", "changelist"),
        {"action": "confirma_terminis", "_selected_action": [fanal.pk]},
    )

    fanal.refresh_from_db()
    assert not fanal.es_proposta


def test_the_triage_is_neither_deleted_nor_undone(client):
    entra(client, roles.COORDINACIO)
    triatge = Servei.objects.triatge()

    resposta = client.post(adreca("servei", "delete", triatge.pk), {"post": "yes"})

    assert resposta.status_code == 403
    assert Servei.objects.triatge() == triatge
