"""The summaries of what people said (`::: summary`), as their authors typed them in a section."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.sources.model import Section
from rapport.sources.slides import Typed

_OPENED = regex(r"^:{3,}\s*\{(?=[^{}\n]*\.summary\b)([^{}\n]*)\}\s*$")
_ATTRIBUTE = regex(r'\b(who|role)="([^"\n]*)"')


@dataclass(frozen=True)
class Summary:
    """Who is summed up and in what role, the line that is kept, the paragraphs."""

    who: str
    role: Typed
    line: Typed
    paragraphs: tuple[Typed, ...]


def summaries_in(section: Section) -> list[Summary]:
    """Return the summaries of a section in order."""
    lines = section.body.split("\n")
    return [
        _summary(section, dict(_ATTRIBUTE.findall(opened[1])), lines, at)
        for at, line in enumerate(lines)
        if (opened := _OPENED.match(line)) is not None
    ]


def _summary(section: Section, told: dict[str, str], lines: list[str], at: int) -> Summary:
    def where(number: int) -> Place:
        return Place(section.path, section.first_line + number, 1)

    heading, paragraphs = Typed("", where(at)), []
    under_way: list[str] = []
    for number, line in enumerate(lines[at + 1 :], at + 1):
        ends = line.startswith(":::")
        if line.strip() and not ends and not line.startswith("#"):
            under_way.append(line.strip())
            continue
        if under_way:
            paragraphs.append(Typed(" ".join(under_way), where(number - len(under_way))))
            under_way = []
        if line.startswith("#"):
            heading = Typed(line.lstrip("#").strip(), where(number))
        if ends:
            break
    return Summary(told.get("who", ""), Typed(told.get("role", ""), where(at)), heading, tuple(paragraphs))
