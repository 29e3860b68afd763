"""The woven bars: true widths, no count lost, patterns that read without colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terrassa_portal.web import charts


def segment(count, pattern="solid", **kw):
    return {"label": "Fet", "count": count, "tone": "ok", "pattern": pattern} | kw


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_widths_fill_the_bar_and_follow_the_counts(counts):
    widths = charts.widths(counts)

    assert sum(widths) == pytest.approx(100 if any(counts) else 0)
    assert [w > 0 for w in widths] == [c > 0 for c in counts]
    ordered = [width for _count, width in sorted(zip(counts, widths, strict=True))]
    assert ordered == sorted(ordered)


def test_one_in_a_thousand_can_still_be_seen():
    assert charts.widths([999, 1])[1] == pytest.approx(1, rel=0.02)


@pytest.mark.parametrize("counts", [[3, -1], [3, None]])
def test_an_impossible_count_is_refused(counts):
    with pytest.raises(ValueError, match="cannot draw"):
        charts.widths(counts)


def test_segments_stand_one_after_the_other():
    placed = charts.stacked([segment(1), segment(1), segment(2)])

    assert [(s.x, s.width) for s in placed] == [(0, 25), (25, 25), (50, 50)]


def test_only_woven_segments_have_a_pattern_of_their_own():
    placed = charts.stacked([segment(1, pattern) for pattern in sorted(charts.PATTERNS)])

    woven = {s.pattern: s.fill for s in placed}
    assert {p for p, fill in woven.items() if fill} == {"sarja", "espiga", "gasa"}
    assert len({fill for fill in woven.values() if fill}) == 3


def test_a_pattern_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        charts.stacked([segment(1, "quadres")])


def test_two_bars_of_one_page_do_not_share_ids():
    one = charts.stacked([segment(1, "sarja")])
    other = charts.stacked([segment(2, "sarja")])

    assert one[0].weave != other[0].weave
