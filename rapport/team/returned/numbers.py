"""The numbers of paragraphs that came back: one that somebody changed is put back as it left, and told as a question."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.ground.markdown.atoms import CALL
from rapport.ground.patterns import regex
from rapport.manuscript.proof.binding import SPACES, BoundParagraph, Letter
from rapport.team.returned.comparing import MARK
from rapport.team.returned.correction import NumberQuestion
from rapport.team.returned.laid import Changed, laid_out

_STUCK = regex(r"[\d.,  +\-−‑]*")
_MOST = 40  # numbers of one paragraph


def with_numbers(
    bounds: Sequence[BoundParagraph], words: Sequence[Sequence[Letter]]
) -> tuple[list[NumberQuestion], Sequence[Sequence[Letter]]]:
    """Return the questions that changed numbers ask, and the paragraphs with these numbers as they left."""
    questions: list[NumberQuestion] = []
    for _ in range(_MOST):
        changed = laid_out(bounds, words)
        found = next((one for index in sorted(changed.places) if (one := _changed_number(changed, index)) is not None), None)
        if found is None:
            return questions, words
        question, start, end, letters = found
        same = _bare(question.before) == _bare(question.after)
        after = [*changed.after[:start], *letters, *changed.after[end:]]
        questions += [] if same else [question]  # nobody is asked about the blanks of a number
        words = _parted(after)
    return questions, words


Found = tuple[NumberQuestion, int, int, list[Letter]]


def _changed_number(changed: Changed, index: int) -> Found | None:
    """Return what is asked of a call whose number changed in its place, and what to put back there; None of any other."""
    if index < 0 or changed.atoms[index].kind != CALL:
        return None
    letters = changed.places[index]
    after = {old: new for new, old in changed.kept.items()}
    if letters[0] in after:
        return _grown(changed, index, after[letters[0]])
    start, end = letters[0], letters[-1] + 1
    while start and start - 1 not in after and changed.before[start - 1].text == " ":
        start -= 1
    first, last = (
        after.get(start - 1, -1 if start == 0 else None),
        after.get(end, len(changed.after) if end == len(changed.before) else None),
    )
    if first is None or last is None:
        return None
    typed = changed.after[first + 1 : last]
    if any(letter.text == MARK for letter in typed):
        return None
    back = [changed.before[at] for at in range(start, end)]
    return _question(changed, index, "".join(letter.text for letter in typed)), first + 1, last, back


def _grown(changed: Changed, index: int, first: int) -> Found | None:
    """Return what is asked of a number to which digits were added."""
    last = first + len(changed.places[index])
    start, end = first, last
    while start and start - 1 not in changed.kept and _STUCK.fullmatch(changed.after[start - 1].text):
        start -= 1
    while end < len(changed.after) and end not in changed.kept and _STUCK.fullmatch(changed.after[end].text):
        end += 1
    text = "".join(letter.text for letter in changed.after[start:end])
    added = text[: first - start] + text[last - start :]
    if not any(letter.isdigit() for letter in added):
        return None
    return _question(changed, index, text), start, end, changed.after[first:last]


def _question(changed: Changed, index: int, typed: str) -> NumberQuestion:
    before = "".join(changed.before[at].text for at in changed.places[index])
    return NumberQuestion(changed.ref_of(index), before.strip("° \u00a0"), typed.strip("° \u00a0"))


def _bare(number: str) -> str:
    return "".join(letter for letter in number if letter not in SPACES)


def _parted(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Return letters in line as paragraphs."""
    made: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.text == MARK:
            made.append([])
        else:
            made[-1].append(letter)
    return made
