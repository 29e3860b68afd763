"""The table of estates."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from poligons.models import Ens, Poligon
from poligons.presentation import estat_tag, superficie_text
from terrassa_portal.web.figures import UNKNOWN
from terrassa_portal.web.tables import LinkColumn, PortalTable, StatusColumn


class PoligonTable(PortalTable):
    caption = _("«—» vol dir que cap font no ho diu. Dues superfícies: les fonts no coincideixen.")

    nom = LinkColumn(
        url=lambda poligon: poligon.get_absolute_url(),
        verbose_name=_("Polígon"),
        order_by="clau_ordre",
    )
    estat = StatusColumn(tag=estat_tag, accessor="estat_text", order_by="estat")
    tipus = tables.Column(verbose_name=_("Tipus"), accessor="tipus_text", order_by="tipus")
    districte = tables.Column(verbose_name=_("Districte"), empty_values=())
    superficie = tables.Column(
        verbose_name=_("Superfície"),
        accessor="superficie_max_ha",
        empty_values=(),
        exclude_from_export=True,
        attrs={"td": {"class": "numeric"}, "th": {"class": "numeric"}},
    )
    ens = tables.Column(
        verbose_name=_("Ens"), accessor="lligams_vigents", orderable=False, empty_values=()
    )

    class Meta(PortalTable.Meta):
        model = Poligon
        fields = ["nom", "estat", "tipus", "districte", "superficie", "ens"]

    def render_districte(self, record):
        return record.districte or UNKNOWN

    def render_superficie(self, record):
        return UNKNOWN if record.superficie_max_ha is None else superficie_text(record)

    def render_ens(self, record):
        kinds = [str(Ens.Tipus(lligam.ens.tipus).label) for lligam in record.lligams_vigents]
        return "; ".join(kinds) or UNKNOWN

    def value_ens(self, record):
        return "; ".join(lligam.ens.nom for lligam in record.lligams_vigents)
