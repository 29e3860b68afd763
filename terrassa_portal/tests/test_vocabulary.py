"""Models and fields are named with words of docs/glossary.md, and with no others."""

import re

import pytest
from django.apps import apps
from django.conf import settings

pytestmark = pytest.mark.house

OUR_APPS = ("web", "poligons", "empreses", "incidencies", "plans")
# Fields that Django or a library names, and the columns of a translated field.
FRAMEWORK = {"id", "password", "last_login", "is_superuser", "is_staff", "is_active", "groups"}
FRAMEWORK |= {"user_permissions", "email", "date_joined"}
LANGUAGE_SUFFIX = re.compile(r"_(ca|es|en)$")


def glossary_words():
    page = (settings.BASE_DIR / "docs" / "glossary.md").read_text("utf-8")
    first_cells = re.findall(r"^\|([^|]+)\|", page, re.MULTILINE)
    return {word for cell in first_cells for word in re.findall(r"`([a-z0-9]+)`", cell)}


def singulars(word):
    """The word itself and what it may be the plural of: `empreses` of `empresa`."""
    yield word
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("es"):
        yield word[:-2] + "a"
    if word.endswith(("ns", "os")):
        yield word[:-2]
    if word.endswith("ques"):
        yield word[:-4] + "ca"


def words_of(name):
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+", name)]


def names_in_use():
    for model in (model for app in OUR_APPS for model in apps.get_app_config(app).get_models()):
        yield model.__name__, model.__name__
        for field in model._meta.get_fields():
            if not field.auto_created and field.name not in FRAMEWORK:
                yield f"{model.__name__}.{field.name}", LANGUAGE_SUFFIX.sub("", field.name)


def test_models_and_fields_use_only_words_of_the_glossary():
    known = glossary_words()

    unknown = sorted(
        f"{where}: {word}"
        for where, name in names_in_use()
        for word in words_of(name)
        if not known & set(singulars(word))
    )

    assert not unknown, "Not in docs/glossary.md:\n  " + "\n  ".join(unknown)
