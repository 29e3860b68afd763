"""What every test run starts from: a private `var/`, plain static files, and a browser.

Loaded by `-p terrassa_portal.tests.plugin` (pyproject.toml), before Django reads its settings.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

from terrassa_portal.tests.browser_page import open_page, run_axe, start_browser

_CONTROLLER_DIR = "PORTAL_TEST_DIR"
_BROWSER_FIXTURES = {"pagina", "portal", "navegador"}


def _isolate():
    """Point the settings at a directory of this run, so that no test meets a laptop's data."""
    root = os.environ.get(_CONTROLLER_DIR)
    if not root:
        root = os.environ[_CONTROLLER_DIR] = tempfile.mkdtemp(prefix="portal-test-")
        atexit.register(shutil.rmtree, root, ignore_errors=True)
    var = Path(root) / os.environ.get("PYTEST_XDIST_WORKER", "main")
    (var / "static").mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "VAR_DIR": str(var),
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "DEBUG": "0",
        "HTTPS": "0",
        "EMAIL_URL": "memorymail://",
        "CACHE_URL": "locmemcache://tests",
        "PORTAL_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "LOG_LEVEL": "ERROR",
        # Playwright runs an event loop in this thread; the ORM beside it is not asynchronous.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{var / 'portal.sqlite3'}")


_isolate()


def pytest_configure(config):
    from django.conf import settings

    # No manifest: a unit test must not depend on `collectstatic`.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    # A real hash takes a tenth of a second for each person made.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _let_tests_empty_the_database()
    # How long an example takes says how busy the machine is, not whether the code is right.
    hypothesis.settings.register_profile(
        "portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("portal")


def _let_tests_empty_the_database():
    """Drop the triggers before a test with real transactions empties the tables.

    They forbid deleting what is published. The `post_migrate` that follows installs them again.
    """
    from django.db import connections
    from django.test import TransactionTestCase

    from terrassa_portal.web import triggers

    empty = TransactionTestCase._fixture_teardown

    def teardown(case):
        for name in case._databases_names(include_mirrors=False):
            triggers.uninstall_all(connections[name])
        empty(case)

    TransactionTestCase._fixture_teardown = teardown


def pytest_collection_modifyitems(items):
    for item in items:
        if _BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def _empty_caches():
    from django.core.cache import caches

    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="module")
def terrassa(django_db_setup, django_db_blocker):
    """The reference data, loaded once for the tests of a module and rolled back after them.

    Ask for `db` too: each test is then rolled back to the data as they were loaded.
    """
    from django.core.management import call_command
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("carrega_terrassa", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def navegador():
    """Chromium, started once for each process of the run."""
    with start_browser() as browser:
        yield browser


@pytest.fixture
def pagina(navegador):
    """A page in a fresh window. Any console error, refused content or foreign request fails."""
    with open_page(navegador) as page:
        yield page


@pytest.fixture(scope="session")
def axe():
    """`axe(page)`: fail, naming each element, if axe-core finds a barrier on the page."""
    return run_axe
