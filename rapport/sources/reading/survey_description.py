"""Whether a survey's description holds together: columns that exist, of the kind that each calculation needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile

from rapport.ground import french
from rapport.ground.near import meant
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.panel import Member
from rapport.sources.reading.entries import NAME, misnamed
from rapport.sources.survey import QUANTILES, Statistic, SurveySpec

_NETWORK = ("type", "region")


def faults_of(name: str, spec: SurveySpec, known: Mapping[str, SurveySpec]) -> Iterator[Problem]:
    """Yield what is wrong in the description of a survey, without its register."""
    yield from _answers_of_another(name, spec, known)
    for column, asked in spec.columns.items():
        if not NAME.fullmatch(column):
            yield misnamed(column, "colonne", spec.at("columns", column))
        if asked.kind == "choice" and not asked.allowed:
            yield _fault(f"« {column} » est un choix sans réponses admises.", asked.at(), "Listez-les : « allowed: ».")
    for total in spec.totals:
        wanted = [*total.parts, *([total.equals] if isinstance(total.equals, str) else [])]
        yield from _unknown(spec, wanted, total.at(), numeric=True)
    for named, statistic in spec.statistics.items():
        if not NAME.fullmatch(named):
            yield misnamed(named, "statistique", statistic.at())
        yield from _faults_of_statistic(spec, named, statistic)
    if spec.previous and (spec.previous not in known or spec.previous == name):
        yield _fault(f"L'enquête « {spec.previous} » n'est pas dans ce fichier.", spec.at("previous"))
    if any(statistic.compute in QUANTILES for statistic in spec.statistics.values()):
        if spec.quantile is None:
            hint = "Ajoutez par exemple « quantile: 7 », celle des tableurs : deux définitions donnent deux médianes."
            yield _fault("Une médiane est demandée, sans dire sa définition.", spec.at(), hint)
        if spec.secrecy.groups is None or len(spec.secrecy.because) < 8:  # noqa: PLR2004 - as a waiver's reason
            hint = "Sous « secrecy: », écrivez « groups: » et « because: », la raison."
            yield _fault("Une médiane est demandée, sans dire à partir de combien de structures.", spec.at("secrecy"), hint)


def _answers_of_another(name: str, spec: SurveySpec, known: Mapping[str, SurveySpec]) -> Iterator[Problem]:
    """Yield the files that a survey before it reads for the same year: the secrecy of one knows nothing of the other."""
    for other, before in takewhile(lambda item: item[0] != name, known.items()):
        taken = {(file.file, french.folded(file.sheet)) for file in before.files} if before.year == spec.year else set()
        for file in spec.files:
            if (file.file, french.folded(file.sheet)) in taken:
                said = f"« {file.file} » est déjà lu par l'enquête « {other} » : ce que l'une publie ferait retrouver "
                yield _fault(
                    f"{said}ce que l'autre cache.", spec.at("files"), "Mettez leurs statistiques dans une seule enquête."
                )


def _faults_of_evolution(spec: SurveySpec, named: str, statistic: Statistic) -> Iterator[Problem]:
    known = [name for name, other in spec.statistics.items() if other.compute in {"count", "sum", "mean"}]
    if len(statistic.of) != 1 or statistic.of[0] not in known:
        hint = f"« of: » nomme une statistique count, sum ou mean : {', '.join(known) or 'aucune'}."
        yield _fault(f"« {named} » est l'évolution de quoi ?", statistic.at("of"), hint)
    if not spec.previous:
        yield _fault(f"« {named} » se compare à l'an dernier.", statistic.at(), "Dites à quelle enquête : « previous: ».")
    for key in ("by", "where", "among", "to_100"):
        if getattr(statistic, key):
            yield _fault("Une évolution a les groupes de la statistique dont elle est l'évolution.", statistic.at(key))


def _faults_of_statistic(spec: SurveySpec, named: str, statistic: Statistic) -> Iterator[Problem]:
    compute, of = statistic.compute, statistic.of
    if compute == "evolution":
        yield from _faults_of_evolution(spec, named, statistic)
        return
    choice = [column for column in of if column in spec.columns and spec.columns[column].kind == "choice"]
    if not of and compute != "count":
        yield _fault(f"« {named} » ne dit pas de quelle colonne elle se calcule.", statistic.at(), "Ajoutez « of: ».")
    yield from _unknown(spec, of, statistic.at("of"), numeric=compute not in {"count", "share"})
    yield from _unknown(spec, [statistic.among] if statistic.among else [], statistic.at("among"), numeric=True)
    yield from _faults_of_share(named, statistic, choice)
    if statistic.weights != "none":
        yield from _unknown(spec, [statistic.weights], statistic.at("weights"), numeric=True)
        if compute in QUANTILES:
            yield _fault("Une médiane n'est pas pondérée : sa définition ne le serait pas.", statistic.at("weights"))
    for dimension, values in statistic.where.items():
        column = spec.columns.get(dimension)
        for value in values if column and column.kind == "choice" else ():
            if column and value not in column.allowed:
                hint = meant(value, column.allowed) or f"Admises : {', '.join(column.allowed)}."
                yield _fault(f"« {value} » n'est pas une réponse de « {dimension} ».", statistic.at("where", dimension), hint)
    for dimension in (*statistic.by, *statistic.where):
        if dimension in spec.columns and spec.columns[dimension].kind != "choice":
            yield _fault(f"« {dimension} » n'est pas un choix : elle ne fait pas de groupes.", statistic.at("by"))
    if len(set(statistic.by)) < len(statistic.by):
        yield _fault(f"« {named} » groupe deux fois selon la même chose.", statistic.at("by"))


def _faults_of_share(named: str, statistic: Statistic, choice: Collection[str]) -> Iterator[Problem]:
    if statistic.compute == "share" and choice and (len(statistic.of) > 1 or statistic.among):
        yield _fault("La part de chaque réponse d'un choix ne se rapporte à aucune autre colonne.", statistic.at("of"))
    if statistic.compute == "share" and len(statistic.of) == 1 and not choice and not statistic.among:
        yield _fault(f"« {named} » est une part de quoi ?", statistic.at(), "Ajoutez « among: », ou une liste sous « of: ».")
    if statistic.to_100 and (statistic.compute != "share" or not (choice or (len(statistic.of) > 1 and not statistic.among))):
        yield _fault("Seules les parts d'un même tout font 100.", statistic.at("to_100"))


def unknown_groups(spec: SurveySpec, members: Mapping[str, Member]) -> Iterator[Problem]:
    """Yield the groups of statistics, and of the members asked, of which neither the register nor the survey says anything."""
    fields = next(iter(members.values())).fields if members else {}
    choices = [name for name, column in spec.columns.items() if column.kind == "choice"]
    known = [*_NETWORK, *fields]
    for dimension, values in spec.members.asked.items():
        if dimension not in known:
            yield _fault(f"Le registre n'a pas de colonne « {dimension} ».", spec.members.at("asked"), meant(dimension, known))
        else:
            yield from _of_nobody(dimension, values, members, spec.members.at("asked"))
    for statistic in spec.statistics.values():
        for key, dimensions in (("by", statistic.by), ("where", tuple(statistic.where))):
            for dimension in dimensions:
                if dimension not in {*known, *choices, *spec.columns}:
                    hint = meant(dimension, [*known, *choices]) or f"Groupes : {', '.join([*known, *choices])}."
                    yield _fault(f"Ni le registre ni l'enquête n'ont de « {dimension} ».", statistic.at(key), hint)
        for dimension in (one for one in statistic.where if one in known and one not in spec.columns):
            yield from _of_nobody(dimension, statistic.where[dimension], members, statistic.at("where", dimension))


def _of_nobody(dimension: str, values: Collection[str], members: Mapping[str, Member], place: Place) -> Iterator[Problem]:
    """Yield the values of a dimension that no member has: a group is empty because of a slip."""
    there = dict.fromkeys(value for member in members.values() if (value := member.value_of(dimension)))
    for value in values:
        if value not in there:
            hint = meant(value, there) or f"Valeurs : {', '.join(there)}."
            yield _fault(f"Aucun adhérent du registre n'a « {value} » pour « {dimension} ».", place, hint)


def split_groups(spec: SurveySpec, members: Mapping[str, Member]) -> Iterator[Problem]:
    """Yield the groups that the register spells in two ways: they would be two, and each too small by the other."""
    own = [*spec.members.asked, *(one for statistic in spec.statistics.values() for one in (*statistic.by, *statistic.where))]
    for dimension in dict.fromkeys([*_NETWORK, *(one for one in own if one not in spec.columns)]):
        spelled: dict[str, Counter[str]] = {}
        first: dict[str, Place] = {}
        for member in members.values():
            if value := member.value_of(dimension):
                spelled.setdefault(french.folded(value), Counter())[value] += 1
                first.setdefault(value, member.place)
        for ways in spelled.values():
            (usual, times), *others = ways.most_common()
            for other, count in others:
                said = f"« {other} » ({count} adhérent{'s' * (count > 1)}) et « {usual} » ({times}) feraient deux groupes."
                related = ((first[usual], usual),)
                yield Problem("LEC13", Severity.ERROR, said, first[other], f"Écrivez partout « {usual} ».", related)


def _unknown(spec: SurveySpec, columns: Collection[str], place: Place, *, numeric: bool) -> Iterator[Problem]:
    for column in columns:
        if column not in spec.columns:
            hint = meant(column, spec.columns) or f"Colonnes : {', '.join(spec.columns)}."
            yield _fault(f"L'enquête n'a pas de colonne « {column} ».", place, hint)
        elif numeric and spec.columns[column].kind != "number":
            yield _fault(f"« {column} » n'est pas une colonne de nombres.", place)


def _fault(said: str, place: Place, hint: str = "") -> Problem:
    return Problem("LEC06", Severity.ERROR, said, place, hint)
