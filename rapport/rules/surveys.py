"""ENQ: the surveys (`data/surveys.yml`), what the report takes of them, and what nobody may find again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.ground import french
from rapport.ground.near import meant
from rapport.ground.problems import Place, Severity
from rapport.numbers.survey.mistaken import mistaken_in
from rapport.numbers.survey.oddities import oddities_in
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.sources.model import Report
from rapport.sources.panel import PREFIX, SurveyCell
from rapport.sources.survey import FILE
from rapport.sources.survey_locked import LOCK
from rapport.sources.surveyed import asked_of_row, survey_of
from rapport.sources.waiver import WAIVING

if TYPE_CHECKING:  # numpy and a solver, for an edition that has answers alone
    from rapport.numbers.survey.secrecy import Protection

rule = SOURCE_RULES.rule
_AGAIN = "Relancez « python build.py survey »."
_NAMED = 3  # numbers named in a message


@shared
def _protections(sources: Sources) -> Mapping[str, Protection]:
    """Return the surveys whose answers are at hand, calculated again."""
    there = {name: panel for name, panel in sources.report.surveys.items() if panel.at_hand}
    if not there:
        return {}
    from rapport.numbers.survey.secrecy import protected  # noqa: PLC0415

    return {name: protected(panel) for name, panel in there.items()}


@rule("ENQ01")
def unknown_statistic(sources: Sources) -> Iterator[Finding]:
    """Un nombre qui vient d'une enquête (« from: ») nomme une statistique qu'elle publie, pour un groupe qu'elle a."""
    for name, place, year in _asked(sources.report):
        of = survey_of(name, sources.report.surveys)
        if not of:
            known = [f"{PREFIX}{one}" for one in sources.report.surveys]
            hint = meant(name.rpartition(".")[0], known) or f"Décrivez l'enquête dans {FILE}."
            yield Finding(f"« {name} » ne nomme aucune enquête.", place, hint)
            continue
        panel = sources.report.surveys[of]
        if year is None and panel.spec.year != sources.report.edition.year:
            said = f"L'enquête « {of} » porte sur {panel.spec.year}, le rapport sur {sources.report.edition.year}."
            yield Finding(said, place, f"Décrivez celle de l'année dans {FILE}, et nommez-la ici.")
        if name in panel.published:
            continue
        statistic = name.removeprefix(f"{PREFIX}{of}.").partition(".")[0]
        if statistic not in panel.spec.statistics:
            hint = meant(statistic, panel.spec.statistics) or f"Statistiques : {', '.join(panel.spec.statistics)}."
            yield Finding(f"L'enquête « {of} » n'a pas de statistique « {statistic} ».", place, hint)
        else:
            groups = [ref for ref, cell in panel.published.items() if cell.statistic == statistic]
            hint = meant(name, groups) or (f"Groupes : {', '.join(groups[:_NAMED])}…" if groups else _AGAIN)
            yield Finding(f"« {name} » n'est pas parmi ce que l'enquête publie.", place, hint)


def _asked(report: Report) -> Iterator[tuple[str, Place, int | None]]:
    """Yield the name of each cell that is asked for, where, and the year of the row that asks for it."""
    for indicator in report.indicators.values():
        if indicator.from_:
            yield indicator.from_, indicator.at("from"), None
    for table in report.tables.values():
        for column in table.spec.columns.values():
            of = survey_of(column.from_, report.surveys)
            if column.from_ and not of:
                yield column.from_, column.at("from"), None
            for row in table.of_year(report.surveys[of].spec.year) if of else ():
                yield asked_of_row(column, row), row.place, row.year


@rule("ENQ02")
def outdated_statistics(sources: Sources) -> Iterator[Finding]:
    """Ce qui est publié d'une enquête est ce que l'on calcule des réponses que l'on a, telle qu'elle est décrite."""
    for name, protection in sources.once(_protections).items():
        panel = sources.report.surveys[name]
        now = {cell.ref: cell for cell in protection.cells}
        if (panel.lock.asked, panel.lock.answered) != (len(panel.asked), protection.frame.size) and panel.published:
            several = protection.frame.size > 1
            said = f"« {name} » : {protection.frame.size} structure{'s' * several} sur {len(panel.asked)} "
            said += f"{'ont' if several else 'a'} répondu, et non "
            said += f"{panel.lock.answered} sur {panel.lock.asked}."
            yield Finding(said, panel.lock.place or Place(LOCK), _AGAIN)
        moved = [ref for ref in {**panel.published, **now} if panel.published.get(ref) != now.get(ref)]
        if moved and panel.published:
            place = panel.lock.places.get(moved[0], panel.lock.place or Place(LOCK))
            told = f"{len(moved)} nombres ont changé" if len(moved) > 1 else "un nombre a changé"
            names = ", ".join(moved[:_NAMED]) + (", …" if len(moved) > _NAMED else "")
            yield Finding(f"« {name} » : {told} depuis le dernier calcul : {names}.", place, _AGAIN)
        elif not panel.published:
            yield Finding(f"« {name} » n'a pas encore été calculée.", panel.spec.at(), "Lancez « python build.py survey ».")


