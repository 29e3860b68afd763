"""What anybody may read: the incidencies with a moderated summary, as a list and one by one."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidencies.cronologia import etiqueta, passos, situacio
from incidencies.filters import IncidenciaFilterSet, IncidenciaPoligonFilterSet
from incidencies.models import Incidencia
from incidencies.tables import IncidenciaPoligonTable, IncidenciaTable
from poligons.models import Poligon
from terrassa_portal.web.lists import TableListView


@method_decorator(login_not_required, name="dispatch")
class IncidenciaListView(TableListView):
    queryset = Incidencia.objects.publiques().amb_relacions()
    filterset_class = IncidenciaFilterSet
    table_class = IncidenciaTable
    template_name = "incidencies/incidencia_list.html"
    export_name = "incidencies"

    @property
    def page_title(self):
        return _("Incidències")


class EstateIncidenciaListView(IncidenciaListView):
    """Those of one polígon."""

    filterset_class = IncidenciaPoligonFilterSet
    table_class = IncidenciaPoligonTable
    template_name = "incidencies/incidencia_list_poligon.html"

    @cached_property
    def poligon(self):
        return get_object_or_404(Poligon, slug=self.kwargs["slug"])

    def get_queryset(self):
        return super().get_queryset().filter(poligon=self.poligon)

    @property
    def page_title(self):
        return _("Incidències: %(poligon)s") % {"poligon": self.poligon.nom}

    @property
    def export_name(self):
        return f"incidencies-{self.poligon.slug}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(poligon=self.poligon, **kwargs)


estate_list = EstateIncidenciaListView.as_view()


@login_not_required
@require_safe
def detail(request, codi):
    """The public page of one moderated incidencia: never the reporter's words nor who they are."""
    incidencia = get_object_or_404(Incidencia.objects.publiques().amb_relacions(), codi=codi)
    derivacio = incidencia.derivacio_oberta()
    esdeveniments = list(incidencia.esdeveniments.publics().amb_relacions())
    context = {
        "incidencia": incidencia,
        "etiqueta": etiqueta(incidencia),
        "situacio": situacio(incidencia, derivacio),
        "passos": passos(incidencia, esdeveniments),
    }
    return render(request, "incidencies/incidencia_detail.html", context)
