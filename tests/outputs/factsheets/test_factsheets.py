"""Factsheets as they are made: what each says, what it doesn't, what happens when something goes wrong."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pytest
from lxml import html as lxml_html

from rapport.cli.main import main
from rapport.outputs.factsheets import setting
from rapport.outputs.factsheets.record import Record
from tests.conftest import small_edition
from tests.network import lay_network, lock_network
from tests.some import some

MEMBERS, ANSWERS = 14, 10
STRANGE = {
    "10000": '#panic("boum") $x$ @ref <l> `c` *gras* _i_ \\ // #{',
    "10001": "<script>alert(1)</script> & <b>gras</b>",
    "10002": "Une structure dont le nom est si long qu'il ne tient sur aucune ligne " + "à rallonge " * 5,
    "10003": '{{ own("ca") }} {% raw %} {# rien #}',
    "10004": "=HYPERLINK(0)",
    "10005": "Anticonstitutionnellement" * 5,
}


def network(root: Path) -> None:
    """Lay a network whose members are named strangely, and each of which answers what nobody else does."""
    lay_network(root, MEMBERS, ANSWERS)
    path = root / "enquetes/registre.csv"
    rows = read(path)
    for row in rows:
        row["name"] = STRANGE.get(row["id"], row["name"])
    write(path, rows)
    path = root / "enquetes/reponses.csv"
    rows = sorted(read(path), key=lambda row: row["id"])
    for rank, row in enumerate(rows):
        row |= {
            "ca": f"{7_100_003 + 1_010 * rank}",
            "subventions": f"{3_100_007 + 2_020 * rank}",
            "heures": f"{5_100_009 + 3_030 * rank}",
        }
    rows[-1]["ca"] = ""
    write(path, rows)
    lock_network(root)


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of the network."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file, delimiter=";")]


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write the rows of a file of the network."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def made_in(root: Path, kind: str = "adherents") -> dict[str, dict[str, Any]]:
    """Return the entries of a manifest by identifier."""
    told = json.loads((root / f"output/fiches-2024/{kind}/manifeste.json").read_text("utf-8"))
    return {entry["id"]: entry for entry in told["factsheets"]}


def pdf_text(path: Path) -> str:
    """Return the text of a PDF, spaces made plain."""
    document = pypdfium2.PdfDocument(path)
    return plain(" ".join(one.get_textpage().get_text_bounded() for one in document))


def plain(text: str) -> str:
    """Return a text without its spaces, which PDFium lays as it likes, and the marks of where an endless word may be cut."""
    return "".join(text.split()).replace("\ufffe", "").replace("\u00ad", "").replace("\u200b", "")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the small edition with its factsheets made; not to be written to."""
    root = small_edition(tmp_path_factory.mktemp("fiches"), shared_cache)
    network(root)
    assert main(["factsheets", "--quiet"], root) == 0
    return root


