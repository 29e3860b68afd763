"""Balances: opened as drafts, published from a page that says what lacks, then only read."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from plans import estats
from plans.models import Balanc, Fitxa, Pla, Recompte
from plans.transitions import (
    BalancIncomplet,
    TransicioNoPermesa,
    afegeix_fitxes,
    obre_balanc,
    publica_balanc,
    troba_mancances,
)
from terrassa_portal.web.admin import PortalModelAdmin

CAMPS_EN_OBRIR = [
    "pla", "codi", "data_referencia", "precisio", "tipus", "nombre_elements", "presentacio", "fonts",
]  # fmt: skip
FIXATS = ["pla", "tipus", "esquema", "anterior", "estat", "publicat_el", "publicat_per", "empremta"]


class RecompteInline(admin.StackedInline):
    """The counts of an aggregate; a detailed balanç is counted by its sheets."""

    model = Recompte
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        """Offer the states of the scheme, in its words."""
        formset = super().get_formset(request, obj, **kwargs)
        if "estat" in formset.form.base_fields:
            escala = estats.ESQUEMES[obj.esquema]
            formset.form.base_fields["estat"] = forms.ChoiceField(
                label=_("Estat"), choices=[(estat.valor, estat.etiqueta) for estat in escala]
            )
        return formset

    def has_add_permission(self, request, obj=None):
        return _es_esborrany(obj) and request.user.has_perm("plans.change_balanc")

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)


def _es_esborrany(balanc):
    return balanc is None or not balanc.es_publicat


@admin.register(Balanc)
class BalancAdmin(PortalModelAdmin):
    list_display = ["pla", "codi", "data_text", "tipus", "estat", "publicat_el"]
    list_display_links = ["pla", "codi"]
    list_filter = ["estat", "tipus", "pla"]
    list_select_related = ["pla"]
    search_fields = ["codi", "pla__titol"]
    change_form_template = "admin/plans/balanc/change_form.html"

    def get_fields(self, request, obj=None):
        if obj is None:
            return CAMPS_EN_OBRIR
        return [*CAMPS_EN_OBRIR, *(camp for camp in FIXATS if camp not in CAMPS_EN_OBRIR)]

    def get_readonly_fields(self, request, obj=None):
        return FIXATS if obj else []

    def get_inlines(self, request, obj):
        return [RecompteInline] if obj and obj.es_agregat else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "pla":
            kwargs["queryset"] = Pla.objects.exclude(esquema="")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_view_on_site_url(self, obj=None):
        return None if _es_esborrany(obj) else super().get_view_on_site_url(obj)

    def has_change_permission(self, request, obj=None):
        return _es_esborrany(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _es_esborrany(obj) and super().has_delete_permission(request, obj)

    def has_publica_permission(self, request):
        return request.user.has_perm("plans.publica_balanc")

    def save_model(self, request, obj, form, change):
        """Open a new draft through the verb, which gives it its sheets."""
        if change:
            super().save_model(request, obj, form, change)
            return
        balanc = obre_balanc(**{camp: getattr(obj, camp) for camp in CAMPS_EN_OBRIR})
        obj.pk = balanc.pk
        obj.refresh_from_db()

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/publica/", wrap(self.publica), name="plans_balanc_publica"),
            *super().get_urls(),
        ]

    def publica(self, request, pk):
        """Ask for confirmation, listing what lacks; on POST, publish or add the missing sheets."""
        if not self.has_publica_permission(request):
            raise PermissionDenied
        balanc = Balanc.objects.select_related("pla").filter(pk=pk).first()
        if balanc is None:
            raise Http404
        if balanc.es_publicat:
            messages.info(request, _("Aquest balanç ja és publicat."))
            return redirect("admin:plans_balanc_change", pk)
        if request.method == "POST":
            return self._mou(request, balanc)
        return TemplateResponse(
            request, "admin/plans/balanc/publica.html", self._context(request, balanc)
        )

    def _mou(self, request, balanc):
        here = reverse("admin:plans_balanc_publica", args=[balanc.pk])
        if "afegeix" in request.POST:
            noves = afegeix_fitxes(balanc)
            messages.success(request, _("Fitxes afegides: %(n)s.") % {"n": noves})
            return redirect(here)
        try:
            publica_balanc(balanc, autor=request.user)
        except BalancIncomplet:
            messages.error(request, _("No s’ha publicat: encara hi falten coses."))
            return redirect(here)
        except TransicioNoPermesa as motiu:
            messages.error(request, str(motiu))
        else:
            messages.success(request, _("El balanç és públic. Ja no es pot canviar."))
        return redirect("admin:plans_balanc_change", balanc.pk)

    def _context(self, request, balanc):
        mancances = troba_mancances(balanc)
        fitxes = dict(Fitxa.objects.filter(balanc=balanc).values_list("element__codi", "pk"))
        return {
            **self.admin_site.each_context(request),
            "title": _("Publica el balanç"),
            "subtitle": str(balanc),
            "opts": self.opts,
            "balanc": balanc,
            "comptes": [] if mancances else balanc.comptes(),
            "mancances": [(m, fitxes.get(m.codi)) for m in mancances],
            "resum": ngettext("Hi falta %(n)s cosa", "Hi falten %(n)s coses", len(mancances))
            % {"n": len(mancances)},
            "sense_fitxa": any(m.codi and m.codi not in fitxes for m in mancances),
        }
