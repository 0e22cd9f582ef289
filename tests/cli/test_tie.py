"""`tie`, from the command line: what is read, what moves, what is refused; nothing is tied without a yes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rapport.cli.main import main
from rapport.ground.programs.second import Died, Stopped, late
from rapport.sources import tied
from rapport.sources.piece_contents import PieceContents, UnreadablePiece
from rapport.sources.reading import load
from rapport.sources.reading.pieces.apart import PieceReader
from tests.pieces import with_piece

SOFFICE = shutil.which("soffice") if shutil.which("localc") else None  # a writer alone opens no workbook
Told = Callable[..., Any]
LOCK = "data/pieces.lock.yml"
REGISTER = "Registre de l'atelier vélo\n\nVélos réparés dans l'atelier : 318\nVélos donnés : 57\n"


def replaced(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def hours(path: Path, *, bike: int = 620, hidden: bool = False) -> None:
    """Write the workbook of the hours."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Synthèse"
    for row in (("Atelier", "Heures"), ("velo", bike), ("bois", 380), ("cuisine", 240), ("Total", 620 + 380 + 240)):
        sheet.append(row)
    sheet.row_dimensions[5].hidden = hidden
    book.save(path)


@pytest.fixture
def told(told: Told) -> Told:
    """Give `told(root, "tie")` with plain spaces in what it says."""

    def plainly(root: Path, *arguments: str) -> Any:
        outcome = told(root, *arguments)
        return outcome._replace(out=outcome.out.replace("\u00a0", " ").replace("\u202f", " "))

    return plainly


@pytest.fixture
def tied_petite(petite: Path) -> Path:
    """Return the small edition with two pieces, its numbers bound to places but not read yet."""
    (petite / "pieces").mkdir()
    hours(petite / "pieces/presences.xlsx")
    (petite / "pieces/registre.txt").write_text(REGISTER, "utf-8")
    (petite / "data/pieces.yml").write_text(
        "presences: {title: Cahier des présences, file: pieces/presences.xlsx, received: 10/01/2025}\n"
        "registre: {title: Registre de l'atelier, file: pieces/registre.txt, confidential: true}\n",
        "utf-8",
    )
    path = petite / "data/indicators/ateliers.yml"
    replaced(path, "  total_of:", '  piece: {in: presences, at: "Synthèse!B5"}\n  total_of:')
    replaced(path, "  source: Registre", "  piece: {in: registre, at: {near: vélos réparés}}\n  source: Registre")
    column = "hours: {label: Heures, unit: heures, decimals: exact"
    proof = "piece: {in: presences, at: {match: {Atelier: workshop}, value: Heures}}"
    replaced(petite / "data/tables.yml", column, f"{column}, {proof}")
    return petite


def lines_of(root: Path) -> dict[str, dict[str, Any]]:
    """Return the lines of the lock by number."""
    told = [json.loads(line[2:]) for line in (root / LOCK).read_text("utf-8").splitlines() if line.startswith("- ")]
    return {line["number"]: line for line in told if "number" in line}


def test_everything_is_read_then_held(tied_petite: Path, told: Told):
    first = told(tied_petite, "tie")
    assert (first.code, first.out) == (0, "5 nombres lus, dont 5 pour la première fois : 0 erreur, 0 avertissement, 0 info.\n")
    found = lines_of(tied_petite)
    assert {name: (line["value"], line["at"]) for name, line in found.items()} == {
        "heures.total": ("1240", "Synthèse!B5"),
        "heures_par_atelier.velo.hours": ("620", "Synthèse!B2"),
        "heures_par_atelier.bois.hours": ("380", "Synthèse!B3"),
        "heures_par_atelier.cuisine.hours": ("240", "Synthèse!B4"),
        "velos.repares": ("318", "ligne 3"),
    }
    before = (tied_petite / LOCK).read_bytes()
    assert told(tied_petite, "tie").out == "5 nombres lus : 0 erreur, 0 avertissement, 0 info.\n"
    assert (tied_petite / LOCK).read_bytes() == before, "what is read again the same is written the same"
    assert told(tied_petite, "check").out == "0 erreur, 0 avertissement, 0 info.\n"


