"""OUT: the finished files, read back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

from rapport.cache import Cache, fingerprint, fingerprint_of_files
from rapport.model import Mention, Rendered
from rapport.problems import Place
from rapport.rules import Finding, RuleBook


@dataclass(frozen=True)
class Outputs:
    """The finished files as the rules read them."""

    rendered: Rendered
    cache: Cache

    @cached_property
    def html(self) -> str:
        """Return the page, empty when there is none."""
        path = self.rendered.files.get("html")
        return path.read_text("utf-8") if path else ""

    @cached_property
    def pdf_pages(self) -> list[str]:
        """Return the text of each page of the PDF."""
        path = self.rendered.files.get("pdf")
        if path is None:
            return []
        key = fingerprint("pdf text", fingerprint_of_files([path]))
        kept = self.cache.made(key, lambda: json.dumps(pages_of(path)).encode())
        pages: list[str] = json.loads(kept)
        return pages

    def place_of(self, format_: str) -> Place:
        """Return a finished file as a place."""
        return Place(self.rendered.files[format_].name)


OUTPUT_RULES: RuleBook[Outputs] = RuleBook()
rule = OUTPUT_RULES.rule


def pages_of(path: Path) -> list[str]:
    """Return the text of each page of a PDF, in reading order."""
    import pypdfium2  # noqa: PLC0415 - only once a PDF was made

    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _plain(text: str) -> str:
    """Return a text without the differences that a page's layout makes: spaces, line ends, hyphenation."""
    return re.sub(r"[\s\u00ad\ufffe\u200b]+", "", unicodedata.normalize("NFKC", text))


@rule("OUT01")
def number_missing_in_html(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le HTML, sous la forme imprimée."""
    if not outputs.html:
        return
    bound = re.findall(r'<span class="value[^"]*" data-ref="([^"]+)">(.*?)</span>', outputs.html, re.DOTALL)
    found = Counter((unescape(ref), _plain(unescape(printed))) for ref, printed in bound)
    yield from _missing(outputs, found, "le HTML")


def _missing(outputs: Outputs, found: Counter[tuple[str, str]], where: str) -> Iterator[Finding]:
    wanted: dict[tuple[str, str], list[Mention]] = {}
    for mention in outputs.rendered.manuscript.mentions:
        wanted.setdefault((mention.ref, _plain(mention.printed)), []).append(mention)
    for (ref, _), mentions in wanted.items():
        lacking = len(mentions) - found[ref, _plain(mentions[0].printed)]
        if lacking > 0:
            times = f" ({lacking} fois sur {len(mentions)})" if len(mentions) > 1 else ""
            yield Finding(f"« {mentions[0].printed} » ({ref}) manque dans {where}{times}.", mentions[0].place)


@rule("OUT02")
def number_missing_in_pdf(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le texte du PDF, sous la forme imprimée."""
    if not outputs.pdf_pages:
        return
    text = _plain("".join(outputs.pdf_pages))
    in_charts = {row.ref for drawing in outputs.rendered.manuscript.drawings.values() for row in drawing.rows}
    for mention in outputs.rendered.manuscript.mentions:
        if mention.ref not in in_charts and _plain(mention.printed) not in text:
            yield Finding(f"« {mention.printed} » ({mention.ref}) manque dans le PDF.", mention.place)


@rule("OUT03")
def broken_html_anchor(outputs: Outputs) -> Iterator[Finding]:
    """Chaque lien interne du HTML mène à une cible qui existe, et aucune cible n'est double."""
    if not outputs.html:
        return
    ids = Counter(re.findall(r'<[^>]*?\sid="([^"]+)"', outputs.html))
    for target in sorted(set(re.findall(r'\shref="#([^"]*)"', outputs.html))):
        if target and target not in ids:
            yield Finding(f"Le lien « #{target} » du HTML ne mène nulle part.", outputs.place_of("html"))
    for name, count in ids.items():
        if count > 1:
            yield Finding(f"L'identifiant « {name} » est {count} fois dans le HTML.", outputs.place_of("html"))


@rule("OUT04")
def drawing_without_alt(outputs: Outputs) -> Iterator[Finding]:
    """Chaque dessin et chaque image du HTML a un texte de remplacement."""
    if not outputs.html:
        return
    for tag in re.findall(r"<img\b[^>]*>", outputs.html):
        if not re.search(r'\salt="[^"]+"', tag):
            yield Finding("Une image du HTML n'a pas de texte de remplacement.", outputs.place_of("html"))
    for tag in re.findall(r'<svg\b[^>]*role="img"[^>]*>', outputs.html):
        if not re.search(r'\saria-label="[^"]+"', tag):
            yield Finding("Un dessin du HTML n'a pas de texte de remplacement.", outputs.place_of("html"))


@rule("OUT05")
def outside_request(outputs: Outputs) -> Iterator[Finding]:
    """Le HTML ne demande rien au réseau : images, styles, polices et scripts y sont inclus."""
    if not outputs.html:
        return
    for found in re.findall(r'(?:<(?:img|script|iframe|source|link)\b[^>]*?\s(?:src|href)="|url\()(https?:[^")]+|//[^")]+)', outputs.html):
        yield Finding(f"Le HTML demande « {found} » au réseau.", outputs.place_of("html"))
