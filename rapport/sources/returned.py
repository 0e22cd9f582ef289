"""Workbooks that structures send back (`enquetes/retours/`): what each says of an answer that it was asked again.

`survey` writes the workbooks and reads them back: the headings, the mark of each line and the words of an answer are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.sources.survey import SurveyColumn

Answer = Decimal | str | None  # a number, an answer of a choice or a text, nothing (nobody knows, or no answer)
FOLDER = "enquetes/retours"
ENDINGS = (".xlsx", ".xls", ".ods")
QUESTION, ANSWER, WHY, RIGHT, REMARK, MARK = (
    "Question", "Votre réponse", "Ce qui nous étonne", "La bonne réponse", "Une remarque", "Repère",
)  # fmt: skip
_YEAR = regex(r"[0-9]{4}")
_YES = frozenset(["ok", "oui", "juste", "exact", "idem", "inchange", "correct", "c est juste", "c est bon", "c est exact"])


@dataclass(frozen=True, slots=True)
class ReturnedAnswer:
    """What a structure sent back of one answer: what it was shown, why it was asked, what it typed beside."""

    survey: str
    year: int
    member: str
    column: str
    answer: str  # as it was shown
    why: str
    right: str
    remark: str
    place: Place
    cell: str  # of the right answer: « D6 »
    unit: str = ""  # that the cell's format shows

    def leaves(self, column: SurveyColumn | None) -> bool:
        """Tell whether it leaves the answer as it is: nothing beside it, or a word that says so and is no answer itself."""
        words = french.folded(self.right)
        return not words or ((column is None or column.kind == "number") and words in _YES)

    def confirms(self, column: SurveyColumn | None) -> bool:
        """Tell whether it stands by the answer: it leaves it, or says it again (« 1234 » beside « 1 234 € »)."""
        again = {self.right, f"{self.right} {self.unit}", *_shown_again(self.right, column)}
        return self.leaves(column) or closed_up(self.answer).casefold() in {closed_up(one).casefold() for one in again}


def mark_of(survey: str, year: int, member: str, column: str) -> str:
    """Return what says, on a line of a workbook, whose answer to which question it is about."""
    return f"{survey}/{year}/{member}/{column}"


def marked(text: str) -> tuple[str, int, str, str] | None:
    """Return the survey, the year, the member and the column of a mark; None when it is none."""
    survey, _, rest = text.strip().partition("/")
    year, _, rest = rest.partition("/")
    member, _, column = rest.rpartition("/")
    return (survey, int(year), member, column) if member and column and _YEAR.fullmatch(year) else None


def shown(column: SurveyColumn | None, answer: Answer) -> str:
    """Return an answer as its structure reads it: « 1 234 € », « Oui »."""
    if answer is None:
        return ""
    words = french.format_number(answer) if isinstance(answer, Decimal) else answer
    if column is None:
        return words
    return french.with_unit(words, column.unit) if isinstance(answer, Decimal) else column.allowed.get(words, words)


def _shown_again(right: str, column: SurveyColumn | None) -> Iterator[str]:
    """Yield the answer that was typed as it would be shown, where it is a number of the column's unit."""
    if column is not None and column.kind == "number":
        with suppress(ValueError):
            yield shown(column, french.number_of(right))


def is_confirmed(returned: Iterable[ReturnedAnswer], column: SurveyColumn | None, name: str, answer: Answer, why: str) -> bool:
    """Tell whether one of a structure's lines leaves an answer as it is, asked for the same reason."""
    asked = closed_up(shown(column, answer)), closed_up(why)
    return any(
        one.column == name and one.confirms(column) and (closed_up(one.answer), closed_up(one.why)) == asked for one in returned
    )


def closed_up(text: str) -> str:
    """Return a text without its spaces and the form of its quotes, which programs change as they save: signs and digits stay."""
    return "".join(text.replace("'", "’").split())
