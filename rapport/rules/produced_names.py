"""EDI14: the names from which files are produced are names that every system takes for its files."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.portable_names import LONGEST, refusal_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule
_LONGEST = LONGEST - len("output/0000/donnees/graphiques/.csv")


@rule("EDI14")
def unportable_produced_name(sources: Sources) -> Iterator[Finding]:
    """Un graphique ou une table, qui donne son nom à des fichiers produits, a un nom que Windows admet.

    Il garde « con », « prn », « aux », « nul », « com1 » à « com9 » et « lpt1 » à « lpt9 » pour lui-même.
    """
    report = sources.report
    named = {
        "graphique": {name: spec.at() for name, spec in report.charts.items()},
        "table": {name: table.spec.at() for name, table in report.tables.items()},
    }
    for kind, places in named.items():
        for name, place in places.items():
            why = refusal_of(name)
            if not why and len(name) > _LONGEST:
                why = f"il a {len(name)} signes, et Windows n'en aurait pas la place ({_LONGEST} au plus)"
            if why:
                said = f"Les fichiers produits pour « {name} » ({kind}) ne pourraient pas porter ce nom : {why}."
                yield Finding(said, place, "Donnez-lui un autre nom, ici et dans les textes.")
