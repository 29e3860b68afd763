"""What a published balanç resists: each test attacks it by another way."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from plans.models import Balanc, Evidencia, Fitxa, Recompte
from plans.tests.factories import (
    crea_balanc,
    crea_balanc_publicat,
    crea_element,
    crea_evidencia,
    crea_pla,
    omple,
)
from plans.transitions import publica_balanc, verifica_balancos

pytestmark = pytest.mark.django_db


@pytest.fixture
def publicat():
    return crea_balanc_publicat()


@pytest.fixture
def fitxa(publicat):
    return publicat.fitxes.get()


@pytest.fixture
def esborrany(publicat):
    """A draft of the same plan, with one sheet."""
    return crea_balanc(publicat.pla, data_referencia=date(2020, 6, 30))


@pytest.fixture
def agregat():
    balanc = crea_balanc(crea_pla(esquema="pg-2019"), tipus=Balanc.Tipus.AGREGAT, nombre_elements=6)
    for number, estat in enumerate(["finalitzada", "en_execucio", "no_iniciada"], start=1):
        balanc.recomptes.create(estat=estat, nombre=number)
    return publica_balanc(balanc, autor=None)


@pytest.fixture(autouse=True)
def _every_digest_still_matches():
    """Whatever was tried, the database tells the same at the end."""
    yield
    if not connection.needs_rollback:
        assert verifica_balancos() == []


def refused(attack):
    """The attack raises, and the transaction around it goes on."""
    with pytest.raises(IntegrityError, match=r"balanç|redacció"), transaction.atomic():
        attack()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_no_field_of_a_published_balanc_changes_by_save(publicat):
    publicat.presentacio = "Una altra"

    refused(publicat.save)


def test_a_published_balanc_does_not_go_back_to_draft(publicat):
    back = {"estat": "esborrany", "publicat_el": None, "empremta": "", "format": "", "pla_slug": ""}

    refused(lambda: Balanc.objects.filter(pk=publicat.pk).update(**back))
    refused(lambda: sql("UPDATE plans_balanc SET estat = 'esborrany' WHERE id = %s", publicat.pk))


def test_a_published_balanc_is_not_deleted(publicat):
    refused(publicat.delete)
    refused(lambda: Balanc.objects.all().delete())
    refused(lambda: sql("DELETE FROM plans_balanc WHERE id = %s", publicat.pk))


def test_a_published_balanc_does_not_move_to_another_plan(publicat):
    refused(lambda: Balanc.objects.filter(pk=publicat.pk).update(pla=crea_pla()))


def test_a_balanc_is_not_born_published(publicat):
    def insert():
        Balanc.objects.create(
            pla=publicat.pla,
            codi="2020",
            data_referencia=date(2020, 12, 31),
            esquema="pm-2019",
            fonts="x",
            estat="publicat",
            publicat_el=publicat.publicat_el,
            empremta="0" * 64,
            format="f",
        )

    refused(insert)


def test_a_draft_is_not_published_round_the_verb(esborrany):
    done = {"estat": "publicat", "empremta": "0" * 64, "format": "f"}
    done["publicat_el"] = "2020-07-01T00:00:00Z"

    refused(lambda: Balanc.objects.filter(pk=esborrany.pk).update(**done))


def test_a_draft_does_not_take_the_place_of_a_published_balanc(publicat, esborrany):
    refused(lambda: Balanc.objects.filter(pk=esborrany.pk).update(codi=publicat.codi))
    refused(
        lambda: Balanc.objects.filter(pk=esborrany.pk).update(
            data_referencia=publicat.data_referencia, anterior=None
        )
    )


def test_a_sheet_does_not_change_by_the_orm(fitxa):
    fitxa.observacions = "Una altra"

    refused(fitxa.save)
    refused(lambda: Fitxa.objects.filter(pk=fitxa.pk).update(estat="amb_retard"))
    refused(lambda: Fitxa.objects.bulk_update([fitxa], ["observacions"]))
    refused(
        lambda: Fitxa.objects.update_or_create(
            balanc=fitxa.balanc, element=fitxa.element, defaults={"motiu": "x"}
        )
    )


def test_a_sheet_does_not_change_by_raw_sql(fitxa):
    refused(lambda: sql("UPDATE plans_fitxa SET estat = 'amb_retard' WHERE id = %s", fitxa.pk))
    refused(lambda: sql("UPDATE plans_fitxa SET titol = 'Un altre'"))
    refused(lambda: sql("UPDATE plans_fitxa SET id = id + 1000"))


def test_a_sheet_is_not_deleted(fitxa):
    refused(fitxa.delete)
    refused(lambda: Fitxa.objects.all().delete())
    refused(lambda: sql("DELETE FROM plans_evidencia"))
    refused(lambda: sql("DELETE FROM plans_fitxa WHERE id = %s", fitxa.pk))


def test_a_sheet_is_not_added_to_a_published_balanc(publicat):
    element = crea_element(publicat.pla)
    nova = Fitxa(
        balanc=publicat, element=element, redaccio=element.redaccio_vigent, base="no_conservada"
    )
    nova.motiu = "x"

    refused(nova.save)
    refused(lambda: Fitxa.objects.bulk_create([nova]))
    refused(lambda: Fitxa.objects.bulk_create([nova], ignore_conflicts=True))


def test_a_sheet_is_not_upserted(fitxa):
    fitxa.motiu = "x"

    refused(
        lambda: Fitxa.objects.bulk_create(
            [fitxa], update_conflicts=True, update_fields=["motiu"], unique_fields=["pk"]
        )
    )


def test_a_draft_sheet_does_not_move_in_nor_a_published_one_out(fitxa, esborrany):
    draft = esborrany.fitxes.get()

    refused(lambda: Fitxa.objects.filter(pk=draft.pk).update(balanc=fitxa.balanc))
    refused(lambda: Fitxa.objects.filter(pk=fitxa.pk).update(balanc=esborrany))
    refused(
        lambda: sql("UPDATE plans_fitxa SET balanc_id = %s WHERE id = %s", esborrany.pk, fitxa.pk)
    )


def test_an_evidencia_is_frozen_with_its_sheet(fitxa, esborrany):
    evidencia = fitxa.evidencies.get()
    draft = crea_evidencia(esborrany.fitxes.get())
    evidencia.titol = "Una altra"

    refused(evidencia.save)
    refused(lambda: Evidencia.objects.bulk_update([evidencia], ["titol"]))
    refused(lambda: Evidencia.objects.filter(pk=evidencia.pk).update(url="https://example.org"))
    refused(evidencia.delete)
    refused(lambda: crea_evidencia(fitxa, ordre=2))
    refused(lambda: Evidencia.objects.filter(pk=draft.pk).update(fitxa=fitxa, ordre=3))
    refused(lambda: Evidencia.objects.filter(pk=evidencia.pk).update(fitxa=draft.fitxa, ordre=3))
    refused(lambda: sql("UPDATE plans_evidencia SET titol = 'x' WHERE id = %s", evidencia.pk))
    refused(lambda: sql("DELETE FROM plans_evidencia WHERE id = %s", evidencia.pk))


def test_the_counts_of_an_aggregate_balanc_are_frozen(agregat):
    recompte = agregat.recomptes.first()
    recompte.nombre = 99

    refused(recompte.save)
    refused(lambda: Recompte.objects.update(nombre=1))
    refused(recompte.delete)
    refused(lambda: sql("DELETE FROM plans_recompte"))
    refused(lambda: sql("UPDATE plans_recompte SET nombre = 0"))
    refused(lambda: agregat.recomptes.create(estat="pendent", nombre=1))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is of SQLite only")
def test_replace_does_not_wipe_out_what_is_published(fitxa, esborrany):
    draft = omple(esborrany.fitxes.get())
    columns = [f.column for f in Fitxa._meta.concrete_fields if f.column != "id"]
    listed = ", ".join(columns)
    balanc_columns = ", ".join(
        f.column for f in Balanc._meta.concrete_fields if f.column not in ("id", "codi")
    )

    refused(
        lambda: sql(
            f"INSERT OR REPLACE INTO plans_fitxa (id, {listed}) "
            f"SELECT %s, {listed} FROM plans_fitxa WHERE id = %s",
            fitxa.pk,
            draft.pk,
        )
    )
    refused(
        lambda: sql("UPDATE OR REPLACE plans_fitxa SET id = %s WHERE id = %s", fitxa.pk, draft.pk)
    )
    refused(
        lambda: sql(
            f"INSERT OR REPLACE INTO plans_balanc (codi, {balanc_columns}) "
            f"SELECT %s, {balanc_columns} FROM plans_balanc WHERE id = %s",
            fitxa.balanc.codi,
            esborrany.pk,
        )
    )
    refused(
        lambda: sql(
            "UPDATE OR REPLACE plans_balanc SET codi = %s WHERE id = %s",
            fitxa.balanc.codi,
            esborrany.pk,
        )
    )


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is of PostgreSQL only")
@pytest.mark.parametrize(
    "table",
    [
        "plans_balanc",
        "plans_fitxa",
        "plans_evidencia",
        "plans_recompte",
        "plans_redaccio",
        "plans_pla",
    ],
)
def test_no_table_that_holds_published_balances_is_emptied(publicat, table):
    connection.check_constraints()  # nothing deferred, or PostgreSQL refuses for that alone

    refused(lambda: sql(f"TRUNCATE {table} CASCADE"))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="MERGE is of PostgreSQL only")
def test_a_sheet_is_not_merged_into(fitxa):
    refused(
        lambda: sql(
            "MERGE INTO plans_fitxa f USING (SELECT %s::bigint AS id) n ON f.id = n.id "
            "WHEN MATCHED THEN UPDATE SET motiu = 'x'",
            fitxa.pk,
        )
    )


def test_a_draft_may_still_be_changed_and_thrown_away(esborrany):
    fitxa = omple(esborrany.fitxes.get(), estat="amb_retard")
    crea_evidencia(fitxa)

    esborrany.delete()

    assert not Fitxa.objects.filter(pk=fitxa.pk).exists()
