from django.apps import AppConfig


class TerrassaPortalConfig(AppConfig):
    """The project package: pages and commands that join apps. It has no models."""

    name = "terrassa_portal"
    label = "terrassa_portal"
