"""Requests that each send one finished report: the last POST of the five steps."""

import json
from urllib.parse import urlencode

from benchmarks.client import PROXY

CSRF = "k" * 32
SUMMARY = "/incidencies/nova/resum/"
DRAFTS = """
import json, secrets, time
from django.contrib.sessions.backends.db import SessionStore
from incidencies.models import Categoria
from poligons.models import Poligon
from terrassa_portal.web.forms import _SIGNER

categoria = Categoria.objects.actives().filter(codi__contains="enllumenat").first()
categoria = categoria or Categoria.objects.actives().filter(requereix_foto=False).first()
poligon = Poligon.objects.get(slug="can-parellada")
drafts = []
for number in range({number}):
    session, key = SessionStore(), secrets.token_urlsafe(24)
    session["incidencies.esborrany"] = {{
        "clau": key,
        "passos": {{
            "que": {{"descripcio": f"El fanal {{number}} fa tres nits que no s’encén."}},
            "tipus": {{"categoria": categoria.codi}},
            "on": {{"poligon": poligon.slug, "adreca": "carrer de Saturn, 1", "local": "",
                    "referencia_element": ""}},
            "detalls": {{"detalls": ""}},
            "contacte": {{"correu": f"veina{{number}}@poligons.example", "nom": "", "telefon": "",
                          "tipus": "ciutadania", "entitat": ""}},
        }},
    }}
    session.save()
    drafts.append([session.session_key, key, _SIGNER.sign(str(int(time.time()) - 60))])
print(json.dumps(drafts))
"""


def prepared_posts(portal, number):
    """Yield `number` requests, each of another session and another address."""
    drafts = json.loads(portal.shell(DRAFTS.format(number=number)).splitlines()[-1])
    for count, (session, key, shown_at) in enumerate(drafts):
        body = urlencode(
            {"csrfmiddlewaretoken": CSRF, "clau": key, "website": "", "shown_at": shown_at}
        ).encode()
        head = (
            f"POST {SUMMARY} HTTP/1.1\r\nHost: 127.0.0.1\r\n{PROXY}"
            f"X-Forwarded-For: 10.0.{count // 250}.{count % 250}\r\n"
            "Referer: https://127.0.0.1/\r\n"
            f"Cookie: sessionid={session}; csrftoken={CSRF}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body
