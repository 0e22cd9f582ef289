"""The slides that people edit (PPTX): written by python-pptx in the brand's template, with the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from rapport.ground import french
from rapport.ground.programs.features import require
from rapport.numbers.cards import plain
from rapport.outputs.engines import EngineSteps
from rapport.outputs.formats import Steps
from rapport.outputs.formats.pngs import png_of
from rapport.outputs.variants import native, template
from rapport.outputs.variants.measured import LINE, fitting, height_of, lines_size
from rapport.outputs.variants.pictured import add_picture, map_boxes
from rapport.outputs.variants.posters import Box, SlideNumber, laid_numbers
from rapport.outputs.variants.slides import NOTES, Slide, letters_of, slides_of
from rapport.sources.model import Drawing, Mention
from rapport.sources.variants import VariantEntry

FEATURE = "slides"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of what a zip holds
_TITLES = (30.0, 27.0, 24.0, 21.0)


@dataclass(frozen=True)
class Deck:
    """A variant in slides, its fonts beside it: a presentation doesn't hold them."""

    name: str
    entry: VariantEntry

    def ready(self) -> None:
        """Raise FeatureMissingError when python-pptx isn't installed."""
        require(FEATURE, "pptx")

    def made(self, steps: EngineSteps) -> Mapping[str, bytes]:
        """Return the presentation and the fonts of the brand; raises ToolFailed."""
        folder = f"{self.name}-{steps.view.edition.year}"
        fonts = {f"{folder}/polices/{path.name}": path.read_bytes() for path in steps.brand().font_files(steps.root)}
        return {f"{folder}/{self.name}.pptx": _Writer(self, steps).written(), **fonts}

    def mentions(self, steps: Steps) -> Sequence[Mention]:
        """Return every number that the words of its slides print, in order."""
        slides, place = slides_of(self.entry.sections, steps), self.entry.at("sections")
        shown = [Mention(ref, said, place, self.name) for slide in slides for ref, said in slide.numbers]
        return [*shown, *(Mention(ref, said, place, NOTES) for slide in slides for ref, said in slide.noted)]


