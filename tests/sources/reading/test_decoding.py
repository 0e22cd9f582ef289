"""Photographs are read to their last pixel by `check`: what would stop a tool, or be shown by half, is told in French."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64encode, encodebytes
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typst
from PIL import Image

from rapport.flow.options import Options
from rapport.flow.pipeline import check
from rapport.ground.problems import Problem
from rapport.sources.reading import decoding
from rapport.sources.reading.decoding import FAULTS, FORMATS, SOUND, state_of
from tests.some import some

PICTURE = Image.effect_noise((60, 40), 60).convert("RGB")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
TURNED = Image.Exif()
TURNED[0x0112] = 6


def saved(form: str, picture: Image.Image = PICTURE, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)  # type: ignore[arg-type]  # each format has its own
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: tuple[bytes, bytes], depth: int = 8, laced: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", 60, 40, depth, 2, 0, 0, laced)
    return SIGNATURE + b"".join(chunk(kind, content) for kind, content in ((b"IHDR", head), *chunks, (b"IEND", b"")))


def spoilt(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


ROWS = zlib.compress(bytes(181 * 40))
OTHER = PICTURE.transpose(Image.Transpose.ROTATE_180)
BROKEN: dict[str, tuple[str, bytes]] = {
    "a checksum of pixels": (".png", spoilt(saved("PNG"), saved("PNG").index(b"IDAT") + 50)),
    "a checksum of the head": (".png", spoilt(saved("PNG"), saved("PNG").index(b"IHDR") + 18)),
    "the checksum of the stream": (".png", png((b"IDAT", ROWS[:-1] + bytes([ROWS[-1] ^ 1])))),
    "rows of an interlaced one missing": (".png", png((b"IDAT", zlib.compress(bytes(5000))), laced=1)),
    "rows missing": (".png", png((b"IDAT", zlib.compress(bytes(181 * 17))))),
    "no pixels": (".png", png()),
    "an unknown depth": (".png", png((b"IDAT", ROWS), depth=7)),
    "a third of a jpeg": (".jpg", saved("JPEG")[: len(saved("JPEG")) // 3]),
    "a jpeg without its last bytes": (".jpeg", saved("JPEG")[:-200]),
    **{
        f"a jpeg cut, then closed again, {said}": (".jpg", saved("JPEG", **how)[: len(saved("JPEG", **how)) // 2] + b"\xff\xd9")
        for said, how in {
            "row by row": {},
            "finer and finer": {"progressive": True},
            "in colours apart": {"subsampling": 0},
            "with marks to begin again from": {"restart_marker_rows": 1},
        }.items()
    },
    "half a webp": (".webp", saved("WEBP")[: len(saved("WEBP")) // 2]),
    **{
        f"a {form} under {suffix}": (suffix, saved(form))
        for form in ("GIF", "TIFF", "BMP")
        for suffix in (".png", ".jpg", ".webp")
    },
    "a png under .jpg": (".jpg", saved("PNG")),
    "nothing": (".png", b""),
}
SOUND_ONES: dict[str, tuple[str, bytes]] = {
    "interlaced": (".png", png((b"IDAT", zlib.compress(bytes(15000))), laced=1)),
    **{f"{mode} {form}": (suffix, saved(form, PICTURE.convert(mode)))
       for mode, form, suffix in (("RGB", "PNG", ".png"), ("L", "PNG", ".png"), ("P", "PNG", ".png"), ("1", "PNG", ".png"),
                                  ("RGBA", "PNG", ".png"), ("LA", "PNG", ".png"),
                                  ("RGB", "JPEG", ".jpg"), ("L", "JPEG", ".jpeg"), ("RGB", "WEBP", ".webp"))},
    "16 bits": (".png", saved("PNG", Image.new("I;16", (60, 40), 3000))),
    "progressive": (".jpg", saved("JPEG", progressive=True)),
    "one tone below": (".jpg", saved("JPEG", Image.new("RGB", (60, 400), (250, 250, 250)))),
    "with marks to begin again from": (".jpg", saved("JPEG", restart_marker_rows=1)),
    "a jpeg with something behind": (".jpg", saved("JPEG") + bytes(9000)),
}  # fmt: skip


@pytest.mark.parametrize(("suffix", "content"), BROKEN.values(), ids=BROKEN)
def test_what_is_damaged_is_seen(suffix: str, content: bytes):
    assert state_of(content, suffix) == "damaged"


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_a_picture_cut_anywhere_is_damaged(suffix: str):
    whole = saved(FORMATS[suffix])
    cuts = [*range(1, len(whole), 37), len(whole) - 9, len(whole) - 5, len(whole) - 1]
    assert len(cuts) > 20
    assert [cut for cut in cuts if state_of(whole[:cut], suffix) != "damaged"] == []


@pytest.mark.parametrize(("suffix", "content"), SOUND_ONES.values(), ids=SOUND_ONES)
def test_what_is_sound_is_set(suffix: str, content: bytes, tmp_path: Path):
    """Typst agrees: what passes here doesn't stop it."""
    assert state_of(content, suffix) == SOUND
    (tmp_path / f"x{suffix}").write_bytes(content)
    document = tmp_path / "a.typ"
    document.write_text(f'#set document(title: "a")\n#image("x{suffix}", alt: "x")', "utf-8")
    assert bytes(typst.compile(str(document), format="pdf", pdf_standards=["a-3a", "ua-1"])).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("suffix", "content", "state"),
    [
        (".png", saved("PNG", save_all=True, append_images=[OTHER]), "animated"),
        (".webp", saved("WEBP", save_all=True, append_images=[OTHER]), "animated"),
        (".jpg", saved("JPEG", PICTURE.convert("CMYK")), "printed"),
        (".jpg", saved("JPEG", exif=TURNED), "turned"),
        (".png", saved("PNG", exif=TURNED), "turned"),
        (".webp", saved("WEBP", exif=TURNED), "turned"),
    ],
)
def test_what_the_outputs_would_show_otherwise_is_seen(suffix: str, content: bytes, state: str):
    assert state_of(content, suffix) == state


