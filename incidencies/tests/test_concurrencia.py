"""Two people at once, on two connections: exactly one wins, and nothing is written twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from incidencies import due
from incidencies import transitions as verbs
from incidencies.models import Incidencia
from incidencies.tests import factories as f
from incidencies.transitions import TransicioNoPermesa, presenta
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db(transaction=True)


def alhora(*feines):
    """Run the functions at the same moment, each on its own connection; give what each one did."""
    barrera = threading.Barrier(len(feines))

    def fes(feina):
        try:
            barrera.wait()
            return feina()
        except TransicioNoPermesa as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(feines)) as fils:
        return list(fils.map(fes, feines))


def test_of_two_who_accept_at_once_one_is_refused():
    incidencia = f.crea_incidencia_derivada()
    un, altre = f.tecnic(), f.tecnic()

    resultats = alhora(
        lambda: verbs.accepta(incidencia, actor=un), lambda: verbs.accepta(incidencia, actor=altre)
    )

    assert sum(isinstance(r, TransicioNoPermesa) for r in resultats) == 1
    assert incidencia.esdeveniments.filter(tipus="acceptada").count() == 1


def test_of_accepting_and_returning_at_once_only_one_happens():
    incidencia = f.crea_incidencia_derivada()
    un, altre = f.tecnic(), f.tecnic()

    resultats = alhora(
        lambda: verbs.accepta(incidencia, actor=un),
        lambda: verbs.retorna(incidencia, actor=altre, motiu="No és nostre."),
    )

    assert sum(isinstance(r, TransicioNoPermesa) for r in resultats) == 1
    incidencia.refresh_from_db()
    assert incidencia.esdeveniments.count() == 3 == incidencia.versio


def test_the_same_form_sent_twice_at_once_is_one_incidencia():
    dades = f.dades_incidencia()

    feines = [lambda: presenta(dades, clau_enviament="clau").pk] * 4
    resultats = alhora(*feines)

    assert len(set(resultats)) == 1
    assert Incidencia.objects.count() == 1
    assert Sortint.objects.filter(tipus="incidencies.rebuda").count() == 1


def test_two_that_are_each_others_duplicate_at_once_leave_one_open():
    una, altra = f.crea_incidencia(), f.crea_incidencia()
    jo, tu = f.tecnic(), f.tecnic()

    alhora(
        lambda: verbs.marca_duplicada(una, altra, actor=jo),
        lambda: verbs.marca_duplicada(altra, una, actor=tu),
    )

    assert Incidencia.objects.obertes().count() == 1


def test_two_workers_at_once_remind_once():
    incidencia = f.crea_incidencia_en_curs()
    ara = f.DIMARTS.replace(day=27)

    alhora(lambda: due.run(ara), lambda: due.run(ara))

    assert incidencia.esdeveniments.filter(tipus="recordatori").count() == 1


def test_notes_written_at_once_are_all_kept_and_numbered():
    incidencia = f.crea_incidencia()
    actors = [f.tecnic() for _n in range(4)]

    alhora(*[lambda a=a: verbs.afegeix_nota(incidencia, actor=a, text="Nota.") for a in actors])

    assert list(incidencia.esdeveniments.values_list("n", flat=True)) == [1, 2, 3, 4, 5]
