"""How a picture is set on its page: the attributes between the braces that follow its address.

`![Le marché](assets/photos/marche.jpg){width=50% crop=3:2 focus=top place=right}`: its share of the column, the proportion to
which it is cropped, the side that a crop keeps, the side of the column where it stands, the colour of the brand in whose two
tones it is printed. `templates/filter/pictures.lua` and `templates/word/inlines.lua` read the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.addresses import path_of
from rapport.ground.markdown.targets import targets_in
from rapport.ground.patterns import regex

SIDES = ("top", "bottom", "left", "right", "center")
PLACES = ("left", "center", "right")
TONES = ("primary", "secondary", "tertiary", "success")
TONED = "toned"  # the folder of the work where pictures in two tones are laid, by tone
_BRACES = regex(r"\)\{([^{}\n]{0,300})\}")
_SETTING = regex(r"(?P<name>[^\W\d][\w-]*)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"']*)|(?P<other>\S+)")
_SHARE = regex(r"(?:100|[1-9]\d?)%")
_RATIO = regex(r"[1-9]\d?:[1-9]\d?")
_WANTED: Mapping[str, tuple[str, str]] = {
    "width": (rf"{_SHARE.pattern}", "une part de la colonne, width=50%"),
    "crop": (rf"square|{_RATIO.pattern}", "une proportion, crop=3:2, crop=16:9 ou crop=square"),
    "focus": ("|".join(SIDES), "le côté que le recadrage garde, focus=top, bottom, left, right ou center"),
    "place": ("|".join(PLACES), "le côté de la colonne, place=left, center ou right"),
    "tone": ("|".join(TONES), "la couleur de la charte, tone=primary, secondary, tertiary ou success"),
}
_FRENCH: Mapping[str, str] = {
    "largeur": "width=50%", "taille": "width=50%", "size": "width=50%", "moitie": "width=50%", "height": "crop=3:2",
    "hauteur": "crop=3:2", "recadrage": "crop=3:2", "cadrage": "crop=3:2", "recadrer": "crop=3:2", "cadre": "crop=3:2",
    "format": "crop=3:2", "ratio": "crop=3:2", "carre": "crop=square", "position": "place=right", "alignement": "place=right",
    "align": "place=right", "float": "place=right", "cote": "place=right", "haut": "focus=top", "bas": "focus=bottom",
    "gauche": "place=left", "droite": "place=right", "centre": "place=center", "milieu": "place=center", "visage": "focus=top",
    "ton": "tone=primary", "bichromie": "tone=primary", "duotone": "tone=primary", "couleur": "tone=primary",
}  # fmt: skip

_EVERY = "Les réglages : {width=50% crop=3:2 focus=top place=right}, ou quelques-uns d'entre eux."


class Framing(NamedTuple):
    """A picture and its settings: the offset of its braces, its address, each setting as typed with its offset."""

    start: int
    address: str
    settings: tuple[tuple[int, str, str], ...]  # offset, name (empty where there is none), value

    @property
    def crop(self) -> tuple[int, int, str] | None:
        """Return the proportion and the side to keep, None when the picture is whole."""
        said = {name: value for _, name, value in self.settings}
        if not re.fullmatch(_WANTED["crop"][0], wanted := said.get("crop", "")):
            return None
        wide, high = (1, 1) if wanted == "square" else map(int, wanted.split(":"))
        return wide, high, focus if (focus := said.get("focus", "center")) in SIDES else "center"

    @property
    def share(self) -> int:
        """Return its share of the column, in per cent."""
        said = {name: value for _, name, value in self.settings}
        return int(said["width"][:-1]) if _SHARE.fullmatch(said.get("width", "")) else 100

    @property
    def tone(self) -> str:
        """Return the colour in whose tones it is printed; empty for its own colours."""
        tones = [value for _, name, value in self.settings if name == "tone" and value in TONES]
        return tones[-1] if tones and not self.address.lower().endswith(".svg") else ""


def framings_in(text: str) -> Iterator[Framing]:
    """Yield the pictures of a text that have braces, in order."""
    if "){" not in text:
        return
    targets = targets_in(text)
    at = 0
    for braces in _BRACES.finditer(text):
        while at + 1 < len(targets) and targets[at + 1].start < braces.start():
            at += 1
        if targets and targets[at].picture and targets[at].start < braces.start():
            settings = ((braces.start(1) + found.start(), *_read(found)) for found in _SETTING.finditer(braces[1]))
            yield Framing(braces.start(1), targets[at].address, tuple(settings))


def toned_in(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the path and the tone of each picture of some texts that is printed in two tones."""
    framings = (framing for text in texts for framing in framings_in(text) if framing.tone)
    return frozenset((path, framing.tone) for framing in framings if (path := path_of(framing.address)))


def name_of_toned(path: str, tone: str) -> str:
    """Return where a picture in two tones is laid, from the folder of the work."""
    return f"{TONED}/{tone}/{path.partition('/')[2]}"


def _read(found: re.Match[str]) -> tuple[str, str]:
    return (found["name"], found["value"].strip("\"'")) if found["name"] else ("", found["other"])


def is_spaced(framing: Framing) -> bool:
    """Tell whether spaces stand around an equal sign: Pandoc then leaves the braces in the text."""
    return any("=" in {value, value[:1]} for _, name, value in framing.settings if not name) or any(
        name and not value for _, name, value in framing.settings
    )


def fault_of(name: str, value: str) -> tuple[str, str] | None:
    """Return what is wrong with a setting and what to write instead; None when nothing is."""
    if not name and value[:1] in {".", "#"}:
        return None
    if name not in _WANTED:
        typed = f"{name}=" if name else value
        meant = _FRENCH.get(french.folded(name or value).strip())
        return f"« {typed[:60]} » n'est pas un réglage d'image.", f"Écrivez {meant}, par exemple." if meant else _EVERY
    pattern, told = _WANTED[name]
    if re.fullmatch(pattern, value):
        return None
    meant = _FRENCH.get(french.folded(value), "")
    if meant.startswith(f"{name}="):
        return f"« {name}={value} » ne se comprend pas.", f"Écrivez {meant}."
    return f"« {name}={value[:60]} » ne se comprend pas.", f"Attendu : {told}."
