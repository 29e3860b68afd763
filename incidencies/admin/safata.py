"""The inbox and the page of one incidencia, where the technicians spend their day."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incidencies import avisos, codis, cronologia
from incidencies.indexing import COLLECTION
from incidencies.models import Incidencia
from incidencies.transitions import Actor, TransicioNoPermesa, presenta
from terrassa_portal.web import outbox, roles, search
from terrassa_portal.web.admin import PortalModelAdmin
from terrassa_portal.web.admin_site import register_queues
from terrassa_portal.web.dates import short_date
from terrassa_portal.web.marks import status_tag
from terrassa_portal.web.models import Sortint

from .accions import ACCIONS
from .entrada import EntradaForm
from .fitxa import context_fitxa, registra_lectura
from .safates import OBERTES, PARAMETRE, TOTES, SafataFilter, ServeiFilter, recomptes, safates

# What the address of the list may hold besides filters.
NO_SON_FILTRES = {PARAMETRE, SEARCH_VAR, PAGE_VAR, ORDER_VAR, ALL_VAR, ERROR_FLAG}
PRIORITATS = {"alta": "warn", "urgent": "err"}


@admin.register(Incidencia)
class IncidenciaAdmin(PortalModelAdmin):
    """Nothing here is written by a form of the admin: each button calls a verb."""

    list_display = ["referencia", "situacio", "que", "on", "qui_la_te", "fins"]
    list_display_links = None
    list_filter = [
        SafataFilter, "estat", "prioritat", ServeiFilter, "poligon", "categoria", "origen",
        "visibilitat",
    ]  # fmt: skip
    search_fields = ["codi"]  # the box; what it looks for is in get_search_results
    search_help_text = _("Per referència, paraules, carrer, polígon, empresa o nom.")
    actions = None
    change_list_template = "admin/incidencies/incidencia/change_list.html"

    def has_add_permission(self, request):
        """Reports are taken down by the front office, not by the services."""
        return super().has_add_permission(request) and roles.has(
            request.user, roles.COORDINACIO, roles.PROMOCIO
        )

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        visibles = Incidencia.objects.visibles_per(request.user)
        return visibles.amb_relacions().amb_servei()

    def get_ordering(self, request):
        """What is most urgent first; in the tab of all, the newest first."""
        if request.GET.get(PARAMETRE) == TOTES:
            return ["-creada_el"]
        return [F("data_torn").asc(nulls_last=True), "creada_el"]

    def get_search_results(self, request, queryset, search_term):
        if codi := codis.llegeix(search_term):
            trobades = queryset.filter(codi=codi)
            if trobades.exists():
                return trobades, False
        if not search_term.strip():
            return queryset, False
        return search.Query(COLLECTION, search_term).filter(queryset), False

    def changelist_view(self, request, extra_context=None):
        tabs = SafataFilter._tabs(request)
        nombres = recomptes(Incidencia.objects.visibles_per(request.user), tabs)
        triada = request.GET.get(PARAMETRE, OBERTES)
        extra = {
            "title": _("Incidències"),
            "safates": [(tab, nombres[tab.codi], tab.codi == triada) for tab in tabs],
            "safata_triada": triada,
            "filtres_actius": len(request.GET.keys() - NO_SON_FILTRES),
        }
        return super().changelist_view(request, extra | (extra_context or {}))

    def get_urls(self):
        seu = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/fes/<slug:nom>/", seu(self.accio_view), name="incidencies_incidencia_fes"
            ),
            path(
                "<int:pk>/reenvia/<int:sortint>/",
                seu(self.reenvia_view),
                name="incidencies_incidencia_reenvia",
            ),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """Take down a report, through the same verb as the public form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EntradaForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            incidencia = presenta(
                form.dades(),
                clau_enviament=form.cleaned_data["clau"],
                actor=Actor.de_usuari(request.user),
            )
            messages.success(request, _("Avís desat: %(codi)s.") % {"codi": incidencia.codi})
            return redirect("admin:incidencies_incidencia_change", incidencia.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Entra un avís"),
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(
            request, "admin/incidencies/incidencia/entrada.html", context, status=status
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one incidencia. It is read here; each of its buttons posts elsewhere."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        incidencia = self._visible(request, object_id)
        registra_lectura(request, incidencia)
        return self._pagina(request, incidencia)

    def _pagina(self, request, incidencia, formulari=None, status=200):
        context = {
            **self.admin_site.each_context(request),
            **context_fitxa(incidencia, request.user, formulari),
            "title": incidencia.codi,
            "opts": self.opts,
        }
        return TemplateResponse(
            request, "admin/incidencies/incidencia/fitxa.html", context, status=status
        )

    def _visible(self, request, pk):
        """The incidencia, if this user may see it: otherwise it is as if it did not exist."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not str(pk).isdecimal():
            raise Http404
        queryset = self.get_queryset(request).select_related("notificant", "assignada")
        return get_object_or_404(queryset, pk=pk)

    def accio_view(self, request, pk, nom):
        """Press one button: check its form, call its verb, say what came of it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        incidencia = self._visible(request, pk)
        accio = ACCIONS.get(nom)
        if accio is None:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        formulari = accio.formulari(incidencia, request.POST, request.FILES)
        if not formulari.is_valid():
            return self._pagina(request, incidencia, (nom, formulari), status=422)
        try:
            actor = Actor.de_usuari(request.user)
            accio.verb(incidencia, actor=actor, **formulari.arguments())
        except TransicioNoPermesa as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, accio.fet)
        return self._torna(request, pk)

    def _torna(self, request, pk):
        """Back to its page or, if it has left this user's queue, to the inbox."""
        if self.get_queryset(request).filter(pk=pk).exists():
            return redirect("admin:incidencies_incidencia_change", pk)
        return redirect("admin:incidencies_incidencia_changelist")

    def reenvia_view(self, request, pk, sortint):
        """Put a mail that could not be sent back in the queue."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        incidencia = self._visible(request, pk)
        if not self.has_change_permission(request):
            raise PermissionDenied
        correu = get_object_or_404(Sortint.objects.de_tema(avisos.tema(incidencia)), pk=sortint)
        if outbox.resend(correu):
            messages.success(request, _("El correu torna a ser a la cua."))
        else:
            messages.error(request, _("Aquest correu no és a la llista dels fallits."))
        return redirect("admin:incidencies_incidencia_change", pk)

    @admin.display(description=_("Referència"), ordering="codi")
    def referencia(self, obj):
        url = reverse("admin:incidencies_incidencia_change", args=[obj.pk])
        return format_html(
            '<a class="inbox__codi" href="{}">{}</a><span class="inbox__text">{} {}</span>',
            url,
            obj.codi,
            _("rebuda"),
            short_date(obj.creada_el),
        )

    @admin.display(description=_("Estat"), ordering="estat")
    def situacio(self, obj):
        return status_tag(*cronologia.etiqueta(obj))

    @admin.display(description=_("Què"), ordering="categoria__ordre")
    def que(self, obj):
        urgencia = PRIORITATS.get(obj.prioritat)
        marca = status_tag(obj.get_prioritat_display(), urgencia, "late") if urgencia else ""
        return format_html(
            '<strong>{}</strong> {}<span class="inbox__text">{}</span>',
            obj.categoria.nom,
            marca,
            obj.descripcio[:110] + ("…" if len(obj.descripcio) > 110 else ""),
        )

    @admin.display(description=_("On"), ordering="poligon__clau_ordre")
    def on(self, obj):
        return format_html('{}<span class="inbox__text">{}</span>', obj.poligon.nom, obj.adreca)

    @admin.display(description=_("Qui la té"))
    def qui_la_te(self, obj):
        if obj.es_final:
            return "—"
        if obj.torn == Incidencia.Torn.SERVEI and obj.servei_nom:
            return obj.servei_nom
        return obj.torn.label

    @admin.display(description=_("Fins al"), ordering="data_torn")
    def fins(self, obj):
        if obj.data_torn is None:
            return "—"
        dia = short_date(obj.data_torn)
        if obj.fora_de_termini():
            return format_html("{} {}", dia, status_tag(_("Vençuda"), "err", "late"))
        return dia


# Of the tabs, those that are a day's work for the front office and for a service.
FEINA_TRIATGE = ("per_triar", "vencen_avui", "vencudes", "per_publicar", "meves")
FEINA_SERVEI = ("servei", "vencen_avui", "vencudes")


def cues(usuari):
    """The queues of the landing page, for whoever works on incidencies."""
    if roles.has(usuari, roles.COORDINACIO, roles.PROMOCIO):
        feina = FEINA_TRIATGE
    elif roles.has(usuari, roles.SERVEI):
        feina = FEINA_SERVEI
    else:
        return []
    tabs = [tab for tab in safates(usuari) if tab.codi in feina]
    nombres = recomptes(Incidencia.objects.visibles_per(usuari), tabs)
    adreca = reverse("admin:incidencies_incidencia_changelist")
    return [
        (
            _("Incidències: %(safata)s") % {"safata": str(tab.nom).lower()},
            nombres[tab.codi],
            f"{adreca}?{PARAMETRE}={tab.codi}",
        )
        for tab in tabs
    ]


register_queues(cues)
