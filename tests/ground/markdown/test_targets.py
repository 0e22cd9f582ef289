"""What the rules take for the target of a link or a picture is what Pandoc takes for one, whatever the form."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest

from rapport.ground.addresses import path_of
from rapport.ground.markdown.targets import ENTANGLED, targets_in
from rapport.outputs.engines.pandoc import READER, pandoc_path
from tests.some import some

LUA = """
local reader = arg[1]
for line in io.lines() do
  local found = {}
  pandoc.read(pandoc.json.decode(line), reader):walk {
    Image = function(image) found[#found + 1] = { true, image.src } end,
    Link = function(link) found[#found + 1] = { false, link.target } end,
  }
  print(pandoc.json.encode(found))
end
"""
OUT = "../photo.png"
FORMS = [
    rf"![a \] b]({OUT})", f'![a]({OUT} "titre")', f"![a]({OUT} 'titre)')", "![a](<../ma photo.png>)", "![a](../ma photo.png)",
    f"![a][x]\n\n[x]: {OUT}", f'![x]\n\n[x]: <{OUT}> "titre"', f"![x][]\n\n[X]:\n  {OUT}", f"![a][b c]\n\n[B\nC]: {OUT} (t)",
    "![a](&#46;&period;/photo.png)", r"![a](\.\./photo.png)", f"![a [b] [c [d] e]]({OUT})", f"![a\nb]({OUT})",
    f"![a](\n{OUT})", f"[![a]({OUT})](#b)", f"| a |\n|---|\n| ![a]({OUT}) |", f"x[^1]\n\n[^1]: ![a]({OUT})", f"^[![a]({OUT})]",
    f"![a]({OUT}){{width=3}}", f"![a]( {OUT} )", "![a](%2e%2e/photo.png)", "![a](file:///photo.png)", "![a](/photo.png)",
    r"![a](..\\photo.png)", f"![`]`]({OUT})", "![a](../(photo).png)", "![a](../pho(to.png)", f'![a]("{OUT}")',
    f"> [x]: {OUT}\n\n![x]", f"- b\n\n    [x]: {OUT}\n\n![x]", "![a]()", f"# ![a]({OUT})", f"Terme\n\n:   ![a]({OUT})",
    f"[x]: {OUT} {{width=3}}\n\n![x]", f"``` \n![a]({OUT})\n```", f"`![a]({OUT})`", f"`![a]({OUT})", rf"\![a]({OUT})",
    rf"![a\]({OUT})", f"[a](http://b`c) ![d`]({OUT})", f"![a] ({OUT})", f"<{OUT}>", f"Table: ![a]({OUT})\n\n| a |\n|---|\n| b |",
    f"::: callout\n![a]({OUT})\n:::", f"[a ![b]({OUT}) c]{{.literal}}", f"![a](assets/x.png)![b]({OUT})", f"***![a]({OUT})***",
    f"![a <http://x](y>]({OUT})", "![a](//ailleurs.example/photo.png)", f"- a\n```\n![a]({OUT})\n", f"~~~\n```\n![a]({OUT})\n```",
    f"![[x]]\n\n[x]: {OUT}", f"![a]({OUT}\n'titre')", f"---\na: b\n---\n\n![a]({OUT})", "[a](page.html)",
    "[a][b]\n\n[b]: page.html",
]  # fmt: skip
MARKS = ["![", "[", "](", "]", "(", ")", OUT, "assets/a.jpg", "a", " ", "\\", "`", "``", '"', "<", ">", "\n", "\n\n", "> ", "- ",
         "|", "&#46;", "%2e", "{.a}", "^[", "*", "![a](", "\n```\n", "~", "é"]  # fmt: skip


def read_by_pandoc(folder: Path, texts: Sequence[str]) -> Iterator[set[tuple[bool, str]]]:
    """Yield what Pandoc takes for (is a picture, address) in each text, percent codes undone."""
    (folder / "read.lua").write_text(LUA, "utf-8")
    command = [pandoc_path(), "lua", "read.lua", READER]
    asked = "".join(f"{json.dumps(text)}\n" for text in texts)
    run = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", cwd=folder, timeout=120, check=True)
    answers = run.stdout.splitlines()
    assert len(answers) == len(texts)
    for answer in answers:
        yield {(picture, unquote(address)) for picture, address in json.loads(answer)}


def read_by_us(text: str) -> set[tuple[bool, str]]:
    return {(target.picture, unquote(target.address)) for target in targets_in(text)}


def test_every_form_is_read_as_pandoc_reads_it(tmp_path: Path):
    """What Pandoc shows is told; most of these forms are told to the letter, code is passed over."""
    exact = 0
    for text, theirs in zip(FORMS, read_by_pandoc(tmp_path, FORMS), strict=True):
        assert theirs <= read_by_us(text), text
        exact += theirs == read_by_us(text)
    assert exact >= len(FORMS) - 8


def test_no_picture_escapes_however_marks_are_entangled(tmp_path: Path):
    dice = random.Random(20241127)

    def marks() -> str:
        return "".join(dice.choice(MARKS) for _ in range(dice.randint(0, 2)))

    texts = [f"{marks()}![{marks()}]({marks()}){marks()}" for _ in range(500)]
    shown = 0
    for text, theirs in some(zip(texts, read_by_pandoc(tmp_path, texts), strict=True)):
        ours = read_by_us(text)
        shown += len(theirs)
        assert theirs <= ours or any(address == ENTANGLED for _, address in ours), text
    assert shown > 50


@pytest.mark.parametrize(
    "address",
    [
        "../photo.png", "assets/../data/x.png", "/assets/x.png", "assets", "assets/", "assets//x.png", "assets/./x.png",
        "assets/%2e%2e/x.png", "assets/%252e%252e/x.png", r"assets\..\x.png", "file:assets/x.png", "c:/x.png", "data/x.png",
        "assets/a\nb.png", "assets/..%2fx.png", "templates/x.png", "", ENTANGLED,
    ],
)  # fmt: skip
def test_paths_refused(address: str):
    assert path_of(address) is None


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("assets/a.jpg", "assets/a.jpg"),
        ("assets/photos/été à 2.jpg", "assets/photos/été à 2.jpg"),
        ("assets/ma%20photo.jpg", "assets/ma photo.jpg"),
        ("charts/heures.svg", "charts/heures.svg"),
    ],
)
def test_paths_admitted(address: str, path: str):
    assert path_of(address) == path
