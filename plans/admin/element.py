"""Elements of the plans. Their wordings are only added to: the form offers a new one."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from plans.indexing import COLLECTION_ELEMENTS, indexa_elements
from plans.models import Element, Redaccio
from plans.transitions import redacta
from terrassa_portal.web.admin import IndexedAdminMixin, PortalModelAdmin


class DelPlaChoiceField(forms.ModelChoiceField):
    """Rows of several plans together: each says which is its own."""

    def label_from_instance(self, obj):
        return f"{obj.pla.nom_curt} · {obj}"


class RedaccioInline(admin.StackedInline):
    """The wordings so far, to be read, and room for a new one."""

    model = Redaccio
    extra = 0
    max_num = 200
    fields = [
        "titol", "literal", "text_planer", "vigent_des_de", "precisio", "responsable", "termini",
        "acte", "motiu", "ods",
    ]  # fmt: skip

    def get_min_num(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_min=True, **kwargs)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Element)
class ElementAdmin(IndexedAdminMixin, PortalModelAdmin):
    index = staticmethod(indexa_elements)
    collection = COLLECTION_ELEMENTS
    list_display = ["codi", "titol_text", "pla", "nivell", "responsable_text"]
    list_display_links = ["codi", "titol_text"]
    list_filter = ["pla", "redaccio_vigent__literal"]
    search_fields = ["codi", "codi_oficial", "redaccio_vigent__titol"]
    ordering = ["pla__titol", "clau_ordre"]
    filter_horizontal = ["poligons"]
    inlines = [RedaccioInline]
    fields = [
        "pla", "codi", "codi_oficial", "nivell", "pare", "fonts", "no_consta", "poligons", "uid",
    ]  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer the elements and levels of the same plan, once it is known."""
        if db_field.name in ("pare", "nivell"):
            pk = request.resolver_match.kwargs.get("object_id")
            files = db_field.related_model.objects.select_related("pla")
            if db_field.name == "pare":
                files = files.amb_relacions()
            if pk:
                files = files.filter(pla__elements=pk)
            kwargs |= {"queryset": files, "form_class": DelPlaChoiceField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).amb_relacions()

    @admin.display(description=_("títol"), ordering="redaccio_vigent__titol")
    def titol_text(self, element):
        return element.titol

    @admin.display(description=_("àrea responsable"))
    def responsable_text(self, element):
        return element.responsable

    def get_readonly_fields(self, request, obj=None):
        return ["pla", "codi", "uid"] if obj else ["uid"]  # they never change (trigger)

    def has_delete_permission(self, request, obj=None):
        return False  # its wordings stay for ever

    def save_formset(self, request, form, formset, change):
        """Put each new wording in force through the verb."""
        for redaccio in formset.save(commit=False):
            noms = RedaccioInline.fields
            redacta(
                form.instance, autor=request.user, **{nom: getattr(redaccio, nom) for nom in noms}
            )
