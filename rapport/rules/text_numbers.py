"""TXT12, TXT13: numbers typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from rapport.ground import french
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.openings import PRINTED, opened_in
from rapport.ground.numerals import Blanking, Numeral, numerals_beside, stuck_in
from rapport.numbers.expressions import ExpressionError, short
from rapport.numbers.in_time import bare, dated
from rapport.numbers.register import Register, Registered
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.text_labels import printed_cells
from rapport.sources.spans import cut_in
from rapport.sources.texts import Text

rule = SOURCE_RULES.rule


@rule("TXT12", text_by_text=True)
def bare_number(sources: Sources) -> Iterator[Finding]:
    """Un nombre de l'année se lie par value(…) : tapé à la main, il échappe aux contrôles.

    Ne se lient pas : dates et années, heures, ordinaux, n°, articles et lois, normes, téléphones, codes postaux, départements
    « (05) », adresses, ce qu'un nom et son numéro désignent (« le bus 27 », « la RN 7 », « salle 12 »), noms qui contiennent
    un nombre (names_with_numbers dans report.yml). Pour un nombre qui n'est pas un chiffre du rapport :
    [26]{.literal because="…"}. Un nombre en lettres se lie s'il existe un indicateur.
    """
    names = sources.report.edition.names_with_numbers
    for text in sources.texts:
        numerals = _numerals_of(text, names, sources.without_exempt)
        cell = text.start.path.endswith(".csv") and not any(map(str.isalpha, text.text))
        if numerals and cell and text.start not in sources.once(printed_cells):
            continue  # that is only a number, and that nothing prints: an order, a code
        for numeral in numerals:
            share = text.text[numeral.start + len(numeral.written) :].lstrip(french.SPACES)[:1] == "%"
            same = [n for n in sources.looked_up(_this_year, _size(numeral.value)) or [] if (n.unit == "%") is share]
            if numeral.in_words:
                same = [number for number in same if _speaks_of(numeral, number)]
                if not same:
                    continue
            same = same or sources.looked_up(_last_year, _size(numeral.value)) or []
            if same:
                hint = _proposal(same, words=numeral.in_words)
            else:
                hint = _CELL if cell else _UNKNOWN.format(_whole(text.text, numeral))
            yield Finding(f"« {short(numeral.written)} » est tapé à la main.", text.place(numeral.start), hint)
        for stuck in stuck_in(text.text):
            said = f"« {short(stuck[0])} » s'imprime d'un seul tenant : le nombre touche un mot."
            yield Finding(said, text.place(stuck.start()), "Mettez une espace entre les deux.")
        yield from _in_openings(text, names, sources.without_exempt) if text.body else ()
    yield from _ones(sources, [number for number in sources.looked_up(_this_year, _size(Decimal(1))) or [] if not number.cell])


def _numerals_of(text: Text, names: Sequence[str], blanking: Blanking) -> tuple[Numeral, ...]:
    """Return the numbers that a text leaves unbound; a title of the front matter is read as a heading.

    Out of a body, the lines of a text are printed in one: none of them but the first numbers anything.
    """
    said = text.text if text.body else text.text.replace("\n", " ")
    mark = "# " if text.heading else ""
    found = numerals_beside(f"{mark}{said}", names, blanking)
    return tuple(replace(numeral, start=numeral.start - len(mark)) for numeral in found)


def _in_openings(text: Text, names: Sequence[str], blanking: Blanking) -> Iterator[Finding]:
    """Yield the numbers of what the openings of blocks print as it is typed: a person, a role, a credit behind its own words."""
    for opening in opened_in(without_code_blocks(text.text)):
        for printed in PRINTED.finditer(opening[0]):
            before = "Photographie : " if printed[0].startswith("credit") else ""
            for numeral in numerals_beside(f"{before}{printed[1]}", names, blanking):
                if not numeral.in_words:
                    place = text.place(opening.start() + printed.start(1) + numeral.start - len(before))
                    yield Finding(f"« {short(numeral.written)} » est tapé à la main.", place, _NAMED.format(short(printed[1])))


def _ones(sources: Sources, singles: list[Registered]) -> Iterator[Finding]:
    """Yield « un » and « une » where the very words of an indicator's label follow: elsewhere they are articles."""
    spoken = [(number, r"\bune?\s+" + r"\s+".join(map(re.escape, number.label.split()[:3]))) for number in singles]
    any_of_them = re.compile("|".join(words for _, words in spoken) or r"(?!)", re.IGNORECASE)
    speaking = [text for text in sources.texts if any_of_them.search(text.text)]
    for number, words in spoken:
        for text in speaking:
            for found in re.finditer(words, text.text, re.IGNORECASE):
                yield Finding(
                    f"« {found[0].split()[0]} » est tapé à la main.", text.place(found.start()), _proposal([number], words=True)
                )


