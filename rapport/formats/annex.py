"""The annex of the PDF: what it says of every printed number, for `templates/typst/annex.typ` to set with its pages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from rapport import french
from rapport.formats.origins import calculation_of
from rapport.model import Manuscript, Report
from rapport.recall import printed_in, recalled
from rapport.register import register_of
from rapport.trace import STATUSES, Trace, traces_of

Entry = dict[str, str | bool]
_SHARED = 0.5  # of the entries: a document that most of them come from is named once


_DRAWN = re.compile(r'^:::: \{\.chart #(\S+) key="([\w-]+)"', re.MULTILINE)  # as compose shows a chart, each time


@recalled(printed_in)
def annex_json(report: Report, manuscript: Manuscript) -> str:
    """Return the annex as JSON: entries by section and source, the entry of each number, the entries of each chart."""
    return json.dumps(annex_of(report, manuscript), ensure_ascii=False, indent=1)


def annex_of(report: Report, manuscript: Manuscript) -> dict[str, Any]:
    """Return the groups of the annex in the order of the sections, an indicator or a table an entry.

    ``entries`` gives each number's entry; ``charts`` the entries whose numbers a chart draws: drawings carry no marks
    that Typst could find.
    """
    traces = traces_of(report, manuscript)
    lines = list(_lines(report, traces))
    entries = {trace.ref: f"chiffre-{number}" for number, (_, found, _) in enumerate(lines, 1) for trace in found}
    document = _shared(source for sources, _, _ in lines for source in sources)
    groups: dict[str, dict[str, list[Entry]]] = {content.id: {} for content in report.contents}
    for sources, found, entry in lines:
        shown = _joined([source.removeprefix(f"{document}, ") for source in sources])
        groups[found[0].sections[0]].setdefault(shown, []).append({"id": entries[found[0].ref], **entry})
    charts = {
        anchor: sorted({entries[row.ref] for row in manuscript.drawings[name].rows if row.ref in entries})
        for piece in manuscript.pieces
        for anchor, name in _DRAWN.findall(piece.markdown)
    }
    return {
        "document": document,
        "groups": [
            {"section": section, "sources": [{"source": source, "entries": found} for source, found in sources.items()]}
            for section, sources in groups.items()
            if sources
        ],
        "entries": entries,
        "charts": charts,
    }


def _lines(report: Report, traces: Mapping[str, Trace]) -> Iterator[tuple[list[str], list[Trace], Entry]]:
    """Yield the sources, the numbers and the words of each entry: every indicator, then every table."""
    cells: dict[str, list[Trace]] = {}
    register = register_of(report)
    for trace in traces.values():
        if trace.table:
            cells.setdefault(trace.table, []).append(trace)
            continue
        doubt = trace.status == "to_confirm"
        source = trace.source or f"Calcul{french.NBSP}: {calculation_of(trace, register)}"
        stated = f"{french.NNBSP}; ".join(trace.stated)
        yield [source], [trace], _entry(trace.label, trace.printed, STATUSES[trace.status], stated, doubt=doubt)
    for table, found in cells.items():
        title = french.typeset(report.tables[table].spec.title)
        count = french.with_unit(french.format_number(Decimal(len(found))), "chiffres" if len(found) > 1 else "chiffre")
        doubt = any(trace.status == "to_confirm" for trace in found)
        ordered = sorted(found, key=lambda trace: _position(report, trace.sections[0]))
        yield list(dict.fromkeys(t.source for t in found)), ordered, _entry(title, count, _statuses(found), "", doubt=doubt)


def _entry(label: str, value: str, status: str, stated: str, *, doubt: bool) -> Entry:
    return {"label": label, "value": value, "status": status, "stated": stated, "doubt": doubt}


def _position(report: Report, section: str) -> int:
    return next(index for index, content in enumerate(report.contents) if content.id == section)


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
