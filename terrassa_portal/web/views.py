"""Pages of the portal itself: suggestions, too many requests, the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from . import ratelimit
from .forms import SuggerimentForm

SUGGESTIONS_PER_HOUR = 10


def too_many(request):
    """Say that this address asked too often; what was typed is still in the browser's «back»."""
    return render(request, "429.html", status=ratelimit.TOO_MANY)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request):
    """«Hi ha res mal?»: a page, a text, an e-mail if one wants an answer."""
    page = request.GET.get("pagina", "/")[:400]
    page = page if page.startswith("/") and not page.startswith("//") else "/"
    form = SuggerimentForm(request.POST or None, initial={"pagina": page})
    if request.method == "POST":
        if not ratelimit.allow(request, "suggestion", SUGGESTIONS_PER_HOUR, 3600):
            return too_many(request)
        if form.is_valid():
            suggeriment = form.save(commit=False)
            suggeriment.idioma = request.LANGUAGE_CODE
            suggeriment.save()
            return redirect(f"{request.path}gracies/")
    return render(
        request,
        "web/suggeriment.html",
        {"form": form, "page": page},
        status=422 if form.errors else 200,
    )


@login_not_required
@never_cache
@require_GET
def suggestion_done(request):
    return render(request, "web/suggeriment_fet.html")


@login_not_required
@require_GET
def gallery(request):
    """Every component in each of its states; only where DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    from . import gallery as samples  # no part of a portal in service

    return render(request, "web/gallery.html", samples.samples())
