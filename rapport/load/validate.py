"""Plain located values into models; pydantic's remarks into French problems at the author's key."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rapport.model import Located
from rapport.problems import Places, Problem, Severity

M = TypeVar("M", bound=Located)


def model_of(kind: type[M], value: Any, places: Places, problems: list[Problem], what: str) -> M | None:
    """Return the value as a model, or None after appending every reason why it isn't one.

    ``what`` names the thing in messages, e.g. « l'indicateur a.b ».
    """
    if not isinstance(value, dict):
        said = f"{_capital(what)} : des lignes « clé: valeur » sont attendues."
        problems.append(Problem("LEC06", Severity.ERROR, said, places.place))
        return None
    try:
        model = kind.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            problems.append(_problem_of(detail, kind, places, what))
        return None
    _locate(model, places)
    return model


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


def _problem_of(detail: Any, kind: type[BaseModel], places: Places, what: str) -> Problem:
    key = str(detail["loc"][-1])
    hint = ""
    if detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1:
        allowed = [info.alias or name for name, info in kind.model_fields.items()]
        close = get_close_matches(key, allowed, 1, 0.6)
        hint = f"Vouliez-vous « {close[0]} » ?" if close else f"Clés admises : {', '.join(allowed)}."
    place = places.at(*detail["loc"])
    return Problem("LEC06", Severity.ERROR, f"{_capital(what)} : {_said(detail, key)}", place, hint)


def _said(detail: Any, key: str) -> str:
    given = str(detail.get("input"))[:60]
    context = detail.get("ctx", {})
    table = {
        "missing": f"il manque « {key}: ».",
        "extra_forbidden": f"la clé « {key} » n'existe pas.",
        "literal_error": f"« {key}: {given} » n'est pas admis ; choisissez {context.get('expected', '')}.",
        "value_error": f"« {key}: {given} » : un nombre est attendu.",
        "int_parsing": f"« {key}: {given} » : un nombre entier est attendu.",
        "int_type": f"« {key}: {given} » : un nombre entier est attendu.",
        "string_type": f"« {key} » : un texte est attendu ; mettez-le entre guillemets.",
        "string_pattern_mismatch": f"« {given} » : seulement des minuscules sans accent, des chiffres, « - » et « _ ».",
        "string_too_short": f"« {key} » est trop court.",
        "dict_type": f"« {key} » : des lignes « clé: valeur » sont attendues.",
        "tuple_type": f"« {key} » : une liste est attendue (une ligne « - … » par élément).",
        "bool_parsing": f"« {key}: {given} » : écrivez true ou false.",
        "greater_than_equal": f"« {key}: {given} » est trop petit (au moins {context.get('ge')}).",
        "less_than_equal": f"« {key}: {given} » est trop grand (au plus {context.get('le')}).",
    }
    return table.get(detail["type"], f"« {key}: {given} » n'est pas admis.").replace("' or '", "' ou '")
