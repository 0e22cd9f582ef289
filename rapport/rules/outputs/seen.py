"""OUT, DOC: what the manuscript says is what a reader sees in each finished file, block by block, each in its place.

What the manuscript says is read by Pandoc alone, before any filter dresses it (engines/said.lua); what is seen, by parsers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import unquote

from rapport.ground.addresses import is_refused
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.rules.book import Finding
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.lines import line_of
from rapport.rules.outputs.lost import Lost, lost_of
from rapport.rules.outputs.matched import MARKS, NOTE, WHO, PrintedBlock, Seen, folded
from rapport.rules.outputs.page_seen import SeenSection
from rapport.rules.outputs.parity import OUTPUT_RULES, annex_of
from rapport.rules.outputs.pdf_facts import PageFacts, PdfFacts
from rapport.sources.model import Piece

rule = OUTPUT_RULES.rule
_FREE = frozenset({"apart", "note", WHO})  # blocks that stand where a component sets them
_PRINTED = frozenset({"text", "apart", "note", WHO})
_MOST = 5  # losses told of one section: what loses one block often loses them all
_LONGEST = 70  # letters of a block that a message quotes
_OUTSIDE = regex(r"(?:https?|mailto|tel):", re.IGNORECASE)
HINT = (
    "Le manuscrit le dit : un gabarit (dossier templates/) ou le moteur le perd. Si les gabarits sont les vôtres, corrigez-les ; "
    "sinon, transmettez ce message à qui maintient le moteur."
)
_PRINTED_SO = (
    "Si ce texte n'est pas trop long pour sa place, un gabarit (dossier templates/), la charte ou le moteur l'imprime ainsi : "
    "corrigez les vôtres, ou transmettez ce message à qui maintient le moteur."
)


@rule("OUT11")
def text_missing_in_html(outputs: Outputs) -> Iterator[Finding]:
    """Chaque phrase, cellule, note, lien et texte de remplacement du manuscrit se lit dans le HTML, à sa place."""
    if not outputs.html or not outputs.printed_blocks:
        return
    seen = outputs.seen
    for piece in outputs.rendered.manuscript.pieces:
        said, here = outputs.printed_blocks[piece.id], seen.get(piece.id, SeenSection())
        blocks = [block for block in said if block.kind in {*_PRINTED, "data"}]
        told = "OUT11", repr(blocks), repr(here.stretches)
        yield from outputs.proved.findings(told, partial(_losses, blocks, here.stretches, piece, "le HTML"))
        links = (block for block in said if block.kind == "link" and not is_refused(block.text))  # LNK03 tells those
        targets, alts = Counter(map(folded, map(unquote, here.links))), Counter(map(folded, here.alts))
        yield from _uncounted(links, targets, piece, ("Le lien vers", "n'est pas dans le HTML"))
        pictures = (block for block in said if block.kind == "alt")
        yield from _uncounted(
            pictures, alts, piece, ("L'image", "n'est pas dans le HTML, ou n'y porte pas ce texte de remplacement")
        )


def _losses(
    blocks: Sequence[PrintedBlock], stretches: Sequence[str], piece: Piece, where: str, *, paper: bool = False
) -> Iterator[Finding]:
    """Yield the blocks of a piece that aren't seen in a page, in their order, or on paper, in any."""
    lost = lost_of(blocks, Seen(stretches, paper=paper), ordered=not paper, free=_FREE)
    yield from _loss_findings(lost, piece, where)


def _loss_findings(found: Sequence[Lost], piece: Piece, where: str) -> Iterator[Finding]:
    """Yield the losses of a piece, the first ones alone when there are many."""
    for one in found[:_MOST]:
        text = quoted(one.said.text)
        if one.elsewhere:
            yield Finding(f"{text} n'est pas à sa place dans {where}.", place_of(piece, one.said), HINT)
            continue
        instead = f" On y lit, à cet endroit : « {one.seen} »." if one.seen else ""
        yield Finding(f"{text} ne se lit pas dans {where}.{instead}", place_of(piece, one.said), HINT)
    if len(found) > _MOST:
        more = len(found) - _MOST
        yield Finding(f"{more} autres textes de la section ne se lisent pas dans {where}.", piece.origin(1), HINT)


def _uncounted(wanted: Iterator[PrintedBlock], left: Counter[str], piece: Piece, told: tuple[str, str]) -> Iterator[Finding]:
    """Yield what isn't there as often as it is wanted; what is there is counted off. Addresses alone have codes of letters."""
    for block in wanted:
        text = folded(unquote(block.text) if block.kind == "link" else block.text)
        if left[text] < 1:
            yield Finding(f"{told[0]} {quoted(block.text)} {told[1]}.", place_of(piece, block), HINT)
        left[text] -= 1


