"""An e-mail as a piece: its subject, then the lines of what it says; its attachments are pieces of their own."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from lxml import html

from rapport.sources.piece_contents import PieceContents, UnreadablePiece
from rapport.sources.reading.pieces.texts import CELL, lines_of

_BLOCKS = "p div br tr li h1 h2 h3 h4 h5 h6 table blockquote"


def contents(raw: bytes) -> PieceContents:
    """Return the subject of an e-mail, then the lines of its text."""
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if body is None or not message.keys():
        raise UnreadablePiece("Ce courriel n'a pas de texte.", "Enregistrez-le depuis la messagerie, au format .eml.")
    said = body.get_content()
    if body.get_content_subtype() == "html":
        said = _text_of(said)
    return PieceContents(lines_of(f"{message['subject'] or ''}\n{said}"))


def _text_of(page: str) -> str:
    """Return what a message in HTML says, a line a block; what it would run or fetch isn't looked at."""
    tree = html.document_fromstring(page, parser=html.HTMLParser(no_network=True, huge_tree=False))
    for gone in tree.xpath("//script|//style|//head"):
        gone.drop_tree()
    for name in _BLOCKS.split():
        for block in tree.iter(name):
            block.tail = f"\n{block.tail or ''}"
    for cell in tree.iter("td", "th"):
        cell.tail = f"{CELL}{cell.tail or ''}"  # two cells side by side aren't one number
    return re.sub(r"[^\S\n]+", " ", str(tree.text_content()))
