"""LNK10: the SVG pictures that the sections show, read whole: they are drawings and nothing else."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from os.path import isfile

from rapport.ground import regular
from rapport.ground.problems import Place
from rapport.ground.svg import UnreadableSvgError, read_svg
from rapport.ground.svg.element import Svg
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.links import HEAVIEST, SLIGHT, fault_of_pixels, pictures
from rapport.sources.links import file_of
from rapport.sources.reading.decoding import FORMATS, Decoder, decoder

rule = SOURCE_RULES.rule
_SIMPLE = "Exportez-la en SVG « simple », tout inclus."


@rule("LNK10")
def foreign_drawing(sources: Sources) -> Iterator[Finding]:
    """Une image SVG se lit, et n'est que du dessin : ni code, ni lien, ni animation, ni rien qui vienne d'ailleurs."""
    with decoder(sources.folder("assets").parent) as reading:
        yield from _faults(sources, reading)


def _faults(sources: Sources, reading: Decoder) -> Iterator[Finding]:
    for place, target in pictures(sources):
        path = file_of(sources.report, target)
        if path is None or path.suffix.lower() != ".svg" or not isfile(path):  # noqa: PTH113
            continue  # told by LNK02
        try:
            content = regular.read(path, HEAVIEST + 1)
        except OSError:
            continue  # told by LNK09
        if len(content) > HEAVIEST:
            continue  # told by LNK09
        try:
            drawing = read_svg(content)
        except UnreadableSvgError as wrong:
            there = Place(target, wrong.line, wrong.column)
            yield Finding(f"L'image « {short(target)} » ne se lit pas.", place, wrong.hint, ((there, "ce qui ne se lit pas"),))
            continue
        first: dict[str, Place] = {}
        for one in drawing.foreign:
            first.setdefault(one.what, Place(target, one.line, one.column))
        for what, there in first.items():
            said = f"L'image « {short(target)} » contient {what} : le rapport n'en veut pas."
            yield Finding(said, place, _SIMPLE, ((there, "dans l'image"),))
        for said, hint in _spoilt(drawing, reading):
            yield Finding(f"L'image « {short(target)} » contient une photographie qui {said}", place, hint)


def _spoilt(drawing: Svg, reading: Decoder) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with each of the photographs that a drawing holds, and what to do."""
    for element in drawing.root.within():
        said, _, letters = element.attributes.get("href", "").partition(";base64,")
        suffix = f".{said.removeprefix('data:image/')}"
        if suffix in FORMATS and (fault := fault_of_pixels(b64decode(letters), suffix, reading)) and fault not in SLIGHT:
            yield fault
