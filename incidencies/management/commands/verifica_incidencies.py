from django.core.management.base import BaseCommand, CommandError

from incidencies.verificacio import problemes


class Command(BaseCommand):
    help = "Check what must always hold of the incidencies. Writes nothing; fails with the list."

    def handle(self, **options):
        trobats = list(problemes())
        for problema in trobats:
            self.stderr.write(problema)
        if trobats:
            raise CommandError(f"{len(trobats)} problemes")
        self.stdout.write("Les incidències quadren.")
