"""Every kind of public page in Chromium: barriers, width, contrast, console, keyboard."""

import pytest

from terrassa_portal.tests.browser_page import NARROW, WIDE

KIB = 1024
CONTRAST = ["color-contrast", "link-in-text-block"]


def look(page, axe):
    """Light and dark, wide and narrow, on the page that is open; return what is wrong."""
    wrong = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            try:
                axe(page, rules=CONTRAST if scheme == "dark" else None)
            except AssertionError as barrier:
                wrong.append(f"{size['width']} px, {scheme}: {barrier}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{page.url} scrolls sideways at {size['width']} px")
    page.emulate_media(color_scheme="light")
    return wrong


def test_public_pages_have_no_barrier(pagina, portal, public_paths, axe):
    wrong = []
    for path in public_paths:
        pagina.goto(portal.url + path)
        wrong += look(pagina, axe)

    assert not wrong, "\n".join(wrong)


def test_a_form_sent_empty_has_no_barrier_either(pagina, portal, public_paths, axe):
    wrong = []
    for path in public_paths:
        pagina.goto(portal.url + path)
        button = pagina.locator("main form[method=post] [type=submit]").first
        if button.count():
            button.click()
            wrong += look(pagina, axe)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["/no-existeix/", "/poligons/no-existeix/"])
def test_a_page_that_is_not_there_says_so_without_barriers(pagina, portal, axe, path):
    answer = pagina.goto(portal.url + path)

    assert answer.status == 404
    assert not look(pagina, axe)


def test_the_first_tab_leads_past_the_menu(pagina, portal):
    pagina.goto(portal.url + "/")

    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.getAttribute('href')") == "#contingut"
    pagina.keyboard.press("Enter")

    assert pagina.evaluate("location.hash") == "#contingut"
    assert pagina.evaluate("document.activeElement.tagName") == "MAIN"


def test_the_focus_is_seen_and_never_caught(pagina, portal):
    pagina.goto(portal.url + "/")
    seen = []

    for _ in range(400):
        pagina.keyboard.press("Tab")
        focus = pagina.evaluate(
            """() => {
                const element = document.activeElement;
                if (element === document.body) return null;
                const style = getComputedStyle(element);
                const box = element.getBoundingClientRect();
                return {
                    name: element.outerHTML.slice(0, 120),
                    ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
                    inView: box.bottom > 0 && box.top < window.innerHeight,
                };
            }"""
        )
        if focus is None:
            break
        seen.append(focus)

    assert focus is None, f"the keyboard is caught at {seen[-1]['name']}"
    assert len(seen) > 20
    assert not [place["name"] for place in seen if not place["ring"] or not place["inView"]]


@pytest.mark.parametrize(("path", "most_requests"), [("/plans/", 6), ("/", 9), ("/poligons/", 9)])
def test_a_cold_page_keeps_its_budget(pagina, portal, path, most_requests):
    """HTML has its own test: nginx compresses it, the portal by itself does not."""
    sizes = {}
    pagina.on("requestfinished", lambda r: sizes.update({r.url: r.sizes()["responseBodySize"]}))

    pagina.goto(portal.url + path)
    pagina.wait_for_load_state("networkidle")

    def weight(part):
        return sum(size for url, size in sizes.items() if part in url)

    assert len(sizes) <= most_requests, sizes
    assert weight("/css/portal.") <= 6 * KIB
    assert weight("/css/map.") <= 2 * KIB
    assert weight("/fonts/") <= 50 * KIB
    assert not pagina.context.cookies()
