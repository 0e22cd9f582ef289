"""What slides show: of each section that is asked for, its key numbers, and a slide a chart whose title is the message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rapport.ground import french
from rapport.ground.languages import FRENCH
from rapport.ground.shared_out import shared_out
from rapport.numbers.calls import MARK
from rapport.numbers.chart_rows import dot_sentence
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.trace import Trace
from rapport.numbers.variants import SlideWords, note_of, slide_words
from rapport.outputs.formats import Steps
from rapport.outputs.variants.measured import font_file, height_of, lines_size
from rapport.outputs.variants.native import is_native, shares_of
from rapport.outputs.variants.posters import Letters, SlideNumber, posters_by_slide
from rapport.outputs.variants.read import numbers_in, section_of, words_of
from rapport.outputs.variants.template import FOOT, NOTED
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow, Drawing

NEXT = " (suite)"  # after the title of a slide that goes on with the one before
_UNNAMED = FRENCH.phrases["unknown rows"].format(rows="certaines lignes")  # where their names have no room
NOTES = "notes"  # where a number stands that who speaks says
Numbers = tuple[tuple[str, str], ...]  # names and printed forms


@dataclass(frozen=True)
class Slide:
    """A slide: its message, what it shows, and what is said of it to who speaks; ``numbers`` are all that its words print."""

    section: str
    title: str
    numbers: Numbers
    posters: tuple[SlideNumber, ...] = ()
    chart: str = ""
    drawing: Drawing | None = None  # what is shown of the chart
    native: bool = False  # shown as a chart that can be edited
    key: tuple[tuple[str, str], ...] = ()  # of a map: what each of its numbers is
    subtitle: str = ""
    foot: str = ""
    notes: tuple[str, ...] = ()
    lines: tuple[tuple[str, bool], ...] = ()  # that the author wrote, and whether each is of a list
    noted: Numbers = ()  # that the author's own notes print
    told: Numbers = ()  # of the slide that this one goes on with: its notes say them again


def slides_of(sections: Sequence[str], steps: Steps) -> list[Slide]:
    """Return the slides of some sections, in order; raises ToolFailed."""
    letters = letters_of(steps)
    found = (slide for name in sections for slide in _slides(name, steps, letters))
    footed = map(partial(_footed, steps=steps, letters=letters), found)
    return [replace(slide, notes=(*slide.notes, *_notes(slide, steps))) for slide in footed]


def letters_of(steps: Steps) -> Letters:
    """Return the files of the brand's fonts, that texts are measured with."""
    brand = steps.brand()
    return Letters(*(font_file(brand, steps.root, family) for family in (brand.headings, brand.base)))


def _slides(name: str, steps: Steps, letters: Letters) -> Iterator[Slide]:
    section = section_of(name, steps)
    heading = section.xpath("(.//h1 | .//h2 | .//h3)[1]")[0]
    written = next(one.slides for one in steps.view.sections if one.id == name)
    for typed in written:
        yield from _written(slide_words(typed, name, steps.register()), name, letters)
    items = section.xpath(".//ul[@class='key-numbers']/li") if not written else ()
    bound = {poster: numbers_in(item) for item in items for poster in [_poster(item)]}
    for number, posters in enumerate(posters_by_slide([*bound], letters)):
        numbers = (*numbers_in(heading), *(one for poster in posters for one in bound[poster]))
        yield Slide(name, words_of(heading) + NEXT * bool(number), numbers, tuple(posters))
    for shown in section.xpath(".//figure[starts-with(@id, 'chart-')]"):
        yield from _charted(shown, name, steps, letters)


def _written(words: SlideWords, name: str, letters: Letters) -> Iterator[Slide]:
    """Yield what an author wrote, on as many slides as its words need; what is said of it comes with the first."""
    numbers, noted = (tuple((one.ref, one.printed) for one in some) for some in (words.mentions, words.noted))
    for number, lines in enumerate(shared_out(words.lines, lambda some: lines_size(some, letters.base) > 0)):
        slide = Slide(name, words.title + NEXT * bool(number), (), lines=tuple(lines), told=numbers)
        yield slide if number else replace(slide, numbers=numbers, notes=words.notes, noted=noted)


