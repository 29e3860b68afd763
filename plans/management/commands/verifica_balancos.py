from django.core.management.base import BaseCommand, CommandError

from plans.models import Balanc
from plans.transitions import verifica_balancos


class Command(BaseCommand):
    help = "Compute the digest of every published balance again; fail if one does not match."

    def handle(self, **options):
        alterats = verifica_balancos()
        for balanc in alterats:
            self.stderr.write(f"{balanc.pla_slug} {balanc.codi}: l’empremta no coincideix")
        if alterats:
            raise CommandError(f"{len(alterats)} balanços alterats")
        total = Balanc.objects.publicats().count()
        self.stdout.write(f"{total} balanços comprovats: totes les empremtes coincideixen")
