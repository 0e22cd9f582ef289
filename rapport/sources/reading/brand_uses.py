"""What the brand.yml specification knows and the report has no use for, or can't have: held to its form, or refused by its name.

Quarto and Shiny read the same file: what they alone use (monospace, links, `defaults:`) stays free, as long as it is of the
specification; a key that nobody reads is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rapport.ground.near import meant
from rapport.ground.patterns import regex

Fault = tuple[tuple[str | int, ...], str, str]
_KEYS: Mapping[tuple[str, ...], frozenset[str]] = {
    (): frozenset({"meta", "logo", "color", "typography", "defaults", "dark"}),
    ("meta",): frozenset({"name", "link"}),
    ("logo",): frozenset({"images", "small", "medium", "large"}),
    ("color",): frozenset(
        {
            "palette",
            "foreground",
            "background",
            "primary",
            "secondary",
            "tertiary",
            "success",
            "info",
            "warning",
            "danger",
            "light",
            "dark",
            "link",
        }
    ),
    ("typography",): frozenset({"fonts", "base", "headings", "monospace", "monospace-inline", "monospace-block", "link"}),
}
_STYLED = ("base", "headings", "monospace", "monospace-inline", "monospace-block", "link")
_OPTIONS = frozenset({"family", "size", "weight", "line-height", "style", "color", "background-color", "decoration"})
_SIZE = regex(r"\d{1,3}(?:\.\d{1,3})?(?:pt|mm)")
_LEAST, _MOST = 7, 16  # points: under the first nobody reads on paper; over the second, what stands side by side leaves the page
_MILLIMETRE = 72 / 25.4  # in points
_WEIGHT = regex(r"[1-9]\d{0,2}")
_SOURCES = {
    "google": "vient de Google Fonts, et le rapport ne demande rien au réseau",
    "bunny": "vient de Bunny Fonts, et le rapport ne demande rien au réseau",
    "system": "est celle de la machine, et le rapport doit être le même partout",
}
_LAID = "Déposez ses fichiers .ttf dans assets/fonts/, et nommez-les : files: [fonts/….ttf]."


def other_faults(brand: Any) -> Iterator[Fault]:
    """Yield the keys that aren't of the specification, and the values that aren't of their form."""
    for keys, known in _KEYS.items():
        yield from _slips(keys, _under(brand, keys), known)
    typography = _under(brand, ("typography",)) or {}
    for role in _STYLED:
        value = typography.get(role)
        if value is not None and not isinstance(value, str | dict):
            yield (
                ("typography", role),
                f"« typography.{role} » : un nom de police, ou des lignes « clé: valeur », sont attendus.",
                "",
            )
        if isinstance(value, dict):
            yield from _slips(("typography", role), value, _OPTIONS)
            yield from _forms(("typography", role), value)
    defaults = brand.get("defaults")
    if defaults is not None and not isinstance(defaults, dict):
        yield ("defaults",), "« defaults » : des lignes « clé: valeur » sont attendues.", ""


def fault_of_source(font: Mapping[Any, Any]) -> tuple[tuple[str | int, ...], str, str] | None:
    """Return why a font can't be had (from the network, from the machine): its key, message, hint; None when it can."""
    said = _SOURCES.get(str(font.get("source", "")).strip())
    files = font.get("files")
    if said and not files:
        return (), f"La police « {font.get('family')} » {said}.", _LAID
    names = [str(one.get("path") if isinstance(one, dict) else one) for one in files] if isinstance(files, list) else []
    if names and not any(name.lower().endswith((".ttf", ".otf")) for name in names):
        unread = f"La police « {font.get('family')} » n'a aucun fichier que le PDF sache lire."
        return ("files", 0), unread, "Ajoutez son fichier .ttf ou .otf."
    return None


def _is_no(what: str, value: Any) -> str:
    """Say that a value isn't what is expected, as it is written in the file."""
    if isinstance(value, dict | list):
        return f"est une liste ou des lignes « clé: valeur », pas {what}"
    return f"vaut « {str(value).lower() if isinstance(value, bool) else str(value)[:60]} », qui n'est pas {what}"


def _points(size: str) -> float:
    return float(size[:-2]) * (_MILLIMETRE if size.endswith("mm") else 1)


def _forms(keys: tuple[str | int, ...], value: Mapping[Any, Any]) -> Iterator[Fault]:
    size, weight, decoration = value.get("size"), value.get("weight"), value.get("decoration")
    if size is not None and keys[-1] == "base" and not (isinstance(size, str) and _SIZE.fullmatch(size)):
        yield (*keys, "size"), f"« size » {_is_no('une taille', size)}.", "Écrivez 10pt, 16px ou 1rem."
    elif size is not None and keys[-1] == "base" and not _LEAST <= _points(size) <= _MOST:
        said = f"« size » vaut « {size} » : un texte se lit entre {_LEAST} et {_MOST} points."
        yield (*keys, "size"), said, "Écrivez 10pt : les titres, les notes et les tableaux s'en déduisent."
    if (
        weight is not None
        and not (isinstance(weight, int | str) and _WEIGHT.fullmatch(str(weight)))
        and keys[-1] in {"base", "headings"}
    ):
        hint = "Écrivez 400, 600 ou 700, ou normal, semi-bold, bold."
        yield (*keys, "weight"), f"« weight » {_is_no('une graisse', weight)}.", hint
    if decoration is not None and not isinstance(decoration, str):
        yield (*keys, "decoration"), "« decoration » : un texte est attendu.", "Écrivez underline, ou none."


def _slips(keys: tuple[str | int, ...], value: Any, known: frozenset[str]) -> Iterator[Fault]:
    for name in value if isinstance(value, dict) else ():
        if name not in known:
            norm = f"Clés de la norme brand.yml : {', '.join(sorted(known - ({'dark'} if not keys else set())))}."
            hint = meant(str(name), sorted(known), 0.7) or norm
            yield (*keys, name), f"« {str(name)[:60]} » n'est pas une clé de brand.yml.", hint


def _under(value: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
