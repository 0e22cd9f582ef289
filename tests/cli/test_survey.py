"""`survey`, from the answers to the report: what is shown, what is written, and what no output ever holds."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from rapport.cli.main import main
from tests.conftest import PROJECT

CASE = PROJECT / "tests/rules/cases/ENQ04-odd-answer"
SOUND = PROJECT / "tests/rules/cases/ENQ01-unknown-statistic"
LOCK = "data/surveys.lock.yml"


@pytest.fixture
def edition(petite: Path) -> Path:
    """Return the small edition with a survey whose answers are sound."""
    shutil.copytree(SOUND, petite, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt", "indicators", "*.lock.yml"))
    asked = {"heures": ("Heures des ateliers qui ont répondu", "heures"), "metal": ("Heures du métal", "heures_par_metier.Métal")}
    keys = "  label: {}\n  unit: heures\n  decimals: exact\n  from: survey.ateliers.{}\n"
    indicators = "".join(f"enquete.{name}:\n{keys.format(*said)}" for name, said in asked.items())
    (petite / "data/indicators/enquete.yml").write_text(indicators, "utf-8")
    return petite


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said, in plain spaces."""
    caught = capsys.readouterr()
    return (caught.out + caught.err).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def test_a_survey_is_calculated_and_its_lock_written(edition: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["survey"], edition) == 0
    said = told(capsys)
    assert "28 structures sur 36 ont répondu." in said
    assert "2 cachés : 1 (il donnerait un autre nombre caché) et 1 (trop peu de structures)." in said
    assert "aucun nombre caché ne se retrouve" in said
    before = (edition / LOCK).read_bytes()
    assert main(["survey"], edition) == 0
    assert (edition / LOCK).read_bytes() == before
    assert main(["check", "--quiet"], edition) == 0


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [(0, "0 structure sur 36 a répondu."), (1, "1 structure sur 36 a répondu."), (2, "2 structures sur 36 ont répondu.")],
)
def test_few_are_counted_in_good_french(edition: Path, capsys: pytest.CaptureFixture[str], answers: int, sentence: str):
    path = next((edition / "enquetes").glob("rep*.csv"))
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[: 1 + answers]) + "\n", "utf-8")
    main(["survey"], edition)
    assert sentence in told(capsys)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [(0, "0 structure sur 36 a répondu"), (1, "1 structure sur 36 a répondu"), (2, "2 structures sur 36 ont répondu")],
)
def test_few_since_the_last_calculation_are_told_in_good_french(
    edition: Path, capsys: pytest.CaptureFixture[str], answers: int, sentence: str
):
    main(["survey"], edition)
    path = next((edition / "enquetes").glob("rep*.csv"))
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[: 1 + answers]) + "\n", "utf-8")
    assert main(["check", "--quiet"], edition) == 1
    assert f"« ateliers » : {sentence}, et non 28 sur 36." in told(capsys)


def test_rows_laid_in_advance_count_in_no_rate(edition: Path, capsys: pytest.CaptureFixture[str]):
    """A form shared by all has a row for each member, answered or not: who answered is counted, and the others are named."""
    path = next((edition / "enquetes").glob("rep*.csv"))
    register = (edition / "enquetes/adherents.csv").read_text("utf-8").splitlines()[1:]
    head, *rows = path.read_text("utf-8").splitlines()
    there = {row.split(";")[0] for row in rows}
    laid = [f"{one.split(';')[0]};;n.d." for one in register if one.split(";")[0] not in there]
    assert len(laid) == 8
    path.write_text("\n".join([head, *rows, *laid]) + "\n", "utf-8")
    assert main(["survey"], edition) == 0
    said = told(capsys)
    assert "28 structures sur 36 ont répondu." in said
    assert "Ne comptent pas, leur ligne ne répondant à rien : " in said
    assert '"answered": 28' in (edition / LOCK).read_text("utf-8")


