"""Bad input, from the forgotten quote to the attack: told in French at its place, and the published report stays."""

from __future__ import annotations

import builtins
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.options import Options
from rapport.flow.pipeline import build
from rapport.outputs.publish import drafting, publish
from rapport.outputs.variants.fragment import NUMBERS

PROJECT = Path(__file__).resolve().parents[1]
Run = Callable[..., Any]


def spoil(path: Path, old: str, new: str) -> None:
    """Replace a text that the file holds."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def published(root: Path) -> dict[str, bytes]:
    """Return every file of the output folder, drafts and leftovers included."""
    output = root / "output"
    return {str(path.relative_to(output)): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}


@pytest.fixture
def edition(petite: Path) -> Path:
    """Return a small edition that was published before."""
    folder = petite / "output/2024"
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(b"<p>le rapport d'avant</p>")
    (folder / "rapport-activite-2024.pdf").write_bytes(b"%PDF-1.7 d'avant")
    return petite


# --- one mistake each ---------------------------------------------------------------------------------------------

IND = "data/indicators/ateliers.yml"
WORKSHOPS = "content/ateliers.md"
FOREWORD = "content/edito.md"
TABLE = "data/tables/heures_par_atelier.csv"
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "broken YAML": (IND, "label: Vélos", 'label: "Vélos', IND + ":16:10: erreur LEC04"),
    "twice a key": ("data/tables.yml", "    name: {label: Nom}", "    role: {label: Nom}", "data/tables.yml:19:5: erreur LEC05"),
    "wrong type": ("report.yml", "year: 2024", "year: [2024]", "report.yml:5:1: erreur LEC06"),
    "unknown key": ("report.yml", "website:", "site:", "report.yml:6:1: erreur LEC06"),
    "wrong number": (IND, "{2024: 318}", "{2024: 31B}", IND + ":19:12: erreur LEC06"),
    "decimal comma in YAML": (IND, "{2024: 318}", "{2024: 318,5}", IND + ":19:22: erreur LEC06"),
    "unknown column": (TABLE, "name,hours", "nom,hours", f"{TABLE}:1:15: erreur LEC07"),
    "number that isn't one": (TABLE, "380", "environ 380", f"{TABLE}:3:16: erreur LEC07"),
    "missing cell": (TABLE, "2024,bois,Bois,380", "2024,bois,380", f"{TABLE}:3:1: erreur LEC07"),
    "total off by one": (TABLE, "380", "381", IND + ":5:12: erreur IND02"),
    "unclosed expression": (WORKSHOPS, "unit=true) }}, dont", "unit=true), dont", WORKSHOPS + ":5:25: erreur TXT01"),
    "statement": (WORKSHOPS, "Pour venir", "{% if true %}Pour venir", WORKSHOPS + ":20:1: erreur TXT10"),
    "unknown fenced div": (FOREWORD, "::: callout", "::: encadre", FOREWORD + ":9:1: erreur TXT05"),
    "missing picture": (WORKSHOPS, "assets/etabli.svg", "assets/etable.svg", WORKSHOPS + ":18:1: erreur LNK02"),
    "picture outside assets": (WORKSHOPS, "assets/etabli.svg", "../../../etc/passwd", WORKSHOPS + ":18:1: erreur LNK02"),
    "javascript: link": (WORKSHOPS, "https://fabrique", "javascript:fabrique", WORKSHOPS + ":20:14: erreur LNK03"),
    "chart on a missing table": ("data/charts.yml", "table: heures_par", "table: jours_par", "data/charts.yml:5:3: erreur CHA01"),
    "path as a section": ("report.yml", "- edito", "- ../../../etc/passwd", "report.yml:10:5: erreur LEC08"),
    "missing section": ("report.yml", "- edito", "- absente", "report.yml:10:5: erreur LEC08"),
    "formula out of its cage": (IND, '100 * value("', '1 + "".__class__.__mro__ and value("', IND + ":12:3: erreur IND05"),
    "attribute of a function": (IND, '100 * value("', 'value.__globals__ or value("', IND + ":12:3: erreur IND05"),
    "huge power": (IND, "100 * ", "9**9**9**9 * ", IND + ":12:3: erreur IND05"),
    "huge product": (IND, "100 * ", "1e300 * 1e300 * ", IND + ":12:3: erreur IND05"),
    "division by zero": (IND, '/ value("heures.total")', "/ 0", IND + ":12:3: erreur IND05"),
    "formula on itself": (IND, '/ value("heures.total")', '/ value("heures.part_velo")', IND + ":12:3: erreur IND05"),
    "template object": (FOREWORD, "sans rendez-vous", "{{ cycler }}", FOREWORD + ":7:62: erreur TXT01"),
    "text multiplied": (FOREWORD, "sans rendez-vous", '{{ value("a" * 10**10) }}', FOREWORD + ":7:62: erreur TXT01"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_located_and_nothing_is_published(name: str, edition: Path, run: Run):
    """File, line and column; exit code 1; no traceback; the report published before is the same to the byte."""
    path, old, new, expected = MISTAKES[name]
    before = published(edition)
    spoil(edition / path, old, new)
    outcome = run(edition, "build")
    assert outcome.code == 1, outcome
    assert any(line.startswith(expected) for line in outcome.lines), outcome.out
    assert "Traceback" not in outcome.out + outcome.err
    assert published(edition) == before


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("report.yml", "report.yml: erreur LEC01"),
        ("content/edito.md", "report.yml:10:5: erreur LEC08"),
        (TABLE, f"{TABLE}: erreur LEC01"),
        ("assets/_brand.yml", "assets/_brand.yml: erreur LEC01"),
        ("assets/logo.svg", "assets/_brand.yml:5:3: erreur LEC10"),
    ],
)
def test_missing_file(path: str, expected: str, edition: Path, run: Run):
    """A file that went is told where it is asked for."""
    before = published(edition)
    (edition / path).unlink()
    outcome = run(edition, "build")
    assert outcome.code == 1
    assert any(line.startswith(expected) for line in outcome.lines), outcome.out
    assert published(edition) == before


def test_empty_section(edition: Path, run: Run):
    """A section with nothing in it is told, whether its head is there or not."""
    (edition / "content/edito.md").write_text("---\ntitle: Vide\n---\n", "utf-8")
    assert "content/edito.md:4:1: erreur TXT07" in run(edition, "check").out
    (edition / "content/edito.md").write_text("", "utf-8")
    assert "content/edito.md:1:1: erreur LEC08" in run(edition, "check").out


def test_several_mistakes_in_one_pass(edition: Path, run: Run):
    """Rules tell everything at once too: four files, four problems, one run."""
    names = ("total off by one", "unknown fenced div", "missing picture", "chart on a missing table")
    for name in names:
        path, old, new, _ = MISTAKES[name]
        spoil(edition / path, old, new)
    out = run(edition, "check").out
    assert all(MISTAKES[name][3] in out for name in names)


@pytest.mark.parametrize(
    "raw",
    [
        "year;workshop;name;hours\r\n2024;velo;Vélo;620\r\n2024;bois;Bois;380,0\r\n2024;cuisine;Cuisine;\u00a0240\r\n".encode(),
        "\ufeffyear;workshop;name;hours\n2024;velo;Vélo;620\n2024;bois;Bois;380\n2024;cuisine;Cuisine;240\n".encode(),
        "year;workshop;name;hours\n2024;velo;Vélo;620\n2024;bois;Bois;380\n2024;cuisine;Cuisine;240\n".encode("cp1252"),
    ],
    ids=["semicolons and decimal commas", "byte order mark", "Windows-1252"],
)
def test_french_csv_proves_the_same_total(raw: bytes, edition: Path, run: Run):
    """What a French spreadsheet saves is not a mistake; an old encoding is only remarked upon."""
    (edition / TABLE).write_bytes(raw)
    outcome = run(edition, "check")
    assert outcome.code == 0
    assert [line for line in outcome.lines if " LEC03 " not in line] == []


# --- severities and waivers ---------------------------------------------------------------------------------------


def ask(edition: Path, lines: str) -> None:
    spoil(edition / "report.yml", "formats: [html, pdf]", f"formats: [html]\n{lines}")


@pytest.mark.parametrize("place", ["content/edito.md", "content/edito.md:9", "content/edito.md:9:1"])
def test_waiver_excuses_its_place(place: str, edition: Path, run: Run):
    """A waiver holds for a file, a line, or a place copied from the message."""
    spoil(edition / "content/edito.md", "::: callout", "::: encadre")
    ask(edition, f"waivers:\n  - {{rule: TXT05, place: '{place}', because: essai d’écart}}")
    assert run(edition, "check") == (0, "", "")


def test_waiver_without_a_place_excuses_no_error(edition: Path, run: Run):
    """One line must not silence every false claim, total or link of a report; what it would take is said."""
    spoil(edition / "content/edito.md", "::: callout", "::: encadre")
    ask(edition, "waivers:\n  - {rule: TXT05, because: essai d’écart}")
    outcome = run(edition, "check")
    assert outcome.code == 1
    assert "content/edito.md:9:1: erreur TXT05" in outcome.out
    assert "report.yml:9:6: avertissement EDI11 L'écart accepté pour TXT05 n'a pas de lieu" in outcome.out
    assert "place: content/edito.md:9:1." in outcome.out


def test_waiver_without_a_place_excuses_warnings_and_says_how_many(edition: Path, run: Run):
    spoil(edition / "content/edito.md", "La Fabrique a ouvert", "La plupart des vélos, un tiers des heures. La Fabrique a ouvert")
    ask(edition, "waivers:\n  - {rule: AFF03, because: essai d’écart}")
    outcome = run(edition, "check")
    assert outcome.code == 0
    assert outcome.lines == ["report.yml:9:6: info EDI11 L'écart accepté pour AFF03 excuse 2 remarques : « essai d’écart »."]


@pytest.mark.parametrize("place", ["content/edito.md", "content/edito.md:7"])
def test_waiver_of_a_place_that_excuses_several_says_how_many(place: str, edition: Path, run: Run):
    spoil(edition / "content/edito.md", "La Fabrique a ouvert", "[un](#rien) et [deux](#nulle-part). La Fabrique a ouvert")
    told = run(edition, "check").out
    code = re.search(r"content/edito\.md:7:\d+: erreur (\w+)", told)
    assert code
    ask(edition, f"waivers:\n  - {{rule: {code[1]}, place: '{place}', because: essai d’écart}}")
    assert f"info EDI11 L'écart accepté pour {code[1]} excuse 2 erreurs : « " in run(edition, "check").out


def test_waiver_of_another_place_excuses_nothing(edition: Path, run: Run):
    """The fault elsewhere stays an error."""
    spoil(edition / "content/edito.md", "::: callout", "::: encadre")
    ask(edition, "waivers:\n  - {rule: TXT05, place: content/ateliers.md, because: essai d’écart}")
    outcome = run(edition, "check")
    assert outcome.code == 1
    assert (
        "report.yml:9:6: avertissement EDI02 L'écart accepté pour TXT05 n'excuse rien à « content/ateliers.md »." in outcome.out
    )
    assert "TXT05 se trouve ici : content/edito.md:9:1. Corrigez place:" in outcome.out


@pytest.mark.parametrize("place", ["content/editos.md", "content/editos.md:9", "edito.md:9:1"])
@pytest.mark.parametrize("code", ["TXT05", "OUT05", "LAN01"])
def test_waiver_at_a_file_that_is_not_there_is_told_by_check(code: str, place: str, edition: Path, run: Run):
    """A slip of the pen in a name excuses nothing, whatever the rule, and whoever runs it."""
    ask(edition, f"waivers:\n  - {{rule: {code}, place: '{place}', because: essai d’écart}}")
    outcome = run(edition, "check")
    missing = f"« {place.split(':', maxsplit=1)[0]} », qui n'existe pas : il n'excuse rien."
    assert outcome.lines[0] == f"report.yml:9:6: avertissement EDI02 L'écart accepté pour {code} vise {missing}"


@pytest.mark.parametrize(("code", "place"), [("VAR16", NUMBERS), ("VAR16", "fragment.html"), ("OUT05", "index.html:3")])
def test_waiver_at_a_finished_file_is_left_by_check(code: str, place: str, edition: Path, run: Run):
    """What nobody writes isn't there before it is made: it may excuse something then."""
    ask(edition, f"waivers:\n  - {{rule: {code}, place: '{place}', because: essai d’écart}}")
    assert run(edition, "check") == (0, "", "")


