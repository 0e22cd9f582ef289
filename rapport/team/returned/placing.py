"""Where new texts go: in place of old ones, after a neighbour, or nowhere when the file has no place for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapport.ground.markdown.blocks import HEADING, ITEM, PARAGRAPH, PART, QUOTE, SourceBlock
from rapport.manuscript.proof.binding import BoundParagraph, Letter
from rapport.manuscript.proof.texts import PrintedText
from rapport.sources.proof import ProofParagraph
from rapport.sources.reading.csv import keys_of
from rapport.team.returned.correction import CellEdit, SourceEdit, TextEdit, ValueEdit
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.laid import NotBrought
from rapport.team.returned.rewriting import NewBlock
from rapport.team.returned.state import Returned
from rapport.team.returned.typing import as_block, as_typed

_WHOLE = {PARAGRAPH, HEADING, ITEM, QUOTE}


def new_block(letters: Sequence[Letter], place: int) -> NewBlock:
    """Return a paragraph that nothing stood for; raises NotBrought where it holds more than letters."""
    return NewBlock(as_block(new_text(letters, literal=False)), -1, place)


def new_text(letters: Sequence[Letter], *, literal: bool = True) -> str:
    """Return letters where nothing stood, as they are typed; raises NotBrought where they are more than letters."""
    if any(letter.bold or letter.italic or letter.link for letter in letters):
        raise NotBrought("un paragraphe neuf a une mise en forme ou un lien : recopiez-le")
    if any(letter.ref for letter in letters):
        raise NotBrought("un paragraphe neuf contient un chiffre lié : recopiez-le, avec son appel")
    text = "".join(letter.text for letter in letters).strip()
    if "{{" in text or any(sign in text for sign in "\ufffc\ue010"):
        raise NotBrought("un paragraphe neuf contient une image, une note ou des accolades")
    return as_typed(text, literal=literal)


def edits_of(
    returned: Returned,
    group: ReturnedGroup,
    groups: Sequence[ReturnedGroup],
    bounds: Sequence[BoundParagraph],
    blocks: Sequence[tuple[NewBlock, int]],
) -> list[SourceEdit]:
    """Return the edits that put blocks, each with its place among the paragraphs that came back; raises NotBrought."""
    if not blocks and group.came and len(bounds) == 1 and bounds[0].source.cell[0]:
        return [_emptied(returned, bounds[0].source)]
    if group.moved:
        return [*_removed(returned, bounds[0]), *_inserted(returned, group, groups, blocks, bounds)]
    if len(bounds) == len(blocks) == 1:
        return _replaced(bounds[0], blocks[0][0].text)
    if not bounds:
        return _inserted(returned, group, groups, blocks, ())
    return _rearranged(returned, bounds, blocks)


def _replaced(old: BoundParagraph, new: str) -> list[SourceEdit]:
    source = old.source
    if new == source.text:
        return []
    if source.keys:
        return [ValueEdit(source.path, source.keys, new)]
    if source.cell[0]:
        return [CellEdit(source.path, *source.cell, new)]
    block = block_of(source)
    return [TextEdit(source.path, block.start, block.end, new)]


def _emptied(returned: Returned, source: PrintedText) -> CellEdit:
    """Return the edit that takes away what a cell says; raises NotBrought for one by which its row is known."""
    table = next(table for table in returned.printed.report.tables.values() if table.path == source.path)
    if source.cell[1] in keys_of(table.spec)[0]:
        raise NotBrought("cette cellule nomme sa ligne : elle ne peut pas être vidée")
    return CellEdit(source.path, *source.cell, "")


def block_of(source: PrintedText) -> SourceBlock:
    """Return the block of a text of a section's body; raises NotBrought for any other text."""
    if source.keys:
        raise NotBrought("ce texte ne peut pas être retiré, coupé, réuni ou déplacé d'ici")
    if source.block is None:
        raise NotBrought("une ligne d'un fichier de données ne peut pas être ajoutée, retirée, coupée ou déplacée d'ici")
    return source.block


