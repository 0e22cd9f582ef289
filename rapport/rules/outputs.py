"""OUT: the finished files, read back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from html import unescape

from rapport import french
from rapport.cache import Cache
from rapport.marks import SQUARES
from rapport.model import Mention, Rendered, Report
from rapport.numerals import numerals_in
from rapport.problems import Place
from rapport.rules.beside import UNSEEN, bare, items_of, with_notes, without_markers
from rapport.rules.book import Finding, RuleBook
from rapport.rules.fetched import fetched_by
from rapport.rules.measures import PdfFacts, facts_of, pdf_reader
from rapport.spans import admitting
from rapport.texts import marked_texts_of, texts_of
from rapport.trace import STATUSES


class Outputs:
    """The finished files as the rules read them; the PDF is being read from the start, beside the rules on the page."""

    def __init__(self, rendered: Rendered, cache: Cache) -> None:
        self.rendered = rendered
        reader = ThreadPoolExecutor(1, thread_name_prefix="pdf")
        self._pdf = reader.submit(self._read, cache) if "pdf" in rendered.files else None
        reader.shutdown(wait=False)

    def _read(self, cache: Cache) -> PdfFacts:
        with pdf_reader() as reader:
            # It may be under way: whoever asks for its file waits for it.
            return facts_of(self.rendered.files["pdf"], cache, reader)

    @cached_property
    def html(self) -> str:
        """Return the page, empty when there is none."""
        path = self.rendered.files.get("html")
        return path.read_text("utf-8") if path else ""

    @property
    def pdf_facts(self) -> PdfFacts | None:
        """Return what is read of the PDF, None when there is none; raises PdfiumError when it can't be read."""
        return self._pdf.result() if self._pdf else None

    @property
    def pdf_pages(self) -> list[str]:
        """Return the text of each page of the PDF."""
        return [page["text"] for page in self.pdf_facts["pages"]] if self.pdf_facts else []

    def place_of(self, format_: str) -> Place:
        """Return a finished file as a place."""
        return Place(self.rendered.files[format_].name)


OUTPUT_RULES: RuleBook[Outputs] = RuleBook()
rule = OUTPUT_RULES.rule


