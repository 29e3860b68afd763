"""What the list of estates can be filtered by."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poligons.indexing import COLLECTION
from poligons.models import Dotacio, DotacioPoligon, Ens, EnsPoligon, Poligon
from terrassa_portal.web.filters import FacetFilter, PortalFilterSet, SearchFilter


class RelatedFacet(FacetFilter):
    """A facet over rows that tie estates to something with `codi` and `nom`, through `links`."""

    catalogue = None
    part = ""

    def links(self):
        raise NotImplementedError

    def filter(self, qs, value):
        if not value:
            return qs
        ties = self.links().filter(**{f"{self.part}__codi__in": value})
        return qs.filter(pk__in=ties.values("poligon"))

    def known_values(self, queryset):
        return list(self.catalogue.objects.order_by().values_list("codi", "nom"))

    def counts(self, queryset):
        ties = self.links().filter(poligon__in=queryset.order_by().values("pk"))
        rows = (
            ties.order_by()
            .values_list(f"{self.part}__codi", f"{self.part}__nom")
            .annotate(nombre=Count("poligon", distinct=True))
        )
        return {codi: (nom, nombre) for codi, nom, nombre in rows}


class DotacioFacet(RelatedFacet):
    """Facilities that are there today, wholly or in part: planned or unknown ones do not count."""

    catalogue, part = Dotacio, "dotacio"

    def links(self):
        return DotacioPoligon.objects.disponibles()


class EnsFacet(RelatedFacet):
    """Bodies with a role today."""

    catalogue, part = Ens, "ens"

    def links(self):
        return EnsPoligon.objects.vigents(timezone.localdate())


class PoligonFilterSet(PortalFilterSet):
    q = SearchFilter(
        collection=COLLECTION,
        label=_("Cerca un polígon"),
        help_text=_("Pel nom, un altre nom, un carrer o l’ens que el gestiona."),
    )
    districte = FacetFilter(
        field_name="districte",
        choices=[(str(n), _("Districte %(n)s") % {"n": n}) for n in range(1, 8)],
        label=_("Districte"),
    )
    estat = FacetFilter(field_name="estat", choices=Poligon.Estat, label=_("Estat"))
    tipus = FacetFilter(field_name="tipus", choices=Poligon.Tipus, label=_("Tipus"))
    dotacio = DotacioFacet(field_name="dotacions", label=_("Dotació que té"))
    ens = EnsFacet(field_name="ens_poligons", label=_("Ens"))

    class Meta:
        model = Poligon
        fields = ["q", "districte", "estat", "tipus", "dotacio", "ens"]
