"""French written forms: what a reader sees is right, and typesetting twice changes nothing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rapport.ground.french import (
    BOUND,
    MINUS,
    NBSP,
    NNBSP,
    NUMBER_WORDS,
    folded,
    format_number,
    listed,
    number_of,
    typeset,
    with_unit,
    words_of,
)

TRIALS = settings(max_examples=150, deadline=None)
numbers = st.decimals(min_value=-(10**15), max_value=10**15, places=4)

# What typography has to do with, in any disorder.
TROUBLE = st.lists(
    st.sampled_from([
        *"aéB19 0\n'\"«»!?;:.…%€h°n()[]{}*_`-–,", NBSP, NNBSP, "\u2009", " : ", "...", " h ", "12", "n°", " ans",
        " M€", "1er", "16h15", "\n\n", " 000", " SMIC", " - ", " – ", " —", "- ", "-3", " mai", "M. ", ", etc.", "2ème", "1ère",
        "24h/24", ";", ":", "&nbsp;", "art. 9", BOUND, " entreprises", " de",
    ]),
    max_size=18,
).map("".join)  # fmt: skip


# --- numbers -------------------------------------------------------------------------------------------------------


@TRIALS
@given(numbers)
@example(Decimal("0.0000"))
@example(Decimal("-0.5"))
@example(Decimal("1E+6"))
def test_a_number_printed_reads_back_the_same(number: Decimal):
    assert number_of(format_number(number)) == number
    assert number_of(with_unit(format_number(number), "%")) == number


@TRIALS
@given(numbers, st.integers(0, 4))
def test_a_number_printed_with_decimals_is_the_nearest_one(number: Decimal, decimals: int):
    printed = format_number(number, decimals)
    assert abs(number_of(printed) - number) <= Decimal(5).scaleb(-decimals - 1)
    assert len(printed.partition(",")[2]) == decimals


@TRIALS
@given(st.integers(0, 10**12))
def test_thousands_are_parted_from_four_digits(number: int):
    """A narrow no-break space every three digits, nothing below a thousand."""
    printed = format_number(Decimal(number))
    assert printed.replace(NNBSP, "") == str(number)
    assert re.fullmatch(rf"\d{{1,3}}(?:{NNBSP}\d{{3}})*", printed)


@pytest.mark.parametrize(
    ("number", "decimals", "printed"),
    [
        ("543", 0, "543"),
        ("1000", 0, f"1{NNBSP}000"),
        ("1234567.5", 1, f"1{NNBSP}234{NNBSP}567,5"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, f"{MINUS}3"),
        ("0.125", 2, "0,13"),
        ("-0.4", 0, "0"),
        ("12", 1, "12,0"),
        ("30500", -3, f"30{NNBSP}500"),
        ("12.50", None, "12,50"),
        ("1E+3", None, f"1{NNBSP}000"),
    ],
)
def test_printed_numbers(number: str, decimals: int | None, printed: str):
    """Halves go up, as readers round; a value declared to the thousand keeps its digits."""
    assert format_number(Decimal(number), decimals) == printed


@pytest.mark.parametrize(("number", "printed"), [("3", "+3"), ("0", "0"), ("-3", f"{MINUS}3"), ("-0.2", "0")])
def test_a_sign_is_shown_on_request(number: str, printed: str):
    assert format_number(Decimal(number), 0, sign=True) == printed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        (f"1{NBSP}234,5", "1234.5"),
        (f"1{NNBSP}234{NNBSP}567", "1234567"),
        ("1\u2009234", "1234"),
        ("1234.5", "1234.5"),
        ("0123", "123"),
        ("+5", "5"),
        (f"{MINUS}3,5", "-3.5"),
        ("-3", "-3"),
        ("12 %", "12"),
        (f"12{NBSP}€", "12"),
        ("  7 ", "7"),
    ],
)
def test_numbers_read(text: str, number: str):
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "12 34", "1234 567", "1.234,5", "1,2,3", "1,", ",5", "1e3", "NaN", "Infinity", "12 h", "٣", "9" * 25, "1_000"],
)
def test_whatever_is_not_one_number_is_refused(text: str):
    """Above all « 12 34 », whose comma was forgotten, is not 1234."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        number_of(text)


