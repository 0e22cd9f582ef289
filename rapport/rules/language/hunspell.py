"""Hunspell and its French dictionary: which words are unknown, and what is near them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, product
from pathlib import Path

from rapport.ground.programs.answering import answer_of
from rapport.ground.programs.failure import ToolFailed
from rapport.rules.language.remarks import Remark

NAME = "hunspell"
_SUGGESTIONS = 3
ACCENTS = {"a": "âà", "e": "éèê", "i": "îï", "o": "ô", "u": "ûù", "c": "ç", "A": "ÂÀ", "E": "ÉÈÊ", "I": "ÎÏ", "O": "Ô", "C": "Ç"}
_WORDS = 100  # at a time
_FORMS = 1000  # of one word; a word of more bare letters is left to Hunspell


def remarks_on(words: Sequence[str], files: Sequence[Path]) -> Mapping[str, tuple[Remark, ...]]:
    """Return one remark on each word that the dictionary doesn't know, none on the others.

    Raises ToolFailed when Hunspell does. A compound is right when all its parts are: only whole words are asked about.
    """
    program, dictionary = files
    # `^` says that a line is text, whatever it begins with; a dictionary of one's own would change the answers.
    given = "".join(f"^{word}\n" for word in words)
    command = [str(program), "-a", "-i", "utf-8", "-d", str(dictionary.with_suffix("")), "-p", "aucun"]
    said = answer_of(NAME, command, given)
    blocks = _blocks(said)
    if len(blocks) < len(words):
        raise ToolFailed(NAME, "sa réponse est incomplète")
    remarks = {word: _remarks(word, block) for word, block in zip(words, blocks, strict=False)}
    accented = _accented([word for word, said in remarks.items() if said], command)
    return {word: _first(accented.get(word, ()), said) for word, said in remarks.items()}


def _first(found: Sequence[str], said: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Return a remark with the suggestions that were ``found`` before its own."""
    return tuple(replace(one, suggestions=tuple(dict.fromkeys((*found, *one.suggestions)))[:_SUGGESTIONS]) for one in said)


def _accented(words: Sequence[str], command: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the words of the dictionary that unknown ones are without their accents: Hunspell proposes none that lost two."""
    whole = [word for word in words if word.isalpha()][:_WORDS]  # Hunspell tells the parts of the others apart
    forms = {word: found for word in whole if (found := [*islice(_with_accents(word), _FORMS + 1)]) and len(found) <= _FORMS}
    if not forms:
        return {}
    listing = ["-l" if part == "-a" else part for part in command]
    unknown = {*answer_of(NAME, listing, "".join(f"{form}\n" for found in forms.values() for form in found)).split()}
    return {word: [form for form in found if form not in unknown] for word, found in forms.items()}


def _with_accents(word: str) -> Iterator[str]:
    """Yield a word with accents on its bare letters, on as few as can be first."""
    ways = [ACCENTS.get(letter, "") for letter in word]
    bare = [at for at, accents in enumerate(ways) if accents]
    for count in range(2, len(bare) + 1):  # of one accent, Hunspell thinks by itself
        for places in combinations(bare, count):
            for accents in product(*(ways[at] for at in places)):
                letters = list(word)
                for at, accent in zip(places, accents, strict=True):
                    letters[at] = accent
                yield "".join(letters)


def _blocks(said: str) -> list[list[str]]:
    """Return what is said of each line given: after a first line of its own, Hunspell ends each answer with an empty one."""
    blocks: list[list[str]] = []
    block: list[str] = []
    for line in said.split("\n")[1:]:
        if line:
            block.append(line)
        else:
            blocks.append(block)
            block = []
    return blocks


def _remarks(word: str, block: Sequence[str]) -> tuple[Remark, ...]:
    """Return what a block of the answer says: `& word 2 1: near, nearer`, `# word 1` (nothing near), else known."""
    unknown = [line for line in block if line[:1] in {"&", "#"}]
    if not unknown:
        return ()
    near = unknown[0].partition(": ")[2].split(", ") if len(unknown) == 1 and unknown[0][0] == "&" else []
    return (Remark(0, len(word), "", tuple(near[:_SUGGESTIONS])),)
