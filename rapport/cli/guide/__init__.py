"""The tables of the French pages (`GUIDE.md`, `docs/guide/`, `docs/edition-….md`) that are generated between two comments.

`<!-- règles -->` … `<!-- fin -->` becomes the table of the rules, and so on: a page never lags behind the engine. The rest of
the page is written by hand; `refresh` also sets its French spaces and quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from rapport import ROOMS
from rapport.cli.guide import doubts
from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import BuildStopped, Place, Problem, Severity
from rapport.manuscript.charts import labels_of
from rapport.numbers.chart_rows import KINDS
from rapport.outputs.formats import FORMATS, format_of
from rapport.outputs.publish import write_whole
from rapport.rules.book import Rule
from rapport.rules.codes import OUTSIDE, RULES
from rapport.rules.homes import OTHERS, OUTPUTS, homes_of
from rapport.rules.text import DIVS
from rapport.sources.authored import (
    Assertion,
    CardEntry,
    ChartSpec,
    Column,
    ColumnTotal,
    CountOf,
    Edition,
    FrontMatter,
    Indicator,
    Statement,
    TableSpec,
)
from rapport.sources.evidence import EvidencePiece, EvidencePlace, TiedTo
from rapport.sources.located import Located
from rapport.sources.reading.text import read_text
from rapport.sources.survey import AnswersFile, AnswersTotal, MemberRegister, Secrecy, Statistic, SurveyColumn, SurveySpec
from rapport.sources.variants import VariantEntry, VariantNumber, VariantVoice
from rapport.sources.waiver import Waiver
from rapport.sources.wording import BOUNDS, SAID

END = "<!-- fin -->"
# What a description shows of the syntax: value("a") <= value("b"), {{ … }}, [26]{.literal because="…"}, exact: true.
_SYNTAX = regex(
    r'(?:value|evolution)\((?:"[^"]*"|…)\)(?: [-+*/<>=]+ value\("[^"]*"\))*|\{\{[^{}]*\}\}|\[\w+\]\{[^{}]*\}'
    r"|\b[a-z_]+: true\b|(?<=, )-\d\b"
)
_GENERATED = regex(rf"(<!-- (?!fin )([^\n]+?) -->\n)(?:(?!<!-- ).)*?({END})", re.DOTALL)

BLOCKS: Mapping[str, str] = {
    "key-numbers": "chiffres clés, en grand : une liste « - », un nombre en tête de chaque ligne",
    "cards": "cartes : chaque intertitre « ### » ouvre une carte",
    "callout": "encadré ; peut commencer par un intertitre « ### »",
    "summary": "synthèse, à la troisième personne, de ce que quelqu'un a dit ; « ### » en tête : la phrase retenue",
    "interview": "entretien : « ### » ouvre une question, « - » en tire des chiffres ; « ::: statement » en tête : sa phrase",
    "glance": "l'année d'un coup d'œil, sur deux pages : une liste de chiffres, des phrases, une carte",
    "photo": "photographie sur toute la largeur, son crédit, sa légende ; brief : la commande, tant qu'elle manque",
    "columns": "texte sur deux colonnes",
    "steps": "étapes : une liste « 1. »",
    "dates": "quelques dates sur une ligne : une liste « - », chaque date en gras en tête de la sienne",
    "definition": "définition d'un terme",
    "statement": "une phrase mise en exergue, en grand, sur toute la largeur",
    "small": "mention en petits caractères",
    "slide": "diapositive d'une variante en pptx, hors du rapport : « ### » son titre, puis quelques mots ou une liste",
    "notes": "dans une diapositive : ce que dit la personne qui parle",
}
MODELS: Mapping[str, type[Located]] = {
    "clés de report.yml": Edition,
    "clés d'un écart accepté": Waiver,
    "clés d'une carte": CardEntry,
    "clés d'une variante": VariantEntry,
    "clés d'un chiffre de variante": VariantNumber,
    "clés d'une voix": VariantVoice,
    "clés d'une section": FrontMatter,
    "clés d'un indicateur": Indicator,
    "clés d'une liste comptée": CountOf,
    "clés d'un énoncé": Statement,
    "clés d'une table": TableSpec,
    "clés d'une colonne": Column,
    "clés d'un total": ColumnTotal,
    "clés d'un graphique": ChartSpec,
    "clés d'un recoupement": Assertion,
    "clés d'une pièce": EvidencePiece,
    "clés de ce qui prouve un nombre": TiedTo,
    "clés d'un endroit": EvidencePlace,
    "clés d'une enquête": SurveySpec,
    "clés d'un registre": MemberRegister,
    "clés d'un fichier de réponses": AnswersFile,
    "clés d'une colonne d'enquête": SurveyColumn,
    "clés d'un total d'enquête": AnswersTotal,
    "clés d'une statistique": Statistic,
    "clés du secret": Secrecy,
}


def tables(rules: Mapping[str, Rule[Any]], kinds: Mapping[str, str]) -> dict[str, str]:
    """Return the tables that depend on the engine alone, by marker: rules, kinds of chart, blocks, formats, keys."""
    later, wanted = homes_of(OUTPUTS, OTHERS), ("Code", "Gravité", "Ce que la règle demande")
    return {
        "règles": _table(wanted, _rules({name: rule for name, rule in rules.items() if name not in later})),
        "règles de la suite": _table(wanted, _rules({name: rule for name, rule in rules.items() if name in later})),
        "autres messages": _table(("Code", "Gravité", "Ce qu'il faut vérifier"), _outside()),
        "graphiques": _table(("`kind:`", "Ce que l'on voit"), ((code(kind), label) for kind, label in labels_of(kinds).items())),
        "blocs": _table(("Bloc", "Ce qu'il contient"), ((code(f"::: {name}"), BLOCKS.get(name, "")) for name in DIVS)),
        "bornes des mots": _table(("Clé", "Ce qu'elle borne", "Borne"), _bounds()),
        "formats": _table(("Format", "Ce que c'est"), ((code(name), format_of(name).label) for name in FORMATS)),
    } | {marker: _table(("Clé", "Ce qu'elle dit"), _keys(model)) for marker, model in MODELS.items()}


def _rules(rules: Mapping[str, Rule[Any]]) -> Iterator[tuple[str, str, str]]:
    for name, rule in sorted(rules.items()):
        yield code(name), rule.severity.french, rule.documentation


def _outside() -> Iterator[tuple[str, str, str]]:
    for name, known in OUTSIDE.items():
        yield code(name), known.severity.french, known.documentation


def _bounds() -> Iterator[tuple[str, str, str]]:
    for name, bound in BOUNDS.items():
        yield code(f"{name}:"), SAID[name], french.with_unit(french.format_number((bound * 100).normalize(), 0), "%")


def _keys(model: type[Located]) -> Iterator[tuple[str, str]]:
    for name, info in model.model_fields.items():
        choices = [code(choice) for choice in get_args(info.annotation)] if get_origin(info.annotation) is Literal else []
        among = f" : {french.listed(choices, 'ou')}" if len(choices) > 1 else ""
        needed = " (obligatoire)" if info.is_required() else ""
        yield code(f"{info.alias or name}:"), f"{info.description or ''}{among}{needed}"


def code(text: str) -> str:
    """Return a text as inline code, to be typed as it is."""
    return f"`{text}`"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *([_cell(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    """Return a text as the cell of a table: nothing in it but inline code means anything to Markdown."""
    parts = re.split(r"(`[^`]*`)", _SYNTAX.sub(r"`\g<0>`", text))
    plain = (re.sub(r"([\\*<])", r"\\\1", part) if not index % 2 else part for index, part in enumerate(parts))
    return "".join(plain).replace("|", "\\|").replace("\n", " ").strip()


def edition_tables(root: Path) -> dict[str, Callable[[], str]]:
    """Return what makes the tables that depend on an edition, by marker: its doubts and its warnings."""
    header = ("Question", "Imprimé")
    return {
        "questions": lambda: "\n".join(
            f"### {title}\n\n{_table(header, rows)}" for title, rows in doubts.by_section(root).items()
        ),
        "avertissements": lambda: _table(
            ("Fichier", "Règle", "Message"), ((code(p.place.path), code(p.code), p.message) for p in doubts.warnings(root))
        ),
    }


# What no French typography may touch in a page: code, comments, HTML tags, link targets, addresses.
_APART = regex(r"^ *```.*?^ *```[ \t]*$|`+[^`\n]+`+|<[^>\n]+>|\]\([^)\n]*\)|\bhttps?://\S+", re.MULTILINE | re.DOTALL)


def typeset_page(text: str) -> str:
    """Return a Markdown page whose prose has French spaces, quotes and apostrophes."""
    kept: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue002{len(kept) - 1}\ue003"

    prose = french.typeset(_APART.sub(set_aside, text))
    return re.sub("\ue002(\\d+)\ue003", lambda m: kept[int(m[1])], prose)


def rooms_table() -> str:
    """Return the table of the rooms of the engine, from the bottom up."""
    return _table(("Room", "What it holds"), ((code(f"{room}/"), held) for room, held in ROOMS.items()))


def refreshed(page: str, made: Mapping[str, str | Callable[[], str]], *, french_prose: bool = True) -> str:
    """Return a page with its tables made anew, and its French typeset.

    Raises KeyError when the page has a marker that names no table.
    """

    def replaced(match: re.Match[str]) -> str:
        table = made[match[2]]
        return f"{match[1]}\n{table if isinstance(table, str) else table()}\n{match[3]}"

    text = _GENERATED.sub(replaced, page)
    return typeset_page(text) if french_prose else text


def refresh(root: Path, path: Path) -> bool:
    """Write anew the tables of a page of a folder and, of a French one, its spaces; tell whether it changed.

    The edition of which the page tells is that of the folder. Raises BuildStopped when either can't be read.
    """
    shown = path.relative_to(root).as_posix()
    problems: list[Problem] = []
    before = read_text(path, shown, problems) or ""
    made: dict[str, str | Callable[[], str]] = {**tables(RULES, KINDS), **edition_tables(root), "rooms": rooms_table}
    for match in _GENERATED.finditer(before):
        if match[2] not in made:
            said, hint = f"« {match[2]} » n'est le nom d'aucun tableau.", f"Tableaux : {', '.join(made)}."
            place = Place(shown, before.count("\n", 0, match.start()) + 1, 1)
            problems.append(Problem("LEC06", Severity.ERROR, said, place, hint))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise BuildStopped(problems)
    after = refreshed(before, made, french_prose=shown not in ENGLISH)
    if after != before:
        write_whole({path: after.encode()})
    return after != before


# The pages that the team reads, and those for people who change the engine.
FRENCH = ("README.md", "GUIDE.md", "CHANGELOG.md", "docs/*.md", "docs/guide/**/*.md", "assets/fonts/README.md")
ENGLISH = ("CONTRIBUTING.md", "docs/architecture.md", "docs/tour.md", "docs/glossary.md")


def pages(root: Path) -> list[Path]:
    """Return the French pages of a folder that `refresh` keeps up to date."""
    found = (path for pattern in FRENCH for path in sorted(root.glob(pattern)))
    return [path for path in found if path.relative_to(root).as_posix() not in ENGLISH]


def english_pages(root: Path) -> list[Path]:
    """Return the English pages of a folder that `refresh` keeps up to date."""
    return [root / name for name in ENGLISH if (root / name).is_file()]
