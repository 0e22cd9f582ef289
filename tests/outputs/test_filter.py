"""One vocabulary, two dresses: each div and span of the manuscript in HTML and in Typst (docs/architecture.md)."""

# ruff: noqa: E501 - what Pandoc reads and writes stays on its line

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from rapport.ground.problems import Place
from rapport.outputs.engines.pandoc import Pandoc
from rapport.sources.model import Piece
from tests.conftest import lay_filter

SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="3"><rect/></svg>'
PICTURE = "assets/photo.svg"

# Every snippet is the body of a section of its own; all go through Pandoc together, once for each format.
SNIPPETS = {
    "chart-width": "::: {.small .chart width='\"><script>alert()</script>'}\n![Alt](assets/photo.svg)\n:::",
    "value": 'Le réseau compte [543]{.value ref="a.b"} et [1\u202f240]{.value .to-confirm ref="c.d"} heures.',
    "key-numbers": '::: key-numbers\n- [318]{.value ref="a.b"} vélos\n- **12** choses [ici](https://e.example)\n:::',
    "cards": "::: cards\n### Un\n\nTexte *a*.\n\n### Deux\n\n- liste\n:::",
    "callout": "::: callout\n### Titre\n\nTexte.\n:::\n\n::: callout\nSeul.\n:::",
    "summary": '::: {.summary who="Léa P. & \\"fils\\"" role="Chef"}\nDit.\n:::\n\n::: {.summary who="Ali"}\nTu.\n:::',
    "steps": "::: steps\n1. Un\n2. Deux\n:::",
    "cards-led": "::: cards\nUne phrase *avant*.\n\n- et une liste\n\n### Un\n\nTexte.\n:::",
    "cards-none": "::: cards\nSans intertitre.\n:::",
    "key-numbers-led": "::: key-numbers\nAvant.\n\n- **12** choses\n\nEntre.\n\n- **3** autres\n\n1. Une liste numérotée\n:::",
    "dates": "::: dates\n- **2014** La loi.\n- **2021** Le [soutien](https://e.example).\n:::",
    "dates-led": "::: dates\nAvant.\n\n- **2014** La loi.\n:::",
    "statement": "::: statement\nTenir *bon*.\n:::",
    "people-tree": "::: {.people .tree}\nDirection\n\n:   - [Léa]{.name}\n\nPôle : un\n\n:   - [Zoé]{.name}\n:::",
    "people-branches": "::: {.people .tree}\n[Pôle :]{.branch} élan *vert*\n\n:   - [Zoé]{.name}\n:::",
    "steps-led": "::: steps\nD'abord.\n\n3. Trois\n4. Quatre\n\nEnfin.\n:::",
    "counted": "5. Cinq\n6. Six\n    1. sous un\n    2. sous deux\n\n7. Sept\n\n    - a\n        1. plus bas\n\n8. Huit\n\n    3. trois",
    "plain": "::: columns\na\n:::\n\n::: definition\nb\n:::\n\n::: small\nc\n:::",
    "summary-line": '::: {.summary who="Léa"}\n### Tenir *bon*\n\nDit.\n:::',
    "interview": '::: {.interview who="Ali" role="Chef"}\n### Pourquoi ?\n\nPour cela.\n\n- [36]{.value ref="a.b"} structures\n\n'
    "### Et après ?\n\nOn verra.\n:::",
    "glance": '::: glance\n- [1]{.value ref="a"} un\n- [2]{.value ref="b"} deux\n- [3]{.value ref="c"} trois\n\nUn message.\n\n'
    ':::: {.chart #chart-g key="g" width="half"}\n::: chart-title\nCarte\n:::\n\n![Alt](charts/g.svg)\n::::\n:::',
    "glance-alone": '::: glance\n- [1]{.value ref="a"} un\n- [2]{.value ref="b"} deux\n- [3]{.value ref="c"} trois\n:::',
    "page-chart": ':::: {.chart #chart-p key="p" width="page" ground="#0B5563"}\n::: chart-title\nSoleil\n:::\n\n![Alt](charts/p.svg)\n::::',
    "chart": """:::: {.chart #chart-c key="c" width="half"}
::: chart-title
Le *titre*
:::
::: chart-subtitle
Le sous-titre
:::

![Alt "x" & <b> 100 %](charts/c.svg)

::: chart-data
| Type | Nombre |
|:-----|-------:|
| AI   | [248]{.value ref="t.AI.count"} |

: Le titre
:::
::: chart-source
Source
:::
::::

:::: {.chart #chart-d key="d" width="full"}
::: chart-title
Seul
:::

![Alt](charts/c.svg)

::: chart-data
| A |
|---|
| b |
:::
::::""",
    "table": """:::: {.table #table-t key="t"}

| Type | Nombre |
|:-----|-------:|
| AI   | [248]{.value ref="t.AI.count"} |
| ACI  | [2]{.value ref="t.ACI.count"} |

: Légende "x"

::: table-source
Source
:::
::::""",
    "people": "::: people\n- [Léa P]{.name} [Présidente]{.role} [01]{.x} [02](tel:+332){.phone} [a\\@b.example](mailto:a@b.example){.email} [n]{.note}\n"
    "- [Ali]{.name .to-confirm}\n:::",
    "people-groups": "::: people\nBretagne\n\n:   - [Léa]{.name}\n    - [Ali]{.name}\n\nNormandie\n\n:   - [Zoé]{.name}\n:::",
    "lexicon": "::: lexicon\n\n[AAH]{#lex-aah .term}\n\n:   Allocation [note]{.note}\n\n:::",
    "timeline": "::: timeline\n- [Janvier]{.when} [Vœux]{.what} [Paris]{.where} [Suite]{.detail} "
    f"![Une photo]({PICTURE}) [Photographie : Zoé]{{.credit}}\n"
    "- [Mars]{.when} [Foire]{.what}\n:::",
    "directory": "::: directory\n- [Bretagne]{.region} [Équipe]{.name} [02](tel:+332){.phone} [b@c.example](mailto:b@c.example){.email}\n:::",
    "pictures": "\n\n".join(
        [
            f"![Alt 1]({PICTURE})",
            f"::: callout\n![Alt 2]({PICTURE})\n:::",
            f"::: cards\n### T\n\n![Alt 3]({PICTURE})\n:::",
            f"::: steps\n1. ![Alt 4]({PICTURE})\n:::",
            f"| a |\n|---|\n| ![Alt 5]({PICTURE}) |",
            f"[![Alt 6]({PICTURE})](#pictures)",
        ]
    ),
    "addresses": "[a](#value) [b](https://e.example/?x=1&y=2) [c](mailto:a@b.example) [d](tel:+331) [e](assets/f.pdf)",
    "forbidden": "[l1](javascript:alert(1)) [l2](JaVaScript:alert(1)) [l3](data:text/html,x) [l4](vbscript:x) [l5](file:///x)"
    " [l6](&#1;javascript:x) [l7](javascript&colon;x) [l8][r] <javascript:x> ![i1](javascript:x) ![i2](data:text/html,x)\n\n[r]: javascript:x",
    "attributes": '## T {#titre-choisi onclick="x" style="x"}\n\n[s]{#s onclick="x" style="x" srcdoc="x" ref="ok"} [l](https://e.example){onclick="x"}'
    f' `c`{{onclick="x"}} ![i]({PICTURE}){{onerror="x"}}\n\n```{{.py onclick="x"}}\ncode\n```\n\n::: {{.callout onclick="x" style="x"}}\nz\n:::\n\n'
    "| a |\n|---|\n| b |\n\n: c {onclick=x}",
    "raw": "<script>alert(1)</script> <b onclick=x>g</b> `x`{=html} `y`{=typst} $z$ \\textbf{t} #let q = 1 @ref <lab> &lt;i&gt; <!-- c -->\n\n"
    "```{=html}\n<hr>\n```\n\n<div onclick=x>\nbloc\n</div>",
    "markers": "```\n//piece raw\n<!--piece raw-->\n```\n\n//piece raw",
    "headings": "## Deux\n\n### Trois\n\n::: callout\n##### Cinq\n:::\n\n## Deux\n\n::: cards\n## Carte\n\nx\n:::",
    "awaited": "Les [XX]{.awaited} vélos.\n\n::: key-numbers\n- [XX]{.awaited} vélos réparés\n:::\n\n"
    "::: {.awaited #chart-heures}\nGraphique à renseigner : *heures*\n:::",
    "empty": "Avant.\n\n::: timeline\n:::\n\n::: directory\n:::\n\n::: lexicon\n:::\n\n::: people\n:::\n\n::: cards\n:::\n\n::: steps\n:::\n\n"
    "::: key-numbers\n:::\n\nAprès.",
    "deep": "## a\n\n### b\n\n#### c\n\n::: callout\n### d\n:::",
    "notes": "A[^1] B^[incise *c*]\n\n[^1]: La note.",
    "notes-apart": "Rien ici, ni *là*.\n\n- un [^1]\n- deux\n\n::: callout\nTrois\n[^2]\n:::\n\n> Quatre ^[incise], cinq **fort [^3]**\n\n"
    "[^1]: Une.\n\n[^2]: Deux.\n\n[^3]: Trois.",
    "typst-marks": "\\- moins\n\n\\+ plus\n\n\\= égal\n\n1\\. un\n\n/ terme: x\n\n// commentaire /* non */ #set page() $a$ \\`b\\` \\\\ \\~ 50\u00a0%",
    "escaped": "    ::: small\n\n:::\n\n[sortie]{onclick=alert()} [sortie](javascript:alert())\n\n"
    "::: {.section id='x--><script>alert()</script>'}\n# sortie {onclick=alert()}\n:::",
}


