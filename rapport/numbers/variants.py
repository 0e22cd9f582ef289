"""What a four-page variant says: its numbers as large letters, its messages, each with the numbers that it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.languages import FRENCH
from rapport.ground.markdown.words import unmarked
from rapport.ground.problems import Place
from rapport.numbers.calls import MARK, NumberCall, Placed, calls_of, printed_text
from rapport.numbers.cards import entries_of
from rapport.numbers.chart_rows import names_in, printed_form, rows_of
from rapport.numbers.claims.calls import YearCall
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.gaps import gap_of
from rapport.numbers.register import Register, UnknownNumber
from rapport.numbers.spoken import noting, spoken, spoken_spec
from rapport.sources.model import Mention
from rapport.sources.slides import TypedSlide, parts_of
from rapport.sources.spans import bared
from rapport.sources.summaries import summaries_in
from rapport.sources.translations import AskedText
from rapport.sources.variants import VariantEntry, VariantNumber, VariantVoice


@dataclass(frozen=True)
class Poster:
    """A number in large letters, and the words under it."""

    number: str
    sentence: str


@dataclass(frozen=True)
class Exhibit:
    """A chart of the report that a variant shows again, and the words around it."""

    name: str
    title: str
    subtitle: str
    note: str


@dataclass(frozen=True)
class Summing:
    """What a variant says in typeset French, and every number that it prints."""

    title: str
    posters: tuple[Poster, ...]
    messages: tuple[str, ...]
    map: Exhibit | None
    chart: Exhibit | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Spoken:
    """Who speaks and in what role, the line that is kept, the paragraphs, and the numbers in them (name, printed form)."""

    who: str
    role: str
    line: str
    paragraphs: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]


class SlideWords(NamedTuple):
    """A slide that an author wrote: its title, its lines (whether each is of a list), its notes, the numbers of both."""

    title: str
    lines: tuple[tuple[str, bool], ...]
    notes: tuple[str, ...]
    mentions: tuple[Mention, ...]
    noted: tuple[Mention, ...]


class Identity(NamedTuple):
    """What a variant says of the report."""

    subtitle: str
    published: str
    address: tuple[str, ...]


def posters_of(variant: VariantEntry) -> Iterator[tuple[VariantNumber, Place]]:
    """Yield the numbers asked for, a lone name as a number without words, with the place of the name."""
    for index, entry in enumerate(variant.numbers):
        if isinstance(entry, VariantNumber):
            yield entry, entry.at("number")
        else:
            yield VariantNumber(number=entry, sentence=""), variant.at("numbers", index)


def summing_of(name: str, variant: VariantEntry, register: Register) -> Summing:
    """Return what a variant says, whose sources passed the rules: every name resolves."""
    writer = TextWriter(name, register)
    title = writer.text(variant.title, variant.at("title"))
    posters = tuple(writer.poster(entry, place) for entry, place in posters_of(variant))
    messages = tuple(writer.text(text, variant.at("messages", index)) for index, text in enumerate(variant.messages))
    region, chart = writer.exhibit(variant.map), writer.exhibit(variant.chart)
    return Summing(title, posters, messages, region, chart, tuple(writer.mentions))


def identity_of(register: Register) -> Identity:
    """Return what is said of the report in the language of a register; its address may stay as it is."""
    edition, language = register.report.edition, register.language
    subtitle, published = (language.translated(getattr(edition, key), edition.at(key)) for key in ("subtitle", "published"))
    address = (language.translated(line, edition.at("address", index), name=True) for index, line in enumerate(edition.address))
    return Identity(language.typeset(subtitle), language.typeset(published), tuple(address))


def voice_in(voice: VariantVoice, register: Register) -> Spoken:
    """Return a summary of the report in the language of a register, from the words of its author."""
    wanted = "".join(voice.who.split())
    found = next(one for one in summaries_in(register.report.section(voice.section)) if "".join(one.who.split()) == wanted)
    writer = TextWriter(voice.section, register)
    role, line = (writer.text(typed.text, typed.place) for typed in (found.role, found.line))
    paragraphs = tuple(writer.text(typed.text, typed.place) for typed in found.paragraphs)
    numbers = tuple((mention.ref, mention.printed) for mention in writer.mentions)
    return Spoken(french.typeset(found.who), role, line, paragraphs, numbers)


def asked_of(variants: Iterable[VariantEntry], register: Register) -> tuple[AskedText, ...]:
    """Return the French texts that variants in another language print, each where its author wrote it."""
    asked: list[AskedText] = []
    for variant in variants:
        if variant.language == FRENCH.code:
            continue
        noted = spoken(register, noting(variant.language, register, asked.append))
        with suppress(UnknownNumber, ExpressionError, KeyError, StopIteration):  # told by the rules on what it asks for
            identity_of(noted)
            summing_of("", variant, noted)
            for name in filter(None, (variant.map, variant.chart)):
                spec = register.report.charts[name]
                spoken_spec(spec, noted.language)
                rows_of(spec, noted), names_in(spec, noted)
            if variant.voice:
                voice_in(variant.voice, noted)
    return tuple(asked)


def slide_words(slide: TypedSlide, section: str, register: Register) -> SlideWords:
    """Return the words of a slide that an author wrote, whose sources passed the rules, and the numbers that it prints."""
    parts, writer, noting_writer = parts_of(slide), TextWriter(section, register), TextWriter(section, register)
    title = writer.text(unmarked(parts.title.text), parts.title.place) if parts.title else ""
    lines = tuple((writer.text(unmarked(line.text), line.place), line.item) for line in parts.lines)
    notes = tuple(noting_writer.text(unmarked(line.text), line.place) for line in parts.notes)
    return SlideWords(title, lines, notes, tuple(writer.mentions), tuple(noting_writer.mentions))


def note_of(chart: str, register: Register) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the note of a chart in typeset French, and the numbers that it prints (name, printed form)."""
    spec = register.report.charts[chart]
    writer = TextWriter(chart, register)
    text = writer.text(spec.note, spec.at("note"))
    return text, tuple((mention.ref, mention.printed) for mention in writer.mentions)


