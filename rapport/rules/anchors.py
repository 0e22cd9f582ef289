"""LNK01, LNK12: the places that links within the report lead to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rapport.ground.near import near
from rapport.ground.problems import Place
from rapport.manuscript.anchors import anchors_of, anchors_of_lexicons, anchors_typed, shown_in, typed_in
from rapport.manuscript.distinct import Taken
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.links import links
from rapport.sources.factsheet import of_factsheet, sections_of
from rapport.sources.model import Section
from rapport.sources.reserved import is_identifier

rule = SOURCE_RULES.rule


@rule("LNK01")
def broken_anchor(sources: Sources) -> Iterator[Finding]:
    """Un lien interne (#…) vise une section, une partie, un graphique, une table ou un identifiant {#…} qui existe."""
    for place, picture, target in links(sources):
        anchors = sources.once(_anchors)[of_factsheet(place.path)]
        if target.startswith("#") and not picture and target[1:] not in anchors:
            close = near(target[1:], anchors, 3, 0.5)
            targets = f"Cibles proches : {', '.join('#' + c for c in close)}. " if close else ""
            hint = f"{targets}Pour viser un intertitre, donnez-lui un nom : ## Mon titre {{#{target[1:] or 'nom'}}}."
            yield Finding(f"La cible « {short(target)} » n'existe pas.", place, hint)


@shared
def _anchors(sources: Sources) -> tuple[set[str], set[str]]:
    """Return what links of the report can lead to, and those of a factsheet: to itself, of which the report is no part."""
    made = sources.once(made_anchors) - {f"{content.id}-titre" for content in sources.heads}
    typed = {anchor for anchor, _ in sources.gathered(typed_anchors)}
    return made | typed, anchors_typed(sections_of(sources.report.factsheets).values())


@shared
def made_anchors(sources: Sources) -> set[str]:
    """Return the anchors made for sections, parts, their titles, the charts and tables shown, the entries of lexicons."""
    return {*anchors_of(sources.heads), *sources.gathered(_shown), *anchors_of_lexicons(sources.report)}


def taken_in(sources: Sources) -> Taken:
    """Return the anchors of the report that nothing shown again may get."""
    typed = frozenset(anchor for anchor, _ in sources.gathered(typed_anchors))
    return Taken(typed, frozenset(sources.once(made_anchors)), frozenset(sources.names_of_contents))


@shared
def _shown(sources: Sources) -> Iterator[str]:
    return (anchor for content in sources.contents if isinstance(content, Section) for anchor in shown_in(content))


@shared
def typed_anchors(sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield the identifiers {#name} of the sections, and where they stand."""
    sections = {content.id: content for content in sources.contents if isinstance(content, Section)}
    for text in sources.texts:
        for name, offset in typed_in(sections[text.section]) if text.body and text.section in sections else ():
            yield name, text.place(offset)


@rule("LNK12")
def repeated_anchor(sources: Sources) -> Iterator[Finding]:
    """Un identifiant {#nom} ne sert qu'une fois, et une section ne porte pas un nom dont le rapport se sert déjà."""
    sections = {content.id: content for content in sources.heads if isinstance(content, Section)}
    made = sources.once(made_anchors) - {*sections}
    for name, section in sections.items():
        if name in made or is_identifier(name):
            hint = f"Renommez {section.path}, et la section dans report.yml."
            yield Finding(f"« {name} » est un nom dont le rapport se sert déjà.", section.front.at("title"), hint)
    first: dict[str, Place] = {}
    typed = {name for name, _ in sources.gathered(typed_anchors)}
    for name, place in sources.gathered(typed_anchors):
        if name in first:
            related = ((first[name], "premier emploi"),)
            said = f"L'identifiant « {short(name)} » sert déjà."
            other = next(free for count in itertools.count(2) if (free := f"{name}-{count}") not in typed)
            typed.add(other)  # two places aren't proposed the same one
            yield Finding(said, place, f"Donnez-en un autre : {{#{short(other)}}}.", related)
        first.setdefault(name, place)
