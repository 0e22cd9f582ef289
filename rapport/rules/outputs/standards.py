"""OUT: what the PDF claims to be, read back: an engine may be older than the standards that the report keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Severity
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.parity import OUTPUT_RULES

_CLAIMS = (
    (regex(rb"<pdfuaid:part>1</"), "balisé pour les lecteurs d'écran (PDF/UA-1)"),
    (regex(rb"<pdfaid:part>3</.{0,200}?<pdfaid:conformance>A</", re.DOTALL), "archivable (PDF/A-3a)"),
)
_HINT = (
    "Le moteur intégré (« engine: embedded » dans report.yml) et Quarto 1.10.18 ou plus récent tiennent les deux normes ; "
    "Quarto 1.9, la première seule. Avant de publier ce PDF, assurez-vous que la page web est proposée avec lui."
)


def claims_lacking(content: bytes) -> list[str]:
    """Return what a PDF should say that it is, and doesn't."""
    return [claim for pattern, claim in _CLAIMS if not pattern.search(content)]


@OUTPUT_RULES.rule("OUT10", Severity.WARNING, ahead=nothing)
def pdf_short_of_its_standards(outputs: Outputs) -> Iterator[Finding]:
    """Le PDF est balisé pour les lecteurs d'écran (PDF/UA-1) et archivable (PDF/A-3a)."""
    path = outputs.rendered.files.get("pdf")
    if path is None:
        return
    content = path.read_bytes()
    lacking = claims_lacking(content)
    if not lacking:
        return
    said = f"n'est pas {lacking[0]}" if len(lacking) == 1 else f"n'est ni {' ni '.join(lacking)}"
    found = re.search(rb"<xmp:CreatorTool>([^<]{1,40})</|/Creator ?\(([^)]{1,40})\)", content)
    maker = (found[1] or found[2]).decode("utf-8", "replace") if found else "l'outil"
    yield Finding(f"Le PDF {said}{french.NBSP}: {maker}, qui l'a composé, ne l'a pas fait.", outputs.place_of("pdf"), _HINT)
