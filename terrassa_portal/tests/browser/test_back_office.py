"""The back office in Chromium, as the person who may do everything."""

import pytest

from terrassa_portal.tests.browser.test_pages import look

SECTIONS = ("poligons", "empreses", "incidencies", "plans", "web")


@pytest.fixture
def inside(pagina, portal, coordinator):
    portal.sign_in(pagina, *coordinator)
    return pagina


def hrefs(page, selector):
    return page.eval_on_selector_all(selector, "links => links.map(link => link.href)")


def test_the_door_and_the_first_page_have_no_barrier(pagina, portal, coordinator, axe):
    pagina.goto(f"{portal.url}/gestio/")
    wrong = look(pagina, axe)
    portal.sign_in(pagina, *coordinator)

    assert not wrong + look(pagina, axe)


@pytest.mark.parametrize("section", SECTIONS)
def test_lists_and_records_have_no_barrier(inside, portal, axe, section):
    inside.goto(f"{portal.url}/gestio/{section}/")
    lists = [url for url in hrefs(inside, "main a, #content a") if url.count("/") == 6]
    wrong = []
    for url in dict.fromkeys(lists):
        inside.goto(url)
        wrong += look(inside, axe)
        records = hrefs(inside, "#result_list tbody a")
        if records:
            inside.goto(records[0])
            wrong += look(inside, axe)

    assert not wrong, "\n".join(wrong)
