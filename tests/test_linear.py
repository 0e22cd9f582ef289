"""No author can make the tools wait: every scan of a text takes a time in proportion to its length.

Each input is one that a scan starting anew at each sign would read in minutes: the whole check of an edition that holds it
is given seconds, in a process of its own. Nothing is compared with a clock but that limit, many times what is needed.
"""

from __future__ import annotations

import base64
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from rapport.ground.problems import Place
from rapport.rules.last_year import misused_past
from rapport.sources.reading.text import LONGEST

PROJECT = Path(__file__).resolve().parents[1]
LENGTH = 150_000  # characters: 10¹⁰ steps for a scan that is quadratic, a minute and more; below what `sources/reading` refuses
PATIENCE = 100  # seconds for a dozen checks in one process, on a busy machine
SIGNS = "[](){}*_`\"'|<>&~^#-+=:;,!?%/\\@$€«»’– \t\u00a01aAé."
PAIRS = ["a.", "a-", "A-", "Aa-", "a'", "![", "[a](", "[[]", "](", "[^", "{.", "{{ ", '{{ value("', "<a:", "http://", "a@", "ab.",
         "&a", "cent-", "n° ", "ISO A ", "1h", "x – ", ' "', "« ", "<!--", '{a="', "www.", "a1-", "L1-", "` ", "`` ` ", "a_ ",
         ".literal", "AAa ", "Xx YY ", "Aa AAAA", "1_", "[x]{", "a :"]  # fmt: skip
RUN = """
import json, sys
from pathlib import Path
from concurrent.futures import Future
from rapport.cli.main import main
from rapport.flow import proofreading
from rapport.rules.language.remarks import ProofreaderAnswers
from rapport.flow.kept_answers import KeptAnswer

def proofread(*_, **__):
    answered = Future()
    answered.set_result(ProofreaderAnswers())
    return answered

proofreading.proofread = proofread
KeptAnswer.answer = lambda *_: None
root, name = Path(sys.argv[1]), sys.argv[2]
file, codes = root / name, set()
before = file.read_text("utf-8")
for unit in json.load(sys.stdin):
    grown = (unit * (int(sys.argv[3]) // len(unit) + 1))[: int(sys.argv[3])]
    if name.endswith(".md"):
        text = before + "\\n\\nAvant " + grown + " fin.\\n"
    elif name.endswith(".csv"):
        text = before.replace("Bois", '"' + grown.replace('"', '""') + '"')
    elif name.endswith(".yml"):
        text = before.replace("label: Vélos réparés", "label: '" + grown.replace("'", "''") + "'")
    else:
        text = grown
    assert text != before
    file.write_text(text, "utf-8")
    codes.add(main(["check", "--quiet"], root))
assert codes <= {0, 1}, codes
"""

TYPESET = """
import json, sys
from rapport.manuscript.typography import typeset_markdown
from rapport.flow.preview.places import _SYNTAX

for unit in json.load(sys.stdin):
    grown = (unit * (int(sys.argv[1]) // len(unit) + 1))[: int(sys.argv[1])]
    typeset_markdown(grown)
    _SYNTAX.sub("", grown)
"""


CLAIMED = """
import json, sys
from rapport.numbers.claims.spotting import claims_in

for unit in json.load(sys.stdin):
    assert claims_in(unit * 2000, 1999)
"""


