"""Geometry of the SVG maps: points of the Earth to units of a viewBox, and where names fit.

A map draws only what the portal knows: its own features, a graticule, a scale and the north.
"""

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil, cos, floor, log10, radians

EARTH_M_PER_DEGREE = 111_320  # of latitude; of longitude it shrinks with the cosine
VIEW_WIDTH = 640
VIEW_HEIGHTS = (400, 960)  # lowest and highest
MARGIN_M = 450
FONT = 17  # height of a name, in units of the viewBox
NUMBER_FONT = 26
LETTER = 0.52  # mean width of a letter of the text face, in heights
LEAST_RADIUS = 9
GRID_DEGREES = 0.01


@dataclass(frozen=True)
class Projection:
    """Equirectangular about a latitude of reference: true to a metre or so over one city."""

    west: float
    north: float
    metres_per_unit: float
    cos_lat: float
    height: int
    width: int = VIEW_WIDTH

    def xy(self, lat, lon):
        x = (lon - self.west) * EARTH_M_PER_DEGREE * self.cos_lat / self.metres_per_unit
        y = (self.north - lat) * EARTH_M_PER_DEGREE / self.metres_per_unit
        return round(x, 1), round(y, 1)

    def units(self, metres):
        return round(metres / self.metres_per_unit, 1)

    @property
    def south(self):
        return self.north - self.height * self.metres_per_unit / EARTH_M_PER_DEGREE

    @property
    def east(self):
        return self.west + self.width * self.metres_per_unit / EARTH_M_PER_DEGREE / self.cos_lat


@dataclass
class Place:
    """A feature on the map, with its mark and, once placed, its name."""

    number: int
    feature: dict
    x: float
    y: float
    r: float
    path: str = ""
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = "start"
    number_x: float = 0.0
    number_y: float = 0.0

    @property
    def box(self):
        return self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r


@dataclass
class Map:
    """All that the template draws, in units of the viewBox."""

    projection: Projection
    places: list
    meridians: list = field(default_factory=list)
    parallels: list = field(default_factory=list)
    scale_units: float = 0.0
    scale_metres: int = 0


def build(features):
    """Lay out `features` (lat, lon and radius_m, or a GeoJSON `geometry`); None if none is placed.

    A feature without a position is left out: the list beside the map still names it.
    """
    placed = [feature for feature in features if outline(feature)]
    if not placed:
        return None
    drawn = lay_out(tuple(map(signature, placed)))
    places = [
        replace(place, feature=feature) for place, feature in zip(drawn.places, placed, strict=True)
    ]
    return replace(drawn, places=places)


def signature(feature):
    """What the layout depends on, as a key of its cache."""
    geometry = feature.get("geometry")
    return (
        str(feature["name"]),
        feature.get("lat"),
        feature.get("lon"),
        feature.get("radius_m"),
        bool(feature.get("selected")),
        json.dumps(geometry) if geometry else "",
    )


@lru_cache(maxsize=128)
def lay_out(signatures):
    """The map of the features with these signatures. Kept: placing twenty names takes 3 ms."""
    keys = ("name", "lat", "lon", "radius_m", "selected", "geometry")
    features = [dict(zip(keys, values, strict=True)) for values in signatures]
    for feature in features:
        feature["geometry"] = json.loads(feature["geometry"] or "null")
    projection = fit([point for feature in features for point in outline(feature)])
    places = [place(n, feature, projection) for n, feature in enumerate(features, start=1)]
    put_labels(places, projection)
    put_numbers(places, projection)
    metres = scale_length(projection)
    return Map(
        projection=projection,
        places=places,
        meridians=[projection.xy(0, lon)[0] for lon in grid(projection.west, projection.east)],
        parallels=[projection.xy(lat, 0)[1] for lat in grid(projection.south, projection.north)],
        scale_units=projection.units(metres),
        scale_metres=metres,
    )


def outline(feature):
    """The (lat, lon) points that a feature must have inside the map: none if it has no position."""
    if geometry := feature.get("geometry"):
        return [(lat, lon) for ring in rings(geometry) for lon, lat in ring]
    lat, lon = feature.get("lat"), feature.get("lon")
    if lat is None or lon is None:
        return []
    lat, lon = float(lat), float(lon)
    up = float(feature.get("radius_m") or 0) / EARTH_M_PER_DEGREE
    side = up / cos(radians(lat))
    return [(lat - up, lon - side), (lat + up, lon + side)]


def rings(geometry):
    """The rings of a GeoJSON Polygon or MultiPolygon, positions as (lon, lat)."""
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [[position[:2] for position in ring] for polygon in polygons for ring in polygon]


