"""The search index: what people type finds what they mean."""

import pytest

from terrassa_portal.web import search
from terrassa_portal.web.models import Apunt, Mot, Trigrama, Usuari

from .factories import crea_usuari

COLLECTION = "web.usuari"


@pytest.fixture
def people(db):
    """Users stand for any record: the index knows collections and keys only."""
    names = [
        "Kern Pharma",
        "Instal·lacions Vilardell",
        "Farmàcia Roca",
        "Metalls Roca",
        "La Grípia",
        "Drasvazan",
    ]
    rows = {name: crea_usuari(nom=name) for name in names}
    search.index(COLLECTION, {row.pk: [(name, 5)] for name, row in rows.items()})
    return rows


def found(text):
    query = search.Query(COLLECTION, text)
    return [u.nom for u in query.filter(Usuari.objects.all()).order_by("-rellevancia", "nom")]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("farma kern", "Kern Pharma"),
        ("gripia", "La Grípia"),
        ("vilardel", "Instal·lacions Vilardell"),
        ("instalacions", "Instal·lacions Vilardell"),
        ("KERN", "Kern Pharma"),
        ("vilar", "Instal·lacions Vilardell"),
        ("metals roca", "Metalls Roca"),
        ("drasvaan", "Drasvazan"),
    ],
)
def test_what_people_type_finds_what_they_mean(people, typed, first):
    assert found(typed)[0] == first


def test_every_word_must_be_there(people):
    assert found("kern roca") == []


def test_an_exact_word_comes_before_a_similar_one(db):
    rows = [crea_usuari(nom=name) for name in ("Rocas", "Roca", "Rosa")]
    search.index(COLLECTION, {row.pk: [(row.nom, 5)] for row in rows})

    assert found("roca") == ["Roca", "Rocas", "Rosa"]


def test_a_heavier_field_comes_first(db):
    light, heavy = crea_usuari(nom="Al carrer Roca"), crea_usuari(nom="Roca")
    search.index(COLLECTION, {light.pk: [("Roca", 1)], heavy.pk: [("Roca", 9), ("Roca", 2)]})

    assert found("roca") == ["Roca", "Al carrer Roca"]


def test_indexing_again_forgets_what_the_record_no_longer_says(people):
    grípia = people["La Grípia"]

    search.index(COLLECTION, {grípia.pk: [("Can Petit", 5)]})

    assert found("gripia") == []
    assert found("petit") == ["La Grípia"]


def test_a_removed_record_is_not_found(people):
    search.remove(COLLECTION, [people["La Grípia"].pk])

    assert found("gripia") == []


def test_collections_do_not_see_each_other(people):
    assert search.Query("other", "kern").filter(Usuari.objects.all()).count() == 0


def test_no_words_filter_nothing(people):
    assert len(found("  · ")) == len(people)


def test_words_are_kept_once_however_many_records_have_them(people):
    assert Mot.objects.filter(mot="roca").count() == 1
    assert Apunt.objects.filter(mot__mot="roca").count() == 2


def test_a_long_query_does_not_ask_for_ever(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(5 * search.MOST_WORDS + 1):
        assert found(" ".join(f"mot{n}" for n in range(200))) == []


def test_records_that_are_equally_relevant_keep_their_own_order(db):
    rows = [crea_usuari(email=f"{letter}@terrassa.example", nom="Roca") for letter in "cab"]
    search.index(COLLECTION, {row.pk: [(row.nom, 5)] for row in rows})

    ranked = search.Query(COLLECTION, "roca").ranked(Usuari.objects.all())

    assert [usuari.email[0] for usuari in ranked] == ["a", "b", "c"]


def test_a_word_that_two_transactions_bring_has_its_trigrams_once(db):
    one, other = crea_usuari(nom="Vallbona"), crea_usuari(nom="Vallbona")
    search.index(COLLECTION, {one.pk: [("Vallbona", 5)]})
    word = Mot.objects.get(mot="vallbona")
    before = word.trigrames.count()

    search._insert(Trigrama, ["trigrama", "mot"], [("^ba", word.pk), ("ba" + "l", word.pk)])
    search.index(COLLECTION, {other.pk: [("Vallbona", 5)]})

    assert word.trigrames.count() == before
