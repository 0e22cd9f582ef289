"""`assets/_brand.yml`: read, and held to what the outputs need of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rapport.ground import addresses, french
from rapport.ground.near import meant, same_to_the_eye
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Places, Problem, Severity, reason_of
from rapport.ground.svg import UnreadableSvgError, read_svg
from rapport.sources.brand import ON_DARK
from rapport.sources.reading.brand_forms import DARK, plain_brand
from rapport.sources.reading.brand_uses import fault_of_source, other_faults
from rapport.sources.reading.files import Files, taken

SHOWN = "assets/_brand.yml"
_COLOR = regex(r"#[0-9A-Fa-f]{6}")
_COLOR_NAME = regex(r"[^\W\d_][\w-]*")  # a property of CSS, a key of Typst
_HEIGHT = regex(r"[0-9](?:\.[0-9]{1,3})?")
_FAMILY = regex(r"[\w.,&'’+-]+(?: [\w.,&'’+-]+)*")


def load_brand(files: Files, problems: list[Problem]) -> tuple[Mapping[str, Any], Places]:
    """Return the keys of the brand and their places; appends a problem for each colour, logo or font that can't be used."""
    read = taken(files.yaml(SHOWN), problems)
    if read is None:
        return {}, Places(Place(SHOWN))
    brand = plain_brand({} if read.value is None else read.value)
    for keys, message, hint in _faults(files, brand):
        problems.append(Problem("LEC10", Severity.ERROR, message, read.places.at(*keys), hint))
    return brand if isinstance(brand, dict) else {}, read.places


Fault = tuple[tuple[str | int, ...], str, str]


def _faults(files: Files, brand: Any) -> Iterator[Fault]:
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
        yield from (_no_text(keys, ".".join(keys)) for keys in _TEXTS if not _is_text(_under(brand, keys)))
        yield from _address(_under(brand, ("meta", "link")))
        yield from _colors(_under(brand, ("color",)) or {})
        yield from _dark(_under(brand, (DARK,)) or {})
        yield from _logos(files, _under(brand, ("logo", "medium")))
        yield from _fonts(files, _under(brand, ("typography", "fonts")) or [])
        yield from _families(brand)
        yield from _heights(brand)
        yield from other_faults(brand)


def _heights(brand: Any) -> Iterator[Fault]:
    """Yield the heights of lines that are no number: every engine multiplies the size of the letters by them."""
    for role in ("base", "headings"):
        height = _under(brand, ("typography", role, "line-height"))
        if height is not None and not (isinstance(height, str | int | float) and _HEIGHT.fullmatch(str(height))):
            hint = "Un nombre de fois la taille des lettres, avec un point : 1.4."
            yield ("typography", role, "line-height"), "« line-height » n'est pas une hauteur de ligne.", hint


_TEXTS = (
    ("meta", "name"),
    ("meta", "link"),
    ("typography", "base", "family"),
    ("typography", "base", "size"),
    ("typography", "headings", "family"),
)


def _is_text(value: Any) -> bool:
    """Tell what is a text once printed, or absent: a name may be all digits."""
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def _no_text(keys: tuple[str | int, ...], name: str) -> Fault:
    return keys, f"« {name} » : un texte est attendu.", "Mettez-le entre guillemets."


