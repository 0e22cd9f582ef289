"""A picture as somebody brings it, made ready for a report: upright, of a size for print, without what its camera noted.

`made_ready` runs in another Python, within bounds: whatever the file is, only what it shows reaches the edition. What can't be
shown is refused in French.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError
from rapport.ground.svg import UnreadableSvgError, read_svg
from rapport.sources.reading.decoding import FAULTS, SOUND, state_of
from rapport.sources.reading.pictures import excess_of, size_of

if TYPE_CHECKING:
    from PIL import Image

QUALITY = 88  # of a JPEG, in Pillow's scale
_THUMB = 360  # pixels of what the form shows
_FAINT = 12  # levels: a margin is of one colour, give or take what compressing left
_SVG = regex(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*<svg[\s/>]", re.DOTALL
)
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
_RGB = "Ouvrez-la dans un logiciel d'images, et enregistrez-la en JPEG ou en PNG, en couleurs RVB."
_KINDS = (
    (regex(rb"\A\xff\xd8\xff"), ".jpg"), (regex(rb"\A\x89PNG\r\n\x1a\n"), ".png"),
    (regex(rb"\ARIFF....WEBP", re.DOTALL), ".webp"), (_SVG, ".svg"),
)  # fmt: skip
_OTHERS = (
    (regex(rb"\A....ftyp(?:hei|hev|mif|avi)", re.DOTALL), "une photographie HEIC ou AVIF, que tous ne savent pas lire"),
    (regex(rb"\A%PDF|\A%!PS"), "un document PDF ou PostScript"), (regex(rb"\A8BPS"), "un fichier Photoshop"),
    (regex(rb"\AGIF8"), "une image GIF"), (regex(rb"\AII\*\0|\AMM\0\*"), "une image TIFF"),
    (regex(rb"\ABM"), "une image BMP"), (regex(rb"\APK"), "un document (Word, Excel ou ZIP)"),
)  # fmt: skip


class PictureRefused(AuthorError):  # noqa: N818 - told
    """What was brought can't be shown: why, in French, and what to do."""


class Size(NamedTuple):
    """What a use asks of a picture, in pixels: the least width that stays sharp on paper, the longest side that serves."""

    least: int
    most: int
    portrait: int = 0  # the least height of a picture that is higher than wide, which is shown narrower; 0: its width counts


class ReadyPicture(NamedTuple):
    """A picture to be laid in an edition: its bytes, the end of its name, its size, and a small one as shown in the form."""

    content: bytes
    suffix: str
    width: int
    height: int
    thumb: bytes


def kind_of(content: bytes) -> str:
    """Return the end of a picture's name by its first bytes; raises PictureRefused for what is none that can be shown."""
    for beginning, suffix in _KINDS:
        if beginning.match(content):
            return suffix
    for beginning, said in _OTHERS:
        if beginning.match(content):
            raise PictureRefused(f"Ce fichier est {said}.", "Enregistrez l'image en JPEG ou en PNG, puis déposez-la de nouveau.")
    raise PictureRefused("Ce fichier n'est pas une image.", "Attendu : une photographie JPEG ou PNG, un logo SVG ou PNG.")


def made_ready(content: bytes, size: Size, *, logo: bool) -> ReadyPicture:
    """Return a picture ready for the report; raises PictureRefused."""
    suffix = kind_of(content)
    if suffix == ".svg":
        return _drawing(content, logo=logo)
    declared = size_of(content)
    if declared is None or min(declared) < 1:
        raise PictureRefused(f"Cette image {FAULTS['damaged'][0]}", FAULTS["damaged"][1])
    if excess := excess_of(declared):
        raise PictureRefused(f"Cette image {excess}", "Réduisez-la, puis déposez-la de nouveau.")
    state = state_of(content, suffix)
    if state in {"damaged", "animated", "printed"}:
        raise PictureRefused(f"Cette image {FAULTS[state][0]}", FAULTS[state][1])
    return _photograph(content, suffix, size, logo=logo, upright=state == SOUND)


