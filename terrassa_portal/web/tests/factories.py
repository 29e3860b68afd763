"""Users for tests: `crea_usuari` gives a valid one; say only what the test is about."""

from itertools import count

from django.contrib.auth.models import Group

from terrassa_portal.web.models import Usuari

_numbers = count(1)
CONTRASENYA = "una-contrasenya-prou-llarga"


def crea_usuari(email="", grups=(), **fields):
    fields.setdefault("is_staff", bool(grups))
    usuari = Usuari.objects.create_user(
        email or f"persona{next(_numbers)}@terrassa.example", CONTRASENYA, **fields
    )
    for name in grups:
        usuari.groups.add(Group.objects.get_or_create(name=name)[0])
    return usuari
