"""A comparison as people read it: on the terminal, in Markdown, as a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.ground import french
from rapport.ground.markdown.plain import plain
from rapport.outputs.formats.filled import rendered
from rapport.sources.brand import Brand
from rapport.team.comparison.entries import EntryChange, entry_changes
from rapport.team.comparison.mentions import mention_changes
from rapport.team.comparison.numbers import NumberChange, number_changes
from rapport.team.comparison.side import Side
from rapport.team.comparison.words import SectionChange, WordRun, section_changes

LONGEST = 60_000  # characters of Markdown: GitHub refuses a comment beyond 65 536
_SIGN = {"added": "+", "removed": "−", "changed": "≠"}
_SAID = {"added": ("ajouté", "ajoutés"), "removed": ("retiré", "retirés"), "changed": ("modifié", "modifiés")}


@dataclass(frozen=True)
class Comparison:
    """What changed from one side to the other; links are addresses, with the section that they stand in."""

    before: str
    after: str
    numbers: tuple[NumberChange, ...]
    sections: tuple[SectionChange, ...]
    links_added: Mapping[str, str]
    links_removed: Mapping[str, str]
    charts: tuple[EntryChange, ...] = ()
    lines: tuple[EntryChange, ...] = ()
    mentions: tuple[EntryChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether both sides say the same."""
        links = self.links_added or self.links_removed
        return not (self.numbers or self.sections or links or self.charts or self.lines or self.mentions)


def compared(before: Side, after: Side) -> Comparison:
    """Return what changed from one side to the other."""
    return Comparison(
        before.name,
        after.name,
        number_changes(before, after),
        section_changes(before, after),
        {address: where for address, where in after.links.items() if address not in before.links},
        {address: where for address, where in before.links.items() if address not in after.links},
        entry_changes(before.charts, after.charts),
        entry_changes(before.lines, after.lines),
        mention_changes(before.mentions, after.mentions),
    )


def _title(found: Comparison) -> str:
    return f"De {found.before} à {found.after}"


def _counts(changes: Iterable[NumberChange | SectionChange | EntryChange], *, feminine: bool = False) -> str:
    """Return « 3 ajoutés, 1 retiré », or « rien n’a changé »."""
    kinds = [change.kind for change in changes]
    found = [(kinds.count(kind), words) for kind, words in _SAID.items()]
    said = [f"{count} {_agreed(words[count > 1], feminine=feminine)}" for count, words in found if count]
    return ", ".join(said) or "rien n’a changé"


def _agreed(word: str, *, feminine: bool) -> str:
    return f"{word.removesuffix('s')}e{'s' * word.endswith('s')}" if feminine else word


def _links(found: Comparison) -> str:
    counts = [(len(found.links_added), "ajouté"), (len(found.links_removed), "retiré")]
    return ", ".join(f"{count} {word}{'s' * (count > 1)}" for count, word in counts if count) or "rien n’a changé"


# --- text ---------------------------------------------------------------------------------------------------------


def as_text(found: Comparison, brand: Brand) -> str:  # noqa: ARG001 - the terminal has its own colours
    """Return the changes line by line: « - » before what went, « + » before what came."""
    lines = [_title(found), "", french.typeset(f"Chiffres : {_counts(found.numbers)}")]
    lines += [f"  {line}" for line in map(_number_line, found.numbers)]
    lines += ["", french.typeset(f"Sections : {_counts(found.sections, feminine=True)}")]
    for section in found.sections:
        lines.append(f"  {_SIGN[section.kind]} {section.title} ({section.name})")
        lines += [f"      {''.join(map(_marked, paragraph)).strip()}" for paragraph in section.paragraphs]
    for name, entries, feminine in _entries(found):
        lines += ["", french.typeset(f"{name} : {_counts(entries, feminine=feminine)}")]
        lines += [line for entry in entries for line in _entry_lines(entry)]
    lines += ["", french.typeset(f"Liens : {_links(found)}")]
    lines += [f"  + {address} ({where})" for address, where in found.links_added.items()]
    lines += [f"  − {address} ({where})" for address, where in found.links_removed.items()]
    return "\n".join(lines) + "\n"


def _entries(found: Comparison) -> Iterator[tuple[str, Sequence[EntryChange], bool]]:
    """Yield what changed beside numbers and texts: its heading, its changes, whether they are counted in the feminine."""
    named = (
        ("Graphiques", found.charts, False),
        ("Lignes de listes", found.lines, True),
        ("Couverture, images et mentions", found.mentions, True),
    )
    return ((name, entries, feminine) for name, entries, feminine in named if entries)


def _entry_lines(change: EntryChange) -> Iterator[str]:
    yield f"  {_SIGN[change.kind]} {change.title}"
    yield from (f"      {label} : {' → '.join(filter(None, (old, new)))}" for label, old, new in change.parts)


