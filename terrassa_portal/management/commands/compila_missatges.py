"""Compile the catalogues of `locale/` without gettext, which a bare machine lacks."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every locale/*/LC_MESSAGES/*.po into its .mo. Safe to run twice."

    def handle(self, **options):
        for directory in settings.LOCALE_PATHS:
            for source in sorted(Path(directory).glob("*/LC_MESSAGES/*.po")):
                polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
                if options["verbosity"]:
                    self.stdout.write(f"{source.parent.parent.name}: {source.stem}")
