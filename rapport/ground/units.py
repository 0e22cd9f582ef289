"""Units of measure, with the French names and signs that authors type: what each measures, and how large it is.

A small table of our own: ``pint`` reads « 5 € » as a bare 5, knows no French plural, and takes a second to import. Any other
noun counts things, and things add up.

Years and days don't convert (a year has 365 or 366 of them), nor days and hours (a day of work isn't 24 of them).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.patterns import regex


class Measure(NamedTuple):
    """One factor of a unit: what it measures, to which power, and the size of the unit among those of its kind."""

    kind: str
    power: int
    size: Decimal


Measures = tuple[Measure, ...]

# By kind: the French words for a message, then the size of each unit and the forms that it is typed in.
_KINDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "share": ("des pourcentages", {
        "1": "% point points pourcent pour-cent points_de_pourcentage point_de_pourcentage pp pts", "0.1": "‰ pour_mille",
    }),
    "money": ("des euros", {
        "0.01": "centime centimes c€ cents", "1": "€ euro euros EUR", "1000": "k€ keuro keuros kEUR kilo-euros kiloeuros",
        "1000000": "M€ MEUR meuros", "1000000000": "Md€ Mds€ Mrd€ G€",
    }),
    "dollars": ("des dollars", {"1": "$ dollar dollars USD", "1000": "k$ kUSD", "1000000": "M$ MUSD"}),
    "francs": ("des francs suisses", {"1": "CHF", "1000": "kCHF"}),
    "pounds": ("des livres sterling", {"1": "£ GBP", "1000": "k£", "1000000": "M£"}),
    "years": ("des durées en mois ou en années", {
        "1": "mois", "2": "bimestre bimestres", "3": "trimestre trimestres", "6": "semestre semestres",
        "12": "an ans année années", "120": "décennie décennies",
    }),
    "days": ("des durées en jours", {
        "0.5": "demi-journée demi-journées", "1": "j jour jours journée journées", "7": "semaine semaines sem",
    }),
    "hours": ("des durées en heures", {"1": "s seconde secondes", "60": "min minute minutes mn", "3600": "h heure heures"}),
    "mass": ("des poids", {
        "0.001": "mg milligramme milligrammes", "1": "g gramme grammes", "1000": "kg kilo kilos kilogramme kilogrammes",
        "100000": "quintal quintaux", "1000000": "t tonne tonnes", "1000000000": "kt kilotonne kilotonnes",
        "1000000000000": "Mt mégatonne mégatonnes",
    }),
    "length": ("des longueurs", {
        "0.001": "mm millimètre millimètres", "0.01": "cm centimètre centimètres", "1": "m mètre mètres",
        "1000": "km kilomètre kilomètres",
    }),
    "area": ("des surfaces", {
        "0.0001": "cm² cm2", "1": "m² m2 mètre_carré mètres_carrés", "100": "are ares",
        "10000": "ha hectare hectares", "1000000": "km² km2 kilomètre_carré kilomètres_carrés",
    }),
    "volume": ("des volumes", {
        "0.001": "ml mL millilitre millilitres", "0.01": "cl cL centilitre centilitres", "1": "l L litre litres",
        "100": "hl hL hectolitre hectolitres", "1000": "m³ m3 mètre_cube mètres_cubes",
    }),
    "energy": ("des énergies", {
        "1": "J joule joules", "1000": "kJ", "1000000": "MJ", "1000000000": "GJ", "3600": "Wh", "3600000": "kWh",
        "3600000000": "MWh", "3600000000000": "GWh", "3600000000000000": "TWh", "41868000000": "tep", "41868000000000": "ktep",
    }),
    "power": ("des puissances", {
        "1": "W watt watts Wc", "1000": "kW kilowatt kilowatts kWc", "1000000": "MW mégawatt mégawatts MWc", "1000000000": "GW",
    }),
    "data": ("des volumes de données", {
        "1": "octet octets o", "1000": "ko kilooctets", "1000000": "Mo mégaoctets",
        "1000000000": "Go gigaoctets", "1000000000000": "To",
    }),
    "temperature": ("des températures", {"1": "°C"}),
}  # fmt: skip
_COUNT = "count"
_NAMES = {kind: words for kind, (words, _) in _KINDS.items()} | {_COUNT: "des nombres de personnes ou de choses"}
_SIZES = {
    form.replace("_", " "): (kind, Decimal(size))
    for kind, (_, forms) in _KINDS.items() for size, names in forms.items() for form in names.split()
}  # fmt: skip
# The names of units that are written out, folded, and a form that is known: « annee » for « année ».
WRITTEN_OUT = {french.folded(form): form for form in _SIZES if re.fullmatch(r"an|[^\W\d_-]{3,}", form) and not form.isupper()}
_FOLDED: dict[str, set[tuple[str, Decimal]]] = {}  # « Kwh », « KG »: one unit, or none when two differ by their capitals alone
for _form, _size in _SIZES.items():
    _FOLDED.setdefault(_form.casefold(), set()).add(_size)
_MULTIPLES = {"douzaine": 12, "centaine": 100, "millier": 1000, "million": 10**6, "milliard": 10**9}
_MULTIPLE = regex(rf"({'|'.join(_MULTIPLES)})s?(?: (?:d'|de |des |du )(.+))?")
_PER = regex(r"\s*/\s*|\s+par\s+")
_APART = regex(r"\b(HT\b|TTC\b|brut(?=s?\b)|net(?=s?\b)|CO2)")  # what makes another thing of an amount: gross isn't net
_ONLY = {"point", "points", "pts", "pp", "s", "a", "m", "g", "l", "o", "j"}  # « points d'accueil » are things


@lru_cache(maxsize=1024)
def measures_of(unit: str) -> Measures:
    """Return what a unit measures: « k€ » is money by the thousand, « kWh/m² » energy by area, any other noun a count."""
    text = " ".join(unit.replace("’", "'").replace("₂", "2").split())
    text = re.sub(r"^(g|kg|t|kt|Mt)CO2", r"\1 CO2", text)
    if not text:
        return ()
    whole, *per = _PER.split(text)
    if len(per) == 1 and whole and per[0]:
        return product(measures_of(whole), inverse(measures_of(per[0])))
    return (_single(text),)


def _single(text: str) -> Measure:
    if (multiple := _MULTIPLE.fullmatch(text)) is not None:
        times, counted = Decimal(_MULTIPLES[multiple[1]]), multiple[2]
        kind, _, size = _single(counted) if counted else Measure(_COUNT, 1, Decimal(1))
        return Measure(kind, 1, size * times)
    first, _, rest = text.partition(" ")
    kind, size = _known(text) or (rest and first not in _ONLY and _known(first)) or (_COUNT, Decimal(1))
    apart = _APART.search(rest) if kind != _COUNT else None
    return Measure(f"{kind} {apart[1]}" if apart else kind, 1, size)


def _known(form: str) -> tuple[str, Decimal] | None:
    if form in _SIZES:
        return _SIZES[form]
    alike = _FOLDED.get(form.casefold(), set()) if form != "m€" else set()  # thousands to some, millions to others
    return next(iter(alike)) if len(alike) == 1 else None


def product(one: Measures, other: Measures) -> Measures:
    """Return the measures of a product, in which those that cancel each other are left out.

    Of a kind that both have, the size is that of the first: ``factor`` says by how much the second's values must be
    multiplied before.
    """
    found = {measure.kind: measure for measure in one}
    for kind, power, size in other:
        mine = found.get(kind)
        found[kind] = Measure(kind, power + (mine.power if mine else 0), mine.size if mine else size)
    return tuple(measure for measure in found.values() if measure.power)


def inverse(measures: Measures) -> Measures:
    """Return the measures of what is divided by."""
    return tuple(Measure(kind, -power, size) for kind, power, size in measures)


def factor(one: Measures, other: Measures) -> tuple[Decimal, Decimal]:
    """Return by what a value in the second's units is multiplied, then divided, to be in the first's where they share a kind.

    Two numbers, since a division by 3600 has no last digit: dividing last loses the least.
    """
    times, by = Decimal(1), Decimal(1)
    mine = {measure.kind: measure.size for measure in one}
    for kind, power, size in other:
        if kind in mine and mine[kind] != size:
            up, down = (size, mine[kind]) if power > 0 else (mine[kind], size)
            times, by = times * up ** abs(power), by * down ** abs(power)
    return times, by


def resized(measures: Measures, like: Measures) -> Measures:
    """Return measures in the sizes of the others, where they share a kind."""
    sizes = {measure.kind: measure.size for measure in like}
    return tuple(measure._replace(size=sizes.get(measure.kind, measure.size)) for measure in measures)


def finer(one: Measures, other: Measures) -> bool:
    """Tell whether the second's units are smaller: a sum is told in the smaller ones, which need no division."""
    times, by = factor(one, other)
    return times < by


