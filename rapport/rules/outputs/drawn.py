"""OUT: the drawings as they stand in the page and in the PDF: each mark and each letter that was drawn is seen there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.matched import PrintedBlock, folded
from rapport.rules.outputs.page_seen import SeenSection, is_hidden
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.rules.outputs.pdf_facts import Illustration, PdfFacts
from rapport.rules.outputs.seen import HINT, place_of, quoted, shown_pages
from rapport.rules.outputs.sheets import Declared, own_of
from rapport.sources.model import ChartRow, Drawing, Piece

rule = OUTPUT_RULES.rule
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "text", "use", "image"})
_GEOMETRY = ("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points", "transform", "fill", "stroke")
_AROUND = (
    "transform",
    "opacity",
    "fill-opacity",
    "clip-path",
    "mask",
    "filter",
    "style",
    "font-size",
    "viewbox",
    "width",
    "height",
)
_DECLARED = ("fill", "transform", "font-size")  # by a sheet of the page, over the drawing's own attributes
_FLAT = regex(r"h-?0(?:\.0*)?v|v-?0(?:\.0*)?h")  # a bar of nothing, which Typst doesn't paint
_NAME = regex(r"#[\w-]+\)")  # of a part of the drawing, which is another in the page
_HYPHEN = regex(r"[-\u2010\u2011]")
_KEPT = 64  # drawings that are being held to what they were drawn as
Shape = tuple[str, ...]


def _ahead(outputs: Outputs) -> None:
    """Look at the drawings of the page."""
    outputs.once(_all_lost_in_page)


@rule("OUT13", ahead=_ahead)
def lost_mark(outputs: Outputs) -> Iterator[Finding]:
    """Chaque marque et chaque mot d'un graphique, chaque point d'une carte, chaque image se voit dans le HTML et dans le PDF."""
    yield from outputs.once(_all_lost_in_page)
    facts = outputs.pdf_facts if outputs.printed_blocks else None
    if facts and any(page["illustrations"] for page in facts["pages"]):
        for piece in outputs.rendered.manuscript.pieces:
            yield from _lost_in_pdf(outputs, piece, facts)


# --- In the page


def _all_lost_in_page(outputs: Outputs) -> tuple[Finding, ...]:
    """Return the shapes and the words of the drawings that the page doesn't hold."""
    found: list[Finding] = []
    for piece in outputs.rendered.manuscript.pieces if outputs.printed_blocks and outputs.html else ():
        charts = [block.text for block in outputs.printed_blocks[piece.id] if block.kind == "chart"]
        found += _lost_in_page(outputs, charts, outputs.seen.get(piece.id, SeenSection()))
    return tuple(found)


def _lost_in_page(outputs: Outputs, charts: list[str], here: SeenSection) -> Iterator[Finding]:
    """Yield the shapes and the words of the drawings of a section that its part of the page doesn't hold."""
    drawings = outputs.rendered.manuscript.drawings
    for at, name in enumerate(name for name in charts if name in drawings):
        place = outputs.rendered.report.charts[name].at()
        if at >= len(here.drawings):
            yield Finding(f"Le dessin « {name} » ne se voit pas dans le HTML.", place, HINT)
            continue
        seen, declared = here.drawings[at]
        given = {element: declared(element) for element in seen.iter("*")}
        told = "OUT13, le HTML", drawings[name].svg, _written(seen), repr([*given.values()])
        yield from outputs.proved.findings(told, partial(_differing, drawings[name], seen, given.__getitem__, place))


def _differing(drawing: Drawing, root: Any, declared: Declared, place: Place) -> Iterator[Finding]:
    """Yield what tells a drawing of the page from what was drawn."""
    drawn, seen = Counter(_drawn(drawing.svg)), Counter(_shapes(root, declared))
    for shapes, verb in ((drawn - seen, "perd"), (seen - drawn, "montre de trop")):
        if shapes:
            told = french.listed([*dict.fromkeys(_shape_words(shape, drawing.rows) for shape in shapes)][:_MOST])
            yield Finding(f"Le dessin « {drawing.id} » {verb} dans le HTML {told}.", place, HINT)
            break


_MOST = 5


