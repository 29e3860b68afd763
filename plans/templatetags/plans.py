"""Template tags of the plans: `{% load plans %}`."""

from urllib.parse import unquote, urlsplit

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from terrassa_portal.web import marks

register = template.Library()

LONGEST_ADDRESS = 70


@register.simple_tag
def estat_tag(estat):
    """The tag of a state of `plans.estats`; a dash where there is none."""
    return marks.status_tag(estat.etiqueta, estat.tone, estat.shape) if estat else "—"


@register.simple_tag
def element_rows(rows):
    """A list of elements, each with its code, its page and its state if it has one.

    In Python: a template loop over a hundred elements costs more than all their queries.
    """
    lines = format_html_join(
        "\n",
        '<li class="results-head"><div>{} <a href="{}">{}</a></div>{}</li>',
        ((r.codi, r.url, r.titol, estat_tag(r.estat) if r.estat else "") for r in rows),
    )
    return format_html('<ul class="plain-list">{}</ul>', lines)


@register.simple_tag
def fonts(items):
    """«Font: terrassa.cat, diarideterrassa.com»: sources of one fact, each a link if it has one."""
    links = format_html_join(", ", "{}", ((_link(font, _host(font.url)),) for font in items))
    return format_html('<small class="muted">{} {}</small>', _("Font:"), links) if items else ""


@register.simple_tag
def font_link(font):
    """One source of a list of sources, with enough of its address to tell it from the others."""
    return _link(font, _address(font.url))


def _link(font, words):
    if not font.url:
        return font.text
    return format_html('<a class="external" href="{}" rel="noopener">{}</a>', font.url, words)


def _host(url):
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _address(url):
    parts = urlsplit(url)
    words = (
        _host(url) + unquote(parts.path).rstrip("/") + (f"?{parts.query}" if parts.query else "")
    )
    return words if len(words) <= LONGEST_ADDRESS else words[: LONGEST_ADDRESS - 1] + "…"
