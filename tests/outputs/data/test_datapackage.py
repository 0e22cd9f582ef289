"""The data files of a build: what they hold, and their description by the standard (Data Package 2.0)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rapport.cli.main import main
from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.data.resource import Resource, inert, text_field
from rapport.outputs.engines.work_folder import Tools, write_files
from rapport.sources.published_csv import records_of
from tests.some import some

TYPES = {"string", "number", "integer", "year"}
NAME = re.compile(r"[a-z0-9._-]+")


@pytest.fixture(scope="module")
def folder(built_petite: Path) -> Path:
    return next(built_petite.glob("output/*/donnees"))


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_package_describes_itself_by_the_standard(package: dict[str, Any]):
    """Data Package 2.0, « Properties »: what must, what should."""
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert NAME.fullmatch(package["name"])
    assert not re.search(r"\d{4}", package["name"]), "the name stays from one year to the next; the version tells them apart"
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])
    assert package["title"]
    assert all(contributor["title"] and contributor["roles"] for contributor in package["contributors"])
    assert all(source["title"] for source in package["sources"])


def test_every_resource_says_all_that_a_program_needs(package: dict[str, Any], folder: Path):
    """Data Resource and Table Schema 2.0."""
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in some(package["resources"]):
        assert resource["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json"
        assert NAME.fullmatch(resource["name"])
        assert (resource["type"], resource["format"], resource["mediatype"]) == ("table", "csv", "text/csv")
        assert resource["encoding"] == "utf-8"
        assert not resource["path"].startswith(("/", "."))
        assert ".." not in resource["path"]
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_columns_are_those_of_the_files(package: dict[str, Any], folder: Path):
    for resource in some(package["resources"]):
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        rows = rows_of(folder / resource["path"])
        assert rows, f"{resource['path']} is empty"
        assert list(rows[0]) == names
        assert {field["type"] for field in schema["fields"]} <= TYPES
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in rows]
            if field["type"] in {"number", "integer"}:
                numbers = [Decimal(cell.replace(",", ".")) for cell in cells if cell]
                assert field["type"] == "number" or [number for number in numbers if number != int(number)] == []
            if field.get("constraints", {}).get("required"):
                assert all(cells)
            if allowed := field.get("constraints", {}).get("enum"):
                assert set(cells) <= set(allowed)
        if key := schema.get("primaryKey"):
            keys = [tuple(row[name] for name in key) for row in rows]
            assert len(set(keys)) == len(keys)
            assert all(all(part) for part in keys)


def test_the_description_says_how_the_files_are_written(package: dict[str, Any], folder: Path):
    """Table Dialect 2.0; a program that follows the description alone reads what is written."""
    for resource in some(package["resources"]):
        dialect = resource["dialect"]
        assert dialect == {"$schema": "https://datapackage.org/profiles/2.0/tabledialect.json", "delimiter": ";"}
        assert {field.get("decimalChar") for field in some(resource["schema"]["fields"]) if field["type"] == "number"} <= {","}
        content = (folder / resource["path"]).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), "Excel takes a file without it for Windows-1252"
        assert b"\r\n" in content
    assert "point-virgule" in package["description"]


@pytest.mark.parametrize(
    ("kind", "cell", "written"),
    [
        ("number", "12.5", "12,5"),
        ("number", "-0.25", "-0,25"),
        ("number", "1240", "1240"),
        ("integer", "620", "620"),
        ("year", "2024", "2024"),
        ("string", "12.5 ; 13", '"12.5 ; 13"'),
        ("string", "=1+1", "'=1+1"),
    ],
)
def test_a_cell_is_written_as_french_excel_reads_it(kind: str, cell: str, written: str):
    resource = Resource("r", "r.csv", "R", [text_field("nom", "Nom"), {"name": "n", "type": kind}], [["Été", cell]], ["nom"], [])
    assert resource.content.decode() == f"\ufeffnom;n\r\nÉté;{written}\r\n"


@pytest.mark.parametrize("text", ["\ufeffnom;n\r\nÉté;12,5\r\n", 'nom,n\r\nÉté,"12,5"\r\n', "nom;n\nÉté;12,5\n"])
def test_the_files_of_any_edition_are_read(text: str):
    assert list(records_of(text)) == [(1, ["nom", "n"]), (2, ["Été", "12,5"])]


@pytest.mark.parametrize(
    ("typed", "decimals", "kind", "written"),
    [
        ("620.0", 0, "integer", "620"),
        ("620,00", 0, "integer", "620"),
        ("620", 0, "integer", "620"),
        ("620,5", 1, "number", "620,5"),
    ],
)
def test_a_whole_number_is_an_integer_however_it_was_typed(
    petite: Path, run: Callable[..., Any], typed: str, decimals: int, kind: str, written: str
):
    said = "\nrepas:\n  title: Les repas\n  source: Relevé\n  key: lieu\n  columns:\n    lieu: {label: Lieu}\n"
    said += f"    n: {{label: Repas, decimals: {decimals}}}\n"
    tables = petite / "data/tables.yml"
    tables.write_text(tables.read_text("utf-8") + said, "utf-8")
    (petite / "data/tables/repas.csv").write_text(f'year,lieu,n\n2024,Gare,"{typed}"\n', "utf-8")
    outcome = run(petite, "build", "--to", "html")
    assert " erreur " not in outcome.out
    folder = petite / "output/2024/donnees"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resource = next(resource for resource in package["resources"] if resource["name"] == "table-repas")
    assert next(field["type"] for field in resource["schema"]["fields"] if field["name"] == "repas") == kind
    assert rows_of(folder / "tables/repas.csv")[0]["repas"] == written


def test_nothing_lies_in_the_folder_undescribed(package: dict[str, Any], folder: Path):
    described = {resource["path"] for resource in package["resources"]} | {"datapackage.json"}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == described


def test_every_indicator_comes_with_its_origin(folder: Path):
    rows = rows_of(folder / "indicateurs.csv")
    assert all(row["libelle"] and row["valeur"] and (row["source"] or row["formule"]) for row in some(rows))
    assert all(row["formule"] for row in some(row for row in rows if row["statut"] == "calculé"))
    assert not any(row["question"] for row in rows)


def test_a_doubt_comes_with_its_question(petite: Path, run: Callable):
    numbers = petite / "data/indicators/ateliers.yml"
    doubt = "velos.repares:\n  status: to_confirm\n  question: Combien en décembre ?"
    numbers.write_text(numbers.read_text("utf-8").replace("velos.repares:", doubt, 1), "utf-8")
    run(petite, "build", "--to", "html")
    rows = rows_of(next(petite.glob("output/*/donnees/indicateurs.csv")))
    assert [(row["statut"], row["question"]) for row in rows if row["question"]] == [("à confirmer", "Combien en décembre ?")]


def test_directories_of_persons_stay_on_paper(folder: Path):
    """A list of names, telephones and addresses is there to be read, not to be loaded."""
    assert not (folder / "tables/people.csv").exists()
    assert not any("@" in path.read_text("utf-8") for path in folder.rglob("*.csv"))


def test_a_chart_gives_what_it_shows(folder: Path):
    for path in some((folder / "graphiques").iterdir()):
        for row in some(rows_of(path)):
            assert row["categorie"]
            assert "imprime" not in row or bool(row["imprime"]) == bool(row["nombre"])


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+33 1 23", "'+33 1 23"),
        ("-value(1)", "'-value(1)"),
        ("\t=1", "'\t=1"),
        ("-3", "-3"),
        ("+2,5", "+2,5"),
        ("−3 ans", "−3 ans"),
        ("Un = deux", "Un = deux"),
        ("", ""),
    ],
)
def test_no_cell_is_a_live_formula(cell: str, kept: str):
    assert inert(cell) == kept


def test_the_same_sources_give_the_same_bytes(petite: Path, folder: Path):
    assert main(["build", "--quiet", "--to", "html"], petite) == 0
    again = next(petite.glob("output/*/donnees"))
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert [(again / path).read_bytes() for path in files] == [(folder / path).read_bytes() for path in files]


def test_the_date_is_the_one_that_is_asked_for(petite: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]):
    """Reproducible builds: SOURCE_DATE_EPOCH."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert run(petite, "build", "--to", "html").code == 0
    package = json.loads(next(petite.glob("output/*/donnees/datapackage.json")).read_text("utf-8"))
    assert package["created"] == "2025-01-01T00:00:00Z"


def test_paths_come_back_with_the_description_last(built_petite: Path, tmp_path: Path):
    data = Flow(built_petite, Tools(built_petite, Cache(built_petite / ".cache"))).data()
    write_files(data, tmp_path)
    assert [*data][-1] == "datapackage.json"
    assert all((tmp_path / path).is_file() for path in data)
