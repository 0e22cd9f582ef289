"""The piece of a number in its form: which document proves it, where in it, what was read there; and the reading itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapport.flow.atelier.forms import EditForm, Field, FormLink, NoSuchPlace, OfReport, Refused, titled
from rapport.flow.atelier.piece_places import HOW_TO_SAY, in_french, in_keys
from rapport.flow.tying import tie_text, tying_of
from rapport.ground.problems import AuthorError, Problem, Severity
from rapport.numbers.pieces.asked import AskedTie, asked_ties
from rapport.numbers.pieces.by_year import of_the_edition
from rapport.numbers.pieces.found import is_proved
from rapport.sources import tied
from rapport.sources.dates import spelled
from rapport.sources.editing.entries import bytes_now
from rapport.sources.editing.journal import Change
from rapport.sources.evidence import COLUMN, TiedTo, proof_as_written, typed_of
from rapport.sources.model import Report
from rapport.sources.reading.pieces.apart import piece_reader
from rapport.sources.scalars import day

PIECE, AT = "piece_in", "piece_at"
_TOLD = 3  # of what a reading found, in one answer


def piece_fields(report: Report, number: str, proofs: Sequence[TiedTo]) -> list[Field]:
    """Return what a form says of the pieces of a number, and the fields that set one; none where the edition has no pieces."""
    pieces = report.evidence.pieces
    if not pieces:
        return []
    states = [Field(f"tie {rank}", said, kind="shown") for rank, said in enumerate(_states(report, number))]
    own = of_the_edition(proofs, report)
    typed = typed_of(own[0]) if len(own) == 1 else "" if not own else None
    if typed is None:
        return [*states, Field("ties", "Ses pièces s'écrivent dans le fichier.", kind="shown")]
    known = (("", "aucune"), *((name, piece.title) for name, piece in pieces.items()))
    name, _, at = typed.partition(" ")
    return [*states, Field(PIECE, "Pièce", name, "choice", known), Field(AT, "Où dans la pièce", in_french(at), help=HOW_TO_SAY)]


def piece_of(asked: Mapping[str, str]) -> dict[str | int, Any] | None:
    """Return what proves a number as its file has it; None when nothing does. Raises Refused."""
    name, at = asked.get(PIECE, "").strip(), in_keys(asked.get(AT, "").strip())
    if not name:
        return None
    found = proof_as_written(f"{name} {at}")
    if found is None:
        raise Refused({AT: f"Dites où le nombre est écrit dans la pièce. {HOW_TO_SAY}"})
    return found


def row_fields(report: Report, numbers: Sequence[str], typed: str) -> list[Field]:
    """Return what a row's form says of the pieces of its numbers, and the field of the cell that sets one."""
    if not report.evidence.pieces:
        return []
    found = [(name, said) for name in numbers for said in _states(report, name)]
    states = [Field(f"tie {name}", f"{_column_of(report, name)} : {said}", kind="shown") for name, said in found]
    known = tuple((f"{name} ", piece.title) for name, piece in report.evidence.pieces.items())
    return [
        *states,
        Field(COLUMN, "Pièce, et où dans la pièce", piece_in_french(typed), known=known, help=f"Son nom, puis où. {HOW_TO_SAY}"),
    ]


def piece_in_french(filed: str) -> str:
    """Return what the cell of a row says of its piece, its place in the words of the workshop."""
    name, apart, at = filed.partition(" ")
    return f"{name}{apart}{in_french(at)}"


def piece_in_keys(said: str) -> str:
    """Return what was typed of a row's piece as its cell says it."""
    name, apart, at = said.partition(" ")
    return f"{name}{apart}{in_keys(at)}"


def _column_of(report: Report, number: str) -> str:
    """Return what the column of a cell is called."""
    columns = report.tables[number.partition(".")[0]].spec.columns
    column = number.rpartition(".")[2]
    return (columns[column].label if column in columns else "") or column


