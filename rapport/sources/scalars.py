"""Numbers and days as authors type them, for the models of `authored`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from rapport.ground import french
from rapport.ground.addresses import fault_of_contact, fault_of_page
from rapport.ground.patterns import regex
from rapport.sources.dates import spelled
from rapport.sources.wording import Bound

_FRENCH_DAY = regex(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WHOLE_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


def name(raw: object) -> object:
    """Return a key as a name, one that is all digits too; whatever else it is stays as it is, for pydantic to refuse."""
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


def number(raw: object) -> Decimal:
    """Return a number in French or plain notation; raises ValueError, which pydantic collects."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError("nombre attendu")  # noqa: TRY004 - pydantic collects ValueErrors
    try:
        return french.number_of(str(raw))
    except ValueError:
        raise ValueError("nombre attendu") from None


def no_switch(raw: object) -> object:
    """Return a value, « true » and « false » as the words that they are: no number is counted by them."""
    return str(raw).lower() if isinstance(raw, bool) else raw


Whole = Annotated[int, BeforeValidator(no_switch)]
TAKEN = "piece"  # in place of a value: it is taken from the number's piece
UNKNOWN = "n.d."  # a number that nobody knows, as authors type it and as it is printed


def is_unknown(text: str) -> bool:
    """Tell whether a text says that nobody knows a number (« non disponible », « non communiqué »)."""
    return french.folded(text) in {"n d", "nd", "n c", "nc"}


def address(fault_of: Callable[[str], str], written: str) -> str:
    """Return an address that is empty or has no fault; raises PydanticCustomError with the fault in French."""
    if written and (fault := fault_of(written)):
        raise PydanticCustomError("address", "{fault}", {"fault": fault})
    return written


def in_words(written: str) -> str:
    """Return a text that is a day, as forms and spreadsheets write it (1998-03-31, 31/03/1998), in words."""
    try:
        return spelled(day(written)) if _WHOLE_DAY.fullmatch(written.strip()) else written
    except ValueError:
        return written  # no day of any month: a text like another


DayInWords = Annotated[str, AfterValidator(in_words)]
Page = Annotated[str, AfterValidator(partial(address, fault_of_page))]
Contact = Annotated[str, AfterValidator(partial(address, fault_of_contact))]


def day(raw: object) -> date:
    """Return a day written `1998-03-31` or `31/03/1998`."""
    written = str(raw).strip()
    found = _FRENCH_DAY.fullmatch(written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(written)
    except ValueError:
        raise PydanticCustomError("day_expected", "date attendue") from None


def without_unknown(values: object) -> object:
    """Return the values by year less those that nobody knows, or that a piece is to give.

    Whatever isn't a mapping stays, for pydantic to refuse.
    """
    if not isinstance(values, dict):
        return values
    return {
        year: value for year, value in values.items() if not (isinstance(value, str) and (is_unknown(value) or value == TAKEN))
    }


Number = Annotated[Decimal, BeforeValidator(number)]
Values = Annotated[dict[int, Number], BeforeValidator(without_unknown)]
MovedBounds = dict[Bound, Annotated[Number, Field(gt=0, le=100)]]
Day = Annotated[date | None, BeforeValidator(day)]
