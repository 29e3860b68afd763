"""The reference data: row by row, safe twice, and never over what a technician changed."""

import csv
from collections import Counter
from datetime import date

import pytest

from incidencies.importing import DADES, carrega_referencia
from incidencies.models import Categoria, DiaInhabil, ReglaDerivacio, Servei
from incidencies.routing import Encaminador
from incidencies.tests import factories as f
from poligons.tests.factories import crea_poligon

pytestmark = pytest.mark.django_db
# Each row of what the city has published, and the record that it is here.
SERVEIS = {
    "promocio-industrial": "Servei de Promoció Industrial",
    "cuidem-terrassa": "Cuidem Terrassa",
    "eco-equip": "Eco-Equip",
    "taigua": "Taigua",
    "espai-public": "Gestió de l’Espai Públic",
    "enllumenat-public": "Terrassa Energia Intel·ligent",
    "mobilitat": "Servei de Mobilitat",
    "transport-urba": "TMESA",
    "policia-municipal": "Policia Municipal",
    "medi-ambient": "Medi Ambient i Sostenibilitat",
    "llicencies-i-inspeccio": "Llicències i Inspecció",
    "oficina-atencio-empresa": "Oficina d’Atenció a l’Empresa",
    "oficines-atencio-ciutadana": "Oficines d’Atenció Ciutadana",
    "egarvia": "Egarvia",
    "territori-i-urbanisme": "Urbanisme",
    "cspe-els-bellots": "Els Bellots",
    "foment-de-terrassa": "Foment de Terrassa",
    "relacions-europees": "Relacions Europees",
    "apt": "Agrupació de Polígons",
    "emergencies-generalitat": "Bombers de la Generalitat",
    "area-territori-i-sostenibilitat-2015": "Territori i Sostenibilitat",
    "area-serveis-generals-i-govern-obert-2015": "Serveis Generals i Govern Obert",
    "area-drets-socials-2015": "Drets Socials",
    "area-desenvolupament-economic-2015": "Desenvolupament Econòmic, Indústria i Ocupació",
    "area-cultura-innovacio-i-projeccio-2015": "Cultura, Innovació i Projecció",
    "gabinet-alcaldia-2015": "Gabinet d’Alcaldia",
    "companyies-subministradores": "Companyies subministradores",
}
# Published without an address to cite.
SENSE_FONT = {"companyies-subministradores"}
DESTINS = {
    "fanal-apagat": "enllumenat-public",
    "neteja-viaria": "eco-equip",
    "contenidors": "eco-equip",
    "abocament": "eco-equip",
    "abocament-industrial": "medi-ambient",
    "vorera-o-calcada": "espai-public",
    "clavegueram": "espai-public",
    "arbrat": "espai-public",
    "senyalitzacio": "mobilitat",
    "estacionament": "mobilitat",
    "vehicle-abandonat": "policia-municipal",
    "seguretat": "policia-municipal",
    "transport-public": "transport-urba",
    "fuita-aigua": "taigua",
    "subministraments": "companyies-subministradores",
    "soroll-i-olors": "medi-ambient",
    "activitats": "llicencies-i-inspeccio",
    "altres": "promocio-industrial",
}


@pytest.fixture
def referencia():
    return carrega_referencia()


def test_the_27_services_are_there_one_record_each(referencia):
    assert set(Servei.objects.values_list("codi", flat=True)) == set(SERVEIS)
    assert len(SERVEIS) == 27


@pytest.mark.parametrize("codi", SERVEIS)
def test_each_service_has_its_name_what_it_handles_and_its_source(referencia, codi):
    servei = Servei.objects.get(codi=codi)

    assert SERVEIS[codi] in servei.nom
    assert servei.descripcio
    assert bool(servei.fonts_llista()) == (codi not in SENSE_FONT)
    assert servei.bustia == ""


def test_the_areas_of_2015_ended_and_nobody_made_up_their_successors(referencia):
    antics = Servei.objects.exclude(vigent_fins=None)

    assert antics.count() == 6
    assert set(antics.values_list("tipus", "vigent_des_de", "vigent_fins", "successor")) == {
        ("area", date(2015, 6, 13), date(2019, 6, 14), None)
    }
    assert not Servei.objects.derivables().filter(pk__in=antics).exists()


def test_there_is_one_triage_and_it_is_promocio_industrial(referencia):
    assert Servei.objects.triatge().codi == "promocio-industrial"


@pytest.mark.parametrize(("codi", "servei"), DESTINS.items())
def test_each_category_goes_to_who_answers_for_it(referencia, codi, servei):
    desti = Encaminador().desti(Categoria.objects.get(codi=codi), crea_poligon())

    assert desti.servei.codi == servei


def test_the_categories_are_proposals_in_three_languages(referencia):
    actives = Categoria.objects.actives()

    assert set(actives.values_list("codi", flat=True)) == set(DESTINS)
    assert not Categoria.objects.filter(es_proposta=False).exists()
    for camp in ("nom_ca", "nom_es", "nom_en"):
        assert not Categoria.objects.filter(**{camp: ""}).exists()


def test_where_there_may_be_danger_the_page_says_112(referencia):
    for categoria in Categoria.objects.exclude(avis_emergencia_ca=""):
        textos = (
            categoria.avis_emergencia_ca,
            categoria.avis_emergencia_es,
            categoria.avis_emergencia_en,
        )
        assert all("112" in text for text in textos)


def test_loading_twice_changes_nothing(referencia):
    assert referencia == Counter(created=27 + 23 + 12 + 2)
    assert carrega_referencia() == Counter(unchanged=27 + 23 + 12 + 2)


def test_what_a_technician_changed_or_deleted_stays_so(referencia):
    Servei.objects.filter(codi="taigua").update(bustia="avaries@taigua.example")
    ReglaDerivacio.objects.get(codi="aigua").categories.clear()
    DiaInhabil.objects.all().delete()

    carrega_referencia()

    assert Servei.objects.get(codi="taigua").bustia == "avaries@taigua.example"
    assert not ReglaDerivacio.objects.get(codi="aigua").categories.exists()
    assert not DiaInhabil.objects.exists()


def test_no_english_note_of_the_sources_reaches_the_site():
    for fitxer in DADES.glob("*.csv"):
        with fitxer.open(encoding="utf-8", newline="") as linies:
            for fila in csv.DictReader(linies):
                textos = " ".join(v for k, v in fila.items() if not k.endswith(("_en", "fonts")))
                assert " and " not in textos
                assert "approx" not in textos


def test_a_report_of_a_street_light_reaches_the_lighting_service(referencia):
    fanal = Categoria.objects.get(codi="fanal-apagat")

    incidencia = f.crea_incidencia(categoria=fanal)

    assert incidencia.estat == "derivada"
    assert incidencia.derivacio_oberta().servei.codi == "enllumenat-public"