def test_the_lock_holds_no_word_of_a_piece(tied_petite: Path, told: Told):
    told(tied_petite, "tie")
    text = (tied_petite / LOCK).read_text("utf-8")
    assert "réparés" not in text
    assert "318" in text


def test_a_slip_after_the_tie_is_an_error_with_or_without_the_pieces(tied_petite: Path, told: Told):
    told(tied_petite, "tie")
    replaced(tied_petite / "data/indicators/ateliers.yml", "{2024: 318}", "{2024: 381}")
    said = told(tied_petite, "check")
    assert "erreur PIE01 « velos.repares » vaut 381 vélos ; Registre de l'atelier, ligne 3, dit 318." in said.out
    shutil.rmtree(tied_petite / "pieces")
    said = told(tied_petite, "check")
    assert said.code == 1
    assert "erreur PIE01 « velos.repares » vaut 381 vélos" in said.out
    assert "info PIE10 « pieces/presences.xlsx » n'est pas là : 4 nombres sont tenus pour ce qui a été enregistré" in said.out


def test_a_piece_that_changed_is_told_then_read_again(tied_petite: Path, told: Told):
    told(tied_petite, "tie")
    hours(tied_petite / "pieces/presences.xlsx", bike=602)
    assert (
        "avertissement PIE02 « pieces/presences.xlsx » n'est plus le fichier que l'on avait lu" in told(tied_petite, "check").out
    )
    said = told(tied_petite, "tie", "presences")
    assert said.code == 1
    assert "heures_par_atelier.velo.hours : 620 (Synthèse!B2) → 602 (Synthèse!B2)" in said.out
    assert (
        "erreur PIE01 « heures_par_atelier.velo.hours » vaut 620 heures ; Cahier des présences, Synthèse!B2, dit 602." in said.out
    )
    assert lines_of(tied_petite)["heures_par_atelier.velo.hours"]["value"] == "602", "the lock says what was read"


@pytest.mark.parametrize("away", [False, True])
def test_one_piece_read_alone_leaves_the_ties_of_the_others(away: bool, tied_petite: Path, told: Told):  # noqa: FBT001
    """Whether their files are there or not, and though they have changed."""
    told(tied_petite, "tie")
    before = lines_of(tied_petite)
    register = tied_petite / "pieces/registre.txt"
    if away:
        register.unlink()
    else:
        register.write_text("Vélos réparés : 290\n", "utf-8")
    hours(tied_petite / "pieces/presences.xlsx", bike=602)
    said = told(tied_petite, "tie", "presences")
    assert "registre" not in said.out
    after = lines_of(tied_petite)
    assert after["velos.repares"] == before["velos.repares"]
    assert after["heures_par_atelier.velo.hours"]["value"] == "602"
    assert sorted(after) == sorted(before)


