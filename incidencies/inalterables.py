"""The triggers that keep the history of an incidencia as it was written."""

from terrassa_portal.web.triggers import Trigger

TAULA = "incidencies_esdeveniment"
MISSATGE = "Els esdeveniments no es modifiquen ni s’esborren."


def triggers():
    """No event may be changed or deleted, nor the table emptied, by anybody, on either database."""
    refuse = f"RAISE EXCEPTION '{MISSATGE}';"
    return [
        Trigger(
            name="esdeveniment_no_es_modifica",
            table=TAULA,
            sqlite=f"BEFORE UPDATE ON {TAULA} BEGIN SELECT RAISE(ABORT, '{MISSATGE}'); END",
            postgres_when="BEFORE UPDATE",
            postgres=refuse,
        ),
        Trigger(
            name="esdeveniment_no_s_esborra",
            table=TAULA,
            sqlite=f"BEFORE DELETE ON {TAULA} BEGIN SELECT RAISE(ABORT, '{MISSATGE}'); END",
            postgres_when="BEFORE DELETE",
            postgres=refuse,
        ),
        Trigger(
            name="esdeveniment_no_es_buida",
            table=TAULA,
            postgres_when="BEFORE TRUNCATE",
            postgres_for="FOR EACH STATEMENT",
            postgres=refuse,
        ),
    ]
