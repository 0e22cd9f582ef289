"""Rules as documents: each folder of `tests/rules/cases/` is an edition with one fault, and the words that tell it.

A folder holds only the files that differ from the small edition, and `expected.txt`. Faults of the outputs, and small
ones, are written in `case.yml`:

    run: build                       # the fault only shows once something was built; `check` otherwise
    remove: [assets/logo.svg]        # files taken away
    spoil:                           # one text in place of another, which must be there
      templates/main.typ.j2: {old: new}
      output/index.html: {old: new}  # in the finished file, before it is verified
      drawings/heures: {old: new}    # in the drawing of a chart
    sign:                            # the edition was signed before it was spoilt
      - {by: Léa FORT, when: 2025-05-12, names: [edito], because: …}
    release: {commit: …, day: 2025-06-01, changed: [content/edito.md]}  # it is to be released, from this commit
    answers:                         # of outside pages, as if they had been visited; the others are alive
      https://exemple.fr: {verdict: dead, said: …}
    proofread:                       # what the proofreaders say, as if they had read: spelling, grammar, absent, failed
      spelling: {mott: [mot]}
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml

from rapport.cli.display import as_text
from rapport.flow.edition import Flow
from rapport.flow.options import Options
from rapport.flow.pipeline import build, check
from rapport.rules.codes import RULES
from rapport.rules.language.remarks import Proofread, ProofreaderAnswers, Remark
from rapport.rules.online.answers import PageAnswer, Pages, Reached, Visit
from rapport.rules.online.rules import ONLINE_RULES
from rapport.sources.model import Rendered
from rapport.sources.reading import load
from rapport.sources.signature import WorkTree
from rapport.team.signoff.lines import headings_of, rewritten, signing_of

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
OWN = ("expected.txt", "case.yml")
KEYS = {"run", "remove", "spoil", "answers", "proofread", "sign", "release"}
Spoilt = Mapping[str, str]


def told(root: Path, command: str, options: Options | None = None) -> str:
    """Return the problems of an edition as an author reads them."""
    result = {"check": check, "build": build}[command](root, options or Options(), lambda _: None)
    return as_text(result.problems) + "\n"


def laid(case: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Options]:
    """Lay a case over the small edition; return the command to run, and what is answered from outside."""
    fonts = root / "assets/fonts"
    if (case / "assets/fonts").is_dir() and fonts.is_symlink():  # the project's own, never to be written to
        project = fonts.resolve()
        fonts.unlink()
        shutil.copytree(project, fonts)
    shutil.copytree(case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*OWN))
    description = case / "case.yml"
    wanted: dict[str, Any] = yaml.safe_load(description.read_text("utf-8")) if description.is_file() else {}
    assert set(wanted) <= KEYS, f"{case.name}/case.yml says something unknown"
    for name in wanted.get("remove", ()):
        (root / name).unlink()
    for signature in wanted.get("sign", ()):
        sign(root, **signature)
    later: dict[str, Spoilt] = {}
    for name, texts in wanted.get("spoil", {}).items():
        if name.startswith(("output/", "drawings/")):
            later[name] = texts
        else:
            (root / name).write_text(spoilt((root / name).read_text("utf-8"), texts), "utf-8")
    spoil_outputs(later, monkeypatch)
    visit = recorded(wanted["answers"]) if "answers" in wanted else None
    proofread = saying(**wanted["proofread"]) if "proofread" in wanted else None
    release = WorkTree(**{"changed": (), **wanted["release"]}) if "release" in wanted else None
    return str(wanted.get("run", "check")), Options(visit=visit, release=release, proofread=proofread)


def sign(root: Path, by: str, when: date, names: Sequence[str] = (), because: str = "") -> None:
    """Sign an edition, or the things that are named."""
    report, _ = load(root)
    signing = signing_of(report, names, by, when, because)
    path = root / "data/signoff.yml"
    text = path.read_text("utf-8") if path.is_file() else ""
    path.write_text(rewritten(text, headings_of(report), signing.lines, signing.dropped), "utf-8")


def recorded(answers: Mapping[str, Any]) -> Visit:
    """Return a visit that goes nowhere: the answers are those of the case."""

    def visit(pages: Pages, _: str) -> Mapping[str, PageAnswer]:
        known = {page: PageAnswer(Reached(said.pop("verdict", "alive")), **said) for page, said in answers.items()}
        assert set(known) <= set(pages), "an answer to nobody"
        return {page: known.get(page, PageAnswer(Reached.ALIVE)) for page in pages}

    return visit


def saying(
    spelling: Mapping[str, Any] = MappingProxyType({}), grammar: Mapping[str, Any] = MappingProxyType({}), **others: Any
) -> Proofread:
    """Return proofreaders who read nothing: what they say is the case's, of words and paragraphs that they were given."""

    def remark(paragraph: str, said: Mapping[str, Any]) -> Remark:
        start = paragraph.index(f" {said['read']} ") + 1
        return Remark(start, start + len(said["read"]), said["message"], tuple(said["suggestions"]))

    def proofread(words: Collection[str], paragraphs: Collection[str]) -> Future[ProofreaderAnswers]:
        assert set(spelling) <= set(words)
        assert set(grammar) <= set(paragraphs)
        told = {paragraph: tuple(remark(paragraph, one) for one in said) for paragraph, said in grammar.items()}
        answered: Future[ProofreaderAnswers] = Future()
        answered.set_result(ProofreaderAnswers({word: tuple(near) for word, near in spelling.items()}, told, **others))
        return answered

    return proofread


def spoilt(text: str, texts: Spoilt) -> str:
    """Return a text with each old piece replaced by the new one."""
    for old, new in texts.items():
        assert old in text, f"{old!r} isn't there to be spoilt"
        text = text.replace(old, new)
    return text


def spoil_outputs(wanted: Mapping[str, Spoilt], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have finished files and drawings spoilt between rendering and verification."""
    render = Flow.rendered

    def then_spoil(flow: Flow) -> Rendered:
        rendered = render(flow)
        drawings = dict(rendered.manuscript.drawings)
        for name, texts in wanted.items():
            kind, _, short = name.partition("/")
            if kind == "drawings":
                drawings[short] = replace(drawings[short], drawn=partial(spoilt, drawings[short].svg, texts))
            else:
                path = dict(rendered.files)["donnees"].parents[1] / short
                text = path.read_bytes().decode("utf-8", "surrogateescape")  # a PDF too
                path.write_bytes(spoilt(text, texts).encode("utf-8", "surrogateescape"))
        return replace(rendered, manuscript=replace(rendered.manuscript, drawings=drawings))

    if wanted:
        monkeypatch.setattr(Flow, "rendered", then_spoil)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, petite: Path, same_as: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch):
    """A faulty edition gets exactly the expected problems: code, gravity, words, place, hint."""
    text = told(petite, *laid(case, petite, monkeypatch))
    assert case.name.partition("-")[0] in text
    same_as(case / "expected.txt", text)


def test_every_rule_has_a_case():
    """A rule without a case proves nothing: it could be deleted unnoticed.

    Those on outside pages need a server to visit: their tests are elsewhere.
    """
    tried = {case.name.partition("-")[0] for case in CASES}
    assert sorted(set(RULES) - set(ONLINE_RULES.rules) - tried) == []


@pytest.mark.parametrize("command", ["check", "build"])
def test_small_edition_is_free_of_problems(command: str, petite: Path):
    """What a case tells comes from its fault alone."""
    assert told(petite, command) == "\n"
