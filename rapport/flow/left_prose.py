"""What a paragraph says in words, as `check` and `build` leave it to the next run."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.ground.cache import shaped

if TYPE_CHECKING:  # the tables of forms come with the rules that need them
    from rapport.rules.said import ReadProse

_CLAIM = ((str, str, str, str, int, str, int, int), str, int, int)
_PROSE = ([_CLAIM], [(int, int, [(int, int, int)])])


def prose_as_json(said: ReadProse) -> str:
    """Return what a paragraph says as JSON."""
    claims = []
    for claim in said.claims:
        meant = claim.meaning
        meaning = (
            meant.kind, "" if meant.value is None else str(meant.value), meant.softness, meant.named, meant.direction,
            meant.degree, meant.place, meant.places,
        )  # fmt: skip
        claims.append((meaning, claim.words, claim.start, claim.end))
    return json.dumps((claims, [(one.start, one.end, one.years) for one in said.sentences]), ensure_ascii=False)


def prose_of_json(written: str) -> ReadProse:
    """Return what was written of what a paragraph says; raises one of the cache's MISFITS."""
    from rapport.numbers.claims.meaning import Kind, Meaning, Softness  # noqa: PLC0415 - as above
    from rapport.numbers.claims.spotting import Claim, Sentence  # noqa: PLC0415
    from rapport.rules.said import ReadProse  # noqa: PLC0415

    claims, sentences = shaped(written, _PROSE)
    return ReadProse(
        tuple(
            Claim(Meaning(Kind(kind), Decimal(value) if value else None, Softness(softness), *others), words, start, end)
            for (kind, value, softness, *others), words, start, end in claims
        ),
        tuple(Sentence(start, end, tuple(map(tuple, years))) for start, end, years in sentences),
    )
