"""What `check` passes is built, one construct at a time: texts that an author types, and the words that each output prints."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.test_check_means_build import of_page, of_word

FRONT = "---\ntitle: L'année des ateliers\n---\n\n"
TOLD = '\n\n{{ value("heures.total", unit=true) }}\n\n{{ chart("heures") }}\n'
ADMITTED = '[{}]{{.literal because="un exemple"}}'


def printed(petite: Path, run: Callable, text: str) -> tuple[str, set[str], set[str]]:
    """Build the small edition with a text, and return the text of its PDF, the words of its page and of its Word file."""
    (petite / "content/ateliers.md").write_text(FRONT + text + TOLD, "utf-8")
    checked = run(petite, "check")
    assert checked.code == 0, checked.out
    built = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert built.code == 0, f"{built.out}\n{text}"
    output = petite / "output/2024"
    return output, of_page(output / "index.html"), of_word(output / "rapport-activite-2024.docx")


@pytest.mark.parametrize(
    "words",
    [
        ("mot {}", "- 3", "-- 3", "- 3 -", "1 - 3", "-3", "− 3", "- 1500 €", "10h - 12h"),  # dashes and minus signs
        (
            "mot {}",
            "3^2^",
            "_3_",
            "**3**",
            "~~3~~",
            r"3\*",
            "3&nbsp;000",
            "[3](https://fabrique-du-val.example) sites",
            "`3` fois 4",
        ),
        ("{}", "- 3", "1. Un", "# 4", "> 5", "+ 6 %", "12) mot", "(1) mot", ": 7", "* 8"),  # at the head of a line
        ("- {}", "- 3", "1. Un", "# 4", "> 5", "+ 6 %", "12) mot", "(1) mot", ": 7", "* 8"),
        ('mot "citant {} mots" et ({}) et **{}** et {}°C', "- 3", "'4'", '"5"', "3'5", "x 7", "= 8"),
    ],
)
def test_admitted_words_are_built(petite: Path, run: Callable, pdf_text: Callable[[Path], str], words: tuple[str, ...]):
    """What an author admits is printed as it is typed, whatever its signs, wherever it stands."""
    form, *typed = words
    output, *_ = printed(petite, run, "\n\n".join(form.replace("{}", ADMITTED.format(one)) for one in typed))
    told = re.sub(r"\W+", "", pdf_text(output / "rapport-activite-2024.pdf"))
    digits = [re.sub(r"\W+", "", re.sub(r"\(http\S+\)|&nbsp;", "", one)).strip("_") for one in typed]
    assert [one for one in digits if one not in told] == []


@pytest.mark.parametrize(
    "form", ["::: callout\n{}\n:::", "::: definition\n{}\n:::", "::: columns\n{}\n:::", "- un\n\n  {}", "> {}", "{}"]
)
def test_a_summary_is_built_in_any_block(petite: Path, run: Callable, pdf_text: Callable[[Path], str], form: str):
    """The line that is kept of a voice is as large as its own place allows, not as the page's."""
    kept = "Nous avançons avec les habitants du Val, à l'atelier comme dans la rue"
    text = f'::: {{.summary who="Léa FORT" role="Élue"}}\n### {kept}\n\nUn texte que dit une voix.\n:::'
    margin = form.partition("{}")[0].rpartition("\n")[2].replace("- ", "  ")
    output, *_ = printed(petite, run, form.replace("{}", text.replace("\n", f"\n{margin}")))
    assert re.sub(r"\W+", "", kept) in re.sub(r"\W+", "", pdf_text(output / "rapport-activite-2024.pdf"))


@pytest.mark.parametrize("named", ["## Là-bas {#la-bas}", "Un [mot]{#la-bas} ici.", "::: {.callout #la-bas}\nUn mot.\n:::"])
def test_a_named_place_opens_no_section(petite: Path, run: Callable, pdf_text: Callable[[Path], str], named: str):
    """What follows it over the page is sought there, and an empty page is told of the section that fills it so little."""
    filler = "\n\n".join(f"La Fabrique tient son atelier {'près de la gare ' * 12}." for _ in range(9))
    end = "La dernière phrase de la section ferme la marche."
    output, *_ = printed(
        petite, run, f"{filler}\n\n{filler}\n\n{named}\n\n[Voir](#la-bas) plus haut.\n\n{filler}\n\n{filler}\n\n{end}"
    )
    assert re.sub(r"\W+", "", end) in re.sub(r"\W+", "", pdf_text(output / "rapport-activite-2024.pdf"))


@pytest.mark.parametrize("alt", ["%AB des mots", "Un établi %CE%AB", '%{{ value("velos.repares") }} mots'])
def test_a_description_has_no_codes_of_letters(petite: Path, run: Callable, alt: str):
    """An address has them: « %AB » is a letter there, and a sign and two letters elsewhere."""
    output, *_ = printed(petite, run, f"![{alt}](assets/etabli.svg)")
    assert f'alt="{re.sub("{{.*}}", "318", alt)}"' in (output / "index.html").read_text("utf-8").replace("\u00a0", " ")


