"""What base.html needs on every page, at no query's cost."""

from urllib.parse import quote

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject

from .sample import has_sample_data


def portal(request):
    bare = without_language(request.path)
    return {
        "portal_name": settings.PORTAL_NAME,
        "section": bare.split("/")[1],
        "canonical_url": f"{settings.PORTAL_URL}{request.path}",
        "language_links": language_links(request, bare),
        "suggestion_url": f"{prefix(request.LANGUAGE_CODE)}/suggeriment/?pagina={quote(request.path)}",
        "sample_data": SimpleLazyObject(has_sample_data),
        "coat_of_arms": settings.COAT_OF_ARMS,
    }


def prefix(language):
    """What the addresses of a language begin with: nothing in Catalan."""
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def without_language(path):
    """The path of the same page in Catalan: slugs are the same in every language.

    It begins with one bar only: with two, a browser would read the name of a host.
    """
    first = path.split("/")[1]
    is_prefix = first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES)
    bare = path.removeprefix(f"/{first}") if is_prefix else path
    return "/" + bare.lstrip("/")


def language_links(request, bare):
    """The page `bare` in each language, with the filters that are on."""
    query = request.META.get("QUERY_STRING", "")
    return [
        {
            "code": code,
            "name": name,
            "url": f"{prefix(code)}{bare}" + (f"?{iri_to_uri(query)}" if query else ""),
            "absolute_url": f"{settings.PORTAL_URL}{prefix(code)}{bare}",
            "current": code == request.LANGUAGE_CODE,
        }
        for code, name in settings.LANGUAGES
    ]
