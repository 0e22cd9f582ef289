"""A section's file: the head in YAML, then Markdown."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.authored import FrontMatter
from rapport.sources.model import Section
from rapport.sources.reading.text import MEGA
from rapport.sources.reading.validate import model_of
from rapport.sources.reading.yaml import read_yaml
from rapport.sources.slides import slides_apart

LONGEST = 2 * MEGA  # bytes of a section; `sizes` (LEC12) is stricter, once it is read
_OPEN = regex(r"---[ \t]*\n(?:[\w-]+:[^\n]*\n|[ \t]+\S[^\n]*\n|#[^\n]*\n)+")  # a head that nothing closes
_FRONT = regex(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CLOSE = "Une ligne « --- », de trois tirets et seule, le sépare du texte."


def section_of(text: str, shown: str, name: str, problems: list[Problem]) -> Section | None:
    """Return the section that a file holds, None after problems that leave none."""
    match = _FRONT.match(text)
    if match is None and (opened := _OPEN.match(text)):
        place = Place(shown, opened[0].count("\n") + 1, 1)
        problems.append(Problem("LEC08", Severity.ERROR, "L'en-tête de la section n'est pas fermé.", place, _CLOSE))
        return None
    if match is None:
        hint = "Première ligne « --- », puis « title: … », puis « --- »."
        problems.append(Problem("LEC08", Severity.ERROR, "L'en-tête de la section manque.", Place(shown, 1, 1), hint))
        return None
    head = read_yaml(match[1], shown, problems, first_line=2)
    front = head and model_of(FrontMatter, head.value, head.places, problems, f"l'en-tête de « {name} »")
    first = match[0].count("\n") + 1
    body, slides = slides_apart(text[match.end() :], shown, first)
    return Section(name, front, body, shown, first, slides) if front else None
