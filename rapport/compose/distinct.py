"""Anchors made distinct: what is shown twice has two names, whatever was written before."""

from __future__ import annotations

from rapport.anchors import made_for, typed_in
from rapport.model import Report


class Distinct:
    """The anchors given so far: the first to show a chart or a table has its name, the others a number behind it.

    ``asked`` holds the names that the piece being written asked for and the anchors that it got.
    """

    def __init__(self, report: Report) -> None:
        self._typed = {anchor for section in report.sections for anchor, _ in typed_in(section)}
        self._made = made_for(report)
        self._contents = {content.id for content in report.contents}
        self._given: set[str] = set()
        self.asked: tuple[tuple[str, str], ...] = ()

    def around(self, section: str) -> str:
        """Return the anchors that the headings of a section, `section-…`, can't get.

        One that ends in a dash stands for all that begin with it.
        """
        others = {*self._typed, *self._made, *(f"{content}-" for content in self._contents)}
        others |= {f"{kind}-{content}-" for content in self._contents for kind in ("note", "appel") if kind == section}
        return " ".join(
            sorted(anchor for anchor in others - {f"{section}-", f"{section}-titre"} if anchor.startswith(f"{section}-"))
        )

    def anchor(self, name: str) -> str:
        """Return a name, or the first that is free behind it."""
        anchor, number = name, 1
        while anchor in self._given or (number > 1 and anchor in self._typed | self._made):
            number += 1
            anchor = f"{name}-{number}"
        self._given.add(anchor)
        self.asked += ((name, anchor),)
        return anchor

    def again(self, section: str, known: tuple[tuple[str, str], ...]) -> bool:
        """Return whether a piece would get the anchors that it got before; it has them, then."""
        given, self.asked = {*self._given}, (("", self.around(section)),)
        same = known[:1] == self.asked and all(self.anchor(name) == anchor for name, anchor in known[1:])
        if not same:
            self._given, self.asked = given, (("", self.around(section)),)
        return same
