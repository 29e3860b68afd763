"""Filters of the list of plans and of the list of elements of one plan."""

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from plans import estats
from plans.models import Element, Pla
from terrassa_portal.web.filters import FacetFilter, PortalFilterSet, SearchFilter

VIGENCIES = [("vigent", _("En vigor")), ("acabat", _("Acabats"))]


class PlaFilterSet(PortalFilterSet):
    """`vigencia` is annotated by the page, because it depends on the day."""

    tipus = FacetFilter(field_name="tipus", choices=Pla.Tipus, label=_("Tipus"))
    vigencia = FacetFilter(field_name="vigencia", choices=VIGENCIES, label=_("Vigència"))


class PoligonFacet(FacetFilter):
    """An element of several estates is listed once, whichever of them are asked for."""

    def filter(self, qs, value):
        if not value:
            return qs
        named = Element.poligons.through.objects.filter(poligon__slug__in=value)
        return qs.filter(pk__in=named.values("element"))


class GroupFacet(FacetFilter):
    """The elements of the highest level, in the order of the plan."""

    def counts(self, queryset):
        rows = queryset.order_by("arrel_clau").values_list("arrel_codi", "arrel_nom", "arrel_clau")
        found = rows.annotate(nombre=Count("pk"))
        return {codi: (nom, nombre) for codi, nom, _clau, nombre in found if codi}


class ElementFilterSet(PortalFilterSet):
    """Over elements with `estat_mostrat`, `arrel_codi` and `arrel_nom` annotated by the page.

    `balanc` is the one that states come from: without it there is no filter of states.
    `grup` is what the highest level of the plan is called.
    """

    q = SearchFilter(
        collection="plans.element",
        label=_("Cerca"),
        help_text=_("Busca en els codis, els títols i les àrees d’aquest pla."),
    )
    estat = FacetFilter(field_name="estat_mostrat", choices=(), label=_("Estat"))
    prioritat = GroupFacet(
        field_name="arrel_codi", title="arrel_nom", label=_("Grup"), order="choices"
    )
    area = FacetFilter(
        field_name="redaccio_vigent__responsable__codi",
        title="redaccio_vigent__responsable__nom",
        label=_("Àrea responsable"),
    )
    poligon = PoligonFacet(field_name="poligons__slug", title="poligons__nom", label=_("Polígon"))

    def __init__(self, *args, balanc=None, grup="", **kwargs):
        super().__init__(*args, **kwargs)
        if grup:
            self.filters["prioritat"].label = capfirst(grup)
        if balanc is None:
            del self.filters["estat"]
            return
        states = estats.per_mostrar(balanc.esquema)
        facet = self.filters["estat"]
        facet.pairs = facet.extra["choices"] = [(e.valor, e.etiqueta) for e in states]
