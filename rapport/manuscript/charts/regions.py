"""The regions of a base map: their outlines, and where each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Region:
    """A region of the base map, in its flat screen coordinates (y downwards)."""

    code: str
    name: str
    overseas: bool
    geometry: Mapping[str, Any]

    def points(self) -> Iterator[tuple[float, float]]:
        """Yield every point of the outline."""
        for polygon in self.geometry["coordinates"]:
            yield from ((x, y) for x, y, *_ in polygon[0])

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The left, right, top and bottom of the outline."""
        xs, ys = zip(*self.points(), strict=True)
        return min(xs), max(xs), min(ys), max(ys)


@dataclass(frozen=True)
class MapFrame:
    """Where a region is drawn: the map's coordinates times `scale`, moved by `left` and `top`."""

    region: Region
    scale: float
    left: float
    top: float

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return the pixel of a point of the base map."""
        return round(point[0] * self.scale + self.left, 1), round(point[1] * self.scale + self.top, 1)

    def feature(self) -> dict[str, object]:
        """Return the region as a GeoJSON feature in pixels."""
        drawn = self.region.geometry["coordinates"]
        polygons = [[[self.at(point) for point in ring] for ring in rings] for rings in drawn]
        return {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": polygons}}


def regions_of(geojson: Mapping[str, Any]) -> list[Region]:
    """Return the regions of a base map whose features have `code`, `nom` and `outremer`."""
    return [
        Region(
            str(feature["properties"]["code"]),
            str(feature["properties"]["nom"]),
            bool(feature["properties"].get("outremer")),
            feature["geometry"],
        )
        for feature in geojson["features"]
    ]


def centre_of(region: Region) -> tuple[float, float]:
    """Return the centre of gravity of the largest polygon of a region, where a label stands best."""
    return _gravity(largest_ring(region))[1]


def largest_ring(region: Region) -> Sequence[tuple[float, float]]:
    """Return the outline of the largest polygon of a region, in the map's coordinates."""
    rings = [[(x, y) for x, y, *_ in polygon[0]] for polygon in region.geometry["coordinates"]]
    return max(rings, key=lambda ring: _gravity(ring)[0])


def _gravity(ring: Sequence[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """Return the area of a closed ring and its centroid (shoelace formula)."""
    area = across = down = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        across += (x1 + x2) * cross / 6
        down += (y1 + y2) * cross / 6
    return (abs(area), (across / area, down / area)) if area else (0.0, ring[0])


def frame_of(regions: Sequence[Region]) -> tuple[float, float, float, float]:
    """Return the left, right, top and bottom of several regions."""
    lefts, rights, tops, bottoms = zip(*(region.bounds for region in regions), strict=True)
    return min(lefts), max(rights), min(tops), max(bottoms)


def split(regions: Sequence[Region]) -> tuple[list[Region], list[Region]]:
    """Return the regions of the mainland, and those overseas; the latter stand for the mainland where there is none."""
    near = [region for region in regions if not region.overseas]
    far = [region for region in regions if region.overseas]
    return (near, far) if near else (far, [])
