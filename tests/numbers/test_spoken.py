"""The numbers in English: what each call prints, from the same register, and the pairs that give the words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rapport.ground.languages import ENGLISH
from rapport.ground.problems import Place
from rapport.numbers.calls import NumberCall, Placed, calls_of, printed_text
from rapport.numbers.chart_rows import rows_of
from rapport.numbers.claims.saying import rank_words, share_words, times_words, trend_words
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Register
from rapport.numbers.spoken import speaking, spoken
from rapport.sources.reading import load
from rapport.sources.translations import AskedText, Glossary, Translation, glossary_of
from tests.conftest import small_edition

PAIRS = (
    Translation(fr="Vélo", en="Bicycles"),
    Translation(fr="heures", en="hours"),
    Translation(fr="L'atelier  du\nbois", en="Wood"),
)


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Register:
    root = small_edition(tmp_path_factory.mktemp("petite"), shared_cache)
    return spoken(Register(load(root)[0]), speaking("en", glossary_of(PAIRS)))


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ('value("heures.total")', "1,240"),
        ('value("heures.total", unit=true)', "1,240\u00a0hours"),
        ('value("heures.part_velo", unit=true)', "50%"),
        ('share("heures_par_atelier.velo.hours", of="heures.total")', "half"),
        ('share("heures_par_atelier.cuisine.hours", of="heures.total")', "nearly one fifth"),
        ('times("heures.total", than="heures_par_atelier.velo.hours")', "twice"),
        ('rank("heures_par_atelier.hours", 1)', "Bicycles"),
        ('rank("heures_par_atelier.hours", key="cuisine")', "last"),
        ('rank("heures_par_atelier.hours", key="bois")', "second"),
        ("year()", "2024"),
    ],
)
def test_each_call(numbers: Register, call: str, printed: str):
    (found,) = calls_of(f"{{{{ {call} }}}}")
    assert isinstance(found, Placed)
    assert isinstance(found.call, NumberCall)
    assert printed_text(numbers.number(found.call.number), found.call) == printed


def test_the_register_itself_stays_french(numbers: Register):
    french = Register(numbers.report).number("heures.total")
    (found,) = calls_of('{{ value("heures.total", unit=true) }}')
    assert isinstance(found, Placed)
    assert isinstance(found.call, NumberCall)
    assert printed_text(french, found.call) == "1\u202f240\u00a0heures"


def test_the_rows_of_a_chart(numbers: Register):
    rows = rows_of(numbers.report.charts["heures"], numbers)
    assert [(row.category, row.printed) for row in rows] == [("Bicycles", "620"), ("Bois", "380"), ("Cuisine", "240")]


def test_words_of_multiples_trends_and_ranks():
    said = [times_words(Decimal(ratio), language=ENGLISH) for ratio in ("2", "2.9", "1.5", "0.5", "0.33")]
    assert said == ["twice", "three times", "one and a half times", "half", "a third"]
    assert trend_words(1, "strong", language=ENGLISH) == "rises sharply"
    assert trend_words(-1, "slight", plural=True, language=ENGLISH) == "fall slightly"
    assert trend_words(0, language=ENGLISH) == "remains stable"
    assert rank_words(2, language=ENGLISH) == "second"
    assert rank_words(9, last=True, language=ENGLISH) == "last"
    assert share_words(Quantity.of("0.99"), language=ENGLISH) == "almost all"


def asked(*texts: str) -> Glossary:
    return glossary_of(PAIRS, [AskedText(text, Place("report.yml", line)) for line, text in enumerate(texts, 1)])


def test_a_text_is_found_wherever_its_lines_are_cut():
    found = asked("L’atelier du bois").pair_of("L'atelier du\n  bois")
    assert found is not None
    assert found.en == "Wood"


def test_a_text_that_changed_keeps_its_english_and_says_so():
    glossary = asked("L'atelier du bois dur", "Vélo", "heures")
    pair = glossary.pair_of("L'atelier du bois dur")
    assert pair is not None
    assert pair.en == "Wood"
    assert [before.en for before, _ in glossary.older.values()] == ["Wood"]
    assert (glossary.missing, glossary.unused) == ((), ())


def test_what_is_asked_and_not_there_is_missing_and_what_is_not_asked_is_unused():
    glossary = asked("Une tout autre phrase", "Vélo", "heures")
    assert [each.text for each in glossary.missing] == ["Une tout autre phrase"]
    assert [pair.en for pair in glossary.unused] == ["Wood"]


def test_a_name_may_stay_as_it_is():
    glossary = glossary_of(PAIRS, [AskedText("Bretagne", Place(""), needed=False)])
    assert glossary.missing == ()
    assert speaking("en", glossary).translated("Bretagne", Place(""), name=True) == "Bretagne"