def test_cells_that_moved_are_told(tied_petite: Path, told: Told):
    """A row inserted above: the place reads the number of another row."""
    told(tied_petite, "tie")
    book = openpyxl.load_workbook(tied_petite / "pieces/presences.xlsx")
    book["Synthèse"].insert_rows(2)
    book["Synthèse"]["A2"], book["Synthèse"]["B2"] = "couture", 1240
    book["Synthèse"].move_range("A6:B6", rows=3)
    book["Synthèse"]["A5"], book["Synthèse"]["B5"] = "autre total", 1240
    book.save(tied_petite / "pieces/presences.xlsx")
    said = told(tied_petite, "tie")
    assert "avertissement PIE12 « heures.total » : le nombre est le même (1 240), mais les mots autour ont changé" in said.out


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("missing", lambda path: path.unlink(), "avertissement PIE06 « pieces/registre.txt » n'est pas là"),
        ("empty", lambda path: path.write_bytes(b""), "erreur PIE06 « pieces/registre.txt » : Le fichier est vide."),
        ("a folder", lambda path: (path.unlink(), path.mkdir()), "n'est pas un fichier que l'on puisse lire"),
        ("a link that leads out", lambda path: (path.unlink(), path.symlink_to("/etc/hostname")), "que l'on puisse lire"),
        ("open", lambda path: (path.parent / f".~lock.{path.name}#").touch(), "est ouvert dans un autre logiciel"),
        ("open in Excel", lambda path: (path.parent / f"~${path.name}").touch(), "est ouvert dans un autre logiciel"),
        ("open in Word", lambda path: (path.parent / f"~${path.name[2:]}").touch(), "est ouvert dans un autre logiciel"),
        ("open in Word, a short name", lambda path: (path.parent / f"~${path.name[1:]}").touch(), "dans un autre logiciel"),
        ("of another year", lambda path: path.write_text("Vélos réparés : 290\n"), "dit 290"),
        ("twice", lambda path: path.write_text("Vélos réparés : 318\nVélos réparés : 318\n"), "PIE04 « velos.repares »"),
        ("gone", lambda path: path.write_text("Rien\n"), "PIE05 « velos.repares », Registre de l'atelier : Les mots"),
    ],
)
def test_a_piece_that_cannot_be_believed(name: str, spoil: Callable[[Path], object], said: str, tied_petite: Path, told: Told):
    assert told(tied_petite, "tie").code == 0
    spoil(tied_petite / "pieces/registre.txt")
    answer = told(tied_petite, "tie")
    assert said in answer.out
    kept = name in {"missing", "empty", "a folder", "a link that leads out", "of another year"} or name.startswith("open")
    assert ("velos.repares" in lines_of(tied_petite)) is kept, "what was recorded stays; what was looked for in vain goes"


def test_a_piece_that_was_never_there_leaves_nothing_to_believe(tied_petite: Path, told: Told):
    (tied_petite / "pieces/registre.txt").unlink()
    said = told(tied_petite, "tie")
    assert "n'est pas là : ses nombres n'ont jamais été lus, rien n'en est cru." in said.out
    assert "velos.repares" not in lines_of(tied_petite)


@pytest.mark.parametrize("first", [True, False])
def test_what_another_tie_wrote_meanwhile_is_not_written_over(
    first: bool,  # noqa: FBT001
    tied_petite: Path,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
):
    """Two people, or two windows: the second one says so and writes nothing; or it had nothing new to write."""
    if not first:
        told(tied_petite, "tie", "presences")
    read = PieceReader.contents

    def meanwhile(self: PieceReader, path: Path) -> PieceContents:
        monkeypatch.setattr(PieceReader, "contents", read)
        assert told(tied_petite, "tie", "registre").code == 0
        return read(self, path)

    monkeypatch.setattr(PieceReader, "contents", meanwhile)
    said = told(tied_petite, "tie", "presences")
    assert (said.code, f"{LOCK} a changé pendant l'opération : rien n'a été écrit. Recommencez." in said.err) == (first, first)
    assert "velos.repares" in lines_of(tied_petite)
    assert told(tied_petite, "tie").code == 0
    assert len(lines_of(tied_petite)) == 5


@pytest.mark.parametrize("spoil", ["a folder", "a link that leads out", "a link to nothing"])
def test_a_lock_that_is_no_file_of_the_edition_is_told(spoil: str, tied_petite: Path, told: Told, tmp_path: Path):
    lock, elsewhere = tied_petite / LOCK, tmp_path / "elsewhere.yml"
    if spoil == "a folder":
        lock.mkdir()
    else:
        if spoil == "a link that leads out":
            elsewhere.write_text("", "utf-8")
        lock.symlink_to(elsewhere)
    said = told(tied_petite, "tie")
    assert said.code == 1
    assert LOCK in said.out + said.err
    assert not elsewhere.exists() or elsewhere.read_text("utf-8") == ""


