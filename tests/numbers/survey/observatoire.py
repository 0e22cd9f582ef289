"""A made-up panel of 154 structures, in a register of 543, that gives back what the frozen edition of 2024 published.

Medians, shares and totals are those of the tables of `tests/editions/cap`; who said what is drawn at random. The files are as
structures send them: French numbers, units in cells, « n.d. ».
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import yaml

TYPES = {"AI": 61, "ACI": 45, "ETTI": 17, "EI": 15, "GES": 6, "ETT-ESS": 3, "EBE": 3, "Proxim": 2, "Autres": 2}  # who answered
PEOPLE = {"AI": 20000, "ACI": 8000, "ETTI": 6000, "EI": 3000}  # the others have what is left of the published total
REGIONS = ("Bretagne", "Occitanie", "Hauts-de-France", "Grand Est", "Île-de-France", "Normandie", "Centre-Val de Loire")
WHOLES = {"femmes_hommes": "personnes", "ages": "personnes", "qualification": "personnes", "financeurs": "subventions"}
MONEY = {"chiffre_affaires": "Chiffre d'affaires", "subventions": "Subventions", "charges": "Charges"}
EFFECTS = ("chiffre_affaires", "salaires", "impots", "achats")


def rows_of(edition: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table of an edition."""
    with (edition / f"data/tables/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(edition: Path) -> Mapping[str, int]:
    """Return the published indicators of the Observatoire, by the end of their name."""
    told = yaml.safe_load((edition / "data/indicators/observatoire.yml").read_text("utf-8"))
    return {name.partition(".")[2]: spec["values"][2024] for name, spec in told.items() if "values" in spec}


def shares_of(edition: Path) -> dict[str, dict[str, dict[str, int]]]:
    """Return the published shares of the portraits, by series, type and code."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows_of(edition, "portraits"):
        found.setdefault(row["series"], {}).setdefault(row["type"], {})[row["code"]] = int(row["share"])
    return found


def medians_of(edition: Path) -> dict[str, dict[str, int]]:
    """Return the published medians, by amount and type."""
    found: dict[str, dict[str, int]] = {}
    for row in rows_of(edition, "portraits_montants"):
        found.setdefault(row["code"], {})[row["type"]] = int(row["amount"])
    return found


class Drawn:
    """The answers drawn: a matrix of whole numbers by column, a row a structure."""

    def __init__(self, edition: Path, seed: int = 2024) -> None:
        self.edition = edition
        self.dice = np.random.default_rng(seed)
        self.types = [type_ for type_, count in TYPES.items() for _ in range(count)]
        self.totals = published(edition)
        self.columns: dict[str, np.ndarray] = {}
        self._people()
        for code, medians in medians_of(edition).items():
            self.columns[code] = self._around(medians)
        self._raise_to("chiffre_affaires", self.totals["chiffre_affaires"])
        for name, total in (("permanents", self.totals["permanents"]), ("salaires", self.totals["salaires"])):
            self.columns[name] = whole_parts(self.columns["chiffre_affaires"] ** 0.5, total)
        for name in ("chomeurs_longue_duree", "beneficiaires_rsa"):
            self.columns[name] = (self.columns["personnes"] * self.totals[name] / 100).round().astype(int)
        self._effects()
        self._series()

    def of(self, type_: str) -> np.ndarray:
        """Return the rows of a type; of « * », those of the types without a portrait."""
        return np.array([at for at, one in enumerate(self.types) if one == type_ or (type_ == "*" and one not in PEOPLE)])

    def _people(self) -> None:
        people = np.zeros(len(self.types), dtype=int)
        wanted = {**PEOPLE, "*": self.totals["personnes_en_parcours"] - sum(PEOPLE.values())}
        for type_, total in wanted.items():
            rows = self.of(type_)
            people[rows] = whole_parts(self.dice.uniform(0.5, 2, len(rows)), total)
        self.columns["personnes"] = people

    def _around(self, medians: Mapping[str, int]) -> np.ndarray:
        """Return amounts whose median by type is the published one: as many below as above."""
        amounts = np.zeros(len(self.types), dtype=int)
        for type_ in (*medians, "*"):
            rows, middle = self.of(type_), medians.get(type_, 500_000)
            half = len(rows) // 2
            low = self.dice.uniform(0.3, 0.95, half)
            high = self.dice.uniform(1.05, 2.5, len(rows) - half - len(rows) % 2)
            times = np.concatenate([low, np.ones(len(rows) % 2), high])
            amounts[rows] = np.rint(self.dice.permutation(times) * middle).astype(int)
        return amounts

    def _raise_to(self, column: str, total: int) -> None:
        """Give what lacks of a total to those above the median of their type, which doesn't move."""
        amounts = self.columns[column]
        above = np.concatenate([rows[amounts[rows] > np.median(amounts[rows])] for rows in map(self.of, (*PEOPLE, "*"))])
        amounts[above] += whole_parts(amounts[above].astype(float), total - int(amounts.sum()))

    def _effects(self) -> None:
        """Leave taxes and purchases to those who answered all of it: their amounts make the published effects."""
        answered = self.dice.permutation(self.of("ACI"))[:30]
        amounts = self.columns["subventions"]
        total = int(amounts[answered].sum())
        for name in EFFECTS:
            wanted = round(total * self.totals[f"effet_{name}"] / 1000)
            self.columns[f"effet_{name}"] = np.full(len(self.types), -1)  # -1: no answer
            self.columns[f"effet_{name}"][answered] = whole_parts(amounts[answered].astype(float), wanted)

    def _series(self) -> None:
        profile: dict[str, dict[str, int]] = {}
        for row in rows_of(self.edition, "observatoire_profil"):
            profile.setdefault(row["series"], {})[row["code"]] = int(row["share"])
        for series, by_type in shares_of(self.edition).items():
            whole = self.columns[WHOLES.get(series, "chiffre_affaires")]
            codes = list(dict.fromkeys(code for shares in by_type.values() for code in shares))
            parts = np.zeros((len(self.types), len(codes)), dtype=int)
            for type_, shares in by_type.items():
                rows = self.of(type_)
                parts[rows] = self._split(whole[rows], np.array([shares.get(code, 0) for code in codes], dtype=float))
            rows = self.of("*")
            left = np.array([1.0] * len(codes))
            if series in profile:  # the other types make up the published shares of all
                overall = np.array([profile[series].get(code, 0) for code in codes], dtype=float) * whole.sum() / 100
                left = overall - parts.sum(axis=0)
            parts[rows] = self._split(whole[rows], left)
            self.columns |= {f"{series}-{code}": parts[:, at] for at, code in enumerate(codes)}

    def _split(self, wholes: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """Return rows that make these wholes, and columns that make these shares of them all (iterative proportional fitting)."""
        drawn = self.dice.uniform(0.6, 1.4, (len(wholes), len(shares))) * shares
        wanted = shares / shares.sum() * wholes.sum()
        for _ in range(40):
            drawn *= (wanted / np.maximum(drawn.sum(axis=0), 1e-9))[None, :]
            drawn *= (wholes / drawn.sum(axis=1))[:, None]
        return np.array([whole_parts(row, int(whole)) for row, whole in zip(drawn, wholes, strict=True)])


def whole_parts(weights: np.ndarray, total: int) -> np.ndarray:
    """Return whole numbers in proportion to weights that make a total."""
    exact = weights / weights.sum() * total
    parts = np.floor(exact).astype(int)
    parts[np.argsort(parts - exact)[: total - int(parts.sum())]] += 1
    return parts


def lay_panel(root: Path, edition: Path) -> Drawn:
    """Write the register, the answers and the description of the survey in an edition."""
    drawn = Drawn(edition)
    dice = random.Random(2024)
    counts = {row["type"]: int(row["count"]) for row in rows_of(edition, "adherents_par_type")}
    register = [
        (f"{type_}{at:03d}", f"Structure {type_} {at}", type_, dice.choice(REGIONS))
        for type_ in counts
        for at in range(counts[type_])
    ]
    (root / "enquetes").mkdir(parents=True, exist_ok=True)
    lines = ["Numéro;Nom;Type;Région", *(";".join(member) for member in register)]
    (root / "enquetes/adherents.csv").write_text("\n".join(lines) + "\n", "utf-8")
    seen = dict.fromkeys(TYPES, 0)
    names = list(drawn.columns)
    rows = ["Numéro;" + ";".join(names)]
    for at, type_ in enumerate(drawn.types):
        rows.append(";".join([f"{type_}{seen[type_]:03d}", *(_typed(int(drawn.columns[name][at]), dice) for name in names)]))
        seen[type_] += 1
    (root / "enquetes/reponses.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (root / "data").mkdir(exist_ok=True)
    (root / "data/surveys.yml").write_text(
        yaml.safe_dump({"observatoire": dict(description_of(edition, names))}, allow_unicode=True)
    )
    return drawn


def _typed(number: int, dice: random.Random) -> str:
    """Return a number as somebody types it; -1 is one that isn't known."""
    if number < 0:
        return dice.choice(["n.d.", "", "NC"])
    return dice.choice([str(number), f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u202f")])


def description_of(edition: Path, names: list[str]) -> Iterator[tuple[str, object]]:
    """Yield the keys of the survey's description."""
    yield from {
        "title": "Observatoire",
        "year": 2024,
        "files": "enquetes/reponses.csv",
        "member": "Numéro",
        "quantile": 7,
    }.items()
    yield "members", {"file": "enquetes/adherents.csv", "id": "Numéro", "name": "Nom", "type": "Type", "region": "Région"}
    yield "columns", {name: {"label": name, "unit": "€" if name in MONEY else "personnes"} for name in names}
    yield "secrecy", {"groups": 10, "because": "Décision du conseil, reprise de l'usage de la statistique publique"}
    sums = {
        "personnes": "personnes_en_parcours",
        "permanents": "permanents",
        "chiffre_affaires": "chiffre_affaires",
        "salaires": "salaires",
    }
    statistics: dict[str, object] = {"repondants": {"label": "Répondants", "compute": "count"}}
    statistics |= {told: {"label": told, "compute": "sum", "of": name} for name, told in sums.items()}
    statistics["montants"] = {"label": "Montants médians", "compute": "median", "of": list(MONEY), "by": "type"}
    rounded = {"compute": "share", "to_100": "largest_remainder"}
    for series, by_type in shares_of(edition).items():
        of = [name for name in names if name.startswith(f"{series}-")]
        statistics[series] = {"label": series, "of": of, "by": "type", "where": {"type": list(by_type)}, **rounded}
    for series in ("femmes_hommes", "ages", "qualification"):
        of = [name for name in names if name.startswith(f"{series}-")]
        statistics[f"profil_{series}"] = {"label": series, "of": of, **rounded}
    for name in ("chomeurs_longue_duree", "beneficiaires_rsa"):
        statistics[name] = {"label": name, "compute": "share", "of": name, "among": "personnes"}
    effects = [f"effet_{name}" for name in EFFECTS]
    statistics["effets"] = {"label": "Effets", "compute": "share", "of": effects, "among": "subventions", "decimals": 1}
    yield "statistics", statistics
