"""What a drawing may be made of: elements, attributes, values."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
RUNNING = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}  # what browsers give a meaning beside SVG
ELEMENTS = 50_000  # in all; a map of France has a few hundred
DEEPEST = 200  # elements one inside another
MOST = 100_000  # elements drawn again by « use »


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDED = frozenset({"text", "tspan", "textPath", "title", "desc", "style"})  # whose words count
CLOSED = frozenset({"title", "desc", "style"})  # which hold words alone
DRAWN = WORDED | _names(
    "svg g defs symbol use image path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask "
    "pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
# Presentation attributes of SVG 2, appendix « Property index » (https://www.w3.org/TR/SVG2/propidx.html); a style may set them.
PAINTED = _names(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters color-rendering "
    "direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family font-size "
    "font-size-adjust font-stretch font-style font-variant font-weight image-rendering letter-spacing lighting-color marker-end "
    "marker-mid marker-start mask opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration "
    "text-rendering transform transform-origin vector-effect visibility word-spacing writing-mode"
)
MEASURED = _names(
    "amplitude azimuth baseFrequency bias clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode elevation exponent "
    "filterUnits fr fx fy gradientTransform gradientUnits height in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength "
    "lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits mode numOctaves offset "
    "operator order orient pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ "
    "preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry scale seed slope specularConstant "
    "specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale tableValues targetX targetY textLength type "
    "values viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z"
)
SPOKEN = frozenset({"id", "class", "role", "lang", "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby"})
_FUNCTIONS = frozenset(
    {"matrix", "translate", "translatex", "translatey", "scale", "scalex", "scaley", "rotate", "skewx", "skewy", "rgb", "rgba",
     "hsl", "hsla", "url"}
)  # fmt: skip
_CALL = regex(r"([\w-]*)\s*\(")
OWN_ADDRESS = regex(r"""url\(\s*(["']?)#([^\s"'()\\#]+)\1\s*\)""", re.IGNORECASE)
PICTURE = regex(r"data:image/(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=\s]*")


def declared(style: str) -> dict[str, str]:
    """Return the declarations of a style attribute that an attribute can say."""
    pairs = (declaration.partition(":")[::2] for declaration in style.split(";"))
    named = {name.strip().lower(): re.sub(r"\s*!\s*important\s*$", "", value).strip() for name, value in pairs}
    return {name: value for name, value in named.items() if name in PAINTED and value}


def harmless(css: str) -> bool:
    """Tell whether a value, or a sheet, of CSS only names what is in its own drawing: no escape, no import, no address."""
    calls = {call.lower() for call in _CALL.findall(css)}
    addresses = css.lower().count("url(")
    return not re.search(r"[\\@<]", css) and calls <= _FUNCTIONS and addresses == len(OWN_ADDRESS.findall(css))
