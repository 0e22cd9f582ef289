"""PAG05, PAG08: the letters of the texts, held to the fonts that must draw them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rapport.ground.problems import Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.brand import Brand

# What every Latin font draws: fonts are only opened for the rest.
_RARE = re.compile(r"[^\x00-ÿŒœŸ\u00a0\u2009\u202f\u2010-\u2015‘’“”‚„†‡•…‰‹›⁄€™−\ufeff\u200b]")


@SOURCE_RULES.rule("PAG05", Severity.ERROR, text_by_text=True)
def letter_without_glyph(sources: Sources) -> Iterator[Finding]:
    """Chaque caractère des textes existe dans les polices du rapport : rien ne s'imprime en carré vide."""
    files = sources.once(_fonts)
    for text in sources.texts:
        told = set()
        for found in _RARE.finditer(text.text):
            letter = found[0]
            if not files or letter in told or ord(letter) in _drawn(files) or unicodedata.category(letter) in {"Mn", "Cf"}:
                continue
            told.add(letter)
            said = f"« {letter} » (U+{ord(letter):04X}) n'existe dans aucune police du rapport : il ne pourrait pas s'imprimer."
            yield Finding(said, text.place(found.start()), "Remplacez-le, ou ajoutez une police qui l'a dans assets/_brand.yml.")


@SOURCE_RULES.rule("PAG08", Severity.WARNING, text_by_text=True)
def letter_of_another_font(sources: Sources) -> Iterator[Finding]:
    """Chaque caractère des textes existe dans la police du texte : aucun n'est pris dans une autre, d'un autre dessin."""
    files, own = sources.once(_fonts), sources.once(_own_fonts)
    for text in sources.texts:
        told = set()
        for found in _RARE.finditer(text.text):
            letter = found[0]
            if not own or letter in told or ord(letter) in _drawn(own) or ord(letter) not in _drawn(files):
                continue
            told.add(letter)
            family = Brand.of(sources.report.brand).base
            said = f"« {letter} » (U+{ord(letter):04X}) n'existe pas dans {family} : le PDF le prend dans une autre police."
            yield Finding(said, text.place(found.start()), "Remplacez-le, ou donnez au texte une police qui l'a.")


def _own_fonts(sources: Sources) -> tuple[Path, ...]:
    """Return the files of the font of the running text."""
    brand = Brand.of(sources.report.brand)
    names = [name for font in brand.fonts if font.family == brand.base for name in font.files]
    return tuple(path for name in names if (path := sources.report.root / "assets" / name).is_file())


def _fonts(sources: Sources) -> tuple[Path, ...]:
    report = sources.report
    return tuple(path for path in Brand.of(report.brand).font_files(report.root) if path.is_file())


@cache
def _drawn(files: tuple[Path, ...]) -> frozenset[int]:
    """Return the characters that some font draws."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only for a letter out of the ordinary

    return frozenset(code for path in files for code in TTFont(path, lazy=True).getBestCmap())
