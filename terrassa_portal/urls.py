"""Every address of the portal. Slugs are Catalan; /es/ and /en/ show the same pages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("gestio/", admin.site.urls),
]
urlpatterns += i18n_patterns(
    path("poligons/", include("poligons.urls")),
    path("empreses/", include("empreses.urls")),
    path("incidencies/", include("incidencies.urls")),
    path("plans/", include("plans.urls")),
    prefix_default_language=False,
)
