"""Finished slides, read back from their package: texts in the order in which they are read, charts with their values."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.ground.patterns import regex

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_NUMBER = regex(r"[\d.]+")
_INCH = 914_400


@dataclass(frozen=True)
class ReadShape:
    """A shape of a slide: its name, its role as a placeholder, what it says or shows, and its box in inches."""

    name: str
    role: str  # of a placeholder: title, ctrTitle, subTitle, chart, sldNum; empty when it is none
    text: str
    alt: str
    pictured: bool  # it must say what it shows
    size: float  # the greatest of its letters, in points; 0 when its layout says it
    box: tuple[float, float, float, float] | None  # None when its layout says it
    family: str
    values: tuple[float, ...] = ()  # of a chart
    least: float = 0  # the smallest of its letters, those of a chart or of a drawing too, in points; 0 when its layout says it


@dataclass(frozen=True)
class ReadSlide:
    """A slide, its shapes in the order of a screen reader."""

    shapes: tuple[ReadShape, ...]
    notes: str = ""  # what who speaks reads

    @property
    def title(self) -> str:
        """Return its title."""
        return next((shape.text for shape in self.shapes if shape.role in {"title", "ctrTitle"}), "")


def slides_in(path: Path) -> list[ReadSlide]:
    """Return the slides of a presentation, in order."""
    from lxml import etree  # noqa: PLC0415 - `check` reads no slides

    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    with zipfile.ZipFile(path) as package:

        def tree(name: str) -> Any:
            return etree.fromstring(package.read(name), parser)

        def related(name: str) -> dict[str, str]:
            folder, file = posixpath.split(name)
            links = tree(f"{folder}/_rels/{file}.rels")
            return {link.get("Id"): posixpath.normpath(posixpath.join(folder, link.get("Target"))) for link in links}

        whole = "ppt/presentation.xml"
        order = [related(whole)[one.get(f"{_R}id")] for one in tree(whole).iter(f"{_P}sldId")]
        return [_slide(tree(name), related(name), tree) for name in order]


def _slide(slide: Any, links: dict[str, str], tree: Any) -> ReadSlide:
    notes = [tree(target) for target in links.values() if "/notesSlides/" in target]
    lines = (line for page in notes for line in page.iter(f"{_A}p"))
    words = "\n".join("".join(run.text or "" for run in line.iter(f"{_A}t")) for line in lines)
    return ReadSlide(tuple(_shapes(slide, links, tree)), words)


def _shapes(slide: Any, related: dict[str, str], tree: Any) -> Iterator[ReadShape]:
    for shape in slide.find(f"{_P}cSld/{_P}spTree"):
        own = shape.find(f".//{_P}cNvPr")
        if own is None:
            continue
        mark = shape.find(f".//{_P}nvPr/{_P}ph")
        chart = shape.find(f".//{_C}chart")
        values = tuple(_values(tree(related[chart.get(f"{_R}id")]))) if chart is not None else ()
        runs = [*shape.iter(f"{_A}r")]
        yield ReadShape(
            name=own.get("name", ""),
            role=mark.get("type", "obj") if mark is not None else "",
            text="\n".join("".join(run.findtext(f"{_A}t") or "" for run in line.iter(f"{_A}r")) for line in shape.iter(f"{_A}p")),
            alt=own.get("descr", ""),
            pictured=shape.tag in {f"{_P}pic", f"{_P}graphicFrame"},
            size=max(
                (int(run.find(f"{_A}rPr").get("sz", "0")) / 100 for run in runs if run.find(f"{_A}rPr") is not None), default=0
            ),
            box=_box(shape),
            family=next((str(latin.get("typeface")) for latin in shape.iter(f"{_A}latin")), ""),
            values=values,
            least=min(_letters(shape, related, tree), default=0),
        )


def _letters(shape: Any, related: dict[str, str], tree: Any) -> Iterator[float]:
    """Yield the sizes of a shape's letters: of its runs, of its chart, of its drawing at the width that it has here."""
    chart, svg = shape.find(f".//{_C}chart"), shape.find(f".//{_SVG}svgBlip")
    held = [shape, *([tree(related[chart.get(f"{_R}id")])] if chart is not None else [])]
    for look in (one for whole in held for tag in ("rPr", "defRPr") for one in whole.iter(f"{_A}{tag}")):
        if look.get("sz"):
            yield int(look.get("sz")) / 100
    if svg is not None and (box := _box(shape)):
        drawing = tree(related[svg.get(f"{_R}embed")])
        for letters in drawing.iter("{*}text"):
            if (size := _NUMBER.match(letters.get("font-size", ""))) and (wide := _NUMBER.match(drawing.get("width", ""))):
                yield float(size[0]) * box[2] * 72 / float(wide[0])


def _values(chart: Any) -> Iterator[float]:
    for value in chart.iterfind(f".//{_C}val//{_C}v"):
        yield float(value.text)


def _box(shape: Any) -> tuple[float, float, float, float] | None:
    place, size = shape.find(f".//{_A}off"), shape.find(f".//{_A}ext[@cx]")
    if place is None or size is None:
        return None
    left, top, wide, high = (int(one) / _INCH for one in (place.get("x"), place.get("y"), size.get("cx"), size.get("cy")))
    return left, top, wide, high


def text_of(slides: Sequence[ReadSlide]) -> str:
    """Return the words of slides, a paragraph a line."""
    return "\n".join(shape.text for slide in slides for shape in slide.shapes if shape.text)