def _rearranged(returned: Returned, bounds: Sequence[BoundParagraph], blocks: Sequence[tuple[NewBlock, int]]) -> list[SourceEdit]:
    """Return the edits of paragraphs split, joined, added or removed side by side."""
    hold_together(returned, bounds)
    edits: list[SourceEdit] = []
    used: set[int] = set()
    after: dict[int, list[str]] = {}
    last = -1
    for new, at in blocks:
        host = new.host
        if host >= 0 and host not in used and host > last:
            used.add(host)
            last = host
            edits += _replaced(bounds[host], new.text)
        elif last >= 0:
            after.setdefault(last, []).append(_laid(returned, bounds[last], new.text, returned.came[at], above=True))
        else:
            raise NotBrought("un paragraphe neuf est en tête : recopiez-le")
    for host, texts in after.items():
        block = block_of(bounds[host].source)
        _joined(edits, bounds[host].source.path, block, "".join(texts))
    for index, old in enumerate(bounds):
        if index not in used:
            edits += _removed(returned, old)
    return edits


def _joined(edits: list[SourceEdit], path: str, block: SourceBlock, text: str) -> None:
    """Add a text after a block, to the edit that replaces it when there is one."""
    for at, edit in enumerate(edits):
        if isinstance(edit, TextEdit) and (edit.path, edit.start, edit.end) == (path, block.start, block.end):
            edits[at] = edit._replace(new=edit.new + text)
            return
    end = block.end + len(block.tail)
    edits.append(TextEdit(path, end, end, text))


def hold_together(returned: Returned, bounds: Sequence[BoundParagraph]) -> None:
    """Raise NotBrought unless paragraphs are blocks of one file that follow each other."""
    blocks = [block_of(one.source) for one in bounds]
    body = returned.bodies.get(bounds[0].source.path, "")
    if any(block.kind not in _WHOLE for block in blocks) or len({one.source.path for one in bounds}) > 1:
        raise NotBrought("ces paragraphes ne peuvent pas être coupés ou réunis dans les sources")
    for one, other in pairwise(blocks):
        between = body[one.end : other.start - len(other.head)]
        if between.strip() or one.holder != other.holder:
            raise NotBrought("ces paragraphes sont séparés par un autre élément")


def _laid(returned: Returned, host: BoundParagraph, text: str, came: ProofParagraph, *, above: bool) -> str:
    """Return a block as it is typed below another one."""
    block = block_of(host.source)
    body = returned.bodies[host.source.path]
    if came.level:
        head = heading_head(returned, came)
        return f"\n\n{head}{text}" if above else f"{head}{text}\n\n"
    if came.listed and block.kind == ITEM:
        loose = "\n\n" if _is_loose(body, block) else "\n"
        return f"{loose}{block.head}{text}" if above else f"{block.head}{text}{loose}"
    if came.listed:
        raise NotBrought("un élément de liste a été ajouté hors d'une liste")
    head = block.head if block.kind == QUOTE else ""
    blank = "\n>\n" if head else "\n\n"
    return f"{blank}{head}{text}" if above else f"{head}{text}{blank}"


def _is_loose(body: str, block: SourceBlock) -> bool:
    """Tell whether the items of a list are parted by blank lines."""
    line = body.rfind("\n", 0, block.start)
    return body[:line].endswith("\n") and body[block.end :].startswith("\n\n" + block.head)


def heading_head(returned: Returned, came: ProofParagraph) -> str:
    """Return the marks of a heading of the same level as others of its kind."""
    for sent, text in zip(returned.sent, returned.texts, strict=True):
        level = sent.style.casefold().removeprefix("heading ")
        if text is not None and text.block is not None and text.block.kind == HEADING and level == str(came.level):
            return text.block.head
    raise NotBrought("un titre d'un niveau que le rapport n'a pas a été ajouté")


