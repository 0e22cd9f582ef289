"""The voice of a variant: a summary of the report, read in the section that holds it as Pandoc wrote it."""

from __future__ import annotations

from rapport.ground.languages import FRENCH
from rapport.numbers.variants import Spoken, voice_in
from rapport.outputs.formats import Steps
from rapport.outputs.variants.read import numbers_in, section_of, words_of
from rapport.sources.variants import VariantVoice


def voice_of(voice: VariantVoice | None, language: str, steps: Steps) -> Spoken | None:
    """Return a summary of the report, None when none is asked for; raises ToolFailed."""
    if voice is None:
        return None
    if language != FRENCH.code:
        return voice_in(voice, steps.register_in(language))
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
