"""Numbers of the register, as `check` and `build` leave them to the next run: a text that changes asks for those it prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rapport.ground.cache import shaped
from rapport.ground.problems import Place
from rapport.ground.units import Measure
from rapport.sources.wording import BOUNDS

if TYPE_CHECKING:  # the register, for a run that reads data
    from rapport.numbers.number import Registered

_PLAIN = {  # the fields that JSON writes as they are, and the shapes of the others
    "ref": str, "label": str, "unit": str, "unit_one": str, "status": str, "question": str, "source": str, "note": str,
    "formula": str, "cell": bool, "evolution": bool, "stable": bool,
}  # fmt: skip
_SHAPE = {
    **_PLAIN, "quantity": (str, str, str, [(str, int, str)]), "decimals": str, "place": (str, int, int), "rank": (int, int),
    "doubts": [str], "asked": [str], "panels": [str], "dates": [str], "stated": [(str, str)], "bounds": {str: str},
}  # fmt: skip


def numbers_as_json(numbers: Iterable[Registered] | None) -> str:
    """Return numbers as JSON, None as it is."""
    return json.dumps(None if numbers is None else [_record_of(one) for one in numbers], ensure_ascii=False)


def numbers_of_json(written: str) -> list[Registered] | None:
    """Return numbers that were written; raises one of the cache's MISFITS."""
    return None if written == "null" else [_number_of(told) for told in shaped(written, [tuple(_SHAPE.values())])]


def number_as_json(number: Registered) -> str:
    """Return a number as JSON."""
    return numbers_as_json([number])


def number_of_json(written: str) -> Registered:
    """Return a number that was written; raises one of the cache's MISFITS."""
    [number] = numbers_of_json(written) or []
    return number


def _record_of(number: Registered) -> list[Any]:
    amount, place = number.quantity, number.place
    measures = [(one.kind, one.power, str(one.size)) for one in amount.measures]
    told = {
        **{name: getattr(number, name) for name in _PLAIN},
        **{name: getattr(number, name) for name in ("rank", "doubts", "asked", "panels", "dates")},
        "quantity": (str(amount.value), str(amount.low), str(amount.high), measures),
        "decimals": str(number.decimals),
        "place": (place.path, place.line, place.column),
        "stated": [(str(one.value), one.source) for one in number.stated],
        "bounds": {} if number.bounds is BOUNDS else {name: str(bound) for name, bound in number.bounds.items()},
    }
    return [told[name] for name in _SHAPE]


def _number_of(record: Sequence[Any]) -> Registered:
    from rapport.numbers.number import Registered, Stated  # noqa: PLC0415 - as above
    from rapport.numbers.quantity import Quantity  # noqa: PLC0415

    told = dict(zip(_SHAPE, record, strict=True))
    value, low, high, measures = told["quantity"]
    units = tuple(Measure(kind, power, _decimal(size)) for kind, power, size in measures)
    made = {
        **{name: tuple(told[name]) for name in ("rank", "doubts", "asked", "panels", "dates")},
        "quantity": Quantity(_decimal(value), _decimal(low), _decimal(high), units),
        "decimals": told["decimals"] if told["decimals"] == "exact" else int(told["decimals"]),
        "place": Place(*told["place"]),
        "stated": tuple(Stated(_decimal(value), source) for value, source in told["stated"]),
        "bounds": {name: _decimal(bound) for name, bound in told["bounds"].items()} or BOUNDS,
    }
    return Registered(**{**told, **made})


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except ArithmeticError:
        raise ValueError(written) from None
