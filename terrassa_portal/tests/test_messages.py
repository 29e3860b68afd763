"""No library speaks English on a Catalan page: what it lacks is in `locale/ca`."""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings

pytestmark = pytest.mark.house

# Each library, and the catalogue that names all its strings.
LIBRARIES = {
    "django.conf": "en",
    "django.contrib.admin": "en",
    "django.contrib.auth": "en",
    "django.contrib.contenttypes": "en",
    "allauth": "en",
    "auditlog": "ja",
    "django_filters": "es",
    "django_tables2": "es",
}


def catalogue(library, language, domain):
    origin = Path(find_spec(library).origin).parent
    path = origin / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path)) if path.exists() else []


def ours(language, domain="django"):
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path))


def translated(entries):
    return {(entry.msgctxt, entry.msgid) for entry in entries if entry.translated()}


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_of_a_library_has_its_catalan(library, domain):
    strings = {
        (entry.msgctxt, entry.msgid)
        for entry in catalogue(library, LIBRARIES[library], domain)
        if not entry.obsolete
    }

    missing = strings - translated(catalogue(library, "ca", domain))
    missing -= translated(ours("ca", domain))

    assert not missing


@pytest.mark.parametrize("language", ["ca", "es", "en"])
def test_a_catalogue_keeps_the_placeholders_of_its_strings(language):
    broken = [
        entry.msgid
        for entry in ours(language)
        if entry.translated() and not entry.msgid_plural
        if placeholders(entry.msgid) != placeholders(entry.msgstr)
    ]

    assert not broken


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::\w+)?\}", text))


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_other_languages_are_begun(language):
    assert len(ours(language).translated_entries()) > 100
