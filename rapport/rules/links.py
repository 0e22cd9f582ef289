"""LNK: links and pictures of the sections, before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport import french, regular
from rapport.addresses import HINT, SCHEMES, fault_of_link, path_of, scheme_of
from rapport.calls import ChartCall, Placed, TableCall, calls_of
from rapport.expressions import short
from rapport.lexicon import anchored
from rapport.load.pictures import excess_of, place_of_picture, size_of
from rapport.model import Report
from rapport.problems import Place, reason_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.lexicon import entries_of
from rapport.rules.typed import typed_texts
from rapport.targets import ENTANGLED, targets_in
from rapport.texts import PASTED, PASTED_HINT, PASTED_SAID

rule = SOURCE_RULES.rule

_EXPLICIT = re.compile(r"\{[^{}\n#]*+#([\w.:-]++)[^{}\n]*+\}")
PICTURES = (".jpg", ".jpeg", ".png", ".svg", ".webp")  # what both the page and the PDF can show

HEAVIEST = 10_000_000  # bytes: what a good photograph of a whole page weighs three times over
_HEAD = 4096  # bytes, at the beginning and at the end, in which a picture says what it is
_BEGINNINGS = {
    ".png": re.compile(rb"\A\x89PNG\r\n\x1a\n....IHDR", re.DOTALL),
    ".jpg": re.compile(rb"\A\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\A\xff\xd8\xff"),
    ".webp": re.compile(rb"\ARIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb""),  # LNK10 reads it whole
}
_LIGHTER = "2\u202f500 pixels de large et une qualité de 80\u00a0% suffisent, pour l'écran comme pour le papier."
_ENDS = {  # what an interrupted copy lacks
    ".png": re.compile(rb"IEND\xaeB`\x82"),
    ".jpg": re.compile(rb"\xff\xd9"),
    ".jpeg": re.compile(rb"\xff\xd9"),
}


def links(sources: Sources) -> Iterator[tuple[Place, bool, str]]:
    """Yield (place, is a picture, address) of every Markdown link; of a picture pasted into a text, LNK11 tells all."""
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
    assets = place_of_picture(report.root, "assets")
    file = place_of_picture(report.root, path) if path else assets
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
    anchors |= {anchor for _, anchor in anchored(entries_of(sources))}
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
            hint = (
                "Écrivez chaque lien [ainsi](https://…), chaque image ![ainsi](assets/photo.jpg), et \\[ pour un simple crochet."
            )
            yield Finding("Les crochets et les parenthèses de ce texte s'emmêlent : on ne sait où mènent ses liens.", place, hint)
        elif file is None:
            hint = "Déposez-la dans assets/ : ![…](assets/photo.jpg)."
            yield Finding(f"L'image « {shown} » n'est pas dans assets/.", place, hint)
        elif not isfile(file):  # noqa: PTH113
            yield Finding(f"L'image « {shown} » n'existe pas.", place, _near_pictures(sources.report, target))
        elif file.suffix.lower() not in PICTURES:
            yield Finding(f"L'image « {shown} » n'est pas d'un format admis.", place, f"Formats admis : {', '.join(PICTURES)}.")


def _near_pictures(report: Report, target: str) -> str:
    """Return the pictures of assets/ whose names are nearest: another case, accent, ending, folder, or letter."""
    root = report.root / "assets"
    found = sorted(path.relative_to(report.root).as_posix() for path in root.rglob("*") if path.suffix.lower() in PICTURES)
    asked = path_of(target) or target
    stems = {name: french.folded(name.rpartition("/")[2].rpartition(".")[0]) for name in found}
    same = [name for name, stem in stems.items() if stem == french.folded(asked.rpartition("/")[2].rpartition(".")[0])]
    near = same or get_close_matches(asked, found, 3, 0.7)
    if near:
        return f"Images de nom proche : {french.listed([f'« {name} »' for name in near[:3]])}."
    return f"Déposez-la dans assets/, ou corrigez son nom ; images présentes : {', '.join(found[:10]) or 'aucune'}."


@rule("LNK11")
def pasted_picture(sources: Sources) -> Iterator[Finding]:
    """Une image est un fichier de assets/, nommé dans le texte : elle n'y est pas collée sous forme de lettres (base64)."""
    for text in sources.texts:
        for pasted in PASTED.finditer(text.text) if "base64," in text.text else ():
            yield Finding(PASTED_SAID.format(pasted[0]), text.place(pasted.start()), PASTED_HINT)


@rule("LNK09")
def unfit_picture(sources: Sources) -> Iterator[Finding]:
    """Une image se lit, pèse moins de 10 Mo, tient dans les limites (pixels), est entière et du format que dit son nom."""
    for place, target in pictures(sources):
        path = file_of(sources.report, target)
        if path is None or path.suffix.lower() not in _BEGINNINGS or not isfile(path):  # noqa: PTH113
            continue  # told by LNK02
        if (size := path.stat().st_size) > HEAVIEST:
            yield Finding(f"L'image « {short(target)} » pèse {round(size / 1e6)} Mo.", place, _LIGHTER)
            continue
        try:
            fault = _fault(regular.read(path), path)
        except OSError as error:
            fault = (f"ne peut pas être lue : {reason_of(error)}.", "")
        if fault:
            yield Finding(f"L'image « {short(target)} » {fault[0]}", place, fault[1])


def _fault(data: bytes, path: Path) -> tuple[str, str] | None:
    """Return what makes a picture unfit, and what to do; None when nothing does."""
    suffix = path.suffix.lower()
    if not _BEGINNINGS[suffix].search(data[:_HEAD]):
        hint = "Ouvrez-la dans un logiciel d'images et enregistrez-la à ce format."
        return f"n'est pas une image {suffix[1:].upper()}.", hint
    if (suffix in _ENDS and not _ENDS[suffix].search(data[-_HEAD:])) or _shortened(data, suffix):
        return "est incomplète : sa fin manque.", "Copiez-la de nouveau."
    if suffix == ".svg":
        return None  # LNK10 reads it whole
    size = size_of(data)
    if size is None or 0 in size:
        return "ne dit pas sa taille : elle est abîmée.", "Copiez-la de nouveau."
    said = excess_of(size)
    return (said, _LIGHTER) if said else None


def _shortened(data: bytes, suffix: str) -> bool:
    """Tell a WebP picture that lacks bytes which its head announces."""
    return suffix == ".webp" and int.from_bytes(data[4:8], "little") + 8 > len(data)


@rule("LNK03")
def forbidden_address(sources: Sources) -> Iterator[Finding]:
    """Un lien va vers le web (http, https), un courriel, un téléphone ou une cible du rapport."""
    told: set[Place] = set()
    for place, picture, target in links(sources):
        if not picture and not target.startswith("#") and (fault := fault_of_link(target)):
            told.add(place)
            yield Finding(fault, place, "" if refused(target) else HINT)
    for text in typed_texts(sources.report):
        for link in targets_in(text.text):
            place = text.place(link.start)
            if not link.picture and refused(link.address) and place not in told:
                told.add(place)
                yield Finding(fault_of_link(link.address), place)


def refused(target: str) -> bool:
    """Tell whether an address has a scheme, and one that isn't admitted."""
    return bool(scheme := scheme_of(target)) and scheme not in SCHEMES
