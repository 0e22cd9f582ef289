"""What a Word file says of itself as a whole: its pages, its styles, its properties, its template. The program makes it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapport.ground import french
from rapport.sources.proof import ProofComment, ProofParagraph, ReturnedProof, SentProof
from rapport.sources.reading.proofs.given import property_values, usual_of
from rapport.sources.reading.proofs.layout import ALIGNMENT, BORDER, INDENT, SHADE, SPACING, Layout, as_ever, read_layout
from rapport.sources.reading.proofs.looks import Looks
from rapport.sources.reading.proofs.names import W, bare_name, by_tag

_PAGE = {
    **dict.fromkeys(("w", "h"), "format ou orientation des pages"),
    **dict.fromkeys(("top", "right", "bottom", "left", "gutter"), "marges"),
    "num": "colonnes", "titlePg": "première page", "pgBorders": "bordure des pages", "lnNumType": "numéros de lignes",
    "pgNumType": "numéros des pages", "background": "fond des pages", "footnotePr": "notes", "endnotePr": "notes",
    "evenAndOddHeaders": "en-têtes des pages paires", "mirrorMargins": "pages en vis-à-vis", "gutterAtTop": "marges",
    **dict.fromkeys(("bookFoldPrinting", "bookFoldRevPrinting", "printTwoOnOne"), "impression en livret"),
}  # fmt: skip
_NOTES = {"footnotePr", "endnotePr"}  # of settings: which notes part columns, as programs write it
_PAGE_SIDES = {"pgSz": ("w", "h"), "pgMar": ("top", "right", "bottom", "left", "gutter"), "cols": ("num",)}
_BY_PROGRAMS = frozenset(
    {
        "headerReference",
        "footerReference",
        "type",
        "formProt",
        "docGrid",
        "rtlGutter",
        "noEndnote",
        "paperSrc",
        "printerSettings",
        *_PAGE_SIDES,
    }
)
_STYLE = {
    ALIGNMENT: "alignement",
    INDENT: "retrait",
    SPACING: "espacement",
    BORDER: "bordure",
    SHADE: "trame",
    "c": "couleur",
    "z": "taille",
    "p": "police",
}
_OTHERWISE = "mise en forme"
PROTECTION = "protection"
_PROTECTED = {
    "readOnly": "lecture seule", "comments": "commentaires seuls", "trackedChanges": "suivi des modifications imposé",
    "forms": "formulaires seuls",
}  # fmt: skip
_PROPERTIES = {
    "title": "titre",
    "subject": "objet",
    "keywords": "mots-clés",
    "description": "commentaires",
    "category": "catégorie",
    PROTECTION: "protection",
}
_MEASURED = {"w", "h", "top", "right", "bottom", "left", "gutter", INDENT, SPACING}
_NEAR = 20  # twentieths of a point, by which programs round


def page_of(root: Any, settings: Any = ()) -> str:
    """Return the size of the pages, their margins, their columns of text and all that sets them, not their heads and feet."""
    section = next(iter(root.iterfind(f"{W}body/{W}sectPr")), None)
    found: dict[str, str] = {}
    for one in section if section is not None else ():
        name = bare_name(one.tag)
        if name in _PAGE_SIDES:
            found |= {key: value for key in _PAGE_SIDES[name] if (value := one.get(f"{W}{key}")) not in {None, "1", "0"}}
        elif name not in _BY_PROGRAMS:
            found |= {
                name: value
                for name, value in property_values((one,))
                if value not in {usual_of(name), "fmt:decimal", "numFmt:decimal"}
            }
    if (ground := root.find(f"{W}background")) is not None and (colour := ground.get(f"{W}color")) not in {
        None,
        "auto",
        "FFFFFF",
    }:
        found["background"] = colour
    found |= {name: value for name, value in property_values(settings) if name in _PAGE and name not in _NOTES and value != "0"}
    return " ".join(f"{key}={''.join(value.split())}" for key, value in found.items())


def protection_of(settings: Any) -> Mapping[str, str]:
    """Return how a file is protected against changes, which nothing of a report is."""
    said = by_tag(settings)
    held, asked = said.get(f"{W}documentProtection"), said.get(f"{W}writeProtection")
    words = []
    if held is not None and (held.get(f"{W}enforcement") or "0") not in {"0", "false", "off"}:
        words += [_PROTECTED.get(str(held.get(f"{W}edit")), "document verrouillé")]
    words += ["ouverture en lecture seule"] if asked is not None else []
    return {PROTECTION: ", ".join(words)} if words else {}


def whole_changed(made: ReturnedProof) -> Iterator[ProofComment]:
    """Yield what somebody changed of a file as a whole."""
    yield from page_changed(made.sent, made.page)
    yield from styles_changed(made.sent, made.styles)
    yield from properties_changed(made.sent, made.properties)


def page_changed(sent: SentProof | None, page: str) -> Iterator[ProofComment]:
    """Yield that somebody changed the size of the pages, their margins or their columns: the program lays them out."""
    if sent is None or sent.page is None or not page:
        return
    before, after = map(read_layout, (sent.page, page))
    known = (
        {*before, *after}
        if sent.styles is not None
        else {*before, *after} & {key for keys in _PAGE_SIDES.values() for key in keys}
    )
    changed = [key for key in sorted(known) if not _near(key, before.get(key, "0"), after.get(key, "0"))]
    if named := list(dict.fromkeys(_PAGE.get(key, _OTHERWISE) for key in changed)):
        yield ProofComment("", "", f"Mise en page du document, non reprise (le programme la fait) : {', '.join(named)}", "", "")


def _near(key: str, one: str, other: str) -> bool:
    """Tell whether two values are the same, but for what programs round of what is measured."""
    try:
        first, second = float(one), float(other)
    except ValueError:
        return one == other
    return first == second or (key.partition(".")[0] in _MEASURED and abs(first - second) <= _NEAR)


def styles_of(
    names: Mapping[str, str], layouts: Mapping[str, Layout], looks: Mapping[str, Looks], paragraphs: Sequence[ProofParagraph]
) -> Mapping[str, str]:
    """Return how the styles that paragraphs have look, by the names of the styles."""
    used = {one.style for one in paragraphs}
    shown = {
        name: {**layouts.get(id_, {}), **looks.get("", {}), **looks.get(id_, {})} for id_, name in names.items() if name in used
    }
    return {
        name: " ".join(f"{key}={''.join(value.split())}" for key, value in sorted(said.items()) if value != as_ever(key))
        for name, said in shown.items()
    }  # fmt: skip


def styles_changed(sent: SentProof | None, styles: Mapping[str, str]) -> Iterator[ProofComment]:
    """Yield that somebody changed what styles look like: the brand does it."""
    before = {name.casefold(): read_layout(said) for name, said in (sent.styles or {}).items()} if sent is not None else {}
    for name, said in styles.items():
        was = before.get(name.casefold())
        if was is not None and (named := differing_looks(was, read_layout(said))):
            yield ProofComment("", "", f"Style « {name} » modifié ({named}), non repris : la charte le fait", "", "")


def differing_looks(was: Layout, now: Layout) -> str:
    """Return the kinds of looks that differ (French), beside those of what nothing is said of; nothing when none do."""
    keys = [key for key in sorted({*was, *now}) if not _near(key, was.get(key, as_ever(key)), now.get(key, as_ever(key)))]
    return french.listed(list(dict.fromkeys(_STYLE.get(key.partition(".")[0], _OTHERWISE) for key in keys)))


def properties_of(root: Any) -> Mapping[str, str]:
    """Return what the properties of a file say of it: its title, its keywords."""
    return {name: " ".join((one.text or "").split()) for one in root if (name := bare_name(one.tag)) in _PROPERTIES and one.text}


def properties_changed(sent: SentProof | None, properties: Mapping[str, str]) -> Iterator[ProofComment]:
    """Yield that somebody changed the properties of the file."""
    before = sent.properties if sent is not None and sent.properties is not None else properties
    for key, name in _PROPERTIES.items():
        now = properties.get(key, "")
        if now != before.get(key, ""):
            yield ProofComment(
                "", "", f"Propriété du document, non reprise (le programme l'écrit), {name} : {now or 'effacé'}", "", ""
            )


def template_of(root: Any) -> Iterator[ProofComment]:
    """Yield that a file asks for a template from elsewhere, which nobody opens; one of their own machine says nothing."""
    for one in root:
        target = str(one.get("Target") or "")
        if str(one.get("Type")).endswith("/attachedTemplate") and target.casefold().startswith(
            ("http:", "https:", "ftp:", "\\\\")
        ):
            yield ProofComment(
                "", "", f"Ce document demande un modèle d'ailleurs ({target[:60]}) : il n'a pas été ouvert", "", ""
            )
