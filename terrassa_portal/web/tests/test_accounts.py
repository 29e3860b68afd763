"""The door: how many times it may be tried, and from where."""

import pytest

from .factories import CONTRASENYA, crea_usuari

DOOR = "/entra/"
LOCKED = 429
TRIES = 31  # the library allows thirty a minute from one address


@pytest.fixture
def behind_our_proxy(settings):
    """nginx in front: every request comes from it, and it says for whom."""
    settings.HTTPS = True


def knock(client, forwarded, n):
    form = {"login": f"ningu{n}@terrassa.example", "password": "no-ho-es"}
    return client.post(DOOR, form, headers={"X-Forwarded-For": forwarded}).status_code


def test_behind_the_proxy_one_who_insists_locks_out_nobody_else(db, client, behind_our_proxy):
    tries = {knock(client, "203.0.113.7", n) for n in range(TRIES)}

    assert LOCKED in tries
    assert knock(client, "203.0.113.8", TRIES) == 200
    form = {"login": crea_usuari().email, "password": CONTRASENYA}
    headers = {"X-Forwarded-For": "203.0.113.8"}
    assert client.post(DOOR, form, headers=headers).status_code == 302


def test_without_the_proxy_an_invented_address_opens_no_more_tries(db, client):
    tries = [knock(client, f"203.0.113.{n}", n) for n in range(TRIES)]

    assert tries[-1] == LOCKED
