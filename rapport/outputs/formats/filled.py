"""Templates filled in: Jinja2, escaped by default, sandboxed. Loads nothing of the report: workers fill in pages too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from rapport.ground.problems import BuildStopped, Place, Problem, Severity, absent
from rapport.outputs.formats.escapes import css_string, source_hash, style_hashes


def typst_string(text: object) -> str:
    """Return a value as a quoted Typst string."""
    plain = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{plain}"'


def rendered(folder: Path, template: str, **context: Any) -> str:
    """Return a template of the folder filled in; HTML templates escape whatever is not Markup.

    Raises BuildStopped at the line of a template that its designer spoilt.
    """
    try:
        return _environment(folder).get_template(template).render(context)
    except TemplateError as error:
        if isinstance(error, TemplateNotFound):
            raise BuildStopped([absent(f"templates/{error.name or template}")]) from error
        place, said = _place_in(error, folder, template), error.message or type(error).__name__
        why = f"Le gabarit ne peut pas être rempli : {said.rstrip('.')}."
        raise BuildStopped([Problem("REN01", Severity.ERROR, why, place, "Corrigez le gabarit à cette ligne.")]) from error


def joined(folder: Path, templates: Sequence[str]) -> Markup:
    """Return the text of some templates of the folder, one after the other; raises OSError when one isn't there."""
    return Markup("\n".join((folder / name).read_text("utf-8") for name in templates))  # noqa: S704 - the designer's own


def _place_in(error: Exception, folder: Path, template: str) -> Place:
    """Return the place in the edition's templates where one can't be read, or filled in."""
    if isinstance(error, TemplateSyntaxError):
        return Place(f"templates/{error.name or template}", error.lineno)
    frames = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    inside = [(Path(name), line) for name, line in frames if Path(name).is_relative_to(folder)]
    if not inside:
        return Place(f"templates/{template}")
    path, line = inside[-1]
    return Place(f"templates/{path.relative_to(folder).as_posix()}", line or 0)


@lru_cache(maxsize=4)
def _environment(folder: Path) -> SandboxedEnvironment:
    """Return the environment of a folder: it keeps its templates until their files change."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=lambda name: bool(name) and ".html" in str(name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        typst_string=typst_string, css_string=css_string, source_hash=source_hash, style_hashes=style_hashes
    )
    return environment
