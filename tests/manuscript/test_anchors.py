"""Anchors: those that are made are distinct whatever is shown twice or called alike; those that authors type are told."""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.manuscript.anchors import typed_in
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.formats.html import again
from rapport.sources.authored import FrontMatter
from rapport.sources.model import Section
from rapport.sources.reserved import OF_LOOKS, OF_PAGE

PROJECT = Path(__file__).resolve().parents[2]
TWICE = """
## Titre

## Titre

## Titre bis

{{ chart("heures") }}

{{ chart("heures") }}

{{ table("heures_par_atelier", where={"name": "Vélo"}) }}

{{ table("heures_par_atelier") }}

Voir [le dessin](#chart-heures), [la table](#table-heures_par_atelier) et [ceci](#ateliers-titre-2).

### Ceci {#ateliers-titre-2}
"""


def more(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}\n{text}", "utf-8")


def ids_of(page: Path) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page.read_text("utf-8"))


def test_what_is_shown_twice_is_distinct(petite: Path, run: Callable):
    more(petite / "content/ateliers.md", TWICE)
    more(petite / "content/edito.md", '{{ chart("heures") }}\n')
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    ids = Counter(ids_of(petite / "output/2024/index.html"))
    assert max(ids.values()) == 1
    assert {"chart-heures", "chart-heures-2", "chart-heures-3", "chart-heures-4", "table-heures_par_atelier-3"} <= {*ids}
    assert {"ateliers-titre", "ateliers-titre-2", "ateliers-titre-3", "ateliers-titre-4", "ateliers-titre-bis"} <= {*ids}


def test_sections_called_alike_keep_their_headings_apart(petite: Path, run: Callable):
    """The heading « B c » of `ateliers` would be that of « C » in `ateliers-b`, and « Titre » its own title's."""
    (petite / "content/ateliers-b.md").write_text(
        "---\ntitle: Une autre\n---\n\nUn mot.\n\n## C\n\nUn mot.\n\n## Titre\n\nUn mot.\n", "utf-8"
    )
    more(petite / "content/ateliers.md", "## B c\n\nUn mot.\n\n## B\n\nUn mot.\n\n## B titre\n\nUn mot.\n")
    report = petite / "report.yml"
    report.write_text(f"{report.read_text('utf-8').rstrip()}\n  - ateliers-b\n", "utf-8")
    outcome = run(petite, "build")
    assert outcome.code == 0, outcome.out
    ids = Counter(ids_of(petite / "output/2024/index.html"))
    assert max(ids.values()) == 1
    assert {"ateliers-b", "ateliers-b-c", "ateliers-2-b-c"} <= {*ids}


def test_an_anchor_does_not_depend_on_what_was_written_before(petite: Path):
    """A piece kept from the last time is written again when another takes its anchor."""
    more(petite / "content/ateliers.md", TWICE)
    flow = Flow(petite, Tools(petite, Cache(petite / ".cache")))
    first = {piece.id: piece.markdown for piece in flow.manuscript().pieces}
    more(petite / "content/edito.md", '{{ table("heures_par_atelier") }}\n')
    flow.look_again()
    second = {piece.id: piece.markdown for piece in flow.manuscript().pieces}
    assert "#table-heures_par_atelier " in first["ateliers"]
    assert "#table-heures_par_atelier " in second["edito"]
    assert "#table-heures_par_atelier " not in second["ateliers"]


def test_a_drawing_shown_again_has_names_of_its_own():
    drawn = '<svg id="a"><clipPath id="c1"/><g clip-path="url(#c1)"/><use href="#c1"/><a href="https://e.example/#c1"/></svg>'
    assert again(drawn, 1) == drawn
    assert again(drawn, 2) == (
        '<svg id="again-2-a"><clipPath id="again-2-c1"/><g clip-path="url(#again-2-c1)"/><use href="#again-2-c1"/>'
        '<a href="https://e.example/#c1"/></svg>'
    )


def test_the_names_that_are_refused_are_those_in_use(built_petite: Path):
    page = "".join(
        (PROJECT / "templates" / f"{name}.html.j2").read_text("utf-8") for name in ("report", "origins", "origins-group")
    )
    own = set(re.findall(r'\sid="([\w-]+)"', page))
    assert own
    assert own | {"annexe-chiffres", "annexe-chiffres-titre"} == OF_PAGE
    assert {*ids_of(built_petite / "output/2024/index.html")} >= OF_PAGE - {"cover-above", "cover-sky"}
    code = "".join(re.sub(r"//.*", "", path.read_text("utf-8")) for path in (PROJECT / "templates").rglob("*.typ"))
    others = {"picture", "pages", "printed", "corrections"}  # of cards and factsheets, of a section
    looks = set(re.findall(r"<([a-z-]+\d?)>", code)) - others
    assert looks == OF_LOOKS


