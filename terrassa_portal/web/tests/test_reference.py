"""Reference rows: loaded once, brought up to date, never over a technician's change."""

import pytest

from terrassa_portal.web.models import Usuari
from terrassa_portal.web.reference import load_row

KEY = {"email": "referencia@terrassa.example"}


def load(**values):
    return load_row("web.usuari", Usuari, KEY, {"password": "!", **values})


@pytest.fixture
def loaded(db):
    assert load(nom="Primer") == "created"
    return Usuari.objects.get(**KEY)


def test_the_same_row_twice_changes_nothing(loaded):
    assert load(nom="Primer") == "unchanged"


def test_a_new_release_brings_up_to_date_what_nobody_touched(loaded):
    assert load(nom="Segon") == "updated"
    loaded.refresh_from_db()
    assert loaded.nom == "Segon"


def test_what_a_technician_changed_stays(loaded):
    Usuari.objects.filter(pk=loaded.pk).update(nom="Del tècnic")

    assert load(nom="Segon") == "kept"
    assert load(nom="Tercer", is_staff=True) == "updated"

    loaded.refresh_from_db()
    assert loaded.nom == "Del tècnic"
    assert loaded.is_staff


def test_what_a_technician_deleted_does_not_come_back(loaded):
    loaded.delete()

    assert load(nom="Segon") == "kept"
    assert not Usuari.objects.filter(**KEY).exists()


def test_a_record_that_was_already_there_is_not_touched(db):
    Usuari.objects.create(**KEY, nom="Ja hi era")

    assert load(nom="Primer") == "kept"
    assert Usuari.objects.get(**KEY).nom == "Ja hi era"


def test_long_keys_that_begin_alike_are_told_apart(db):
    keys = [{"email": f"{'a' * 200}{n}@{'b' * 40}.example", "nom": "c" * 100} for n in (1, 2)]

    outcomes = [load_row("web.usuari", Usuari, key, {"password": "!"}) for key in keys]

    assert outcomes == ["created", "created"]
