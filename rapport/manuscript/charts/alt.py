"""The alternative text of a chart whose author gave none, written from its data alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapport.ground.markdown.plain import unmarked
from rapport.numbers.chart_rows import dot_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec
    from rapport.sources.model import ChartRow

MOST: Final = 400
MOST_SUBJECT: Final = 180
COLON: Final = "\u00a0: "
SEMICOLON: Final = "\u202f; "

KIND_NAMES: Final = {
    "bars": "Diagramme en barres",
    "stacked": "Barre partagée en parts",
    "multiples": "Diagrammes en barres côte à côte",
    "waffle": "Grille de carrés ou de points",
    "before_after": "Comparaison avant et après",
    "timeline": "Frise chronologique",
    "map": "Carte des régions",
    "field": "Champ de points",
    "discs": "Disques dont la surface est à l'échelle",
    "profile": "Grilles de cent carrés, une par sujet",
}


def alt_text(spec: ChartSpec, rows: Sequence[ChartRow]) -> str:
    """Return what a reader who cannot see the chart needs: its kind, its subject, its numbers in drawing order.

    Kept under 400 characters: when the numbers are too many, their count and extremes stand for them (the data table
    that goes with every chart holds them all).
    """
    subject = _shortened(unmarked(spec.subtitle or spec.title).strip().rstrip("."))
    opening = KIND_NAMES.get(spec.kind, "Graphique") + (f". {subject}." if subject else ".")
    if not rows:
        return f"{opening} Aucune donnée."
    doubt = doubt_sentence(rows)
    if spec.kind == "field":
        opening += f" {dot_sentence(spec, rows)}"
    told = (f"{opening} {numbers}.{doubt}" for numbers in (_all_of(spec, rows), _extremes_of(rows)))
    return next((text for text in told if len(text) <= MOST), f"{opening} {_count_of(rows)}.{doubt}")


def doubt_sentence(rows: Sequence[ChartRow]) -> str:
    """Return the sentence that tells what is to confirm, after a space; nothing when nothing is."""
    doubts = sum(row.uncertain for row in rows)
    return " Valeurs à confirmer." if doubts and doubts == len(rows) else " Certaines valeurs sont à confirmer." * bool(doubts)


def _all_of(spec: ChartSpec, rows: Sequence[ChartRow]) -> str:
    """Every number: by category where the groups are moments to compare, by group where they are panels."""
    if spec.kind == "before_after" or spec.previous:
        return SEMICOLON.join(
            category + COLON + " puis ".join(_dated(row) for row in rows if row.category == category)
            for category in dict.fromkeys(row.category for row in rows)
        )
    groups = dict.fromkeys(row.group for row in rows)
    told = {group: SEMICOLON.join(_named(row) for row in rows if row.group == group) for group in groups}
    return ". ".join(f"{group}, {numbers}" if group else numbers for group, numbers in told.items())


def _extremes_of(rows: Sequence[ChartRow]) -> str:
    known = [row for row in rows if row.printed]
    if not known:
        return f"{_count_of(rows)}, de {_place(rows[0])} à {_place(rows[-1])}"
    least, most = min(known, key=lambda row: row.value), max(known, key=lambda row: row.value)
    if least.value == most.value:
        return f"{_count_of(rows)}, toutes égales à {most.printed}"
    return f"{_count_of(rows)}, de {least.printed} ({_place(least)}) à {most.printed} ({_place(most)})"


def _count_of(rows: Sequence[ChartRow]) -> str:
    noun = "valeur" if any(row.printed for row in rows) else "repère"
    return f"{len(rows)} {noun}{'s' if len(rows) > 1 else ''}"


def _named(row: ChartRow) -> str:
    date = row.extra.get("date", "")
    name = f"{date}, {row.category}" if date and date != row.category else row.category
    return name + COLON + row.printed if row.printed else name


def _dated(row: ChartRow) -> str:
    return f"{row.printed} ({row.group})" if row.group else row.printed


def _place(row: ChartRow) -> str:
    return _shortened(f"{row.group}, {row.category}" if row.group else row.category, 60)


def _shortened(text: str, most: int = MOST_SUBJECT) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:\u00a0\u202f") + "…"
