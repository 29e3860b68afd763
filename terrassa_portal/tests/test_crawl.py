"""What holds on every public page, seen by following every link from the home page."""

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from terrassa_portal.tests.crawl import Crawler

# The pages are read in the fixture, outside any test; the mark has the database made.
pytestmark = pytest.mark.django_db
KIB = 1024
HTML_BUDGET = 14 * KIB
HTML_BUDGET_WITH_A_MAP = 60 * KIB
ALLOWED_COOKIES = {"sessionid", "csrftoken"}
MET_AT_LEAST = {"home", "poligons:list", "poligons:detail", "empreses:list", "plans:list"}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Every page, read once on the reference data, which is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("carrega_terrassa", verbosity=0)
        met = Crawler(Client()).walk("/")
        transaction.set_rollback(True)
    return met


@pytest.fixture(scope="module")
def shown(pages):
    """The pages that show HTML of their own: neither redirects nor downloads."""
    return [page for page in pages if page.html and page.status == 200]


def test_the_walk_reaches_the_sections(pages):
    assert {page.view for page in pages} >= MET_AT_LEAST


def test_every_link_leads_somewhere(pages):
    broken = [str(page) for page in pages if page.status not in {200, 301, 302}]

    assert not broken, "\n".join(broken)


def test_every_page_has_one_h1_one_main_a_title_and_a_language(shown):
    lacking = [
        str(page)
        for page in shown
        if (page.reader.tags["h1"], page.reader.tags["main"]) != (1, 1)
        or not page.reader.title.strip()
        or page.reader.lang not in {"ca", "es", "en"}
    ]

    assert not lacking, "\n".join(lacking)


def test_titles_tell_pages_apart(shown):
    by_title = {}
    for page in shown:
        by_title.setdefault((page.reader.lang, page.reader.title.strip()), set()).add(
            page.url.partition("?")[0]
        )

    shared = {title: urls for title, urls in by_title.items() if len(urls) > 1}

    assert not shared


def test_no_page_repeats_an_id(shown):
    repeated = {
        page.url: ids
        for page in shown
        if (ids := [name for name, times in page.reader.ids.items() if name and times > 1])
    }

    assert not repeated


def test_no_page_carries_style_or_handlers(shown):
    found = {
        page.url: bad
        for page in shown
        if (bad := [a for a in page.reader.attributes if a == "style" or a.startswith("on")])
    }

    assert not found


def test_no_page_loads_anything_from_another_host(shown):
    foreign = {
        page.url: bad
        for page in shown
        if (bad := [src for src in page.reader.loads if not src.startswith(("/", "data:"))])
    }

    assert not foreign


def test_every_static_file_that_a_page_asks_for_exists(shown):
    asked = {src for page in shown for src in page.reader.loads if src.startswith("/static/")}

    missing = [src for src in asked if not finders.find(src.removeprefix("/static/"))]

    assert not missing


def test_every_page_keeps_its_weight(shown):
    heavy = [
        f"{page.compressed_bytes / KIB:.1f} KiB {page}"
        for page in shown
        if page.compressed_bytes > (HTML_BUDGET_WITH_A_MAP if page.has_map else HTML_BUDGET)
    ]

    assert not heavy, "\n".join(heavy)


def test_a_reader_gets_no_cookie_but_the_form_token(pages):
    set_by = {page.url: page.cookies for page in pages if set(page.cookies) - {"csrftoken"}}

    assert not set_by


def test_no_page_shows_what_code_calls_nothing(shown):
    told = [
        f"{word} {page}"
        for page in shown
        for word in (">None<", ">null<", ">nan<", "{{", "{%")
        if word in page.html
    ]

    assert not told
