"""Every form that the brand.yml specification gives to a name, a logo, a colour or a font is understood, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rapport.brand import Brand
from rapport.load.brand_forms import plain_brand


def of(**keys: Any) -> Brand:
    return Brand.of(plain_brand(keys))


@pytest.mark.parametrize(("meta", "name", "link"), [
    ({"name": "Coorace"}, "Coorace", ""), ({"name": {"short": "La Fab", "full": "La Fabrique du Val"}}, "La Fab", ""),
    ({"name": {"full": "La Fabrique du Val"}}, "La Fabrique du Val", ""),
    ({"link": {"home": "https://a.fr", "mastodon": "https://b.fr"}}, "", "https://a.fr"),
    ({"link": "https://a.fr"}, "", "https://a.fr"),
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
    ({"primary": "#0a0"}, "#00aa00", None), ({"primary": "#00AA00FF"}, "#00AA00", None),
    ({"palette": {"vert": "#00AA00", "marque": "vert"}, "primary": "marque"}, "#00AA00", None),
    ({"primary": {"light": "#00AA00", "dark": "#88FF88"}}, "#00AA00", "#88FF88"),
    ({"primary": {"light": "#0a0"}}, "#00aa00", None),
    ({"palette": {"vert": "#00AA00", "clair": "#8f8"}, "primary": {"light": "vert", "dark": "clair"}}, "#00AA00", "#88ff88"),
    ({"secondary": "#00AA00", "primary": "secondary"}, "#00AA00", None),
    ({"palette": {"a": "b", "b": "a"}, "primary": "#00AA00"}, "#00AA00", None),
])  # fmt: skip
def test_colours(color: Any, light: str, dark: str | None):
    brand = of(color=color)
    assert brand.colors["primary"] == light
    assert brand.on_dark.get("primary") == dark


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