@pytest.fixture(scope="module")
def fragments(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], str]:
    """Give `fragments("html", "cards")`: a snippet's section in a format."""
    work = tmp_path_factory.mktemp("work")
    lay_filter(work)
    for name in ("charts/c.svg", PICTURE):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text(SVG, "utf-8")
    pieces = [piece(name, body) for name, body in SNIPPETS.items()]
    pieces.append(piece("below", "## Deux\n\n::: callout\n### Cinq\n:::", level=2))
    opener = ':::::: {.part #partie-1 number="I"}\n# Le réseau\n\n::: lead\nUne phrase.\n:::\n::::::\n'
    pieces.append(Piece("partie-1", opener, (Place("x"),)))
    made: dict[str, Mapping[str, str]] = {}

    def fragment(target: str, name: str) -> str:
        if target not in made:
            with closing(Pandoc(work)) as pandoc:
                ((_, made[target]),) = pandoc.converted(pieces, [target])
        return made[target][name]

    return fragment


def piece(name: str, body: str, level: int = 1) -> Piece:
    head = f':::::: {{.section #{name} level="{level}"}}\n# Titre `t`{{onclick="x"}}\n\n'
    head += "::: kicker\nK & <k> *3*\n:::\n\n::: lead\nChapeau\n:::\n\n"
    return Piece(name, f"{head}{body}\n\n::::::\n", (Place("x"),))


