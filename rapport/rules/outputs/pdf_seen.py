"""What is seen of the texts of a page of the PDF, in order; why the others aren't.

A text is seen where nothing opaque is painted over it, where it stands out from what is under it, on the page and within what
clips it. What a template lays as decoration (an artifact) is no text of the report's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import pypdfium2.raw as pdfium

from rapport.ground import french
from rapport.ground.colours import contrast
from rapport.rules.outputs.hiding import LEAST
from rapport.rules.outputs.pdf_facts import SeenFacts, Unseen
from rapport.rules.outputs.pdf_illustrations import illustration_of
from rapport.rules.outputs.pdf_painted import (
    COVERED,
    INSIDE,
    OPAQUE,
    Box,
    Colour,
    Painted,
    Point,
    Surface,
    area_of,
    common_of,
    hex_of,
    is_artifact,
    surface_of,
    within,
)
from rapport.rules.outputs.pdf_tags import Tagged

_CROSSED = 0.25  # of the smaller of two texts
_TINY = 0.75  # points for each letter
_ALIKE = 2.5  # times the height of another text, which a decoration of greater letters only passes under
_BESIDE, _APART = 0.6, 0.08  # of the height of two texts: what is between those of one number, at most and at least
_BAND = 20.0  # points
_WHITE: Colour = (255, 255, 255)


def seen_of(painted: Sequence[Painted], illustrations: Sequence[Tagged], page_box: Box) -> SeenFacts:
    """Return the texts of a page in order, those that aren't seen with the reason, and what is seen of its illustrations."""
    drawn = {content for _, contents in illustrations for content in contents}
    texts = [one for one in painted if one.kind == pdfium.FPDF_PAGEOBJ_TEXT and one.text.strip()]
    own = [one for one in texts if not is_artifact(one)]
    surfaces = [surface for one in painted if (surface := surface_of(one, page_box))]
    said = [one for one in own if one.content not in drawn]
    return {
        "said": [one.text for one in said],
        "joined": [*_joined(said)],
        "unseen": [*_unseen(own, texts, surfaces, page_box)],
        "illustrations": [illustration_of(alt, contents, painted, surfaces, page_box) for alt, contents in illustrations],
    }


def _joined(said: Sequence[Painted]) -> Iterator[str]:
    """Yield the texts, those joined that follow one another on a line without a space's width: the thousands of a number."""
    line = ""
    last: Box | None = None
    for one in said:
        left, bottom, _, top = one.box
        if last is not None:
            height = max(top - bottom, last[3] - last[1])
            level = min(top, last[3]) - max(bottom, last[1]) > height / 2
            if level and 0 <= left - last[2] < _BESIDE * height:
                apart = french.NNBSP if left - last[2] > _APART * height else ""
                line, last = f"{line.rstrip()}{apart}{one.text.lstrip()}", one.box
                continue
            yield line
        line, last = one.text, one.box
    if last is not None:
        yield line


def _unseen(own: Sequence[Painted], texts: Sequence[Painted], surfaces: Sequence[Surface], page: Box) -> Iterator[Unseen]:
    """Yield the texts that aren't seen, those that follow one another for the same reason together."""
    crossed = _crossed(texts)
    bands = _bands(surfaces, page)
    told = ((one.text, _why(one, bands, page) or crossed.get(one.order, "")) for one in own)
    for why, run in groupby(told, key=lambda one: one[1]):
        if why:
            yield "".join(text for text, _ in run), why


