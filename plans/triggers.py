"""What the database itself refuses, whoever asks: an ORM call, `bulk_update`, raw SQL.

Each rule is one condition over OLD and NEW, in the SQL that SQLite and PostgreSQL share. Beside
the plain writes the conditions stop two ways round: moving a row in or out of a published balanç
(so they look at OLD and at NEW), and SQLite's REPLACE, which deletes rows without a DELETE.

On PostgreSQL a writer first takes a share lock on the balanç, and `publica_balanc` an exclusive
one: an edit is either in the digest or it waits, sees the balanç published, and is refused.
"""
# ruff: noqa: S608 - all the SQL is put together from words of this file

from plans import estats
from terrassa_portal.web.triggers import Trigger, register

PUBLICAT = "Un balanç publicat no canvia."
IMMUTABLE = "L’identificador, el pla i el codi d’un element no canvien mai."
NOMES_AFEGIR = "Una redacció no es canvia ni s’esborra: se n’afegeix una altra."
INFORMAT = "Un element que surt en un balanç publicat no es pot esborrar."
ALTRE_PLA = "Les parts d’un pla són totes del mateix pla, i cada una penja d’una de més amunt."
ESQUEMA = "Aquest estat no és de l’esquema del balanç."
INCOMPLET = "El balanç no és complet: publiqueu-lo amb l’ordre de publicar."
NEIX_ESBORRANY = "Un balanç neix en esborrany."
ANTERIOR = "El balanç anterior és del mateix pla i d’una data anterior."
ADRECA = "L’adreça d’un pla amb balanços publicats no canvia."

