"""The schemes of states and the names of what happens between two balances."""

import pytest

from plans import estats


def test_the_official_labels_are_kept_word_for_word():
    assert [estat.etiqueta for estat in estats.PM_2019] == [
        "No iniciat per canvi de prioritat",
        "Pendent",
        "En execució però amb retard",
        "Completat o en execució dins les previsions",
    ]
    assert [estat.etiqueta for estat in estats.PG_2019] == [
        "Finalitzada",
        "En execució",
        "No iniciada",
    ]


@pytest.mark.parametrize("esquema", estats.ESQUEMES)
def test_states_are_told_apart_without_colour(esquema):
    shown = estats.per_mostrar(esquema)
    known = [estat for estat in shown if estat.valor not in estats.SENSE_ESTAT]

    assert len({estat.pattern for estat in known}) == len({estat.shape for estat in known})
    assert len({estat.shape for estat in known}) == len(known)
    assert {estat.shape for estat in shown} - {estat.shape for estat in known} == {"unknown"}


def test_no_state_is_the_reason_declared_and_never_pendent():
    assert str(estats.estat("pm-2019", "", "no_recuperable").etiqueta) == "Estat no recuperable"
    with pytest.raises(KeyError):
        estats.estat("pm-2019", "", "")


@pytest.mark.parametrize("esquema", estats.ESQUEMES)
def test_each_step_between_two_states_has_a_name(esquema):
    valors = [*estats.valors(esquema), "", None]

    names = {estats.canvi(abans, ara) for abans in valors for ara in valors if ara is not None}

    assert names <= set(estats.CANVIS)


@pytest.mark.parametrize(
    ("abans", "ara", "name"),
    [
        ("pendent", "dins_previsions", "Ha començat"),
        ("dins_previsions", "amb_retard", "Ha entrat en retard"),
        ("amb_retard", "dins_previsions", "S’ha posat al dia o s’ha completat"),
        ("pendent", "no_iniciat", "Es deixa de prioritzar"),
        ("", "pendent", "Abans no se’n sabia l’estat"),
        (None, "pendent", "És nou en aquest balanç"),
        ("pendent", "pendent", "Continua igual"),
    ],
)
def test_a_change_has_a_plain_name(abans, ara, name):
    assert str(estats.CANVIS[estats.canvi(abans, ara)]) == name


@pytest.mark.parametrize(
    ("abans", "ara", "needs"),
    [
        ("dins_previsions", "pendent", True),
        ("amb_retard", "no_iniciat", True),
        ("pendent", "no_iniciat", True),
        ("pendent", "amb_retard", False),
        ("dins_previsions", "amb_retard", False),
        ("no_iniciat", "pendent", False),
        (None, "no_iniciat", False),
        ("finalitzada", "en_execucio", True),
    ],
)
def test_only_going_back_needs_a_reason(abans, ara, needs):
    assert estats.demana_motiu(abans, ara) is needs


def test_what_was_finished_needs_a_reason_to_be_anything_else():
    assert estats.demana_motiu("dins_previsions", "amb_retard", era_acabat=True)
    assert not estats.demana_motiu("dins_previsions", "dins_previsions", era_acabat=True)