@pytest.mark.parametrize("form", ["{}", "::: callout\n{}\n:::", "- un point\n\n    {}"])
@pytest.mark.parametrize("terms", [
    "Un mot\n:   Ce qu'il dit.\n:   Ce qu'il dit encore.",
    "Un mot\n:   Ce qu'il dit.\n:   Ce qu'il dit encore.\n:   Ce qu'il tait.\n\nUn autre\n:   Rien.",
    "Un mot\n:   Ce qu'il dit.\n\n    Et puis.\n:   Ce qu'il dit encore.\n:   - en liste\n    - ou non",
])  # fmt: skip
def test_a_term_has_several_definitions(petite: Path, run: Callable, pdf_text: Callable[[Path], str], form: str, terms: str):
    """Each is a paragraph of its own."""
    margin = form.partition("{}")[0].rpartition("\n")[2]
    output, page, word = printed(petite, run, form.replace("{}", terms.replace("\n", f"\n{margin}")))
    lines = pdf_text(output / "rapport-activite-2024.pdf").replace("\u2019", "'").splitlines()
    assert {"Ce qu'il dit.", "Ce qu'il dit encore."} <= {line.strip() for line in lines}
    assert {"encore"} <= page & word


@pytest.mark.parametrize("title", ["2.1 Former", "1. Agir", "3/ Dire"])
def test_a_title_of_the_front_matter_is_numbered_as_a_heading(petite: Path, run: Callable, title: str):
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8").replace("part: Les ateliers", f"part: '{title} ensemble'"), "utf-8")
    text = f"---\ntitle: '{title}'\n---\n\nUn texte.{TOLD}"
    (petite / "content/ateliers.md").write_text(text, "utf-8")
    assert run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx").code == 0
    (petite / "content/ateliers.md").write_text(text.replace("title: '", "title: 'En 42, "), "utf-8")
    assert "content/ateliers.md:2:12: erreur TXT12" in run(petite, "check").out


PICTURE = "![Un établi](assets/etabli.svg)"
LINKED = f"[mot {PICTURE} lié](https://fabrique-du-val.example)"


@pytest.mark.parametrize(
    "text",
    [
        # words and a picture in one link, whose tag can't be cut in two
        f"Un {LINKED} ici.",
        f"- Un [voir {PICTURE}](#edito) ici.",
        f"> Un **{LINKED}**, ici^[Une note {LINKED}.].",
        f"## Un {LINKED} ici\n\nUn texte.",
        # a picture in a title that is measured, or in columns of one height
        f"::: cards\n### Accueillir {PICTURE}\nUn texte.\n\n### Bois\nUn autre.\n:::",
        f"::: cards\n### Vélo\nUn {PICTURE} texte.\n\n### Bois {PICTURE} et *vélo*\nUn autre.\n:::",
        f"::: interview\n### Une question {PICTURE} ?\nUne réponse.\n:::",
        f"::: interview\n### Une question ?\nUne réponse.\n\n{PICTURE}\n\n### Une autre ?\n{PICTURE}\n:::",
    ],
)
def test_a_picture_beside_words_is_seen(petite: Path, run: Callable, text: str):
    """A picture stands by itself in the PDF, wherever an author types it: nothing is cut, nor covered."""
    printed(petite, run, text)  # OUT13 and PAG09 look at each


@pytest.mark.parametrize("number", ['{{ value("velos.repares") }}', '{{ value("velos.repares", unit=true) }}'])
def test_a_number_in_a_link_leads_where_the_author_says(petite: Path, run: Callable, number: str):
    """Of two links, one within the other, a reader of PDF follows the inner: OUT12 asks for each address."""
    words = [
        "[{}](https://val.example/a)", "[**{}**](https://val.example/b) et **[{}](https://val.example/c)**", "- [{}][d]",
        "[d]: https://val.example/d", "## [{}](https://val.example/e)", "Un mot^[[{}](https://val.example/f).].",
        "| [{}](https://val.example/g) |\n|---|\n| x |", "::: key-numbers\n- {} [vélos {}](https://val.example/h)\n:::",
    ]  # fmt: skip
    printed(petite, run, "\n\n".join(words).replace("{}", number))


@pytest.mark.parametrize("text", ["La 2nde fois, le 2nd tour.", "Les 2ndes et les 2nds.", "La 2de fois, au 2d tour"])
def test_the_second_is_an_ordinal_in_every_form(petite: Path, run: Callable, text: str):
    printed(petite, run, text)  # OUT06 reads the page as TXT12 reads the text


@pytest.mark.parametrize(
    "text",
    [
        "Un [~~ancien~~ lien](https://fabrique-du-val.example), ~~un [autre](#edito) **[et](#edito) lui**~~.",
        "Un mot^[~~[Une](#edito) note~~.] et ~~un mot^[Une note.] de [plus](#edito)~~.",
        "| ~~[un](#edito)~~ | b |\n|---|---|\n| [~~deux~~](#edito) | d |",
        "::: callout\n### ~~[Un titre](#edito)~~\n\n- ~~<https://fabrique-du-val.example/a>~~\n:::",
        '::: glance\n- {{ value("velos.repares") }} vélos\n- {{ value("heures.total") }} heures\n\n-\n:::',
    ],
)
def test_what_no_tool_would_set_is_set(petite: Path, run: Callable, text: str):
    """A link within what is struck out, which PDF/UA-1 won't have underlined; a line without a number, of no width."""
    printed(petite, run, text)


@pytest.mark.parametrize("sign", ["\u200e", "\u2060", "\u200d", "\ufe0f", "\u034f", "\u202d"])
def test_a_letter_that_prints_nothing_is_not_sought(petite: Path, run: Callable, sign: str):
    """A telephone puts them around numbers and names, a page of the web in the place of words: the PDF keeps none."""
    text = f"{sign}Un mot{sign} ici{sign}.\n\n{sign}\n\n- {sign}\n- un\n\n| {sign} | b |\n|---|---|\n| **{sign}** | d{sign}e |"
    printed(petite, run, f'{text}\n\n::: {{.summary who="Léa{sign} FORT" role="{sign}"}}\nUn mot{sign}^[{sign}].\n:::')