@pytest.fixture
def html(fragments: Callable[[str, str], str]) -> Callable[[str], str]:
    return lambda name: re.sub(r"\s*\n\s*", "", fragments("html", name).partition("</header>")[2])


@pytest.fixture
def typst(fragments: Callable[[str, str], str]) -> Callable[[str], str]:
    return lambda name: fragments("typst", name).partition("\n")[2].lstrip("\n")


Fragment = Callable[[str], str]


# --- components ----------------------------------------------------------------------------------------------------


def test_openings(fragments: Callable[[str, str], str]):
    """A part and a section open with their title, their surtitle and their lead."""
    assert fragments("typst", "value").splitlines()[0] == (
        '#section-opening(id: "value", level: 1, kicker: [K & \\<k\\> #emph[3]], title: [Titre `t`], lead: [Chapeau])'
    )
    assert fragments("typst", "partie-1") == '#part-opening(id: "partie-1", number: "I", title: [Le réseau], lead: [Une phrase.])'
    page = fragments("html", "value")
    assert page.startswith('<section class="section" id="value" aria-labelledby="value-titre">')
    assert '<p class="kicker">\nK &amp; &lt;k&gt; <em>3</em>\n</p>\n<h2 id="value-titre">Titre <code>t</code></h2>' in page
    part = fragments("html", "partie-1")
    assert '<section class="part" id="partie-1" aria-labelledby="partie-1-titre">' in part
    assert '<p class="part-number">I</p>\n<h2 id="partie-1-titre">Le réseau</h2>' in part


