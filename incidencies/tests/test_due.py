"""What time brings: reminders, escalations, silent closings; never twice."""

from datetime import date, datetime

import pytest

from incidencies import avisos, correus, due
from incidencies import transitions as verbs
from incidencies.calendari import ZONA
from incidencies.models import Derivacio, Incidencia
from incidencies.tests import factories as f
from incidencies.transitions import DadesNotificant
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db
VERIFICAT = DadesNotificant(correu="berta@empresa.example", correu_verificat=True)


def el(dia, mes=11):
    return datetime(2026, mes, dia, 9, 0, tzinfo=ZONA)


def recordatoris(incidencia):
    """(level, addresses) of each reminder, in order."""
    return [
        (
            esdeveniment.dades["nivell"],
            sorted(
                Sortint.objects.filter(
                    tipus=avisos.RECORDATORI, parametres__esdeveniment=esdeveniment.pk
                ).values_list("destinatari", flat=True)
            ),
        )
        for esdeveniment in incidencia.esdeveniments.filter(tipus="recordatori")
    ]


def fes_passar(*moments):
    for moment in moments:
        due.run(moment)
        assert not due.run(moment), "running it again did something more"


def test_an_incidencia_that_fails_does_not_stop_the_others(monkeypatch):
    broken, sound = f.crea_incidencia_en_curs(), f.crea_incidencia_en_curs()
    fes = due._fes
    monkeypatch.setattr(due, "_fes", lambda i, now: 1 / (i != broken) and fes(i, now))

    assert due.run(el(30)) == {"recordatori": 1}
    assert [len(recordatoris(incidencia)) for incidencia in (broken, sound)] == [0, 1]


def test_a_reminder_names_the_day_even_if_it_goes_out_on_that_day():
    incidencia = f.crea_incidencia_en_curs()
    dema = date(2026, 11, 18)
    verbs.planifica(incidencia, dema, actor=f.tecnic(), nota="Es farà demà.", ara=el(17))

    due.run(el(18))

    sortint = Sortint.objects.get(tipus=avisos.RECORDATORI)
    assert "s’acaba el 18 de novembre de 2026" in correus.correu_recordatori(sortint).subject


def test_a_servei_is_reminded_half_way_the_eve_at_expiry_with_its_head_and_then_triage(settings):
    settings.INCIDENCIES_BUSTIA_TRIATGE = "triatge@terrassa.example"
    cap = f.crea_usuari("cap@terrassa.example")
    servei = f.crea_servei(bustia="llum@terrassa.example", responsable=cap)
    # The first answer is due on Tuesday the 24th.
    incidencia = f.crea_incidencia_en_curs(servei=servei)

    fes_passar(*(el(dia) for dia in range(17, 31)))

    assert recordatoris(incidencia) == [
        (1, ["llum@terrassa.example"]),
        (2, ["llum@terrassa.example"]),
        (3, ["cap@terrassa.example", "llum@terrassa.example"]),
        (4, ["cap@terrassa.example", "llum@terrassa.example", "triatge@terrassa.example"]),
    ]


def test_the_worker_that_slept_for_weeks_sends_one_reminder_not_four():
    incidencia = f.crea_incidencia_en_curs()

    fes_passar(el(11, mes=12))

    assert [nivell for nivell, _adreces in recordatoris(incidencia)] == [4]


def test_what_is_not_accepted_in_time_goes_back_to_triage():
    incidencia = f.crea_incidencia_derivada()

    fes_passar(el(19), el(20), el(23))
    incidencia.refresh_from_db()
    assert incidencia.estat == "derivada"
    fes_passar(el(24))

    incidencia.refresh_from_db()
    assert (incidencia.estat, incidencia.torn) == ("rebuda", "triatge")
    assert incidencia.derivacions.get().estat == Derivacio.Estat.ANULLADA
    assert Sortint.objects.filter(tipus=avisos.TRIATGE).exists()


def test_five_working_days_of_silence_close_a_solved_one_and_say_so():
    incidencia = f.crea_incidencia_resolta(notificant=VERIFICAT)

    fes_passar(el(24))
    incidencia.refresh_from_db()
    assert incidencia.estat == "resolta"
    fes_passar(el(25))

    incidencia.refresh_from_db()
    assert (incidencia.estat, incidencia.motiu_tancament) == ("tancada", "silenci")
    assert Sortint.objects.filter(tipus=avisos.CANVI, destinatari=VERIFICAT.correu).count() == 2


def test_a_question_without_answer_gives_the_turn_back_after_ten_working_days():
    incidencia = f.crea_incidencia_en_curs()
    verbs.demana_informacio(incidencia, actor=f.tecnic(), pregunta="On?", ara=f.DIMARTS)

    fes_passar(el(1, mes=12))
    incidencia.refresh_from_db()
    assert incidencia.estat == "pendent_info"
    fes_passar(el(2, mes=12))

    incidencia.refresh_from_db()
    assert incidencia.estat == "en_curs"
    assert not incidencia.pauses.filter(fi_el=None).exists()


def test_triage_is_told_once_that_a_new_report_waits_too_long():
    incidencia = f.crea_incidencia()

    fes_passar(*(el(dia) for dia in range(17, 31)))

    assert [nivell for nivell, _adreces in recordatoris(incidencia)] == [3]


def test_what_is_closed_is_left_alone():
    incidencia = verbs.confirma(f.crea_incidencia_resolta(), actor=f.tecnic(), ara=f.DIMARTS)

    fes_passar(el(30, mes=12))

    assert Incidencia.objects.get().versio == incidencia.versio


def test_one_that_fails_does_not_stop_the_others(monkeypatch):
    f.crea_incidencia_derivada()
    segona = f.crea_incidencia_derivada()
    escala = due.escala

    def falla_una_vegada(incidencia, **kwargs):
        if incidencia.pk != segona.pk:
            raise verbs.TransicioNoPermesa("moved meanwhile")
        return escala(incidencia, **kwargs)

    monkeypatch.setattr(due, "escala", falla_una_vegada)
    due.run(el(27))

    segona.refresh_from_db()
    assert segona.estat == "rebuda"


def test_with_nothing_due_it_costs_one_query(django_assert_num_queries):
    for _n in range(3):
        f.crea_incidencia()

    with django_assert_num_queries(1):
        due.run(f.DIMARTS)
