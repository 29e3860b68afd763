"""How states and sizes of an estate are shown: words, tone and shape, the same on every page."""

from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from poligons.models import DotacioPoligon, Poligon, Xifra
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

CONCEPTS = {concepte: n for n, concepte in enumerate(Xifra.Concepte)}


def estat_tag(poligon):
    """The (label, tone, shape) of the state of a poligon."""
    return (poligon.estat_text, *ESTATS[poligon.estat])


def dotacio_tag(dotacio):
    """The (label, tone, shape) of a facility in a poligon."""
    return (str(dotacio.Estat(dotacio.estat).label), *DOTACIONS[dotacio.estat])


def assign_areas(poligons, xifres):
    """Do in memory what `amb_superficie` does in the query, with areas already read."""
    areas = {}
    for xifra in xifres:
        if xifra.concepte == Xifra.Concepte.SUPERFICIE and xifra.unitat == Xifra.Unitat.HA:
            areas.setdefault(xifra.poligon_id, []).append(xifra.valor)
    for poligon in poligons:
        values = areas.get(poligon.pk, [None])
        poligon.superficie_min_ha, poligon.superficie_max_ha = min(values), max(values)


def superficie_text(poligon):
    """The area of a poligon read with `amb_superficie`: both ends if its sources disagree."""
    low, high = poligon.superficie_min_ha, poligon.superficie_max_ha
    if high is None:
        return _("No consta")
    if low == high:
        return f"{number(high)}\N{NO-BREAK SPACE}ha"
    return f"{number(low)} – {number(high)}\N{NO-BREAK SPACE}ha"


def in_order(xifres):
    """Figures as a table shows them: by concept as the model lists them, the newest first."""
    newest = sorted(xifres, key=lambda x: x.data_referencia or date.min, reverse=True)
    return sorted(newest, key=lambda x: (CONCEPTS[x.concepte], x.detall))


def headline(xifra):
    """A figure to show big, with its source."""
    return {
        "value": xifra.valor_text(),
        "label": xifra.concepte_text(),
        "source": xifra.font_text(),
    }


def headlines(xifres, wanted):
    """The newest figure of each (concept, part) of `wanted` that some source gives."""
    found = {(x.concepte, x.detall): x for x in reversed(in_order(xifres))}
    return [headline(found[key]) for key in wanted if key in found]


def superficie_headline(poligon, xifres):
    """The area to show big: with its source, or with how many sources disagree. None if unknown."""
    areas = [x for x in xifres if x.concepte == Xifra.Concepte.SUPERFICIE and not x.detall]
    if len({x.valor for x in areas}) == 1:
        return headline(areas[0])
    if not areas or poligon.superficie_max_ha is None:
        return None
    return {
        "value": superficie_text(poligon),
        "label": Xifra.Concepte.SUPERFICIE.label,
        "source": _("Les fonts no coincideixen: vegeu-les a la taula."),
    }


def figure_rows(xifres):
    """The rows of the table of figures. In Python: a page may have dozens, with no query more."""
    value, when, who = _("Valor"), _("De quan és"), _("Font")
    return format_html_join(
        "\n",
        '<tr role="row"><th scope="row" role="rowheader">{}</th>'
        '<td class="numeric" role="cell" data-label="{}">{}</td>'
        '<td role="cell" data-label="{}">{}</td>'
        '<td role="cell" data-label="{}"><span>{}{}</span></td></tr>',
        (
            (x.concepte_text(), value, unbroken(x), when, x.data_text(), who, source(x), note(x))
            for x in xifres
        ),
    )


def unbroken(xifra):
    """The value in one line, as a narrow column needs it."""
    return xifra.valor_text().replace(" ", "\N{NO-BREAK SPACE}")


def source(record):
    """Who says it, as a link where there is one."""
    if not record.font_url:
        return record.font
    return format_html(
        '<a class="external" href="{}" rel="noopener">{}</a>', record.font_url, record.font
    )


def note(record):
    return format_html(' <small class="muted">{}</small>', record.nota) if record.nota else ""
