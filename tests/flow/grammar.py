"""A grammar of editions: every construct that the guide names, mixed with ordinary slips of the pen, wherever one may write."""

from __future__ import annotations

import random
import re
from pathlib import Path

WORDS = (
    "le réseau", "l'association", "une équipe", "des bénévoles", "accompagne", "rassemble", "près de chez soi", "à vélo", "et",
    "avec les habitants", "dans le Val", "sans rendez-vous", "depuis 2019", "chaque mois de mai", "l'atelier « bois »", "n° 3",
    "(05)", "le 12 mars 2024", "du 3 au 5 juin", "16h15", "la 1ère fois", "le 2ème jour", "l'article L. 1251-49", "ISO 26000",
    "au 01 99 00 12 34,",
    "à 75011 Paris", "le CO2", "aujourd'hui", "M. Dupont", "l’œuvre", "qu'ils ont", "etc.", "www.coorace.org",
    "à\u00a0pied", "les 1er et 2 mai", "le lieu\u202f", "l’été\u00a0: oui", "un à deux", "non - enfin - oui", "« le » « la »",
    "une œuvre\u2026", "(et sans bruit)", "NF EN 15838", "2023-2027", "l'ami·e", "¿ non ?", "bureau@fabrique-du-val.example",
)  # fmt: skip
VALUES = (
    '{{ value("velos.repares") }}', '{{ value("heures.total", unit=true) }}', '{{ value("heures.part_velo", unit=true) }}',
    '{{ value("velos.repares", unit=true) }} (en tout)', '{{value("heures.total")}} ETP',
    '{{ value("lieux.total", words=true) }}',
    '{{ value("heures_par_atelier.velo.hours") }} h', '{{ value("heures.part_velo", unit=true) }}, dont', "{{ year() }}",
    '[la moitié]{.claim of="heures_par_atelier.velo.hours" in="heures.total"}', '{{ value("velos.donnes") }}', "{{ year(-1) }}",
    '{{ value("lieux.total", unit=true) }}', '{{ value("velos.repares") }}%', '+{{ value("velos.repares") }}',
)  # fmt: skip
SIGNS = (
    "…", " ?", "!", " ;", " :", " - ", " – ", "--", "...", "/", " & ", " @ ", " # ", "'", '"', " + ", " = ", " * ", " _ ", "~",
    "^", " < ", " > ", "\\*", "&nbsp;", "$", "%", "[", "]", "(", ")", "{", "}", "|", "`", "//", " /* ", "-?", "€", "°",
)  # fmt: skip
SITE = "https://fabrique-du-val.example"


