"""TXT14, TXT17: marks left in a text as they were typed, grids that can't be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapport.ground.markdown.code import CODE_WORDS, indented_in
from rapport.ground.markdown.crossed import crossed_in
from rapport.ground.markdown.drawn import lists_glued_in_cells, unreadable_tables
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.named import without_names
from rapport.ground.markdown.openings import OPENING
from rapport.ground.markdown.rows import long_rows
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.marks_in_prose import CALLED, LINKS, MARKS, STUCK, TABBED, UNCLOSED
from rapport.rules.marks_typed import CELL, Left, blocks_in_line, left_in_attributes, look
from rapport.sources.texts import typed_texts

rule = SOURCE_RULES.rule

_CALL = regex(r"\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)
_NUMBER_CALL = regex(r"\{\{\s*(?!(?:chart|table|people)\b)")
ESCAPE = regex(r"\\(?=[!-/:-@\[-`{-~]).")
_TARGET = regex(
    r"\]\((?:[^)\n\]]|\](?!\())*+\)|\]\[[^\]\n]*\]|<https?://[^\s<>]++>"
    r"|<?\bhttps?://(?:[^\s<>)\]}»*~_]|~(?!~)|_(?!_*(?:\W|\Z)))++>?|[\w.+-]+@[\w-]+\.[\w.]+"  # what marks words ends an address
)
_WELL = regex(
    r"(?<!\*)\*{2,3}(?![\s*])(?:[^*\n]|\n(?!\s*\n)|\*(?!\*))*?(?<!\s)\*{2,3}|(?<!\w)__(?![\s_])[^_\n]*?(?<!\s)__(?!\w)"
    r"|~~(?!\s)(?:[^~\n]|~[^~\s]+~(?!~))+?(?<!\s)~~"
)
# A plus at the head of a line, of an item, of a note, that Markdown reads as a bullet: before a number, it says a rise.
_PLUS = regex(
    r"^[ \t>]*+(?:\[\^[^\]\n]+\]:[ \t]+)?(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)*?(\+)[ \t]+"
    r"(?=[*_]*(?:\d|\{\{\s*(?!(?:chart|table|people)\b)))",
    re.MULTILINE,
)
_RULED = regex(r"^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)  # parts two texts


def blank(match: re.Match[str]) -> str:
    """Return spaces in place of what was found, its line ends kept."""
    return re.sub(r"[^\n]", " ", match[0])


_UNSEEN = "\ue004"  # where a target or an address begins: what stands before it is no empty bracket, no box to tick


def _without_target(match: re.Match[str]) -> str:
    if match[0].startswith("]("):
        return f"]{_UNSEEN}{blank(match)[3:]})"  # braces may follow
    # Its end is a word's, too: **[texte][nom]** and **<https://…>** are well marked.
    return f"]{_UNSEEN}{blank(match)[3:]}]" if match[0].startswith("]") else f"{_UNSEEN}{blank(match)[2:]}{_UNSEEN}"


@rule("TXT14", Severity.WARNING, text_by_text=True)
def leftmark(sources: Sources) -> Iterator[Finding]:
    """Un signe de mise en forme resté dans le texte y paraîtrait tel quel : #Titre, ** gras **, [site] (https://…), <br>, •."""
    for text in sources.texts:
        cells = text.start.path.endswith(".csv")
        if cells and not _INCELL.search(text.text):
            continue
        for offset, written, hint in _left_in(text.text, cells=cells):
            if text.start in sources.once(_hidden):
                break
            yield _left_sign(written, text.place(offset), hint)
        for offset, written, hint in () if cells or text.body else blocks_in_line(text.text):
            yield _left_sign(written, text.place(offset), hint)
        for found in _PLUS.finditer(without_code_blocks(text.text)) if text.body and "+" in text.text else ():
            said = "« + » ouvre ici une liste : il paraîtrait comme un tiret, et ce nombre comme une baisse."
            yield Finding(said, text.place(found.start(1)), "Écrivez « plus », ou « \\+ » ; une liste s'écrit « - ».")
    if sources.with_others:
        for text in typed_texts(sources.report):
            for offset, written, hint in _left_in(text.text, cells=True) if _INCELL.search(text.text) else ():
                yield _left_sign(
                    written,
                    text.place(offset),
                    hint.replace("Une cellule est écrite telle quelle", "Ce texte s'imprime tel quel"),
                )


def _left_sign(written: str, place: Place, hint: str) -> Finding:
    return Finding(f"« {short(written)} » paraîtra tel quel dans le rapport.", place, hint)


@shared
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

    Avec « | », aucune ligne n'a plus de cellules que « |---| ». Le reste serait coupé, ou perdu.
    """
    for text in sources.texts:
        if text.body:
            for row in long_rows(without_code_blocks(text.text)):
                said = f"« {short(row.lost)} » serait perdu : cette ligne a {row.cells} cellules, et son tableau {row.columns}."
                yield Finding(said, text.place(row.offset), _LONG_ROW)
            for offset, line, torn in _grids_in(without_code_blocks(text.text)):
                if torn:
                    hint = _GRID_END if line.startswith("+") else _SIMPLE_HINT
                    yield Finding(f"Le tableau « {short(line)} » ne peut pas être lu.", text.place(offset), hint)


def _grids_in(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the grids of a text whose columns can't be told: offset, first line, whether it can't be read at all."""
    lines = text.split("\n") if "--" in text or "+=" in text or "+:" in text else []
    for grid in unreadable_tables(text) if lines else ():
        yield sum(len(line) + 1 for line in lines[: grid.first]), lines[grid.first], grid.torn


