"""TXT24: classes and settings between braces that change nothing where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.named import named_in
from rapport.ground.markdown.targets import targets_in
from rapport.ground.patterns import regex
from rapport.ground.problems import Severity
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import DIVS, FENCE
from rapport.sources.reserved import CLASSES, KEY_BEGINNINGS, KEYS

rule = SOURCE_RULES.rule

_PART = regex(r"(?P<sign>[.#])(?P<name>[\w.:-]+)|(?P<key>[\w:-]+)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"']*)|(?P<other>\S+)")
_HEADING = regex(r"[ \t>]*\#{1,6}[ \t]")
_OF_DIVS: Mapping[str, frozenset[str]] = {
    "summary": frozenset({"who", "role"}), "interview": frozenset({"who", "role"}), "photo": frozenset({"credit", "brief"}),
}  # fmt: skip
_OF_WORDS = frozenset({"smallcaps", "underline", "ul", "mark"})  # Pandoc's own
_INSTEAD: Mapping[str, str] = {
    "title": "Un titre s'écrit dans le bloc, sur sa première ligne : « ### Titre ».",
    "lang": "Tout le rapport est lu en français : retirez-le.",
    "target": "Le lecteur choisit où un lien s'ouvre : retirez-le.",
    **dict.fromkeys(
        ("style", "color", "background", "align", "width", "height", "bgcolor", "size"),
        "La forme vient de la charte : écrivez **gras**, *penché*, ou un bloc comme « ::: callout ».",
    ),
    **dict.fromkeys(("who", "role"), "Qui parle se dit dans « ::: {.summary who=… role=…} » ou « ::: {.interview …} »."),
    **dict.fromkeys(("credit", "brief"), "Un crédit et une commande se disent dans « ::: {.photo credit=… brief=…} »."),
    "because": 'Une raison suit « .literal » : [26]{.literal because="…"}.',
    **dict.fromkeys(("literal", "claim"), 'Ces accolades se collent à un crochet : [26]{.literal because="…"}.'),
    "new-page": "Un saut de page se met derrière un intertitre : ## Titre {.new-page}.",
}
_FRENCH: Mapping[str, str] = {
    "titre": "title", "langue": "lang", "couleur": "color", "taille": "size", "largeur": "width", "colour": "color",
    "qui": "who", "fonction": "role", "auteur": "credit",
}  # fmt: skip


class _Where(NamedTuple):
    """What braces may say where they stand: classes, settings; and that in words."""

    classes: frozenset[str]
    keys: frozenset[str]
    hint: str
    kind: str = ""


_WORDS = _Where(_OF_WORDS | {"literal"}, frozenset({"because"}), "Des mots se nomment, [mots]{#nom} ; retirez le reste.", "words")
_LINK = _Where(frozenset(), frozenset(), "Un lien n'a pas de réglage : retirez ces accolades.", "words")
_PICTURE = _Where(frozenset(), frozenset(), "Une image se règle par {width=50% crop=3:2 focus=top place=right}.", "picture")
_TITLE = _Where(frozenset({"new-page"}), frozenset(), "Un intertitre admet {#nom} et {.new-page} ; retirez le reste.", "title")
_CAPTION = _Where(
    frozenset({"new-page"}), frozenset(), "Un titre ou une légende admet un nom, {#nom} ; retirez le reste.", "title"
)


@rule("TXT24", Severity.WARNING, text_by_text=True)
def idle_braces(sources: Sources) -> Iterator[Finding]:
    """Une classe ou un réglage entre accolades a un effet là où il est : {.new-page} sur un intertitre, who= sur une synthèse."""
    for text in sources.texts:
        cell = text.start.path.endswith(".csv")  # printed as it is typed: TXT14 tells it
        prose = without_code_blocks(text.text) if "{" in text.text and not cell else ""
        for start, end in named_in(prose) if prose else ():
            if "{{" in prose[start:end]:
                continue  # TXT16 tells it
            where = _where(prose, start, end)
            for offset, said, hint in _idle(prose, start, end, where) if where else ():
                yield Finding(said, text.place(offset), hint)


def _where(text: str, start: int, end: int) -> _Where | None:
    """Return what may be said where braces open; None where another rule tells, or where they name a language of code."""
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    before, last = text[start - 1 : start], not text[end:].partition("\n")[0].strip()
    if fence := FENCE.match(line):
        return _of_div({*re.findall(r"\.([\w-]+)", fence[2])} & {*DIVS})
    if before == "`":
        return None
    if before != "]" and last and _HEADING.match(line):
        return _TITLE
    if before in {")", ">"}:
        led = [one for one in targets_in(text) if one.start < start]
        return _PICTURE if led and led[-1].picture else _LINK
    return _WORDS if before == "]" else _CAPTION


def _of_div(names: set[str]) -> _Where | None:
    keys = frozenset[str]().union(*(_OF_DIVS.get(name, frozenset()) for name in names))
    shown = french.listed(sorted(f"{key}=" for key in keys)) or "aucun réglage"
    kind = "picture" if "photo" in names else "block"
    return _Where(frozenset(DIVS), keys, f"Ce bloc admet un nom, {{#nom}}, et {shown}.", kind) if names else None


def _idle(text: str, start: int, end: int, where: _Where) -> Iterator[tuple[int, str, str]]:
    """Yield what does nothing between braces: its offset, the sentence that says it, what to do."""
    parts = [*_PART.finditer(text, start + 1, end - 1)]
    if any(part["name"] == "claim" for part in parts):
        return  # its own are told with it
    if other := next((part for part in parts if part["other"]), None):
        if where.kind in {"block", "words", "title"} and other["other"][0].isalpha():
            said = f"« {short(other['other'])} » n'est ni une classe, ni un nom, ni un réglage : ces accolades paraîtraient."
            yield other.start(), said, "Un nom commence par « # », un réglage a un signe « = » ; sinon, retirez ces accolades."
        return
    for part in parts:
        for name in _names(part, where):
            said = f"« {short(name)} » n'a pas d'effet ici : rien n'en paraîtra."
            yield part.start(), said, _hint(name.strip(".="), where)


def _names(part: re.Match[str], where: _Where) -> list[str]:
    """Return the classes and the setting of a part that mean nothing there; TXT20 tells those that the report keeps."""
    key = part["key"]
    if key and key not in {"class", "id"}:
        known = key in where.keys | KEYS or key.startswith(KEY_BEGINNINGS) or where.kind == "picture"  # LNK13, LNK14
        return [] if known else [f"{key}="]
    typed = part["value"].strip("\"'").split() if key == "class" else [part["name"]] if part["sign"] == "." else []
    return [f".{name}" for name in typed if name not in where.classes | CLASSES]


def _hint(name: str, where: _Where) -> str:
    folded = french.folded(name)
    return _INSTEAD.get(_FRENCH.get(folded, folded), where.hint)
