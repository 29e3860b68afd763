"""What may leave the house: every field has a level, and no page or download shows a private one."""

from io import BytesIO

import pytest
from django.apps import apps
from django.urls import reverse
from openpyxl import load_workbook

from empreses.models import ActivitatSecundaria, Empresa, EmpresaFont, Establiment, Font
from empreses.tables import COLUMNES_DE_DESCARREGA, EstablimentTable
from empreses.tests.factories import (
    crea_activitat,
    crea_empresa,
    crea_establiment,
    crea_persona,
    crea_sector,
)
from empreses.urls import urlpatterns
from empreses.visibility import VISIBILITAT, Nivell, camps_no_publics, nivell
from poligons.tests.factories import crea_poligon

# As a page, a number format or a spreadsheet may write each private value.
PRIVATE_MARKS = [
    "B58818501",
    "73519",
    "73.519",
    "31847",
    "31.847",
    "918273",
    "918.273",
    "1987-06-05",
    "05/06/1987",
    "5/6/1987",
    "5 de juny de 1987",
    "1999-12-31",
    "31/12/1999",
    "MARCAMATRIU",
    "MARCAPERSONA",
    "marcapersona",
    "01234567L",
    "MARCACARRER",
    "MARCARETIRADA",
    "MARCACOMUNITAT",
    "atorgat",
    "Lloguer",
    "lloguer",
]


@pytest.fixture
def world(db):
    """A listed company whose private fields are all filled, and three that nobody may see."""
    sector, poligon = crea_sector("Tissatge"), crea_poligon("Els Telers")
    listed = crea_empresa(
        "Filosa Visible, SL",
        nif="B58818501",
        matriu=crea_persona("MARCAMATRIU"),
        consentiment_directori="atorgat",
        descripcio="Fa teles.",
        web="https://filosa.example/",
        exercici_inici=1950,
        forma="sl",
    )
    premises = {
        "poligon": poligon,
        "activitat_cnae": crea_activitat("Tissatge de teles", sector=sector),
        "plantilla": 73519,
        "dones": 31847,
        "superficie_m2": 918273,
        "tinenca": "lloguer",
        "data_alta": "1987-06-05",
        "latitud": "41.55",
        "longitud": "2.03",
        "font": Font.objects.create(nom="El Full", url="https://full.example/"),
    }
    establiment = crea_establiment(listed, **premises)
    ActivitatSecundaria.objects.create(establiment=establiment, activitat=crea_activitat())
    EmpresaFont.objects.create(empresa=listed, font=premises["font"])
    hidden = [
        crea_persona("MARCAPERSONA Teixidora", nif="01234567L", descripcio="marcapersona"),
        crea_empresa("MARCARETIRADA, SL", consentiment_directori="retirat"),
        crea_empresa("MARCACOMUNITAT, CB", classe="entitat"),
    ]
    for empresa in hidden:
        crea_establiment(empresa, **premises | {"adreca": "carrer MARCACARRER, 1"})
    Empresa.objects.update(creat_el="1999-12-31T12:00Z")
    Establiment.objects.update(creat_el="1999-12-31T12:00Z")
    return {"listed": listed, "hidden": hidden, "poligon": poligon, "sector": sector}


def addresses(world):
    """Every public page and download of this app, with each filter on."""
    directory = reverse("empreses:list")
    yield directory
    for query in (
        f"sector={world['sector'].slug}",
        f"poligon={world['poligon'].slug}",
        "tram=250-mes",
        "inicial=F",
        "q=filosa",
        "ordre=-poligon",
        "q=marcapersona",
        "q=B58818501",
    ):
        yield f"{directory}?{query}"
    for form in ("csv", "xlsx", "json", "geojson"):
        yield f"{directory}?format={form}"
    yield world["listed"].get_absolute_url()
    for empresa in world["hidden"]:
        yield f"/empreses/{empresa.codi.lower()}/"


def text_of(response):
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        rows = load_workbook(BytesIO(body), read_only=True).active.iter_rows(values_only=True)
        return repr(list(rows))
    return body.decode()


def test_the_walk_knows_every_page_of_the_app():
    assert {pattern.name for pattern in urlpatterns} == {"list", "detail"}


def test_no_page_nor_download_shows_a_private_field(client, world):
    for address in addresses(world):
        text = text_of(client.get(address)).replace("q=marcapersona", "")
        typed = address.rpartition("q=")[2] if "q=" in address else None
        for mark in PRIVATE_MARKS:
            assert mark not in text or mark == typed, (address, mark)


def test_the_walk_does_meet_the_public_fields(client, world):
    """Otherwise it would prove nothing."""
    directory = reverse("empreses:list")

    for address in (directory, f"{directory}?format=csv", f"{directory}?format=xlsx"):
        assert "Filosa Visible" in text_of(client.get(address)), address
    assert "Tissatge de teles" in text_of(client.get(world["listed"].get_absolute_url()))


def test_a_search_by_tax_number_finds_nothing(client, world):
    response = client.get(reverse("empreses:list"), {"q": "B58818501"})

    assert response.context["count"] == 0


def test_the_unlisted_have_no_page(client, world):
    for empresa in world["hidden"]:
        assert client.get(empresa.get_absolute_url()).status_code == 404


def test_a_person_who_asks_to_be_in_has_a_page_without_the_tax_number(client, db):
    persona = crea_persona("Aina Visible", nif="01234567L", consentiment_directori="atorgat")
    crea_establiment(persona)

    response = client.get(persona.get_absolute_url())

    assert response.status_code == 200
    assert "01234567L" not in response.content.decode()


def test_who_objects_to_its_band_cannot_be_found_by_it(client, db):
    crea_establiment(crea_empresa("Batan Discret"), plantilla=300, oposa_tram=True)
    directory = reverse("empreses:list")

    assert client.get(directory, {"tram": "250-mes"}).context["count"] == 0
    tram = next(f for f in client.get(directory).context["facets"] if f["name"] == "tram")
    assert tram["options"] == []
    assert "250" not in text_of(client.get(directory, {"format": "csv"}))


def test_every_field_of_every_model_has_a_level():
    for model in apps.get_app_config("empreses").get_models():
        declared = set(VISIBILITAT[model.__name__])
        fields = {
            field.name
            for field in model._meta.get_fields()
            if not field.auto_created or field.name == "id"
        }
        assert fields == declared, model.__name__


def test_what_is_not_for_everyone_is_not_even_read(db):
    crea_establiment()
    establiment = Establiment.objects.publics().amb_relacions().get()

    assert set(camps_no_publics("Establiment")) <= {
        field.removesuffix("_id") for field in establiment.get_deferred_fields()
    }
    assert "nif" in establiment.empresa.get_deferred_fields()


def test_columns_of_table_and_downloads_are_public():
    own = {"nom", "activitat"}  # made of public fields
    table = EstablimentTable([])
    accessors = [str(column.accessor) for column in table.columns]
    accessors += list(COLUMNES_DE_DESCARREGA.values())

    for accessor in accessors:
        model, field = "Establiment", accessor
        for name, other in (
            ("empresa", "Empresa"), ("sector", "Sector"), ("font", "Font"),
            ("activitat_ccae", "Activitat"), ("activitat_cnae", "Activitat"),
        ):  # fmt: skip
            if accessor.startswith(f"{name}__"):
                model, field = other, accessor.removeprefix(f"{name}__")
        field = field.removeprefix("get_").removesuffix("_display")
        if (
            field in own
            or field.startswith(("poligon__", "activitat__"))
            or field == "absolute_url"
        ):
            continue
        assert nivell(model, field) == Nivell.P0, accessor
