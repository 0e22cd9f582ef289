"""The editions that are kept, as rules look at them."""

from __future__ import annotations

from pathlib import Path

from rapport.rules.book import Sources
from rapport.sources.reading.last_edition import EDITIONS
from rapport.sources.versions import is_kept


def root_of(sources: Sources) -> Path:
    """Return the root of an edition, to a rule that looks at those it keeps, or at those beside it when it is kept itself."""
    root = sources.folder(EDITIONS).parent
    return sources.report.root if is_kept(root) else root
