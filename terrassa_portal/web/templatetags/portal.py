"""The template tags of the portal: `{% load portal %}`. Each is a shell around a module of `web`."""

from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from terrassa_portal.web import charts, dates, figures, maps, marks, rows, svg

register = template.Library()


@register.filter(expects_localtime=False)
def long_date(value):
    return dates.long_date(value)


@register.filter(expects_localtime=False)
def on_date(value):
    return dates.on_date(value)


@register.filter(expects_localtime=False)
def short_date(value):
    return dates.short_date(value)


@register.filter(expects_localtime=False)
def iso_date(value):
    return dates.iso_date(value)


@register.filter(expects_localtime=False)
def date_time(value):
    return dates.date_time(value)


@register.filter
def number(value, decimals=None):
    return figures.number(value, decimals)


@register.filter
def eur(value):
    return figures.eur(value)


@register.filter
def host(url):
    """The host of an address, without «www.», to name a link by where it leads."""
    return (urlsplit(str(url or "")).hostname or "").removeprefix("www.")


@register.filter
def anchor(field):
    """The id that a link to a form field must name: the first of its options if it has several."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def shown_facets(facets):
    """The facets that have something to choose."""
    return [facet for facet in facets if facet["options"]]


@register.simple_tag
def crumb(label, url=""):
    """One step of the breadcrumbs; without an address it is the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_tag
def status_tag(label, tone="muted", shape="hollow"):
    return marks.status_tag(label, tone, shape)


@register.simple_tag
def icon(shape):
    return marks.icon(shape)


@register.simple_tag
def external(url, text=""):
    """A link that leaves the portal: it says where to."""
    if not str(url).startswith(("https://", "http://")):
        return format_html("{}", text or url)
    where = host(url)
    if not text or text == where:
        return format_html('<a class="external" href="{}" rel="noopener">{}</a>', url, where)
    return format_html(
        '<a class="external" href="{}" rel="noopener">{} <span class="muted">({})</span></a>',
        url,
        text,
        where,
    )


@register.inclusion_tag("components/source_line.html")
def source_line(font="", url="", date=None):
    """Where a figure comes from and of when it is."""
    return {"font": font, "url": url, "date": date}


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(segments, caption=""):
    """A figure: message, woven bar, key and table. The caption is the message, in words."""
    placed = charts.stacked(list(segments))
    return {
        "segments": placed,
        "weaves": [(s, *charts.WEAVES[s.pattern]) for s in placed if s.weave],
        "total": sum(s.count for s in placed),
        "caption": caption,
    }


@register.inclusion_tag("components/svg_map.html")
def svg_map(features, caption=""):
    """A map of links, and the same links as a list. Nothing at all if no feature has a position."""
    drawn = maps.build(list(features))
    if drawn is None:
        return {}
    return {
        "map": drawn,
        "links": svg.map_links(drawn),
        "key": svg.key_links(drawn),
        "caption": caption or _("Mapa dels polígons de Terrassa"),
    }


@register.filter
def metres(value):
    """A length as a scale writes it: 500 m, 2 km."""
    return f"{value} m" if value < 1000 else f"{figures.number(value / 1000)} km"


@register.filter(is_safe=True)
def unlocalized(value):
    """A number for SVG and CSS, which know only the decimal point."""
    return str(value)


@register.simple_tag(takes_context=True)
def table_head(context, table):
    return rows.head(table, context["request"].GET)


@register.simple_tag
def table_body(table):
    return rows.body(table)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def table_pages(context, table):
    """The links to the other pages of a table; nothing when there is only one."""
    return rows.pages(table, context["request"].GET) or {}