@pytest.mark.parametrize("place", ["", "content/edito.md", "content/edito.md:400"])
def test_needless_waiver_of_the_sources_is_told_by_check(place: str, edition: Path, run: Run):
    ask(edition, f"waivers:\n  - {{rule: TXT05, place: '{place}', because: essai d’écart}}")
    told = "report.yml:9:6: avertissement EDI02 L'écart accepté pour TXT05 n'excuse plus rien : retirez-le."
    assert run(edition, "check").lines == [told]


def test_needless_waiver_is_a_warning_once_everything_ran(edition: Path, run: Run):
    """Of a rule on finished files, EDI02 comes with the build, when output rules ran too; `check` can't know."""
    ask(edition, "waivers:\n  - {rule: OUT05, because: essai d’écart}")
    assert run(edition, "check") == (0, "", "")
    outcome = run(edition, "build")
    assert outcome.code == 0
    assert outcome.lines[0].startswith("report.yml:9:6: avertissement EDI02 L'écart accepté pour OUT05")


@pytest.mark.parametrize(("imposed", "code"), [("info", 0), ("warning", 0), ("error", 1)])
def test_severity_imposed_by_the_edition(imposed: str, code: int, edition: Path, run: Run):
    """`severities:` decides, up or down."""
    spoil(edition / "content/edito.md", "::: callout", "::: encadre")
    ask(edition, f"severities: {{TXT05: {imposed}}}")
    outcome = run(edition, "check")
    word = {"info": "info", "warning": "avertissement", "error": "erreur"}[imposed]
    assert outcome.code == code
    assert f": {word} TXT05 " in outcome.out


