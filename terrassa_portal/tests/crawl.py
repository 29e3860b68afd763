"""Follow every internal link of the portal, and keep what each page said."""

import gzip
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve

SAME_QUERY = 3  # how many of `?estat=a`, `?estat=b` … are visited of one view
SAME_VIEW = 30  # how many pages of one view are visited in Catalan
SAME_VIEW_ELSEWHERE = 1  # and in Spanish, and in English
LOADS = {"src", "srcset", "poster"}


class Reader(HTMLParser):
    """Collect from a page what the promises of the house are about."""

    def __init__(self):
        super().__init__()
        self.tags = Counter()
        self.lang = ""
        self.links = []
        self.loads = []
        self.ids = Counter()
        self.attributes = set()
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags[tag] += 1
        self.attributes |= set(given)
        self.ids[given.get("id", "")] += 1
        self._in_title = tag == "title" and self.tags["svg"] == 0
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "link" and not {"canonical", "alternate", "license"} & set(
            given.get("rel", "").split()
        ):
            self.loads.append(given.get("href", ""))
        self.loads += [given[name] for name in LOADS if given.get(name)]

    def handle_endtag(self, tag):
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data):
        if self._in_title:
            self.title += data


@dataclass
class Page:
    """One answer of the portal to a GET."""

    url: str
    referrer: str
    status: int
    view: str
    html: str = ""
    cookies: tuple = ()
    error: str = ""
    reader: Reader = field(default_factory=Reader)

    @property
    def compressed_bytes(self):
        return len(gzip.compress(self.html.encode(), compresslevel=6))

    @property
    def has_map(self):
        return re.search(r'class="[^"]*\bmap\b', self.html) is not None

    def __str__(self):
        return f"{self.status} {self.url} (from {self.referrer}) {self.error}"


def view_name(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


class Crawler:
    """Walk from a first page through every `<a href>` that stays in the portal."""

    def __init__(self, client):
        self.client = client
        self.pages = []
        self.met = set()
        self.shapes = Counter()

    def walk(self, start="/"):
        queue = deque([(start, "")])
        while queue:
            url, referrer = queue.popleft()
            if not self.is_new(url):
                continue
            page = self.visit(url, referrer)
            self.pages.append(page)
            queue.extend((urljoin(url, link), url) for link in page.reader.links)
        return self.pages

    def is_new(self, url):
        """Whether `url` is ours, not met before, and not one more of many alike."""
        parts = urlsplit(url)
        address = parts.path + ("?" + parts.query if parts.query else "")
        if parts.scheme or parts.netloc or address in self.met or address.startswith("/static/"):
            return False
        self.met.add(address)
        elsewhere = parts.path[:4] in {"/es/", "/en/"}
        path = parts.path[3:] if elsewhere else parts.path
        parameters = tuple(sorted(name for name, _ in parse_qsl(parts.query)))
        shape = (elsewhere and parts.path[:4], view_name(path) or path, parameters)
        self.shapes[shape] += 1
        most = SAME_VIEW_ELSEWHERE if elsewhere else SAME_QUERY if parameters else SAME_VIEW
        return self.shapes[shape] <= most

    def visit(self, url, referrer):
        address = url.partition("#")[0]
        try:
            response = self.client.get(address)
        except Exception as error:  # noqa: BLE001 — told with the page that raised it
            return Page(address, referrer, 500, view_name(address), error=repr(error))
        page = Page(address, referrer, response.status_code, view_name(urlsplit(address).path))
        page.cookies = tuple(response.cookies)
        self.client.cookies.clear()
        if response.get("Content-Type", "").startswith("text/html"):
            page.html = response.content.decode()
            page.reader.feed(page.html)
        elif response.streaming:
            deque(response, maxlen=0)  # a download is made while it is read
        if response.status_code in {301, 302}:
            page.reader.links.append(response["Location"])
        return page
