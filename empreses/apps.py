from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from terrassa_portal.web.sample import register_check


class EmpresesConfig(AppConfig):
    name = "empreses"
    verbose_name = _("Empreses")

    def ready(self):
        from auditlog.registry import auditlog

        for model in ("Sector", "Activitat", "Font", "Empresa", "DadaPublicada"):
            auditlog.register(self.get_model(model))
        # The census is the record of who works where: what is copied into it is not news.
        auditlog.register(
            self.get_model("Establiment"),
            exclude_fields=["clau_ordre", "es_public", "es_mostra", "sector", "tram", "inicial"],
        )
        register_check(self._hi_ha_mostra)

    def _hi_ha_mostra(self):
        return self.get_model("Empresa").objects.de_mostra().exists()
