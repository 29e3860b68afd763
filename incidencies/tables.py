"""The public list of incidencies."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incidencies.cronologia import etiqueta
from incidencies.models import Incidencia
from terrassa_portal.web.tables import LinkColumn, PortalTable, StatusColumn


class IncidenciaPoligonTable(PortalTable):
    caption = _("Incidències publicades, amb el seu estat")

    resum = LinkColumn(
        accessor="resum_public", url=Incidencia.get_absolute_url, verbose_name=_("Què passa")
    )
    estat = StatusColumn(accessor="estat", tag=etiqueta)
    categoria = tables.Column(accessor="categoria__nom", verbose_name=_("Tipus"))
    creada_el = tables.Column(verbose_name=_("Rebuda"))
    codi = tables.Column(verbose_name=_("Referència"), attrs={"td": {"class": "nowrap"}})

    class Meta(PortalTable.Meta):
        sequence = ("resum", "estat", "categoria", "creada_el", "codi")

    def value_estat(self, record):
        return record.get_estat_display()


class IncidenciaTable(IncidenciaPoligonTable):
    poligon = tables.Column(
        accessor="poligon__nom", order_by="poligon__clau_ordre", verbose_name=_("Polígon")
    )

    class Meta(IncidenciaPoligonTable.Meta):
        sequence = ("resum", "estat", "categoria", "poligon", "creada_el", "codi")

    def render_poligon(self, record):
        url = reverse("poligons:detail", args=[record.poligon.slug])
        return format_html('<a href="{}">{}</a>', url, record.poligon.nom)
