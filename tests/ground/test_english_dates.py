"""French dates in English; what is no date, or more than one, is left to whoever translates."""

from __future__ import annotations

import pytest

from rapport.ground.english_dates import date_of


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("1er mars 2024", "1 March 2024"), ("05 mai 2024", "5 May 2024"), ("Décembre", "December"), ("2024", "2024"),
        ("du 3 au 5 juin 2024", "3 to 5 June 2024"), ("3-5 juin", "3 to 5 June"), ("3 – 5 juin", "3 to 5 June"),
        ("mars-avril", "March to April"), ("de mars à mai", "March to May"), ("janvier et février", "January and February"),
        ("mi-mars 2024", "mid-March 2024"), ("fin juin", "late June"), ("début 2024", "early 2024"), ("le 12 août", "12 August"),
    ],
)  # fmt: skip
def test_a_date_has_its_english_form(french: str, english: str):
    assert date_of(french) == english


@pytest.mark.parametrize(
    "text", ["", "3", "et", "Marseille", "printemps 2024", "1er trimestre", "mars 2024 : congrès", "32 mars"]
)
def test_what_is_no_date_has_none(text: str):
    assert date_of(text) is None
