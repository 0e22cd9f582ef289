"""A network of members, made up for tests and measures: register, answers, published cells, templates of factsheets."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from rapport.flow.surveying import locks_of, surveyed
from rapport.sources.reading.parts import Parts
from rapport.sources.survey_locked import LOCK, written_locks

TYPES = ("ACI", "AI", "EI", "ETTI")
REGIONS = (
    "Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Bretagne", "Centre-Val de Loire", "Grand Est", "Hauts-de-France",
    "Île-de-France", "Normandie", "Nouvelle-Aquitaine", "Occitanie", "Pays de la Loire", "Provence-Alpes-Côte d'Azur",
)  # fmt: skip
COLUMNS = {
    "ca": ("Chiffre d'affaires", "€", 0), "subventions": ("Subventions reçues", "€", 0), "charges": ("Charges", "€", 0),
    "salaries": ("Salariés en parcours", "personnes", 0), "permanents": ("Salariés permanents", "ETP", 1),
    "heures": ("Heures travaillées", "heures", 0), "sorties": ("Sorties en emploi", "%", 1), "femmes": ("Femmes", "personnes", 0),
    "hommes": ("Hommes", "personnes", 0),
}  # fmt: skip
BESIDE = [name for name in COLUMNS if name not in {"femmes", "hommes"}]
WORDS = ("Val", "Passerelle", "Tremplin", "Relais", "Atelier", "Jardin", "Chantier", "Horizon", "Pont", "Rivage", "Fil", "Cap")

REPORT = """
factsheets:
  adherents:
    title: Votre structure dans l'Observatoire
    survey: observatoire
    sections: [situation, personnes]
  regions:
    title: L'Observatoire en région
    each: region
    survey: observatoire
    sections: [region]
"""
SITUATION = """---
title: Votre activité, à côté de celle des autres
lead: Chaque nombre que vous avez déclaré est placé à côté de la médiane de votre type et de celle de votre région.
---
{{ numbers("ca", "salaries", "sorties") }}

Vous avez déclaré un chiffre d'affaires de {{ own("ca") }}, {{ standing("ca", by="type") }}. Avec {{ own("permanents") }},
vos équipes permanentes sont {{ standing("permanents", by="region") }}.

{{ beside("ca", "subventions", "charges", "heures") }}
"""
PEOPLE = """---
title: Les personnes en parcours
---
Vous avez accompagné {{ own("salaries") }} en {{ field("region") }}. La médiane des {{ field("type") }} est
de {{ median("salaries", by="type") }}.

{{ beside("salaries", "permanents", "sorties") }}

## Femmes et hommes

{{ parts("femmes", "hommes") }}

::: callout
Une question sur cette fiche, une correction à faire ? Votre délégation régionale vous répond.
:::
"""
REGION = """---
title: Les adhérents de la région
---
{{ field("name") }} compte {{ field("members") }} adhérents.

{{ beside("ca", "salaries", "sorties") }}

{{ parts("femmes", "hommes") }}

## Les adhérents

{{ members() }}
"""


def lay_network(root: Path, members: int = 543, answers: int = 154, seed: int = 1) -> None:
    """Lay a network in an edition: its files, the published cells, and factsheets in report.yml."""
    drawn = random.Random(seed)
    register = [
        {
            "id": f"{10_000 + rank}", "name": f"{drawn.choice(WORDS)} {drawn.choice(WORDS)} n° {rank}",
            "type": drawn.choice(TYPES), "region": drawn.choice(REGIONS), "courriel": f"m{rank}@exemple.org",
        }
        for rank in range(members)
    ]  # fmt: skip
    given = {one["id"]: _answered(drawn) for one in drawn.sample(register, min(answers, members))}
    _csv(root / "enquetes/registre.csv", register)
    _csv(root / "enquetes/reponses.csv", [{"id": id_, **values} for id_, values in given.items()])
    (root / "data/surveys.yml").write_text(described(), "utf-8")
    lock_network(root)
    (root / "content/factsheets").mkdir(exist_ok=True)
    for name, text in (("situation", SITUATION), ("personnes", PEOPLE), ("region", REGION)):
        (root / f"content/factsheets/{name}.md").write_text(text, "utf-8")
    report = root / "report.yml"
    report.write_text(report.read_text("utf-8") + REPORT, "utf-8")


def _answered(drawn: random.Random) -> dict[str, str]:
    """Return what one structure answered, now and then nothing to a question."""
    size = drawn.lognormvariate(0, 0.7)
    people = max(4, int(60 * size))
    women = drawn.randint(1, people - 1)
    values = {
        "ca": int(700_000 * size * drawn.uniform(0.7, 1.3)), "subventions": int(90_000 * size * drawn.uniform(0.4, 1.8)),
        "charges": int(680_000 * size * drawn.uniform(0.7, 1.3)), "salaries": people, "permanents": f"{6 * size:.1f}",
        "heures": int(38_000 * size), "sorties": f"{drawn.uniform(25, 80):.1f}", "femmes": women, "hommes": people - women,
    }  # fmt: skip
    return {name: "" if drawn.random() < 0.04 else str(value).replace(".", ",") for name, value in values.items()}


def described() -> str:
    """Return the description of the survey."""
    lines = [
        "observatoire:", "  title: L'Observatoire", "  year: 2024", "  files: enquetes/reponses.csv",
        "  members: {file: enquetes/registre.csv}", "  quantile: 2",
        "  secrecy: {groups: 3, because: Une médiane de trois structures au moins}", "  columns:",
    ]  # fmt: skip
    lines += [f'    {n}: {{label: "{label}", unit: "{unit}", decimals: {d}}}' for n, (label, unit, d) in COLUMNS.items()]
    lines.append("  statistics:")
    for by in ("type", "region", ""):
        group, of = (f", by: {by}" if by else ""), f"par_{by}" if by else "reseau"
        for name in BESIDE:
            rounded = ", decimals: -3" if COLUMNS[name][1] in {"€", "heures"} else ""  # nobody's own answer is a median
            lines.append(f"    {name}_{of}: {{label: Médiane, compute: median, of: {name}{group}{rounded}}}")
        lines.append(f"    genre_{of}: {{label: Parts, compute: share, of: [femmes, hommes]{group}}}")
    return "\n".join(lines) + "\n"


def lock_network(root: Path) -> None:
    """Write the cells that may be published, as the command `survey` does."""
    panels, _ = Parts(root).surveys()
    made = surveyed(panels, sound=True)
    (root / LOCK).write_text(written_locks(locks_of(panels, made)), "utf-8")


def _csv(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]] if rows else ["id"], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
