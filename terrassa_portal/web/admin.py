"""Back-office pages of what the portal itself keeps, and the bases of the apps' own."""

from contextlib import suppress

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import outbox, search, transitions
from .admin_site import register_queues
from .models import Sortint, Suggeriment, Usuari


class PortalModelAdmin(admin.ModelAdmin):
    """The base of our admins: pages of fifty, no count of the whole table, kept history."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = False


class IndexedAdminMixin:
    """Put a record into the search index whenever the back office writes or removes it.

    `index` is the app's own verb: a function of a queryset; `collection`, where it stands.
    """

    index = None
    collection = ""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        type(self).index(self.model._base_manager.filter(pk=form.instance.pk))

    def delete_model(self, request, obj):
        self._forget([obj.pk])
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        self._forget(list(queryset.values_list("pk", flat=True)))
        super().delete_queryset(request, queryset)

    def _forget(self, pks):
        search.remove(self.collection, pks)


class UsuariCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = Usuari
        fields = ("email",)
        field_classes = {}


class UsuariChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Usuari
        field_classes = {}


@admin.register(Usuari)
class UsuariAdmin(UserAdmin):
    add_form = UsuariCreationForm
    form = UsuariChangeForm
    ordering = ["email"]
    list_display = ["email", "nom", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "nom"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["email", "nom", "password"]}),
        (_("Què pot fer"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]},
        )
    ]

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives, to themselves either, more power than they have."""
        own = [] if request.user.is_superuser else ["is_superuser"]
        return [*super().get_readonly_fields(request, obj), *own]

    def has_change_permission(self, request, obj=None):
        return _within_reach(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _within_reach(request, obj) and super().has_delete_permission(request, obj)


def _within_reach(request, user):
    """Whether an account is not above who asks: its password would be the way up."""
    return request.user.is_superuser or user is None or not user.is_superuser


admin.site.unregister(Group)


@admin.register(Group)
class GrupAdmin(GroupAdmin):
    """Groups are made by `manage.py grups`: here one sees them."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.unregister(EmailAddress)  # an account has one address, that of its user
admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SegonFactorAdmin(PortalModelAdmin):
    """Second factors: a coordinator removes that of who lost the telephone, and sees no secret."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Sortint)
class SortintAdmin(PortalModelAdmin):
    list_display = ["tipus", "destinatari", "estat", "intents", "creat_el", "enviat_el", "error"]
    list_filter = ["estat", "tipus"]
    search_fields = ["destinatari", "tema"]
    date_hierarchy = "creat_el"
    actions = ["reenvia"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_resend_permission(self, request):
        return request.user.has_perm("web.change_sortint")

    @admin.action(description=_("Torna a enviar els fallits"), permissions=["resend"])
    def reenvia(self, request, queryset):
        sent = sum(outbox.resend(mail) for mail in queryset)
        messages.success(request, _("Correus tornats a la cua: %(n)s.") % {"n": sent})


@admin.register(Suggeriment)
class SuggerimentAdmin(PortalModelAdmin):
    """Answered by writing the answer; what is answered or dismissed is only read."""

    list_display = ["resum", "pagina", "estat", "creat_el", "contestat_per"]
    list_filter = ["estat"]
    search_fields = ["text", "pagina"]
    date_hierarchy = "creat_el"
    list_select_related = ["contestat_per"]
    fields = [
        "pagina", "text", "correu", "idioma", "estat", "creat_el", "resposta", "contestat_el",
        "contestat_per",
    ]  # fmt: skip
    readonly_fields = [name for name in fields if name != "resposta"]
    actions = ["descarta"]

    @admin.display(description=_("què hi ha malament"))
    def resum(self, suggeriment):
        return suggeriment.text[:90]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "resposta" in form.base_fields:
            form.base_fields["resposta"].required = True
        return form

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.estat == Suggeriment.Estat.NOU)

    def save_model(self, request, obj, form, change):
        """Answer through the verb, which also queues the mail."""
        try:
            transitions.tracta_suggeriment(
                obj, Suggeriment.Estat.CONTESTAT, resposta=obj.resposta, autor=request.user
            )
        except transitions.SuggerimentJaTractat:
            messages.error(request, _("Algú ja l’havia tractat: no s’hi ha canviat res."))

    @admin.action(description=_("Descarta els suggeriments"), permissions=["change"])
    def descarta(self, request, queryset):
        dismissed = 0
        for suggeriment in queryset.pendents():
            with suppress(transitions.SuggerimentJaTractat):
                transitions.tracta_suggeriment(
                    suggeriment, Suggeriment.Estat.DESCARTAT, autor=request.user
                )
                dismissed += 1
        messages.success(request, _("Suggeriments descartats: %(n)s.") % {"n": dismissed})


def queues(user):
    """What the portal itself has waiting, for those who may see it."""
    rows = []
    if user.has_perm("web.view_suggeriment"):
        url = reverse("admin:web_suggeriment_changelist") + "?estat__exact=nou"
        rows.append((_("Suggeriments per contestar"), Suggeriment.objects.pendents().count(), url))
    if user.has_perm("web.view_sortint"):
        url = reverse("admin:web_sortint_changelist") + "?estat__exact=fallit"
        rows.append((_("Correus que no han pogut sortir"), Sortint.objects.fallits().count(), url))
    return rows


register_queues(queues)