def _charted(shown: Any, name: str, steps: Steps, letters: Letters) -> Iterator[Slide]:
    """Yield the slides of a chart: one, or several where its drawing would be too small to be read."""
    title, subtitle = (shown.find(f".//div[@class='chart-{part}']") for part in ("title", "subtitle"))
    chart = str(next(iter(shown.xpath(".//img/@src")), "")).removeprefix("charts/").removesuffix(".svg")
    if not chart:
        return
    spec, whole = steps.view.charts[chart], steps.manuscript().drawings[chart]
    native = is_native(spec, whole)
    drawings = shares_of(spec, whole, letters.base) if native else steps.drawings_on_slides(chart)
    numbers = (*numbers_in(title), *numbers_in(subtitle))
    for number, drawing in enumerate(drawings):
        key = {(row.printed, french.typeset(row.category)): row.ref for row in _keyed(spec, drawing)}
        refs = tuple((ref, printed) for (printed, _), ref in key.items())
        yield Slide(
            name, words_of(title) + NEXT * bool(number), (*numbers, *refs), chart=chart, drawing=drawing, native=native,
            key=tuple(key), subtitle=words_of(subtitle),
        )  # fmt: skip


def _keyed(spec: ChartSpec, drawing: Drawing) -> Sequence[ChartRow]:
    """Return the rows of a map that bear a number: on a slide, the names are beside it."""
    return [row for row in drawing.rows if row.printed] if spec.kind == "map" else ()


def _poster(item: Any) -> SlideNumber:
    number, label = item.find(".//span[@class='number']"), item.find(".//span[@class='label']")
    ref = next((ref for ref, _ in numbers_in(number)), "")
    return SlideNumber(ref, words_of(number), words_of(label))


def _footed(slide: Slide, steps: Steps, letters: Letters) -> Slide:
    """Return a slide with its last lines: what its chart notes and can't show, what the mark of a doubt means, if it bears one.

    Who speaks has the names of what nobody knows where the slide has no room for them.
    """
    note, numbers = note_of(slide.chart, steps.register()) if slide.chart else ("", ())
    spec = steps.view.charts.get(slide.chart)
    dot = dot_sentence(spec, _rows(slide)) if spec and spec.kind == "field" else ""
    shown = [
        note,
        slide.title,
        slide.subtitle,
        *(line for line, _ in slide.lines),
        *(text for one in slide.posters for text in (one.number, one.label)),
    ]
    doubtful = any(MARK in text for text in shown) or any(row.uncertain for row in _rows(slide))
    unknown = slide.drawing.unknown if slide.drawing else ""
    mark = f"{MARK}{french.NBSP}: à confirmer" if doubtful else ""
    feet = [
        "\n".join(filter(None, [" ".join(filter(None, [dot, note, one])), mark]))
        for one in (unknown, _UNNAMED if unknown else "")
    ]
    low = height_of(feet[0], NOTED, letters.base, FOOT[2]) <= FOOT[3]
    foot = feet[0 if low else 1]
    notes = slide.notes if low else (*slide.notes, *filter(None, [unknown]))
    return replace(slide, foot=foot, notes=notes, numbers=(*slide.numbers, *numbers))


def _notes(slide: Slide, steps: Steps) -> Iterator[str]:
    """Yield what is known of each number of a slide: what it counts, its exact value, its source, its doubt."""
    refs = [*(ref for ref, _ in (*slide.numbers, *slide.told)), *(row.ref for row in _rows(slide) if row.ref)]
    traces = steps.traces()
    for ref in dict.fromkeys(refs):
        if ref in traces:
            yield _note(traces[ref])


def _rows(slide: Slide) -> Sequence[ChartRow]:
    return slide.drawing.rows if slide.drawing else ()


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
