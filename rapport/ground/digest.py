"""Digest of an answer: two answers of one digest are alike to the last sign, as `memo.alike` has it, in whatever process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from pathlib import PurePath
from typing import Any

_PLAIN = {int, bool, float, type(None), bytes}


def digest_of(answer: Any) -> str | None:
    """Return the digest of an answer, in hexadecimal; None when it holds what has none: a function, an open file."""
    try:
        return sha256(_text_of(answer).encode(errors="surrogatepass")).hexdigest()
    except TypeError:
        return None


def _feed(answer: Any, put: Callable[[str], None]) -> None:
    """Say all of an answer in such a way that another can't be said the same; raises TypeError."""
    kind = type(answer)
    if kind is str:
        put(f"s{len(answer)}:{answer}")
    elif kind in _PLAIN:
        put(f"{kind.__name__} {answer!r};")
    elif kind is Decimal:
        put(f"{answer.as_tuple()!r};")
    elif isinstance(answer, Enum):
        put(f"{_name(kind)}.{answer.name};")
    elif isinstance(answer, tuple | list):
        put(f"{_name(kind)}({len(answer)} ")
        for one in answer:
            _feed(one, put)
    elif isinstance(answer, frozenset | set):
        put(f"{_name(kind)}({len(answer)} ")
        for one in sorted(map(_text_of, answer)):
            put(one)
    elif isinstance(answer, Mapping):
        put(f"{_name(kind)}({len(answer)} ")
        for key, value in answer.items():
            _feed(key, put)
            _feed(value, put)
    elif isinstance(answer, PurePath):
        put(f"{_name(kind)} {len(answer.parts)} {answer.parts!r};")
    else:
        _feed_fields(answer, put)


def _feed_fields(answer: Any, put: Callable[[str], None]) -> None:
    private = getattr(answer, "__pydantic_private__", None)
    if private is not None:
        put(f"{_name(type(answer))}(")
        _feed(vars(answer), put)
        _feed(private, put)
    elif is_dataclass(answer):
        put(f"{_name(type(answer))}(")
        for name in _compared(type(answer)):
            _feed(getattr(answer, name), put)
    else:
        raise TypeError(type(answer))


def _text_of(answer: Any) -> str:
    parts: list[str] = []
    _feed(answer, parts.append)
    return "".join(parts)


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


_COMPARED: dict[type, tuple[str, ...]] = {}  # the fields of a dataclass that are compared


def _compared(kind: type) -> tuple[str, ...]:
    if kind not in _COMPARED:
        _COMPARED[kind] = tuple(one.name for one in fields(kind) if one.compare)
    return _COMPARED[kind]