DEATHS = {
    "killed": "s'est arrêté sans un mot",
    "too slow": "n'a pas fini en",
    "the disk": "ne peut pas être lu",
    "refused": "Non.",
}


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("death", DEATHS)
def test_what_was_recorded_outlives_a_reader_that_fails(
    death: str, call: int, tied_petite: Path, told: Told, monkeypatch: pytest.MonkeyPatch
):
    """Whichever piece isn't read is told, and its lines stay to the byte, even those of another place than is asked for now."""
    assert told(tied_petite, "tie").code == 0
    before = lines_of(tied_petite)
    replaced(tied_petite / "data/indicators/ateliers.yml", "{near: vélos réparés}", "{line: 3}")
    replaced(tied_petite / "data/indicators/ateliers.yml", "Synthèse!B5", "Synthèse!$B$5")
    calls = []
    read = PieceReader.contents

    def fails(self: PieceReader, path: Path) -> PieceContents:
        calls.append(path)
        if len(calls) != call:
            return read(self, path)
        if death == "killed":
            self._second.answer = _dies  # type: ignore[method-assign]
            return read(self, path)
        if death == "too slow":
            self._second.answer = _is_late  # type: ignore[method-assign]
            return read(self, path)
        raise OSError(5, "Input/output error") if death == "the disk" else UnreadablePiece("Non.", "Rien.")

    monkeypatch.setattr(PieceReader, "contents", fails)
    said = told(tied_petite, "tie")
    after = lines_of(tied_petite)
    missed = {1: "presences", 2: "registre"}[call]
    assert said.code == 1
    assert DEATHS[death] in said.out
    assert after.keys() == before.keys()
    assert {name for name in before if before[name]["piece"] == missed} <= {
        name for name in before if after[name] == before[name]
    }


def _dies(*_: object) -> None:
    raise Died("Le lecteur des pièces", "s'est arrêté sans un mot (code -9)")


def _is_late(*_: object) -> None:
    raise Stopped("Le lecteur des pièces", late(60))


@pytest.mark.parametrize("twice", [False, True])
def test_a_line_that_nobody_vouches_for_is_told_when_its_piece_is_away(twice: bool, tied_petite: Path, told: Told):  # noqa: FBT001
    assert told(tied_petite, "tie").code == 0
    text = (tied_petite / LOCK).read_text("utf-8")
    spoiled = text + text.splitlines(keepends=True)[-1] if twice else text.replace('"318"', '"319"')
    (tied_petite / LOCK).write_text(spoiled, "utf-8")
    (tied_petite / "pieces/registre.txt").unlink()
    said = told(tied_petite, "tie")
    assert said.code == 1
    assert "erreur PIE11 « velos.repares » : sa ligne avait été modifiée, et sa pièce n'a pas été relue" in said.out
    assert "PIE03 « velos.repares » n'a pas été lu" in told(tied_petite, "check").out


def test_a_hidden_row_is_told(tied_petite: Path, told: Told):
    hours(tied_petite / "pieces/presences.xlsx", hidden=True)
    said = told(tied_petite, "tie")
    assert said.code == 0
    assert "avertissement PIE12 « heures.total » : La cellule Synthèse!B5 est masquée." in said.out


DOUBTFUL: dict[str, tuple[Callable[[Path], None], str]] = {
    "a hidden row": (lambda root: hours(root / "pieces/presences.xlsx", hidden=True), "data/indicators/ateliers.yml:7"),
    "a hidden sheet": (lambda root: hide(root / "pieces/presences.xlsx"), "data/indicators/ateliers.yml:7"),
    "a sign that isn't sure": (
        lambda root: replaced(root / "pieces/registre.txt", "atelier : 318", "atelier – 318"),
        "data/indicators/ateliers.yml:21",
    ),
}


def hide(path: Path) -> None:
    """Hide the sheet of the hours; a workbook shows one at least."""
    book = openpyxl.load_workbook(path)
    book.create_sheet("Couverture")
    book["Synthèse"].sheet_state = "hidden"
    book.save(path)


