"""AFF: what the texts claim in words and bind to the data is true; what they claim and don't bind is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapport import french
from rapport.authored import Assertion
from rapport.calls import NumberCall, Placed, calls_of, printed_text
from rapport.claims.judging import judge
from rapport.claims.meaning import Kind
from rapport.claims.spotting import Claim, claims_in, has_triggers
from rapport.claims.verdicts import ClaimError, Outcome, Verdict
from rapport.expressions import ExpressionError
from rapport.language.prose import paragraphs_of
from rapport.model import SEVERITIES
from rapport.problems import Place, Severity
from rapport.register import Register, UnknownNumber
from rapport.rules.assertions import contradicted, held, named
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.numbers import LINKING
from rapport.spans import Span, bared, spans_in, stray_in
from rapport.texts import Text, marked_texts

rule = SOURCE_RULES.rule
_Unjudged = (ClaimError, UnknownNumber, ExpressionError)


@dataclass(frozen=True)
class Bound:
    """A bound claim, the text that it stands in, and its place."""

    span: Span
    text: Text

    @property
    def place(self) -> Place:
        """Return the place of its first word."""
        return self.text.place(self.span.first)

    @property
    def words(self) -> str:
        """Return its words on one line, without marks."""
        return " ".join(_unmarked(self.span.words).split())


def bound_claims(sources: Sources) -> Iterator[Bound]:
    """Yield the bound claims of every authored text."""
    for text in claiming(sources):
        for span in spans_in(text.text):
            yield Bound(span, text)


def claiming(sources: Sources) -> Iterator[Text]:
    """Yield every text that may claim something: those that readers read, and whatever other key has the marks of a claim."""
    read = {text.start for text in sources.texts if not text.body}
    yield from sources.texts
    yield from (text for text in marked_texts(sources.report) if text.start not in read)


@rule("AFF01")
def false_claim(sources: Sources) -> Iterator[Finding]:
    """Une affirmation liée à ses chiffres, [près de la moitié]{.claim of="…" in="…"}, est vraie.

    Trop près d'une borne pour trancher (1 %), elle est douteuse : un avertissement.
    """
    for bound in bound_claims(sources):
        try:
            if _malformed(bound.span):
                continue
            finding = _by_rule(bound, sources) if "rule" in bound.span.attributes else _by_numbers(bound, sources.register)
        except _Unjudged:
            continue  # told by AFF02
        if finding:
            yield finding


def _by_numbers(bound: Bound, register: Register) -> Finding | None:
    verdict = _judged(bound, register)
    if verdict.outcome is Outcome.TRUE:
        return None
    doubtful = verdict.outcome is Outcome.DOUBTFUL
    said = (
        f"« {bound.words} » est {'à la limite' if doubtful else 'faux'} : ces mots veulent dire {verdict.means} ; "
        f"les données disent {verdict.found}."
    )
    hint = f"Seraient justes : « {verdict.instead} »." if verdict.instead else "Corrigez les mots, ou le chiffre."
    return Finding(said, bound.place, hint, verdict.places, severity=Severity.WARNING if doubtful else None)


def _by_rule(bound: Bound, sources: Sources) -> Finding | None:
    """Return what is false of a claim that names an assertion of `data/rules.yml`."""
    assertion = _named_rule(bound.span.attributes["rule"], sources)
    if held(assertion, sources.register):
        return None
    said = f"« {bound.words} » est faux. {contradicted(assertion, sources.register)}"
    places = ((assertion.at("assert"), f"la règle « {assertion.id} »"), *named(assertion, sources.register))
    return Finding(said, bound.place, "Corrigez les mots, ou les chiffres.", places, SEVERITIES[assertion.severity])


def _judged(bound: Bound, register: Register) -> Verdict:
    return judge(bound.span.attributes, _printed(bound.span.words, register), register)


def _printed(words: str, register: Register) -> str:
    """Return the words of a claim as they are read: without marks, numbers printed."""
    for found in reversed(calls_of(words)):
        if isinstance(found, Placed) and isinstance(found.call, NumberCall):
            words = words[: found.start] + printed_text(register.number(found.call.number), found.call) + words[found.end :]
    return _unmarked(words)


def _unmarked(words: str) -> str:
    return bared(words).replace("*", "").replace("_", " ")


@rule("AFF02")
def unreadable_claim(sources: Sources) -> Iterator[Finding]:
    """Une affirmation liée nomme des chiffres qui existent, et dit des mots dont le sens est connu."""
    for text in claiming(sources):
        for offset in stray_in(text.text):
            hint = 'Écrivez [vos mots]{.claim of="famille.nom" in="famille.total"}.'
            said = "« .claim » ne suit pas des mots entre crochets, ou ses accolades ne se ferment pas."
            yield Finding(said, text.place(offset), hint)
    for bound in bound_claims(sources):
        try:
            if fault := _malformed(bound.span):
                raise fault
            if "rule" in bound.span.attributes:
                held(_named_rule(bound.span.attributes["rule"], sources), sources.register)
            else:
                _judged(bound, sources.register)
        except _Unjudged as error:
            yield Finding(error.message, bound.place, error.hint)


def _malformed(span: Span) -> ClaimError | None:
    if span.nested:
        return ClaimError("Une affirmation est prise dans une autre.", "Séparez-les : chacune a ses crochets et ses accolades.")
    if span.unread:
        said = f"« {span.unread} » n'est pas compris entre les accolades."
        return ClaimError(said, 'Écrivez nom="valeur", par exemple of="famille.nom".')
    if not span.words.strip():
        return ClaimError("Cette affirmation n'a pas de mots.", "Écrivez-les entre les crochets.")
    if "rule" in span.attributes and len(span.attributes) > 1:
        return ClaimError("« rule= » suffit : la règle dit déjà ce qu'elle compare.", "Retirez les autres noms.")
    return None


def _named_rule(name: str, sources: Sources) -> Assertion:
    known = {assertion.id: assertion for assertion in sources.report.assertions}
    if name not in known:
        near = french.listed([f"« {one} »" for one in list(known)[:8]], "ou")
        raise ClaimError(f"Aucune règle de data/rules.yml ne s'appelle « {name} ».", f"Règles connues : {near or 'aucune'}.")
    return known[name]


@rule("AFF03", Severity.INFO)
def unproved_claim(sources: Sources) -> Iterator[Finding]:
    """Un fait chiffré dit en mots (« la moitié », « premier », « progresse ») se lie à ses chiffres, ou s'admet avec sa raison.

    Un avertissement dans un titre, un chapeau, une légende, une carte ; une information dans le texte courant.
    """
    counted = _counted(sources.register)
    for text, claim, place in _unbound(sources):
        if claim.kind is not Kind.TIME and _is_counted(claim, counted):
            said = f"« {claim.words} » dit un fait que rien ne prouve."
            yield Finding(said, place, _form(claim), severity=None if text.body else Severity.WARNING)


def _is_counted(claim: Claim, counted: frozenset[str]) -> bool:
    """Tell whether « tous », « aucun », « chaque » bear on what some number of the report counts."""
    return claim.kind is not Kind.ALL or any(word.rstrip("sx") in counted for word in french.folded(claim.words).split())


def _counted(register: Register) -> frozenset[str]:
    """Return the nouns that the units of the report's indicators count, in the singular."""
    indicators = register.report.indicators.values()
    units = (word for indicator in indicators for word in french.folded(indicator.unit).split())
    return frozenset(word.rstrip("sx") for word in units if len(word) > LINKING)


