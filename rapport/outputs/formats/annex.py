"""The annex of the PDF: what it says of every printed number, for `templates/typst/annex.typ` to set with its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rapport.ground import french
from rapport.ground.languages import FRENCH
from rapport.ground.patterns import regex
from rapport.numbers.printed_texts import plain_text
from rapport.numbers.register import Register
from rapport.numbers.trace import Trace
from rapport.outputs.formats.origins import calculation_of
from rapport.sources.model import Drawing, Piece
from rapport.sources.published_names import STATUSES

Entry = dict[str, str | bool]
_DRAWN = regex(r'^:::: \{\.chart #(\S+) key="([\w-]+)"', re.MULTILINE)  # as compose shows a chart, each time
_SOFTENED = regex(rf"\s\(({'|'.join(soft.strip() for soft in FRENCH.softened.values() if soft)})\)$")
_SHARED = 0.5  # of the entries: a document that most of them come from is named once


def charts_in_passage(piece: Piece) -> tuple[tuple[str, str], ...]:
    """Return the anchor and the name of each chart that a piece of the manuscript shows, each time that it does."""
    return tuple(_DRAWN.findall(piece.markdown))


def annex_of(
    traces: Mapping[str, Trace],
    register: Register,
    contents: Sequence[str],
    drawings: Mapping[str, Drawing],
    charts: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """Return the groups of the annex in the order of the contents (their names), an indicator or a table an entry.

    ``charts`` are the anchors of the charts that are shown, each with its chart's name. In what is returned, ``entries`` gives
    each number's entry; ``charts`` the entries whose numbers a chart draws: drawings carry no marks that Typst could find.
    """
    lines = list(_lines(register, traces, contents))
    entries = {trace.ref: f"chiffre-{number}" for number, (_, found, _) in enumerate(lines, 1) for trace in found}
    document = _shared(source for sources, _, _ in lines for source in sources)
    groups: dict[str, dict[str, list[Entry]]] = {name: {} for name in contents}
    for sources, found, entry in lines:
        shown = _joined([source.removeprefix(f"{document}, ") for source in sources])
        groups[found[0].sections[0]].setdefault(shown, []).append({"id": entries[found[0].ref], **entry})
    drawn = {
        anchor: sorted({entries[row.ref] for row in drawings[name].rows if row.ref in entries})
        for anchor, name in charts
        if name in drawings
    }
    return {
        "document": document,
        "groups": [
            {"section": section, "sources": [{"source": source, "entries": found} for source, found in sources.items()]}
            for section, sources in groups.items()
            if sources
        ],
        "entries": entries,
        "charts": drawn,
    }


def _lines(
    register: Register, traces: Mapping[str, Trace], contents: Sequence[str]
) -> Iterator[tuple[list[str], list[Trace], Entry]]:
    """Yield the sources, the numbers and the words of each entry: every indicator, then every table."""
    cells: dict[str, list[Trace]] = {}
    for trace in traces.values():
        if trace.table:
            cells.setdefault(trace.table, []).append(trace)
            continue
        doubt = trace.status == "to_confirm"
        source = trace.source or f"Calcul{french.NBSP}: {calculation_of(trace, register)}"
        source = f"{source}. {trace.mixture}" if trace.mixture else source
        stated = f"{french.NNBSP}; ".join(trace.stated)
        told = (*_softened(trace.label, trace.printed), STATUSES[trace.status], stated, trace.evidence)
        yield [source], [trace], _entry(*told, doubt=doubt, table=False)
    for table, found in cells.items():
        title = french.typeset(plain_text(register.report.tables[table].spec.title, register))
        rows = len({trace.ref.split(".")[1] for trace in found})
        count = french.with_unit(french.format_number(Decimal(rows)), f"ligne{'s' * (rows > 1)} de tableau")
        doubt = any(trace.status == "to_confirm" for trace in found)
        ordered = sorted(found, key=lambda trace: contents.index(trace.sections[0]))
        proofs = f"{french.NNBSP}; ".join(dict.fromkeys(trace.evidence for trace in found if trace.evidence))
        yield (
            list(dict.fromkeys(t.source for t in found)),
            ordered,
            _entry(title, count, _statuses(found), "", proofs, doubt=doubt, table=True),
        )


def _entry(label: str, value: str, status: str, stated: str, evidence: str, *, doubt: bool, table: bool) -> Entry:
    words = {"label": label, "value": value, "status": status, "stated": stated, "evidence": evidence}
    return {**words, "doubt": doubt, "table": table}


def _softened(label: str, value: str) -> tuple[str, str]:
    """Return a label and its value, which takes what the label ends with: `Participants`, `plus de 200 personnes`."""
    found = _SOFTENED.search(label)
    return (label[: found.start()], f"{found[1]} {value}") if found else (label, value)


def _statuses(found: list[Trace]) -> str:
    counts = Counter(STATUSES[trace.status] for trace in found)
    if len(counts) == 1:
        return next(iter(counts))
    rare = [f"{counts[word]}{french.NBSP}{word}" for word in STATUSES.values() if counts[word] and word != STATUSES["published"]]
    return f"dont {french.listed(rare)}" if counts[STATUSES["published"]] else french.listed(rare)


def _joined(sources: list[str]) -> str:
    """Return several sources in one line, each document named once: `« Le bilan », janvier ; mai`."""
    said: list[str] = []
    last = ""
    for source in sources:
        head, comma, rest = source.partition(", ")
        said.append(rest if comma and head == last else source)
        last = head
    return f"{french.NNBSP}; ".join(said)


def _shared(sources: Iterable[str]) -> str:
    """Return the document that most sources begin with (what stands before the first comma), empty when there is none."""
    found = list(sources)
    documents = Counter(head for source in found if (head := source.partition(", ")[0]) != source)
    if not documents:
        return ""
    document, count = documents.most_common(1)[0]
    return document if count >= _SHARED * len(found) else ""