def accept(root: Path, place: str) -> None:
    """Accept what is doubted at a place, with a reason."""
    told = f"waivers:\n  - {{rule: PIE12, place: {place}, because: la trésorière a revu la feuille}}\n"
    with (root / "report.yml").open("a", encoding="utf-8") as report:
        report.write(told)


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_a_doubt_that_is_accepted_with_a_reason_is_listed_and_no_longer_asked(tied_petite: Path, told: Told, doubt: str):
    make, place = DOUBTFUL[doubt]
    make(tied_petite)
    asked = told(tied_petite, "tie").out
    assert f"{place}:3: avertissement PIE12" in asked
    accept(tied_petite, place)
    said = told(tied_petite, "tie").out
    assert f"{place}:3: avertissement PIE12" not in said
    assert "info EDI11 L'écart accepté pour PIE12 excuse 1 remarque : « la trésorière a revu la feuille »" in said
    assert f"voir {place}:3 (« " in said, "what is accepted is shown each time"
    assert "PIE12" not in told(tied_petite, "check").out, "the rule is known, and nothing is said of what wasn't tried"


def test_a_doubt_accepted_elsewhere_is_asked_still_and_one_that_went_is_told(tied_petite: Path, told: Told):
    hours(tied_petite / "pieces/presences.xlsx", hidden=True)
    accept(tied_petite, "data/indicators/ateliers.yml:21")
    said = told(tied_petite, "tie").out
    assert "avertissement PIE12 « heures.total » : La cellule Synthèse!B5 est masquée." in said
    assert "avertissement EDI02 L'écart accepté pour PIE12 n'excuse rien à « data/indicators/ateliers.yml:21 »." in said
    assert "EDI02" not in told(tied_petite, "tie", "registre").out, "another piece that isn't read may hold the doubt"
    hours(tied_petite / "pieces/presences.xlsx")
    assert "avertissement EDI02 L'écart accepté pour PIE12 n'excuse plus rien : retirez-le." in told(tied_petite, "tie").out


def test_words_that_changed_are_told_where_a_doubt_is_accepted(tied_petite: Path, told: Told):
    """It is another doubt: whoever accepted that a row is hidden hasn't seen the words that came since."""
    hours(tied_petite / "pieces/presences.xlsx", hidden=True)
    accept(tied_petite, "data/indicators/ateliers.yml:7")
    told(tied_petite, "tie")
    path = tied_petite / "pieces/presences.xlsx"
    book = openpyxl.load_workbook(path)
    book["Synthèse"]["A5"] = "Prévision"
    book.save(path)
    said = told(tied_petite, "tie").out
    assert "avertissement PIE12 « heures.total » : le nombre est le même (1 240), mais les mots autour ont changé" in said


def test_the_gravity_of_a_doubt_is_the_edition_s(tied_petite: Path, told: Told):
    hours(tied_petite / "pieces/presences.xlsx", hidden=True)
    with (tied_petite / "report.yml").open("a", encoding="utf-8") as report:
        report.write("severities: {PIE12: error}\n")
    said = told(tied_petite, "tie")
    assert "erreur PIE12 « heures.total » : La cellule Synthèse!B5 est masquée." in said.out
    assert said.code == 1
    assert told(tied_petite, "check").code == 0