def tie_links(report: Report, proofs: Sequence[TiedTo]) -> tuple[FormLink, ...]:
    """Return what reads the pieces of a number again."""
    pieces = report.evidence.pieces
    named = dict.fromkeys(proof.in_ for proof in proofs if proof.in_ in pieces)
    return tuple(FormLink(f"tie:{name}", f"Relire « {pieces[name].title} »") for name in named)


def _states(report: Report, number: str) -> Iterator[str]:
    """Yield how a number stands with each of its pieces, in the words of the lock."""
    asked = [one for one in asked_ties(report) if one.number == number or one.number.startswith(f"{number}#")]
    if not asked:
        yield "Aucune pièce ne prouve ce nombre."
    for one in asked:
        yield f"{report.evidence.pieces[one.piece].title} ({one.of.year}) : {_state(report, one)}"


def _state(report: Report, asked: AskedTie) -> str:
    evidence = report.evidence
    tie = evidence.lock.ties.get(asked.key)
    absent = "" if evidence.at_hand.get(asked.piece) else " La pièce n'est pas sur cet ordinateur."
    if tie is None or tie.asked != asked.fingerprint:
        other = f" ; un autre endroit l'avait été : {tie.at}" if tie else ""
        return f"pas lié. L'endroit n'a pas encore été lu{other}.{absent}"
    read = f"{tie.at}, où se lit {tie_text(tie)}"
    if not is_proved(asked, tie):
        return f"contredit. {read[0].upper()}{read[1:]}.{absent}"
    if not absent and evidence.at_hand[asked.piece] != tie.sha256:
        return f"changé. Le fichier n'est plus celui qui avait été lu : {read}."
    return f"lié. {read[0].upper()}{read[1:]} (lu le {spelled(day(tie.when))}).{absent}"


@dataclass(frozen=True)
class TieCard(OfReport):
    """A piece to be read again: each of its numbers with what was read of it, and the reading as what it saves."""

    name: str
    found: list[Problem] = field(default_factory=list, compare=False)  # by the reading: what isn't read, or is doubted

    @property
    def remarks(self) -> str:
        """Return what the reading found, in one line; empty when all is well."""
        shown = " ".join(f"{one.message} {one.hint}".strip() for one in self.found[:_TOLD])
        more = len(self.found) - _TOLD
        rest = f" Et {more} de plus." if more > 0 else ""
        return f" À voir : {shown}{rest}" if shown else ""

    def form(self) -> EditForm:
        """Return the form; raises NoSuchPlace."""
        piece = self.report.evidence.pieces.get(self.name)
        if piece is None:
            raise NoSuchPlace("Cette pièce n'est plus décrite.", "Rouvrez la page.")
        asked = [one for one in asked_ties(self.report) if one.piece == self.name]
        fields = [Field("file", f"Fichier : {piece.file}", kind="shown")]
        fields += [
            Field(f"tie {rank}", f"{titled(self.report, one.of.label)} : {_state(self.report, one)}", kind="shown")
            for rank, one in enumerate(asked)
        ]
        return EditForm(
            f"tie:{self.name}", f"Relire « {piece.title} »", tied.FILE, tuple(fields), save="Relire la pièce", acts=True
        )

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the lock with what the piece says now; raises AuthorError with why it can't be read."""
        del given, was
        self.form()
        before = bytes_now(self.root, tied.FILE)
        with piece_reader() as reader:
            made = tying_of(self.report, reader.contents, date.today(), [self.name])  # noqa: DTZ011 - the reader's own day
        if self.name not in made.read:
            first = next((one for one in made.problems if one.place.path != tied.FILE), None)
            raise AuthorError(first.message if first else "La pièce ne se lit pas.", first.hint if first else "")
        self.found[:] = [one for one in made.problems if one.severity is not Severity.INFO]
        lock = tied.written_lock(made.ties.values(), self.report.evidence.lock.declined)
        return {tied.FILE: Change(before, lock.encode())}
