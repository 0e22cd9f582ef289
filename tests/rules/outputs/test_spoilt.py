"""Finished files spoilt on purpose, one thing at a time: each loss that a reader would notice is told, by the rule named here.

The page and the Word file are spoilt once they are made; the PDF by a template, or by a drawing, that spoils it as it is made.
"""

from __future__ import annotations

import copy
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from rapport.rules.codes import OUTPUT_FAMILIES
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.sources.model import Rendered
from tests.conftest import small_edition
from tests.some import some

assert OUTPUT_FAMILIES

MORE = """
La Fabrique compte deux étages. L'atelier du haut reçoit les enfants[^age]. On y rabote sans bruit.

::: callout
### À savoir

Un gant se porte toujours à droite.
:::

La scie reste à sa place, bien rangée. Elle sert chaque matin.

- Le premier établi vient de Lyon.
- Le second établi vient de Brest.

Il y eut {{ value("velos.repares") }} vélos au printemps, puis {{ value("heures.total") }} heures en été.

![{{ value("velos.repares") }} vélos, {{ share("heures_par_atelier.velo.hours", of="heures.total") }} du temps](assets/etabli.svg)

[^age]: Dès six ans, avec un adulte.
"""
ALT = """\
  alt: 'Barres : {{ value("heures.total") }} heures, {{ share("heures_par_atelier.velo.hours", of="heures.total") }} au vélo'
"""


@contextmanager
def rendered_of(root: Path) -> Iterator[Rendered]:
    """Give the finished files of an edition, made as they are asked for."""
    (root / "output").mkdir(exist_ok=True)
    with Tools(root, Cache(root / ".cache")) as tools:
        yield Flow(root, tools, formats=("html", "pdf", "docx")).rendered()


def richer(folder: Path, cache: Path) -> Path:
    root = small_edition(folder, cache)
    text = root / "content/ateliers.md"
    text.write_text(text.read_text("utf-8") + MORE, "utf-8")
    with (root / "data/charts.yml").open("a", encoding="utf-8") as charts:
        charts.write(ALT)
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Iterator[Rendered]:
    with rendered_of(richer(tmp_path_factory.mktemp("spoilt"), shared_cache)) as rendered:
        yield rendered


