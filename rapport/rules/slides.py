"""VAR: the slides that authors write in their sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.markdown.words import unmarked
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.calls import ChartCall, NumberCall, Placed, calls_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.text import FENCE
from rapport.sources.model import Section
from rapport.sources.slides import SlideParts, TypedSlide, parts_of

rule = SOURCE_RULES.rule
LINES, LONGEST = 6, 140  # lines of a slide, and characters of one: what is read while somebody speaks
_PICTURE = regex(r"!\[")
_NUMBERS = regex(r"(?<![\w-])key-numbers(?![\w-])")
_EXAMPLE = "Écrivez « ### » et le titre, puis quelques mots ou une liste « - », puis au besoin un bloc « ::: notes »."


@rule("VAR13", text_by_text=True)
def unfit_slide_block(sources: Sources) -> Iterator[Finding]:
    """Un bloc « ::: slide » a un titre, quelques mots, au besoin des « ::: notes » pour qui parle, et rien d'autre."""
    for section in _sections(sources):
        for slide in section.slides:
            yield from _faults(slide, parts_of(slide))
        for fence in FENCE.finditer(section.body):
            if re.fullmatch(r"notes|\{[^{}]*\.notes(?![\w-])[^{}]*\}", fence[2]):
                line = section.first_line + section.body.count("\n", 0, fence.start(1))
                said, where = "« ::: notes » n'est pas dans une diapositive.", Place(section.path, line, 1)
                yield Finding(said, where, "Mettez ce bloc dans un bloc « ::: slide ».")


def _faults(slide: TypedSlide, parts: SlideParts) -> Iterator[Finding]:
    if parts.title is None or not parts.title.text:
        yield Finding("Cette diapositive n'a pas de titre.", slide.start, _EXAMPLE)
    if not parts.lines:
        yield Finding("Cette diapositive ne dit rien.", slide.start, _EXAMPLE)
    for other in parts.others:
        yield Finding(f"« {other.text} » n'a pas de place dans une diapositive.", other.place, _EXAMPLE)
    if len(parts.lines) > LINES:
        said = f"Cette diapositive a {len(parts.lines)} lignes ; on en lit {LINES}."
        yield Finding(said, parts.lines[LINES].place, "Gardez l'essentiel, et mettez le reste dans « ::: notes ».")
    for line in (*parts.lines, *parts.notes, *filter(None, [parts.title])):
        shown = [found.call for found in calls_of(line.text) if isinstance(found, Placed)]
        if _PICTURE.search(line.text) or any(not isinstance(call, NumberCall) for call in shown):
            hint = "Les graphiques de la section ont leurs diapositives."
            yield Finding("Une diapositive écrite n'a ni image, ni graphique, ni liste du rapport.", line.place, hint)
        elif line in parts.lines and len(unmarked(line.text)) > LONGEST:
            said = f"Cette ligne fait {len(unmarked(line.text))} caractères, pour {LONGEST} au plus."
            yield Finding(said, line.place, "Raccourcissez, ou mettez le reste dans « ::: notes ».")


@rule("VAR14", Severity.WARNING)
def unshown_slide(sources: Sources) -> Iterator[Finding]:
    """Une diapositive écrite est prise par une variante en pptx, et chaque section qu'une telle variante nomme en donne une."""
    wanted = {name for entry in sources.report.edition.variants.values() if entry.format == "pptx" for name in entry.sections}
    found = sources.gathered(_on_slides)
    for name, typed, _ in found:
        if typed and name not in wanted:
            said = f"Aucune variante en pptx ne prend la section « {name} » : sa diapositive ne paraîtra pas."
            yield Finding(said, typed, "Ajoutez la section à « sections: » de la variante, dans report.yml.")
    silent = {name for name, _, gives in found if not gives}
    for entry in sources.report.edition.variants.values():
        for index, name in enumerate(entry.sections if entry.format == "pptx" else ()):
            if name in silent:
                said = f"La section « {name} » ne donne aucune diapositive : elle n'a ni chiffres clés ni graphique."
                hint = "Écrivez-y un bloc « ::: slide » ou « ::: key-numbers », ou retirez-la de la variante."
                yield Finding(said, entry.at("sections", index), hint)


@shared
def _on_slides(sources: Sources) -> Iterator[tuple[str, Place | None, bool]]:
    """Yield the name of each section, where its first slide is written, and whether it gives slides."""
    for section in _sections(sources):
        yield section.id, section.slides[0].start if section.slides else None, _gives_slides(section)


def _sections(sources: Sources) -> Iterator[Section]:
    return (content for content in sources.contents if isinstance(content, Section))


def _gives_slides(section: Section) -> bool:
    """Tell whether a section has something that slides show."""
    charted = any(isinstance(found, Placed) and isinstance(found.call, ChartCall) for found in calls_of(section.body))
    return bool(section.slides) or charted or any(_NUMBERS.search(fence[2]) for fence in FENCE.finditer(section.body))