def test_what_is_published_holds_no_answer(edition: Path, capsys: pytest.CaptureFixture[str]):
    """No hidden number, no member's answer nor name is in the lock, in the page, in the data."""
    text = (edition / "content/edito.md").read_text("utf-8")
    called = '{{ value("enquete.heures") }} heures, et {{ value("enquete.metal") }} au métal.'
    (edition / "content/edito.md").write_text(f"{text}\n\nLes ateliers interrogés : {called}\n", "utf-8")
    assert main(["survey"], edition) == 0
    assert main(["build", "--quiet", "--to", "html"], edition) == 0, told(capsys)
    made = [edition / "output/2024/index.html", *(edition / "output/2024/donnees").rglob("*.*")]
    files = [edition / LOCK, *made]
    published = "".join(path.read_text("utf-8") for path in files).replace("\u202f", "").replace("\u00a0", "")
    answers = (edition / "enquetes/reponses.csv").read_text("utf-8").splitlines()[-2:]  # the two of Métal
    hours = [answer.split(";")[1] for answer in answers]
    assert len(files) > 3
    for secret in (*hours, str(sum(map(int, hours))), "Atelier 33"):
        assert not re.search(rf"(?<![\w#.]){secret}(?![\w.])", published)
    page = (edition / "output/2024/index.html").read_text("utf-8").replace("\u202f", " ").replace("\u00a0", " ")
    assert "et c au métal" in re.sub(r"<[^>]+>", "", page)
    assert "28 structures sur 36 (78 %). Somme des réponses sans pondération, sur 28 structures." in page


def test_without_the_answers_the_lock_stands(edition: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["survey"], edition) == 0
    shutil.rmtree(edition / "enquetes")
    capsys.readouterr()
    assert main(["check"], edition) == 0
    assert "ENQ07" in told(capsys)


def test_one_file_less_is_no_survey(edition: Path, capsys: pytest.CaptureFixture[str]):
    """With a register and no answers, or the reverse, somebody forgot a file: nothing is calculated on half of it."""
    (edition / "enquetes/reponses.csv").unlink()
    assert main(["survey"], edition) == 1
    assert "Le fichier « enquetes/reponses.csv » n'existe pas." in told(capsys)


