"""PIE: the numbers and the pieces that prove them (`data/pieces.yml`, `data/pieces.lock.yml`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from rapport.ground import french
from rapport.ground.near import near_names
from rapport.ground.problems import Place, Severity
from rapport.numbers.pieces.asked import AskedTie, Provable, asked_ties, provable_numbers, untied_numbers
from rapport.numbers.pieces.found import is_proved
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared_long
from rapport.sources.evidence import FILE, TiedTo
from rapport.sources.model import Report
from rapport.sources.tied import Tie
from rapport.sources.waiver import WAIVING

rule = SOURCE_RULES.rule
_AGAIN = "Relancez « python build.py tie »."
_NAMED = 3  # numbers named in a message
STRICTER = ("PIE02", "PIE03", "PIE09", "PIE10")  # the rules that are more severe with a report that is being released


@shared_long
def _provable(sources: Sources) -> tuple[Provable, ...]:
    return tuple(provable_numbers(sources.report, sources.register))


@shared_long
def _asked(sources: Sources) -> tuple[AskedTie, ...]:
    return asked_ties(sources.report, sources.once(_provable)) if sources.report.evidence.pieces else ()


@shared_long
def _read(sources: Sources) -> list[tuple[AskedTie, Tie, Place]]:
    """Return the ties that stand: those read at the very place that is asked for, each with its line of the lock."""
    lock = sources.report.evidence.lock
    known = ((asked, lock.ties.get(asked.key)) for asked in sources.once(_asked))
    return [(one, tie, lock.places[one.key]) for one, tie in known if tie is not None and tie.asked == one.fingerprint]


@rule("PIE01")
def contradicted_by_piece(sources: Sources) -> Iterator[Finding]:
    """Un nombre a la valeur qui a été lue dans sa pièce, à la précision de ce qui y est écrit."""
    for asked, tie, place in sources.once(_read):
        if not is_proved(asked, tie):
            title = sources.report.evidence.pieces[asked.piece].title
            read = french.with_unit(french.format_number(tie.decimal), tie.unit)
            value = french.with_unit(french.format_number(asked.of.value or Decimal(0)), asked.of.unit)
            said = f"« {asked.number} » vaut {value} ; {title}, {tie.at}, dit {read}."
            hint = _ways_out(sources.report, asked.piece)
            yield Finding(said, asked.of.stated, hint, ((asked.place, "l'endroit"), (place, "ce qui a été lu")))


def _ways_out(report: Report, name: str) -> str:
    """Return what may be done about a number that its piece contradicts; who hasn't the piece can't read it again."""
    evidence = report.evidence
    here = "" if name in evidence.at_hand else f" ; il y faut « {evidence.pieces[name].file} », qui n'est pas sur cet ordinateur"
    return (
        "Corrigez le nombre. S'il vient maintenant d'un autre document, changez sa source (« source: ») et retirez sa pièce "
        "(« piece: »). "
        f"Si l'endroit était faux, corrigez-le, puis : « python build.py tie {name} »{here}."
    )


@rule("PIE02", Severity.WARNING)
def changed_piece(sources: Sources) -> Iterator[Finding]:
    """Une pièce n'a pas changé depuis qu'elle a été lue. À la publication, c'est une erreur."""
    evidence = sources.report.evidence
    at_hand = evidence.at_hand
    others = Counter(tie.piece for tie in evidence.lock.ties.values() if tie.sha256 != at_hand.get(tie.piece))
    for name in at_hand:
        if count := others[name]:
            piece = evidence.pieces[name]
            several = f"{count} nombres y ont été lus" if count > 1 else "un nombre y a été lu"
            said = f"« {piece.file} » n'est plus le fichier que l'on avait lu : {several}."
            hint = f"Relisez-le : « python build.py tie {name} » dit ce qui change."
            yield Finding(said, piece.at("file"), hint, severity=_release_of(sources.report, name))


@rule("PIE03", Severity.WARNING)
def unread_place(sources: Sources) -> Iterator[Finding]:
    """Un endroit désigné par « piece: » a été lu par « python build.py tie ». À la publication, c'est une erreur."""
    stand = {(asked.key, asked.fingerprint) for asked, _, _ in sources.once(_read)}
    for asked in sources.once(_asked):
        if (asked.key, asked.fingerprint) not in stand:
            known = asked.key in sources.report.evidence.lock.ties
            said = f"« {asked.number} » n'a pas été lu dans {sources.report.evidence.pieces[asked.piece].title}"
            said += " à cet endroit : un autre l'avait été." if known else "."
            hint = f"Lisez-le : « python build.py tie {asked.piece} »."
            yield Finding(said, asked.place, hint, severity=_release_of(sources.report, asked.piece))


