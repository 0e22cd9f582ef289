"""What the workshop's site answers: forms as plain HTML, what was done, or in French why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from jinja2 import Environment, PackageLoader

from rapport.flow.atelier.advice import Advice
from rapport.flow.atelier.comparing import Comparer
from rapport.flow.atelier.completion import completions_of
from rapport.flow.atelier.conditions import Condition, conditions_of
from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import Crossed, EditForm, Refused
from rapport.flow.atelier.lists import contents_of, list_of
from rapport.flow.atelier.progress import progress_of
from rapport.flow.atelier.publishing import Publisher
from rapport.flow.atelier.refusing import refusal_of
from rapport.flow.atelier.returned import Ticks
from rapport.flow.atelier.signing import groups_to_sign
from rapport.flow.preview.site import problem_record
from rapport.ground.problems import Problem
from rapport.sources.model import Manuscript, Report
from rapport.team.committing import LONGEST, NotKept, unkept

_PAGES = Environment(loader=PackageLoader("rapport.flow.atelier", "pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
_FIELD, _WAS = "field:", "was:"
_ELSEWHERE = "Ce texte a changé ailleurs pendant que vous l'écriviez : rien n'a été écrasé. Comparez, puis enregistrez."


@dataclass(frozen=True)
class Answer:
    """What is sent back: HTML, or values as JSON."""

    body: str | Mapping[str, object]
    status: HTTPStatus = HTTPStatus.OK


def not_found() -> Answer:
    """Return the answer of an address that leads nowhere."""
    return Answer({"said": "Rien à cette adresse."}, HTTPStatus.NOT_FOUND)


class Answers:
    """The answers of one workshop, by address: those that only read, those that write."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.shown: Callable[[], Sequence[Problem]] = tuple  # the problems of the moment: those of the finished files too
        self._publisher = Publisher(desk.root)
        self._comparer = Comparer(desk.root)
        self._advice = Advice(desk.form, lambda place: desk.target(None, {"place": place}))
        self._completed: tuple[Report, Mapping[str, object]] | None = None
        self.reading: Mapping[str, Callable[[Mapping[str, str], Manuscript | None], Answer]] = {
            "/-/form": self._form, "/-/list": self._list, "/-/contents": self._contents, "/-/progress": self._progress,
            "/-/release": self._release, "/-/completions": self._completions, "/-/history": self._history,
            "/-/changes": self._changes, "/-/keeping": self._keeping, "/-/word": self._word,
            "/-/side-by-side": self._side_by_side,
        }  # fmt: skip
        self.writing: Mapping[str, Callable[[Mapping[str, str]], Answer]] = {
            "/-/save": self._save, "/-/arrange": self._arrange, "/-/undo": self._undo, "/-/redo": self._redo, "/-/try": self._try,
            "/-/publish": self._publish, "/-/keep": self._keep, "/-/bring-back": self._bring_back,
        }  # fmt: skip
        self.receiving: Mapping[str, Callable[[Mapping[str, str], bytes], Answer]] = {
            "/-/picture": self._bring_picture, "/-/word": self._bring_word,
        }  # fmt: skip

    def read(self, path: str, asked: Mapping[str, str], manuscript: Manuscript | None) -> Answer:
        """Answer a request that reads."""
        return self._answered(lambda: self.reading[path](asked, manuscript))

    def receive(self, path: str, asked: Mapping[str, str], content: bytes) -> Answer:
        """Answer a request that brings a file."""
        return self._answered(lambda: self.receiving[path](asked, content))

    def drawing(self, kind: str) -> bytes | Answer:
        """Return the small drawing of a kind of chart, or why there is none."""
        try:
            return self.desk.sample(kind)
        except Exception as error:  # noqa: BLE001 - as for every answer
            said, status = refusal_of(error)
            return Answer({"said": said}, status)

    def write(self, path: str, asked: Mapping[str, str]) -> Answer:
        """Answer a request that writes."""
        return self._answered(lambda: self.writing[path](asked))

    def _answered(self, answer: Callable[[], Answer]) -> Answer:
        """Return an answer, or in French why there is none."""
        try:
            return answer()
        except Exception as error:  # noqa: BLE001 - the server lives on, and somebody waits for an answer
            said, status = refusal_of(error)
            return Answer({"said": said}, status)

    def record_of(self, problem: Problem, manuscript: Manuscript | None = None) -> dict[str, Any]:
        """Return a problem as the workshop tells it: what to do in its own words, and the form where that is done."""
        hint, door = self._advice.advised(str(problem.place), problem.hint)
        way = {"door": {"target": door.target, "label": door.label}} if door else {}
        return problem_record(replace(problem, hint=hint), manuscript) | way

    # --- what reads

    def _form(self, asked: Mapping[str, str], manuscript: Manuscript | None) -> Answer:
        target = asked.get("target") or self.desk.target(manuscript, asked)
        if not target:
            return Answer({"said": "Rien à modifier ici : ce texte est écrit par le moteur."}, HTTPStatus.NOT_FOUND)
        if target.startswith("list:"):
            return self._list({"table": target.removeprefix("list:")}, manuscript)
        return Answer(_form_page(self.desk.form(target), {}, {}))

    def _list(self, asked: Mapping[str, str], _: Manuscript | None) -> Answer:
        return Answer(_page("list", **list_of(self.desk.report(), asked.get("table", ""))))

    def _contents(self, _: Mapping[str, str], __: Manuscript | None) -> Answer:
        return Answer(_page("contents", **contents_of(self.desk.report())))

    def _progress(self, _: Mapping[str, str], __: Manuscript | None) -> Answer:
        told = self.desk.asked(progress_of)
        return Answer(_page("progress", progress=told, steps=[step.said for step in reversed(self.desk.history.done[-12:])]))

    def _release(self, _: Mapping[str, str], __: Manuscript | None) -> Answer:
        report = self.desk.report()
        conditions = map(self._advised, self.desk.asked(lambda checked: conditions_of(checked, self.shown())))
        return Answer(_page("release", conditions=[*conditions], groups=groups_to_sign(report)))

    def _advised(self, condition: Condition) -> Condition:
        doors = (replace(door, help=self._advice.advised(door.place, door.help)[0]) for door in condition.doors)
        return replace(condition, doors=tuple(doors))

    def _changes(self, asked: Mapping[str, str], _: Manuscript | None) -> Answer:
        return Answer(_page("changes", **self._comparer.compared(self.desk.report(), asked.get("since", ""))))

    def _keeping(self, _: Mapping[str, str], __: Manuscript | None) -> Answer:
        said = f"Rapport {self.desk.report().edition.year} : mise à jour"
        try:
            return Answer(_page("keeping", files=unkept(self.desk.root).files, said=said, longest=LONGEST))
        except NotKept as why:
            return Answer(_page("keeping", why_not=f"{why.message} {why.hint}"))

    def _completions(self, _: Mapping[str, str], __: Manuscript | None) -> Answer:
        report = self.desk.report()
        if self._completed is None or self._completed[0] is not report:  # asked at each form that opens
            self._completed = report, completions_of(report)
        return Answer(self._completed[1])

    def _word(self, asked: Mapping[str, str], _: Manuscript | None) -> Answer:
        ticket = asked.get("ticket", "")
        return Answer(_page("word", **(self.desk.returned.found(ticket).panel_values() if ticket else {})))

    def _side_by_side(self, asked: Mapping[str, str], _: Manuscript | None) -> Answer:
        return Answer(self.desk.returned.found(asked.get("ticket", "")).page())

    def _history(self, _: Mapping[str, str], __: Manuscript | None) -> Answer:
        return Answer(self._steps())

    # --- what brings files

    def _bring_picture(self, asked: Mapping[str, str], content: bytes) -> Answer:
        return Answer(self.desk.pictures.bring(asked.get("name", ""), content, asked.get("use", "")).form_values())

    def _bring_word(self, asked: Mapping[str, str], content: bytes) -> Answer:
        waiting = self.desk.returned.bring(self.desk.report(), asked.get("name", ""), content)
        return Answer({"said": f"{waiting.name} est lu.", "ticket": waiting.ticket})

    # --- what writes

    def _save(self, asked: Mapping[str, str]) -> Answer:
        target, given, was = _sent(asked)
        try:
            return self._done(self._advice.advised(target, self.desk.save(target, given, was))[0])
        except Refused as refused:
            page = _form_page(self.desk.form(target), given, was, faults=refused.faults)
            return Answer({"said": "À corriger : rien n'a été écrit.", "page": page}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except Crossed as crossed:
            page = _form_page(self.desk.form(target), given, {}, theirs=crossed.theirs)
            return Answer({"said": _ELSEWHERE, "page": page}, HTTPStatus.CONFLICT)

    def _try(self, asked: Mapping[str, str]) -> Answer:
        """Return what would be told of a text if it were saved; of one that can't be, nothing: saving says why."""
        try:
            found = self.desk.tried(*_sent(asked))
        except (Refused, Crossed):
            found = []
        return Answer({"problems": [self.record_of(problem) for problem in found]})

    def _arrange(self, asked: Mapping[str, str]) -> Answer:
        target, act = asked.get("target", ""), asked.get("act", "")
        if act == "sort":
            return self._done(self.desk.sort(target, asked.get("column", "")))
        return self._done(self.desk.arrange(target, act))

    def _publish(self, _: Mapping[str, str]) -> Answer:
        ended = self._publisher.publish()
        errors = [replace(one, hint=self._advice.advised(str(one.place), one.hint)[0]) for one in ended.errors]
        page = _page("published", ended=replace(ended, errors=errors))
        if ended.errors:
            return Answer({"said": "Rien n'a été publié : il reste à corriger.", "page": page}, HTTPStatus.CONFLICT)
        return Answer({"said": "Le rapport est publié.", "page": page})

    def _keep(self, asked: Mapping[str, str]) -> Answer:
        count = self.desk.keep(_sent(asked)[1].get("said", ""))
        return self._done(f"Version gardée : {count} fichier{'s' * (count > 1)}.")

    def _bring_back(self, asked: Mapping[str, str]) -> Answer:
        take, number = (frozenset(asked.get(name, "").split()) for name in ("take", "number"))
        ticks = Ticks(take, number, notes="notes" in asked)
        said, waiting = self.desk.bring_back(asked.get("ticket", ""), ticks)
        page = {"page": _page("word", **waiting.panel_values())} if waiting.left else {}
        return Answer({"said": said, **page, **self._steps()})

    def _undo(self, _: Mapping[str, str]) -> Answer:
        return self._done(f"Annulé : {self.desk.undo().said}.")

    def _redo(self, _: Mapping[str, str]) -> Answer:
        return self._done(f"Rétabli : {self.desk.redo().said}.")

    def _done(self, said: str) -> Answer:
        return Answer({"said": said, **self._steps()})

    def _steps(self) -> dict[str, object]:
        done, undone = self.desk.history.done, self.desk.history.undone
        return {"undo": done[-1].said if done else "", "redo": undone[-1].said if undone else ""}


def _page(name: str, **given: object) -> str:
    return _PAGES.get_template(f"{name}.html.j2").render(given)


def _form_page(form: EditForm, given: Mapping[str, str], was: Mapping[str, str], **told: Mapping[str, str]) -> str:
    """Return a form as HTML, what was typed in its fields, and what they said when it was opened."""
    typed = replace(form, fields=tuple(replace(field, value=given.get(field.name, field.value)) for field in form.fields))
    opened = {field.name: field.value for field in form.fields} | dict(was)
    return _page("form", form=typed, was=opened, faults=told.get("faults", {}), theirs=told.get("theirs", {}))


def _sent(asked: Mapping[str, str]) -> tuple[str, dict[str, str], dict[str, str]]:
    """Return what a form sends: its target, its fields, and what they said when it was opened."""
    fields, was = (
        {name.removeprefix(prefix): _plain(text) for name, text in asked.items() if name.startswith(prefix)}
        for prefix in (_FIELD, _WAS)
    )
    return asked.get("target", ""), fields, was


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
