"""What `check` passes is built: random editions, and the same text in the page, the PDF and the Word file.

An edition's texts come from a grammar that mixes every construct the guide names with ordinary slips of the pen, in every place
where one may write. `CHECKED_EDITIONS` says how many are tried: a few here, more where there is time.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

MANY = int(os.environ.get("CHECKED_EDITIONS", "100" if os.environ.get("CI") else "8"))
WORDS = (
    "le réseau", "l'association", "une équipe", "des bénévoles", "accompagne", "rassemble", "près de chez soi", "à vélo", "et",
    "avec les habitants", "dans le Val", "sans rendez-vous", "depuis 2019", "chaque mois de mai", "l'atelier « bois »", "n° 3",
    "(05)",
)  # fmt: skip
VALUES = (
    '{{ value("velos.repares") }}', '{{ value("heures.total", unit=true) }}', '{{ value("heures.part_velo", unit=true) }}',
    '{{ value("velos.repares", unit=true) }} (en tout)', '{{value("heures.total")}} ETP',
)  # fmt: skip
SIGNS = (
    "…", " ?", "!", " ;", " :", " - ", " – ", "--", "...", "/", " & ", " @ ", " # ", "'", '"', " + ", " = ", " * ", " _ ", "~",
    "^", " < ", " > ", "\\*", "&nbsp;", "$", "%", "[", "]", "(", ")", "{", "}", "|", "`", "//", " /* ", "-?", "€", "°",
)  # fmt: skip
SITE = "https://fabrique-du-val.example"
UNSAID = {"Voir", "les", "données", "Retour", "texte", "Notes", "https"}  # the page's own words, or cut on paper


class Grammar:
    """The constructs of a text, drawn at random."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.named = 0

    def text(self) -> str:
        parts = [self.draw.choice(WORDS) for _ in range(self.draw.randint(1, 5))]
        if self.draw.random() < 0.3:
            parts.insert(self.draw.randrange(len(parts) + 1), self.draw.choice(VALUES))
        joined = " ".join(parts)
        if self.draw.random() < 0.12:
            at = self.draw.randrange(len(joined) + 1) if "{{" not in joined else 0
            joined = joined[:at] + self.draw.choice(SIGNS) + joined[at:]
        return joined

    def inline(self) -> str:
        text = self.text()
        return self.draw.choice((
            text, text, text, f"**{text}**", f"*{text}*", f"***{text}***", f"~~{text}~~", f"[{text}]({SITE})",
            f"[{text}](#edito)", f"{text}^[{self.text()}.]", f"**{text}**{self.draw.choice('.?!,;:')}", f'"{text}"',
            f'"a "{text}" b"',
            f"<{SITE}/a-b_c>", f"`{self.draw.choice(WORDS)}`", f"[{text}]{{.small}}", f"2^e^ {text}",
            f"![{text}](assets/etabli.svg)", f"({text})", f"« {text} »", f"{text}\\\n+ {text}", f"{text}\n{text}",
            f"** {text} **",
            f"[{text}] ({SITE})", f"<b>{text}</b>", f'[{self.draw.choice(WORDS)}]{{.literal because="un exemple"}}',
        ))  # fmt: skip

    def line(self) -> str:
        return " ".join(self.inline() for _ in range(self.draw.randint(1, 3)))

    def items(self, mark: str) -> str:
        inner = ["", "", "", "\n\n    " + self.text(), "\n    - " + self.text(), "\n" + self.text()]
        return "\n".join(
            f"{mark.format(number)} {self.line()}{self.draw.choice(inner)}" for number in range(1, self.draw.randint(2, 5))
        )

    def name(self) -> str:
        self.named += 1
        return self.draw.choice(("", "", "", f" {{#nom-{self.named}}}", f" {{#haut-{self.named}}}"))

    def table(self) -> str:
        columns = self.draw.randint(1, 4)
        rows = [" | ".join(self.inline().replace("\n", " ").replace("|", "") for _ in range(columns)) for _ in range(1, 4)]
        head, *others = (f"| {row} |" for row in rows[: self.draw.randint(1, 3)])
        caption = self.draw.choice(("", "", f"\n\n: {self.text()}", f"\n\nTable: {self.text()}"))
        return "\n".join([head, "|" + "---|" * columns, *others]) + caption

    def grid(self) -> str:
        cells = [[self.text().replace("|", "/") for _ in range(2)] for _ in range(2)]
        widths = [max(len(row[at]) for row in cells) + 2 for at in range(2)]
        rule = "+" + "+".join("-" * width for width in widths) + "+"
        rows = ["|" + "|".join(f" {cell}".ljust(width) for cell, width in zip(row, widths, strict=True)) + "|" for row in cells]
        return "\n".join([rule, rows[0], rule.replace("-", "="), rows[1], rule])

    def block(self) -> str:
        div = self.draw.choice(("callout", "definition", "small", "columns", "summary"))
        number = self.draw.randint(1, 99)
        return self.draw.choice((
            self.line, self.line, self.line,
            lambda: f"## {self.line()}{self.name()}".replace("\n", " "),
            lambda: self.items("-"), lambda: self.items("{}."), lambda: self.items("*"), lambda: self.items("3."),
            lambda: f"{self.text()} :\n{self.items('-')}", lambda: f"{self.text()} :\n{self.items('{}.')}",
            lambda: f"{self.text()}\n## {self.text()}\n{self.text()}", lambda: f"{self.text()}\n1. {self.text()}",
            lambda: f"> {self.line()}\n> - {self.text()}".replace("\n\n", "\n"),
            lambda: f"::: {div}\n{self.block()}\n:::",
            lambda: f"{self.text()}\n::: {div}\n### {self.text()}\n\n{self.line()}\n:::",
            lambda: f'::: {{.summary who="{self.draw.choice(WORDS)}" role="Élue"}}\n{self.line()}\n:::',
            lambda: f"::: cards\n### {self.text()}\n\n{self.line()}\n### {self.text()}\n\n{self.items('-')}\n:::",
            lambda: f"::: key-numbers\n- {self.draw.choice(VALUES)} {self.text()}\n- **Deux** {self.text()}\n:::",
            lambda: f"::: steps\n{self.items('{}.')}\n:::",
            self.table, self.grid,
            lambda: f"Terme {self.text()}\n:   {self.line()}", lambda: f"```\n{self.draw.choice(WORDS)}\n```",
            lambda: f"    {self.draw.choice(WORDS)}",
            lambda: '{{ chart("heures") }}', lambda: '{{ table("heures_par_atelier") }}', lambda: '{{ people("bureau") }}',
            lambda: '{{ table("heures_par_atelier", where={"name": "Vélo"}) }}',
            self.line, self.line, self.line, self.line, self.line, self.line,
            lambda: f"{self.text()}[^n{number}].\n\n[^n{number}]: {self.line()}",
            lambda: f'{self.text()} [x].\n\n[x]: {SITE} "{self.draw.choice(WORDS)}"',
            lambda: "***", lambda: f"• {self.text()}\n• {self.text()}", lambda: f"- [ ] {self.text()}", self.slip,
            lambda: f"{self.text()}\n---", lambda: f"-{self.text()}", lambda: f":: callout\n{self.text()}",
        ))()  # fmt: skip

    def slip(self) -> str:
        """Return what is refused, and must be at its line; seldom, so that most editions go on."""
        if self.draw.random() < 0.7:
            return self.line()
        return self.draw.choice(
            ("##", f"[^perdue]: {self.text()}", f"Il y en a 42 {self.text()}", "::: inconnu\nUn\n:::", f"#### {self.text()}")
        )

    def body(self) -> str:
        parts = [self.block()]
        for _ in range(self.draw.randint(2, 9)):
            parts += [self.draw.choice(("\n\n", "\n\n", "\n\n", "\n\n", "\n")), self.block()]
        return "".join(parts)