def test_strict_makes_errors_of_warnings(edition: Path, run: Run):
    """`--strict` stops at a warning."""
    spoil(edition / "data/charts.yml", "highlight: Vélo", "highlight: Velo")
    assert run(edition, "check").code == 0
    assert run(edition, "check", "--strict").code == 1


# --- hostile contents ---------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The elements and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_raw_html_and_its_scripts_never_reach_the_page(edition: Path, run: Run):
    """What an author types as HTML comes out as text; attributes that act are gone from every element."""
    spoil(
        edition / "content/edito.md",
        "sans rendez-vous.",
        """<script>alert('un')</script> et <img src=x onerror=alert()> [un mot]{onclick="alert()" style="x"}.

<iframe src="https://ailleurs.example"></iframe>

`alert()`{=html} et `code`{onmouseover="alert()"}

```{=html}
<script>alert()</script>
```

## Un titre {onclick="alert()" #titre}

[Un lien](https://fabrique-du-val.example){onclick="alert()" target="_top"}

![Un établi](assets/etabli.svg){onload="alert()"}""",
    )
    spoil(edition / "content/edito.md", "::: callout", '::: {.callout onclick="alert()"}')
    spoil(edition / "data/tables/people.csv", "Nadia BERTHIER", "<b onclick=alert()>Nadia</b> BERTHIER")
    spoil(edition / "report.yml", "title: Mains habiles", "title: Mains <script>alert()</script>")
    spoil(edition / "report.yml", "[html, pdf]", "[html]\nseverities: {TXT20: info, LNK13: info}")  # the wall stands all the same
    outcome = run(edition, "build")
    assert outcome.code == 0, outcome
    html = (edition / "output/2024/index.html").read_text("utf-8")
    seen = Page(html).seen
    assert [(tag, name) for tag, attributes in seen for name in attributes if name.startswith("on")] == []
    assert [attributes for tag, attributes in seen if tag in {"iframe", "b"}] == []
    assert not re.search(r"<script[^>]*>\s*alert", html)
    assert "&lt;script&gt;alert('un')" in html.replace("’", "'")
    assert "&lt;img src=x onerror" in html
    assert [a["src"] for tag, a in seen if tag == "img" and not str(a["src"]).startswith("data:")] == []


