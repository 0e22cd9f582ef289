"""Numbers in the lines of a text, a PDF, an e-mail or a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rapport.ground import french
from rapport.numbers.pieces.standing import NotStanding, SeveralStand, Standing, standing_in
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceContents, PieceLine
from rapport.sources.written_numbers import WrittenNumber, cell_number, written_numbers

_SHOWN = 8  # numbers named in a message
_MOVED = "La pièce a changé, ou l'endroit est faux : dites l'endroit où le nombre se lit maintenant."
_AFAR = 3  # lines between words and their number, at most


def found_in_lines(contents: PieceContents, place: EvidencePlace) -> Standing:
    """Return the number at a place of a text; raises NotStanding."""
    if place.count:
        return _counted(contents, place)
    lines = _asked_lines(contents, place)
    if place.near:
        return _near(lines, place, contents.word)
    if place.line is None:
        hint = "Ajoutez « line: », « near: », ou les deux."
        raise NotStanding("L'endroit ne dit pas la ligne, ni les mots à côté du nombre.", hint)
    return _one_of([(lines[0], number) for number in numbers_of(lines[0], place)], place, contents.word)


def numbers_of(line: PieceLine, place: EvidencePlace) -> list[WrittenNumber]:
    """Return the numbers of a line that a place may mean: those in digits, else those in words; or what it says is written."""
    if place.text:
        return _spelled(line.text, place.text)
    found = sorted(written_numbers(line.text), key=lambda number: number.start)
    return [number for number in found if not number.in_words] or found


def _spelled(text: str, wanted: str) -> list[WrittenNumber]:
    """Return where a number is written so, even stuck to other signs (« 2610 » for 26 and 10)."""
    whole = cell_number(wanted.strip())  # « (12 000) » is negative
    numbers = [whole] if whole else [*written_numbers(wanted)]
    if len(numbers) != 1:
        raise NotStanding(f"« {wanted} » n'est pas un nombre.", "Écrivez dans « text: » le nombre tel qu'il est dans la pièce.")
    number, found, at = numbers[0], [], text.find(wanted)
    while at >= 0:
        found.append(number._replace(start=at, end=at + len(wanted)))
        at = text.find(wanted, at + 1)
    return found


def _asked_lines(contents: PieceContents, place: EvidencePlace) -> list[PieceLine]:
    lines = [line for line in contents.lines if place.page in {None, line.page}]
    if place.page is not None and not lines:
        last = max((line.page for line in contents.lines), default=0)
        raise NotStanding(f"La pièce n'a pas de page {place.page} : la dernière est la page {last}.", _MOVED)
    if place.page in contents.blank_pages:
        hint = "Demandez le fichier d'origine, ou faites-la passer par une reconnaissance de caractères."
        raise NotStanding(f"La page {place.page} n'a pas de texte : c'est une image, une numérisation.", hint)
    if place.line is None:
        return lines
    first = [index for index, line in enumerate(lines) if line.number == place.line]
    if len(first) > 1:
        raise NotStanding(f"Chaque page a sa {contents.word} {place.line}.", "Ajoutez « page: ».")
    if not first:
        raise NotStanding(f"La pièce n'a pas de {contents.word} {place.line}.", "Elle a changé, ou la ligne est fausse.")
    return lines[first[0] : first[0] + 1]


def _counted(contents: PieceContents, place: EvidencePlace) -> Standing:
    """Return how many lines are named, each of which must say something; one that holds two things is named twice."""
    if not place.lines:
        raise NotStanding("L'endroit ne dit pas ce qui est compté.", "Donnez les lignes une par une : « lines: [12, 14, 16] ».")
    said = [_asked_lines(contents, place.model_copy(update={"line": number}))[0] for number in place.lines]
    for line in said:
        if not line.text.strip():
            empty = f"{_the(contents.word)} {line.number}, à compter, ne dit rien."
            raise NotStanding(empty, "La pièce a changé.")
    page = f"page {place.page}, " if place.page else ""
    listed = french.listed([str(number) for number in dict.fromkeys(place.lines)])
    words = french.folded(" ".join(line.text for line in said))
    return Standing(Decimal(len(said)), "", "exact", f"{page}{contents.word}s {listed}, {_counted_as(contents.word)}", words)


def _near(lines: Sequence[PieceLine], place: EvidencePlace, word: str) -> Standing:
    wanted = french.folded(place.near)
    folded = [french.folded(line.text) for line in lines]
    at = [range(index, index + 1) for index, text in enumerate(folded) if f" {wanted} " in f" {text} "]
    at = at or [
        range(index, index + 2) for index in range(len(lines) - 1) if f" {wanted} " in f" {folded[index]} {folded[index + 1]} "
    ]  # fmt: skip
    if not at:
        said = f"Les mots « {place.near} » ne sont pas dans la pièce" + (f", page {place.page}." if place.page else ".")
        raise NotStanding(said, "Recopiez-les de la pièce : ceux qui sont sur la même ligne que le nombre, ou juste à côté.")
    inside = dict.fromkeys(index for span in at for index in span)
    found = [(lines[index], number) for index in inside for number in numbers_of(lines[index], place)]
    if found:
        return _one_of(found, place, word)
    beside = _found_beside(lines, at, place)
    standing = _one_of([(lines[index], number) for index, number in beside], place, word)
    if len(beside) == 1 and _between_labels(lines, beside[0][0]):
        standing = replace(
            standing, remark=f"Le nombre est seul sur sa ligne ({standing.at}), entre deux libellés : est-ce bien celui-ci ?",
            advice=f"Vérifiez-le, puis écrivez « line: {lines[beside[0][0]].number} » au lieu de « near: ».",
        )  # fmt: skip
    return standing


def _found_beside(lines: Sequence[PieceLine], at: Sequence[range], place: EvidencePlace) -> list[tuple[int, WrittenNumber]]:
    """Return the numbers above and below their words, each with its line's index: on lines that say nothing else.

    Beyond another label, a number is that label's.
    """
    found: dict[tuple[int, int], tuple[int, WrittenNumber]] = {}
    for span in at:
        for steps in (range(span[0] - 1, span[0] - _AFAR - 1, -1), range(span[-1] + 1, span[-1] + _AFAR + 1)):
            inside = [index for index in steps if 0 <= index < len(lines) and lines[index].page == lines[span[0]].page]
            nearest = next((index for index in inside if lines[index].text.strip()), None)
            if nearest is not None and not _has_words(lines[nearest].text):
                found |= {(nearest, number.start): (nearest, number) for number in numbers_of(lines[nearest], place)}
    return [found[key] for key in sorted(found)]


def _has_words(text: str) -> bool:
    """Tell whether a line says more than numbers and their units."""
    for number in sorted(written_numbers(text), key=lambda number: number.start, reverse=True):
        text = f"{text[: number.start]} {text[number.end :]}"
    return re.search(r"[^\W\d_]", text) is not None


def _between_labels(lines: Sequence[PieceLine], index: int) -> bool:
    """Tell whether a line of numbers has words alone right above and right below: either may be its label."""
    sides = [lines[other].text for other in (index - 1, index + 1) if 0 <= other < len(lines)]
    return len(sides) == 2 and all(_has_words(text) and not [*written_numbers(text, words=False)] for text in sides)  # noqa: PLR2004


def _one_of(found: Sequence[tuple[PieceLine, WrittenNumber]], place: EvidencePlace, word: str) -> Standing:
    """Return the one number that was found, or the one of the rank that is asked for."""
    if place.rank is not None and place.rank <= len(found):
        return _standing(*found[place.rank - 1], place, word)
    if not found or place.rank is not None:
        said = f"n'a pas de nombre n° {place.rank}" if found else "ne dit aucun nombre"
        where = f"{_the(word)} {place.line}" if place.line else f"Ce qui est écrit à côté de « {place.near} »"
        said = f"{where} {said}" + (f" « {place.text} »." if place.text and not found else ".")
        raise NotStanding(said, _MOVED)
    if len(found) > 1:
        listed = [french.with_unit(french.format_number(number.value), number.unit) for _, number in found[:_SHOWN]]
        more = ", …" if len(found) > _SHOWN else ""
        hint = "Dites lequel : « rank: » (1 pour le premier), « line: », ou des mots plus précis dans « near: »."
        raise SeveralStand(f"{len(found)} nombres sont écrits à cet endroit : {', '.join(listed)}{more}.", hint)
    return _standing(*found[0], place, word)


def _standing(line: PieceLine, number: WrittenNumber, place: EvidencePlace, word: str) -> Standing:
    standing = standing_in(line, number, word)
    return replace(standing, remark="", advice="") if place.text else standing  # the author has told how it is written


def _the(word: str) -> str:
    return f"{'La' if word == 'ligne' else 'Le'} {word}"


def _counted_as(word: str) -> str:
    return "comptées" if word == "ligne" else "comptés"