def quoted(text: str) -> str:
    return "'" + text.replace("\n", " ").replace("'", "''") + "'"


def written(root: Path, draw: random.Random) -> None:
    """Write random texts in an edition: its sections, their heads, a part's lead, a table's words, a cell, its name."""
    grammar = Grammar(draw)
    for name in ("edito", "ateliers"):
        # Numbers in a title hold to the next word, which may be too wide for its page (PAG03): no text tells it.
        title = re.sub(r"\{\{.*?\}\}|\\\n\+", "", grammar.inline())
        head = [f"title: {quoted(title)}"]
        head += [f"{key}: {quoted(grammar.line())}" for key in ("kicker", "lead") if draw.random() < 0.6]
        (root / f"content/{name}.md").write_text("---\n" + "\n".join(head) + "\n---\n\n" + grammar.body() + "\n", "utf-8")
    report = (root / "report.yml").read_text("utf-8")
    report = report.replace("lead: Trois métiers, un seul toit.", f"lead: {quoted(grammar.line())}")
    names = ("La Fabrique du Val", "L'Atelier du Val", "« Val » & Cie !", "Val : l'atelier (AI)", "Un/Deux + C#")
    report = report.replace("organisation: La Fabrique du Val", f"organisation: {quoted(draw.choice(names))}")
    (root / "report.yml").write_text(report, "utf-8")
    tables = root / "data/tables.yml"
    note = f"  title: {quoted(grammar.text())}\n  note: {quoted(grammar.line())}"
    tables.write_text(tables.read_text("utf-8").replace("  title: Heures de bénévolat par atelier", note, 1), "utf-8")
    rows = root / "data/tables/heures_par_atelier.csv"
    cell = "".join(sign for sign in grammar.text() if sign not in '",\n')
    rows.write_text(rows.read_text("utf-8").replace("Cuisine", "Cuisine" if "{{" in cell else f"Cuisine {cell}"), "utf-8")