class TextWriter:
    """Prints texts, and records each number that they print."""

    def __init__(self, name: str, register: Register) -> None:
        self._name = name
        self._register = register
        self._cards = {entry.number: entry.sentence for entry, _ in entries_of(register.report.edition)}
        self.mentions: list[Mention] = []

    def text(self, text: str, place: Place) -> str:
        """Return an author's text in typeset French, its numbers printed."""
        text = bared(self._register.language.translated(text, place))
        out, position = [], 0
        for found in calls_of(text):
            if isinstance(found, Placed) and isinstance(found.call, NumberCall):
                out += [text[position : found.start], self._printed(found.call, place)]
                position = found.end
        return self._register.language.typeset("".join([*out, text[position:]]))

    def _printed(self, call: NumberCall, place: Place) -> str:
        number = self._register.found(call.number)
        if number is None:
            return gap_of(self._register, call.number)
        printed = printed_text(number, call)
        if not isinstance(call, YearCall):
            self.mentions.append(Mention(call.number, printed, place, self._name))
        return printed + MARK * (number.status == TO_CONFIRM)

    def exhibit(self, name: str) -> Exhibit | None:
        """Return the words around a chart, None when no chart is asked for."""
        if not name:
            return None
        spec = self._register.report.charts[name]
        title, subtitle, note = (self.text(getattr(spec, key), spec.at(key)) for key in ("title", "subtitle", "note"))
        return Exhibit(name, title, subtitle, note)

    def poster(self, entry: VariantNumber, place: Place) -> Poster:
        """Return a number in large letters; its words are its own, those of its card, or what the number counts."""
        number = self._register.found(entry.number)
        said = entry.sentence or self._cards.get(entry.number, "")
        if number is None:
            return Poster(gap_of(self._register, entry.number), self.text(said, _where(entry, place)))
        printed = printed_form(number)
        self.mentions.append(Mention(entry.number, printed, place, self._name))
        sentence = self.text(said or number.label, _where(entry, place) if said else number.place).removesuffix(".")
        return Poster(printed + MARK * (number.status == TO_CONFIRM), sentence)


def _where(entry: VariantNumber, place: Place) -> Place:
    """Return where the words of a number are written, at its name when they are a card's."""
    return entry.at("sentence") if entry.sentence else place
