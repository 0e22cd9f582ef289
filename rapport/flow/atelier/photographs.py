"""The form of a photograph: a new one below a paragraph, or the one that a frame waits for; alt text and credit are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapport.flow.atelier.forms import EditForm, Field, NoSuchPlace, OfReport, Refused, titled, whole_number
from rapport.ground.patterns import regex
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.stretches import Stretch, laid_below, replaced
from rapport.sources.links import file_of
from rapport.sources.model import Report
from rapport.sources.photographs import Photograph, photographs_in

_BRACES = regex(r"\)(\{[^{}\n]*\})")
_NEEDED = {
    "picture": "Déposez la photographie, ou choisissez son fichier.",
    "alt": "Dites ce que l'image montre, pour ceux qui ne la voient pas.",
    "credit": "Dites qui l'a prise.",
}


@dataclass(frozen=True)
class PhotographCard(OfReport):
    """A photograph to be laid in a section, below the paragraph on a line (0: at its end), or in the frame that is there."""

    path: str  # of the section; empty: it is to be chosen
    line: int

    def form(self) -> EditForm:
        """Return the form; raises NoSuchPlace."""
        frame = self._frame(self._text(self.path)) if self.path else None
        said = frame.attributes if frame else {}
        alt = frame.pictures[0].label if frame else ""
        places = tuple((section.path, titled(self.report, section.front.title)) for section in self.report.sections)
        fields = (
            *([Field("brief", f"Ce qui est demandé : {said['brief']}", kind="shown")] if said.get("brief") else []),
            Field("picture", "Photographie", kind="picture", use="photo", help="JPEG ou PNG, telle que l'appareil l'a faite."),
            Field("alt", "Ce qu'elle montre, pour qui ne la voit pas", alt, "text"),
            Field("credit", "Crédit : qui l'a prise", said.get("credit", "")),
            *([] if frame else [Field("caption", "Légende", kind="text")]),
            *(
                []
                if self.path
                else [Field("section", "À la fin de la section", places[-1][0] if places else "", "choice", places)]
            ),
        )
        title = "Photographie attendue" if frame else "Nouvelle photographie"
        target = f"new:photo:{self.path}:{self.line}" if self.path else "new:photo"
        return EditForm(target, title, self.path or "content/", fields, acts=True)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the section's file with the photograph; raises Refused, NoSuchPlace and Unencodable."""
        asked = {name: " ".join(text.split()) if name != "caption" else text.strip() for name, text in {**was, **given}.items()}
        if missing := {name: said for name, said in _NEEDED.items() if not asked.get(name)}:
            raise Refused(missing)
        if '"' in asked["credit"]:
            raise Refused({"credit": "Un crédit s'écrit sans guillemets droits."})
        if any(line.lstrip().startswith(":::") for line in asked.get("caption", "").split("\n")):
            raise Refused({"caption": "Une légende s'écrit sans « ::: »."})
        path = self.path or asked.get("section", "")
        text = self._text(path)
        frame = self._frame(text)
        if frame:
            new = replaced(text, _stretch_of(_plain(text), frame), _filled(_plain(text), frame, asked)) or text
        else:
            new = laid_below(text, self.line, _framed(asked))
        original = Original.read(self.root, path)
        return {path: Change(original.raw, original.encoded(new))}

    def _text(self, path: str) -> str:
        if all(section.path != path for section in self.report.sections):
            raise NoSuchPlace(f"« {path} » n'est pas une section du rapport.", "Rouvrez la page.")
        return Original.read(self.root, path).text

    def _frame(self, text: str) -> Photograph | None:
        """Return the frame on the line that waits for its file, None when there is none."""
        plain = _plain(text)
        at = sum(len(line) + 1 for line in plain.split("\n")[: self.line - 1]) if self.line else -1
        frames = (one for one in photographs_in(plain) if one.start <= at <= one.end and len(one.pictures) == 1)
        found = next(frames, None)
        file = file_of(self.report, found.pictures[0].address) if found else None
        return None if found is None or (file is not None and file.is_file()) else found


def photograph_card(report: Report, place: str) -> PhotographCard:
    """Return the card of a photograph at a place (a section's file and a line), or anywhere; raises NoSuchPlace."""
    path, _, typed = place.rpartition(":")
    line = whole_number(typed or "0")
    if line is None or (path and all(section.path != path for section in report.sections)):
        raise NoSuchPlace(f"« {path or place} » n'est pas une section du rapport.", "Rouvrez la page.")
    return PhotographCard(report, path, line)


def _framed(asked: Mapping[str, str], settings: str = "", braces: str = "") -> str:
    """Return the block of a photograph."""
    alt = re.sub(r"([\\\[\]])", r"\\\1", asked["alt"])
    caption, file = asked.get("caption", ""), asked["picture"].removeprefix("assets/")
    head = f'::: {{.photo credit="{asked["credit"]}"{settings}}}\n![{alt}](assets/{file}){braces}'
    return f"{head}\n\n{caption}\n:::" if caption else f"{head}\n:::"


def _filled(text: str, frame: Photograph, asked: Mapping[str, str]) -> str:
    """Return a frame with its photograph; what it asked for, its crop and its caption stay as they were."""
    lines = text[frame.start : frame.end].split("\n")
    at = next(number for number, line in enumerate(lines) if "](" in line)
    caption = "\n".join(lines[at + 1 : -1]).strip("\n")
    settings = "".join(f' {name}="{value}"' if name else f" {value}" for _, name, value in frame.settings if name != "credit")
    braces = _BRACES.search(lines[at])
    return _framed({**asked, "caption": caption}, settings, braces[1] if braces else "")


def _stretch_of(text: str, frame: Photograph) -> Stretch:
    first, last = (text.count("\n", 0, offset) + 1 for offset in (frame.start, frame.end))
    return Stretch(first, last, "\n".join(text.split("\n")[first - 1 : last]))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
