"""BRA: the brand of `assets/_brand.yml`, as the templates use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from rapport.ground import french
from rapport.ground.colours import contrast, of_oklab, oklab
from rapport.ground.problems import Place
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.brand_pairs import PAIRS, ColourPair, Shade, shades_of
from rapport.sources.brand import Brand

rule = SOURCE_RULES.rule
LEAST = 4.5  # WCAG 2.2, success criterion 1.4.3 (level AA), for text of any size
_STEPS = 200  # of lightness tried on either side of a colour

Keys = Mapping[str, Any]


@rule("BRA01")
def low_contrast(sources: Sources) -> Iterator[Finding]:
    """Tout texte se lit sur son fond : 4,5:1 au moins pour chaque paire de couleurs que les gabarits emploient.

    Le rapport est celui des WCAG 2.2 : (L1 + 0,05) / (L2 + 0,05), L étant la luminance relative.
    """
    keys = sources.report.brand
    if not keys:
        return
    failing = _failing(keys)
    while failing:
        role = _culprit(keys, failing)
        mine = [pair for pair in failing if role in _roles(keys, pair)]
        failing = [pair for pair in failing if pair not in mine]
        yield _finding(sources, role, mine)


def _failing(keys: Keys) -> list[ColourPair]:
    shades = _shades(keys)
    return [pair for pair in PAIRS if _ratio(shades, pair) < LEAST]


def _shades(keys: Keys) -> Mapping[str, Shade]:
    brand = Brand.of(keys)
    return shades_of(brand.colors, brand.on_dark)


def _ratio(shades: Mapping[str, Shade], pair: ColourPair) -> float:
    return contrast(shades[pair.text].color, shades[pair.ground].color)


def _roles(keys: Keys, pair: ColourPair) -> list[str]:
    """Return the roles that a pair's colours come from, the text's first; the colours of the templates have none."""
    shades = _shades(keys)
    return [role for name in (pair.text, pair.ground) if (role := shades[name].role)]


def _culprit(keys: Keys, failing: Sequence[ColourPair]) -> str:
    """Return the colour to change: the one that most failing pairs share, a text's before a ground's."""
    counts = Counter(role for pair in failing for role in dict.fromkeys(_roles(keys, pair)))
    most = max(counts.values())
    shared = [role for role, count in counts.items() if count == most]
    return next((role for role in shared if nearest(keys, role)), shared[0])


def _finding(sources: Sources, role: str, pairs: Sequence[ColourPair]) -> Finding:
    keys = sources.report.brand
    shades = _shades(keys)
    worst = min(pairs, key=lambda pair: _ratio(shades, pair))
    text, ground = shades[worst.text], shades[worst.ground]
    ratio = Decimal(_ratio(shades, worst)).quantize(Decimal("0.01"), ROUND_DOWN)
    others = f" (et {len(pairs) - 1} autre{'s' if len(pairs) > 2 else ''})" if len(pairs) > 1 else ""  # noqa: PLR2004 - a plural
    said = (
        f"« {_written(keys, role)} » manque de contraste, pour {worst.where}{others} : "
        f"{text.color} sur {ground.color}, {french.format_number(ratio)}:1, pour 4,5:1 au moins."
    )
    better = nearest(keys, role)
    hint = (
        f'La plus proche qui convient : {_written(keys, role)}: "{better}".' if better else "Écartez davantage le texte du fond."
    )
    other = next((name for name in _roles(keys, worst) if name != role), "")
    related = ((_place(sources, other), f"l'autre couleur, « {_written(keys, other)} »"),) if other else ()
    return Finding(said, _place(sources, role), hint, related)


def nearest(keys: Keys, role: str) -> str:
    """Return the colour nearest to a role's own, lighter or darker, whose pairs all pass; empty when there is none.

    Nearest in lightness of Oklab, where a step looks the same everywhere; hue and chroma stay.
    """
    lightness, a, b = oklab(Brand.of(keys).colors[role])
    for step in range(1, _STEPS + 1):
        for moved in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= moved <= 1:
                tried = of_oklab(moved, a, b)
                changed = _with(keys, role, tried)
                if not any(role in _roles(changed, pair) for pair in _failing(changed)):
                    return tried
    return ""


def _with(keys: Keys, role: str, color: str) -> Keys:
    """Return the brand with another colour where a role's own is written: in the palette, or at the role."""
    colors = dict(keys.get("color") or {})
    palette = dict(colors.get("palette") or {})
    name = _written(keys, role)
    if name in palette:
        return {**keys, "color": {**colors, "palette": {**palette, name: color}}}
    return {**keys, "color": {**colors, role: color}}


def _written(keys: Keys, role: str) -> str:
    """Return the name under which a role's colour is written: a colour of the palette, or the role itself."""
    colors = keys.get("color") or {}
    name = colors.get(role)
    return str(name) if name in (colors.get("palette") or {}) else role


def _place(sources: Sources, role: str) -> Place:
    name = _written(sources.report.brand, role)
    keys = ("color", role) if name == role else ("color", "palette", name)
    return sources.report.brand_places.at(*keys)
