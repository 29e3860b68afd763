"""Stacked bars whose segments read without colour: each state has the weave of a cloth.

done = solid · under way = sarja (twill) · late = espiga (herringbone) · pending = hollow ·
dropped = gasa (dotted) · unknown = dashed (hollow with a dashed edge)
"""

from dataclasses import dataclass
from zlib import crc32

# What one repeat of a weave looks like: width, height, drawing. Colours come from the stylesheet.
WEAVES = {
    "sarja": (10, 10, '<path d="M-3 3l6-6M-1 11l12-12M7 13l6-6"/>'),
    "espiga": (16, 6, '<path d="M0-6l8 8M0 0l8 8M8 5l8-8M8 11l8-8M0 6l8 8M8-1l8-8"/>'),
    "gasa": (6, 6, '<circle cx="1.5" cy="1.5" r="1"/><circle cx="4.5" cy="4.5" r="1"/>'),
}
PATTERNS = frozenset({"solid", "hollow", "dashed", *WEAVES})
# A share thinner than this would not be seen: of the width of the bar, in per cent.
THINNEST_PCT = 1.0


@dataclass(frozen=True)
class Segment:
    """One part of a bar, placed: `x` and `width` in per cent of the bar."""

    label: str
    count: int
    tone: str
    pattern: str
    url: str
    x: float
    width: float
    weave: str

    @property
    def fill(self):
        """The SVG paint of a woven segment, or None where the stylesheet paints it."""
        return f"url(#{self.weave})" if self.weave else None


def stacked(segments):
    """Place the segments of a bar; those with count 0 get no width but stay in the key.

    Raises KeyError if a pattern is not one of ours, ValueError if a count is negative or unknown.
    """
    shares = widths([segment["count"] for segment in segments])
    placed, x = [], 0.0
    seed = crc32(repr([(s["label"], s["count"]) for s in segments]).encode())
    for n, (segment, width) in enumerate(zip(segments, shares, strict=True)):
        pattern = segment.get("pattern", "solid")
        if pattern not in PATTERNS:
            raise KeyError(pattern)
        placed.append(
            Segment(
                label=segment["label"],
                count=segment["count"],
                tone=segment.get("tone", "muted"),
                pattern=pattern,
                url=segment.get("url", ""),
                x=round(x, 3),
                width=round(width, 3),
                weave=f"w{seed:x}-{n}" if pattern in WEAVES else "",
            )
        )
        x += width
    return placed


def widths(counts):
    """The width of each count in per cent: they add up to 100, and no count above 0 vanishes."""
    if any(count is None or count < 0 for count in counts):
        raise ValueError(f"a bar cannot draw {counts}")
    total = sum(counts)
    if not total:
        return [0.0 for _count in counts]
    raised = [max(100 * count / total, THINNEST_PCT) if count else 0.0 for count in counts]
    return [100 * width / sum(raised) for width in raised]
