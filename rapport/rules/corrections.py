"""COR: a version that corrects a published one lists what it corrects, all of it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapport.ground.problems import BuildStopped, Place
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.kept import root_of
from rapport.sources.manifest import altered
from rapport.sources.reading import load
from rapport.sources.reading.last_edition import FOLDER
from rapport.sources.versions import CORRECTIONS, earlier_versions, is_kept

if TYPE_CHECKING:  # comparisons, for an edition that has another before it alone
    from rapport.team.comparison.corrections import VersionCorrection

_NAMED = 3
_AGAIN = "Lancez « python build.py correct » : il écrit la liste."


@shared
def _corrections(sources: Sources) -> tuple[VersionCorrection, ...] | None:
    """Return what the edition corrects of the version before it; nothing of a first one, None when that can't be read."""
    report = sources.report
    elders = earlier_versions(root_of(sources), report.edition.year)
    if not elders:
        return ()
    try:
        before, _ = load(elders[-1])
    except BuildStopped:
        return None
    from rapport.team.comparison.corrections import corrections_between  # noqa: PLC0415 - for such an edition alone

    return () if before.edition.version == report.edition.version else corrections_between(before, report)


def _is_as_released(sources: Sources) -> bool:
    """Tell whether a version that corrects another is just what was published of it."""
    report = sources.report
    if not earlier_versions(root_of(sources), report.edition.year):
        return False
    from rapport.team.editions.published import is_release  # noqa: PLC0415 - for such an edition alone

    return not altered(report.root, FOLDER) if is_kept(report.root) else is_release(report)


@SOURCE_RULES.rule("COR01")
def unlisted_correction(sources: Sources) -> Iterator[Finding]:
    """Une version corrigée dit tout ce que les lecteurs voient changer depuis la précédente, avec ce qui était publié.

    Nombres, phrases, graphiques, lignes de listes, liens, images, couverture, sources et libellés des nombres. La liste est
    celle de data/tables/corrections.csv, que « python build.py correct » écrit ; elle ne dit rien d'autre.
    """
    if _is_as_released(sources):  # its list was proved then; rules that compare otherwise since ask for no other
        return
    found = sources.once(_corrections)
    if not found and found is not None and CORRECTIONS not in sources.report.tables:
        return
    from rapport.team.editions.correcting import cells_of, is_listed, listed_rows  # noqa: PLC0415 - as above

    if found is None:
        said = "La version précédente ne se lit pas : ce que celle-ci corrige ne peut pas être vérifié."
        yield Finding(
            said, sources.report.edition.at("version"), "Remettez ses fichiers (editions/) tels qu'ils ont été publiés."
        )
        return
    rows = listed_rows(sources.report)
    if missing := [one for one in found if not is_listed(one, rows)]:
        count, named = len(missing), " ; ".join(one.where for one in missing[:_NAMED])
        what = "Une correction manque à la liste, ou n'y est plus à jour"
        what = f"{count} corrections manquent à la liste, ou n'y sont plus à jour" if count > 1 else what
        place = next((row.place for row in rows.values()), Place("report.yml"))
        yield Finding(f"{what} : {named}{'…' if count > _NAMED else ''}.", place, _AGAIN)
    known = {cells_of(one)["name"] for one in found}
    for name, row in rows.items():
        if name not in known:
            yield Finding(f"La liste des corrections dit un changement qui n'en est pas un : « {name} ».", row.place, _AGAIN)
