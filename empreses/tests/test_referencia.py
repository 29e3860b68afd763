"""The reference data: each company known to the public, as its sources state it, and no more."""

import csv
from collections import Counter

import pytest
from django.urls import reverse

from empreses import importing
from empreses.importing import DADES, carrega_referencia
from empreses.models import Activitat, DadaPublicada, Empresa, EmpresaFont, Establiment, Sector
from poligons.models import Poligon
from terrassa_portal.web.search import Query

pytestmark = pytest.mark.usefixtures("referencia", "db")

# Name, estate (only where a source states it), division of the main activity (only where a source
# tells what it does), hosts of its sources.
EMPRESES = [
    ("Proceli Europe", "els-gorgs-est", "10", {"www.diarideterrassa.com"}),
    ("Tacra", "els-gorgs-est", None, {"www.diarideterrassa.com"}),
    ("Productos Estratificados de Vidrio", "els-gorgs-est", None, {"www.diarideterrassa.com"}),
    ("Cuscon", "els-gorgs-est", None, {"www.diarideterrassa.com"}),
    ("Balora Consult", "els-gorgs-est", None, {"www.diarideterrassa.com"}),
    ("Kern Pharma", None, "21", {"prnoticias.com", "www.elperiodico.com"}),
    ("Hercal Diggers", None, "43", {"www.aldia.cat", "diarideterrassa.com"}),
    ("Egarvia", "can-parellada", "52", {"www.diarideterrassa.com"}),
    ("Terrassa Plaça (Citygrove)", "montserrat", "68", {"diarideterrassa.com"}),
    ("Bricomart", "montserrat", "47", {"www.elperiodico.com"}),
    ("Mercadona", "montserrat", "47", {"diarideterrassa.com"}),
    ("Eroski", "montserrat", "47", {"diarideterrassa.com"}),
    ("Cinesa", "parc-valles", "59", {"diarideterrassa.com"}),
    ("Decathlon", "parc-valles", "47", {"www.diarideterrassa.com"}),
    ("Taigua", None, "36", {"www.terrassa.cat"}),
    ("Cirprotec (Mersen)", None, "27", {"www.grupoelectrostocks.com"}),
    ("Folgarolas Tèxtil", None, "13", {"modaes.com"}),
    ("Vytrus Biotech", None, "20", {"www.diarideterrassa.com"}),
    ("Telstar", None, "28", {"cincodias.elpais.com"}),
    ("Masachs Naus Industrials", None, "68", {"diarideterrassa.com"}),
    ("Vincolor", None, None, {"www.diarideterrassa.com"}),
    ("AEInnova", None, None, {"www.diarideterrassa.com"}),
]


def files(nom):
    with (DADES / f"{nom}.csv").open(encoding="utf-8", newline="") as linies:
        return list(csv.DictReader(linies))


def test_all_the_known_companies_are_there_and_no_other():
    assert sorted(Empresa.objects.values_list("rao_social", flat=True)) == sorted(
        nom for nom, *_rest in EMPRESES
    )
    assert Establiment.objects.publics().count() == len(EMPRESES) == 22


@pytest.mark.parametrize(("nom", "poligon", "divisio", "hosts"), EMPRESES)
def test_each_company_has_its_record_and_its_page_with_sources(
    client, nom, poligon, divisio, hosts
):
    empresa = Empresa.objects.get(rao_social=nom)
    establiment = empresa.establiments.get()
    urls = [font.url for font in empresa.fonts.all()]
    page = client.get(empresa.get_absolute_url())

    assert (establiment.poligon.codi if establiment.poligon else None) == poligon
    assert (establiment.activitat_ccae.codi if establiment.activitat_ccae else None) == divisio
    assert {url.split("/")[2] for url in urls} == hosts
    assert page.status_code == 200
    text = page.content.decode()
    assert nom in text
    assert all(url.replace("&", "&amp;") in text for url in urls)
    unknown = "De l’activitat no en tenim constància" in text
    assert unknown == (divisio is None)


def test_what_no_source_states_stays_empty():
    assert not Establiment.objects.exclude(plantilla=None, superficie_m2=None, latitud=None)
    assert not Empresa.objects.exclude(nif="")
    assert set(Establiment.objects.values_list("tram", flat=True)) == {""}


def test_an_inferred_activity_says_that_it_is():
    assert not Establiment.objects.filter(
        activitat_ccae__isnull=False, activitat_es_aproximada=False
    )


def test_published_figures_keep_their_year_and_source(client):
    kern = Empresa.objects.get(rao_social="Kern Pharma")
    text = client.get(kern.get_absolute_url()).content.decode()

    for dada in ("734 persones", "(2014)", "59.000 m²", "108 milions", "20.000 palets"):
        assert dada in text
    assert DadaPublicada.objects.count() == len(files("dades_publicades")) == 22


def test_the_two_classifications_are_complete():
    seccions = Counter(Activitat.objects.filter(pare=None).values_list("classificacio", flat=True))
    divisions = Counter(Activitat.objects.divisions().values_list("classificacio", flat=True))

    assert seccions == {"ccae2009": 21, "cnae2025": 22}
    assert divisions == {"ccae2009": 88, "cnae2025": 87}


