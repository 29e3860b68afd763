import pytest


@pytest.fixture(scope="module")
def referencia(django_db_setup, django_db_blocker):
    """The estates and the companies of the reference data, once for a module; ask for `db` too."""
    from django.db import transaction

    import empreses.importing
    import poligons.importing

    with django_db_blocker.unblock(), transaction.atomic():
        poligons.importing.carrega_referencia()
        empreses.importing.carrega_referencia()
        yield
        transaction.set_rollback(True)
