"""Every address of the portal. Slugs are Catalan; /es/ and /en/ show the same pages."""

import importlib

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path


@login_not_required
def _wait(request, **kwargs):
    return HttpResponse("<p>building</p>")


def _view(module, name):
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return _wait


def _include(module, fallback):
    try:
        empty = not importlib.import_module(module).urlpatterns
    except ImportError:
        empty = True
    if empty:
        names = ["list", "create", "follow", "method"]
        return include(([path(n, _wait, name=n) for n in names] + [path("<slug:slug>/x", _wait, name="detail")], fallback))
    return include(module)


P, V, H = "terrassa_portal.pages", "terrassa_portal.views", "terrassa_portal.health"
urlpatterns = [
    path("gestio/", admin.site.urls),
    path("salut/", _view(H, "live"), name="health"),
    path("salut/preparat/", _view(H, "ready"), name="health_ready"),
    path("robots.txt", _view(P, "robots"), name="robots"),
    path(".well-known/security.txt", _view(P, "security_txt"), name="security_txt"),
    path("s/<str:token>/", _view("incidencies.views", "follow_by_token"), name="follow_by_token"),
    path("id/plans/<uuid:uid>", _view("plans.views", "permanent_id"), name="plans_permanent_id"),
]
urlpatterns += i18n_patterns(
    path("", _view(V, "home"), name="home"),
    path("cerca/", _view(V, "search"), name="search"),
    path("servei/", _view(V, "service"), name="service"),
    path("districte/", _view("terrassa_portal.dossier", "districte"), name="districte"),
    path(
        "poligons/<slug:slug>/incidencies/",
        _view("incidencies.views", "estate_list"),
        name="estate_incidents",
    ),
    path("poligons/", _include("terrassa_portal.poligons_urls", "poligons")),
    path("empreses/", _include("empreses.urls", "empreses")),
    path("incidencies/", _include("incidencies.urls", "incidencies")),
    path("plans/", _include("plans.urls", "plans")),
    path("contacte/", _view(P, "contact"), name="contact"),
    path("ajuda/", _view(P, "help_page"), name="help"),
    path("mapa-web/", _view(P, "site_map"), name="site_map"),
    path("accessibilitat/", _view(P, "accessibility"), name="accessibility"),
    path("privacitat/", _view(P, "privacy"), name="privacy"),
    path("avis-legal/", _view(P, "legal_notice"), name="legal_notice"),
    path("galetes/", _view(P, "cookies"), name="cookies"),
    path("", include("terrassa_portal.web.urls")),
    prefix_default_language=False,
)
