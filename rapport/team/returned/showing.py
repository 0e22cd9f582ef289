"""The corrections of a Word file as people read them before anything is written: what goes, what comes, by whom, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rapport.ground import french
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register
from rapport.outputs.formats.filled import rendered
from rapport.sources.brand import Brand
from rapport.sources.editing.yaml_text import Scalar
from rapport.sources.model import Report, Section
from rapport.team.comparison.words import WordRun, stretches
from rapport.team.returned.correction import Correction, NumberQuestion
from rapport.team.returned.reading import by_section

_MARKS: Mapping[str, str] = {"gone": "[-{}-]", "come": "{{+{}+}}"}
_PARTED = " ¶ "
_LOOK = "mise en forme (gras, italique, lien, liste ou titre)"
_SHORT = 80  # letters by which a paragraph is known


def as_lines(report: Report, corrections: Sequence[Correction]) -> Iterator[str]:
    """Yield the corrections, numbered, section by section."""
    numbers = {id(one): number for number, one in enumerate(corrections, 1)}
    for section, found in by_section(corrections):
        yield ""
        yield titled(report, section)
        for one in found:
            yield from (f"  {line}" for line in _lines(one, numbers[id(one)]))


def titled(report: Report, section: str) -> str:
    """Return how a section is called: its title and its file."""
    register = Register(report)
    for content in report.contents:
        if isinstance(content, Section) and content.path == section:
            return f"{readable_text(content.front.title, register)} ({section})"
    return {"report.yml": "Titres de parties (report.yml)", "": "Première page", "-": "Les chiffres de ce rapport"}.get(
        section, section
    )


def _lines(one: Correction, number: int) -> Iterator[str]:
    yield f"{number}. {_where(one)}{_by(one)}"
    if one.brought or not one.questions:
        changed = any(run.kind in _MARKS for run in runs_of(one))
        yield (f"   {in_marks(one)}" if changed else french.typeset(f"   {_unchanged_words(one)}"))
    if one.why:
        yield french.typeset(f"   Non repris : {one.why}.")
    yield from (f"   {line}" for line in (*_led(one), *_left_out(one)))
    if one.theirs:
        yield french.typeset(f"   Les sources disent : {' '.join(one.theirs.split())}")
    yield from (f"   {asked(question)}" for question in one.questions)


def as_page(report: Report, name: str, corrections: Sequence[Correction]) -> str:
    """Return the corrections side by side, as one page that asks nothing of the network."""
    numbers = {id(one): number for number, one in enumerate(corrections, 1)}
    sections = [
        (titled(report, section), [{"number": numbers[id(one)], **shown(one)} for one in found])
        for section, found in by_section(corrections)
    ]
    return rendered(
        Path(__file__).parent, "page.html.j2", title=f"Corrections de {name}", brand=Brand.of(report.brand), sections=sections,
        counts=counted(corrections),
    )  # fmt: skip


def shown(one: Correction) -> Mapping[str, object]:
    """Return what a page shows of a correction: where and by whom, the words that go and come, what is to be said of it."""
    said = [french.typeset(f"Non repris : {one.why}.")] if one.why else []
    said += [*_led(one), *_left_out(one)]
    said += [french.typeset(f"Les sources disent : {one.theirs}")] if one.theirs else []
    said += map(asked, one.questions)
    runs = runs_of(one)
    said += [] if any(run.kind in _MARKS for run in runs) else [_sentence(french.typeset(_unchanged_words(one)))]
    return {"head": f"{_where(one)}{_by(one)}", "runs": runs, "said": said}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]  # not `capitalize`, which makes small letters of the rest


def _unchanged_words(one: Correction) -> str:
    """Return what is said of a correction that changes no word: where it is, by its first words."""
    words = next((text for text in one.after if text.strip()), "")[:_SHORT]
    kind = "déplacé" if one.moved else _LOOK if one.brought else "mise en forme" if words else "paragraphe vide"
    return f"{kind} : « {words} »" if words else kind


def _left_out(one: Correction) -> list[str]:
    looks = french.listed(sorted(one.left_out))
    return [french.typeset(f"Sans sa mise en forme ({looks}), que les sources n'ont pas.")] if looks and one.brought else []


def _led(one: Correction) -> list[str]:
    """Return where its links lead now: words that stay may hide another address."""
    return [f"Lien vers {new}{f' (avant : {old})' if old else ''}" for new, old in one.leads]


def runs_of(one: Correction) -> Sequence[WordRun]:
    """Return the words that go and come."""
    return [*stretches(_PARTED.join(one.before), _PARTED.join(one.after))]


def in_marks(one: Correction) -> str:
    """Return the words of a correction, those that go and those that come between marks."""
    return "".join(_MARKS.get(run.kind, "{}").format(run.text) for run in runs_of(one)).strip()


def asked(question: NumberQuestion) -> str:
    """Return what is asked about a number that somebody changed."""
    became = f"est devenu {question.after}" if question.after else "a été effacé"
    who = f" (à {question.owner})" if question.owner else ""
    return french.typeset(f"Question{who} : {question.before} {became} : corriger « {question.ref} » ?")


def numbered(numbers: Sequence[Correction]) -> Iterator[str]:
    """Yield the numbers that are changed in the data, or why they aren't."""
    for one in numbers:
        said = f"non repris : {one.why}" if one.why else f"{one.place}"
        yield french.typeset(f"Chiffre {one.before[0]} → {one.after[0]} ({said}).")


def unchanged(corrections: Sequence[Correction]) -> Iterator[str]:
    """Yield the numbers that reviewers changed and that stay as they were, in the sources as in the data."""
    questions = list(dict.fromkeys((one.ref, one.before, one.after) for each in corrections for one in each.questions))
    for ref, before, after in questions:
        not_taken = f"« {after} » n'est pas repris" if after else "il n'est pas retiré"
        yield french.typeset(f"« {ref} » n'a pas changé : {before} reste, {not_taken}.")


def remarks(notes: Sequence[Mapping[str, Scalar]]) -> Iterator[str]:
    """Yield the remarks of the reviewers."""
    if notes:
        yield from ("", "Remarques")
    for note in notes:
        place = f"{note['file']}:{note['first']}" if note["first"] else str(note["file"])
        about = f"« {note['about']} » : " if note["about"] else ""
        person = f" ({note['person']})" if note["person"] else ""
        yield f"  {place}"
        settled = " – réglée dans le document" if note.get("status") == "closed" else ""
        yield french.typeset(f"     {about}{' '.join(str(note['text']).split())}{person}{settled}")


def _where(one: Correction) -> str:
    """Return where the text of a correction stands, or that no file of the edition has it."""
    return str(one.place) or "texte du programme"


def _by(one: Correction) -> str:
    people = french.listed([*one.people])
    if not one.tracked:
        return ", sans suivi des modifications"
    return f", par {people}" if people else ""


def counted(corrections: Sequence[Correction]) -> str:
    """Return how many corrections there are, brought back or not, and how many numbers are in question."""
    brought = sum(one.brought for one in corrections)
    questions = sum(len(one.questions) for one in corrections)
    said = [f"{brought} correction{'s' * (brought > 1)} à reporter"]
    left = sum(bool(one.why) for one in corrections)
    said += [f"{left} non reprise{'s' * (left > 1)}"] if left else []
    said += [f"{questions} question{'s' * (questions > 1)} sur un chiffre"] if questions else []
    return french.listed(said)
