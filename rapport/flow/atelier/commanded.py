"""Commands of the terminal that hints name, by what does the same in the workshop: a panel, a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rapport.flow.atelier.forms import FormLink
from rapport.ground.patterns import regex

PANEL = "panel:"  # before the name of a panel, where a form's target is expected
TERMINAL = "C'est une commande du terminal : l'atelier n'a pas de bouton pour elle, demandez-la à l'équipe technique."
_COMMAND = regex(r"« python build\.py(?P<quoted>[^»]*)»|^python build\.py(?P<whole>[^«»]*)$")
_TASKS, _RELEASE = FormLink(f"{PANEL}progress", "À faire"), FormLink(f"{PANEL}release", "Publier")


def reworded(hint: str, opens: Callable[[str], bool]) -> tuple[str, FormLink | None]:
    """Return a hint with each command by the button that does the same, and where that button is; ``opens`` knows the forms.

    A command that no button does stays, and is said to be the technical team's.
    """
    doors: list[FormLink] = []
    left = False

    def named(found: re.Match[str]) -> str:
        nonlocal left
        command, *given = (found["quoted"] or found["whole"] or "").split() or [""]
        known = _WAYS.get(command, _none)(given)
        if known is None or not (known[1].target.startswith(PANEL) or opens(known[1].target)):
            left = True
            return found[0]
        doors.append(known[1])
        return f"« {known[0]} »"

    said = _COMMAND.sub(named, hint)
    return f"{said} {TERMINAL}" if left else said, doors[0] if doors else None


_Way = tuple[str, FormLink] | None


def _none(_: Sequence[str]) -> _Way:
    return None


def _tie(given: Sequence[str]) -> _Way:
    if given[:1] == ["--propose"]:
        return None
    if not given:
        return "Relire la pièce", FormLink(f"{PANEL}contents", "Contenus, « Pièces »")
    return "Relire la pièce", FormLink(f"tie:{given[0]}", "Relire la pièce")


def _sign(given: Sequence[str]) -> _Way:
    return ("Publier", _RELEASE) if not given or given[0].startswith("-") else ("Signer", FormLink(f"sign:{given[0]}", "Signer"))


def _status(given: Sequence[str]) -> _Way:
    return ("À faire", _TASKS) if not given else None


def _build(given: Sequence[str]) -> _Way:
    return ("Publier", _RELEASE) if [*given] == ["--release"] else None


_WAYS: Mapping[str, Callable[[Sequence[str]], _Way]] = {"tie": _tie, "sign": _sign, "status": _status, "build": _build}
