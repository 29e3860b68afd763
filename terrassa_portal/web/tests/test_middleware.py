"""What every answer carries: an id, its headers, the language of its address."""

import logging
import re

import pytest
from django.test import Client

from terrassa_portal.web import ratelimit, tokens
from terrassa_portal.web.context_processors import without_language
from terrassa_portal.web.logs import RequestIdFilter, redact


def test_an_answer_carries_the_id_of_its_request(client):
    assert re.fullmatch(r"[0-9a-f]{32}", client.get("/robots.txt")["X-Request-ID"])


def test_an_id_brought_by_the_proxy_is_kept_if_it_is_one(client):
    good = client.get("/robots.txt", headers={"X-Request-ID": "abcdef-12345678"})
    bad = client.get("/robots.txt", headers={"X-Request-ID": "a b\nc"})

    assert good["X-Request-ID"] == "abcdef-12345678"
    assert re.fullmatch(r"[0-9a-f]{32}", bad["X-Request-ID"])


def test_the_log_line_of_a_refusal_has_the_id_of_its_request(db, client, caplog):
    with caplog.at_level(logging.WARNING), caplog.filtering(RequestIdFilter()):
        response = client.get("/no-hi-es/")

    assert [line.request_id for line in caplog.records] == [response["X-Request-ID"]]


def test_the_policy_allows_nothing_unsafe(client):
    policy = client.get("/robots.txt")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "header",
    [
        "Permissions-Policy",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ],
)
def test_the_other_headers_are_there(client, header):
    assert client.get("/robots.txt")[header]


@pytest.mark.parametrize(
    ("path", "language"), [("/ajuda/", "ca"), ("/es/ajuda/", "es"), ("/en/ajuda/", "en")]
)
def test_the_address_alone_says_the_language(db, path, language):
    response = Client(headers={"Accept-Language": "fr, es;q=0.9"}).get(path)

    assert response["Content-Language"] == language
    assert f'<html lang="{language}">' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


def test_a_page_that_only_reads_sets_no_cookie(db, client):
    assert not client.get("/ajuda/").cookies


@pytest.mark.parametrize(
    "path",
    [
        "/poligons/%00/",
        "/plans/un-pla/%00/",
        "/plans/un-pla/balanc/2019-06/%00/",
        "/incidencies/nova/?poligon=%00",
        "/en/cerca/?q=a%00b",
        "/gestio/autocomplete/?term=%00",
    ],
)
def test_an_address_with_a_nul_is_refused(db, client, path):
    response = client.get(path)

    assert response.status_code == 400
    assert response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_form_sent_to_an_address_with_a_nul_is_refused(db, client):
    form = {"descripcio": "Un fanal apagat"}

    assert client.post("/incidencies/nova/que/?poligon=%00", form).status_code == 400


def test_a_cookie_with_a_nul_is_refused(db, client):
    cookie = r'sessionid="abcdefghij\000klmnop"'  # as cookies write it: RFC 2109

    for path in ("/", "/incidencies/nova/que/", "/gestio/"):
        assert client.get(path, headers={"Cookie": cookie}).status_code == 400


def test_a_token_is_redacted_from_the_log(caplog):
    token = tokens.derive("seguiment", "1")

    with caplog.at_level(logging.WARNING):
        line = redact(f"GET /s/{token}/ 200")

    assert token not in line
    assert line == "GET /s/[…]/ 200"


def test_tokens_depend_on_purpose_parts_and_key(settings):
    one = tokens.derive("a", 1, 2)

    assert len(one) == 43
    assert one == tokens.derive("a", "1", "2")
    assert one != tokens.derive("a", "12")
    assert one != tokens.derive("b", 1, 2)
    settings.SECRET_KEY = "another"
    assert one != tokens.derive("a", 1, 2)


def test_a_limit_counts_each_address_apart(db, rf):
    first = rf.get("/", REMOTE_ADDR="192.0.2.1")
    second = rf.get("/", REMOTE_ADDR="192.0.2.2")

    assert [ratelimit.allow(first, "test", 2, 60) for _ in range(3)] == [True, True, False]
    assert ratelimit.allow(second, "test", 2, 60)


def test_an_address_cannot_be_forged_without_our_proxy(rf, settings):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"})

    assert ratelimit.client_address(request) == "192.0.2.1"
    settings.HTTPS = True
    assert ratelimit.client_address(request) == "2.2.2.2"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ajuda/", ["/ajuda/", "/es/ajuda/", "/en/ajuda/"]),
        ("/es/cerca/?q=càn%20p", ["/cerca/?q=c", "/es/cerca/?q=c", "/en/cerca/?q=c"]),
        ("/en/", ["/", "/es/", "/en/"]),
    ],
)
def test_the_language_switch_stays_on_the_page(db, client, path, expected):
    links = client.get(path).context["language_links"]

    assert all(link["url"].startswith(e) for link, e in zip(links, expected, strict=True))


@pytest.mark.parametrize("path", ["//evil.example/", "/es//evil.example/x", "/en///evil.example"])
def test_the_language_switch_never_leaves_the_portal(db, client, path):
    response = client.get("/", PATH_INFO=path)

    assert response.status_code == 404
    assert 'href="//' not in response.content.decode()


def test_a_path_that_only_looks_like_a_language_is_left_whole():
    assert without_language("/estats/") == "/estats/"
    assert without_language("/es/estats/") == "/estats/"
