"""From a broken street light to its repair, with JavaScript off: what issue after issue rests on."""

import json
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.utils import timezone

from terrassa_portal.tests.browser import journey
from terrassa_portal.tests.browser_page import open_page
from terrassa_portal.tests.running import free_port

STORED = """
import json
from incidencies.models import DiaInhabil, Incidencia
from terrassa_portal.web.models import Sortint
i = Incidencia.objects.get(codi={code!r})
print(json.dumps({{
    "estat": i.estat,
    "servei": i.derivacio_oberta().servei.codi if i.derivacio_oberta() else "",
    "fotos": i.adjunts.count(),
    "correus": list(Sortint.objects.de_tema(f"incidencia:{{i.uuid}}").values_list("estat", flat=True)),
}}))
"""
COUNTS = """
import json
from incidencies.models import Derivacio, Esdeveniment, Incidencia
from terrassa_portal.web.models import Sortint
print(json.dumps([m.objects.count() for m in (Derivacio, Esdeveniment, Incidencia, Sortint)]))
"""


class Inbox(Message):
    """A real SMTP server that keeps what it is given."""

    def __init__(self):
        super().__init__()
        self.received = []

    def handle_message(self, message):
        self.received.append(message)


@pytest.fixture
def without_script(navegador):
    with open_page(navegador, java_script_enabled=False) as page:
        yield page


def stored(portal, code):
    return json.loads(portal.shell(STORED.format(code=code)).splitlines()[-1])


def counts(portal):
    return json.loads(portal.shell(COUNTS).splitlines()[-1])


def test_a_report_reaches_the_lighting_service_and_its_mail_leaves(without_script, portal):
    journey.fill_in(without_script, portal.url)
    code, key, follow = journey.send(without_script)

    found = stored(portal, code)
    assert found["estat"] == "derivada"
    assert found["servei"] == "enllumenat-public"
    assert found["fotos"] == 1
    assert found["correus"], "no mail is in the queue"
    assert key
    assert follow

    inbox, port = Inbox(), free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        portal.manage("feines", EMAIL_URL=f"smtp://127.0.0.1:{port}")
    finally:
        server.stop()

    assert "veina@poligons.example" in {message["X-RcptTo"] for message in inbox.received}
    assert code in "".join(str(message["Subject"]) for message in inbox.received)
    assert set(stored(portal, code)["correus"]) == {"enviat"}


def act(page, name, **answers):
    """Open the button `name` of an incidencia's page, fill its form in and send it."""
    form = page.locator(f'form[action*="/{name}/"]')
    page.locator(f'details.act:has(form[action*="/{name}/"]) summary').click()
    for field, answer in answers.items():
        form.locator(f"[name={field}]").fill(answer)
    form.locator("[type=submit]").click()
    page.wait_for_load_state()


def test_a_technician_moves_it_and_the_reporter_sees_each_step(
    navegador, without_script, portal, coordinator
):
    page = without_script
    journey.fill_in(page, portal.url)
    code, _key, follow = journey.send(page)
    day = timezone.localdate() + timedelta(days=3)

    with open_page(navegador, java_script_enabled=False) as office:
        portal.sign_in(office, *coordinator)
        office.goto(f"{portal.url}/gestio/incidencies/incidencia/?safata=totes&q={code}")
        office.locator("#result_list tbody a").first.click()
        act(office, "accepta")
        page.goto(follow)
        accepted = page.locator("main").inner_text()
        act(office, "planifica", data_prevista=day.isoformat(), nota="Hi anirà l’equip de nit.")
        page.goto(follow)
        planned = page.locator("main").inner_text()
        act(office, "resol", que_s_ha_fet="S’ha canviat la làmpada.")
    page.goto(follow)
    resolved = page.locator("main").inner_text()

    assert stored(portal, code)["estat"] == "resolta"
    assert "Enllumenat" in accepted
    assert "Hi anirà l’equip de nit." in planned
    assert "S’ha canviat la làmpada." in resolved
    assert resolved.count("Enllumenat")
    assert page.locator('[aria-current="step"]').count() == 1


def test_a_report_sent_twice_is_one_incidencia(without_script, portal):
    page = without_script
    journey.fill_in(page, portal.url, email="")
    before = counts(portal)[2]
    hidden = page.locator("main form:has(.step-buttons) input[type=hidden]").all()
    form = {field.get_attribute("name"): field.get_attribute("value") or "" for field in hidden}
    page.wait_for_timeout(journey.MINIMUM_MILLISECONDS)

    answers = [page.context.request.post(page.url, form=form) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert "/rebut/" in answers[0].url
    assert counts(portal)[2] == before + 1


def test_reading_changes_nothing(without_script, portal):
    page = without_script
    journey.fill_in(page, portal.url)
    code, _key, follow = journey.send(page)
    before = counts(portal)

    for path in (follow, f"{portal.url}/incidencies/rebut/{code}/", f"{portal.url}/incidencies/"):
        page.goto(path)
        for link in page.eval_on_selector_all("main a[href^='/']", "a => a.map(x => x.href)"):
            page.goto(link)

    assert counts(portal) == before