@shared
def _this_year(sources: Sources) -> dict[str, list[Registered]]:
    return _holders(sources.register)


@shared
def _last_year(sources: Sources) -> dict[str, list[Registered]]:
    return _past_holders(sources.register)


def _holders(register: Register) -> dict[str, list[Registered]]:
    """Return the registered numbers by what `_size` says of their values."""
    holders: dict[str, list[Registered]] = {}
    for name in register.names:
        try:
            number = register.number(name)
        except ExpressionError:
            continue  # told by IND05
        holders.setdefault(_size(number.value), []).append(number)
    return holders


def _size(value: Decimal) -> str:
    """Return a value without its sign as a text, the same for 12.50 and 12.5."""
    return str(abs(value).normalize())


def _past_holders(register: Register) -> dict[str, list[Registered]]:
    """Return last year's numbers, in the same way."""
    before = _holders(register.of_year(register.year - 1))
    return {value: [register.number(dated(number.ref, -1)) for number in numbers] for value, numbers in before.items()}


def _speaks_of(numeral: Numeral, number: Registered) -> bool:
    """Tell whether the words after a number name what an indicator (or a table's unit) counts."""
    following = numeral.following.split()
    if following[:1] and _stem(following[0]) in _stems(number.unit)[:1]:
        return True
    nouns = {*_stems(number.unit, LINKING), *(() if number.cell else _stems(number.label, LINKING))}
    return any(_stem(word) in nouns for word in [word for word in following if len(word) > LINKING][:2])


@lru_cache(maxsize=4096)
def _stems(text: str, longer: int = 0) -> tuple[str, ...]:
    """Return the stems of the words of a text that are longer than so many letters."""
    return tuple(_stem(word) for word in french.folded(text).split() if len(word) > longer)


LINKING = 3  # letters: shorter words only link


def _stem(word: str) -> str:
    return word.rstrip("sx")


_CELL = 'Donnez « decimals: 0 » à sa colonne dans data/tables.yml, masquez-la (« hidden: true ») ou : [12]{.literal because="…"}.'
_NAMED = "Écrivez-le en lettres, ou ajoutez « {} » à « names_with_numbers: » de report.yml."
_UNKNOWN = (
    'Aucun indicateur n\'a cette valeur : ajoutez-le dans data/indicators/, puis {{{{ value("famille.nom") }}}}. '
    "S'il n'est pas un chiffre du rapport (un nom, un format, un numéro) : [{}]{{.literal because=\"…\"}}."
)
_LAST_YEAR = ", year=-1"


def _whole(text: str, numeral: Numeral) -> str:
    """Return a number with what it is typed in one with: « 4x4 », « 16/9 »."""
    end = numeral.start + len(numeral.written)
    before = re.search(r"[\w/×:.-]{0,12}\Z", text[: numeral.start][-12:])
    after = re.match(r"[\w/×:.%-]{0,12}", text[end : end + 12])
    return f"{before[0] if before else ''}{numeral.written}{after[0].rstrip('.:-') if after else ''}"


def _proposal(same: list[Registered], *, words: bool) -> str:
    same = [number for number in same if not number.cell] or same
    option = ", words=true" if words else ""
    calls = [f'{{{{ value("{bare(n.ref)}"{option}{_LAST_YEAR * (n.ref != bare(n.ref))}) }}}} ({n.label})' for n in same[:3]]
    return f"Cette valeur est celle de : {french.listed(calls, 'ou')}."


@rule("TXT13", text_by_text=True)
def literal_without_reason(sources: Sources) -> Iterator[Finding]:
    """Un nombre laissé tel quel, [26]{.literal because="…"}, dit pourquoi il n'est pas un chiffre du rapport.

    Ses crochets s'ouvrent et se ferment dans une même cellule, un même intertitre.
    """
    for text in sources.texts:
        for offset in cut_in(text.text):
            said = "Ces crochets sont coupés en deux, par la barre du tableau ou la fin de l'intertitre."
            yield Finding(
                said, text.place(offset), "Fermez-les dans la même cellule, sur la même ligne ; une barre s'écrit « \\| »."
            )
        start = text.text.find(".literal")
        while start >= 0:
            following = text.text.find(".literal", start + 1)
            own = text.text[start : following if following >= 0 else None].partition("}")[0]
            if 'because="' not in own or 'because=""' in own:
                hint = (
                    'Tapez des guillemets droits : because="…".' if re.search(r"because=[“«‘’']", own) else 'Ajoutez because="…".'
                )
                yield Finding("Ce nombre laissé tel quel ne dit pas pourquoi.", text.place(start), hint)
            start = following
