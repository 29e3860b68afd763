"""Public pages that need only the estates themselves; the dossier of one joins the other apps."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from poligons import mapping
from poligons.filters import PoligonFilterSet
from poligons.models import Poligon
from poligons.tables import PoligonTable
from terrassa_portal.web.lists import TableListView


@lru_cache(maxsize=2)
def _rows(dia):
    """The rows of the list, told once a day: putting the question together costs as much as asking."""
    return Poligon.objects.amb_relacions(dia)


@method_decorator(login_not_required, name="dispatch")
class PoligonListView(TableListView):
    filterset_class = PoligonFilterSet
    table_class = PoligonTable
    template_name = "poligons/poligon_list.html"
    export_name = "poligons"
    page_title = _("Polígons")
    export_columns = {
        "superficie_min_ha": "superficie_min_ha",
        "superficie_max_ha": "superficie_max_ha",
        "any_inici": "inici",
        "latitud": "latitud",
        "longitud": "longitud",
        "precisio_m": "precisio_m",
        "codi": "codi",
        "adreca": "get_absolute_url",
        "descripcio": "descripcio",
    }

    def get_queryset(self):
        return _rows(timezone.localdate()).all()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        whole = context["table"].paginator.num_pages == 1
        records = context["object_list"] if whole else self.rows
        context["features"] = mapping.features_of(records)
        return context

    def geojson(self, record):
        return mapping.geometry(record)
