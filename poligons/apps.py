from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoligonsConfig(AppConfig):
    name = "poligons"
    verbose_name = _("Polígons")
