"""What stands at a place of a piece, and whether it is the value of the number that is tied to it."""

from __future__ import annotations

from decimal import Decimal

from rapport.numbers.pieces.asked import AskedTie, Provable
from rapport.numbers.pieces.lines import found_in_lines
from rapport.numbers.pieces.sheets import found_in_sheets
from rapport.numbers.pieces.standing import Standing, unit_of
from rapport.numbers.quantity import ZERO, Decimals, half_unit
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceContents
from rapport.sources.tied import Tie, in_unit

_CLOSE = Decimal("0.005")  # of a number: what its document may leave out of it, when both are in the same unit


def found(contents: PieceContents, place: EvidencePlace) -> Standing:
    """Return the number that stands at a place; raises NotStanding, or SeveralStand."""
    return found_in_sheets(contents, place) if contents.sheets else found_in_lines(contents, place)


def tie_of(asked: AskedTie, standing: Standing, sha256: str, when: str) -> Tie:
    """Return the line of the lock for what was read."""
    digits = "" if standing.decimals == "exact" else str(standing.decimals)
    unit = unit_of(standing, asked.of.unit, asked.written_unit)
    return Tie(
        *asked.key, standing.at, f"{standing.value:f}", unit, digits, asked.fingerprint, standing.around, sha256, when
    )  # fmt: skip


def is_proved(asked: AskedTie, tie: Tie) -> bool:
    """Tell whether what was read in a piece is the number's value, at the precision of the less precise of the two.

    « 316,4 M€ » proves 316 447 560 €; « 58 % » doesn't prove 57 %, though their intervals touch.
    """
    number = asked.of
    return number.value is None or _agree(number.value, number.decimals, number.unit, standing_of(tie))


def standing_of(tie: Tie) -> Standing:
    """Return what was read, as a tie has it."""
    return Standing(tie.decimal, tie.unit, int(tie.digits) if tie.digits else "exact", tie.at)


def is_value_of(number: Provable, standing: Standing) -> bool:
    """Tell whether what stands somewhere in a piece is the value of a number."""
    return number.value is not None and _agree(number.value, number.decimals, number.unit, standing)


def _agree(value: Decimal, decimals: Decimals, unit: str, standing: Standing) -> bool:
    said = unit_of(standing, unit)
    read = in_unit(standing.value, said, unit)
    if read is None:
        return False
    there = in_unit(half_unit(standing.decimals), said, unit) or ZERO
    rounded = read != standing.value or there <= _CLOSE * abs(read)  # « 316,4 M€ » for euros; not « 1 % » for 0,7 %
    return abs(value - read) <= max(half_unit(decimals), there if rounded else ZERO)
