from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    default = True
    name = "terrassa_portal.web"
    label = "web"
    verbose_name = _("Portal")

    def ready(self):
        from auditlog.registry import auditlog

        from . import outbox, transitions
        from .models import Suggeriment, Usuari
        from .triggers import install_for_app, uninstall_for_app

        outbox.register(transitions.MAIL_ANSWER, transitions.answer_mail)

        auditlog.register(Usuari, exclude_fields=["password", "last_login"])
        auditlog.register(Suggeriment, include_fields=["estat", "contestat_el", "contestat_per"])
        pre_migrate.connect(uninstall_for_app, dispatch_uid="web.triggers")
        post_migrate.connect(install_for_app, dispatch_uid="web.triggers")


class GestioConfig(admin_apps.AdminConfig):
    """The Django admin, dressed as the back office at /gestio/."""

    default = False
    default_site = "terrassa_portal.web.admin_site.GestioSite"
