"""What a publication waits for, in plain words: each thing with the form, the panel or the place where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.flow.atelier.forms import titled
from rapport.flow.atelier.pressed import target_at
from rapport.flow.atelier.row_names import row_names
from rapport.flow.checked import Checked
from rapport.flow.judging import judged, stops_release
from rapport.flow.options import Options
from rapport.ground import french
from rapport.ground.problems import Problem
from rapport.numbers.register import Register
from rapport.rules.book import SOURCE_RULES, Sources, problems_of
from rapport.rules.pieces import STRICTER
from rapport.rules.signoff import RELEASE_RULES, Candidate
from rapport.sources.model import Report
from rapport.sources.signature import Stamp
from rapport.team.editions.readiness import SOURCES
from rapport.team.git import work_tree
from rapport.team.signoff.standings import SignedState, State
from rapport.team.signoff.subjects import Subject

_NAMED = 3
_COUNTED = {"indicator": ("chiffre", "chiffres"), "table": ("table", "tables"), "section": ("section", "sections")}


@dataclass(frozen=True)
class Door:
    """A button that leads to where something is done: a form, else a panel, else the place of a file, else nowhere from here."""

    said: str
    target: str = ""
    panel: str = ""
    place: str = ""
    help: str = ""


@dataclass(frozen=True)
class Condition:
    """Something that a publication waits for: what it is when it is met, what it is as long as it isn't, where that is done."""

    met: str
    open: str
    doors: Sequence[Door]


def conditions_of(checked: Checked, shown: Sequence[Problem] = ()) -> Sequence[Condition]:
    """Return what a publication waits for, met or not; raises BuildStopped, and ToolFailed when Git can't say.

    ``shown`` are the problems of the moment, among which those of the proofreaders and of the finished files.
    """
    report = checked.report()
    candidate = Candidate(report, work_tree(report.root))
    others = [problem for problem in shown if problem.code not in SOURCE_RULES.rules]
    own = [problem for problem in checked.problems() if problem.code not in STRICTER]
    left = [problem for problem in dict.fromkeys((*own, *others, *_at_release(report))) if stops_release(problem)]
    asked = [Condition(met, open_, tuple(map(_typeset, doors(candidate)))) for met, open_, doors in _OWN.values()]
    return [Condition("Plus rien à régler", "Des messages restent à régler", [*map(_door_of, left)]), *asked]


def _at_release(report: Report) -> Sequence[Problem]:
    """Return what the rules that are more severe at release would say then, less what the edition excuses."""
    sources = Sources(replace(report, stamp=Stamp(report.edition.version, date(report.edition.year, 12, 31), "")))
    rules = [SOURCE_RULES.rules[code] for code in STRICTER]
    found = [problem for rule in rules for problem in problems_of(rule, rule.find(sources), report.edition)]
    return judged(found, report.edition, Options(), release=())


def _typeset(door: Door) -> Door:
    return replace(door, said=french.typeset(door.said), help=french.typeset(door.help))


def _door_of(problem: Problem) -> Door:
    return Door(problem.message, place=str(problem.place), help=problem.hint)


def _unsigned(candidate: Candidate) -> Iterator[Door]:
    groups: dict[str, list[Subject]] = {}
    for standing in candidate.standings.values():
        if standing.state in {State.UNSIGNED, State.CHANGED}:
            groups.setdefault(standing.subject.group, []).append(standing.subject)
    for group, subjects in groups.items():
        yield Door(f"Signer : {_named(candidate.report, subjects)}", target=f"sign:{group}")


def _named(report: Report, subjects: Sequence[Subject]) -> str:
    """Return subjects by their titles as they are printed when they are few, else counted, with the first."""
    titles = [f"« {titled(report, subject.label)} »" for subject in subjects]
    if len(titles) <= _NAMED:
        return french.listed(titles)
    counts = {what: sum(subject.what == what for subject in subjects) for what in _COUNTED}
    told = french.listed([f"{count} {_COUNTED[what][count > 1]}" for what, count in counts.items() if count])
    return f"{told}, dont {titles[0]}"


def _doubts(candidate: Candidate) -> Iterator[Door]:
    for standing in candidate.standings.values():
        if standing.subject.doubtful and not standing.accepted:
            label = titled(candidate.report, standing.subject.label)
            yield Door(f"Confirmer « {label} »", target=_form_of(candidate.report, standing), help=_question(candidate, standing))
            yield Door(f"Publier « {label} » tel quel, et dire pourquoi", target=f"sign:{standing.subject.name}")


def _form_of(report: Report, standing: SignedState) -> str:
    if standing.subject.what == "indicator":
        return f"number:{standing.subject.name}"
    return f"list:{standing.subject.name}" if standing.subject.name in report.tables else f"section:{standing.subject.name}"


def _question(candidate: Candidate, standing: SignedState) -> str:
    indicator = candidate.report.indicators.get(standing.subject.name)
    return indicator.question if indicator and standing.subject.what == "indicator" else ""


def _not_kept(candidate: Candidate) -> Iterator[Door]:
    tree = candidate.tree
    if not tree.commit:
        hint = "Une publication dit de quelle version elle vient : l'équipe technique fait suivre le dossier par git."
        yield Door("Garder une première version", panel="keeping", help=hint)
        return
    own = [path for path in tree.changed if path.partition("/")[0] in SOURCES]
    if own:
        yield Door("Garder cette version", panel="keeping", help=_files(own))
    if others := [path for path in tree.changed if path not in own]:
        yield Door("D'autres fichiers du projet ont changé", help=f"{_files(others)} : à enregistrer par l'équipe technique.")


def _files(paths: Sequence[str]) -> str:
    others = len(paths) - _NAMED
    more = f" et {others} autre{'s' * (others > 1)}" if others > 0 else ""
    return f"{', '.join(paths[:_NAMED])}{more}"


def _awaited(candidate: Candidate) -> Iterator[Door]:
    report = candidate.report
    for name, place in Register(report).awaited.items():
        indicator, table = report.indicators.get(name), report.tables.get(name.partition(".")[0])
        label = indicator.label if indicator else titled(report, table.spec.title) if table else name
        key = "" if indicator or not table else name.partition(".")[2].rpartition(".")[0]
        row = f", {titled(report, row_names(table, report.edition.year).get(key, key))}" if key and table else ""
        yield Door(f"Remplir « {label}{row} »", target=target_at(report, place.path, place.line), place=str(place))


def _outside(candidate: Candidate) -> Iterator[Door]:
    for found in RELEASE_RULES.rules["SIG09"].find(candidate):
        yield Door(f"{found.place.path} : {found.message}", place=str(found.place), help=found.hint)


# By the code of its rule: what is said when it is met, what as long as it isn't, where that is done.
_OWN: Mapping[str, tuple[str, str, Callable[[Candidate], Iterator[Door]]]] = {
    "SIG05": ("Tout est signé", "Des sections, des tables ou des chiffres ne sont pas signés", _unsigned),
    "SIG06": (
        "Aucun doute n'est publié sans raison",
        "Des chiffres sont encore « à confirmer »",
        _doubts,
    ),
    "SIG07": ("Tout est gardé dans une version", "Des modifications ne sont gardées dans aucune version", _not_kept),
    "SIG08": ("Toutes les valeurs sont remplies", "Des valeurs manquent", _awaited),
    "SIG09": ("La version gardée contient tout", "Des fichiers du rapport ne sont pas dans la version gardée", _outside),
}  # fmt: skip
