"""What the public list may be filtered by."""

from django.utils.translation import gettext_lazy as _

from incidencies.models import Incidencia
from terrassa_portal.web.filters import FacetFilter, PortalFilterSet


class IncidenciaPoligonFilterSet(PortalFilterSet):
    estat = FacetFilter(field_name="estat", choices=Incidencia.Estat, label=_("Estat"))
    categoria = FacetFilter(
        field_name="categoria__codi", title="categoria__nom", label=_("Tipus"), order="count"
    )

    class Meta:
        model = Incidencia
        fields = []


class IncidenciaFilterSet(IncidenciaPoligonFilterSet):
    poligon = FacetFilter(field_name="poligon__slug", title="poligon__nom", label=_("Polígon"))
