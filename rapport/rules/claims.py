"""AFF: what the texts claim in words, held to the data; years that are the edition's, typed by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapport import french
from rapport.authored import Assertion
from rapport.calls import NumberCall, Placed, ValueCall, calls_of, printed_text
from rapport.claims.judging import ClaimError, Outcome, Verdict, judge
from rapport.claims.meaning import Kind
from rapport.claims.spans import Span, bared, spans_in
from rapport.claims.spotting import Claim, claims_in, has_triggers, sentences_of
from rapport.expressions import ExpressionError
from rapport.formulas import evaluate
from rapport.language.prose import Paragraph, paragraphs_of
from rapport.problems import Place, Severity
from rapport.register import Register, UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.numbers import LINKING
from rapport.texts import Text
from rapport.years import absolute

rule = SOURCE_RULES.rule


@dataclass(frozen=True)
class Bound:
    """A bound claim, the text that it stands in, and its place."""

    span: Span
    text: Text

    @property
    def place(self) -> Place:
        """Return the place of its first word."""
        return self.text.place(self.span.first)


def bound_claims(sources: Sources) -> Iterator[Bound]:
    """Yield the bound claims of every authored text."""
    for text in sources.texts:
        for span in spans_in(text.text):
            yield Bound(span, text)


@rule("AFF01")
def false_claim(sources: Sources) -> Iterator[Finding]:
    """Une affirmation liée à ses chiffres, [près de la moitié]{.claim of="…" in="…"}, est vraie ; à 1 % d'une borne, elle est douteuse."""
    for bound in bound_claims(sources):
        if _malformed(bound.span):
            continue
        try:
            verdict = _judged(bound.span, sources)
        except (ClaimError, UnknownNumber, ExpressionError):
            continue  # told by AFF02
        if verdict.outcome is not Outcome.TRUE:
            yield _told(bound, verdict)


def _judged(span: Span, sources: Sources) -> Verdict:
    if "rule" in span.attributes:
        return _held(span, sources)
    return judge(span, _printed(span.words, sources.register), sources.register)


def _held(span: Span, sources: Sources) -> Verdict:
    """Return the verdict of an assertion of `data/rules.yml` that a claim names."""
    assertion = _assertion(span.attributes["rule"], sources)
    functions = {"value": sources.register.quantity, "total": sources.register.total}
    holds = bool(evaluate(assertion.assert_, functions))
    place = ((assertion.at("assert"), f"la règle « {assertion.id} »"),)
    return Verdict(Outcome.TRUE if holds else Outcome.FALSE, assertion.because, "le contraire", places=place)


def _assertion(name: str, sources: Sources) -> Assertion:
    known = {assertion.id: assertion for assertion in sources.report.assertions}
    if name not in known:
        near = french.listed([f"« {one} »" for one in list(known)[:8]], "ou")
        raise ClaimError(f"Aucune règle de data/rules.yml ne s'appelle « {name} ».", f"Règles connues : {near or 'aucune'}.")
    return known[name]


def _told(bound: Bound, verdict: Verdict) -> Finding:
    words = " ".join(bared(bound.span.words).split())
    doubtful = verdict.outcome is Outcome.DOUBTFUL
    said = f"« {words} » {'est à la limite' if doubtful else 'est faux'} : ces mots veulent dire {verdict.means} ; les données disent {verdict.found}."
    hint = f"Seraient justes : « {verdict.instead} »." if verdict.instead else "Corrigez les mots, ou le chiffre."
    return Finding(said, bound.place, hint, verdict.places, severity=Severity.WARNING if doubtful else None)


def _printed(words: str, register: Register) -> str:
    """Return the words of a claim as they are read: without marks, numbers printed."""
    words = bared(words)
    for found in reversed(calls_of(words)):
        if isinstance(found, Placed) and isinstance(found.call, NumberCall):
            words = words[: found.start] + printed_text(register.number(found.call.number), found.call) + words[found.end :]
    return words.replace("*", "").replace("_", " ")


@rule("AFF02")
def unreadable_claim(sources: Sources) -> Iterator[Finding]:
    """Une affirmation liée nomme des chiffres qui existent, et dit des mots dont le sens est connu."""
    for bound in bound_claims(sources):
        try:
            if fault := _malformed(bound.span):
                raise fault
            _judged(bound.span, sources)
        except (ClaimError, UnknownNumber, ExpressionError) as error:
            yield Finding(error.message, bound.place, error.hint)


def _malformed(span: Span) -> ClaimError | None:
    if span.nested:
        return ClaimError("Une affirmation est prise dans une autre.", "Séparez-les : chacune a ses crochets et ses accolades.")
    if span.unread:
        return ClaimError(
            f"« {span.unread} » n'est pas compris entre les accolades.", 'Écrivez nom="valeur", par exemple of="famille.nom".'
        )
    if not span.words.strip():
        return ClaimError("Cette affirmation n'a pas de mots.", "Écrivez-les entre les crochets.")
    if "rule" in span.attributes and len(span.attributes) > 1:
        return ClaimError("« rule= » suffit : la règle dit déjà ce qu'elle compare.", "Retirez les autres noms.")
    return None


_SHOWN = frozenset({"title", "subtitle", "kicker", "lead", "sentence", "alt", "part"})  # keys that are read before all others


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


