"""The links of an SVG map, written in Python: twenty of them in a template cost more than the page."""

from django.utils.html import escape
from django.utils.safestring import SafeString


def map_links(drawn):
    """Each feature of a `maps.Map` as a link with its title, mark, name and number."""
    return SafeString("\n".join(map(link, drawn.places)))


def link(place):
    """One feature; `data-…` is what the live map needs to draw it again."""
    feature = place.feature
    name, note = escape(feature["name"]), feature.get("note")
    title = f"{name} ({escape(note)})" if note else name
    selected = " map__place--selected" if feature.get("selected") else ""
    return (
        f'<a class="map__place{selected} tone--{escape(feature.get("tone") or "info")}" '
        f'href="{escape(feature["url"])}"{position(place)}><title>{title}</title>{mark(place)}'
        f'<text class="map__name" x="{place.label_x}" y="{place.label_y}" '
        f'text-anchor="{place.anchor}">{name}</text>'
        f'<text class="map__number" x="{place.number_x}" y="{place.number_y}" '
        f'aria-hidden="true">{place.number}</text></a>'
    )


def position(place):
    """Where a circle is on the Earth; an area is not a circle and has none."""
    if place.path:
        return ""
    feature = place.feature
    radius = feature.get("radius_m") or 0
    return f' data-lat="{feature["lat"]}" data-lon="{feature["lon"]}" data-radius="{radius}"'


def mark(place):
    """The circle or the area itself."""
    if place.path:
        return f'<path class="map__area" d="{place.path}"/>'
    return f'<circle class="map__area" cx="{place.x}" cy="{place.y}" r="{place.r}"/>'


def key_links(drawn):
    """The same links as the items of a list, numbered as on the map."""
    return SafeString(
        "".join(
            f'<li><a href="{escape(place.feature["url"])}">{escape(place.feature["name"])}</a></li>'
            for place in drawn.places
        )
    )
