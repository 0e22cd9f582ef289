"""The comments of a Word file, and their threads (Word's commentsExtended part): which answers which, which are settled.

The export's own questions, which reviewers answer in the data, are left out; what somebody did of them is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from rapport.ground import french
from rapport.sources.proof import ProofComment
from rapport.sources.reading.proofs.names import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
ENDED = "p"  # what is heard when a paragraph ends
_ON = {"1", "true", "on"}
WORDLESS = "(commentaire sans texte)"
_LONGEST = 120  # letters of the words that a comment is about
_ANSWERED = "sans effet (elle se répond dans les données)"


class Thread(NamedTuple):
    """Where a comment stands among others: the name of the one that it answers, whether it is settled."""

    parent: str
    settled: bool


def threads_in(root: Any) -> Mapping[str, Thread]:
    """Return the threads of comments by the name of their last paragraph; one that has no name says nothing of any."""
    return {
        name: Thread(one.get(f"{_W15}paraIdParent", ""), one.get(f"{_W15}done") in _ON)
        for one in root.iter(f"{_W15}commentEx")
        if (name := one.get(f"{_W15}paraId", ""))
    }


class Heard:
    """The words that each comment is about, gathered as the paragraphs are read."""

    def __init__(self) -> None:
        self.paragraphs: dict[str, str] = {}  # by the comment's id, the bookmark of its paragraph
        self.words: dict[str, str] = {}
        self._open: dict[str, int] = {}  # those that have begun, where in their paragraph

    def __call__(self, kind: str, name: str, paragraph: str, said: str) -> None:
        """Note the paragraph where a comment begins, or where its mark stands, and its words; ``said`` are those read so far.

        Of one that goes on beyond its paragraph, the words of the first that has some.
        """
        if kind == ENDED:
            for one, start in self._open.items():
                self._note(one, said[start:])
            self._open = dict.fromkeys(self._open, 0)
        elif kind == "commentRangeEnd":
            self._note(name, said[self._open.pop(name, len(said)) :])
        elif not self.paragraphs.get(name):
            self.paragraphs[name] = paragraph
            if kind == "commentRangeStart":
                self._open[name] = len(said)

    def _note(self, name: str, said: str) -> None:
        if not self.words.get(name):
            self.words[name] = _shortened(" ".join(said.split()))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST + 1].rsplit(' ', 1)[0][:_LONGEST]}…"


def comments_in(root: Any, threads: Mapping[str, Thread], heard: Heard) -> Iterator[ProofComment]:
    """Yield the comments; an answer says what it answers, and stands where that stands."""
    named = [(_name_of(one), _comment(one, heard)) for one in root.iter(f"{W}comment")]
    own = {name: comment for name, comment in named if name}
    for name, comment in named:
        thread = threads.get(name, Thread("", settled=False))
        parent = own.get(thread.parent) if thread.parent != name else None
        if parent is None:
            yield replace(comment, resolved=thread.settled)
            continue
        settled = thread.settled or threads.get(thread.parent, thread).settled
        text = french.typeset(f"En réponse à « {_shortened(' '.join(parent.text.split()))} » : ") + comment.text
        yield replace(comment, text=text, about=comment.about or parent.about, id=comment.id or parent.id, resolved=settled)


def _name_of(comment: Any) -> str:
    """Return the name of the last paragraph of a comment, by which threads know it."""
    paragraphs = comment.findall(f"{W}p")
    return paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else ""


def _comment(comment: Any, heard: Heard) -> ProofComment:
    text = "\n".join("".join(run.text or "" for run in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")).strip() or WORDLESS
    name, day = comment.get(f"{W}id", ""), (comment.get(f"{W}date") or "")[:10]
    person = " ".join((comment.get(f"{W}author") or "").split())
    about, paragraph = heard.words.get(name, ""), heard.paragraphs.get(name, "")
    return ProofComment(person, "" if day.startswith("0-") else day, text, about, paragraph)


def unasked(comments: Iterable[ProofComment], asked: Sequence[str]) -> Iterator[ProofComment]:
    """Yield the comments that the export didn't write itself, whatever the spaces that another program wrote in them.

    Of its own, those that somebody settled, and that some are gone.
    """
    known = {" ".join(one.split()): one for one in asked}
    found = set()
    for comment in comments:
        words = " ".join(comment.text.split())
        found.add(words)
        if words not in known:
            yield comment
        elif comment.resolved:
            said = f"Question marquée comme résolue, {_ANSWERED} : {known[words]}"
            yield ProofComment("", "", said, comment.about, comment.id)
    gone = [one for words, one in known.items() if words not in found]
    if gone:
        more = f", et {len(gone) - 1} de plus" if len(gone) > 1 else ""
        yield ProofComment("", "", f"Question retirée{more}, {_ANSWERED} : {gone[0]}", "", "")
