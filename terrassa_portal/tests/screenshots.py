"""Take the pictures of the README: `make screenshots` writes docs/img/*.webp."""

import io
from pathlib import Path

from PIL import Image

from terrassa_portal.tests.browser import journey
from terrassa_portal.tests.browser_page import open_page, start_browser
from terrassa_portal.tests.running import ROOT, RunningPortal

FOLDER = ROOT / "docs" / "img"
SIZE = {"width": 1280, "height": 900}
MOST_BYTES = 300_000
PAGES = {
    "home": "/",
    "poligon": "/poligons/can-parellada/",
    "empreses": "/empreses/",
    "pla": "/plans/pla-mandat-2015-2019/",
    "balanc": "",  # the address is asked of the portal
}
BALANCE = "from plans.models import Balanc; print(Balanc.objects.first().get_absolute_url())"


def keep(page, name):
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = Path(FOLDER, f"{name}.webp")
    image.save(path, "WEBP", quality=82, method=6)
    size = path.stat().st_size
    assert size < MOST_BYTES, f"{path}: {size} bytes"
    print(f"{path.relative_to(ROOT)}: {size // 1000} kB")


def public_pages(page, portal):
    addresses = PAGES | {"balanc": portal.shell(BALANCE).split()[-1]}
    for name, path in addresses.items():
        page.goto(portal.url + path)
        keep(page, name)


def report_and_follow_up(page, portal):
    journey.fill_in(page, portal.url)
    keep(page, "avis")
    _code, _key, follow = journey.send(page)
    page.goto(follow)
    keep(page, "seguiment")


def back_office(page, portal):
    email = "tecnica@terrassa.example"
    portal.sign_in(page, email, portal.person(email, "coordinacio", superuser=True))
    page.goto(f"{portal.url}/gestio/incidencies/incidencia/")
    keep(page, "bustia")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with RunningPortal() as portal, start_browser() as browser:
        portal.manage("carrega_mostra")
        with open_page(browser, viewport=SIZE) as page:
            public_pages(page, portal)
            report_and_follow_up(page, portal)
            back_office(page, portal)


if __name__ == "__main__":
    main()
