"""The documents of one kind of factsheet, assembled once from what Pandoc made of its sections: for Typst, and for Jinja2."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from rapport.ground.patterns import regex
from rapport.numbers.factsheets.calls import CLOSE, OPEN, FactCall
from rapport.outputs.formats.escapes import css_colour, css_name, css_string
from rapport.outputs.formats.filled import joined, rendered
from rapport.outputs.formats.html import drawn
from rapport.sources.brand import Brand
from rapport.sources.model import Drawing

_MARK = regex(f"{OPEN}([a-z]+){CLOSE}")
_DOCUMENT = """#import "factsheet.typ": *
#let given = json(sys.inputs.factsheet)
#let fact = fact-of.with(given)
#let section-opening = section-opening.with(first: "{first}")
#show: factsheet.with(given)

{body}
"""
_PICTURE = regex(r'<img src="charts/([\w-]+)\.svg" alt="([^"]*)">')


def lay_template(
    work: Path,
    name: str,
    first: str,
    fragments: Mapping[str, Sequence[str]],
    calls: Mapping[str, FactCall],
    drawings: Mapping[str, Drawing],
    brand: Brand,
) -> str:
    """Lay the documents of a kind of factsheet in the work folder; return all that is particular to it, for a fingerprint.

    Each section but the ``first`` begins a page.
    """
    body = _MARK.sub(lambda found: f'#fact("{found[1]}");', "\n\n".join(fragments["typst"]))
    document = _DOCUMENT.format(first=first, body=body)
    page = {"body": _pieces("\n".join(fragments["html"]), calls, drawings), "css": page_css(work, brand)}
    told = json.dumps(page, ensure_ascii=False)
    (work / "factsheets" / f"{name}.typ").write_text(document, "utf-8")
    (work / "factsheets" / f"{name}.json").write_text(told, "utf-8")
    if not (work / "numbers.json").exists():
        (work / "numbers.json").write_text(
            '{"document": "", "entries": {}, "sections": [], "charts": []}', "utf-8"
        )  # numbers lead to no annex
    return document + told


def page_css(work: Path, brand: Brand) -> str:
    """Return the style sheet of the pages, with the brand's colours and fonts."""
    colours = "".join(f"--{css_name(name)}:{css_colour(value)};" for name, value in brand.colors.items())
    fonts = f"--sans:{css_string(brand.base)};--display:{css_string(brand.headings)};"
    return f":root{{{colours}{fonts}}}\n{joined(work, ['factsheets/factsheet.css'])}"


def written_index(work: Path, brand: Brand, title: str, entries: Sequence[Any]) -> str:
    """Return the page that lists the factsheets."""
    css = Markup(page_css(work, brand))  # noqa: S704 - the edition's own style sheet
    return rendered(work, "factsheets/index.html.j2", title=title, entries=entries, css=css)


def _pieces(body: str, calls: Mapping[str, FactCall], drawings: Mapping[str, Drawing]) -> list[str]:
    """Return the page's body cut at its calls: markup, the name of a call, markup, and so on."""
    shown = _PICTURE.sub(lambda found: drawn(drawings[found[1]].svg, found[2]) if found[1] in drawings else found[0], body)
    for name, call in calls.items():
        if call.block:  # a table is no part of a paragraph
            shown = re.sub(rf"<p>\s*{OPEN}{name}{CLOSE}\s*</p>", f"{OPEN}{name}{CLOSE}", shown)
    return _MARK.split(shown)