@rule("ENQ03")
def exposed_number(sources: Sources) -> Iterator[Finding]:
    """Personne ne retrouve un nombre caché, à la marge que fixe « secrecy: », en combinant tout ce qui est publié.

    L'audit résout ensemble les totaux, les effectifs, les parts et les moyennes, pour un lecteur et pour chaque structure qui
    est seule derrière un nombre.
    """
    protections = sources.once(_protections)
    if not protections:
        return
    from rapport.numbers.survey.secrecy import still_found  # noqa: PLC0415

    for name, protection in protections.items():
        panel = sources.report.surveys[name]
        for found in still_found(panel, protection, panel.published):
            ref = ".".join((f"{PREFIX}{name}", found.cell.statistic, *(value for _, value in found.cell.group)))
            what = f"L'effectif de « {ref} »" if found.base else f"« {ref} »"
            who = "une structure qui connaît sa propre réponse" if found.attacker else "un lecteur"
            margin = french.with_unit(french.format_number(panel.spec.secrecy.margin), "%")
            said = f"{what} est caché, mais {who} le retrouve à moins de {margin} près."
            said = said if found.sure else f"{what} est caché ; l'audit n'a pas eu le temps de prouver qu'il le reste."
            hint = "Retirez une des statistiques qui le donnent, regroupez ses groupes, puis relancez « python build.py survey »."
            if panel.before and not found.printed:
                said, hint = f"{what} est caché, mais une version publiée le donne déjà.", f"Ce n'est plus un secret ; {WAIVING}."
            yield Finding(said, panel.lock.places.get(ref, Place(LOCK)), hint)


@rule("ENQ04", Severity.WARNING)
def odd_answer(sources: Sources) -> Iterator[Finding]:
    """Une réponse s'accorde avec les totaux du questionnaire, ses bornes, l'an dernier et les structures semblables.

    Une réponse hors de ses bornes (« min: », « max: ») est une erreur. « python build.py survey » dit tout par structure.
    """
    for name, panel in sources.report.surveys.items():
        last = sources.report.surveys.get(panel.spec.previous)
        odd = list(oddities_in(panel, last if last and last.at_hand else None)) if panel.at_hand else []
        for one in (one for one in odd if one.impossible):
            label = panel.spec.columns[one.column].label
            said = f"{one.member.name}, « {label} » : {french.format_number(Decimal(str(one.answer)))} ; {one.why}."
            yield Finding(said, one.place, "Demandez la bonne réponse à la structure.", severity=Severity.ERROR)
        if doubtful := [one for one in odd if not one.impossible and not one.confirmed]:
            members = len({one.member.id for one in doubtful})
            count = len(doubtful)
            said = f"« {name} » : {count} réponse{'s' * (count > 1)} étonne{'nt' * (count > 1)}"
            said += f", de {members} structures." if members > 1 else ", d'une structure."
            hint = "« python build.py survey » les montre, et écrit un classeur à renvoyer à chaque structure."
            yield Finding(said, panel.spec.at("files"), hint)


@rule("ENQ05", Severity.WARNING)
def mixed_with_network(sources: Sources) -> Iterator[Finding]:
    """Un nombre des structures qui ont répondu ne se calcule pas avec un nombre de tout le réseau, et n'est pas dit de lui.

    Le nombre de répondants, lui, se rapporte à celui des adhérents : c'est le taux de réponse.
    """
    for said, place, hint in mistaken_in(sources.report, sources.texts) if sources.report.surveys else ():
        yield Finding(said, place, hint)


@rule("ENQ06")
def altered_statistic(sources: Sources) -> Iterator[Finding]:
    """Une ligne de data/surveys.lock.yml n'est pas modifiée à la main : son empreinte en fait foi."""
    for place in dict.fromkeys(place for panel in sources.report.surveys.values() for place in panel.lock.altered):
        yield Finding("Cette ligne n'est pas celle que « survey » a écrite : elle ne dit plus rien.", place, _AGAIN)