@pytest.mark.parametrize(("away", "code"), [(False, 0), (True, 1)])
@pytest.mark.parametrize(("before", "after"), [('"value": "318",', '"value": 318'), ('- {"number": "velos', "{number: velos")])
def test_a_line_that_says_no_number_is_missed_until_every_number_is_read(
    before: str, after: str, away: bool, code: int, tied_petite: Path, told: Told  # noqa: FBT001
):  # fmt: skip
    assert told(tied_petite, "tie").code == 0
    replaced(tied_petite / LOCK, before, after)
    if away:
        (tied_petite / "pieces/registre.txt").unlink()
    said = told(tied_petite, "tie")
    assert said.code == code
    assert ("PIE11 Un nombre : sa ligne avait été modifiée" in said.out) is away


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (lambda text: text.replace('"318"', '"381"'), 1, "erreur PIE11 La ligne de « velos.repares » n'est pas celle"),
        (lambda text: text.replace("pieces: ", "") + "vélos: 12\n", 1, "erreur PIE11 Cette ligne n'est pas celle"),
        (lambda text: f"<<<<<<< HEAD\n{text}=======\n>>>>>>> autre\n", 1, "erreur LEC14 Une fusion de Git est en suspens"),
        (lambda text: text + text.splitlines()[-1] + "\n", 1, "erreur PIE11 La ligne de « velos.repares »"),
        (lambda text: "\n".join(reversed(text.splitlines())), 0, "0 erreur"),
    ],
    ids=["a value", "a line", "a conflict", "a line twice", "another order"],
)
def test_a_lock_edited_by_hand_proves_nothing(spoil: Callable[[str], str], code: int, said: str, tied_petite: Path, told: Told):
    told(tied_petite, "tie")
    path = tied_petite / LOCK
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    answer = told(tied_petite, "check")
    assert answer.code == code
    assert said in answer.out


def test_a_merge_left_half_done_is_mended_by_tie_once_it_is_resolved(tied_petite: Path, told: Told):
    told(tied_petite, "tie")
    before = (tied_petite / LOCK).read_bytes()
    path = tied_petite / LOCK
    path.write_text(path.read_text("utf-8").replace('"318"', '"319"'), "utf-8")
    assert told(tied_petite, "tie").code == 0
    assert path.read_bytes() == before


# --- proposals


@pytest.fixture
def untied_petite(tied_petite: Path) -> Path:
    """Return the small edition with its pieces, and no number bound to them."""
    from tests.conftest import PROJECT

    for name in ("data/tables.yml", "data/indicators/ateliers.yml"):
        shutil.copy(PROJECT / "tests/editions/petite" / name, tied_petite / name)
    return tied_petite


def test_nothing_is_tied_without_a_yes(untied_petite: Path, told: Told):
    before = (untied_petite / "data/indicators/ateliers.yml").read_bytes()
    said = told(untied_petite, "tie", "--propose")
    assert (
        "velos.repares (Vélos réparés) : 318 vélos\n    Registre de l'atelier, ligne 3 : « Vélos réparés dans l'atelier : 318 »"
        in (said.out.replace("\u00a0", " "))
    )
    assert (untied_petite / "data/indicators/ateliers.yml").read_bytes() == before
    assert lines_of(untied_petite) == {}


def test_a_yes_writes_the_place_and_reads_it(untied_petite: Path, told: Told):
    said = told(untied_petite, "tie", "--take", "velos.repares", "--take", "heures_par_atelier.bois.hours")
    assert (said.code, sorted(lines_of(untied_petite))) == (0, ["heures_par_atelier.bois.hours", "velos.repares"])
    assert "  piece: {in: registre, at: {line: 3}}\n" in (untied_petite / "data/indicators/ateliers.yml").read_text("utf-8")
    rows = (untied_petite / "data/tables/heures_par_atelier.csv").read_text("utf-8").splitlines()
    assert rows[:3] == ["year,workshop,name,hours,piece", "2024,velo,Vélo,620,", "2024,bois,Bois,380,presences Synthèse!B3"]
    assert "PIE0" not in told(untied_petite, "check").out.replace("PIE09", "")


def test_a_wrong_value_is_a_question_and_is_never_tied(untied_petite: Path, told: Told):
    """57 stands in the register too, on another line: nobody proposes it."""
    replaced(untied_petite / "data/indicators/ateliers.yml", "{2024: 318}", "{2024: 57}")
    said = told(untied_petite, "tie", "--propose")
    assert "avertissement PIE13 « velos.repares » : près de son libellé, Registre de l'atelier (ligne 3) dit 318." in said.out
    refused = told(untied_petite, "tie", "--take", "velos.repares")
    assert refused.code == 1
    assert "Rien n'est proposé pour « velos.repares ». Rien n'a été écrit." in refused.err
    assert lines_of(untied_petite) == {}


