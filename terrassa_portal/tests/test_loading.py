"""`carrega_terrassa --dry-run` on an empty database."""

from django.core.management import call_command

from plans.models import Pla
from poligons.models import Poligon


def test_loading_dry_writes_nothing(db):
    call_command("carrega_terrassa", "--dry-run", verbosity=0)

    assert not Poligon.objects.exists()
    assert not Pla.objects.exists()
