"""Back office of the estates: one page for each with all that is known of it, and the grid."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from poligons import transitions
from poligons.forms import GraellaForm, PoligonForm
from poligons.indexing import COLLECTION, indexa_poligons
from poligons.models import (
    Acces,
    CentreServeis,
    Dotacio,
    DotacioPoligon,
    Ens,
    EnsPoligon,
    FontPoligon,
    NomAlternatiu,
    Planejament,
    Poligon,
    Sala,
    Xifra,
)
from terrassa_portal.web.admin import IndexedAdminMixin, PortalModelAdmin


class NomAlternatiuInline(admin.TabularInline):
    model = NomAlternatiu
    extra = 0


class XifraInline(admin.TabularInline):
    model = Xifra
    extra = 0
    exclude = ["centre"]


class XifraCentreInline(admin.TabularInline):
    model = Xifra
    extra = 0
    exclude = ["poligon"]


class AccesInline(admin.TabularInline):
    model = Acces
    extra = 0


class PlanejamentInline(admin.StackedInline):
    model = Planejament
    extra = 0
    exclude = ["usos", "nota"]


class EnsPoligonInline(admin.TabularInline):
    model = EnsPoligon
    extra = 0


class DotacioPoligonInline(admin.TabularInline):
    model = DotacioPoligon
    extra = 0


class FontPoligonInline(admin.TabularInline):
    model = FontPoligon
    extra = 0


class SalaInline(admin.TabularInline):
    model = Sala
    extra = 0


@admin.register(Poligon)
class PoligonAdmin(IndexedAdminMixin, PortalModelAdmin, TranslationAdmin):
    form = PoligonForm
    index = staticmethod(indexa_poligons)
    collection = COLLECTION
    change_list_template = "admin/poligons/poligon/change_list.html"
    list_display = ["nom", "tipus", "estat", "districte", "actualitzat_el"]
    list_filter = ["estat", "tipus", "districte"]
    search_fields = ["nom", "noms_alternatius__nom", "carrers"]
    prepopulated_fields = {"slug": ["nom"], "codi": ["nom"]}
    readonly_fields = ["actualitzat_el"]
    inlines = [
        NomAlternatiuInline,
        XifraInline,
        DotacioPoligonInline,
        AccesInline,
        EnsPoligonInline,
        PlanejamentInline,
        FontPoligonInline,
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "codi"] if obj else self.readonly_fields

    def get_urls(self):
        graella = self.admin_site.admin_view(self.graella)
        return [path("graella/", graella, name="poligons_graella"), *super().get_urls()]

    @method_decorator(permission_required("poligons.change_dotaciopoligon", raise_exception=True))
    def graella(self, request):
        """Estates × facilities in one page: only the cells that change are written."""
        form = GraellaForm(request.POST if request.method == "POST" else None)
        if form.is_bound and self._desa_graella(request, form):
            return redirect("admin:poligons_graella")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Graella de dotacions"),
            "opts": self.opts,
            "form": form,
        }
        status = 400 if form.is_bound else 200
        return render(request, "admin/poligons/poligon/graella.html", context, status=status)

    def _desa_graella(self, request, form):
        """Write what changed and say so; False if there is something to mend, said as well."""
        if not form.is_valid():
            messages.error(request, _("Hi ha un problema: mireu els camps assenyalats."))
            return False
        try:
            nombre = transitions.canvia_dotacions(
                form.canvis(),
                font=form.cleaned_data["font"],
                font_url=form.cleaned_data["font_url"],
            )
        except (transitions.DotacioCanviada, transitions.FontNecessaria) as error:
            messages.error(request, str(error))
            return False
        text = ngettext("S’ha desat %(n)s canvi.", "S’han desat %(n)s canvis.", nombre)
        messages.success(request, text % {"n": nombre})
        return True


@admin.register(Xifra)
class XifraAdmin(PortalModelAdmin):
    list_display = ["concepte_text", "valor_text", "poligon", "centre", "data_text", "font"]
    list_filter = ["concepte", "poligon"]
    list_select_related = ["poligon", "centre"]
    search_fields = ["font", "detall", "nota"]


@admin.register(Ens)
class EnsAdmin(PortalModelAdmin, TranslationAdmin):
    list_display = ["nom", "sigles", "tipus", "data_text"]
    list_filter = ["tipus"]
    search_fields = ["nom", "sigles"]
    inlines = [EnsPoligonInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        indexa_poligons(Poligon.objects.filter(ens_poligons__ens=form.instance))


@admin.register(Dotacio)
class DotacioAdmin(PortalModelAdmin, TranslationAdmin):
    list_display = ["nom", "codi", "ordre"]
    search_fields = ["nom"]


@admin.register(CentreServeis)
class CentreServeisAdmin(PortalModelAdmin, TranslationAdmin):
    list_display = ["nom", "poligon", "ens"]
    list_select_related = ["poligon", "ens"]
    search_fields = ["nom"]
    inlines = [SalaInline, XifraCentreInline]
