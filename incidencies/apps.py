from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidenciesConfig(AppConfig):
    name = "incidencies"
    verbose_name = _("Incidències")

    def ready(self):
        from terrassa_portal.web import triggers

        from . import correus, inalterables

        correus.registra()
        triggers.register(self.label, inalterables.triggers())
