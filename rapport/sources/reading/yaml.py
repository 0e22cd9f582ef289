"""Strict YAML whose every key knows its line and column.

Strict: a key written twice is refused; ``no``, ``12:30`` and dates stay the text that was typed; only ``true``,
``false``, ``null`` and plain numbers are more than text. Anchors and aliases are refused (nobody here needs them, and
nested aliases can be made to fill the memory).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

import yaml

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Places, Problem, Severity, TypedValue
from rapport.sources.reading.open_quotes import HINT, open_quote, open_quote_message, swallows
from rapport.sources.reading.slips import (
    DOUBLED,
    QUOTE_BRACES,
    STUCK_HINT,
    STUCK_SAID,
    apostrophe_in,
    braces_hint,
    cut_by_comment,
    cut_in_braces,
    glued,
    slips_of,
    stuck_space,
    unparted,
)
from rapport.sources.reading.text import strangers_in, without_strangers
from rapport.sources.reading.upstream import slip_above

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # the C and the Python loader are chosen at run time
    """The YAML 1.2 core schema, nothing guessed."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
):
    _StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", regex(_pattern), _first)

_MESSAGES = (
    ("mapping values are not allowed", "Un « : » inattendu : mettez le texte entre guillemets."),
    ("tab character", "Une tabulation sert de retrait : remplacez-la par des espaces."),
    ("could not find expected ':'", "Il manque un « : », suivi d'une espace, après la clé."),
    ("found unexpected end of stream", "Un guillemet ouvert n'est jamais fermé."),
    ("unknown escape character", "Un « \\ » entre guillemets doubles : prenez des guillemets simples."),
    ("expected '-' indicator", "Une liste s'interrompt : chaque élément commence par « - », au même retrait."),
    ("expected <block end>", "Le retrait de cette ligne ne correspond à rien : alignez-la sur ses voisines."),
    ("expected key", "Cette ligne n'est pas une ligne « clé: valeur » : vérifiez son retrait et ses guillemets."),
    ("expected ',' or", "Une accolade ou un crochet n'est pas fermé, ou il manque une virgule."),
    ("expected node content", "Une valeur manque, ou un crochet est de trop : mettez le texte entre guillemets."),
    ("comment or line break", "Rien ne suit « | » ou « > » sur leur ligne : mettez le texte entre guillemets."),
    ("another document", "Une ligne « --- » au milieu du fichier : retirez-la."),
    ("found duplicate anchor", "Les ancres (&) ne sont pas admises."),
    ("found undefined alias", "Un texte qui commence par « * » doit être mis entre guillemets."),
    ("expected alphabetic or numeric character", "Un texte qui commence par « & » ou « * » doit être mis entre guillemets."),
    ("cannot start any token", "Ce caractère ne peut pas commencer une valeur : mettez le texte entre guillemets."),
    ("invalid Unicode character", "Un code « \\u… » n'est celui d'aucun caractère : prenez des guillemets simples."),
    ("escape code", "Un code « \\x… » ou « \\u… » entre guillemets n'est pas complet : prenez des guillemets simples."),
    ("<document start>", "Le fichier commence ou finit par une ligne qui n'est pas « clé: valeur » : retirez-la."),
    ("directive", "Une ligne ne peut pas commencer par « % » : mettez le texte entre guillemets."),
)
_DEEPEST = 100  # levels; libyaml and Python's stack give way far beyond
_LONGEST = 28  # digits of a number: the precision of decimal arithmetic


class LocatedYaml(NamedTuple):
    """A YAML value and the places of its keys."""

    value: Any
    places: Places


def read_yaml(text: str, shown: str, problems: list[Problem], first_line: int = 1) -> LocatedYaml | None:
    """Parse one YAML document; append located French problems and return None when it cannot be read."""

    def refuse(message: str, mark: Any, hint: str = "") -> None:
        place = Place(shown, mark.line + first_line, mark.column + 1) if mark else Place(shown, first_line)
        problems.append(Problem("LEC04", Severity.ERROR, message, place, hint))

    try:
        if mark := _too_deep(text):
            refuse("Le fichier emboîte trop de niveaux.", mark, "Deux ou trois niveaux suffisent : voyez les autres fichiers.")
            return None
        node = yaml.compose(text, Loader=_StrictLoader)
    except yaml.MarkedYAMLError as error:
        if found := open_quote(text, _StrictLoader):
            refuse(open_quote_message(found.closed + first_line), found.mark, HINT)
            return None
        unclosed = "end of stream" in str(error.problem)  # then the problem stands at the end, its cause where it opened
        mark = (error.context_mark if unclosed else error.problem_mark) or error.problem_mark
        if mark and apostrophe_in(text, mark.index):
            refuse("Une apostrophe ferme ici un texte ouvert par une autre.", mark, DOUBLED)
            return None
        if (stuck := stuck_space(text, error)) is not None:
            place = Place(shown, stuck[0] + first_line, stuck[1])
            problems.append(Problem("LEC04", Severity.ERROR, STUCK_SAID, place, STUCK_HINT))
            return None
        if cut := cut_in_braces(text, error):
            problems.append(cut_by_comment(cut[0], cut[1], Place(shown, cut[2] + first_line, cut[3])))
            return None
        slip = slip_above(text, str(error.problem), error.context_mark, error.problem_mark)
        said = slip.said if slip else _french(error, text[mark.index : mark.index + 1] if mark else "")
        refuse(said, slip or mark, slip.hint if slip else braces_hint(text, mark))
        return None
    except yaml.YAMLError as error:
        refuse(_french(error), None)
        return None
    reader = _Reader(text, shown, first_line, problems)
    if node is None:
        return LocatedYaml(None, Places(Place(shown, first_line)))
    places = Places(reader.place_of(node))
    return LocatedYaml(reader.value_of(node, places), places)