def _form(claim: Claim) -> str:
    names = {
        Kind.SHARE: 'of="…" in="…"', Kind.MULTIPLE: 'of="…" than="…"', Kind.TREND: 'evolution="…"', Kind.RANK: 'rank="table.colonne" key="…"',
        Kind.ROUGH: 'of="…"', Kind.COMPARISON: 'of="…" than="…"', Kind.ALL: 'of="…" in="…"',
    }  # fmt: skip
    words = " ".join(claim.words.split())
    return f'Liez-le : [{words}]{{.claim {names[claim.kind]}}} ; ou admettez-le : [{words}]{{.literal because="…"}}.'


def _unbound(sources: Sources) -> Iterator[tuple[Text, Claim, Place]]:
    """Yield the claims of the texts that no braces bind nor admit, each with its place."""
    year = sources.report.edition.year
    labels = {indicator.at("label") for indicator in sources.report.indicators.values()}  # they name, they don't claim
    for text in sources.texts:
        if text.start in labels or not has_triggers(text.text):
            continue
        bound = _answered(text)
        for paragraph in paragraphs_of(text, _printed_in(sources.register)):
            for claim in claims_in(paragraph.prose, year):
                place = paragraph.place(claim.start)
                if not _within(place, bound):
                    yield text, claim, place


def _printed_in(register: Register) -> Callable[[NumberCall], str]:
    def printed(call: NumberCall) -> str:
        try:
            return printed_text(register.number(call.number), call)
        except (UnknownNumber, ExpressionError):
            return "12"

    return printed


def _within(place: Place, stretches: list[tuple[Place, Place]]) -> bool:
    return any(first <= place <= last for first, last in stretches)


def _answered(text: Text) -> list[tuple[Place, Place]]:
    """Return the stretches of a text that braces bind or admit, or that a call prints."""
    spans = [*spans_in(text.text), *(spans_in(text.text.replace(".literal", ".claim  ")) if ".literal" in text.text else ())]
    calls = [found for found in calls_of(text.text) if isinstance(found, Placed)] if "{{" in text.text else []
    edges = [(span.start, span.last) for span in spans] + [(call.start, call.end - 1) for call in calls]
    return [(text.place(start), text.place(end)) for start, end in edges]


@rule("AFF04", Severity.WARNING)
def number_of_another_year(sources: Sources) -> Iterator[Finding]:
    """Une phrase qui se dit d'une année donne les chiffres de cette année-là."""
    own = sources.report.edition.year
    for text, paragraph in _dated_paragraphs(sources):
        calls = [(text.place(found.start), found.call) for found in calls_of(text.text)
                 if isinstance(found, Placed) and isinstance(found.call, ValueCall) and not found.call.statement]  # fmt: skip
        for sentence in sentences_of(paragraph.prose) if calls else ():
            first, last = paragraph.place(sentence.start), paragraph.place(sentence.end - 1)
            named = {year for year, _, _ in sentence.years}
            for place, call in calls:
                year = absolute(call.year, own) if call.year else own
                if first <= place <= last and max(named) < year:  # a year to come is a date
                    yield _parted(call, year, named, own, place)


def _parted(call: ValueCall, year: int, named: set[int], own: int, place: Place) -> Finding:
    said = french.listed(list(map(str, sorted(named))))
    wanted = max(named)
    back = f'{{{{ value("{call.ref}", year={wanted - own if wanted < own else wanted}) }}}}'
    hint = f"Si la phrase parle de {year}, écrivez {{{{ year({year - own or ''}) }}}} au lieu de {wanted} ; sinon {back}."
    return Finding(f"La phrase se dit de {said}, mais « {call.ref} » y est celui de {year}.", place, hint)


@rule("AFF05", Severity.INFO)
def typed_year(sources: Sources) -> Iterator[Finding]:
    """L'année de l'édition s'écrit {{ year() }} : tapée à la main, elle resterait l'an prochain ; celle d'avant, un avertissement."""
    own = sources.report.edition.year
    sourced = {model.at("source") for models in (sources.report.indicators, sources.report.charts) for model in models.values()}
    sourced |= {table.spec.at("source") for table in sources.report.tables.values()}
    for text, paragraph in _dated_paragraphs(sources):
        if text.start in sourced:
            continue
        bound = _answered(text)
        for sentence in sentences_of(paragraph.prose):
            for year, start, end in sentence.years:
                place = paragraph.place(start)
                if year not in {own, own - 1} or paragraph.prose[start:end] != str(year) or _within(place, bound):
                    continue
                call = f"{{{{ year({'' if year == own else -1}) }}}}"
                said = f"« {year} » est tapé à la main : c'est l'année {'du rapport' if year == own else 'précédente'}."
                hint = f"Écrivez {call} : il suivra l'édition. Une date qui ne change pas s'admet : [{year}]{{.literal because=\"…\"}}."
                yield Finding(said, place, hint, severity=None if year == own else Severity.WARNING)


def _dated_paragraphs(sources: Sources) -> Iterator[tuple[Text, Paragraph]]:
    """Yield the paragraphs that may name a year, with their texts."""
    for text in sources.texts:
        if _DATED.search(text.text):
            for paragraph in paragraphs_of(text, _printed_in(sources.register)):
                yield text, paragraph


_DATED = re.compile(r"\b20\d\d\b")
