"""Every step of a report in a browser: no barrier, with and without errors, without JavaScript."""

import pytest

from terrassa_portal.tests.browser_page import NARROW, WIDE, open_page, run_axe

from .factories import crea_incidencia
from .recorregut import RESPOSTES, crea_enllumenat, foto
from .test_pages_publiques import publica

CONTINUA = "main form .step-buttons button"
FINESTRES = [(NARROW, "light"), (WIDE, "dark")]


@pytest.fixture(params=FINESTRES, ids=["narrow-light", "wide-dark"])
def finestra(request, navegador, transactional_db):
    mida, colors = request.param
    with open_page(navegador, viewport=mida, color_scheme=colors) as page:
        yield page


def mira(page):
    """No barrier, and nothing wider than the window."""
    run_axe(page)
    sobra = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert sobra <= 0, page.url


def test_no_page_of_a_report_has_a_barrier_with_errors_or_without(finestra, live_server):
    crea_enllumenat()
    page, base = finestra, live_server.url
    page.goto(f"{base}/incidencies/nova/?poligon=can-parellada")
    mira(page)
    page.click("main a[href*='/que/']")

    for pas in ("que", "tipus"):
        page.click(CONTINUA)
        mira(page)
        assert page.title().startswith("Error:")
        omple(page, pas)
    page.click(CONTINUA)
    mira(page)
    omple(page, "on")
    page.set_input_files(
        "[name=fotos]",
        [
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": foto().read()},
            {"name": "b.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"},
        ],
    )
    page.click(CONTINUA)
    mira(page)
    page.click(CONTINUA)
    page.fill("[name=correu]", "berta@@x")
    page.click(CONTINUA)
    mira(page)
    page.fill("[name=correu]", "")
    page.click(CONTINUA)
    mira(page)
    envia_i_segueix(page)


def omple(page, pas):
    for nom, valor in RESPOSTES[pas].items():
        camp = page.locator(f"[name={nom}]").first
        if pas == "tipus":
            page.check(f"[name={nom}][value={valor}]")
        elif camp.evaluate("camp => camp.tagName") == "SELECT":
            camp.select_option(valor)
        else:
            camp.fill(valor)
    page.click(CONTINUA)


def envia_i_segueix(page):
    page.wait_for_timeout(2_100)  # faster is a robot
    page.click(CONTINUA)
    mira(page)
    codi = page.locator("main .panel .reference").inner_text()
    clau = page.locator("main dd.reference").nth(1).inner_text()
    page.goto(page.url.split("/incidencies/")[0] + "/incidencies/seguiment/")
    mira(page)
    page.fill("[name=codi]", codi)
    page.fill("[name=secret]", "0000-0000")
    page.click("main form button")
    mira(page)
    page.fill("[name=secret]", clau)
    page.click("main form button")
    mira(page)
    assert page.locator("[aria-current=step]").count() == 1
    page.click("main details summary")
    page.click("main details button")  # nothing written
    mira(page)
    page.fill("[name=afegeix-text]", "També el del costat.")
    page.click("main details button")
    assert "També el del costat." in page.inner_text("main .timeline")


def test_the_public_pages_have_no_barrier(finestra, live_server):
    incidencia = publica(crea_incidencia())
    for adreca in ("", f"{incidencia.codi}/", "?estat=rebuda", "?estat=x", "?estat=tancada"):
        finestra.goto(f"{live_server.url}/incidencies/{adreca}")
        mira(finestra)
