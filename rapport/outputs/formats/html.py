"""The HTML report: one file that asks nothing of the network."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from rapport.ground import french
from rapport.ground.cache import Cache
from rapport.ground.patterns import regex
from rapport.ground.svg import read_svg
from rapport.numbers.calls import MARK
from rapport.outputs.formats import SCRIPT, STYLE, Steps
from rapport.outputs.formats.colophon import contact_lines, photographers
from rapport.outputs.formats.escapes import css_colour, css_name, css_string
from rapport.outputs.formats.filled import joined, rendered
from rapport.outputs.formats.fonts import web_font
from rapport.outputs.formats.origins import ANNEX, Anchors, Group, Origins, linked
from rapport.outputs.formats.shell import correction_of, mark_of, release_of, typeset_edition
from rapport.outputs.formats.statement import declaration_of
from rapport.sources.authored import ChartSpec
from rapport.sources.brand import ON_DARK, Brand
from rapport.sources.model import Content, PartOpener, Report

_HEADING = regex(r'<h([2-6])[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_NOTED = regex(r'<a\b[^>]*\bclass="footnote-ref"[^>]*>.*?</a>')
_NOTES = regex(r'(class="footnote-ref" role="doc-noteref"><sup>)\d+|(<section class="footnotes"[^>]*><ol)')
_DOUBTFUL = regex(r'<span\b[^>]*\bclass="(?:[^"]* )?to-confirm[" ][^>]*>.*?</span>', re.DOTALL)  # style sheets mark it
_TAG = regex(r"<[^>]+>")
_PICTURE = regex(r'<img src="charts/([\w-]+)\.svg" alt="([^"]*)">')
_NAMED = regex(r'(?<=\sid=")|(?<=url\(#)|(?<=href="#)')  # before each name of a part of a drawing
_ROLES = regex(r'(?<= )(?:role|aria-roledescription)="[^"]*" ?')


class Html:
    """`index.html`."""

    label = "page web autonome"
    markup = "html"

    def file_name(self, report: Report) -> str:  # noqa: ARG002 - the same for every report
        """Return the name of the file."""
        return "index.html"

    def assemble(self, steps: Steps, body: str, work: Path) -> Path:
        """Assemble the page: body, styles, script, fonts and logo in one file."""
        report, brand, origins, contents = steps.view, steps.brand(), steps.origins(), steps.toc()
        page = rendered(
            work,
            "report.html.j2",
            edition=typeset_edition(report.edition),
            brand={"name": brand.name, "link": brand.link, "fonts": {"base": brand.base, "headings": brand.headings}},
            body=Markup(body),  # noqa: S704 - Pandoc and the filter escaped it
            toc=contents,
            annex=ANNEX,
            origins=origins,
            origin_list=steps.listed(),
            css=joined(work, STYLE),
            js=joined(work, SCRIPT),
            fonts_css=Markup(steps.fonts_css()),  # noqa: S704 - ours
            brand_css=Markup(_brand_css(brand, report.brand)),  # noqa: S704 - ours
            logo=_inline_svg(work / "assets" / brand.logo_on_dark),
            stamp=mark_of(report),
            release=release_of(report),
            correction=correction_of(report),
            contacts=contact_lines(report.edition.address),
            credits=photographers(steps.manuscript().pieces),
            declaration=declaration_of(report.edition),
        )
        path = work / "page.html"
        path.write_text(page, "utf-8")
        return path


def numbered(fragments: Iterable[str]) -> str:
    """Return the body with its notes numbered through the whole report, as in the PDF: a fragment counts its own alone."""
    called = listed = 0

    def number(found: re.Match[str]) -> str:
        nonlocal called, listed
        if found[1]:
            called += 1
            return f"{found[1]}{called}"
        first, listed = listed + 1, called
        return f'{found[2]} start="{first}"' if first > 1 else found[2]

    return "\n".join(_NOTES.sub(number, fragment) if "footnote" in fragment else fragment for fragment in fragments)


def shown(
    fragment: str, anchors: Anchors, drawing: Callable[[str], str], charts: Mapping[str, ChartSpec], before: Mapping[str, int]
) -> str:
    """Return a fragment as the page shows it: its numbers linked (anchors by name), its drawings (SVG by name) in place.

    ``before`` counts how often the page has shown each drawing so far.
    """
    times = Counter(before)

    def placed(found: re.Match[str]) -> str:
        times[found[1]] += 1
        return again(drawn(drawing(found[1]), found[2], charts[found[1]]), times[found[1]])

    return _PICTURE.sub(placed, linked(fragment, anchors))


def origin_list(work: Path, origins: Origins, groups: Sequence[str]) -> Markup:
    """Return the list of the numbers, from its groups."""
    filled = map(Markup, groups)  # ours, from the template below
    page = rendered(work, "origins.html.j2", count=len(origins.by_ref), groups=filled, annex=ANNEX) if groups else ""
    return Markup(page)  # noqa: S704 - the template escapes what it is given


def origin_group(work: Path, group: Group, contents: list[dict[str, Any]], year: int) -> str:
    """Return a section's part of the list of the numbers: of a thousand entries, few change at a time."""
    return rendered(work, "origins-group.html.j2", group=group, titles=_titles(contents), year=year)


