"""LNK13: how a picture is set, in the braces behind its address."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.framing import fault_of, framings_in, is_spaced

rule = SOURCE_RULES.rule


@rule("LNK13", text_by_text=True)
def unknown_setting(sources: Sources) -> Iterator[Finding]:
    """Une image se règle entre accolades : sa part de la colonne (width), son recadrage (crop, focus), sa place (place)."""
    for text in sources.texts:
        for framing in framings_in(text.text) if text.body else ():
            if is_spaced(framing):
                said = "Ces accolades ne règlent rien : un réglage s'écrit sans espace autour de « = »."
                yield Finding(said, text.place(framing.start), "Écrivez {width=50%}, par exemple.")
                continue
            for offset, name, value in framing.settings:
                if fault := fault_of(name, value):
                    yield Finding(fault[0], text.place(offset), fault[1])