def _under(value: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        listed = isinstance(value, list) and isinstance(key, int) and key < len(value)
        value = value[key] if listed else value.get(key) if isinstance(value, dict) else None
    return value


def _address(link: object) -> Iterator[Fault]:
    if link and _is_text(link) and (wrong := addresses.fault_of_page(str(link))):
        yield ("meta", "link"), wrong, addresses.PAGE_HINT


def _colors(color: Mapping[str | int, Any]) -> Iterator[Fault]:
    palette = color.get("palette") or {}
    for name in palette:
        if not _COLOR_NAME.fullmatch(str(name)):
            hint = "Un nom commence par une lettre, puis des lettres, des chiffres, « - » ou « _ »."
            yield ("color", "palette", name), f"« {str(name)[:60]} » n'est pas un nom de couleur.", hint
    roles = {name: value for name, value in color.items() if name != "palette" and not _in_palette(value, palette)}
    found: list[tuple[tuple[str | int, ...], str | int, Any]] = [
        (("color", "palette", name), name, value) for name, value in palette.items()
    ]
    found += [(("color", name), name, value) for name, value in roles.items()]
    for keys, name, value in found:
        if not isinstance(value, str) or not _COLOR.fullmatch(value):
            hint = 'Une couleur s\'écrit "#0B5563", entre guillemets'
            near = f", ou par un nom de la palette : {', '.join(map(str, palette))}" if name in roles and palette else ""
            yield keys, f"La couleur « {name} » {_not_a_color(value)}.", f"{hint}{near}."


def _dark(variants: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the variants for dark grounds that are no colours, or that no dark page has a use for."""
    for role, value in variants.items():
        if not isinstance(value, str) or not _COLOR.fullmatch(value):
            yield ("color", role, "dark"), f"La couleur « {role} » (dark) {_not_a_color(value)}.", 'Écrivez-la "#0B5563".'
        elif role not in ON_DARK:
            hint = f"Donnez une seule couleur ; la page sombre prend celles de {french.listed([*ON_DARK])}."
            yield ("color", role, "dark"), f"La couleur « {role} » n'a pas de variante sombre dans ce rapport.", hint


def _in_palette(value: Any, palette: Mapping[str | int, Any]) -> bool:
    return isinstance(value, str) and value in palette


def _not_a_color(value: Any) -> str:
    if value is None or value == "":
        return "n'a pas de valeur"
    if isinstance(value, dict | list):
        return "est une liste ou des lignes « clé: valeur », pas une couleur"
    return f"vaut « {str(value).lower() if isinstance(value, bool) else value} », qui n'en est pas une"


def _logos(files: Files, logo: Any) -> Iterator[Fault]:
    for key, name in logo.items() if isinstance(logo, dict) else [("", logo)]:  # one file, or one for light and one for dark
        keys = ("logo", "medium", key) if key else ("logo", "medium")
        if not _is_text(name):
            yield _no_text(keys, ".".join(map(str, keys)))
        elif name:
            yield from _logo(files, keys, str(name))


def _fonts(files: Files, fonts: list[Any]) -> Iterator[Fault]:
    for index, font in enumerate(fonts):
        keys: tuple[str | int, ...] = ("typography", "fonts", index)
        if isinstance(font, dict) and (fault := fault_of_source(font)):
            below, said, hint = fault
            yield (*keys, *below), said, hint
            continue
        if not isinstance(font, dict) or not font.get("family") or not isinstance(font.get("files"), list):
            yield keys, "Une police a un nom (« family: ») et ses fichiers (« files: [fonts/….ttf] »).", ""
            continue
        if not _is_text(font["family"]):
            yield _no_text((*keys, "family"), "family")
        elif not _FAMILY.fullmatch(str(font["family"])):
            yield (
                (*keys, "family"),
                f"« {font['family']} » n'est pas un nom de police.",
                "Le nom seul, sans guillemets ni accolades.",
            )
        for position, name in enumerate(font["files"]):
            if isinstance(name, str):
                yield from _file(files, (*keys, "files", position), name)
            else:
                yield _no_text((*keys, "files", position), "files")


def _families(brand: Any) -> Iterator[Fault]:
    """Yield the families that no font file brings: each output would take another in its place without a word."""
    fonts = _under(brand, ("typography", "fonts")) or []
    known = [str(font["family"]) for font in fonts if isinstance(font, dict) and font.get("family") and _is_text(font["family"])]
    places: list[tuple[str | int, ...]] = [("typography", "fonts", index, "family") for index in range(len(fonts))]
    places += [("typography", role, "family") for role in ("base", "headings")]
    for keys in places:
        name = str(_under(brand, keys) or "")
        if name and _is_text(_under(brand, keys)) and not _FAMILY.fullmatch(name):
            yield keys, f"« {name[:60]} » n'est pas un nom de police.", "Écrivez son nom de famille, tel que la police le donne."
    for role in ("base", "headings"):
        family = _under(brand, ("typography", role, "family"))
        if _is_text(family) and family and known and str(family) not in known:
            hint = f"Polices de « fonts: » : {', '.join(known)}."
            yield ("typography", role, "family"), f"La police « {family} » n'a pas de fichier.", hint


def _logo(files: Files, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    """Yield what keeps a logo out: the page holds it whole, so it is a drawing, and nothing but a drawing."""
    absent = list(_file(files, keys, name))
    if not absent and files.leads_out(f"assets/{name}", "assets"):
        absent = [(keys, f"« {name} » n'est pas dans assets/ : c'est un lien qui mène ailleurs.", "")]
    yield from absent
    if absent:
        return
    if not name.lower().endswith(".svg"):
        yield keys, f"Le logo assets/{name} n'est pas un dessin SVG.", "Demandez au graphiste le logo au format SVG."
        return
    try:
        drawing = read_svg(files.raw(f"assets/{name}"))
    except OSError as error:
        yield keys, f"Le logo assets/{name} ne se lit pas.", f"Le système le refuse : {reason_of(error)}."
        return
    except UnreadableSvgError as wrong:
        said = "n'est pas un dessin SVG qui dit sa taille" if wrong.other else "ne se lit pas"
        yield keys, f"Le logo assets/{name} {said}.", wrong.hint
        return
    size = drawing.root.attributes
    if not ("viewBox" in size or {"width", "height"} <= size.keys()):
        yield keys, f"Le logo assets/{name} n'est pas un dessin SVG qui dit sa taille.", "Sa balise <svg> porte un « viewBox »."
    # A style would reach the page; a text would be set in letters that nobody has.
    own = {f"un élément « {element} »" for element in drawing.names & {"style", "text"}}
    for what in sorted(own | {foreign.what for foreign in drawing.foreign}):
        hint = "Exportez-le en SVG « simple », tout inclus, textes changés en tracés."
        yield keys, f"Le logo assets/{name} contient {what} : la page n'en veut pas.", hint


def _file(files: Files, keys: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    if addresses.scheme_of(name):
        yield (
            keys,
            f"« {name[:60]} » est une adresse du web : le rapport ne demande rien au réseau.",
            "Déposez le fichier dans assets/.",
        )
    elif Path(name).is_absolute() or ".." in Path(name).parts:
        yield keys, f"« {name} » n'est pas dans assets/.", ""
    elif not files.is_file(f"assets/{name}"):
        folder = f"assets/{name}".rpartition("/")[0]
        there = [path.removeprefix("assets/") for path in files.names(folder, Path(name).suffix)]
        hint = same_to_the_eye(name, there) or meant(name, there)
        yield keys, f"Le fichier assets/{name} n'existe pas.", hint or "Déposez-le là, ou corrigez ce nom."
    elif files.is_hidden(f"assets/{name}"):
        said = f"Le fichier assets/{name} est caché, ou dans un dossier caché : l'édition n'en suit pas les changements."
        yield keys, said, "Donnez-lui, ou à son dossier, un nom qui ne commence pas par un point."