def test_hostile_address_typed_any_way_is_an_error(edition: Path, run: Run):
    """Inline, by reference, bare, in capitals: none gets through to be rendered."""
    spoil(
        edition / "content/ateliers.md",
        "Pour venir",
        "[a](javascript:alert()) [b](JaVaScRiPt:alert()) [c](data:text/html,x) [d](vbscript:x) <javascript:alert()> [e][r]\n\n"
        "[r]: javascript:alert()\n\nPour venir",
    )
    out = run(edition, "check").out
    assert out.count(" erreur LNK03 ") == 6


def test_huge_or_deep_sources_are_told_in_no_time(edition: Path, run: Run):
    """25 megabytes, fifty thousand levels, fifty thousand braces: a problem each, not a hung machine."""
    (edition / "data/rules.yml").write_bytes(b"#" * 25 * 1024 * 1024)
    (edition / "data/charts.yml").write_text("- " * 50_000, "utf-8")
    (edition / "content/edito.md").write_text("---\ntitle: T\n---\n" + "{{ value(" * 50_000, "utf-8")
    start = time.process_time()  # of this process, whatever else the machine does
    outcome = run(edition, "build")
    assert time.process_time() - start < 5  # a scan that starts anew at each sign takes minutes
    assert outcome.code == 1
    assert {"data/rules.yml: erreur LEC02", "data/charts.yml:1:201: erreur LEC04"} <= {
        " ".join(line.split(" ")[:3]) for line in outcome.lines
    }


