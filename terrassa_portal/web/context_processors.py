"""What base.html needs on every page, at no query's cost."""

from urllib.parse import quote

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from .sample import has_sample_data


def portal(request):
    path = request.path
    section = path.strip("/").split("/")
    if section[0] in {"es", "en"}:
        section = section[1:] or [""]
    prefix = "" if request.LANGUAGE_CODE == settings.LANGUAGE_CODE else f"/{request.LANGUAGE_CODE}"
    return {
        "portal_name": settings.PORTAL_NAME,
        "section": section[0],
        "canonical_url": f"{settings.PORTAL_URL}{path}",
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "suggestion_url": f"{prefix}/suggeriment/?pagina={quote(path)}",
        "sample_data": SimpleLazyObject(has_sample_data),
        "coat_of_arms": settings.COAT_OF_ARMS,
    }


def language_links(request):
    """The same page in each language, with the filters that are on."""
    return [
        {
            "code": code,
            "name": name,
            "url": translate_url(request.get_full_path(), code),
            "absolute_url": settings.PORTAL_URL + translate_url(request.path, code),
            "current": code == request.LANGUAGE_CODE,
        }
        for code, name in settings.LANGUAGES
    ]