def _bands(surfaces: Sequence[Surface], page: Box) -> dict[float, list[Surface]]:
    """Return the surfaces that reach each band of a page, by its number: few of them are near a text."""
    numbers = range(int((page[3] - page[1]) // _BAND) + 1)
    return {n: [one for one in surfaces if one.box[1] < (n + 1) * _BAND and one.box[3] >= n * _BAND] for n in numbers}


def _why(one: Painted, bands: Mapping[float, Sequence[Surface]], page: Box) -> str:
    """Return why a text isn't seen by itself, in French; nothing when it is."""
    left, bottom, right, top = one.box
    area = area_of(one.box)
    if pdfium.FPDFTextObj_GetTextRenderMode(one.raw) in {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}:
        return "sans encre"
    if max(right - left, top - bottom) < _TINY * len(one.text.replace("\u200b", "").strip()):  # where a long word may be cut
        return "trop petit pour être lu"
    if area and area_of(within(one, page)) < INSIDE * area:
        return "hors de la page, ou de ce qui l'encadre"
    across, up = (left + right) / 2, (bottom + top) / 2
    around = [
        surface for surface in bands.get(up // _BAND, ())
        if surface.box[0] < across < surface.box[2] and surface.box[1] < up < surface.box[3]
        and (not surface.outline or _goes_around(surface.outline, across, up))
    ]  # fmt: skip
    for surface in around:
        over = surface.order > one.order and surface.opacity > OPAQUE
        if over and area_of(common_of(surface.box, one.box)) >= COVERED * area:
            return "recouvert"
    ground = _under(one, around)
    if ground is None:
        return ""
    ratio = _ratio(_over(one.colour, one.opacity, ground), ground)
    return f"trop pâle sur son fond ({ratio:.1f} pour 1)".replace(".", ",") if ratio < LEAST else ""


def _under(one: Painted, around: Sequence[Surface]) -> Colour | None:
    """Return the colour of what is under a text; None where that is a picture, or what no single colour tells."""
    over: list[tuple[Colour, float]] = []
    ground = _WHITE
    for surface in reversed(around):
        if surface.order > one.order:
            continue
        if surface.colour is None:
            return None
        if surface.opacity == 1:
            ground = surface.colour
            break
        over.append((surface.colour, surface.opacity))
    for colour, opacity in reversed(over):
        ground = _over(colour, opacity, ground)
    return ground


def _goes_around(outline: Sequence[Point], across: float, up: float) -> bool:
    """Tell whether an outline goes around a point: an odd number of its sides crosses the line from the point to the right."""
    odd, first = False, 0
    for index, (x2, y2, opens) in enumerate(outline):
        if opens:
            first = index
        last = index + 1 == len(outline) or outline[index + 1][2]
        x1, y1, _ = outline[first] if last else outline[index + 1]
        if (y1 > up) != (y2 > up) and across < x2 + (x1 - x2) * (up - y2) / (y1 - y2):
            odd = not odd
    return odd


def _crossed(texts: Sequence[Painted]) -> dict[int, str]:
    """Return the texts that another one is printed over, or under, by their place in the order."""
    found: dict[int, str] = {}
    going: list[Painted] = []
    for one in sorted(texts, key=lambda text: text.box[1]):
        left, bottom, right, _ = one.box
        going = [other for other in going if other.box[3] > bottom]
        for other in going:
            if other.box[0] >= right or other.box[2] <= left:
                continue
            common = area_of(common_of(one.box, other.box))
            if common > _CROSSED * min(area_of(one.box), area_of(other.box)) and not _passes_under(one, other):
                found[one.order] = "imprimé sur un autre texte, ou sous lui"
                found[other.order] = "imprimé sur un autre texte, ou sous lui"
        going.append(one)
    return found


def _passes_under(one: Painted, other: Painted) -> bool:
    """Tell whether one of two texts is a decoration in much greater letters."""
    low, high = sorted((one, other), key=lambda text: text.box[3] - text.box[1])
    return high.box[3] - high.box[1] > _ALIKE * (low.box[3] - low.box[1]) and is_artifact(high)


def _over(colour: Colour, opacity: float, ground: Colour) -> Colour:
    red, green, blue = (round(a * opacity + b * (1 - opacity)) for a, b in zip(colour, ground, strict=True))
    return red, green, blue


@lru_cache(maxsize=1000)
def _ratio(ink: Colour, ground: Colour) -> float:
    return contrast(hex_of(ink), hex_of(ground))
