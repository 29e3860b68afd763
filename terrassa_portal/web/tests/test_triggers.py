"""The triggers that code declares are really in the database, and come back after each migrate."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from terrassa_portal.web import triggers


def names():
    return {trigger.name for trigger in triggers.declared(connection.vendor)}


def test_every_declared_trigger_is_in_the_database(db):
    assert names()
    assert names() <= triggers.installed(connection)


def test_a_trigger_that_was_lost_comes_back_with_migrate(db):
    triggers.uninstall_all(connection)
    assert not names() & triggers.installed(connection)

    call_command("migrate", verbosity=0)

    assert names() <= triggers.installed(connection)


@pytest.mark.parametrize("vendor", ["sqlite", "postgres"])
def test_each_trigger_is_declared_for_a_table_that_exists(vendor):
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}

    assert {trigger.table for trigger in triggers.declared(vendor)} <= tables


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_still_has_them():
    assert names() <= triggers.installed(connection)
