"""The manuscript: plain Markdown, each line with the author's line behind it, each number bound and recorded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from rapport.rules.outputs.pdf_reading import measured
from rapport.sources.model import Manuscript, Report, Section
from rapport.sources.spans import bared
from tests.some import some

GOLDENS = Path(__file__).parents[1] / "goldens"


def composed(root: Path) -> tuple[Report, Manuscript]:
    """Return an edition and its manuscript."""
    flow = Flow(root, Tools(root, Cache(root / ".cache")))
    return flow.report(), flow.manuscript()


def written(root: Path, body: str, front: str = "title: Essai") -> Manuscript:
    """Return the manuscript of the small edition with another text in its last section."""
    (root / "content/ateliers.md").write_text(f"---\n{front}\n---\n{body}", "utf-8")
    return composed(root)[1]


def last(manuscript: Manuscript) -> list[str]:
    return manuscript.pieces[-1].markdown.splitlines()


# --- the way back --------------------------------------------------------------------------------------------------


def test_every_line_has_an_author_behind_it(petite: Path):
    _, manuscript = composed(petite)
    for piece in some(manuscript.pieces):
        assert len(piece.origins) == len(piece.markdown.splitlines())
        for place in piece.origins:
            assert (petite / place.path).is_file()
            assert 1 <= place.line <= len((petite / place.path).read_text("utf-8").splitlines()) + 1


def test_each_line_leads_back_to_the_very_line_it_comes_from(petite: Path):
    """Whatever stands between two lines: charts, tables and lists of people take many lines of the manuscript."""
    lines = ["alpha", "", '{{ chart("heures") }}', "", "- bravo", "- charlie", "", '{{ table("heures_par_atelier") }}', "",
             '{{ people("bureau") }}', "", "delta"]  # fmt: skip
    piece = written(petite, "\n".join(lines) + "\n").pieces[-1]
    typed = (petite / "content/ateliers.md").read_text("utf-8").splitlines()
    for word in ("alpha", "bravo", "charlie", "delta"):
        (number,) = [n for n, line in enumerate(piece.markdown.splitlines(), 1) if word in line]
        assert word in typed[piece.origin(number).line - 1]
    for marker, call in (("chart-heures", "chart("), ("table-heures", "table("), ("BERTHIER", "people(")):
        number = next(n for n, line in enumerate(piece.markdown.splitlines(), 1) if marker in line)
        assert call in typed[piece.origin(number).line - 1]


def test_lines_beyond_the_piece_lead_to_its_ends(petite: Path):
    """Outside tools count from 0 or one line too far; that is no reason to fall over."""
    piece = composed(petite)[1].pieces[0]
    assert piece.origin(0) == piece.origins[0]
    assert piece.origin(10_000) == piece.origins[-1]


def test_titles_lead_back_to_the_front_matter(petite: Path):
    piece = written(petite, "Texte.\n", "lead: Un chapeau.\ntitle: Un titre").pieces[-1]
    places = dict(zip(piece.markdown.splitlines(), piece.origins, strict=True))
    assert places["# Un titre"].line == 3
    assert places["Un chapeau."].line == 2


# --- numbers -------------------------------------------------------------------------------------------------------


def test_every_number_is_recorded_as_printed(petite: Path):
    report, manuscript = composed(petite)
    bound = [
        (ref, re.sub(r"\\(.)", r"\1", printed))
        for piece in manuscript.pieces
        for printed, ref in re.findall(r'\[((?:[^\]\\]|\\.)*)\]\{\.value[^}]* ref="([^"]*)"\}', piece.markdown)
    ]
    assert sorted(bound) == sorted((mention.ref, mention.printed) for mention in manuscript.mentions)
    assert {mention.section for mention in manuscript.mentions} <= {content.id for content in report.contents}


def test_a_mention_is_where_the_author_asked_for_it(petite: Path):
    manuscript = written(petite, 'Un.\n\nDeux {{ value("velos.repares") }}.\n')
    (mention,) = [m for m in manuscript.mentions if m.section == "ateliers"]
    assert (mention.ref, mention.printed) == ("velos.repares", "318")
    assert (mention.place.path, mention.place.line) == ("content/ateliers.md", 6)


@pytest.mark.parametrize(
    ("typed", "composed_"),
    [
        ('{{ value("velos.repares") }}', '[318]{.value ref="velos.repares"}'),
        ('{{ value("velos.repares", unit=true) }}', '[318]{.value ref="velos.repares"}\u00a0vélos'),
        ('{{ value("heures.total") }}', '[1\u202f240]{.value ref="heures.total"}'),
        ('{{ value("heures.part_velo", unit=true) }}', '[50\u00a0\\%]{.value ref="heures.part_velo"}'),
        ('{{ value("heures.part_velo", words=true) }}', '[cinquante]{.value ref="heures.part_velo"}'),
        ('{{ value("velos.repares", sign=true) }}', '[\\+318]{.value ref="velos.repares"}'),
        ('{{ value("heures_par_atelier.bois.hours") }}', '[380]{.value ref="heures_par_atelier.bois.hours"}'),
        ('plus d\'{{ value("velos.repares") }} !', 'plus d’[318]{.value ref="velos.repares"}\u202f!'),
        ('**{{ value("velos.repares") }}**', '**[318]{.value ref="velos.repares"}**'),
    ],
)
def test_numbers_in_prose(petite: Path, typed: str, composed_: str):
    assert composed_ in last(written(petite, typed + "\n"))


def test_a_doubtful_number_is_marked(petite: Path):
    (petite / "data/indicators/essai.yml").write_text(
        "a.b: {label: A, values: {2024: 7}, status: to_confirm, question: Q, source: S}", "utf-8"
    )
    assert '[7]{.value .to-confirm ref="a.b"}' in last(written(petite, '{{ value("a.b") }}\n'))


def test_alternative_texts_say_their_numbers(petite: Path):
    """An alternative text can't hold a mark: the number is printed in it, and its braces never reach a reader."""
    spec = petite / "data/charts.yml"
    spec.write_text(spec.read_text("utf-8") + "  alt: '{{ value(\"velos.repares\", unit=true) }} : l''an'\n", "utf-8")
    lines = last(written(petite, '{{ chart("heures") }}\n'))
    assert "![318\u00a0vélos\u00a0\\: l’an](charts/heures.svg)" in lines


