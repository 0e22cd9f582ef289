"""French typography reaches what readers read, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rapport.ground.french import BOUND, NBSP, NNBSP
from rapport.manuscript.typography import attribute, escaped, one_line, typeset_markdown
from rapport.outputs.engines.pandoc import READER, pandoc_path

MARKDOWN = st.lists(
    st.sampled_from([
        *"aéB19 0\n'\"«»!?;:.%€h()[]{}*_`-", NBSP, NNBSP, "\n\n", "\n- ", "\n## ", "1er", "2ème", "XXe siècle", "...",
        '[a](b "c")', '`c "d"`', '```\n"x" !\n```', "~~~\nl'a\n~~~", "\n::: small\n", "\n:::\n", '{.value ref="a.b"}',
        " - ", " – ", "&nbsp;", " ; ", ": ", "M. ", " mai", "- - -", "\ue0000\ue001", " entreprises",
        "{.summary who=\"A 'b\"}", "<https://a.b/c?d='e'>", "http://a.b/c", "a.b@c.fr", "| a | b |\n", "**gras**", "](", "[^1]",
    ]),
    max_size=16,
).map("".join)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(MARKDOWN)
@example('""{{ value("a.b") }}')
@example("*»*")
@example('*"*"')
@example("**!")
def test_typesetting_twice_changes_nothing(text: str):
    once = typeset_markdown(text)
    assert typeset_markdown(once) == once


@settings(max_examples=250, deadline=None)
@given(st.one_of(MARKDOWN, st.text(alphabet=st.characters(exclude_categories=["Co", "Cs"]), max_size=60)))
@example('a```\n"x" !\n```| a | b |\n```\n"x" !\n```')  # what is set aside in what is set aside
def test_the_number_of_lines_never_changes(text: str):
    """The way back from a line of the manuscript to the author's line depends on it."""
    assert typeset_markdown(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "kept",
    [
        '`l\'un "deux" !`',
        "``l'un ` deux !``",
        "`deux lignes,\nl'une \"et\" l'autre !`",
        '```\nl\'un "deux" ... 1er !\n```',
        "````python\n```\nprint('a' , \"b\") ?\n```\n````",
        '~~~\nl\'un "deux" !\n~~~',
        "https://exemple.fr/l'an?q=1er:2",
        "<https://exemple.fr/l'an?q=1er>",
        "l'adresse@exemple.fr"[2:],
        "![](assets/l'image(1er).svg)",
        "[](#l'ancre)",
        '[](page.html "l\'un ...")',
        '[543]{.value ref="a.1er"}',
        "::: {.callout id='l'a'}",
        "::: key-numbers",
        "&nbsp;",
        "&#8239; &amp; &eacute;",
        "- - -",
        "| - | - |",
        "|:---|---:|",
    ],
)
def test_what_is_not_prose_stays_as_typed(kept: str):
    """Code, addresses, link targets, attributes and fences mean something to the letter."""
    assert typeset_markdown(kept) == kept
    assert typeset_markdown(f"L'un !\n\n{kept}\n\nL'autre !") == f"L’un{NNBSP}!\n\n{kept}\n\nL’autre{NNBSP}!"


WORDS = [*"aé9 !?;:…%'’«»-", " - ", " h ", "1er ", "...", "M. ", " : ", '"mot"']
PROSE = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
TO_THE_LETTER = [
    '`l\'un "deux" ! 1er`', "https://exemple.fr/l'an?q=1er:2", "[lien](page.html#l'un)", '[x]{.c title-x="l\'un : 2ème"}',
    "```\nl'un - \"deux\" ; 16h15\n```", "a.b@c-d.fr", "&nbsp;",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PROSE, st.sampled_from(TO_THE_LETTER), PROSE)
