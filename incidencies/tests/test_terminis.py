from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidencies import terminis
from incidencies.calendari import ZONA, Calendari

LOCALS_2026 = frozenset({date(2026, 4, 2), date(2026, 7, 6)})
TERRASSA = Calendari(inhabils=LOCALS_2026, locals_confirmats=LOCALS_2026)
DIES = st.dates(date(2025, 1, 1), date(2028, 12, 31))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001 - zone next
    lambda moment: moment.replace(tzinfo=ZONA)
)


@pytest.mark.parametrize(
    ("presentada", "dies", "termini"),
    [
        (datetime(2026, 4, 1, 12, tzinfo=ZONA), 3, date(2026, 4, 9)),
        (datetime(2026, 4, 3, 12, tzinfo=ZONA), 1, date(2026, 4, 8)),
        (datetime(2026, 3, 27, 12, tzinfo=ZONA), 5, date(2026, 4, 8)),
        (datetime(2026, 7, 3, 16, tzinfo=ZONA), 2, date(2026, 7, 8)),
        (datetime(2026, 7, 5, 12, tzinfo=ZONA), 2, date(2026, 7, 9)),
        (datetime(2026, 8, 15, 12, tzinfo=ZONA), 10, date(2026, 8, 31)),
        (datetime(2026, 9, 10, 12, tzinfo=ZONA), 1, date(2026, 9, 14)),
        (datetime(2026, 10, 24, 12, tzinfo=ZONA), 1, date(2026, 10, 27)),
        (datetime(2026, 12, 24, 12, tzinfo=ZONA), 3, date(2026, 12, 30)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=ZONA), 5, date(2027, 1, 11)),
    ],
)
def test_a_deadline_skips_weekends_and_feasts(presentada, dies, termini):
    assert TERRASSA.termini(presentada, dies) == termini


def test_2026_has_249_working_days():
    assert TERRASSA.habils_entre(date(2025, 12, 31), date(2026, 12, 31)) == 249


def test_a_report_of_a_saturday_counts_from_the_first_hour_of_monday():
    dissabte = datetime(2026, 10, 24, 18, 30, tzinfo=ZONA)

    assert TERRASSA.presentacio(dissabte) == datetime(2026, 10, 26, 0, 0, tzinfo=ZONA)


def test_the_day_is_that_of_terrassa_not_that_of_greenwich():
    gairebe_dissabte = datetime.fromisoformat("2026-10-23T22:30:00+00:00")  # 0.30 h of Saturday

    assert TERRASSA.presentacio(gairebe_dissabte).date() == date(2026, 10, 26)


def test_a_year_whose_local_feasts_are_not_confirmed_is_provisional():
    assert not TERRASSA.es_provisional(date(2026, 12, 31))
    assert TERRASSA.es_provisional(date(2027, 1, 11))


@given(DIES, st.integers(0, 60))
def test_a_deadline_is_the_nth_working_day(dia, n):
    fins = TERRASSA.suma(dia, n)

    assert TERRASSA.habils_entre(dia, fins) == n
    assert n == 0 or TERRASSA.es_habil(fins)


@given(MOMENTS, MOMENTS, st.integers(1, 30))
def test_who_reports_later_never_has_an_earlier_deadline(un, altre, n):
    abans, despres = sorted((un, altre))

    assert TERRASSA.termini(abans, n) <= TERRASSA.termini(despres, n)


@given(DIES, st.integers(0, 20), st.integers(0, 20))
def test_days_add_up(dia, n, m):
    assert TERRASSA.suma(TERRASSA.suma(dia, n), m) == TERRASSA.suma(dia, n + m)


@given(DIES)
def test_the_previous_working_day_is_undone_by_the_next_one(dia):
    anterior = TERRASSA.anterior_habil(dia)

    assert anterior < dia <= TERRASSA.seguent_habil(anterior)


@given(MOMENTS, st.integers(1, 20), st.integers(0, 10))
def test_a_pause_gives_back_exactly_its_working_days(moment, n, pausa):
    inici = TERRASSA.presentacio(moment).date()
    fi = TERRASSA.suma(inici, pausa)

    fins = terminis.termini_amb_pauses(TERRASSA, moment, n, [(inici, fi)])

    assert TERRASSA.habils_entre(TERRASSA.termini(moment, n), fins) == pausa


@given(DIES, st.integers(1, 40))
def test_the_reminders_of_a_turn_come_in_order_and_end(dia, n):
    fins = TERRASSA.suma(dia, n)
    avis = terminis.primer_avis(TERRASSA, "servei", dia, fins)
    nivells = []
    while avis is not None:
        nivells.append(terminis.nivell_avis(TERRASSA, avis, fins))
        avis = terminis.seguent_avis(TERRASSA, nivells[-1], fins)

    assert nivells == sorted(set(nivells))
    assert nivells[-2:] == [terminis.VENCIMENT, terminis.TRIATGE]


def test_a_negative_number_of_days_is_an_error():
    with pytest.raises(ValueError, match="-1 working days"):
        TERRASSA.suma(date(2026, 1, 1) + timedelta(days=1), -1)
