"""The surveys as steps: `data/surveys.yml`, the register of members, the files of answers, the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapport.ground.memo import step
from rapport.ground.problems import Problem, Severity
from rapport.sources import survey
from rapport.sources.files import SURVEYS
from rapport.sources.panel import Member, MemberAnswers, Panel, SurveyLock
from rapport.sources.reading.entries import NAME, misnamed, models_of
from rapport.sources.reading.evidence import PieceFiles
from rapport.sources.reading.files import Read, taken
from rapport.sources.reading.survey_description import faults_of, split_groups, unknown_groups
from rapport.sources.reading.survey_lock import locks_in
from rapport.sources.returned import FOLDER, ReturnedAnswer
from rapport.sources.survey import SurveySpec
from rapport.sources.survey_locked import LOCK


class SurveyFiles(PieceFiles):
    """What is read of an edition's surveys; nothing of the answers where they aren't at hand."""

    @step
    def described_surveys(self) -> Read[Mapping[str, SurveySpec]]:
        """Return the descriptions that hold together, by name."""
        problems: list[Problem] = []
        specs = models_of(self, survey.FILE, SurveySpec, "l'enquête", problems)
        problems += [misnamed(name, "enquête", spec.at()) for name, spec in specs.items() if not NAME.fullmatch(name)]
        faulty = {name: [*faults_of(name, spec, specs)] for name, spec in specs.items()}
        problems += [problem for found in faulty.values() for problem in found]
        return {name: spec for name, spec in specs.items() if not faulty[name]}, tuple(problems)

    @step
    def survey_locks(self) -> Read[Mapping[str, SurveyLock]]:
        """Return what `survey` wrote of each survey."""
        problems: list[Problem] = []
        text = taken(self.text(LOCK), problems) if self.exists(LOCK) else None
        return ({} if text is None else locks_in(text)), tuple(problems)

    def year_of_edition(self) -> int:
        """Return the year of the edition that asks for a survey's numbers, 0 when it can't be read."""
        raise NotImplementedError

    @step
    def published_surveys(self) -> Mapping[str, Panel]:
        """Return the surveys as everybody may know them, without their answers: what numbers take their values from."""
        specs, locks = self.described_surveys()[0], self.survey_locks()[0]
        return {name: Panel(name, spec, lock=locks.get(name) or SurveyLock()) for name, spec in specs.items()}

    @step
    def surveys(self) -> Read[Mapping[str, Panel]]:
        """Return the surveys as they were read, by name."""
        problems: list[Problem] = []
        specs, locks = taken(self.described_surveys(), problems), taken(self.survey_locks(), problems)
        panels = {name: self._panel(name, spec, locks.get(name), problems) for name, spec in specs.items()}
        problems += self.returned_answers()[1] if any(panel.at_hand for panel in panels.values()) else ()
        last = {name: locks[spec.previous].cells for name, spec in specs.items() if spec.previous in locks}
        elders = taken(self.earlier_locks(), problems)
        before = {name: tuple(locks[name].cells for locks in elders if name in locks) for name in specs}
        return {name: replace(p, last=last.get(name, {}), before=before[name]) for name, p in panels.items()}, tuple(problems)

    @step
    def earlier_locks(self) -> Read[tuple[Mapping[str, SurveyLock], ...]]:
        """Return what earlier versions of the edition published of its surveys, oldest first."""
        from rapport.sources.versions import earlier_versions, kept_beside  # noqa: PLC0415 - it reads this room's own names

        problems: list[Problem] = []
        beside = "editions" if (self.root / "editions") == kept_beside(self.root) else ".."
        self.names(beside, "")
        paths = [f"{beside}/{folder.name}/{LOCK}" for folder in earlier_versions(self.root, self.year_of_edition())]
        texts = [taken(self.text(path), problems) for path in paths if self.exists(path)]
        return tuple(locks_in(text) for text in texts if text is not None), tuple(problems)

    def _panel(self, name: str, spec: SurveySpec, lock: SurveyLock | None, problems: list[Problem]) -> Panel:
        lock = lock or SurveyLock()
        wanted = (spec.members.file, *(file.file for file in spec.files))
        there = [path for path in wanted if self.is_file(path) and not self.leads_out(path, SURVEYS)]
        if len(there) < len(set(wanted)):
            if there or not lock.cells:  # nobody's answers can be left out by chance; without any, the lock stands
                problems += _absent(spec, there)
            return Panel(name, spec, lock=lock)
        members = taken(self.member_register(name), problems)
        problems += [*unknown_groups(spec, members), *split_groups(spec, members)] if members else []
        answers = taken(self.answers_to(name), problems) if members else {}
        silent = {member: one for member, one in answers.items() if one.is_silent}
        answers = {member: one for member, one in answers.items() if member not in silent}
        returned = tuple(one for one in self.returned_answers()[0] if one.survey == name)
        return Panel(name, spec, members, answers, silent=silent, at_hand=True, lock=lock, returned=returned)

    @step
    def member_register(self, name: str) -> Read[Mapping[str, Member]]:
        """Return the members of a survey's register by identifier, in its order."""
        problems: list[Problem] = []
        spec = self.described_surveys()[0][name]
        text = taken(self.text(spec.members.file), problems)
        from rapport.sources.reading.survey_files import members_in  # noqa: PLC0415 - as below

        return (members_in(text, spec, problems) if text is not None else {}), tuple(problems)

    @step
    def answers_to(self, name: str) -> Read[Mapping[str, MemberAnswers]]:
        """Return the answers by member; of two rows for one member, none is chosen."""
        problems: list[Problem] = []
        spec, members = self.described_surveys()[0][name], self.member_register(name)[0]
        from rapport.sources.reading.survey_corrections import corrected  # noqa: PLC0415 - readers of pieces, of written numbers
        from rapport.sources.reading.survey_files import answers_in  # noqa: PLC0415 - the same, where answers are at hand

        returned = [one for one in self.returned_answers()[0] if one.survey == name]
        answers = answers_in(self, spec, members, problems)
        return corrected(spec, members, answers, returned, problems), tuple(problems)

    @step
    def returned_answers(self) -> Read[tuple[ReturnedAnswer, ...]]:
        """Return the lines of the workbooks that structures sent back, of surveys that are described."""
        problems: list[Problem] = []
        from rapport.sources.reading.survey_returns import returned_in  # noqa: PLC0415 - as above

        specs = self.described_surveys()[0]
        returned = tuple(returned_in(self, problems)) if self.names(FOLDER, "") else ()
        strangers = {(one.survey, one.place.path): one.place for one in reversed(returned) if one.survey not in specs}
        for (survey_name, _), place in reversed(strangers.items()):
            said = f"Ce classeur est de l'enquête « {survey_name} », qui n'est pas dans {survey.FILE}."
            problems.append(Problem("LEC13", Severity.ERROR, said, place, f"Rangez-le hors de {FOLDER}/."))
        return tuple(one for one in returned if one.survey in specs), tuple(problems)


def _absent(spec: SurveySpec, there: Sequence[str]) -> Iterator[Problem]:
    """Yield what is told of the files of a survey that aren't at hand."""
    places = {spec.members.file: spec.members.at("file"), **{file.file: file.at("file") for file in spec.files}}
    hint = "Déposez-le, puis relancez « python build.py survey »."
    for path in places.keys() - set(there):
        yield Problem("LEC01", Severity.ERROR, f"Le fichier « {path} » n'existe pas.", places[path], hint)
