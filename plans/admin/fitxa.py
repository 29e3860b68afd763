"""The sheets of the balances: drafts are written by their area and validated by somebody else."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans import estats
from plans.models import Balanc, Evidencia, Fitxa
from plans.transitions import TransicioNoPermesa, prepara_fitxa, valida_fitxa
from terrassa_portal.web import roles
from terrassa_portal.web.admin import PortalModelAdmin
from terrassa_portal.web.admin_site import register_queues

VALIDEN = (roles.VALIDACIO, roles.COORDINACIO)


class FitxaForm(forms.ModelForm):
    """The states are those of the scheme of the balanç, in its words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "estat" not in self.fields:  # only read
            return
        escala = estats.ESQUEMES[self.instance.balanc.esquema]
        self.fields["estat"] = forms.ChoiceField(
            label=_("Estat"),
            required=False,
            widget=forms.RadioSelect,
            choices=[("", _("Sense estat")), *((e.valor, e.etiqueta) for e in escala)],
        )


class SituacioFilter(admin.SimpleListFilter):
    """Where a sheet is on its way to be published."""

    title = _("situació")
    parameter_name = "situacio"

    def lookups(self, request, model_admin):
        return [
            ("per_omplir", _("Per omplir")),
            ("per_validar", _("Per validar")),
            ("publicades", _("Publicades")),
        ]

    def queryset(self, request, queryset):
        noms = dict(self.lookup_choices)
        return getattr(queryset, self.value())() if self.value() in noms else queryset


class EstatFilter(admin.SimpleListFilter):
    """By state, in words; the declared unknowns too."""

    title = _("estat")
    parameter_name = "estat"

    def lookups(self, request, model_admin):
        escales = [*estats.ESQUEMES.values(), tuple(estats.SENSE_ESTAT.values())]
        return [(estat.valor, estat.etiqueta) for escala in escales for estat in escala]

    def queryset(self, request, queryset):
        if self.value() in estats.SENSE_ESTAT:
            return queryset.filter(base=self.value())
        return queryset.filter(estat=self.value()) if self.value() else queryset


class EvidenciaInline(admin.StackedInline):
    """Writable as long as the sheet is."""

    model = Evidencia
    extra = 0
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request, obj=None):
        return _es_esborrany(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return _es_esborrany(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _es_esborrany(obj) and request.user.has_perm("plans.change_evidencia")


def _es_esborrany(fitxa):
    return fitxa is None or not fitxa.balanc.es_publicat


@admin.register(Fitxa)
class FitxaAdmin(PortalModelAdmin):
    form = FitxaForm
    list_display = [
        "codi_text",
        "titol_text",
        "balanc",
        "estat_text",
        "preparada_per",
        "validada_per",
    ]
    list_display_links = ["codi_text", "titol_text"]
    list_filter = [SituacioFilter, "balanc__pla", "balanc__codi", EstatFilter]
    search_fields = ["element__codi", "redaccio__titol"]
    actions = ["valida"]
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})}}
    inlines = [EvidenciaInline]
    fieldsets = [
        (None, {"fields": ["balanc", "element", "redaccio"]}),
        (_("Estat"), {"fields": ["estat", "base", "acabat_el", "motiu"]}),
        (_("Text"), {"fields": ["observacions", "text_planer", "fonts"]}),
        (_("Qui"), {"fields": ["preparada_per", "validada_per"]}),
    ]
    readonly_fields = ["balanc", "element", "redaccio", "preparada_per", "validada_per"]

    def get_queryset(self, request):
        fitxes = super().get_queryset(request).visibles_per(request.user)
        return fitxes.select_related(
            "balanc__pla",
            "element__redaccio_vigent",
            "redaccio",
            "preparada_per",
            "validada_per",
        )

    @admin.display(description=_("codi"), ordering="element__clau_ordre")
    def codi_text(self, fitxa):
        return fitxa.element.codi

    @admin.display(description=_("títol"))
    def titol_text(self, fitxa):
        return fitxa.titol_visible

    @admin.display(description=_("estat"), ordering="estat")
    def estat_text(self, fitxa):
        return fitxa.estat_complet.etiqueta if fitxa.estat_complet else _("Per omplir")

    def get_view_on_site_url(self, obj=None):
        return None if _es_esborrany(obj) else super().get_view_on_site_url(obj)

    def has_add_permission(self, request):
        return False  # a balanç is opened with all its sheets

    def has_change_permission(self, request, obj=None):
        return _es_esborrany(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _es_esborrany(obj) and super().has_delete_permission(request, obj)

    def has_valida_permission(self, request):
        return roles.has(request.user, *VALIDEN)

    def save_model(self, request, obj, form, change):
        """Store through the verb. It also runs when only an evidencia changed."""
        prepara_fitxa(obj, autor=request.user)

    @admin.action(description=_("Valida les fitxes"), permissions=["valida"])
    def valida(self, request, queryset):
        fetes = 0
        for fitxa in queryset:
            try:
                valida_fitxa(fitxa, autor=request.user)
                fetes += 1
            except TransicioNoPermesa as motiu:
                messages.error(request, f"{fitxa}: {motiu}")
        if fetes:
            messages.success(request, _("Fitxes validades: %(n)s.") % {"n": fetes})


def queues(user):
    """The sheets that wait for this person, and the drafts that wait to be published."""
    rows = []
    if user.has_perm("plans.view_fitxa"):
        fitxes = Fitxa.objects.visibles_per(user)
        url = reverse("admin:plans_fitxa_changelist")
        nombre = fitxes.per_omplir().count()
        rows.append((_("Fitxes per omplir"), nombre, f"{url}?situacio=per_omplir"))
        if roles.has(user, *VALIDEN):
            nombre = fitxes.per_validar().count()
            rows.append((_("Fitxes per validar"), nombre, f"{url}?situacio=per_validar"))
    if user.has_perm("plans.publica_balanc"):
        url = reverse("admin:plans_balanc_changelist") + "?estat__exact=esborrany"
        rows.append((_("Balanços en esborrany"), Balanc.objects.esborranys().count(), url))
    return rows


register_queues(queues)
