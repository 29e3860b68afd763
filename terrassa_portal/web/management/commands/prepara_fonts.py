from django.conf import settings
from django.core.management.base import BaseCommand

from terrassa_portal.web import fonts


class Command(BaseCommand):
    help = "Cut the portal's fonts for the web and for PDF. It only makes what is missing."
    requires_system_checks = []

    def handle(self, **options):
        written = fonts.prepare(settings.BASE_DIR / "static" / "fonts", settings.VAR_DIR / "fonts")
        self.stdout.write(
            f"{len(written)} fitxers de lletra fets" if written else "Les lletres ja hi són."
        )
