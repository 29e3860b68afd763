"""The census in the back office. What moves by a verb of `transitions` is read-only here."""

from django.contrib import admin, messages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from empreses import transitions
from empreses.forms import EmpresaForm
from empreses.indexing import COLLECCIO, indexa_establiments
from empreses.models import (
    Activitat,
    ActivitatSecundaria,
    DadaPublicada,
    Empresa,
    EmpresaFont,
    Establiment,
    Font,
    Sector,
)
from empreses.nif import normalitza_nif
from terrassa_portal.web.admin import IndexedAdminMixin, PortalModelAdmin
from terrassa_portal.web.search import Query

Estat, Consentiment = Empresa.Estat, Empresa.Consentiment
HTTPS = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Sector)
class SectorAdmin(PortalModelAdmin):
    list_display = ["nom", "slug", "ordre"]
    search_fields = ["nom", "slug"]
    fields = [
        "slug", "ordre", "nom_ca", "nom_es", "nom_en",
        "descripcio_ca", "descripcio_es", "descripcio_en",
    ]  # fmt: skip


@admin.register(Activitat)
class ActivitatAdmin(PortalModelAdmin):
    list_display = ["codi", "titol", "classificacio", "pare", "sector", "equivalent"]
    list_filter = ["classificacio", "sector"]
    list_select_related = ["pare", "sector", "equivalent"]
    search_fields = ["codi", "titol"]
    autocomplete_fields = ["pare", "equivalent"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and {"sector", "equivalent"} & set(form.changed_data):
            seves = Q(activitat_ccae=obj) | Q(activitat_cnae=obj)
            transitions.refresca_establiments(Establiment.objects.filter(seves))


@admin.register(Font)
class FontAdmin(PortalModelAdmin):
    list_display = ["nom", "titol", "data_publicacio", "url"]
    search_fields = ["nom", "titol", "url"]
    formfield_overrides = HTTPS
    date_hierarchy = "data_publicacio"


@admin.register(DadaPublicada)
class DadaPublicadaAdmin(PortalModelAdmin):
    list_display = ["empresa", "concepte", "text", "exercici", "font"]
    list_select_related = ["empresa", "font"]
    search_fields = ["empresa__rao_social", "concepte", "text"]
    autocomplete_fields = ["empresa", "font"]
    fields = [
        "empresa", "codi", "ordre", "concepte_ca", "text_ca", "concepte_es", "text_es",
        "concepte_en", "text_en", "exercici", "font",
    ]  # fmt: skip


class EmpresaFontInline(admin.TabularInline):
    model = EmpresaFont
    autocomplete_fields = ["font"]
    extra = 0


class DadaPublicadaInline(admin.TabularInline):
    """The Spanish and English of these words are on the page of each one."""

    model = DadaPublicada
    autocomplete_fields = ["font"]
    fields = ["codi", "ordre", "concepte_ca", "text_ca", "exercici", "font"]
    show_change_link = True
    extra = 0


class EstablimentInline(admin.TabularInline):
    """The premises of a company at a glance; each is changed on its own page."""

    model = Establiment
    fields = ["adreca", "poligon", "sector", "plantilla", "es_seu", "data_baixa", "es_public"]
    readonly_fields = fields
    show_change_link = True
    can_delete = False
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("poligon", "sector", "empresa")


@admin.register(Empresa)
class EmpresaAdmin(PortalModelAdmin):
    form = EmpresaForm
    list_display = ["nom", "codi", "nif", "classe", "estat", "consentiment_directori", "es_mostra"]
    list_filter = ["estat", "classe", "consentiment_directori", "forma", "es_mostra"]
    search_fields = ["nif", "codi", "rao_social", "nom_comercial"]
    search_help_text = _("Per nom, per codi o per NIF, amb guions o sense.")
    autocomplete_fields = ["matriu"]
    formfield_overrides = HTTPS
    readonly_fields = [
        "codi", "estat", "consentiment_directori", "es_mostra", "creat_el", "actualitzat_el",
    ]  # fmt: skip
    fields = [
        "codi", "nif", "classe", "rao_social", "nom_comercial", "forma", "web", "exercici_inici",
        "descripcio_ca", "descripcio_es", "descripcio_en", "matriu", "estat",
        "consentiment_directori", "es_mostra", "creat_el", "actualitzat_el",
    ]  # fmt: skip
    inlines = [EstablimentInline, EmpresaFontInline, DadaPublicadaInline]
    actions = [
        "marca_activa", "marca_en_liquidacio", "marca_traslladada", "marca_tancada",
        "vol_sortir", "no_vol_sortir",
    ]  # fmt: skip

    @admin.display(description=_("nom"), ordering="clau_ordre")
    def nom(self, empresa):
        return empresa.nom

    def get_search_results(self, request, queryset, search_term):
        """By code or NIF as typed, or by what the public search understands of the name."""
        if not search_term:
            return queryset, False
        exactes = Q(codi=search_term.upper()) | Q(nif=normalitza_nif(search_term)) & ~Q(nif="")
        trobats = Query(COLLECCIO, search_term)
        if trobats.words:
            establiments = trobats.filter(Establiment.objects.order_by())
            exactes |= Q(pk__in=establiments.values("empresa"))
        return queryset.filter(exactes | Q(rao_social__icontains=search_term)), False

    def save_model(self, request, obj, form, change):
        transitions.desa_empresa(obj)

    def _canvia(self, request, queryset, verb, valor):
        fetes = 0
        for empresa in queryset:
            try:
                verb(empresa, valor)
                fetes += 1
            except transitions.TransicioNoPermesa:
                messages.error(
                    request,
                    _("%(empresa)s: l’estat que té no permet aquest canvi.") % {"empresa": empresa},
                )
        if fetes:
            messages.success(request, _("Empreses canviades: %(n)s.") % {"n": fetes})

    @admin.action(description=_("Marca com a activa"), permissions=["change"])
    def marca_activa(self, request, queryset):
        self._canvia(request, queryset, transitions.canvia_estat, Estat.ACTIVA)

    @admin.action(description=_("Marca en liquidació"), permissions=["change"])
    def marca_en_liquidacio(self, request, queryset):
        self._canvia(request, queryset, transitions.canvia_estat, Estat.EN_LIQUIDACIO)

    @admin.action(description=_("Marca com a traslladada"), permissions=["change"])
    def marca_traslladada(self, request, queryset):
        self._canvia(request, queryset, transitions.canvia_estat, Estat.TRASLLADADA)

    @admin.action(description=_("Marca com a tancada"), permissions=["change"])
    def marca_tancada(self, request, queryset):
        self._canvia(request, queryset, transitions.canvia_estat, Estat.TANCADA)

    @admin.action(description=_("Vol sortir al directori"), permissions=["change"])
    def vol_sortir(self, request, queryset):
        self._canvia(request, queryset, transitions.canvia_consentiment, Consentiment.ATORGAT)

    @admin.action(description=_("No vol sortir al directori"), permissions=["change"])
    def no_vol_sortir(self, request, queryset):
        self._canvia(request, queryset, transitions.canvia_consentiment, Consentiment.RETIRAT)


class TramListFilter(admin.SimpleListFilter):
    title = _("tram de plantilla")
    parameter_name = "tram"

    def lookups(self, request, model_admin):
        return [(valor or "no", text) for valor, text in Establiment.Tram.choices]

    def queryset(self, request, queryset):
        valor = self.value()
        return queryset.filter(tram="" if valor == "no" else valor) if valor else queryset


class ActivitatSecundariaInline(admin.TabularInline):
    model = ActivitatSecundaria
    autocomplete_fields = ["activitat"]
    extra = 0


@admin.register(Establiment)
class EstablimentAdmin(IndexedAdminMixin, PortalModelAdmin):
    index = staticmethod(indexa_establiments)
    collection = COLLECCIO
    list_display = ["nom", "adreca", "poligon", "sector", "plantilla", "es_public", "data_baixa"]
    list_filter = ["es_public", "sector", "poligon", TramListFilter, "es_mostra"]
    list_select_related = ["empresa", "poligon", "sector"]
    search_fields = ["empresa__rao_social", "empresa__nom_comercial", "adreca"]
    search_help_text = _("Per l’empresa, el polígon, el carrer o el que fa.")
    autocomplete_fields = ["empresa", "activitat_ccae", "activitat_cnae", "font"]
    readonly_fields = ["sector", "es_public", "es_mostra", "creat_el", "actualitzat_el"]
    inlines = [ActivitatSecundariaInline]
    fieldsets = [
        (None, {"fields": ["empresa", "poligon", "adreca", "latitud", "longitud", "es_seu"]}),
        (
            _("Activitat"),
            {"fields": ["activitat_ccae", "activitat_cnae", "activitat_es_aproximada", "sector"]},
        ),
        (
            _("Només per al personal tècnic"),
            {"fields": ["plantilla", "dones", "oposa_tram", "superficie_m2", "tinenca"]},
        ),
        (_("Vida"), {"fields": ["data_alta", "data_baixa", "es_public", "es_mostra"]}),
        (_("Font"), {"fields": ["font", "data_font", "creat_el", "actualitzat_el"]}),
    ]

    @admin.display(description=_("empresa"), ordering="clau_ordre")
    def nom(self, establiment):
        return establiment.empresa.nom

    def get_search_results(self, request, queryset, search_term):
        """The same search as the public directory, over everything."""
        query = Query(self.collection, search_term)
        return (query.filter(queryset) if query.words else queryset), False

    def save_model(self, request, obj, form, change):
        transitions.desa_establiment(obj)
