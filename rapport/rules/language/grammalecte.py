"""Grammalecte: agreement, conjugation, doubled and mistaken words. What the build itself sets (spaces…) isn't asked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rapport.ground.programs.answering import answer_of
from rapport.ground.programs.failure import ToolFailed
from rapport.rules.language.remarks import Remark

NAME = "grammalecte"
# The groups of rules that are right nearly always: agreement, conjugation, participles, infinitives, imperatives, questions,
# moods, mistaken words, elisions, hyphens, dates, pleonasms, doubled words (« notype »).
GROUPS = frozenset({"gn", "conj", "ppas", "infi", "imp", "inte", "vmode", "conf", "eleu", "tu", "date", "pleo", "loc", "notype"})
# Typography is the build's; the rest is a matter of taste, or of forms that nobody uses here.
OFF = ("apos", "esp", "nbsp", "typo", "unit", "num", "nf", "virg", "maj", "minis", "html", "latex", "md", "chim", "bs", "eepi")


def found() -> list[Path]:
    """Return the program, on which the answers depend; an empty list when it is missing."""
    program = shutil.which("grammalecte-cli")
    return [Path(program)] if program else []


def remarks_on(paragraphs: Sequence[str], files: Sequence[Path]) -> Mapping[str, tuple[Remark, ...]]:
    """Return the remarks on each paragraph, one line of text each; raises ToolFailed when Grammalecte does."""
    (program,) = files
    command = [str(program), "--json", "--file", "texte.txt", "--opt_off", *OFF]
    said = answer_of(NAME, command, "".join(f"{paragraph}\n" for paragraph in paragraphs))
    try:
        told = {int(entry["iParagraph"]): entry["lGrammarErrors"] for entry in json.loads(said)["data"]}
        return {paragraph: _remarks(told[number], paragraph) for number, paragraph in enumerate(paragraphs, 1)}
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed(NAME, "sa réponse ne peut pas être lue") from error


def _remarks(told: Sequence[Mapping[str, Any]], paragraph: str) -> tuple[Remark, ...]:
    """Return the remarks of the groups that we trust, the first alone where several speak of the same words."""
    kept: list[Remark] = []
    for entry in sorted(told, key=lambda entry: (entry["nStart"], -entry["nEnd"])):
        start, end = int(entry["nStart"]), min(int(entry["nEnd"]), len(paragraph))
        if entry["sType"] in GROUPS and start < end and not any(start < other.end for other in kept):
            kept.append(Remark(start, end, _french(str(entry["sMessage"])), tuple(map(str, entry["aSuggestions"]))))
    return tuple(kept)


def _french(message: str) -> str:
    """Return a message with French quotes, without the capital of a sentence of its own."""
    quoted = re.sub(r"“([^”]*)”", r"« \1 »", message).strip()
    return quoted[:1].lower() + quoted[1:]
