"""Pictures as people bring them: made ready for print, or refused in French; nothing of what a camera noted stays."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat, PngImagePlugin

from rapport.sources.editing.brought_pictures import PictureRefused, ReadyPicture, Size, made_ready

PHOTO = Size(1004, 2551, 591)
LOGO = Size(213, 1701)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def scene(wide: int, high: int, mode: str = "RGB") -> Image.Image:
    """Return a picture whose upper left corner alone is red."""
    picture = Image.new("RGB", (wide, high), (20, 90, 160))
    ImageDraw.Draw(picture).rectangle((0, 0, wide // 4, high // 4), (220, 20, 20))
    return picture.convert(mode)


def read(ready: ReadyPicture) -> Image.Image:
    picture = Image.open(BytesIO(ready.content))
    picture.load()
    assert picture.size == (ready.width, ready.height)
    return picture


def noted(turn: int = 1) -> Image.Exif:
    """Return what a telephone notes: how it was held, where it was, whose it is."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x013B] = "Jeanne Secrète"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    return exif


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_is_turned_upright_and_what_was_noted_goes(turn: int):
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    upright = scene(1600, 1200)
    lying = upright.transpose(Image.Transpose(back[turn])) if turn in back else upright
    content = saved(lying, "JPEG", quality=95, exif=noted(turn), comment=b"secret")
    ready = made_ready(content, PHOTO, logo=False)
    picture = read(ready)
    assert (ready.suffix, picture.size) == (".jpg", (1600, 1200))
    red, green, _ = picture.getpixel((20, 20))  # type: ignore[misc]
    assert red > 180 > green
    assert not {"exif", "comment", "icc_profile", "xmp"} & {*picture.info}
    assert b"Secr" not in ready.content


@pytest.mark.parametrize(
    ("size", "left"), [((6000, 4000), (2551, 1701)), ((4000, 6000), (1701, 2551)), ((2000, 1500), (2000, 1500))]
)
def test_a_photograph_has_what_print_needs_and_no_more(size: tuple[int, int], left: tuple[int, int]):
    ready = made_ready(saved(scene(*size), "JPEG", quality=95), PHOTO, logo=False)
    assert read(ready).size == left
    assert max(Image.open(BytesIO(ready.thumb)).size) <= 360


def test_a_photograph_that_is_ready_is_compressed_as_it_was():
    content = saved(Image.effect_noise((1600, 1200), 60).convert("RGB"), "JPEG", quality=71)
    ready, before = read(made_ready(content, PHOTO, logo=False)), Image.open(BytesIO(content))
    assert ready.quantization == before.quantization  # type: ignore[attr-defined]
    assert ImageStat.Stat(ImageChops.difference(ready, before)).mean[0] < 2


@pytest.mark.parametrize(("kind", "mode", "suffix"), [
    ("PNG", "RGB", ".jpg"), ("PNG", "RGBA", ".png"), ("PNG", "P", ".jpg"), ("PNG", "L", ".jpg"), ("WEBP", "RGB", ".jpg"),
    ("PNG", "1", ".jpg"), ("PNG", "LA", ".png"),
])  # fmt: skip
def test_other_kinds_become_what_every_output_shows(kind: str, mode: str, suffix: str):
    picture = scene(1600, 1200, "RGB").convert(mode)
    if "A" in mode:
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Jeanne Secrète")
    options = {"pnginfo": text} if kind == "PNG" else {}
    ready = made_ready(saved(picture, kind, **options), PHOTO, logo=False)
    assert ready.suffix == suffix
    assert read(ready).has_transparency_data == ("A" in mode)
    assert b"Jeanne" not in ready.content


def test_colours_follow_their_profile():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    content = saved(scene(1600, 1200), "JPEG", quality=95, icc_profile=wide.tobytes())
    assert "icc_profile" not in read(made_ready(content, PHOTO, logo=False)).info  # turned, or kept: never a profile that lies
    same = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = read(made_ready(saved(scene(1600, 1200), "JPEG", quality=95, icc_profile=same), PHOTO, logo=False))
    assert abs(picture.getpixel((1500, 1100))[2] - 160) < 6  # type: ignore[index]


@pytest.mark.parametrize("mode", ["RGBA", "RGB"])
def test_a_logo_is_laid_without_its_margins(mode: str):
    picture = Image.new("RGBA", (1200, 1200), (255, 255, 255, 0) if mode == "RGBA" else (255, 255, 255, 255))
    ImageDraw.Draw(picture).rectangle((300, 500, 899, 699), (200, 30, 30, 255))
    ready = made_ready(saved(picture.convert(mode), "PNG"), LOGO, logo=True)
    assert (ready.suffix, ready.width, ready.height) == (".png", 600, 200)


def test_a_logo_on_a_ground_that_is_drawn_keeps_it():
    picture = Image.linear_gradient("L").resize((600, 400)).convert("RGB")
    assert made_ready(saved(picture, "PNG"), LOGO, logo=True).width == 600


def test_a_drawn_logo_stays_as_it_is():
    drawing = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    ready = made_ready(drawing, LOGO, logo=True)
    assert (ready.content, ready.suffix) == (drawing, ".svg")


JPEG = saved(scene(1600, 1200), "JPEG")
PNG = saved(scene(1600, 1200), "PNG")


@pytest.mark.parametrize(("content", "said"), [
    (saved(scene(1600, 1200, "CMYK"), "JPEG"), "couleurs d'imprimeur (CMJN)"), (JPEG[:-900], "abîmée ou incomplète"),
    (PNG[:3000], "abîmée ou incomplète"), (PNG[:60] + b"\xff" + PNG[61:], "abîmée ou incomplète"), (JPEG[:30], "abîmée"),
    (saved(scene(900, 700), "JPEG"), "trop petite : 900 pixels de large, il en faut 1004"),
    (saved(scene(300, 500), "JPEG"), "trop petite : 500 pixels de haut, il en faut 591"),
    (saved(Image.new("1", (25_000, 10)), "PNG"), "20\u202f000 de côté"),
    (saved(Image.new("1", (10_000, 10_000)), "PNG"), "50 millions au plus"),
    (saved(Image.new("I;16", (1600, 1200)), "PNG"), "couleurs inhabituelles"),
    (saved(scene(1600, 1200), "WEBP", save_all=True, append_images=[scene(1600, 1200).rotate(90)]), "est animée"),
    (saved(scene(1600, 1200), "GIF"), "une image GIF"), (saved(scene(1600, 1200), "TIFF"), "une image TIFF"),
    (saved(scene(1600, 1200), "BMP"), "une image BMP"), (b"\0\0\0\x18ftypheic" + bytes(90), "HEIC"), (b"%PDF-1.7\n", "PDF"),
    (b"8BPS\0\x01", "Photoshop"), (b"PK\x03\x04", "un document (Word"), (b"", "n'est pas une image"),
    (b"<html><body>", "n'est pas une image"), (b"MZ\x90\0", "n'est pas une image"), (b"<svg/>", "un dessin (SVG)"),
])  # fmt: skip
def test_what_cant_be_shown_is_refused_in_french(content: bytes, said: str):
    with pytest.raises(PictureRefused) as refused:
        made_ready(content, PHOTO, logo=False)
    assert said in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("drawing", [b"<svg", b"<svg><g></svg>", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'])
def test_a_drawing_that_doesnt_read_is_refused(drawing: bytes):
    with pytest.raises(PictureRefused):
        made_ready(drawing, LOGO, logo=True)
