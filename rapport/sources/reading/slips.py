"""Slips that YAML takes in silence: an unquoted text that it cuts at a « # », curly quotes that it takes for letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from rapport.ground.problems import Place, Problem, Severity


def cut_by_comment(value: str, comment: str, place: Place) -> Problem:
    """Return the problem of an unquoted text that YAML cuts where a « # » touches the word after it."""
    said = f"Le texte s'arrête à « {_end_of(value)} » : pour YAML, « {comment} » est un commentaire."
    hint = "Mettez tout le texte entre guillemets ; un vrai commentaire a une espace après « # »."
    return Problem("LEC04", Severity.ERROR, said, place, hint)


def cut_in_braces(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str, int, int] | None:
    """Return the words between braces that such a « # » cuts, the rest of the line, where it stands (line from 0, column)."""
    opened, stopped = error.context_mark, error.problem_mark
    if opened is None or stopped is None or "flow" not in str(error.context):
        return None
    for number, line in enumerate(text.split("\n")[opened.line : stopped.line + 1], opened.line):
        if found := re.search(r"([^\s{\[,:][^{\[,:]*?)[ \t]+(#[^\s#].*)", line):
            return found[1], found[2].rstrip(), number, found.start(2) + 1
    return None


STUCK_SAID = "Une espace insécable sert ici de retrait, ou suit « : » ou « - » : YAML n'y voit pas une espace."
STUCK_HINT = "Effacez-la, et tapez une espace ordinaire."


def stuck_space(text: str, error: yaml.MarkedYAMLError) -> tuple[int, int] | None:
    """Return where a no-break space stands for the one that YAML asks for, where it stumbles (line from 0, column)."""
    last = error.problem_mark.line if error.problem_mark else -1
    for number, line in enumerate(text.split("\n")[: last + 1]):
        if number >= last - 1 and (found := re.match(r"[ ]*(?:-[ ]+)?(?:[\w.-]+:|-)?([\u00a0\u202f])", line)):
            return number, found.start(1) + 1
    return None


def _end_of(value: str) -> str:
    """Return the last words of a text, the first of them whole."""
    return value if len(value) <= _SHOWN else f"…{value[-_SHOWN:].partition(' ')[2] or value[-_SHOWN:]}"


_SHOWN = 30


def slips_of(value: str, place: Place, rest: str, end: Place) -> Iterator[Problem]:
    """Yield the slips of an unquoted value: where it begins, the signs that follow it (some forty do), where it ends."""
    if (cut := re.match(r"[ \t]+(#[^\s#][^\n]*)", rest)) is not None:
        yield cut_by_comment(value, cut[1], Place(end.path, end.line, end.column + cut.start(1)))
    elif (cut := re.match(r" (#[ \t]+[^\n]*)", rest)) is not None:  # people who comment leave two spaces before « # », or a line
        said = f"Le texte s'arrête à « {_end_of(value)} » : pour YAML, « {cut[1].rstrip()} » est un commentaire."
        hint = "S'il fait partie du texte, mettez tout entre guillemets ; sinon, mettez le commentaire sur une ligne à lui."
        yield Problem("LEC04", Severity.WARNING, said, Place(end.path, end.line, end.column + 1), hint)
    if len(value) > 1 and value[0] in "“”„‟‘’" and value[-1] in "“”‟‘’":
        said = f"Les guillemets courbes {value[0]} {value[-1]} seraient imprimés : ils ne délimitent rien en YAML."
        yield Problem("LEC04", Severity.ERROR, said, place, 'Tapez des guillemets droits : "…".')
    elif value.startswith("«") and value.endswith("»") and "«" not in value[1:]:
        said = "Les guillemets « » de cette valeur seront imprimés : ils font partie du texte."
        hint = 'S\'ils ne font qu\'encadrer la valeur, tapez "…" ; sinon, entourez-les : "« … »".'
        yield Problem("LEC04", Severity.WARNING, said, place, hint)


DOUBLED = "Doublez-la, 'Heures d''été', ou prenez des guillemets doubles : \"Heures d'été\"."


def apostrophe_in(text: str, at: int) -> bool:
    """Tell whether what follows a text between apostrophes, where YAML stumbles, goes on with its words."""
    return text[at - 1 : at] == "'" and text[at : at + 1].isalpha()


def glued_lines(value: object) -> str:
    """Return what to write in place of lines read as one text because their keys are glued to their values."""
    found = re.fullmatch(r"([\w.-]+:[^\s:/]\S*)(?:\s+[\w.-]+:[^\s:/]\S*)*", value) if isinstance(value, str) else None
    return f"Il manque une espace après « : ». {glued(found[1], None)}" if found else ""


def unparted(key: str | int, value: object) -> tuple[str, str] | None:
    """Return what to say, and to write, of a year parted from its value by another sign than a colon."""
    found = re.fullmatch(r"(\d{4})(?:\s*[;=]\s*|\s+)(\S.*)", key) if isinstance(key, str) and not value else None
    return (f"Il manque « : » après « {found[1]} ».", f"Écrivez « {found[1]}: {found[2]} ».") if found else None


def glued(key: str | int, value: object) -> str:
    """Return what to write in place of a key glued to its value, as in `{unit:vélos}`; empty when it isn't."""
    found = re.fullmatch(r"([\w.-]+):(\S+)", key) if isinstance(key, str) and not value else None
    return f"Écrivez « {found[1]}: {found[2]} »." if found else ""


QUOTE_BRACES = "Un texte qui commence par {{ se met entre guillemets simples : '{{ value(\"a.b\") }} vélos'."


def braces_hint(text: str, mark: Any) -> str:
    """Return what to do when an expression, not a forgotten quote, made YAML stumble."""
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    return QUOTE_BRACES if re.search(r":\s+\{\{", line) else ""
