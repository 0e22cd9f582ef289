"""What is found in a labelled corpus of claims (`tests/numbers/claims/README.md` says its format)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from rapport.numbers.claims.spotting import claims_in

MARK = re.compile(r"\[\[(.*?)\]\]")
YEAR = 2024


def labelled(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return the sentences of a corpus without their brackets, each with the stretches marked and their kinds."""
    sentences = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        kinds, _, sentence = line.split("\t")
        plain, marks, position = "", [], 0
        for mark, kind in zip(MARK.finditer(sentence), kinds.split("+"), strict=False):
            plain += sentence[position : mark.start()]
            marks.append((len(plain), len(plain) + len(mark[1]), kind))
            plain, position = plain + mark[1], mark.end()
        sentences.append((plain + sentence[position:], marks))
    return sentences


def scores(path: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return by kind how many marks there are, how many were found, and how many finds answer no mark."""
    wanted, hit, false = Counter[str](), Counter[str](), Counter[str]()
    for text, marks in labelled(path):
        found = claims_in(text, YEAR)
        for start, end, kind in marks:
            wanted[kind] += 1
            hit[kind] += any(one.kind == kind and one.start < end and start < one.end for one in found)
        for one in found:
            answered = any(one.kind == kind and one.start < end and start < one.end for start, end, kind in marks)
            false[one.kind] += not answered
    return wanted, hit, false
