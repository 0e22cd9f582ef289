"""Fonts of the page: light, with every sign that French needs, and drawing what the PDF's fonts draw."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from rapport.ground.cache import Cache
from rapport.outputs.formats import fonts
from rapport.outputs.formats.fonts import KEPT_AXES, subset, web_font

FONTS = sorted((Path(__file__).resolve().parents[3] / "assets/fonts").glob("*.ttf"))
FRENCH = "ABCabc0123456789 àâäæçéèêëîïôœöùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»‹›“”’–—…·•°€%‰ \u00a0\u202f\u2212©→↗↩²³½×"


@pytest.fixture(params=FONTS, ids=lambda path: path.stem)
def font(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_there_are_fonts():
    assert FONTS


def test_ready_fonts_draw_every_sign_that_the_source_draws(font: Path):
    """Narrow no-break spaces and minus signs are missing from many a web subset."""
    ready, source = TTFont(font.with_suffix(".woff2")), TTFont(font)
    assert ready.flavor == "woff2"
    wanted = {ord(sign) for sign in FRENCH} & set(source.getBestCmap())
    assert {chr(code) for code in wanted - set(ready.getBestCmap())} == set()
    assert {0xA0, 0x202F, 0x2212, 0xE9, 0x152, 0x20AC} <= set(ready.getBestCmap())


def test_ready_fonts_are_light_and_keep_their_weights(font: Path):
    ready = font.with_suffix(".woff2")
    assert ready.stat().st_size < min(150_000, font.stat().st_size)
    kept, source = TTFont(ready), TTFont(font)
    axes = {axis.axisTag for axis in source["fvar"].axes} if "fvar" in source else set()
    assert {axis.axisTag for axis in kept["fvar"].axes} == axes & KEPT_AXES


def test_letters_are_as_wide_in_the_page_as_in_the_pdf(font: Path):
    """A ready font made from another release would break lines elsewhere."""
    ready, source = TTFont(font.with_suffix(".woff2")), TTFont(font)
    for sign in "aeintÉ0":
        widths = {f["hmtx"][f.getBestCmap()[ord(sign)]][0] / f["head"].unitsPerEm for f in (ready, source)}
        assert len(widths) == 1


def test_a_ready_font_is_taken_as_it_is(tmp_path: Path, font: Path):
    (tmp_path / "x.ttf").write_bytes(font.read_bytes())
    (tmp_path / "x.woff2").write_bytes(b"as it is")
    assert web_font(tmp_path / "x.ttf", Cache(tmp_path / "cache")) == b"as it is"


def test_ready_fonts_are_those_of_their_source(font: Path, monkeypatch: pytest.MonkeyPatch):
    """`python build.py fonts` was run after the last change of a font: the tables are those that it makes, of the same day."""
    monkeypatch.setattr(fonts, "UNICODES", [0x41])  # quicker
    made, ready = TTFont(io.BytesIO(subset(font))), TTFont(font.with_suffix(".woff2"))
    assert sorted(ready.keys()) == sorted(made.keys())
    assert ready["head"].modified == made["head"].modified


def test_a_font_without_a_ready_one_is_made_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The same bytes each time: the page must not change from one build to the next."""
    monkeypatch.setattr(fonts, "UNICODES", [*range(0x20, 0x7F)])  # quicker
    font = min(FONTS, key=lambda path: path.stat().st_size)
    (tmp_path / "x.ttf").write_bytes(font.read_bytes())
    kept = Cache(tmp_path / "cache")
    made = web_font(tmp_path / "x.ttf", kept)
    assert TTFont(io.BytesIO(made)).flavor == "woff2"
    assert made == subset(tmp_path / "x.ttf")
    (tmp_path / "x.ttf").touch()
    assert web_font(tmp_path / "x.ttf", kept) == made