Headings = Sequence[tuple[str, str, str]]  # level, anchor, title as Pandoc wrote it


def headings_of(fragment: str) -> Headings:
    """Return the headings of a fragment, in order."""
    return tuple(_HEADING.findall(fragment))


def contents_of(contents: Sequence[Content], headings: Callable[[str], Headings], *, annex: bool) -> list[dict[str, Any]]:
    """Return the table of contents: parts and lone sections, then sections, then their own headings; the annex last."""
    entries: list[dict[str, Any]] = []
    part: dict[str, Any] | None = None
    for content in contents:
        (first, *others) = headings(content.id) or [("2", content.id, content.id)]
        entry = _entry(content.id, _text(first[2]), 1)
        if isinstance(content, PartOpener):
            part = entry | {"number": french.roman(content.number)}
            entries.append(part)
            continue
        level = int(first[0]) + 1
        part = None if first[0] == "2" else part  # the end matter is outside of the last part
        entry["level"] = 2 if part else 1
        entry["children"] = [
            _entry(anchor, _text(title), entry["level"] + 1) for depth, anchor, title in others if int(depth) == level
        ]
        (part["children"] if part else entries).append(entry)
    if annex:
        entries.append(_entry(ANNEX, Markup("Les chiffres de ce rapport"), 1))
    return entries


def _entry(anchor: str, title: Markup, level: int) -> dict[str, Any]:
    return {"id": anchor, "title": title, "level": level, "number": "", "children": []}


def _titles(entries: list[dict[str, Any]]) -> dict[str, Markup]:
    """Return the title of every entry of the contents, by anchor."""
    below = (_titles(entry["children"]) for entry in entries)
    return {entry["id"]: entry["title"] for entry in entries} | {k: v for titles in below for k, v in titles.items()}


def _text(html: str) -> Markup:
    """Return the words of a heading, what is doubtful marked: no call of a note, which leads nowhere from there."""
    marked = _DOUBTFUL.sub(rf"\g<0>{MARK}", _NOTED.sub("", html))
    return Markup(_TAG.sub("", marked).strip())  # noqa: S704 - Pandoc escaped it, tags are gone


def drawn(svg: str, alt: str, spec: ChartSpec | None = None) -> str:
    """Return a drawing as part of the page: one image with one text (``alt``, escaped).

    The roles that a drawing gives to its parts would each ask for a text of their own. With its ``spec``, the page knows
    what is drawn, and can say it otherwise on a telephone.
    """
    said = f' data-kind="{spec.kind}" data-highlight="{escape(french.typeset(spec.highlight))}"' if spec else ""
    said += " data-previous" if spec and spec.previous else ""
    opening = f'<svg role="img" aria-label="{alt}"{said} '
    return re.sub(r"^.*?<svg ", lambda _: opening, _ROLES.sub("", svg), count=1, flags=re.DOTALL)


def again(svg: str, time: int) -> str:
    """Return a drawing that the page shows once more, its inner names made distinct; the first time, as it is."""
    return svg if time == 1 else _NAMED.sub(lambda name: f"{name[0]}again-{time}-", svg)


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


def fonts_css(root: Path, brand: Brand, cache: Cache) -> str:
    """Return the brand's fonts as a style sheet that holds them."""
    rules = []
    for font in brand.fonts:
        for name in font.files:
            data = base64.b64encode(web_font(root / "assets" / name, cache)).decode("ascii")
            style = "italic" if "italic" in name.lower() else "normal"
            rules.append(
                f"@font-face{{font-family:{css_string(font.family)};font-style:{style};font-weight:100 900;font-display:swap;"
                f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
            )
    return "\n".join(rules)


FORMAT = Html()
