"""Elements and their wordings: what never changes, and how they hang together."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from plans.codis import clau_ordre
from plans.models import Element, Nivell, Partida, Pla, Redaccio, Vincle
from plans.tests.factories import (
    FONT,
    crea_balanc,
    crea_balanc_publicat,
    crea_element,
    crea_nivell,
    crea_pla,
)
from plans.transitions import redacta
from terrassa_portal.web.slugs import RESERVED

pytestmark = pytest.mark.django_db


def refused(attack, match=None):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        attack()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("column", ["uid", "pla_id", "codi", "id"])
def test_what_identifies_an_element_never_changes(column):
    element, other = crea_element(codi="1.1"), crea_element(codi="2.2")
    changed = getattr(other, column) if column != "id" else element.pk + 1000
    if column == "uid" and connection.vendor == "sqlite":
        changed = changed.hex
    same = "no canvien|mateix pla"

    refused(lambda: Element.objects.filter(pk=element.pk).update(**{column: changed}), same)
    refused(
        lambda: sql(f"UPDATE plans_element SET {column} = %s WHERE id = %s", changed, element.pk),
        same,
    )


def test_what_identifies_an_element_does_not_change_by_save_nor_in_bulk():
    element = crea_element(codi="1.1")
    element.codi = "9.9"

    refused(element.save, "no canvien")
    refused(lambda: Element.objects.bulk_update([element], ["codi"]), "no canvien")
    refused(
        lambda: Element.objects.update_or_create(pk=element.pk, defaults={"codi": "9.9"}),
        "no canvien",
    )


def test_an_element_is_not_replaced_by_another_with_its_code():
    element = crea_element(codi="1.1")
    double = Element(pla=element.pla, codi="1.1", nivell=element.nivell, fonts=FONT)

    refused(double.save)
    refused(
        lambda: Element.objects.bulk_create(
            [double],
            update_conflicts=True,
            update_fields=["uid"],
            unique_fields=["pla", "codi"],
        )
    )


def test_the_rest_of_an_element_may_be_mended():
    element = crea_element(codi="1.1")

    Element.objects.filter(pk=element.pk).update(codi_oficial="Compromís 1")

    element.refresh_from_db()
    assert element.codi_oficial == "Compromís 1"


@pytest.mark.parametrize("word", ["elements", "dades", "balanc", "canvis"])
def test_a_word_of_the_addresses_is_no_code(word):
    assert word in RESERVED
    element = crea_element()
    element.codi = word

    with pytest.raises(ValidationError, match="adreces"):
        element.clean_fields()
    refused(lambda: crea_element(element.pla, codi=word))


@pytest.mark.parametrize("wrong", ["1.9/2", "1 9", "Ñ", "A1", ".1", "1..2", ""])
def test_a_code_is_written_in_small_letters_figures_and_dots(wrong):
    element = crea_element()
    element.codi = wrong

    with pytest.raises(ValidationError):
        element.clean_fields()


def test_codes_are_ordered_as_people_count():
    codis = ["1.10", "1.9", "o2", "1.9.1", "2", "10", "1"]

    assert sorted(codis, key=clau_ordre) == ["1", "1.9", "1.9.1", "1.10", "2", "10", "o2"]


def test_elements_come_in_the_order_of_their_codes():
    pla = crea_pla()
    for codi in ("1.10", "1.9", "1.1"):
        crea_element(pla, codi=codi)

    assert [element.codi for element in pla.elements.all()] == ["1.1", "1.9", "1.10"]


def test_an_element_hangs_from_a_higher_one_of_its_own_plan():
    pla = crea_pla()
    dalt = crea_element(pla, nivell=crea_nivell(pla, 0))
    baix = crea_element(pla, nivell=crea_nivell(pla, 1), pare=dalt)
    alie = crea_element()

    refused(lambda: Element.objects.filter(pk=dalt.pk).update(pare=baix), "mateix pla")
    refused(lambda: Element.objects.filter(pk=baix.pk).update(pare=alie), "mateix pla")
    refused(lambda: Element.objects.filter(pk=baix.pk).update(nivell=alie.nivell), "mateix pla")
    refused(lambda: Nivell.objects.filter(pk=alie.nivell.pk).update(profunditat=2), "mateix pla")


def test_a_wording_is_never_edited():
    redaccio = crea_element().redaccio_vigent
    redaccio.titol = "Un altre"

    refused(redaccio.save, "no es canvia")
    refused(lambda: Redaccio.objects.update(titol="x"), "no es canvia")
    refused(lambda: Redaccio.objects.bulk_update([redaccio], ["titol"]), "no es canvia")
    refused(lambda: sql("UPDATE plans_redaccio SET titol = 'x'"), "no es canvia")


def test_a_wording_is_never_deleted():
    element = crea_element()
    Element.objects.update(redaccio_vigent=None)

    refused(element.redaccions.get().delete, "s’esborra")
    refused(lambda: sql("DELETE FROM plans_redaccio"), "s’esborra")


def test_a_new_wording_comes_into_force_and_the_old_one_stays():
    element = crea_element(titol="El primer")

    redacta(element, titol="El segon", literal="oficial", vigent_des_de=date(2020, 1, 1))

    element.refresh_from_db()
    assert element.titol == "El segon"
    assert [r.titol for r in element.redaccions.all()] == ["El segon", "El primer"]
    assert element.redaccio_a(date(2019, 6, 30)).titol == "El primer"
    assert element.redaccio_a(date(2020, 6, 30)).titol == "El segon"


def test_a_title_that_was_not_found_is_said_so_and_not_invented():
    element = crea_element(titol="", literal="no_trobat")

    assert str(element.titol) == "Títol no trobat"
    with pytest.raises(ValidationError):
        redacta(element, titol="", literal="parafrasi")
    with pytest.raises(ValidationError):
        redacta(element, titol="Inventat", literal="no_trobat")


def test_the_goals_are_numbers_from_1_to_17():
    element = crea_element()

    for wrong in ([0], [18], [9, 8], [8, 8], ["8"], 8):
        with pytest.raises(ValidationError):
            redacta(element, titol="x", literal="oficial", ods=wrong)
    assert redacta(element, titol="x", literal="oficial", ods=[8, 9]).ods == [8, 9]


def test_what_a_balanc_reported_is_not_deleted():
    element = crea_balanc_publicat().fitxes.get().element

    with pytest.raises(ProtectedError):
        element.delete()
    refused(
        lambda: sql("DELETE FROM plans_element WHERE id = %s", element.pk), "no es pot esborrar"
    )


def test_a_plan_with_a_balanc_is_not_deleted():
    pla = crea_balanc().pla

    with pytest.raises(ProtectedError):
        pla.delete()


def test_the_address_of_a_plan_with_published_balances_does_not_change():
    pla = crea_balanc_publicat().pla
    pla.slug = "una-altra"

    refused(pla.save, "adreça")


def test_a_plan_does_not_end_before_it_begins():
    refused(lambda: crea_pla(inici=2020, fi=2019))


def test_a_word_of_the_addresses_is_no_plan():
    refused(lambda: crea_pla(slug="metodologia"))


@pytest.mark.parametrize("make", [crea_pla, crea_element])
def test_nothing_is_told_without_its_source(make):
    row = make()

    refused(lambda: type(row).objects.filter(pk=row.pk).update(fonts=""))


def test_an_amount_is_never_zero():
    pla = crea_pla()

    refused(
        lambda: Partida.objects.create(
            pla=pla, codi="a", concepte="x", fase="aprovat", import_eur=0, fonts=FONT
        )
    )


@pytest.mark.parametrize("ends", ["none", "both", "self", "twice"])
def test_a_link_goes_from_one_thing_to_another(ends):
    pla, element = crea_pla(), crea_element()
    if ends == "twice":
        Vincle.objects.create(de_pla=pla, a_element=element, tipus="desplega", fonts=FONT)
    fields = {
        "none": {"de_pla": pla},
        "both": {"de_pla": pla, "a_pla": element.pla, "a_element": element},
        "self": {"de_pla": pla, "a_pla": pla},
        "twice": {"de_pla": pla, "a_element": element},
    }[ends]

    refused(lambda: Vincle.objects.create(tipus="desplega", fonts=FONT, **fields))


def test_the_period_of_a_plan_says_what_is_not_known():
    assert str(Pla(inici=2015, fi=2019).periode) == "2015-2019"
    assert str(Pla(inici=2016).periode) == "des de 2016"
    assert str(Pla(fi=2020).periode) == "fins al 2020"
    assert str(Pla().periode) == "període no trobat"


def test_an_element_shows_what_a_balanc_says_of_it():
    balanc = crea_balanc_publicat()
    element = balanc.fitxes.get().element
    nou = crea_element(balanc.pla)

    shown = {e.pk: e.estat_balanc for e in Element.objects.amb_fitxa(balanc)}

    assert shown == {element.pk: "pendent", nou.pk: None}
