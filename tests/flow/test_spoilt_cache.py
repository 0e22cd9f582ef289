"""A spoilt entry of the cache is an absence: whatever happened to it, it is neither believed nor fatal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rapport.cli.main import main
from rapport.flow.kept_answers import KeptAnswer
from rapport.flow.options import Options
from rapport.flow.written import WrittenEdition
from rapport.ground.cache import Cache, fingerprint
from rapport.manuscript.charts import Drawer
from rapport.outputs.engines.work_folder import Tools
from rapport.rules.language import proofreaders
from rapport.rules.language.remarks import Remark
from rapport.rules.outputs.pdf_facts import PdfReaders, facts_of
from tests.conftest import small_edition
from tests.some import some

Run = Callable[..., Any]
Spoil = Callable[[Path, Path], None]
FORMATS = ("--to", "html", "--to", "pdf", "--to", "docx")
KEYS = [fingerprint(number) for number in range(2)]


def emptied(path: Path, _: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def headless(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes()[32:])


def flipped(path: Path, _: Path) -> None:
    kept = bytearray(path.read_bytes())
    kept[len(kept) * 2 // 3] ^= 1
    path.write_bytes(kept)


def flipped_in_its_seal(path: Path, _: Path) -> None:
    kept = bytearray(path.read_bytes())
    kept[0] ^= 0x80
    path.write_bytes(kept)


def lengthened(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def exchanged(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def a_link(path: Path, other: Path) -> None:
    path.unlink()
    path.symlink_to(other)


def a_folder(path: Path, other: Path) -> None:
    path.unlink()
    path.mkdir()
    shutil.copy(other, path / "plus")


def a_pipe(path: Path, _: Path) -> None:
    path.unlink()
    os.mkfifo(path)


MANNERS = [emptied, truncated, headless, flipped, flipped_in_its_seal, lengthened, exchanged, a_link, a_folder]
MANNERS += [a_pipe] if hasattr(os, "mkfifo") else []


def named(spoil: Spoil) -> str:
    return spoil.__name__


each_manner = pytest.mark.parametrize("spoil", MANNERS, ids=named)


def entries_of(cache: Path) -> list[Path]:
    return sorted(path for path in cache.glob("??/*") if path.is_file())


@each_manner
def test_an_entry_that_was_spoilt_is_an_absence_and_can_be_kept_again(spoil: Spoil, tmp_path: Path):
    cache = Cache(tmp_path / "cache")
    paths = [cache.folder / key[:2] / key for key in KEYS]
    for key in KEYS:
        cache.put(key, f"fait {key}".encode())
    spoil(*paths)
    assert cache.get(KEYS[0]) is None
    assert cache.made(KEYS[0], lambda: b"refait") == b"refait"
    assert cache.get(KEYS[0]) == b"refait"
    assert cache.get(KEYS[1]) == f"fait {KEYS[1]}".encode()
    assert not paths[0].is_symlink()


def test_every_bit_of_an_entry_counts(tmp_path: Path):
    cache = Cache(tmp_path)
    cache.put(KEYS[0], b"fait")
    path = tmp_path / KEYS[0][:2] / KEYS[0]
    kept = path.read_bytes()
    for bit in range(8 * len(kept)):
        wrong = bytearray(kept)
        wrong[bit // 8] ^= 1 << bit % 8
        path.write_bytes(wrong)
        assert cache.get(KEYS[0]) is None, bit
    path.write_bytes(kept)
    assert cache.get(KEYS[0]) == b"fait"


def test_what_stands_for_nothing_goes_when_it_cannot_be_read_as_it_should(tmp_path: Path):
    cache = Cache(tmp_path)
    cache.put(KEYS[0], b"\xff")
    assert cache.read(KEYS[0], bytes.decode) is None
    assert not entries_of(tmp_path)


def test_an_entry_that_the_disk_lost_is_an_absence_however_much_of_it_is_left(tmp_path: Path):
    cache = Cache(tmp_path)
    cache.put(KEYS[0], b"fait")
    path = tmp_path / KEYS[0][:2] / KEYS[0]
    kept = path.read_bytes()
    for left in range(len(kept)):
        for lost in (b"", bytes(len(kept) - left)):  # a power cut leaves a file short, or blank from somewhere on
            path.write_bytes(kept[:left] + lost)
            assert cache.get(KEYS[0]) is None, left


def test_pruning_stays_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rapport.ground.cache.LIMIT", 0)
    (tmp_path / "à soi").mkdir()
    (tmp_path / "à soi/texte.md").write_text("à garder", "utf-8")
    cache = Cache(tmp_path / "cache")
    cache.put(KEYS[0], b"fait")
    cache.put(KEYS[1], b"fait")
    (cache.folder / "zz").symlink_to(tmp_path / "à soi", target_is_directory=True)
    (cache.folder / KEYS[1][:2] / "perdu").symlink_to(tmp_path / "nulle part")
    (cache.folder / KEYS[1][:2] / "dossier").mkdir()
    cache.prune()
    assert (tmp_path / "à soi/texte.md").read_text("utf-8") == "à garder"
    assert [cache.get(key) for key in KEYS] == [None, None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Return the small edition, built in every format with a cache of its own, and what was published."""
    folder = tmp_path_factory.mktemp("spoilt")
    (folder / "cache").mkdir()
    root = small_edition(folder, folder / "cache")
    assert main(["build", "--quiet", *FORMATS], root) == 0
    shutil.copytree(folder / "cache", folder / "sound")
    return root, published(root)


