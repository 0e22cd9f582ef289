"""AFF: what the texts claim in words, and bind to no data, is found, with the form that would bind it."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError, Place, Severity
from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.naming import BoundProposal, proposal_for, since_of
from rapport.numbers.claims.spotting import Claim
from rapport.numbers.claims.verdicts import Outcome, Verdict
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.said import read_texts
from rapport.rules.text_numbers import LINKING
from rapport.sources.spans import attributes_for

rule = SOURCE_RULES.rule


@rule("AFF03", Severity.INFO, text_by_text=True)
def unproved_claim(sources: Sources) -> Iterator[Finding]:
    """Un fait chiffré dit en mots (« la moitié », « premier », « progresse ») se lie à ses chiffres, ou s'admet avec sa raison.

    Un avertissement dans un titre, un chapeau, une légende, une carte ; une information dans le texte courant.
    """
    counted, labels = sources.once(_counted), sources.once(_labels)
    for said in sources.gathered(read_texts):
        for paragraph, claim in said.claims if said.text.start not in labels else ():
            place = paragraph.place(claim.start)
            if claim.kind is Kind.TIME or not _is_counted(claim, counted):
                continue
            if not said.is_answered(place, paragraph.place(claim.end - 1)):
                told = f"« {claim.words} » dit un fait que rien ne prouve."
                hint = _form(claim, paragraph.prose, sources)
                yield Finding(told, place, hint, severity=None if said.text.body else Severity.WARNING)


def _is_counted(claim: Claim, counted: frozenset[str]) -> bool:
    """Tell whether « tous », « aucun », « chaque » bear on what some number of the report counts."""
    return claim.kind is not Kind.ALL or any(word.rstrip("sx") in counted for word in french.folded(claim.words).split())


@shared
def _labels(sources: Sources) -> frozenset[Place]:
    """Return the places of the indicators' labels: they name, they don't claim."""
    return frozenset(indicator.at("label") for indicator in sources.report.indicators.values())


@shared
def _counted(sources: Sources) -> frozenset[str]:
    """Return the nouns that the units of the report's indicators count, in the singular."""
    indicators = sources.report.indicators.values()
    units = (word for indicator in indicators for word in french.folded(indicator.unit).split())
    return frozenset(word.rstrip("sx") for word in units if len(word) > LINKING)


_FORMS = {
    Kind.SHARE: 'of="…" in="…"',
    Kind.MULTIPLE: 'of="…" than="…"',
    Kind.RANK: 'rank="table.colonne" key="…"',
    Kind.ROUGH: 'of="…"',
    Kind.COMPARISON: 'of="…" than="…"',
    Kind.ALL: 'of="…" in="…"',
}


def _form(claim: Claim, prose: str, sources: Sources) -> str:
    """Return the form to paste, with the names of the numbers that the sentence names, and what they say of the claim."""
    words = " ".join(claim.words.split())
    found = proposal_for(claim, prose, sources.report, sources.register)
    named = attributes_for(found.attributes) if found else ""
    bind = f"Liez-le : [{words}]{{.claim {named or _empty(claim, prose, sources.report.edition.year)}}}"
    return f'{bind}{_but(found) if found and named else ""} ; ou admettez-le : [{words}]{{.literal because="…"}}.'


def _empty(claim: Claim, prose: str, own: int) -> str:
    """Return the attributes that a claim needs, to be filled in."""
    since = attributes_for(since_of(claim, prose, own))
    if claim.kind is Kind.TREND or (claim.kind is Kind.MULTIPLE and (since or _MOVED.search(french.folded(claim.words)))):
        return f'evolution="…" {since}'.rstrip()
    return _FORMS[claim.kind]


_MOVED = regex(
    r"(?<!le )(?<!du )(?<!au )\b(?:doubl|tripl|quadrupl|quintupl|decupl|multipli|divis)\w+|^(?:\w+ )?de moitie$"
)  # « a doublé », unlike « le double »


def _but(found: BoundProposal) -> str:
    """Return what stands against a form to paste: its words would be false, or a number is missing."""
    match found.verdict:
        case AuthorError(message=message):
            return f", une fois son chiffre connu ({message[:1].lower()}{message[1:].rstrip('.')})"
        case Verdict(outcome=Outcome.FALSE, found=real, instead=instead):
            true = f" ; seraient justes : « {instead} »" if instead else ""
            return f", mais ce serait faux : les données disent {real}{true}"
    return ""
