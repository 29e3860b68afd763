"""Database triggers declared in code and reinstalled after every migrate.

On SQLite a later `AddConstraint` remakes the table and silently drops its triggers: that is why
they are installed again each time, and why a test asks the database whether they are there.
"""

from dataclasses import dataclass

from django.db import connections

_registry: dict[str, list["Trigger"]] = {}


@dataclass(frozen=True)
class Trigger:
    """A trigger on `table`, by the same name on both databases.

    `sqlite` is what follows «CREATE TRIGGER name»; it may hold several statements' worth of body.
    `postgres` is the PL/pgSQL body between BEGIN and END, and `postgres_when` what precedes
    «ON table», for instance «BEFORE UPDATE OR DELETE». An empty text: none on that database.
    """

    name: str
    table: str
    sqlite: str = ""
    postgres: str = ""
    postgres_when: str = ""
    postgres_for: str = "FOR EACH ROW"


def register(app_label, triggers):
    """Declare the triggers of an app. Calling it twice replaces the first declaration."""
    _registry[app_label] = list(triggers)


def declared(vendor):
    """All the triggers that the database of that vendor must have."""
    return [
        trigger
        for triggers in _registry.values()
        for trigger in triggers
        if getattr(trigger, "sqlite" if vendor == "sqlite" else "postgres")
    ]


def uninstall_for_app(sender, using, plan, **kwargs):
    """On SQLite, take the triggers away while there is something to migrate (`pre_migrate`).

    A table is remade under another name and renamed; a trigger of another table that reads it
    makes the renaming fail, and Django then leaves the database without that table.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for trigger in _registry.get(sender.label, []):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"')


def install_for_app(sender, using, **kwargs):
    """Install the triggers of the app that has just been migrated (`post_migrate`)."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _registry.get(sender.label, []):
            if trigger.table in tables:
                install = _install_sqlite if connection.vendor == "sqlite" else _install_postgres
                install(cursor, trigger)


def _install_sqlite(cursor, trigger):
    if not trigger.sqlite:
        return
    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"')
    cursor.execute(f'CREATE TRIGGER "{trigger.name}" {trigger.sqlite}')


def _install_postgres(cursor, trigger):
    if not trigger.postgres:
        return
    cursor.execute(
        f'CREATE OR REPLACE FUNCTION "{trigger.name}_fn"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$body$ BEGIN {trigger.postgres} END $body$",
    )
    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}" ON "{trigger.table}"')
    cursor.execute(
        f'CREATE TRIGGER "{trigger.name}" {trigger.postgres_when} ON "{trigger.table}" '
        f'{trigger.postgres_for} EXECUTE FUNCTION "{trigger.name}_fn"()',
    )


def installed(connection):
    """The names of the triggers that the database really has."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def uninstall_all(connection):
    """Drop every declared trigger, so that a test's database can be emptied."""
    present = installed(connection)
    with connection.cursor() as cursor:
        for trigger in declared(connection.vendor):
            if trigger.name in present:
                on_table = "" if connection.vendor == "sqlite" else f' ON "{trigger.table}"'
                cursor.execute(f'DROP TRIGGER "{trigger.name}"{on_table}')
