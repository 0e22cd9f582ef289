"""Photographs and logos in the workshop: brought, named safely, laid with what is said of them, taken back in one step."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.brought import LARGEST, BroughtPictures
from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import Refused
from rapport.sources.reading import load
from tests.flow.atelier.test_site import HOST, Site, site  # noqa: F401 - a fixture

EDITO, ATELIERS = "content/edito.md", "content/ateliers.md"


def picture(wide: int = 1600, high: int = 1200, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((wide, high)).convert("RGB").save(out, kind)
    return out.getvalue()


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


def said(credit: str = "Léa FORT", **more: str) -> dict[str, str]:
    return {"picture": "photos/velo.jpg", "alt": "Deux vélos [réparés]", "credit": credit, **more}


def opened(desk: Desk, target: str) -> dict[str, str]:
    return {field.name: field.value for field in desk.form(target).fields}


def test_a_photograph_below_a_paragraph(petite: Path):
    desk, before = Desk(petite), text(petite, EDITO)
    brought = desk.pictures.bring("C:\\Photos\\Vélo.JPG", picture(), "photo")
    assert brought.path == "photos/velo.jpg"
    assert not (petite / "assets/photos").exists()
    target = "new:photo:content/edito.md:7"
    desk.save(target, said(caption="L'atelier, en *mai*."), opened(desk, target))
    frame = '::: {.photo credit="Léa FORT"}\n![Deux vélos \\[réparés\\]](assets/photos/velo.jpg)\n\nL\'atelier, en *mai*.\n:::\n'
    assert text(petite, EDITO) == before.replace("sans rendez-vous.\n", f"sans rendez-vous.\n\n{frame}")
    assert (petite / "assets/photos/velo.jpg").read_bytes() == brought.picture.content
    assert desk.asked(lambda checked: checked.problems()) == ()
    assert desk.undo().said == "Nouvelle photographie"
    assert (text(petite, EDITO), (petite / "assets/photos/velo.jpg").exists()) == (before, False)
    desk.redo()
    assert (petite / "assets/photos/velo.jpg").read_bytes() == brought.picture.content


@pytest.mark.parametrize(
    ("line", "above"), [(10, ":::\n\n"), (12, ":::\n\n"), (0, '{{ people("bureau") }}\n\n'), (15, "## Le bureau\n\n")]
)
def test_a_photograph_stands_outside_of_blocks(petite: Path, line: int, above: str):
    desk = Desk(petite)
    desk.pictures.bring("velo.jpg", picture(), "photo")
    target = f"new:photo:{EDITO}:{line}"
    desk.save(target, said(), opened(desk, target))
    found = text(petite, EDITO)
    assert found.partition("::: {.photo")[0].endswith(above)
    assert load(petite)[0]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_frame_that_waits_is_filled(petite: Path, end: str):
    path = petite / EDITO
    frame = (
        '::: {.photo brief="Deux salariés, de face" credit=""}\n'
        "![Deux salariés](assets/photos/attendue.jpg){crop=3:2 focus=top}\n\nLa déchetterie.\n:::\n"
    )
    path.write_bytes((text(petite, EDITO) + f"\n{frame}").replace("\n", end).encode())
    desk = Desk(petite)
    line = text(petite, EDITO).split("\n").index("![Deux salariés](assets/photos/attendue.jpg){crop=3:2 focus=top}") + 1
    target = f"new:photo:{EDITO}:{line}"
    form = desk.form(target)
    assert form.title == "Photographie attendue"
    assert [field.label for field in form.fields if field.kind == "shown"] == ["Ce qui est demandé : Deux salariés, de face"]
    desk.pictures.bring("velo.jpg", picture(), "photo")
    desk.save(target, said(alt="Deux salariés"), opened(desk, target))
    now = path.read_bytes().decode()
    assert f'::: {{.photo credit="Léa FORT" brief="Deux salariés, de face"}}{end}' in now
    assert f"![Deux salariés](assets/photos/velo.jpg){{crop=3:2 focus=top}}{end}{end}La déchetterie.{end}:::{end}" in now


@pytest.mark.parametrize("lacking", ["picture", "alt", "credit"])
def test_what_goes_with_a_photograph_is_asked_for(petite: Path, lacking: str):
    desk, before = Desk(petite), text(petite, EDITO)
    desk.pictures.bring("velo.jpg", picture(), "photo")
    target = "new:photo:content/edito.md:7"
    with pytest.raises(Refused) as refused:
        desk.save(target, {**said(), lacking: " "}, opened(desk, target))
    assert [*refused.value.faults] == [lacking]
    assert (text(petite, EDITO), (petite / "assets/photos").exists()) == (before, False)


@pytest.mark.parametrize(("given", "field"), [({"credit": 'Léa "FORT"'}, "credit"), ({"caption": "Un\n::: callout"}, "caption")])
def test_a_frame_is_never_broken(petite: Path, given: dict[str, str], field: str):
    desk = Desk(petite)
    with pytest.raises(Refused) as refused:
        desk.save("new:photo:content/edito.md:7", {**said(), **given}, opened(desk, "new:photo:content/edito.md:7"))
    assert [*refused.value.faults] == [field]


def with_pictured_tables(root: Path) -> None:
    columns = "family: {label: Famille}\n    name: {label: Organisation}\n    image: {label: Logo, hidden: true}"
    events = "title: {label: Quoi}\n    image: {label: Image, hidden: true}\n    alt: {label: Texte}\n    credit: {label: Crédit}"
    with (root / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nlogos:\n  title: Soutiens\n  source: Bureau\n  key: name\n  columns:\n    {columns}\n  view: logos\n")
        file.write(f"\ndates:\n  title: Dates\n  source: Bureau\n  key: title\n  columns:\n    {events}\n  view: timeline\n")
    (root / "data/tables/logos.csv").write_text("year,family,name,image\n2024,Villes,Val,\n", "utf-8")
    (root / "data/tables/dates.csv").write_text("year,title,image,alt,credit\n2024,Fête,,,\n", "utf-8")


def test_a_logo_is_a_row_of_its_wall(petite: Path):
    with_pictured_tables(petite)
    desk = Desk(petite)
    brought = desk.pictures.bring("Région Sud (logo) final.png", picture(900, 300, "PNG"), "logos")
    assert brought.path == "logos/region-sud-logo-final.png"
    target = desk.target(None, {"table": "logos", "brought": ""})
    assert target == "row:logos:1:+"
    with pytest.raises(Refused) as refused:
        desk.save(target, {"image": brought.path, "family": "Régions"}, opened(desk, target))
    assert "name" in refused.value.faults
    desk.save(target, {"image": brought.path, "family": "Régions", "name": "Région Sud"}, opened(desk, target))
    assert text(petite, "data/tables/logos.csv").splitlines()[-1] == "2024,Régions,Région Sud,logos/region-sud-logo-final.png"
    assert (petite / "assets" / brought.path).is_file()


def test_an_event_gets_its_photograph(petite: Path):
    with_pictured_tables(petite)
    desk = Desk(petite)
    brought = desk.pictures.bring("fête.jpg", picture(), "timeline")
    target = "row:dates:1:Fête"
    with pytest.raises(Refused) as refused:
        desk.save(target, {"image": brought.path}, opened(desk, target))
    assert [*refused.value.faults] == ["alt", "credit"]
    desk.save(target, {"image": brought.path, "alt": "La fête", "credit": "Léa"}, opened(desk, target))
    assert text(petite, "data/tables/dates.csv").splitlines()[-1] == "2024,Fête,photos/fete.jpg,La fête,Léa"


@pytest.mark.parametrize(("name", "stem"), [
    ("../../../etc/passwd", "passwd"), ("", "image"), (".htaccess", "htaccess"), ("CON.jpg", "image-con"), ("日本.jpg", "image"),
    ("a" * 300 + ".jpg", "a" * 60), ("Été à l'Œuvre !.jpeg", "ete-a-l-oeuvre"), ("x\0y\n.png", "x-y"), ("..", "image"),
])  # fmt: skip
def test_names_are_safe(petite: Path, name: str, stem: str):
    path = BroughtPictures(petite).bring(name, picture(), "photo").path
    assert path == f"photos/{stem}.jpg"


def test_no_picture_takes_the_place_of_another(petite: Path):
    pictures = BroughtPictures(petite)
    (petite / "assets/photos").mkdir()
    (petite / "assets/photos/velo.jpg").write_bytes(b"x")
    assert [pictures.bring("velo.jpg", picture(), "photo").path for _ in "ab"] == ["photos/velo-2.jpg", "photos/velo-3.jpg"]
    assert (petite / "assets/photos/velo.jpg").read_bytes() == b"x"


def test_pictures_come_with_the_key_and_within_bounds(site: Site):  # noqa: F811 - as above
    own = {**site.headers, "Content_Type": "application/octet-stream"}
    status, body, _ = site.asked("POST", "/-/picture?name=v%C3%A9lo.jpg&use=photo", picture(), **own)
    assert status == 200
    assert b'"value": "photos/velo.jpg"' in body
    assert b"data:image/jpeg;base64," in body
    for changed, wanted in (
        ({"X_Key": "autre"}, 403), ({"Cookie": ""}, 403), ({"Origin": "http://ailleurs.example"}, 403),
        ({"Host": "x.example"}, 403),
        ({"Content_Type": "image/jpeg"}, 400), ({"Content_Length": str(LARGEST + 1)}, 413), ({"Content_Length": "-1"}, 400),
    ):  # fmt: skip
        assert site.asked("POST", "/-/picture?name=a.jpg&use=photo", b"", **{**own, **changed})[0] == wanted
    status, body, _ = site.asked("POST", "/-/picture?name=a.jpg&use=photo", b"<html>", **own)
    assert (status, "n'est pas une image" in body.decode()) == (409, True)
    assert site.asked("POST", "/-/picture?name=a.jpg&use=rien", picture(), **own)[0] == 409
    assert HOST


def test_a_picture_is_shown_where_it_is_asked_for(petite: Path):
    page = str(Answers(Desk(petite)).read("/-/form", {"target": "new:photo"}, None).body)
    assert 'aria-label="Choisir le fichier : Photographie"' in page
    assert 'data-use="photo"' in page
