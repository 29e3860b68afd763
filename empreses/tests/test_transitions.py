"""The verbs: what they write, what they refuse, and what they keep in step."""

import pytest
from django.core.exceptions import ValidationError

from empreses.models import Empresa, Establiment
from empreses.tests.factories import (
    crea_activitat,
    crea_empresa,
    crea_establiment,
    crea_persona,
    crea_sector,
)
from empreses.transitions import (
    ESTATS_SEGUENTS,
    TransicioNoPermesa,
    canvia_consentiment,
    canvia_estat,
    desa_empresa,
    desa_establiment,
    esborra_establiment,
    refresca_establiments,
)
from terrassa_portal.web.search import Query

Estat, Consentiment = Empresa.Estat, Empresa.Consentiment


def found(text):
    query = Query("empreses.establiment", text)
    return [e.empresa.nom for e in query.filter(Establiment.objects.order_by("pk"))]


@pytest.mark.parametrize("origen", Estat.values)
@pytest.mark.parametrize("desti", Estat.values)
def test_a_company_moves_only_where_its_stored_state_leads(db, origen, desti):
    empresa = crea_empresa(estat=origen)

    if desti in ESTATS_SEGUENTS[origen]:
        assert canvia_estat(empresa, desti).estat == desti
    else:
        with pytest.raises(TransicioNoPermesa):
            canvia_estat(empresa, desti)
        empresa.refresh_from_db()
        assert empresa.estat == origen


def test_the_stored_state_counts_and_not_the_one_the_page_was_drawn_with(db):
    empresa = crea_empresa()
    canvia_estat(empresa, Estat.TRASLLADADA)

    with pytest.raises(TransicioNoPermesa):
        canvia_estat(empresa, Estat.EN_LIQUIDACIO)


def test_an_old_copy_of_a_company_does_not_undo_what_it_asked_for_meanwhile(db):
    antiga = crea_establiment().empresa
    canvia_consentiment(antiga, Consentiment.RETIRAT)
    canvia_estat(antiga, Estat.EN_LIQUIDACIO)

    antiga.web = "https://empresa.example"
    desa_empresa(antiga)

    empresa = Empresa.objects.get()
    assert empresa.consentiment_directori == Consentiment.RETIRAT
    assert (empresa.estat, empresa.web) == (Estat.EN_LIQUIDACIO, "https://empresa.example")
    assert not Establiment.objects.publics().exists()


@pytest.mark.parametrize(
    ("estat", "surt"), [("en_liquidacio", True), ("tancada", False), ("traslladada", False)]
)
def test_a_company_that_left_leaves_the_directory(db, estat, surt):
    establiment = crea_establiment()

    canvia_estat(establiment.empresa, estat)

    assert Establiment.objects.publics().exists() == surt
    assert not Establiment.objects.descompassats().exists()


def test_a_person_is_listed_only_after_asking_and_leaves_at_once(db):
    persona = crea_establiment(crea_persona()).empresa
    assert not Establiment.objects.publics().exists()

    canvia_consentiment(persona, Consentiment.ATORGAT)
    assert Establiment.objects.publics().count() == 1

    canvia_consentiment(persona, Consentiment.RETIRAT)
    assert not Establiment.objects.publics().exists()
    assert not Empresa.objects.publics().exists()


@pytest.mark.parametrize("classe", Empresa.Classe.values)
@pytest.mark.parametrize("consentiment", Consentiment.values)
@pytest.mark.parametrize("estat", Estat.values)
def test_record_queryset_and_column_agree_on_who_is_public(db, classe, consentiment, estat):
    empresa = crea_empresa(classe=classe, consentiment_directori=consentiment, estat=estat)
    crea_establiment(empresa)

    assert Empresa.objects.publics().exists() == empresa.es_publica
    assert not Establiment.objects.descompassats().exists()


def test_an_establiment_that_closed_leaves_the_directory(db):
    establiment = crea_establiment()

    establiment.data_baixa = "2026-03-01"
    desa_establiment(establiment)

    assert not Establiment.objects.publics().exists()


def test_a_new_name_reorders_and_is_found(db):
    empresa = crea_establiment(crea_empresa("La Filosa, SL")).empresa
    assert Establiment.objects.get().inicial == "F"

    empresa.nom_comercial = "L’Ordidor"
    desa_empresa(empresa)

    establiment = Establiment.objects.get()
    assert (establiment.clau_ordre, establiment.inicial) == ("ordidor", "O")
    assert found("ordidor") == ["L’Ordidor"]
    assert empresa.get_absolute_url().endswith("-l-ordidor/")


def test_the_nif_says_the_class(db):
    empresa = crea_empresa(nif="es 1234567-l", classe="juridica")

    empresa.refresh_from_db()
    assert (empresa.nif, empresa.classe) == ("01234567L", "fisica")


def test_a_wrong_nif_is_refused_with_a_sentence(db):
    with pytest.raises(ValidationError, match="caràcter de control"):
        crea_empresa(nif="B58818502")

    assert not Empresa.objects.exists()


def test_a_nif_is_found_however_it_is_asked_for(db):
    empresa = crea_empresa(nif="B58818501")

    assert Empresa.objects.get(nif="b-58.818.501") == empresa


@pytest.mark.parametrize(
    ("plantilla", "tram"),
    [
        (None, ""), (0, "0-9"), (9, "0-9"), (10, "10-49"), (49, "10-49"), (50, "50-249"),
        (249, "50-249"), (250, "250-mes"),
    ],
)  # fmt: skip
def test_the_band_follows_the_staff(db, plantilla, tram):
    crea_establiment(plantilla=plantilla)

    assert Establiment.objects.get().tram == tram


def test_who_objects_has_no_band_at_all(db):
    crea_establiment(plantilla=300, oposa_tram=True)

    assert Establiment.objects.get().tram == ""


def test_one_to_one_activities_fill_the_newer_classification(db):
    sector = crea_sector()
    nova = crea_activitat(sector=sector)
    vella = crea_activitat(classificacio="ccae2009", sector=sector, equivalent=nova)

    establiment = crea_establiment(activitat_ccae=vella)

    assert (establiment.activitat_cnae, establiment.sector) == (nova, sector)


def test_an_activity_without_equivalent_waits_for_a_person(db):
    vella = crea_activitat(classificacio="ccae2009", sector=crea_sector())

    establiment = crea_establiment(activitat_ccae=vella)

    assert establiment.activitat_cnae is None
    assert establiment.sector == vella.sector


def test_a_code_of_the_other_classification_is_refused(db):
    with pytest.raises(ValidationError, match="altra classificació"):
        crea_establiment(activitat_ccae=crea_activitat(classificacio="cnae2025"))


def test_moving_an_activity_to_another_sector_takes_its_establiments_along(db):
    activitat = crea_activitat(sector=crea_sector())
    crea_establiment(activitat_cnae=activitat)
    activitat.sector = crea_sector()
    activitat.save()

    refresca_establiments(Establiment.objects.filter(activitat_cnae=activitat))

    assert Establiment.objects.get().sector == activitat.sector


def test_a_removed_establiment_is_not_found(db):
    establiment = crea_establiment(crea_empresa("Batanera"))
    assert found("batanera")

    esborra_establiment(establiment)

    assert not found("batanera")
