"""The nightly check: silent when all is well, and loud about each thing that is not."""

import pytest
from django.core.management import CommandError, call_command

from incidencies import verificacio
from incidencies.models import Derivacio, Esdeveniment, Incidencia, Servei
from incidencies.tests import factories as f
from incidencies.tests.test_correus import VERIFICAT, tots_els_passos
from poligons.tests.factories import crea_poligon
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db


def problemes():
    return list(verificacio.problemes())


def test_a_life_made_by_the_verbs_has_nothing_wrong():
    tots_els_passos(VERIFICAT)
    f.crea_incidencia(notificant=None)
    f.crea_incidencia_derivada()

    assert problemes() == []
    call_command("verifica_incidencies")


@pytest.mark.parametrize(
    ("camps", "frase"),
    [
        ({"estat": "en_curs"}, "la derivació és pendent"),
        ({"estat": "resolta"}, "té una derivació pendent"),
        ({"versio": 9}, "els esdeveniments duen a"),
    ],
)
def test_an_estat_changed_behind_the_verbs_is_found(camps, frase):
    incidencia = f.crea_incidencia_derivada()
    Incidencia.objects.update(**camps)

    assert any(incidencia.codi in p and frase in p for p in problemes())


def test_a_derivacio_that_vanished_is_found():
    f.crea_incidencia_derivada()
    Derivacio.objects.update(estat="anullada", tancada_el=f.DIMARTS)

    assert any("la derivació és None" in p for p in problemes())


def test_an_event_out_of_sequence_is_found():
    incidencia = f.crea_incidencia()
    Esdeveniment.objects.create(
        incidencia=incidencia,
        n=5,
        tipus="nota",
        actor_tipus="tecnic",
        visibilitat="intern",
        estat_abans="en_curs",
        estat_despres="rebuda",
    )

    assert any("no segueix l’anterior" in p for p in problemes())


def test_a_mail_that_was_never_queued_is_found():
    f.crea_incidencia_derivada()
    Sortint.objects.filter(tipus="incidencies.servei").delete()

    assert any("falta un correu" in p for p in problemes())


def test_without_triage_nothing_is_well():
    f.crea_categoria()
    crea_poligon()
    Servei.objects.all().delete()

    trobats = problemes()

    assert any("triatge" in p for p in trobats)
    assert any("no la rep ningú" in p for p in trobats)


def test_the_command_fails_with_the_list(capsys):
    incidencia = f.crea_incidencia_derivada()
    Incidencia.objects.update(estat="en_curs")

    with pytest.raises(CommandError, match="problemes"):
        call_command("verifica_incidencies")

    assert incidencia.codi in capsys.readouterr().err
