"""LNK: links and pictures of the sections, before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from os.path import isfile  # unlike Path's, it answers for names too long

from rapport import french
from rapport.calls import ChartCall, Placed, TableCall, calls_of
from rapport.problems import Place
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.lexicon import entries_of

rule = SOURCE_RULES.rule

_LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(<?([^)\s>]*)>?[^)\n]*\)")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_BARE = re.compile(r"<([a-zA-Z][\w+.-]*:[^\s<>]*)>")
_EXPLICIT = re.compile(r"\{[^{}\n]*#([\w.:-]+)[^{}\n]*\}")
_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):")
SCHEMES = ("http", "https", "mailto", "tel")
PICTURES = (".jpg", ".jpeg", ".png", ".svg", ".webp")  # what both the page and the PDF can show

HEAVIEST = 10_000_000  # bytes: what a good photograph of a whole page weighs three times over
_HEAD = 4096  # bytes, at the beginning and at the end, in which a picture says what it is
_BEGINNINGS = {
    ".png": re.compile(rb"\A\x89PNG\r\n\x1a\n....IHDR", re.DOTALL),
    ".jpg": re.compile(rb"\A\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\A\xff\xd8\xff"),
    ".webp": re.compile(rb"\ARIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb"<svg[\s>]"),
}
_ENDS = {".png": re.compile(rb"IEND\xaeB`\x82"), ".svg": re.compile(rb"</svg\s*>")}  # what an interrupted copy lacks


def links(sources: Sources) -> Iterator[tuple[Place, bool, str]]:
    """Yield (place, is a picture, target) of every Markdown link: [a](target), [a]: target, <target>."""
    yield from sources.gathered(_links_of)


def _links_of(sources: Sources) -> Iterator[tuple[Place, bool, str]]:
    for text in sources.texts:
        for offset, picture, target in _links_in(text.text):
            yield text.place(offset), picture, target


@lru_cache(maxsize=8192)
def _links_in(text: str) -> tuple[tuple[int, bool, str], ...]:
    """Return (offset, is a picture, target) of the links of a text."""
    found = [(link.start(), bool(link[1]), link[2]) for link in _LINK.finditer(text)] if "](" in text else []
    found += [(link.start(), False, link[1]) for link in _REFERENCE.finditer(text)] if "]:" in text else []
    found += [(link.start(), False, link[1]) for link in _BARE.finditer(text)] if "<" in text else []
    return tuple(found)


def pictures(sources: Sources) -> Iterator[tuple[Place, str]]:
    """Yield (place, path from the edition's root) of every picture: those of the texts, those of a timeline's events."""
    for place, picture, target in links(sources):
        if picture:
            yield place, target
    for table in sources.report.tables.values():
        for row in table.of_year(sources.report.edition.year) if table.spec.view == "timeline" else ():
            if name := row.texts.get("image"):
                yield row.place_of("image"), f"assets/{name}"


@rule("LNK01")
def broken_anchor(sources: Sources) -> Iterator[Finding]:
    """Un lien interne (#…) vise une section, une partie, un graphique, une table ou un identifiant {#…} qui existe."""
    anchors = sources.once(_anchors)
    for place, picture, target in links(sources):
        if target.startswith("#") and not picture and target[1:] not in anchors:
            close = get_close_matches(target[1:], anchors, 3, 0.5)
            near = f"Cibles proches : {', '.join('#' + c for c in close)}. " if close else ""
            hint = f"{near}Pour viser un intertitre, donnez-lui un nom : ## Mon titre {{#{target[1:] or 'nom'}}}."
            yield Finding(f"La cible « {target} » n'existe pas.", place, hint)


def _anchors(sources: Sources) -> set[str]:
    anchors = {content.id for content in sources.report.contents}
    anchors |= {f"lex-{french.anchor_of(row.texts['acronym'])}" for row in entries_of(sources)}
    for section in sources.report.sections:
        anchors |= set(_EXPLICIT.findall(section.body))
        for found in calls_of(section.body):
            if isinstance(found, Placed) and isinstance(found.call, ChartCall | TableCall):
                kind = "chart" if isinstance(found.call, ChartCall) else "table"
                anchors.add(f"{kind}-{found.call.ref}")
    return anchors


@rule("LNK02")
def missing_picture(sources: Sources) -> Iterator[Finding]:
    """Une image est un fichier de assets/, d'un format que le HTML et le PDF savent montrer."""
    assets = (sources.report.root / "assets").resolve()
    for place, target in pictures(sources):
        path = (sources.report.root / target).resolve()
        if _SCHEME.match(target) or not path.is_relative_to(assets):
            hint = "Déposez-la dans assets/ : ![…](assets/photo.jpg)."
            yield Finding(f"L'image « {target} » n'est pas dans assets/.", place, hint)
        elif not isfile(path):  # noqa: PTH113
            yield Finding(f"L'image « {target} » n'existe pas.", place)
        elif path.suffix.lower() not in PICTURES:
            yield Finding(f"L'image « {target} » n'est pas d'un format admis.", place, f"Formats admis : {', '.join(PICTURES)}.")


@rule("LNK09")
def unfit_picture(sources: Sources) -> Iterator[Finding]:
    """Une image pèse moins de 10 Mo, elle est entière, et son contenu est bien du format que dit son nom."""
    assets = (sources.report.root / "assets").resolve()
    for place, target in pictures(sources):
        path = (sources.report.root / target).resolve()
        begins = _BEGINNINGS.get(path.suffix.lower())
        if begins is None or not path.is_relative_to(assets) or not isfile(path):  # noqa: PTH113
            continue  # told by LNK02
        if (size := path.stat().st_size) > HEAVIEST:
            hint = "2\u202f500 pixels de large et une qualité de 80\u00a0% suffisent, pour l'écran comme pour le papier."
            yield Finding(f"L'image « {target} » pèse {round(size / 1e6)} Mo.", place, hint)
        else:
            with path.open("rb") as file:
                head = file.read(_HEAD)
                file.seek(max(size - _HEAD, 0))
                ends = _ENDS.get(path.suffix.lower())
                whole = ends is None or ends.search(file.read())
            if not begins.search(head):
                said = f"L'image « {target} » n'est pas une image {path.suffix[1:].upper()}."
                yield Finding(said, place, "Ouvrez-la dans un logiciel d'images et enregistrez-la à ce format.")
            elif not whole:
                yield Finding(f"L'image « {target} » est incomplète : sa fin manque.", place, "Copiez-la de nouveau.")


@rule("LNK03")
def forbidden_address(sources: Sources) -> Iterator[Finding]:
    """Un lien va vers le web (http, https), un courriel, un téléphone ou une cible du rapport."""
    for place, picture, target in links(sources):
        if picture or target.startswith("#"):
            continue
        scheme = _SCHEME.match(target)
        if scheme is None:
            hint = "Une adresse commence par https://, mailto:, tel: ou #."
            yield Finding(f"Le lien « {target} » ne mène nulle part.", place, hint)
        elif scheme[1].lower() not in SCHEMES:
            yield Finding(f"Les liens « {scheme[1]}: » ne sont pas admis.", place)
