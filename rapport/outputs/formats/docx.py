"""The Word file to proofread: Pandoc's own Markdown with a reference document in the brand, for an engine to write."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapport.ground import french
from rapport.ground.addresses import path_of
from rapport.ground.cache import Cache, between, fingerprint, fingerprint_of_files
from rapport.ground.colours import mixed
from rapport.ground.markdown.targets import targets_in
from rapport.numbers.calls import MARK
from rapport.numbers.trace import Trace
from rapport.outputs.formats import Steps
from rapport.outputs.formats.filled import rendered
from rapport.outputs.formats.framed import lay_framed, sizes_of
from rapport.outputs.formats.pngs import png_of
from rapport.outputs.formats.shell import typeset_edition
from rapport.sources.brand import Brand
from rapport.sources.model import Report, Section, joined
from rapport.sources.published_names import STATUSES

_WORDS = "http://schemas.openxmlformats.org"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The parts of the reference document: its template, its content type, its relationship with the document.
_PARTS = {
    "document": (f"{_KIND}.document.main+xml", ""),
    "styles": (f"{_KIND}.styles+xml", "styles"),
    "settings": (f"{_KIND}.settings+xml", "settings"),
    "fontTable": (f"{_KIND}.fontTable+xml", "fontTable"),
    "footer": (f"{_KIND}.footer+xml", "footer"),
}


class Docx:
    """`rapport-activite-<year>.docx`."""

    label = "document Word pour la relecture"
    markup = "docx"

    def file_name(self, report: Report) -> str:
        """Return the name of the file."""
        return f"rapport-activite-{report.edition.year}.docx"

    def assemble(self, steps: Steps, body: str, work: Path) -> Path:  # noqa: ARG002 - Pandoc writes it from the manuscript
        """Write `word.md`, what `word.lua` says of its numbers, the reference document, and the pictures as PNG."""
        report, brand = steps.view, steps.brand()
        folder = Path(shutil.copytree(steps.root / "templates/word", work / "word", dirs_exist_ok=True))
        logo = f"assets/{brand.logo}" if brand.logo else ""
        targets = [target for piece in steps.manuscript().pieces for target in targets_in(piece.markdown)]
        pictures = [shown for target in targets if target.picture and (shown := path_of(target.address))]
        svgs = [path for path in [*pictures, logo] if path.endswith(".svg")]
        _lay_pictures(work, folder, dict.fromkeys(svgs), steps.root / "assets/fonts", steps.cache)
        (folder / "reference.docx").write_bytes(_reference(folder, _look(brand, report), steps.cache))
        framed = lay_framed(work, folder, (piece.markdown for piece in steps.manuscript().pieces))
        numbers = _numbers(steps.annex(), steps.traces())
        said = {**numbers, "edition": _edition(report, logo, steps.timestamp()), "sources": _sources(report)}
        said |= {"framed": framed, "sizes": sizes_of(work, folder, [*pictures, *framed.values()])}
        (folder / "word.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        path = folder / "word.md"
        path.write_text(joined(steps.manuscript().pieces), "utf-8")
        return path


def _edition(report: Report, logo: str, timestamp: int) -> dict[str, Any]:
    edition = typeset_edition(report.edition)
    date = datetime.fromtimestamp(timestamp, UTC)
    return {
        "title": edition.title, "subtitle": edition.subtitle, "organisation": edition.organisation,
        "published": edition.published, "language": f"{edition.language}-{edition.language.upper()}",
        "logo": re.sub(r"\.svg$", ".png", logo), "author": "Le rapport", "date": date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "notice": [french.typeset(line) for line in _NOTICE],
    }  # fmt: skip


_NOTICE = (
    "Épreuve de relecture. Corrigez avec le suivi des modifications ou par des commentaires, puis rendez ce fichier.",
    "Le chemin au-dessus de chaque titre est celui du fichier où ira la correction.",
    "Un chiffre souligné vient des données : le changer ici pose une question, et ne change pas le rapport.",
    "Survolez-le pour savoir d'où il vient ; Ctrl + clic mène à sa ligne, à la fin du document.",
    "Un chiffre ou une mention que suit le signe ° est à confirmer : la question est en commentaire.",
)


def _sources(report: Report) -> dict[str, str]:
    return {content.id: content.path for content in report.contents if isinstance(content, Section)}


def _numbers(annex: Mapping[str, Any], traces: Mapping[str, Trace]) -> dict[str, Any]:
    """Return what is said of each number, by name, and the lines of the table that they lead to."""
    numbers = {ref: _control_texts(trace) | {"anchor": annex["entries"][ref]} for ref, trace in traces.items()}
    tables = {annex["entries"][ref] for ref, trace in traces.items() if trace.table}  # whose value counts their numbers
    entries = [
        {**entry, "value": entry["value"] + MARK * (entry["doubt"] and entry["id"] not in tables), "source": group["source"]}
        for section in annex["groups"]
        for group in section["sources"]
        for entry in group["entries"]
    ]
    return {"numbers": numbers, "entries": entries, "document": annex["document"]}


def _control_texts(trace: Trace) -> dict[str, str]:
    """Return the title of a number's control, its tip, and the question that it waits for."""
    source = trace.source or f"calcul{french.NBSP}: {trace.formula}"
    stated = "".join(f" Énoncé ailleurs{french.NBSP}: {said}." for said in trace.stated)
    tip = f"{trace.label}{french.NBSP}: {trace.printed} ({STATUSES[trace.status]}).{stated} {source}"
    tip += f" Pièce{french.NBSP}: {trace.evidence}." if trace.evidence else ""
    question = {"question": f"À confirmer{french.NBSP}: {trace.question}"} if trace.status == "to_confirm" else {}
    return {"title": trace.label, "tip": tip, **question}


