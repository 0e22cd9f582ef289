"""The form of an indicator: its value of the year and of the last, and what the annex says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from rapport.flow.atelier.evidence import piece_fields, tie_links
from rapport.flow.atelier.forms import Field, FormLink, NoSuchPlace, Refused, titled
from rapport.flow.atelier.proved_cards import ProvedCard
from rapport.flow.atelier.yaml_cards import shown
from rapport.ground import french
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import operands_of
from rapport.numbers.pieces.by_year import with_proof
from rapport.sources.authored import Indicator
from rapport.sources.editing.journal import Change
from rapport.sources.editing.yaml_text import Scalar, YamlText
from rapport.sources.model import Report
from rapport.sources.published_names import STATUSES
from rapport.sources.scalars import TAKEN, UNKNOWN, is_unknown
from rapport.team.left_to_do import owners_of

VALUE, LAST = "value", "last"
_ORDER = {
    "unit": "label", "decimals": "unit", "values": "decimals", "status": "values", "question": "status", "source": "status",
    "note": "source", "owner": "source", "piece": "source",
}  # fmt: skip
_DECIMALS = (
    ("exact", "valeur exacte"), ("0", "à l'unité"), ("1", "au dixième (une décimale)"), ("2", "au centième (deux décimales)"),
    ("-1", "à la dizaine"),
    ("-2", "à la centaine"), ("-3", "au millier"), ("-6", "au million"),
)  # fmt: skip
PRECISION_HELP = "Comment le nombre est connu et imprimé."


@dataclass(frozen=True)
class NumberCard(ProvedCard):
    """An indicator, whose values of the year and of the last are fields like the others."""

    year: int = 0

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file with some keys changed; a doubt without its question is refused besides."""
        doubted({field.name: field.value for field in self.form().fields} | dict(given))
        return super().changes(given, was)

    def put(self, edited: YamlText, key: str, value: Scalar) -> None:
        """Give a key its value; « value » and « last » are those of a year."""
        if key not in {VALUE, LAST}:
            whole = key == "decimals" and re.fullmatch(r"-?[0-9]{1,2}", str(value))
            super().put(edited, key, int(str(value)) if whole else value)
            return
        entry = self._below(edited.value())
        year, number = self.year - (key == LAST), typed_number(key, str(value), str(entry.get("unit") or ""))
        values = entry.get("values")
        if values:
            edited.set((*self.keys, "values", year), number)
        elif number is not None:
            edited.set((*self.keys, "values"), {year: number}, after=self.order["values"])


def typed_number(name: str, text: str, unit: str | None = None) -> Scalar:
    """Return what is to be written of a number as it was typed: « n.d. », nothing, or the number; raises Refused.

    A sign typed after it is that of its ``unit``; None, and any is dropped.
    """
    if not text.strip():
        return None
    if is_unknown(text):
        return UNKNOWN
    if french.folded(text) == TAKEN and name in {VALUE, LAST}:
        return TAKEN
    try:
        number = french.number_of(text)
    except ValueError:
        said = f"« {text.strip()[:40]} » n'est pas un nombre. Écrivez par exemple 1 234,5, ou n.d. si personne ne le connaît."
        raise Refused({name: said}) from None
    sign = text.strip()[-1]
    if unit is not None and sign in "%€" and sign not in unit:
        raise Refused({name: f"Ce nombre n'est pas en {sign} : tapez-le seul. Son unité : {unit or 'aucune'}."})
    return number


def doubted(given: Mapping[str, str]) -> None:
    """Raise Refused when a doubt comes without its question, or a status is none."""
    if given.get("status", "published") not in {"", *STATUSES}:
        raise Refused({"status": f"Statut inconnu. Admis : {', '.join(STATUSES.values())}."})
    if given.get("status") == "to_confirm" and not given.get("question", "").strip():
        raise Refused({"question": "« À confirmer » demande une question : ce qu'il faut demander, et à qui."})


def precisions(value: str) -> tuple[tuple[str, str], ...]:
    """Return how finely a number may be known, in words; what a file says already stays to be chosen."""
    if value in dict(_DECIMALS):
        return _DECIMALS
    if re.fullmatch(r"-[0-9]{1,2}", value):
        return (value, f"à {french.format_number(Decimal(10) ** int(value[1:]), 0)} près"), *_DECIMALS
    return (value, f"{value} décimales" if value else "à l'unité (par défaut)"), *_DECIMALS


