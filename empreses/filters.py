"""What the directory can be filtered by.

The counts of 100,000 rows come from indexes of the establiments' own table: a facet groups by the
key of its catalogue, and the words of the few keys are read apart.
"""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from empreses.indexing import COLLECCIO
from empreses.models import Establiment, Sector
from poligons.models import Poligon
from terrassa_portal.web.filters import FacetFilter, PortalFilterSet, SearchFilter

INICIALS = [(lletra, lletra) for lletra in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


class CatalogueFacet(FacetFilter):
    """A facet over a foreign key to a small table with `slug` and `nom`."""

    def __init__(self, *, catalogue, ordre, **kwargs):
        super().__init__(**kwargs)
        self.catalogue = catalogue
        self.ordre = ordre
        self.order = "choices"

    def filter(self, qs, value):
        if not value:
            return qs
        keys = self.catalogue.objects.filter(slug__in=value).values("pk")
        return qs.filter(**{f"{self.field_name}__in": keys})

    def known_values(self, queryset):
        return list(self.catalogue.objects.order_by(self.ordre).values_list("slug", "nom"))

    def counts(self, queryset):
        key = f"{self.field_name}_id"
        rows = queryset.order_by().values_list(key).annotate(nombre=Count("pk"))
        counts = {pk: nombre for pk, nombre in rows if pk is not None}
        words = self.catalogue.objects.order_by(self.ordre).values_list("pk", "slug", "nom")
        return {slug: (nom, counts[pk]) for pk, slug, nom in words if pk in counts}


class EstablimentFilterSet(PortalFilterSet):
    q = SearchFilter(
        collection=COLLECCIO,
        label=_("Cerca una empresa"),
        help_text=_("Pel nom, el que fa, el carrer o el polígon. No cal que hi poseu els accents."),
    )
    sector = CatalogueFacet(field_name="sector", catalogue=Sector, ordre="ordre", label=_("Sector"))
    poligon = CatalogueFacet(
        field_name="poligon", catalogue=Poligon, ordre="clau_ordre", label=_("Polígon")
    )
    tram = FacetFilter(
        field_name="tram",
        choices=[(valor, text) for valor, text in Establiment.Tram.choices if valor],
        label=_("Plantilla (persones)"),
    )
    inicial = FacetFilter(field_name="inicial", choices=INICIALS, label=_("Inicial"))

    class Meta:
        model = Establiment
        fields = ["q", "sector", "poligon", "tram", "inicial"]
