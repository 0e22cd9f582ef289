"""The error of an outside tool that refused, and where an author wrote what it refuses."""

from __future__ import annotations

from rapport.ground.problems import AuthorError, Place


class ToolFailed(AuthorError):  # noqa: N818 - told as a problem
    """An outside tool refused its input; ``detail`` is what it said, ``hint`` what to do (French).

    ``place`` is where the author wrote what it complains of, when that could be found; ``sentence`` replaces the usual
    message when the tool was never reached. ``passing`` when the same input may be taken another time: the tool was killed,
    was late, isn't there.
    """

    def __init__(
        self, tool: str, detail: str, hint: str = "", *, place: Place | None = None, sentence: str = "", passing: bool = False
    ) -> None:
        super().__init__(sentence or f"{tool} a refusé le manuscrit : {detail}", hint, place)
        self.tool = tool
        self.detail = detail
        self.sentence = sentence
        self.passing = passing
        self.related: tuple[tuple[Place, str], ...] = ()  # other places, each with what is there (French)
