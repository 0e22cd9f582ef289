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
from rapport.outputs.variants.measured import fitting, font_file
from rapport.outputs.variants.posters import laid_numbers
from rapport.outputs.variants.slides import NOTES, Slide, SlideNumber, slides_of
from rapport.sources.model import Mention
from rapport.sources.variants import VariantEntry

FEATURE = "slides"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of what a zip holds
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG_BLIP = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
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
        self.base, self.headings = (
            font_file(self.brand, steps.root, family) for family in (self.brand.base, self.brand.headings)
        )
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
        size = fitting(title, (60.0, 50.0, 40.0, 32.0), self.headings, 10.5, 2.2)
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
        drawing = self.steps.manuscript().drawings.get(slide.chart)
        spec = self.steps.view.charts[slide.chart] if drawing else None
        own = spec is not None and drawing is not None and native.is_native(spec, drawing)
        layout = "Message et graphique" if own else "Message et texte" if slide.lines else "Message"
        made = self.made.slides.add_slide(template.layout_named(self.made, layout))
        size = fitting(slide.title, _TITLES, self.headings, template.TITLE[2], template.TITLE[3])
        self._write(made.shapes.title.text_frame, slide.title, size)
        if slide.subtitle:
            under = self._box(made, "sous-titre", slide.subtitle, (template.SIDE, 1.78, template.BODY[2], 0.4), 15)
            made.shapes.title._element.addnext(under._element)  # it is read before what it tells of
        self._posters(made, slide.posters)
        if slide.lines:
            self._lines(made, slide.lines)
        if own:
            self._chart(made, spec, drawing)
        elif drawing is not None:
            self._picture(made, slide.chart, drawing)
        if slide.foot:
            height = template.FOOT[3]
            small = fitting(slide.foot, (12.0, 11.0, 10.0, 9.0), self.base, template.FOOT[2], height)
            self._box(made, "note", slide.foot, template.FOOT, small)
        self._numbered(made)
        notes = made.notes_slide.notes_text_frame
        self._write(notes, "\n".join(slide.notes) or slide.title, 12)

    def _posters(self, made: Any, posters: Sequence[SlideNumber]) -> None:
        """Lay the numbers of a slide in large letters, and the words of each under it."""
        for one in laid_numbers(posters, self.headings, self.base):
            named, colour = f"num:{one.of.ref}", self.colours[one.colour]
            self._box(made, named, one.of.number, one.box, one.size, colour, self.brand.headings)
            self._box(made, f"texte:{one.of.ref}", one.of.label, one.under, one.small)

    def _lines(self, made: Any, lines: Sequence[tuple[str, bool]]) -> None:
        """Write the words of a slide that an author wrote; what is of no list bears no bullet."""
        frame, text = made.placeholders[1].text_frame, "\n".join(line for line, _ in lines)
        room = template.BODY[2] - template.BULLET
        self._write(frame, text, fitting(text, (26.0, 24.0, 22.0, 20.0, 18.0, 16.0), self.base, room, template.BODY[3] * 0.8))
        for paragraph, (_, item) in zip(frame.paragraphs, lines, strict=True):
            paragraph.space_after = paragraph.runs[0].font.size // 2
            if not item:
                native.unbulleted(paragraph)

    def _chart(self, made: Any, spec: Any, drawing: Any) -> None:
        from pptx.chart.data import CategoryChartData  # noqa: PLC0415 - a feature that few people need
        from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

        categories, series = native.series_of(spec, drawing.rows)
        data: Any = CategoryChartData(number_format=native.number_format(drawing.rows))  # type: ignore[no-untyped-call]
        data.categories = categories
        for name, values in series.items():
            data.add_series(name, values)
        kind = XL_CHART_TYPE.BAR_CLUSTERED if spec.kind == "bars" else XL_CHART_TYPE.BAR_STACKED_100
        frame = made.placeholders[1].insert_chart(kind, data)
        frame._element.nvGraphicFramePr.cNvPr.set("name", f"chart:{drawing.id}")
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(drawing.alt, self.steps.register()))
        ink = self.brand.colors["foreground"].lstrip("#").upper()
        native.fill(frame, spec, drawing, self.colours, (self.brand.base, ink))

    def _picture(self, made: Any, name: str, drawing: Any) -> None:
        """Lay a drawing that no native chart shows: as SVG, with a PNG for programs that show none."""
        from lxml import etree  # noqa: PLC0415 - a feature that few people need
        from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
        from pptx.opc.package import Part  # noqa: PLC0415
        from pptx.opc.packuri import PackURI  # noqa: PLC0415

        png = png_of(drawing.svg, self.steps.root / "assets/fonts", self.steps.cache)
        left, top, width, height = template.inches(*template.BODY)
        picture = made.shapes.add_picture(BytesIO(png), left, top, height=height)
        if picture.width > width:
            picture.height, picture.width = round(picture.height * width / picture.width), width
        picture.left = left + (width - picture.width) // 2
        picture.name = f"dessin:{name}"
        picture._element.nvPicPr.cNvPr.set("descr", plain(drawing.alt, self.steps.register()))
        count = len(self.made.slides)
        part = Part(PackURI(f"/ppt/media/drawing{count}.svg"), "image/svg+xml", made.part.package, drawing.svg.encode())
        related = made.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        blip = picture._element.find(f".//{{{_DRAWN}}}blip")
        blip.append(etree.fromstring(
            f'<a:extLst xmlns:a="{_DRAWN}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
            f'xmlns:asvg="{_SVG_BLIP}" xmlns:r="{_RELATED}" r:embed="{related}"/></a:ext></a:extLst>'
        ))  # fmt: skip

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
