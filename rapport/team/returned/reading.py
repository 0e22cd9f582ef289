"""The corrections of a Word file that came back, each with the edits that bring it to the sources, or why nothing does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rapport.ground.problems import Place
from rapport.manuscript.proof.binding import bound, letters_of
from rapport.manuscript.proof.matching import END
from rapport.manuscript.proof.texts import NOTES
from rapport.sources.proof import VISIBLE, ProofParagraph, Run, SentParagraph
from rapport.sources.reading.proofs.letters import called_in, merged
from rapport.team.returned.already import added_since, is_already, leaves_as_is
from rapport.team.returned.comparing import plain_text
from rapport.team.returned.correction import CellEdit, Correction, NumberQuestion, SourceEdit
from rapport.team.returned.groups import ReturnedGroup, groups_of
from rapport.team.returned.laid import NotBrought
from rapport.team.returned.layouts import layouts_changed
from rapport.team.returned.numbers import with_numbers
from rapport.team.returned.placing import edits_of, new_block, new_text
from rapport.team.returned.reforming import reformed
from rapport.team.returned.rewriting import rewritten
from rapport.team.returned.rows import cells_of, row_edits
from rapport.team.returned.state import Returned

_LOST = {"u": "souligné", "s": "barré", "h": "surligné", "e": "exposant ou indice", "k": "capitales", "v": "masqué"}
_LOOKS = {
    "c": "en couleur",
    "z": "taille",
    "p": "police",
    "y": "style de lettres",
    "f": "champ",
    "o": "aspect des lettres",
}  # which come with what is pasted from elsewhere


def corrections_of(returned: Returned) -> list[Correction]:
    """Return the corrections in order."""
    groups = groups_of(returned.sent, returned.came)
    return [one for group in groups if (one := _correction(returned, group, groups)) is not None]


def _correction(returned: Returned, group: ReturnedGroup, groups: Sequence[ReturnedGroup]) -> Correction | None:
    sent = [returned.sent[at] for at in group.sent]
    came = [returned.came[at] for at in group.came]
    laid = layouts_changed(returned, group)
    if not laid and (_is_same(group, sent, came) or not _says(sent, came)):
        return None
    place = _place(returned, group)
    section = sent[0].section if sent else _section_of(returned, group)
    words = [letters_of(returned.came[at].runs) for at in group.came]
    made = Correction(
        group, place, place.path if section == NOTES else section,
        cells_of(sent), cells_of(came), _people(came), any(one.tracked for one in came),
        moved=group.moved, left_out=laid, leads=_leads(sent, came),
    )  # fmt: skip
    made.words = words
    there = is_already(returned, group)
    if there and not laid:
        return None
    alone = bool(laid) and (there or _is_same(group, sent, came) or not _says(sent, came))
    try:
        _hold_layout(made, alone=alone)
        _hold_added(returned, made)
        made.edits = _edits(returned, made, groups)
        if group.moved and leaves_as_is(returned, made.edits):
            return None
    except NotBrought as lost:
        made.why = lost.why
        if lost.ref:
            made.questions.append(NumberQuestion(lost.ref, lost.before.strip(), lost.after))
    if made.left_out and not made.edits and not made.why and not made.questions:
        made.why = _unlaid(made)
    if not alone and not made.edits and len(group.sent) == 1 and sent[0].path:
        _tell_theirs(returned, made)
    return made if made.edits or made.why or made.questions else None


def _tell_theirs(returned: Returned, made: Correction) -> None:
    """Say what the sources say instead of a paragraph that left, where it changed there."""
    at = made.group.sent[0]
    text, left = returned.texts[at], returned.sent[at]
    if text is None:
        text = returned.since(at)
        made.why = "ce texte a changé dans les sources depuis l'export"
    elif bound(text, left.runs, returned.printed.register) is not None:
        return
    made.theirs = text.text if text is not None else ""


def _is_same(group: ReturnedGroup, sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> bool:
    """Tell whether one paragraph came back where it was, as it left but for its layout on the page."""
    if (
        group.moved
        or not len(sent) == len(came) == 1
        or _repainted(sent[0], came[0])
        or _exchanged(sent, came)
        or sent[0].form != came[0].form
    ):
        return False
    return seen_runs(sent[0].runs) == seen_runs(came[0].runs)


def _says(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> bool:
    return any(one.text.strip() for one in sent) or any(one.text.strip() for one in came)


def _hold_layout(made: Correction, *, alone: bool) -> None:
    """Raise NotBrought where the layout on the page is all that changed."""
    if alone:
        raise NotBrought(_unlaid(made))


def _hold_added(returned: Returned, made: Correction) -> None:
    """Raise NotBrought where somebody added since, with other words, what came as new."""
    if (since := added_since(returned, made.group)) is not None:
        made.theirs = since.text
        raise NotBrought("un texte proche a été ajouté là depuis l'export")


def _unlaid(made: Correction) -> str:
    return f"la mise en page ({', '.join(sorted(made.left_out))}) n'a pas d'équivalent dans les sources"


def _edits(returned: Returned, made: Correction, groups: Sequence[ReturnedGroup]) -> list[SourceEdit]:
    group = made.group
    _hold_pictures(returned, group)
    _hold_notes(returned, group)
    if rows := row_edits(returned, group, made.words):
        made.place = Place(rows[0].path, rows[0].line, 1)
        return [*rows]
    if len(group.sent) == len(group.came) == 1 and (cell := returned.empty_cell_at(group.sent[0])) is not None:
        return [CellEdit(*cell, new_text(made.words[0]))]
    bounds = [returned.bound_at(at) for at in group.sent]
    for at in group.came:
        made.left_out |= _hold_marks(returned, at, group)
    if bounds:
        made.questions, made.words = with_numbers(bounds, made.words)
    kept = [(at, letters) for at, letters in zip(group.came, made.words, strict=True) if plain_text(letters)]
    blocks = rewritten(bounds, [letters for _, letters in kept]) if bounds else []
    if not bounds:
        blocks = [new_block(letters, place) for place, (_, letters) in enumerate(kept)]
    if len(bounds) == len(blocks) == len(group.came) == 1 and not group.moved:
        came = returned.came[group.came[0]]
        if came.form != returned.sent[group.sent[0]].form:
            return reformed(returned, bounds[0], blocks[0].text, came)
    return edits_of(returned, group, groups, bounds, [(block, kept[block.place][0]) for block in blocks])


def _repainted(sent: SentParagraph, came: ProofParagraph) -> bool:
    """Tell whether a picture, or the text that says it, is no longer the one that left."""
    return bool(sent.pictures) and sent.pictures != came.pictures


def _exchanged(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> bool:
    """Tell whether calls of notes stand where there were calls of others, which look the same."""
    left, now = ([name for one in those for name in called_in(one.layout or "")] for those in (sent, came))
    return len(left) == len(now) and left != now


def _hold_notes(returned: Returned, group: ReturnedGroup) -> None:
    """Raise NotBrought where somebody exchanged calls of notes."""
    if _exchanged([returned.sent[at] for at in group.sent], [returned.came[at] for at in group.came]):
        raise NotBrought("des appels de notes ont été échangés : échangez-les dans le texte")


def _hold_pictures(returned: Returned, group: ReturnedGroup) -> None:
    """Raise NotBrought where somebody put another picture in the place of one: its file is the report's own."""
    left = " ".join(returned.sent[at].pictures for at in group.sent).split()
    came = " ".join(returned.came[at].pictures for at in group.came).split()
    if len(came) < len(left) and any(returned.texts[at] is None for at in group.sent):
        raise NotBrought("une image a été retirée : retirez du texte l'appel qui la place")
    if not left or len(left) != len(came) or {*left} == {*came}:
        return
    if {one.partition(":")[0] for one in left} == {one.partition(":")[0] for one in came}:
        raise NotBrought("le texte de remplacement d'une image a changé : corrigez-le là où elle est décrite")
    raise NotBrought("une image a été remplacée, ou compressée : mettez la nouvelle dans assets/, ou dessinez-la par ses données")


