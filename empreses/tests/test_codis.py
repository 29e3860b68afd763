"""The public code of a company: unique, checkable, never given twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empreses.codis import ALFABET, CODIS_POSSIBLES, codi_de_nombre, es_codi_valid, normalitza_codi
from empreses.tests.factories import crea_empresa
from empreses.transitions import reserva_codis

nombres = st.integers(min_value=0, max_value=CODIS_POSSIBLES - 1)


@given(nombres, nombres)
def test_two_numbers_never_have_the_same_code(un, altre):
    assert (codi_de_nombre(un) == codi_de_nombre(altre)) == (un == altre)


@given(nombres, st.integers(0, 5), st.sampled_from(ALFABET))
def test_one_wrong_character_is_found_out(nombre, posicio, lletra):
    codi = codi_de_nombre(nombre)
    espatllat = codi[:posicio] + lletra + codi[posicio + 1 :]

    assert es_codi_valid(codi)
    assert es_codi_valid(espatllat) == (espatllat == codi)


@pytest.mark.parametrize("nombre", [-1, CODIS_POSSIBLES])
def test_there_is_no_code_outside_the_range(nombre):
    with pytest.raises(ValueError, match="no code"):
        codi_de_nombre(nombre)


def test_letters_that_are_misread_are_forgiven():
    assert normalitza_codi("o7il-4k") == "07114K"


def test_a_code_is_not_given_again_after_its_company_goes(db):
    empresa = crea_empresa()
    codi = empresa.codi
    empresa.delete()

    assert crea_empresa().codi != codi
    assert codi not in reserva_codis(100)


def test_codes_reserved_together_are_all_different(db):
    assert len({*reserva_codis(50), *reserva_codis(50)}) == 100
