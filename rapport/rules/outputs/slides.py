"""VAR: the finished slides: what they lack, what goes beyond its frame, and letters too small for a hall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from math import floor
from pathlib import Path

from rapport.ground import french
from rapport.ground.problems import Severity
from rapport.outputs.variants.measured import font_file, height_of
from rapport.outputs.variants.template import BODY, HIGH, NOTED, READ, TITLE, WIDE
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.rules.outputs.slides_read import ReadShape
from rapport.rules.outputs.variants import HINT, SNIPPET, FinishedVariant, finished_variants
from rapport.sources.brand import Brand

rule = OUTPUT_RULES.rule
_TIGHT = "ne tient pas dans son cadre."
_SPARE = 0.02  # inches: what is rounded
_EMPTY = frozenset({"title", "ctrTitle", "subTitle", "body", "obj", "chart", "pic"})  # placeholders that must hold something
_ROUNDED = 0.05  # points
_ASIDE = frozenset({"note", "sous-titre"})  # what is said beside the message


@rule("VAR15", Severity.WARNING, ahead=nothing)
def small_on_slide(outputs: Outputs) -> Iterator[Finding]:
    """Sur une diapositive, ce qui se lit dans une salle a des lettres de 18 points au moins, 12 dans un dessin ou une note."""
    for variant in finished_variants(outputs):
        for number, slide in enumerate(variant.slides, 1):
            for shape in slide.shapes:
                least = READ if is_words(shape) else NOTED
                if 0 < shape.least < least - _ROUNDED:
                    size = french.format_number(Decimal(floor(shape.least * 10)) / 10)
                    chart = outputs.rendered.report.charts.get(shape.name.rpartition(":")[2]) if shape.pictured else None
                    what = f"le graphique « {shape.name.rpartition(':')[2]} »" if chart else f"« {shape.text or shape.name} »"
                    said = f"Diapositive {number} de {variant.path.name} : {what} a des lettres de {size} points"
                    hint = "Montrez-y moins de choses, ou ne prenez pas cette section dans la variante."
                    yield Finding(f"{said}, pour {least:.0f} au moins.", chart.at() if chart else variant.place, hint)


def is_words(shape: ReadShape) -> bool:
    """Tell whether a shape is what a slide says, neither a drawing nor a note nor its number."""
    return not shape.pictured and shape.name not in _ASIDE and shape.role != "sldNum"


@rule("VAR08", ahead=nothing)
def unfit_slide(outputs: Outputs) -> Iterator[Finding]:
    """Chaque diapositive a un titre, des textes qui tiennent dans leur cadre, des images décrites, les valeurs des données."""
    report = outputs.rendered.report
    brand = Brand.of(report.brand)
    for variant in finished_variants(outputs):
        for number, slide in enumerate(variant.slides, 1):
            where = f"La diapositive {number} de {variant.path.name}"
            if not slide.title.strip():
                yield Finding(f"{where} n'a pas de titre.", variant.place, HINT)
            for shape in slide.shapes:
                family = shape.family or (brand.headings if "itle" in shape.role else brand.base)
                font = font_file(brand, report.root, family)
                for fault in _faults(shape, font, variant):
                    hint = "Raccourcissez ce texte dans sa section." if fault.endswith(_TIGHT) else HINT
                    yield Finding(f"{where} : {fault}", variant.place, hint)


def _faults(shape: ReadShape, font: Path, variant: FinishedVariant) -> Iterator[str]:
    """Yield what is wrong with a shape, as the end of a French sentence."""
    if shape.role in _EMPTY and not shape.text.strip() and not shape.pictured:
        yield f"« {shape.name} » est vide."
    if shape.pictured and not shape.alt.strip():
        yield f"« {shape.name} » n'a pas de texte de remplacement."
    left, top, wide, high = shape.box or {"title": TITLE, "obj": BODY}.get(shape.role, (0, 0, 0, 0))
    if left + wide > WIDE + _SPARE or top + high > HIGH + _SPARE or left < -_SPARE or top < -_SPARE:
        yield f"« {shape.name} » sort de la diapositive."
    if shape.text.strip() and shape.size and wide and height_of(shape.text, shape.size, font, wide) > high + _SPARE:
        yield f"« {shape.text[:SNIPPET]} » {_TIGHT}"
    if shape.name.startswith("chart:") and not _has_its_values(shape.name, variant):
        yield f"le graphique « {shape.name.removeprefix('chart:')} » n'a pas les valeurs des données."


def _has_its_values(name: str, variant: FinishedVariant) -> bool:
    """Tell whether a chart has the values of its rows, on one slide or shared out over several, each time that it is shown."""
    values = Counter(value for slide in variant.slides for shape in slide.shapes if shape.name == name for value in shape.values)
    drawing = variant.drawings.get(name.removeprefix("chart:"))
    rows = Counter(float(row.value) for row in drawing.rows) if drawing else values
    times = max(values.total() // max(rows.total(), 1), 1)
    return values == Counter({value: count * times for value, count in rows.items()})