def test_a_name_in_code_is_none():
    body = """
### Un {#un}

`{#deux}` et ``a ` {#trois}``

```
{#quatre}
```

    {#cinq}

### Six {.small #six}
"""
    section = Section("essai", FrontMatter(title="Essai"), body, "content/essai.md", 4)
    assert [(name, body[at + 1 : at + 1 + len(name)]) for name, at in typed_in(section)] == [("un", "un"), ("six", "six")]


def test_a_name_that_names_nothing_is_none():
    """Braces after a space are printed as they are typed, but for those of a heading, of a caption."""
    body = """
Un paragraphe. {#un}

- une puce {#deux}

| A | B |
|---|---|
| c | d |

: Une légende
  {#trois}

Un titre {#quatre}
------------------

| A | B |
|---|---|
| c | d |
{#cinq}

[un mot]{#six}, [un autre]{.literal #sept because="essai"} ![](a.jpg){#huit width=50%}

::: {.callout #neuf}
Un mot.
:::

Table: Une [légende]{#dix} {#onze}
"""
    section = Section("essai", FrontMatter(title="Essai"), body, "content/essai.md", 4)
    assert [name for name, _ in typed_in(section)] == ["trois", "quatre", "six", "huit", "neuf", "dix", "onze"]


WORDS = "[Un mot]{#n1} et [un lien](https://fabrique-du-val.example){#n2}, [un autre](#edito){#n3}, `code`{#n4}."
PICTURES = """
Un mot ![Une image](assets/etabli.svg){#n1}.

![Une image](assets/etabli.svg){#n2}

![Une image](assets/etabli.svg){#n3} ![Une image](assets/etabli.svg){#n4}
"""
TABLES = """
| Un | Deux |
|----|------|
| a  | b    |

: Une légende {#n1}

::: callout
| Un | [Deux](#n1) |
|----|-------------|
| a  | b           |

: {#n2}
:::

| [Un]{#n3} | Deux |
|-----------|------|
| a         | b    |

Table: Une [légende]{#n4} {#n5}
"""
BLOCKS = """
::: {.callout #n1}
Un mot.
:::

::: {.cards #n2}
### Un
Un mot.

### Deux
Un mot.
:::

::: {.steps #n3}
1. un
2. deux
:::

::: {.key-numbers #n4}
- {{ value("heures.total") }} heures
:::

::: {.small #n5}
Un mot.
:::

::: {.columns #n6}
Un mot.
:::
"""
VOICES = """
::: {.summary #n1 who="Nadia BERTHIER" role="Élue"}
### Un {#n2}
Un mot.
:::

::: {.interview #n3 who="Nadia BERTHIER" role="Élue"}
### Un {#n4}
Un mot.
:::

::: {.definition #n5}
Un mot.
:::
"""
TITLES = """
::: cards
### Un {#n1}
Un mot.

### Deux {#n2}
Un mot.
:::

::: callout
### Un {#n3}
Un mot.
:::

## Un {#n4}

Un mot.

Un {#n5}
-------
"""


@pytest.mark.parametrize("named", [WORDS, PICTURES, TABLES, BLOCKS, VOICES, TITLES])
def test_what_bears_a_name_is_led_to_in_every_output(petite: Path, run: Callable, named: str):
    names = list(dict.fromkeys(re.findall(r"#(n\d)[ }]", named)))
    assert len(names) > 1
    text = "Voir " + ", ".join(f"[{name}](#{name})" for name in names) + f".\n\n{named}\n"
    more(petite / "content/ateliers.md", text)
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    output = petite / "output/2024"
    assert {*names} <= {*ids_of(output / "index.html")}
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as word:
        assert {*names} <= {*re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', word.read("word/document.xml").decode())}
    assert {*names} <= {*inner_links(output / "rapport-activite-2024.pdf")}


def inner_links(path: Path) -> Iterator[str]:
    """Yield the words of the links of a PDF that lead to a place in it."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        at, link, box, words = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF(), page.get_textpage()
        while pdfium.FPDFLink_Enumerate(page.raw, at, link):
            pdfium.FPDFLink_GetAnnotRect(link, box)
            if pdfium.FPDFLink_GetDest(document.raw, link):
                yield words.get_text_bounded(box.left, box.bottom, box.right, box.top).strip(" .,")
