"""The parts of a Word file under the names that programs usually give them, whatever this one's are.

Word on the web numbers them (« word/document2.xml »): what leads to a part says which it is (ECMA-376, part 2).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from rapport.ground.packed import BeyondBounds

DOCUMENT, STYLES, LISTS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
COMMENTS, SETTLED, SETTINGS = "word/comments.xml", "word/commentsExtended.xml", "word/settings.xml"
NOTES = "word/footnotes.xml", "word/endnotes.xml"
_USUAL = {name.removeprefix("word/").removesuffix(".xml"): name for name in (STYLES, LISTS, COMMENTS, SETTLED, SETTINGS, *NOTES)}
_CONTENTS = "[Content_Types].xml"
_PROGRAMS = {"vbaproject": "des macros", "activex": "des contrôles ActiveX"}
_LED = ("/hyperlink", "/attachedTemplate")  # where a reader may be led, and what Word names by itself


class ProofArchive:
    """A Word file's parts; ``names`` are those that it has, as programs usually call them."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        names = {*packed.namelist()}
        self._own: dict[str, str] = {}  # by its own names, until those that lead to others are read
        self._own = {usual: name for usual, name in self._led(names) if name in names}
        taken = {*self._own.values()}
        self.names = (names - taken) | {*self._own}

    def read(self, name: str) -> bytes:
        """Return a part's content; raises KeyError."""
        return self._packed.read(self._own.get(name, name))

    def root(self, name: str, changed: Mapping[str, bytes] = {}) -> Any:
        """Return a part's XML, or that of what it is changed for."""
        from lxml import etree  # noqa: PLC0415 - for this command and the export alone

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        return etree.fromstring(changed.get(name) or self.read(name), parser)

    def hold_harmless(self) -> None:
        """Raise BeyondBounds when a file holds programs, or asks for others than its links and its template lead to."""
        kinds = self.read(_CONTENTS).decode(errors="replace") if _CONTENTS in self.names else ""
        for word, programs in _PROGRAMS.items():
            if any(word in one.casefold() for one in (kinds, *self.names)):
                said = f"Ce document contient {programs}."
                raise BeyondBounds(said, f"Enregistrez-le au format « Document Word (.docx) », sans {programs[4:]}.")
        for name in sorted(self.names):
            for one in self.root(name) if name.startswith("word/") and name.endswith(".rels") else ():
                if one.get("TargetMode") == "External" and not str(one.get("Type")).endswith(_LED):
                    said = f"Ce document fait appel à un fichier extérieur ({str(one.get('Target'))[:60]})."
                    raise BeyondBounds(said, "Rompez cette liaison (Fichier, Informations), enregistrez, puis recommencez.")

    def _led(self, names: set[str]) -> Iterator[tuple[str, str]]:
        """Yield usual names and this file's own, with those of the parts that say where each leads."""
        main = next((to for kind, to in self._ties("", "_rels/.rels", names) if kind == "officeDocument"), DOCUMENT)
        found = {DOCUMENT: main}
        found |= {_USUAL[kind]: to for kind, to in self._ties(*_beside(main), names) if kind in _USUAL}
        for usual, own in found.items():
            yield usual, own
            yield _beside(usual)[1], _beside(own)[1]

    def _ties(self, folder: str, name: str, names: set[str]) -> Iterator[tuple[str, str]]:
        for one in self.root(name) if name in names else ():
            kind = str(one.get("Type")).rpartition("/")[2]
            yield kind, posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")


def _beside(part: str) -> tuple[str, str]:
    """Return the folder of a part, and the part that says where it leads."""
    folder, _, name = part.rpartition("/")
    return folder, f"{folder}/_rels/{name}.rels"