def test_value(html: Fragment, typst: Fragment):
    assert '<span class="value" data-ref="a.b">543</span>' in html("value")
    assert '<span class="value to-confirm" data-ref="c.d">1\u202f240</span>' in html("value")
    assert '#value("a.b", to-confirm: false)[543];' in typst("value")
    assert '#value("c.d", to-confirm: true)[1\u202f240];' in typst("value")


def test_key_numbers(html: Fragment, typst: Fragment):
    """The number is what comes up to the first bound or strong one, the label what follows."""
    assert re.search(
        r'^<ul class="key-numbers"[^>]*><li><span class="number"><span class="value" data-ref="a.b">318', html("key-numbers")
    )
    assert (
        '<span class="number"><strong>12</strong></span> <span class="label">choses <a href="https://e.example">ici</a></span>'
        in html("key-numbers")
    )
    assert '(number: [#value("a.b", to-confirm: false)[318];], label: [vélos])' in typst("key-numbers")
    assert '(number: [#strong[12]], label: [choses #link("https://e.example")[ici];])' in typst("key-numbers")


def test_cards(html: Fragment, typst: Fragment):
    assert re.findall(r'class="card"><h3[^>]*>(\w+)</h3>', html("cards")) == ["Un", "Deux"]
    assert html("cards").startswith('<div class="cards">')
    assert re.sub(r" level: \d,", "", typst("cards")) == (
        "#cards(\n  (title: [Un], body: [Texte #emph[a]\\.]),\n  (title: [Deux], body: [- liste]),\n)"
    )


@pytest.mark.parametrize(("name", "words"), [
    ("cards-led", ["Une phrase", "avant", "et une liste", "Texte."]), ("cards-none", ["Sans intertitre."]),
    ("key-numbers-led", ["Avant.", "12", "choses", "Entre.", "3", "autres", "Une liste numérotée"]),
    ("steps-led", ["D'abord.", "Trois", "Quatre", "Enfin."]),
])  # fmt: skip
def test_nothing_that_stands_in_a_component_is_lost(html: Fragment, typst: Fragment, name: str, words: list[str]):
    """Whatever isn't of the component's own kind stays beside it, in the author's order."""
    for written in (html(name), typst(name)):
        places = [re.search(rf"(?<![\w-]){re.escape(word)}", written.replace("\\'", "'")) for word in words]
        assert all(places), written
        starts = [place.start() for place in places if place]
        assert starts == sorted(starts), written


def test_steps_begin_where_the_author_begins(html: Fragment, typst: Fragment):
    assert "#steps(([Trois], [Quatre],), start: 3)" in typst("steps-led")
    assert '<ol start="3"' in html("steps-led")


def test_lists_within_one_that_starts_elsewhere_count_anew(html: Fragment, typst: Fragment):
    """Typst hands the start of a list on to those within it: they went on with its numbers."""
    assert len(re.findall(r"#set enum\(start: 1\)\s+#?(?:block\[\s*)?\+ (?:sous un|plus bas)", typst("counted"))) == 2
    assert re.search(r'#set enum\(numbering: "1\.", start: 3\)\s+\+ trois', typst("counted"))
    assert html("counted").count("<ol") == 4


def test_callout(html: Fragment, typst: Fragment):
    first, second = re.findall(r"<(?:div|aside) class=\"callout\"[^>]*>(.*?)</(?:div|aside)>", html("callout"))
    assert re.fullmatch(r"<h3[^>]*>Titre</h3><p>Texte.</p>", first)
    assert second == "<p>Seul.</p>"
    assert re.search(r"#callout\(title: \[Titre\][^)]*\)\[Texte.\]", typst("callout"))
    assert "#callout(title: none)[Seul.]" in typst("callout")


def test_the_line_that_is_kept_of_a_summary(html: Fragment, typst: Fragment):
    assert "#summary(who: [Léa], role: none, line: [Tenir #emph[bon]])[Dit.]" in typst("summary-line")
    assert re.search(r"<h3[^>]*>Tenir <em>bon</em></h3>", html("summary-line"))