FILES = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def refusa(name, table, event, condition, message, *, lock=""):
    """A trigger that refuses `event` on `table` where `condition` holds."""
    returned = "OLD" if event == "DELETE" else "NEW"
    return Trigger(
        name=name,
        table=table,
        sqlite=(
            f'BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ),
        postgres_when=f"BEFORE {event}",
        postgres=f"{lock} IF {condition} THEN {_error(message)} END IF; RETURN {returned};",
    )


def refusa_truncate(table, condition, message):
    """PostgreSQL only: emptying a table fires no row trigger. SQLite has no TRUNCATE."""
    return Trigger(
        name=f"{table}_truncate",
        table=table,
        postgres_when="BEFORE TRUNCATE",
        postgres_for="FOR EACH STATEMENT",
        postgres=f"IF {condition} THEN {_error(message)} END IF; RETURN NULL;",
    )


def _error(message):
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def _columns(rows, column):
    return ", ".join(f"{row}.{column}" for row in rows)


def _o(*conditions):
    return "(" + " OR ".join(f"({condition})" for condition in conditions) + ")"


def balanc_publicat(rows):
    """The row belongs, or would belong, to a published balanç."""
    return (
        "EXISTS (SELECT 1 FROM plans_balanc b WHERE b.estat = 'publicat' "
        f"AND b.id IN ({_columns(rows, 'balanc_id')}))"
    )


def lock_balanc(rows):
    return f"PERFORM 1 FROM plans_balanc WHERE id IN ({_columns(rows, 'balanc_id')}) FOR SHARE;"


def fitxa_publicada(rows):
    return (
        "EXISTS (SELECT 1 FROM plans_fitxa f JOIN plans_balanc b ON b.id = f.balanc_id "
        f"WHERE b.estat = 'publicat' AND f.id IN ({_columns(rows, 'fitxa_id')}))"
    )


def lock_balanc_de_fitxa(rows):
    return (
        "PERFORM 1 FROM plans_balanc b JOIN plans_fitxa f ON f.balanc_id = b.id "
        f"WHERE f.id IN ({_columns(rows, 'fitxa_id')}) FOR SHARE OF b;"
    )


def ocupa_lloc_publicat(table):
    """NEW has the id of a row of a published balanç, which a REPLACE would wipe out."""
    return (
        f"EXISTS (SELECT 1 FROM {table} t JOIN plans_balanc b ON b.id = t.balanc_id "
        "WHERE b.estat = 'publicat' AND t.id = NEW.id)"
    )


CANVIA_ID = "NEW.id <> OLD.id"


def congelats(table, publicat, lock, ocupa):
    """The rows of `table` are frozen with their balanç."""
    return [
        refusa(
            f"{table}_insert",
            table,
            "INSERT",
            _o(publicat(FILES["INSERT"]), ocupa),
            PUBLICAT,
            lock=lock(FILES["INSERT"]),
        ),
        refusa(
            f"{table}_update",
            table,
            "UPDATE",
            _o(publicat(FILES["UPDATE"]), CANVIA_ID),
            PUBLICAT,
            lock=lock(FILES["UPDATE"]),
        ),
        refusa(
            f"{table}_delete",
            table,
            "DELETE",
            publicat(FILES["DELETE"]),
            PUBLICAT,
            lock=lock(FILES["DELETE"]),
        ),
        refusa_truncate(
            table, "EXISTS (SELECT 1 FROM plans_balanc WHERE estat = 'publicat')", PUBLICAT
        ),
    ]


def tots_dos(name, table, condition, message):
    """The same condition on NEW, when a row comes in and when it changes."""
    return [
        refusa(f"{name}_insert", table, "INSERT", condition, message),
        refusa(f"{name}_update", table, "UPDATE", condition, message),
    ]


def _fora_d_esquema(tipus, *, buit):
    """The state is not of the scheme of the balanç, or the balanç is of the other kind."""
    schemes = [
        f"b.esquema = '{nom}' AND NEW.estat IN ({', '.join(repr(v) for v in estats.valors(nom))})"
        for nom in estats.ESQUEMES
    ]
    allowed = _o(*schemes, *(["NEW.estat = ''"] if buit else []))
    return (
        "NOT EXISTS (SELECT 1 FROM plans_balanc b "
        f"WHERE b.id = NEW.balanc_id AND b.tipus = '{tipus}' AND {allowed})"
    )


# A published balanç that has what NEW says it has, by any of its unique keys.
OCUPA_BALANC = """EXISTS (SELECT 1 FROM plans_balanc b WHERE b.estat = 'publicat' AND (b.id = NEW.id
    OR (b.pla_id = NEW.pla_id
        AND (b.codi = NEW.codi OR b.data_referencia = NEW.data_referencia))))"""
ANTERIOR_ALIE = """NEW.anterior_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plans_balanc a
    WHERE a.id = NEW.anterior_id AND a.pla_id = NEW.pla_id
    AND a.data_referencia < NEW.data_referencia)"""
ESQUEMA_ALIE = """NEW.estat = 'esborrany' AND NOT EXISTS (SELECT 1 FROM plans_pla p
    WHERE p.id = NEW.pla_id AND p.esquema = NEW.esquema)"""
# What `publica_balanc` tells people one by one, the database tells in one word.
ES_INCOMPLET = """NEW.estat = 'publicat' AND (
    EXISTS (SELECT 1 FROM plans_fitxa f WHERE f.balanc_id = NEW.id AND (f.uid IS NULL OR f.base = ''
        OR (f.estat <> '' AND (f.preparada_per_id IS NULL OR f.validada_per_id IS NULL))))
    OR (NEW.tipus = 'detall'
        AND NOT EXISTS (SELECT 1 FROM plans_fitxa f WHERE f.balanc_id = NEW.id))
    OR (NEW.tipus = 'agregat' AND NEW.nombre_elements <> (SELECT COALESCE(SUM(r.nombre), 0)
        FROM plans_recompte r WHERE r.balanc_id = NEW.id))
    OR EXISTS (SELECT 1 FROM plans_balanc a WHERE a.id = NEW.anterior_id AND a.estat <> 'publicat'))"""

BALANC = [
    refusa(
        "plans_balanc_insert", "plans_balanc", "INSERT", "NEW.estat <> 'esborrany'", NEIX_ESBORRANY
    ),
    refusa("plans_balanc_replace", "plans_balanc", "INSERT", OCUPA_BALANC, PUBLICAT),
    refusa(
        "plans_balanc_update",
        "plans_balanc",
        "UPDATE",
        _o("OLD.estat = 'publicat'", CANVIA_ID, f"NEW.estat = 'esborrany' AND {OCUPA_BALANC}"),
        PUBLICAT,
    ),
    refusa("plans_balanc_delete", "plans_balanc", "DELETE", "OLD.estat = 'publicat'", PUBLICAT),
    refusa_truncate(
        "plans_balanc", "EXISTS (SELECT 1 FROM plans_balanc WHERE estat = 'publicat')", PUBLICAT
    ),
    refusa("plans_balanc_incomplet", "plans_balanc", "UPDATE", ES_INCOMPLET, INCOMPLET),
    *tots_dos("plans_balanc_anterior", "plans_balanc", ANTERIOR_ALIE, ANTERIOR),
    *tots_dos("plans_balanc_esquema", "plans_balanc", ESQUEMA_ALIE, ESQUEMA),
]

FITXA_ALIENA = """NOT EXISTS (SELECT 1 FROM plans_balanc b
    JOIN plans_element e ON e.pla_id = b.pla_id JOIN plans_redaccio r ON r.element_id = e.id
    WHERE b.id = NEW.balanc_id AND e.id = NEW.element_id AND r.id = NEW.redaccio_id)"""
OCUPA_EVIDENCIA = """EXISTS (SELECT 1 FROM plans_evidencia v JOIN plans_fitxa f ON f.id = v.fitxa_id
    JOIN plans_balanc b ON b.id = f.balanc_id WHERE b.estat = 'publicat' AND v.id = NEW.id)"""

FITXES = [
    *congelats("plans_fitxa", balanc_publicat, lock_balanc, ocupa_lloc_publicat("plans_fitxa")),
    *congelats(
        "plans_recompte", balanc_publicat, lock_balanc, ocupa_lloc_publicat("plans_recompte")
    ),
    *congelats("plans_evidencia", fitxa_publicada, lock_balanc_de_fitxa, OCUPA_EVIDENCIA),
    *tots_dos("plans_fitxa_esquema", "plans_fitxa", _fora_d_esquema("detall", buit=True), ESQUEMA),
    *tots_dos(
        "plans_recompte_esquema", "plans_recompte", _fora_d_esquema("agregat", buit=False), ESQUEMA
    ),
    *tots_dos("plans_fitxa_mateix_pla", "plans_fitxa", FITXA_ALIENA, ALTRE_PLA),
]

ELEMENT_ALIE = """(NOT EXISTS (SELECT 1 FROM plans_nivell n
        WHERE n.id = NEW.nivell_id AND n.pla_id = NEW.pla_id)
    OR (NEW.pare_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plans_element p
        JOIN plans_nivell np ON np.id = p.nivell_id JOIN plans_nivell n ON n.id = NEW.nivell_id
        WHERE p.id = NEW.pare_id AND p.pla_id = NEW.pla_id AND np.profunditat < n.profunditat))
    OR (NEW.redaccio_vigent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plans_redaccio r
        WHERE r.id = NEW.redaccio_vigent_id AND r.element_id = NEW.id)))"""

ELEMENTS = [
    refusa(
        "plans_element_immutable",
        "plans_element",
        "UPDATE",
        _o(
            CANVIA_ID,
            "NEW.uid <> OLD.uid",
            "NEW.pla_id <> OLD.pla_id",
            "NEW.codi <> OLD.codi",
            "NEW.clau_ordre <> OLD.clau_ordre",
        ),
        IMMUTABLE,
    ),
    refusa(
        "plans_element_replace",
        "plans_element",
        "INSERT",
        "EXISTS (SELECT 1 FROM plans_element e WHERE e.id = NEW.id OR e.uid = NEW.uid "
        "OR (e.pla_id = NEW.pla_id AND e.codi = NEW.codi))",
        IMMUTABLE,
    ),
    refusa(
        "plans_element_delete",
        "plans_element",
        "DELETE",
        "EXISTS (SELECT 1 FROM plans_fitxa f JOIN plans_balanc b ON b.id = f.balanc_id "
        "WHERE b.estat = 'publicat' AND f.element_id = OLD.id)",
        INFORMAT,
    ),
    *tots_dos("plans_element_mateix_pla", "plans_element", ELEMENT_ALIE, ALTRE_PLA),
    refusa(
        "plans_redaccio_replace",
        "plans_redaccio",
        "INSERT",
        "EXISTS (SELECT 1 FROM plans_redaccio r WHERE r.id = NEW.id "
        "OR (r.element_id = NEW.element_id AND r.numero = NEW.numero))",
        NOMES_AFEGIR,
    ),
    refusa("plans_redaccio_update", "plans_redaccio", "UPDATE", "TRUE", NOMES_AFEGIR),
    refusa("plans_redaccio_delete", "plans_redaccio", "DELETE", "TRUE", NOMES_AFEGIR),
    refusa_truncate("plans_redaccio", "EXISTS (SELECT 1 FROM plans_redaccio)", NOMES_AFEGIR),
    refusa(
        "plans_nivell_update",
        "plans_nivell",
        "UPDATE",
        _o(CANVIA_ID, "NEW.pla_id <> OLD.pla_id", "NEW.profunditat <> OLD.profunditat"),
        ALTRE_PLA,
    ),
    refusa(
        "plans_pla_adreca",
        "plans_pla",
        "UPDATE",
        _o(
            CANVIA_ID,
            "NEW.slug <> OLD.slug AND EXISTS (SELECT 1 FROM plans_balanc b "
            "WHERE b.pla_id = OLD.id AND b.estat = 'publicat')",
        ),
        ADRECA,
    ),
]

TRIGGERS = [*BALANC, *FITXES, *ELEMENTS]


def declara():
    """Hand the triggers to the portal, which installs them after every migrate."""
    register("plans", TRIGGERS)