def test_what_is_odd_goes_back_to_each_structure(petite: Path, capsys: pytest.CaptureFixture[str]):
    shutil.copytree(CASE, petite, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    register = petite / "enquetes/adherents.csv"
    register.write_text(register.read_text("utf-8").replace("1;Atelier 1;", '1;"=HYPERLINK(""http://x"")";'), "utf-8")
    assert main(["survey", "--workbooks"], petite) == 1
    said = told(capsys)
    assert "Atelier 2 (2, Bois) : enquetes/reponses.csv:3" in said
    assert "« Heures » : 2 400 heures : au plus 2 000 heures : c'est impossible." in said
    assert "Rien n'est calculé tant que ces réponses ne sont pas corrigées." in said
    books = sorted((petite / "output/enquetes").iterdir())
    assert [book.name for book in books] == ["ateliers-1-hyperlink-http-x.xlsx", "ateliers-2-atelier-2.xlsx"]
    for book in books:
        raw = book.read_bytes()
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            assert not any(b"<f>" in packed.read(name) for name in packed.namelist() if name.endswith(".xml"))
    sheet = openpyxl.load_workbook(books[1]).active
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Atelier 2 : vos réponses à vérifier"]
    assert [str(cell).replace("\u202f", " ").replace("\u00a0", " ") for cell in rows[4][:2]] == ["Heures", "2 400 heures"]
    assert "Atelier 1" not in str(rows)


def test_what_comes_back_is_believed_once(petite: Path, capsys: pytest.CaptureFixture[str]):
    """The whole loop: asked, sent back filled, taken; the other structure's left as it is; then asked nothing more."""
    shutil.copytree(CASE, petite, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    assert main(["survey", "--workbooks"], petite) == 1
    assert "Déposez dans enquetes/retours/ ceux qui reviennent remplis" in told(capsys)
    before = (petite / "enquetes/reponses.csv").read_bytes()
    (petite / "enquetes/retours").mkdir()
    for name, typed in (("ateliers-1-atelier-1.xlsx", ""), ("ateliers-2-atelier-2.xlsx", "1 240")):
        book = openpyxl.load_workbook(petite / "output/enquetes" / name)
        head = [str(cell.value) for cell in book.active[4]]
        book.active.cell(5, head.index("La bonne réponse") + 1, typed or None)
        book.active.cell(5, head.index("Une remarque") + 1, "Vu avec le trésorier")
        book.save(petite / "enquetes/retours" / name)
    for _ in range(2):
        assert main(["survey", "--workbooks"], petite) == 0
        said = told(capsys)
        assert "D'après les classeurs renvoyés : 1 réponse corrigée et 1 réponse confirmée." in said
        assert "Atelier 2 (enquetes/retours/ateliers-2-atelier-2.xlsx:5), « Heures » : Vu avec le trésorier" in said
        assert "Ne renvoyez plus « ateliers-1-atelier-1.xlsx » et « ateliers-2-atelier-2.xlsx »" in said
    assert (petite / "enquetes/reponses.csv").read_bytes() == before
    capsys.readouterr()
    main(["check"], petite)
    assert "ENQ0" not in told(capsys)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2 300", "« ateliers-2-atelier-2.xlsx » : ce qui étonne encore est dans un nouveau classeur."),
        ("1 240", "« ateliers-2-atelier-2.xlsx » : ce qui y étonnait n'étonne plus."),
        ("", "« ateliers-2-atelier-2.xlsx » : ce qui étonne encore est dans un nouveau classeur."),  # impossible as it is
        ("kept", ""),
    ],
)
def test_a_workbook_that_is_no_longer_to_be_sent_says_why(
    petite: Path, capsys: pytest.CaptureFixture[str], typed: str, said: str
):
    """And none of another survey, whose name may begin as this one's."""
    shutil.copytree(CASE, petite, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    path = petite / "data/surveys.yml"
    text = path.read_text("utf-8")
    answers = petite / "enquetes/reponses.csv"
    shutil.copy(answers, petite / "enquetes/autres.csv")
    path.write_text(text + text.replace("ateliers:", "ateliers-cantons:").replace("reponses.csv", "autres.csv"), "utf-8")
    assert main(["survey", "--workbooks"], petite) == 1
    (petite / "enquetes/retours").mkdir()
    book = openpyxl.load_workbook(petite / "output/enquetes/ateliers-2-atelier-2.xlsx")
    head = [str(cell.value) for cell in book.active[4]]
    book.active.cell(5, head.index("La bonne réponse") + 1, typed or None)
    if typed != "kept":
        book.save(petite / "enquetes/retours/a.xlsx")
    told(capsys)
    main(["survey", "ateliers", "--workbooks"], petite)
    assert [line for line in told(capsys).splitlines() if line.startswith("Ne renvoyez plus")] == [
        f"Ne renvoyez plus {said}"
    ] * bool(said)


@pytest.mark.parametrize(("name", "said"), [("atelier", "Noms proches : ateliers."), ("x", "Enquêtes : ateliers.")])
def test_a_survey_that_is_not_there(edition: Path, capsys: pytest.CaptureFixture[str], name: str, said: str):
    assert main(["survey", name], edition) == 1
    assert said in told(capsys)


def test_an_edition_without_a_survey(petite: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["survey"], petite) == 1
    assert "Aucune enquête n'est décrite" in told(capsys)


@pytest.mark.parametrize("typed", [False, True])
def test_what_a_survey_publishes_is_no_secret_when_it_is_worth_as_much_as_one(
    edition: Path, capsys: pytest.CaptureFixture[str], *, typed: bool
):
    """All answers are the same: groups that are published say what hidden ones would; typed by hand, the number is a secret."""
    path = next((edition / "enquetes").glob("rep*.csv"))
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([head, *(";".join([row.split(";")[0], "1000", *row.split(";")[2:]]) for row in rows)]) + "\n", "utf-8"
    )
    survey = edition / "data/surveys.yml"
    survey.write_text(survey.read_text("utf-8").replace("compute: sum", "compute: mean"), "utf-8")
    if typed:
        keys = "label: Heures, unit: heures, decimals: exact, values: {2024: 1000}, source: Lettre de 2024"
        (edition / "data/indicators/copie.yml").write_text(f"copie.heures: {{{keys}}}\n", "utf-8")
    main(["survey"], edition)
    capsys.readouterr()
    main(["check", "--quiet"], edition)
    assert [line.partition("« ")[2].partition(" »")[0] for line in told(capsys).splitlines() if "ENQ08" in line] == (
        ["copie.heures"] if typed else []
    )
