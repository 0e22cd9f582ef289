"""Plain located values into models; pydantic's remarks into French problems at the author's key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from rapport.ground import french
from rapport.ground.addresses import PAGE_HINT
from rapport.ground.near import meant
from rapport.ground.problems import Places, Problem, Severity
from rapport.sources.located import Located
from rapport.sources.reading.slips import glued_lines
from rapport.sources.spans import bared

M = TypeVar("M", bound=Located)
Path = tuple[str | int, ...]  # keys and list positions, as the author wrote them


def model_of(kind: type[M], value: Any, places: Places, problems: list[Problem], what: str) -> M | None:
    """Return the value as a model, or None after appending every reason why it isn't one.

    ``what`` names the thing in messages, e.g. « l'indicateur a.b ». A key left empty counts as absent.
    """
    if not isinstance(value, dict):
        said = f"{_capital(what)} : des lignes « clé: valeur » sont attendues."
        problems.append(Problem("LEC06", Severity.ERROR, said, places.place))
        return None
    places.claiming = []
    given = _without_marks(_without_empty(value), places, places.claiming)
    try:
        model = kind.model_validate(given)
    except ValidationError as error:
        for path, details in _by_path(error.errors(include_url=False), given):
            said, hint = _message_and_hint(path, details, kind, given)
            problems.append(Problem("LEC06", Severity.ERROR, f"{_capital(what)} : {said}", places.at(*path), hint))
        return None
    _locate(model, places)
    return model


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_empty(v) for k, v in value.items() if v is not None or (isinstance(k, int) and not _is_year(k))}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


def _without_marks(value: Any, places: Places, claiming: list[Places]) -> Any:
    """Return a value whose texts have no marks of claims; its places keep those that had some, ``claiming`` lists them."""
    if isinstance(value, str) and (words := bared(value)) != value:
        places.marked = value.strip()
        claiming.append(places)
        return words
    if isinstance(value, dict):
        return {key: _without_marks(inner, places.below(key), claiming) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_marks(inner, places.below(index), claiming) for index, inner in enumerate(value)]
    return value


def _is_year(key: int) -> bool:
    """Tell a year, whose value may still be awaited, from the second half of `45,6` between braces."""
    return 1900 <= key <= 2200  # noqa: PLR2004


def _locate(model: Located, places: Places) -> None:
    """Give the model, and the models inside it, their places."""
    model._places = places
    for name, info in type(model).model_fields.items():
        inner = getattr(model, name)
        key = info.alias or name
        if isinstance(inner, Located):
            _locate(inner, places.below(key))
        elif isinstance(inner, tuple | dict):
            for sub, item in inner.items() if isinstance(inner, dict) else enumerate(inner):
                if isinstance(item, Located):
                    _locate(item, places.below(key, sub))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_path(details: Sequence[Any], value: Any) -> Iterator[tuple[Path, list[Any]]]:
    """Yield pydantic's remarks by the author's key.

    Where several forms are admitted (« un nom, ou part: … »), pydantic tells what each lacks: of a mapping only the
    remarks on its keys are kept, of anything else only those that say what is expected in its place.
    """
    found = [(*_path_of(detail, value), detail) for detail in details]
    mappings = {path[:cut] for path, cut, _ in found if 0 <= cut < len(path)}
    found = [f for f in found if f[0] not in mappings or f[2]["type"] not in _EXPECTED]
    for path, group in groupby(sorted(found, key=lambda f: [str(key) for key in f[0]]), lambda f: f[0]):
        yield path, [detail for _, _, detail in group]


def _path_of(detail: Any, value: Any) -> tuple[Path, int]:
    """Return the author's keys of a remark, and how many lead to the choice between forms (-1: there is none)."""
    path: list[str | int] = []
    cut = -1
    for key in detail["loc"]:
        if (isinstance(value, dict) and key in value) or (isinstance(value, list) and isinstance(key, int) and key < len(value)):
            path.append(key)
            value = value[key]
        elif detail["type"] == "missing" and key == detail["loc"][-1]:
            path.append(key)
        else:
            cut = len(path)
    return tuple(path), cut


