"""Author input of any type, in any encoding, with any digit: told in French at its place, never an error of ours."""

from __future__ import annotations

import codecs
import os
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

import pytest
import yaml

from rapport.ground import regular

Run = Callable[..., Any]

FILES = (
    "report.yml",
    "assets/_brand.yml",
    "data/charts.yml",
    "data/rules.yml",
    "data/tables.yml",
    "data/indicators/ateliers.yml",
)
VALUES = (
    "12",
    "null",
    "true",
    "2024-01-31",
    "1e999",
    ".nan",
    "[]",
    "[a]",
    "[null]",
    "{}",
    "{a: b}",
    "{12: x}",
    "{2024: 3}",
    '""',
)
VALUES += (
    "!!set {a, b}",
    "!!binary aGVs",
    "!!int [1]",
    "!!int x",
    '"\\u0663"',
    '"\\ud800"',
    "٣",
    "²",
    "Ⅳ",
    "½",
    '"' + "9" * 400 + '"',
)
KEYS = ("12", "2024", "null", "true", "[a]", "{a: b}", "1.5", "٣", "²", '"\\u0663"', "!!int x", "!!set {a}", "<<", '""', "9" * 40)
ENGLISH = re.compile(r"\b(the|should|must|expected|found|invalid|input|character|string|integer|list index)\b|[\[{]'|None")


def healthy(outcome: Any) -> str:
    """Return what is wrong with how a command answered: it ends with 0 or 1, in French, each error at a line."""
    if outcome.code not in {0, 1}:
        return f"code {outcome.code} {outcome.err}"
    for line in outcome.lines:
        place, _, said = line.partition(": ")
        if ENGLISH.search(re.sub("«[^»]*»", "", said)):
            return line
        if " LEC0" in line and " LEC01 " not in line and " LEC02 " not in line and not re.search(r":\d+", place):
            return line
    return ""


def nodes_of(text: str) -> Iterator[tuple[yaml.Node, bool]]:
    """Yield the YAML nodes of a text, and whether each is a key."""
    waiting: list[tuple[yaml.Node, bool]] = [(yaml.compose(text, Loader=yaml.SafeLoader), False)]
    while waiting:
        node, is_key = waiting.pop()
        yield node, is_key
        if isinstance(node, yaml.MappingNode):
            waiting += [(one, index == 0) for pair in node.value for index, one in enumerate(pair)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(one, False) for one in node.value]


def spoilt_in_turn(text: str, others: tuple[str, ...], *, keys: bool) -> Iterator[str]:
    """Yield a text with another value, or another key, at each place in turn; the others take turns too."""
    number = 0
    for node, is_key in nodes_of(text):
        start, end = node.start_mark.index, node.end_mark.index
        if is_key is keys:
            trail = re.search(r"\s*\Z", text[start:end])
            for step in range(2):
                yield text[:start] + others[(number + step * 7) % len(others)] + (trail[0] if trail else "") + text[end:]
            number += 1


