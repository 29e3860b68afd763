"""The NIF: one way of writing it, and what it says of its holder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empreses.nif import classe_de_nif, es_nif_valid, normalitza_nif


@pytest.mark.parametrize(
    ("escrit", "normalitzat"),
    [
        ("B58818501", "B58818501"),
        ("b-58.818.501", "B58818501"),
        (" ES B58818501 ", "B58818501"),
        ("ESB58818501", "B58818501"),
        ("B\u00a058818501", "B58818501"),
        ("1234567L", "01234567L"),
        ("54362315-K", "54362315K"),
        ("x5253868r", "X5253868R"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_nif_is_written_in_one_way(escrit, normalitzat):
    assert normalitza_nif(escrit) == normalitzat


@given(st.text(max_size=20))
def test_normalizing_a_nif_twice_changes_nothing(text):
    assert normalitza_nif(normalitza_nif(text)) == normalitza_nif(text)


@pytest.mark.parametrize("nif", ["B58818501", "01234567L", "54362315K", "X5253868R"])
def test_a_right_check_character_is_accepted(nif):
    assert es_nif_valid(nif)


@pytest.mark.parametrize("nif", ["B58818502", "01234567A", "B5881850", "HOLA", "123456789", ""])
def test_a_wrong_nif_is_refused(nif):
    assert not es_nif_valid(nif)


@pytest.mark.parametrize(
    ("nif", "classe"),
    [
        ("A58818501", "juridica"),
        ("P0827900B", "juridica"),
        ("Q0801175A", "juridica"),
        ("E58818501", "entitat"),
        ("J58818501", "entitat"),
        ("U58818501", "entitat"),
        ("01234567L", "fisica"),
        ("X5253868R", "fisica"),
        ("", ""),
    ],
)
def test_the_first_character_tells_who_holds_it(nif, classe):
    assert classe_de_nif(nif) == classe
