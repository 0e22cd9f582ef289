"""What `factsheets` asks of the flow: sources without error, then each kind of factsheet made, unless nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rapport.flow.edition import Flow
from rapport.flow.factsheet_making import Counted, FactsheetsMade, Making, Wanted, folder_of
from rapport.flow.options import Options
from rapport.ground import french
from rapport.ground.cache import Cache, fingerprint
from rapport.ground.near import near_names
from rapport.ground.problems import AuthorError, Severity
from rapport.ground.shared_folder import cache_of
from rapport.numbers.factsheets.subjects import subjects_of
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.factsheets.pools import Staff
from rapport.outputs.factsheets.record import Record
from rapport.sources.factsheet import FactsheetTemplate
from rapport.sources.files import SURVEYS, code_fingerprint, inputs_of
from rapport.sources.panel import Panel


def make_factsheets(root: Path, wanted: Wanted, step: Callable[[str], None], counted: Counted) -> FactsheetsMade:
    """Make the factsheets that an edition asks for; raises BuildStopped, and AuthorError when what is wanted doesn't exist."""
    with Tools(root, Cache(cache_of(root))) as tools:
        flow = Flow(root, tools, Options())
        step("Lecture des sources")
        inputs = _fingerprint_of(root)
        if wanted.changed and not wanted.only and (kept := _unchanged(flow, inputs)):
            return kept
        report = flow.report()
        if not report.factsheets:
            raise AuthorError(
                "report.yml ne demande aucune fiche.", "Décrivez-les sous « factsheets: » (docs/guide/reference/fiches.md)."
            )
        step("Vérification")
        outcome = FactsheetsMade([problem for problem in flow.problems() if problem.severity is Severity.ERROR])
        if outcome.problems:
            return outcome
        _hold_members(report.factsheets, report.surveys, wanted)
        with Staff(tools.folder, wanted.cluster) as staff:
            makings = []
            for template in report.factsheets.values():
                step(f"Gabarit des fiches « {template.name} »")
                makings.append(Making(flow, template, wanted, outcome, staff))
            tools.rest()  # what makes factsheets by thousands asks nothing of Pandoc, which holds 160 MB
            for making in makings:
                making.make(step, counted, inputs)
                if outcome.stopped:
                    break
        return outcome


def _fingerprint_of(root: Path) -> str:
    """Return the fingerprint of all that factsheets are made from, the answers to surveys among it."""
    answers = inputs_of(root, folders=(SURVEYS,))
    return fingerprint("factsheets", code_fingerprint(), inputs_of(root), answers)


def _unchanged(flow: Flow, inputs: str) -> FactsheetsMade | None:
    """Return that nothing is to be done when nothing has changed since the last run, neither what is read nor what was made."""
    records = [Record(folder_of(flow, name)) for name in flow.part("edition").factsheets]
    if not records or not all(record.inputs() == inputs and not record.stopped for record in records):
        return None
    entries = [(record, id_, entry.given) for record in records for id_, entry in record.entries.items()]
    if not all(record.is_current(id_, given) for record, id_, given in entries):
        return None
    return FactsheetsMade(kept=len(entries), folders=[record.folder for record in records])


def _hold_members(templates: Mapping[str, FactsheetTemplate], surveys: Mapping[str, Panel], wanted: Wanted) -> None:
    """Raise AuthorError when nobody's answers are on this machine, or when a member that is asked for isn't of the register."""
    known: set[str] = set()
    names: set[str] = set()
    for template in templates.values():
        panel = surveys[template.spec.survey]
        if not panel.at_hand:
            said = f"Les réponses à « {panel.name} » ne sont pas sur cette machine : ses fiches ne peuvent pas être faites."
            raise AuthorError(said, "Déposez le registre et les réponses dans enquetes/.", template.spec.at("survey"))
        for subject in subjects_of(template.spec, panel):
            known |= {french.folded(subject.id), french.folded(subject.name)}
            names |= {subject.id, subject.name}
    for one in wanted.only:
        if not one.strip():
            raise AuthorError("« --only » ne nomme personne.", "Donnez l'identifiant ou le nom d'un adhérent, ou une région.")
        if french.folded(one) not in known:
            raise AuthorError(f"Ni le registre ni ses régions n'ont de « {one} ».", near_names(one, names))
