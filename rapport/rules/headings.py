"""TXT07, TXT09, TXT22: the headings of a section, their levels and their words; titles that are empty, or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.invisible import says_nothing
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import FENCE, UNREAD, bodies
from rapport.sources.located import Located
from rapport.sources.model import Report, Section
from rapport.sources.texts import Text, cell_at, text_at

rule = SOURCE_RULES.rule


def _outside_divs(prose: str) -> str:
    """Return the text with what stands inside divs blanked out: the titles there find their own level."""
    kept, depth = [], 0
    for line in prose.split("\n"):
        fence = FENCE.fullmatch(line)
        if fence:
            depth += 1 if fence[2] else -1
        kept.append(" " * len(line) if fence or depth > 0 else line)
    return "\n".join(kept)


_HEADING = regex(r"^[ ]{0,3}(#+)(?:[ \t]+(.*))?$|^(?=\S)([^\n|]+)\n(=+|-+)[ \t]*$", re.MULTILINE)
_DEEPEST = 6


@rule("TXT09", text_by_text=True)
def wrong_heading(sources: Sources) -> Iterator[Finding]:
    """Les intertitres d'une section commencent à « ## », descendent d'un niveau à la fois jusqu'à « ###### », et ont un texte."""
    for text, prose in bodies(sources):
        yield from _empty_headings(text, prose)
        before = 1
        for heading in _HEADING.finditer(_outside_divs(prose)):
            above = prose[: heading.start()].rpartition("\n")[0].rpartition("\n")[2]
            if heading[4] and (above.strip() or re.match(r"[-*+:|>{]", heading[3])):
                continue  # the rule of a table, or of what stands above
            level = len(heading[1]) if heading[1] else 1 if heading[4][0] == "=" else 2
            if not heading[1] or heading[2]:
                yield from _misplaced(level, before, text, heading)
            before = min(level, _DEEPEST)


def _empty_headings(text: Text, prose: str) -> Iterator[Finding]:
    for heading in re.finditer(r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?#{1,6}(?:[ \t]+(.*))?$", prose, re.MULTILINE):
        if not UNREAD.sub("", heading[1] or ""):
            yield Finding(
                "L'intertitre est vide.", text.place(heading.start()), "Écrivez son texte : « ## Titre », ou retirez-le."
            )


def _misplaced(level: int, before: int, text: Text, heading: re.Match[str]) -> Iterator[Finding]:
    place = text.place(heading.start())
    if level == 1:
        sign = "#" if heading[1] else heading[4][:3]
        yield Finding(f"« {sign} » est le titre de la section, déjà dans l'en-tête.", place, "Commencez à « ## ».")
    elif level > _DEEPEST:
        yield Finding(f"« {heading[1]} » dépasse le sixième niveau.", place, f"Mettez « {'#' * min(before + 1, _DEEPEST)} ».")
    elif level > before + 1:
        said = f"L'intertitre saute du niveau {before} au niveau {level}."
        yield Finding(said, place, f"Mettez « {'#' * (before + 1)} ».")


@rule("TXT07", text_by_text=True)
def empty_text(sources: Sources) -> Iterator[Finding]:
    """Une section a un titre et du texte ; partie, rapport, table et graphique ont un titre, un indicateur un libellé."""
    for content in sources.contents:
        title, place = (
            (content.front.title, content.front.at("title")) if isinstance(content, Section) else (content.title, content.place)
        )
        if not UNREAD.sub("", title):
            yield Finding("Le titre est vide.", place, "Écrivez-le : il ouvre la page et la table des matières.")
    for text in sources.texts:
        if text.body and says_nothing(text.text):
            yield Finding("La section est vide.", text.start, "Écrivez son texte, ou retirez-la de report.yml.")
    for named, key in _named(sources.report) if sources.with_others else ():
        if says_nothing(getattr(named, key)):
            yield Finding(f"« {key}: » est vide.", named.at(key), "Écrivez ce texte entre les guillemets.")


def _named(report: Report) -> Iterator[tuple[Located, str]]:
    """Yield what has a name that readers see, other than the sections and the parts, and the key that says it."""
    yield from ((report.edition, "title"), (report.edition, "organisation"))
    yield from ((table.spec, "title") for table in report.tables.values())
    yield from ((chart, "title") for chart in report.charts.values())
    yield from ((indicator, "label") for indicator in report.indicators.values())


_LONGEST = 300  # letters: five lines of the largest title, three in capitals; the longest of the real edition has ninety
_LONGEST_UNIT = 100
_TITLES = {"timeline": ("when", "title"), "directory": ("region", "name"), "logos": ("family", "name")}  # columns, by view
_UNPRINTED = regex(r"\]\([^)\n]*\)|\]?\{[^{}\n]*\}|[*_~`\[\]#]")
_CALL = regex(r"\{\{[^{}\n]*\}\}")


@rule("TXT22", text_by_text=True)
def endless_title(sources: Sources) -> Iterator[Finding]:
    """Un titre, du rapport, d'une partie ou d'une section, un intertitre, a 300 caractères au plus : il tient sur sa page.

    Une capitale compte pour deux. De même la date, la région, le groupe, le nom qui titre une ligne ; une unité : 100.
    """
    edition = sources.report.edition
    cover = (text_at(edition, "title"), text_at(edition, "subtitle")) if sources.with_others else ()
    named = (
        text_at(content.front, "title") if isinstance(content, Section) else text_at(content.entry, "part")
        for content in sources.contents
    )
    for text in (*cover, *named):
        yield from _too_long(text.text, text.start, "Ce titre")
    for what, text, most in _in_data(sources.report) if sources.with_others else ():
        yield from _too_long(text.text, text.start, what, most)
    for text, prose in bodies(sources):
        for heading in _HEADING.finditer(prose) if len(prose) > _LONGEST else ():
            yield from _too_long(heading[2] or heading[3] or "", text.place(heading.start()), "Cet intertitre")


def _in_data(report: Report) -> Iterator[tuple[str, Text, int]]:
    """Yield what is set as a title, or in one with a number, of the data: what it is, and the most letters that it may have."""
    year = report.edition.year
    for name, table in report.tables.items():
        titles = _TITLES.get(table.spec.view, ("group", "subgroup") if name == "people" else ())
        for row in table.of_year(year) if titles else ():
            yield from (
                ("Ce titre", cell_at(row, column, row.texts[column]), _LONGEST) for column in titles if column in row.texts
            )
    for indicator in report.indicators.values():
        yield from (("Cette unité", text_at(indicator, key), _LONGEST_UNIT) for key in ("unit", "unit_one"))


def _too_long(title: str, place: Place, what: str, most: int = _LONGEST) -> Iterator[Finding]:
    printed = _UNPRINTED.sub("", _CALL.sub("12 345 km", title))
    capitals = sum(map(str.isupper, printed))
    if len(printed) + capitals > most:
        wide = f", dont {capitals} capitales qui comptent double" if len(printed) <= most else ""
        hint = "Raccourcissez-le : ce qu'il dit de plus va dans le chapeau, ou dans le texte."
        yield Finding(f"{what} fait {len(printed)} caractères{wide}, pour {most} au plus.", place, hint)
