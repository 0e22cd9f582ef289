"""CHA08: the rows of a map, each on a region of its background."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from rapport.ground import french
from rapport.ground.near import near
from rapport.ground.problems import Place
from rapport.numbers.chart_rows import region_code, rows_of
from rapport.numbers.register import Register
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.charts import is_sound
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow

rule = SOURCE_RULES.rule


@rule("CHA08")
def unknown_region(sources: Sources) -> Iterator[Finding]:
    """Une ligne d'une carte est sur le fond : sa colonne « code » dit la région de ce nom, que n'a aucune autre ligne.

    Sans quoi elle resterait pâle, ou l'une cacherait l'autre.
    """
    for name, spec in sources.report.charts.items():
        if spec.kind != "map" or not is_sound(sources, name, spec):
            continue
        rows = rows_of(spec, sources.register)
        path = sources.folder("assets/map") / f"{spec.map}.geojson"
        if not path.is_file():
            continue  # told by CHA06
        try:
            regions = _regions_of(path.read_bytes())
        except (ValueError, KeyError, TypeError, OSError):
            hint = "Il faut un GeoJSON dont chaque région a « code » et « nom »."
            yield Finding(f"Graphique « {name} » : assets/map/{spec.map}.geojson ne se lit pas.", spec.at("map"), hint)
            continue
        if not any("code" in row.extra for row in rows):
            said = f"Graphique « {name} » : une carte a besoin d'une table qui a une colonne « code »."
            yield Finding(said, spec.at("table"), f"Codes du fond : {french.listed(list(regions))}.")
            continue
        for row in rows:
            code = row.extra.get("code", "")
            region = region_code(code, regions)
            named = _named(row, regions)
            mistaken = not named and _bare(row.category) == _bare(_DEPARTMENTS.get(region, " "))
            if region and named in {"", region} and not mistaken:
                continue
            has = f"a le code « {code} », qui n'est pas sur le fond « {spec.map} »" if code.strip() else "n'a pas de code"
            has = f"a le code de « {regions[region]} », « {region} »" if region else has
            has += ", parce que c'est aussi le numéro de ce département" if mistaken else ""
            said = f"Graphique « {name} » : « {row.category} » {has}."
            hint = _BY_REGION if mistaken else _near(row, code, regions)
            yield Finding(said, _place(row, sources.register) or spec.at(), hint, ((spec.at(), "la carte"),))
        known = tuple(row for row in rows if _named(row, regions) in {"", region_code(row.extra.get("code", ""), regions)})
        yield from _coloured_twice(name, spec, known, regions, sources.register)


_BY_REGION = "Cette carte montre des régions : donnez une ligne à chacune, avec son code."
# The departments whose number is also the code of a region, which would be coloured for them.
_DEPARTMENTS = {
    "01": "Ain", "02": "Aisne", "03": "Allier", "04": "Alpes-de-Haute-Provence", "06": "Alpes-Maritimes", "11": "Aude",
    "24": "Dordogne", "27": "Eure", "28": "Eure-et-Loir", "32": "Gers", "44": "Loire-Atlantique", "52": "Haute-Marne",
    "53": "Mayenne", "75": "Paris", "76": "Seine-Maritime", "84": "Vaucluse", "93": "Seine-Saint-Denis", "94": "Val-de-Marne",
}  # fmt: skip


@lru_cache(4)
def _regions_of(background: bytes) -> dict[str, str]:
    """Return the regions of a background (GeoJSON): names by code; raises ValueError, KeyError and TypeError when it is none."""
    features = json.loads(background)["features"]
    return {str(each["properties"]["code"]): str(each["properties"]["nom"]) for each in features}


def _coloured_twice(
    name: str, spec: ChartSpec, rows: tuple[ChartRow, ...], regions: dict[str, str], register: Register
) -> Iterator[Finding]:
    """Tell the rows whose region another row has already: it has one colour."""
    first: dict[str, ChartRow] = {}
    for row in rows:
        code = region_code(row.extra.get("code", ""), regions)
        other = first.setdefault(code, row) if code else row
        if other is not row:
            said = f"Graphique « {name} » : « {row.category} » a le code de « {other.category} », « {code} » ({regions[code]})."
            related = ((_place(other, register) or spec.at(), "l'autre ligne"),)
            yield Finding(
                said, _place(row, register) or spec.at(), "Une région a une seule couleur : une ligne pour chacune.", related
            )


def _place(row: ChartRow, register: Register) -> Place | None:
    """Return the cell of a row's code, its number's place when it has none."""
    name, _, rest = row.ref.partition(".")
    table = register.report.tables.get(name)
    key = rest.rpartition(".")[0]
    found = next((each for each in table.of_year(register.year) if each.key == key), None) if table else None
    return found.place_of("code") if found else None


def _named(row: ChartRow, regions: dict[str, str]) -> str:
    """Return the code of the region that has a row's name, empty when none has: a row may be named after several."""
    names = {_bare(name): each for each, name in regions.items()}
    return names.get(_bare(row.category), "")


def _bare(name: str) -> str:
    return french.folded(name).removeprefix("la ")


def _near(row: ChartRow, code: str, regions: dict[str, str]) -> str:
    """Return the region of that name, else the nearest codes: two digits of which one is the same aren't near."""
    folded = {french.folded(name): each for each, name in regions.items()}
    if close := near(french.folded(row.category), folded, 1, 0.8):
        return f"Le code de « {regions[folded[close[0]]]} » est « {folded[close[0]]} »."
    codes = near(code, regions, 3, 0.55)
    said = [f"« {each} » ({regions[each]})" for each in codes or regions]
    return f"Codes {'proches' if codes else 'du fond'} : {', '.join(said)}."
