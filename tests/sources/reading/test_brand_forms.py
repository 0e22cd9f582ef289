"""Every form that the brand.yml specification gives to a name, a logo, a colour or a font is understood, or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.sources.brand import Brand
from rapport.sources.reading.brand_forms import plain_brand


def of(**keys: Any) -> Brand:
    return Brand.of(plain_brand(keys))


@pytest.mark.parametrize(("meta", "name", "link"), [
    ({"name": "Coorace"}, "Coorace", ""), ({"name": {"short": "La Fab", "full": "La Fabrique du Val"}}, "La Fab", ""),
    ({"name": {"full": "La Fabrique du Val"}}, "La Fabrique du Val", ""),
    ({"link": {"home": "https://a.fr", "mastodon": "https://b.fr"}}, "", "https://a.fr"),
    ({"link": "https://a.fr"}, "", "https://a.fr"), ({"link": {"github": "https://g.fr"}}, "", ""),
])  # fmt: skip
def test_names_and_links(meta: Any, name: str, link: str):
    assert (of(meta=meta).name, of(meta=meta).link) == (name, link)


@pytest.mark.parametrize(("logo", "light", "dark"), [
    ("l.svg", "l.svg", "l.svg"), ({"medium": "l.svg"}, "l.svg", "l.svg"), ({"large": "l.svg"}, "l.svg", "l.svg"),
    ({"medium": {"light": "l.svg", "dark": "d.svg"}}, "l.svg", "d.svg"),
    ({"medium": {"path": "l.svg", "alt": "Logo"}}, "l.svg", "l.svg"),
    ({"images": {"clair": "l.svg", "sombre": {"path": "d.svg", "alt": "x"}},
      "medium": {"light": "clair", "dark": "sombre"}}, "l.svg", "d.svg"),
    ({"medium": {"light": {"path": "l.svg", "alt": "x"}, "dark": {"path": "d.svg", "alt": "x"}}}, "l.svg", "d.svg"),
    ({"images": {"un": {"path": "l.svg"}}, "small": "un"}, "l.svg", "l.svg"),
])  # fmt: skip
def test_logos(logo: Any, light: str, dark: str):
    assert (of(logo=logo).logo, of(logo=logo).logo_on_dark) == (light, dark)


@pytest.mark.parametrize(("color", "light", "dark"), [
    ({"primary": "#0a0"}, "#00AA00", None), ({"primary": "#00AA00FF"}, "#00AA00", None),
    ({"palette": {"vert": "#00AA00", "marque": "vert"}, "primary": "marque"}, "#00AA00", None),
    ({"primary": {"light": "#00AA00", "dark": "#88FF88"}}, "#00AA00", "#88FF88"),
    ({"primary": {"light": "#0a0"}}, "#00AA00", None),
    ({"palette": {"vert": "#00AA00", "clair": "#8f8"}, "primary": {"light": "vert", "dark": "clair"}}, "#00AA00", "#88FF88"),
    ({"secondary": "#00AA00", "primary": "secondary"}, "#00AA00", None),
    ({"palette": {"a": "b", "b": "a"}, "primary": "#00AA00"}, "#00AA00", None),
])  # fmt: skip
def test_colours(color: Any, light: str, dark: str | None):
    brand = of(color=color)
    assert brand.colors["primary"] == light
    assert brand.on_dark.get("primary") == dark


@pytest.mark.parametrize(("typed", "color"), [
    ("rgb(166, 61, 47)", "#A63D2F"), ("rgb(166 61 47)", "#A63D2F"), ("rgba(166,61,47,1)", "#A63D2F"),
    ("rgb(166 61 47 / 100%)", "#A63D2F"), ("hsl(120, 100%, 25%)", "#008000"), ("hsl(120deg 100% 25%)", "#008000"),
    ("rgb(100%, 0%, 0%)", "#FF0000"), ("navy", "#000080"), ("RebeccaPurple", "#663399"), ("#a0f", "#AA00FF"),
    ("rgba(166,61,47,0.5)", "rgba(166,61,47,0.5)"), ("#A63D2F80", "#A63D2F80"), ("rgb(1 2)", "rgb(1 2)"), ("rouge", "rouge"),
])  # fmt: skip
def test_colours_of_css(typed: str, color: str):
    """What lets its ground through has no contrast that could be measured: it is left, to be refused."""
    assert of(color={"primary": typed}).colors["primary"] == color
    assert of(color={"palette": {"marque": typed}, "primary": "marque"}).colors["primary"] == color


def test_a_name_of_the_palette_is_no_colour_of_css():
    assert of(color={"palette": {"orange": "#EE6331"}, "primary": "orange"}).colors["primary"] == "#EE6331"


@pytest.mark.parametrize(("size", "points"), [("16px", "12pt"), ("1rem", "9.5pt"), ("1.2em", "11.4pt"), ("110%", "10.45pt"),
                                              ("10pt", "10pt"), ("4mm", "4mm")])  # fmt: skip
def test_sizes(size: str, points: str):
    assert of(typography={"base": {"family": "Inter", "size": size}}).size == points


FONT = "typography:\n  fonts:\n    - "
MADE = ": erreur LEC10 "


@pytest.mark.parametrize(("keys", "said"), [
    (f"{FONT}{{family: Lato, source: google}}", f"6:7{MADE}La police « Lato » vient de Google Fonts"),
    (f"{FONT}{{family: Lato, source: bunny}}", f"6:7{MADE}La police « Lato » vient de Bunny Fonts"),
    (f"{FONT}{{family: Lato, source: system}}", f"6:7{MADE}La police « Lato » est celle de la machine"),
    ("typography:\n  base: {size: grand}", f"5:10{MADE}« size » vaut « grand »"),
    ("typography:\n  headings: {weight: gras}", f"5:14{MADE}« weight » vaut « gras »"),
    ("typography:\n  monospace: [a]", f"5:3{MADE}« typography.monospace »"),
    ("typography:\n  link: {decoration: [a]}", f"5:10{MADE}« decoration »"),
    ("typography:\n  titres: Inter", f"5:3{MADE}« titres » n'est pas une clé"),
    ("couleurs: {primary: red}", f"4:1{MADE}« couleurs » n'est pas une clé"),
    ("color:\n  succes: '#123456'", f"5:3{MADE}« succes » n'est pas une clé de brand.yml.\n    Vouliez-vous « success » ?"),
    ("color:\n  accent: '#123456'", f"5:3{MADE}« accent » n'est pas une clé"),
    ("logo:\n  tiny: logo.svg", f"5:3{MADE}« tiny » n'est pas une clé"),
    ("logo: {light: logo.svg, dark: logo.svg}", f"4:8{MADE}« light » n'est pas une clé"),
    ("defaults: oui", f"4:1{MADE}« defaults »"),
    ("logo: https://a.example/l.svg", f"4:1{MADE}« https://a.example/l.svg » est une adresse du web"),
])  # fmt: skip
def test_what_cannot_be_had_is_refused_by_its_name(petite: Path, run, keys: str, said: str):
    (petite / "assets/_brand.yml").write_text(f"meta:\n  name: La Fabrique\n  link: https://a.example\n{keys}\n", "utf-8")
    said_of_all = run(petite, "check").out
    assert f"assets/_brand.yml:{said}" in said_of_all


@pytest.mark.parametrize("keys", [
    "typography:\n  monospace: Fira Code", "typography:\n  monospace-inline: {color: primary, background-color: light}",
    "typography:\n  monospace-block: {family: Fira Code, size: 0.9em, line-height: 1.2}",
    "typography:\n  link: {decoration: underline, weight: 600, color: primary, background-color: '#EEEEEE'}",
    "typography:\n  headings: {style: italic, weight: semi-bold, color: {light: '#000000', dark: '#FFFFFF'}}",
    "defaults:\n  bootstrap: {version: 5}\n  quarto: {format: {html: {toc: true}}}",
    "color:\n  info: '#123456'\n  warning: orange\n  danger: rgb(200, 0, 0)",
])  # fmt: skip
def test_what_others_alone_use_is_free(petite: Path, run, keys: str):
    (petite / "assets/_brand.yml").write_text(f"meta:\n  name: {{short: Fab, full: La Fabrique}}\n{keys}\n", "utf-8")
    assert "LEC10" not in run(petite, "check").out


def test_a_pair_of_the_palette_serves_both_pages():
    brand = of(color={"palette": {"duo": {"light": "#A63D2F", "dark": "#FF8877"}}, "primary": "duo"})
    assert (brand.colors["primary"], brand.on_dark["primary"]) == ("#A63D2F", "#FF8877")


def test_fonts():
    typography = {"base": "Inter", "headings": {"family": "Lora", "weight": "semi-bold"},
                  "fonts": [{"family": "Inter", "files": [{"path": "fonts/a.ttf", "weight": 400}, "fonts/b.ttf"]}]}  # fmt: skip
    brand = of(typography=typography)
    assert (brand.base, brand.headings, brand.fonts[0].files) == ("Inter", "Lora", ("fonts/a.ttf", "fonts/b.ttf"))
    assert plain_brand({"typography": typography})["typography"]["headings"]["weight"] == 600


@pytest.mark.parametrize("brand", [None, [], "x", {"color": []}, {"logo": 3}, {"meta": {"name": {}}},
                                   {"typography": {"fonts": "x"}},
                                   {"color": {"palette": [1], "primary": {"light": 3, "dark": []}}},
                                   {"logo": {"images": 3, "medium": []}}])  # fmt: skip
def test_what_has_no_known_form_never_crashes(brand: Any):
    plain_brand(brand)


def test_a_dark_variant_serves_the_dark_page(petite: Path, run):
    path = petite / "assets/_brand.yml"
    text = "\n".join(line for line in path.read_text("utf-8").splitlines() if "foreground:" not in line)
    path.write_text(text.replace("color:", 'color:\n  foreground: {light: "#101010", dark: "#FAFAFA"}', 1) + "\n", "utf-8")
    assert [line for line in run(petite, "build", "--to", "html").lines if "erreur" in line] == []
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert "--text:light-dark(var(--foreground),#FAFAFA)" in page
    path.write_text(path.read_text("utf-8").replace("#FAFAFA", "#303030"), "utf-8")
    assert "BRA01" in run(petite, "check").out
    path.write_text(path.read_text("utf-8").replace('"#303030"', "clair"), "utf-8")
    assert "La couleur « foreground » (dark) vaut « clair »" in run(petite, "check").out


@pytest.mark.parametrize(("typed", "said"), [
    ("weight: {light: 300}", "« weight » est une liste ou des lignes « clé: valeur », pas une graisse."),
    ("weight: [400, 700]", "« weight » est une liste ou des lignes « clé: valeur », pas une graisse."),
    ("weight: true", "« weight » vaut « true », qui n'est pas une graisse."),
    ("size: {min: 10pt}", "« size » est une liste ou des lignes « clé: valeur », pas une taille."),
    ("size: grand", "« size » vaut « grand », qui n'est pas une taille."),
    ("size: 40pt", "« size » vaut « 40pt » : un texte se lit entre 7 et 16 points."),
    ("size: 9mm", "« size » vaut « 9mm » : un texte se lit entre 7 et 16 points."),
    ("size: 0.5rem", "« size » vaut « 4.75pt » : un texte se lit entre 7 et 16 points."),
])  # fmt: skip
def test_what_is_no_size_is_told_as_it_is_written(typed: str, said: str, petite: Path, run: Callable):
    """Not as Python writes it: « {'light': 300} »."""
    path = petite / "assets/_brand.yml"
    text = path.read_text("utf-8")
    assert "  base:\n" in text
    path.write_text(text.replace("  base:\n", f"  base:\n    {typed}\n", 1), "utf-8")
    assert said in run(petite, "check").out
