"""What the workshop opens and writes of one edition: one edit at a time, each of which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from threading import Lock
from typing import TypeVar

from rapport.flow.atelier.brought import BroughtPictures
from rapport.flow.atelier.captions import CAPTIONS
from rapport.flow.atelier.drafts import Drafted
from rapport.flow.atelier.evidence import TieCard
from rapport.flow.atelier.forms import EditCard, EditForm, NoSuchPlace, Refused, printed_form_of, titled, whole_number
from rapport.flow.atelier.new_kinds import new_card
from rapport.flow.atelier.numbers import number_card
from rapport.flow.atelier.pressed import brought_to, target_of
from rapport.flow.atelier.proved_cards import total_card
from rapport.flow.atelier.remarks import NoteCard
from rapport.flow.atelier.returned import ReturnedFiles, Ticks, Waiting, numbers_line
from rapport.flow.atelier.row_order import in_order
from rapport.flow.atelier.rows import RowCard, row_card
from rapport.flow.atelier.settings import SettingsCard
from rapport.flow.atelier.signing import SignCard
from rapport.flow.atelier.texts import TEXT, TextCard
from rapport.flow.checked import Checked
from rapport.ground.cache import Cache
from rapport.ground.problems import BuildStopped, Problem
from rapport.ground.shared_folder import cache_of
from rapport.manuscript.charts import Drawer
from rapport.manuscript.charts.samples import sample_of
from rapport.manuscript.charts.theme import Theme
from rapport.sources.editing.history import History, Step
from rapport.sources.editing.journal import Change
from rapport.sources.model import Manuscript, Report
from rapport.sources.reading.text import strangers_in
from rapport.team.committing import keep_version

T = TypeVar("T")


class Desk:
    """An edition open for writing. May be asked by many threads at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.history = History(root)
        self._checked = Drafted(root)
        self._last: Report | None = None  # that could be read
        self._opened: dict[str, str] = {}
        self.pictures = BroughtPictures(root)
        self.returned = ReturnedFiles()
        self._drawer = Drawer(Cache(cache_of(root)))
        self._lock = Lock()
        self.cards: Mapping[str, Callable[[Report, str], EditCard]] = {  # all that opens a form, by what a target begins with
            "number": number_card, "row": self._row, "total": total_card, "text": self._text, "new": new_card,
            "note": self._note, "tie": TieCard, "settings": SettingsCard, "sign": SignCard, **CAPTIONS,
        }  # fmt: skip

    def report(self) -> Report:
        """Return the report as the files say it now, or as they said it when they could last be read; raises BuildStopped."""
        with self._lock:
            return self._report()

    def asked(self, ask: Callable[[Checked], T]) -> T:
        """Return what is asked of the flow of the files as they are now; raises BuildStopped."""
        with self._lock:
            self._report()
            return ask(self._checked)

    def form(self, target: str) -> EditForm:
        """Return the form that a target opens; raises NoSuchPlace, Unchangeable, BuildStopped."""
        with self._lock:
            report = self._report()
            return printed_form_of(report, self._card(report, target).form())

    def save(self, target: str, given: Mapping[str, str], was: Mapping[str, str]) -> str:
        """Write what changed in a form and return what was done; raises Refused, Crossed, Unwritten, Unchangeable, OSError.

        ``was`` is what the form said when it was opened.
        """
        with self._lock:
            report = self._report()
            card = self._card(report, target)
            form = printed_form_of(report, card.form()) if not target.startswith("text:") else None
            changed = _changed(given, was, [field.name for field in form.fields] if form else [TEXT])
            if not changed and not (form and form.acts):
                return "Rien n'a changé."
            said = form.title if form else f"Texte de « {_section_titled(report, target)} »"
            pictures = self.pictures.changes_for(changed.values())
            self.history.write(said, {**card.changes(changed, was), **pictures})
            self.pictures.forget(pictures)
            return f"Enregistré : {said}.{card.remarks if isinstance(card, TieCard) else ''}"

    def sample(self, kind: str) -> bytes:
        """Return the small drawing of a kind of chart, in the edition's colours; raises NoSuchPlace, BuildStopped, Stopped."""
        recipe = sample_of(kind, Theme.from_brand(self.report().brand))
        if recipe is None:
            raise NoSuchPlace("Aucune sorte de graphique n'a ce nom.")
        return self._drawer.svg(recipe).encode()

    def tried(self, target: str, given: Mapping[str, str], was: Mapping[str, str]) -> list[Problem]:
        """Return what would be told of a file if a form were saved; raises as `save` does, and writes nothing."""
        with self._lock:
            changes = self._card(self._report(), target).changes(_changed(given, was, [*was]), was)
            return [problem for problem in self._checked.tried(changes) if problem.place.path in changes]

    def arrange(self, target: str, act: str) -> str:
        """Take a row away, or put it one row up or down; return what was done. Raises as `save` does."""
        with self._lock:
            card = self._row(self._report(), target.partition(":")[2])
            said = {"remove": "Ligne retirée", "up": "Ligne montée", "down": "Ligne descendue"}.get(act)
            if said is None or card.new:
                raise NoSuchPlace("Cette action n'existe pas.")
            done: dict[str, Change] = card.removed() if act == "remove" else card.moved(up=act == "up")
            self.history.write(f"{said} : {card.named} ({card.title})", done)
            return f"{said} : {card.named}."

    def sort(self, table: str, column: str) -> str:
        """Sort the rows of the year of a table by a column; return what was done. Raises as `save` does."""
        with self._lock:
            report = self._report()
            changes = in_order(report, table, column)
            spec = report.tables[table].spec
            if all(change.before == change.after for change in changes.values()):
                return "Rien n'a changé."
            said = f"Lignes triées par « {titled(report, spec.columns[column].label or column)} »"
            self.history.write(f"{said} ({titled(report, spec.title)})", changes)
            return f"{said}."

    def bring_back(self, ticket: str, ticks: Ticks) -> tuple[str, Waiting]:
        """Write what is wanted of a Word file; return what was done, and what is left of it. Raises as `save` does.

        The edition is at work for others meanwhile: what they change is told, never overwritten.
        """
        waiting = self.returned.found(ticket)
        back = self.returned.taken(self.report(), ticket, ticks)
        with self._lock:
            self.history.write(back.step, back.changes)
            waiting.note(back, ticks)
        said = f"{back.counted.capitalize()} : c'est écrit." if back.changes else "Rien à écrire."
        return f"{said} {numbers_line(back)}".strip(), waiting

    def undo(self) -> Step:
        """Take the last edit back; raises Unwritten."""
        with self._lock:
            return self.history.undo()

    def redo(self) -> Step:
        """Make again the last edit that was taken back; raises Unwritten."""
        with self._lock:
            return self.history.redo()

    def keep(self, said: str) -> int:
        """Keep the files as they are in a commit, and return how many changed; raises NotKept and ToolFailed."""
        with self._lock:
            return keep_version(self.root, said)

    def target(self, manuscript: Manuscript | None, asked: Mapping[str, str]) -> str:
        """Return what was pressed on the page, as `form` opens it; empty when nothing can be edited there."""
        report = self.report()
        found = target_of(report, manuscript, asked)
        return brought_to(report, found) if "brought" in asked else found

    def _report(self) -> Report:
        self._checked.look_again()
        try:
            self._last = self._checked.report()
        except BuildStopped:
            if self._last is None:
                raise
        return self._last

    def _card(self, report: Report, target: str) -> EditCard:
        kind, _, name = target.partition(":")
        if kind not in self.cards:
            raise NoSuchPlace(f"« {target} » n'est rien qui se modifie.", "Rouvrez la page.")
        return self.cards[kind](report, name)

    def _text(self, report: Report, name: str) -> TextCard:
        path, _, line = name.rpartition(":")
        if (number := whole_number(line)) is None or all(section.path != path for section in report.sections):
            raise NoSuchPlace(f"« {path} » n'est pas une section du rapport.", "Rouvrez la page.")
        return TextCard(self.root, path, number, self._opened)

    def _note(self, report: Report, name: str) -> NoteCard:
        return NoteCard(report, self._checked.part("notes"), name)

    def _row(self, report: Report, name: str) -> RowCard:
        table, _, rest = name.partition(":")
        rank, _, key = rest.partition(":")
        if (number := whole_number(rank)) is None:
            raise NoSuchPlace(f"« {name} » n'est pas une ligne du rapport.", "Rouvrez la page.")
        return row_card(report, table, number, key)


def _section_titled(report: Report, target: str) -> str:
    """Return what the section of a text is called, as it is printed."""
    path = target.split(":")[1]
    return next((titled(report, section.front.title) for section in report.sections if section.path == path), path)


def _changed(given: Mapping[str, str], was: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """Return the fields of a form that changed; raises Refused with those that hold what no file of an edition may."""
    changed = {name: text for name, text in given.items() if name in known and text != was.get(name)}
    faults = {name: f"{said} {hint}" for name, text in changed.items() for _, said, hint in strangers_in(text)}
    if faults:
        raise Refused(faults)
    return changed
