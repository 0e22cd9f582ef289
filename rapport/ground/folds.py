"""What each letter of a decomposed text (Unicode's NFKD) is folded to: a table for `str.translate`, filled as letters are met."""

from __future__ import annotations

import unicodedata


class Folds(dict[int, str | None]):
    """Letters and digits stay, accents go, every other sign is a space."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = None if unicodedata.combining(letter) else letter if letter.isalnum() else " "
        return self[code]


FOLDS = Folds()
