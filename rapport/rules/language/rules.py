"""LAN: what proofreaders say of the authored texts, read as prose. Advice over the author's shoulder, not a gate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from rapport.ground import french
from rapport.ground.problems import Place, Severity
from rapport.numbers.awaited import GAP
from rapport.numbers.calls import NumberCall, printed_text
from rapport.numbers.expressions import ExpressionError, short
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import Finding, RuleBook, Sources
from rapport.rules.language.prose import Paragraph, paragraphs_of
from rapport.rules.language.remarks import ProofreaderAnswers, Remark
from rapport.rules.language.vocabulary import bears_on_acronym, is_known, known_words, places_of, texts_to_read, words_in
from rapport.sources.model import Report

_SHOWN = 3  # suggestions of a message
_INSTALL = "Sous Debian ou Ubuntu : sudo apt install hunspell hunspell-fr grammalecte-cli."
_TRADES = {"hunspell": "l'orthographe", "grammalecte": "la grammaire"}
_PLACE = Place("report.yml")  # of what concerns the whole edition


@dataclass(frozen=True)
class Reading:
    """The texts of an edition as they are read, the expressions that it says are right, and what the proofreaders answer."""

    proses: Mapping[str, tuple[str, ...]]  # that of each paragraph, by group of texts
    paragraphs: Callable[[str], Sequence[Paragraph]]  # those of a group
    expressions: tuple[str, ...]
    answered: Future[ProofreaderAnswers]

    @property
    def answers(self) -> ProofreaderAnswers:
        """Return what the proofreaders answered, once they have."""
        return self.answered.result()

    def having(self, said: Callable[[str], object]) -> Iterator[Paragraph]:
        """Yield the paragraphs of whose prose something is said; few groups have any."""
        for group, proses in self.proses.items():
            if any(map(said, proses)):
                yield from (paragraph for paragraph in self.paragraphs(group) if said(paragraph.prose))


LANGUAGE_RULES: RuleBook[Reading] = RuleBook()
rule = LANGUAGE_RULES.rule


def paragraphs_to_read(sources: Sources) -> Iterator[Paragraph]:
    """Yield the paragraphs of the texts that somebody reads."""
    printed = partial(_printed, sources)
    for text in texts_to_read(sources):
        yield from paragraphs_of(text, printed)


def words_to_read(sources: Sources, proses: Iterable[str]) -> frozenset[str]:
    """Return the words of paragraphs that a dictionary should know, those apart that the edition says are right."""
    known = sources.once(known_words)
    return frozenset(word for word in words_in("\n".join(proses)) if not is_known(word, known))


def reading(
    report: Report, proses: Mapping[str, tuple[str, ...]], paragraphs: Callable[[str], Sequence[Paragraph]],
    proofread: Callable[[set[str]], Future[ProofreaderAnswers]],
) -> Reading:  # fmt: skip
    """Return the texts of an edition, given to the proofreaders, who begin at once."""
    read = {prose for group in proses.values() for prose in group}
    return Reading(proses, paragraphs, tuple(word for word in report.words if " " in word), proofread(read))


def _printed(sources: Sources, call: NumberCall) -> str:
    """Return what a number's call prints, « XX » when there is none: nothing agrees with a number that isn't there."""
    try:
        return printed_text(sources.register.number(call.number), call)
    except (UnknownNumber, ExpressionError):
        return GAP


@rule("LAN01", Severity.WARNING)
def misspelt_word(reading: Reading) -> Iterator[Finding]:
    """Un mot est au dictionnaire (hunspell), ou dans data/mots.txt, ou connu de l'édition : sigle, nom de personne, de lieu."""
    spelling = reading.answers.spelling
    for paragraph in reading.having(lambda prose: any(word in prose for word in spelling)):
        for word, offset in places_of(spelling, paragraph.prose):
            hint = f"{_proposed(spelling[word])} Si le mot est juste, ajoutez-le à data/mots.txt.".lstrip()
            yield Finding(f"« {short(word)} » n'est pas au dictionnaire.", paragraph.place(offset), hint)


@rule("LAN02", Severity.WARNING)
def doubtful_grammar(reading: Reading) -> Iterator[Finding]:
    """Un texte ne contient ni faute d'accord ou de conjugaison, ni mot doublé ou pris pour un autre (grammalecte)."""
    grammar = reading.answers.grammar

    def doubts(prose: str) -> list[Remark]:
        return [remark for remark in grammar.get(prose, ()) if not _excused(remark, prose, reading.expressions)]

    for paragraph in reading.having(doubts):
        for remark in doubts(paragraph.prose):
            read = paragraph.prose[remark.start : remark.end]
            place = paragraph.place(remark.start)
            waiver = f'- {{rule: LAN02, place: "{place.path}:{place.line}", because: "…"}}'
            hint = f"{_proposed(remark.suggestions)} Si le texte est juste, acceptez l'écart dans report.yml : {waiver}"
            yield Finding(f"« {read} » : {remark.message}", place, hint.lstrip())


def _excused(remark: Remark, prose: str, expressions: tuple[str, ...]) -> bool:
    """Tell whether a remark bears on an acronym, or on an expression of the word list."""
    if bears_on_acronym(prose, remark.start, remark.end):
        return True
    found = (match.span() for expression in expressions for match in re.finditer(re.escape(expression), prose))
    return any(start < remark.end and remark.start < end for start, end in found)


def _proposed(suggestions: tuple[str, ...]) -> str:
    if not suggestions:
        return ""
    return f"Vouliez-vous dire {french.listed([f'« {word} »' for word in suggestions[:_SHOWN]], 'ou')} ?"


@rule("LAN03", Severity.INFO)
def absent_proofreader(reading: Reading) -> Iterator[Finding]:
    """Les outils de relecture (hunspell et son dictionnaire français, grammalecte) sont installés ; exigé si CI=true."""
    absent = reading.answers.absent
    if absent:
        several = len(absent) > 1
        what = french.listed([_TRADES.get(tool, tool) for tool in absent])
        unread, missing = (
            ("ne sont pas relues", "ne sont pas installés") if several else ("n'est pas relue", "n'est pas installé")
        )
        said = f"{what[:1].upper()}{what[1:]} {unread} : {french.listed([*absent])} {missing}."
        yield Finding(said, _PLACE, _INSTALL, severity=Severity.ERROR if reading.answers.required else None)


@rule("LAN04", Severity.WARNING)
def failed_proofreader(reading: Reading) -> Iterator[Finding]:
    """Les outils de relecture vont au bout de leur lecture ; sinon, les textes nouveaux n'ont pas été relus."""
    for tool, detail in reading.answers.failed:
        said = f"{tool} n'a pas pu relire les textes : {detail}."
        yield Finding(said, _PLACE, "Relancez la commande ; le rapport ne dépend pas de cette relecture.")