@pytest.mark.parametrize("key", ["title", "kicker", "lead"])
def test_openings_bind_their_numbers(petite: Path, key: str):
    """A surtitle's number is proved like any other."""
    line = f"{key}: 'Les {{{{ value(\"velos.repares\") }}}} vélos, 1er'"
    manuscript = written(petite, "Texte.\n", line if key == "title" else f"title: Essai\n{line}")
    assert any(found.endswith('Les [318]{.value ref="velos.repares"}\u00a0vélos, 1^er^') for found in last(manuscript))
    assert [m.place.line for m in manuscript.mentions if m.section == "ateliers"] == [2 if key == "title" else 3]


def test_no_brace_of_an_author_is_left(petite: Path):
    _, manuscript = composed(petite)
    assert [line for piece in manuscript.pieces for line in piece.markdown.splitlines() if "{{" in line or "}}" in line] == []


def test_data_means_nothing_to_markdown(petite: Path):
    """A cell with stars and brackets is printed with its stars and brackets."""
    table = petite / "data/tables/heures_par_atelier.csv"
    table.write_text(table.read_text("utf-8").replace("Bois", "*Bois* [x](y) | a"), "utf-8")
    lines = last(written(petite, '{{ table("heures_par_atelier") }}\n'))
    assert any(r"\*Bois\* \[x\]\(y\) \| a" in line for line in lines)


def test_sections_of_a_part_stand_below_it(petite: Path):
    report, manuscript = composed(petite)
    heads = {piece.id: piece.markdown.splitlines()[0] for piece in manuscript.pieces}
    assert 'level="1"' in heads["edito"]
    assert 'level="2"' in heads["ateliers"]
    assert '.part #partie-1 number="I"' in heads["partie-1"]
    assert [content.id for content in report.contents] == [piece.id for piece in manuscript.pieces]


def test_typography_is_set_once_for_the_whole_body(petite: Path):
    body = 'L\'un dit : "oui !"\n\n```\nl\'autre : "non !"\n```\n'
    assert "\n".join(last(written(petite, body))).count('l\'autre : "non !"') == 1
    assert "L’un dit\u00a0: «\u00a0oui\u202f!\u00a0»" in last(written(petite, body))


def test_composing_twice_gives_the_same(petite: Path):
    first, second = (composed(petite)[1] for _ in range(2))
    assert first.pieces == second.pieces
    assert first.mentions == second.mentions


def test_every_section_of_a_whole_edition_leads_back_to_itself(whole: Path):
    """On the real report, a line of prose that nothing expanded is the author's line, typography apart."""
    report, manuscript = composed(whole)
    sections = {content.id: content for content in report.contents if isinstance(content, Section)}
    compared = 0
    for piece in some(manuscript.pieces):
        if piece.id not in sections:
            continue
        typed = (report.root / sections[piece.id].path).read_text("utf-8").splitlines()
        for number, line in some(enumerate(piece.markdown.splitlines(), 1)):
            behind = bared(typed[min(piece.origin(number).line, len(typed)) - 1])
            if "{{" not in behind and "ref=" not in line and re.match(r"\w{3}", line) and ":" not in behind[:8]:
                # After a number that ends a line, its noun has joined it there.
                joined = typed[piece.origin(number).line - 2].endswith("}}") and letters(behind).endswith(letters(line))
                assert joined or letters(line) == letters(behind), f"{piece.id}:{number}"
                compared += 1
    assert compared > 100


def letters(text: str) -> str:
    """Return the letters and digits of a line, ordinals apart (2ème becomes 2^e^)."""
    plain = re.sub(r"(?<=\d)\^?(?:ers?|res?|è?re|è?mes?|e)\^?\b", "", unicodedata.normalize("NFC", text))
    return "".join(c for c in plain if c.isalnum())


