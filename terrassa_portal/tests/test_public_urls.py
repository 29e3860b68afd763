"""The portal is private by default. `public_urls.txt` names every address that is not."""

from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

pytestmark = pytest.mark.house

LIST = Path(__file__).with_name("public_urls.txt")


def public_routes(patterns, prefix=""):
    """Every route that LoginRequiredMiddleware lets through, as written in the urls.py files."""
    for entry in patterns:
        own = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        if not isinstance(entry, URLPattern):
            yield from public_routes(entry.url_patterns, prefix + own)
        elif not getattr(entry.callback, "login_required", True):
            yield f"/{prefix}{own}"


def test_the_public_addresses_are_exactly_the_listed_ones():
    listed = LIST.read_text("utf-8").split()

    public = sorted(set(public_routes(get_resolver().url_patterns)))

    assert public == sorted(listed), (
        f"opened without being listed: {sorted(set(public) - set(listed))}; "
        f"listed but closed or gone: {sorted(set(listed) - set(public))}"
    )
