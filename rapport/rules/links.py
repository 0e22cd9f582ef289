"""LNK: links and pictures of the sections, before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport import french
from rapport.calls import ChartCall, Placed, TableCall, calls_of
from rapport.expressions import short
from rapport.model import Report
from rapport.problems import Place
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.lexicon import entries_of
from rapport.targets import ENTANGLED, path_of, targets_in
from rapport.texts import PASTED, PASTED_HINT, PASTED_SAID

rule = SOURCE_RULES.rule

_EXPLICIT = re.compile(r"\{[^{}\n#]*+#([\w.:-]++)[^{}\n]*+\}")
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
    """Yield (place, is a picture, address) of every Markdown link; of a picture pasted into a text, LNK10 tells all."""
    for text in sources.texts:
        for target in targets_in(text.text):
            if not PASTED.match(target.address):
                yield text.place(target.start), target.picture, target.address


def pictures(sources: Sources) -> Iterator[tuple[Place, str]]:
    """Yield (place, address from the edition's root) of every picture: those of the texts, those of a timeline's events."""
    for place, picture, target in links(sources):
        if picture:
            yield place, target
    for table in sources.report.tables.values():
        for row in table.of_year(sources.report.edition.year) if table.spec.view == "timeline" else ():
            if name := row.texts.get("image"):
                yield row.place_of("image"), f"assets/{name}"


def file_of(report: Report, address: str) -> Path | None:
    """Return the file of a picture's address, there or not; None when it would not be one of assets/, links followed."""
    path = path_of(address)
    assets = (report.root / "assets").resolve()
    file = (report.root / path).resolve() if path else assets
    return file if file != assets and file.is_relative_to(assets) else None


@rule("LNK01")
def broken_anchor(sources: Sources) -> Iterator[Finding]:
    """Un lien interne (#…) vise une section, une partie, un graphique, une table ou un identifiant {#…} qui existe."""
    anchors = _anchors(sources)
    for place, picture, target in links(sources):
        if target.startswith("#") and not picture and target[1:] not in anchors:
            close = get_close_matches(target[1:], anchors, 3, 0.5)
            near = f"Cibles proches : {', '.join('#' + c for c in close)}. " if close else ""
            hint = f"{near}Pour viser un intertitre, donnez-lui un nom : ## Mon titre {{#{target[1:] or 'nom'}}}."
            yield Finding(f"La cible « {short(target)} » n'existe pas.", place, hint)


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
    for place, target in pictures(sources):
        file, shown = file_of(sources.report, target), short(target)
        if target == ENTANGLED:
            hint = "Écrivez chaque lien [ainsi](https://…), chaque image ![ainsi](assets/photo.jpg), et \\[ pour un simple crochet."
            yield Finding("Les crochets et les parenthèses de ce texte s'emmêlent : on ne sait où mènent ses liens.", place, hint)
        elif file is None:
            hint = "Déposez-la dans assets/ : ![…](assets/photo.jpg)."
            yield Finding(f"L'image « {shown} » n'est pas dans assets/.", place, hint)
        elif not isfile(file):  # noqa: PTH113
            yield Finding(f"L'image « {shown} » n'existe pas.", place)
        elif file.suffix.lower() not in PICTURES:
            yield Finding(f"L'image « {shown} » n'est pas d'un format admis.", place, f"Formats admis : {', '.join(PICTURES)}.")


@rule("LNK10")
def pasted_picture(sources: Sources) -> Iterator[Finding]:
    """Une image est un fichier de assets/, nommé dans le texte : elle n'y est pas collée sous forme de lettres (base64)."""
    for text in sources.texts:
        for pasted in PASTED.finditer(text.text) if "base64," in text.text else ():
            yield Finding(PASTED_SAID.format(pasted[0]), text.place(pasted.start()), PASTED_HINT)


@rule("LNK09")
def unfit_picture(sources: Sources) -> Iterator[Finding]:
    """Une image pèse moins de 10 Mo, elle est entière, et son contenu est bien du format que dit son nom."""
    for place, target in pictures(sources):
        path = file_of(sources.report, target)
        begins = _BEGINNINGS.get(path.suffix.lower()) if path else None
        if path is None or begins is None or not isfile(path):  # noqa: PTH113
            continue  # told by LNK02
        if (size := path.stat().st_size) > HEAVIEST:
            hint = "2\u202f500 pixels de large et une qualité de 80\u00a0% suffisent, pour l'écran comme pour le papier."
            yield Finding(f"L'image « {short(target)} » pèse {round(size / 1e6)} Mo.", place, hint)
        else:
            with path.open("rb") as file:
                head = file.read(_HEAD)
                file.seek(max(size - _HEAD, 0))
                ends = _ENDS.get(path.suffix.lower())
                whole = ends is None or ends.search(file.read())
            if not begins.search(head):
                said = f"L'image « {short(target)} » n'est pas une image {path.suffix[1:].upper()}."
                yield Finding(said, place, "Ouvrez-la dans un logiciel d'images et enregistrez-la à ce format.")
            elif not whole:
                yield Finding(f"L'image « {short(target)} » est incomplète : sa fin manque.", place, "Copiez-la de nouveau.")


@rule("LNK03")
def forbidden_address(sources: Sources) -> Iterator[Finding]:
    """Un lien va vers le web (http, https), un courriel, un téléphone ou une cible du rapport."""
    for place, picture, target in links(sources):
        if picture or target.startswith("#"):
            continue
        scheme = _SCHEME.match(target)
        if scheme is None:
            hint = "Une adresse commence par https://, mailto:, tel: ou #."
            yield Finding(f"Le lien « {short(target)} » ne mène nulle part.", place, hint)
        elif scheme[1].lower() not in SCHEMES:
            yield Finding(f"Les liens « {scheme[1]}: » ne sont pas admis.", place)
