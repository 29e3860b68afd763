"""The back office of plans and elements: what identifies them stays, wordings are only added."""

import pytest

from plans.models import Element, Pla
from plans.tests.factories import (
    FONT,
    crea_balanc_publicat,
    crea_element,
    crea_nivell,
    crea_pla,
)
from plans.tests.gestio import formset, url
from plans.transitions import redacta
from terrassa_portal.web import roles
from terrassa_portal.web.search import Query


def test_an_element_is_made_with_its_first_wording(entra):
    nivell = crea_nivell(crea_pla())
    data = {"pla": nivell.pla.pk, "codi": "1.1", "nivell": nivell.pk, "fonts": FONT}
    row = {"titol": "El text de l’acte", "literal": "oficial", "precisio": "dia", "ods": "[8, 9]"}
    client = entra(roles.COORDINACIO)

    client.post(url("element_add"), data | formset("redaccions"))
    assert not Element.objects.exists(), "an element without wording was made"
    client.post(url("element_add"), data | formset("redaccions", row))

    element = Element.objects.get()
    assert element.titol == "El text de l’acte"
    assert element.redaccio_vigent.autor == client.officer


def test_a_new_wording_does_not_touch_the_former_ones(entra):
    element = crea_element(codi="1.1", titol="El primer")
    old = {"id": element.redaccio_vigent.pk, "element": element.pk, "titol": "Falsejat"}
    row = {"titol": "El segon", "literal": "oficial", "precisio": "dia", "ods": "[]"}
    data = {"nivell": element.nivell.pk, "fonts": FONT, "codi": "9.9"}

    entra(roles.COORDINACIO).post(
        url("element_change", element.pk), data | formset("redaccions", old, row, initial=1)
    )

    element.refresh_from_db()
    assert (element.codi, element.titol) == ("1.1", "El segon")
    assert [r.titol for r in element.redaccions.all()] == ["El segon", "El primer"]


@pytest.mark.parametrize("wrong", ["nivell", "pare"])
def test_an_element_that_would_hang_from_another_plan_is_told_so(entra, wrong):
    element, alie = crea_element(), crea_element()
    data = {"pla": element.pla.pk, "codi": "1.1", "nivell": element.nivell.pk, "fonts": FONT}
    data[wrong] = alie.nivell.pk if wrong == "nivell" else alie.pk
    row = {"titol": "El text", "literal": "oficial", "precisio": "dia", "ods": "[]"}

    page = entra(roles.COORDINACIO).post(url("element_add"), data | formset("redaccions", row))

    assert "d’un altre pla" in page.content.decode()


def test_an_element_is_found_by_its_new_wording(entra):
    element = crea_element(titol="El primer")
    redacta(element, titol="Simbiosi industrial", literal="oficial")

    entra(roles.COORDINACIO).post(
        url("element_change", element.pk),
        {"nivell": element.nivell.pk, "fonts": FONT, **formset("redaccions", initial=0)},
    )

    assert list(Query("plans.element", "simbiosi").filter(Element.objects.all())) == [element]


def test_the_address_of_a_plan_with_published_balances_is_only_read(entra):
    pla = crea_balanc_publicat().pla

    page = entra(roles.COORDINACIO).get(url("pla_change", pla.pk)).content.decode()

    assert 'name="slug"' not in page
    assert 'name="esquema"' not in page
    assert 'name="titol"' in page


def test_a_plan_is_edited_and_found(entra):
    pla = crea_pla()
    prefixes = ("actes", "dades", "partides", "nivells")
    data = {"titol": "Pla de l’aigua", "slug": pla.slug, "tipus": "sectorial", "fonts": FONT}
    for prefix in prefixes:
        data |= formset(prefix)

    entra(roles.COORDINACIO).post(url("pla_change", pla.pk), data)

    assert list(Query("plans.pla", "aigua").filter(Pla.objects.all())) == [pla]
