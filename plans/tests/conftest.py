import pytest
from django.core.management import call_command

from terrassa_portal.web.tests.factories import crea_usuari


@pytest.fixture
def entra(client, db):
    """`entra(role)`: a client of a new officer with that role; `.officer` is who."""
    call_command("grups", verbosity=0)

    def enter(role, servei=None, **fields):
        client.officer = crea_usuari(grups=[role], **fields)
        if servei:
            servei.membres.add(client.officer)
        client.force_login(client.officer)
        return client

    return enter
