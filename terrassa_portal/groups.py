"""What each group of users may do in the back office: one table, applied by `manage.py grups`."""

from terrassa_portal.web import roles

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
READ = (VIEW,)
WRITE = (VIEW, ADD, CHANGE)
ALL = (VIEW, ADD, CHANGE, DELETE)

APPS = ("poligons", "empreses", "incidencies", "plans")

# group → {app or "app.model": actions}. A model named alone wins over its app.
PERMISSIONS = {
    roles.COORDINACIO: {
        **dict.fromkeys(APPS, ALL),
        "web": ALL,
        "mfa": (VIEW, DELETE),
        "auditlog": READ,
    },
    roles.PROMOCIO: {
        "poligons": ALL,
        "empreses": ALL,
        "incidencies": WRITE,
        "incidencies.regladerivacio": READ,
        "incidencies.servei": READ,
        "incidencies.categoria": READ,
        "plans": READ,
        "plans.fitxa": WRITE,
        "plans.evidencia": WRITE,
        "web.suggeriment": WRITE,
        "web.sortint": (VIEW, CHANGE),  # «change» is to send again what failed
    },
    roles.SERVEI: {"incidencies.incidencia": (VIEW, CHANGE), "incidencies.servei": READ},
    roles.AREA: {"plans": READ, "plans.fitxa": WRITE, "plans.evidencia": WRITE},
    roles.VALIDACIO: {"plans": READ, "plans.fitxa": (VIEW, CHANGE)},
    roles.ENQUESTA: {"empreses.establiment": READ, "poligons.poligon": READ},
    roles.LECTURA: dict.fromkeys(APPS, READ),
    roles.AUDITORIA: {**dict.fromkeys(APPS, READ), "web": READ, "auditlog": READ},
}


def allows(group, permission):
    """Whether `group` has the Django `permission`."""
    action, _sep, model = permission.codename.partition("_")
    rules = PERMISSIONS[group]
    app = permission.content_type.app_label
    actions = rules.get(f"{app}.{model}", rules.get(app, ()))
    if action not in ALL:  # a permission of our own, such as publica_balanc
        return group == roles.COORDINACIO and app in APPS
    return action in actions
