"""PAG: the pages of the finished PDF, measured: how many, how full, what comes too near to the edge, what stands alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rapport.ground import french
from rapport.ground.problems import Place, Severity
from rapport.rules.book import Finding
from rapport.rules.outputs.beside import bare
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.lines import TELLING, letters_of, line_of
from rapport.rules.outputs.parity import OUTPUT_RULES, annex_of
from rapport.rules.outputs.pdf_facts import FOOT, MARGIN, PageFacts, PdfFacts
from rapport.sources.framing import framings_in
from rapport.sources.model import Report, Section
from rapport.sources.versions import CORRECTIONS

rule = OUTPUT_RULES.rule
LEAST = 0.35  # of the height between the margins
WELL = 2 / 3  # where an edition says which of its sections may be emptier
THIRD = 1 / 3
_POINTS = 72 / 25.4
_LEAF = 4  # pages of a sheet that is bound


def _section_of(facts: PdfFacts, number: int, report: Report) -> Section | None:
    """Return the section that a page (from 0) ends in; none for what no author fills: cover, contents, openers, annex."""
    place = bisect_right([anchor.page for anchor in facts["sections"]], number)
    name = facts["sections"][place - 1].name if place else ""
    found = next((content for content in report.contents if content.id == name), None)
    return found if isinstance(found, Section) else None


def _place_of(section: Section | None, wanted: str, outputs: Outputs) -> Place:
    """Return the line of a section that says something, or calls it; the section itself, or the finished file."""
    if section is None:
        return outputs.place_of("pdf")
    piece = next(piece for piece in outputs.rendered.manuscript.pieces if piece.id == section.id)
    return line_of(piece, wanted) or Place(section.path, 1)


_LONGER = (
    "Le PDF va par feuilles de quatre pages, que l'imprimeur relie : quelques lignes de trop peuvent en ajouter quatre. "
    "Raccourcissez ce que vous venez d'ajouter ou une autre section, ou relevez le second nombre."
)


@rule("PAG01", ahead=nothing)
def page_count(outputs: Outputs) -> Iterator[Finding]:
    """Le PDF a le nombre de pages que « pages: » de report.yml admet.

    La liste des corrections d'une version corrigée vient en plus, avec ce qu'il faut pour que les feuilles soient entières.
    """
    facts, report = outputs.pdf_facts, outputs.rendered.report
    if facts is None:
        return
    edition = report.edition
    count, (least, most) = len(facts["pages"]), edition.pages
    most += -(-_pages_of_corrections(outputs, facts) // _LEAF) * _LEAF
    if count > most:
        said = f"Le PDF a {count} pages, {count - most} de trop (au plus {most})."
        yield Finding(said, edition.at("pages"), _LONGER)
    if count < least:
        said = f"Le PDF a {count} pages, il en manque {least - count} (au moins {least})."
        yield Finding(said, edition.at("pages"), "Étoffez des sections, ou abaissez le premier nombre.")


def _pages_of_corrections(outputs: Outputs, facts: PdfFacts) -> int:
    pages = range(_end_of_sections(facts))
    return sum(_lists_corrections(_section_of(facts, number, outputs.rendered.report)) for number in pages)


def _lists_corrections(section: Section | None) -> bool:
    return section is not None and section.id == CORRECTIONS


@rule("PAG02", Severity.WARNING, ahead=nothing)
def sparse_page(outputs: Outputs) -> Iterator[Finding]:
    """Aucune page du PDF n'est presque vide (moins de 35 % de la hauteur).

    Sauf la couverture, le sommaire, les pages de partie et la liste des corrections.
    Avec « airy_pages: », les pages des sections qui n'y sont pas sont remplies aux deux tiers.
    """
    facts = outputs.pdf_facts
    if facts is None:
        return
    for number, page in enumerate(facts["pages"][: _end_of_sections(facts)]):
        section = _section_of(facts, number, outputs.rendered.report)
        filled = _filled(page)
        if section and not _lists_corrections(section) and filled < _least(section, outputs.rendered.report.edition.airy_pages):
            percent = french.with_unit(str(round(100 * max(filled, 0))), "%")
            said = f"La page {number + 1} du PDF n'est remplie qu'à {percent}."
            hint = "Ajoutez du texte à la section, retirez-en quelques lignes, ou dessinez un graphique en « width: half »."
            yield Finding(said, Place(section.path, 1), hint)


def _end_of_sections(facts: PdfFacts) -> int:
    """Return how many pages come before the annex, or before the back cover."""
    return min(annex_of(facts), len(facts["pages"]) - 1)


def _least(section: Section, airy: tuple[str, ...] | None) -> float:
    """Return how full the pages of a section must be."""
    return LEAST if airy is None or section.id in airy else WELL


@rule("PAG10", Severity.WARNING, ahead=nothing)
def hole_in_page(outputs: Outputs) -> Iterator[Finding]:
    """Aucun vide du PDF n'occupe plus d'un tiers de la hauteur entre deux blocs d'une page."""
    facts = outputs.pdf_facts
    if facts is None:
        return
    for number, page in enumerate(facts["pages"][: _end_of_sections(facts)]):
        section = _section_of(facts, number, outputs.rendered.report)
        share = page["hole"] / (page["height"] - 2 * MARGIN * _POINTS)
        if section and share > THIRD:
            percent = french.with_unit(str(round(100 * share)), "%")
            said = f"Un vide prend {percent} de la hauteur de la page {number + 1} du PDF, entre deux blocs."
            yield Finding(said, Place(section.path, 1), "Ajoutez du texte à la section, ou changez l'ordre de ses blocs.")