@rule("OUT01")
def number_missing_in_html(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le HTML, sous la forme imprimée."""
    if not outputs.html:
        return
    bound = re.findall(r'<span class="value[^"]*" data-ref="([^"]+)">(.*?)</span>', outputs.html, re.DOTALL)
    found = Counter((unescape(ref), bare(unescape(printed))) for ref, printed in bound)
    yield from missing_in(outputs, found, "le HTML")


def missing_in(outputs: Outputs, found: Counter[tuple[str, str]], where: str) -> Iterator[Finding]:
    """Yield the mentions that are not among the names and printed forms found in an output."""
    wanted: dict[tuple[str, str], list[Mention]] = {}
    for mention in outputs.rendered.manuscript.mentions:
        wanted.setdefault((mention.ref, bare(mention.printed)), []).append(mention)
    for (ref, _), mentions in wanted.items():
        lacking = len(mentions) - found[ref, bare(mentions[0].printed)]
        if lacking > 0:
            times = f" ({lacking} fois sur {len(mentions)})" if len(mentions) > 1 else ""
            yield Finding(f"« {mentions[0].printed} » ({ref}) manque dans {where}{times}.", mentions[0].place)


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
    for found in fetched_by(outputs.html):
        yield Finding(f"Le HTML demande « {found} » au réseau.", outputs.place_of("html"))


@rule("OUT06")
def stray_number(outputs: Outputs) -> Iterator[Finding]:
    """Aucun nombre n'est dans le HTML sans venir d'un indicateur, sinon une date, un nom ou un ordinal."""
    typed = outputs.rendered.report.edition.names_with_numbers
    names = tuple(dict.fromkeys([*typed, *map(french.typeset, typed)]))
    admitted = _admitted(outputs.rendered.report)
    for found in prose_of(outputs.html):
        for numeral in numerals_in(admitted.sub("\ue000", found), names):
            if not numeral.in_words:
                around = " ".join(found.split())[:80]
                yield Finding(f"« {numeral.written} » est dans le HTML sans indicateur : « {around} ».", outputs.place_of("html"))


def _admitted(report: Report) -> re.Pattern[str]:
    """Return the words that hold a typed number and that braces prove or admit, as they are printed."""
    spans = (span for text in (*texts_of(report), *marked_texts_of(report)) for span in admitting(text.text))
    words = {french.typeset(part.strip()) for span in spans for part in re.split(r"\{\{.*?\}\}", span) if re.search(r"\d", part)}
    spaced = (re.sub(r"\\?\s+", r"\\s+", re.escape(part.replace("*", ""))) for part in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w,.])(?:{'|'.join(spaced) or '(?!)'})(?!\w)")


_UNREAD = re.compile(
    r"<(script|style|svg|details|nav|template|dialog|head|code|pre)\b.*?</\1>"
    r"|<a[^>]*footnote-ref.*?</a>|<a href=\"tel:.*?</a>|<section[^>]*\bid=\"annexe-chiffres\".*?</section>",
    re.DOTALL,
)
_BLOCK = re.compile(r"</?(?:p|li|h\d|td|th|dt|dd|div|section|figure|figcaption|caption|ul|ol|dl|tr)\b[^>]*>")


def prose_of(html: str) -> Iterator[str]:
    """Yield the blocks of text of a page less its bound numbers, drawings, data tables and navigation."""
    main = re.search(r"<main\b.*</main>", html, re.DOTALL)
    shown = _UNREAD.sub(" ", main[0] if main else "")
    # Bound, or left as it is for a reason that its author gives (TXT13 asks for it).
    shown = re.sub(
        r'<span class="(?:value[^"]*"|literal" data-because="[^"]+")[^>]*>.*?</span>', "\ue000", shown, flags=re.DOTALL
    )
    for block in _BLOCK.split(shown):
        text = unescape(re.sub(r"<[^>]+>", "", block)).strip()
        if text:
            yield text


@rule("OUT08")
def drawing_differs(outputs: Outputs) -> Iterator[Finding]:
    """Un dessin montre les valeurs mêmes des données : chaque valeur imprimée y est, et aucun autre nombre."""
    for name, drawing in outputs.rendered.manuscript.drawings.items():
        place = outputs.rendered.report.charts[name].at()
        written = {bare(unescape(text)) for text in re.findall(r"<text\b[^>]*>(.*?)</text>", _flat(drawing.svg), re.DOTALL)}
        written.discard(bare(SQUARES))
        shown = "".join(sorted(written))
        wanted = {bare(row.printed) for row in drawing.rows if row.printed}
        for printed in sorted(wanted):
            if printed not in written and printed not in shown:
                yield Finding(f"« {printed} » manque dans le dessin « {name} ».", place)
        labels = "".join(bare(row.category + row.group) + "".join(map(bare, row.extra.values())) for row in drawing.rows)
        for text in sorted(written):
            if re.search(r"\d", text) and not any(printed in text for printed in wanted) and not _known_digits(text, labels):
                yield Finding(f"« {text} » est dans le dessin « {name} » sans être dans ses données.", place)


def _flat(svg: str) -> str:
    """Return a drawing whose texts of several lines are joined."""
    return re.sub(r"</?tspan\b[^>]*>", "", svg)


def _known_digits(text: str, labels: str) -> bool:
    return all(digits in labels for digits in re.findall(r"\d+", text))


# What reads the PDF comes last: it is being read meanwhile.
ANNEX = bare("Les chiffres de ce rapport")


@rule("OUT02")
def number_missing_in_pdf(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le texte du PDF, sous la forme imprimée."""
    if not outputs.pdf_pages:
        return
    # The annex prints every number once more: a number must be on a page of the report itself.
    text = "".join(page for page in map(bare, outputs.pdf_pages) if ANNEX not in page)
    in_charts = {row.ref for drawing in outputs.rendered.manuscript.drawings.values() for row in drawing.rows}
    for mention in outputs.rendered.manuscript.mentions:
        if mention.ref not in in_charts and bare(mention.printed) not in text:
            yield Finding(f"« {mention.printed} » ({mention.ref}) manque dans le PDF.", mention.place)


# The annex of the PDF counts the numbers of a table, in all and by status.
_STATUS = "|".join(word.replace(" ", r"\s+") for word in STATUSES.values())
_COUNTED = re.compile(rf"\d+\s+(?:chiffres?|{_STATUS})")


@rule("OUT07")
def stray_number_in_pdf(outputs: Outputs) -> Iterator[Finding]:
    """Aucun nombre n'est dans le PDF qui ne soit dans le HTML : les deux sorties disent la même chose, folios mis à part."""
    if not outputs.pdf_pages or not outputs.html:
        return
    text = unescape(UNSEEN.sub(" ", with_notes(outputs.html)))
    items = {*items_of(outputs.html)}
    # The spaces of thousands may be lost in the PDF's text.
    known = set(re.findall(r"\d+", text)) | set(
        re.findall(r"\d+", re.sub(rf"(?<=\d)[{french.NBSP}{french.NNBSP}](?=\d)", "", text))
    )
    folios = {str(n) for n in range(len(outputs.pdf_pages) + 1)}
    for number, page in enumerate(outputs.pdf_pages, 1):
        shown = _COUNTED.sub(" ", page) if ANNEX in bare(page) else page
        shown = without_markers(shown, items)
        for digits in dict.fromkeys(re.findall(r"\d+", shown)):
            if digits not in known and digits not in folios:
                yield Finding(f"« {digits} » est page {number} du PDF, mais pas dans le HTML.", outputs.place_of("pdf"))
