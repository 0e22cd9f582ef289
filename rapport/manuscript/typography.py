"""French typography inside Markdown: only what readers read, never code, addresses or attributes."""

from __future__ import annotations

import re
from functools import lru_cache

from rapport.ground import french
from rapport.ground.exempt_numbers import ORDINAL
from rapport.ground.markdown.fences import code_blocks
from rapport.ground.markdown.lettered import lone_marks
from rapport.ground.markdown.openings import BRACES
from rapport.ground.markdown.stars import lone_stars
from rapport.ground.patterns import regex

# What is set aside while the prose is typeset: code, targets and definitions of links, addresses, attributes, fences, entities.
_APART = regex(
    r"(?P<code>(?<![\\`])(?P<tick>`+)(?!`)(?:[^\n]|\n(?!\s*\n))+?(?<!`)(?P=tick)(?!`))"
    r"|(?P<fence>^[ \t]*:::[^\n]*$)"
    r"|(?P<caption>^[ ]{0,3}[Tt]able:)|(?P<opening>^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|\#{1,6}|:)[ \t]+)+(?=[^ \t\n]))"
    r"|(?P<definition>^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?:\n[ \t]+)?[^\s\[][^\n]*"
    r"(?:\n[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?$)"
    r"|(?P<picture>(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\.(?i:jpe?g|png|svg|webp)"  # a photograph's name may hold spaces
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\))"
    r"|(?P<target>(?<=\])\((?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\))"
    r"|(?P<address><?\b(?:https?://|mailto:|tel:|www\.)[^\s>)]+>?|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+)"
    rf"|(?P<attributes>{BRACES}|\{{[^{{}}\n]*\}})|(?P<entity>&\#?\w+;)",
    re.MULTILINE | re.DOTALL,
)
# « (05) » at the head of a paragraph or an item is a department: Pandoc would take it for the number of a list.
_DEPARTMENT = regex(r"^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\((\d{2,3}|2[AB])\)(?=[ \t])", re.MULTILINE)
# « - + 318 » is an item and its sign: Pandoc would take the sign for a list within the list, and leave it out.
_SIGNED = regex(r"^([ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+[-+])[ \t]+(?=[\d\ue000])", re.MULTILINE)
# More words than a few that hold together were so pasted, from a page of the web: no line would hold them.
_FEW = 7
_PASTED = regex(rf"(?:[^\s]+{french.NBSP}+){{{_FEW + 1},}}")
_COLUMNS = regex(r"\S[ ]{2,}")  # of a table without bars
_QUOTED = regex(r'\b(who|role|title)="([^"\n]*)"')
_ORDINAL = regex(rf"\b(\d+)({ORDINAL})\b(?!\^)")
_ROMAN = regex(r"\b([IVX]+)e\b(?= si[eè]cle)")
_ENDINGS = {
    "er": "er",
    "ers": "ers",
    "re": "re",
    "res": "res",
    "ère": "re",
    "ères": "res",
    "ere": "re",
    "eres": "res",
    "nd": "d",
    "nds": "ds",
    "nde": "de",
    "ndes": "des",
}
_WORDS = frozenset({"code", "target", "attributes", "address"})  # what ends words: a sign behind it is theirs
_OPEN, _CLOSE, _CLOSE_BARE = "\ue002", "\ue003", "\ue005"
_STAND_IN = regex(f"{_OPEN}(\\d+)[{_CLOSE}{_CLOSE_BARE}]")


@lru_cache(maxsize=1024)  # a number that changes leaves the words around it as they were
def typeset_markdown(text: str) -> str:
    """Return Markdown whose prose follows French typography; the number of lines never changes."""
    apart: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        kept = match[0]
        if match.lastgroup in {"fence", "attributes"}:
            kept = _QUOTED.sub(lambda m: f'{m[1]}="{_without_quotes(m[2])}"', kept)
        apart.append(kept)
        return f"{_OPEN}{len(apart) - 1}{_CLOSE if match.lastgroup in _WORDS else _CLOSE_BARE}"

    told = _with_lone_marks_glued(_with_code_aside(text, apart))
    prose = _APART.sub(set_aside, _SIGNED.sub(r"\1" + french.NBSP, _DEPARTMENT.sub(r"\1\\(\2)", told)))
    prose = _PASTED.sub(lambda run: run[0].replace(french.NBSP, " "), prose) if prose.count(french.NBSP) > _FEW else prose
    prose = french.typeset(_ROMAN.sub(r"\1^e^", _ORDINAL.sub(_superscript, prose)))
    # After the spaces: one beside a star may leave it a sign.
    prose = french.PARTED.sub(lambda parted: _joined(parted, apart), _with_lone_stars_escaped(prose))

    def put_back(stand_in: re.Match[str]) -> str:
        return _STAND_IN.sub(put_back, apart[int(stand_in[1])])  # one may have been set aside within another

    return _STAND_IN.sub(put_back, prose)


