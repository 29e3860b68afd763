"""Search text, sort keys and what counts as one typo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terrassa_portal.web.text import (
    normalize,
    one_edit_apart,
    slugify_ca,
    sort_key,
    sound,
    strip_legal_form,
)


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("Instal·lacions Vilardell, S.L.", "installacions vilardell s l"),
        ("L’Ègara", "l egara"),
        ("FARMACÈUTICA  ÇA-VA", "farmaceutica ca va"),
        ("Iŀlusió", "illusio"),
        ("insta·lacions", "instalacions"),
        ("Pla · Balanç", "pla balanc"),
        ("", ""),
    ],
)
def test_search_text_has_no_accents_dots_or_apostrophes(written, normalized):
    assert normalize(written) == normalized


@given(st.text())
def test_normalizing_twice_changes_nothing(text):
    assert normalize(normalize(text)) == normalize(text)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("La Grípia", "gripia"),
        ("Els Bellots", "bellots"),
        ("L’Aigua, SLU", "aigua"),
        ("Teixits Roca, S.A.U.", "teixits roca"),
        ("SA", "sa"),
        ("La", "la"),
    ],
)
def test_order_forgets_article_and_legal_form(written, key):
    assert sort_key(written) == key


def test_a_name_that_is_only_a_legal_form_keeps_it():
    assert strip_legal_form("S.L.") == "s l"


def test_pharma_sounds_like_farma():
    assert sound("pharma") == sound("farma")
    assert sound("installacions") == sound("instalacions")


@pytest.mark.parametrize("typed", ["vilardel", "vilarddell", "vilrdell", "vilardelx", "vilradell"])
def test_one_letter_less_more_changed_or_swapped_is_one_edit(typed):
    assert one_edit_apart(typed, "vilardell")


@pytest.mark.parametrize("typed", ["vilarde", "vlardel", "lladerviv"])
def test_two_letters_are_more_than_one_edit(typed):
    assert not one_edit_apart(typed, "vilardell")


@given(st.text(alphabet="abcde", min_size=2, max_size=9), st.integers(min_value=0, max_value=8))
def test_dropping_any_letter_is_one_edit(word, position):
    position %= len(word)

    assert one_edit_apart(word[:position] + word[position + 1 :], word)


def test_slugs_read_well():
    assert slugify_ca("Can Parellada · Col·lecció") == "can-parellada-colleccio"
