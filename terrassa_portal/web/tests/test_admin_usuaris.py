"""Accounts in the back office: who makes them gives no more power than they have."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from terrassa_portal.web.models import Usuari

from .factories import crea_usuari


@pytest.fixture
def keeper(client, db):
    """Whoever keeps the accounts: may do all with them, and is no administrator."""
    keeper = crea_usuari(is_staff=True)
    keeper.user_permissions.set(Permission.objects.filter(content_type__app_label="web"))
    client.force_login(keeper)
    return keeper


def page(user, name="admin:web_usuari_change"):
    return reverse(name, args=[user.pk])


def test_who_keeps_the_accounts_makes_nobody_an_administrator(client, keeper):
    form = {"email": keeper.email, "nom": "Jo", "is_active": "on", "is_staff": "on"}

    assert client.post(page(keeper), form | {"is_superuser": "on"}).status_code == 302

    keeper.refresh_from_db()
    assert (keeper.nom, keeper.is_superuser) == ("Jo", False)


def test_who_keeps_the_accounts_does_not_touch_an_administrator(client, keeper):
    boss = crea_usuari(is_staff=True, is_superuser=True)
    password = {"usable_password": "true", "password1": "trens-i-telers-77"}
    password["password2"] = password["password1"]
    delete = {"action": "delete_selected", "_selected_action": [boss.pk], "post": "yes"}

    assert client.post(page(boss), {"email": "meu@correu.example"}).status_code == 403
    assert client.post(page(boss, "admin:auth_user_password_change"), password).status_code == 403
    assert client.post(page(boss, "admin:web_usuari_delete"), {"post": "yes"}).status_code == 403
    client.post(reverse("admin:web_usuari_changelist"), delete)

    kept = Usuari.objects.get(pk=boss.pk)
    assert (kept.email, kept.password) == (boss.email, boss.password)


def test_an_administrator_makes_another(client, keeper, db):
    boss = crea_usuari(is_staff=True, is_superuser=True)
    client.force_login(boss)
    form = {"email": keeper.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}

    client.post(page(keeper), form)

    assert Usuari.objects.get(pk=keeper.pk).is_superuser
