"""A returned workbook opened: whether it is one of this edition, and what left in it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from os.path import isdir  # unlike Path's, it answers for names too long
from pathlib import Path
from typing import Any

from rapport.ground import regular
from rapport.ground.packed import BeyondBounds, hold_to_bounds
from rapport.ground.problems import reason_of
from rapport.sources.authored import Edition
from rapport.team.workbook.cells import unescaped
from rapport.team.workbook.pages import REF
from rapport.team.workbook.writing import ORIGIN, identity_of

Refuse = Callable[[str, str, str], None]  # told a code, what is wrong, what to do
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass
class SentPage:
    """A page as it left: its columns by name (heading, kind, filled), its cells by line and column."""

    table: str
    name: str
    columns: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    cells: dict[str, dict[str, str]] = field(default_factory=dict)


def opened(path: Path, refuse: Refuse) -> Any:
    """Return the workbook, None after telling why it can't be read."""
    hint = "Enregistrez-le au format « Classeur Excel (.xlsx) », sans mot de passe, puis recommencez."
    try:
        if isdir(path):  # noqa: PTH112
            refuse("IMP01", f"« {path.name or path} » n'est pas un fichier.", "Donnez le nom du classeur rempli.")
            return None
        with regular.opened(path) as file:
            if file.read(4) == _OLD:
                refuse("IMP01", "Ce classeur est au format .xls, ou protégé par un mot de passe.", hint)
                return None
            hold_to_bounds(file)
            from openpyxl import load_workbook  # noqa: PLC0415 - 150 ms, for this command alone

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns of what it won't write back; we write nothing
                return load_workbook(file, keep_links=False)
    except BeyondBounds as beyond:
        refuse("IMP01", beyond.message, beyond.hint)
    except MemoryError:
        raise
    except FileNotFoundError:
        refuse("IMP01", f"Le classeur « {path.name} » n'existe pas.", "")
    except OSError as error:
        if error.errno is None and not isinstance(error, regular.NotRegular):  # the library's own, in English
            refuse("IMP01", "Ce fichier n'est pas un classeur .xlsx que l'on puisse lire.", hint)
        else:
            refuse("IMP01", f"Le classeur ne peut pas être ouvert ({reason_of(error)}).", "")
    except Exception:  # noqa: BLE001 - a file of any other kind makes the library fail in any way
        refuse("IMP01", "Ce fichier n'est pas un classeur .xlsx que l'on puisse lire.", hint)
    return None


def _rows_of(book: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each row of a page; nothing when it isn't there, or is a page of charts."""
    if name in book.sheetnames and hasattr(book[name], "iter_rows"):
        yield from book[name].iter_rows(values_only=True)


def left_in(book: Any, edition: Edition, refuse: Refuse) -> list[SentPage]:
    """Return the pages as they left; nothing after telling that the workbook is not one of this edition's."""
    identity: dict[str, str] = {}
    pages: list[SentPage] = []
    for row in _rows_of(book, ORIGIN):
        kind, *cells = [*(unescaped(cell) for cell in row), *[""] * 5][: max(5, len(row))]
        if kind == "identity":
            identity[cells[0]] = cells[1]
        elif kind == "page":
            pages.append(SentPage(cells[0], cells[1]))
        elif kind == "column" and pages:
            pages[-1].columns[cells[0]] = (cells[1], cells[2], bool(cells[3]))
        elif kind == "cell" and pages:
            pages[-1].cells.setdefault(cells[0], {})[cells[1]] = cells[2]
    if not pages or any(REF not in page.columns for page in pages):  # a page without names has no line that can be told
        said = "Ce classeur n'est pas une feuille de saisie du rapport, ou sa feuille cachée « Origine » a disparu ou changé."
        refuse("IMP01", said, "Écrivez-en une neuve (« python build.py sheet »), et recopiez-y les réponses.")
        return []
    wanted = identity_of(edition)
    if identity.get("form") != wanted["form"]:
        refuse("IMP02", "Ce classeur vient d'une autre version du programme.", "Écrivez-en un neuf.")
        return []
    if identity != wanted:
        said = f"Ce classeur est celui de {identity.get('organisation')}, {identity.get('year')}"
        said += f" ; cette édition est celle de {wanted['organisation']}, {wanted['year']}."
        refuse("IMP02", said, "Choisissez le classeur de cette édition ; « --edition » en désigne une autre.")
        return []
    return pages
