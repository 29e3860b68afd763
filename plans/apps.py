from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self):
        from auditlog.registry import auditlog

        from plans import models, triggers

        for model in (models.Pla, models.Element, models.Balanc, models.Fitxa):
            auditlog.register(model)
        for model in (models.Acte, models.Dada, models.Partida, models.Nivell, models.Vincle):
            auditlog.register(model)
        for model in (models.Redaccio, models.Evidencia, models.Recompte):
            auditlog.register(model)
        triggers.declara()