@pytest.mark.parametrize(
    ("classificacio", "codi", "seccio"),
    [
        ("ccae2009", "45", "G"), ("ccae2009", "58", "J"), ("ccae2009", "62", "J"),
        ("ccae2009", "64", "K"), ("ccae2009", "68", "L"), ("ccae2009", "84", "O"),
        ("ccae2009", "99", "U"), ("cnae2025", "13", "C"), ("cnae2025", "60", "J"),
        ("cnae2025", "61", "K"), ("cnae2025", "64", "L"), ("cnae2025", "68", "M"),
        ("cnae2025", "69", "N"), ("cnae2025", "77", "O"), ("cnae2025", "84", "P"),
        ("cnae2025", "85", "Q"), ("cnae2025", "86", "R"), ("cnae2025", "93", "S"),
        ("cnae2025", "95", "T"), ("cnae2025", "97", "U"), ("cnae2025", "99", "V"),
    ],
)  # fmt: skip
def test_each_division_hangs_from_the_section_of_its_own_classification(
    classificacio, codi, seccio
):
    activitat = Activitat.objects.get(classificacio=classificacio, codi=codi)

    assert activitat.pare.codi == seccio


def test_the_sale_of_vehicles_is_no_division_of_2025():
    assert not Activitat.objects.filter(classificacio="cnae2025", codi="45").exists()


def test_every_division_has_a_sector_and_no_section_has_one():
    assert not Activitat.objects.divisions().filter(sector=None).exists()
    assert not Activitat.objects.filter(pare=None).exclude(sector=None).exists()
    assert Sector.objects.count() == 13


def test_an_equivalent_is_one_to_one_and_of_the_other_classification():
    parelles = Activitat.objects.exclude(equivalent=None)

    assert parelles.count() == 21
    assert set(parelles.values_list("equivalent__classificacio", flat=True)) == {"cnae2025"}
    # Divided or mixed in 2025: a person decides.
    for codi in ("41", "45", "47", "58", "63", "70", "73", "95"):
        assert Activitat.objects.get(classificacio="ccae2009", codi=codi).equivalent is None


def test_loading_again_changes_nothing():
    resum = carrega_referencia()

    assert set(resum) == {"unchanged"}


def test_what_a_technician_changed_stays(django_capture_on_commit_callbacks):
    Empresa.objects.filter(rao_social="Telstar").update(exercici_inici=1964)
    Establiment.objects.filter(empresa__rao_social="Taigua").update(adreca="carrer Nou, 1")

    carrega_referencia()

    assert Empresa.objects.get(rao_social="Telstar").exercici_inici == 1964
    assert Establiment.objects.get(empresa__rao_social="Taigua").adreca == "carrer Nou, 1"


def test_what_a_technician_deleted_does_not_come_back():
    empresa = Empresa.objects.get(rao_social="Tacra")
    empresa.establiments.all().delete()
    EmpresaFont.objects.filter(empresa=empresa).delete()
    empresa.delete()

    carrega_referencia()

    assert not Empresa.objects.filter(rao_social="Tacra").exists()


def test_an_activity_moved_to_another_sector_takes_its_establiments_along():
    kern = Establiment.objects.get(empresa__rao_social="Kern Pharma")
    Activitat.objects.filter(codi="21").update(sector=Sector.objects.get(slug="textil"))
    assert list(Establiment.objects.descompassats()) == [kern]

    carrega_referencia()

    kern.refresh_from_db()
    assert kern.sector.slug == "textil"
    assert not Establiment.objects.descompassats().exists()


def test_a_company_that_a_newer_file_renames_is_found_by_its_new_name(monkeypatch):
    def renamed(nom):
        return [
            fila | ({"rao_social": "Zenit"} if fila.get("rao_social") == "Telstar" else {})
            for fila in files(nom)
        ]

    monkeypatch.setattr(importing, "_files", renamed)

    assert carrega_referencia()["updated"] == 1

    zenit = Establiment.objects.get(empresa__rao_social="Zenit")
    assert (zenit.empresa.slug, zenit.clau_ordre) == ("zenit", "zenit")
    found = Query("empreses.establiment", "zenit").filter(Establiment.objects.all())
    assert list(found) == [zenit]


def test_the_copied_columns_are_in_step():
    assert not Establiment.objects.descompassats().exists()


def test_the_directory_of_an_estate_lists_its_companies(client):
    assert Poligon.objects.filter(codi="montserrat").exists()
    slug = Poligon.objects.get(codi="montserrat").slug

    text = client.get(reverse("empreses:list"), {"poligon": slug}).content.decode()

    for nom in ("Terrassa Plaça", "Bricomart", "Mercadona", "Eroski"):
        assert nom in text
    assert "Kern Pharma" not in text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("farma kern", "Kern Pharma"),
        ("kern farma", "Kern Pharma"),
        ("vitrus", "Vytrus Biotech"),
        ("folgaroles", "Folgarolas Tèxtil"),
        ("mercadna", "Mercadona"),
        ("aigua", "Taigua"),
        ("bricomrt", "Bricomart"),
    ],
)
def test_what_people_type_finds_the_company_first(client, typed, first):
    response = client.get(reverse("empreses:list"), {"q": typed})

    assert response.context["object_list"][0].empresa.nom == first
