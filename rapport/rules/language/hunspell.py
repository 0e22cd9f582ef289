"""Hunspell and its French dictionary: which words are unknown, and what is near them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapport.ground.programs.answering import answer_of
from rapport.ground.programs.failure import ToolFailed
from rapport.rules.language.remarks import Remark

NAME = "hunspell"
DICTIONARIES = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/opt/homebrew/share/hunspell", "/usr/local/share/hunspell")
_SUGGESTIONS = 3


def found() -> list[Path]:
    """Return the program and its dictionary, on which the answers depend; an empty list when either is missing."""
    program = shutil.which(NAME)
    dictionaries = [path for folder in DICTIONARIES if (path := Path(folder, "fr.dic")).is_file()]
    return [Path(program), dictionaries[0]] if program and dictionaries else []


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
    return {word: _remarks(word, block) for word, block in zip(words, blocks, strict=False)}


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
