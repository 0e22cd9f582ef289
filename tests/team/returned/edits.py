"""Random edits of the text of a Word file, each with what the same edit, typed by hand, makes of the sources."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapport.ground.markdown.blocks import ITEM, PARAGRAPH, blocks_in
from rapport.manuscript.proof.texts import PrintedText
from rapport.sources.proof import SentParagraph
from rapport.team.returned.placing import block_of
from rapport.team.returned.state import Returned
from tests.team.returned.reviewer import Reviewer

NEW = ("souvent", "partout", "ensemble", "vraiment", "bientôt", "volontiers", "désormais", "peut-être", "d’abord", "l’essentiel")
SENTENCES = (
    "C’est nouveau.",
    "Les équipes y tiennent.",
    "Il faudra y revenir l’an prochain.",
    "Chacun s’y retrouve, ou presque.",
)
_WORD = re.compile(r"(?<![\w’'.@/-])[A-Za-zÀ-ÿœ]{4,}(?![\w’'@/-])")
_MARKS = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}|\]\([^()]*\)", re.DOTALL)


@dataclass
class Target:
    """A paragraph that left: its bookmark, its letters, its source; the next one, when both stand side by side; what is above."""

    at: int
    sent: SentParagraph
    text: PrintedText
    next: Target | None = None
    under_item: bool = False

    @property
    def words(self) -> list[str]:
        """Return the words that stand once in it, and once in its source."""
        bare = _MARKS.sub("", self.text.text)
        found = _WORD.findall(self.sent.text)
        return [
            word
            for word in dict.fromkeys(found)
            if self.sent.text.count(word) == 1 == bare.count(word) == self.text.text.count(word)
        ]

    @property
    def plain(self) -> bool:
        """Tell whether it is a paragraph or an item of a section, which can be split, joined, moved."""
        return self.text.block is not None and self.text.block.kind in {PARAGRAPH, ITEM}


@dataclass
class Edit:
    """An edit: its kind, who does it in the Word file, what it makes of texts, by their place; ``near`` a number or a claim.

    ``told`` is an edit that must be told and not brought back.
    """

    kind: str
    target: Target
    work: Callable[[Reviewer], None]
    made: dict[int, str] = field(default_factory=dict)  # the source of paragraphs by their places; empty: taken away
    below: list[str] = field(default_factory=list)  # new paragraphs under it
    near: bool = False
    told: bool = False


def targets_of(returned: Returned) -> list[Target]:
    """Return the paragraphs whose text can be corrected."""
    made = [
        Target(at, sent, text)
        for at, (sent, text) in enumerate(zip(returned.sent, returned.texts, strict=True))
        if text is not None and len(sent.text) > 30 and not text.before
    ]
    for one in made:
        one.under_item = _is_under_item(one.text, returned.bodies.get(one.text.path, ""))
    for one, other in pairwise(made):
        if one.plain and other.plain and other.at == one.at + 1 and one.text.path == other.text.path:
            first, second = block_of(one.text), block_of(other.text)
            body = returned.bodies[one.text.path]
            between = body[first.end : second.start - len(second.head)]
            if first.kind == second.kind and first.holder == second.holder and not between.strip():
                one.next = other
    return made


def _is_under_item(text: PrintedText, body: str) -> bool:
    above = [one for one in blocks_in(body) if text.block is not None and one.end < text.block.start]
    return bool(above) and above[-1].kind == ITEM


def _replaced(kind: str, target: Target, before: str, after: str, typed: str, *, near: bool = False) -> Edit | None:
    """Return the edit that replaces words, none by the same; ``typed`` is what an author types of the new ones."""
    if before == after:
        return None
    start = target.sent.text.index(before)

    def work(reviewer: Reviewer) -> None:
        reviewer.replace(reviewer.paragraph(f"#{target.sent.id}"), start, start + len(before), after)

    return Edit(kind, target, work, {target.at: target.text.text.replace(before, typed, 1)}, near=near)


def word_replaced(rng: random.Random, target: Target) -> Edit | None:
    """Put a word in place of another."""
    if not (words := [word for word in target.words if not _near(target, word)]):
        return None
    new = rng.choice(NEW)
    return _replaced("mot remplacé", target, rng.choice(words), new, by_hand(new))


def word_added(rng: random.Random, target: Target) -> Edit | None:
    """Add a word behind another; behind the last one of a claim, it could be typed within or without."""
    if not (words := [word for word in target.words if not _near(target, word) and f"{word}]" not in target.text.text]):
        return None
    word, new = rng.choice(words), rng.choice(NEW)
    return _replaced("mot ajouté", target, word, f"{word} {new}", f"{word} {by_hand(new)}")


def word_removed(rng: random.Random, target: Target) -> Edit | None:
    """Take a word away, with the space behind it."""
    words = [
        word
        for word in target.words
        if f"{word} " in target.sent.text and f"{word} " in target.text.text and not _near(target, word)
    ]
    return _replaced("mot retiré", target, f"{rng.choice(words)} ", "", "") if words else None


def typography(rng: random.Random, target: Target) -> Edit | None:
    """Type French signs as a word processor sets them."""
    if not (words := [word for word in target.words if not _near(target, word) and f"{word}]" not in target.text.text]):
        return None
    word = rng.choice(words)
    printed, typed = rng.choice([
        (f"«\u00a0{word}\u00a0»", f"« {word} »"), (f"{word}\u202f; ", f"{word} ; "), (f"{word} (l’été)", f"{word} (l'été)"),
        (f"{word}…", f"{word}…"),
    ])  # fmt: skip
    after = f" {word}" if printed.endswith(" ") else word
    if printed.endswith(" "):
        if f"{word} " not in target.sent.text or f"{word} " not in target.text.text:
            return None
        return _replaced("typographie", target, f"{word} ", printed, typed)
    return _replaced("typographie", target, after, printed, typed)


def sentence_added(rng: random.Random, target: Target) -> Edit | None:
    """Add a sentence at the end."""
    if not (target.sent.text.endswith(".") and target.text.text.endswith(".")):
        return None
    new, length = rng.choice(SENTENCES), len(target.sent.text)

    def work(reviewer: Reviewer) -> None:
        reviewer.replace(reviewer.paragraph(f"#{target.sent.id}"), length, length, f" {new}")

    return Edit(
        "phrase ajoutée",
        target,
        work,
        {target.at: f"{target.text.text} {by_hand(new)}"},
        near=_near(target, target.sent.text[-6:]),
    )


def sentence_removed(rng: random.Random, target: Target) -> Edit | None:
    """Take a sentence away, with the space before it."""
    found = []
    for one in re.finditer(r"(?<=[.]) ([A-ZÀ-É][^.{}\[\]*]{15,}\.)", target.sent.text):
        source = re.compile(r"\s" + r"\s+".join(re.escape(word) for word in by_hand(one[1]).split()))
        if len(source.findall(target.text.text)) == 1:
            found.append((one, source))
    if not found:
        return None
    one, source = rng.choice(found)

    def work(reviewer: Reviewer) -> None:
        reviewer.replace(reviewer.paragraph(f"#{target.sent.id}"), one.start(), one.end(), "")

    return Edit("phrase retirée", target, work, {target.at: source.sub("", target.text.text)})


def emphasis(rng: random.Random, target: Target) -> Edit | None:
    """Set a word in bold or in italic, or make a link of it."""
    words = [word for word in target.words if not _near(target, word) and not _within(target, word)]
    if not words or target.text.literal:
        return None
    word = rng.choice(words)
    kind = rng.choice(
        [mark for mark in ("b", "i", "lien") if mark not in _marks_of(target, word)]
    )  # set already, it changes nothing
    address = "https://exemple.org/page"
    typed = {"b": f"**{word}**", "i": f"*{word}*", "lien": f"[{word}]({address})"}[kind]

    def work(reviewer: Reviewer) -> None:
        if kind == "lien":
            reviewer.link(word, address, f"#{target.sent.id}")
        else:
            reviewer.emphasise(word, kind, f"#{target.sent.id}")

    return Edit("gras, italique, lien", target, work, {target.at: target.text.text.replace(word, typed, 1)})


def near_number(rng: random.Random, target: Target) -> Edit | None:
    """Change, add or take away a word beside a number."""
    words = [word for word in target.words if _near(target, word) and not _within(target, word)]
    if not words:
        return None
    word, new = rng.choice(words), rng.choice(NEW)
    after, typed = rng.choice([(new, by_hand(new)), (f"{word} {new}", f"{word} {by_hand(new)}")])
    return _replaced("à côté d'un chiffre", target, word, after, typed, near=True)


def in_claim(rng: random.Random, target: Target) -> Edit | None:
    """Change a word of a claim that is bound to the data."""
    words = [word for word in target.words if _within(target, word)]
    if not words:
        return None
    word, new = rng.choice(words), rng.choice(NEW)
    return _replaced("dans une affirmation", target, word, new, by_hand(new), near=True)


def number_changed(rng: random.Random, target: Target) -> Edit | None:
    """Change the digits of a number: it must be told, and nothing written."""
    at = 0
    found = []
    for run in target.sent.runs:
        if run.ref and run.text[-1:].isdigit():
            found.append(at + len(run.text) - 1)
        at += len(run.text)
    if not found:
        return None
    place = rng.choice(found)
    digit = str((int(target.sent.text[place]) + 1) % 10)

    def work(reviewer: Reviewer) -> None:
        reviewer.replace(reviewer.paragraph(f"#{target.sent.id}"), place, place + 1, digit)

    return Edit("chiffre changé", target, work, near=True, told=True)


def split(rng: random.Random, target: Target) -> Edit | None:
    """Part a paragraph in two at a sentence."""
    found = []
    for one in re.finditer(r"(?<=[.]) (?=[A-ZÀ-É])", target.sent.text):
        ahead, behind = target.sent.text[: one.start()].split()[-2:], target.sent.text[one.end() :].split()[:2]
        if len(ahead) + len(behind) < 4:
            continue
        source = re.compile(r"(?<=" + re.escape(by_hand(ahead[-1])) + r")\s+(?=" + re.escape(by_hand(behind[0])) + r")")
        if len(source.findall(target.text.text)) == 1:
            found.append((one, source))
    if not found or not target.plain:
        return None
    one, source = rng.choice(found)
    first, second = source.split(target.text.text)
    if first.count("[") != first.count("]"):
        return None

    def work(reviewer: Reviewer) -> None:
        words = reviewer.paragraph(f"#{target.sent.id}")
        reviewer.replace(words, one.start(), one.end(), "")
        reviewer.split_at(words, one.start())

    return Edit("paragraphe coupé", target, work, {target.at: first}, [second])


def joined(rng: random.Random, target: Target) -> Edit | None:  # noqa: ARG001 - nothing to choose
    """Join a paragraph to the next one, a space between them."""
    if target.next is None:
        return None
    other, length = target.next, len(target.sent.text)

    def work(reviewer: Reviewer) -> None:
        reviewer.replace(reviewer.paragraph(f"#{target.sent.id}"), length, length, " ")
        reviewer.join(f"#{other.sent.id}")

    return Edit("paragraphes réunis", target, work, {target.at: f"{target.text.text} {other.text.text}", other.at: ""})


def paragraph_added(rng: random.Random, target: Target) -> Edit | None:
    """Add a paragraph below another."""
    if not target.plain:
        return None
    new = " ".join(rng.sample(SENTENCES, 2))
    return Edit("paragraphe ajouté", target, lambda reviewer: reviewer.add(new, f"#{target.sent.id}"), {}, [by_hand(new)])


def paragraph_removed(rng: random.Random, target: Target) -> Edit | None:  # noqa: ARG001 - nothing to choose
    """Take a paragraph away."""
    if not target.plain or target.next is None:
        return None
    return Edit("paragraphe retiré", target, lambda reviewer: reviewer.remove(f"#{target.sent.id}"), {target.at: ""})


def moved(rng: random.Random, target: Target) -> Edit | None:  # noqa: ARG001 - nothing to choose
    """Put a paragraph below the next one."""
    if target.next is None:
        return None
    below = f"#{target.next.sent.id}"
    return Edit(
        "paragraphe déplacé", target, lambda reviewer: reviewer.moved(f"#{target.sent.id}", below),
        {target.at: target.next.text.text, target.next.at: target.text.text},
    )  # fmt: skip


def listed(rng: random.Random, target: Target) -> Edit | None:  # noqa: ARG001 - nothing to choose
    """Make an item of a list of a paragraph that stands beside none."""
    block = target.text.block
    if block is None or block.kind != PARAGRAPH or block.head or target.next is None or target.under_item:
        return None
    new = f"- {target.text.text}"
    return Edit("élément de liste", target, lambda reviewer: reviewer.form(f"#{target.sent.id}", "ul"), {target.at: new})


MIX: tuple[tuple[Callable[[random.Random, Target], Edit | None], int], ...] = (
    (word_replaced, 14), (word_added, 12), (word_removed, 10), (typography, 10), (sentence_added, 8), (sentence_removed, 8),
    (emphasis, 8), (near_number, 8), (in_claim, 4), (number_changed, 3), (split, 4), (joined, 3), (paragraph_added, 4),
    (paragraph_removed, 2), (moved, 2), (listed, 2),
)  # fmt: skip


def edits_for(targets: Sequence[Target], seed: int, count: int) -> list[Edit]:
    """Return so many edits, or fewer, each of a paragraph of its own: a kind of the mix first, then where it can be done."""
    rng = random.Random(seed)
    kinds = [kind for kind, weight in MIX for _ in range(weight)]
    free = {target.at: target for target in targets}
    made: list[Edit] = []
    for kind in rng.choices(kinds, k=count):
        tried = (target for target in rng.sample([*free.values()], len(free)) if target.next is None or target.next.at in free)
        edit = next((edit for target in tried if (edit := kind(rng, target)) is not None), None)
        if edit is None:
            continue
        made.append(edit)
        for at in range(edit.target.at - 1, edit.target.at + 3):
            free.pop(at, None)
    return made


def by_hand(text: str) -> str:
    """Return words of the Word file as an author types them."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _near(target: Target, words: str) -> bool:
    """Tell whether words stand beside a number."""
    at, start = 0, target.sent.text.find(words)
    for run in target.sent.runs:
        if (run.ref and -2 <= start - (at + len(run.text)) <= 2) or (run.ref and 0 <= at - (start + len(words)) <= 2):
            return True
        at += len(run.text)
    return False


def _marks_of(target: Target, word: str) -> str:
    """Return the marks that a word has."""
    at, start = 0, target.sent.text.index(word)
    for run in target.sent.runs:
        at += len(run.text)
        if start < at:
            return run.marks
    return ""


def _within(target: Target, word: str) -> bool:
    """Tell whether a word stands between the brackets of a claim or of a link."""
    before = target.text.text[: target.text.text.find(word)]
    return before.count("[") > before.count("]")
