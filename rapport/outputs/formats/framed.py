"""Pictures cropped or in two tones for Word, which knows neither in what Pandoc writes: each gets a file of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rapport.ground import regular
from rapport.ground.addresses import path_of
from rapport.sources.framing import Framing, framings_in, name_of_toned
from rapport.sources.reading.pictures import size_of

_QUALITY = 90  # of a JPEG, in Pillow's scale


def lay_framed(work: Path, folder: Path, texts: Iterable[str]) -> Mapping[str, str]:
    """Lay the cropped pictures of some texts in a folder, and those in two tones; return their names by address and settings.

    A drawing is cropped as the PNG that was laid for it.
    """
    laid: dict[str, str] = {}
    for framing in (framing for text in texts for framing in framings_in(text) if framing.crop or framing.tone):
        path = path_of(framing.address) or ""
        places = folder / Path(path).with_suffix(".png"), work / (name_of_toned(path, framing.tone) if framing.tone else path)
        source = next((place for place in places if place.is_file()), None)
        said = {name: value for _, name, value in framing.settings}
        key = " ".join([path, *(said.get(name, "") for name in ("crop", "focus", "tone"))])
        if source is None or not source.suffix or key in laid:
            continue
        name = Path(path).with_name(f"{Path(path).stem}.{len(laid) + 1}{source.suffix}")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _crop(source, folder / name, framing)
        laid[key] = name.as_posix()
    return laid


def sizes_of(work: Path, folder: Path, names: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return the width and the height in pixels of pictures, by the name under which Word shows them."""
    found: dict[str, tuple[int, int]] = {}
    for name in names:
        shown = Path(name).with_suffix(".png").as_posix() if name.endswith(".svg") else name
        place = next((place for place in (folder / shown, work / shown) if place.is_file()), None)
        size = size_of(regular.read(place)) if place else None
        if size and min(size) > 0:
            found[shown] = size
    return found


def _crop(source: Path, target: Path, framing: Framing) -> None:
    from PIL import Image  # noqa: PLC0415 - 60 ms, for the crops alone

    if framing.crop is None:
        shutil.copyfile(source, target)
        return
    wide, high, focus = framing.crop
    with Image.open(source) as picture:
        width = min(picture.width, max(1, round(picture.height * wide / high)))
        height = min(picture.height, max(1, round(picture.width * high / wide)))
        left = {"left": 0, "right": picture.width - width}.get(focus, (picture.width - width) // 2)
        top = {"top": 0, "bottom": picture.height - height}.get(focus, (picture.height - height) // 2)
        picture.crop((left, top, left + width, top + height)).save(target, quality=_QUALITY)