@pytest.mark.parametrize("what", ["values", "keys"])
@pytest.mark.parametrize("path", FILES)
def test_any_type_anywhere_is_told(path: str, what: str, petite: Path, run: Run):
    """Each value, each key of a file, replaced by another YAML type."""
    text = (petite / path).read_text("utf-8")
    wrong, count = [], 0
    for spoilt in spoilt_in_turn(text, KEYS if what == "keys" else VALUES, keys=what == "keys"):
        (petite / path).write_text(spoilt, "utf-8")
        if fault := healthy(run(petite, "check")):
            wrong.append(fault)
        count += 1
    assert count >= 6
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("report.yml", "year: 2024", "year: 2024\n12: x", "report.yml:6:1: erreur LEC06 L'édition : la clé « 12 » n'existe pas."),
        ("data/charts.yml", "  kind: bars", "  kind: bars\n  12: x", "data/charts.yml:3:3: erreur LEC06"),
        ("content/edito.md", "kicker: Édito", "12: x", "content/edito.md:3:1: erreur LEC06"),
        ("data/tables.yml", "people:", '12: {title: a, columns: {}}\n"12": x\npeople:', "data/tables.yml:13:1: erreur LEC05"),
        ("assets/_brand.yml", "primary: brique", "primary: [a]", "assets/_brand.yml:13:3: erreur LEC10 La couleur « primary »"),
        ("assets/_brand.yml", "primary: brique", "primary: {light: a}", "assets/_brand.yml:13:3: erreur LEC10"),
        ("assets/_brand.yml", "name: La Fabrique du Val", "name: [a]", "assets/_brand.yml:2:3: erreur LEC10 « meta.name »"),
        ("assets/_brand.yml", "medium: logo.svg", "medium: [logo.svg]", "assets/_brand.yml:5:3: erreur LEC10 « logo.medium »"),
        ("assets/_brand.yml", "    size: 10pt", "    size: [10pt]", "assets/_brand.yml:27:5: erreur LEC10 « typo"),
        ("assets/_brand.yml", "brique: ", '"a;b": "#000000"\n    brique: ', "assets/_brand.yml:9:5: erreur LEC10 « a;b »"),
        ("report.yml", "[html, pdf]", "[html]\npages: [1]", "report.yml:8:1: erreur LEC06 L'édition : « pages » est une liste"),
        ("data/indicators/ateliers.yml", "{2024: 318}", "{2024: ３}", "data/indicators/ateliers.yml:19:18: erreur LEC09"),
        ("data/indicators/ateliers.yml", "label: Vélos réparés", 'label: "V\\u0663"', "data/indicators/ateliers.yml:16:10: "),
        ("content/edito.md", "sans rendez-vous", "sans ٣ vélos", "content/edito.md:7:67: erreur LEC09 Le signe « ٣ »"),
        ("content/edito.md", "sans rendez-vous", "sans " + "9" * 30, "content/edito.md:7:67: erreur TXT12"),
        ("data/tables/heures_par_atelier.csv", "380", "３80", "data/tables/heures_par_atelier.csv:3:16: erreur LEC09"),
        ("data/tables/heures_par_atelier.csv", "380", "①", "data/tables/heures_par_atelier.csv:3:16: erreur LEC07"),
        ("data/tables/heures_par_atelier.csv", "2024,bois", "²,bois", "data/tables/heures_par_atelier.csv:3:1: erreur LEC07"),
        ("data/tables/heures_par_atelier.csv", "2024,bois", "20_24,bois", "data/tables/heures_par_atelier.csv:3:1: erreur LEC07"),
    ],
)  # fmt: skip
def test_example_of_each_kind(path: str, old: str, new: str, expected: str, petite: Path, run: Run):
    """The exact place, and the word that helps."""
    text = (petite / path).read_text("utf-8")
    assert old in text
    (petite / path).write_text(text.replace(old, new, 1), "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert any(line.startswith(expected) for line in outcome.lines), outcome.out


def test_a_number_is_a_name_where_names_are_expected(petite: Path, run: Run):
    """`where: {2024: …}`, `jumps: {12: …}`: keys of a table of names."""
    (petite / "report.yml").write_text((petite / "report.yml").read_text("utf-8") + "\njumps: {12: 30}\n", "utf-8")
    assert run(petite, "check") == (0, "", "")


# --- encodings ----------------------------------------------------------------------------------------------------

_MARK = codecs.BOM_UTF8
ENCODINGS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a mark, then Windows-1252": (lambda text: _MARK + text.encode("cp1252"), "LEC03"),
    "a mark, é, then Windows-1252": (lambda text: _MARK + "# é\n".encode() + text.encode("cp1252"), "LEC03"),
    "two marks": (lambda text: _MARK + _MARK + text.encode(), "LEC09"),
    "a mark in the middle": (lambda text: text.replace(" ", " \ufeff", 1).encode(), "LEC09"),
    "UTF-16": (lambda text: text.encode("utf-16"), "LEC02"),
    "UTF-32": (lambda text: text.encode("utf-32"), "LEC02"),
    "a mark of UTF-16, then UTF-8": (lambda text: codecs.BOM_UTF16_LE + text.encode(), "LEC02"),
}


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("path", ["report.yml", "data/tables.yml", "data/indicators/ateliers.yml", "assets/_brand.yml"])
def test_any_encoding_is_told(name: str, path: str, petite: Path, run: Run):
    """What an editor, a spreadsheet or a careless copy makes of a file."""
    encoded, code = ENCODINGS[name]
    (petite / path).write_bytes(encoded("# é à la main\n" + (petite / path).read_text("utf-8")))
    outcome = run(petite, "check")
    assert healthy(outcome) == ""
    assert f" {code} " in outcome.out
    assert outcome.code == (0 if code == "LEC03" else 1)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
