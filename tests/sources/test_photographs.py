"""The frames of photographs: what is read of their blocks, whatever stands around."""

from __future__ import annotations

import pytest

from rapport.sources.photographs import photographs_in

PICTURE = "![Une vue](assets/photos/une.jpg)"


@pytest.mark.parametrize(
    ("text", "said", "ratio"),
    [
        (f'::: {{.photo credit="Léa FORT"}}\n{PICTURE}\n:::', {"credit": "Léa FORT"}, (3, 2)),
        (f"::: photo\n{PICTURE}{{crop=16:9}}\n:::", {}, (16, 9)),
        (f'::::  {{.photo brief="De face" credit=Fort}}\n\n{PICTURE}{{focus=top crop=square}}\n\nUne légende.\n\n::::',
         {"brief": "De face", "credit": "Fort"}, (1, 1)),
        (f'Avant.\n\n:::{{ .photo brief="{{{{ year() }}}}, au tri" }}\n{PICTURE}\n:::\n\nAprès.',
         {"brief": "{{ year() }}, au tri"}, (3, 2)),
    ],
)  # fmt: skip
def test_a_frame_is_read(text: str, said: dict[str, str], ratio: tuple[int, int]):
    (one,) = photographs_in(text)
    assert dict(one.attributes) == said
    assert one.path == "assets/photos/une.jpg"
    assert one.ratio == ratio
    assert text[one.start : one.end].strip().startswith(":::")
    assert text[one.start : one.end].endswith(":::")


@pytest.mark.parametrize(
    "text",
    [
        f"::: photos\n{PICTURE}\n:::",
        f"::: {{.callout}}\n{PICTURE}\n:::",
        f"```\n::: photo\n{PICTURE}\n:::\n```",
        f"::: photo\n::: small\n{PICTURE}\n:::\n:::",
        f"::: photo\n{PICTURE}",
        "Une photo.",
    ],
)
def test_what_is_no_frame_is_none(text: str):
    assert photographs_in(text) == ()


def test_frames_of_one_text_keep_to_themselves():
    first, second = photographs_in(f"::: photo\n{PICTURE}{{crop=2:3}}\n:::\n\n::: photo\n![Autre](assets/b.png)\n:::\n")
    assert (first.ratio, second.ratio) == ((2, 3), (3, 2))
    assert second.path == "assets/b.png"


def test_a_long_text_is_read_in_linear_time():
    assert photographs_in('::: {.photo credit="' + "a" * 200_000) == ()
    assert photographs_in("::: photo\n" + "mot\n" * 50_000) == ()
