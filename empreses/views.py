"""The public directory and the page of a company."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from empreses import presentation
from empreses.codis import es_codi_valid, normalitza_codi
from empreses.filters import EstablimentFilterSet
from empreses.models import Empresa, Establiment
from empreses.tables import COLUMNES_DE_DESCARREGA, EstablimentTable
from terrassa_portal.web.lists import TableListView

VEINES_MAXIM = 6


@method_decorator(login_not_required, name="dispatch")
class EstablimentListView(TableListView):
    queryset = Establiment.objects.publics().amb_relacions().order_by("clau_ordre", "id")
    filterset_class = EstablimentFilterSet
    table_class = EstablimentTable
    template_name = "empreses/establiment_list.html"
    export_name = "empreses"
    export_columns = COLUMNES_DE_DESCARREGA
    page_title = _("Directori d’empreses")

    def geojson(self, record):
        if record.latitud is None:
            return None
        return {"type": "Point", "coordinates": [float(record.longitud), float(record.latitud)]}


@login_not_required
@require_safe
def detail(request, referencia):
    """The page of a company, by its code; the name after the code is only for people."""
    codi = normalitza_codi(referencia.partition("-")[0])
    if not es_codi_valid(codi):
        raise Http404(_("No hi ha cap empresa amb aquest codi."))
    empresa = get_object_or_404(Empresa.objects.publics(), codi=codi)
    if request.path != empresa.get_absolute_url():
        return redirect(empresa.get_absolute_url(), permanent=True)
    return render(request, "empreses/empresa_detail.html", _context(empresa))


def _context(empresa):
    establiments = list(
        Establiment.objects.publics()
        .amb_relacions()
        .filter(empresa=empresa)
        .order_by("-es_seu", "id")
        .prefetch_related("secundaries__activitat")
    )
    for establiment in establiments:
        establiment.fets = presentation.dades_de_l_establiment(establiment)
    return {
        "empresa": empresa,
        "estat": presentation.marca_estat(empresa),
        "fets": presentation.dades_de_la_fitxa(empresa),
        "establiments": establiments,
        "dades": empresa.dades.select_related("font"),
        "fonts": empresa.fonts.all(),
        "veines": _veines(establiments),
        "principal": establiments[0] if establiments else None,
        "resum": presentation.resum(empresa, establiments),
        "json_ld": presentation.json_ld(empresa, establiments),
    }


def _veines(establiments):
    """Other companies of the same sector in the same estate as the first of these premises."""
    principal = next((e for e in establiments if e.poligon_id and e.sector_id), None)
    if principal is None:
        return []
    return (
        Establiment.objects.publics()
        .amb_relacions()
        .filter(poligon=principal.poligon_id, sector=principal.sector_id)
        .exclude(empresa=principal.empresa_id)
        .order_by("clau_ordre", "id")[:VEINES_MAXIM]
    )
