"""Regular expressions compiled when they are first used (lazy initialisation): a command imports hundreds, and uses few."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class LazyPattern(Generic[AnyStr]):
    """What stands for a compiled regular expression until it is one, then hands on its methods."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = source
        self.flags_given = flags

    def __getattr__(self, name: str) -> Any:
        """Return a method or an attribute of the compiled expression; this one's own from then on, for speed."""
        compiled = re.compile(self.pattern, self.flags_given)
        for own in dir(compiled):
            if not own.startswith("_"):
                setattr(self, own, getattr(compiled, own))
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression as `re.compile` does; a fault in it is told when it is first used."""
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))
