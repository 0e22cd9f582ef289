"""A number as it stands in a piece."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rapport.ground import french
from rapport.ground.problems import AuthorError
from rapport.ground.units import measures_of, same_kinds
from rapport.numbers.quantity import Decimals
from rapport.sources.piece_contents import PieceLine
from rapport.sources.tied import fingerprint_of_words
from rapport.sources.written_numbers import WrittenNumber, doubt_of

AS_WRITTEN = (
    "Vérifiez-le dans la pièce, puis écrivez-le par « text: » tel qu'il s'y lit : (12 000) est négatif, 12 000 ne l'est pas."
)


@dataclass(frozen=True)
class Standing:
    """A number that was read: its value and unit as written, its precision, where it is, the words around it."""

    value: Decimal
    unit: str
    decimals: Decimals
    at: str  # French: « page 7, ligne 12 », « Synthèse!C12 »
    words: str = ""  # around it, folded: they leave this machine as a fingerprint alone
    remark: str = ""  # what makes it a question (French): hidden, of a doubtful unit
    advice: str = ""  # what to do about the remark
    titled: str = ""  # the unit that the title of its table says, which isn't that of all its numbers

    @property
    def around(self) -> str:
        """Return the fingerprint of the words around it."""
        return fingerprint_of_words(self.words)

    @property
    def text(self) -> str:
        """Return the number as it is told: « 316,4 M€ »."""
        return french.with_unit(french.format_number(self.value), self.unit)


def unit_of(standing: Standing, wanted: str, written: str = "") -> str:
    """Return the unit of what was read, for a number in a unit: as it is written there, as the author says, as its title does."""
    same = same_kinds(measures_of(standing.titled), measures_of(wanted)) if standing.titled else False
    return standing.unit or written or (standing.titled if same else "")


class NotStanding(AuthorError):  # noqa: N818 - told as a problem
    """Nothing that can be read stands at a place of a piece; what is wrong, and what to do, in French."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)


class SeveralStand(NotStanding):
    """Several numbers stand at a place: one must be chosen."""


def standing_in(line: PieceLine, number: WrittenNumber, word: str) -> Standing:
    """Return a number of a line of text."""
    page = f"page {line.page}, " if line.page else ""
    words = french.folded(f"{line.text[: number.start]} {line.text[number.end :]}")
    doubt, at = doubt_of(line.text, number), f"{page}{word} {line.number}"
    remark = f"Le nombre {french.format_number(number.value)} ({at}) n'est pas sûr : {doubt}." if doubt else ""
    return Standing(number.value, number.unit, number.decimals, at, words, remark, AS_WRITTEN if doubt else "")