def quoted(text: str) -> str:
    """Return the beginning of a text as messages quote it."""
    plain = " ".join(MARKS.sub("", text).split())
    return f"« {plain[:_LONGEST]}{'…' if len(plain) > _LONGEST else ''} »"


def place_of(piece: Piece, block: PrintedBlock) -> Place:
    """Return the line that a block comes from, the opening of its section where none is known to."""
    return line_of(piece, MARKS.sub("", block.text.partition(NOTE)[0])) or piece.origin(1)


@rule("OUT12", ahead=nothing)
def text_missing_in_pdf(outputs: Outputs) -> Iterator[Finding]:
    """Chaque phrase, cellule et note du manuscrit est dans le PDF, aux pages de sa section ; chaque lien vers le web y mène."""
    facts, sharing = outputs.pdf_facts, outputs.rendered.report.edition.share_page
    if not outputs.printed_blocks or facts is None:
        return
    before = _before_annex(facts)
    for piece in outputs.rendered.manuscript.pieces:
        blocks = [block for block in outputs.printed_blocks[piece.id] if block.kind in _PRINTED]
        stretches = [text for page in shown_pages(piece.id, facts, sharing) for text in page["said"]]
        told = "OUT12", repr(blocks), repr(stretches)
        yield from outputs.proved.findings(told, partial(_losses, blocks, stretches, piece, "le PDF", paper=True))
        there = _addresses(link for page in shown_pages(piece.id, before, sharing) for link in page["links"])
        yield from _lost_links(outputs, piece, there, "le PDF")


def _before_annex(facts: PdfFacts) -> PdfFacts:
    """Return a PDF less the annex of numbers and what follows it: what closes the report has links of its own."""
    return {**facts, "pages": facts["pages"][: annex_of(facts)]}


def _addresses(links: Iterable[str]) -> frozenset[str]:
    """Return the addresses of links, folded as those of a manuscript are where the two are compared."""
    return frozenset(folded(unquote(link)) for link in links)


def _lost_links(outputs: Outputs, piece: Piece, there: Collection[str], where: str) -> Iterator[Finding]:
    """Yield the links of a piece that lead outside, and to whose address none in a file leads (``there``)."""
    for block in outputs.printed_blocks[piece.id]:
        outside = block.kind == "link" and _OUTSIDE.match(block.text) and not is_refused(block.text)
        if outside and folded(unquote(block.text)) not in there:
            yield Finding(f"Le lien vers {quoted(block.text)} n'est pas dans {where}.", place_of(piece, block), HINT)


def shown_pages(name: str, facts: PdfFacts, sharing: Collection[str]) -> Sequence[PageFacts]:
    """Return the pages of a section, from where it opens to where the next one does; all of them where it isn't known.

    What fills a page comes after the sections that share the last page of its own (``sharing``): it isn't ended by these.
    """
    opened = [anchor.page for anchor in facts["sections"] if anchor.name == name]
    if not opened:
        return facts["pages"]
    after = [one.page for one in facts["sections"] if one.page > opened[0] and one.name not in sharing]
    return facts["pages"][opened[0] : min(after, default=len(facts["pages"]) - 1) + 1]


@rule("PAG09", ahead=nothing)
def unseen_text(outputs: Outputs) -> Iterator[Finding]:
    """Chaque texte du PDF se voit : ni pâle sur son fond, ni recouvert, ni imprimé sur un autre, ni coupé."""
    facts = outputs.pdf_facts
    for number, page in enumerate(facts["pages"] if facts and outputs.printed_blocks else [], 1):
        for text, why in page["unseen"][:_MOST]:
            said = f"{quoted(text)} est page {number} du PDF, mais ne se voit pas : {why}."
            yield Finding(said, outputs.place_of("pdf"), _PRINTED_SO)


@rule("DOC03")
def text_missing_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque phrase, cellule, note, lien et texte de remplacement du manuscrit se lit dans le document Word, à sa place."""
    word = outputs.word
    if word is None or not outputs.printed_blocks:
        return
    seen, shown, there = Seen(word.seen()), Counter(map(folded, word.alts())), _addresses(word.links())
    for piece in outputs.rendered.manuscript.pieces:
        blocks = [block for block in outputs.printed_blocks[piece.id] if block.kind in {*_PRINTED, "data"}]
        yield from _loss_findings(lost_of(blocks, seen, ordered=False, free=_FREE), piece, "le document Word")
        yield from _lost_links(outputs, piece, there, "le document Word")
        alts = (block for block in outputs.printed_blocks[piece.id] if block.kind == "alt")
        yield from _uncounted(
            alts, shown, piece, ("L'image", "n'est pas dans le document Word, ou n'y porte pas ce texte de remplacement")
        )
