"""A page of a real Chromium that fails when the portal breaks its promises to the browser."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OUR_HOSTS = {"127.0.0.1", "localhost", ""}


def find_chromium():
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def start_browser():
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        pytest.fail("Chromium is missing. Install it with `make browser`.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def open_page(browser, **options):
    """Open a page in a window of its own; at the end, fail on what the browser complained of.

    `page.complaints` may be read or cleared by a test that provokes an error on purpose.
    """
    # Without motion: a colour that is still changing has a contrast of its own.
    defaults = {"locale": "ca-ES", "viewport": WIDE, "reduced_motion": "reduce"}
    context = browser.new_context(**defaults | options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: _note_console(page, message))
    page.on("pageerror", lambda error: page.complaints.append(f"JavaScript error: {error}"))
    page.on("request", lambda request: _note_foreign(page, request))
    page.on("response", lambda response: _note_missing(page, response))
    try:
        yield page
        complaints = page.complaints
    finally:
        context.close()
    assert not complaints, "The browser complained:\n  " + "\n  ".join(complaints)


WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 720}


def _note_console(page, message):
    # A broken Content-Security-Policy is told here too. What is missing has its own note.
    if message.type == "error" and "Failed to load resource" not in message.text:
        page.complaints.append(f"console: {message.text} ({page.url})")


def _note_missing(page, response):
    """A page may answer 404 or 429; what a page loads may not."""
    if response.status >= 400 and not response.request.is_navigation_request():
        page.complaints.append(f"answered {response.status}: {response.url}")


def _note_foreign(page, request):
    if request.url.startswith(("data:", "blob:", "about:")):
        return
    if urlsplit(request.url).hostname not in OUR_HOSTS:
        page.complaints.append(f"request to another host: {request.url}")


def run_axe(page, rules=None):
    """Run axe-core (every rule, or only `rules`) on the page and fail on any violation.

    The script goes in by the DevTools protocol, which the page's strict CSP does not touch.
    """
    import axe_playwright_python

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    session = page.context.new_cdp_session(page)
    told = len(page.complaints)
    _evaluate(session, source + "; true")
    result = _evaluate(session, f"axe.run(document, {json.dumps(options)})")
    session.detach()
    del page.complaints[told:]  # axe itself tries inline styles, and the policy refuses them
    barriers = [_describe(violation) for violation in result["violations"]]
    assert not barriers, f"axe-core on {page.url}:\n" + "\n".join(barriers)


def _evaluate(session, expression):
    answer = session.send(
        "Runtime.evaluate",
        {
            "expression": expression,
            "awaitPromise": True,
            "returnByValue": True,
            "allowUnsafeEvalBlockedByCSP": True,
        },
    )
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def _describe(violation):
    nodes = [
        f"    {node['html'][:160]}\n      {node.get('failureSummary', '')[:240]}"
        for node in violation["nodes"][:5]
    ]
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(nodes)
