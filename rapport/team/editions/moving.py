"""What of an edition only changes its year: sources, and the rates announced for years to come, whose rows a year names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapport.ground.names import one_name
from rapport.ground.patterns import regex
from rapport.sources.model import Row, Table

_YEAR = regex(r"(?<!\d)20\d\d(?!\d)")


def moved_source(source: str, year: int) -> str:
    """Return a source with its years moved on to those of an edition; empty when more of it than years must change.

    Another number in it (« 154 structures », « page 12 ») was that of the year before; so was a year long gone.
    """
    years = {int(found) for found in _YEAR.findall(source)}
    if re.search(r"\d", _YEAR.sub("", source)) or not years <= {year - 1, year} or year - 1 not in years:
        return ""
    return _YEAR.sub(lambda found: str(int(found[0]) + 1), source)


def keys_of(table: Table) -> tuple[str, ...]:
    """Return the columns that name a row."""
    key = table.spec.key or next(iter(table.spec.columns))
    return (key,) if isinstance(key, str) else key


def moving_columns(table: Table, year: int) -> frozenset[str]:
    """Return the key columns that only hold years, all of last year's edition or to come: they follow the edition.

    The numbers of years gone by may be measured anew each year (what became of those who came in 1998): they are asked for.
    """
    rows = table.of_year(year - 1)
    cells = {name: {row.texts.get(name, "") for row in rows} for name in keys_of(table)}
    return frozenset(
        name for name, texts in cells.items() if texts and all(_YEAR.fullmatch(text) and int(text) >= year - 1 for text in texts)
    )


def known_rows(table: Table, year: int) -> Mapping[str, Row]:
    """Return last year's rows whose numbers were announced for the new edition."""
    names = moved_names(table, year)
    return {row.key: row for row in table.of_year(year - 1) if row.key in names.values()}


def moved_on(text: str) -> str:
    """Return the year after one that names a row."""
    return str(int(text) + 1)


def moved_names(table: Table, year: int) -> Mapping[str, str]:
    """Return the names of the rows that follow the edition, and what each becomes; none when no key is a year."""
    moving = moving_columns(table, year)
    rows = table.of_year(year - 1) if moving else ()
    return {row.key: _named(table, {name: row.texts[name] for name in keys_of(table)}, moving) for row in rows}


def _named(table: Table, cells: Mapping[str, str], moving: frozenset[str]) -> str:
    return ".".join(one_name(moved_on(cells[name]) if name in moving else cells[name]) for name in keys_of(table))


def renamed(text: str, table: str, names: Mapping[str, str]) -> str:
    """Return a text of an author that names the rows of a table by their new names; a call of a given year stays its own.

    A row is named after its table (`value("t.2025.x")`), or apart from it by the key of a rank (`rank="t.x" key="2025"`).
    """
    if not names:
        return text
    old = "|".join(re.escape(name).replace("'", "['’]") for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.-]){re.escape(table)}\.({old})(?=\.)(?!\.[\w-]+\"\s*,\s*year\s*=\s*\d{{4}})")
    text = pattern.sub(lambda found: f"{table}.{names[one_name(found[1])]}", text)
    ranks = re.compile(
        rf"\{{[^{{}}\n]*\brank=\\?\"{re.escape(table)}\.[^{{}}\n]*\}}|\brank\(\s*\\?\"{re.escape(table)}\.[^()\n]*\)"
    )
    keys = re.compile(rf"\b(key|before)=(\\?\")({old})(?=\\?\")")

    def with_keys(rank: re.Match[str]) -> str:
        if re.search(r"\byear\s*=\s*\d{4}", rank[0]):
            return rank[0]
        return keys.sub(lambda found: f"{found[1]}={found[2]}{names[one_name(found[3])]}", rank[0])

    return ranks.sub(with_keys, text)
