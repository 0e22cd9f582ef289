"""BRA02: the font files of the edition, each with a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapport.ground import french
from rapport.ground.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.brand import Brand
from rapport.sources.reading.font_names import postscript_name

FOLDER = "assets/fonts"
_FONTS = frozenset({".ttf", ".otf"})  # that Typst reads; a .woff2 is for the page alone


@SOURCE_RULES.rule("BRA02", Severity.WARNING)
def fonts_of_one_name(sources: Sources) -> Iterator[Finding]:
    """Deux polices (.ttf, .otf) de assets/fonts n'ont pas le même nom PostScript : le PDF prendrait l'une ou l'autre."""
    fonts = sources.folder(FOLDER)
    rank = {path: number for number, path in enumerate(Brand.of(sources.report.brand).font_files(fonts.parents[1]))}
    files: dict[str, list[Path]] = {}
    for path in sorted(fonts.glob("*.*"), key=lambda path: (rank.get(path, len(rank)), path.name)):
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