# --- words ---------------------------------------------------------------------------------------------------------


def test_words_are_all_different():
    assert len({words_of(n) for n in range(101)}) == 101
    assert all(NUMBER_WORDS[words_of(n)] == n for n in range(101))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"), (1, "un"), (16, "seize"), (17, "dix-sept"), (20, "vingt"), (21, "vingt et un"), (22, "vingt-deux"),
        (31, "trente et un"), (60, "soixante"), (61, "soixante et un"), (69, "soixante-neuf"), (70, "soixante-dix"),
        (71, "soixante et onze"), (72, "soixante-douze"), (77, "soixante-dix-sept"), (79, "soixante-dix-neuf"),
        (80, "quatre-vingts"), (81, "quatre-vingt-un"), (90, "quatre-vingt-dix"), (91, "quatre-vingt-onze"),
        (97, "quatre-vingt-dix-sept"), (99, "quatre-vingt-dix-neuf"), (100, "cent"),
    ],
)  # fmt: skip
def test_words(number: int, words: str):
    assert words_of(number) == words


@pytest.mark.parametrize("number", [-1, 101, 1000])
def test_larger_numbers_have_no_words(number: int):
    with pytest.raises(ValueError, match=str(number)):
        words_of(number)


# --- typography ----------------------------------------------------------------------------------------------------


@TRIALS
@given(TROUBLE)
@example('""a""')
@example('"a" "b"')
@example('l\'"idée" !')
@example("-3 - -3 - ")
@example("de -3 - soit -4 - à -5")
@example("2 - -3")
def test_typesetting_twice_changes_nothing(text: str):
    assert typeset(typeset(text)) == typeset(text)


