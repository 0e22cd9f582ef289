"""The frames of photographs as the manuscript has them: the picture and its credit, or what a draft asks for, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from rapport.ground import french
from rapport.manuscript.listings import CREDIT, WANTED, Inline
from rapport.sources.photographs import photographs_in

PIXELS = f"2{french.NNBSP}000"  # across a frame: three hundred an inch on the width of a page


def frames_of(body: str, inline: Inline, is_file: Callable[[str], bool], *, draft: bool) -> dict[int, list[str]]:
    """Return what stands for the lines (from 0) of the frames of a text, where that isn't what was typed."""
    lines: dict[int, list[str]] = {}
    for photo in photographs_in(body):
        first, last = (body.count("\n", 0, offset) for offset in (photo.start, photo.end))
        if photo.path and is_file(photo.path):
            credit = inline(photo.attributes.get("credit", ""), literal=True)
            signed = ["", f"[{CREDIT}{french.NBSP}: {credit}]{{.credit}}", ""] if credit else []
            lines |= {first: ["::: photo"], last: [*signed, ":::"]}
            continue
        lines |= {line: [] for line in range(first, last + 1)}
        if draft and (brief := inline(photo.attributes.get("brief", ""), literal=True)):
            wide, high = photo.ratio
            size = f"Au format {wide}:{high}, {PIXELS}{french.NBSP}pixels de large au moins."
            lines[first] = [f'::: {{.wanted ratio="{wide}:{high}"}}', WANTED, "", brief, "", size, ":::"]
    return lines
