"""SIG: the signatures of `data/signoff.yml`, and what a release asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from shlex import quote

from rapport.ground import french
from rapport.ground.problems import Place, Problem, Severity
from rapport.numbers.register import Register
from rapport.rules.book import SOURCE_RULES, Finding, RuleBook, Sources
from rapport.sources.dates import spelled
from rapport.sources.model import Report
from rapport.sources.signature import FILE, Apart, Signature, What, WorkTree
from rapport.team.signoff.standings import Difference, SignedState, State, differences, standings_of
from rapport.team.signoff.subjects import KINDS, Subject

rule = SOURCE_RULES.rule
_TOLD = 3  # changes told of one signature; the rest is counted
_NAMED = 4  # names in a list


def _standings(sources: Sources) -> Mapping[tuple[What, str], SignedState]:
    return standings_of(sources.report)


@rule("SIG01")
def changed_since_signed(sources: Sources) -> Iterator[Finding]:
    """Ce qui a été signé n'a pas changé depuis : chiffre, unité, statut, table, texte. Sinon, il se signe de nouveau."""
    for standing in sources.once(_standings).values() if sources.report.signatures else ():
        for signature in standing.stale:
            subject = standing.subject
            found = list(differences(signature, subject)) or [Difference("forme", "", "", subject.places[0])]
            said = f"« {subject.name} », signé par {signature.by} le {spelled(signature.when)}, a changé"
            hint = f"Faites-le signer de nouveau (« python build.py sign {subject.group} --by … »), ou rendez-lui ce qu'il était."
            related = ((signature.at(), "la signature"),)
            for index, one in enumerate(found[:_TOLD], 1):
                more = f" Et {len(found) - _TOLD} autres changements." if index == _TOLD < len(found) else ""
                yield Finding(
                    f"{said} ({one.part}) : {_shown(one.before)} → {_shown(one.after)}.{more}", one.place, hint, related
                )


def _shown(text: str) -> str:
    return f"« {text} »" if text else "(rien)"


@rule("SIG02")
def altered_signature(sources: Sources) -> Iterator[Finding]:
    """Une signature n'est pas modifiée à la main : son empreinte en fait foi."""
    for signature in sources.report.signatures:
        if not signature.intact:
            said = f"La signature de « {signature.name} » par {signature.by} a été modifiée à la main : elle ne vaut plus rien."
            hint = "Rendez à la ligne ce qu'elle était (git la connaît), ou supprimez-la et faites signer de nouveau."
            yield Finding(said, signature.at(), hint)


@rule("SIG03")
def signature_of_nothing(sources: Sources) -> Iterator[Finding]:
    """Une signature porte sur un indicateur, une table ou une section qui existe encore."""
    known = set(sources.once(_standings)) if sources.report.signatures else set()
    for signature in sources.report.signatures:
        if (signature.what, signature.name) not in known and signature.year == sources.report.edition.year:
            said = f"{_the(signature)} « {signature.name} », signé par {signature.by}, n'existe plus."
            hint = "S'il a changé de nom, faites signer le nouveau ; supprimez ensuite cette ligne."
            yield Finding(said, signature.at(), hint)


def _the(signature: Signature) -> str:
    return {"indicator": "L'indicateur", "table": "La table", "section": "La section"}[signature.what]


@rule("SIG04")
def signature_of_another_year(sources: Sources) -> Iterator[Finding]:
    """Une signature est celle de l'édition : une nouvelle année se signe de nouveau."""
    year = sources.report.edition.year
    for signature in sources.report.signatures:
        if signature.year != year:
            said = f"La signature de « {signature.name} » par {signature.by} est celle de {signature.year}, pas de {year}."
            yield Finding(said, signature.at(), "Supprimez cette ligne : l'édition gardée a la sienne.")


@dataclass(frozen=True)
class Candidate:
    """What would be released: the report, and the commit of its sources."""

    report: Report
    tree: WorkTree

    @cached_property
    def standings(self) -> Mapping[tuple[What, str], SignedState]:
        """Return how everything that can be signed stands."""
        return standings_of(self.report)


RELEASE_RULES: RuleBook[Candidate] = RuleBook()


def release_problems(candidate: Candidate) -> list[Problem]:
    """Return what keeps a report from being released; no waiver and no severity of the edition's own changes anything."""
    return [
        Problem(rule.code, Severity.ERROR, found.message, found.place, found.hint, found.related)
        for rule in RELEASE_RULES.rules.values()
        for found in rule.find(candidate)
    ]


@RELEASE_RULES.rule("SIG05")
def unsigned(candidate: Candidate) -> Iterator[Finding]:
    """Tout est signé au moment de publier (« build --release ») : indicateurs, tables et sections."""
    groups: dict[str, list[Subject]] = {}
    for standing in candidate.standings.values():
        if standing.state in {State.UNSIGNED, State.CHANGED}:
            groups.setdefault(standing.subject.group, []).append(standing.subject)
    for group, subjects in groups.items():
        hint = f'python build.py sign {group} --by "Prénom NOM"'
        yield Finding(f"« {group} » n'est pas signé : {subjects_words(subjects)}.", subjects[0].places[0], hint)


