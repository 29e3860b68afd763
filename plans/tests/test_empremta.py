"""The canonical text of a balanç: always the same bytes for the same facts."""

import json

import pytest

from plans import empremta
from plans.tests.factories import crea_balanc_publicat


def test_keys_are_in_order_and_letters_as_they_are():
    text = empremta.serialitza({"b": 1, "a": ["ç", None, True]})

    assert text.decode() == '{"a":["ç",null,true],"b":1}'


@pytest.mark.parametrize("wrong", [1.5, {"a": [0.1]}, {1: "x"}, {1, 2}, {"a": ("x",)}], ids=str)
def test_what_might_be_written_in_two_ways_is_refused(wrong):
    with pytest.raises(TypeError):
        empremta.serialitza(wrong)


def test_the_digest_is_of_the_canonical_bytes():
    # printf '{"a":1}' | sha256sum
    assert empremta.empremta({"a": 1}) == (
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    )


def test_the_canonical_text_survives_a_round_trip(db):
    document = crea_balanc_publicat().document()

    assert json.loads(empremta.serialitza(document)) == document


def test_ids_times_and_people_are_not_in_it(db):
    balanc = crea_balanc_publicat()
    fitxa = balanc.fitxes.get()

    text = empremta.serialitza(balanc.document()).decode()

    assert str(balanc.publicat_el.date()) not in text
    assert fitxa.preparada_per.email not in text
    assert set(balanc.document()["fitxes"][0]).isdisjoint({"id", "pk", "preparada_per"})
