from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoligonsConfig(AppConfig):
    name = "poligons"
    verbose_name = _("Polígons")

    def ready(self):
        from auditlog.registry import auditlog

        for model in self.get_models():
            auditlog.register(model)
