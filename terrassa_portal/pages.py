"""Pages of plain text: legal, contact, help; and the texts that machines read."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidencies.models import Servei
from plans.models import Pla
from poligons.models import CentreServeis, Poligon

SECURITY_TXT_DAYS = 180


def _page(template):
    """A public page that is only its template."""

    @login_not_required
    @require_safe
    def view(request):
        return render(request, template)

    return view


help_page = _page("pages/ajuda.html")
accessibility = _page("pages/accessibilitat.html")
privacy = _page("pages/privacitat.html")
legal_notice = _page("pages/avis_legal.html")
cookies = _page("pages/galetes.html")


@login_not_required
@require_safe
def contact(request):
    context = {
        "centres": CentreServeis.objects.all(),
        "triage": Servei.objects.filter(es_triatge=True).first(),
    }
    return render(request, "pages/contacte.html", context)


@login_not_required
@require_safe
def site_map(request):
    context = {
        "poligons": Poligon.objects.values("slug", "nom"),
        "plans": Pla.objects.values("slug", "titol"),
    }
    return render(request, "pages/mapa_web.html", context)


@login_not_required
@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /gestio/",
        "Disallow: /entra/",
        "Disallow: /s/",
        "Disallow: /incidencies/nova/",
        "Disallow: /*/incidencies/nova/",
        "Disallow: /*?*format=",
        f"Sitemap: {settings.PORTAL_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security_txt(request):
    """Where to tell of a vulnerability. Source: RFC 9116."""
    expires = timezone.now() + timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: {settings.PORTAL_URL}/contacte/",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: ca, es, en",
        f"Canonical: {settings.PORTAL_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
