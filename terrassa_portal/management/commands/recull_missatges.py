"""Gather the texts of code and templates into the Spanish and English catalogues."""

import shutil

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Bring locale/es and locale/en up to date with the texts of the portal. Needs gettext."

    def handle(self, **options):
        if not shutil.which("xgettext"):
            raise CommandError("gettext is missing. On Debian: apt-get install gettext")
        call_command(
            "makemessages",
            locale=["es", "en"],
            ignore_patterns=["var/*", ".venv/*", "*/tests/*", "benchmarks/*", "deploy/*"],
            add_location="file",
            no_wrap=True,
            no_obsolete=True,
            verbosity=options["verbosity"],
        )