@pytest.fixture
def shown(petite: Path) -> Iterator[Callable[[str, bytes], list[Problem]]]:
    """Give what `check` says of a picture that a section shows."""
    section = petite / "content/ateliers.md"
    with section.open("a", encoding="utf-8") as file:
        file.write("\n![Une photographie](assets/x)\n")
    text = section.read_text("utf-8")

    def said(suffix: str, content: bytes) -> list[Problem]:
        section.write_text(text.replace("assets/x)", f"assets/x{suffix})"), "utf-8")
        (petite / f"assets/x{suffix}").write_bytes(content)
        return [one for one in check(petite, Options(), lambda _: None).problems if one.code == "LNK09"]

    yield said
    assert not [*petite.glob("output/*")]


@pytest.mark.parametrize(("suffix", "content"), BROKEN.values(), ids=BROKEN)
def test_check_tells_it_at_the_line_of_the_author(shown: Callable[[str, bytes], list[Problem]], suffix: str, content: bytes):
    (said,) = shown(suffix, content)
    assert said.place.path == "content/ateliers.md"
    assert said.place.column == 1
    assert said.message.startswith(f"L'image « assets/x{suffix} » ")
    assert said.hint


@pytest.mark.parametrize("letters", ["", "\n"])
def test_a_photograph_inside_a_drawing_is_read_too(petite: Path, letters: str):
    """Drawing programs lay one in their file, in lines or in one."""

    def said(suffix: str, content: bytes) -> list[str]:
        pasted = (b64encode(content) if not letters else encodebytes(content)).decode()
        href = f"data:image/{suffix[1:]};base64,{pasted}"
        drawing = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><image width="60" height="40" href="{href}"/></svg>'
        )
        (petite / "assets/etabli.svg").write_text(drawing, "utf-8")
        return [one.message for one in check(petite, Options(), lambda _: None).problems if one.code == "LNK10"]

    for suffix, content in some(BROKEN.values()):
        assert len(said(suffix, content)) == 1
    grey = PICTURE.convert("L")
    assert said(".jpg", saved("JPEG", grey)) + said(".png", saved("PNG", grey)) + said(".webp", saved("WEBP", grey)) == []
    assert "couleurs d'imprimeur" in said(".jpg", saved("JPEG", PICTURE.convert("CMYK")))[0]


def test_what_was_found_is_kept(shown: Callable[[str, bytes], list[Problem]], monkeypatch: pytest.MonkeyPatch):
    """A picture is read once, however often it is checked: the same bytes give the same answer; others are read."""
    suffix, content = BROKEN["rows missing"]
    before = shown(suffix, content)

    def never(*_: object) -> bytes:
        raise AssertionError("read again")

    with monkeypatch.context() as patch:
        patch.setattr(decoding.Decoder, "_read", never)
        assert shown(suffix, content) == before
        with pytest.raises(AssertionError, match="read again"):
            shown(suffix, saved("PNG"))
    assert shown(suffix, saved("PNG")) == []


def test_a_picture_that_takes_too_long_is_told(shown: Callable[[str, bytes], list[Problem]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decoding, "SECONDS", 0.001)
    (said,) = shown(".png", saved("PNG", OTHER))
    assert "n'a pas fini" in said.message
    monkeypatch.undo()
    assert shown(".png", saved("PNG", OTHER)) == []


def test_every_fault_says_what_to_do():
    for said, hint in some(FAULTS.values()):
        assert said.endswith(".")
        assert hint.endswith(".")
