from django.core.management.base import BaseCommand
from django.db import transaction

import empreses.importing
import incidencies.importing
import plans.importing
import poligons.importing


class Command(BaseCommand):
    help = (
        "Load Terrassa's reference data. Safe to run twice; never undoes what a technician changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")

    @transaction.atomic
    def handle(self, *, dry_run, **options):
        for app in (poligons, empreses, incidencies, plans):
            summary = app.importing.carrega_referencia()
            counts = ", ".join(f"{n} {what}" for what, n in sorted(summary.items())) or "res"
            self.stdout.write(f"{app.__name__}: {counts}")
        transaction.set_rollback(dry_run)
