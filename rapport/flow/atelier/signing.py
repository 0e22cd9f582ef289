"""The form of a sign-off: who validates a section, a table or the numbers of a family, and why what is in doubt is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapport.flow.atelier.forms import EditForm, Field, NoSuchPlace, OfReport, Refused, titled
from rapport.ground import french
from rapport.sources.editing.journal import Change
from rapport.sources.model import Report
from rapport.sources.signature import FILE
from rapport.team.left_to_do import owners_of
from rapport.team.signoff.lines import fault_of, names_subject, signed_file, signing_of
from rapport.team.signoff.standings import SignedState, State, standings_of
from rapport.team.signoff.subjects import KINDS


@dataclass(frozen=True)
class SignCard(OfReport):
    """What a name stands for: a section, a table, an indicator, or all that is of a family."""

    name: str

    def form(self) -> EditForm:
        """Return the form, with how each thing stands; raises NoSuchPlace."""
        found = self._standings()
        doubtful = [state.subject.label for state in found if state.subject.doubtful]
        stands = [
            f"{KINDS[one.subject.what].capitalize()} « {titled(self.report, one.subject.label)} » : {one.state.value}"
            for one in found
        ]
        doubt = (
            f"Encore à confirmer : {french.listed(doubtful)}. Pour les publier tels quels, dites pourquoi." if doubtful else ""
        )
        people = tuple((name, name) for name in owners_of(self.report))
        fields = (
            *(Field(f"stands {number}", said, kind="shown") for number, said in enumerate(stands)),
            Field("by", "Qui signe", known=people, help="Prénom NOM"),
            *([Field("because", "Raison", kind="text", help=doubt)] if doubtful else []),
        )
        return EditForm(
            f"sign:{self.name}", f"Signer « {_entitled(self.report, found)} »", FILE, fields, save="Signer", acts=True
        )

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file of signatures with this person's; raises Refused, NoSuchPlace and Unchangeable."""
        self._standings()
        by, because = (" ".join({**was, **given}.get(name, "").split()) for name in ("by", "because"))
        if not by:
            raise Refused({"by": "Dites qui signe."})
        if fault := fault_of(by, because):
            raise Refused({"because" if because and not fault_of(by, "") else "by": fault})
        when = date.today()  # noqa: DTZ011 - the day of the person who signs
        return signed_file(self.report, signing_of(self.report, [self.name], by, when, because))

    def _standings(self) -> list[SignedState]:
        found = [standing for standing in standings_of(self.report).values() if names_subject(self.name, standing.subject)]
        if not found:
            raise NoSuchPlace(f"« {self.name} » n'est plus dans le rapport.", "Rouvrez la page.")
        return found


def groups_to_sign(report: Report) -> list[tuple[str, str, int, int]]:
    """Return each group that is signed at once: its name, its first title, how many of its things are signed, how many it has."""
    groups: dict[str, list[SignedState]] = {}
    for standing in standings_of(report).values():
        if standing.subject.valued:
            groups.setdefault(standing.subject.group, []).append(standing)
    signed = {name: sum(one.state is State.SIGNED for one in found) for name, found in groups.items()}
    return [(name, _entitled(report, found), signed[name], len(found)) for name, found in sorted(groups.items())]


def _entitled(report: Report, group: Sequence[SignedState]) -> str:
    title = french.typeset(titled(report, group[0].subject.label))
    return f"{title}, et {len(group) - 1} de la même famille" if len(group) > 1 else title
