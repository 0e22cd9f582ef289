"""The PDF for the printer: see `pdf`."""

from rapport.outputs.formats.pdf import PRESS as FORMAT

__all__ = ["FORMAT"]
