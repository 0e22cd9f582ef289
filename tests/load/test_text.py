"""Bytes into text, whatever the editor that saved them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.load.text import LARGEST, read_text
from rapport.problems import Problem, Severity


def read(path: Path, raw: bytes | None) -> tuple[str | None, list[Problem]]:
    if raw is not None:
        path.write_bytes(raw)
    problems: list[Problem] = []
    return read_text(path, "data/f.csv", problems), problems


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("été\n".encode(), "été\n"),
        ("\ufeffété\n".encode(), "été\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"", ""),
    ],
)
def test_utf8_with_or_without_mark_and_any_line_end(raw: bytes, text: str, tmp_path: Path):
    """A byte order mark and the line ends of other systems are nobody's mistake."""
    assert read(tmp_path / "f", raw) == (text, [])


def test_windows_1252_is_read_and_told_at_its_first_accent(tmp_path: Path):
    """No accent is lost, and the author learns where the file shows its encoding."""
    text, (problem,) = read(tmp_path / "f", "un\r\ndeux à 3 €\r\n".encode("cp1252"))
    assert text == "un\ndeux à 3 €\n"
    assert (problem.code, problem.severity, str(problem.place)) == ("LEC03", Severity.WARNING, "data/f.csv:2:6")


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (None, "LEC01", "n'existe pas"),
        (b"a\x00b", "LEC02", "fichier de texte"),
        ("année;été\n".encode("utf-16"), "LEC02", "UTF-16"),
        (b" " * (LARGEST + 1), "LEC02", "20 Mo"),
    ],
    ids=["missing", "null byte", "utf-16", "25 MB"],
)
def test_what_is_no_text_is_one_problem(raw: bytes | None, code: str, words: str, tmp_path: Path):
    """One problem, no second one on the encoding of what isn't a text."""
    text, (problem,) = read(tmp_path / "f", raw)
    assert text is None
    assert (problem.code, problem.severity) == (code, Severity.ERROR)
    assert words in problem.message


def test_folder_in_place_of_a_file(tmp_path: Path):
    """The reason is told in French, not in the system's words."""
    text, (problem,) = read(tmp_path, None)
    assert text is None
    assert problem.message == "Le fichier ne peut pas être lu : c'est un dossier."


def test_unprintable_characters_are_told_once_each_where_they_first_stand(tmp_path: Path):
    """Copied from a PDF or a word processor, they would print as boxes or break the composition."""
    text, problems = read(tmp_path / "f", "a\x0bb\x0b\nc \ue001 d\u2028e\n".encode())
    assert text == "a b \nc   d e\n"
    assert sorted((str(p.place), p.message[13:19]) for p in problems) == [
        ("data/f.csv:1:2", "U+000B"),
        ("data/f.csv:2:3", "U+E001"),
        ("data/f.csv:2:6", "U+2028"),
    ]
