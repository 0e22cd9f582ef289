"""The voice of a variant: a summary of the report, read in the section that holds it as Pandoc wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.outputs.formats import Steps
from rapport.outputs.variants.read import numbers_in, section_of, words_of
from rapport.sources.variants import VariantVoice


@dataclass(frozen=True)
class Spoken:
    """Who speaks and in what role, the line that is kept, the paragraphs, and the numbers in them (name, printed form)."""

    who: str
    role: str
    line: str
    paragraphs: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]


def voice_of(voice: VariantVoice | None, steps: Steps) -> Spoken | None:
    """Return a summary of the report, None when none is asked for; raises ToolFailed."""
    if voice is None:
        return None
    wanted = "".join(voice.who.split())
    for summary in section_of(voice.section, steps).iterfind(".//figure[@class='summary']"):
        who = words_of(summary.find(".//span[@class='who']"))
        if "".join(who.split()) != wanted:
            continue
        (body,) = summary.xpath("./*[contains(concat(' ', @class, ' '), ' summary-text ')]")
        heading = next(iter(body.xpath("./h2 | ./h3 | ./h4 | ./h5 | ./h6")), None)
        paragraphs = tuple(filter(None, map(words_of, body.iterfind(".//p"))))
        return Spoken(who, words_of(summary.find(".//span[@class='role']")), words_of(heading), paragraphs, numbers_in(body))
    return None
