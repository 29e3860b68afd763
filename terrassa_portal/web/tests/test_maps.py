"""The geometry of the SVG maps: distances, margins, names that do not lie on each other."""

from math import hypot

import pytest

from terrassa_portal.web import gallery, maps

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[2.03, 41.54], [2.04, 41.54], [2.04, 41.55], [2.03, 41.55], [2.03, 41.54]]],
}


def feature(lat=41.55, lon=2.03, **kw):
    return {"name": "Els Bellots", "url": "/", "lat": lat, "lon": lon, "radius_m": 200} | kw


def test_a_kilometre_on_the_ground_is_a_kilometre_on_the_scale():
    drawn = maps.build([feature(41.550), feature(41.559)])
    one, other = drawn.places

    metres = hypot(one.x - other.x, one.y - other.y) * drawn.projection.metres_per_unit
    assert metres == pytest.approx(0.009 * 111_320, rel=0.01)
    assert one.r == pytest.approx(200 / drawn.projection.metres_per_unit, abs=0.1)


def test_east_and_west_are_shortened_by_the_latitude():
    drawn = maps.build([feature(lon=2.03), feature(lon=2.04)])
    one, other = drawn.places

    metres = (other.x - one.x) * drawn.projection.metres_per_unit
    assert metres == pytest.approx(0.01 * 111_320 * 0.7483, rel=0.01)


def test_north_is_up():
    south, north = maps.build([feature(41.54), feature(41.56)]).places

    assert north.y < south.y


def test_every_mark_and_name_of_terrassa_stays_inside():
    drawn = maps.build(gallery.sample_features())
    view = drawn.projection

    assert len(drawn.places) == 20
    for place in drawn.places:
        assert 0 < place.x - place.r < place.x + place.r < view.width
        assert 0 < place.y - place.r < place.y + place.r < view.height
        wide = len(place.feature["name"]) * maps.FONT * maps.LETTER
        start = {"start": 0, "middle": wide / 2, "end": wide}[place.anchor]
        assert place.label_x - start >= 0
        assert place.label_x - start + wide <= view.width


def test_no_name_of_terrassa_lies_on_another():
    drawn = maps.build(gallery.sample_features())
    boxes = []
    for place in drawn.places:
        spot = (place.label_x, place.label_y, place.anchor)
        boxes += [side[3] for side in maps.sides(place) if side[:3] == spot]

    assert len(boxes) == 20
    assert sum(maps.overlap(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :]) == 0


def test_a_feature_without_position_is_left_out():
    drawn = maps.build([feature(), feature(lat=None), feature(lon=None)])

    assert len(drawn.places) == 1


def test_no_position_at_all_gives_no_map():
    assert maps.build([feature(lat=None)]) is None
    assert maps.build([]) is None


def test_a_feature_on_the_equator_has_a_position():
    assert maps.build([feature(lat=0.0, lon=0.0)]) is not None


def test_a_boundary_is_drawn_as_a_path():
    place = maps.build([feature(geometry=SQUARE)]).places[0]

    assert place.path.startswith("M")
    assert place.path.endswith("Z")
    assert place.path.count("L") == 4


def test_the_scale_is_a_round_length_that_fits():
    drawn = maps.build([feature(41.53), feature(41.59)])

    assert drawn.scale_metres in {500, 1000, 2000}
    assert drawn.scale_units <= drawn.projection.width / 4


def test_a_layout_that_is_kept_does_not_keep_the_features():
    one = maps.build([feature(url="/ca/")])
    other = maps.build([feature(url="/es/", tone="warn")])

    assert one.places[0].feature["url"] == "/ca/"
    assert other.places[0].feature["tone"] == "warn"
