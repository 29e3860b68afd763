"""What the database itself refuses, whoever asks and by whatever way."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from incidencies import inalterables
from incidencies.models import (
    Derivacio,
    DiaInhabil,
    Esdeveniment,
    Incidencia,
    Missatge,
    Notificant,
    Servei,
)
from incidencies.tests import factories as f
from terrassa_portal.web import triggers

pytestmark = pytest.mark.django_db


def refusa(canvi):
    with pytest.raises(DatabaseError), transaction.atomic():
        canvi()


def executa(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_event_is_never_changed_nor_deleted():
    esdeveniment = f.crea_incidencia().esdeveniments.get()
    esdeveniment.tipus = "nota"
    tots = Esdeveniment.objects.all()

    refusa(esdeveniment.save)
    refusa(lambda: tots.update(tipus="nota"))
    refusa(lambda: Esdeveniment.objects.bulk_update([esdeveniment], ["tipus"]))
    refusa(lambda: tots._raw_delete("default"))
    refusa(lambda: models.Model.delete(esdeveniment))
    refusa(lambda: executa("UPDATE incidencies_esdeveniment SET tipus = 'nota'"))
    refusa(lambda: executa("DELETE FROM incidencies_esdeveniment"))
    if connection.vendor == "postgresql":
        refusa(lambda: executa("TRUNCATE incidencies_esdeveniment CASCADE"))

    assert Esdeveniment.objects.get().tipus == "presentada"


def test_the_triggers_are_really_in_the_database():
    esperats = {
        trigger.name
        for trigger in inalterables.triggers()
        if getattr(trigger, "sqlite" if connection.vendor == "sqlite" else "postgres")
    }

    assert esperats <= triggers.installed(connection)


def test_an_incidencia_with_a_history_is_not_deleted():
    with pytest.raises(ProtectedError):
        f.crea_incidencia().delete()


def test_the_words_of_an_event_can_be_erased_and_the_event_stays():
    incidencia = f.crea_incidencia_planificada()

    Missatge.objects.update(text="", esborrat_el=f.DIMARTS)
    Notificant.objects.all().delete()

    assert incidencia.esdeveniments.count() == 4


IMPOSSIBLES = [
    {"estat": "tancada", "data_torn": None},  # no reason
    {"motiu_tancament": "no_procedeix"},  # open, with a reason
    {"estat": "duplicada", "data_torn": None},  # of nothing
    {"estat_previ": "en_curs"},  # waiting for nobody
    {"estat": "pendent_info"},  # not knowing whence
    {"estat": "planificada"},  # without a date
    {"data_torn": None},  # nobody's turn
    {"estat": "tancada", "motiu_tancament": "resolta"},  # closed, and somebody's turn
    {"visibilitat": "publica"},  # without a moderated summary
    {"latitud": "41.55"},
    {"latitud": "48.85", "longitud": "2.35"},
    {"descripcio": ""},
    {"descripcio": "x" * 4001},
]


@pytest.mark.parametrize("camps", IMPOSSIBLES, ids=str)
def test_an_impossible_incidencia_is_refused(camps):
    incidencia = f.crea_incidencia()

    refusa(lambda: Incidencia.objects.filter(pk=incidencia.pk).update(**camps))


def test_an_incidencia_is_no_duplicate_of_itself():
    incidencia = f.crea_incidencia()

    refusa(
        lambda: Incidencia.objects.update(
            estat="duplicada", data_torn=None, duplicada_de=incidencia
        )
    )


def test_an_incidencia_has_one_open_derivacio_at_most():
    incidencia = f.crea_incidencia_derivada()

    refusa(lambda: Derivacio.objects.create(incidencia=incidencia, servei=f.crea_servei()))


def test_a_returned_derivacio_says_why():
    f.crea_incidencia_derivada()

    refusa(lambda: Derivacio.objects.update(estat="retornada", tancada_el=f.DIMARTS))


def test_two_events_never_have_the_same_number():
    incidencia = f.crea_incidencia()

    refusa(
        lambda: Esdeveniment.objects.create(
            incidencia=incidencia, n=1, tipus="nota", actor_tipus="tecnic", visibilitat="intern"
        )
    )


@pytest.mark.parametrize(
    "camps",
    [
        {"es_triatge": True},
        {"vigent_des_de": date(2020, 1, 1), "vigent_fins": date(2019, 1, 1)},
    ],
)
def test_an_impossible_servei_is_refused(camps):
    f.crea_triatge()

    refusa(lambda: f.crea_servei(**camps))


def test_a_servei_neither_succeeds_itself_nor_ends_triage():
    servei = f.crea_servei(vigent_fins=date(2019, 1, 1))
    triatge = f.crea_triatge()

    refusa(lambda: Servei.objects.filter(pk=servei.pk).update(successor=servei))
    refusa(lambda: Servei.objects.filter(pk=servei.pk).update(pare=servei))
    refusa(lambda: Servei.objects.filter(pk=triatge.pk).update(vigent_fins=date(2019, 1, 1)))


def test_a_confirmed_feast_names_its_source():
    with pytest.raises(IntegrityError), transaction.atomic():
        DiaInhabil.objects.create(dia=date(2027, 7, 5), nom="Festa Major")


def test_a_word_of_our_own_addresses_is_no_category():
    refusa(lambda: f.crea_categoria(codi="seguiment"))
