"""Plans with their acts, facts, money and levels; and the links between plans."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from plans.admin.element import DelPlaChoiceField
from plans.indexing import COLLECTION_PLANS, indexa_plans
from plans.models import Acte, Balanc, Dada, Element, Nivell, Partida, Pla, Vincle
from terrassa_portal.web.admin import IndexedAdminMixin, PortalModelAdmin

LLENGUES = ("ca", "es", "en")


class ActeInline(admin.StackedInline):
    model = Acte
    extra = 0


class DadaInline(admin.StackedInline):
    model = Dada
    extra = 0


class NivellInline(admin.StackedInline):
    """The depth of a level that is in use is fixed: elements hang by it."""

    model = Nivell
    extra = 0

    def get_readonly_fields(self, request, obj=None):
        return ["profunditat"] if obj and obj.elements.exists() else []

    def has_add_permission(self, request, obj=None):
        may = super().has_add_permission(request, obj)
        return may and not (obj and obj.elements.exists())


class PartidaInline(admin.StackedInline):
    model = Partida
    fk_name = "pla"
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A partida is part of another of the same plan."""
        if db_field.name == "inclosa_en":
            pk = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Partida.objects.filter(pla=pk) if pk else Partida.objects.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Pla)
class PlaAdmin(IndexedAdminMixin, PortalModelAdmin):
    index = staticmethod(indexa_plans)
    collection = COLLECTION_PLANS
    list_display = ["titol", "sigles", "tipus", "periode_text", "responsable"]
    list_filter = ["tipus", "esquema"]
    list_select_related = ["responsable"]
    search_fields = ["titol", "sigles", "altres_noms"]
    filter_horizontal = ["poligons"]
    inlines = [ActeInline, DadaInline, PartidaInline, NivellInline]
    fieldsets = [
        (None, {"fields": ["titol", "slug", "sigles", "altres_noms", "tipus"]}),
        (_("Durada i responsable"), {"fields": [
            "inici", "fi", "substitueix", "responsable", "responsable_text",
        ]}),
        (_("Textos"), {"fields": [
            f"{camp}_{llengua}" for camp in ("resum", "metode", "no_consta") for llengua in LLENGUES
        ]}),
        (_("Seguiment"), {"fields": ["esquema", "proper_balanc_previst"]}),
        (_("Fonts i polígons"), {"fields": ["fonts", "poligons"]}),
    ]  # fmt: skip

    @admin.display(description=_("període"), ordering="inici")
    def periode_text(self, pla):
        return pla.periode

    def get_readonly_fields(self, request, obj=None):
        """Balances follow the scheme of their plan, and the published ones its address."""
        balancos = obj.balancos if obj else Balanc.objects.none()
        fixats = [(balancos.all(), "esquema"), (balancos.publicats(), "slug")]
        return [camp for files, camp in fixats if files.exists()]


@admin.register(Vincle)
class VincleAdmin(PortalModelAdmin):
    list_display = ["origen", "tipus", "desti"]
    list_filter = ["tipus"]
    search_fields = ["de_pla__titol", "a_pla__titol", "nota"]
    fieldsets = [
        (_("De (un pla o un element)"), {"fields": ["de_pla", "de_element"]}),
        (None, {"fields": ["tipus"]}),
        (_("A (un pla o un element)"), {"fields": ["a_pla", "a_element"]}),
        (None, {"fields": ["nota", "fonts"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Element:
            kwargs["queryset"] = Element.objects.amb_relacions()
            kwargs["form_class"] = DelPlaChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).amb_relacions()