def alike(one: Measures, other: Measures) -> bool:
    """Tell whether two quantities may be added or compared.

    A plain number goes with any. A rate goes with what shares one of its kinds (a cost by member is also told in euros).
    """
    if not one or not other:
        return True
    if is_single(one) is is_single(other):
        return same_kinds(one, other)
    return bool({(measure.kind, measure.power) for measure in one} & {(measure.kind, measure.power) for measure in other})


def addable(one: Measures, other: Measures) -> bool:
    """Tell whether two quantities that are alike add up: an hourly rate and an amount don't.

    What a rate of the year counts may stay unsaid: a cost by member in euros, « kWh/an » in kWh.
    """
    rates = not one or not other or is_single(one) is is_single(other)
    return alike(one, other) and (rates or same_kinds(_unsaid_aside(one), _unsaid_aside(other)))


def _unsaid_aside(measures: Measures) -> Measures:
    return tuple(measure for measure in measures if measure.kind not in (_COUNT, "years")) or measures


def same_kinds(one: Measures, other: Measures) -> bool:
    """Tell whether two units measure exactly the same, whatever their sizes: a total and its parts."""
    return {(kind, power) for kind, power, _ in one} == {(kind, power) for kind, power, _ in other}


def is_single(measures: Measures) -> bool:
    """Tell whether measures are one thing alone, not a rate nor a product."""
    return len(measures) == 1 and measures[0].power == 1


def name_of(measures: Measures) -> str:
    """Return in French what is measured, for messages."""
    said = [_name(measure.kind) for measure in measures if measure.power > 0] or ["des nombres"]
    per = [_name(measure.kind).removeprefix("des ") for measure in measures if measure.power < 0]
    return french.listed(said) + (f" par {french.listed(per)}" if per else "")


def _name(kind: str) -> str:
    bare, _, apart = kind.partition(" ")
    return f"{_NAMES[bare]} {apart}".strip()