def test_an_interview_is_questions_answers_and_numbers(html: Fragment, typst: Fragment):
    made = typst("interview")
    assert "#interview(\n  who: [Ali], role: [Chef],\n  (question: [Pourquoi ?], level: 2, numbers: ((number: " in made
    assert "label: [structures]), ), answer: [Pour cela.])" in made
    assert "(question: [Et après ?], level: 2, numbers: (), answer: [On verra.])" in made
    page = html("interview")
    assert '<span class="summary-label">Entretien</span> <span class="who">Ali</span> <span class="role">Chef</span>' in page
    assert page.count("<h3") == 2
    assert '<ul class="key-numbers"' in page


def test_a_glance_is_two_pages_the_first_with_the_map(html: Fragment, typst: Fragment):
    left, right = typst("glance").split("#glance-right(")
    assert [left.count("(number: "), right.count("(number: ")] == [1, 2]
    assert 'chart: [#chart(id: "chart-g"' in left
    assert "messages: ([Un message.], )" in right
    assert html("glance").count('<ul class="key-numbers"') == 1
    assert '<figure class="chart width-half" id="chart-g">' in html("glance")


def test_a_glance_without_a_map_shares_its_numbers_evenly(typst: Fragment):
    left, right = typst("glance-alone").split("#glance-right(")
    assert [left.count("(number: "), right.count("(number: ")] == [2, 1]
    assert "chart: none" in left


def test_a_drawing_that_fills_a_page_says_its_colour(html: Fragment, typst: Fragment):
    assert 'path: "charts/p.svg", ground: rgb("#0B5563"))' in typst("page-chart")
    assert '<figure class="chart width-page" id="chart-p">' in html("page-chart")


def test_summary(html: Fragment, typst: Fragment):
    """Who spoke stands in the caption, marks of the page apart."""
    assert '<span class="who">Léa P. &amp; &quot;fils&quot;</span> <span class="role">Chef</span>' in html("summary")
    assert html("summary").count('class="role"') == 1
    assert html("summary").count('<figure class="summary"><figcaption>') == 2
    assert '#summary(who: [Léa P. & "fils"], role: [Chef])[Dit.]' in typst("summary")
    assert "#summary(who: [Ali], role: none)[Tu.]" in typst("summary")


def test_steps(html: Fragment, typst: Fragment):
    assert re.fullmatch(r'<div class="steps"><ol[^>]*><li>Un</li><li>Deux</li></ol></div></section>', html("steps"))
    assert typst("steps") == "#steps(([Un], [Deux],))"


def test_dates(html: Fragment, typst: Fragment):
    """The date of each is what its item begins with, in bold; what is no list stays in its place."""
    assert typst("dates").startswith("#dates(")
    assert "number: [#strong[2014]], label: [La loi.]" in typst("dates")
    assert 'label: [Le #link("https://e.example")[soutien]' in typst("dates")
    assert typst("dates-led").index("Avant") < typst("dates-led").index("#dates(")
    assert html("dates").startswith('<div class="dates"><ul><li><strong>2014</strong> La loi.</li>')


def test_statement(html: Fragment, typst: Fragment):
    assert typst("statement") == "#statement[Tenir #emph[bon]\\.]"
    assert html("statement") == '<div class="statement"><p>Tenir <em>bon</em>.</p></div></section>'


def test_an_organisation_chart_is_a_list_of_groups(html: Fragment, typst: Fragment):
    assert "tree: true" in typst("people-tree")
    assert "tree" not in typst("people-groups")
    assert html("people-tree").count('<ul class="people">') == html("people-groups").count('<ul class="people">') == 2


def test_plain_divs(html: Fragment, typst: Fragment):
    assert html("plain") == (
        '<div class="columns"><p>a</p></div><div class="definition"><p>b</p></div><div class="small"><p>c</p></div></section>'
    )
    assert typst("plain").split() == ["#columns-block[a]", "#definition[b]", "#small-print[c]"]


