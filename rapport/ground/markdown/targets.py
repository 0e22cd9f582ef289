"""Where the Markdown of a text leads: the targets of its links and of its pictures, read as Pandoc reads them.

What Pandoc could take for a target is one here, whatever is around: a few targets too many where marks are entangled, none
too few. A reader in linear time: a text so entangled that it would ask for more gives one target that nothing admits.

Source: Pandoc's own reader (Text.Pandoc.Readers.Markdown: `source`, `reference`, `referenceKey`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex

ENTANGLED = "…"  # the address of what can't be read in linear time
_EFFORT = 30  # characters looked at for each one of a text; the real edition asks for less than two
_LONGEST = 4000  # characters of an address


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or a picture leads: ``address`` is as Pandoc understands it, escapes and entities undone.

    ``start`` is the offset of its first mark; ``label`` what stands between its brackets, as typed.
    """

    start: int
    picture: bool
    address: str
    label: str = ""


def may_lead(text: str) -> bool:
    """Tell whether a text holds what every target has; without it, there is none."""
    return "](" in text or "]:" in text or "<" in text


@lru_cache(maxsize=8192)
def targets_in(text: str) -> tuple[Target, ...]:
    """Return the targets of a Markdown text in order: [a](target), ![a](target), [a]: target, <target>."""
    found = {*_Reader(without_code_blocks(text, "x", sure=True)).targets()} if "](" in text or "]:" in text else set()
    if "<" in text:
        known = {target.address for target in found}
        found |= {
            Target(link.start(), False, address)
            for link in _AUTOMATIC.finditer(text)
            # That of a link in brackets, between angle brackets, is told where its link begins.
            if (address := _read(link[1])) not in known
            or not text[max(link.start() - 8, 0) : link.start()].rstrip().endswith("](")
        }
    return tuple(sorted(found, key=lambda target: (target.start, target.picture, target.address)))


