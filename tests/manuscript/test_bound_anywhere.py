"""A number is bound whatever its row is called, and printed where no mark can bind it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

KEYS = [
    "a|b",
    "a\nb",
    'a"b',
    "a`b",
    "a\\b",
    "*a*",
    "a&b;",
    "a b",
    "<b>",
    "a$b",
    "l'é",
    "a]{b}",
    "a:",
    "~a^b",
    "a\tb",
    "&#124;",
    "a||b",
    "#a",
]


def test_a_row_may_have_any_key(petite: Path, run: Callable):
    with (petite / "data/tables/heures_par_atelier.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["year", "workshop", "name", "hours"])
        writer.writerow([2024, "velo", "Vélo", 620])
        writer.writerows([2024, key, f"Atelier {chr(97 + index)}", 11 + index] for index, key in enumerate(KEYS[:-1]))
        writer.writerow([2024, KEYS[-1], "Atelier z", 620 - sum(11 + index for index in range(len(KEYS) - 1))])
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert "TXT14" not in outcome.out  # nobody reads a hidden column
    bound = {unescape(ref) for ref in re.findall(r'data-ref="([^"]+)"', page)}
    assert {f"heures_par_atelier.{key}.hours" for key in KEYS} <= bound


def test_a_number_in_what_is_said_of_a_picture_is_printed(petite: Path, run: Callable):
    ateliers = petite / "content/ateliers.md"
    text = ateliers.read_text("utf-8").replace(
        "![Un établi et ses outils]", '![Un établi et {{ value("velos.repares", unit=true) }} *neufs*, [ici]]'
    )
    ateliers.write_text(
        f'{text}\n[Les {{{{ value("velos.repares") }}}}](#edito), **{{{{ value("velos.repares") }}}}**.\n', "utf-8"
    )
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    page = unescape((petite / "output/2024/index.html").read_text("utf-8"))
    assert 'alt="Un établi et 318\u00a0vélos neufs, [ici]"' in page


def test_a_sign_before_a_number_is_a_sign(petite: Path, run: Callable):
    ateliers = petite / "content/ateliers.md"
    typed = "Oui !@, non!@, x^@, a\\@, \\!@, [@], (@), _@_, #@, *@*.".replace("@", '{{ value("velos.repares") }}')
    ateliers.write_text(f"{ateliers.read_text('utf-8')}\n{typed}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    page = (petite / "output/2024/index.html").read_text("utf-8")
    said = unescape(re.sub(r"<[^>]+>", "", re.findall(r"<p>Oui.*?</p>", page, re.DOTALL)[0]))
    assert re.sub(r"\s", "", said) == "Oui!318,non!318,x^318,a\\318,!318,[318],(318),318,#318,318."


def test_a_number_holds_to_the_word_that_it_counts(petite: Path, run: Callable):
    """A number that prints its unit holds that one: a second word would make a line too long for a heading in the margin."""
    hours, bikes = '{{ value("heures.total", unit=true) }}', '{{ value("velos.repares") }}'
    text = f"## {hours} accompagnées\n\nUn, {hours} données, {bikes} deux-roues ; "
    text += f"{hours}\ntenues, {bikes}\nrepartis enfin. {hours} ?\n"
    (petite / "content/ateliers.md").write_text(f'---\ntitle: Essai\n---\n\n{text}\n{{{{ chart("heures") }}}}\n', "utf-8")
    assert run(petite, "build", "--to", "html").code == 0
    page = re.sub(r"<[^>]+>", "", unescape((petite / "output/2024/index.html").read_text("utf-8"))).replace("\n", " ")
    held = "1\u202f240\u00a0heures"
    assert f"{held} accompagnées" in page
    assert f"Un, {held} données, 318\u00a0deux-roues\u202f; {held} tenues, 318\u00a0repartis enfin. {held}\u202f?" in page
