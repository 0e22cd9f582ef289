"""LNK14, LNK15, TXT21: photographs in their frames, sharp enough for paper, and doubts that are typed as content."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from os.path import isfile  # unlike Path's, it answers for names too long

from rapport.ground import french
from rapport.ground.markdown.targets import targets_in
from rapport.ground.near import near
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.links import HEAVIEST
from rapport.rules.markup import without_code
from rapport.rules.text import FENCE, bodies
from rapport.sources.framing import fault_of, framings_in
from rapport.sources.links import file_of
from rapport.sources.photographs import Photograph, photographs_in, pictured
from rapport.sources.reading.pictures import size_in
from rapport.sources.texts import Text

rule = SOURCE_RULES.rule

WORDS = {"credit": "le nom de son auteur", "brief": "ce qu'il faut photographier, tant qu'elle manque"}
_FRENCH = {
    "auteur": "credit", "photographe": "credit", "photo": "credit", "legende": "", "consigne": "brief", "sujet": "brief",
    "commande": "brief", "alt": "", "crop": "", "focus": "", "width": "", "tone": "",
}  # fmt: skip
_FRAME = 'Un cadre s\'écrit : ::: {.photo credit="Prénom NOM" brief="Ce qu\'il faut photographier"}'
_INSIDE = "Mettez la légende sous l'image, et ses réglages entre accolades derrière elle : {crop=3:2 focus=top}."
_IS_FRAME = regex(r"\{[^}\n]*\.photo\b|photo\b")


@rule("LNK14", text_by_text=True)
def incomplete_photograph(sources: Sources) -> Iterator[Finding]:
    """Le cadre d'une photographie tient une image et sa légende, et dit credit et brief ; une photographie montrée est créditée.

    Une photographie sans crédit est un avertissement.
    """
    for text, prose in bodies(sources):
        frames = photographs_in(text.text)
        whole = {one.start for one in frames}
        for fence in FENCE.finditer(prose):
            if _IS_FRAME.match(fence[2]) and fence.start() not in whole:
                said = "Ce cadre de photographie ne se lit pas : il ne contient qu'une image et sa légende, sans autre bloc."
                yield Finding(said, text.place(fence.start(1)), _FRAME)
        for one in frames:
            yield from _faults_of(sources, text, one)
    for row, view in pictured(sources.report) if sources.with_others else ():
        for name in ("crop", "focus", "tone"):
            if (value := row.texts.get(name)) and (fault := fault_of(name, value)):
                yield Finding(fault[0], row.place_of(name), fault[1])
        shown = _is_there(sources, f"assets/{row.texts['image']}") if row.texts.get("image") else False
        if shown and not row.texts.get(alt := "name" if view == "logos" else "alt"):
            said = "Ce logo n'a pas de nom : c'est ce qu'en entendent ceux qui ne le voient pas."
            if view == "timeline":
                said = "Cette photographie n'a pas de texte de remplacement."
            yield Finding(said, row.place_of("image"), f"Remplissez la colonne « {alt} ».")
        if shown and view == "timeline" and not row.texts.get("credit"):
            yield Finding(_UNCREDITED, row.place_of("image"), "Remplissez la colonne « credit ».", severity=Severity.WARNING)


_UNCREDITED = "Cette photographie n'est pas créditée."


def _faults_of(sources: Sources, text: Text, one: Photograph) -> Iterator[Finding]:
    """Yield what is wrong with a frame: its words, its pictures, its credit."""
    for offset, name, value in one.settings:
        if name not in WORDS:
            yield _unknown(text.place(offset), name, value)
    if len(one.pictures) != 1:
        said = "Ce cadre n'a pas d'image." if not one.pictures else "Ce cadre a plusieurs images."
        hint = "Nommez le fichier qui viendra : ![Ce qu'elle montre](assets/photos/nom.jpg)." if not one.pictures else _FRAME
        yield Finding(said, text.place(one.start), hint)
    elif not one.alone:
        said = "L'image d'un cadre de photographie est seule dans son paragraphe : ni liste, ni lien, ni texte à côté."
        yield Finding(said, text.place(one.pictures[0].start), "Une ligne pour l'image, une ligne vide, puis la légende.")
    elif one.path and _is_there(sources, one.path) and not one.attributes.get("credit"):
        yield Finding(_UNCREDITED, text.place(one.start), _FRAME, severity=Severity.WARNING)


def _unknown(place: Place, name: str, value: str) -> Finding:
    typed = french.folded(name or value).strip()
    meant = _FRENCH.get(typed) or next(iter(near(typed, WORDS, 1, 0.6)), "") if typed not in _FRENCH else _FRENCH[typed]
    hint = f'Écrivez {meant}="…", {WORDS[meant]}.' if meant else _INSIDE if typed in _FRENCH else _FRAME
    return Finding(f"« {short(f'{name}=' if name else value)} » n'est pas un mot du cadre d'une photographie.", place, hint)


def _is_there(sources: Sources, address: str) -> bool:
    file = file_of(sources.report, address)
    return file is not None and isfile(file)  # noqa: PTH113


# --- Sharpness ------------------------------------------------------------------------------------------------------------

SHARP = 150  # pixels an inch: below, the eye sees the grain on paper
INCH = 25.4
FRAME, COLUMN, EVENT, LOGO = 170, 112, 68, 36  # mm: how wide the PDF shows a picture
TALLEST = 100  # mm: as high as it is without a crop


@rule("LNK15", Severity.WARNING, text_by_text=True)
def blurred_on_paper(sources: Sources) -> Iterator[Finding]:
    """Une image a assez de pixels pour la largeur à laquelle le PDF la montre : 150 par pouce au moins, une fois recadrée."""
    for text, _ in bodies(sources):
        frames = photographs_in(text.text)
        for target in (target for target in targets_in(text.text) if target.picture):
            framed = any(one.start < target.start < one.end for one in frames)
            after = (one for one in framings_in(text.text) if one.start > target.start)
            framing = next(after, None)
            own = framing if framing and framing.address == target.address else None
            wide = (FRAME if framed else COLUMN) * (own.share if own and not framed else 100) / 100
            yield from _blurred(sources, target.address, wide, own.crop if own else None, text.place(target.start))
    for row, view in pictured(sources.report) if sources.with_others else ():
        if name := row.texts.get("image"):
            yield from _blurred(sources, f"assets/{name}", LOGO if view == "logos" else EVENT, None, row.place_of("image"))


def _blurred(sources: Sources, address: str, wide: float, crop: tuple[int, int, str] | None, place: Place) -> Iterator[Finding]:
    """Yield that a picture has too few pixels for a width in millimetres, and how many it needs."""
    file = file_of(sources.report, address)
    if file is None or not isfile(file) or file.suffix.lower() == ".svg":  # noqa: PTH113
        return
    if (size := size_in(file, HEAVIEST)) is None:
        return  # told by LNK09
    narrower = " ; ou montrez-la moins large : {width=50%}" if wide == COLUMN else ""
    across = min(size[0], size[1] * crop[0] / crop[1]) if crop else size[0]
    if crop is None and size[1] > size[0]:  # a portrait is as high as half a page, and no wider than that makes it
        wide = min(wide, TALLEST * size[0] / size[1])
    needed = wide / INCH * SHARP
    if across < needed:
        kept = " une fois recadrée" if crop and across < size[0] else ""
        told = f"fait {across:.0f} pixels de large{kept} : sur {wide:.0f} mm de papier, elle sera floue."
        said = f"L'image « {short(address)} » {told}"
        yield Finding(said, place, f"Il en faut {french.format_number(Decimal(ceil(needed)))} au moins{narrower}.")


# --- Doubts ---------------------------------------------------------------------------------------------------------------

_DOUBT = regex(
    r"(?i)\b(?:à (?:confirmer|compléter|préciser|définir|déterminer|vérifier|venir)|\(\?\)|\?\?\?|T\.?B\.?[CDA]\.?)[\s\])».]*\Z"
)
_MOST = 40  # letters: longer, it is a sentence, which may say so


_WAITING = regex(
    r"(?i)\blorem ipsum\b"
    r"|\[(?:(?:texte|nom|date) )?à (?:confirmer|compléter|préciser|définir|vérifier|venir|écrire|relire)[^\[\]\n]*\](?![({])"
    r"|(?<![\w/.@-])(?-i:TODO|FIXME|X{3,}|x{3,})(?![\w/@-]|\.\w)"  # not in an address, nor in the name of a file
)


@rule("TXT21", Severity.WARNING, text_by_text=True)
def typed_doubt(sources: Sources) -> Iterator[Finding]:
    """Un doute n'est pas un contenu : une case ne dit pas « Région à confirmer », elle reste vide, sa ligne pose la question.

    Un texte ne dit ni « [à compléter] », ni « XXX », ni « TODO », ni « lorem ipsum ».
    """
    for text in sources.texts:
        for found in _WAITING.finditer(without_code(text.text)) if not text.start.path.endswith(".csv") else ():
            said = f"« {short(found[0])} » attend d'être écrit : le rapport publié l'imprimerait."
            yield Finding(said, text.place(found.start()), "Écrivez ce qui doit y être, ou retirez ces mots.")
    for table in sources.report.tables.values() if sources.with_others else ():
        hidden = {name for name, column in table.spec.columns.items() if column.hidden}
        for row in table.of_year(sources.report.edition.year):
            for name, cell in row.texts.items():
                if name not in hidden and (_WAITING.search(cell) or (len(cell) <= _MOST and _DOUBT.search(cell))):
                    hint = "Laissez la case vide, mettez « to_confirm » dans « status », et posez la question dans « question »."
                    yield Finding(f"« {short(cell)} » est un doute : le rapport publié l'imprimerait.", row.place_of(name), hint)
