"""What slides show: of each section that is asked for, its key numbers, and a slide a chart whose title is the message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rapport.ground import french
from rapport.numbers.calls import MARK
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.trace import Trace
from rapport.numbers.variants import note_of, slide_words
from rapport.outputs.formats import Steps
from rapport.outputs.variants.read import numbers_in, section_of, words_of
from rapport.sources.model import ChartRow

MOST = 6  # numbers of a slide
NOTES = "notes"  # where a number stands that who speaks says
Numbers = tuple[tuple[str, str], ...]  # names and printed forms


@dataclass(frozen=True)
class SlideNumber:
    """A number in large letters, the words under it, and its name."""

    ref: str
    number: str
    label: str


@dataclass(frozen=True)
class Slide:
    """A slide: its message, what it shows, and what is said of it to who speaks; ``numbers`` are all that its words print."""

    section: str
    title: str
    numbers: Numbers
    posters: tuple[SlideNumber, ...] = ()
    chart: str = ""
    subtitle: str = ""
    foot: str = ""
    notes: tuple[str, ...] = ()
    lines: tuple[tuple[str, bool], ...] = ()  # that the author wrote, and whether each is of a list
    noted: Numbers = ()  # that the author's own notes print


def slides_of(sections: Sequence[str], steps: Steps) -> list[Slide]:
    """Return the slides of some sections, in order; raises ToolFailed."""
    found = (slide for name in sections for slide in _slides(name, steps))
    footed = map(partial(_footed, steps=steps), found)
    return [replace(slide, notes=(*slide.notes, *_notes(slide, steps))) for slide in footed]


def _slides(name: str, steps: Steps) -> Iterator[Slide]:
    section = section_of(name, steps)
    heading = section.xpath("(.//h1 | .//h2 | .//h3)[1]")[0]
    written = next(one.slides for one in steps.view.sections if one.id == name)
    for typed in written:
        words = slide_words(typed, name, steps.register())
        numbers, noted = (tuple((one.ref, one.printed) for one in some) for some in (words.mentions, words.noted))
        yield Slide(name, words.title, numbers, notes=words.notes, lines=words.lines, noted=noted)
    items = section.xpath(".//ul[@class='key-numbers']/li") if not written else ()
    for some in _some(items):
        posters = tuple(_poster(item) for item in some)
        numbers = (*numbers_in(heading), *(number for item in some for number in numbers_in(item)))
        yield Slide(name, words_of(heading), numbers, posters)
    for shown in section.xpath(".//figure[starts-with(@id, 'chart-')]"):
        title, subtitle = (shown.find(f".//div[@class='chart-{part}']") for part in ("title", "subtitle"))
        chart = next(iter(shown.xpath(".//img/@src")), "").removeprefix("charts/").removesuffix(".svg")
        if chart:
            numbers = (*numbers_in(title), *numbers_in(subtitle))
            yield Slide(name, words_of(title), numbers, chart=str(chart), subtitle=words_of(subtitle))


def _some(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), MOST):
        yield items[start : start + MOST]


def _poster(item: Any) -> SlideNumber:
    number, label = item.find(".//span[@class='number']"), item.find(".//span[@class='label']")
    ref = next((ref for ref, _ in numbers_in(number)), "")
    return SlideNumber(ref, words_of(number), words_of(label))


def _footed(slide: Slide, steps: Steps) -> Slide:
    """Return a slide with its last line: what its chart notes, and what the mark of a doubt means, if it bears one."""
    note, numbers = note_of(slide.chart, steps.register()) if slide.chart else ("", ())
    shown = [
        note,
        slide.title,
        slide.subtitle,
        *(line for line, _ in slide.lines),
        *(text for one in slide.posters for text in (one.number, one.label)),
    ]
    doubtful = any(MARK in text for text in shown) or any(row.uncertain for row in _rows(slide, steps))
    foot = "\n".join(filter(None, [note, f"{MARK}{french.NBSP}: à confirmer" if doubtful else ""]))
    return replace(slide, foot=foot, numbers=(*slide.numbers, *numbers))


def _notes(slide: Slide, steps: Steps) -> Iterator[str]:
    """Yield what is known of each number of a slide: what it counts, its exact value, its source, its doubt."""
    refs = [*(ref for ref, _ in slide.numbers), *(row.ref for row in _rows(slide, steps) if row.ref)]
    traces = steps.traces()
    for ref in dict.fromkeys(refs):
        if ref in traces:
            yield _note(traces[ref])


def _rows(slide: Slide, steps: Steps) -> Sequence[ChartRow]:
    drawing = steps.manuscript().drawings.get(slide.chart)
    return drawing.rows if drawing else ()


def _note(trace: Trace) -> str:
    colon = f"{french.NBSP}: "
    said = [f"{trace.label}{colon}{trace.printed}."]
    if trace.source:
        said.append(f"Source{colon}{trace.source.rstrip('.')}.")
    if trace.formula:
        said.append("Nombre calculé.")
    if trace.note:
        said.append(trace.note)
    if trace.status == TO_CONFIRM:
        said.append(f"À confirmer{colon}{trace.question}" if trace.question else "À confirmer.")
    return " ".join(said)
