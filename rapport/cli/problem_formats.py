"""Problems in the forms that other programs read: SARIF, JUnit, GitLab's Code Quality.

SARIF: OASIS Standard 2.1.0. JUnit has no standard: the elements are those that GitLab, Jenkins and GitHub's actions agree on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from rapport import __version__
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity
from rapport.rules.codes import FAMILIES, OUTSIDE, RULES, codes, family_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"  # the edition's folder, as GitHub and the SARIF viewers understand it
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_UNFIT = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF log: every code, and a result a problem."""
    known = [*codes()]
    index = {code: number for number, code in enumerate(known)}
    driver = {"name": "rapport", "version": __version__, "language": "fr", "rules": [_descriptor(code) for code in known]}
    run = {
        "tool": {"driver": driver},
        "language": "fr",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "Le dossier de l'édition"}}},
        "results": [_result(problem, index[problem.code]) for problem in problems],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _descriptor(code: str) -> dict[str, Any]:
    rule = RULES.get(code)
    told = documentation_of(code)
    name = "".join(word.capitalize() for word in rule.name.split("_")) if rule else code
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": told.split(" ; ")[0].rstrip(".") + "."},
        "fullDescription": {"text": told},
        "help": {"text": told},
        "defaultConfiguration": {"level": _LEVELS[rule.severity if rule else OUTSIDE[code].severity]},
        "properties": {"tags": [FAMILIES[family_of(code)]]},
    }


def documentation_of(code: str) -> str:
    """Return what a code asks, in French."""
    return RULES[code].documentation if code in RULES else OUTSIDE[code].documentation


def _result(problem: Problem, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": _whole(problem)},
        "locations": [{"physicalLocation": _location(problem.place)}],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(place), "message": {"text": said}}
            for number, (place, said) in enumerate(problem.related, 1)
        ]
    return result


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": _ROOT}}
    if place.line:
        location["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return location


def _whole(problem: Problem) -> str:
    return "\n".join(filter(None, [problem.message, problem.hint]))


def as_junit(problems: Sequence[Problem], tried: Collection[str]) -> str:
    """Return JUnit's XML: a suite a family, a case a rule; an error fails its case, the rest is said on its output.

    A rule that wasn't ``tried`` is skipped: what couldn't be read, or wasn't built, proves nothing.
    """
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.code, []).append(problem)
    suites = ET.Element("testsuites", name="rapport")
    tried_or_found = sorted({*RULES, *found})
    for family in dict.fromkeys(map(family_of, tried_or_found)):
        suite = ET.SubElement(suites, "testsuite", name=FAMILIES[family])
        for code in tried_or_found:
            if family_of(code) == family:
                suite.append(_case(code, found.get(code, []), skipped=code not in tried and code not in found))
        _count([suite], suite)
    _count(suites, suites)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=False)


def _count(suites: Iterable[ET.Element], element: ET.Element) -> None:
    cases = [case for suite in suites for case in suite.iter("testcase")]
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))
    element.set("errors", "0")


def _case(code: str, problems: Sequence[Problem], *, skipped: bool) -> ET.Element:
    case = ET.Element("testcase", classname=FAMILIES[family_of(code)], name=f"{code} {documentation_of(code)}")
    failures = [problem for problem in problems if problem.severity is Severity.ERROR]
    others = [problem for problem in problems if problem.severity is not Severity.ERROR]
    if skipped:
        ET.SubElement(case, "skipped", message="Cette règle n'a pas été essayée.")
    if failures:
        case.set("file", _fit(failures[0].place.path))
        failure = ET.SubElement(case, "failure", message=_fit(f"{failures[0].place}: {failures[0].message}"), type=code)
        failure.text = "\n".join(_lines(failures))
    if others:
        ET.SubElement(case, "system-out").text = "\n".join(_lines(others))
    return case


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        yield _fit(f"{problem.place}: {problem.severity.french} {_whole(problem)}")
        yield from (_fit(f"    voir {place} ({said})") for place, said in problem.related)


def _fit(text: str) -> str:
    """Return a text without the characters that XML can't carry."""
    return _UNFIT.sub("\ufffd", text)


def as_gitlab(problems: Sequence[Problem]) -> str:
    """Return GitLab's Code Quality report, which annotates the lines of a merge request."""
    entries = []
    numbers: dict[tuple[str, str, str], Iterator[int]] = {}
    for problem in problems:
        key = (problem.code, problem.place.path, problem.message)
        number = next(numbers.setdefault(key, count()))  # the same words twice in a file are two entries
        entry = {
            "description": " ".join(_whole(problem).split("\n")),
            "check_name": problem.code,
            "fingerprint": sha256("\0".join([*key, str(number)]).encode(errors="replace")).hexdigest(),
            "severity": _GITLAB[problem.severity],
            "location": {"path": problem.place.path, "lines": {"begin": max(problem.place.line, 1)}},
        }
        entries.append(entry)
    return json.dumps(entries, ensure_ascii=False, indent=2)
