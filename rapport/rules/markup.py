"""TXT14, TXT17: marks left in a text as they were typed, grids that can't be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapport.ground.markdown.code import CODE_WORDS, indented_in
from rapport.ground.markdown.drawn import unreadable_tables
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.problems import Place, Severity
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule


class _Mark(NamedTuple):
    """A mark that means nothing where it stands, and what to write instead."""

    found: re.Pattern[str]
    hint: str
    needs: tuple[str, ...]  # one of these is in it: most texts hold none, and are passed over at once


def _mark(needs: str, pattern: str, hint: str) -> _Mark:
    return _Mark(re.compile(pattern, re.MULTILINE), hint, tuple(needs.split()))


_TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|del|details|div|em|figure|font|h[1-6]|hr|i|iframe|img|ins|li|mark|ol|p|pre|s|script"
)
_TAGS += "|section|small|span|strike|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video"
_TAG = _mark(
    "<", rf"</?(?:{_TAGS})\b[^<>\n]*>|<!--", "Le HTML n'est pas lu : écrivez *penché*, **gras**, une liste ou un bloc « ::: »."
)
_BLOCKS = "key-numbers|cards|callout|summary|columns|steps|definition|small"
_FUNCTIONS = r"(?:value|evolution|share|times|trend|rank|chart|table|people)"
_ADDRESS = r"(?:https?://|mailto:|tel:|www\.|\#|assets/)"

# Looked for where links still are.
_LINKS = (
    _mark("]", rf"!?\[[^\[\]\n]+\][ \t]+\({_ADDRESS}[^()\n]*\)", "Collez la parenthèse au crochet : [texte](https://…)."),
    _mark(")[", rf"\([^()\n]+\)\[{_ADDRESS}[^\[\]\n]*\]", "Les crochets vont au texte : [texte](https://…)."),
    _mark(
        "](", rf"\]\({_ADDRESS}[^()\s]*(?=\s|\Z)(?!\s+[\"'(]|[^()\n]*\))", "Fermez la parenthèse du lien : [texte](https://…)."
    ),
    _mark("][", rf"\[[^\[\]\n]*\]\[{_ADDRESS}[^\[\]\n]*\]", "L'adresse va entre parenthèses : [texte](https://…)."),
    _mark("[[", r"\[\[[^\[\]\n]+\]\](?!\()", "Un lien s'écrit [texte](#cible)."),
)
# Looked for once links, addresses and what is well marked are out of the way.
_MARKS = (
    _mark("#", r"^[ ]{0,3}\#{1,6}(?=[^\W\d_])\S+", "Un intertitre s'écrit « ## Titre », avec une espace ; un dièse, « \\# »."),
    _mark(":", rf"^[ \t]*:{{1,2}}[ \t]*(?:{_BLOCKS}|\{{\.)[^\n]*", "Un bloc s'ouvre par trois deux-points : « ::: callout »."),
    _mark(
        ":::",
        r"^[ \t]*:{3,}[ \t]*(?:[\w-]+|\{[^}\n]*\})[ \t]+(?!:+[ \t]*$)\S[^\n]*",
        "Rien ne suit le nom d'un bloc : allez à la ligne. Ses réglages vont entre accolades, {.callout …}.",
    ),
    _mark(":::", r"(?<=\S)[ \t]*:::+", "« ::: » s'écrit seul sur sa ligne, ou avec le nom du bloc."),
    _mark(
        "{",
        rf"(?<!\{{)\{{[ \t]*{_FUNCTIONS}[ \t]*\([^{{}}\n]*\)[ \t]*\}}+",
        'Une expression s\'écrit entre deux accolades : {{ value("famille.nom") }}.',
    ),
    _mark(
        "(",
        rf"(?<![\w{{.])(?<!\{{[ \t]){_FUNCTIONS}\([ \t]*[\"'«“”][^()\n]*\)",
        'Une expression s\'écrit entre deux accolades : {{ value("famille.nom") }}.',
    ),
    _mark("{. {#", r"(?<![\]`)}])[ \t]*\{[.\#][\w-]+[^{}\n]*\}", 'Collez l\'accolade au crochet : [26]{.literal because="…"}.'),
    _mark("** __", r"\*\*[^*\n]*\*\*|\*\*|(?<!\w)__(?=\s)[^_\n]*__|(?<!\w)__(?!\w)", "Les étoiles se collent au mot : **gras**."),
    _mark("~~ '''", r"~~|'{3,}", "Les signes vont par deux, collés aux mots : ~~barré~~, *penché*, **gras**."),
    _mark("*", r"(?<=[^\s*] )\*(?=[^\W_])\w+(?!(?:[^*\n]|\n(?!\s*\n))*\*)", "Les étoiles vont par deux : *penché*."),
    _mark("[/", r"\[(b|i|u|url|img)\b[^\[\]\n]*\][^\[\]\n]*\[/\1\]", "Ces crochets ne mettent rien en forme : écrivez **gras**."),
    _mark("== ++", r"==[^=\s][^=\n]*==|\+\+[^+\s][^+\n]*\+\+", "Ce signe ne met rien en forme : écrivez **gras** ou *penché*."),
    _mark("\\", r"\\[A-Za-z]{2,}\{[^{}\n]*\}", "Le TeX n'est pas lu : écrivez le texte tel qu'il doit paraître."),
    _mark("[", r"^[ \t]*(?:[-*+][ \t]+)?\[[ xX]?\](?=[ \t])", "Une case à cocher n'est pas lue : écrivez « - »."),
    _mark("• ● ▪ ■ ◦ ‣ ⁃ ➢ ❖", r"^[ \t]*[•●▪■◦‣⁃➢❖][ \t]*", "Une liste s'écrit « - », une espace, puis le texte."),
    _mark("– — ·", r"^[ \t]*([–—·])[ \t]+\S[^\n]*(?=\n[ \t]*\1[ \t]+\S)", "Une liste s'écrit « - », une espace, puis le texte."),
    _mark("a. a)", r"^[ \t]*a([.)])[ \t]+\S[^\n]*(?=\n[ \t]*b\1[ \t]+\S)", "Laissez une ligne vide au-dessus de cette liste."),
    _mark("-", r"^[ \t]*-(?=[^\W\d_])\S+", "Une liste s'écrit « - », une espace, puis le texte."),
    _mark("``` ~~~", r"^[ \t]*(?:`{3,}|~{3,})[^\n]*", "Ce bloc n'est jamais fermé : fermez-le, ou retirez ces signes."),
    _TAG,
)  # fmt: skip
# What means something elsewhere, and nothing in a cell, which is printed as it is.
_CELL = (
    _mark("*", r"(?<![\w*])\*\*?[^*\s][^*\n]*\*\*?(?![\w*])", "Une cellule est écrite telle quelle : retirez les étoiles."),
    _mark("](", r"\[[^\[\]\n]+\]\([^()\s]+\)", "Une cellule est écrite telle quelle : mettez le lien dans une section."),
    _mark(
        "&",
        r"&(?:nbsp|amp|lt|gt|eacute|egrave|rsquo|laquo|raquo|\#\d+);",
        "Une cellule est écrite telle quelle : tapez le signe lui-même.",
    ),
    _TAG,
)  # fmt: skip

_CALL = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)
_NUMBER_CALL = re.compile(r"\{\{\s*(?!(?:chart|table|people)\b)")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~]).")
_TARGET = re.compile(r"\]\((?:[^)\n\]]|\](?!\())*+\)|\]\[[^\]\n]*\]|<?\bhttps?://[^\s<>)\]}»]+>?|[\w.+-]+@[\w-]+\.[\w.]+")
_WELL = re.compile(
    r"(?<!\*)\*{2,3}(?![\s*])(?:[^*\n]|\n(?!\s*\n)|\*(?!\*))*?(?<!\s)\*{2,3}|(?<!\w)__(?![\s_])[^_\n]*?(?<!\s)__(?!\w)"
    r"|~~(?!\s)[^~\n]+?(?<!\s)~~"
)
_OPENING = re.compile(  # of a block, of a heading with a name
    r"^[ \t>]*:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]*)[ \t]*$|^[ ]{0,3}\#{1,6}[ \t].*\{[^}\n]*\}[ \t]*$|^[ \t]*\{[.\#][^}\n]*\}[ \t]*$",
    re.MULTILINE,
)


def blank(match: re.Match[str]) -> str:
    """Return spaces in place of what was found, its line ends kept."""
    return re.sub(r"[^\n]", " ", match[0])


@rule("TXT14", Severity.WARNING, text_by_text=True)
def left_mark(sources: Sources) -> Iterator[Finding]:
    """Un signe de mise en forme resté dans le texte y paraîtrait tel quel : #Titre, ** gras **, [site] (https://…), <br>, •."""
    for text in sources.texts:
        cells = text.start.path.endswith(".csv")
        if cells and not _IN_CELL.search(text.text):
            continue
        for offset, written, hint in _left_in(text.text, cells=cells):
            if text.start in sources.once(_hidden):
                break
            yield Finding(f"« {short(written)} » paraîtra tel quel dans le rapport.", text.place(offset), hint)