def test_chart(html: Fragment, typst: Fragment):
    """The drawing's place is in the page, with its words for who doesn't see it, and its data."""
    page = html("chart")
    assert '<figure class="chart width-half" id="chart-c"><figcaption><div class="chart-title">Le <em>titre</em></div>' in page
    assert '<img src="charts/c.svg" alt="Alt &quot;x&quot; &amp; &lt;b&gt; 100 %">' in page
    assert page.count('<details class="chart-data"><summary>') == 2
    assert re.search(r'<div class="chart-source">Source</div></figure>', page)
    assert page.count("chart-source") == page.count("chart-subtitle") == 1
    assert (
        '#chart(id: "chart-c", width: "half", title: [Le #emph[titre]], subtitle: [Le sous-titre], source: [Source], '
        'alt: "Alt \\"x\\" & <b> 100 %", path: "charts/c.svg")'
    ) in typst("chart")
    assert (
        '#chart(id: "chart-d", width: "full", title: [Seul], subtitle: none, source: none, alt: "Alt", path: "charts/c.svg")'
        in typst("chart")
    )


def test_table(html: Fragment, typst: Fragment):
    """A row's first cell is its header; who comes by keyboard can scroll."""
    page = html("table")
    assert page.startswith(
        '<figure class="table" id="table-t"><div class="table-scroll" tabindex="0" role="region" aria-label="Légende &quot;x&quot;">'
    )
    assert '<caption>Légende "x"</caption>' in page
    assert re.findall(r"<tr><th[^>]*>(\w+)</th><t([dh])", page) == [("Type", "h"), ("AI", "d"), ("ACI", "d")]
    assert '<div class="table-source">Source</div></figure>' in page
    assert typst("table").startswith('#data-table(id: "table-t", source: [Source])[#figure(')
    assert "table.header([Type], [Nombre],)" in typst("table")
    assert '[AI], [#value("t.AI.count", to-confirm: false)[248];],' in typst("table")


def test_people(html: Fragment, typst: Fragment):
    page = html("people")
    assert page.startswith(
        '<ul class="people"><li class="person"><span class="name">Léa P</span> <span class="role">Présidente</span>'
    )
    assert '<a href="tel:+332" class="phone">02</a> <a href="mailto:a@b.example" class="email">a@b.example</a>' in page
    assert '<span class="name to-confirm">Ali</span>' in page
    assert '(name: [Léa P], role: [Présidente], contact: [#link("tel:+332")[02]' in typst("people")
    assert "(name: [Ali#doubt-mark;], role: none, contact: none, note: none)" in typst("people")


def test_people_by_group(html: Fragment, typst: Fragment):
    assert html("people-groups").startswith(
        '<dl class="people-groups"><div><dt>Bretagne</dt><dd><ul class="people"><li class="person"><span class="name">Léa</span></li>'
    )
    assert html("people-groups").count("<dt>") == 2
    assert typst("people-groups").startswith(
        "#people-groups(\n  level: 2,\n  (title: [Bretagne], branch: none, people: ((name: [Léa], role: none"
    )
    assert "(title: [Normandie], branch: none, people: ((name: [Zoé], role: none, contact: none, note: none),))" in typst(
        "people-groups"
    )


def test_what_a_title_has_of_its_branch_is_told_apart(html: Fragment, typst: Fragment):
    assert r"title: [Pôle \: élan #emph[vert]], branch: [Pôle \:], part: [Élan #emph[vert]], people: (" in typst(
        "people-branches"
    )
    assert '<dt><span class="branch">Pôle :</span> élan <em>vert</em></dt>' in html("people-branches")


def test_lexicon(html: Fragment, typst: Fragment):
    assert (
        '<dl class="lexicon"><div><dt class="term" id="lex-aah">AAH</dt><dd>Allocation <span class="note">note</span></dd></div></dl>'
        in html("lexicon")
    )
    assert '#lexicon(\n  (id: "lex-aah", term: [AAH], definition: [Allocation note]),\n)' in typst("lexicon")


def test_what_is_awaited_stands_out(html: Fragment, typst: Fragment):
    page = html("awaited")
    assert 'Les <span class="awaited">XX</span> vélos.' in page
    assert '<span class="number"><span class="awaited">XX</span></span> <span class="label">vélos réparés</span>' in page
    assert '<div id="chart-heures" class="awaited">' in page
    text = typst("awaited")
    assert "Les #awaited[XX]; vélos." in text
    assert "(number: [#awaited[XX];], label: [vélos réparés])" in text
    assert '#awaited-block(id: "chart-heures")[Graphique à renseigner' in text