@rule("ENQ07", Severity.INFO)
def answers_elsewhere(sources: Sources) -> Iterator[Finding]:
    """Les réponses d'une enquête qui ne sont pas là ne sont pas recalculées : ses nombres valent ce qui a été enregistré."""
    for name, panel in sources.report.surveys.items():
        if not panel.at_hand and panel.published:
            said = f"Les réponses de « {name} » ne sont pas là : ses nombres sont tenus pour ce qui a été enregistré."
            yield Finding(said, panel.spec.at("files"), "Déposez-les dans enquetes/ pour les recalculer.")


@rule("ENQ08")
def typed_secret(sources: Sources) -> Iterator[Finding]:
    """Un nombre que le secret cache n'est pas écrit ailleurs dans le rapport."""
    secrets = {}
    for name, protection in sources.once(_protections).items():
        for raw, cell in zip(protection.raw, protection.cells, strict=True):
            if cell.value is None and raw.printed is not None and abs(raw.printed) >= 1000 and cell.hidden != "unanswered":  # noqa: PLR2004
                secrets[abs(raw.printed).normalize()] = cell.ref, sources.report.surveys[name]
    given = {*_given(sources.report)} if secrets else set()
    for ref in sources.register.names if secrets else ():
        number = sources.register.found(ref)
        if number is not None and ref not in given and (found := secrets.get(abs(number.value).normalize())):
            said = f"« {ref} » vaut ce que le secret cache sous « {found[0]} »."
            hint = f"Retirez-le ; si c'est un hasard, {WAIVING}."
            yield Finding(said, number.place, hint)


def _given(report: Report) -> Iterator[str]:
    """Yield the numbers that a survey gives as it publishes them: one that is worth as much as a secret says nothing of it."""
    yield from (name for name, indicator in report.indicators.items() if indicator.from_)
    for table in report.tables.values():
        for name, column in table.spec.columns.items():
            of = survey_of(column.from_, report.surveys)
            if of and report.surveys[of].spec.year == report.edition.year:
                yield from (f"{table.id}.{row.key}.{name}" for row in table.of_year(report.edition.year))


@rule("ENQ09", Severity.WARNING)
def unrounded_median(sources: Sources) -> Iterator[Finding]:
    """Une médiane ou un quartile n'est pas, au chiffre près, la réponse d'une structure : on l'arrondit davantage."""
    protections = sources.once(_protections)
    if not protections:
        return
    from rapport.numbers.survey.exact_quantiles import exact_quantiles  # noqa: PLC0415

    for name, protection in protections.items():
        statistics = sources.report.surveys[name].spec.statistics
        found: dict[str, list[SurveyCell]] = {}
        for cell in exact_quantiles(protection):
            found.setdefault(cell.statistic, []).append(cell)
        for statistic, cells in found.items():
            names = ", ".join(f"« {cell.ref} »" for cell in cells[:_NAMED]) + (", …" if len(cells) > _NAMED else "")
            said = f"{names} : c'est, au chiffre près, la réponse d'une structure."
            rounder = min(min(cell.decimals - 1, 1 - (cell.value or Decimal(0)).adjusted()) for cell in cells)
            hint = f"Arrondissez-la, par exemple avec « decimals: {rounder} », puis relancez « python build.py survey »."
            yield Finding(said, statistics[statistic].at(), hint)


@rule("ENQ10")
def close_versions(sources: Sources) -> Iterator[Finding]:
    """Un nombre d'une version publiée ne porte pas ici sur quelques structures de plus ou de moins.

    La différence, fût-elle nulle, serait ce qu'elles ont répondu. Il en faut « least: » de plus ou de moins, « groups: » pour une
    médiane. Et une réponse corrigée n'y change rien de presque autant que vaut un nombre caché : la différence le dirait.
    """
    from rapport.numbers.survey.earlier import WAIT_FOR_MORE, close_versions_message  # noqa: PLC0415 - as above

    for panel in (one for one in sources.report.surveys.values() if one.before):
        if said := close_versions_message(panel, panel.published.values()):
            yield Finding(said, panel.lock.place or Place(LOCK), f"{WAIT_FOR_MORE} ; sinon, {WAIVING}.")
    for name, protection in sources.once(_protections).items():
        from rapport.numbers.survey.corrections import KEEP_ANSWER, read_corrections_message  # noqa: PLC0415 - as above

        panel = sources.report.surveys[name]
        if said := read_corrections_message(panel, protection):
            yield Finding(said, panel.lock.place or Place(LOCK), f"{KEEP_ANSWER} ; sinon, {WAIVING}.")
