"""The fragment: sections of the report as a page to paste into a site, without script or style; pictures and numbers beside it.

What it is and what it holds is said in schema.org's words (Report, Dataset), as microdata: sites take scripts out.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.ground.patterns import regex
from rapport.numbers.calls import MARK
from rapport.numbers.cards import plain
from rapport.numbers.trace import Trace
from rapport.outputs.engines import EngineSteps
from rapport.outputs.formats import Steps
from rapport.outputs.formats.filled import rendered
from rapport.outputs.formats.pngs import png_of
from rapport.outputs.formats.shell import typeset_edition
from rapport.outputs.variants.read import section_of
from rapport.sources.model import Mention
from rapport.sources.published_names import STATUSES
from rapport.sources.variants import VariantEntry

NUMBERS = "donnees/indicateurs.json"
PICTURES = "images"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What an element may say of itself once it is in somebody else's page; looks and behaviours are that page's own.
_KEPT = frozenset(
    {"href", "src", "alt", "title", "lang", "scope", "colspan", "rowspan", "value", "role", "start", "aria-labelledby"}
    | {"aria-label", "width", "height", "datetime"}
)


_SVG = "svg+xml"
_EMBEDDED = regex(r"data:image/([\w+]+);base64,(.+)", re.DOTALL)  # a picture of the text, as Pandoc gives it


@dataclass(frozen=True)
class Fragment:
    """A variant in HTML, for a content management system."""

    name: str
    entry: VariantEntry

    def ready(self) -> None:
        """Need nothing more than the report does."""

    def made(self, steps: EngineSteps) -> Mapping[str, bytes]:
        """Return the page, its pictures, and its numbers as JSON; raises ToolFailed."""
        files: dict[str, bytes] = {}
        sections = [self._section(name, steps, files) for name in self.entry.sections]
        traces = [steps.traces()[ref] for ref in dict.fromkeys(mention.ref for mention in self.mentions(steps))]
        files[NUMBERS] = (json.dumps(_number_records(traces, steps), ensure_ascii=False, indent=1) + "\n").encode()
        page = rendered(
            steps.tools.work,
            "variants/fragment.html.j2",
            edition=typeset_edition(steps.view.edition),
            title=plain(self.entry.title, steps.register()),
            sections=sections,
            numbers=NUMBERS,
            doubtful=any(MARK in section for section in sections),
        )
        folder = f"{self.name}-{steps.view.edition.year}"
        return {f"{folder}/{self.name}.html": page.encode(), **{f"{folder}/{name}": made for name, made in files.items()}}

    def mentions(self, steps: Steps) -> Sequence[Mention]:
        """Return every number that its sections print, in order."""
        return [mention for mention in steps.manuscript().mentions if mention.section in self.entry.sections]

    def _section(self, name: str, steps: EngineSteps, files: dict[str, bytes]) -> str:
        """Return a section as the site has it; its pictures are added to the files."""
        from lxml import html  # noqa: PLC0415 - for this format alone

        section = section_of(name, steps)
        _say_doubts(section)
        for span in [*section.iterfind(".//span[@data-ref]")]:
            _bind(span, steps.traces())
        for picture in [*section.iter("img")]:
            self._lay(picture, steps, files)
        _rank(section)
        _settle(section, f"{self.name}-{name}-")
        return str(html.tostring(section, encoding="unicode")).strip()

    def _lay(self, picture: Any, steps: EngineSteps, files: dict[str, bytes]) -> None:
        """Lay what a picture shows: a photograph as it is; a drawing as PNG, in the brand's letters, and as SVG."""
        source = str(picture.get("src"))
        held = _EMBEDDED.fullmatch(source)
        shown = f"{PICTURES}/image-{len(files) + 1}" if held else f"{PICTURES}/{Path(source).stem}"
        content = base64.b64decode(held[2]) if held else steps.manuscript().drawings[Path(source).stem].svg.encode()
        kind = held[1] if held else _SVG
        if kind != _SVG:
            files[f"{shown}.{kind}"] = content
            picture.set("src", f"{shown}.{kind}")
            return
        svg = content.decode()
        files[f"{shown}.svg"] = content
        files[f"{shown}.png"] = png_of(svg, steps.root / "assets/fonts", steps.cache)
        for side in ("width", "height"):
            if size := re.search(rf'<svg [^>]*?\b{side}="(\d+)', svg):
                picture.set(side, size[1])
        picture.set("src", f"{shown}.png")


def _say_doubts(section: Any) -> None:
    """Write the mark of what is to confirm, which a style sheet shows elsewhere, after its words."""
    for element in section.xpath(".//*[contains(concat(' ', @class, ' '), ' to-confirm ')]"):
        mark = element.makeelement("abbr", {"title": "à confirmer"})
        mark.text = MARK
        element.append(mark)


def _bind(span: Any, traces: Mapping[str, Trace]) -> None:
    """Make of a bound number an element that says its exact value to programs."""
    span.tag = "data"
    span.set("value", f"{traces[span.get('data-ref')].value:f}")


def _rank(section: Any) -> None:
    """Begin the headings of a section at the second level: the page that it is pasted into has its own first."""
    headings = [element for element in section.iter() if element.tag in _HEADINGS]
    first = min((_HEADINGS.index(heading.tag) for heading in headings), default=1)
    for heading in headings:
        heading.tag = _HEADINGS[min(_HEADINGS.index(heading.tag) - first + 1, len(_HEADINGS) - 1)]


def _settle(section: Any, prefix: str) -> None:
    """Take looks off, and keep the names that something in the section leads to; a link to elsewhere in the report is words."""
    names = {str(element.get("id")) for element in section.iter() if element.get("id")}
    wanted = set()
    for element in [*section.iter()]:
        target = str(element.get("href") or "")
        if target.startswith("#") and target[1:] not in names:
            element.drop_tag()  # its words stay
            continue
        wanted |= {target[1:]} if target.startswith("#") else set()
        wanted |= {*str(element.get("aria-labelledby") or "").split()}
    for element in section.iter():
        name = element.get("id")
        for key in [*element.attrib]:
            if key not in _KEPT:
                del element.attrib[key]
        if name in wanted:
            element.set("id", prefix + name)
        for key in ("href", "aria-labelledby"):
            if (told := str(element.get(key) or "")) and (key != "href" or told.startswith("#")):
                element.set(key, re.sub(r"^#?", lambda sign: sign[0] + prefix, told))


def _number_records(traces: Sequence[Trace], steps: Steps) -> dict[str, object]:
    """Return the numbers of a page as programs read them."""
    edition = typeset_edition(steps.view.edition)
    return {
        "titre": edition.title,
        "organisation": edition.organisation,
        "annee": edition.year,
        "indicateurs": [*_numbers(traces)],
    }


def _numbers(traces: Sequence[Trace]) -> Iterator[dict[str, object]]:
    for trace in traces:
        value = int(trace.value) if trace.value == int(trace.value) else float(round(trace.value, 6))
        told = {"id": trace.ref, "libelle": trace.label, "valeur": value, "imprime": trace.printed, "unite": trace.unit}
        told |= {"statut": STATUSES[trace.status], "source": trace.source, "formule": trace.formula, "note": trace.note}
        yield {key: value for key, value in told.items() if value != ""}


def variant_of(name: str, entry: VariantEntry) -> Fragment:
    """Return the variant of a name."""
    return Fragment(name, entry)
