"""`assets/_brand.yml`: read, and held to what the outputs need of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.parsers import expat

from rapport.load.files import Files, taken
from rapport.problems import Place, Places, Problem, Severity

SHOWN = "assets/_brand.yml"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def load_brand(files: Files, problems: list[Problem]) -> tuple[Mapping[str, Any], Places]:
    """Return the keys of the brand and their places; appends a problem for each colour, logo or font that can't be used."""
    read = taken(files.yaml(SHOWN), problems)
    if read is None:
        return {}, Places(Place(SHOWN))
    for keys, message, hint in _faults(files, read.value):
        problems.append(Problem("LEC10", Severity.ERROR, message, read.places.at(*keys), hint))
    return read.value if isinstance(read.value, dict) else {}, read.places


Fault = tuple[tuple[str | int, ...], str, str]


def _faults(files: Files, brand: Any) -> Iterator[Fault]:
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
        yield from _files(files, brand)


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


def _files(files: Files, brand: Any) -> Iterator[Fault]:
    logo = _under(brand, ("logo", "medium"))
    for key, name in logo.items() if isinstance(logo, dict) else [("", logo)]:  # one file, or one for light and one for dark
        if name:
            yield from _logo(files, ("logo", "medium", key), str(name))
    for index, font in enumerate(_under(brand, ("typography", "fonts")) or []):
        keys: tuple[str | int, ...] = ("typography", "fonts", index)
        if not isinstance(font, dict) or not font.get("family") or not isinstance(font.get("files"), list):
            yield keys, "Une police a un nom (« family: ») et ses fichiers (« files: [fonts/….ttf] »).", ""
            continue
        for position, name in enumerate(font["files"]):
            yield from _file(files, (*keys, "files", position), str(name))
    yield from _families(brand)


def _families(brand: Any) -> Iterator[Fault]:
    """Yield the families that no font file brings: each output would take another in its place without a word."""
    fonts = _under(brand, ("typography", "fonts")) or []
    known = [str(font["family"]) for font in fonts if isinstance(font, dict) and font.get("family")]
    for role in ("base", "headings"):
        family = _under(brand, ("typography", role, "family"))
        if family and known and family not in known:
            hint = f"Polices de « fonts: » : {', '.join(known)}."
            yield ("typography", role, "family"), f"La police « {family} » n'a pas de fichier.", hint


def _logo(files: Files, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    """Yield what keeps a logo out: the page holds it whole, so it is a drawing, and nothing but a drawing."""
    absent = list(_file(files, keys, name))
    yield from absent
    if absent:
        return
    if not name.lower().endswith(".svg"):
        yield keys, f"Le logo assets/{name} n'est pas un dessin SVG.", "Demandez au graphiste le logo au format SVG."
        return
    elements: list[tuple[str, dict[str, str]]] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda tag, attributes: elements.append((tag.rpartition(":")[2], attributes))
    try:
        reader.Parse(files.raw(f"assets/{name}"), True)
    except expat.ExpatError as error:
        yield keys, f"Le logo assets/{name} ne se lit pas.", f"Il est abîmé à la ligne {error.lineno} : exportez-le de nouveau."
        return
    (tag, size), *_ = elements
    if tag != "svg" or not ("viewBox" in size or {"width", "height"} <= size.keys()):
        yield keys, f"Le logo assets/{name} n'est pas un dessin SVG qui dit sa taille.", "Sa balise <svg> porte un « viewBox »."
    for what in sorted({found for element in elements for found in _foreign(*element)}):
        hint = "Exportez-le en SVG « simple », tout inclus, textes changés en tracés."
        yield keys, f"Le logo assets/{name} contient {what} : la page n'en veut pas.", hint


def _foreign(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield what an element of a drawing brings from elsewhere, or would run, or says in letters that nobody has."""
    if tag in {"script", "foreignObject", "iframe", "style", "text"}:
        yield f"un élément « {tag} »"
    for name, value in attributes.items():
        if name.startswith("on"):
            yield f"du code (« {name} »)"
        elif name.rpartition(":")[2] == "href" and not value.startswith(("#", "data:image/")):
            yield f"un lien (« {value[:40]} »)"


def _file(files: Files, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        yield keys, f"« {name} » n'est pas dans assets/.", ""
    elif not files.is_file(f"assets/{name}"):
        yield keys, f"Le fichier assets/{name} n'existe pas.", ""
