"""LNK: links and pictures of the sections, before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.ground import french, regular
from rapport.ground.addresses import HINT, fault_of_link, is_refused, path_of
from rapport.ground.markdown.targets import ENTANGLED, may_lead, targets_in
from rapport.ground.near import near, same_to_the_eye
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity, reason_of
from rapport.ground.programs.second import Stopped
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.text import UNREAD
from rapport.rules.typed import typed_texts
from rapport.sources.files import is_hidden
from rapport.sources.links import Link, file_of, links_in, pictures_of_tables
from rapport.sources.model import Report
from rapport.sources.photographs import photographs_in, pictured
from rapport.sources.reading.decoding import FAULTS, LIGHT, Decoder, decoder
from rapport.sources.reading.pictures import excess_of, size_of
from rapport.sources.texts import PASTED, PASTED_HINT, PASTED_SAID, Text

rule = SOURCE_RULES.rule

PICTURES = (".jpg", ".jpeg", ".png", ".svg", ".webp")  # what both the page and the PDF can show

HEAVIEST = 10_000_000  # bytes: what a good photograph of a whole page weighs three times over
_HEAD = 4096  # bytes in which a picture says what it is
_BEGINNINGS = {
    ".png": regex(rb"\A\x89PNG\r\n\x1a\n....IHDR", re.DOTALL),
    ".jpg": regex(rb"\A\xff\xd8\xff"),
    ".jpeg": regex(rb"\A\xff\xd8\xff"),
    ".webp": regex(rb"\ARIFF....WEBP", re.DOTALL),
    ".svg": regex(rb""),  # LNK10 reads it whole
}
_NO_ADDRESS = "Écrivez-la entre les parenthèses : [le site](https://…), ou retirez le lien."
_NO_PICTURE = "Écrivez son nom entre les parenthèses : ![…](assets/photo.jpg), ou retirez-la."
_LIGHTER = "2\u202f500 pixels de large et une qualité de 80\u00a0% suffisent, pour l'écran comme pour le papier."
SLIGHT = [FAULTS[name] for name in LIGHT]


def links(sources: Sources) -> tuple[Link, ...]:
    """Return the links and pictures of the texts; of a picture pasted into a text, LNK11 tells all."""
    return sources.gathered(_links_of)


@shared
def _links_of(sources: Sources) -> Iterator[Link]:
    return links_in(sources.texts)


def pictures(sources: Sources) -> Iterator[tuple[Place, str]]:
    """Yield (place, address from the edition's root) of every picture."""
    yield from sources.pictures
    yield from pictures_of_tables(sources.report)


@rule("LNK02")
def missing_picture(sources: Sources) -> Iterator[Finding]:
    """Une image est un fichier de assets/, qui n'est pas caché, d'un format que le HTML et le PDF savent montrer."""
    for place, target in pictures(sources):
        file, shown = file_of(sources.report, target), short(target)
        if target == ENTANGLED:
            hint = (
                "Écrivez chaque lien [ainsi](https://…), chaque image ![ainsi](assets/photo.jpg), et \\[ pour un simple crochet."
            )
            yield Finding("Les crochets et les parenthèses de ce texte s'emmêlent : on ne sait où mènent ses liens.", place, hint)
        elif not target.strip():
            yield Finding("Cette image ne nomme pas son fichier.", place, _NO_PICTURE)
        elif file is None:
            hint = _alike(sources.report, target) or "Déposez-la dans assets/ : ![…](assets/photo.jpg)."
            if "%" in target:
                hint = "Renommez-la sans « % », qu'une adresse lit autrement."
            yield Finding(f"L'image « {shown} » n'est pas dans assets/.", place, hint)
        elif not isfile(file):  # noqa: PTH113
            if place in sources.once(_awaited):
                continue
            hint = _near_pictures(sources.report, target)
            if place.path.endswith(".csv"):  # a cell is read from assets/
                hint = hint.replace("« assets/", "« ")
                shown = short(target.removeprefix("assets/"))
            yield Finding(f"L'image « {shown} » n'existe pas.", place, hint)
        elif is_hidden(sources.report.root, path_of(target) or target):
            said = (
                f"L'image « {shown} » est un fichier caché, ou dans un dossier caché : l'édition n'en suit pas les changements."
            )
            yield Finding(said, place, "Donnez-lui, ou à son dossier, un nom qui ne commence pas par un point.")
        elif file.suffix.lower() not in PICTURES:
            yield Finding(f"L'image « {shown} » n'est pas d'un format admis.", place, f"Formats admis : {', '.join(PICTURES)}.")


@shared
def _awaited(sources: Sources) -> frozenset[Place]:
    """Return where a picture is named that a brief asks for: it may not be there yet."""
    places = {row.place_of("image") for row, _ in pictured(sources.report) if row.texts.get("brief")}
    for text in sources.texts:
        frames = photographs_in(text.text) if text.body else ()
        places |= {text.place(one.pictures[0].start) for one in frames if len(one.pictures) == 1 and one.attributes.get("brief")}
    return frozenset(places)


def _near_pictures(report: Report, target: str) -> str:
    """Return the pictures of assets/ whose names are nearest: another case, accent, ending, folder, or letter."""
    found = _pictures_of(report)
    asked = path_of(target) or target
    if "%" in target and target in found:
        return "Renommez-la sans « % », qu'une adresse lit autrement."
    if same := same_to_the_eye(asked, found) or _alike(report, target):
        return same
    if close := near(asked, found, 3, 0.7):
        return _named(close)
    return f"Déposez-la dans assets/, ou corrigez son nom ; images présentes : {', '.join(found[:10]) or 'aucune'}."


def _alike(report: Report, target: str) -> str:
    """Return the pictures of assets/ whose names are the same but for case, accents, ending and folder; empty without any."""
    stem = _stem(path_of(target) or target)
    return _named([name for name in _pictures_of(report) if _stem(name) == stem])


def _stem(path: str) -> str:
    name = re.split(r"[/\\]", path)[-1]
    return french.folded(name.rpartition(".")[0] or name)


def _pictures_of(report: Report) -> list[str]:
    root = report.root / "assets"
    return sorted(path.relative_to(report.root).as_posix() for path in root.rglob("*") if path.suffix.lower() in PICTURES)


def _named(found: Sequence[str]) -> str:
    return f"Images de nom proche : {french.listed([f'« {name} »' for name in found[:3]])}." if found else ""


@rule("LNK11", text_by_text=True)
def pasted_picture(sources: Sources) -> Iterator[Finding]:
    """Une image est un fichier de assets/, nommé dans le texte : elle n'y est pas collée sous forme de lettres (base64)."""
    for text in sources.texts:
        for pasted in PASTED.finditer(text.text) if "base64," in text.text else ():
            yield Finding(PASTED_SAID.format(pasted[0]), text.place(pasted.start()), PASTED_HINT)


@rule("LNK09")
def unfit_picture(sources: Sources) -> Iterator[Finding]:
    """Une image se lit jusqu'au bout, au format que dit son nom, pèse moins de 10 Mo, tient dans les limites (pixels).

    Elle n'est ni animée, ni en couleurs d'imprimeur (CMJN), que le PDF archivable refuse. Une photographie qui ne tient droit
    que par une consigne (EXIF) est un avertissement : Word ne la suit pas.
    """
    with decoder(sources.folder("assets").parent) as reading:
        for place, target in pictures(sources):
            path = file_of(sources.report, target)
            if path is None or path.suffix.lower() not in _BEGINNINGS or not isfile(path):  # noqa: PTH113
                continue  # told by LNK02
            if fault := _fault(path, reading):
                severity = Severity.WARNING if fault in SLIGHT else None
                yield Finding(f"L'image « {short(target)} » {fault[0]}", place, fault[1], severity=severity)


def _fault(path: Path, reading: Decoder) -> tuple[str, str] | None:
    """Return what makes a picture unfit, and what to do; None when nothing does."""
    suffix = path.suffix.lower()
    try:
        if (size := path.stat().st_size) > HEAVIEST:
            return f"pèse {round(size / 1e6)} Mo.", _LIGHTER
        data = regular.read(path, HEAVIEST)
    except OSError as error:
        return f"ne peut pas être lue : {reason_of(error)}.", ""
    if not data:
        return "est vide.", "Copiez-la de nouveau."
    if not _BEGINNINGS[suffix].search(data[:_HEAD]):
        hint = "Ouvrez-la dans un logiciel d'images et enregistrez-la à ce format."
        return f"n'est pas une image {suffix[1:].upper()}.", hint
    if suffix == ".svg":
        return None  # LNK10 reads it whole
    return fault_of_pixels(data, suffix, reading)


def fault_of_pixels(data: bytes, suffix: str, reading: Decoder) -> tuple[str, str] | None:
    """Return what makes a PNG, JPEG or WebP picture unfit, and what to do; None when nothing does."""
    pixels = size_of(data)
    if pixels is None or 0 in pixels:
        return "ne dit pas sa taille : elle est abîmée.", "Copiez-la de nouveau."
    if said := excess_of(pixels):
        return said, _LIGHTER
    try:
        return FAULTS.get(reading.state_of(data, suffix))
    except Stopped as stopped:
        return f"ne peut pas être lue : ce qui la lit {stopped.why}.", _LIGHTER


@shared
def leading_texts(sources: Sources) -> tuple[Text, ...]:
    """Return the texts of YAML files and tables that may lead somewhere."""
    return tuple(typed_texts(sources, may_lead))


@rule("LNK03")
def forbidden_address(sources: Sources) -> Iterator[Finding]:
    """Un lien va vers le web (http, https), un courriel, un téléphone ou une cible du rapport."""
    told: set[Place] = set()
    for place, picture, target in links(sources):
        if not picture and not target.startswith("#") and (fault := fault_of_link(target)):
            told.add(place)
            hint = HINT if target.strip() else _NO_ADDRESS
            yield Finding(fault, place, "" if is_refused(target) else hint)
    for text in sources.once(leading_texts):
        for link in targets_in(text.text):
            place = text.place(link.start)
            if not link.picture and is_refused(link.address) and place not in told:
                told.add(place)
                yield Finding(fault_of_link(link.address), place)


@rule("LNK16", text_by_text=True)
def wordless_link(sources: Sources) -> Iterator[Finding]:
    """Un lien a des mots : [le site](https://…). Sans eux, il ne se voit pas, et rien n'en est lu à voix haute."""
    for text in sources.texts:
        for link in targets_in(text.text) if "](" in text.text or "][" in text.text else ():
            bare = not link.picture and text.text.startswith(f"[{link.label}]", link.start)
            if bare and "![" not in link.label and not UNREAD.sub("", link.label) and not text.start.path.endswith(".csv"):
                address = short(link.address.strip()) or "https://…"
                hint = f"Écrivez-les entre les crochets : [le site]({address}), ou retirez le lien."
                yield Finding("Ce lien n'a pas de mots : il ne se verrait pas.", text.place(link.start), hint)
