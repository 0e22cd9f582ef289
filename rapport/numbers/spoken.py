"""The numbers of a report in another language: the same register, whose numbers print as that language writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rapport.ground.languages import FRENCH, LANGUAGES, Language
from rapport.ground.problems import Place
from rapport.numbers.calls import NumberCall, Placed, calls_of, printed_text
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.number import Registered
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.authored import ChartSpec
from rapport.sources.translations import AskedText, Glossary, glossary_of


class SpokenRegister(Register):
    """A register in a language: each number is asked of the French one."""

    def __init__(self, register: Register, language: Language) -> None:
        super().__init__(register.report, register.year)
        self._register = register
        self.language = language

    def number(self, ref: str) -> Registered:
        """Return the number of this name; raises as the register does."""
        return replace(self._register.number(ref), language=self.language)

    def of_year(self, year: int) -> Register:
        """Return the same report's numbers of another year."""
        return self if year == self.year else SpokenRegister(self._register.of_year(year), self.language)

    @property
    def awaited(self) -> Mapping[str, Place]:
        """Return the numbers that are still to be filled in, and where."""
        return self._register.awaited

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name."""
        return self._register.names

    @property
    def known(self) -> frozenset[str]:
        """Return the same names, to be looked up."""
        return self._register.known


def spoken(register: Register, language: Language) -> Register:
    """Return a register whose numbers are printed in a language."""
    return register if language is FRENCH else SpokenRegister(register, language)


def speaking(code: str, glossary: Glossary) -> Language:
    """Return a language with the words of an edition; what has none stays in French: a warning tells it."""

    def own(text: str, place: Place, name: bool) -> str:  # noqa: ARG001, FBT001 - as `Language` asks
        pair = glossary.pair_of(text)
        return pair.en if pair else text

    return replace(LANGUAGES[code], own=own)


def noting(code: str, register: Register, note: Callable[[AskedText], None]) -> Language:
    """Return a language that notes each text whose words in it are asked for; those that can't be printed stay in French."""
    pairs = glossary_of(register.report.translations)

    def own(text: str, place: Place, name: bool) -> str:  # noqa: FBT001 - as `Language` asks
        note(AskedText(text, place, needed=not name))
        pair = pairs.pair_of(text)
        return pair.en if pair and _is_printable(pair.en, register) else text

    return replace(LANGUAGES[code], own=own)


def _is_printable(text: str, register: Register) -> bool:
    try:
        for found in calls_of(text):
            if isinstance(found, Placed) and isinstance(found.call, NumberCall):
                printed_text(register.number(found.call.number), found.call)
    except (UnknownNumber, ExpressionError):
        return False
    return True


def spoken_spec(spec: ChartSpec, language: Language) -> ChartSpec:
    """Return what is said around a chart in a language; the highlighted label is typeset, as those of the marks are."""
    if language is not FRENCH:
        keys = ("title", "subtitle", "alt", "note")
        said = {key: language.translated(getattr(spec, key), spec.at(key)) for key in keys}
        spec = spec.model_copy(update={**said, "highlight": language.dated(spec.highlight, spec.at("highlight"))})
    return spec.model_copy(update={"highlight": language.typeset(spec.highlight)})