# --- goldens -------------------------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """What a reader of a page reads: text and alternative texts, one block a line."""

    BLOCKS = frozenset(
        [
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "dt",
            "dd",
            "figcaption",
            "caption",
            "tr",
            "section",
            "header",
            "footer",
            "nav",
            "svg",
            "summary",
            "div",
            "legend",
            "label",
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"style", "script", "title"}:
            self.skipped += 1
        if tag in self.BLOCKS:
            self.out.append("\n")
        if tag in {"td", "th"}:
            self.out.append(" | ")
        if told := given.get("alt") or given.get("aria-label"):
            self.out.append(f"[{told}] ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script", "title"}:
            self.skipped -= 1
        if tag in self.BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.out.append(data.replace("\n", " "))


def text_of(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    lines = (re.sub(r"[ \n\t]+", " ", line).strip() for line in re.split(r"\n", "".join(reader.out)))
    return "\n".join(line for line in lines if line) + "\n"


def test_golden_manuscript(petite: Path, same_as: Callable[[Path, str], None]):
    """The small edition's manuscript, to the letter."""
    _, manuscript = composed(petite)
    same_as(GOLDENS / "manuscript.md", "\n".join(piece.markdown for piece in manuscript.pieces))


def test_golden_page(built_petite: Path, same_as: Callable[[Path, str], None]):
    """What readers of the small edition's page read."""
    same_as(GOLDENS / "page.txt", text_of((built_petite / "output/2024/index.html").read_text("utf-8")))


def test_golden_pdf(built_petite: Path, same_as: Callable[[Path, str], None]):
    """What readers of the small edition's PDF read, page by page."""
    read = measured(built_petite / "output/2024/rapport-activite-2024.pdf")
    pages = [page["text"] for page in read["pages"]]
    shown = ["\n".join([f"--- page {n} ---", *map(str.rstrip, page.splitlines()), ""]) for n, page in enumerate(pages, 1)]
    same_as(GOLDENS / "pdf.txt", "".join(shown))


def test_the_marks_of_one_line_texts_are_printed(petite: Path):
    """The note of a table, a lead, a source: « (p) » is a sign to readers, never the mark of a list."""
    tables = petite / "data/tables.yml"
    tables.write_text(
        tables.read_text("utf-8").replace("  key: workshop\n", '  key: workshop\n  note: "(p) Données provisoires."\n'), "utf-8"
    )
    piece = last(
        written(
            petite,
            'Un texte.\n\n{{ table("heures_par_atelier") }}\n',
            'title: Langage C#\nkicker: "1) Le point"\nlead: "- un tiret"',
        )
    )
    assert "(p)\u00a0Données provisoires. Source" in next(line for line in piece if "provisoires" in line)  # it begins no list
    assert {r"# Langage C\#", r"1\) Le point", r"\- un tiret"} <= {*piece}


CALL = '{{ value("velos.repares") }}'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"## Cette année {CALL}\nvélos de toutes tailles", "vélos de toutes tailles"),
        (f"- un point\n\n  ### En tout {CALL}\nateliers ouverts", "ateliers ouverts"),
        (f"bilan | {CALL}\n---|---\nateliers | {CALL}\nrues | dix", "ateliers |"),
        (f"bilan    {CALL}\nateliers  dix", "ateliers  dix"),
    ],
    ids=["heading", "heading below an item", "table without outer bars", "columns"],
)
def test_a_number_takes_no_word_of_another_text(typed: str, kept: str, petite: Path):
    """The noun that a line's end parts from its number joins it; what is under a heading, or in the next row, is not its noun."""
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{typed}\n", "utf-8")
    lines = [line for piece in composed(petite)[1].pieces for line in piece.markdown.split("\n")]
    assert any(line.startswith(kept) for line in lines), lines


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"Il y a {CALL}\nn° 3 en tout", "en tout"),
        (f"Il y a {CALL}\nkm/h au plus", "au plus"),
        (f"Voir {CALL}\nart. 3 du code", "du code"),
        (f"Voir **{CALL}\nvélos** aussi", "aussi"),
        (f"Il y a {CALL}\nvélos : oui", "oui"),
        (f"Il y a {CALL}\nvélos\nqui roulent", "vélos"),
        (f"- Il y a {CALL}\nvélos - et puis", "et puis"),
        (f"- Il y a {CALL}\nvélos a) neufs", "vélos a) neufs"),
        (f"Il y a {CALL}\nvélos^[Une note.] neufs", "note.] neufs"),
    ],
)
def test_a_line_never_begins_amid_a_word_or_with_a_mark(typed: str, kept: str, petite: Path):
    """What the noun leaves behind it, or the line as it was typed."""
    text = written(petite, typed).pieces[-1].markdown
    assert kept in text.split("\n"), text
    assert text.count("\n") == written(petite, "Un mot" + "\n" * typed.count("\n")).pieces[-1].markdown.count("\n")


@pytest.mark.parametrize("before", ["Il y a ", "- un total de ", "1. Soit "])
def test_a_number_takes_its_noun(before: str, petite: Path):
    text = written(petite, f"{before}{CALL}\nvélos réparés").pieces[-1].markdown
    assert re.search(r"\}\u00a0vélos\nréparés", text), text
