"""Corrections from a published version of an edition to the next: numbers with both values, sentences, charts, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapport.ground import french
from rapport.numbers.chart_rows import rows_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.model import Content, Report, Section
from rapport.sources.personal import key_is_personal, personal_columns
from rapport.sources.versions import CORRECTIONS
from rapport.team.comparison.entries import EntryChange
from rapport.team.comparison.forms import Comparison, compared
from rapport.team.comparison.mentions import PICTURE
from rapport.team.comparison.sources import side_of
from rapport.team.comparison.words import SectionChange, WordRun

FOLLOWS = " (suite d'une autre correction)"
_WENT = {False: ("absent", "ajouté", "publié", "retiré"), True: ("absente", "ajoutée", "publiée", "retirée")}


class VersionCorrection(NamedTuple):
    """What changed: a name that stays, where readers meet it, what was published, what is now (plain French texts).

    It ``follows`` when another correction is its cause.
    """

    name: str
    where: str
    before: str
    after: str
    follows: bool = False

    @property
    def listed_where(self) -> str:
        """Return where readers meet it, and whether it follows from another."""
        return f"{self.where}{FOLLOWS if self.follows else ''}"


def corrections_between(before: Report, after: Report) -> tuple[VersionCorrection, ...]:
    """Return what changed from a version to the next, but for the list of corrections itself."""
    found = compared(side_of(before, "avant", without=CORRECTIONS), side_of(after, "après", without=CORRECTIONS))
    charts = _charts(found, Register(before), Register(after))
    said = (*_sentences(found), *_moved(before, after))
    return (*_numbers(found), *said, *charts, *_lists(found, after), *_mentions(found), *_links(found))


def _numbers(found: Comparison) -> Iterator[VersionCorrection]:
    for change in found.numbers:
        yield VersionCorrection(f"nombre {change.name}", change.label, change.before or "absent", change.after or "retiré")


def _sentences(found: Comparison) -> Iterator[VersionCorrection]:
    for section in found.sections:
        where = french.typeset(f"Section « {section.title} »")
        if section.kind != "changed":
            yield VersionCorrection(f"section {section.name}", where, *_went(section, feminine=True))
        for rank, runs in enumerate(section.paragraphs, 1):
            was, now = _version_words(runs, "come") or "absent", _version_words(runs, "gone") or "retiré"
            yield VersionCorrection(f"phrase {section.name}.{rank}", where, was, now)


def _moved(before: Report, after: Report) -> Iterator[VersionCorrection]:
    """Yield the sections and parts that both versions have and that come elsewhere, the fewest that account for the new order."""
    both = {content.id for content in before.contents} & {content.id for content in after.contents}
    old, new = ([content for content in report.contents if content.id in both] for report in (before, after))
    names = [content.id for content in new]
    blocks = SequenceMatcher(None, [content.id for content in old], names, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in names[block.b : block.b + block.size]}
    for content in new:
        if content.id not in stayed:
            where = french.typeset(f"Place de « {_title_of(content)} »")
            yield VersionCorrection(f"place {content.id}", where, _place_in(old, content.id), _place_in(new, content.id))


def _place_in(contents: Sequence[Content], name: str) -> str:
    index = next(index for index, content in enumerate(contents) if content.id == name)
    return french.typeset(f"après « {_title_of(contents[index - 1])} »") if index else "en tête"


def _title_of(content: Content) -> str:
    return content.front.title if isinstance(content, Section) else content.title


def _version_words(runs: tuple[WordRun, ...], other: str) -> str:
    """Return a changed paragraph as one version has it, without the words of the ``other`` one."""
    return "".join(run.text for run in runs if run.kind != other).strip()


def _went(change: SectionChange | EntryChange, *, feminine: bool) -> tuple[str, str]:
    """Return what is said of something that one version alone has."""
    absent, added, published, removed = _WENT[feminine]
    return (absent, added) if change.kind == "added" else (published, removed)


def _charts(found: Comparison, before: Register, after: Register) -> Iterator[VersionCorrection]:
    """Yield the charts whose words changed, and those that other data draw otherwise."""
    for change in found.charts:
        where = french.typeset(f"Graphique « {change.title} »")
        if change.kind != "changed":
            yield VersionCorrection(f"graphique {change.name}", where, *_went(change, feminine=False))
        for label, was, now in change.parts:
            named = f"graphique {change.name} : {label}", f"{where}, {label.lower()}"
            yield VersionCorrection(*named, was or "absent", now or "retiré")
    for name, spec in after.report.charts.items():
        if name in before.report.charts and _drawn(before, name) != _drawn(after, name):
            where = french.typeset(f"Graphique « {readable_text(spec.title, after)} »")
            yield VersionCorrection(f"tracé {name}", where, "Tracé avec les données d'alors", "Tracé refait")


def _drawn(register: Register, name: str) -> object:
    """Return the marks of a chart as they are seen; None when they can't be drawn, which is told where it is written."""
    try:
        return [(row.category, row.group, row.printed, row.uncertain) for row in rows_of(register.report.charts[name], register)]
    except (UnknownNumber, ExpressionError):
        return None


def _lists(found: Comparison, after: Report) -> Iterator[VersionCorrection]:
    """Yield the lines of lists that changed; of personal data, only that a list did."""
    told_once = set()
    for change in found.lines:
        name = change.name.partition(":")[0]
        table = after.tables.get(name)
        if name == CORRECTIONS:
            continue
        if table is not None and key_is_personal(table):
            if name not in told_once:
                yield VersionCorrection(f"liste {name}", table.spec.title, "Liste telle que publiée", "Liste corrigée")
            told_once.add(name)
            continue
        if change.kind != "changed":
            yield VersionCorrection(f"ligne {change.name}", change.title, *_went(change, feminine=True))
        personal = {table.spec.columns[column].label for column in personal_columns(table)} if table else set()
        for label, was, now in change.parts:
            cells = ("Donnée publiée", "Donnée corrigée") if label in personal else (was or "absent", now or "retiré")
            yield VersionCorrection(f"ligne {change.name} : {label}", french.typeset(f"{change.title}, {label}"), *cells)


def _mentions(found: Comparison) -> Iterator[VersionCorrection]:
    """Yield what changed of the cover, of the pictures, of what is said of a number."""
    for change in found.mentions:
        if change.name.startswith(PICTURE):
            came = ("Image telle que publiée", "Image remplacée")
            yield VersionCorrection(
                change.name, change.title, *(came if change.kind == "changed" else _went(change, feminine=True))
            )
            continue
        for label, was, now in change.parts:
            named = f"{change.name} : {label}", french.typeset(f"{change.title}, {label.lower()}")
            yield VersionCorrection(*named, was or "absent", now or "retiré")


def _links(found: Comparison) -> Iterator[VersionCorrection]:
    """Yield the addresses on the web that came and went, each by where it stands."""
    for links, came in ((found.links_removed, False), (found.links_added, True)):
        for address, where in links.items():
            texts = ("absent", address) if came else (address, "retiré")
            yield VersionCorrection(f"lien {address}", french.typeset(f"Lien, « {where} »"), *texts)
