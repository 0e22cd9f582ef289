"""CHA10: values that a drawing can't show beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapport.ground import french
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.charts import sound_charts
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow

_LENGTHS = frozenset({"bars", "multiples", "timeline"})  # kinds whose marks are as long as their numbers
_LEAST = 1_000_000  # times smaller than the largest: a line of the page's width has less than a thousandth of a point
_MOMENTS = 2


@SOURCE_RULES.rule("CHA10")
def faint_mark(sources: Sources) -> Iterator[Finding]:
    """Chaque valeur d'un graphique se voit : aucune n'est un million de fois plus petite, « before_after » a deux moments."""
    for name, spec, rows in sources.once(sound_charts):
        if spec.kind in _LENGTHS:
            yield from _too_short(name, spec, rows, sources)
        moments = list(dict.fromkeys(row.group for row in rows))
        if spec.kind == "before_after" and len(moments) > _MOMENTS:
            said = f"Graphique « {name} » : la colonne « {spec.group} » a {len(moments)} moments ; deux se comparent."
            hint = f"Choisissez-en deux par « where: », parmi {french.listed(moments)}, ou prenez « kind: multiples »."
            yield Finding(said, spec.at("group"), hint)


def _too_short(name: str, spec: ChartSpec, rows: Sequence[ChartRow], sources: Sources) -> Iterator[Finding]:
    most = max((abs(row.value) for row in rows), default=0)
    for row in rows:
        if row.ref and 0 < abs(row.value) * _LEAST < most:
            said = f"Graphique « {name} » : à côté de la plus longue, la barre de « {row.category} » ne se verrait pas."
            hint = "Vérifiez ce nombre et son unité ; s'il est juste, retirez cette ligne (« where: »), ou prenez un tableau."
            yield Finding(said, sources.register.number(row.ref).place, hint, ((spec.at(), "le graphique"),))
