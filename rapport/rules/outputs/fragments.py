"""VAR: what a finished fragment says to programs, read back: the values in its page, and the file of its numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.in_time import spoken
from rapport.numbers.register import Register
from rapport.outputs.variants.fragment import NUMBERS
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.rules.outputs.variants import FinishedVariant, finished_variants

rule = OUTPUT_RULES.rule
_DIGITS = 6  # decimals of the file: a quotient has no end
_HINT = "Ce que lisent les programmes n'est plus ce que lisent les personnes : transmettez ce message."


@rule("VAR16", ahead=nothing)
def fragment_differs(outputs: Outputs) -> Iterator[Finding]:
    """Les valeurs qu'un fragment donne aux programmes, dans la page et dans son JSON, sont celles du registre."""
    register = Register(outputs.rendered.report)
    for variant in finished_variants(outputs):
        if variant.entry.format == "fragment":
            yield from _in_page(variant, register)
            yield from _in_file(variant, register)


def _in_page(variant: FinishedVariant, register: Register) -> Iterator[Finding]:
    """Yield the values of the page that are those of none of its numbers."""
    values = {f"{register.number(mention.ref).value:f}" for mention in variant.mentions}
    for element in variant.page.iter("data"):
        if (written := str(element.get("value"))) not in values:
            said = f"« {''.join(element.itertext())} » vaut « {written} » pour les programmes qui lisent {variant.path.name}"
            yield Finding(f"{said} : aucun de ses chiffres n'a cette valeur.", variant.place, _HINT)


def _in_file(variant: FinishedVariant, register: Register) -> Iterator[Finding]:
    """Yield the numbers of the page that its file lacks, or to which it gives another value, and those that it has alone."""
    where = Place(NUMBERS)
    held = {str(entry["id"]): entry for entry in json.loads(variant.beside(NUMBERS))["indicateurs"]}
    wanted = {mention.ref: register.number(mention.ref).value for mention in variant.mentions}
    for ref in sorted(wanted.keys() - held.keys()):
        yield Finding(f"« {spoken(ref)} » est dans {variant.path.name}, mais pas dans le fichier de ses chiffres.", where, _HINT)
    for ref, entry in held.items():
        written = Decimal(str(entry["valeur"]))
        if ref not in wanted:
            yield Finding(f"« {spoken(ref)} » est dans le fichier des chiffres, mais pas dans {variant.path.name}.", where, _HINT)
        elif round(written, _DIGITS) != round(wanted[ref], _DIGITS):
            value, other = map(french.format_number, (wanted[ref], written))
            yield Finding(f"« {spoken(ref)} » vaut {value}, mais {other} dans le fichier des chiffres.", where, _HINT)
