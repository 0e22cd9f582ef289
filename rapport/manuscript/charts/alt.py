"""The alternative text of a chart whose author gave none, written from its data alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapport.ground.languages import FRENCH, Language
from rapport.ground.markdown.words import unmarked
from rapport.numbers.chart_rows import dot_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.sources.authored import ChartSpec
    from rapport.sources.model import ChartRow

MOST: Final = 400
MOST_SUBJECT: Final = 180

KIND_NAMES: Final = {
    "bars": ("Diagramme en barres", "Bar chart"),
    "stacked": ("Barre partagée en parts", "Bar divided into shares"),
    "multiples": ("Diagrammes en barres côte à côte", "Bar charts side by side"),
    "waffle": ("Grille de carrés ou de points", "Grid of squares or dots"),
    "before_after": ("Comparaison avant et après", "Comparison before and after"),
    "timeline": ("Frise chronologique", "Timeline"),
    "map": ("Carte des régions", "Map of the regions"),
    "field": ("Champ de points", "Field of dots"),
    "discs": ("Disques dont la surface est à l'échelle", "Discs whose area is to scale"),
    "profile": (
        "Cent carrés pour le premier sujet, des barres pour les autres",
        "A hundred squares for the first subject, bars for the others",
    ),
}  # in French, in English


def alt_text(spec: ChartSpec, rows: Sequence[ChartRow], language: Language = FRENCH) -> str:
    """Return what a reader who cannot see the chart needs: its kind, its subject, its numbers in drawing order.

    Kept under 400 characters: when the numbers are too many, their count and extremes stand for them (the data table
    that goes with every chart holds them all).
    """
    subject = _shortened(unmarked(spec.subtitle or spec.title).strip().rstrip("."))
    kind = KIND_NAMES[spec.kind][language.code == "en"] if spec.kind in KIND_NAMES else language.phrases["chart"]
    opening = kind + (f". {subject}." if subject else ".")
    if not rows:
        return f"{opening} {language.phrases['no data']}"
    doubt = doubt_sentence(rows, language)
    if spec.kind == "field":
        opening += f" {dot_sentence(spec, rows, language)}"
    told = (f"{opening} {numbers}.{doubt}" for numbers in (_all_of(spec, rows, language), _extremes_of(rows, language)))
    return next((text for text in told if len(text) <= MOST), f"{opening} {_count_of(rows, language)}.{doubt}")


def doubt_sentence(rows: Sequence[ChartRow], language: Language = FRENCH) -> str:
    """Return the sentence that tells what is to confirm, after a space; nothing when nothing is."""
    doubts = sum(row.uncertain for row in rows)
    return language.phrases["all doubtful" if doubts == len(rows) else "some doubtful"] if doubts else ""


def _all_of(spec: ChartSpec, rows: Sequence[ChartRow], language: Language) -> str:
    """Every number: by category where the groups are moments to compare, by group where they are panels."""
    colon, semicolon = language.phrases["colon"], language.phrases["semicolon"]
    if spec.kind == "before_after" or spec.previous:
        return semicolon.join(
            category + colon + language.phrases["then"].join(_dated(row) for row in rows if row.category == category)
            for category in dict.fromkeys(row.category for row in rows)
        )
    groups = dict.fromkeys(row.group for row in rows)
    told = {group: semicolon.join(_named(row, colon) for row in rows if row.group == group) for group in groups}
    return ". ".join(f"{group}, {numbers}" if group else numbers for group, numbers in told.items())


def _extremes_of(rows: Sequence[ChartRow], language: Language) -> str:
    known = [row for row in rows if row.printed]
    count, phrases = _count_of(rows, language), language.phrases
    if not known:
        return phrases["range"].format(count=count, least=_place(rows[0]), most=_place(rows[-1]))
    least, most = min(known, key=lambda row: row.value), max(known, key=lambda row: row.value)
    if least.value == most.value:
        return phrases["alike"].format(count=count, value=most.printed)
    low, high = (f"{row.printed} ({_place(row)})" for row in (least, most))
    return phrases["range"].format(count=count, least=low, most=high)


def _count_of(rows: Sequence[ChartRow], language: Language) -> str:
    noun = "value" if any(row.printed for row in rows) else "mark"
    return language.phrases[f"{noun}s" if len(rows) > 1 else noun].format(count=len(rows))


def _named(row: ChartRow, colon: str) -> str:
    date = row.extra.get("date", "")
    name = f"{date}, {row.category}" if date and date != row.category else row.category
    return name + colon + row.printed if row.printed else name


def _dated(row: ChartRow) -> str:
    return f"{row.printed} ({row.group})" if row.group else row.printed


def _place(row: ChartRow) -> str:
    return _shortened(f"{row.group}, {row.category}" if row.group else row.category, 60)


def _shortened(text: str, most: int = MOST_SUBJECT) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:\u00a0\u202f") + "…"