@pytest.fixture
def sound(whole: tuple[Path, dict[str, bytes]]) -> Path:
    """Return the cache of that edition, whole again, with the answer of its build."""
    cache = whole[0].parent / "cache"
    shutil.rmtree(cache)
    return shutil.copytree(whole[0].parent / "sound", cache)


def published(root: Path) -> dict[str, bytes]:
    output = root / "output/2024"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}


def spoil_all(cache: Path, spoil: Spoil) -> list[str]:
    """Spoil every entry, with a sound copy of the next one at hand; return their keys."""
    entries = entries_of(cache)
    for path, other in zip(entries, [*entries[1:], entries[0]], strict=True):
        spoil(path, cache.with_name("sound") / other.relative_to(cache))
    return [path.name for path in entries]


def test_each_entry_of_a_build_is_an_absence_once_spoilt(sound: Path):
    """One after the other, in every manner; those beside it stay."""
    entries = entries_of(sound)
    assert len(entries) * len(MANNERS) >= 60
    for number, path in enumerate(entries):
        other = sound.with_name("sound") / entries[number - 1].relative_to(sound)
        for spoil in MANNERS:
            spoil(path, other)
            assert Cache(sound).get(path.name) is None, spoil.__name__
            shutil.copy(sound.with_name("sound") / path.relative_to(sound), path)
        assert Cache(sound).get(path.name) is not None


@pytest.mark.standing
@pytest.mark.parametrize("spoil", [m for m in MANNERS if m not in {headless, flipped_in_its_seal, a_link}], ids=named)
def test_no_spoilt_entry_is_believed_and_none_is_fatal(spoil: Spoil, sound: Path, whole: tuple[Path, dict[str, bytes]], run: Run):
    """All at once: what is published is what a build without a cache publishes, and nobody is blamed."""
    root, expected = whole
    keys = spoil_all(sound, spoil)
    again = run(root, "build", *FORMATS)
    assert (again.code, again.out, again.err) == (0, "", "")
    assert published(root) == expected
    assert [key for key in keys if Cache(sound).get(key) is None] == [], "what was spoilt is made again"


def test_an_emptied_entry_never_costs_a_section(sound: Path, whole: tuple[Path, dict[str, bytes]], run: Run):
    """The entries of one page, each emptied by itself."""
    root, _ = whole
    assert run(root, "build", "--to", "html").code == 0
    page = (root / "output/2024/index.html").read_bytes()
    for path in some(entries_of(sound)):
        path.write_bytes(b"")
        assert run(root, "build", "--to", "html").code == 0
        assert (root / "output/2024/index.html").read_bytes() == page


@pytest.mark.standing
def test_a_sound_entry_of_another_nature_is_an_absence_too(sound: Path, whole: tuple[Path, dict[str, bytes]], run: Run):
    """Well kept under its own key, but neither text, nor a drawing, nor a PDF."""
    root, expected = whole
    for path in entries_of(sound):
        Cache(sound).put(path.name, b"\xff\xfe")
    again = run(root, "build", *FORMATS)
    assert (again.code, again.out, again.err) == (0, "", "")
    assert published(root) == expected


FOREIGN = [b"", b"\xff", b"null", b"3", b"[]", b"{}", b"[" * 100_000, b'{"a": NaN}', b'{"\xc3\xa9": [1]}']