@pytest.fixture
def copy(done: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to be spoilt at will."""
    root = tmp_path / "petite"
    shutil.copytree(done, root, symlinks=True)
    return root


def texts(root: Path, kind: str = "adherents") -> Iterator[tuple[str, str]]:
    """Yield the identifier and the text of each factsheet, the PDF's then the page's."""
    folder = root / f"output/fiches-2024/{kind}"
    for id_, entry in made_in(root, kind).items():
        yield id_, pdf_text(folder / f"{entry['slug']}.pdf")
        yield id_, plain(lxml_html.parse(folder / f"{entry['slug']}.html").getroot().text_content())


def test_each_holds_its_own_answers_and_no_others(done: Path) -> None:
    """Every answer that nobody else gave is in the two files of its own member, and in no other's, regions included."""
    answers = {
        row["id"]: [row[name] for name in ("ca", "subventions", "heures") if row[name]]
        for row in read(done / "enquetes/reponses.csv")
    }
    assert len(answers) == ANSWERS
    seen = [*texts(done)]
    assert len(seen) == 2 * MEMBERS
    for id_, text in seen:
        for other, values in answers.items():
            assert [value in text for value in values] == [other == id_] * len(values), (id_, other)
    for region, text in some(texts(done, "regions")):
        assert not any(value in text for values in answers.values() for value in values), region


def test_a_name_is_printed_whatever_it_holds(done: Path) -> None:
    """Marks of Typst, HTML and Jinja2 in a name are letters; a long one has its place."""
    register = {row["id"]: row["name"] for row in read(done / "enquetes/registre.csv")}
    for id_, text in some(texts(done)):
        assert plain(register[id_]).replace("'", "’") in text, id_
    shown = (done / "output/fiches-2024/adherents" / f"{made_in(done)['10001']['slug']}.html").read_text("utf-8")
    assert "<script" not in shown
    assert "http" not in shown.replace("http-equiv", "")


def test_a_missing_answer_says_so(done: Path) -> None:
    """Whoever didn't answer is told so; who left a question out reads it in its place; nothing is blank."""
    answered = {row["id"] for row in read(done / "enquetes/reponses.csv")}
    for id_, text in some(texts(done)):
        assert (plain("Votre structure n’a pas répondu") in text) == (id_ not in answered)
    silent = read(done / "enquetes/reponses.csv")[-1]["id"]
    assert all(plain("non renseigné") in text for text in some(text for id_, text in texts(done) if id_ == silent))


def test_files_are_archivable_and_accessible(done: Path) -> None:
    """A member's and a region's PDF are PDF/A-3a and PDF/UA-1, of two pages; the page has one H1 and headed tables."""
    for kind in ("adherents", "regions"):
        entry = next(iter(made_in(done, kind).values()))
        path = done / f"output/fiches-2024/{kind}/{entry['slug']}"
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            failures = page.validate_pdf(path.with_suffix(".pdf"), profile=profile).failures
            # Of a stream that ends in a return, the length is misread (tests/test_end_to_end.py).
            assert [one.message for one in failures if "STREAM-LENGTH" not in one.rule_id] == []
        shown = lxml_html.parse(path.with_suffix(".html")).getroot()
        assert len(shown.xpath("//h1")) == 1
        assert shown.xpath("//th[not(@scope)]") == []
        assert shown.xpath("//p//table") == []
    assert {entry["pages"] for entry in made_in(done).values()} == {2}


def test_the_index_and_the_mail_merge(done: Path) -> None:
    """The list for mail merge has the register's own columns and files that exist; no cell passes for a formula."""
    folder = done / "output/fiches-2024/adherents"
    rows = read(folder / "publipostage.csv")
    assert [*rows[0]] == ["identifiant", "nom", "type", "région", "courriel", "fiche_pdf", "fiche_html"]
    assert len(rows) == MEMBERS
    assert all((folder / row["fiche_pdf"]).is_file() and (folder / row["fiche_html"]).is_file() for row in rows)
    assert next(row["nom"] for row in rows if row["identifiant"] == "10004") == "'=HYPERLINK(0)"
    links = lxml_html.parse(folder / "index.html").getroot().xpath("//a/@href")
    assert sorted(links) == sorted(
        path.name for path in folder.iterdir() if path.stem not in {"index", "manifeste", "publipostage"}
    )


def test_only_what_changed_is_made_again(copy: Path, told: Callable[..., Any]) -> None:
    """An answer changes one factsheet; nothing changed, none; a file that was altered is made again; who left is gone."""
    before = made_in(copy)
    answers = read(copy / "enquetes/reponses.csv")
    answers[0]["subventions"] = "4242424"
    write(copy / "enquetes/reponses.csv", answers)
    lock_network(copy)
    assert "1 fiche faite, " in told(copy, "factsheets", "--changed").out
    after = made_in(copy)
    assert [id_ for id_ in before if before[id_] != after[id_]] == [answers[0]["id"]]
    assert "0 fiche faite, " in told(copy, "factsheets", "--changed").out
    (copy / "output/fiches-2024/adherents" / f"{after['10001']['slug']}.pdf").write_bytes(b"%PDF-autre")
    assert "1 fiche faite, " in told(copy, "factsheets", "--changed").out
    assert made_in(copy) == after
    register = read(copy / "enquetes/registre.csv")
    silent = next(row for row in register if row["id"] not in {one["id"] for one in answers})
    write(copy / "enquetes/registre.csv", [row for row in register if row is not silent])
    lock_network(copy)
    told(copy, "factsheets", "--changed")
    assert silent["id"] not in made_in(copy)
    assert not (copy / "output/fiches-2024/adherents" / f"{after[silent['id']]['slug']}.pdf").exists()


def test_the_same_bytes_again(copy: Path, told: Callable[..., Any]) -> None:
    """Asked for without « --changed », all are made again, to the byte."""
    before = made_in(copy)
    assert told(copy, "factsheets").code == 0
    assert made_in(copy) == before


def test_a_full_disk_loses_nothing(copy: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made before the disk was full stays; the same command goes on from there."""
    shutil.rmtree(copy / "output")
    keep, kept = Record.keep, []

    def full(record: Record, *given: Any) -> None:
        if len(kept) == 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        keep(record, *given)
        kept.append(given[0])

    with monkeypatch.context() as patch:
        patch.setattr(Record, "keep", full)
        stopped = told(copy, "factsheets")
    assert stopped.code == 1
    assert "le disque est plein" in stopped.err
    assert "reprendra où elle en était" in stopped.err
    again = told(copy, "factsheets")
    assert again.code == 0
    assert f"{5} déjà à jour" in again.out
    assert len(made_in(copy)) == MEMBERS
    assert [path.name for path in (copy / "output/fiches-2024/adherents").iterdir() if path.name.startswith(".")] == []


def test_an_interruption_is_resumed(copy: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves what is made; a journal cut short in its last line loses that line alone."""
    shutil.rmtree(copy / "output")
    keep, kept = Record.keep, []

    def interrupted(record: Record, *given: Any) -> None:
        keep(record, *given)
        kept.append(given[0])
        if len(kept) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Record, "keep", interrupted)
        stopped = told(copy, "factsheets")
        assert "La même commande reprendra" in stopped.err
        assert "rien n'a été publié" not in stopped.err
        assert stopped.code == 130
    journal = copy / "output/fiches-2024/adherents/.journal.jsonl"
    journal.write_text(journal.read_text("utf-8")[:-20], "utf-8")
    assert "2 déjà à jour" in told(copy, "factsheets").out


def test_one_that_fails_stops_no_other(copy: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with its row of the register; its old files go, so that nobody sends them."""
    made = setting._pdf

    def failing(one: setting.Setting, job: setting.Job, given: Any) -> Any:
        if given["name"].startswith("<script>"):
            raise BaseException("panique")  # noqa: TRY002 - what a panic of Typst is in Python
        return made(one, job, given)

    monkeypatch.setattr(setting, "_pdf", failing)
    answered = told(copy, "factsheets")
    assert answered.code == 1
    (line,) = [line for line in answered.out.splitlines() if "FIC03" in line]
    assert line.startswith(
        "enquetes/registre.csv:3: erreur FIC03 La fiche de « <script>alert(1)</script> & <b>gras</b> » n'a pas pu être faite"
    )
    assert len(made_in(copy)) == MEMBERS - 1
    assert "10001" not in made_in(copy)


def folder_there(path: Path, _: pytest.MonkeyPatch) -> None:
    """Put an empty folder in the place of a file."""
    path.unlink()
    path.mkdir()


def full_folder_there(path: Path, _: pytest.MonkeyPatch) -> None:
    """Put a folder with somebody's file in the place of a file."""
    path.unlink()
    path.mkdir()
    (path / "à moi.txt").touch()


def held_by_a_reader(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file refuse to be replaced or removed, as Windows does of one that is open."""
    replace, unlink = os.replace, Path.unlink

    def replacing(draft: Path, target: Path) -> None:
        if target == path:
            raise PermissionError(errno.EACCES, "Access is denied", str(draft))
        replace(draft, target)

    def unlinking(target: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - called like the other
        if target == path:
            raise PermissionError(errno.EACCES, "Access is denied", str(target))
        unlink(target, missing_ok)

    monkeypatch.setattr(os, "replace", replacing)
    monkeypatch.setattr(Path, "unlink", unlinking)


@pytest.mark.parametrize("ending", ["pdf", "html"])
@pytest.mark.parametrize("spoil", [folder_there, full_folder_there, held_by_a_reader])
def test_one_whose_place_is_taken_fails_alone(
    copy: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, spoil: Callable[..., None], ending: str
) -> None:
    """It is told with its row and with what stands there; neither of its files is left to be sent; all others are made."""
    entries = made_in(copy)
    folder = copy / "output/fiches-2024/adherents"
    path = folder / f"{entries['10007']['slug']}.{ending}"
    with monkeypatch.context() as patch:
        spoil(path, patch)
        answered = told(copy, "factsheets")
    assert answered.code == 1
    assert "Arrêt" not in answered.err
    (line,) = [line for line in answered.out.splitlines() if "FIC03" in line]
    assert line.startswith("enquetes/registre.csv:9: erreur FIC03")
    assert f"n'a pas pu être faite : « {path.name} » ne peut pas être écrit (" in line
    assert made_in(copy) == {id_: entry for id_, entry in entries.items() if id_ != "10007"}
    assert not any(other.is_file() for other in folder.glob(f"{path.stem}.*") if other != path)
    assert not any(other.name.startswith(".") for other in folder.iterdir())
    if path.is_dir():
        shutil.rmtree(path)
    assert "1 fiche faite, " in told(copy, "factsheets", "--changed").out
    assert made_in(copy) == entries


def read_only_file(path: Path) -> None:
    """Make a file read-only."""
    path.chmod(0o444)


def link_to_nowhere(path: Path) -> None:
    """Put a dangling link in the place of a file."""
    path.unlink()
    path.symlink_to(path.parent / "nulle part")


def link_to_a_folder(path: Path) -> None:
    """Put a link to a folder in the place of a file."""
    path.unlink()
    path.symlink_to(path.parent)


@pytest.mark.parametrize("spoil", [read_only_file, link_to_nowhere, link_to_a_folder])
def test_what_can_be_replaced_is(copy: Path, told: Callable[..., Any], spoil: Callable[[Path], None]) -> None:
    """A read-only file and links are in nobody's way; what a link leads to is left alone."""
    before = made_in(copy)
    path = copy / "output/fiches-2024/adherents" / f"{before['10007']['slug']}.pdf"
    spoil(path)
    assert told(copy, "factsheets").code == 0
    assert made_in(copy) == before
    assert path.is_file()
    assert not path.is_symlink()


def test_a_folder_that_cannot_be_written_stops_at_once(copy: Path, told: Callable[..., Any]) -> None:
    """A folder in the place of what every factsheet needs is told once, not of each of them."""
    (copy / "output/fiches-2024/adherents/.journal.jsonl").mkdir()
    answered = told(copy, "factsheets")
    assert answered.code == 1
    assert "FIC03" not in answered.out
    assert ".journal.jsonl » ne peut pas être écrit (c'est un dossier)" in answered.err


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("factsheet.typ", "[#metadata(text)<printed>#text]", "[#text]", "le PDF"),
        ("factsheet.html.j2", "<strong data-printed>{{ it.text }}</strong>", "<strong data-printed>…</strong>", "la page"),
    ],
)
def test_a_template_that_prints_something_else_is_told(
    copy: Path, told: Callable[..., Any], file: str, old: str, new: str, where: str
) -> None:
    """What is printed is read back: a template that leaves a number out publishes nothing; the fault is told once."""
    path = copy / "templates/factsheets" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    answered = told(copy, "factsheets", "--only", "10000")
    assert answered.code == 1
    assert f"{where} n'imprime pas ce qui est calculé" in answered.out


@pytest.mark.parametrize(
    ("file", "added", "why"),
    [
        ("factsheet.html.j2", b"{{ rien.x }}\n", "Le gabarit ne peut pas être rempli : 'rien' is undefined."),
        ("index.html.j2", b"{{ rien.x }}\n", "Le gabarit ne peut pas être rempli : 'rien' is undefined."),
        (
            "factsheet.css",
            "/* Numéros */\n".encode("latin-1"),
            "Le gabarit ne peut pas être rempli : il n'est pas enregistré en UTF-8.",
        ),
        ("factsheet.typ", b"#inconnue\n", "unknown variable: inconnue."),
        ("../typst/tokens.typ", b"#let x = (1,\n", "unclosed delimiter."),
    ],
)
def test_a_spoilt_template_is_told_at_its_line(copy: Path, told: Callable[..., Any], file: str, added: bytes, why: str) -> None:
    path = copy / "templates/factsheets" / file
    path.write_bytes(path.read_bytes().rstrip(b"\n") + b"\n" + added)
    count = len(path.read_bytes().splitlines())
    answered = told(copy, "factsheets", "--only", "10000")
    assert answered.code == 1
    assert f"templates/{file[3:] if file.startswith('..') else f'factsheets/{file}'}:{count}" in answered.out
    assert why in answered.out


@pytest.mark.parametrize("content", [b"", b"/* \xe9 */\n", None], ids=["empty", "another encoding", "gone"])
@pytest.mark.parametrize("file", ["factsheet.typ", "factsheet.html.j2", "index.html.j2", "factsheet.css"])
def test_a_template_that_cannot_serve_is_told_by_check_too(
    copy: Path, told: Callable[..., Any], file: str, content: bytes | None
) -> None:
    path = copy / "templates/factsheets" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    line = ":1" if content else ""
    for command in (("check",), ("factsheets", "--only", "10000")):
        (said,) = [one for one in told(copy, *command).out.splitlines() if "REN01" in one]
        assert said.startswith(f"templates/factsheets/{file}{line}: erreur REN01 ")


def test_some_alone(copy: Path, told: Callable[..., Any]) -> None:
    """By identifier or by name, whatever its case; the others stay; who isn't known is told, with who was meant."""
    name = next(row["name"] for row in read(copy / "enquetes/registre.csv") if row["id"] == "10007")
    assert "1 fiche faite" in told(copy, "factsheets", "--only", name.upper()).out
    assert len(made_in(copy)) == MEMBERS
    for one, said in (("1000x", "n'ont de « 1000x »"), ("", "ne nomme personne"), ("\u202f", "ne nomme personne")):
        unknown = told(copy, "factsheets", "--only", one)
        assert unknown.code == 1
        assert said in unknown.err


def test_without_the_answers_nothing_is_made(copy: Path, told: Callable[..., Any]) -> None:
    """Whoever hasn't the answers is told where they belong; without factsheets in report.yml, how to ask for some."""
    shutil.rmtree(copy / "enquetes")
    answered = told(copy, "factsheets")
    assert answered.code == 1
    assert "report.yml:" in answered.err
    assert "ne sont pas sur cette machine" in answered.err
    report = copy / "report.yml"
    report.write_text(report.read_text("utf-8").partition("factsheets:")[0], "utf-8")
    shutil.rmtree(copy / "content/factsheets")
    assert "report.yml ne demande aucune fiche." in told(copy, "factsheets").err


def test_a_slip_in_report_yml_is_told_where_it_is(copy: Path, told: Callable[..., Any]) -> None:
    """A section without a file, a survey that isn't described, an unknown key: each at its line."""
    report = copy / "report.yml"
    text = report.read_text("utf-8").replace("sections: [situation, personnes]", "sections: [situations, personnes]")
    report.write_text(text.replace("each: region\n    survey: observatoire", "each: region\n    survey: observatoir"), "utf-8")
    answered = told(copy, "check")
    assert "La section « situations » est annoncée, mais content/factsheets/situations.md n'existe pas." in answered.out
    assert "Vouliez-vous « situation » ?" in answered.out
    assert "L'enquête « observatoir » n'est pas dans data/surveys.yml." in answered.out
    report.write_text(text.replace("each: region", "each: regions"), "utf-8")
    assert "report.yml:" in told(copy, "check").out
