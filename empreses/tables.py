"""The table of the directory. Its columns, and those of the downloads, show public fields only."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from empreses.models import Establiment
from empreses.presentation import marca_de_mostra, no_consta
from terrassa_portal.web.tables import LinkColumn, PortalTable

D_UNA_LINIA = {"td": {"class": "nowrap"}}


class EmpresaColumn(LinkColumn):
    """The name as a link, with its mark if the record is made up."""

    def render(self, record, value):
        link = super().render(record, value)
        return SafeString(f"{link} {marca_de_mostra()}") if record.es_mostra else link


class EstablimentTable(PortalTable):
    caption = _("Directori d’empreses: un establiment per fila.")

    nom = EmpresaColumn(
        accessor="empresa__nom",
        url=lambda establiment: establiment.get_absolute_url(),
        verbose_name=_("Empresa"),
        order_by=("clau_ordre", "id"),
    )
    sector = tables.Column(
        verbose_name=_("Sector i activitat"),
        accessor="sector",
        empty_values=(),
        order_by=("sector__ordre", "clau_ordre"),
    )
    poligon = tables.Column(
        verbose_name=_("Polígon"),
        accessor="poligon",
        empty_values=(),
        attrs=D_UNA_LINIA,
        order_by=("poligon__clau_ordre", "clau_ordre"),
    )
    tram = tables.Column(
        verbose_name=_("Plantilla"), empty_values=(), orderable=False, attrs=D_UNA_LINIA
    )

    class Meta(PortalTable.Meta):
        model = Establiment
        fields = ["nom", "sector", "poligon", "tram"]

    def render_sector(self, record):
        if record.sector is None:
            return no_consta()
        que_fa = record.empresa.descripcio or record.activitat.titol
        if que_fa == record.sector.nom:
            return que_fa
        return format_html(
            '{}<br><small class="muted">{}</small>', record.sector.nom, Truncator(que_fa).chars(90)
        )

    def value_sector(self, record):
        return record.sector.nom if record.sector else ""

    def render_poligon(self, record):
        return record.poligon.nom if record.poligon else no_consta()

    def value_poligon(self, record):
        return record.poligon.nom if record.poligon else ""

    def render_tram(self, record):
        return record.text_tram if record.tram else no_consta()

    def value_tram(self, record):
        return record.text_tram if record.tram else ""


COLUMNES_DE_DESCARREGA = {
    "codi": "empresa__codi",
    "rao_social": "empresa__rao_social",
    "nom_comercial": "empresa__nom_comercial",
    "forma": "empresa__get_forma_display",
    "any_inici": "empresa__exercici_inici",
    "descripcio": "empresa__descripcio",
    "web": "empresa__web",
    "adreca": "adreca",
    "poligon_codi": "poligon__codi",
    "latitud": "latitud",
    "longitud": "longitud",
    "activitat": "activitat__titol",
    "ccae2009": "activitat_ccae__codi",
    "cnae2025": "activitat_cnae__codi",
    "classificacio_aproximada": "activitat_es_aproximada",
    "font": "font__nom",
    "font_url": "font__url",
    "font_data": "data_font",
    "fitxa": "get_absolute_url",
    "es_mostra": "es_mostra",
}
