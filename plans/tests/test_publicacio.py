"""Publishing a balanç: what it refuses, what it freezes, and who may race with it."""

import threading
import time
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from plans.models import Balanc, Evidencia, Fitxa
from plans.tests.factories import (
    crea_balanc,
    crea_balanc_publicat,
    crea_element,
    crea_evidencia,
    crea_pla,
    crea_servei,
    omple,
)
from plans.transitions import (
    BalancIncomplet,
    TransicioNoPermesa,
    prepara_fitxa,
    publica_balanc,
    redacta,
    troba_mancances,
    valida_fitxa,
    verifica_balancos,
)
from terrassa_portal.web import triggers
from terrassa_portal.web.tests.factories import crea_usuari


def lacks(balanc):
    return [str(mancanca) for mancanca in troba_mancances(balanc)]


def test_a_balanc_is_born_draft_with_a_sheet_for_each_evaluable_element(db):
    pla = crea_pla()
    elements = {crea_element(pla, codi="1.1"), crea_element(pla, codi="1.2")}

    balanc = crea_balanc(pla)

    assert balanc.estat == Balanc.Estat.ESBORRANY
    assert {fitxa.element for fitxa in balanc.fitxes.all()} == elements
    assert all(fitxa.estat == fitxa.base == "" for fitxa in balanc.fitxes.all())


def test_publishing_tells_at_once_everything_that_lacks(db):
    pla = crea_pla()
    for codi in ("1.1", "1.2", "1.3"):
        crea_element(pla, codi=codi)
    balanc = crea_balanc(pla)
    omple(balanc.fitxes.get(element__codi="1.2"), estat="pendent", validada_per=None)
    balanc.fitxes.get(element__codi="1.3").delete()

    with pytest.raises(BalancIncomplet) as error:
        publica_balanc(balanc, autor=None)

    assert [str(m) for m in error.value.mancances] == [
        "1.1: no diu cap estat",
        "1.2: no l’ha validada ningú",
        "1.3: no té fitxa",
    ]
    balanc.refresh_from_db()
    assert not balanc.es_publicat


def test_a_plan_without_evaluable_elements_has_nothing_to_publish(db):
    balanc = crea_balanc(crea_pla())

    assert lacks(balanc) == ["El pla no té cap element avaluable."]


def test_publishing_is_refused_while_an_earlier_balanc_is_a_draft(db):
    pla = crea_element().pla
    crea_balanc(pla, data_referencia=date(2018, 12, 31))
    balanc = crea_balanc(pla)
    omple(balanc.fitxes.get())

    assert lacks(balanc) == ["El balanç anterior, 2018-12, encara és un esborrany."]


def test_the_previous_balanc_is_the_last_published_when_this_one_is(db):
    pla = crea_element().pla
    segon = crea_balanc(pla)
    primer = crea_balanc_publicat(pla, data_referencia=date(2018, 6, 30))
    omple(segon.fitxes.get())

    segon = publica_balanc(segon, autor=None)

    assert segon.anterior == primer
    assert segon.document()["anterior"]["empremta"] == primer.empremta


def test_going_back_needs_a_reason(db):
    pla = crea_element(codi="1.1").pla
    abans = crea_balanc(pla, data_referencia=date(2018, 6, 30))
    omple(abans.fitxes.get(), estat="dins_previsions")
    publica_balanc(abans, autor=None)
    balanc = crea_balanc(pla)
    fitxa = omple(balanc.fitxes.get(), estat="no_iniciat")
    assert lacks(balanc) == ["1.1: va enrere i no n’explica el motiu"]

    omple(fitxa, estat="no_iniciat", motiu="El govern ha canviat la prioritat.")

    assert publica_balanc(balanc, autor=None).anterior.codi == "2018-06"


def test_what_was_finished_is_not_reopened_without_a_reason(db):
    pla = crea_element(codi="1.1").pla
    abans = crea_balanc(pla, data_referencia=date(2018, 6, 30))
    omple(abans.fitxes.get(), estat="dins_previsions", acabat_el=date(2018, 5, 1))
    publica_balanc(abans, autor=None)
    balanc = crea_balanc(pla)
    omple(balanc.fitxes.get(), estat="amb_retard")

    assert lacks(balanc) == ["1.1: va enrere i no n’explica el motiu"]


def test_an_element_added_to_the_plan_later_is_not_missed(db):
    pla = crea_element(codi="1.1").pla
    crea_element(pla, codi="1.2", vigent_des_de=date(2020, 1, 1))

    balanc = crea_balanc(pla, data_referencia=date(2019, 6, 30))

    assert [fitxa.element.codi for fitxa in balanc.fitxes.all()] == ["1.1"]
    assert not any("1.2" in text for text in lacks(balanc))