# --- The reference document -------------------------------------------------------------------------------------------


def _reference(folder: Path, look: Mapping[str, Any], cache: Cache) -> bytes:
    """Return the document whose styles Pandoc takes, from the templates of a folder and the brand's look."""
    templates = {part: folder / f"{part}.xml.j2" for part in _PARTS}
    given = fingerprint_of_files(path for path in templates.values() if path.is_file())

    def made() -> bytes:
        parts = ((f"word/{part}.xml", rendered(folder.parent, f"word/{path.name}", **look)) for part, path in templates.items())
        with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
            for name, content in [*_package(), *parts]:
                archive.writestr(zipfile.ZipInfo(name), content)
        return packed.getvalue()

    return cache.made(fingerprint("reference", version("jinja2"), given, look, [*_package()]), made, between(b"PK"))


def _look(brand: Brand, report: Report) -> dict[str, Any]:
    colours = {name.replace("-", "_"): value.removeprefix("#") for name, value in brand.colors.items()}
    derived = {
        "accent": mixed(brand.colors["secondary"], brand.colors["dark"], 0.82),
        "muted": mixed(brand.colors["foreground"], brand.colors["background"], 0.76),
        "hairline": mixed(brand.colors["foreground"], brand.colors["background"], 0.22),
        "doubt": mixed(brand.colors["tertiary"], brand.colors["background"], 0.34),
    }
    points = float(found[0]) if (found := re.match(r"[0-9]+(?:\.[0-9]+)?(?=pt$)", brand.size)) else 9.5
    return {
        "colors": colours, **{name: value.removeprefix("#") for name, value in derived.items()},
        "fonts": {"base": brand.base, "headings": brand.headings},
        "size": round(2 * points) + 2,  # a proof is read closer than a page is: one point more
        "line": 312, "language": f"{report.edition.language}-{report.edition.language.upper()}",
        "edition": typeset_edition(report.edition),
    }  # fmt: skip


def _package() -> Iterator[tuple[str, str]]:
    """Yield the files that tell Word which part is what (ECMA-376, part 2: Open Packaging Conventions)."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{kind}"/>' for part, (kind, _) in _PARTS.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    yield "[Content_Types].xml", f'{head}<Types xmlns="{_WORDS}/package/2006/content-types">{defaults}{types}</Types>'
    yield "_rels/.rels", head + _relationships({"rIdDocument": ("officeDocument", "word/document.xml")})
    kinds = {f"rId{part.capitalize()}": (kind, f"{part}.xml") for part, (_, kind) in _PARTS.items() if kind}
    yield "word/_rels/document.xml.rels", head + _relationships(kinds)


def _relationships(kinds: Mapping[str, tuple[str, str]]) -> str:
    base = f"{_WORDS}/officeDocument/2006/relationships"
    rows = "".join(f'<Relationship Id="{id_}" Type="{base}/{kind}" Target="{path}"/>' for id_, (kind, path) in kinds.items())
    return f'<Relationships xmlns="{_WORDS}/package/2006/relationships">{rows}</Relationships>'


# --- The pictures -----------------------------------------------------------------------------------------------------


def _lay_pictures(work: Path, folder: Path, svgs: Mapping[str, None], fonts: Path, cache: Cache) -> None:
    """Lay each SVG of the work folder as a PNG in another: Word shows no SVG by itself before its 2016 version."""
    for name in svgs:
        if name and (work / name).is_file():
            svg = (work / name).read_text("utf-8")
            target = (folder / name).with_suffix(".png")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(png_of(svg, fonts, cache))


FORMAT = Docx()
