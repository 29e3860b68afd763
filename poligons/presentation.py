"""How states and sizes of an estate are shown: words, tone and shape, the same on every page."""

from django.utils.translation import gettext as _

from poligons.models import DotacioPoligon, Poligon
from terrassa_portal.web.figures import number

ESTATS = {
    Poligon.Estat.OPERATIU: ("ok", "check"),
    Poligon.Estat.EN_DESENVOLUPAMENT: ("info", "progress"),
    Poligon.Estat.PENDENT: ("muted", "hollow"),
    Poligon.Estat.EN_TRANSFORMACIO: ("warn", "progress"),
}
DOTACIONS = {
    DotacioPoligon.Estat.SI: ("ok", "check"),
    DotacioPoligon.Estat.PARCIAL: ("info", "progress"),
    DotacioPoligon.Estat.PREVISTA: ("warn", "hollow"),
    DotacioPoligon.Estat.NO: ("err", "dropped"),
    DotacioPoligon.Estat.DESCONEGUDA: ("muted", "unknown"),
}


def estat_tag(poligon):
    """The (label, tone, shape) of the state of a poligon."""
    return (poligon.get_estat_display(), *ESTATS[poligon.estat])


def dotacio_tag(dotacio):
    """The (label, tone, shape) of a facility in a poligon."""
    return (dotacio.get_estat_display(), *DOTACIONS[dotacio.estat])


def superficie_text(poligon):
    """The area of a poligon read with `amb_superficie`: both ends if its sources disagree."""
    low, high = poligon.superficie_min_ha, poligon.superficie_max_ha
    if high is None:
        return _("No consta")
    if low == high:
        return f"{number(high)}\N{NO-BREAK SPACE}ha"
    return f"{number(low)} – {number(high)}\N{NO-BREAK SPACE}ha"