def test_what_means_something_to_the_letter_survives_any_prose(before: str, kept: str, after: str):
    """Whatever is said around it, in the paragraphs before and after."""
    assert kept in typeset_markdown(f"{before}\n\n{kept}\n\n{after}").split("\n\n")


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("le 1er mai", f"le 1^er^{NBSP}mai"),
        ("la 1re fois", "la 1^re^ fois"),
        ("les 1ers et 1res", "les 1^ers^ et 1^res^"),
        ("la 1ère fois", "la 1^re^ fois"),
        ("le 2e, le 3ème, le 4ième", "le 2^e^, le 3^e^, le 4^e^"),
        ("les 5es", "les 5^es^"),
        ("le 2nd", "le 2^d^"),
        ("la 2nde", "la 2^de^"),
        ("au XXe siècle", "au XX^e^ siècle"),
        ("le 1^er^ mai", f"le 1^er^{NBSP}mai"),
        ("Interim 16, IVe", "Interim 16, IVe"),
    ],
)
def test_ordinals(typed: str, set_: str):
    """1er, 1re, 2e in superscript; never 2ème."""
    assert typeset_markdown(typed) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('::: {.summary who="L\'équipe" role="À l\'atelier !"}', f'::: {{.summary who="L’équipe" role="À l’atelier{NNBSP}!"}}'),
        ("**Vraiment** ?", f"**Vraiment**{NNBSP}?"),
        ("[l'\"an\"](l'an)", f"[l’«{NBSP}an{NBSP}»](l'an)"),
        ("| l'un | deux ! |\n|:---|---:|", f"| l’un | deux{NNBSP}! |\n|:---|---:|"),
        ("terme\n\n:   l'explication", "terme\n\n:   l’explication"),
        (
            "- + 12 vélos\n- - 3 vélos",
            f"- +{NBSP}12 vélos\n- -{NBSP}3 vélos",
        ),  # no list within the list: the sign stays
        ("1. + 4\n\n> * + 5", f"1. +{NBSP}4\n\n> * +{NBSP}5"),
        ("- + un vélo\n- -\n- 12 - 3", "- + un vélo\n- -\n- 12 - 3"),
        ("- l'un ;\n- l'autre.", f"- l’un{NNBSP};\n- l’autre."),
        ("**Note:** un *mot;* ~~deux:~~\n**Fin:**", f"**Note{NBSP}:** un *mot{NNBSP};* ~~deux{NBSP}:~~\n**Fin{NBSP}:**"),
        ("[Voir:](https://a.fr) et *a:*b, c:*d* e", f"[Voir{NBSP}:](https://a.fr) et *a:*b, c:*d* e"),
    ],
)
def test_prose_around_marks(typed: str, set_: str):
    assert typeset_markdown(typed) == set_


# --- data as literal text ------------------------------------------------------------------------------------------


def paragraphs(markdown: str) -> list[Any]:
    """Return the blocks that Pandoc reads."""
    run = subprocess.run(
        [pandoc_path(), f"--from={READER}", "--to=json"], input=markdown, capture_output=True, encoding="utf-8", check=True
    )
    return list(json.loads(run.stdout)["blocks"])


def literal(inlines: list[Any]) -> str:
    """Return inlines that hold nothing but text, or what else they hold."""
    words = {"Space": " ", "SoftBreak": " "}
    return "".join(i["c"] if i["t"] == "Str" else words.get(i["t"], f"<{i}>") for i in inlines)


CELLS = [
    "1. un", "(a) b", "a) b", "- liste", "+ 3", "# titre", "> citation", "*gras* **fort** _maigre_ __long__",
    "`code`", "[lien](x)", "![image](x)", "[^1]", "^[note]", "a^2^ H~2~O ~~barré~~", "$x$ $$y$$", "<b>",
    "<https://a.b>", "&amp; &eacute; R&D", "a | b", "\\", "\\*", "{.classe}", "::: bloc", "@nom [@nom]", "...", "--",
    '\'a\' "b"', "% titre", "---", "===", ": légende", "Table: légende", "| a | b |", "|:--|", "1er", "{{ value }}",
    "\\newline", "http://a.b/c_d", "a\xa0b", "#", "\\", "=",
]  # fmt: skip


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]), min_size=1, max_size=25),
        min_size=40,
        max_size=60,
    )
)
@example(CELLS)
def test_data_is_read_as_literal_text(cells: list[str]):
    """A cell of a table means to Markdown nothing but itself, wherever a line begins."""
    read = paragraphs("\n\n".join(map(escaped, cells)))
    assert [block["t"] for block in read] == ["Para"] * len(cells)
    assert [literal(block["c"]) for block in read] == cells


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=25), min_size=40, max_size=60))
@example([*CELLS, 'a "b" \\', "&quot;"])
def test_data_stands_in_attributes(values: list[str]):
    values = [value.strip() for value in values]
    read = paragraphs("\n\n".join(f"[x]{{who={attribute(value)}}}" for value in values))
    found = [dict(block["c"][0]["c"][0][2])["who"] for block in read]
    assert found == [re.sub(" +", " ", value) for value in values]


# --- one-line texts ------------------------------------------------------------------------------------------------

