"""The tabs of the inbox: each a question, with its count."""

from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencies.models import Incidencia, Servei
from terrassa_portal.web import roles

Torn = Incidencia.Torn
Estat = Incidencia.Estat
PARAMETRE = "safata"
OBERTES = "obertes"
TOTES = "totes"
DEL_TRIATGE = {"per_triar", "per_publicar", "meves"}


@dataclass(frozen=True)
class Safata:
    """One tab: how it is called in the address and on screen, and what it holds."""

    codi: str
    nom: str
    condicio: Q
    urgent: bool = False


def safates(usuari):
    """The tabs, for one user and today: a service has none of those of the front office."""
    tabs = _totes(usuari)
    if roles.has(usuari, roles.COORDINACIO, roles.PROMOCIO, roles.LECTURA, roles.AUDITORIA):
        return tabs
    return [tab for tab in tabs if tab.codi not in DEL_TRIATGE]


def _totes(usuari):
    avui = timezone.localdate()
    fallit = Q(uuid__in=Incidencia.objects.uuids_amb_correu_fallit())
    return [
        Safata(OBERTES, _("Obertes"), ~Q(estat__in=Estat.finals())),
        Safata("per_triar", _("Per triar"), Q(estat__in=Estat.de_torn(Torn.TRIATGE))),
        Safata("vencen_avui", _("Vencen avui"), Q(data_torn=avui), urgent=True),
        Safata("vencudes", _("Vençudes"), Q(data_torn__lt=avui), urgent=True),
        Safata("servei", _("Esperant el servei"), Q(estat__in=Estat.de_torn(Torn.SERVEI))),
        Safata(
            "notificant",
            _("Esperant qui va avisar"),
            Q(estat__in=Estat.de_torn(Torn.NOTIFICANT)),
        ),
        Safata(
            "per_publicar",
            _("Per publicar"),
            Q(visibilitat=Incidencia.Visibilitat.PENDENT) & ~Q(estat=Estat.REBUTJADA),
        ),
        Safata("correu_fallit", _("Correu fallit"), fallit, urgent=True),
        Safata("meves", _("Meves"), Q(assignada=usuari) & ~Q(estat__in=Estat.finals())),
        Safata(TOTES, _("Totes"), Q()),
    ]


def recomptes(queryset, tabs):
    """How many each tab holds, in one query."""
    return queryset.order_by().aggregate(
        **{tab.codi: Count("pk", filter=tab.condicio or None) for tab in tabs}
    )


class SafataFilter(admin.SimpleListFilter):
    """The tab in the address. The page draws the tabs itself, above the list."""

    title = _("safata")
    parameter_name = PARAMETRE
    template = "admin/incidencies/incidencia/safata_filter.html"

    def lookups(self, request, model_admin):
        return [(tab.codi, tab.nom) for tab in self._tabs(request)]

    def queryset(self, request, queryset):
        triada = self.value() or OBERTES
        tab = next((tab for tab in self._tabs(request) if tab.codi == triada), None)
        return queryset.filter(tab.condicio) if tab else queryset.none()

    @staticmethod
    def _tabs(request):
        """Asked several times in one request: computed once."""
        if not hasattr(request, "_safates"):
            request._safates = safates(request.user)
        return request._safates


class ServeiFilter(admin.SimpleListFilter):
    """Who has it now."""

    title = _("servei que la té")
    parameter_name = "servei"

    def lookups(self, request, model_admin):
        return [(servei.codi, servei.nom) for servei in Servei.objects.derivables()]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(
            derivacions__servei__codi=self.value(), derivacions__estat__in=["pendent", "acceptada"]
        )
