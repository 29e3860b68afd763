"""The groups of users, by the names that every part of the portal knows them by."""

COORDINACIO = "coordinacio"  # everything; publishes plans; rules
PROMOCIO = "promocio"  # technician of the Servei: triage, estates, census, offers, cases
SERVEI = "servei"  # a municipal service: its own queue
AREA = "area"  # editor of its own area's drafts
VALIDACIO = "validacio"  # validates what an area prepared
ENQUESTA = "enquesta"  # census: assigned estates only
LECTURA = "lectura"
AUDITORIA = "auditoria"

ALL = (COORDINACIO, PROMOCIO, SERVEI, AREA, VALIDACIO, ENQUESTA, LECTURA, AUDITORIA)


def has(user, *names):
    """Whether `user` is in one of the groups, or may do everything. One query per user and request."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    if not hasattr(user, "_role_names"):
        user._role_names = set(user.groups.values_list("name", flat=True))
    return not user._role_names.isdisjoint(names)