_AUTOMATIC = regex(r"<([a-zA-Z][\w+.-]*+:[^\s<>]*+)>")
_BEFORE = regex(r"\]\(\s*\Z")
_TOKEN = regex(r"\\[^\w\s]|`+|!?\[|\]")
_DATA = regex(r"\s*+<?data:[^\s()<>]{0,200}\s*+")
_TICKS = regex(r"`+")
_BLANK = regex(r"\n[ \t]*(?=\n)")
_DEFINED = regex(r"^[ \t>*+:|\d.)(#~-]*\[(?!\^)", re.MULTILINE)
_ENTITY = regex(r"&(?:\#\d{1,8}|\#[xX][0-9a-fA-F]{1,8}|\w{1,40});")
_ESCAPED = regex(r"\\([^\w\s])")
_PLAIN = regex(r"[^\\()<>\n \t]*+")
_TITLE = regex(r"""\s(?:"[^\n]*"|'[^\n]*'|\([^\n]*\)|\{[^\n]*\})$""")


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.effort = _EFFORT * len(text) + 10_000  # what is left of it
        self.uses: dict[str, set[bool]] = {}  # by key of a reference: is it used by a link, by a picture
        self.pairs: dict[int, int] = {}  # offsets of brackets
        self.apart = {defined.end() - 1 for defined in _DEFINED.finditer(text)}  # what opens there is no use of a reference

    def targets(self) -> Iterator[Target]:
        found: list[Target] = []
        try:
            start = 0
            for end in [*(blank.start() for blank in _BLANK.finditer(self.text)), len(self.text)]:
                found += self._paragraph(start, end)
                start = end
        except _Entangled as entangled:
            found.append(Target(entangled.start, True, ENTANGLED))
        yield from found
        yield from self._definitions()

    def _paragraph(self, start: int, end: int) -> Iterator[Target]:
        """Yield the targets of a paragraph; read anew behind an address that holds a backtick, which opens no code there."""
        again = {start}
        done: set[int] = set()
        while again - done:
            start = min(again - done)
            done.add(start)
            pairs, alone = self._brackets(start, end)
            self.pairs |= pairs
            for opening, closing in (*pairs.items(), *((None, closing) for closing in alone)):
                target, after = self._target(opening, closing, start, end)
                if target:
                    yield target
                    if "`" in self.text[closing:after]:
                        again.add(after)

    def _target(self, opening: int | None, closing: int, start: int, end: int) -> tuple[Target | None, int]:
        """Return the target of a pair of brackets, or of a closing one alone, and the offset after it."""
        text = self.text
        if opening is None:
            picture, first = text.find("![", start, closing) >= 0, closing
        else:
            picture = opening > start and text[opening - 1] == "!" and not (opening > 1 and text[opening - 2] == "\\")
            first = opening - picture
        label = text[opening + 1 : closing] if opening is not None and closing - opening < _LONGEST else ""
        if text.startswith("(", closing + 1):
            address, after = self._address(closing + 2, end)
            if address is not None:
                return Target(first, picture, address, label), after
        if opening is not None:
            other = self.pairs.get(closing + 1, closing + 2)
            if text.startswith("[", closing + 1):
                self.apart.add(closing + 1)
            if opening in self.apart:
                return None, closing
            key = _key(text[closing + 2 : other]) if text.startswith("[", closing + 1) and other - closing < _LONGEST else ""
            self.uses.setdefault(key or _key(label), set()).add(picture)
        return None, closing

    def _brackets(self, start: int, end: int) -> tuple[dict[int, int], list[int]]:
        """Return the pairs of brackets of a stretch, code passed over, and the closing ones alone."""
        self._spend(end - start, start)
        code = self._code(start, end)
        table = self.text.find("|", start, end) >= 0 or self.text.find("--", start, end) >= 0  # its cells may part the brackets
        opened: list[int] = []
        pairs: dict[int, int] = {}
        alone: list[int] = []
        position = start
        while token := _TOKEN.search(self.text, position, end):
            position = code.get(token.start(), token.end())
            if token[0] in {"[", "!["}:
                opened.append(token.end() - 1)
            elif token[0] == "]":
                if opened:
                    pairs[opened.pop()] = token.start()
                elif table and self.text.startswith("(", token.end()):
                    alone.append(token.start())
        return dict(sorted(pairs.items())), alone

    def _code(self, start: int, end: int) -> Mapping[int, int]:
        """Return where each stretch of code ends, by where it begins: as many backticks as it opened with."""
        opening = [run.span() for run in _TOKEN.finditer(self.text, start, end) if run[0][0] == "`"]
        runs = [run.span() for run in _TICKS.finditer(self.text, start, end)] if opening else []  # in code, nothing is escaped
        closing: dict[int, int] = {}
        next_of: dict[int, int] = {}  # by length
        for first, last in reversed(opening):
            while runs and runs[-1][0] >= last:
                begins, ends = runs.pop()
                next_of[ends - begins] = ends
            if (length := last - first) in next_of:
                closing[first] = next_of[length]
        return closing

    def _address(self, start: int, end: int) -> tuple[str | None, int]:
        """Return the address that an opening parenthesis begins, None when nothing closes it, and the offset after it."""
        text = self.text
        if data := _DATA.match(text, start, end):  # a picture pasted there, less its letters
            after = text.find(")", data.end(), end)
            return (_read(data[0]), after + 1) if after >= 0 else (None, start)
        last = min(end, start + _LONGEST)
        if text.find(")", start, last) < 0:
            return (ENTANGLED, last) if last < end and text.find(")", last, end) >= 0 else (None, start)
        while start < last and text[start] in " \t\n":
            start += 1
        position = self._angled(start, last) if text[start : start + 1] == "<" else self._bare(start, last)
        self._spend(position - start, start)
        after = text.find(")", position, end)
        return (_read(text[start:position]), after + 1) if after >= 0 else (None, start)

    def _angled(self, start: int, last: int) -> int:
        found = re.compile(r"<(?:[^\\>]|\\.)*+>", re.DOTALL).match(self.text, start, last)
        return found.end() if found else self._bare(start, last)

    def _bare(self, start: int, last: int) -> int:
        """Return where an address ends: at a parenthesis of no pair, or at the spaces before a title."""
        text, position, opened = self.text, start, 0
        balanced = start
        while position < last:
            if plain := _PLAIN.match(text, position, last):
                position = plain.end()
            sign = text[position : position + 1]
            if sign == "\\":
                position += 2
            elif sign == "(":
                opened += 1
                position += 1
            elif sign == ")":
                if not opened:
                    return position
                opened -= 1
                position += 1
                balanced = balanced if opened else position
            elif sign in {" ", "\t", "\n"} and not opened and re.compile(r"\s+[\"']").match(text, position, last):
                return position
            else:
                position += 1
        # A parenthesis is never closed: it is a sign like any other, and the first that closes ends the address.
        closing = text.find(")", balanced, last)
        return closing if closing >= 0 else last

    def _definitions(self) -> Iterator[Target]:
        for defined in _DEFINED.finditer(self.text):
            closing = self.pairs.get(defined.end() - 1, -1)
            if closing < 0 or not self.text.startswith(":", closing + 1):
                continue
            line = re.compile(r"[ \t]*(?:\n[ \t>]*)?([^\n]*)").match(self.text, closing + 2)
            written = line[1][:_LONGEST].strip() if line else ""
            angled = re.match(r"<((?:[^\\>]|\\.)*+)>", written)
            title = _TITLE.search(written)
            address = _read(angled[0] if angled else written[: title.start()] if title else written)
            label = self.text[defined.end() : closing][:_LONGEST]
            for picture in sorted(self.uses.get(_key(label), {False})):
                yield Target(defined.end() - 1, picture, address, label)

    def _spend(self, characters: int, start: int) -> None:
        self.effort -= characters + 10
        if self.effort < 0:
            raise _Entangled(start)


class _Entangled(Exception):  # noqa: N818 - told as a target
    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


def _key(label: str) -> str:
    """Return the label of a reference as references are compared."""
    return " ".join(label.lower().split())


def _read(written: str) -> str:
    """Return an address as it is understood: brackets, escapes and entities undone, spaces once."""
    inner = written[1:-1] if written.startswith("<") and written.endswith(">") else written
    parts = _ESCAPED.split(inner)  # an escaped « & » opens no entity
    plain = "".join(part if index % 2 else _ENTITY.sub(lambda m: unescape(m[0]), part) for index, part in enumerate(parts))
    return " ".join(plain.split())
