"""What a factsheet's section can call beside what every text can: values that differ from one factsheet to the next.

A call alone on its line makes a block (``numbers``, ``beside``, ``parts``, ``rows``, ``members``); the others are words of a
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapport.ground import french
from rapport.numbers.expressions import Call, ExpressionError, calls_in
from rapport.sources.factsheet import FactsheetTemplate
from rapport.sources.model import Section

OPEN, CLOSE = (
    "\ue0f0",
    "\ue0f1",
)  # around the letters of a stand-in: private characters, which no tool changes and no author can type (LEC09)


class _Shape(NamedTuple):
    """What a call is given: names, at least and at most, and its options with what each is (French)."""

    least: int
    most: int
    options: Mapping[str, str] = {}
    block: bool = False
    example: str = ""


_BY = 'by="type" ou by="region"'
_COLUMNS = 'columns=["a", "b"]'
SHAPES: Mapping[str, _Shape] = {
    "field": _Shape(1, 1, example='field("name")'),
    "own": _Shape(1, 1, example='own("effectif")'),
    "median": _Shape(1, 1, {"by": _BY}, example='median("effectif", by="type")'),
    "standing": _Shape(1, 1, {"by": _BY}, example='standing("effectif", by="type")'),
    "numbers": _Shape(1, 4, block=True, example='numbers("effectif", "heures")'),
    "beside": _Shape(1, 12, block=True, example='beside("effectif", "heures")'),
    "parts": _Shape(2, 8, block=True, example='parts("femmes", "hommes")'),
    "rows": _Shape(
        1, 1, {"columns": _COLUMNS, "match": 'match="region"'}, block=True, example='rows("contacts", match="region")'
    ),
    "members": _Shape(0, 0, block=True, example="members()"),
}


@dataclass(frozen=True, slots=True)
class FactCall:
    """A call of a section that each factsheet answers otherwise, and where it stands."""

    name: str
    args: tuple[str, ...]
    options: tuple[tuple[str, Any], ...]
    start: int
    end: int

    @property
    def block(self) -> bool:
        """Tell whether it makes a block, alone on its line."""
        return SHAPES[self.name].block

    def option(self, name: str, default: Any) -> Any:
        """Return an option, or what stands for it."""
        return dict(self.options).get(name, default)


def fact_calls(text: str) -> Iterator[FactCall | ExpressionError]:
    """Yield the calls of a text that are a factsheet's own, mistakes where they stand; the others are every text's."""
    for found in calls_in(text):
        if isinstance(found, Call) and found.name in SHAPES:
            yield _understood(found, text)


def _understood(call: Call, text: str) -> FactCall | ExpressionError:
    shape = SHAPES[call.name]
    if not shape.least <= len(call.args) <= shape.most or not all(isinstance(arg, str) and arg for arg in call.args):
        return ExpressionError(f"« {call.name}(…) » ne s'écrit pas ainsi.", call.start, f"Exemple : {{{{ {shape.example} }}}}.")
    for option, given in call.kwargs.items():
        if option not in shape.options:
            hint = f"Options : {french.listed([*shape.options])}." if shape.options else "Cette fonction n'a pas d'option."
            return ExpressionError(f"« {call.name}(…) » n'a pas d'option « {option} ».", call.start, hint)
        listing = isinstance(given, list) and bool(given) and all(isinstance(one, str) for one in given)
        if not (listing if option == "columns" else isinstance(given, str) and given):
            return ExpressionError(
                f"« {option}= » : cette valeur n'est pas admise.", call.start, f"Écrivez {shape.options[option]}."
            )
    if shape.block and not _alone(text, call.start, call.end):
        return ExpressionError(f"« {call.name}(…) » s'écrit seul sur sa ligne, entre deux lignes vides.", call.start)
    options = tuple((name, tuple(given) if isinstance(given, list) else given) for name, given in call.kwargs.items())
    return FactCall(call.name, call.args, options, call.start, call.end)


def _alone(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a text is all of its paragraph."""
    before, after = text[:start].split("\n"), text[end:].split("\n")
    around = (before[-1], after[0], *before[-2:-1], *after[1:2])
    return not any(line.strip() for line in around)


def calls_of_template(template: FactsheetTemplate) -> dict[str, FactCall]:
    """Return the calls of a template by their stand-ins, in order."""
    calls = [call for section in template.sections for call in fact_calls(section.body) if isinstance(call, FactCall)]
    return {_letters(index): call for index, call in enumerate(calls)}


def with_stand_ins(template: FactsheetTemplate) -> tuple[Section, ...]:
    """Return the sections with a stand-in for each call: they can then be set like any text, once for all factsheets."""
    names = iter(calls_of_template(template))
    sections = []
    for section in template.sections:
        body, moved = section.body, 0
        for call in fact_calls(section.body):
            if isinstance(call, FactCall):
                mark = f"{OPEN}{next(names)}{CLOSE}"
                body = body[: call.start + moved] + mark + body[call.end + moved :]
                moved += len(mark) - (call.end - call.start)
        sections.append(Section(section.id, section.front, body, section.path, section.first_line))
    return tuple(sections)


def _letters(index: int) -> str:
    """Return a number in letters alone: a digit would be taken for a number that somebody typed."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(index))
