"""`assets/_brand.yml`: read, and held to what the outputs need of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from os.path import isfile
from pathlib import Path
from typing import Any

from rapport import addresses
from rapport.load.located import read_yaml
from rapport.load.text import read_text
from rapport.problems import Place, Places, Problem, Severity
from rapport.svg import NO_DRAWING, UnreadableSvgError, read_svg

SHOWN = "assets/_brand.yml"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_COLOR_NAME = re.compile(r"[^\W\d_][\w-]*")  # a property of CSS, a key of Typst
_FAMILY = re.compile(r"[\w.,&'’+-]+(?: [\w.,&'’+-]+)*")


def load_brand(root: Path, problems: list[Problem]) -> tuple[Mapping[str, Any], Places]:
    """Return the keys of the brand and their places; appends a problem for each colour, logo or font that can't be used."""
    text = read_text(root / SHOWN, SHOWN, problems)
    read = None if text is None else read_yaml(text, SHOWN, problems)
    if read is None:
        return {}, Places(Place(SHOWN))
    for keys, message, hint in _faults(root, read.value):
        problems.append(Problem("LEC10", Severity.ERROR, message, read.places.at(*keys), hint))
    return read.value if isinstance(read.value, dict) else {}, read.places


Fault = tuple[tuple[str | int, ...], str, str]


def _faults(root: Path, brand: Any) -> Iterator[Fault]:
    """Yield (keys, message, hint) of what is wrong; the keys of brand.yml that we don't read are free."""
    shapes: dict[tuple[str | int, ...], type] = {
        (): dict, ("meta",): dict, ("logo",): dict, ("color",): dict, ("color", "palette"): dict,
        ("typography",): dict, ("typography", "base"): dict, ("typography", "headings"): dict, ("typography", "fonts"): list,
    }  # fmt: skip
    wrong = [keys for keys, shape in shapes.items() if not isinstance(_under(brand, keys), shape | None)]
    for keys in wrong:
        wanted = "une liste est attendue" if shapes[keys] is list else "des lignes « clé: valeur » sont attendues"
        yield keys, f"« {'.'.join(map(str, keys)) or 'La charte'} » : {wanted}.", ""
    if not wrong:
        yield from _address(_under(brand, ("meta", "link")))
        yield from _colors(_under(brand, ("color",)) or {})
        yield from _files(root, brand)


def _under(value: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        listed = isinstance(value, list) and isinstance(key, int) and key < len(value)
        value = value[key] if listed else value.get(key) if isinstance(value, dict) else None
    return value


def _address(link: object) -> Iterator[Fault]:
    if link and (wrong := addresses.fault_of_page(str(link))):
        yield ("meta", "link"), wrong, addresses.PAGE_HINT


def _colors(color: Mapping[str, Any]) -> Iterator[Fault]:
    palette = color.get("palette") or {}
    for name in palette:
        if not _COLOR_NAME.fullmatch(str(name)):
            hint = "Un nom commence par une lettre, puis des lettres, des chiffres, « - » ou « _ »."
            yield ("color", "palette", name), f"« {str(name)[:60]} » n'est pas un nom de couleur.", hint
    named = [(("color", "palette", name), name, value) for name, value in palette.items()]
    roles = [(("color", role), role, value) for role, value in color.items() if role != "palette" and str(value) not in palette]
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
            yield from _logo(root, ("logo", "medium", key), str(name))
    fonts = _under(brand, ("typography", "fonts")) or []
    for index, font in enumerate(fonts):
        keys: tuple[str | int, ...] = ("typography", "fonts", index)
        if not isinstance(font, dict) or not font.get("family") or not isinstance(font.get("files"), list):
            yield keys, "Une police a un nom (« family: ») et ses fichiers (« files: [fonts/….ttf] »).", ""
            continue
        for position, name in enumerate(font["files"]):
            yield from _file(root, (*keys, "files", position), str(name))
    yield from _families(brand)


def _families(brand: Any) -> Iterator[Fault]:
    """Yield the families that no font file brings: each output would take another in its place without a word."""
    fonts = _under(brand, ("typography", "fonts")) or []
    known = [str(font["family"]) for font in fonts if isinstance(font, dict) and font.get("family")]
    places: list[tuple[str | int, ...]] = [("typography", "fonts", index, "family") for index in range(len(fonts))]
    places += [("typography", role, "family") for role in ("base", "headings")]
    for keys in places:
        name = str(_under(brand, keys) or "")
        if name and not _FAMILY.fullmatch(name):
            yield keys, f"« {name[:60]} » n'est pas un nom de police.", "Écrivez son nom de famille, tel que la police le donne."
    for role in ("base", "headings"):
        family = _under(brand, ("typography", role, "family"))
        if family and known and family not in known:
            hint = f"Polices de « fonts: » : {', '.join(known)}."
            yield ("typography", role, "family"), f"La police « {family} » n'a pas de fichier.", hint


def _logo(root: Path, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    """Yield what keeps a logo out: the page holds it whole, so it is a drawing, and nothing but a drawing."""
    absent = list(_file(root, keys, name))
    yield from absent
    if absent:
        return
    if not name.lower().endswith(".svg"):
        yield keys, f"Le logo assets/{name} n'est pas un dessin SVG.", "Demandez au graphiste le logo au format SVG."
        return
    try:
        drawing = read_svg((root / "assets" / name).read_bytes())
    except UnreadableSvgError as wrong:
        said = "n'est pas un dessin SVG qui dit sa taille" if wrong.why == NO_DRAWING else "ne se lit pas"
        yield keys, f"Le logo assets/{name} {said}.", wrong.why
        return
    size = drawing.root.attributes
    if not ("viewBox" in size or {"width", "height"} <= size.keys()):
        yield keys, f"Le logo assets/{name} n'est pas un dessin SVG qui dit sa taille.", "Sa balise <svg> porte un « viewBox »."
    # A style would reach the page; a text would be set in letters that nobody has.
    own = {f"un élément « {element} »" for element in drawing.names & {"style", "text"}}
    for what in sorted(own | {foreign.what for foreign in drawing.foreign}):
        hint = "Exportez-le en SVG « simple », tout inclus, textes changés en tracés."
        yield keys, f"Le logo assets/{name} contient {what} : la page n'en veut pas.", hint


def _file(root: Path, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        yield keys, f"« {name} » n'est pas dans assets/.", ""
    elif not isfile(root / "assets" / name):  # noqa: PTH113 - Path's refuses names too long
        yield keys, f"Le fichier assets/{name} n'existe pas.", ""
