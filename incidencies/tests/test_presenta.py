"""How an incidencia begins: once, whoever sends it twice, numbered, routed and acknowledged."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from incidencies import codis
from incidencies.models import Derivacio, Enllac, Esdeveniment, Incidencia, Notificant
from incidencies.tests import factories as f
from incidencies.transitions import DadesAdjunt, DadesNotificant, presenta
from incidencies.transitions.entrada import INTENTS_CODI
from terrassa_portal.web import tokens
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db


def test_a_report_is_received_numbered_and_is_somebodys_turn():
    incidencia = f.crea_incidencia()

    assert codis.llegeix(incidencia.codi) == incidencia.codi
    assert (incidencia.estat, incidencia.torn) == ("rebuda", "triatge")
    assert incidencia.data_torn == date(2026, 11, 19)
    assert incidencia.data_termini_resposta == date(2026, 11, 24)
    assert incidencia.data_termini_resolucio == date(2026, 12, 1)
    assert [e.tipus for e in incidencia.esdeveniments.all()] == ["presentada"]


def test_a_rule_hands_it_over_in_the_same_breath():
    servei = f.crea_servei("Enllumenat")
    incidencia = f.crea_incidencia_derivada(servei)

    derivacio = incidencia.derivacions.get()
    assert incidencia.estat == "derivada"
    assert (derivacio.servei, derivacio.estat) == (servei, Derivacio.Estat.PENDENT)
    assert "Enllumenat" in derivacio.explicacio
    assert [(e.tipus, e.actor_tipus) for e in incidencia.esdeveniments.all()] == [
        ("presentada", "notificant"),
        ("derivada", "regla"),
    ]


def test_the_same_form_sent_twice_is_one_incidencia():
    dades = f.dades_incidencia()

    primera = presenta(dades, clau_enviament="una-clau")
    segona = presenta(dades, clau_enviament="una-clau")

    assert primera.pk == segona.pk
    assert Incidencia.objects.count() == Notificant.objects.count() == 1
    assert Esdeveniment.objects.filter(tipus="presentada").count() == 1


def test_without_a_key_two_reports_are_two():
    dades = f.dades_incidencia()

    assert presenta(dades).pk != presenta(dades).pk


def test_a_reference_that_is_taken_is_drawn_again(monkeypatch):
    ocupat = f.crea_incidencia().codi
    lliure = codis.genera()
    sorteig = iter([ocupat, ocupat, lliure])
    monkeypatch.setattr(codis, "genera", lambda: next(sorteig))

    assert f.crea_incidencia().codi == lliure


def test_a_draw_that_never_ends_is_an_error_and_writes_nothing(monkeypatch):
    ocupat = f.crea_incidencia().codi
    monkeypatch.setattr(codis, "genera", lambda: ocupat)

    with pytest.raises(Exception, match="referència"):
        f.crea_incidencia()

    assert Incidencia.objects.count() == 1
    assert INTENTS_CODI > 5


@pytest.mark.parametrize(
    "camps",
    [
        {"descripcio": ""},
        {"descripcio": "x" * 4001},
        {"latitud": "41.55", "longitud": None},
        {"latitud": "40.41", "longitud": "-3.70"},
        {"origen": "fax"},
        {"adreca": "x" * 201},
    ],
)
def test_data_that_do_not_hold_are_refused_and_nothing_is_written(camps):
    with pytest.raises(ValidationError):
        f.crea_incidencia(**camps)

    assert not Incidencia.objects.exists()
    assert not Sortint.objects.exists()


def test_an_anonymous_report_leaves_no_personal_row_and_can_be_followed():
    incidencia = f.crea_incidencia(notificant=None)

    assert not Notificant.objects.exists()
    enllac = Enllac.objects.get()
    assert enllac.proposit == Enllac.Proposit.SEGUIMENT
    assert Enllac.objects.de_token(enllac.token()).incidencia == incidencia


def test_the_token_of_a_link_is_nowhere_in_the_database():
    incidencia = f.crea_incidencia()
    enllac = incidencia.enllacos.first()
    token = enllac.token()

    stored = [str(value) for value in Enllac.objects.values_list().first()]
    assert len(token) == 43
    assert token not in " ".join(stored)
    assert enllac.resum == tokens.digest(token)


def test_an_expired_or_revoked_link_opens_nothing():
    enllac = f.crea_incidencia().enllacos.first()

    Enllac.objects.update(revocat_el=f.DIMARTS)
    assert Enllac.objects.de_token(enllac.token()) is None
    Enllac.objects.update(revocat_el=None, caduca_el=f.DIMARTS.replace(year=2020))
    assert Enllac.objects.de_token(enllac.token()) is None
    assert Enllac.objects.de_token("inventat") is None


def test_a_photograph_has_a_name_that_nobody_can_guess(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    foto = DadesAdjunt(ContentFile(b"jpeg", name="fanal de la nau 12.jpg"), 800, 600, "El fanal")

    adjunt = f.crea_incidencia(adjunts=(foto,)).adjunts.get()

    assert "fanal" not in adjunt.fitxer.name
    assert len(adjunt.fitxer.name.rsplit("/", 1)[-1]) == 36
    assert adjunt.esdeveniment.tipus == "presentada"


def test_on_a_sunday_the_clocks_start_on_monday():
    incidencia = f.crea_incidencia(ara=f.DIMARTS.replace(day=15))

    assert incidencia.presentada_el.date() == date(2026, 11, 16)
    assert incidencia.data_termini_resposta == date(2026, 11, 23)


def test_who_is_logged_in_has_a_confirmed_address():
    dades = DadesNotificant(correu="Jo@Empresa.example", correu_verificat=True)

    notificant = f.crea_incidencia(notificant=dades).notificant

    assert notificant.correu == "jo@empresa.example"
    assert notificant.correu_verificat_el == f.DIMARTS
