"""BRA02: the font files of the edition, each with a name of its own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from rapport.ground import french
from rapport.ground.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.brand import Brand

FOLDER = "assets/fonts"
_FONTS = frozenset({".ttf", ".otf"})  # that Typst reads; a .woff2 is for the page alone
_POSTSCRIPT = 6  # its number among the names of a font
_MOST_TABLES, _MOST_NAMES = 256, 4096


@SOURCE_RULES.rule("BRA02", Severity.WARNING)
def fonts_of_one_name(sources: Sources) -> Iterator[Finding]:
    """Deux polices (.ttf, .otf) de assets/fonts n'ont pas le même nom PostScript : le PDF prendrait l'une ou l'autre."""
    root = sources.report.root
    rank = {path: number for number, path in enumerate(Brand.of(sources.report.brand).font_files(root))}
    files: dict[str, list[Path]] = {}
    for path in sorted((root / FOLDER).glob("*.*"), key=lambda path: (rank.get(path, len(rank)), path.name)):
        if path.suffix.lower() in _FONTS and path.is_file() and (name := postscript_name(path)):
            files.setdefault(name, []).append(path)
    for name, (first, *others) in sorted(files.items()):
        for path in others:
            said = f"« {path.name} » a le nom PostScript d'une autre police, « {name} » : le PDF prendrait l'une ou l'autre."
            hint = (
                f"Retirez de {FOLDER}/ celle qui ne sert pas ({french.listed([first.name, path.name], 'ou')}) ; "
                "si ce sont deux styles, demandez à leur éditeur un fichier au nom juste."
            )
            yield Finding(said, Place(f"{FOLDER}/{path.name}"), hint, ((Place(f"{FOLDER}/{first.name}"), "le même nom"),))


def postscript_name(path: Path) -> str:
    """Return the PostScript name of a font (OpenType, table « name »), empty when it can't be read.

    fontTools reads it too, but takes a tenth of a second to be loaded, at each check.
    """
    try:
        with path.open("rb") as file:
            (tables,) = struct.unpack(">4xH6x", file.read(12))
            records = [struct.unpack(">4s4xII", file.read(16)) for _ in range(min(tables, _MOST_TABLES))]
            start, length = next((start, length) for tag, start, length in records if tag == b"name")
            file.seek(start)
            held = file.read(min(length, 1 << 20))
    except (OSError, struct.error, StopIteration):
        return ""
    return _name_in(held)


def _name_in(held: bytes) -> str:
    try:
        count, texts = struct.unpack_from(">2xHH", held)
        for number in range(min(count, _MOST_NAMES)):
            platform, _, _, name, length, start = struct.unpack_from(">6H", held, 6 + 12 * number)
            if name == _POSTSCRIPT:
                told = held[texts + start : texts + start + length]
                return told.decode("latin-1" if platform == 1 else "utf-16-be", "replace").strip("\0 ")
    except struct.error:
        pass
    return ""
