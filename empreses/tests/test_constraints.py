"""What the database itself refuses, whoever writes: each test goes round the forms and the verbs."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from empreses.models import Activitat, Comptador, Empresa
from empreses.tests.factories import (
    crea_activitat,
    crea_empresa,
    crea_establiment,
    crea_persona,
    crea_sector,
)


def refused(function, *args, **kwargs):
    with pytest.raises(IntegrityError), transaction.atomic():
        function(*args, **kwargs)
    return True


def force(record, **camps):
    """Write columns with a bare UPDATE."""
    return type(record)._base_manager.filter(pk=record.pk).update(**camps)


@pytest.mark.parametrize(
    "camps",
    [
        {"plantilla": 3, "dones": 4},
        {"plantilla": None, "dones": 0},
        {"superficie_m2": 0},
        {"data_alta": "2026-02-01", "data_baixa": "2026-01-31", "es_public": False},
        {"data_baixa": "2026-01-31"},
        {"latitud": "41.55"},
        {"longitud": "2.03"},
        {"latitud": "0.00001", "longitud": "2.03"},
        {"latitud": "41.55", "longitud": "-2.03"},
    ],
)
def test_an_impossible_establiment_is_refused(db, camps):
    assert refused(force, crea_establiment(), **camps)


def test_a_company_has_one_seat(db):
    empresa = crea_empresa()
    crea_establiment(empresa, es_seu=True)
    altre = crea_establiment(empresa)

    assert refused(force, altre, es_seu=True)


def test_two_companies_never_share_a_nif_however_it_is_written(db):
    crea_empresa(nif="B58818501")
    altra = crea_empresa()

    assert refused(force, altra, nif="b-58818501")


def test_many_companies_may_have_no_nif(db):
    crea_empresa(nif="")
    crea_empresa(nif="")

    assert Empresa.objects.filter(nif="").count() == 2


@pytest.mark.parametrize(
    "camps",
    [
        {"nif": "01234567L"},  # of a natural person, in a company that is listed
        {"nif": "B5881850"},
        {"codi": "ABC"},
        {"codi": "abcdef"},
        {"rao_social": ""},
        {"exercici_inici": 1492},
        {"estat": "dormint"},
        {"consentiment_directori": "potser"},
        {"classe": "mixta"},
    ],
)
def test_an_impossible_company_is_refused(db, camps):
    assert refused(force, crea_empresa(), **camps)


def test_a_person_with_a_nif_cannot_be_made_a_legal_person(db):
    persona = crea_persona(nif="01234567L")

    assert refused(force, persona, classe="juridica")


def test_a_company_is_not_its_own_parent(db):
    empresa = crea_empresa()

    assert refused(force, empresa, matriu=empresa)


def test_a_company_with_premises_cannot_be_deleted(db):
    establiment = crea_establiment()

    with pytest.raises(ProtectedError):
        establiment.empresa.delete()


def test_a_code_of_activity_is_unique_in_its_classification(db):
    crea_activitat(codi="13", classificacio="cnae2025")
    crea_activitat(codi="13", classificacio="ccae2009")

    assert refused(crea_activitat, codi="13", classificacio="cnae2025")


def test_only_headings_of_2009_have_an_equivalent(db):
    una, altra = crea_activitat(), crea_activitat()

    assert refused(force, una, equivalent=altra)


def test_an_activity_does_not_hang_from_itself(db):
    activitat = crea_activitat()

    assert refused(force, activitat, pare=activitat)


def test_a_classification_nobody_knows_is_refused(db):
    assert refused(Activitat.objects.create, classificacio="nace", codi="1", titol="x")


def test_the_slug_of_a_sector_is_not_a_reserved_word(db):
    assert refused(crea_sector, slug="gestio")


def test_there_is_one_counter_of_codes(db):
    assert refused(Comptador.objects.create, pk=2, darrer=0)
