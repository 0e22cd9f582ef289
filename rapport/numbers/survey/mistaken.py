"""Numbers of those who answered, taken for those of the whole network: in formulas, totals, calls and sentences.

A number of neither kind that declares its panel is left to ``numbers.mixing``, which holds declared panels together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import operands_of
from rapport.numbers.in_time import bare
from rapport.sources.authored import Indicator
from rapport.sources.model import Report
from rapport.sources.surveyed import panel_of
from rapport.sources.texts import Text

PANEL, NETWORK = "panel", "network"
_HINT = "Dites-le des structures qui ont répondu, ou comparez deux nombres de l'enquête."
_BRACES = regex(r"\{\{[^{}]*\}\}|\{[^{}\n]*\.claim[^{}\n]*\}")
_QUOTED = regex(r'"([a-z0-9_]+(?:\.[^"\s]+)+)"')
_SENTENCE = regex(r"(?:\{\{[^{}]*\}\}|\{[^{}]*\}|[^.!?\n]|\.(?=\d))+")
_OF_ALL = regex(
    r"\b(?:le|du|au|notre) reseau\b|\bl ensemble d(?:es|e nos) (?:adherent|structure|entreprise|membre)"
    r"|\b(?:tous|toutes) (?:les|nos) (?:adherent|structure|entreprise|membre)|\bnos adherents\b|\bles adherents\b"
)
_OF_PANEL = regex(r"\bpanel|\brepond|\brepondu|\benquete|\bobservatoire|\binterroge|\bechantillon")


class _Kinds:
    """Which numbers are a panel's, which are the network's; a count of those who answered is neither."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._known: dict[str, frozenset[str]] = {}

    def of(self, ref: str) -> frozenset[str]:
        """Return whose numbers a number is, or is calculated from."""
        ref = bare(ref)
        if ref not in self._known:
            self._known[ref] = frozenset()  # a formula that turns in a ring is told elsewhere
            self._known[ref] = self._found(ref)
        return self._known[ref]

    def _found(self, ref: str) -> frozenset[str]:
        indicator = self.report.indicators.get(ref)
        if indicator is not None:
            return self._of_indicator(indicator)
        table = self.report.tables.get(ref.partition(".")[0])
        column = table.spec.columns.get(ref.rpartition(".")[2]) if table else None
        if table is None or column is None or column.unit == "%":
            return frozenset()
        return self._asked(column.from_) if column.from_ else frozenset() if table.spec.panel else frozenset({NETWORK})

    def _of_indicator(self, indicator: Indicator) -> frozenset[str]:
        if indicator.formula:
            try:
                return frozenset().union(*map(self.of, operands_of(indicator.formula)))
            except ExpressionError:
                return frozenset()
        if indicator.from_:
            return self._asked(indicator.from_)
        return frozenset() if indicator.constant or indicator.panel or indicator.unit == "%" else frozenset({NETWORK})

    def _asked(self, name: str) -> frozenset[str]:
        return frozenset({PANEL}) if panel_of(name, self.report.surveys) else frozenset()


def mistaken_in(report: Report, texts: Sequence[Text]) -> Iterator[tuple[str, Place, str]]:
    """Yield what is told (French) of each mixture, its place, and what to do."""
    if not report.surveys:
        return
    kinds = _Kinds(report)
    both = frozenset({PANEL, NETWORK})
    for name, indicator in report.indicators.items():
        if indicator.formula and kinds.of(name) == both:
            yield f"« {name} » calcule avec des nombres du panel et des nombres du réseau.", indicator.at("formula"), _HINT
        parts = (indicator.total_of,) if isinstance(indicator.total_of, str) else indicator.total_of
        of = frozenset().union(*(kinds.of(part) for part in parts if part))
        if parts and of | kinds.of(name) == both and not indicator.formula:
            yield f"« {name} » est le total de nombres qui ne sont pas des mêmes structures.", indicator.at("total_of"), _HINT
    for text in texts:
        yield from _mistaken_in_text(text, kinds, both)


def _mistaken_in_text(text: Text, kinds: _Kinds, both: frozenset[str]) -> Iterator[tuple[str, Place, str]]:
    if '"' not in text.text:
        return
    for found in _BRACES.finditer(text.text):
        refs = _QUOTED.findall(found[0])
        if len(refs) > 1 and frozenset().union(*map(kinds.of, refs)) == both:
            names = french.listed([f"« {ref} »" for ref in refs])
            yield f"{names} : l'un est du panel, l'autre du réseau.", text.place(found.start()), _HINT
    for found in _SENTENCE.finditer(text.text):
        refs = [ref for ref in _QUOTED.findall(found[0]) if kinds.of(ref) == frozenset({PANEL})]
        words = french.folded(_BRACES.sub(" ", found[0])) if refs else ""
        if refs and _OF_ALL.search(words) and not _OF_PANEL.search(words):
            said = f"« {refs[0]} » est un nombre des structures qui ont répondu : la phrase le dit de tout le réseau."
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield said, text.place(start), _HINT
