"""The steps of writing: the manuscript, the account of its numbers, the data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from rapport.flow.asked import AskedNumbers, AskedSources, Passages
from rapport.flow.drawn import DrawnEdition
from rapport.ground.languages import FRENCH, Language
from rapport.ground.memo import step
from rapport.ground.problems import Place
from rapport.manuscript.asked import Passage
from rapport.manuscript.charts import Recipe, recipe_of
from rapport.manuscript.distinct import Distinct, Taken
from rapport.manuscript.listings import Acronyms, acronyms_of
from rapport.manuscript.passages import passage_of
from rapport.numbers.chart_rows import charts_in
from rapport.numbers.register import Register
from rapport.numbers.spoken import speaking, spoken
from rapport.numbers.trace import Trace, traces_of
from rapport.numbers.variants import asked_of
from rapport.outputs.data import contents_of
from rapport.outputs.formats.annex import annex_of, charts_in_passage
from rapport.outputs.formats.origins import Anchors, Group, Origins, origins_of
from rapport.rules.anchors import taken_in
from rapport.sources.dates import timestamp_of
from rapport.sources.model import Drawing, Manuscript, Mention, PartOpener, Section
from rapport.sources.translations import Glossary, glossary_of
from rapport.sources.variants import resolved


class WrittenEdition(DrawnEdition):
    """An edition in plain Markdown, with all that is known of the numbers that it prints."""

    # --- in another language

    @step
    def glossary(self) -> Glossary:
        """Return the English of the texts that English variants print, with what they lack."""
        variants = resolved(self.part("edition").variants).values()
        return glossary_of(self.part("translations"), asked_of(variants, AskedNumbers(self)))

    @step
    def language(self, code: str) -> Language:
        """Return a language, with the words that the team wrote in it."""
        return FRENCH if code == FRENCH.code else speaking(code, self.glossary())

    def register_in(self, language: str) -> Register:
        """Return the numbers in a language."""
        return spoken(AskedNumbers(self), self.language(language))

    @step
    def recipe_in(self, language: str, name: str) -> Recipe | None:
        """Return what a chart is drawn from in a language, None when it waits for a number."""
        return self.recipe(name) and recipe_of(
            self.part("charts")[name], name, self.register_in(language), self.theme(), self.root
        )

    def drawing_in(self, language: str, name: str) -> Drawing:
        """Return what a chart of the report shows in a language; raises KeyError when it waits for a number."""
        if language == FRENCH.code:
            return self.drawings()[name]
        if (recipe := self.recipe_in(language, name)) is None:
            raise KeyError(name)
        return recipe.drawing(partial(self.tools.drawer.svg, recipe))

    @step
    def charts_shown_in(self, name: str) -> tuple[str, ...]:
        """Return the charts that a content shows."""
        content = self.content(name)
        return charts_in(content) if isinstance(content, Section) else ()

    @step
    def charts_shown_before(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return how often each chart is shown before a content."""
        before = self.order()[: self.order().index(name)]
        return tuple(Counter(chart for other in before for chart in self.charts_shown_in(other)).items())

    @step
    def charts_anchored(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the anchor and the name of each chart that a content shows."""
        return charts_in_passage(self.passage(name).piece)

    @step
    def wanted(self) -> tuple[str, ...]:
        """Return the charts that the report shows, each once, in order."""
        return tuple(dict.fromkeys(chart for name in self.order() for chart in self.charts_shown_in(name)))

    # --- the manuscript

    @step
    def acronyms(self) -> Acronyms:
        """Return the acronyms of the lexicons."""
        return acronyms_of(self.part("tables"), self.part("edition").year)

    @step
    def first_part(self) -> int:
        """Return how many contents stand before the first part."""
        contents = self.by_name().values()
        return next((index for index, content in enumerate(contents) if isinstance(content, PartOpener)), len(contents))

    @step
    def before_parts(self) -> frozenset[str]:
        """Return the names of the contents that stand before the first part."""
        return frozenset(self.order()[: self.first_part()])

    @step
    def level(self, name: str) -> int:
        """Return the level of a content's heading: 2 inside a part, which the end matter is not."""
        return 1 if name in self.before_parts() or name in self.part("edition").end_matter else 2

    @step
    def names_taken(self) -> Taken:
        """Return the anchors that nothing shown again may get."""
        return taken_in(AskedSources(self))

    @step
    def names_given(self, name: str) -> frozenset[str]:
        """Return the anchors given to what is shown before a content."""
        before = self.order()[: self.order().index(name)]
        return frozenset(anchor for other in before for anchor in self.passage(other).anchors)

    def distinct(self, name: str) -> Distinct:
        """Return the anchors given before a content, to which it adds its own."""
        return Distinct(self.names_taken(), self.names_given(name))

    @step
    def passage(self, name: str) -> Passage:
        """Return a content in Markdown, and the numbers that it prints."""
        return passage_of(self.content(name), self.level(name), Passages(self))

    @step
    def manuscript(self) -> Manuscript:
        """Return the whole report in Markdown."""
        passages = [self.passage(name) for name in self.order()]
        mentions = tuple(mention for passage in passages for mention in passage.mentions)
        return Manuscript(tuple(passage.piece for passage in passages), mentions, self.drawings())

    @step
    def drawings(self) -> Mapping[str, Drawing]:
        """Return the drawings that the report shows, by name."""
        return {name: drawing for name in self.wanted() if (drawing := self.drawing(name))}

    @step
    def printed(self) -> Manuscript:
        """Return which numbers are printed in which section, wherever that is in its file, and what is drawn."""
        mentions = (mention for name in self.order() for mention in self.mentions(name))
        return Manuscript((), tuple(mentions), self.drawings())

    @step
    def mentions(self, name: str) -> tuple[Mention, ...]:
        """Return the numbers that a content prints, wherever that is in its file."""
        return tuple(replace(mention, place=Place("")) for mention in self.passage(name).mentions)

    @step
    def traces(self) -> Mapping[str, Trace]:
        """Return where each printed number comes from, by name."""
        return traces_of(self.register(), self.printed())

    @step
    def origins(self) -> Origins:
        """Return what the page says of each number."""
        return origins_of(self.traces(), self.register(), self.order())

    @step
    def origins_of(self, section: str) -> Group:
        """Return the numbers that a section is the first to print; raises KeyError where there is none."""
        return {group.section: group for group in self.origins().groups}[section]

    @step
    def origin_anchors(self) -> Anchors:
        """Return where the page tells the origin of each number, by name: a value that changes changes no place."""
        return {ref: origin.anchor for ref, origin in self.origins().by_ref.items()}

    @step
    def annex(self) -> Mapping[str, Any]:
        """Return what the annex of the PDF says of each number."""
        shown = (chart for name in self.order() for chart in self.charts_anchored(name))
        return annex_of(self.traces(), self.register(), self.order(), self.drawings(), shown)

    @step
    def annex_json(self) -> str:
        """Return the same as JSON, for Typst."""
        return json.dumps(self.annex(), ensure_ascii=False)

    @step
    def data(self) -> Mapping[str, bytes]:
        """Return the files of the data by their path in their folder, the description last."""
        return contents_of(self.register(), self.printed(), self.timestamp())

    @step
    def timestamp(self) -> int:
        """Return the date that outputs carry, in Unix seconds."""
        return timestamp_of(self.part("edition").year)