class _Writer:
    """Writes one presentation."""

    def __init__(self, deck: Deck, steps: EngineSteps) -> None:
        self.deck, self.steps = deck, steps
        self.brand = steps.brand()
        self.colours = template.colours_of(self.brand)
        self.letters = letters_of(steps)
        light = self._logo(self.brand.logo)
        self.made = template.template_of(self.brand, light, steps.view.edition.organisation)

    def _logo(self, name: str) -> bytes:
        path = self.steps.tools.work / "assets" / name
        return png_of(path.read_text("utf-8"), self.steps.root / "assets/fonts", self.steps.cache) if name else b""

    def written(self) -> bytes:
        edition, register = self.steps.view.edition, self.steps.register()
        title = plain(self.deck.entry.title, register)
        subtitle = french.typeset(", ".join(filter(None, [edition.organisation, edition.subtitle])))
        self._cover(title, subtitle)
        for slide in slides_of(self.deck.entry.sections, self.steps):
            self._slide(slide)
        self._cover(french.typeset(edition.organisation), edition.website.removeprefix("https://").removeprefix("www."))
        core, day = self.made.core_properties, datetime.fromtimestamp(self.steps.timestamp(), UTC).replace(tzinfo=None)
        core.title, core.author, core.last_modified_by, core.language = title, edition.organisation, edition.organisation, "fr-FR"
        core.created, core.modified, core.revision = day, day, 1
        out = BytesIO()
        self.made.save(out)
        return _settled(out.getvalue(), day)

    def _cover(self, title: str, subtitle: str) -> None:
        slide = self.made.slides.add_slide(template.layout_named(self.made, "Couverture"))
        size = fitting(title, (60.0, 50.0, 40.0, 32.0), self.letters.headings, 10.5, 2.2)
        self._write(slide.shapes.title.text_frame, title, size, "FFFFFF")
        if subtitle:
            self._write(slide.placeholders[1].text_frame, subtitle, 20, "FFFFFF")
        else:
            slide.placeholders[1]._element.getparent().remove(slide.placeholders[1]._element)
        if logo := self._logo(self.brand.logo_on_dark):
            left, top, height = template.inches(template.SIDE, 0.7, 0.6)
            picture = slide.shapes.add_picture(BytesIO(logo), left, top, height=height)
            picture.name = "logo"
            picture._element.nvPicPr.cNvPr.set("descr", self.steps.view.edition.organisation)

    def _slide(self, slide: Slide) -> None:
        layout = "Message et graphique" if slide.native else "Message et texte" if slide.lines else "Message"
        made = self.made.slides.add_slide(template.layout_named(self.made, layout))
        size = fitting(slide.title, _TITLES, self.letters.headings, template.TITLE[2], template.TITLE[3])
        self._write(made.shapes.title.text_frame, slide.title, size)
        high = height_of(slide.title, size, self.letters.headings, template.TITLE[2])
        body = template.body_under(low=LINE * size / 72 < high)
        if slide.subtitle:
            box = (body[0], body[1] - 0.52, body[2], 0.4)
            small = fitting(slide.subtitle, (template.READ, 16.0, 14.0), self.letters.base, box[2], box[3])
            under = self._box(made, "sous-titre", slide.subtitle, box, small)
            made.shapes.title._element.addnext(under._element)  # it is read before what it tells of
        self._posters(made, slide.posters)
        if slide.lines:
            self._lines(made, slide.lines)
        if slide.drawing:
            (self._chart if slide.native else self._picture)(made, slide, slide.drawing, body)
        if slide.foot:
            height = template.FOOT[3]
            small = fitting(slide.foot, (14.0, template.NOTED), self.letters.base, template.FOOT[2], height)
            self._box(made, "note", slide.foot, template.FOOT, small)
        self._numbered(made)
        notes = made.notes_slide.notes_text_frame
        self._write(notes, "\n".join(slide.notes) or slide.title, 12)

    def _posters(self, made: Any, posters: Sequence[SlideNumber]) -> None:
        """Lay the numbers of a slide in large letters, and the words of each with it."""
        for one in laid_numbers(posters, self.letters) if posters else ():
            named, colour = f"num:{one.of.ref}", self.colours[one.colour]
            self._box(made, named, one.of.number, one.box, one.size, colour, self.brand.headings)
            self._box(made, f"texte:{one.of.ref}", one.of.label, one.under, one.small)

    def _lines(self, made: Any, lines: Sequence[tuple[str, bool]]) -> None:
        """Write the words of a slide that an author wrote; what is of no list bears no bullet."""
        frame, text = made.placeholders[1].text_frame, "\n".join(line for line, _ in lines)
        self._write(frame, text, lines_size(lines, self.letters.base) or template.READ)
        for paragraph, (_, item) in zip(frame.paragraphs, lines, strict=True):
            paragraph.space_after = paragraph.runs[0].font.size // 2
            if not item:
                native.unbulleted(paragraph)

    def _chart(self, made: Any, slide: Slide, drawing: Drawing, body: Box) -> None:
        spec, frame = self.steps.view.charts[slide.chart], made.placeholders[1]
        frame.left, frame.top, frame.width, frame.height = template.inches(*body)
        whole = self.steps.manuscript().drawings[slide.chart]
        ink = self.brand.colors["foreground"].lstrip("#").upper()
        look = native.look_of(spec, drawing, whole, (self.brand.base, ink, self.letters.base), self.colours)
        shown = native.insert(frame, spec, drawing, look.parts)
        shown._element.nvGraphicFramePr.cNvPr.set("descr", plain(drawing.alt, self.steps.register()))
        native.fill(shown, spec, drawing, look)

    def _picture(self, made: Any, slide: Slide, drawing: Drawing, body: Box) -> None:
        """Lay a drawing that no native chart shows; beside a map, what each of its numbers is."""
        box, *columns = map_boxes(body) if slide.key else [body]
        png = png_of(drawing.svg, self.steps.root / "assets/fonts", self.steps.cache)
        picture = add_picture(self.made, made, drawing, png, box)
        picture._element.nvPicPr.cNvPr.set("descr", plain(drawing.alt, self.steps.register()))
        half = -(-len(slide.key) // 2)
        for at, column in enumerate(columns):
            some = slide.key[at * half : (at + 1) * half]
            text = "\n".join(f"{number} {said}" for number, said in some)
            self._box(made, f"légende:{at + 1}", text, column, template.READ)

    def _numbered(self, made: Any) -> None:
        """Give a slide its number, which the program counts."""
        for shape in made.slide_layout.placeholders:
            if shape.placeholder_format.type is not None and "SLIDE_NUMBER" in str(shape.placeholder_format.type):
                made.shapes._spTree.append(deepcopy(shape._element))

    def _box(self, made: Any, name: str, text: str, box: Any, size: float, colour: str = "", family: str = "") -> Any:
        frame = made.shapes.add_textbox(*template.inches(*box))
        frame.name = name
        for side in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
            setattr(frame.text_frame, side, 0)
        self._write(frame.text_frame, text, size, colour, family)
        return frame

    def _write(self, frame: Any, text: str, size: float, colour: str = "", family: str = "") -> None:
        """Write a text in a frame, a paragraph a line, each run with its size and its language."""
        from pptx.util import Pt  # noqa: PLC0415 - a feature that few people need

        frame.word_wrap = True
        for index, line in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size = line, Pt(size)
            run._r.get_or_add_rPr().set("lang", "fr-FR")
            if colour:
                run.font.color.rgb = template.rgb(colour)
            if family:
                run.font.name = family


def _settled(content: bytes, day: datetime) -> bytes:
    """Return a package with the same bytes whenever it is made: no date of today, in it or in the sheets of its charts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            held = read.read(name)
            if name.endswith(".xlsx"):
                held = _settled(held, day)
            elif name == "docProps/core.xml":
                held = _dated(held, day)
            write.writestr(zipfile.ZipInfo(name, _EPOCH), held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dated(core: bytes, day: datetime) -> bytes:
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + f"{day:%Y-%m-%dT%H:%M:%SZ}".encode(), core)


def variant_of(name: str, entry: VariantEntry) -> Deck:
    """Return the variant of a name."""
    return Deck(name, entry)