def _number_line(change: NumberChange) -> str:
    values = " → ".join(filter(None, (change.before, change.after)))
    evolution = f" ({change.evolution})" if change.evolution else ""
    return f"{_SIGN[change.kind]} {change.label} : {values}{evolution}\n      {change.name}"


def _marked(stretch: WordRun) -> str:
    marks = {"gone": "[-{}-]", "come": "{{+{}+}}"}
    return marks.get(stretch.kind, "{}").format(stretch.text)


# --- Markdown -----------------------------------------------------------------------------------------------------


def as_markdown(found: Comparison, brand: Brand) -> str:  # noqa: ARG001 - Markdown has no colours
    """Return the changes as tables and struck words; what is beyond a comment's length is left out, and said."""
    lines = [f"## {plain(_title(found))}", "", *_markdown_counts(found), *_markdown_numbers(found.numbers)]
    blocks = ["\n".join(lines), *(_markdown_section(section) for section in found.sections)]
    blocks += [*_markdown_entries(found), *_markdown_links(found)]
    written, length = [], 0
    for block in blocks:
        if length + len(block) > LONGEST:
            written.append("\n… La suite est dans la page de comparaison : `python build.py diff … --format html`.")
            break
        written.append(block)
        length += len(block)
    return "\n".join(written) + "\n"


def _markdown_counts(found: Comparison) -> Iterator[str]:
    if found.empty:
        yield "Aucun chiffre, aucun texte, aucun graphique, aucun lien n’a changé."
        return
    yield f"- Chiffres : {_counts(found.numbers)}"
    yield f"- Sections : {_counts(found.sections, feminine=True)}"
    yield f"- Liens : {_links(found)}"


_ROWS = 150  # numbers shown


def _markdown_numbers(changes: Sequence[NumberChange]) -> Iterator[str]:
    if not changes:
        return
    yield from ("", "### Chiffres", "", "| | Chiffre | Avant | Après | Évolution |", "| --- | --- | ---: | ---: | ---: |")
    for change in changes[:_ROWS]:
        cells = (change.before or "–", change.after or "–", change.evolution)
        yield f"| {_SIGN[change.kind]} | {plain(change.label)} | {' | '.join(map(plain, cells))} |"
    if len(changes) > _ROWS:
        yield f"\n… et {len(changes) - _ROWS} autres."


def _markdown_section(section: SectionChange) -> str:
    lines = ["", f"### {_SIGN[section.kind]} {plain(section.title)}"]
    for paragraph in section.paragraphs:
        lines += ["", "> " + "".join(map(_struck, paragraph)).strip()]
    return "\n".join(lines)


def _markdown_entries(found: Comparison) -> Iterator[str]:
    for name, entries, _ in _entries(found):
        yield f"\n### {name}\n"
        for change in entries:
            told = [f"{label} : {plain(old) or '–'} → {plain(new) or '–'}" for label, old, new in change.parts]
            yield f"- {_SIGN[change.kind]} {plain(change.title)}{' : ' if told else ''}{' ; '.join(told)}"


def _struck(stretch: WordRun) -> str:
    text = plain(stretch.text)
    core = text.strip()
    if stretch.kind not in {"gone", "come"} or not core:
        return text
    tag = "del" if stretch.kind == "gone" else "ins"
    start = text.index(core)
    return f"{text[:start]}<{tag}>{core}</{tag}>{text[start + len(core) :]}"


def _markdown_links(found: Comparison) -> Iterator[str]:
    if found.links_added or found.links_removed:
        lines = ["", "### Liens", ""]
        lines += [f"- + {plain(address)} ({plain(where)})" for address, where in found.links_added.items()]
        lines += [f"- − {plain(address)} ({plain(where)})" for address, where in found.links_removed.items()]
        yield "\n".join(lines)


# --- the page -----------------------------------------------------------------------------------------------------


def as_page(found: Comparison, brand: Brand) -> str:
    """Return the changes as one page, which asks nothing of the network."""
    return rendered(
        Path(__file__).parent,
        "page.html.j2",
        title=_title(found),
        found=found,
        brand=brand,
        counts={"numbers": _counts(found.numbers), "sections": _counts(found.sections, feminine=True), "links": _links(found)},
        entries=[(name, entries) for name, entries, _ in _entries(found)],
        said={kind: words[0] for kind, words in _SAID.items()},
        said_of_sections={kind: _agreed(words[0], feminine=True) for kind, words in _SAID.items()},
    )


FORMS: Mapping[str, Callable[[Comparison, Brand], str]] = {"text": as_text, "markdown": as_markdown, "html": as_page}
