"""VAR: the letters of finished slides, which are read from the back of a hall."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import floor

from rapport.ground import french
from rapport.ground.problems import Severity
from rapport.outputs.variants.template import NOTED, READ
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.rules.outputs.slides_read import ReadShape
from rapport.rules.outputs.variants import finished_variants

rule = OUTPUT_RULES.rule
_SPARE = 0.05  # points: what is rounded
_ASIDE = frozenset({"note", "sous-titre"})  # what is said beside the message


@rule("VAR15", Severity.WARNING, ahead=nothing)
def small_on_slide(outputs: Outputs) -> Iterator[Finding]:
    """Sur une diapositive, ce qui se lit dans une salle a des lettres de 18 points au moins, 12 dans un dessin ou une note."""
    for variant in finished_variants(outputs):
        for number, slide in enumerate(variant.slides, 1):
            for shape in slide.shapes:
                least = READ if is_words(shape) else NOTED
                if 0 < shape.least < least - _SPARE:
                    size = french.format_number(Decimal(floor(shape.least * 10)) / 10)
                    chart = outputs.rendered.report.charts.get(shape.name.rpartition(":")[2]) if shape.pictured else None
                    what = f"le graphique « {shape.name.rpartition(':')[2]} »" if chart else f"« {shape.text or shape.name} »"
                    said = f"Diapositive {number} de {variant.path.name} : {what} a des lettres de {size} points"
                    hint = "Montrez-y moins de choses, ou ne prenez pas cette section dans la variante."
                    yield Finding(f"{said}, pour {least:.0f} au moins.", chart.at() if chart else variant.place, hint)


def is_words(shape: ReadShape) -> bool:
    """Tell whether a shape is what a slide says, neither a drawing nor a note nor its number."""
    return not shape.pictured and shape.name not in _ASIDE and shape.role != "sldNum"