class Grammar:
    """The constructs of a text, drawn at random."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.named = 0

    def text(self) -> str:
        parts = [self.draw.choice(WORDS) for _ in range(self.draw.randint(1, 5))]
        if self.draw.random() < 0.3:
            parts.insert(self.draw.randrange(len(parts) + 1), self.draw.choice(VALUES))
        if self.draw.random() < 0.12:
            at = self.draw.randrange(len(parts))
            cut = 0 if set("{@0123456789") & set(parts[at]) else self.draw.randrange(len(parts[at]) + 1)
            parts[at] = parts[at][:cut] + self.draw.choice(SIGNS) + parts[at][cut:]
        return " ".join(parts)

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
            f"_{text}_", f"__{text}__", f"**{text} *{self.text()}* {self.text()}**", f"“{text}”", f"« {text}", f"{text} »",
            f"{text}^[{self.text()}, *{self.text()}*^.]", f"{text}  \n{self.text()}", f"{text} – {self.text()} –",
            f"![{text}](assets/etabli.svg){{width={self.draw.randint(1, 10)}0% place={self.draw.choice(('left', 'right'))}}}",
            f"[*{text}*](#{self.draw.choice(('ateliers', 'edito', 'partie-1'))})", f'{{{{ value("velos.repares")}}}}{text}',
            f"[{text}](#edito){{.small}}", f"**{text}**{self.draw.choice(WORDS)}", f"{self.draw.choice(WORDS)}*{text}*",
            f"[{text}][site]", f"[[{text}]](#edito)", f"{text}\u00a0;", f"-- {text} --", f"{text}\t{text}",
            f"\\{text}", f"![{text}](assets/etabli.svg)![{self.text()}](assets/etabli.svg){{crop=3:2 focus=top}}",
        ))  # fmt: skip

    def line(self) -> str:
        return " ".join(self.inline() for _ in range(self.draw.randint(1, 3)))

    def items(self, mark: str) -> str:
        inner = ["", "", "", "\n\n    " + self.text(), "\n    - " + self.text(), "\n" + self.text(), "\n  - " + self.text()]
        inner += [
            "\n    1. " + self.text() + "\n        - " + self.text(),
            "\n\n    > " + self.text(),
            "\n\n   " + self.text(),
            "\n",
        ]
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

    def simple(self) -> str:
        cells = [[self.text().replace("|", "/") for _ in range(2)] for _ in range(3)]
        widths = [max(len(row[at]) for row in cells) for at in range(2)]
        rows = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
        return "\n".join([rows[0], "  ".join("-" * width for width in widths), *rows[1:]])

    def cell(self, column: str) -> str:
        """Return a cell of a CSV file, quoted."""
        if column == "email":
            return self.draw.choice(("", "bureau@fabrique-du-val.example"))
        said = self.draw.choice((self.text, self.text, self.inline, lambda: "", lambda: "n.d."))()
        return '"' + said.replace("\n", " ").replace('"', '""') + '"'

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
            lambda: f"Terme {self.text()}\n:   {self.line()}\n:   {self.text()}\n\n{self.text()}\n\n:   {self.text()}",
            lambda: f"| {self.text()}\n|   {self.text()}\n| {self.text()}", lambda: f"{self.text()}\nTerme\n:   {self.text()}",
            lambda: f"[^n{number}]: {self.line()}\n\n    {self.text()}\n\n{self.text()}[^n{number}]",
            lambda: f":::: callout\n### {self.text()}\n\n::: {div}\n{self.block()}\n:::\n::::",
            lambda: f"::: cards\n### {self.text()}\n\n:::: callout\n{self.line()}\n::::\n\n### Un\n\n{self.table()}\n:::",
            lambda: f"::: {div}\n{self.block()}\n\n{self.block()}\n:::", lambda: f"::: steps\n{self.items('-')}\n:::",
            lambda: f"> {self.text()}\n>\n> > {self.text()}\n\n> {self.line()}".replace("  \n", "\n"),
            lambda: f"{self.items('-')}\n\n{self.items('-')}", lambda: self.items("{})"), lambda: self.items("+"), self.simple,
            lambda: f"![{self.text()}](assets/etabli.svg)\n![{self.text()}](assets/etabli.svg)",
            lambda: f"{self.text()}\r\n{self.text()}",
            lambda: f"## {self.text()} ##", lambda: f"##{self.text()}", lambda: f"— {self.text()}",
            lambda: f"a) {self.text()}\nb) {self.text()}", lambda: f"  {self.line()}", lambda: "\n",
            lambda: '{{ table("agenda") }}', lambda: '{{ table("lexique") }}', lambda: '{{ table("annuaire") }}', lambda: "---",
            lambda: '{{ people("bureau", by="role") }}', lambda: '{{ table("heures_par_atelier", columns=["name"]) }}',
            lambda: '::: callout\n{{ table("agenda") }}\n:::', lambda: '  {{ people("bureau") }}',
            lambda: f"{self.text()} {{#nom}}", lambda: f"1986. {self.text()}", lambda: f">{self.text()}",
            lambda: f"~~~\n{self.text()}\n~~~",
            lambda: "***", lambda: f"• {self.text()}\n• {self.text()}", lambda: f"- [ ] {self.text()}", self.slip,
            lambda: f"{self.text()}\n---", lambda: f"-{self.text()}", lambda: f":: callout\n{self.text()}",
        ))()  # fmt: skip

    def slip(self) -> str:
        """Return what is refused, and must be at its line; seldom, so that most editions go on."""
        if self.draw.random() < 0.7:
            return self.line()
        return self.draw.choice(
            (
                "##",
                f"[^perdue]: {self.text()}",
                f"Il y en a 42 {self.text()}",
                "::: inconnu\nUn\n:::",
                f"#### {self.text()}",
                f"# {self.text()}",
                f"{self.text()}\n===",
                '- {{ chart("heures") }}',
                "+---+\n| a |",
                f"(1) {self.text()}",
                f"[{self.text()}]{self.draw.choice(VALUES)}",
            )
        )

    def body(self) -> str:
        parts = [self.block()]
        for _ in range(self.draw.randint(2, 9)):
            parts += [self.draw.choice(("\n\n", "\n\n", "\n\n", "\n\n", "\n")), self.block()]
        text = "".join(parts)
        return f"{text}\n\n[site]: {SITE}" if "[site]" in text else text


def quoted(text: str) -> str:
    return "'" + text.replace("\n", " ").replace("'", "''") + "'"


def written(root: Path, draw: random.Random) -> None:
    """Write random texts in an edition: its sections, their heads, a part's lead, a table's words, a cell, its name."""
    grammar = Grammar(draw)
    for name in ("edito", "ateliers"):
        # Numbers in a title hold to the next word, which may be too wide for its page (PAG03): no text tells it.
        title = re.sub(r"\{\{.*?\}\}|\\\n\+|^!", "", grammar.inline())
        head = [f"title: {quoted(title)}"]
        head += [f"{key}: {quoted(grammar.line())}" for key in ("kicker", "lead") if draw.random() < 0.6]
        (root / f"content/{name}.md").write_text("---\n" + "\n".join(head) + "\n---\n\n" + grammar.body() + "\n", "utf-8")
    report = (root / "report.yml").read_text("utf-8")
    report = report.replace("lead: Trois métiers, un seul toit.", f"lead: {quoted(grammar.line())}")
    names = ("La Fabrique du Val", "L'Atelier du Val", "« Val » & Cie !", "Val : l'atelier (AI)", "Un/Deux + C#")
    report = report.replace("organisation: La Fabrique du Val", f"organisation: {quoted(draw.choice(names))}")
    report = report.replace("formats:", "names_with_numbers: [Tremplin 73]\nformats:")
    (root / "report.yml").write_text(report, "utf-8")
    tables = root / "data/tables.yml"
    note = f"  title: {quoted(grammar.text())}\n  note: {quoted(grammar.line())}"
    described = tables.read_text("utf-8").replace("  title: Heures de bénévolat par atelier", note, 1)
    label = re.sub(r"\{\{.*?\}\}|\[la moitié\].*?\}", "", grammar.text())
    described = described.replace("{label: Atelier}", f"{{label: {quoted(label)}}}")
    tables.write_text(described + TABLES, "utf-8")
    rows = root / "data/tables/heures_par_atelier.csv"
    cell = "".join(sign for sign in grammar.text() if sign not in '",\n')
    rows.write_text(rows.read_text("utf-8").replace("Cuisine", "Cuisine" if "{{" in cell else f"Cuisine {cell}"), "utf-8")
    drawn = {name: [[grammar.cell(column) for column in columns.split(",")] for _ in range(2)] for name, columns in ROWS.items()}
    for name, columns in ROWS.items():
        lines = [",".join(["2024", f"N{number}", *row]) for number, row in enumerate(drawn[name])]
        (root / f"data/tables/{name}.csv").write_text("\n".join([f"year,{columns_of(name)},{columns}", *lines]) + "\n", "utf-8")
    with (root / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        file.write(INDICATORS.format(question=quoted(grammar.text()), note=quoted(grammar.text())))
    charts = root / "data/charts.yml"
    words = f"  subtitle: {quoted(grammar.text())}\n  note: {quoted(grammar.line())}\n  alt: {quoted(grammar.text())}"
    charts.write_text(charts.read_text("utf-8").replace("  subtitle: Heures de bénévolat en {{ year() }}", words), "utf-8")


ROWS = {"agenda": "title,place,people,text", "lexique": "expansion,note", "annuaire": "name,email"}
TABLES = """
agenda:
  title: L'agenda
  view: timeline
  source: Registre
  columns: {when: {label: Quand}, title: {label: Quoi}, place: {label: Où}, people: {label: Qui}, text: {label: Texte}}

lexique:
  title: Le lexique
  view: lexicon
  source: Registre
  columns: {acronym: {label: Sigle}, expansion: {label: Sens}}

annuaire:
  title: L'annuaire
  view: directory
  source: Registre
  columns: {region: {label: Région}, name: {label: Nom}, email: {label: Courriel}}
"""
INDICATORS = """
velos.donnes:
  label: Vélos donnés
  unit: vélos
  values: {{2024: 41}}
  status: to_confirm
  question: {question}
  source: Registre
  note: {note}

lieux.total:
  label: Lieux ouverts
  unit: lieux
  values: {{2024: 14}}
  source: Registre
"""


def columns_of(name: str) -> str:
    return {"agenda": "when", "lexique": "acronym", "annuaire": "region"}[name]