def _drawing(content: bytes, *, logo: bool) -> ReadyPicture:
    if not logo:
        raise PictureRefused("C'est un dessin (SVG), pas une photographie.", "Attendu : une photographie JPEG ou PNG.")
    try:
        read_svg(content)
    except UnreadableSvgError as error:
        raise PictureRefused(error.message, error.hint) from None
    return ReadyPicture(content, ".svg", 0, 0, b"")


def _photograph(content: bytes, suffix: str, size: Size, *, logo: bool, upright: bool) -> ReadyPicture:
    from PIL import Image, ImageOps  # noqa: PLC0415 - 60 ms, and in another Python alone

    opened = Image.open(BytesIO(content))
    if opened.mode not in _MODES:
        raise PictureRefused(f"Cette image a des couleurs inhabituelles ({opened.mode}).", _RGB)
    picture = _in_screen_colours(ImageOps.exif_transpose(opened))
    if logo:
        picture = _trimmed(picture)
    _large_enough(picture.size, size)
    same = upright and suffix == ".jpg" and picture.size == opened.size and not opened.info.get("icc_profile")
    tables = opened.quantization if same and max(picture.size) <= size.most else None  # type: ignore[attr-defined]
    picture.thumbnail((size.most, size.most), Image.Resampling.LANCZOS)
    clear = picture.has_transparency_data
    made = ".png" if clear or (logo and suffix != ".jpg") else ".jpg"
    small = picture.copy()
    small.thumbnail((_THUMB, _THUMB))
    return ReadyPicture(_written(picture, made, tables), made, *picture.size, _written(small, ".png" if clear else ".jpg"))


def _large_enough(found: tuple[int, int], size: Size) -> None:
    """Raise PictureRefused for a picture that would be blurred on paper."""
    wide, high = found
    portrait = bool(size.portrait) and high > wide
    got, least, side = (high, size.portrait, "haut") if portrait else (wide, size.least, "large")
    if got < least:
        said = f"Cette image est trop petite : {got} pixels de {side}, il en faut {least} pour qu'elle soit nette sur le papier."
        raise PictureRefused(said, "Demandez l'original : une messagerie réduit les photographies qu'elle transmet.")


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB, or in greys, its transparency kept; where a profile can't be followed, as they are."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    mode = "RGBA" if picture.has_transparency_data else "L" if picture.mode in {"1", "L"} else "RGB"
    profile: Any = picture.info.get("icc_profile")
    made = picture.convert(mode)
    made.info.clear()  # what the camera noted, where, and whom it showed
    if profile and mode != "L":
        try:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(made, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            return made
        return turned or made
    return made


def _trimmed(picture: Image.Image) -> Image.Image:
    """Return a logo without the margins around it, clear or of one colour: logos are laid by what is drawn of them."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - as above

    if picture.has_transparency_data:
        box = picture.getchannel("A").point(lambda level: 255 if level > _FAINT else 0).getbbox()
    else:
        wide, high = picture.size
        corners = {picture.getpixel(at) for at in ((0, 0), (wide - 1, 0), (0, high - 1), (wide - 1, high - 1))}
        if len(corners) > 1:
            return picture
        ground = Image.new(picture.mode, picture.size, corners.pop())
        away = ImageChops.difference(picture, ground).convert("L")
        box = away.point(lambda level: 255 if level > _FAINT else 0).getbbox()
    return picture.crop(box) if box else picture


def _written(picture: Image.Image, suffix: str, tables: Any = None) -> bytes:
    """Return the bytes of a picture; ``tables`` compressed it before: by them again, a JPEG loses next to nothing."""
    out = BytesIO()
    if suffix == ".png":
        picture.save(out, "PNG", optimize=True)
    else:
        compressed = {"qtables": tables} if tables else {"quality": QUALITY}
        picture.save(out, "JPEG", optimize=True, progressive=True, **compressed)
    return out.getvalue()
