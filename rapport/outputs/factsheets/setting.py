"""One factsheet made and read back: PDF by a resident Typst compiler, page by Jinja2. The work of a thread, or of a cluster.

A compiler belongs to one thread. What a factsheet prints reaches it as data (a file of JSON), never as markup: no name can run.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from markupsafe import Markup

from rapport.ground.problems import BuildStopped, reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.outputs.engines.typst import STANDARDS, compiler_of, forgetter_of, typst_words
from rapport.outputs.formats.filled import rendered

_own = threading.local()
_laid: dict[str, Path] = {}


@dataclass(frozen=True, slots=True)
class Job:
    """A factsheet to make: the name of its files, and what it says, as JSON."""

    slug: str
    given: str


@dataclass(frozen=True, slots=True)
class Made:
    """A factsheet made, or why it wasn't (French, the end of a sentence)."""

    slug: str
    pdf: bytes = b""
    page: bytes = b""
    pages: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all the factsheets of one kind share: the folder of their template (under ``key``, where it was laid), and a date."""

    key: str
    name: str
    timestamp: int


@dataclass(slots=True)
class _Compiler:
    """A compiler, and the file where it finds what a factsheet says.

    The file alone changes from one factsheet to the next: were the data an input of the compiler, nothing of what it has in mind
    would serve again.
    """

    setting: Setting
    compiler: Any
    data: Path
    forget: Callable[[], None]


def lay(key: str, folder: Path) -> None:
    """Say where a folder of templates is in this process; it holds `work/` and `fonts/`."""
    _laid[key] = folder


def made_lot(setting: Setting, jobs: Sequence[Job]) -> list[Made]:
    """Return the factsheets of a lot; one that can't be made keeps no other from being."""
    return [_made(setting, job) for job in jobs]


def _made(setting: Setting, job: Job) -> Made:
    try:
        given = json.loads(job.given)
        pdf, pages = _pdf(setting, job, given)
        return Made(job.slug, pdf, _page(setting, given), pages)
    except ToolFailed as failure:
        return Made(job.slug, why=_spoilt_at(setting, failure.detail) + failure.detail.partition("\n")[0])
    except BuildStopped as stopped:  # by a template that its designer spoilt
        (first, *_) = stopped.problems
        return Made(job.slug, why=f"{first.place} : {first.message.rstrip('.')}")
    except OSError as error:  # the file of the data
        return Made(job.slug, why=f"le dossier temporaire ne peut pas être écrit ({reason_of(error)})")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - Typst may panic, which is no Exception: this factsheet fails alone
        _forget()
        return Made(job.slug, why=f"{type(error).__name__} : {error}")


def _spoilt_at(setting: Setting, said: str) -> str:
    """Return where in the templates Typst stopped, as a sentence begins; nothing when it is in what the engine wrote."""
    from rapport.outputs.engines.refusals import template_place  # noqa: PLC0415 - no factsheet that is made needs it

    place = template_place(said, _laid[setting.key] / "work")
    return f"{place.path}:{place.line} : " if place and place.path != f"templates/factsheets/{setting.name}.typ" else ""


def _pdf(setting: Setting, job: Job, given: Mapping[str, Any]) -> tuple[bytes, int]:
    own = _compiler(setting)
    own.data.write_text(job.given, "utf-8")
    with typst_words():
        pdf = own.compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=setting.timestamp)
        told = json.loads(own.compiler.query("selector(<printed>).or(<pages>)"))
        own.forget()
    (pages,) = [entry["value"] for entry in told if entry["label"] == "<pages>"]
    _check_printed([entry["value"] for entry in told if entry["label"] == "<printed>"], given, "le PDF")
    return bytes(pdf), int(pages)


def _compiler(setting: Setting) -> _Compiler:
    kept: _Compiler | None = getattr(_own, "compiler", None)
    if kept is None or kept.setting != setting:
        work = _laid[setting.key] / "work"
        data = work / f"factsheets/{os.getpid()}-{threading.get_ident()}.json"
        made = compiler_of(
            work / f"factsheets/{setting.name}.typ", work, work.parent / "fonts", factsheet=f"/factsheets/{data.name}"
        )
        kept = _own.compiler = _Compiler(setting, made, data, forgetter_of(data.with_suffix(".empty")))
    return kept


def _forget() -> None:
    _own.compiler = None


def _page(setting: Setting, given: Mapping[str, Any]) -> bytes:
    work = _laid[setting.key] / "work"
    body, css = _shared(work / f"factsheets/{setting.name}.json")
    page = rendered(work, "factsheets/factsheet.html.j2", given=given, body=body, css=css)
    printed = [_plain(element.text_content()) for element in lxml_html.fromstring(page).xpath("//*[@data-printed]")]
    _check_printed(printed, given, "la page")
    return page.encode()


@lru_cache(maxsize=8)
def _shared(path: Path) -> tuple[Sequence[str], Markup]:
    """Return what the pages of one kind have in common: the body, cut at its calls, and the style sheet."""
    told = json.loads(path.read_text("utf-8"))
    return told["body"], Markup(told["css"])  # noqa: S704 - the edition's own


def _check_printed(printed: Sequence[str], given: Mapping[str, Any], where: str) -> None:
    """Hold what a file prints to what it was given to print; raises ToolFailed."""
    wanted = sorted(_plain(text) for fact in given["facts"].values() for text in texts_of(fact))
    found = sorted(map(_plain, printed))  # a note stands elsewhere than its call
    if found != wanted:
        lacking = next((text for text in wanted if text not in found), "")
        raise ToolFailed("fiche", f"{where} n'imprime pas ce qui est calculé{f' (« {lacking} »)' if lacking else ''}")


def texts_of(fact: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that a fact prints, in any order."""
    if "text" in fact:
        yield fact["text"]
    for row in fact.get("rows", ()):
        if isinstance(row, list):
            yield from row
        elif "parts" in row:
            yield from (part["text"] for part in row["parts"])
        else:
            yield from row["texts"]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