@pytest.mark.parametrize("foreign", [*FOREIGN, b'{"mot": [[0, "3", "dit", []]]}', b'{"mot": [[0, 3, "dit", "ab"]]}'])
def test_proofreaders_believe_nothing_of_another_shape(foreign: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tool = proofreaders.Proofreader(
        "x", lambda: [Path(__file__)], lambda texts, _: {text: (Remark(0, 1, "lu"),) for text in texts}
    )
    monkeypatch.setattr(Cache, "get", lambda *_: foreign)
    assert proofreaders._remarks_of(tool, ["mot"], Cache(tmp_path)).remarks == {"mot": (Remark(0, 1, "lu"),)}


PAGE = '{"text": "", "height": %s, "lowest": 0, "beyond": [], "fonts": [], "foot": []}'


@pytest.mark.parametrize(
    "foreign",
    [
        *FOREIGN,
        b'{"pages": [], "sections": [["a", 0]], "headings": []}',
        b'{"pages": [{}], "sections": [], "headings": []}',
        *(f'{{"pages": [{PAGE % height}], "sections": [], "headings": []}}'.encode() for height in ('"842"', "1e999", "true")),
    ],
)
def test_measures_of_another_shape_are_taken_again(foreign: bytes, built_petite: Path, tmp_path: Path):
    path = next((built_petite / "output/2024").glob("*.pdf"))
    cache = Cache(tmp_path)
    with closing(PdfReaders()) as readers:
        measured = facts_of("pdf", path, cache, readers)
        (entry,) = entries_of(tmp_path)
        cache.put(entry.name, foreign)
        assert facts_of("pdf", path, cache, readers) == measured
        assert facts_of("pdf", path, cache, readers) == measured


PROBLEM = '{"code": "A", "severity": %s, "message": %s, "place": %s, "hint": "", "related": []}'
ANSWER = '{"problems": [%s], "files": %s, "tried": [], "output": "%s", "manifest": ""}'


@pytest.mark.standing
@pytest.mark.parametrize(
    "foreign",
    [
        *FOREIGN,
        *(
            (ANSWER % (PROBLEM % given, "{}", "output/2024")).encode()
            for given in (
                ("9", '"m"', '["a", 1, 1]'),
                ("1", "3", '["a", 1, 1]'),
                ("1", '"m"', '["a"]'),
                ("1", '"m"', '[["a"], 1, 1]'),
            )
        ),
        *(
            (ANSWER % ("", f'{{"html": "{path}"}}', output)).encode()
            for path, output in (("/etc/passwd", "/etc"), ("../ailleurs/index.html", "../ailleurs"), ("data/charts.yml", "data"))
        ),
    ],
)
def test_an_answer_of_another_shape_does_not_stand(foreign: bytes, petite: Path):
    standing = KeptAnswer(petite, "build", Options())
    Cache(petite / ".cache").put(standing._key, foreign)
    assert standing.answer() is None


def test_drawings_that_are_none_are_drawn_again(petite: Path):
    cache = Cache(petite.parent / "own")
    recipe = WrittenEdition(petite, Tools(petite, cache)).recipe("heures")
    assert recipe
    drawn = Drawer(cache).svg(recipe)
    for foreign in (b"", b"\xff", b"<svg", b"<p>autre</p>", b"<svg>\xff</svg>"):
        for path in entries_of(cache.folder):
            cache.put(path.name, foreign)
        assert Drawer(cache).svg(recipe) == drawn


OLD_WAY = "![Un établi et ses outils](assets/etabli.svg)"
WAYS = {
    "in line": OLD_WAY,
    "by reference": "![Un établi][e]\n\n[e]: assets/etabli.svg",
    "in a link": "[![Un établi](assets/etabli.svg)](https://exemple.fr)",
    "in a table": "| a |\n|---|\n| ![Un établi](assets/etabli.svg) |",
}


@pytest.mark.parametrize("format_", ["html", "pdf", "docx"])
@pytest.mark.parametrize("way", WAYS)
def test_a_picture_replaced_under_the_same_name_is_the_new_one(way: str, format_: str, petite: Path, tmp_path: Path, run: Run):
    """What was kept of a text is of its pictures too: the report is that of an edition that had only the second one."""
    (petite / ".cache").unlink(missing_ok=True)
    path = petite / "content/ateliers.md"
    text = path.read_text("utf-8")
    assert OLD_WAY in text
    path.write_text(text.replace(OLD_WAY, WAYS[way]), "utf-8")
    picture = petite / "assets/etabli.svg"
    assert run(petite, "build", "--to", format_).code == 0
    picture.write_text(picture.read_text("utf-8").replace("</svg>", '<path d="M1 2h3v4z"/></svg>'), "utf-8")
    other = tmp_path / "neuve"
    shutil.copytree(petite, other, ignore=shutil.ignore_patterns("output", ".cache"))
    for root in (petite, other):
        assert run(root, "build", "--to", format_).code == 0
    (name,) = [one.name for one in (other / "output/2024").iterdir() if one.suffix in {".html", ".pdf", ".docx"}]
    assert (petite / "output/2024" / name).read_bytes() == (other / "output/2024" / name).read_bytes()
