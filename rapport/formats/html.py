"""The HTML report: one file that asks nothing of the network."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from rapport import french
from rapport.authored import ChartSpec
from rapport.brand import ON_DARK, Brand
from rapport.cache import Cache
from rapport.formats.escapes import css_colour, css_name, css_string
from rapport.formats.fonts import web_font
from rapport.formats.origins import ANNEX, Origins, origins_of
from rapport.formats.shell import mark_of, release_of, rendered, typeset_edition
from rapport.formats.statement import declaration_of
from rapport.model import Manuscript, PartOpener, Report
from rapport.recall import recalled
from rapport.svg import read_svg

_HEADING = re.compile(r'<h([2-6])[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PICTURE = re.compile(r'<img src="charts/([\w-]+)\.svg" alt="([^"]*)">')
_ROLES = re.compile(r'(?<= )(?:role|aria-roledescription)="[^"]*" ?')


class Html:
    """`index.html`."""

    label = "page web autonome"
    markup = "html"

    def file_name(self, report: Report) -> str:  # noqa: ARG002 - the same for every report
        """Return the name of the file."""
        return "index.html"

    def assemble(
        self, report: Report, brand: Brand, manuscript: Manuscript, fragments: Mapping[str, str], work: Path, cache: Cache
    ) -> Path:
        """Assemble the page: fragments, styles, script, fonts and logo in one file."""
        origins = origins_of(report, manuscript)
        body = origins.linked("\n".join(fragments[piece.id] for piece in manuscript.pieces))
        body = _PICTURE.sub(lambda found: drawn(manuscript.drawings[found[1]].svg, found[2], report.charts[found[1]]), body)
        contents = contents_of(report, fragments)
        if origins.groups:
            contents.append(_entry(ANNEX, Markup("Les chiffres de ce rapport"), 1))
        page = rendered(
            work,
            "report.html.j2",
            edition=typeset_edition(report.edition),
            brand={"name": brand.name, "link": brand.link, "fonts": {"base": brand.base, "headings": brand.headings}},
            body=Markup(body),  # noqa: S704 - Pandoc and the filter escaped it
            toc=contents,
            annex=ANNEX,
            origins=origins,
            origin_list=_origin_list(work, origins, _titles(contents), report.edition.year) if origins.groups else "",
            css=Markup((work / "report.css").read_text("utf-8")),  # noqa: S704 - the edition's own style sheet
            js=Markup((work / "report.js").read_text("utf-8").strip("\n")),  # noqa: S704 - the edition's own script
            fonts_css=Markup(_fonts_css(report, brand, cache)),  # noqa: S704 - ours
            brand_css=Markup(_brand_css(brand, report.brand)),  # noqa: S704 - ours
            logo=_inline_svg(work / "assets" / brand.logo_on_dark),
            stamp=mark_of(report),
            release=release_of(report),
            declaration=declaration_of(report.edition),
        )
        path = work / "page.html"
        path.write_text(page, "utf-8")
        return path


@recalled(lambda work, *given: ((work / "origins.html.j2").read_text("utf-8"), given))
def _origin_list(work: Path, origins: Origins, titles: Mapping[str, Markup], year: int) -> Markup:
    """Return the list of the numbers: a thousand entries, which a word that changes leaves as they were."""
    page = rendered(work, "origins.html.j2", origins=origins, titles=titles, annex=ANNEX, year=year)
    return Markup(page)  # noqa: S704 - the template escapes what it is given


def contents_of(report: Report, fragments: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the table of contents: parts and lone sections, then sections, then their own headings."""
    entries: list[dict[str, Any]] = []
    part: dict[str, Any] | None = None
    for content in report.contents:
        (first, *others) = _HEADING.findall(fragments[content.id]) or [("2", content.id, content.id)]
        entry = _entry(content.id, _text(first[2]), 1)
        if isinstance(content, PartOpener):
            part = entry | {"number": french.roman(content.number)}
            entries.append(part)
            continue
        level = int(first[0]) + 1
        entry["level"] = 2 if part else 1
        entry["children"] = [
            _entry(anchor, _text(title), entry["level"] + 1) for depth, anchor, title in others if int(depth) == level
        ]
        (part["children"] if part else entries).append(entry)
    return entries


def _entry(anchor: str, title: Markup, level: int) -> dict[str, Any]:
    return {"id": anchor, "title": title, "level": level, "number": "", "children": []}


def _titles(entries: list[dict[str, Any]]) -> dict[str, Markup]:
    """Return the title of every entry of the contents, by anchor."""
    below = (_titles(entry["children"]) for entry in entries)
    return {entry["id"]: entry["title"] for entry in entries} | {k: v for titles in below for k, v in titles.items()}


def _text(html: str) -> Markup:
    return Markup(_TAG.sub("", html).strip())  # noqa: S704 - Pandoc escaped it, tags are gone


def drawn(svg: str, alt: str, spec: ChartSpec | None = None) -> str:
    """Return a drawing as part of the page: one image with one text (``alt``, escaped).

    The roles that a drawing gives to its parts would each ask for a text of their own. With its ``spec``, the page knows
    what is drawn, and can say it otherwise on a telephone.
    """
    said = f' data-kind="{spec.kind}" data-highlight="{escape(french.typeset(spec.highlight))}"' if spec else ""
    said += " data-previous" if spec and spec.previous else ""
    opening = f'<svg role="img" aria-label="{alt}"{said} '
    return re.sub(r"^.*?<svg ", lambda _: opening, _ROLES.sub("", svg), count=1, flags=re.DOTALL)


def _inline_svg(path: Path) -> Markup:
    drawing = read_svg(path.read_bytes()).written("logo-") if path.is_file() else ""
    return Markup(drawing)  # noqa: S704 - written again from what draws


def _brand_css(brand: Brand, keys: Mapping[str, Any]) -> str:
    colors = "".join(f"--{css_name(name)}:{css_colour(value)};" for name, value in brand.colors.items())
    weight = str(((keys.get("typography") or {}).get("headings") or {}).get("weight", ""))
    weighted = f"--weight-headings:{weight};" if re.fullmatch("[1-9]00", weight) else ""
    night = "".join(f"{name}:light-dark({light},{css_colour(brand.on_dark[role])});" for role, (name, light) in ON_DARK.items()
                    if role in brand.on_dark)  # fmt: skip
    # Doubled, to come before the style sheet's own mixtures.
    dark = f"@supports (color: light-dark(red, red)){{@media screen{{:root:root{{{night}}}}}}}" if night else ""
    return f":root{{{colors}{weighted}}}{dark}"


def _fonts_css(report: Report, brand: Brand, cache: Cache) -> str:
    rules = []
    for font in brand.fonts:
        for name in font.files:
            data = base64.b64encode(web_font(report.root / "assets" / name, cache)).decode("ascii")
            style = "italic" if "italic" in name.lower() else "normal"
            rules.append(
                f"@font-face{{font-family:{css_string(font.family)};font-style:{style};font-weight:100 900;font-display:swap;"
                f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
            )
    return "\n".join(rules)


FORMAT = Html()
