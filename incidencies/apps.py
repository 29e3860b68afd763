from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidenciesConfig(AppConfig):
    name = "incidencies"
    verbose_name = _("Incidències")

    def ready(self):
        from auditlog.registry import auditlog

        from terrassa_portal.web import triggers

        from . import correus, inalterables
        from .models import Categoria, DiaInhabil, ReglaDerivacio, Servei

        # An incidencia has its own history, append-only, and a reporter's data are in no log.
        auditlog.register(Servei, m2m_fields={"membres"})
        auditlog.register(ReglaDerivacio, m2m_fields={"categories", "poligons"})
        auditlog.register(Categoria)
        auditlog.register(DiaInhabil)
        correus.registra()
        triggers.register(self.label, inalterables.triggers())