def test_the_states_of_an_aggregate_add_up_to_its_total(db):
    balanc = crea_balanc(
        crea_pla(esquema="pg-2019"), tipus=Balanc.Tipus.AGREGAT, nombre_elements=825
    )
    balanc.recomptes.create(estat="finalitzada", nombre=81)
    balanc.recomptes.create(estat="en_execucio", nombre=634)
    assert lacks(balanc) == ["Falta el recompte de l’estat «No iniciada»."]

    ultim = balanc.recomptes.create(estat="no_iniciada", nombre=111)
    assert lacks(balanc) == ["Els estats sumen 826, però el total és 825."]

    ultim.nombre = 110
    ultim.save()
    publicat = publica_balanc(balanc, autor=None)
    assert sum(nombre for _estat, nombre in publicat.comptes()) == publicat.total() == 825


def test_a_balanc_is_published_once(db):
    balanc = crea_balanc_publicat()

    with pytest.raises(TransicioNoPermesa):
        publica_balanc(balanc, autor=None)


def test_what_is_frozen_does_not_follow_later_changes_of_names(db):
    servei = crea_servei(nom="Àrea de 2019")
    pla = crea_pla(titol="El pla de 2019")
    prioritat = crea_element(pla, codi="1", titol="La prioritat")
    element = crea_element(pla, codi="1.1", titol="El de 2019", responsable=servei)
    balanc = crea_balanc(pla)
    for fitxa in balanc.fitxes.all():
        omple(fitxa, estat="pendent")
    publicat = publica_balanc(balanc, autor=None)

    servei.nom, pla.titol = "Àrea de 2023", "El pla de 2023"
    servei.save()
    pla.save()
    redacta(element, titol="El de 2023", literal="oficial")
    redacta(prioritat, titol="Una altra", literal="oficial")

    fitxa = publicat.fitxes.get(element=element)
    assert (fitxa.titol, fitxa.area) == ("El de 2019", "Àrea de 2019")
    assert fitxa.estat_etiqueta == "Pendent"
    assert publicat.document()["pla"]["titol"] == "El pla de 2019"
    assert verifica_balancos() == []


def test_the_labels_are_frozen_in_catalan_whoever_publishes(db):
    balanc = crea_balanc()
    omple(balanc.fitxes.get())

    with translation.override("en"):
        publica_balanc(balanc, autor=None)

    assert balanc.fitxes.get().estat_etiqueta == "Sense fitxa conservada"


def test_the_digest_of_a_balanc_holds_that_of_the_previous_one(db):
    primer = crea_balanc_publicat()
    segon = crea_balanc(primer.pla, data_referencia=date(2020, 6, 30))
    omple(segon.fitxes.get(), estat="pendent")

    segon = publica_balanc(segon, autor=None)

    assert segon.document()["anterior"] == {"codi": "2019-06", "empremta": primer.empremta}


def test_the_check_finds_a_change_made_with_the_triggers_off(db):
    publicat = crea_balanc_publicat()
    call_command("verifica_balancos")
    triggers.uninstall_all(connection)
    Fitxa.objects.filter(balanc=publicat).update(estat="dins_previsions")

    with pytest.raises(CommandError):
        call_command("verifica_balancos")

    assert verifica_balancos() == [publicat]


def test_who_prepares_a_sheet_does_not_validate_it(db):
    fitxa = crea_balanc().fitxes.get()
    tecnica, cap = crea_usuari(), crea_usuari()
    fitxa.estat, fitxa.base = "amb_retard", Fitxa.Base.TECNIC
    prepara_fitxa(fitxa, autor=tecnica)

    with pytest.raises(TransicioNoPermesa):
        valida_fitxa(fitxa, autor=tecnica)

    assert valida_fitxa(fitxa, autor=cap).validada_per == cap


def test_a_sheet_that_changes_loses_its_validation(db):
    fitxa = omple(crea_balanc().fitxes.get(), estat="amb_retard")
    fitxa.observacions = "Un altre text"

    prepara_fitxa(fitxa, autor=crea_usuari())

    fitxa.refresh_from_db()
    assert fitxa.validada_per is None


def test_an_empty_sheet_is_not_validated(db):
    fitxa = crea_balanc().fitxes.get()

    with pytest.raises(TransicioNoPermesa):
        valida_fitxa(fitxa, autor=crea_usuari())


def test_a_published_sheet_is_neither_prepared_nor_validated(db):
    fitxa = crea_balanc_publicat().fitxes.get()

    for verb in (prepara_fitxa, valida_fitxa):
        with pytest.raises(TransicioNoPermesa):
            verb(fitxa, autor=crea_usuari())


