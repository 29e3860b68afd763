"""`/sitemap.xml`: every public page that is worth finding, in the three languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from empreses.models import Empresa
from incidencies.models import Incidencia
from plans.models import Balanc, Element, Pla
from poligons.models import Poligon

PAGES = [
    "home", "search", "service", "districte", "contact", "help", "site_map", "accessibility",
    "privacy", "legal_notice", "cookies", "poligons:list", "empreses:list", "incidencies:list",
    "incidencies:create", "incidencies:follow", "plans:list", "plans:method",
]  # fmt: skip


class PortalSitemap(Sitemap):
    i18n = True
    alternates = True
    limit = 5000

    def __init__(self, rows, lastmod=None):
        super().__init__()
        self.rows = rows
        if lastmod:
            self.lastmod = lambda record: getattr(record, lastmod)

    def items(self):
        return self.rows()


class PageSitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "pagines": PageSitemap,
    "poligons": PortalSitemap(lambda: Poligon.objects.order_by("pk"), "actualitzat_el"),
    "empreses": PortalSitemap(
        lambda: Empresa.objects.publics().vives().filter(es_mostra=False).order_by("pk"),
        "actualitzat_el",
    ),
    "plans": PortalSitemap(lambda: Pla.objects.order_by("pk")),
    "elements": PortalSitemap(lambda: Element.objects.select_related("pla").order_by("pk")),
    "balancos": PortalSitemap(
        lambda: Balanc.objects.publicats().select_related("pla").order_by("pk")
    ),
    "incidencies": PortalSitemap(lambda: Incidencia.objects.publiques().order_by("pk")),
}
