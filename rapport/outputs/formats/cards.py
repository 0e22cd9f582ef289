"""The cards of key numbers for social networks: a Typst document of one page a picture, and the words to post with them."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from rapport.numbers.cards import Card, cards_of
from rapport.outputs.formats import Steps
from rapport.outputs.formats.filled import rendered
from rapport.outputs.formats.shell import typeset_edition
from rapport.sources.model import Report

SIZES = ("1200x627", "1080x1080")  # LinkedIn, Facebook and X; Instagram


class Cards:
    """`cartes/`: two pictures a card, and `textes.md`, their alternative texts and posts."""

    label = "cartes de chiffres clés pour les réseaux sociaux (PNG)"
    markup = "cards"

    def file_name(self, report: Report) -> str:  # noqa: ARG002 - the same for every report
        """Return the name of the file of words; the pictures stand beside it."""
        return "cartes/textes.md"

    def assemble(self, steps: Steps, body: str, work: Path) -> Path:  # noqa: ARG002 - a card shows no text of the report
        """Write what `cards.typ` draws, and the words."""
        cards = cards_of(steps.register())
        folder = Path(shutil.copytree(steps.root / "templates/cards", work / "cards", dirs_exist_ok=True))
        (folder / "cards.json").write_text(json.dumps([asdict(card) for card in cards], ensure_ascii=False), "utf-8")
        path = folder / "cards.md"
        shown = [{**asdict(card), "files": files_of(card)} for card in cards]
        path.write_text(rendered(work, "cards/cards.md.j2", edition=typeset_edition(steps.view.edition), cards=shown), "utf-8")
        return path


def files_of(card: Card) -> list[str]:
    """Return the names of a card's pictures."""
    return [f"{card.name}-{size}.png" for size in SIZES]


FORMAT = Cards()
