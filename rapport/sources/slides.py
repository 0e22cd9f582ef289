"""The slides that authors write in a section (`::: slide`): read apart, since the report doesn't print them."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ground.patterns import regex
from rapport.ground.problems import Place

_FENCE = regex(r"^:{3,}[ \t]*(?P<name>[^\n]*?)[ \t]*$")
_SLIDE = regex(r"slide|\{[^{}\n]*\.slide(?![\w-])[^{}\n]*\}")
_NOTES = regex(r"notes|\{[^{}\n]*\.notes(?![\w-])[^{}\n]*\}")
_ITEM = regex(r"[-*+][ \t]+")
_HEADING = regex(r"#{1,6}[ \t]+")
# A table, a quotation, code, a line across, a numbered list, a note or a link written apart: words alone stand on a slide.
_BLOCK = regex(r"\||\+[-=]|>|`{3}|~{3}|([-*_])(?:[ \t]*\1){2,}$|\(?\d{1,3}[.)][ \t]|\[[^\]]+\]:")


@dataclass(frozen=True)
class Typed:
    """A text as it was typed, on one line, and where it begins."""

    text: str
    place: Place
    item: bool = False  # of a list


@dataclass(frozen=True)
class TypedSlide:
    """A slide as it was typed, its fences included; ``start`` is the place of the first."""

    text: str
    start: Place

    def at(self, line: int) -> Place:
        """Return the place of one of its lines, from 0."""
        return Place(self.start.path, self.start.line + line, 1)


@dataclass(frozen=True)
class SlideParts:
    """What a slide is made of: its title, its lines, what who speaks says; ``others`` is what has no place in it."""

    title: Typed | None
    lines: tuple[Typed, ...]
    notes: tuple[Typed, ...]
    others: tuple[Typed, ...]


def slides_apart(body: str, path: str, first_line: int) -> tuple[str, tuple[TypedSlide, ...]]:
    """Return a body with blank lines in place of its slides, and the slides; one that nothing closes stays in the body."""
    lines = body.split("\n")
    found: list[TypedSlide] = []
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        last = _closing(lines, number) if fence and _SLIDE.fullmatch(fence["name"]) else -1
        if last > 0:
            found.append(TypedSlide("\n".join(lines[number : last + 1]), Place(path, first_line + number, 1)))
            lines[number : last + 1] = [""] * (last + 1 - number)
            number = last
        number += 1
    return "\n".join(lines), tuple(found)


def _closing(lines: list[str], opening: int) -> int:
    """Return the line that closes a block, -1 when none does."""
    depth = 0
    for number in range(opening, len(lines)):
        if fence := _FENCE.match(lines[number]):
            depth += 1 if fence["name"] else -1
            if not depth:
                return number
    return -1


def parts_of(slide: TypedSlide) -> SlideParts:
    """Return the parts of a slide."""
    title: Typed | None = None
    shown: list[Typed] = []
    notes: list[Typed] = []
    others: list[Typed] = []
    into, depth, fresh = shown, 0, True
    for number, line in enumerate(slide.text.split("\n")[1:-1], 1):
        stripped, fence = line.strip(), _FENCE.match(line)
        typed = Typed(_ITEM.sub("", stripped, count=1), slide.at(number), item=bool(_ITEM.match(stripped)))
        if fence:
            depth += 1 if fence["name"] else -1
            into = shown if not depth else notes if depth == 1 and _NOTES.fullmatch(fence["name"]) and not notes else others
            if into is others:
                others.append(Typed(stripped, typed.place))
        elif _HEADING.match(stripped) and title is None and into is shown and not shown:
            title = Typed(_HEADING.sub("", stripped, count=1), typed.place)
        elif _HEADING.match(stripped) or (_BLOCK.match(stripped) and into is not others):
            if not (others and others[-1].place.line == typed.place.line - 1):  # the lines of a table are one thing
                others.append(Typed(stripped, typed.place))
        elif stripped and (fresh or typed.item):
            into.append(typed)
        elif stripped:
            into[-1] = Typed(f"{into[-1].text} {stripped}", into[-1].place, into[-1].item)
        fresh = not stripped or bool(fence) or bool(_HEADING.match(stripped)) or bool(_BLOCK.match(stripped))
    return SlideParts(title, tuple(shown), tuple(notes), tuple(others))