@TRIALS
@given(st.one_of(TROUBLE, st.text(max_size=40)))
def test_typesetting_keeps_every_letter_and_digit(text: str):
    def kept(of: str) -> list[str]:
        return [c for c in of if c.isalnum()]

    # « 2ème » and « 1ère » are the only words written otherwise.
    shortened = re.sub(r"\b1ère(s?)\b", r"1re\1", re.sub(r"\b(\d+)(?:è|iè|e)me(s?)\b", r"\1e\2", text))
    assert kept(typeset(text)) == kept(shortened)
    assert typeset(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        # thousands
        ("1 240 heures", f"1{NNBSP}240{NBSP}heures"),
        ("12 500 000", f"12{NNBSP}500{NNBSP}000"),
        # % € and units
        ("12 %", f"12{NBSP}%"),
        ("12%", f"12{NBSP}%"),
        (f"12{NNBSP}%", f"12{NBSP}%"),
        ("30 €", f"30{NBSP}€"),
        ("1,2 M€", f"1,2{NBSP}M€"),
        ("800 k€", f"800{NBSP}k€"),
        ("26 ans", f"26{NBSP}ans"),
        ("3 millions", f"3{NBSP}millions"),
        # before ; ! ?
        ("Vraiment ?", f"Vraiment{NNBSP}?"),
        ("Vraiment?", f"Vraiment{NNBSP}?"),
        ("oui ; non", f"oui{NNBSP}; non"),
        (f"oui{NBSP}!", f"oui{NNBSP}!"),
        ("12 %!", f"12{NBSP}%{NNBSP}!"),
        # before : and inside « »
        ("ainsi : voilà", f"ainsi{NBSP}: voilà"),
        (f"ainsi{NNBSP}: voilà", f"ainsi{NBSP}: voilà"),
        ('"Allons"', f"«{NBSP}Allons{NBSP}»"),
        ("«Allons»", f"«{NBSP}Allons{NBSP}»"),
        (f"«{NNBSP}Allons{NNBSP}»", f"«{NBSP}Allons{NBSP}»"),
        # hours
        ("16h15", f"16{NBSP}h{NBSP}15"),
        ("16 h 15", f"16{NBSP}h{NBSP}15"),
        ("9 h", f"9{NBSP}h"),
        # the rest
        ("l'année", "l’année"),
        ('l\'"année"', f"l’«{NBSP}année{NBSP}»"),
        ("l'**année**", "l’**année**"),
        ("et...", "et…"),
        ("n° 12", f"n°{NBSP}12"),
        ("N°12", f"N°{NBSP}12"),
        ("mot ;suite", f"mot{NNBSP};suite"),
        ("Source: Insee", f"Source{NBSP}: Insee"),
        ("oui; non", f"oui{NNBSP}; non"),
        ("24h/24, vers 16h", f"24{NBSP}h/24, vers 16{NBSP}h"),
        # ordinals, dates, titles, references
        ("la 1ère, les 2èmes, la 3ième", "la 1re, les 2es, la 3e"),
        ("le 1er mai 2024", f"le 1er{NBSP}mai 2024"),
        ("le 14 juillet", f"le 14{NBSP}juillet"),
        ("M. Dupont et Mme Roy", f"M.{NBSP}Dupont et Mme{NBSP}Roy"),
        ("article 9, p. 12", f"article{NBSP}9, p.{NBSP}12"),
        ("un, deux, etc.", f"un, deux,{NBSP}etc."),
        # dashes
        ("Rouen - Le Havre", f"Rouen{NBSP}– Le Havre"),
        ("un réseau - le nôtre - avance", f"un réseau –{NBSP}le nôtre{NBSP}– avance"),
        ("un réseau — le nôtre —, dit-il", f"un réseau –{NBSP}le nôtre{NBSP}–, dit-il"),
        ("il dit – enfin !", f"il dit{NBSP}– enfin{NNBSP}!"),
        ("soit -3 %", f"soit {MINUS}3{NBSP}%"),
        # a bound number and what it counts
        (f"\ue0000{BOUND} entreprises", f"\ue0000{BOUND}{NBSP}entreprises"),
        (f"\ue0000{BOUND} des entreprises", f"\ue0000{BOUND} des entreprises"),
        (f"\ue0000{BOUND} destinations", f"\ue0000{BOUND}{NBSP}destinations"),
        (f"dans \ue0000{BOUND}\ndes cas", f"dans \ue0000{BOUND}\ndes cas"),
        (f"\ue0000{BOUND}\nentreprises", f"\ue0000{BOUND}\nentreprises"),
    ],
)
def test_the_table_of_forms(typed: str, printed: str):
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "en 2024", "2023-2024", "en 2024 100 personnes", "75001 Paris", "33100 Bordeaux", "(05)", "01 23 45 67 89",
        "ISO 26000", "peut-être", "après-demain", "- liste", "\n- liste", "| - | - |", "5 - 3", "2019-2024",
        "06-12-34", "---", "- - -", "Me voici", "le h muet", "12hier", "à 12:30", "rapport:2024",
        "Tremplin 73", "L. 5132-1", "rock 'n' roll", "etc.", "« »", "",
    ],
)  # fmt: skip
def test_what_is_left_alone(text: str):
    """Years, postcodes, telephone numbers and names look like numbers and aren't."""
    assert typeset(text).replace(NBSP, " ") == text
    assert NNBSP not in typeset(text)


# --- names, lists, telephones --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"), [("Élise DUPRÉ-Noël", "elise dupre noel"), ("  Œuvre  ", "œuvre"), ("L’Île", "l ile"), ("…", "")]
)
def test_folded(text: str, plain: str):
    assert folded(text) == plain


@TRIALS
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")])
def test_listed(items: list[str], text: str):
    assert listed(items) == text