# --- a disk that says no ------------------------------------------------------------------------------------------


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def read_only(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


WRITERS: dict[str, tuple[Any, str]] = {
    "draft folder": (tempfile, "mkdtemp"),
    "copied templates": (shutil, "copytree"),
    "written texts": (Path, "write_text"),
    "folders": (Path, "mkdir"),
    "renamed files": (Path, "rename"),
    "replaced files": (Path, "replace"),
}


@pytest.mark.parametrize("refusal", [full_disk, read_only])
@pytest.mark.parametrize("name", WRITERS)
def test_disk_that_refuses_leaves_the_report_published_before(
    name: str, refusal: Callable[..., None], edition: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    """Wherever the disk says no: exit code 1, one problem on the output folder, everything as before to the byte."""
    before = published(edition)
    owner, attribute = WRITERS[name]
    with monkeypatch.context() as patch:
        patch.setattr(owner, attribute, refusal)
        outcome = run(edition, "build")
    assert outcome.code == 1, outcome
    assert [line.split(" ")[:3] for line in outcome.lines] == [["output:", "erreur", "REN01"]]
    assert published(edition) == before


def test_disk_that_fills_up_at_each_write_in_turn(edition: Path, monkeypatch: pytest.MonkeyPatch):
    """The first write fails, then the second, …: each time before or after, never between, and never an exception."""
    before = published(edition)
    count = left = 0
    real_open = builtins.open

    def limited(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        nonlocal left
        if "w" in mode and str(edition / "output") in str(file):
            left -= 1
            if left < 0:
                full_disk()
        return real_open(file, mode, *rest, **named)

    for allowed in range(200):
        left = allowed
        with monkeypatch.context() as patch:
            patch.setattr(builtins, "open", limited)
            patch.setattr("io.open", limited)
            result = build(edition, Options(formats=("html",)), lambda _: None)
        if not result.failed:
            break
        count += 1
        assert [problem.code for problem in result.problems] == ["REN01"]
        assert published(edition) == before
    assert count > 3  # the draft's texts, at least, were each refused once
    assert not result.failed
    assert b"le rapport d'avant" not in published(edition)["2024/index.html"]


# --- publication --------------------------------------------------------------------------------------------------


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder with a report published before."""
    folder = tmp_path / "output"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024/index.html").write_text("avant", "utf-8")
    return folder


def renames_failing_at(number: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make one rename fail, counted from 0."""
    real, made = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        made.append(target)
        if len(made) - 1 == number:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()], ids=["disk", "keyboard"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_publication_is_before_or_after_never_between(
    number: int, error: BaseException, output: Path, monkeypatch: pytest.MonkeyPatch
):
    """Whichever rename fails, the published folder holds the whole old report or the whole new one."""
    renames_failing_at(number, error, monkeypatch)
    after = {"2024/index.html": "après".encode(), "2024/rapport.pdf": "après".encode()}
    refused = number < 2 or isinstance(error, KeyboardInterrupt)  # two publish; the third clears away, which may fail
    with pytest.raises(type(error)) if refused else nullcontext(), drafting(output) as draft:
        (draft / "index.html").write_text("après", "utf-8")
        (draft / "rapport.pdf").write_text("après", "utf-8")
        publish(draft, output / "2024")
    assert published(output.parent) == ({"2024/index.html": b"avant"} if number < 2 else after)


def test_first_publication_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No report before, none after: not even an empty folder of the year."""
    renames_failing_at(0, OSError(errno.ENOSPC, "full"), monkeypatch)
    with pytest.raises(OSError, match="full"), drafting(tmp_path / "output") as draft:
        publish(draft, tmp_path / "output/2024")
    assert list((tmp_path / "output").iterdir()) == []


def test_build_killed_between_two_renames_is_mended_by_the_next(output: Path):
    """The old report, set aside when the machine stopped, comes back before anything else is done."""
    (output / "2024").rename(output / "2024.previous")
    with drafting(output):
        assert (output / "2024/index.html").read_text("utf-8") == "avant"
    assert published(output.parent) == {"2024/index.html": b"avant"}


def test_old_report_is_kept_when_it_could_not_be_brought_back(output: Path, monkeypatch: pytest.MonkeyPatch):
    """The only copy is never deleted before the new one stands."""
    (output / "2024").rename(output / "2024.previous")
    draft = output / ".draft-essai"
    draft.mkdir()
    renames_failing_at(0, OSError(errno.ENOSPC, "full"), monkeypatch)
    with pytest.raises(OSError, match="full"):
        publish(draft, output / "2024")
    assert (output / "2024/index.html").read_text("utf-8") == "avant"


_BUILDING = """
import sys, time
from pathlib import Path
from rapport.outputs.publish import drafting
with drafting(Path(sys.argv[1])) as draft:
    (draft / "index.html").write_text("à moitié", "utf-8")
    print("écrit", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of a Unix")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGSEGV"])
def test_the_draft_of_a_build_that_was_killed_goes_at_once_and_that_of_a_live_one_never(number: str, output: Path):
    command = [sys.executable, "-c", _BUILDING, str(output)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as building:
        try:
            assert building.stdout
            assert building.stdout.readline()
            (draft,) = output.glob(".draft-*")
            yesterday = time.time() - 86_400
            os.utime(draft, (yesterday, yesterday))
            with drafting(output):
                assert draft.is_dir(), "its maker is alive"
        finally:
            building.send_signal(getattr(signal, number))
    assert draft.is_dir()
    with drafting(output):
        assert not draft.exists(), "its maker is dead"
    assert not list(output.glob(".draft-*"))


def test_forgotten_draft_goes_and_that_of_a_build_under_way_stays(output: Path):
    """Two builds at once don't delete each other's draft."""
    forgotten, young = output / ".draft-oublie", output / ".draft-en-cours"
    forgotten.mkdir()
    young.mkdir()
    yesterday = time.time() - 86_400
    os.utime(forgotten, (yesterday, yesterday))
    with drafting(output):
        assert not forgotten.exists()
        assert young.is_dir()
