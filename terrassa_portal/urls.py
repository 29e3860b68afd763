"""Every address of the portal. Slugs are Catalan; /es/ and /en/ show the same pages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from incidencies.views import estate_list, follow_by_token
from plans.views import permanent_id

from . import dossier, health, pages, sitemaps, views

urlpatterns = [
    path("gestio/", admin.site.urls),
    path("salut/", health.live, name="health"),
    path("salut/preparat/", health.ready, name="health_ready"),
    path(
        "sitemap.xml",
        login_not_required(sitemap_views.index),
        {"sitemaps": sitemaps.SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap_index",
    ),
    path(
        "sitemap-<slug:section>.xml",
        login_not_required(sitemap_views.sitemap),
        {"sitemaps": sitemaps.SITEMAPS},
        name="sitemap",
    ),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("s/<str:token>/", follow_by_token, name="follow_by_token"),
    path("id/plans/<uuid:uid>", permanent_id, name="plans_permanent_id"),
]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("cerca/", views.search, name="search"),
    path("servei/", views.service, name="service"),
    path("districte/", dossier.districte, name="districte"),
    path("poligons/<slug:slug>/incidencies/", estate_list, name="estate_incidents"),
    path("poligons/", include("terrassa_portal.poligons_urls")),
    path("empreses/", include("empreses.urls")),
    path("incidencies/", include("incidencies.urls")),
    path("plans/", include("plans.urls")),
    path("contacte/", pages.contact, name="contact"),
    path("ajuda/", pages.help_page, name="help"),
    path("mapa-web/", pages.site_map, name="site_map"),
    path("accessibilitat/", pages.accessibility, name="accessibility"),
    path("privacitat/", pages.privacy, name="privacy"),
    path("avis-legal/", pages.legal_notice, name="legal_notice"),
    path("galetes/", pages.cookies, name="cookies"),
    path("", include("terrassa_portal.web.urls")),
    prefix_default_language=False,
)