def _removed(returned: Returned, old: BoundParagraph) -> list[SourceEdit]:
    """Return the edit that takes a block away, with the blank line that parts it from the next one."""
    block = block_of(old.source)
    if block.kind == PART or block.kind not in _WHOLE:
        raise NotBrought("ce texte ne peut pas être retiré seul")
    body = returned.bodies[old.source.path]
    start = body.rfind("\n", 0, block.start) + 1
    end = block.end + len(block.tail)
    end = len(body) if body.find("\n", end) < 0 else body.find("\n", end) + 1
    tight = bool(body[:start].strip()) and not body[:start].endswith("\n\n")
    if tight and _is_heading(body[:start]) and body[end:].lstrip("\n")[:1].isalnum():
        tight = False  # the next paragraph stands under the heading as this one did
    while not tight and body.startswith("\n", end):
        end += 1
    ends = is_last(body, end)
    while ends and body[:start].endswith("\n\n"):
        start -= 1
    return [TextEdit(old.source.path, start, end, "")]


def is_last(body: str, end: int) -> bool:
    """Tell whether nothing stands behind a place in a text, or in the box that holds it."""
    return not body[end:].strip() or body[end:].lstrip(" ").startswith(":::")


def _is_heading(body: str) -> bool:
    """Tell whether a text ends with a heading."""
    return body.rstrip("\n").rpartition("\n")[2].startswith("#")


def _inserted(
    returned: Returned,
    group: ReturnedGroup,
    groups: Sequence[ReturnedGroup],
    blocks: Sequence[tuple[NewBlock, int]],
    bounds: Sequence[BoundParagraph],
) -> list[SourceEdit]:
    """Return the edit that adds blocks below the paragraph that stands above them now, or above the one below."""
    if not blocks:
        return []
    host, above = _neighbour(returned, group, groups)
    text = ""
    for new, at in blocks:
        came = returned.came[at]
        if bounds and block_of(bounds[0].source).kind != ITEM and came.listed:
            raise NotBrought("un élément a été déplacé d'une liste à l'autre")
        text += _laid(returned, host, new.text, came, above=above)
    block = block_of(host.source)
    if block.kind == PART:
        raise NotBrought("rien ne peut être ajouté à cet endroit")
    at = block.end + len(block.tail) if above else block.start - len(block.head)
    return [TextEdit(host.source.path, at, at, text)]


def _neighbour(returned: Returned, group: ReturnedGroup, groups: Sequence[ReturnedGroup]) -> tuple[BoundParagraph, bool]:
    """Return the block next to which new ones go, and whether it stands above them; raises NotBrought.

    An item goes next to another one, what looks like the text of a box next to that, what leaves one place for another next to
    what was with it there: be it below.
    """
    first, last = group.came[0], group.came[-1]
    known = {one.came[0]: one.sent[0] for one in groups if len(one.sent) == len(one.came) == 1 and not one.moved}
    beside = [(known[at], above) for at, above in ((first - 1, True), (last + 1, False)) if at in known]
    blocks = {at: text.block for at, _ in beside if (text := returned.texts[at]) is not None and text.block is not None}
    found = [(at, above) for at, above in beside if at in blocks and blocks[at].kind in _WHOLE]
    came, own = returned.came[first], returned.texts[group.sent[0]] if group.sent else None
    holder = own.block.holder if own is not None and own.block is not None else None

    def unlike(one: tuple[int, bool]) -> tuple[bool, ...]:
        block = blocks[one[0]]
        apart = holder is not None and block.holder != holder
        return came.listed is not (block.kind == ITEM), returned.sent[one[0]].style != came.style, apart

    if not found:
        raise NotBrought("rien ne dit à côté de quel texte du rapport ce paragraphe doit aller")
    at, above = min(found, key=unlike)
    return returned.bound_at(at), above