def _written(element: Any) -> str:
    from lxml import etree  # noqa: PLC0415 - `check` draws nothing

    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _root(svg: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - `check` draws nothing

    return etree.fromstring(svg.encode(), etree.XMLParser(huge_tree=True))


@lru_cache(maxsize=_KEPT)
def _drawn(svg: str) -> tuple[Shape, ...]:
    """Return what is seen of a drawing as it was drawn, which the page and the PDF are held to."""
    return tuple(_shapes(_root(svg), lambda element: own_of(element.get("style") or "")))


def _shapes(root: Any, declared: Declared) -> Iterator[Shape]:
    """Yield what is seen of a drawing, shape by shape: what it stands for, its kind, its words, its geometry, what is around."""
    waiting: list[tuple[Any, str]] = [(root, "")]
    while waiting:
        element, around = waiting.pop()
        tag, given = str(element.tag).rpartition("}")[2].lower(), declared(element)
        if tag in {"defs", "clippath", "pattern", "title"} or is_hidden(element, given, listened=False):
            continue
        own = {name.lower(): value for name, value in element.attrib.items()}
        around += "".join(f" {name}={_unnamed(own[name])}" for name in _AROUND if name in own)
        around += "".join(f" {name}:{given[name]}" for name in _DECLARED if name in given)
        if tag in _SHAPES:
            geometry = [own.get(name, "") for name in _GEOMETRY]
            yield own.get("data-mark", ""), tag, "".join(element.itertext()), *map(_unnamed, geometry), around
        else:
            waiting += [(one, around) for one in element]


def _unnamed(given: str) -> str:
    return _NAME.sub("#)", given) if "#" in given else given


def _shape_words(shape: Shape, rows: tuple[ChartRow, ...]) -> str:
    mark, _, words, *_ = shape
    row = next((row for row in rows if row.ref == mark), None) if mark else None
    if row:
        return f"la marque de « {row.category or row.group} »"
    return f"le mot « {words} »" if words.strip() else "un trait ou une surface"


# --- In the PDF


def _lost_in_pdf(outputs: Outputs, piece: Piece, facts: PdfFacts) -> Iterator[Finding]:
    """Yield the drawings and the pictures of a section that its pages don't show whole."""
    illustrations = [
        illustration
        for page in shown_pages(piece.id, facts, outputs.rendered.report.edition.share_page)
        for illustration in page["illustrations"]
    ]
    chart = ""
    for block in outputs.printed_blocks[piece.id]:
        if block.kind == "chart":
            chart = block.text
        elif block.kind == "alt":
            drawing = outputs.rendered.manuscript.drawings.get(chart)
            yield from _lost_illustration(outputs, piece, block, illustrations, drawing)
            chart = ""


def _lost_illustration(
    outputs: Outputs, piece: Piece, block: PrintedBlock, illustrations: list[Illustration], drawing: Drawing | None
) -> Iterator[Finding]:
    said = folded(block.text)
    found = [illustration for illustration in illustrations if folded(illustration[0]) == said]
    place = outputs.rendered.report.charts[drawing.id].at() if drawing else place_of(piece, block)
    if not any(illustration[3] for illustration in found):
        what = f"Le dessin « {drawing.id} »" if drawing else f"L'image {quoted(block.text)}"
        why = "ne se voit pas dans le PDF" if found else "n'est pas dans le PDF, ou n'y porte pas son texte de remplacement"
        yield Finding(f"{what} {why}.", place, HINT)
        return
    if drawing is not None:
        yield from outputs.proved.findings(("OUT13, le PDF", drawing.svg, repr(found)), partial(_lost_of, drawing, found, place))


def _lost_of(drawing: Drawing, found: Sequence[Illustration], place: Place) -> Iterator[Finding]:
    """Yield what the illustrations of the PDF that may be a drawing lack of it, where none is whole."""
    lost = min((_lacking(drawing, illustration) for illustration in found), key=len)
    if lost:
        yield Finding(f"Le dessin « {drawing.id} » perd dans le PDF {french.listed(lost)}.", place, HINT)


@lru_cache(maxsize=_KEPT)
def _wanted(svg: str) -> tuple[Counter[str], Counter[str]]:
    """Return the letters of a drawing, and how many shapes of each colour are in it."""
    shapes = _drawn(svg)
    written = "".join(text for _, tag, text, *_ in shapes if tag == "text")
    return Counter(_letters(written)), _fills(shapes)


def _lacking(drawing: Drawing, illustration: Illustration) -> list[str]:
    """Return what a illustration of the PDF lacks of a drawing: letters, shapes of a colour."""
    wanted_letters, wanted_fills = _wanted(drawing.svg)
    letters = wanted_letters - Counter(_letters(illustration[1]))
    fills = wanted_fills - Counter(dict(illustration[2]))
    told = [f"les lettres « {''.join(sorted(letters.elements()))} »"] if letters else []
    return told + [_counted(count, colour, drawing) for colour, count in fills.items()]


def _counted(count: int, colour: str, drawing: Drawing) -> str:
    """Return how many shapes of a colour are lost, and of which rows they may be."""
    refs = {element.get("data-mark") for element in _root(drawing.svg).iter() if (element.get("fill") or "").upper() == colour}
    names = [row.category or row.group for row in drawing.rows if row.ref in refs][:_MOST]
    among = f" parmi {french.listed([f'« {name} »' for name in names])}" if names else ""
    return f"{count} forme{'s' if count > 1 else ''} de couleur {colour}{among}"


def _letters(text: str) -> str:
    return _HYPHEN.sub("", folded(text))


def _fills(shapes: Sequence[Shape]) -> Counter[str]:
    """Return how many shapes of a drawing are filled with each colour."""
    found: Counter[str] = Counter()
    for _, tag, _, *geometry in shapes:
        given: Mapping[str, str] = dict(zip((*_GEOMETRY, "around"), geometry, strict=True))
        if tag != "text" and re.fullmatch("#[0-9a-fA-F]{6}", given["fill"]) and given["d"] != "" and not _FLAT.search(given["d"]):
            found[given["fill"].upper()] += 1
    return found
