"""Slips that YAML takes in silence: an unquoted text that it cuts at a « # », curly quotes that it takes for letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.problems import Place, Problem, Severity


def slips_of(value: str, place: Place, rest: str, end: Place) -> Iterator[Problem]:
    """Yield the slips of an unquoted value: where it begins, the signs that follow it (some forty do), where it ends."""
    if (cut := re.match(r"[ \t]+(#[^\s#][^\n]*)", rest)) is not None:
        said = f"Le texte s'arrête à « {value[-30:]} » : pour YAML, « {cut[1]} » est un commentaire."
        hint = "Mettez tout le texte entre guillemets ; un vrai commentaire a une espace après « # »."
        there = Place(end.path, end.line, end.column + cut.start(1))
        yield Problem("LEC04", Severity.ERROR, said, there, hint)
    elif (cut := re.match(r" (#[ \t]+[^\n]*)", rest)) is not None:  # people who comment leave two spaces before « # », or a line
        said = f"Le texte s'arrête à « {value[-30:]} » : pour YAML, « {cut[1].rstrip()} » est un commentaire."
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


def glued(key: str | int, value: object) -> str:
    """Return what to write in place of a key glued to its value, as in `{unit:vélos}`; empty when it isn't."""
    found = re.fullmatch(r"([\w.-]+):(\S+)", key) if isinstance(key, str) and not value else None
    return f"Écrivez « {found[1]}: {found[2]} »." if found else ""