_FORMS = {
    Kind.SHARE: 'of="…" in="…"',
    Kind.MULTIPLE: 'of="…" than="…"',
    Kind.TREND: 'evolution="…"',
    Kind.RANK: 'rank="table.colonne" key="…"',
    Kind.ROUGH: 'of="…"',
    Kind.COMPARISON: 'of="…" than="…"',
    Kind.ALL: 'of="…" in="…"',
}


def _form(claim: Claim) -> str:
    words = " ".join(claim.words.split())
    return f'Liez-le : [{words}]{{.claim {_FORMS[claim.kind]}}} ; ou admettez-le : [{words}]{{.literal because="…"}}.'


def _unbound(sources: Sources) -> Iterator[tuple[Text, Claim, Place]]:
    """Yield the claims of the texts that no braces bind nor admit, each with its place."""
    year = sources.report.edition.year
    labels = {indicator.at("label") for indicator in sources.report.indicators.values()}  # they name, they don't claim
    for text in sources.texts:
        if text.start in labels or not has_triggers(text.text):
            continue
        bound = answered(text)
        for paragraph in paragraphs_of(text, printed_in(sources.register)):
            for claim in claims_in(paragraph.prose, year):
                place = paragraph.place(claim.start)
                if not is_within(place, bound) and not is_within(paragraph.place(claim.end - 1), bound):
                    yield text, claim, place


def printed_in(register: Register) -> Callable[[NumberCall], str]:
    """Return what prints the calls of a text that is read as prose; a number that can't be had is read as another."""

    def printed(call: NumberCall) -> str:
        try:
            return printed_text(register.number(call.number), call)
        except (UnknownNumber, ExpressionError):
            return "12"

    return printed


def is_within(place: Place, stretches: list[tuple[Place, Place]]) -> bool:
    """Tell whether a place is inside one of several stretches."""
    return any(first <= place <= last for first, last in stretches)


def answered(text: Text) -> list[tuple[Place, Place]]:
    """Return the stretches of a text that braces bind or admit, or that a call prints."""
    spans = [*spans_in(text.text), *spans_in(text.text, ".literal")]
    calls = [found for found in calls_of(text.text) if isinstance(found, Placed)] if "{{" in text.text else []
    edges = [(span.start, span.last) for span in spans] + [(call.start, call.end - 1) for call in calls]
    return [(text.place(start), text.place(end)) for start, end in edges]
