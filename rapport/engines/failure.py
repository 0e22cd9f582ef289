"""An outside tool said no."""

from __future__ import annotations


class ToolFailed(Exception):  # noqa: N818 - told as a problem
    """An outside tool refused its input; ``detail`` is what it said, ``hint`` what to do (French)."""

    def __init__(self, tool: str, detail: str, hint: str = "") -> None:
        super().__init__(f"{tool}: {detail}")
        self.tool = tool
        self.detail = detail
        self.hint = hint
