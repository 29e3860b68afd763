"""Dates, moments and numbers, as people of the city write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import formats, translation

from terrassa_portal.web import dates, figures


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "22 de novembre de 2026"),
        (date(2027, 4, 1), "1 d’abril de 2027"),
        (date(2027, 8, 9), "9 d’agost de 2027"),
        (date(2027, 10, 31), "31 d’octubre de 2027"),
        (date(2027, 3, 5), "5 de març de 2027"),
    ],
)
def test_a_catalan_month_is_elided_before_a_vowel(day, words):
    assert dates.long_date(day, "ca") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "22 de noviembre de 2026"),
        ("en", "22 November 2026"),
        ("fr", "22 de novembre de 2026"),
    ],
)
def test_a_date_is_written_in_the_language_asked_for_or_in_catalan(language, words):
    assert dates.long_date(date(2026, 11, 22), language) == words


def test_a_date_is_written_in_the_language_in_use():
    with translation.override("es"):
        assert dates.long_date(date(2026, 1, 2)) == "2 de enero de 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [(1, "l’1 de juny"), (11, "l’11 de juny"), (2, "el 2 de juny"), (21, "el 21 de juny")],
)
def test_the_article_is_elided_before_one_and_eleven(day, words):
    assert dates.on_date(date(2026, 6, day), "ca") == f"{words} de 2026"


def test_the_article_of_a_date_follows_the_language():
    assert dates.on_date(date(2026, 6, 1), "es") == "el 1 de junio de 2026"
    assert dates.on_date(date(2026, 6, 1), "en") == "on 1 June 2026"


def test_a_moment_is_told_in_the_time_of_terrassa():
    moment = datetime(2026, 11, 22, 23, 14, tzinfo=UTC)

    assert dates.date_time(moment, "ca") == "23 de novembre de 2026, 0.14 h"
    assert dates.date_time(moment, "es") == "23 de noviembre de 2026, 0:14 h"
    assert dates.short_date(moment) == "23/11/2026"
    assert dates.iso_date(moment) == "2026-11-23"


def test_nothing_is_written_of_no_date():
    assert [f(None) for f in (dates.long_date, dates.short_date, dates.date_time, dates.on_date)] == [
        "", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1700, None, "1.700"),
        (384.6, None, "384,6"),
        (28.05, 1, "28,1"),
        ("28.50", None, "28,5"),
        (0, None, "0"),
        (-3, None, "−3"),
        (1234567.891, 2, "1.234.567,89"),
    ],
)
def test_a_number_has_a_decimal_comma_and_dots_of_thousands(value, decimals, text):
    assert figures.number(value, decimals, "ca") == text


@pytest.mark.parametrize("value", [None, "", "—", float("nan"), True])
def test_what_is_not_known_is_a_dash_and_never_a_zero(value):
    assert figures.number(value) == "—"
    assert figures.eur(value) == "—"


def test_words_in_place_of_a_number_stay_as_they_are():
    assert figures.number("més de 1.000") == "més de 1.000"


def test_an_amount_shows_cents_only_if_it_has_any():
    assert figures.eur(12500, "ca") == "12.500\u00a0€"
    assert figures.eur("12.5", "ca") == "12,50\u00a0€"
    assert figures.eur(12500, "en") == "€12,500"


@pytest.mark.parametrize(
    ("language", "text"), [("ca", "1.234,5"), ("es", "1.234,5"), ("en", "1,234.5")]
)
def test_django_writes_numbers_and_dates_as_we_do(language, text):
    with translation.override(language):
        assert formats.number_format(1234.5, use_l10n=True, force_grouping=True) == text
        assert formats.date_format(date(2026, 11, 2), "SHORT_DATE_FORMAT") == "02/11/2026"


def test_a_form_takes_a_date_as_people_type_it():
    with translation.override("ca"):
        assert "%d/%m/%Y" in formats.get_format("DATE_INPUT_FORMATS")
