"""What the coordinator keeps: services, categories, rules and the calendar."""

from django.contrib import admin, messages
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencies import transitions
from incidencies.models import Categoria, Derivacio, DiaInhabil, ReglaDerivacio, Servei
from terrassa_portal.web import roles
from terrassa_portal.web.admin import PortalModelAdmin
from terrassa_portal.web.marks import status_tag


@admin.register(Servei)
class ServeiAdmin(PortalModelAdmin):
    list_display = ["nom", "tipus", "bustia_o_triatge", "canal", "obertes", "vigencia"]
    list_filter = ["tipus", "canal", "rep_derivacions"]
    search_fields = ["nom", "codi", "tipus_incidencies"]
    filter_horizontal = ["membres"]
    autocomplete_fields = ["pare", "successor"]
    fieldsets = [
        (None, {"fields": ["codi", "nom", "tipus", "pare", "es_triatge"]}),
        (
            _("Derivacions"),
            {
                "fields": [
                    "rep_derivacions",
                    "canal",
                    "bustia",
                    "membres",
                    "responsable",
                    "substitut",
                ]
            },
        ),
        (
            _("De què s’ocupa"),
            {"fields": ["descripcio", "tipus_incidencies", "xifres", "nota", "fonts"]},
        ),
        (_("Vigència"), {"fields": ["vigent_des_de", "vigent_fins", "successor"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """A code is for ever, and who does the triage is not undone by a stray click."""
        return ["codi", "es_triatge"] if obj else ["es_triatge"]

    def get_queryset(self, request):
        """Who is only of a servei sees its own: how busy the others are is not theirs to know."""
        serveis = super().get_queryset(request)
        if roles.has(request.user, roles.SERVEI) and not roles.has(
            request.user, roles.COORDINACIO, roles.PROMOCIO
        ):
            serveis = serveis.filter(pk__in=Servei.objects.de_membre(request.user).values("pk"))
        obertes = Q(derivacions__estat__in=Derivacio.Estat.oberts())
        return serveis.annotate(obertes=Count("derivacions", filter=obertes))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.es_triatge)

    @admin.display(description=_("bústia"), ordering="bustia")
    def bustia_o_triatge(self, obj):
        return obj.bustia or _("Sense bústia: va al triatge")

    @admin.display(description=_("obertes"), ordering="obertes")
    def obertes(self, obj):
        return obj.obertes

    @admin.display(description=_("vigència"))
    def vigencia(self, obj):
        if obj.es_triatge:
            return status_tag(_("Fa el triatge"), "info", "check")
        if obj.es_vigent():
            return status_tag(_("Vigent"), "ok", "check")
        return status_tag(_("No vigent"), "muted", "dropped")


@admin.register(Categoria)
class CategoriaAdmin(PortalModelAdmin):
    list_display = ["nom", "pare", "resposta", "resolucio", "prioritat", "confirmada", "activa"]
    list_filter = ["activa", "es_proposta", "prioritat"]
    list_select_related = ["pare"]
    search_fields = ["nom", "codi", "paraules_clau"]
    actions = ["confirma_terminis"]
    fieldsets = [
        (None, {"fields": ["codi", "pare", "ordre", "activa"]}),
        (
            _("Què llegeix qui avisa"),
            {
                "fields": [
                    *("nom_ca", "nom_es", "nom_en"),
                    *("descripcio_ca", "descripcio_es", "descripcio_en"),
                    *("avis_emergencia_ca", "avis_emergencia_es", "avis_emergencia_en"),
                    "paraules_clau",
                ]
            },
        ),
        (
            _("Terminis i exigències"),
            {
                "fields": [
                    *("termini_resposta_dies", "termini_resolucio_dies", "es_proposta"),
                    *("prioritat", "precisio_minima", "requereix_foto"),
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["codi"] if obj else []

    @admin.display(description=_("resposta"), ordering="termini_resposta_dies")
    def resposta(self, obj):
        return _("%(n)s dies hàbils") % {"n": obj.termini_resposta_dies}

    @admin.display(description=_("resolució"), ordering="termini_resolucio_dies")
    def resolucio(self, obj):
        return _("%(n)s dies hàbils") % {"n": obj.termini_resolucio_dies}

    @admin.display(description=_("terminis"), ordering="es_proposta")
    def confirmada(self, obj):
        if obj.es_proposta:
            return status_tag(_("Proposta"), "warn", "hollow")
        return status_tag(_("Confirmats"), "ok", "check")

    @admin.action(description=_("Confirma els terminis proposats"), permissions=["change"])
    def confirma_terminis(self, request, queryset):
        for categoria in queryset.filter(es_proposta=True):
            categoria.es_proposta = False
            categoria.save(update_fields=["es_proposta"])
        messages.success(request, _("Terminis confirmats."))


@admin.register(ReglaDerivacio)
class ReglaDerivacioAdmin(PortalModelAdmin):
    list_display = ["nom", "ordre", "que", "on", "servei", "vigencia"]
    list_filter = ["activa"]
    list_select_related = ["servei"]
    search_fields = ["nom", "codi"]
    filter_horizontal = ["categories", "poligons"]
    fieldsets = [
        (None, {"fields": ["codi", "nom", "ordre", "activa"]}),
        (
            _("Quan s’aplica"),
            {
                "fields": ["categories", "poligons"],
                "description": _(
                    "Guanya la regla més concreta: la que diu el polígon, després la que diu la"
                    " categoria i després la que diu la categoria superior. Si n’hi ha dues"
                    " d’iguals, la d’ordre més baix. Si no n’hi ha cap, la té el triatge."
                ),
            },
        ),
        (_("A qui va"), {"fields": ["servei", "prioritat", "vigent_des_de", "vigent_fins"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["codi"] if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("categories", "poligons")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "servei":
            kwargs["queryset"] = Servei.objects.derivables()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("què"))
    def que(self, obj):
        return ", ".join(categoria.nom for categoria in obj.categories.all()) or _("Tot")

    @admin.display(description=_("on"))
    def on(self, obj):
        return ", ".join(poligon.nom for poligon in obj.poligons.all()) or _("Tots els polígons")

    @admin.display(description=_("estat"))
    def vigencia(self, obj):
        if not obj.activa:
            return status_tag(_("Aturada"), "muted", "dropped")
        if not obj.servei.es_vigent():
            return status_tag(_("Servei no vigent: no s’aplica"), "err", "late")
        return status_tag(_("Activa"), "ok", "check")


@admin.register(DiaInhabil)
class DiaInhabilAdmin(PortalModelAdmin):
    """The calendar. Any change computes again the deadlines of what is open."""

    list_display = ["dia", "nom", "ambit", "estat"]
    list_filter = ["ambit", "provisional"]
    date_hierarchy = "dia"
    ordering = ["-dia"]

    @admin.display(description=_("estat"), ordering="provisional")
    def estat(self, obj):
        if obj.provisional:
            return status_tag(_("Provisional"), "warn", "hollow")
        return status_tag(_("Confirmat"), "ok", "check")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self._recalcula(request)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._recalcula(request)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._recalcula(request)

    def _recalcula(self, request):
        canviades = transitions.recalcula_obertes(ara=timezone.now())
        if canviades:
            messages.info(
                request,
                _("S’han recalculat els terminis de %(n)s incidències.") % {"n": canviades},
            )