_EXPECTED = {
    "string_type": "un texte",
    "int_parsing": "un nombre entier",
    "int_type": "un nombre entier",
    "int_from_float": "un nombre entier",
    "value_error": "un nombre",
    "tuple_type": "une liste (une ligne « - … » par élément)",
    "dict_type": "des lignes « clé: valeur »",
    "model_type": "des lignes « clé: valeur »",
    "day_expected": "une date, comme 1998-03-31",
    "bool_type": "true ou false",
    "bool_parsing": "true ou false",
}
_SPLIT = 'Entre accolades, la virgule sépare : écrivez {année: 45.6} ou {année: "45,6"}.'


def _message_and_hint(path: Path, details: Sequence[Any], kind: type[Located], whole: Any) -> tuple[str, str]:
    """Return what is wrong with the value of a key, and what to do."""
    detail = details[0]
    type_, given, context = detail["type"], _shown(detail.get("input")), detail.get("ctx", {})
    among = _at(whole, path[:-1])
    key = _named(path, listed=isinstance(among, list))
    if isinstance(among, dict) and isinstance(path[-1], int) and among.get(path[-1]) is None:
        return f"« {path[-1]} » n'a pas de valeur.", _SPLIT
    if type_ == "missing" and isinstance(among, list):
        return f"{_named(path[:-1], listed=False)} est une liste trop courte.", ""
    if type_ in {"extra_forbidden", "invalid_key"}:
        allowed = [info.alias or name for name, info in _kind_at(kind, path[:-1]).model_fields.items()]
        hint = meant(str(path[-1]), allowed) or f"Clés admises : {', '.join(allowed)}."
        return f"la clé {key} n'existe pas.", hint
    if details[-1]["loc"][-1] == "[key]":
        return f"{key} : une année est attendue, en quatre chiffres.", ""
    if type_ == "address":
        return f"{key} : {context['fault']}", PAGE_HINT
    expected = [_EXPECTED.get(d["type"], d.get("ctx", {}).get("expected", "")) for d in details]
    if all(expected):
        words = french.listed(list(dict.fromkeys(expected)), "ou").replace(" or ", " ou ")
        lines = glued_lines(detail.get("input")) if type_ in {"dict_type", "model_type"} else ""
        hint = "Mettez la valeur entre guillemets." if type_ == "string_type" and given else lines
        return f"{key} vaut {given} ; attendu : {words}." if given else f"{key} attend {words}.", hint
    table = {
        "missing": f"il manque « {path[-1]}: ».",
        "string_pattern_mismatch": f"{key} vaut {given} ; admis : des minuscules sans accent, des chiffres, « - » et « _ ».",
        "string_too_short": f"{key} est trop court (au moins {context.get('min_length')} caractères).",
        "greater_than_equal": f"{key} vaut {given} ; le minimum est {context.get('ge')}.",
        "greater_than": f"{key} vaut {given} ; il faut plus que {context.get('gt')}.",
        "less_than_equal": f"{key} vaut {given} ; le maximum est {context.get('le')}.",
    }
    return table.get(type_, f"{key} vaut {given}, ce qui n'est pas admis."), ""


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _named(path: Path, *, listed: bool) -> str:
    """Return a key as an author reads it: « title », « values » de 1998, or « sections » (n° 3) for an element of a list."""
    last = path[-1]
    if listed:
        return f"« {path[-2]} » (n° {int(last) + 1})"
    return f"« {path[-2]} » de {last}" if isinstance(last, int) and len(path) > 1 else f"« {last} »"


def _shown(given: object) -> str:
    """Return a value as it was written; nothing for a list or a mapping, which is not on one line."""
    if given is None or isinstance(given, list | dict):
        return ""
    text = str(given).lower() if isinstance(given, bool) else str(given)
    return f"« {text[:60]}{'…' if len(text) > 60 else ''} »"  # noqa: PLR2004 - as much as a line bears


def _kind_at(kind: type[Located], path: Path) -> type[Located]:
    """Return the model that holds the value of a path."""
    for key in path:
        fields = {info.alias or name: info for name, info in kind.model_fields.items()}
        if key in fields:
            kind = next(_models_in(fields[str(key)].annotation), kind)
    return kind


def _models_in(annotation: Any) -> Iterator[type[Located]]:
    if isinstance(annotation, type) and issubclass(annotation, Located):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
