"""Marks that say a state in words, shape and colour: status tags and the icons inside them."""

from django.utils.html import escape
from django.utils.safestring import SafeString

TONES = frozenset({"ok", "info", "warn", "err", "muted"})
# 16 × 16, drawn with a 2-unit line in the colour of the text.
SHAPES = {
    "check": '<path d="m3 8.5 3.5 3.5L13 4.5"/>',
    "progress": '<circle cx="8" cy="8" r="6"/><path class="fill" d="M8 8V4a4 4 0 0 1 0 8z"/>',
    "late": '<path d="M8 2 15 14H1zM8 6.5v3.5m0 1.6v.6"/>',
    "hollow": '<circle cx="8" cy="8" r="6"/>',
    "dropped": '<circle cx="8" cy="8" r="6"/><path d="m4 12 8-8"/>',
    "unknown": '<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"/>',
}


def icon(shape):
    """The inline SVG of a shape, hidden from screen readers: the words beside it say the same."""
    return SafeString(
        f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{SHAPES[shape]}</svg>'
    )


def status_tag(label, tone="muted", shape="hollow"):
    """A status as words + shape + colour, safe to print. Raises KeyError for an unknown shape."""
    if tone not in TONES:
        raise KeyError(tone)
    return SafeString(f'<span class="tag tag--{tone}">{icon(shape)}{escape(label)}</span>')