@pytest.fixture(scope="module")
def mapped(whole: Path, tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Iterator[Rendered]:
    """Give the first edition, which shows a map."""
    with Tools(whole, Cache(shared_cache)) as tools:
        flow = Flow(whole, tools, formats=("html",))
        flow.output = tmp_path_factory.mktemp("output")
        yield flow.rendered()


@pytest.fixture(scope="module")
def proved(made: Rendered, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the cache of a run that found the files without fault, and leaves it to the next one."""
    folder = tmp_path_factory.mktemp("proved")
    outputs = Outputs(made, Cache(folder))
    OUTPUT_RULES.check(outputs, made.report.edition)
    outputs.proved.leave()
    return folder


@pytest.fixture
def tmp_path(tmp_path: Path, proved: Path) -> Path:
    """Return the folder of a test, where all is known to have been without fault before it was spoilt."""
    shutil.copytree(proved, tmp_path / "cache")
    return tmp_path


def told(rendered: Rendered, spoilt: dict[str, Path], tmp_path: Path) -> dict[str, list[str]]:
    """Return what the rules on finished files say, by code, of an edition some of whose files were spoilt."""
    files = {name: spoilt.get(name) or rendered.files[name] for name in (*rendered.files,) if name in {*spoilt, "donnees"}}
    outputs = Outputs(replace(rendered, files=files), Cache(tmp_path / "cache"))
    found: dict[str, list[str]] = {}
    for problem in OUTPUT_RULES.check(outputs, rendered.report.edition):
        found.setdefault(problem.code, []).append(f"{problem.place}: {problem.message}")
    return found


def test_what_is_not_spoilt_is_silent(made: Rendered, tmp_path: Path):
    found = told(made, {name: made.files[name] for name in ("html", "pdf", "docx")}, tmp_path)
    assert {**found, "PAG02": []} == {"PAG02": []}  # a page of a few lines


# --- The page: an element found by XPath, and what is done to it

Spoil = Callable[[Any], None]


def gone(element: Any) -> None:
    """Take an element out; what follows it stays."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def given(**attributes: str) -> Spoil:
    def spoil(element: Any) -> None:
        for name, value in attributes.items():
            element.set(name.replace("_", "-"), value)

    return spoil


def without(name: str) -> Spoil:
    return lambda element: element.attrib.pop(name)


def reworded(old: str, new: str) -> Spoil:
    """Change words in the stretch of text, of an element or behind one in it, that holds them."""

    def spoil(element: Any) -> None:
        for one in element.iter():
            for part in ("text", "tail"):
                text = getattr(one, part) or ""
                if old in text:
                    setattr(one, part, text.replace(old, new))
                    return
        raise AssertionError(old)

    return spoil


def before_previous(element: Any) -> None:
    """Put an element before the one that precedes it."""
    element.getprevious().addprevious(element)


def exchanged(element: Any) -> None:
    """Exchange the two numbers of a paragraph."""
    one, other = element.findall(".//span[@data-ref]")
    one.text, other.text = other.text, one.text
    ref = one.get("data-ref")
    one.set("data-ref", other.get("data-ref"))
    other.set("data-ref", ref)


def told_elsewhere(element: Any) -> None:
    """Put an element at the head of another section."""
    element.getroottree().find(".//section[@id='edito']").find("p").addprevious(element)


def behind(tag: str, words: str) -> Spoil:
    """Put words at the head of an element, behind something that is no prose."""

    def spoil(element: Any) -> None:
        aside = etree.Element(tag)
        aside.text, aside.tail, element.text = "scie", f"{words}{element.text}", ""
        element.insert(0, aside)

    return spoil


def folded_in(*tags: str) -> Spoil:
    """Put an element in others, one in another, the last of them closed until it is opened."""

    def spoil(element: Any) -> None:
        place, parent = element.getparent().index(element), element.getparent()
        element.tail, held = None, element
        for tag in tags:
            outer = etree.Element(tag)
            outer.append(held)
            held = outer
        parent.insert(place, held)

    return spoil


def paragraph(words: str) -> str:
    return f"//main//p[contains(., '{words}')]"


SCIE = paragraph("La scie")
DRAWN = "//div[@class='drawing']/svg"
PICTURE_ALT = "//main//img[starts-with(@alt, "
BAR = "//path[@data-mark='heures_par_atelier.bois.hours']"
PAGE = [
    ("a sentence beside a block", paragraph("deux étages"), reworded(" On y rabote sans bruit.", ""), "OUT11", "md:22: « La Fab"),
    ("a paragraph", SCIE, gone, "OUT11", "La scie reste"),
    ("the last words of a paragraph", SCIE, reworded(" chaque matin", ""), "OUT11", "Elle sert"),
    ("a paragraph of a call-out", paragraph("Un gant"), gone, "OUT11", "Un gant"),
    ("an item of a list", "//li[contains(., 'second établi')]", gone, "OUT11", "Le second établi"),
    ("the words of a number", "//main//span[@class='label'][contains(., 'vélos')]", gone, "OUT11", "vélos réparés"),
    ("a row of a table", "//figure[@class='table']//tr[contains(., 'Bois')]", gone, "OUT11", "Bois"),
    ("a cell of a table", "//figure[@class='table']//th[.='Bois']", reworded("Bois", ""), "OUT11", "Bois"),
    ("a row of a chart's data", "//details//tr[contains(., 'Cuisine')]", gone, "OUT11", "Cuisine"),
    ("the source of a table", "//div[@class='table-source']", gone, "OUT11", "Source"),
    ("a unit", paragraph("Les bénévoles ont"), reworded("heures, dont", ", dont"), "OUT11", "Les bénévoles ont donné"),
    ("a note", "//section[contains(@class, 'footnotes')]//p", gone, "OUT11", "Dès six ans"),
    ("the call of a note", "//a[@role='doc-noteref']", gone, "OUT11", "La Fabrique compte"),
    ("an alternative text", "//main//img", given(alt="image"), "OUT11", "Un établi et ses outils"),
    ("a number of one", f"{PICTURE_ALT}'318')]", given(alt="319 vélos, la moitié du temps"), "OUT11", "318 vélos, la"),
    ("words of one", f"{PICTURE_ALT}'318')]", given(alt="318 vélos, un tiers du temps"), "OUT11", "318 vélos, la"),
    ("that of a chart", DRAWN, given(aria_label="Barres : 1 241 heures, la moitié au vélo"), "OUT11", "Barres : 1 240"),
    ("a picture", "//main//img", gone, "OUT11", "Un établi et ses outils"),
    ("a heading", "//h4[contains(., 'Dans le détail')]", gone, "OUT11", "Dans le détail"),
    ("the caption of a chart", "//div[@class='chart-title']", gone, "OUT11", "Une heure sur deux"),
    ("the caption of a table", "//figure[@class='table']//caption", gone, "OUT11", "Heures de bénévolat par atelier"),
    ("the lead of a section", "//div[@class='lead'][contains(., 'sont repartis')]", gone, "OUT11", "318 vélos sont repartis"),
    ("the kicker of a section", "//p[@class='kicker']", gone, "OUT11", "Édito"),
    ("the role of a person", "//span[@class='role'][contains(., 'Trésorier')]", gone, "OUT11", "Paul MAREC"),
    ("two words exchanged", SCIE, reworded("reste à sa place, bien", "bien à sa place, reste"), "OUT11", "La scie reste"),
    ("a number in another sentence", paragraph("au printemps"), exchanged, "OUT11", "Il y eut 318"),
    ("two paragraphs exchanged", SCIE + "/following-sibling::ul[1]", before_previous, "OUT11", "n'est pas à sa place"),
    ("a paragraph in another section", SCIE, told_elsewhere, "OUT11", "La scie reste"),
    ("the target of a link", "//main//a[contains(., 'notre site')]", without("href"), "OUT11", "https://fabrique-du-val.example"),
    ("another target", "//main//a[.='notre site']", given(href="https://a.example"), "OUT11", "https://fabrique-du-val.example"),
    ("the target of a link inside", "//main//p/a[.='les ateliers']", without("href"), "OUT11", "#ateliers"),
    ("nothing displayed", SCIE, given(style="margin: 0; display:none"), "OUT11", "La scie reste"),
    ("not visible", SCIE, given(style="visibility: hidden"), "OUT11", "La scie reste"),
    ("see-through", SCIE, given(style="opacity:0"), "OUT11", "La scie reste"),
    ("for nobody who listens", SCIE, given(aria_hidden="true"), "OUT11", "La scie reste"),
    ("hidden", SCIE + "/..", given(hidden=""), "OUT11", "ateliers"),
    ("white on white", SCIE, given(style="color: #fff"), "OUT11", "La scie reste"),
    ("pale on white", SCIE, given(style="color: rgb(220, 220, 220)"), "OUT11", "La scie reste"),
    ("black on black", SCIE, given(style="color:black;background:#111"), "OUT11", "La scie reste"),
    ("off the screen", SCIE, given(style="position:absolute;left:-9999px"), "OUT11", "La scie reste"),
    ("folded", SCIE, folded_in("details"), "OUT11", "La scie reste"),
    ("folded deeper", SCIE, folded_in("div", "details", "div"), "OUT11", "La scie reste"),
    ("folded in a list", SCIE, folded_in("li", "ul", "details"), "OUT11", "La scie reste"),
    ("a number behind code", SCIE, behind("code", " 27. "), "OUT06", "« 27 »"),
    ("a number behind a drawing", SCIE, behind("svg", "\n27) "), "OUT06", "« 27 »"),
    ("a bar of a chart", BAR, gone, "OUT13", "la marque de « Bois »"),
    ("a bar that is hidden", BAR, given(style="display:none"), "OUT13", "« Bois »"),
    ("a bar of another length", BAR, given(d="M0,0h1v2h-1Z"), "OUT13", "« Bois »"),
    ("a label of a chart", "//*[local-name()='svg']//*[.='Cuisine']", gone, "OUT13", "le mot « Cuisine »"),
    ("a drawing", "//div[@class='drawing']", gone, "OUT13", "Le dessin « heures »"),
]  # fmt: skip


def sheeted(rule: str) -> Spoil:
    """Add a rule to the style sheet of the page."""

    def spoil(element: Any) -> None:
        style = element.getroottree().find(".//style")
        style.text = f"{style.text}{rule}"

    return spoil


# The style that hides a text, or its own element's; the words that are lost.
STYLES = [
    "text-indent:-999em", "text-indent:-200%", "clip-path:inset(50%)", "clip-path:circle(0)", "font-size:0.1px", "font:0/0 a",
    "height:0;overflow:hidden", "max-height:1px;overflow:clip", "transform:scale(0)", "transform:scaleY(0.01)", "scale:0",
    "transform:translateX(-9999px)", "translate:-200vw", "transform:rotateY(90deg)", "filter:opacity(5%)", "filter:blur(9px)",
    "opacity:5%", "mask:linear-gradient(transparent,transparent)", "content-visibility:hidden", "color:hsl(0 0% 98%)",
    "color:rgba(0,0,0,.1)", "color:#00000010", "color:ghostwhite", "-webkit-text-fill-color:transparent", "margin-left:-9999px",
    "position:absolute;left:-999em", "position:absolute;inset:0 auto auto -9999px", "display:none!important", "line-height:0",
    "letter-spacing:-1em", "max-height:1em;overflow:hidden", "-webkit-line-clamp:1", "zoom:0.01", "color:var(--background)",
    "opacity:0.5;color:#555", "color:#767676;opacity:70%", "background:#222;color:#999;opacity:.6",
    "white-space:nowrap;overflow:hidden;text-overflow:ellipsis", "background:#111;color:color-mix(in srgb, black 90%, white)",
]  # fmt: skip
SHEETS = [
    ("main p{STYLE}", "La scie reste"), ("#ateliers > p:nth-of-type(n+3){STYLE}", "La scie reste"),
    ("@media screen and (min-width: 40em){section{p{STYLE}}}", "La scie reste"), ("p:not(.kicker){STYLE}", "La scie reste"),
    ("#ateliers:has(.callout){STYLE}", "La scie reste"), ("body{STYLE}", "La scie reste"),
    ("#ateliers{opacity:.7}main p{opacity:.7;color:#333}", "La scie reste"),
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_what_a_style_hides_is_told(made: Rendered, tmp_path: Path, style: str):
    for at, (spoil, said) in enumerate(
        [(given(style=style), "La scie reste"), *((sheeted(rule.replace("STYLE", style)), said) for rule, said in SHEETS[:2])]
    ):
        (tmp_path / str(at)).mkdir()
        found = told(made, {"html": of_page(made, SCIE, spoil, tmp_path / str(at))}, tmp_path)
        assert any(said in one or "autres textes" in one for one in found.get("OUT11", [])), (at, found)


@pytest.mark.parametrize(("rule", "said"), SHEETS)
def test_what_a_sheet_hides_is_told(made: Rendered, tmp_path: Path, rule: str, said: str):
    spoil = sheeted(rule.replace("STYLE", "display:none"))
    found = told(made, {"html": of_page(made, SCIE, spoil, tmp_path)}, tmp_path)
    assert any(said in one or "autres textes" in one for one in found.get("OUT11", [])), found


@pytest.mark.parametrize("rule", [
    "@media print{main p{display:none}}", "@media (max-width: 30em){main p{display:none}}", "main p:hover{opacity:0}",
    "main p::before{font-size:0}", "main p{display:none}main p{display:block}",
    "#ateliers p{opacity:1}main p{opacity:0}main p{opacity:1}",
    "main p{text-indent:-1.5em;margin-left:-2rem;opacity:0.9}", "@supports not (display: grid){p{display:none}}",
    "/* main p{display:none} */", "main p[data-x]{display:none}", "p:nth-child(99){display:none}", "main > p{display:none}",
    "main p{color:#333;background:#fffbe6}", "main p{color:#333;opacity:.8}", "main{opacity:.9}main p{color:#222;opacity:90%}",
    "main p{opacity:.9;background:#eee}", "main p{overflow:hidden}", "main p{transform:translate(-50%, 0)}",
])  # fmt: skip
def test_what_a_sheet_leaves_is_silent(made: Rendered, tmp_path: Path, rule: str):
    found = told(made, {"html": of_page(made, SCIE, sheeted(rule), tmp_path)}, tmp_path)
    assert found.get("OUT11") is None, found


@pytest.mark.parametrize(("path", "spoil", "said"), [
    (f"{DRAWN}//*[.='Cuisine'][self::text]", given(font_size="0.5px"), "le mot « Cuisine »"),
    (f"{DRAWN}//*[.='Cuisine'][self::text]", given(style="fill:white"), "le mot « Cuisine »"),
    (f"{DRAWN}/g", given(transform="translate(900,0)"), "« Cuisine »"), (f"{DRAWN}/g", given(opacity="0.5"), "« Cuisine »"),
    (DRAWN, given(viewbox="0 0 10 10"), "« Cuisine »"), (DRAWN, given(viewbox="0 0 400 40"), "« Cuisine »"),
    (DRAWN, sheeted("svg text{fill:#fff}"), "le mot « Cuisine »"),
    (DRAWN, sheeted(".drawing text{transform:translateX(40px)}"), "le mot « Cuisine »"),
    (DRAWN, lambda svg: svg.append(etree.Element("rect", width="999", height="999", fill="#fff")), "montre de trop"),
], ids=["tiny", "white", "moved", "pale", "another window", "half", "a sheet's white", "moved by it", "covered"])  # fmt: skip
def test_what_the_page_changes_of_a_drawing_is_told(made: Rendered, tmp_path: Path, path: str, spoil: Spoil, said: str):
    found = told(made, {"html": of_page(made, path, spoil, tmp_path)}, tmp_path)
    assert any("« heures »" in one and said in one for one in found.get("OUT13", [])), found


def of_page(rendered: Rendered, path: str, spoil: Spoil, tmp_path: Path) -> Path:
    tree = copy.deepcopy(etree.HTML(rendered.files["html"].read_bytes(), etree.HTMLParser(encoding="utf-8", huge_tree=True)))
    spoil(tree.xpath(path)[0])
    spoilt = tmp_path / "index.html"
    spoilt.write_bytes(etree.tostring(tree, method="html", encoding="utf-8"))
    return spoilt


@pytest.mark.parametrize(("path", "spoil", "code", "said"), [row[1:] for row in PAGE], ids=[row[0] for row in PAGE])
def test_what_the_page_loses_is_told(made: Rendered, tmp_path: Path, path: str, spoil: Spoil, code: str, said: str):
    found = told(made, {"html": of_page(made, path, spoil, tmp_path)}, tmp_path)
    assert any(said in one for one in found.get(code, [])), found


@pytest.mark.parametrize(
    ("mark", "name"), [("delegations.53.number", "Bretagne"), ("delegations.75.number", "Nouvelle-Aquitaine")]
)
def test_a_point_that_the_map_loses_is_told(mapped: Rendered, tmp_path: Path, mark: str, name: str):
    found = told(mapped, {"html": of_page(mapped, f"//*[@data-mark='{mark}']", gone, tmp_path)}, tmp_path)
    assert any("« delegations_carte »" in one and f"la marque de « {name} »" in one for one in found["OUT13"]), found


# --- The Word file: an element found by XPath, and what is done to it

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def marked(name: str, **attributes: str) -> Spoil:
    """Give a mark to the runs of an element."""

    def spoil(element: Any) -> None:
        for run in element.iter(f"{{{W['w']}}}r"):
            marks = run.find("w:rPr", W)
            if marks is None:
                marks = etree.Element(f"{{{W['w']}}}rPr")
                run.insert(0, marks)
            mark = etree.SubElement(marks, f"{{{W['w']}}}{name}")
            for key, value in attributes.items():
                mark.set(f"{{{W['w']}}}{key}", value)

    return spoil


PICTURED = "//*[local-name()='docPr'][starts-with(@descr, "
WORD_SCIE = "//w:p[contains(., 'La scie')]"
WORD = [
    ("a paragraph", "document", WORD_SCIE, gone, "La scie reste"),
    ("words", "document", WORD_SCIE, reworded(" bien rangée", ""), "La scie reste"),
    ("two words exchanged", "document", WORD_SCIE, reworded("place, bien rangée", "rangée, bien place"), "La scie reste"),
    ("a cell", "document", "//w:tc[.//w:t='Bois']//w:p", gone, "Bois"),
    ("a row", "document", "//w:tr[contains(., 'Cuisine')]", gone, "Cuisine"),
    ("hidden", "document", WORD_SCIE, marked("vanish"), "La scie reste"),
    ("white", "document", WORD_SCIE, marked("color", val="FFFFFF"), "La scie reste"),
    ("nearly white", "document", WORD_SCIE, marked("color", val="F4F4F0"), "La scie reste"),
    ("half a point", "document", WORD_SCIE, marked("sz", val="1"), "La scie reste"),
    ("a picture", "document", "//w:drawing[.//*[local-name()='docPr'][@descr='Un établi et ses outils']]", gone, "Un établi"),
    ("a number of its text", "document", f"{PICTURED}'318')]", given(descr="319 vélos, la moitié du temps"), "318 vélos"),
    ("words of one", "document", f"{PICTURED}'318')]", given(descr="318 vélos, un tiers du temps"), "318 vélos, la moitié"),
    ("that of a chart", "document", f"{PICTURED}'Barres')]", given(descr="Barres : 1 241 heures"), "Barres : 1 240 heures, la"),
    ("a note", "footnotes", "//w:p[contains(., 'Dès six ans')]", gone, "Dès six ans"),
    ("the call of a note", "document", "//w:footnoteReference", gone, "La Fabrique compte"),
    ("a heading", "document", "//w:p[contains(., 'Dans le détail')]", gone, "Dans le détail"),
]  # fmt: skip


RELS = "document.xml.rels"
WORD += [
    (
        "a link elsewhere",
        RELS,
        "//*[@Target='https://fabrique-du-val.example']",
        given(Target="https://a.example"),
        "Le lien vers",
    ),
    ("a telephone elsewhere", RELS, "//*[starts-with(@Target, 'tel:')]", given(Target="tel:+33100000000"), "tel:+33199001234"),
]


@pytest.mark.parametrize(("part", "path", "spoil", "said"), [row[1:] for row in WORD], ids=[row[0] for row in WORD])
def test_what_the_word_file_loses_is_told(made: Rendered, tmp_path: Path, part: str, path: str, spoil: Spoil, said: str):
    spoilt = tmp_path / "rapport.docx"
    with zipfile.ZipFile(made.files["docx"]) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in {f"word/{part}.xml", f"word/_rels/{part}"}:
                tree = etree.fromstring(content)
                spoil(tree.xpath(path, namespaces=W)[0])
                content = etree.tostring(tree)
            target.writestr(name, content)
    found = told(made, {"docx": spoilt}, tmp_path)
    assert any(said in one for one in found.get("DOC03", [])), found


# --- The PDF: a template, or a drawing, that spoils it as it is made

MAIN, CALLOUT, PICTURE = "templates/main.typ.j2", "templates/typst/text.typ", "templates/typst/pictures.typ"
BODY = "{{ body }}"


def replaced(old: str, new: str) -> tuple[str, str, str]:
    return MAIN, BODY, f"{{{{ body.replace({old!r}, {new!r}) }}}}"


def lettered(letters: str) -> tuple[str, str, str]:
    return CALLOUT, "    spoken(body)\n", f"    set text({letters})\n    spoken(body)\n"


def written(body: str) -> tuple[str, str, str]:
    return CALLOUT, "    spoken(body)\n", f"    {body}\n"


PDF = [
    ("a sentence", replaced(" On y rabote sans bruit.", ""), "OUT12", "La Fabrique compte"),
    ("a paragraph", replaced("Un gant se porte toujours à droite.", ""), "OUT12", "Un gant se porte"),
    ("a word", replaced("bien rangée", "rangée"), "OUT12", "La scie reste"),
    ("two words exchanged", replaced("reste à sa place, bien", "bien à sa place, reste"), "OUT12", "La scie reste"),
    ("a note", replaced("Dès six ans, avec un adulte.", "Dès"), "OUT12", "Dès six ans"),
    ("a cell", replaced("[Cuisine]", "[]"), "OUT12", "Cuisine"),
    ("a heading", replaced("Dans le détail", "Dans"), "OUT12", "Dans le détail"),
    ("a number of its text", replaced("318\u00a0vélos, la", "319\u00a0vélos, la"), "OUT13", "ou n'y porte pas"),
    ("words of one", replaced("la moitié du temps", "un tiers du temps"), "OUT13", "ou n'y porte pas"),
    ("that of a chart", replaced("240\u00a0heures, la moitié au", "241\u00a0heures, la moitié au"), "OUT13", "heures"),
    ("white", lettered("size: 0.95em, fill: white"), "PAG09", "Un gant"),
    ("pale", lettered("size: 0.95em, fill: luma(75%)"), "PAG09", "trop pâle"),
    ("see-through", lettered("size: 0.95em, fill: rgb(0, 0, 0, 30)"), "PAG09", "Un gant"),
    ("under a box", written("body; place(top, pdf.artifact(rect(width: 100%, height: 100%, fill: navy)))"), "PAG09", "recouvert"),
    ("under other words", written("body; place(bottom, [Un mot de trop par-dessus])"), "PAG09", "imprimé sur un autre"),
    ("a thick line", written("body; place(horizon, artifact(line(length: 100%, stroke: 3em + white)))"), "PAG09", "recouvert"),
    ("a link elsewhere", replaced("https://fabrique-du-val.example", "https://a.example"), "OUT12", "https://fabrique-du-val.example"),
    ("no link", replaced('#link("https://fabrique-du-val.example")', "#strong"), "OUT12", "https://fabrique-du-val.example"),
    ("off the page", written("move(dx: 200mm, body)"), "PAG09", "hors de la page"),
    ("clipped", written("box(clip: true, height: 1mm, body)"), "PAG09", "hors de la page"),
    ("too small", lettered("size: 0.4pt"), "PAG09", "trop petit"),
    ("a picture of no size", (PICTURE, "{ shown(width: column) }", "{ shown(width: 0pt, height: 0pt) }"), "OUT13", "Un établi"),
    ("a picture", (PICTURE, "{ shown(width: column) }", "{ artifact(shown(width: column)) }"), "OUT13", "Un établi et ses"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "said"), [row[1:] for row in PDF], ids=[row[0] for row in PDF])
def test_what_the_pdf_loses_is_told(tmp_path: Path, shared_cache: Path, change: tuple[str, str, str], code: str, said: str):
    root = richer(tmp_path, shared_cache)
    name, old, new = change
    text = (root / name).read_text("utf-8")
    assert old in text, name
    (root / name).write_text(text.replace(old, new), "utf-8")
    with rendered_of(root) as rendered:
        found = told(rendered, {"pdf": rendered.files["pdf"]}, tmp_path)
    assert any(said in one for one in found.get(code, [])), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '<path data-mark="heures_par_atelier.bois.hours"',
            '<path display="none" data-mark="heures_par_atelier.bois.hours"',
            "Bois",
        ),
        (">Cuisine<", "><", "les lettres « ceiinsu »"),
        (">620<", "><", "les lettres « 026 »"),
    ],
    ids=["a bar", "a label", "a value"],
)
def test_what_a_drawing_loses_in_the_pdf_is_told(
    tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
):
    lay = Tools.lay_drawings

    def spoilt(tools: Tools, drawings: dict[str, str]) -> None:
        assert all(old in svg for svg in some(drawings.values()))
        lay(tools, {name: svg.replace(old, new) for name, svg in drawings.items()})

    monkeypatch.setattr(Tools, "lay_drawings", spoilt)
    with rendered_of(richer(tmp_path, shared_cache)) as rendered:
        found = told(rendered, {"pdf": rendered.files["pdf"]}, tmp_path)
    assert any(said in one for one in found.get("OUT13", [])), found
