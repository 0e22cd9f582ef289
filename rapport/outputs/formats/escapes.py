"""Values put where HTML's own escaping says nothing: in a style sheet, in a script element, in the page's security policy."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode

from markupsafe import Markup

from rapport.ground.patterns import regex

# What Pandoc writes for tables, and the filter for pictures, frames, logos and the grounds of drawings. It begins by plain
# letters, that Python looks for in a page several times as fast as for any space.
_STYLED = regex(
    r'style="(text-align: (?:left|center|right);|width: \d{1,3}%|background:#[0-9A-Fa-f]{6}'
    r"|aspect-ratio:\d\d?/\d\d?|width:\d{1,2}\.\d\drem"
    r'|(?=[^"])(?:width:\d{1,3}%;?)?(?:aspect-ratio:\d\d?/\d\d?;object-fit:cover;object-position:(?:top|bottom|left|right|center);?)?'
    r'(?:display:block;margin-inline:(?:0 auto|auto 0|auto))?)"'
)


def css_string(text: str) -> Markup:
    """Return a text as a quoted string of CSS, which no text can end.

    CSS Object Model, section 2.1 « Common Serializing Idioms » (https://www.w3.org/TR/cssom-1/#serialize-a-string); « < » too, so
    that it can't end its style element.
    """
    plain = re.sub(r'[\x00-\x1f\x7f"\\<>&]', lambda found: f"\\{ord(found[0]):x} ", text)
    return Markup(f'"{plain}"')  # noqa: S704 - nothing in it ends the string or the element


def css_name(text: str) -> str:
    """Return a text as an identifier of CSS: what isn't a letter, a digit, « - » or « _ » becomes « - »."""
    return re.sub(r"[^\w-]", "-", text)


def css_colour(text: str) -> str:
    """Return a colour `#RRGGBB`; raises ValueError of anything else."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(text)
    return text


def json_text(value: object) -> Markup:
    """Return a value as JSON that can't end its script element, whatever a text in it says."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - no tag is left in it


def source_hash(text: str) -> Markup:
    """Return the hash by which a policy names an element's text, or an attribute's.

    Content Security Policy 3, section 2.3.1 « Source Lists » (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
    """
    return Markup("'sha256-{}'").format(b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii"))


def style_hashes(body: str) -> Markup:
    """Return the hashes of the styles that attributes carry: alignment, width, crop, the ground of a drawing, no other."""
    return Markup(" ").join(source_hash(style) for style in sorted(_styles_in(body)))


def _styles_in(body: str) -> set[str]:
    plain = str(body)  # a letter of Markup is Markup, made anew
    return {found[1] for found in _STYLED.finditer(plain) if plain[max(found.start() - 1, 0)].isspace()}
