"""The summary of a run in Markdown: for the page that GitHub shows of it, or for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import quote

from rapport.flow.options import Result
from rapport.ground import french
from rapport.ground.markdown.plain import plain
from rapport.ground.problems import Place, Problem, Severity
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.model import Report
from rapport.team.questions import questions_of

LIMIT = 200  # problems shown: GitHub refuses a summary beyond 1 MiB

Linked = Callable[[Place], str]


def as_summary(result: Result, link: Linked, questions: str = "") -> str:
    """Return the counts, the problems file by file, and where the questions are.

    ``link`` gives the address of a place, empty when there is none; ``questions`` the address of the sheet.
    """
    report = result.report
    title = french.typeset(report.edition.subtitle or report.edition.title) if report else "Rapport"
    lines = [f"## {plain(title)} : contrôles", "", *_counts(result), "", _conclusion(result)]
    shown = islice(result.problems, LIMIT)
    for heading, problems in _by_file(shown, report):
        lines += ["", f"### {heading}", "", "| Où | Gravité | Règle | Problème |", "| ---: | --- | --- | --- |"]
        lines += [_row(problem, link) for problem in problems]
    if len(result.problems) > LIMIT:
        lines += ["", f"… et {len(result.problems) - LIMIT} autres."]
    return "\n".join([*lines, *_personal(result), *_questions(report, questions)]) + "\n"


def _counts(result: Result) -> Iterator[str]:
    counts = [sum(problem.severity is severity for problem in result.problems) for severity in reversed(Severity)]
    yield "| Erreurs | Avertissements | Infos |"
    yield "| ---: | ---: | ---: |"
    yield f"| {' | '.join(map(str, counts))} |"


def _conclusion(result: Result) -> str:
    if result.report is None:
        return "❌ Les fichiers ne peuvent pas tous être lus : les autres contrôles attendent."
    if result.failed:
        return "❌ Le rapport ne peut pas être publié tant qu'une erreur subsiste."
    return "✅ Le rapport peut être publié."


def _by_file(problems: Iterable[Problem], report: Report | None) -> Iterator[tuple[str, list[Problem]]]:
    """Yield the problems of each file under its heading: the sections by title, in the order of the report, then the data."""
    register = Register(report) if report else None
    titles = (
        {section.path: readable_text(section.front.title, register) for section in report.sections} if report and register else {}
    )
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.place.path, []).append(problem)
    order = {path: number for number, path in enumerate(titles)}
    for path in sorted(files, key=lambda path: (order.get(path, len(order)), path)):
        yield (f"{plain(titles[path])} (`{path}`)" if path in titles else f"`{path}`"), files[path]


def _row(problem: Problem, link: Linked) -> str:
    place = problem.place
    where = f"ligne {place.line}" if place.line else "fichier"
    address = link(place)
    said = "<br>".join(plain(text) for text in (problem.message, problem.hint) if text)
    return f"| {f'[{where}]({address})' if address else where} | {problem.severity.french} | `{problem.code}` | {said} |"


def _questions(report: Report | None, address: str) -> list[str]:
    if report is None:
        return []
    try:
        number = len(questions_of(report))
    except (ExpressionError, UnknownNumber):  # told above as a problem
        return []
    if not number:
        return []
    sheet = f"[la feuille de questions]({address})" if address else "`python build.py questions`"
    return ["", "### Questions à poser", "", f"{number} question{'s' if number > 1 else ''} en attente de réponse : {sheet}."]


def _personal(result: Result) -> list[str]:
    """Return the personal data that a release publishes."""
    lines = [f"- {plain(found.sentence)}" for found in result.personal]
    return ["", "### Données personnelles publiées", "", *lines] if lines else []


def github_links(environment: Mapping[str, str]) -> tuple[Linked, str]:
    """Return what gives the address of a place of the commit under test on GitHub, and the address of the run's artifacts."""
    server, repository = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    commit, run = environment.get("GITHUB_SHA", ""), environment.get("GITHUB_RUN_ID", "")
    if not (server and repository and commit):
        return (lambda _: ""), ""

    def link(place: Place) -> str:
        anchor = f"#L{place.line}" if place.line else ""
        plain = "?plain=1" if place.path.endswith(".md") else ""  # rendered Markdown has no lines
        return f"{server}/{repository}/blob/{commit}/{quote(place.path)}{plain}{anchor}"

    return link, f"{server}/{repository}/actions/runs/{run}#artifacts" if run else ""
