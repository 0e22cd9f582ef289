"""A paragraph that became a heading or an item of a list, or is none any more: what is typed before it, and apart from what."""

from __future__ import annotations

import re

from rapport.ground.markdown.blocks import HEADING, ITEM, PARAGRAPH, SourceBlock, blocks_in
from rapport.manuscript.proof.binding import BoundParagraph
from rapport.sources.proof import BULLETS, NUMBERS, ProofParagraph
from rapport.team.returned.correction import SourceEdit, TextEdit
from rapport.team.returned.laid import NotBrought
from rapport.team.returned.placing import block_of, heading_head
from rapport.team.returned.state import Returned

_KINDS = {PARAGRAPH, HEADING, ITEM}


def reformed(returned: Returned, old: BoundParagraph, text: str, came: ProofParagraph) -> list[SourceEdit]:
    """Return the edit that types a block as what it is now; raises NotBrought."""
    if old.source.block is None:
        raise NotBrought("ce texte ne peut devenir ni un titre, ni un élément de liste")
    block, body = block_of(old.source), returned.bodies[old.source.path]
    if _is_formed(returned, block, came):
        return []
    if block.kind not in _KINDS or block.tail or block.head[:1].isspace():
        raise NotBrought("ce texte ne peut pas changer de forme d'ici")
    if (block.kind == ITEM and came.listed) or (came.listed and not came.form.endswith("0")):
        raise NotBrought("la sorte ou le niveau d'une liste a changé")
    head = heading_head(returned, came) if came.level else _item_head(came) if came.listed else ""
    lines = re.sub(r"\n[ \t]+", "\n", text)
    start, end = block.start - len(block.head), block.end
    above, below = _beside(body, start, end) if came.listed else ("", "")
    if above:
        start, head = len(body[:start].rstrip()), f"\n{above}"
    if below:
        end += len(body[end:]) - len(body[end:].lstrip())
    typed = head + lines.replace("\n", "\n" + " " * len(head.strip("\n")) if came.listed else "\n")
    lead = "" if above or _is_apart(body[:start]) else "\n"
    trail = "\n" if below or not re.match(r"\s*\Z|\n[ \t]*(?:\n|:::)", body[end:]) else ""
    return [TextEdit(old.source.path, start, end, lead + typed + trail)]


def _is_formed(returned: Returned, block: SourceBlock, came: ProofParagraph) -> bool:
    """Tell whether a block is typed already as what came back."""
    if came.level:
        return block.kind == HEADING and block.head.strip() == heading_head(returned, came).strip()
    if came.listed:
        numbered = block.head[:1].isdigit()
        return block.kind == ITEM and came.form == f"{NUMBERS if numbered else BULLETS}0" and not block.head[:1].isspace()
    return block.kind == PARAGRAPH


def _item_head(came: ProofParagraph) -> str:
    return "1. " if came.form.startswith(NUMBERS) else "- "


def _beside(body: str, start: int, end: int) -> tuple[str, str]:
    """Return what is typed before the items that stand just above and just below, when lists have no blank lines."""
    found = blocks_in(body)
    above = next((one for one in found if one.kind == ITEM and not body[one.end : start].strip() and one.end <= start), None)
    below = next((one for one in found if one.kind == ITEM and one.start >= end and not _head_gap(body, end, one)), None)
    return above.head if above else "", below.head if below else ""


def _head_gap(body: str, end: int, item: SourceBlock) -> str:
    return body[end : item.start - len(item.head)].strip()


def _is_apart(above: str) -> bool:
    """Tell whether nothing stands on the line above, or only a heading, or what opens a box."""
    lines = above.split("\n")
    return not above.strip() or not lines[-2:-1] or not lines[-2].strip() or lines[-2].lstrip().startswith((":::", "#"))
