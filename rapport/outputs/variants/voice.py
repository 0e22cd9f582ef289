"""The voice of a variant: a summary of the report, read in the section that holds it as Pandoc wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapport.outputs.formats import Steps
from rapport.sources.variants import VariantVoice


@dataclass(frozen=True)
class Spoken:
    """Who speaks and in what role, the line that is kept, the paragraphs, and the numbers in them (name, printed form)."""

    who: str
    role: str
    line: str
    paragraphs: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]


def voice_of(voice: VariantVoice | None, steps: Steps) -> Spoken | None:
    """Return a summary of the report, None when none is asked for; raises ToolFailed."""
    if voice is None:
        return None
    from lxml import etree  # noqa: PLC0415 - `check` reads no page

    tree = etree.fromstring(steps.fragment("html", voice.section).encode(), etree.HTMLParser(encoding="utf-8"))
    wanted = "".join(voice.who.split())
    for figure in tree.iterfind(".//figure[@class='summary']"):
        who = _text(figure.find(".//span[@class='who']"))
        if "".join(who.split()) != wanted:
            continue
        (body,) = figure.xpath("./*[contains(concat(' ', @class, ' '), ' summary-text ')]")
        heading = body.xpath("./h2 | ./h3 | ./h4 | ./h5 | ./h6")
        numbers = tuple((span.get("data-ref"), _text(span)) for span in body.iterfind(".//span[@data-ref]"))
        paragraphs = tuple(filter(None, map(_text, body.iterfind(".//p"))))
        return Spoken(who, _text(figure.find(".//span[@class='role']")), _text(next(iter(heading), None)), paragraphs, numbers)
    return None


def _text(element: Any) -> str:
    """Return the words of an element, on one line."""
    return " ".join("".join(element.itertext()).replace("\n", " ").split(" ")).strip() if element is not None else ""
