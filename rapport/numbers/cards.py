"""The cards of key numbers for social networks: what `report.yml` asks for, and what each card says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.calls import DOUBT, MARK, Known, NumberCall, Placed, calls_of, doubtful_text
from rapport.numbers.chart_rows import printed_form
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.register import Register
from rapport.numbers.trace import exact_form
from rapport.sources.authored import CardEntry, Edition

LONGEST_TITLE = 32  # characters; what fits on a card at a size that a telephone shows well
LONGEST_SENTENCE = 130


@dataclass(frozen=True)
class Card:
    """A card in typeset French: its name, what it shows, and what is said of it beside the picture."""

    name: str
    title: str
    number: str
    sentence: str
    source: str
    alt: str
    post: str


def entries_of(edition: Edition) -> Iterator[tuple[CardEntry, Place]]:
    """Yield the cards asked for, a lone name as a card without a title or a sentence, with the place of the name."""
    for index, entry in enumerate(edition.cards):
        if isinstance(entry, CardEntry):
            yield entry, entry.at("number")
        else:
            yield CardEntry(number=entry, title="", sentence=""), edition.at("cards", index)


def cards_of(register: Register) -> list[Card]:
    """Return the cards of a report whose sources passed the rules: every name resolves. A number to be filled in has none."""
    wanted = [entry for entry, _ in entries_of(register.report.edition)]
    return [_card(entry, register) for entry in wanted if not _is_awaited(entry, register)]


def _is_awaited(entry: CardEntry, register: Register) -> bool:
    """Tell whether a card's number, or another that it prints, is to be filled in: a picture that is shared isn't mended."""
    refs = [entry.number, *numbers_in(entry.title), *numbers_in(entry.sentence)]
    return any(register.found(ref) is None for ref in refs)


def numbers_in(text: str) -> list[str]:
    """Return the names of the numbers that a text of a card prints."""
    calls = (found.call for found in calls_of(text) if isinstance(found, Placed))
    return [call.number for call in calls if isinstance(call, NumberCall)]


def _card(entry: CardEntry, register: Register) -> Card:
    edition = register.report.edition
    number = register.number(entry.number)
    printed = printed_form(number)
    title, sentence = plain(entry.title, register), plain(entry.sentence, register)
    label = french.typeset(number.label)
    doubtful = number.status == TO_CONFIRM  # CAR03 refuses it, unless the edition says otherwise
    told = printed + DOUBT * doubtful
    said = f"{told} {sentence}" if sentence else f"{label}{french.NBSP}: {exact_form(number)}{DOUBT * doubtful}"
    ended = said if said.endswith((".", "!", "?", "…")) else f"{said}."
    source = french.typeset(f"{edition.organisation}, {edition.subtitle or edition.title}")
    headed = f"{title}. " if title else ""
    return Card(
        name=name_of(entry.number),
        title=title,
        number=printed + MARK * doubtful,
        sentence=sentence or label,
        source=f"{source}. {MARK}{french.NBSP}: à confirmer" if doubtful else source,
        alt=f"Carte de chiffre clé. {headed}{ended} Source{french.NBSP}: {source}.",
        post=f"{ended}\nSource{french.NBSP}: {source}{_page(edition)}",
    )


def _page(edition: Edition) -> str:
    return f" – {edition.website}" if edition.website else "."


def name_of(ref: str) -> str:
    """Return a number's name as the name of a file."""
    return french.anchor_of(ref.replace(".", "-").replace("_", "-"))


def plain(text: str, register: Register) -> str:
    """Return an author's text in typeset French, its numbers printed."""
    out, position = [], 0
    for found in calls_of(text):
        if isinstance(found, Placed):
            out += [text[position : found.start], _printed(found.call, register)]
            position = found.end
    return register.language.typeset("".join([*out, text[position:]]))


def _printed(call: Known, register: Register) -> str:
    if not isinstance(call, NumberCall):
        return ""
    number = register.number(call.number)
    return doubtful_text(number, call)
