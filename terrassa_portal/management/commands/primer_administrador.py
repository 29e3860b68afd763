"""Make the first administrator of a new portal, and say how to enter."""

import os
import secrets

from django.core.management.base import BaseCommand

from terrassa_portal.web.models import Usuari


class Command(BaseCommand):
    help = (
        "Make an administrator with a random password if there is none yet. "
        "The e-mail comes from ADMIN_EMAIL. Safe to run twice."
    )

    def handle(self, **options):
        administrators = Usuari.objects.filter(is_superuser=True, is_active=True)
        if first := administrators.order_by("pk").first():
            self.stdout.write(f"  Enter as {first.email} with your password.")
            self.stdout.write(
                "  Forgotten? .venv/bin/python manage.py changepassword " + first.email
            )
            return
        email = os.environ.get("ADMIN_EMAIL", "admin@terrassa.example")
        password = secrets.token_urlsafe(12)
        Usuari.objects.create_superuser(email=email, password=password)
        self.stdout.write(f"  First administrator: {email}")
        self.stdout.write(f"  Password, shown only this once: {password}")