@rule("PIE07")
def unknown_piece(sources: Sources) -> Iterator[Finding]:
    """Une pièce désignée par « piece: » est décrite dans data/pieces.yml."""
    known = sources.report.evidence.pieces
    for proof, place in proofs_of(sources.report):
        if proof.in_ not in known:
            hint = near_names(proof.in_, known) or f"Décrivez-la dans {FILE} : son titre (« title: ») et son fichier (« file: »)."
            yield Finding(f"La pièce « {proof.in_} » n'existe pas.", place, hint)


def proofs_of(report: Report) -> Iterator[tuple[TiedTo, Place]]:
    """Yield every « piece: » of an edition with its place."""
    for indicator in report.indicators.values():
        yield from ((proof, proof.at("in")) for proof in indicator.piece)
        for statement in indicator.statements:
            yield from ((proof, proof.at("in")) for proof in statement.piece)
    for table in report.tables.values():
        for column in table.spec.columns.values():
            yield from ((proof, proof.at("in")) for proof in column.piece)
        for total in table.spec.totals:
            yield from ((proof, proof.at("in")) for proof in total.piece)
        yield from ((row.piece, row.place_of("piece")) for row in table.rows if row.piece is not None)


@rule("PIE08", Severity.WARNING)
def unused_piece(sources: Sources) -> Iterator[Finding]:
    """Une pièce décrite dans data/pieces.yml prouve au moins un nombre."""
    used = {proof.in_ for proof, _ in proofs_of(sources.report)}
    for name, piece in sources.report.evidence.pieces.items():
        if name not in used:
            hint = "Liez-y un nombre (« piece: »), ou retirez-la."
            yield Finding(f"La pièce « {name} » ne prouve aucun nombre.", piece.at(), hint)


@rule("PIE09", Severity.INFO)
def untied_number(sources: Sources) -> Iterator[Finding]:
    """Un nombre saisi tient à une pièce. Sans « every_number_tied: true » dans report.yml, ceux qui n'en ont pas sont comptés.

    Avec, chacun est un avertissement, et une erreur à la publication : l'écart accepté en donne la raison.
    """
    report = sources.report
    required = report.edition.every_number_tied
    if not report.evidence.pieces and not required:
        return
    found = list(untied_numbers(report, sources.once(_provable)))
    if required:
        severity = Severity.ERROR if _released(report) else Severity.WARNING
        hint = f"Dites laquelle (« piece: »), ou {WAIVING}."
        for one in found:
            yield Finding(f"« {one.number} » ne tient à aucune pièce.", one.stated, hint, severity=severity)
    elif found:
        names = ", ".join(one.number for one in found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
        several = "s" * (len(found) > 1)
        said = f"{len(found)} nombre{several} ne tien{'nent' if several else 't'} à aucune pièce : {names}."
        yield Finding(said, Place(FILE), "« python build.py tie --propose » cherche où ils sont écrits.")


def _released(report: Report) -> bool:
    """Tell whether a report is being released; one that is kept was released once, beside pieces that stayed elsewhere."""
    return report.stamp is not None and report.root.parent.name != "editions"


def _release_of(report: Report, name: str) -> Severity | None:
    """Return the severity of what isn't read again of a piece: an error in a release, for a piece of its year."""
    year = report.evidence.pieces[name].year or report.edition.year
    return Severity.ERROR if _released(report) and year == report.edition.year else None


@rule("PIE10", Severity.INFO)
def piece_elsewhere(sources: Sources) -> Iterator[Finding]:
    """Une pièce qui n'est pas là n'est pas relue : ses nombres valent ce qui a été enregistré. Ils sont comptés.

    À la publication, c'est une erreur, ou un écart accepté avec sa raison.
    """
    evidence = sources.report.evidence
    counts = Counter(tie.piece for _, tie, _ in sources.once(_read))
    for name, count in counts.items():
        severity = _release_of(sources.report, name)
        if name not in evidence.at_hand:
            piece = evidence.pieces[name]
            told = f"{count} nombres sont tenus" if count > 1 else "un nombre est tenu"
            said = f"« {piece.file} » n'est pas là : {told} pour ce qui a été enregistré, sans être relu{'s' * (count > 1)}."
            hint = f"Déposez-le, puis : « python build.py tie {name} »" + (f", ou {WAIVING}." if severity else ".")
            yield Finding(said, piece.at("file"), hint, severity=severity)


@rule("PIE11")
def altered_tie(sources: Sources) -> Iterator[Finding]:
    """Une ligne de data/pieces.lock.yml n'est pas modifiée à la main : son empreinte en fait foi."""
    for name, place in sources.report.evidence.lock.altered:
        said = f"La ligne de « {name} »" if name else "Cette ligne"
        yield Finding(f"{said} n'est pas celle que « tie » a écrite : elle ne prouve plus rien.", place, _AGAIN)