_BOX, _NAMED_X = regex(r"\[[xX]\]"), regex(r"^[ ]{0,3}\[[xX]\]:[ \t]*\S", re.MULTILINE)  # a link of that name is no box
_INCELL = regex(r"[*<&{]|\][({]|\[[ xX\]^]|\^\[|__|~~")
_SUSPECT = regex(
    r"[#*_{\[(<:=+\\•●▪■◦‣⁃➢❖✓✔☑►▶▸➔➜·∙`~&|–—@¹²³⁴-⁹]|--|%%|//|\w;\S|Err(?:eur|or)[ \u00a0\u202f]?!|^[ \t>]*[oØ§ü→][ \t]|'''"
    r"|^[ \t>]*(?:-\S|[aAiI][.)]|h[1-4]\.|[-\d][\d.)]*[\u00a0\u202f])",
    re.MULTILINE,
)


@lru_cache(maxsize=8192)
def _left_in(text: str, *, cells: bool) -> tuple[tuple[int, str, str], ...]:
    """Return the marks left in a text: offset, as written, what to do. In order, one at a place."""
    if not _SUSPECT.search(text) and "\n    " not in text and not text.startswith("    ") and "\t" not in text:
        return ()
    plain = _CALL.sub(lambda call: re.sub(r"[^\n]", "x" if _NUMBER_CALL.match(call[0]) else " ", call[0]), text)
    found: Left = {}
    if cells:
        look(plain, text, CELL, found)
        return tuple(sorted(found.values()))
    plain = without_code_blocks(plain)
    plain = CODE_WORDS.sub(lambda m: f"{blank(m)[:-1]}`", plain) if "`" in plain else plain
    plain = without_names(plain, text)
    plain = ESCAPE.sub(blank, plain) if "\\" in plain else plain
    for shown, marks in ((without_code(text) if "`" in text else "", (UNCLOSED,)), (plain, LINKS), (text, CALLED)):
        look(shown, text, marks, found)
    found = _references_lost(plain) | found
    plain = _TARGET.sub(_without_target, plain) if "]" in plain or "://" in plain or "@" in plain else plain
    plain = _RULED.sub(blank, plain) if "***" in plain or "* *" in plain or "___" in plain else plain
    if "{" in plain or ":::" in plain:
        found |= left_in_attributes(text)
        plain = OPENING.sub(blank, plain)
    for start, end in crossed_in(plain):
        found.setdefault(start, (start, " ".join(text[start:end].split()), _CROSSED_HINT))
        plain = plain[:start] + re.sub(r"[*_~]", " ", plain[start:end]) + plain[end:]
    plain = (
        _WELL.sub(lambda m: re.sub(r"[*_~]", " ", m[0]), plain) if any(sign in plain for sign in ("**", "__", "~~")) else plain
    )
    plain = _BOX.sub(blank, plain) if _NAMED_X.search(text) else plain
    drawn = plain
    plain = _RULE_OF_GRID.sub(blank, plain) if "+=" in plain else plain
    plain = _QUOTED.sub(blank, plain) if ">" in plain else plain
    look(_LETTERED.sub(blank, plain), text, (STUCK, TABBED, *MARKS), found)
    found |= {start: (start, " ".join(text[start:end].split()), _INDENT_HINT) for start, end in indented_in(text)}
    found |= {one.start("item"): (one.start("item"), one["item"], _LIST_HINT) for one in _SET_IN.finditer(drawn)}
    found |= {one.start("mark"): (one.start("mark"), one["mark"], _EMPTY_HINT) for one in _EMPTY.finditer(plain)}
    found |= {offset: (offset, line, _TABLE_HINT) for offset, line in _tables_without_rule(drawn)}
    found |= {offset: (offset, line, _GRID_HINT) for offset, line, torn in _grids_in(drawn) if not torn}
    for offset in lists_glued_in_cells(text) if "+=" in text or "+-" in text else ():
        found.setdefault(offset, (offset, text[offset:].partition("|")[0].strip(), _CELL_HINT))
    return tuple(sorted(found.values()))


def without_code(text: str) -> str:
    """Return a text without its code and what is escaped, offsets unchanged: no mark that is left is a letter."""
    return ESCAPE.sub(blank, CODE_WORDS.sub(blank, without_code_blocks(text)))


_REFERENCE = regex(r"(?<![\]\\!])\[([^\[\]\n^][^\[\]\n]*)\]\[([^\[\]\n^]*)\](?![(\[:])")
_APART = regex(r"(?<![\]\\!])\[([^\[\]\n^][^\[\]\n]*)\][ \t\u00a0\u202f]+\[([^\[\]\n^]+)\](?![(\[:{])")
_DEFINED = regex(r"^[ ]{0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*\S", re.MULTILINE)


