"""What `check` passes is built: random editions, and the same text in the page, the PDF and the Word file.

An edition's texts come from a grammar (`grammar.py`). `CHECKED_EDITIONS` says how many are tried: a few here, more where there
is time.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.flow.grammar import written

MANY = int(os.environ.get("CHECKED_EDITIONS", "100" if os.environ.get("CI") else "8"))
UNSAID = {"Voir", "les", "données", "Retour", "texte", "Notes", "https"}  # the page's own words, or cut on paper


def words(text: str) -> list[str]:
    """Return the words of three letters or more, as every format spells them."""
    return re.findall(r"[^\W\d_]{3,}", re.sub(r"[\u00ad\ufffe\u200b]\s*|-\n", "", text))


def letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text).lower()  # the PDF sets some of it in capitals


def of_page(path: Path) -> set[str]:
    (main,) = re.findall(r"<main\b.*?</main>", path.read_text("utf-8"), re.DOTALL)
    main = re.sub(
        r'<section[^>]*id="annexe-chiffres".*?</section>|<svg\b.*?</svg>|<details class="chart-data">.*?</details>',
        " ",
        main,
        flags=re.DOTALL,
    )
    main = re.sub(r'<a href="#note-[^>]*>.*?</a>', "", main)
    main = re.sub(r"</?(?:strong|em|del|sup|span|a|code)\b[^>]*>", "", main)
    return {*words(unescape(re.sub(r"<[^>]+>", " ", main)))}


def of_word(path: Path) -> set[str]:
    ns = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
    paragraphs = (p for part in parts for p in ET.fromstring(part).iter(f"{ns}p"))
    said = (
        "".join((mark.text or "") if mark.tag == f"{ns}t" else " " * (mark.tag == f"{ns}br") for mark in p.iter())
        for p in paragraphs
    )
    return {*words("\n".join(said))}


@pytest.mark.parametrize("seed", range(MANY))
def test_what_check_passes_is_built(petite: Path, run: Callable, pdf_text: Callable[[Path], str], seed: int):
    draw = random.Random(seed)
    for _ in range(20):  # most drafts hold a slip that is refused, located: the next one is tried
        fresh = petite.with_name("essai")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(petite, fresh, symlinks=True)
        written(fresh, draw)
        checked = run(fresh, "check")
        assert checked.code in {0, 1}, checked.out + checked.err
        if checked.code == 0:
            break
        assert all(re.match(r"[\w./-]+(:\d+)*: (erreur|avertissement|info) [A-Z]{3}\d\d |\d+ ", line) for line in checked.lines)
    else:
        pytest.fail("no edition without an error was drawn")
    built = run(fresh, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    texts = "\n".join((fresh / f"content/{name}.md").read_text("utf-8") for name in ("edito", "ateliers"))
    assert built.code == 0, f"{built.out}\n{texts}"
    output = fresh / "output/2024"
    told = pdf_text(output / "rapport-activite-2024.pdf")
    pdf, cut = letters(told), {*re.findall(r"([^\W\d_]+)[\u00ad\ufffe]", told.lower())}  # a word may go on over the page
    page, word = of_page(output / "index.html"), of_word(output / "rapport-activite-2024.docx")
    assert page - word - UNSAID == set(), texts
    assert {word for word in map(str.lower, page - UNSAID) if word not in pdf and not any(map(word.startswith, cut))} == set(), (
        texts
    )
