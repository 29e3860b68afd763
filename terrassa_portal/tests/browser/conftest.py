"""One running portal for all the browser tests of a process, with its reference data."""

import pytest

from terrassa_portal.tests.crawl import Crawler
from terrassa_portal.tests.running import HttpClient, RunningPortal


@pytest.fixture(scope="session")
def portal():
    with RunningPortal(workers=1) as running:
        yield running


@pytest.fixture(scope="session")
def public_paths(portal):
    """One address of each kind of public page: the first met of every view, in each language."""
    first = {}
    for page in Crawler(HttpClient(portal.url)).walk("/"):
        if page.html and page.status == 200:
            first.setdefault((page.view, page.reader.lang == "ca"), page.url)
    return sorted(first.values())


@pytest.fixture(scope="session")
def coordinator(portal):
    """E-mail and password of somebody who may do everything."""
    email = "coordinacio@terrassa.example"
    return email, portal.person(email, "coordinacio", superuser=True)
