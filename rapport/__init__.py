"""The engine that proves and builds a document-as-code report; it knows nothing of any federation or year."""

from __future__ import annotations

from collections.abc import Mapping

# The rooms, from the bottom up: each imports from those above its own line, and from itself. `tests/test_house.py` keeps it so;
# `python build.py guide` prints the table into docs/architecture.md and CONTRIBUTING.md.
ROOMS: Mapping[str, str] = {
    "ground": "what knows nothing of a report: problems, French, Markdown, SVG, files, cache, memo, outside programs",
    "sources": "author files: their models, their only reader, links, claims that texts mark, editing, migrations",
    "numbers": "intervals, expressions, the register, evolutions, what texts call, claims, where each comes from",
    "manuscript": "sections with their numbers printed, charts drawn, one piece of Markdown each",
    "outputs": "formats, engines (Pandoc, Typst, Quarto), open data, publication",
    "team": "workbooks, signatures, one edition to the next, comparisons, what is left to do, git",
    "rules": "one file a family: sources, language (with proofreaders), outside pages, finished files",
    "flow": "the steps of a run and who asks for them: check, build, preview, workshop; severities; kept answers",
    "cli": "one module a command, problems as text and for other programs, generated tables, schemas, what is installed",
}

__version__ = "2026.11.0"
