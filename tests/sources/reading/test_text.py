"""Bytes into text, whatever the editor that saved them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.reading.encodings import ENCODINGS, decoded_twice, encoding_of
from rapport.sources.reading.text import LARGEST, read_text


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


# --- encodings other than UTF-8 ------------------------------------------------------------------------------------

FRENCH = [
    "Vélo",
    "Île-de-France",
    "L’été à Nîmes",
    "« oui »",
    "12 €",
    "cœur",
    "Élève",
    "BÉNÉVOLE",
    "l’œuvre",
    "août 2024 – mars",
    "Ça",
]


@pytest.mark.parametrize("encoding", ["mac_roman", "cp1252"])
@pytest.mark.parametrize("word", FRENCH)
def test_one_word_tells_an_old_mac_from_windows(word: str, encoding: str):
    """« Vélo » saved by an old Mac was published as « VŽlo »."""
    assert word.encode(encoding).decode(encoding_of(word.encode(encoding))) == word


@pytest.mark.parametrize(("encoding", "named"), [*ENCODINGS.items()])
def test_a_file_is_read_in_the_encoding_that_it_was_saved_in(tmp_path: Path, encoding: str, named: str):
    text = "nom;note\nVélo à l'atelier;déjà prêt\nÉlèves;reçu, 12 ETP\n"
    (tmp_path / "f.csv").write_bytes(text.encode(encoding))
    problems: list[Problem] = []
    assert read_text(tmp_path / "f.csv", "f.csv", problems) == text
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    if encoding != "iso8859-15":  # letter for letter the same as Windows-1252 here
        assert named in problems[0].message


@pytest.mark.parametrize(("text", "seen", "meant"), [
    ("Le PrÃ©sident", "PrÃ©sident", "Président"), ("un\nl'Ã‰cole", "l'Ã‰cole", "l'École"), ("câ€™est dit", "câ€™est", "c’est"),
    ("Le Pr√©sident", "Pr√©sident", "Président"), ("lâ€¦", "lâ€¦", "l…"),
    ("bÃ©nÃ©volat, là", "bÃ©nÃ©volat", "bénévolat"), ("Le rÃ©sumÃ© »", "rÃ©sumÃ©", "résumé"),
    ("b√©n√©vole.", "b√©n√©vole", "bénévole"),
])  # fmt: skip
def test_accents_read_in_another_encoding_are_one_error(tmp_path: Path, text: str, seen: str, meant: str):
    (tmp_path / "f.md").write_text(text, "utf-8")
    problems: list[Problem] = []
    read_text(tmp_path / "f.md", "f.md", problems)
    (problem,) = problems
    assert (problem.code, problem.severity) == ("LEC03", Severity.ERROR)
    assert f"« {seen} » pour « {meant} »" in problem.message
    assert problem.place.line == text.count("\n") + 1


@pytest.mark.parametrize("text", [*FRENCH, "« é »", "déjà « là »…", "à « Ô », 12 °C – m²", "Ø Å ł ğ ß", "ÀÉÈ"])
def test_good_accents_are_left_alone(text: str):
    assert decoded_twice(text) is None


def test_accents_are_composed(tmp_path: Path):
    (tmp_path / "f.md").write_text("I\u0302le-de-France, e\u0301te\u0301", "utf-8")
    assert read_text(tmp_path / "f.md", "f.md", []) == "Île-de-France, été"


@pytest.mark.parametrize(("text", "lost"), [
    ("la Pr\ufffdsidente", "Pr\ufffdsidente"), ("\ufffdt\ufffd et l'hiver", "\ufffdt\ufffd"), ("un Prï¿½sident", "Prï¿½sident"),
    ("du VŽlo", "VŽlo"), ("l'annŽe du vŽlo", "annŽe"), ("Slavoj Žižek et MOŽE", ""), ("c'est prévu", ""),
    ("un h™pital", "h™pital"), ("le th‰tre", "th‰tre"), ("par cÏur", "cÏur"), ("l'ƒtat", "ƒtat"), ("voilˆ tout", "voilˆ"),
    ("10ˆ3 vélos", ""),
    ("ˆ Lyon", "ˆ"), ("la marque Coorace™ est", ""), ("une baisse de 5‰", ""),
    ("Željko Knežević, NAÏF", ""), ("maïs et œuvre", ""),
    ("la Pr?sidente", "Pr?sidente"), ("l?association", "l?association"), ("- r?f?rent ;\u00a0et", "r?f?rent"),
    ("Qui?Quoi? Et où ?", ""), ("https://coorace.org/page?lang=fr, a@b.fr?subject=x", ""), ("de?", ""), ("[ici](?page=2)", ""),
])  # fmt: skip
def test_a_letter_that_a_program_lost_is_told(tmp_path: Path, text: str, lost: str):
    """U+FFFD has a glyph in many fonts, and would be printed; no word has « Ž » before small letters, « ™ » or « ? »."""
    (tmp_path / "a.md").write_text(f"Texte.\n{text}\n", "utf-8")
    problems: list[Problem] = []
    read_text(tmp_path / "a.md", "a.md", problems)
    told = [(problem.message, problem.place) for problem in problems]
    where = Place("a.md", 2, text.index(lost) + 1)
    said = f"Un accent est perdu dans « {lost} » : le texte a été relu dans un autre code que le sien."
    assert told[:1] == ([(said, where)] if lost else [])