PLAINLY = [
    "(p) Données provisoires", "(1) Insee", "a) au 31 décembre", "iv. Chiffres arrêtés", "2024. Une année pleine", "12) Au total",
    "(IX) Annexe", "MM. Durand et Petit", "#. suite", "# Titre", "#1 du réseau", "> 300 salariés", "- un tiret", "+ de monde",
    "* provisoire", ": suite", "::: callout", ":::", "~ environ", "~~~", "```", "---", "***", "- - -", "| barre",
    "[p]: données", "[^1]: une note", "Langage C#", "Niveau ##", "Accords {provisoires}", "M. Dupont",
    "    quatre espaces", "- [ ] à faire", "A) Annexe",
]  # fmt: skip


SHAPES = ["::: table-source\n{}\n:::\n", "# {}\n", "| a |\n|---|\n| b |\n\n : {}\n"]
EACH_ALONE = f"""
local texts = pandoc.json.decode(io.read("a"))
for place, text in ipairs(texts) do
  texts[place] = pandoc.write(pandoc.read(text, "{READER}"), "plain", pandoc.WriterOptions{{wrap_text = "none"}})
end
io.write(pandoc.json.encode(texts))
"""


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    """Return each text in each shape as Pandoc reads it, a document of its own: one program reads them all."""
    documents = [shape.format(one_line(text)) for text in PLAINLY for shape in SHAPES]
    asked = [pandoc_path(), "lua", "-e", f"{EACH_ALONE}"]
    told = subprocess.run(asked, input=json.dumps(documents), capture_output=True, encoding="utf-8", check=True).stdout
    return dict(zip(documents, json.loads(told), strict=True))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("text", PLAINLY)
def test_a_one_line_text_keeps_every_sign_wherever_it_stands(text: str, shape: str, plain: dict[str, str]):
    """Its first signs would begin a list, a heading or a definition, its last ones end a heading or be attributes."""
    told = plain[shape.format(one_line(text))]
    assert " ".join(told.replace(NBSP, " ").split()).endswith(" ".join(text.split()))


KEPT = ["**gras** et *italique*", '[26]{.literal because="x"}', "[un lien](https://a.fr)", "~~barré~~ dit", "`code`", "-12 %"]


@pytest.mark.parametrize("text", [*KEPT, "*italique*", "\ue0000\ue001 % de plus"])
def test_a_one_line_text_keeps_its_marks_inside(text: str):
    assert one_line(text) == text


@pytest.mark.parametrize(
    "text", ["**Note :** voir", "*Note :* voir", "_Note :_ voir", "[voir :](https://a.fr)", "~~Note :~~ x", "« Note : »"]
)
def test_a_colon_stuck_to_a_closing_mark_keeps_its_space(text: str):
    assert f"{NBSP}:" in typeset_markdown(text)
    assert " :" not in typeset_markdown(text)


BOUND_NUMBER = f"\ue0000{BOUND}"


@pytest.mark.parametrize(
    ("typed", "below"),
    [
        ("entreprises du lieu", f"{NBSP}entreprises\ndu lieu"),
        ("vélos, puis le reste", f"{NBSP}vélos,\npuis le reste"),
        ("n° 3 du lieu", f"{NBSP}n°{NBSP}3\ndu lieu"),
        ("km/h en ville", f"{NBSP}km/h\nen ville"),
        ("entreprises", f"{NBSP}entreprises\n"),
        ("des cas", "\ndes cas"),  # which count nothing
        ("- entreprises du lieu", "\n- entreprises du lieu"),  # another block
        ("entreprises 2. du lieu", "\nentreprises 2. du lieu"),  # what is left would open a list
    ],
)
def test_a_number_that_ends_a_line_is_joined_by_its_noun(typed: str, below: str):
    """The noun comes up, whole, with the signs stuck to it; the lines stay as many."""
    assert typeset_markdown(f"dans {BOUND_NUMBER}\n{typed}") == f"dans {BOUND_NUMBER}{below}"


@pytest.mark.parametrize("text", [
    f"# Titre {BOUND_NUMBER}\nentreprises du lieu",
    f"| a | {BOUND_NUMBER} |\n| b | c |",
    f"a   {BOUND_NUMBER}\nb   c d",
])  # fmt: skip
def test_a_number_that_ends_a_heading_or_a_row_takes_no_word_of_the_next(text: str):
    assert typeset_markdown(text) == text


@pytest.mark.parametrize(("typed", "printed"), [
    ("1er", "1^er^"), ("1ère", "1^re^"), ("2èmes", "2^es^"), ("2nd", "2^d^"), ("2nde", "2^de^"),
    ("2nds", "2^ds^"), ("2ndes", "2^des^"),
])  # fmt: skip
def test_ordinals_are_raised_and_shortened_as_french_does(typed: str, printed: str):
    assert typeset_markdown(f"Le {typed} tour") == f"Le {printed} tour"
