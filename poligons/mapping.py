"""Estates as features of the SVG map and of GeoJSON.

Until there are boundaries an estate is a circle about an approximate point. Its area is that of
the estate where a source tells it; otherwise a circle of fixed size, which says nothing of it.
"""

import json
from math import pi, sqrt

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from poligons.models import Poligon

UNKNOWN_RADIUS_M = 170
M2_PER_HA = 10_000
# What could close the `<script>` that holds the JSON.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
TONES = {Poligon.Estat.OPERATIU: "info", Poligon.Estat.EN_TRANSFORMACIO: "warn"}


def features(poligons, selected=None):
    """What `{% svg_map %}` draws of a queryset of estates: one query."""
    return features_of(poligons.ubicats().amb_superficie(), selected)


def features_of(poligons, selected=None):
    """The same, of estates already read with their areas; no query."""
    # One reverse() for all: it costs more than the rest of a feature.
    address = reverse("poligons:detail", args=["-"])
    return [
        feature(poligon, address.replace("/-/", f"/{poligon.slug}/"), poligon == selected)
        for poligon in poligons
        if poligon.te_ubicacio
    ]


def feature(poligon, url, selected):
    return {
        "name": poligon.nom,
        "url": url,
        "lat": poligon.latitud,
        "lon": poligon.longitud,
        "radius_m": radius_m(poligon.superficie_max_ha),
        "tone": TONES.get(poligon.estat, "muted"),
        "selected": selected,
        "note": _("ubicació aproximada"),
    }


def radius_m(superficie_ha):
    """The radius in metres of the circle with that area in hectares."""
    if not superficie_ha:
        return UNKNOWN_RADIUS_M
    return round(sqrt(float(superficie_ha) * M2_PER_HA / pi))


def geometry(poligon):
    """The GeoJSON geometry of a poligon, WGS84; None if nobody knows where it is."""
    if not poligon.te_ubicacio:
        return None
    return {"type": "Point", "coordinates": [float(poligon.longitud), float(poligon.latitud)]}


def json_ld(poligon):
    """A schema.org description of a poligon, as JSON that may stand inside a `<script>`."""
    described = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": poligon.nom,
        "url": settings.PORTAL_URL + poligon.get_absolute_url(),
        "description": poligon.descripcio,
        "containedInPlace": {"@type": "City", "name": "Terrassa"},
    }
    if poligon.te_ubicacio:
        described["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(poligon.latitud),
            "longitude": float(poligon.longitud),
        }
    text = json.dumps(described, ensure_ascii=False)
    return SafeString(text.translate(ESCAPES))
