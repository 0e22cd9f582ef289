"""AFF: what the texts claim in words and bind to the data is true; what they claim and don't bind is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError, Place, Severity
from rapport.numbers.calls import NumberCall, Placed, calls_of, printed_text
from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.since import Surroundings
from rapport.numbers.claims.verdicts import ClaimError, Outcome, Verdict
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.authored import Assertion
from rapport.sources.model import SEVERITIES
from rapport.sources.spans import Span, bared, spans_in, stray_in
from rapport.sources.texts import Text

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
        return _on_one_line(self.span.words)


def bound_claims(sources: Sources) -> Iterator[Bound]:
    """Yield the bound claims of every authored text."""
    for text in claiming(sources):
        for span in spans_in(text.text):
            yield Bound(span, text)


def claiming(sources: Sources) -> Iterator[Text]:
    """Yield every text that may claim something: those that readers read, and whatever other key has the marks of a claim."""
    yield from sources.texts
    if marked := sources.marked:
        read = {text.start for text in sources.texts if not text.body}
        yield from (text for text in marked if text.start not in read)


@rule("AFF01", text_by_text=True)
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
    from rapport.rules.assertions import contradicted, is_true, named  # noqa: PLC0415 - Jinja2, for such a claim alone

    assertion = _named_rule(bound.span.attributes["rule"], sources)
    if is_true(assertion, sources.register):
        return None
    said = f"« {bound.words} » est faux. {contradicted(assertion, sources.register)}"
    places = ((assertion.at("assert"), f"la règle « {assertion.id} »"), *named(assertion, sources.register))
    return Finding(said, bound.place, "Corrigez les mots, ou les chiffres.", places, SEVERITIES[assertion.severity])


def _judged(bound: Bound, register: Register) -> Verdict:
    return judge(bound.span.attributes, _printed(bound.span.words, register), register, _around(bound, register))


def _around(bound: Bound, register: Register) -> Surroundings:
    """Return what stands before and after the words of a claim in their paragraph, as it is read."""
    text, span = bound.text.text, bound.span
    before, after = _BLANK.split(text[: span.start])[-1], _BLANK.split(text[span.end :], maxsplit=1)[0]
    try:
        return Surroundings(_printed(before, register), _printed(after, register))
    except (UnknownNumber, ExpressionError):  # told of the number itself
        return Surroundings(_unmarked(before), _unmarked(after))


_BLANK = regex(r"\n[ \t>]*\n")


def _printed(words: str, register: Register) -> str:
    """Return the words of a claim as they are read: without marks, numbers printed."""
    for found in reversed(calls_of(words)):
        if isinstance(found, Placed) and isinstance(found.call, NumberCall):
            words = words[: found.start] + printed_text(register.number(found.call.number), found.call) + words[found.end :]
    return _on_one_line(words)


def _on_one_line(words: str) -> str:
    return " ".join(_LINE.sub(" ", _unmarked(words)).split())


_LINE = regex(r"\n[ \t>]*")  # its end, and what the next one of a list or a quotation begins with


def _unmarked(words: str) -> str:
    return bared(words).replace("*", "").replace("_", " ")


@rule("AFF02", text_by_text=True)
def unreadable_claim(sources: Sources) -> Iterator[Finding]:
    """Une affirmation liée nomme des chiffres qui existent, et dit des mots dont le sens est connu."""
    for text in claiming(sources):
        for offset in stray_in(text.text):
            hint = 'Écrivez [vos mots]{.claim of="famille.nom" in="famille.total"}.'
            said = "« .claim » ne suit pas des mots entre crochets, ou ses accolades ne se ferment pas."
            yield Finding(said, text.place(offset), hint)
    for bound in bound_claims(sources):
        if (error := _fault_of(bound, sources)) is not None:
            edition = sources.report.edition
            if error.unknown:
                said = f"« {bound.words} » ne peut pas être vérifié. {error.message}"
                yield Finding(said, bound.place, "Retirez ces mots : personne ne connaît le chiffre qui les prouverait.")
            elif error.awaited == edition.year and "EDI07" in edition.severities:  # a draft prints it all the same
                said = f"« {bound.words} » ne peut pas encore être vérifié : un chiffre qui le prouve est à renseigner."
                yield Finding(said, bound.place, severity=Severity.INFO)
            else:
                yield Finding.of(error, bound.place)


def is_awaited(bound: Bound, sources: Sources) -> bool:
    """Tell whether a claim waits for a value of the edition's year."""
    error = _fault_of(bound, sources)
    return error is not None and error.awaited == sources.report.edition.year


def _fault_of(bound: Bound, sources: Sources) -> AuthorError | None:
    """Return why a claim can't be judged."""
    try:
        if fault := _malformed(bound.span):
            return fault
        if "rule" in bound.span.attributes:
            from rapport.rules.assertions import is_true  # noqa: PLC0415 - as above

            is_true(_named_rule(bound.span.attributes["rule"], sources), sources.register)
        else:
            _judged(bound, sources.register)
    except _Unjudged as error:
        return error
    return None


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
