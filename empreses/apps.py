from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmpresesConfig(AppConfig):
    name = "empreses"
    verbose_name = _("Empreses")