def test_what_was_declined_is_not_proposed_again(untied_petite: Path, told: Told):
    told(untied_petite, "tie", "--decline", "velos.repares")
    assert "velos.repares" not in told(untied_petite, "tie", "--propose").out
    assert load(untied_petite)[0].evidence.lock.declined == ("velos.repares",)


# --- values that are taken


@pytest.fixture
def taken_petite(tied_petite: Path, told: Told) -> Path:
    """Return the small edition, one value of which is taken from its piece."""
    replaced(tied_petite / "data/indicators/ateliers.yml", "{2024: 318}", "{2024: piece}")
    assert told(tied_petite, "tie").code == 0
    return tied_petite


def test_a_value_is_taken_from_its_piece(taken_petite: Path, told: Told):
    assert load(taken_petite)[0].indicators["velos.repares"].values == {2024: 318}
    assert told(taken_petite, "check").code == 0
    assert main(["build", "--quiet", "--to", "html"], taken_petite) == 0
    assert ">318<" in (taken_petite / "output/2024/index.html").read_text("utf-8")


def test_a_value_that_was_not_read_waits(taken_petite: Path, told: Told):
    (taken_petite / LOCK).unlink()
    said = told(taken_petite, "check")
    assert "PIE03 « velos.repares » n'a pas été lu dans Registre de l'atelier." in said.out
    assert "EDI07" in said.out
    assert told(taken_petite, "build", "--quiet").code == 1


def test_a_new_version_shows_what_it_touches(taken_petite: Path, told: Told):
    """Sentences, what becomes false, and the signature that it voids."""
    path = taken_petite / "content/ateliers.md"
    claim = '\nNous en avons réparé [plus de trois cents]{.claim of="velos.repares"}.\n'
    path.write_text(path.read_text("utf-8") + claim, "utf-8")
    told(taken_petite, "sign", "velos", "--by", "Nadia BERTHIER", "--on", "2025-05-12")
    replaced(taken_petite / "pieces/registre.txt", "318", "290")
    said = told(taken_petite, "tie")
    assert "velos.repares : 318 (ligne 3) → 290 (ligne 3)" in said.out
    assert "content/edito.md:4:8 (texte)" in said.out
    assert "(affirmation « plus de trois cents »)" in said.out
    assert "signature de Nadia BERTHIER sur « velos.repares » : à refaire" in said.out
    assert "AFF01 « plus de trois cents » est faux" in said.out
    assert load(taken_petite)[0].indicators["velos.repares"].values == {2024: 290}


def test_a_new_version_shows_where_a_number_is_shown_by_its_name_or_in_words(taken_petite: Path, told: Told):
    with (taken_petite / "report.yml").open("a", encoding="utf-8") as report:
        report.write("cards:\n  - velos.repares\n  - number: velos.repares\n    title: Vélos\n")
    path = taken_petite / "content/ateliers.md"
    path.write_text(path.read_text("utf-8") + '\nCela fait {{ share("velos.repares", of="heures.total") }}.\n', "utf-8")
    line = len(path.read_text("utf-8").splitlines())
    path.write_text(path.read_text("utf-8") + '\nOu {{ times("heures.total", than="velos.repares") }}.\n', "utf-8")
    told(taken_petite, "tie")
    replaced(taken_petite / "pieces/registre.txt", "318", "290")
    said = told(taken_petite, "tie").out
    at = len((taken_petite / "report.yml").read_text("utf-8").splitlines())
    for place in (f"content/ateliers.md:{line}:11 (texte)", f"content/ateliers.md:{line + 2}:4 (texte)"):
        assert place in said
    assert [line for line in said.splitlines() if "(carte)" in line] == [
        f"    report.yml:{at - 2}:5 (carte)", f"    report.yml:{at - 1}:5 (carte)",
    ]  # fmt: skip


