"""What properties of letters, paragraphs, rows, cells or pages say, whatever it is: none is passed over for want of a name here.

But for what programs write by themselves, and what is said as ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from rapport.sources.reading.proofs.names import bare_name

_USUAL = {
    "widowControl": "1", "w": "100", "textAlignment": "auto", "outlineLvl": "9", "textDirection": "lrTb", "vAlign": "top",
    "tblLayout": "autofit", "gridSpan": "1", "lang": "", "numFmt": "decimal", "start": "1", "num": "1", "space": "720",
}  # fmt: skip
_BY_THEMSELVES = frozenset({
    "rsidR", "rsidRPr", "rsidDel", "rsidP", "rsidRDefault", "rsidTr", "noProof", "lang", "bCs", "iCs", "szCs", "cs", "webHidden",
    "snapToGrid", "specVanish", "oMath", "ins", "del", "moveFrom", "moveTo", "cnfStyle", "divId", "adjustRightInd",
    "autoSpaceDE", "autoSpaceDN", "overflowPunct", "kinsoku", "wordWrap", "topLinePunct", "suppressAutoHyphens",
    "textboxTightWrap", "suppressOverlap", "eastAsianLayout", "wAfter", "wBefore", "tblStyleRowBandSize", "tblStyleColBandSize",
})  # fmt: skip
_ON, _OFF = frozenset({"1", "true", "on"}), frozenset({"0", "false", "off", "none", "nil"})
NOTHING = "0"


def usual_of(name: str) -> str:
    """Return the value by which a property changes nothing."""
    return _USUAL.get(name, NOTHING)


def property_values(properties: Any, passed: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the names of properties and what they say, but for what programs write by themselves and what is read elsewhere."""
    for one in properties if properties is not None else ():
        name = bare_name(one.tag)
        if name and name not in passed and name not in _BY_THEMSELVES and not name.endswith("Change"):
            yield name, value_in_word(one)


def value_in_word(element: Any) -> str:
    """Return what an element says, in one word."""
    own = {bare_name(key): value for key, value in element.items() if bare_name(key) not in _BY_THEMSELVES}
    if len(element):
        return ";".join(f"{bare_name(child.tag)}:{value_in_word(child)}" for child in element)
    if {*own} <= {"val"}:
        value = own.get("val", "1")
        return "1" if value in _ON else NOTHING if value in _OFF else "".join(value.split())
    return "".join(",".join(f"{key}:{value}" for key, value in sorted(own.items())).split())
