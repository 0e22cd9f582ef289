"""What the report is written with (passages, what charts show, the data), as `build` leaves it to the next run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from rapport.flow.left import Written
from rapport.ground.cache import shaped
from rapport.ground.problems import Place

if TYPE_CHECKING:  # `check` writes nothing
    from rapport.manuscript.asked import Passage
    from rapport.manuscript.charts import Sketch
    from rapport.manuscript.distinct import Taken
    from rapport.manuscript.listings import Acronyms

_POINT = (str, int, int)
_PASSAGE = (str, str, [_POINT], [(str, str, _POINT, str)], [str])
_SKETCH = (str, [(str, str, str, str, bool, str, {str: str}, str)], str, str, str)


def _passage_as_json(passage: Passage) -> str:
    """Return a passage as JSON."""
    piece = passage.piece
    mentions = [(one.ref, one.printed, _point(one.place), one.section) for one in passage.mentions]
    return _json((piece.id, piece.markdown, [*map(_point, piece.origins)], mentions, passage.anchors))


def _passage_of_json(written: str) -> Passage:
    """Return a passage that was written; raises one of the cache's MISFITS."""
    from rapport.manuscript.asked import Passage  # noqa: PLC0415 - as above
    from rapport.sources.model import Mention, Piece  # noqa: PLC0415

    name, markdown, origins, mentions, anchors = shaped(written, _PASSAGE)
    printed = (Mention(ref, text, Place(*place), section) for ref, text, place, section in mentions)
    return Passage(Piece(name, markdown, tuple(Place(*place) for place in origins)), tuple(printed), tuple(anchors))


def _sketch_as_json(sketch: Sketch | None) -> str:
    """Return what a chart shows as JSON, None as it is."""
    if sketch is None:
        return "null"
    rows = [(row.category, str(row.value), *row[2:6], dict(row.extra), row.unit) for row in sketch.rows]
    return _json((sketch.alt, rows, *sketch[2:]))


def _sketch_of_json(written: str) -> Sketch | None:
    """Return what a chart shows, that was written; raises one of the cache's MISFITS."""
    from rapport.manuscript.charts import Sketch  # noqa: PLC0415 - as above
    from rapport.sources.model import ChartRow  # noqa: PLC0415

    if written == "null":
        return None
    alt, rows, *others = shaped(written, _SKETCH)
    try:
        return Sketch(alt, tuple(ChartRow(label, Decimal(value), *told) for label, value, *told in rows), *others)
    except InvalidOperation as error:
        raise ValueError(written) from error


def _taken_as_json(taken: Taken) -> str:
    """Return the anchors that are taken as JSON."""
    return _json([*map(sorted, taken)])


def _taken_of_json(written: str) -> Taken:
    """Return the anchors that are taken, that were written; raises one of the cache's MISFITS."""
    from rapport.manuscript.distinct import Taken  # noqa: PLC0415 - as above

    return Taken(*map(frozenset, shaped(written, ([str], [str], [str]))))


def _acronyms_as_json(acronyms: Acronyms) -> str:
    """Return the acronyms as JSON."""
    return _json((sorted(acronyms.lexicons), dict(acronyms.anchors), dict(acronyms.meanings)))


def _acronyms_of_json(written: str) -> Acronyms:
    """Return the acronyms that were written; raises one of the cache's MISFITS."""
    from rapport.manuscript.listings import Acronyms  # noqa: PLC0415 - as above

    lexicons, anchors, meanings = shaped(written, ([str], {str: str}, {str: str}))
    return Acronyms(frozenset(lexicons), anchors, meanings)


def _files_as_json(files: Mapping[str, bytes]) -> str:
    """Return files of text as JSON, in order."""
    return _json({path: content.decode() for path, content in files.items()})


def _files_of_json(written: str) -> dict[str, bytes]:
    """Return files of text that were written; raises one of the cache's MISFITS."""
    return {path: content.encode() for path, content in shaped(written, {str: str}).items()}


def _point(place: Place) -> tuple[str, int, int]:
    return place.path, place.line, place.column


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)


STEPS = {
    "DrawnEdition.sketch": Written(_sketch_as_json, _sketch_of_json),
    "WrittenEdition.acronyms": Written(_acronyms_as_json, _acronyms_of_json),
    "WrittenEdition.annex_json": Written(str, str),
    "WrittenEdition.data": Written(_files_as_json, _files_of_json),
    "WrittenEdition.names_taken": Written(_taken_as_json, _taken_of_json),
    "WrittenEdition.passage": Written(_passage_as_json, _passage_of_json),
    "WrittenEdition.wanted": Written(_json, lambda written: tuple(shaped(written, [str]))),
}
_CUT = ("charts_anchored", "charts_shown_in", "first_part", "mentions", "names_given")
CUTS = frozenset(f"WrittenEdition.{name}" for name in _CUT)