def fit(points):
    """The projection that holds all the points with a margin, in a view of our proportions."""
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    mid_lat, mid_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    cos_lat = cos(radians(mid_lat))
    high_m = (max(lats) - min(lats)) * EARTH_M_PER_DEGREE + 2 * MARGIN_M
    wide_m = (max(lons) - min(lons)) * EARTH_M_PER_DEGREE * cos_lat + 2 * MARGIN_M
    height = round(min(max(VIEW_WIDTH * high_m / wide_m, VIEW_HEIGHTS[0]), VIEW_HEIGHTS[1]))
    metres_per_unit = max(wide_m / VIEW_WIDTH, high_m / height)
    half_wide = VIEW_WIDTH * metres_per_unit / 2 / EARTH_M_PER_DEGREE / cos_lat
    half_high = height * metres_per_unit / 2 / EARTH_M_PER_DEGREE
    return Projection(mid_lon - half_wide, mid_lat + half_high, metres_per_unit, cos_lat, height)


def place(number, feature, projection):
    """The mark of one feature: a circle, or the path of its boundary with a point for the name."""
    points = outline(feature)
    lat = sum(lat for lat, _lon in points) / len(points)
    lon = sum(lon for _lat, lon in points) / len(points)
    x, y = projection.xy(lat, lon)
    if geometry := feature.get("geometry"):
        path = "".join(ring_path(ring, projection) for ring in rings(geometry))
        return Place(number, feature, x, y, LEAST_RADIUS, path)
    radius = projection.units(float(feature.get("radius_m") or 0))
    return Place(number, feature, x, y, max(radius, LEAST_RADIUS))


def ring_path(ring, projection):
    """One ring as an SVG path."""
    corners = [projection.xy(lat, lon) for lon, lat in ring]
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"


def put_labels(places, projection):
    """Choose for each name, from the north down, the side of its mark where it disturbs least."""
    taken = []
    for one in sorted(places, key=lambda p: (not p.feature.get("selected"), p.y, p.x)):
        marks = [p.box for p in places if p is not one]
        best = min(
            sides(one),
            key=lambda side: disturbance(side[3], side[4], taken, marks, projection),
        )
        one.label_x, one.label_y, one.anchor = best[:3]
        taken.append(best[3])


def put_numbers(places, projection):
    """Choose where each number, which narrow screens show instead of names, hides no other."""
    taken = []
    for one in places:
        wide = len(str(one.number)) * NUMBER_FONT * LETTER
        step, high = one.r * 0.75, NUMBER_FONT * 0.8
        shifts = [(0, 0), (-step, 0), (step, 0), (0, -step), (0, step)]
        spots = [(one.x + dx, one.y + dy) for dx, dy in shifts]
        boxes = [(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) for x, y in spots]
        costs = [disturbance(box, n, taken, [], projection) for n, box in enumerate(boxes)]
        best = costs.index(min(costs))
        one.number_x, one.number_y = (round(value, 1) for value in spots[best])
        taken.append(boxes[best])


def sides(one):
    """The candidate positions of a name: (x, y, anchor, box, cost of the position itself)."""
    wide, gap = len(one.feature["name"]) * FONT * LETTER, 5
    right, left = one.x + one.r + gap, one.x - one.r - gap
    middle, low, high = one.y + FONT * 0.34, one.y + one.r + FONT, one.y - one.r - gap
    near = one.r * 0.72 + gap
    spots = [
        (right, middle, "start"), (left, middle, "end"),
        (one.x, low, "middle"), (one.x, high, "middle"), (one.x, middle, "middle"),
        (one.x + near, low - FONT * 0.4, "start"), (one.x - near, low - FONT * 0.4, "end"),
        (one.x + near, high + FONT * 0.4, "start"), (one.x - near, high + FONT * 0.4, "end"),
    ]  # fmt: skip
    for n, (x, y, anchor) in enumerate(spots):
        # In the middle only where the mark is wide enough not to disappear under its name.
        cost = n + (1000 if y == middle and anchor == "middle" and wide > 1.8 * one.r else 0)
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        box = (start, y - FONT * 0.8, start + wide, y + FONT * 0.25)
        yield round(x, 1), round(y, 1), anchor, box, cost


def disturbance(box, cost, taken, marks, projection):
    """How bad a name would be there: over other names, out of the map, over marks."""
    out = max(4 - box[0], 0) + max(box[2] - projection.width + 4, 0)
    return (
        sum(overlap(box, other) for other in taken) * 10
        + sum(overlap(box, mark) for mark in marks)
        + out * 1000
        + cost
    )


def overlap(a, b):
    """The area that two boxes share."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0


def grid(low, high):
    """The multiples of GRID_DEGREES between two bounds."""
    first, last = ceil(low / GRID_DEGREES), floor(high / GRID_DEGREES)
    return [n * GRID_DEGREES for n in range(first, last + 1)]


def scale_length(projection):
    """A round number of metres (1, 2 or 5 × 10ⁿ) that takes at most a fourth of the map."""
    room = projection.width * projection.metres_per_unit / 4
    power = 10 ** floor(log10(room))
    return max(step for step in (power, 2 * power, 5 * power) if step <= room)