def _with_code_aside(text: str, apart: list[str]) -> str:
    """Return the text with a stand-in for each of its blocks of code, which are added to what is set aside."""
    kept, position = [], 0
    for block in code_blocks(text):
        kept += [text[position : block.start], f"{_OPEN}{len(apart)}{_CLOSE_BARE}"]
        apart.append(text[block.start : block.end])
        position = block.end
    return "".join([*kept, text[position:]])


def _with_lone_marks_glued(text: str) -> str:
    """Return the text with the marks that number no list held to their words: « (p) Données », « MM. Dupont et Durand »."""
    for start, end in reversed(lone_marks(text)):
        text = f"{text[:start]}{french.NBSP}{text[end:]}"
    return text


def _with_lone_stars_escaped(prose: str) -> str:
    for at in reversed(lone_stars(prose)):
        prose = f"{prose[:at]}\\{prose[at:]}"
    return prose


def _joined(parted: re.Match[str], apart: list[str]) -> str:
    """Return a bound number with the word that begins the next line, and the line's end after it.

    Under a heading, or in the rows of a table, the next line is another text: it keeps its word.
    """
    text = parted.string
    line = text[text.rfind("\n", 0, parted.start()) + 1 : parted.start()]
    below = text[parted.start(2) : text.find("\n", parted.end()) + 1 or None]
    opening = _STAND_IN.match(line.lstrip(" \t>"))
    if "|" in line + below or _COLUMNS.search(line) or (opening and "#" in apart[int(opening[1])]):
        return parted[0]
    return f"{parted[1]}{french.NBSP}{parted[2]}\n"


def _superscript(match: re.Match[str]) -> str:
    return f"{match[1]}^{_ENDINGS.get(match[2], 'es' if match[2].endswith('s') else 'e')}^"


def _without_quotes(text: str) -> str:
    return french.typeset(text.replace('"', ""))


def escaped(text: str) -> str:
    """Return data as literal Markdown on one line: no mark in it means anything."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~^$@:&%\"'=])", r"\\\1", text.replace("\n", " "))


# What begins a block of Pandoc's Markdown: a numbered list (not « M. Dupont »), another mark, a fence, a rule, a definition.
_NUMBERED = regex(
    r"(?![A-Z]\. )(?:\((?=(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)\)(?: |$))|(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)(?=[.)](?: |$)))"
)
_BLOCK = regex(r"[-+*](?= |$)|[:|>#]|~(?= |~~)|`(?=``(?!.*``))|\[(?=[^\]]*\]:)|([-*_])(?=(?: ?\1){2,} *$)")


def one_line(text: str) -> str:
    r"""Return typeset Markdown on one line as inline text: neither its beginning nor its end means anything to a block.

    « (p) Données provisoires » would begin a list and lose its mark; a heading « Langage C# » would lose its sign, and
    braces at its end would be attributes.
    """
    line = re.sub(r"[ \t\n]+", " ", text).strip(" ")
    if (numbered := _NUMBERED.match(line)) is not None:
        at = 0 if numbered[0] == "(" else numbered.end()
        line = f"{line[:at]}\\{line[at:]}"
    elif _BLOCK.match(line):
        line = f"\\{line}"
    line = re.sub(r"(?<![\\#])#+$", lambda signs: "\\#" * len(signs[0]), line)
    return re.sub(r"(?<![\])`\\}])\{([^{}]*)\}$", r"\\{\1\\}", line)


def attribute(text: str) -> str:
    """Return data as a quoted attribute value, to the letter: what would part a table's cells or the value is an entity."""
    return '"' + _PARTING.sub(lambda sign: f"&#{ord(sign[0])};", text) + '"'


# Bars and backticks part the cells of a table before attributes are read; spaces in a row are joined.
_PARTING = regex(r'[&"\\|`$\t\n]|(?<= ) ')
