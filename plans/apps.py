from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self):
        from auditlog.registry import auditlog

        from plans import models, triggers

        auditlog.register(models.Pla, m2m_fields={"poligons"})
        auditlog.register(models.Element, m2m_fields={"poligons"})
        for model in (models.Acte, models.Dada, models.Partida, models.Nivell, models.Vincle):
            auditlog.register(model)
        for model in (models.Balanc, models.Recompte, models.Fitxa, models.Evidencia):
            auditlog.register(model)
        auditlog.register(models.Redaccio)
        triggers.declara()
