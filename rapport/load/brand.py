"""`assets/_brand.yml`: read, and held to what the outputs need of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from os.path import isfile
from pathlib import Path
from typing import Any

from rapport.load.located import read_yaml
from rapport.load.text import read_text
from rapport.problems import Problem, Severity

SHOWN = "assets/_brand.yml"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def load_brand(root: Path, problems: list[Problem]) -> Mapping[str, Any]:
    """Return the keys of the brand; appends a problem for each colour, logo or font that can't be used."""
    text = read_text(root / SHOWN, SHOWN, problems)
    read = None if text is None else read_yaml(text, SHOWN, problems)
    if read is None:
        return {}
    for keys, message, hint in _faults(root, read.value):
        problems.append(Problem("LEC10", Severity.ERROR, message, read.places.at(*keys), hint))
    return read.value if isinstance(read.value, dict) else {}


Fault = tuple[tuple[str | int, ...], str, str]


def _faults(root: Path, brand: Any) -> Iterator[Fault]:
    """Yield (keys, message, hint) of what is wrong; the keys of brand.yml that we don't read are free."""
    shapes: dict[tuple[str, ...], type] = {
        (): dict, ("meta",): dict, ("logo",): dict, ("color",): dict, ("color", "palette"): dict,
        ("typography",): dict, ("typography", "base"): dict, ("typography", "headings"): dict, ("typography", "fonts"): list,
    }  # fmt: skip
    wrong = [keys for keys, shape in shapes.items() if not isinstance(_under(brand, keys), shape | None)]
    for keys in wrong:
        wanted = "une liste est attendue" if shapes[keys] is list else "des lignes « clé: valeur » sont attendues"
        yield keys, f"« {'.'.join(keys) or 'La charte'} » : {wanted}.", ""
    if not wrong:
        yield from _colors(_under(brand, ("color",)) or {})
        yield from _files(root, brand)


def _under(value: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _colors(color: Mapping[str, Any]) -> Iterator[Fault]:
    palette = color.get("palette") or {}
    named = [(("color", "palette", name), name, value) for name, value in palette.items()]
    roles = [(("color", role), role, value) for role, value in color.items() if role != "palette" and value not in palette]
    for keys, name, value in [*named, *roles]:
        if not _COLOR.fullmatch(str(value)):
            hint = 'Une couleur s\'écrit "#0B5563", entre guillemets'
            near = f", ou par un nom de la palette : {', '.join(palette)}" if keys[1] != "palette" and palette else ""
            said = f"vaut « {value} », qui n'en est pas une" if value else "n'a pas de valeur"
            yield keys, f"La couleur « {name} » {said}.", f"{hint}{near}."


def _files(root: Path, brand: Any) -> Iterator[Fault]:
    logo = _under(brand, ("logo", "medium"))
    for key, name in logo.items() if isinstance(logo, dict) else [("", logo)]:  # one file, or one for light and one for dark
        if name:
            yield from _file(root, ("logo", "medium", key), str(name))
    for index, font in enumerate(_under(brand, ("typography", "fonts")) or []):
        keys: tuple[str | int, ...] = ("typography", "fonts", index)
        if not isinstance(font, dict) or not font.get("family") or not isinstance(font.get("files"), list):
            yield keys, "Une police a un nom (« family: ») et ses fichiers (« files: [fonts/….ttf] »).", ""
            continue
        for position, name in enumerate(font["files"]):
            yield from _file(root, (*keys, "files", position), str(name))


def _file(root: Path, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        yield keys, f"« {name} » n'est pas dans assets/.", ""
    elif not isfile(root / "assets" / name):  # noqa: PTH113 - Path's refuses names too long
        yield keys, f"Le fichier assets/{name} n'existe pas.", ""