def _hold_marks(returned: Returned, at: int, group: ReturnedGroup) -> set[str]:
    """Raise NotBrought where somebody underlined, struck or highlighted words: Markdown has none of it.

    Return the sizes, colours and fonts that words bring along, which are left out; alone, they are all that changed.
    """
    before = {mark for one in group.sent for run in returned.sent[one].runs for mark in run.marks}
    came = returned.came[at]
    found = {mark for run in came.runs for mark in run.marks if run.text.strip()} - before
    if lost := sorted(_LOST[mark] for mark in found & {*_LOST}):
        raise NotBrought(f"une mise en forme ({', '.join(lost)}) n'a pas d'équivalent dans les sources")
    looks = {_LOOKS[mark] for mark in found & {*_LOOKS}}
    sent = [returned.sent[one].runs for one in group.sent]
    if looks and len(group.came) == 1 and [seen_runs(runs, _LOST) for runs in sent] == [seen_runs(came.runs, _LOST)]:
        raise NotBrought(f"une mise en forme ({', '.join(sorted(looks))}) n'a pas d'équivalent dans les sources")
    return looks


def seen_runs(runs: Sequence[Run], added: Collection[str] = (*_LOST, *_LOOKS)) -> tuple[Run, ...]:
    """Return what is compared of a paragraph: letters but for typography, bold, italic, links, marks that somebody may add."""
    return merged([run._replace(text=plain_edges(run.text), marks=_marks(run, added), ref="") for run in runs])


def plain_edges(text: str) -> str:
    """Return letters of which spaces have one width."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def _marks(run: Run, added: Collection[str]) -> str:
    return "".join(mark for mark in run.marks if mark in VISIBLE or mark in added) if run.text.strip() else ""


def _leads(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> list[tuple[str, str]]:
    """Return where links lead that led nowhere before, each with where the one in its place led, if as many are gone."""
    left, now = (dict.fromkeys(run.link for one in side for run in one.runs if run.link and not run.ref) for side in (sent, came))
    new, old = [one for one in now if one not in left], [one for one in left if one not in now]
    return [*zip(new, old if len(old) == len(new) else [""] * len(new), strict=True)]


def _people(came: Sequence[ProofParagraph]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for one in came for person in one.people))


def _place(returned: Returned, group: ReturnedGroup) -> Place:
    """Return where the text of a group stands now, else where it stood, else where its neighbour stands."""
    for at in group.sent:
        text = returned.texts[at]
        if text is not None:
            return Place(text.path, text.first, 1)
        if returned.sent[at].path:
            return Place(returned.sent[at].path, returned.sent[at].first, 1)
    section = returned.sent[group.sent[0]].section if group.sent else _section_of(returned, group)
    return Place("" if section == END else section)


def _section_of(returned: Returned, group: ReturnedGroup) -> str:
    """Return the section in which new paragraphs stand: that of the paragraph above."""
    for at in range(group.came[0] - 1, -1, -1):
        for id_ in returned.came[at].ids:
            found = next((one for one in returned.sent if one.id == id_), None)
            if found is not None:
                return found.section
    return ""


def by_section(corrections: Sequence[Correction]) -> Iterator[tuple[str, list[Correction]]]:
    """Yield the corrections section by section, in their order."""
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.section, []).append(one)
    yield from found.items()
