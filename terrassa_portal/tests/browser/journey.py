"""What a person does to report a broken street light, page by page."""

import io
import re

from PIL import Image, ImageDraw

CODE = re.compile(r"TRS-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}")
CONTINUE = "main form .step-buttons button.button"
MINIMUM_MILLISECONDS = 2_500  # the form refuses whoever is faster than a person


def photograph():
    """A street light at night, as a JPEG."""
    image = Image.new("RGB", (1200, 900), "#1d2430")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 700, 1200, 900), fill="#3b3f46")
    draw.rectangle((590, 220, 606, 720), fill="#777d85")
    draw.rectangle((590, 205, 720, 225), fill="#777d85")
    draw.rectangle((690, 225, 740, 245), fill="#2a2d33")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80)
    return {"name": "fanal.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def fill_in(page, base, email="veina@poligons.example"):
    """Go from the home page to the last page of a report, ready to be sent."""
    page.goto(f"{base}/")
    page.locator('main a[href$="/incidencies/nova/"]').first.click()
    page.locator('main a[href*="/incidencies/nova/que/"]').first.click()
    page.fill("[name=descripcio]", "El fanal de davant de la nau 12 fa tres nits que no s’encén.")
    page.click(CONTINUE)
    page.check("[name=categoria][value=fanal-apagat]")
    page.click(CONTINUE)
    page.select_option("[name=poligon]", "can-parellada")
    page.fill("[name=adreca]", "carrer de Saturn, 12")
    page.fill("[name=referencia_element]", "F-1023")
    page.click(CONTINUE)
    page.set_input_files("[name=fotos]", photograph())
    page.click(CONTINUE)
    if "/semblants/" in page.url:
        page.click(CONTINUE)
    page.fill("[name=correu]", email)
    page.click(CONTINUE)
    page.wait_for_url("**/nova/resum/")


def send(page):
    """Send the report; return its reference, its key and the address of its follow-up page."""
    page.wait_for_timeout(MINIMUM_MILLISECONDS)
    page.click(CONTINUE)
    page.wait_for_url("**/rebut/**")
    code = CODE.search(page.locator("main .panel").inner_text()).group()
    key = page.locator("main dd.reference").nth(1).inner_text()
    follow = page.locator('main a.button[href*="/s/"]').get_attribute("href")
    return code, key, follow
