"""OUT09: the published data, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, Registered, UnknownNumber
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.sources.published_csv import records_of

rule = OUTPUT_RULES.rule


@rule("OUT09")
def published_data_differ(outputs: Outputs) -> Iterator[Finding]:
    """Les fichiers de donnees/ portent les valeurs mêmes du registre : chaque indicateur, chaque valeur de graphique."""
    described = outputs.rendered.files.get("donnees")
    if described is None:
        return
    register = Register(outputs.rendered.report)
    yield from _differences(described.parent / "indicateurs.csv", "id", register)
    for path in sorted((described.parent / "graphiques").glob("*.csv")):
        yield from _differences(path, "nombre", register)


def _differences(path: Path, name: str, register: Register) -> Iterator[Finding]:
    records = records_of(path.read_bytes().decode())
    _, header = next(records, (1, []))
    for line, cells in records:
        record = dict(zip(header, cells, strict=False))
        ref, written = record.get(name), record.get("valeur", "")
        if not ref or (record.get("annee") or str(register.year)) != str(register.year):
            continue
        try:
            number = register.number(ref)
        except (UnknownNumber, ExpressionError) as error:
            if error.unknown and not written:
                continue  # « n.d. » is told by an empty value
            yield Finding(f"« {ref} » est dans {path.name}, mais dans aucune donnée.", Place(path.name, line))
            continue
        if not _same(number, written):
            said = f"« {ref} » vaut {french.format_number(number.value)}, mais « {written} » dans {path.name}."
            yield Finding(said, Place(path.name, line))


def _same(number: Registered, written: str) -> bool:
    """Tell whether a written value is a number's own; a derived one may be rounded to the digits written."""
    try:
        value = french.number_of(written)
    except ValueError:
        return False
    exponent = value.as_tuple().exponent
    return value == (round(number.value, -int(exponent)) if number.formula else number.value)
