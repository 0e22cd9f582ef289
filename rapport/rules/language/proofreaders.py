"""The proofreaders side by side, and what they said of each word and paragraph, kept.

Only what is new is given to them. What they said depends on the text and on the tool alone: the names and the word list
of an edition are set aside before, and after.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from rapport.ground.cache import Cache, fingerprint, shaped
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.places import grammalecte_files, hunspell_files
from rapport.rules.language import grammalecte, hunspell
from rapport.rules.language.remarks import ProofreaderAnswers, Remark

Remarks = Mapping[str, tuple[Remark, ...]]
LONGEST_WORD = 60  # letters; no dictionary has one of forty
LONGEST_PARAGRAPH = 20_000  # characters, as `sources/reading/sizes` has it for the sections
MOST = 1_000_000  # characters given to a tool in one go; the whole report has two hundred thousand
_SAMPLE = 20  # characters of what isn't read, to find it
_NBSP = "\u00a0"
_KEPT = 20_000  # words or paragraphs; those that were met least recently go first


@dataclass(frozen=True)
class Proofreader:
    """A proofreader: its name, the files of its program (none when it isn't installed), what it says."""

    name: str
    found: Callable[[], Sequence[Path]]
    remarks_on: Callable[[Sequence[str], Sequence[Path]], Remarks]
    longest: int = LONGEST_PARAGRAPH  # characters of a word or a paragraph that it is given


SPELLING = Proofreader(hunspell.NAME, hunspell_files, hunspell.remarks_on, LONGEST_WORD)
GRAMMAR = Proofreader(grammalecte.NAME, grammalecte_files, grammalecte.remarks_on)


@dataclass
class _Remarks:
    remarks: Remarks = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


def proofread(words: Collection[str], paragraphs: Collection[str], cache: Cache, *, required: bool) -> Future[ProofreaderAnswers]:
    """Begin to read, and return what will be the answers; ``required``: a tool that isn't installed is an error."""
    pool = ThreadPoolExecutor()
    spelling = pool.submit(_remarks_of, SPELLING, words, cache)
    grammar = pool.submit(_remarks_of, GRAMMAR, paragraphs, cache)

    def answers() -> ProofreaderAnswers:
        spelt, written = spelling.result(), grammar.result()
        return ProofreaderAnswers(
            spelling={word: remarks[0].suggestions for word, remarks in spelt.remarks.items() if remarks},
            grammar={paragraph: remarks for paragraph, remarks in written.remarks.items() if remarks},
            absent=spelt.absent + written.absent,
            required=required,
            failed=spelt.failed + written.failed,
        )

    answered = pool.submit(answers)
    pool.shutdown(wait=False)
    return answered


def _remarks_of(tool: Proofreader, texts: Collection[str], cache: Cache) -> _Remarks:
    """Return what a tool says of texts, most of which it has met before."""
    files = tool.found()
    if not files:
        return _Remarks(absent=(tool.name,))
    stamps = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    key = fingerprint(
        "proofreader", tool.name, stamps, grammalecte.OFF, sorted(grammalecte.GROUPS), sorted(hunspell.ACCENTS.items())
    )
    kept = cache.read(key, _unpacked) or {}
    remarks = {text: kept[text] for text in texts if text in kept}
    missing, unread = _bounded([text for text in texts if text not in kept], tool.longest)
    failed = ((tool.name, unread),) if unread else ()
    if missing:
        try:
            new = tool.remarks_on(missing, files)
        except ToolFailed as failure:
            return _Remarks(remarks, failed=(*failed, (failure.tool, failure.detail)))
        remarks |= new
        recent = {**{text: said for text, said in kept.items() if text not in remarks}, **remarks}
        cache.put(key, _packed(dict([*recent.items()][-_KEPT:])))
    return _Remarks(remarks, failed=failed)


def _bounded(texts: Sequence[str], longest: int) -> tuple[list[str], str]:
    """Return the texts that a tool can be given without being kept busy, and what is said of the others (French)."""
    given: list[str] = []
    total, apart = 0, ""
    for text in sorted(texts):  # the same ones each time
        total += len(text) if len(text) <= longest else 0
        if len(text) <= longest and total <= MOST:
            given.append(text)
        elif not apart:
            most = f"{longest} caractères d'un seul tenant" if len(text) > longest else f"{MOST} caractères à la fois"
            apart = f"il n'est pas donné plus de {most}, et ceci n'est pas relu{_NBSP}: «{_NBSP}{text[:_SAMPLE]}…{_NBSP}»"
    return given, apart


def _packed(remarks: Remarks) -> bytes:
    plain = {text: [[r.start, r.end, r.message, r.suggestions] for r in said] for text, said in remarks.items()}
    return json.dumps(plain, ensure_ascii=False).encode()


def _unpacked(kept: bytes) -> dict[str, tuple[Remark, ...]]:
    plain = shaped(kept, {str: [(int, int, str, [str])]})
    return {text: tuple(Remark(a, b, said, tuple(near)) for a, b, said, near in told) for text, told in plain.items()}
