"""What must always hold of the estates, attacked in the database itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from poligons.dates import Precisio
from poligons.models import DotacioPoligon, EnsPoligon, NomAlternatiu, Poligon, Xifra
from poligons.tests.factories import (
    crea_acces,
    crea_centre,
    crea_dotacio,
    crea_dotacio_poligon,
    crea_ens,
    crea_ens_poligon,
    crea_planejament,
    crea_poligon,
    crea_poligon_ubicat,
    crea_xifra,
)
from terrassa_portal.web.slugs import RESERVED

pytestmark = pytest.mark.django_db
DIA = date(2024, 6, 1)


def refuses(make, **fields):
    """Whether the database refuses it, whatever the forms may say."""
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)
    return True


@pytest.mark.parametrize(
    "camps",
    [
        {"latitud": "41.55"},
        {"longitud": "2.03"},
        {"latitud": "40.00", "longitud": "2.03"},
        {"latitud": "41.55", "longitud": "3.03"},
        {"precisio_m": 200},
        {"slug": sorted(RESERVED)[0]},
        {"slug": ""},
        {"codi": ""},
        {"districte": 8},
        {"districte": 0},
        {"inici": 1714},
    ],
)
def test_an_impossible_estate_is_refused(camps):
    assert refuses(crea_poligon, **camps)


def test_two_estates_have_neither_the_same_name_nor_code_nor_address():
    crea_poligon("Can Prova")

    for camps in ({"slug": "altre", "codi": "altre"}, {"nom": "Un altre", "slug": "can-prova"}):
        assert refuses(crea_poligon, **({"nom": "Can Prova"} | camps))


def test_the_form_says_why_a_reserved_address_is_refused():
    poligon = Poligon(nom="Districte", codi="prova", slug="districte")

    with pytest.raises(ValidationError) as error:
        poligon.full_clean()

    assert "adreces" in str(error.value.message_dict["slug"])


def test_the_form_says_that_latitude_and_longitude_go_together():
    poligon = Poligon(nom="Can Prova", codi="prova", slug="can-prova", latitud="41.55")

    with pytest.raises(ValidationError, match="van juntes"):
        poligon.full_clean()


def test_an_alternative_name_may_be_shared_by_two_estates_but_not_said_twice_of_one():
    un, altre = crea_poligon(), crea_poligon()
    for poligon in (un, altre):
        NomAlternatiu.objects.create(poligon=poligon, nom="P.I. Santa Margarida")

    assert refuses(NomAlternatiu.objects.create, poligon=un, nom="P.I. Santa Margarida")


@pytest.mark.parametrize(
    "camps",
    [
        {"valor": "-1"},
        {"valor": "101", "unitat": Xifra.Unitat.PCT},
        {"font": ""},
        {"data_referencia": None, "precisio_data": Precisio.DIA},
        {"precisio_data": ""},
        {"precisio_data": "mil"},
    ],
)
def test_an_impossible_figure_is_refused(camps):
    assert refuses(crea_xifra, poligon=crea_poligon(), **camps)


def test_a_figure_is_not_of_an_estate_and_of_a_centre():
    centre = crea_centre()

    assert refuses(crea_xifra, poligon=centre.poligon, centre=centre)


@pytest.mark.parametrize("data", [DIA, None])
@pytest.mark.parametrize("es_de_poligon", [True, False])
def test_a_source_says_a_thing_once_a_date_even_without_date_or_estate(data, es_de_poligon):
    poligon = crea_poligon() if es_de_poligon else None
    crea_xifra(poligon, data_referencia=data)

    assert refuses(crea_xifra, poligon=poligon, data_referencia=data, valor="99")
    assert crea_xifra(poligon, data_referencia=data, font="Una altra font")


@pytest.mark.parametrize(
    "camps",
    [
        {"estat": DotacioPoligon.Estat.SI, "font": ""},
        {"estat": DotacioPoligon.Estat.NO, "font": ""},
        {"estat": DotacioPoligon.Estat.DESCONEGUDA, "font": "Algú"},
        {"estat": DotacioPoligon.Estat.DESCONEGUDA, "font": "", "operador": "Algú"},
        {"estat": "potser"},
        {"data_referencia": DIA},
    ],
)
def test_unknown_is_not_no_and_what_is_known_has_a_source(camps):
    assert refuses(crea_dotacio_poligon, poligon=crea_poligon(), dotacio=crea_dotacio(), **camps)


def test_a_facility_stands_once_in_an_estate():
    dotacio = crea_dotacio_poligon()

    assert refuses(crea_dotacio_poligon, poligon=dotacio.poligon, dotacio=dotacio.dotacio)


def test_a_role_does_not_end_before_it_begins():
    assert refuses(
        crea_ens_poligon,
        poligon=crea_poligon(),
        ens=crea_ens(),
        inici=DIA,
        precisio_data=Precisio.DIA,
        fi=date(2023, 1, 1),
    )


def test_a_body_holds_a_role_in_an_estate_once_at_a_time():
    lligam = crea_ens_poligon()

    assert refuses(crea_ens_poligon, poligon=lligam.poligon, ens=lligam.ens)


def test_a_role_that_is_over_is_not_in_force():
    lligam = crea_ens_poligon(fi=date(2024, 12, 31))

    assert list(EnsPoligon.objects.vigents(date(2024, 12, 31))) == [lligam]
    assert not EnsPoligon.objects.vigents(date(2025, 1, 1)).exists()


@pytest.mark.parametrize(
    ("make", "camps"),
    [
        (crea_acces, {"distancia_km": "-1"}),
        (crea_acces, {"font": ""}),
        (crea_planejament, {"edificabilitat": 0}),
        (crea_planejament, {"alcada_m": 0}),
        (crea_planejament, {"parcella_minima_m2": 0}),
        (crea_planejament, {"font": ""}),
        (crea_centre, {"data_obertura": DIA}),
    ],
)
def test_what_is_not_known_of_the_surroundings_is_empty_never_zero(make, camps):
    assert refuses(make, poligon=crea_poligon(), **camps)


def test_a_room_with_no_places_is_refused():
    assert refuses(crea_centre().sales.create, nom="Sala", capacitat=0)


def test_an_estate_without_position_is_not_on_the_map():
    crea_poligon()
    ubicat = crea_poligon_ubicat()

    assert list(Poligon.objects.ubicats()) == [ubicat]