def _too_deep(text: str) -> Any:
    """Return where a text nests too deep, before libyaml, which would fall over, composes it."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    if deepest <= _DEEPEST and not re.search(rf"^[ ?:-]{{{_DEEPEST}}}", text, re.MULTILINE):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_StrictLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return event.start_mark
    return None


def _french(error: yaml.YAMLError, character: str = "") -> str:
    said = "tab character" if character == "\t" else str(error)
    for english, french in _MESSAGES:
        if english in said:
            return french
    return "Cette ligne ne se lit pas : vérifiez ses guillemets, ses « : » et son retrait, ou mettez le texte entre guillemets."


class _Reader:
    def __init__(self, text: str, shown: str, first_line: int, problems: list[Problem]) -> None:
        self.text = text
        self.shown = shown
        self.first_line = first_line
        self.problems = problems
        self.seen: set[int] = set()

    def place_of(self, node: yaml.Node) -> Place:
        return Place(self.shown, node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def value_of(self, node: yaml.Node, places: Places) -> Any:
        if id(node) in self.seen:
            self._refuse("Les alias YAML (*nom) ne sont pas admis : recopiez la valeur.", places.place)
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            typed = self.text[node.start_mark.index : node.end_mark.index]
            places.written = TypedValue(typed, self.place_of(node))
            if typed[:1] == "&" and node.tag.endswith((":str", ":null")):
                self._refuse("Un texte qui commence par « & » ou « * » doit être mis entre guillemets.", self.place_of(node))
            if not node.style and node.tag.endswith(":str"):
                end = Place(self.shown, node.end_mark.line + self.first_line, node.end_mark.column + 1)
                self.problems += slips_of(
                    node.value, self.place_of(node), self.text[node.end_mark.index : node.end_mark.index + 40], end
                )
            if swallows(self.text, node):
                self._refuse(open_quote_message(node.end_mark.line + self.first_line), self.place_of(node), HINT)
            return self._scalar(node)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, places))
        return list(self._items(node, places))

    def _items(self, node: yaml.Node, places: Places) -> Iterator[Any]:
        for index, item in enumerate(node.value):
            below = places.inner[index] = Places(self.place_of(item))
            yield self.value_of(item, below)

    def _pairs(self, node: yaml.MappingNode, places: Places) -> Iterator[tuple[str | int, Any]]:
        written: dict[str, Place] = {}  # 12 and "12" are one name
        for key_node, value_node in node.value:
            before = len(self.problems)
            key = self._scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str | int) or isinstance(key, bool):
                if len(self.problems) > before:
                    continue
                braces = isinstance(key_node, yaml.MappingNode)
                hint = QUOTE_BRACES if braces else ""
                self._refuse("Cette clé n'est ni un mot ni un nombre.", self.place_of(key_node), hint)
                continue
            place = self.place_of(key_node)
            if isinstance(key, str) and key[:1] in {"\u00a0", "\u202f"}:
                self._refuse(STUCK_SAID, place, STUCK_HINT)
                continue
            if hint := glued(key, value_node.value):
                self._refuse("Il manque une espace après « : ».", place, hint)
                continue
            if slip := unparted(key, value_node.value):
                self._refuse(slip[0], place, slip[1])
                continue
            if (first := written.setdefault(str(key), place)) is not place:
                hint = f"Déjà écrite ligne {first.line} : gardez une seule des deux."
                said = f"La clé « {key} » est écrite deux fois."
                self.problems.append(Problem("LEC05", Severity.ERROR, said, place, hint))
                continue
            below = places.inner[key] = Places(place)
            yield key, self.value_of(value_node, below)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.rpartition(":")[2]
        plain = not node.style
        if kind in {"int", "float"} and sum(map(str.isdigit, node.value)) > _LONGEST:
            self._refuse(f"Ce nombre a plus de {_LONGEST} chiffres.", self.place_of(node))
            return None
        if kind == "int" and re.fullmatch(r"[-+]?[0-9]+", node.value):
            return int(node.value)
        if kind in {"null", "bool"} and plain:
            return {"true": True, "false": False}.get(node.value)
        if kind in {"str", "float", "null", "bool"}:
            return self._text_of(node)
        self._refuse(f"Le type « {node.tag} » n'est pas admis.", self.place_of(node))
        return None

    def _text_of(self, node: yaml.ScalarNode) -> str:
        """Return a text: what an escape of YAML's brings in is held to what may be typed."""
        text = str(node.value)
        if node.style == '"':
            for _, said, hint in strangers_in(text):
                self.problems.append(Problem("LEC09", Severity.ERROR, said, self.place_of(node), hint))
            return without_strangers(text)
        return text

    def _refuse(self, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem("LEC04", Severity.ERROR, message, place, hint))