def _filled(page: PageFacts) -> float:
    margin = MARGIN * _POINTS
    return (page["height"] - margin - page["lowest"]) / (page["height"] - 2 * margin)


def _whole(texts: Sequence[str]) -> Iterator[str]:
    """Yield texts, those of a few letters joined to their neighbours: a word that is cut anywhere comes letter by letter."""
    run = ""
    for text in texts:
        if len(letters_of(text)) < TELLING:
            run += text.strip()
            continue
        if run:
            yield run
        run = ""
        yield text
    if run:
        yield run


@rule("PAG03", ahead=nothing)
def text_off_the_page(outputs: Outputs) -> Iterator[Finding]:
    """Aucun texte du PDF ne sort de la page, ni n'approche du bord au point d'être coupé."""
    facts = outputs.pdf_facts
    for number, page in enumerate(facts["pages"] if facts else []):
        for text in _whole(page["beyond"]):
            section = _section_of(facts, number, outputs.rendered.report) if facts else None
            said = f"« {text[:60]} » sort de la page {number + 1} du PDF, ou en touche le bord."
            hint = "Raccourcissez ce mot ou cette adresse, ou mettez le bloc sur toute la largeur."
            yield Finding(said, _place_of(section, text, outputs), hint)


@rule("PAG04", ahead=nothing)
def font_apart(outputs: Outputs) -> Iterator[Finding]:
    """Toutes les polices du PDF y sont incorporées : il a le même aspect partout."""
    facts = outputs.pdf_facts
    for name in sorted({font for page in facts["pages"] for font in page["fonts"]} if facts else ()):
        hint = "Déposez ses fichiers dans assets/fonts/ et nommez-la dans assets/_brand.yml."
        yield Finding(f"La police « {name} » n'est pas incorporée au PDF.", outputs.place_of("pdf"), hint)


@rule("PAG07", ahead=nothing)
def cropped_picture(outputs: Outputs) -> Iterator[Finding]:
    """Une image du PDF est entière, à moins que le texte ne demande de la recadrer (crop)."""
    facts = outputs.pdf_facts
    for number, page in enumerate(facts["pages"] if facts else []):
        if facts is None or not page["cropped"]:
            continue
        shown = {anchor.name for anchor in facts["sections"] if anchor.page == number}
        before = [anchor.name for anchor in facts["sections"] if anchor.page < number][-1:]
        pieces = [piece.markdown for piece in outputs.rendered.manuscript.pieces if piece.id in {*shown, *before}]
        asked = sum(framing.crop is not None for text in pieces for framing in framings_in(text))
        if page["cropped"] > asked:
            section = _section_of(facts, number, outputs.rendered.report)
            place = Place(section.path, 1) if section else outputs.place_of("pdf")
            hint = "Réglez sa largeur, {width=50%}, ou demandez un recadrage, {crop=3:2}."
            yield Finding(f"Une image de la page {number + 1} du PDF est coupée.", place, hint)


_CALLS = 2  # digits


@rule("PAG06", Severity.WARNING, ahead=nothing)
def heading_alone(outputs: Outputs) -> Iterator[Finding]:
    """Aucun titre n'est seul au bas d'une page du PDF, séparé de ce qu'il annonce."""
    facts = outputs.pdf_facts
    for heading in facts["headings"] if facts else []:
        page = facts["pages"][heading.page] if facts else None
        if page is None or heading.top > (MARGIN + FOOT) * _POINTS:
            continue
        # The footer stands in the margin.
        under = bare("".join(text for top, text in page["foot"] if 0.9 * MARGIN * _POINTS < top < heading.top + 2))
        calls = sum(map(str.isdigit, under)) - sum(map(str.isdigit, heading.name))  # of its notes
        if len(under) - min(max(calls, 0), _CALLS) <= len(bare(heading.name)) and facts:
            section = _section_of(facts, heading.page, outputs.rendered.report)
            hint = "Ajoutez ou retirez quelques lignes au-dessus."
            said = f"Le titre « {heading.name} » est seul au bas de la page {heading.page + 1} du PDF."
            yield Finding(said, _place_of(section, heading.name, outputs), hint)


_SETTLE = (
    "Typst les met en place cinq fois au plus, et chaque fois en déplace encore : le sommaire, les renvois et les numéros "
    "peuvent dire une page voisine. Allongez ou raccourcissez de quelques lignes un texte de cette page ou de celles d'avant, "
    "ou faites commencer une page à un intertitre avec {.new-page}. Si un modèle de templates/ a changé, revenez-y d'abord."
)


@rule("PAG11", Severity.WARNING, ahead=nothing)
def pages_that_disagree(outputs: Outputs) -> Iterator[Finding]:
    """Les pages du PDF s'accordent : le sommaire, les renvois et les numéros de page disent où chaque chose se trouve."""
    first = outputs.pdf_disagreement
    if first is None:
        return
    section = _section_of(outputs.pdf_facts, first - 1, outputs.rendered.report) if first and outputs.pdf_facts else None
    near = f" à partir de la page {first}" if first else ""
    yield Finding(f"Les pages du PDF ne s'accordent pas entre elles{near}.", _place_of(section, "", outputs), _SETTLE)