@pytest.mark.parametrize(
    "wrong",
    [
        {"estat": "finalitzada"},
        {"estat": "inventat"},
        {"estat": "pendent", "base": "no_recuperable"},
        {"estat": "", "base": "tecnic"},
        {"estat": "", "base": "no_conservada", "motiu": ""},
        {"estat": "pendent", "acabat_el": date(2019, 1, 1)},
    ],
    ids=str,
)
def test_the_database_refuses_a_sheet_that_contradicts_itself(db, wrong):
    fitxa = crea_balanc().fitxes.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        omple(fitxa, **wrong)


def test_the_database_refuses_one_person_preparing_and_validating(db):
    fitxa, sola = crea_balanc().fitxes.get(), crea_usuari()

    with pytest.raises(IntegrityError), transaction.atomic():
        omple(fitxa, estat="pendent", preparada_per=sola, validada_per=sola)


def test_the_form_says_what_the_database_refuses(db):
    fitxa = crea_balanc().fitxes.get()
    fitxa.estat, fitxa.base = "pendent", Fitxa.Base.NO_CONSERVADA

    with pytest.raises(ValidationError, match="digueu per què"):
        fitxa.full_clean()


def test_a_sheet_is_of_an_element_of_the_same_plan(db):
    fitxa, alie = crea_balanc().fitxes.get(), crea_element()

    with pytest.raises(IntegrityError), transaction.atomic():
        Fitxa.objects.filter(pk=fitxa.pk).update(element=alie, redaccio=alie.redaccio_vigent)


def test_a_balanc_follows_the_scheme_of_its_plan(db):
    pla = crea_pla(esquema="pm-2019")

    with pytest.raises(IntegrityError), transaction.atomic():
        Balanc.objects.create(
            pla=pla, codi="2019", data_referencia=date(2019, 1, 1), esquema="pg-2019", fonts="x"
        )


def test_the_previous_balanc_is_of_the_same_plan_and_earlier(db):
    alie = crea_balanc_publicat()
    balanc = crea_balanc(crea_element().pla, data_referencia=date(2020, 1, 31))

    with pytest.raises(IntegrityError), transaction.atomic():
        Balanc.objects.filter(pk=balanc.pk).update(anterior=alie)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://terrassa.cat/x", "fitxer.pdf"])
def test_an_evidencia_is_an_address_of_the_web(db, url):
    fitxa = crea_balanc().fitxes.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        crea_evidencia(fitxa, url=url)


class Rival(threading.Thread):
    """Somebody else at the same moment, on a connection of their own."""

    def __init__(self, deed):
        super().__init__(daemon=True)
        self.deed, self.error = deed, None
        self.start()

    def run(self):
        try:
            self.deed()
        except Exception as error:  # noqa: BLE001 - told to the test by `outcome`
            self.error = error
        finally:
            connection.close()

    def outcome(self):
        self.join(timeout=15)
        assert not self.is_alive(), "still waiting"
        return self.error


def write_observations(fitxa):
    Fitxa.objects.filter(pk=fitxa.pk).update(observacions="Escrit a darrera hora")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("edit", [write_observations, crea_evidencia], ids=["update", "insert"])
def test_an_edit_that_began_before_publishing_is_in_the_digest(edit):
    balanc = crea_balanc()
    fitxa = omple(balanc.fitxes.get(), estat="pendent")

    with transaction.atomic():
        edit(fitxa)
        publisher = Rival(lambda: publica_balanc(balanc, autor=None))
        time.sleep(0.5)
        assert publisher.is_alive(), "published without waiting"

    assert publisher.outcome() is None
    (frozen,) = Balanc.objects.get().document()["fitxes"]
    assert frozen["observacions"] or frozen["evidencies"]
    assert verifica_balancos() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("edit", [write_observations, crea_evidencia], ids=["update", "insert"])
def test_an_edit_that_comes_while_publishing_is_refused(edit):
    balanc = crea_balanc()
    fitxa = omple(balanc.fitxes.get(), estat="pendent")

    with transaction.atomic():
        publica_balanc(balanc, autor=None)
        editor = Rival(lambda: edit(fitxa))
        time.sleep(0.5)
        assert editor.is_alive(), "written without waiting"

    assert isinstance(editor.outcome(), IntegrityError)
    assert not Evidencia.objects.exists()
    assert verifica_balancos() == []


@pytest.mark.django_db(transaction=True)
def test_two_people_publish_and_one_is_told():
    balanc = crea_balanc()
    omple(balanc.fitxes.get(), estat="pendent")

    with transaction.atomic():
        publica_balanc(balanc, autor=None)
        other = Rival(lambda: publica_balanc(balanc, autor=None))
        time.sleep(0.5)

    assert isinstance(other.outcome(), TransicioNoPermesa)
