"""How often an address may write, and the page that says so without losing what was typed."""

import time

from django.shortcuts import render

from terrassa_portal.web import ratelimit

HORA = 3600
AVISOS_PER_HORA = 20  # an office behind one address reports more than one thing
AVISOS_TOTALS_PER_HORA = 1000
ESBORRANYS_PER_HORA = 120
FOTOS_PER_HORA = 60  # each decodes up to five images
CERQUES_PER_HORA = 30  # tries of a reference and its key
CERQUES_TOTALS_PER_HORA = 2000
ACCIONS_PER_HORA = 60


def pot_enviar(request):
    """Count one report sent, for its address and for everybody."""
    return ratelimit.allow(request, "incidencies.avis", AVISOS_PER_HORA, HORA) and (
        _pot_tothom("incidencies.avis", AVISOS_TOTALS_PER_HORA)
    )


def pot_cercar(request):
    """Count one try of a reference and a key."""
    return ratelimit.allow(request, "incidencies.cerca", CERQUES_PER_HORA, HORA) and (
        _pot_tothom("incidencies.cerca", CERQUES_TOTALS_PER_HORA)
    )


def _pot_tothom(scope, limit):
    """Count one try of `scope` by anybody in this hour."""
    return ratelimit.allow_key(f"{scope}:tots:{int(time.time() // HORA)}", limit, HORA)


def massa(request, torna=""):
    """429: too many. `torna` is where what was typed still is."""
    resposta = render(
        request, "incidencies/massa.html", {"torna": torna}, status=ratelimit.TOO_MANY
    )
    resposta["Retry-After"] = "600"
    return resposta