def _hidden(sources: Sources) -> set[Place]:
    """Return the cells that no table shows."""
    report = sources.report
    return {
        row.place_of(name)
        for table in report.tables.values()
        for name in (name for name, column in table.spec.columns.items() if column.hidden)
        for row in table.of_year(report.edition.year)
    }


@rule("TXT17", text_by_text=True)
def torn_grid(sources: Sources) -> Iterator[Finding]:
    """Un tableau dessiné avec des tirets a ses cellules sous eux ; avec « +---+ », il finit par une telle ligne.

    Le reste serait coupé, ou perdu.
    """
    for text in sources.texts:
        if text.body:
            for offset, line, torn in _grids_in(without_code_blocks(text.text)):
                if torn:
                    hint = _GRID_END if line.startswith("+") else _SIMPLE_HINT
                    yield Finding(f"Le tableau « {short(line)} » ne peut pas être lu.", text.place(offset), hint)


def _grids_in(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the grids of a text whose columns can't be told: offset, first line, whether it can't be read at all."""
    lines = text.split("\n") if "--" in text or "+=" in text or "+:" in text else []
    for grid in unreadable_tables(text) if lines else ():
        yield sum(len(line) + 1 for line in lines[: grid.first]), lines[grid.first], grid.torn


_BOX, _NAMED_X = re.compile(r"\[[xX]\]"), re.compile(r"^[ ]{0,3}\[[xX]\]:[ \t]*\S", re.MULTILINE)  # a link of that name is no box
_IN_CELL = re.compile(r"[*<&]|\]\(")
_SUSPECT = re.compile(r"[#*_{\[(<:=+\\•●▪■◦‣⁃➢❖`~&|–—·]|'''|^[ \t]*(?:-\S|a[.)])", re.MULTILINE)


@lru_cache(maxsize=8192)
def _left_in(text: str, *, cells: bool) -> tuple[tuple[int, str, str], ...]:
    """Return the marks left in a text: offset, as written, what to do. In order, one at a place."""
    if not _SUSPECT.search(text) and "\n    " not in text and not text.startswith("    ") and "\t" not in text:
        return ()
    plain = _CALL.sub(lambda call: re.sub(r"[^\n]", "x" if _NUMBER_CALL.match(call[0]) else " ", call[0]), text)
    found: dict[int, tuple[int, str, str]] = {}
    if cells:
        _look(plain, text, _CELL, found)
        return tuple(sorted(found.values()))
    plain = without_code_blocks(plain)
    plain = CODE_WORDS.sub(blank, plain) if "`" in plain else plain
    plain = ESCAPE.sub(blank, plain) if "\\" in plain else plain
    _look(plain, text, _LINKS, found)
    plain = _TARGET.sub(lambda m: "]" + blank(m)[1:], plain) if "]" in plain or "://" in plain or "@" in plain else plain
    plain = _OPENING.sub(blank, plain) if "{" in plain or ":::" in plain else plain
    plain = (
        _WELL.sub(lambda m: re.sub(r"[*_~]", " ", m[0]), plain) if any(sign in plain for sign in ("**", "__", "~~")) else plain
    )
    plain = _BOX.sub(blank, plain) if _NAMED_X.search(text) else plain
    drawn = plain
    plain = _RULE_OF_GRID.sub(blank, plain) if "+=" in plain else plain
    _look(plain, text, _MARKS, found)
    found |= {start: (start, " ".join(text[start:end].split()), _INDENT_HINT) for start, end in indented_in(text)}
    found |= {offset: (offset, line, _TABLE_HINT) for offset, line in _tables_without_rule(drawn)}
    found |= {offset: (offset, line, _GRID_HINT) for offset, line, torn in _grids_in(drawn) if not torn}
    return tuple(sorted(found.values()))


def _look(shown: str, text: str, marks: tuple[_Mark, ...], found: dict[int, tuple[int, str, str]]) -> None:
    """Add the marks found in what is shown of a text, as they were typed."""
    for mark in marks:
        for match in mark.found.finditer(shown) if any(sign in shown for sign in mark.needs) else ():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.setdefault(start, (start, text[start : match.end()].strip(), mark.hint))


_INDENT_HINT = "Ce paragraphe en retrait est lu comme du code : retirez les espaces du début de ses lignes."
_GRID_HINT = "Alignez les barres de ce tableau les unes sous les autres, ou tapez-le avec « | » et « |---|---| »."
_SIMPLE_HINT = "Alignez chaque cellule sous ses tirets, et laissez une ligne vide après le tableau ; ou tapez-le avec « | »."
_GRID_END = "Alignez les barres les unes sous les autres, et fermez le tableau par une ligne « +---+ » ; ou tapez-le avec « | »."
_TABLE_HINT = "Sous la première ligne d'un tableau, une ligne sépare l'en-tête : « |---|---| »."
_RULE_OF_GRID = re.compile(r"^\+(?:[-=:]+\+)+[ \t]*$", re.MULTILINE)
_BARRED = re.compile(r"(?:^[ ]{0,3}\|.*\|[ \t]*\n?)+", re.MULTILINE)
_SEPARATING = re.compile(r"^[ ]{0,3}\|?[ \t:|+-]*-[ \t:|+-]*\|?[ \t]*$", re.MULTILINE)


def _tables_without_rule(text: str) -> Iterator[tuple[int, str]]:
    for table in _BARRED.finditer(text):
        before = text[: table.start()].rstrip("\n").rpartition("\n")[2]
        if not _SEPARATING.search(table[0]) and not before.lstrip().startswith("+"):
            yield table.start(), table[0].split("\n", 1)[0]