@pytest.mark.parametrize("folder", ["data/indicators", "data/tables", "content", "assets", "editions/2022", "templates"])
def test_a_name_that_is_no_utf8_is_told(folder: str, petite: Path, run: Run):
    """Nothing can be written of such a name: neither a list of files, nor a fingerprint."""
    (petite / folder).mkdir(parents=True, exist_ok=True)
    with Path(os.fsdecode(os.fsencode(petite / folder) + b"/\xe9.yml")).open("wb"):
        pass
    for command in ("check", "build"):
        outcome = run(petite, command)
        assert outcome.code == 1
        assert f"{folder}/?.yml: erreur LEC02" in outcome.out


# --- pictures -----------------------------------------------------------------------------------------------------


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes = b"\0\0") -> bytes:
    """Return a PNG that announces a size; its pixels are those of one line, or of the rows given."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
SVG = '<?xml version="1.0" encoding="{}"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>é</desc></svg>'
PICTURES: dict[str, tuple[str, bytes | None, str]] = {
    "nothing": ("x.png", b"", "est vide"),
    "a text": ("x.jpg", b"bonjour", "n'est pas une image JPG"),
    "a folder": ("x.png", None, "n'existe pas"),
    "no pixel": ("x.png", png(0, 0), "ne dit pas sa taille"),
    "too many pixels": ("x.png", png(10_001, 10_000), "fait 10\u202f001 × 10\u202f000 pixels"),
    "a JPEG cut short": ("x.jpg", JPEG, "ne dit pas sa taille"),
    "a JPEG without a frame": ("x.jpeg", JPEG + b"\xff\xd9", "ne dit pas sa taille"),
    "too large a JPEG": (
        "x.jpg",
        JPEG + b"\xff\xc0\0\x0b\x08\xff\xff\xff\xff\1\1\x11\0\xff\xd9",
        "fait 65\u202f535 ×",
    ),
    "a WebP cut short": ("x.webp", b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 14, "ne dit pas sa taille"),
    "an SVG that says no encoding that is": ("x.svg", SVG.format("hex").encode(), "ne se lit pas"),
    "an unknown entity": ("x.svg", SVG.format("UTF-8").replace("é", "&nbsp;").encode(), "ne se lit pas"),
}


def show(petite: Path, name: str) -> None:
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f"\n![Une image](assets/{name})\n")


@pytest.mark.parametrize("what", PICTURES)
def test_unfit_picture_is_told(what: str, petite: Path, run: Run):
    name, data, said = PICTURES[what]
    path = petite / "assets" / name
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    show(petite, name)
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert healthy(outcome) == ""
    assert f"L'image « assets/{name} » {said}" in outcome.out


def test_a_picture_just_under_the_limit_passes(petite: Path, run: Run):
    (petite / "assets/x.png").write_bytes(png(10_000, 5_000, bytes(10_001 * 5_000)))
    show(petite, "x.png")
    assert run(petite, "check") == (0, "", "")


def test_a_picture_that_the_system_refuses(petite: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """No right to read it: told where it is shown."""
    (petite / "assets/x.png").write_bytes(png(9, 9))
    show(petite, "x.png")
    real = regular.opened

    def refused(path: Path) -> BufferedReader:
        if path.name == "x.png":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(regular, "opened", refused)
    outcome = run(petite, "check")
    assert "erreur LNK09 L'image « assets/x.png »" in outcome.out
    assert "ne peut pas être lue : l'accès est refusé." in outcome.out


@pytest.mark.skipif(os.name == "nt", reason="links want a right there")
def test_links_that_turn_in_a_ring(petite: Path, run: Run):
    (petite / "assets/x.png").symlink_to("x.png")
    show(petite, "x.png")
    assert "L'image « assets/x.png » n'existe pas." in run(petite, "check").out


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "ISO-8859-1"])
def test_a_drawing_in_another_encoding_is_read_as_it_says(encoding: str, petite: Path, run: Run):
    """It is written again in UTF-8 for every output."""
    for name in ("logo.svg", "x.svg"):
        (petite / "assets" / name).write_bytes(SVG.format(encoding).replace("desc>", "title>").encode(encoding))
    show(petite, "x.svg")
    assert run(petite, "check") == (0, "", "")
    assert run(petite, "build", "--to", "html").code == 0
    assert "<title>é</title>" in (petite / "output/2024/index.html").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["shift-jis", "hex", "UTF-8"])
def test_a_logo_that_lies_about_its_encoding_is_told(encoding: str, petite: Path, run: Run):
    """`UTF-8` is said here of a file in Windows-1252."""
    (petite / "assets/logo.svg").write_bytes(SVG.format(encoding).encode("cp1252" if encoding == "UTF-8" else "utf-8"))
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert [line.partition(".svg")[0] for line in outcome.lines] == ["assets/_brand.yml:5:3: erreur LEC10 Le logo assets/logo"]


def test_a_logo_with_a_byte_order_mark_is_a_logo(petite: Path, run: Run):
    (petite / "assets/logo.svg").write_bytes(_MARK + SVG.format("UTF-8").encode())
    assert run(petite, "check") == (0, "", "")


# --- what only shows once it is calculated or printed -----------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), [("heures", "vélos"), ("h", "mois"), ("€", "heures"), ("jours", "%")])
def test_parts_that_are_not_measured_alike_are_told(first: str, second: str, petite: Path, run: Run):
    """Their sum means nothing: it is told by their units, and never calculated."""
    path = petite / "data/indicators/ateliers.yml"
    text = path.read_text("utf-8").replace("unit: vélos", f'unit: "{second}"')
    text = text.replace("total_of: heures_par_atelier.hours", "total_of: [autre.duree, velos.repares]")
    other = f'autre.duree:\n  label: Autre\n  unit: "{first}"\n  decimals: exact\n  values: {{2024: 3}}\n  source: Cahier, 2024\n'
    path.write_text(f"{other}\n{text}", "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert healthy(outcome) == ""
    assert "IND09 « heures.total » est en « heures »" in outcome.out
    assert "IND02" not in outcome.out


def test_a_sum_of_a_rule_that_is_not_measured_alike_is_told(petite: Path, run: Run):
    path = petite / "data/rules.yml"
    rule = '- id: somme\n  assert: total("heures_par_atelier.hours") + value("velos.repares") > 0\n  because: rien de tel\n'
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + rule, "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert healthy(outcome) == ""
    assert "ne s'additionnent ni ne se comparent" in outcome.out


@pytest.mark.parametrize("height", ['"gras"', "[1]", "1,5", ".inf", "-1", "{a: 1}"])
@pytest.mark.parametrize("role", ["base", "headings"])
def test_a_height_of_lines_that_is_no_number_is_told(height: str, role: str, petite: Path, run: Run):
    path = petite / "assets/_brand.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"  {role}:\n", f"  {role}:\n    line-height: {height}\n", 1), "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert healthy(outcome) == ""
    assert "LEC10 « line-height »" in outcome.out


@pytest.mark.parametrize("to", ["html", "pdf", "docx"])
def test_a_telephone_that_a_waiver_admits_is_printed_as_it_is(to: str, petite: Path, run: Run):
    """Nothing can be dialled, and nothing breaks."""
    people, report = petite / "data/tables/people.csv", petite / "report.yml"
    people.write_text(people.read_text("utf-8").replace("01 99 00 12 34", "poste douze"), "utf-8")
    waiver = 'waivers:\n  - {rule: PER01, place: data/tables/people.csv, because: "numéro en attente"}\n'
    report.write_text(f"{report.read_text('utf-8').rstrip()}\n{waiver}", "utf-8")
    assert run(petite, "build", "--to", to).code == 0
    if to == "html":
        page = (petite / "output/2024/index.html").read_text("utf-8")
        assert "poste douze" in page
        assert "tel:" not in page
