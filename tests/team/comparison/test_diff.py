"""`diff`: two years, two commits, two published folders; as text, as Markdown, as a page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.sources.reading import load
from rapport.team.comparison.forms import LONGEST
from rapport.team.comparison.published import side_of_output
from rapport.team.comparison.sources import side_of

PROJECT = Path(__file__).resolve().parents[3]
GIT = ["git", "-c", "user.name=Essai", "-c", "user.email=essai@example.org", "-c", "commit.gpgsign=false"]
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git")


def change(root: Path) -> None:
    """Change a number, a sentence, a person and a link; add a section and a number."""
    for name, old, new in (
        ("data/indicators/ateliers.yml", "{2024: 318}", "{2024: 330}"),
        ("content/edito.md", "sans rendez-vous", "sur rendez-vous"),
        ("content/ateliers.md", "https://fabrique-du-val.example", "https://val.example"),
        ("data/tables/people.csv", "Trésorier", "Trésorier par intérim"),
        ("report.yml", "  - ateliers", "  - ateliers\n  - suite"),
    ):
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), "utf-8")
    (root / "content/suite.md").write_text("---\ntitle: La suite\n---\n\nUn texte.\n", "utf-8")


def told(text: str) -> None:
    """Check what a comparison must say of these changes, in plain text."""
    assert "≠ Vélos réparés : 318 vélos → 330 vélos (+12 vélos)" in text
    assert "[-sans-]{+sur+} rendez-vous" in text
    assert "{+ par intérim+}" in text
    assert "+ La suite (suite)" in text
    assert "+ https://val.example (" in text
    assert "− https://fabrique-du-val.example (" in text
    assert "Sections : 1 ajoutée, 2 modifiées" in text


@pytest.fixture
def commits(petite: Path) -> Path:
    """Return the small edition in a repository, its changes in a second commit."""

    def git(*arguments: str) -> None:
        subprocess.run([*GIT, *arguments], cwd=petite, check=True, capture_output=True)

    (petite / ".gitignore").write_text(".cache\noutput/\n", "utf-8")
    (petite / "assets/fonts").unlink()
    shutil.copytree(PROJECT / "assets/fonts", petite / "assets/fonts", ignore=shutil.ignore_patterns("*.woff2"))
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "avant")
    change(petite)
    git("add", "-A")
    git("commit", "-qm", "après")
    return petite


@needs_git
def test_two_commits(commits: Path, run: Callable):
    outcome = run(commits, "diff", "HEAD~1", "HEAD")
    assert outcome.code == 0
    told(outcome.out.replace("\u00a0", " "))
    back = run(commits, "diff", "HEAD", "HEAD~1").out.replace("\u00a0", " ")
    assert "330 vélos → 318 vélos (−12 vélos)" in back
    assert "− La suite (suite)" in back


@needs_git
def test_a_commit_and_the_files_of_today(commits: Path, run: Callable):
    assert "Chiffres\u00a0: rien n’a changé" in run(commits, "diff", "HEAD", "2024").out
    told(run(commits, "diff", "HEAD~1", "2024").out.replace("\u00a0", " "))


@needs_git
@pytest.mark.skipif(sys.platform == "win32", reason="links want a right there")
@pytest.mark.parametrize(
    ("name", "target", "code"),
    [("assets/dehors.png", "/etc/hostname", 0), ("data/dehors.csv", "../../../../etc/hostname", 0), ("assets/rond", "rond", 0),
     ("content/edito.md", "/etc/hostname", 1), ("report.yml", "report.yml", 1)],
)  # fmt: skip
def test_a_link_that_leads_out_of_a_commit(name: str, target: str, code: int, commits: Path, run: Callable):
    """It is left where it is; an edition that lacks what it led to says so."""
    (commits / name).unlink(missing_ok=True)
    (commits / name).symlink_to(target)
    subprocess.run([*GIT, "-C", str(commits), "add", "-A"], check=True)
    subprocess.run([*GIT, "-C", str(commits), "commit", "-qm", "un lien"], check=True)
    outcome = run(commits, "diff", "HEAD~1", "HEAD")
    assert outcome.code == code, outcome
    assert (name in outcome.err) is bool(code)


@needs_git
def test_a_commit_that_cant_be_read_is_told(commits: Path, run: Callable):
    (commits / "report.yml").write_text("title: [", "utf-8")
    subprocess.run([*GIT, "commit", "-qam", "cassé"], cwd=commits, check=True, capture_output=True)
    outcome = run(commits, "diff", "HEAD~1", "HEAD")
    assert outcome.code == 1
    assert "« HEAD » ne se lit pas" in outcome.err
    assert run(commits, "diff", "HEAD~2", "HEAD~1").code == 0


def test_two_years(petite: Path, run: Callable):
    """A kept edition, whose numbers evolve to those of today."""
    kept = petite / "editions/2023"
    shutil.copytree(petite, kept, ignore=shutil.ignore_patterns(".cache", "editions"))
    for path in [kept / "report.yml", *(kept / "data").rglob("*.yml"), *(kept / "data").rglob("*.csv")]:
        path.write_text(path.read_text("utf-8").replace("2024", "2023").replace("318", "265"), "utf-8")
    text = run(petite, "diff", "2023", "2024").out.replace("\u00a0", " ")
    assert "≠ Vélos réparés : 265 vélos → 318 vélos (+20 %)" in text
    outcome = run(petite, "diff", "2022", "2024")
    assert outcome.code == 1
    assert "Il n'y a pas d'édition 2022. Éditions présentes : 2023, 2024." in outcome.err


def test_two_published_folders(built_petite: Path, petite: Path, run: Callable):
    change(petite)
    assert main(["build", "--quiet", "--to", "html"], petite) == 0
    text = run(petite, "diff", str(built_petite / "output/2024"), str(petite / "output/2024")).out
    told(text.replace("\u00a0", " ").replace("(ateliers)", "(L'année des ateliers)"))


def test_a_published_folder_says_what_its_sources_say(built_petite: Path):
    """Numbers alike to the last digit, texts alike but for lists, charts and pictures, which each shows its own way."""
    apart = {"Vélo", "Bois", "Cuisine", "Un établi et ses outils"}
    sources, published = side_of(load(built_petite)[0], "a"), side_of_output(built_petite / "output/2024", "b")
    assert {n: (x.value, x.unit, x.status) for n, x in sources.numbers.items()} == {
        n: (x.value, x.unit, x.status) for n, x in published.numbers.items()
    }
    assert [*sources.sections] == [*published.sections]
    for name, section in sources.sections.items():
        written = {re.sub(r"\s", " ", text) for text in published.sections[name].paragraphs}
        assert section.title == published.sections[name].title
        plain = [re.sub(r"\s", " ", text) for text in section.paragraphs]
        plain = [text for text in plain if not text.startswith("[") and " – " not in text]
        assert plain
        assert [text for text in plain if text not in written and text not in apart] == []
    assert {*sources.links} == {*published.links}


def test_what_cant_be_compared_is_told(built_petite: Path, petite: Path, tmp_path: Path, run: Callable):
    output = str(built_petite / "output/2024")
    for arguments, said in (
        (("2024", output), "Un dossier publié se compare à un dossier publié"),
        (("2024", "main~3"), "n'est ni une année, ni un dossier"),
        (("2024", str(tmp_path)), "n'est ni une édition"),
        (("--", "2024", "--output=x"), "n'est ni une année, ni un dossier"),
    ):
        outcome = run(petite, "diff", *arguments)
        assert outcome.code == 1
        assert said in outcome.err
    broken = tmp_path / "casse"
    shutil.copytree(output, broken)
    (broken / "donnees/indicateurs.csv").unlink()
    assert "n'est pas un dossier publié qui se lise" in run(petite, "diff", output, str(broken)).err


@needs_git
def test_markdown_fits_a_comment(commits: Path, run: Callable):
    text = run(commits, "diff", "HEAD~1", "HEAD", "--format", "markdown").out
    assert "| ≠ | Vélos réparés | 318\u00a0vélos | 330\u00a0vélos | +12\u00a0vélos |" in text
    assert "<del>sans</del><ins>sur</ins> rendez" in text
    (commits / "content/suite.md").write_text("---\ntitle: La suite\n---\n\n" + "Un mot <b>de plus</b>. \n\n" * 5000, "utf-8")
    (commits / "content/edito.md").write_text("---\ntitle: Le mot\n---\n\n" + "Un mot | de moins. \n\n" * 5000, "utf-8")
    text = run(commits, "diff", "HEAD~1", "2024", "--format", "markdown").out
    assert len(text) < LONGEST + 500
    assert "La suite est dans la page de comparaison" in text
    assert "<b>" not in text


class Page(HTMLParser):
    """What a page asks for, and the marks that it opens."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asked: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.asked += [value or "" for name, value in attrs if name in {"src", "href"} and not (value or "").startswith("#")]


@needs_git
def test_the_page_stands_alone(commits: Path, tmp_path: Path, run: Callable):
    """In the brand's own colours; an author's angle bracket stays text."""
    (commits / "content/suite.md").write_text("---\ntitle: La <script>suite</script>\n---\n\nTexte.\n", "utf-8")
    target = tmp_path / "comparaison.html"
    assert run(commits, "diff", "HEAD~1", "2024", "--format", "html", "--to", str(target)).code == 0
    text = target.read_text("utf-8")
    page = Page(text)
    assert page.asked == []
    assert "script" not in page.tags
    assert page.tags.count("h1") == 1
    assert {"ins", "del", "caption", "main"} <= {*page.tags}
    assert 'lang="fr"' in text
    assert "prefers-color-scheme: dark" in text
    assert "default-src 'none'" in text
    palette = load(commits)[0].brand["color"]["palette"]
    assert palette[load(commits)[0].brand["color"]["primary"]] in text