def number_card(report: Report, ref: str) -> NumberCard:
    """Return the card of an indicator; raises NoSuchPlace."""
    indicator = report.indicators.get(ref)
    if indicator is None:
        raise NoSuchPlace(f"« {ref} » n'est plus un chiffre du rapport.", "Rouvrez la page.")
    year = report.edition.year
    people = tuple((name, name) for name in owners_of(report))
    links = tuple(FormLink(f"number:{part}", report.indicators[part].label) for part in _operands(report, indicator))
    links = (
        *links,
        *_part_links(report, indicator),
        *tie_links(report, indicator.piece),
        FormLink(f"sign:{ref}", "Signer ce chiffre"),
    )

    def fields(entry: Mapping[str, Any]) -> Sequence[Field]:
        return [
            *_values(entry, indicator, year),
            *_summed(report, indicator),
            *_described_fields(entry, people),
            *piece_fields(report, ref, indicator.piece),
        ]

    return NumberCard(
        report.root,
        f"number:{ref}",
        indicator.label,
        indicator.at().path,
        (ref,),
        fields,
        Indicator,
        links,
        _ORDER,
        joined=partial(with_proof, report, indicator.piece),
        year=year,
    )


def _values(entry: Mapping[str, Any], indicator: Indicator, year: int) -> Sequence[Field]:
    values = entry.get("values") or {}
    unit = f" ({indicator.unit})" if indicator.unit else ""
    if entry.get("from"):
        return [Field("from", f"Donné par l'enquête : {entry['from']}", kind="shown")]
    if entry.get("formula") or (entry.get("count_of") and not values):
        said = entry.get("formula") or "le nombre de lignes de la table « {table} »".format(**entry["count_of"])
        return [Field("formula", f"Calculé : {said}", kind="shown")]
    return [
        Field(VALUE, f"Valeur {year}{unit}", written(values.get(year)), "number", help="Vide tant qu'elle n'est pas connue."),
        Field(LAST, f"Valeur {year - 1}{unit}", written(values.get(year - 1)), "number"),
    ]


def _parts(indicator: Indicator) -> tuple[str, ...]:
    """Return what an indicator is the total of: a column of a table, or other numbers."""
    return (indicator.total_of,) if isinstance(indicator.total_of, str) and indicator.total_of else tuple(indicator.total_of)


def _summed(report: Report, indicator: Indicator) -> Iterator[Field]:
    """Yield what a total says of its parts: who changes it alone has a sum that is wrong."""
    parts = _parts(indicator)
    table = report.tables.get(parts[0].partition(".")[0]) if len(parts) == 1 else None
    if table is not None:
        rows = f"Total de {len(table.of_year(report.edition.year))} lignes de « {titled(report, table.spec.title)} »"
        yield Field("total_of", f"{rows} : si l'une d'elles change, changez plutôt la ligne, puis ce total.", kind="shown")
    elif parts:
        yield Field("total_of", f"Total de {len(parts)} chiffres : si l'un d'eux change, changez-le d'abord.", kind="shown")


def _part_links(report: Report, indicator: Indicator) -> Iterator[FormLink]:
    for part in _parts(indicator):
        table = part.partition(".")[0]
        if part in report.indicators:
            yield FormLink(f"number:{part}", report.indicators[part].label)
        elif table in report.tables:
            yield FormLink(f"list:{table}", f"Les lignes : {titled(report, report.tables[table].spec.title)}")


def _described_fields(entry: Mapping[str, Any], people: tuple[tuple[str, str], ...]) -> Sequence[Field]:
    decimals = shown(entry.get("decimals", ""))
    return [
        Field("decimals", "Précision", decimals, "choice", precisions(decimals), help=PRECISION_HELP),
        Field("status", "Statut", shown(entry.get("status", "")), "choice", (("", "publié (par défaut)"), *STATUSES.items())),
        Field("question", "Question", shown(entry.get("question")), "text", help="Ce qu'il faut demander, et à qui."),
        Field("source", "Source", shown(entry.get("source")), "text"),
        Field("note", "Note", shown(entry.get("note")), "text", help="Imprimée avec le nombre."),
        Field("owner", "Responsable", shown(entry.get("owner")), known=people),
        Field("label", "Libellé", shown(entry.get("label")), "text"),
        Field("unit", "Unité", shown(entry.get("unit"))),
    ]


def written(value: object) -> str:
    """Return a number of a file as the field shows it, with a decimal comma."""
    text = shown(value)
    return text.replace(".", ",") if text.replace(".", "", 1).lstrip("-").isdecimal() else text


def _operands(report: Report, indicator: Indicator) -> list[str]:
    """Return the indicators that a formula is made of: whoever wants another result changes those."""
    try:
        return [ref for ref in operands_of(indicator.formula) if ref in report.indicators] if indicator.formula else []
    except ExpressionError:
        return []
