"""Whose it is by itself: the most specific rule, then the order, and always somebody."""

from datetime import date

import pytest

from incidencies.routing import Encaminador
from incidencies.tests import factories as f
from poligons.tests.factories import crea_poligon

pytestmark = pytest.mark.django_db


@pytest.fixture
def escenari():
    f.crea_triatge()
    pare = f.crea_categoria()
    return {"pare": pare, "categoria": f.crea_categoria(pare=pare), "poligon": crea_poligon()}


def desti(escenari, respostes=()):
    return Encaminador().desti(escenari["categoria"], escenari["poligon"], respostes)


def test_specificity_goes_answer_poligon_category_parent(escenari):
    respostes = [{"codi": "perill", "pregunta": "Hi ha perill?", "valor": "si"}]
    esperats = []
    for n, camps in enumerate(
        (
            {},
            {"categories": [escenari["pare"]]},
            {"categories": [escenari["categoria"]]},
            {"poligons": [escenari["poligon"]]},
            {"resposta_codi": "perill", "resposta_valor": "si"},
        )
    ):
        servei = f.crea_servei()
        # The order goes against specificity, to show that it only settles a draw.
        f.crea_regla(servei, ordre=10 * (n + 1), **camps)
        esperats.append(servei)

        assert desti(escenari, respostes).servei == servei

    assert desti(escenari).servei == esperats[3]


def test_between_equals_the_lowest_order_wins(escenari):
    segon, primer = f.crea_servei(), f.crea_servei()
    f.crea_regla(segon, [escenari["categoria"]], ordre=20)
    f.crea_regla(primer, [escenari["categoria"]], ordre=10)

    assert desti(escenari).servei == primer


@pytest.mark.parametrize(
    "camps",
    [
        {"activa": False},
        {"vigent_fins": date(2020, 1, 1)},
        {"vigent_des_de": date(2999, 1, 1)},
        {"resposta_codi": "perill", "resposta_valor": "si"},
    ],
)
def test_a_rule_that_does_not_hold_leaves_it_to_triage(escenari, camps):
    f.crea_regla(f.crea_servei(), [escenari["categoria"]], **camps)

    trobat = desti(escenari)

    assert trobat.servei.es_triatge
    assert trobat.regla is None
    assert trobat.explicacio


def test_a_rule_of_another_place_or_subject_does_not_fit(escenari):
    f.crea_regla(f.crea_servei(), [f.crea_categoria()])
    f.crea_regla(f.crea_servei(), poligons=[crea_poligon()])

    assert desti(escenari).regla is None


@pytest.mark.parametrize("camps", [{"vigent_fins": date(2019, 6, 14)}, {"rep_derivacions": False}])
def test_a_rule_to_a_servei_that_cannot_take_it_is_passed_over(escenari, camps):
    antic = f.crea_servei(**camps)
    actual = f.crea_servei()
    f.crea_regla(antic, [escenari["categoria"]], ordre=1)
    f.crea_regla(actual, [escenari["categoria"]], ordre=2)

    assert desti(escenari).servei == actual


def test_routing_costs_the_same_queries_however_many_rules(escenari, django_assert_num_queries):
    for _n in range(12):
        f.crea_regla(f.crea_servei(), [escenari["categoria"]], [escenari["poligon"]])

    with django_assert_num_queries(3):
        desti(escenari)
