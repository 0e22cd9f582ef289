"""PAG05, PAG08: the letters that are printed, held to the fonts that must draw them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rapport.ground.patterns import regex
from rapport.ground.problems import Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.sources.brand import Brand
from rapport.sources.model import Report
from rapport.sources.texts import Text, text_at

_TARGET = regex(r"(?<=\]\()[^()\n]*")  # a file's name, an address: nothing draws it
# What every Latin font draws: fonts are only opened for the rest.
_RARE = regex(r"[^\x00-ÿŒœŸ\u00a0\u2009\u202f\u2010-\u2015‘’“”‚„†‡•…‰‹›⁄€™−\ufeff\u200b]")


@SOURCE_RULES.rule("PAG05", Severity.ERROR, text_by_text=True)
def letter_without_glyph(sources: Sources) -> Iterator[Finding]:
    """Chaque caractère imprimé existe dans les polices du rapport : rien ne s'imprime en carré vide."""
    for text in _printed(sources):
        told = set()
        for found in _rare_in(text):
            letter, files = found[0], sources.once(_fonts)
            if not files or letter in told or ord(letter) in _drawn(files) or unicodedata.category(letter) in {"Mn", "Cf"}:
                continue
            told.add(letter)
            said = f"« {letter} » (U+{ord(letter):04X}) n'existe dans aucune police du rapport : il ne pourrait pas s'imprimer."
            yield Finding(said, text.place(found.start()), "Remplacez-le, ou ajoutez une police qui l'a dans assets/_brand.yml.")


@SOURCE_RULES.rule("PAG08", Severity.WARNING, text_by_text=True)
def letter_of_another_font(sources: Sources) -> Iterator[Finding]:
    """Chaque caractère imprimé existe dans la police du texte : aucun n'est pris dans une autre, d'un autre dessin."""
    for text in _printed(sources):
        told = set()
        for found in _rare_in(text):
            letter, files, own = found[0], sources.once(_fonts), sources.once(_own_fonts)
            if not own or letter in told or ord(letter) in _drawn(own) or ord(letter) not in _drawn(files):
                continue
            told.add(letter)
            family = Brand.of(sources.report.brand).base
            said = f"« {letter} » (U+{ord(letter):04X}) n'existe pas dans {family} : le PDF le prend dans une autre police."
            yield Finding(said, text.place(found.start()), "Remplacez-le, ou donnez au texte une police qui l'a.")


def _rare_in(text: Text) -> Iterator[re.Match[str]]:
    return _RARE.finditer(_TARGET.sub(lambda target: " " * len(target[0]), text.text) if "](" in text.text else text.text)


def _printed(sources: Sources) -> Iterator[Text]:
    """Yield the texts, and what else of report.yml and of data/ is printed as it is typed, where it may lack a glyph."""
    yield from sources.texts
    if sources.with_others:
        yield from sources.once(_others)
        yield from sources.once(_of_tables)


@shared
def _others(sources: Sources) -> tuple[Text, ...]:
    """Return those that hold a letter out of the ordinary, of what is in no group of texts, the tables apart."""
    return tuple(text for text in (*_of_edition(sources.report), *_of_indicators(sources.report)) if _RARE.search(text.text))


@shared
def _of_tables(sources: Sources) -> tuple[Text, ...]:
    """Return those of the tables."""
    return tuple(text for text in _in_tables(sources.report) if _RARE.search(text.text))


def _of_edition(report: Report) -> Iterator[Text]:
    edition, declared = report.edition, report.edition.accessibility
    yield from (text_at(edition, key) for key in ("title", "subtitle", "organisation", "published", "website"))
    yield from (Text(line, edition.at("address", index)) for index, line in enumerate(edition.address))
    yield from (text_at(declared, key) for key in ("contact", "established", "audit"))
    yield from (Text(fault, declared.at("faults", index)) for index, fault in enumerate(declared.faults))


def _of_indicators(report: Report) -> Iterator[Text]:
    for indicator in report.indicators.values():
        yield from (text_at(indicator, key) for key in ("unit", "unit_one", "source"))
        yield from (text_at(statement, "source") for statement in indicator.statements)
        yield from (Text(said, indicator.at("break", year)) for year, said in indicator.breaks.items())


def _in_tables(report: Report) -> Iterator[Text]:
    for table in report.tables.values():
        shown = (column for column in table.spec.columns.values() if not column.hidden)
        yield from (text_at(column, key) for column in shown for key in ("label", "unit") if getattr(column, key))
        yield from (Text(said, table.spec.at("break", year)) for year, said in table.spec.breaks.items())
        yield from (Text(row.source, row.place_of("source")) for row in table.of_year(report.edition.year))


@shared
def _own_fonts(sources: Sources) -> tuple[Path, ...]:
    """Return the files of the font of the running text."""
    brand = Brand.of(sources.report.brand)
    names = [name for font in brand.fonts if font.family == brand.base for name in font.files]
    return tuple(path for name in names if (path := sources.folder("assets") / name).is_file())


@shared
def _fonts(sources: Sources) -> tuple[Path, ...]:
    files = Brand.of(sources.report.brand).font_files(sources.folder("assets").parent)
    return tuple(path for path in files if path.is_file())


@cache
def _drawn(files: tuple[Path, ...]) -> frozenset[int]:
    """Return the characters that some font draws."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only for a letter out of the ordinary

    return frozenset(code for path in files for code in TTFont(path, lazy=True).getBestCmap())