def test_a_taken_value_has_the_unit_and_precision_of_its_indicator(petite: Path, told: Told):
    with_piece(petite, "budget", "Budget", "Chiffre d'affaires : 316,4 M€\n")
    (petite / "data/indicators/essai.yml").write_text(
        "essai.affaires:\n  label: Chiffre d'affaires\n  unit: k€\n  decimals: -3\n  values: {2024: piece}\n  source: Budget\n"
        "  piece: {in: budget, at: {near: chiffre d'affaires}}\n",
        "utf-8",
    )
    assert told(petite, "tie").code == 0
    assert load(petite)[0].indicators["essai.affaires"].values == {2024: 316_000}


# --- the command itself


def test_it_says_what_it_lacks(petite: Path, told: Told):
    assert "Aucune pièce n'est décrite" in told(petite, "tie").err
    (petite / "data/pieces.yml").write_text("budget: {title: Budget, file: ../budget.xlsx}\n", "utf-8")
    assert "« file » vaut « ../budget.xlsx » ; attendu : un fichier du dossier pieces/." in told(petite, "tie").out
    (petite / "data/pieces.yml").write_text("budget: {title: Budget, file: pieces/budget.exe}\n", "utf-8")
    assert "un fichier .xlsx, .xls, .ods" in told(petite, "tie").out
    (petite / "data/pieces.yml").write_text("budget: {title: Budget, file: pieces/budget.xlsx}\n", "utf-8")
    assert "« budjet » n'est le nom d'aucune pièce. Noms proches : budget." in told(petite, "tie", "budjet").err


def test_the_new_year_keeps_the_pieces_of_the_old_one(tied_petite: Path, told: Told):
    from rapport.team.editions.turning import turned_files

    told(tied_petite, "tie")
    report, _ = load(tied_petite)
    changes, problems = turned_files(report, 2025)
    assert problems == []
    turned = {path: (change.after or b"").decode() for path, change in changes.items()}
    assert (
        "presences: {title: Cahier des présences, file: pieces/presences.xlsx, received: 10/01/2025, year: 2024}"
        in (turned["data/pieces.yml"])
    )
    for path, text in turned.items():
        (tied_petite / path).write_text(text, "utf-8")
    said = told(tied_petite, "check").out
    assert "avertissement EDI08" in said, "the new year is checked to its end"
    assert not [code for code in ("PIE01", "PIE03", "PIE08", "PIE11") if code in said]
    assert len(load(tied_petite)[0].evidence.lock.ties) == 5
    assert tied.FILE not in turned


@pytest.mark.skipif(not SOFFICE and not os.environ.get("CI"), reason="LibreOffice Calc isn't installed")
@pytest.mark.parametrize("moved", ["a row above", "a column before", "nothing"])
def test_a_workbook_that_libreoffice_saves_again_with_moved_cells(tied_petite: Path, told: Told, tmp_path: Path, moved: str):
    """The cell that was asked for holds another number then: told, and no other place is taken because it holds the value."""
    assert told(tied_petite, "tie").code == 0
    path = tied_petite / "pieces/presences.xlsx"
    book = openpyxl.load_workbook(path)
    if moved == "a row above":
        book["Synthèse"].insert_rows(1)
    elif moved == "a column before":
        book["Synthèse"].insert_cols(2)
    book.save(path)
    saved_by_libreoffice(path, tmp_path)
    before = lines_of(tied_petite)["heures.total"]
    said = told(tied_petite, "tie")
    found = lines_of(tied_petite).get("heures.total", {})
    if moved == "nothing":
        assert (said.code, found["value"], found["at"]) == (0, "1240", "Synthèse!B5")
        return
    assert said.code == 1
    assert found in ({}, before) or found["value"] != "1240"
    assert "heures.total" in said.out


def saved_by_libreoffice(path: Path, folder: Path) -> None:
    """Save a workbook again as LibreOffice does."""
    own = f"-env:UserInstallation=file://{folder / 'soffice'}"
    command = [str(SOFFICE), own, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "again"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.copy(folder / "again" / path.name, path)
