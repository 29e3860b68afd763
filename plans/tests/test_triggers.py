"""The triggers of the plans outlive later migrations, and let them through."""

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations import AddConstraint, Migration, RemoveConstraint
from django.db.migrations.state import ProjectState

from plans.models import Balanc
from plans.tests.factories import crea_balanc_publicat
from plans.triggers import TRIGGERS
from terrassa_portal.web import triggers

NEW_RULE = models.CheckConstraint(name="new_rule", condition=~models.Q(codi="never"))


def names():
    return {t.name for t in TRIGGERS if t.sqlite or connection.vendor == "postgresql"}


def migrate_once(state, operation):
    """What `migrate` does with a migration of a later release; return the state it leaves."""
    migration = Migration("9999_later", "plans")
    migration.operations = [operation]
    around = {"apps": apps, "plan": [(migration, False)]}
    emit_pre_migrate_signal(0, False, connection.alias, **around)
    with connection.schema_editor() as editor:
        state = migration.apply(state, editor)
    emit_post_migrate_signal(0, False, connection.alias, **around)
    return state


def test_every_trigger_of_the_plans_is_in_the_database(db):
    assert len(names()) == len(TRIGGERS) - (connection.vendor == "sqlite") * 5
    assert names() <= triggers.installed(connection)


def test_no_name_is_too_long_for_postgresql():
    assert all(len(f"{trigger.name}_fn") <= 63 for trigger in TRIGGERS)


@pytest.mark.django_db(transaction=True)
def test_a_later_migration_remakes_a_table_that_triggers_read_and_loses_nothing():
    publicat = crea_balanc_publicat()

    state = migrate_once(ProjectState.from_apps(apps), AddConstraint("balanc", NEW_RULE))

    assert Balanc.objects.get() == publicat
    assert names() <= triggers.installed(connection)
    migrate_once(state, RemoveConstraint("balanc", "new_rule"))