def subjects_words(subjects: list[Subject]) -> str:
    """Return subjects as words: by their names when they are few, counted by kind otherwise."""
    if len(subjects) <= _NAMED:
        return french.listed([f"{KINDS[subject.what]} « {subject.name} »" for subject in subjects])
    counts = {kind: sum(subject.what == what for subject in subjects) for what, kind in KINDS.items()}
    return french.listed([f"{count} {kind}{'s' * (count > 1)}" for kind, count in counts.items() if count])


@RELEASE_RULES.rule("SIG06")
def unaccepted_doubt(candidate: Candidate) -> Iterator[Finding]:
    """Ce qui reste « à confirmer » au moment de publier est accepté, avec la raison (« sign … --because »)."""
    for standing in candidate.standings.values():
        if standing.subject.doubtful and not standing.accepted:
            hint = f'python build.py sign {standing.subject.name} --by "Prénom NOM" --because "pourquoi il est publié tel quel"'
            said = f"« {standing.subject.name} » est encore à confirmer, et personne n'a accepté de le publier tel quel."
            yield Finding(said, _doubt(standing), hint)


def _doubt(standing: SignedState) -> Place:
    return standing.subject.places[-1] if standing.subject.what == "indicator" else standing.subject.places[0]


@RELEASE_RULES.rule("SIG07")
def unclean_tree(candidate: Candidate) -> Iterator[Finding]:
    """Au moment de publier, tout est enregistré dans git : le colophon donne la révision d'où le rapport est tiré."""
    tree, changed = candidate.tree, candidate.tree.changed
    if not tree.commit:
        said = (
            "Le dossier n'est pas suivi par git, ou rien n'y est enregistré : une publication dit de quelle révision elle vient."
        )
        yield Finding(said, Place("report.yml"), "« git init », puis « git add » et « git commit ».")
    elif changed:
        several = "s" * (len(changed) > 1)
        more = f" et {len(changed) - _NAMED} autres" if len(changed) > _NAMED else ""
        said = f"{len(changed)} fichier{several} pas encore enregistré{several} dans git : {', '.join(changed[:_NAMED])}{more}."
        yield Finding(said, Place(changed[0]), "« git add », puis « git commit ».")


@RELEASE_RULES.rule("SIG08")
def gap_in_release(candidate: Candidate) -> Iterator[Finding]:
    """Au moment de publier, aucune valeur n'est plus à renseigner, même si l'édition admet de construire un brouillon."""
    awaited = Register(candidate.report).awaited
    if awaited:
        several = "s" * (len(awaited) > 1)
        more = f" et {len(awaited) - _NAMED} autres" if len(awaited) > _NAMED else ""
        said = f"{len(awaited)} valeur{several} encore à renseigner : {', '.join([*awaited][:_NAMED])}{more}."
        yield Finding(said, next(iter(awaited.values())), "Remplissez-les : « python build.py status » en donne la liste.")


@RELEASE_RULES.rule("SIG09")
def outside_commit(candidate: Candidate) -> Iterator[Finding]:
    """Au moment de publier, tout ce que la construction lit est dans la révision, tel quel, même ce que git a ordre d'ignorer."""
    for path, why in candidate.tree.apart.items():
        said, hint = _APART[Apart(why)]
        yield Finding(f"{said}.", Place(path), hint.format(quote(path)))


_APART = {
    Apart.ABSENT: (
        "La construction lit ce fichier, que git ignore ou ne suit pas : il n'est pas dans la révision",
        "« git add --force {0} », puis « git commit » ; ou retirez-le du dossier.",
    ),
    Apart.CHANGED: (
        "Ce fichier n'est pas celui de la révision, et git a ordre de ne pas le regarder",
        "« git update-index --no-assume-unchanged {0} », ou --no-skip-worktree, puis « git add {0} » et « git commit ».",
    ),
    Apart.GONE: (
        "Ce fichier de la révision manque ici, et git a ordre de ne pas le regarder",
        "« git update-index --no-skip-worktree {0} », puis « git checkout -- {0} ».",
    ),
    Apart.NESTED: (
        "Ce fichier est dans un autre dépôt git, et n'est pas dans la révision",
        "Déplacez-le dans ce dépôt-ci et enregistrez-le ; s'il est d'un sous-module, enregistrez-le dans le sien, puis ici.",
    ),
    Apart.OUTSIDE: (
        "Ce lien mène à un fichier hors du dépôt, qui n'est pas dans la révision",
        "Mettez le fichier lui-même à la place du lien, puis « git add {0} » et « git commit ».",
    ),
}


__all__ = ["FILE", "RELEASE_RULES", "Candidate", "release_problems", "subjects_words"]
