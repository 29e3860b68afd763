"""The back office: Django's admin with our name, our door and the queues of work on its first page."""

from collections.abc import Callable, Iterable

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_queues: list[Callable] = []


def register_queues(queues: Callable[..., Iterable[tuple]]):
    """Declare a function `(user) -> [(label, count, url), …]` shown on the landing page."""
    if queues not in _queues:
        _queues.append(queues)


class GestioSite(admin.AdminSite):
    site_title = _("Gestió · Polígons de Terrassa")
    site_header = _("Polígons de Terrassa · Gestió")
    index_title = _("La feina d’avui")
    site_url = "/"
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        queues = [row for function in _queues for row in function(request.user)]
        return super().index(request, {**(extra_context or {}), "work_queues": queues})

    def login(self, request, extra_context=None):
        """One door for everybody: /entra/, with its second factor and its limits."""
        if request.user.is_authenticated and not self.has_permission(request):
            return super().login(request, extra_context)
        next_page = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(next_page, reverse("account_login"))
