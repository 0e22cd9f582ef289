"""A template's fault is told in the template, whichever engine met it; a text's fault in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import StandIn

# The template, what is put in it, before which words (none: at its end), and the start of the line that is told.
FAULTS = {
    "open parenthesis": ("typst/tokens.typ", "#let x = (1,", "", "#let x = (1,"),
    "unknown name": ("report.typ", "#inconnue", "", "#inconnue"),
    "a file that isn't there": ("report.typ", '#import "typst/absent.typ": *', "#import", '#import "typst/absent.typ"'),
    "a component that texts call": ("typst/text.typ", "#let callout(..a) = rien-ici", "", "#let callout"),
    "around the texts, before": ("main.typ.j2", "#avant", "{{ body }}", "#avant"),
    "around the texts, after": ("main.typ.j2", "#apres", "", "#apres"),
    "a call of Jinja": ("main.typ.j2", "{{ rien.x }}", "", "{{ rien.x }}"),
    "a block of Jinja": ("main.typ.j2", "{% for %}", "", "{% for %}"),
    "a filter that doesn't exist": ("main.typ.j2", "{{ body | rien }}", "", "{{ body | rien }}"),
    "the syntax of Lua": ("filter.lua", "local x = = 2", "", "local x = = 2"),
    "the syntax of a part of the filter": ("filter/voices.lua", "local x = = 2", "local components", "local x = = 2"),
    "a Lua function at work": ("filter/people.lua", "  local y = nil + 1", "  local fields = fields_of(", "  local y = nil"),
}


@pytest.mark.usefixtures("standin")
@pytest.mark.parametrize("engine", ["embedded", "quarto"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_templates_fault_is_told_there(fault: str, engine: str, petite: Path, run: Callable[..., Any]):
    name, put, before, told = FAULTS[fault]
    path = petite / "templates" / name
    text = path.read_text("utf-8")
    path.write_text(text.replace(before, f"{put}\n{before}", 1) if before else f"{text}\n{put}\n", "utf-8")
    outcome = run(petite, "build", "--engine", engine, "--to", "pdf")
    assert outcome.code == 1, outcome.err
    (line,) = [line for line in outcome.lines if " REN01 " in line]
    place = re.match(rf"templates/{re.escape(name)}:(\d+)(:\d+)?: erreur REN01 ", line)
    assert place, line
    assert path.read_text("utf-8").splitlines()[int(place[1]) - 1].startswith(told)


@pytest.mark.parametrize(
    ("name", "put", "before"),
    [
        ("word/word.lua", "local x = = 2", "local given"),
        ("word/tables.lua", "local x = = 2", "local elements"),
        ("filter/elements.lua", "local x = = 2", "local ALLOWED"),
        ("word/tables.lua", "  local y = nil + 1", "  local specs"),
        ("word/word.lua", "  local y = nil + 1", "  local level"),
    ],
)
def test_the_word_files_too(name: str, put: str, before: str, petite: Path, run: Callable[..., Any]):
    path = petite / "templates" / name
    path.write_text(path.read_text("utf-8").replace(before, f"{put}\n{before}", 1), "utf-8")
    (line,) = [line for line in run(petite, "build", "--to", "docx").lines if " REN01 " in line]
    number = path.read_text("utf-8").splitlines().index(put) + 1
    assert re.match(
        rf"templates/{re.escape(name)}:{number}: erreur REN01 Pandoc a refusé le manuscrit : .*{path.name}:{number}: \w", line
    )


@pytest.mark.parametrize("name", ["report.html.j2", "origins.html.j2", "origins-group.html.j2"])
def test_the_pages_templates_too(name: str, petite: Path, run: Callable[..., Any]):
    path = petite / "templates" / name
    path.write_text(path.read_text("utf-8") + "\n{{ rien.x }}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html")
    assert outcome.code == 1
    count = len(path.read_text("utf-8").splitlines())
    assert outcome.lines == [f"templates/{name}:{count}: erreur REN01 Le gabarit ne peut pas être rempli : 'rien' is undefined."]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("word/styles.xml.j2", ("build", "--to", "docx")),
        ("word/document.xml.j2", ("build", "--to", "docx")),
        ("cards/cards.md.j2", ("build", "--to", "cards")),
        ("variants/fragment.html.j2", ("build", "--to", "extrait")),
    ],
)
def test_the_templates_of_a_folder_are_named_with_it(name: str, asked: tuple[str, ...], petite: Path, run: Callable[..., Any]):
    report = petite / "report.yml"
    more = "cards: [{title: Un, number: velos.repares}]\n"
    more += "variants:\n  extrait: {format: fragment, title: Un extrait, sections: [ateliers]}\n"
    report.write_text(f"{report.read_text('utf-8')}\n{more}", "utf-8")
    path = petite / "templates" / name
    path.write_text(path.read_text("utf-8") + "\n{{ rien.x }}\n", "utf-8")
    count = len(path.read_text("utf-8").splitlines())
    said = f"templates/{name}:{count}: erreur REN01 Le gabarit ne peut pas être rempli : 'rien' is undefined."
    assert said in run(petite, *asked).lines


UNFIT = [
    "report.html.j2", "origins-group.html.j2", "style/text.css", "script/folds.js", "main.typ.j2", "report.typ",
    "typst/links.typ", "filter.lua", "filter/text.lua", "word/word.lua", "word/tables.lua", "word/body.xml", "word/styles.xml.j2",
    "cards/cards.typ", "cards/cards.md.j2",
]  # fmt: skip


@pytest.fixture
def every_format(petite: Path) -> Path:
    report = petite / "report.yml"
    text = report.read_text("utf-8").replace("[html, pdf]", "[html, pdf, docx, cards]")
    report.write_text(f"{text}\ncards: [{{title: Un, number: velos.repares}}]\n", "utf-8")
    return petite


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", UNFIT)
def test_a_template_in_another_encoding_is_told_at_its_line(name: str, command: str, every_format: Path, run: Callable[..., Any]):
    path = every_format / "templates" / name
    count = len(path.read_bytes().splitlines()) + 2
    path.write_bytes(path.read_bytes() + "\n/* Numéros */\n".encode("latin-1"))
    said = f"templates/{name}:{count}: erreur REN01 Le gabarit ne peut pas être rempli : il n'est pas enregistré en UTF-8."
    assert run(every_format, command).lines == [said]


@pytest.mark.parametrize("content", [b"", b" \n\n"], ids=["nothing", "blanks"])
@pytest.mark.parametrize("name", UNFIT)
def test_an_empty_template_is_told(name: str, content: bytes, every_format: Path, run: Callable[..., Any]):
    """What a synchronised folder or a full disk leaves of a file."""
    (every_format / "templates" / name).write_bytes(content)
    said = f"templates/{name}: erreur REN01 « templates/{name} » est vide : rien ne peut être mis en page avec."
    for command in ("check", "build"):
        assert run(every_format, command).lines == [said]


@pytest.mark.parametrize("engine", ["embedded", "quarto"])
def test_the_text_that_it_was_setting_is_told_beside(engine: str, petite: Path, run: Callable[..., Any], standin: StandIn):
    standin.must()
    path = petite / "templates/typst/text.typ"
    path.write_text(path.read_text("utf-8") + "\n#let callout(..a) = rien-ici\n", "utf-8")
    section = petite / "content/edito.md"
    section.write_text(section.read_text("utf-8") + "\n::: callout\nUn encadré bien à part.\n:::\n", "utf-8")
    outcome = run(petite, "build", "--engine", engine, "--to", "pdf")
    assert re.search(r"^    voir content/\S+ \(le texte que ce gabarit composait\)$", outcome.out, re.MULTILINE), outcome.out