def words(text: str) -> list[str]:
    """Return the words of three letters or more, as every format spells them."""
    return re.findall(r"[^\W\d_]{3,}", re.sub(r"[\u00ad\ufffe\u200b]\s*|-\n", "", text))


def letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text).lower()  # the PDF sets some of it in capitals


def of_page(path: Path) -> set[str]:
    (main,) = re.findall(r"<main\b.*?</main>", path.read_text("utf-8"), re.DOTALL)
    main = re.sub(
        r'<section[^>]*id="annexe-chiffres".*?</section>|<svg\b.*?</svg>|<details class="chart-data">.*?</details>',
        " ",
        main,
        flags=re.DOTALL,
    )
    main = re.sub(r'<a href="#note-[^>]*>.*?</a>', "", main)
    main = re.sub(r"</?(?:strong|em|del|sup|span|a|code)\b[^>]*>", "", main)
    return {*words(unescape(re.sub(r"<[^>]+>", " ", main)))}


def of_word(path: Path) -> set[str]:
    ns = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
    paragraphs = (p for part in parts for p in ET.fromstring(part).iter(f"{ns}p"))
    return {*words("\n".join("".join(t.text or "" for t in p.iter(f"{ns}t")) for p in paragraphs))}


@pytest.mark.parametrize("seed", range(MANY))
def test_what_check_passes_is_built(petite: Path, run: Callable, pdf_text: Callable[[Path], str], seed: int):
    draw = random.Random(seed)
    for _ in range(20):  # most drafts hold a slip that is refused, located: the next one is tried
        fresh = petite.with_name("essai")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(petite, fresh, symlinks=True)
        written(fresh, draw)
        checked = run(fresh, "check")
        assert checked.code in {0, 1}, checked.out + checked.err
        if checked.code == 0:
            break
        assert all(re.match(r"[\w./-]+(:\d+)*: (erreur|avertissement|info) [A-Z]{3}\d\d |\d+ ", line) for line in checked.lines)
    else:
        pytest.fail("no edition without an error was drawn")
    built = run(fresh, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    texts = "\n".join((fresh / f"content/{name}.md").read_text("utf-8") for name in ("edito", "ateliers"))
    assert built.code == 0, f"{built.out}\n{texts}"
    output = fresh / "output/2024"
    told = pdf_text(output / "rapport-activite-2024.pdf")
    pdf, cut = letters(told), {*re.findall(r"([^\W\d_]+)[\u00ad\ufffe]", told.lower())}  # a word may go on over the page
    page, word = of_page(output / "index.html"), of_word(output / "rapport-activite-2024.docx")
    assert page - word - UNSAID == set(), texts
    assert {word for word in map(str.lower, page - UNSAID) if word not in pdf and not any(map(word.startswith, cut))} == set(), (
        texts
    )