def _references_lost(plain: str) -> dict[int, tuple[int, str, str]]:
    """Return the links by reference, [texte][nom], whose name is defined nowhere in the text, or stands apart."""
    found = {match.start(): match for match in _REFERENCE.finditer(plain)} if "][" in plain else {}
    apart = [*_APART.finditer(plain)] if "]:" in plain else []
    defined = {" ".join(name.casefold().split()) for name in _DEFINED.findall(plain)} if found or apart else set()
    lost = {at: match for at, match in found.items() if " ".join((match[2] or match[1]).casefold().split()) not in defined}
    hint = "Rien ne définit cette adresse dans la section : écrivez [texte](https://…)."
    parted = {one.start(): (one.start(), one[0], _APART_HINT) for one in apart if " ".join(one[2].casefold().split()) in defined}
    return parted | {at: (at, match[0], hint) for at, match in lost.items()}


_QUOTED = regex(  # in a quotation, in a list or in another one too, marks mean what they mean outside
    r"^(?:[ \t]*(?:>|(?:[-*+]|\d{1,3}[.)])(?=[ \t])))*[ \t]*>[ ]?", re.MULTILINE
)
_LETTERED = regex(  # a list by itself
    r"(?:\A|^[ \t]*(?:(?::{3,}|\#{1,6}[ \t])[^\n]*)?\n)[ \t]*\(?[aAiI](?=[.)][ \t])", re.MULTILINE
)
_APART_HINT = "Collez les deux crochets : [texte][nom]."
_ITEM = r"(?:[-*+]|\d{1,3}[.)])[ \t]"
_WORDS = rf"(?![ \t]*(?:{_ITEM}|[>|:#~]|\(?\w{{1,3}}[.)][ \t]|\[\^))"
_SET_IN = regex(  # the first item of a list under the words of a paragraph, too far right to be one
    rf"(?:\A(?:[ \t]*\n)?|\n[ \t]*\n|^(?::{{3,}}|\#{{1,6}}[ \t])[^\n]*\n){_WORDS}\S[^\n]*(?:\n{_WORDS}[ ]{{0,3}}\S[^\n]*)*+"
    rf"\n(?:[ ]{{4}}|[ ]{{0,3}}\t)[ \t]*(?P<item>{_ITEM}[^\n]*)",
    re.MULTILINE,
)
_EMPTY = regex(  # an item of which nothing is typed, on its line or under it; under words, one hyphen makes a heading of them
    r"(?:\A(?:[ \t]*\n)?|\n[ \t]*\n|^[ \t]*(?:[-*+]|\d{1,3}[.)])(?:[ \t][^\n]*)?\n|^(?::{3,}|\#{1,6}[ \t])[^\n]*\n)"
    r"(?=[ \t]*(?P<mark>[-*+]|\d{1,3}[.)])[ \t]*(?:\Z|\n(?![ ]{2,}(?![-*+][ \t]|\d{1,3}[.)][ \t])\S)))",
    re.MULTILINE,
)
_EMPTY_HINT = "Cette ligne de liste est vide, et sa puce paraîtrait seule : écrivez-la, ou retirez-la."
_LIST_HINT = "Retirez les espaces du début des lignes de cette liste."
_CROSSED_HINT = "Fermez d'abord ce qui s'est ouvert en dernier : **gras *et penché* ensemble**."
_INDENT_HINT = "Ce paragraphe en retrait est lu comme du code : retirez les espaces du début de ses lignes."
_CELL_HINT = "Laissez une ligne vide, dans la cellule, au-dessus de cette liste."
_GRID_HINT = "Alignez les barres de ce tableau les unes sous les autres, ou tapez-le avec « | » et « |---|---| »."
_SIMPLE_HINT = "Alignez chaque cellule sous ses tirets, et laissez une ligne vide après le tableau ; ou tapez-le avec « | »."
_GRID_END = "Alignez les barres les unes sous les autres, et fermez le tableau par une ligne « +---+ » ; ou tapez-le avec « | »."
_LONG_ROW = "Ajoutez une colonne à l'en-tête et à « |---| » ; une barre qui est du texte s'écrit « \\| »."
_TABLE_HINT = "Sous la première ligne d'un tableau, une ligne sépare l'en-tête : « |---|---| »."
_RULE_OF_GRID = regex(r"^\+(?:[-=:]+\+)+[ \t]*$", re.MULTILINE)
_BARRED = regex(r"(?:^[ ]{0,3}\|.*\|[ \t]*\n?)+", re.MULTILINE)
_SEPARATING = regex(r"^[ ]{0,3}\|?[ \t:|+-]*-[ \t:|+-]*\|?[ \t]*$", re.MULTILINE)


def _tables_without_rule(text: str) -> Iterator[tuple[int, str]]:
    for table in _BARRED.finditer(text):
        before = text[: table.start()].rstrip("\n").rpartition("\n")[2]
        if not _SEPARATING.search(table[0]) and not before.lstrip().startswith("+"):
            yield table.start(), table[0].split("\n", 1)[0]
