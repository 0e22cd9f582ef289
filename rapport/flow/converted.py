"""The steps of converting: the pieces of the manuscript as Pandoc gives them, and the parts of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rapport.flow.written import WrittenEdition
from rapport.ground.cache import fingerprint_of
from rapport.ground.memo import step
from rapport.outputs.formats import html
from rapport.sources.framing import toned_in


class ConvertedEdition(WrittenEdition):
    """An edition in the markups of its formats, piece by piece."""

    @step
    def tree(self, folder: str) -> tuple[tuple[str, str], ...]:
        """Return the fingerprint of every file of a folder, by name; it is empty for what can't be read, which isn't laid."""
        return tuple((name, _fingerprint(self.root / name)) for name, _ in self.stamps_in(folder))

    @step
    def workshop(self) -> object:
        """Lay the templates and the pictures in the folder of the tools, anew when one of them has changed."""
        for folder in ("templates", "assets", "assets/fonts"):
            self.tree(folder)
        self.tools.lay_templates(self.brand(), self.toned())
        return object()

    @step
    def toned(self) -> frozenset[tuple[str, str]]:
        """Return the path and the tone of each picture that is printed in two tones."""
        return toned_in(self.passage(name).piece.markdown for name in self.order())

    @step
    def fragment(self, markup: str, name: str) -> str:
        """Return a piece in a markup; raises ToolFailed."""
        self.workshop()
        return self.tools.conversions.fragment(self.passage(name).piece, markup)

    @step
    def shown(self, name: str) -> str:
        """Return a piece as the page shows it; raises ToolFailed."""
        before = dict(self.charts_shown_before(name))
        return html.shown(self.fragment("html", name), self.origin_anchors(), self.svg, self.part("charts"), before)

    @step
    def headings(self, name: str) -> html.Headings:
        """Return the headings of a piece; raises ToolFailed."""
        return html.headings_of(self.fragment("html", name))

    @step
    def toc(self) -> list[dict[str, Any]]:
        """Return the table of contents of the page; raises ToolFailed."""
        return html.contents_of(self.heads(), self.headings, annex=bool(self.origins().groups))

    @step
    def listed(self) -> str:
        """Return the list of the numbers, for the page; raises ToolFailed."""
        self.workshop()
        origins = self.origins()
        return html.origin_list(self.tools.work, origins, [self.listed_of(group.section) for group in origins.groups])

    @step
    def listed_of(self, section: str) -> str:
        """Return the numbers of that list that a section is the first to print; raises ToolFailed."""
        self.workshop()
        return html.origin_group(self.tools.work, self.origins_of(section), self.toc(), self.part("edition").year)

    @step
    def fonts_css(self) -> str:
        """Return the fonts of the page as a style sheet that holds them."""
        for folder in ("assets", "assets/fonts"):
            self.tree(folder)
        return html.fonts_css(self.root, self.brand(), self.cache)


def _fingerprint(path: Path) -> str:
    try:
        return fingerprint_of(path)
    except OSError:
        return ""