def test_an_empty_list_leaves_nothing(typst: Fragment):
    """A table may have no row yet: a call without an entry would stop Typst."""
    assert typst("empty").split() == ["Avant.", "Après."]


def test_timeline(html: Fragment, typst: Fragment):
    page = html("timeline")
    assert page.startswith(
        '<ol class="timeline"><li><span class="when">Janvier</span> <span class="what">Vœux</span> <span class="where">Paris</span>'
    )
    assert re.search(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="Une photo" ?/>\s*<span class="credit">', page)
    assert "(when: [Janvier], what: [Vœux], where: [Paris], who: none, detail: [Suite], image: [#picture(" in typst("timeline")
    assert "(when: [Mars], what: [Foire], where: none, who: none, detail: none, image: none, wanted: none)" in typst("timeline")


def test_directory(html: Fragment, typst: Fragment):
    assert html("directory").startswith(
        '<ul class="directory"><li><span class="region">Bretagne</span> <span class="name">Équipe</span>'
    )
    assert typst("directory").startswith(
        "#directory(\n  level: 2,\n  (number: none, region: [Bretagne], name: [Équipe], phone: [#link("
    )


# --- pictures, addresses -------------------------------------------------------------------------------------------


def test_pictures_keep_their_words_everywhere(html: Fragment, typst: Fragment):
    """Pandoc's own Typst drops them, and PDF/UA refuses a picture without."""
    for number in range(1, 7):
        assert f'#picture("{PICTURE}", alt: "Alt {number}")' in typst("pictures")
        assert re.search(rf'<img src="data:image/svg\+xml;base64,[^"]+"[^>]* alt="Alt {number}"', html("pictures"))
    assert "image(" not in typst("pictures")


def test_addresses(html: Fragment, typst: Fragment):
    assert re.findall(r'href="([^"]*)"', html("addresses")) == [
        "#value", "https://e.example/?x=1&amp;y=2", "mailto:a@b.example", "tel:+331", "assets/f.pdf",
    ]  # fmt: skip
    assert '#xref("value")[a];' in typst("addresses")
    assert '#link("https://e.example/?x=1&y=2")[b]' in typst("addresses")


@pytest.mark.parametrize("target", ["html", "typst"])
def test_scripts_and_files_are_no_addresses(fragments: Callable[[str, str], str], target: str):
    """Only the words are left, whatever the disguise."""
    made = fragments(target, "forbidden")
    assert not re.search(r'(?:href|src)="|#link|#picture|<embed|<img', made.partition("\n<p>" if target == "html" else "\n")[2])
    assert re.findall(r"\b[li]\d\b", made) == ["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "i1", "i2"]


# --- what an author may not do -------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["html", "typst"])
def test_attributes_outside_the_list_vanish(fragments: Callable[[str, str], str], target: str):
    made = fragments(target, "attributes")
    assert not re.search(r"\bon\w+=|\bsrcdoc|\bstyle=\"x", made)


@pytest.mark.parametrize("target", ["html", "typst"])
def test_what_leaves_its_section_is_filtered_all_the_same(fragments: Callable[[str, str], str], target: str):
    """A fence that only Pandoc closes puts what follows outside of the section: it stays an author's text."""
    made = fragments(target, "escaped")
    assert made.count("sortie") == 3, "the words are left"
    assert not re.search(r"\bon\w+=|javascript:", made)
    assert target == "typst" or "<script" not in made
    assert "#link" not in made


def test_what_an_author_calls_a_chart_writes_no_element(html: Fragment):
    assert "<script" not in html("chart-width")


def test_attributes_of_the_list_stay(html: Fragment):
    assert '<span id="s" data-ref="ok">s</span>' in html("attributes")
    assert '<h3 id="titre-choisi">T</h3>' in html("attributes")


def test_raw_html_is_printed_literally(html: Fragment):
    page = html("raw")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=x&gt;g&lt;/b&gt;" in page.replace('"', "")
    assert "&lt;div onclick=x&gt;" in page
    assert "&lt;!-- c --&gt;" in page
    assert not re.search(r"<(?:script|b|div|hr|i|!)\b", page.replace("<div class", ""))


def test_typst_code_is_printed_literally(typst: Fragment):
    for literal in (r"\#let q \= 1", r"\@ref", r"\<lab\>", r"\$z\$", r"\\textbf", r"\<script\>"):
        assert literal in typst("raw")


def test_typst_marks_at_the_head_of_a_line_are_text(typst: Fragment):
    lines = typst("typst-marks").split("\n\n")
    assert lines[:5] == [r"\- moins", r"\+ plus", r"\= égal", r"1\. un", r"\/ terme: x"]
    assert not re.search(r"(?<!\\)#set|(?<![\\/])//|/\*|(?<!\\)\$|(?<!\\)`", lines[5])


@pytest.mark.parametrize("target", ["html", "typst"])
def test_no_text_forges_a_marker(fragments: Callable[[str, str], str], target: str):
    """The engine cuts Pandoc's output at markers: what an author types must not cut."""
    assert "//piece raw" in fragments(target, "markers").replace("\\", "")
    assert "script" in fragments(target, "raw")


# --- headings, notes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "levels"),
    [("headings", [3, 4, 5, 3, 4]), ("below", [4, 5]), ("callout", [3]), ("cards", [3, 3]), ("deep", [3, 4, 5, 6])],
)
def test_levels_of_headings_never_jump(html: Fragment, typst: Fragment, name: str, levels: list[int]):
    """A card's or a call-out's title is one level under the heading before it, whatever the author typed."""
    assert [int(level) for level in re.findall(r"<h(\d)", html(name))] == levels
    assert [int(n) for n in re.findall(r"level: (\d)", typst(name))] == [
        level - 1 for level, own in zip(levels, _in_components(html(name)), strict=True) if own
    ]


def _in_components(page: str) -> list[bool]:
    """Tell of each heading of a page whether it opens a card or a call-out."""
    return [bool(re.search(r'class="(?:card|callout)"[^>]*>$', page[: found.start()])) for found in re.finditer(r"<h\d", page)]


def test_anchors_are_those_of_the_section(html: Fragment, typst: Fragment):
    """The same heading twice in a section gets two anchors, the same ones in both formats."""
    anchors = re.findall(r'<h\d id="([^"]+)"', html("headings"))
    assert anchors[:2] == ["headings-deux", "headings-trois"]
    assert "headings-deux-2" in anchors
    assert len(set(anchors)) == len(anchors)
    assert re.findall(r"^<([^>]+)>$", typst("headings"), re.MULTILINE) == [a for a in anchors if f"<{a}>" in typst("headings")]


def test_notes_stay_in_their_section(html: Fragment, typst: Fragment):
    page = html("notes")
    assert '<a href="#note-notes-1" id="appel-notes-1" class="footnote-ref" role="doc-noteref"><sup>1</sup></a>' in page
    assert '<section class="footnotes" role="doc-endnotes"' in page
    assert re.search(r'<li id="note-notes-2"><p>incise <em>c</em></p><a href="#appel-notes-2"', page)
    assert typst("notes").strip() == "A#footnote[La note.] B#footnote[incise #emph[c]]"


def test_a_note_sticks_to_its_word_wherever_it_is(html: Fragment, typst: Fragment):
    """A space before the call of a note is dropped in a list, in a block, in a quotation, in bold, at the head of a line."""
    page, paper = html("notes-apart"), typst("notes-apart")
    for word, number in (("un", 1), ("Trois", 2), ("Quatre", 3), ("fort", 4)):
        assert f'{word}<a href="#note-notes-apart-{number}"' in page
        assert f"{word}#footnote[" in paper
    assert "<p>Rien ici, ni <em>là</em>.</p>" in page
    assert "Rien ici, ni #emph[là]" in paper


# --- pieces --------------------------------------------------------------------------------------------------------


def test_a_fragment_depends_on_its_piece_alone(tmp_path: Path, fragments: Callable[[str, str], str]):
    """It is kept by the hash of its piece: converted alone or with others, it must be the same."""
    lay_filter(tmp_path)
    for name in ("headings", "notes", "attributes", "markers"):
        if name == "attributes":
            (tmp_path / PICTURE).parent.mkdir()
            (tmp_path / PICTURE).write_text(SVG, "utf-8")
        with closing(Pandoc(tmp_path)) as pandoc:
            ((_, alone),) = pandoc.converted([piece(name, SNIPPETS[name])], ["html"])
        assert alone[name] == fragments("html", name)
