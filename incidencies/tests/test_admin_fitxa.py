"""The page of one incidencia: only the legal moves, each by its verb, and nothing by a GET."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidencies import transitions as verbs
from incidencies.admin.accions import ACCIONS
from incidencies.models import Incidencia
from incidencies.tests import factories as f
from incidencies.tests.test_transitions import en_estat
from incidencies.transitions import MOVIMENTS, Actor
from terrassa_portal.web import roles
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db
Estat = Incidencia.Estat


@pytest.fixture(autouse=True)
def _permisos():
    call_command("grups")


@pytest.fixture
def jo(client):
    usuari = f.crea_tecnic()
    client.force_login(usuari)
    return usuari


def fitxa(client, incidencia):
    return client.get(reverse("admin:incidencies_incidencia_change", args=[incidencia.pk]))


def fes(client, incidencia, nom, **camps):
    adreca = reverse("admin:incidencies_incidencia_fes", args=[incidencia.pk, nom])
    return client.post(adreca, camps)


def botons(response):
    return {boto["nom"] for boto in response.context["moviments"]}


@pytest.mark.parametrize("estat", Estat)
def test_the_buttons_are_the_legal_moves_and_no_other(client, jo, estat):
    incidencia = en_estat(estat)

    legals = set(verbs.moviments_possibles(incidencia, Actor.de_usuari(jo)))

    assert botons(fitxa(client, incidencia)) == legals


def test_every_move_of_a_person_has_its_button():
    de_persones = {nom for nom, m in MOVIMENTS.items() if m.qui & {"tecnic", "servei"}}

    assert de_persones <= ACCIONS.keys()


def test_the_page_shows_what_where_who_and_all_that_happened(client, jo):
    incidencia = f.crea_incidencia_planificada(adreca="Carrer de Venus, 24")
    verbs.afegeix_nota(incidencia, actor=Actor.de_usuari(jo), text="Truqueu abans d’anar-hi.")

    pagina = fitxa(client, incidencia).content.decode()

    for text in (
        incidencia.codi,
        incidencia.descripcio,
        "Carrer de Venus, 24",
        "Berta Rius",
        "berta@empresa.example",
        "Hi anirem.",
        "Truqueu abans",
        "24 de novembre de 2026",
    ):
        assert text in pagina


def test_from_report_to_solved_with_the_buttons(client, jo):
    incidencia = f.crea_incidencia_derivada()
    dema = timezone.localdate() + timedelta(days=1)

    fes(client, incidencia, "accepta", referencia_externa="OT-12")
    fes(client, incidencia, "planifica", data_prevista=dema.isoformat(), nota="Hi anirem.")
    resposta = fes(client, incidencia, "resol", que_s_ha_fet="Llum canviat.")

    incidencia.refresh_from_db()
    assert resposta.status_code == 302
    assert incidencia.estat == "resolta"
    assert incidencia.esdeveniments.last().actor == jo
    assert incidencia.derivacions.get().referencia_externa == "OT-12"


def test_without_its_reason_a_move_is_refused_and_the_form_stays_open(client, jo):
    incidencia = f.crea_incidencia_derivada()

    resposta = fes(client, incidencia, "retorna", motiu="  ")

    incidencia.refresh_from_db()
    assert resposta.status_code == 422
    assert incidencia.estat == "derivada"
    oberts = [boto["nom"] for boto in resposta.context["moviments"] if boto["oberta"]]
    assert oberts == ["retorna"]
    assert "Error:" in resposta.content.decode()


def test_a_page_drawn_before_somebody_else_moved_it_tells_so(client, jo):
    incidencia = f.crea_incidencia_derivada()
    verbs.accepta(incidencia, actor=f.tecnic())

    adreca = reverse("admin:incidencies_incidencia_fes", args=[incidencia.pk, "accepta"])
    resposta = client.post(adreca, follow=True)

    assert "ja no ho permet" in resposta.content.decode()


def test_a_get_changes_nothing(client, jo):
    incidencia = f.crea_incidencia_derivada()
    adreca = reverse("admin:incidencies_incidencia_fes", args=[incidencia.pk, "accepta"])

    assert client.get(adreca).status_code == 405
    fitxa(client, incidencia)

    incidencia.refresh_from_db()
    assert (incidencia.estat, incidencia.versio) == ("derivada", 2)


def test_the_page_itself_accepts_no_form(client, jo):
    incidencia = f.crea_incidencia()
    adreca = reverse("admin:incidencies_incidencia_change", args=[incidencia.pk])

    assert client.post(adreca, {"estat": "tancada"}).status_code == 405


def test_the_servei_that_has_it_moves_it_and_then_it_may_leave_its_queue(client):
    servei = f.crea_servei()
    client.force_login(f.crea_membre(servei))
    incidencia = f.crea_incidencia_derivada(servei)

    assert botons(fitxa(client, incidencia)) == {"accepta", "retorna", "demana_informacio"}
    resposta = fes(client, incidencia, "retorna", motiu="No és nostre.")

    assert resposta.url == reverse("admin:incidencies_incidencia_changelist")
    assert fitxa(client, incidencia).status_code == 404


@pytest.mark.parametrize("grup", [roles.LECTURA, roles.AUDITORIA])
def test_who_only_looks_has_no_buttons_nor_personal_data(client, grup):
    client.force_login(f.crea_usuari(grups=[grup]))
    incidencia = f.crea_incidencia_derivada()
    refused = "550 <berta@empresa.example>: bústia plena"
    Sortint.objects.filter(tipus="incidencies.rebuda").update(estat="fallit", error=refused)

    resposta = fitxa(client, incidencia)

    assert not resposta.context["moviments"]
    assert not resposta.context["anotacions"]
    assert "Berta Rius" not in resposta.content.decode()
    assert "berta@empresa.example" not in resposta.content.decode()
    assert "Reenvia" not in resposta.content.decode()
    assert fes(client, incidencia, "accepta").status_code == 403


def test_an_action_that_does_not_exist_is_not_found(client, jo):
    assert fes(client, f.crea_incidencia(), "escala").status_code == 404
    assert fes(client, f.crea_incidencia(), "presenta").status_code == 404


def test_reading_a_reporters_data_is_written_down_without_the_data(client, jo):
    incidencia = f.crea_incidencia()

    fitxa(client, incidencia)

    lectura = LogEntry.objects.get(action=LogEntry.Action.ACCESS)
    assert (lectura.actor, lectura.object_repr) == (jo, incidencia.codi)
    assert "Berta" not in str(lectura.__dict__)


def test_a_failed_mail_is_seen_and_sent_again_by_a_button(client, jo):
    incidencia = f.crea_incidencia()
    correu = Sortint.objects.get(tipus="incidencies.rebuda")
    Sortint.objects.filter(pk=correu.pk).update(estat="fallit", error="550 bústia plena")
    adreca = reverse("admin:incidencies_incidencia_reenvia", args=[incidencia.pk, correu.pk])

    assert "550 bústia plena" in fitxa(client, incidencia).content.decode()
    assert client.get(adreca).status_code == 405
    client.post(adreca)

    correu.refresh_from_db()
    assert correu.estat == "pendent"


def test_the_mail_of_another_incidencia_is_not_sent_from_here(client, jo):
    una, altra = f.crea_incidencia(), f.crea_incidencia()
    correu = Sortint.objects.filter(tema=f"incidencia:{altra.uuid}").first()

    adreca = reverse("admin:incidencies_incidencia_reenvia", args=[una.pk, correu.pk])

    assert client.post(adreca).status_code == 404


def test_a_file_that_is_not_a_photograph_is_refused_by_its_name(client, jo):
    incidencia = f.crea_incidencia_en_curs()
    fals = SimpleUploadedFile("foto.jpg", b"<html>", content_type="image/jpeg")

    resposta = fes(client, incidencia, "resol", que_s_ha_fet="Fet.", foto=fals)

    assert resposta.status_code == 422
    assert "foto.jpg" in resposta.content.decode()


def test_a_duplicate_is_named_by_any_writing_of_its_reference(client, jo):
    original, copia = f.crea_incidencia(), f.crea_incidencia()

    dolenta = fes(client, copia, "marca_duplicada", original="TRS-0000-01")
    fes(client, copia, "marca_duplicada", original=original.codi.lower().replace("-", " "))

    copia.refresh_from_db()
    assert dolenta.status_code == 422
    assert copia.duplicada_de == original


@pytest.mark.parametrize(
    ("nom", "camps", "camp", "valor"),
    [
        ("modera", {"visibilitat": "publica", "resum_public": "Fanal."}, "visibilitat", "publica"),
        ("modera", {"visibilitat": "publica", "resum_public": ""}, "visibilitat", "pendent"),
    ],
)
def test_it_is_published_only_in_reviewed_words(client, jo, nom, camps, camp, valor):
    incidencia = f.crea_incidencia()

    fes(client, incidencia, nom, **camps)

    incidencia.refresh_from_db()
    assert getattr(incidencia, camp) == valor


def test_what_people_write_is_shown_as_text(client, jo):
    incidencia = f.crea_incidencia(descripcio="<script>alert(1)</script>")

    assert "<script>alert" not in fitxa(client, incidencia).content.decode()


def test_the_queries_of_the_page_do_not_grow_with_its_history(client, jo):
    incidencia = f.crea_incidencia_en_curs()

    def consultes():
        with CaptureQueriesContext(connection) as captured:
            fitxa(client, incidencia)
        return len(captured)

    consultes()
    poques = consultes()
    for _n in range(10):
        verbs.afegeix_nota(incidencia, actor=Actor.de_usuari(jo), text="Una nota.")

    assert consultes() == poques <= 22