def checked(root: Path, name: str, units: list[str], length: int = LENGTH) -> str:
    """Return what the checks of an edition say, one after the other, each unit repeated in a file of it."""
    command = [sys.executable, "-c", RUN, str(root), name, str(length)]
    run = subprocess.run(
        command, input=json.dumps(units), capture_output=True, encoding="utf-8", cwd=PROJECT, timeout=PATIENCE, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def batches(units: list[str]) -> list[list[str]]:
    return [units[start : start + 12] for start in range(0, len(units), 12)]


@pytest.mark.parametrize("units", batches([*SIGNS, *PAIRS]), ids=" ".join)
def test_a_section_is_read_in_linear_time(petite: Path, units: list[str]):
    checked(petite, "content/ateliers.md", units)


@pytest.mark.parametrize("name", ["data/indicators/ateliers.yml", "data/tables/heures_par_atelier.csv", "data/mots.txt"])
def test_a_value_a_cell_and_the_list_of_words_too(petite: Path, name: str):
    (petite / "data/mots.txt").write_text("", "utf-8")
    checked(petite, name, ["a", "1 ", "[", "](", " ", "a-", "Aa-", "a@", "{", '"', "é"], 60_000)


def test_a_row_of_five_thousand_cells(petite: Path):
    row = "| " + "1 | " * 5000
    rule = "|" + "---|" * 5000
    told = checked(petite, "content/ateliers.md", [f"\n\n{row}\n{rule}\n{row}\n"], len(row) * 2 + len(rule) + 6)
    assert re.findall(r"(?:erreur|avertissement|info) (\w+)", told) == ["LEC12", "LEC12"]


def test_remarks_of_one_kind_on_one_line_are_counted(petite: Path):
    """The first twenty are told one by one, on each line anew."""
    told = checked(petite, "content/ateliers.md", [" ".join(f"{n} vélos," for n in range(41, 71))], 270)
    lines = [line for line in told.splitlines() if "TXT12" in line]
    assert len(lines) == 21
    assert re.search(r"Et \d+ autres remarques du même genre sur cette ligne\.", lines[-1])


def test_a_pasted_picture_is_told_once(petite: Path):
    """A picture of 100 kB in letters gets one message, whatever its letters look like."""
    letters = base64.b64encode(random.Random(7).randbytes(100_000)).decode()
    unit = f"![Un vélo](data:image/jpeg;base64,{letters})"
    told = checked(petite, "content/ateliers.md", [unit], len(unit))
    assert re.findall(r"(?:erreur|avertissement|info) (\w+)", told) == ["LEC12"]
    assert "assets/photos/" in told
    assert len(told) < 1000


@pytest.mark.parametrize(
    ("unit", "said"),
    [("a", "Cette ligne a"), ("data:image/png;base64," + "A" * (LONGEST + 1), "Une image est collée dans le texte")],
    ids=["word", "picture"],
)
def test_a_line_that_nobody_typed_is_refused(petite: Path, unit: str, said: str):
    told = checked(petite, "content/ateliers.md", [unit], 1_000_000)
    assert re.search(rf"content/ateliers.md:\d+:\d+: erreur LEC02 {said}", told)
    assert len(told) < 1000


def test_the_claims_of_a_sentence_without_end():
    units = ["la moitié de tout ", "le nombre progresse ", "tarif sans hausse ", "un sur deux en fait ", "le double de tout "]
    command = [sys.executable, "-c", CLAIMED]
    run = subprocess.run(
        command, input=json.dumps(units), capture_output=True, cwd=PROJECT, timeout=PATIENCE, check=False, text=True
    )
    assert run.returncode == 0, run.stderr[-2000:]


def test_the_typography_of_the_manuscript_too():
    """What `build` adds to the scans of `check`, on each sign."""
    run = subprocess.run(
        [sys.executable, "-c", TYPESET, str(LENGTH)], input=json.dumps([*SIGNS, *PAIRS]), capture_output=True, encoding="utf-8",
        cwd=PROJECT, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]


class Counted(dict[str, SimpleNamespace]):
    """A mapping that counts how often its names are gone through."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_rule_on_each_indicator_goes_through_all_their_names_once(count: int):
    one = SimpleNamespace(replaces="ancien", breaks={}, at=lambda _: Place("data/indicators/a.yml"))
    indicators, earlier = Counted({f"n{i}": one for i in range(count)}), Counted(ancien=one)
    last = SimpleNamespace(definitions=earlier, tables={})
    report = SimpleNamespace(indicators=indicators, tables={}, last=last, edition=SimpleNamespace(year=2024))
    assert list(misused_past(SimpleNamespace(report=report))) == []
    assert (indicators.times, earlier.times) == (1, 1)
