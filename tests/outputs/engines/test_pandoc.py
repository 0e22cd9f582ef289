"""Pandoc kept awake: it answers for each markup in turn, whatever happened to the request before."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from rapport.ground.cache import Cache
from rapport.ground.problems import Place
from rapport.ground.programs.failure import ToolFailed
from rapport.outputs.engines.fragments import WORTH, Conversions, shared
from rapport.outputs.engines.pandoc import FOLDER, MARKUPS, SAID, Pandoc, pandoc_path
from rapport.sources.model import Piece
from tests.conftest import lay_filter
from tests.some import some

AT_ONCE = 2


def piece(name: str, body: str) -> Piece:
    return Piece(name, f':::::: {{.section #{name} level="1"}}\n# Titre\n\n{body}\n\n::::::\n', (Place("x"),))


TEXTS = [piece("un", "L'été « à Nîmes »,\u202fligne\u00a0une.\r\nDeux."), piece("deux", "Une *autre* section.")]


@pytest.fixture
def pandoc(tmp_path: Path) -> Iterator[Pandoc]:
    """Return a Pandoc beside the project's filter."""
    lay_filter(tmp_path)
    with closing(Pandoc(tmp_path, AT_ONCE)) as pandoc:
        yield pandoc


@pytest.mark.parametrize("markup", ["html5", "typst"])
def test_a_filter_of_many_files_leaves_one_name(tmp_path: Path, markup: str):
    """Quarto takes every global name of a filter for one of its functions."""
    lay_filter(tmp_path)
    code = f"FORMAT = '{markup}'; local world = setmetatable({{}}, {{ __index = _G }}); "
    code += "assert(loadfile('filter.lua', 't', world))(); for name in pairs(world) do print(name) end"
    (tmp_path / "names.lua").write_text(code, "utf-8")
    run = subprocess.run([pandoc_path(), "lua", "names.lua"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["Pandoc"]


def spoil(pandoc: Pandoc, code: str) -> None:
    (pandoc.work / "filter.lua").write_text(code, "utf-8")


def mend(pandoc: Pandoc) -> None:
    lay_filter(pandoc.work)


def conversions_of(pandoc: Pandoc, folder: Path) -> Conversions:
    """Return what converts with a Pandoc, and keeps what it made in a folder."""
    return Conversions(pandoc, Cache(folder / ".cache"), folder)


def test_each_markup_is_answered_in_turn(pandoc: Pandoc):
    answers = list(pandoc.converted(TEXTS, MARKUPS))
    assert [markup for markup, _ in answers] == [*MARKUPS]
    for markup, fragments in answers:
        assert [*fragments] == ["un", "deux"]
        assert "«\u00a0à Nîmes" in fragments["un"].replace("« ", "«\u00a0"), markup
        assert "\r" not in fragments["un"]


def test_one_markup_is_the_same_alone_or_after_another(pandoc: Pandoc):
    """They are read from one text: what the filter does for one never shows in the next."""
    together = dict(pandoc.converted(TEXTS, MARKUPS))
    back = dict(pandoc.converted(TEXTS, MARKUPS[::-1]))
    alone = {markup: dict(pandoc.converted(TEXTS, [markup]))[markup] for markup in MARKUPS}
    assert together == back == alone


def test_a_refusal_is_told_in_pandoc_s_words_and_leaves_nothing_behind(pandoc: Pandoc):
    spoil(pandoc, "function Pandoc(doc) error('le filtre refuse') end")
    with pytest.raises(ToolFailed, match="le filtre refuse"):
        list(pandoc.converted(TEXTS, MARKUPS))
    mend(pandoc)
    assert [markup for markup, _ in pandoc.converted(TEXTS, MARKUPS)] == [*MARKUPS]


def test_a_markup_that_is_refused_spoils_no_other(pandoc: Pandoc, tmp_path: Path):
    """The page may be there when the PDF's text is refused; the next request gets its own answers."""
    text = (pandoc.work / "filter.lua").read_text("utf-8")
    spoil(
        pandoc,
        text + "\nlocal before = Pandoc\nfunction Pandoc(doc) if FORMAT == 'typst' then error('non') end return before(doc) end",
    )
    conversions = conversions_of(pandoc, tmp_path)
    conversions.begin(TEXTS, ["html", "typst"])
    assert "Une <em>autre</em> section." in conversions.fragment(TEXTS[1], "html")
    with pytest.raises(ToolFailed, match="non"):
        conversions.fragment(TEXTS[1], "typst")
    mend(pandoc)
    assert "Une #emph[autre] section." in conversions_of(pandoc, tmp_path).fragment(TEXTS[1], "typst")


def test_a_pandoc_that_stops_is_told_and_replaced(pandoc: Pandoc):
    spoil(pandoc, "os.exit(3)")
    with pytest.raises(ToolFailed, match="arrêté"):
        list(pandoc.converted(TEXTS, MARKUPS))
    mend(pandoc)
    assert dict(pandoc.converted(TEXTS, ["html"]))["html"]["deux"]


def test_a_pandoc_that_never_ends_is_stopped(pandoc: Pandoc, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rapport.outputs.engines.pandoc.TIME_LIMIT", 1)
    spoil(pandoc, "function Pandoc(doc) while true do end end")
    with pytest.raises(ToolFailed, match="pas fini en 1 secondes"):
        list(pandoc.converted(TEXTS, MARKUPS))


def test_answers_nobody_waits_for_are_not_the_next_ones(pandoc: Pandoc):
    answers = pandoc.converted(TEXTS, MARKUPS)
    next(answers)
    answers.close()  # type: ignore[attr-defined]  # a generator
    other = [piece("trois", "Troisième.")]
    assert [[*fragments] for _, fragments in pandoc.converted(other, MARKUPS)] == [["trois"]] * len(MARKUPS)


def test_threads_are_answered_one_after_the_other(pandoc: Pandoc):
    def asked(number: int) -> str:
        name = f"s{number}"
        return dict(pandoc.converted([piece(name, f"Section {name}.")], ["html"]))["html"][name]

    with ThreadPoolExecutor(4) as pool:
        for number, fragment in some(enumerate(pool.map(asked, range(12)))):
            assert f"Section s{number}." in fragment


def test_an_interpreter_that_has_served_is_replaced(pandoc: Pandoc, monkeypatch: pytest.MonkeyPatch):
    """Its memory grows with each request."""
    monkeypatch.setattr("rapport.outputs.engines.pandoc.LIFE", 3)
    programs = []
    for _ in range(7):
        assert dict(pandoc.converted(TEXTS, ["html"]))["html"]["deux"]
        running = pandoc._free.queue[-1].running
        assert running
        programs.append(running.program.pid)
    assert [programs.index(pid) for pid in programs] == [0, 0, 0, 3, 3, 3, 6]


def test_only_what_is_missing_is_asked(pandoc: Pandoc, tmp_path: Path):
    """In each markup: the page alone may have been made before."""
    first = conversions_of(pandoc, tmp_path).fragment(TEXTS[0], "html")
    converted = pandoc.converted
    asked: list[tuple[list[str], list[str]]] = []

    def noted(pieces, markups):  # type: ignore[no-untyped-def]
        asked.append(([one.id for one in pieces], [*markups]))
        return converted(pieces, markups)

    pandoc.converted = noted  # type: ignore[method-assign]
    conversions = conversions_of(pandoc, tmp_path)
    assert conversions.fragment(TEXTS[0], "html") == first
    conversions.begin(TEXTS, MARKUPS)
    conversions.begin(TEXTS, MARKUPS)  # under way
    assert conversions.fragment(TEXTS[0], "html") == first
    assert conversions.fragment(TEXTS[1], "typst")
    assert asked == [(["un", "deux"], [*MARKUPS])]


def test_a_picture_is_a_part_of_what_shows_it(pandoc: Pandoc, tmp_path: Path):
    """The page holds its bytes: under another's, the fragment is another."""
    picture = pandoc.work / "assets/etabli.svg"
    picture.parent.mkdir()
    shown = piece("trois", "![Un établi](assets/etabli.svg)")
    made = []
    for colour in ("red", "blue"):
        picture.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" fill="{colour}"/>', "utf-8")
        made.append(conversions_of(pandoc, tmp_path).fragment(shown, "html"))
    assert made[0] != made[1]


def test_a_long_text_is_shared_out(pandoc: Pandoc, tmp_path: Path):
    """Two Pandocs, and the very fragments of one."""
    texts = [piece(f"s{number}", f"Section {number}. " * (WORTH // 40)) for number in range(6)]
    shares = shared(texts, AT_ONCE)
    assert shared(texts, 1) == [sorted(texts, key=lambda one: -len(one.markdown))]
    assert len(shares) == AT_ONCE
    assert sorted(one.id for share in shares for one in share) == sorted(one.id for one in texts)
    conversions = conversions_of(pandoc, tmp_path)
    conversions.begin(texts, MARKUPS)
    made = {markup: {text.id: conversions.fragment(text, markup) for text in texts} for markup in MARKUPS}
    assert made == dict(pandoc.converted(texts, MARKUPS))


def test_the_piece_that_is_refused_is_told_and_no_other(pandoc: Pandoc, tmp_path: Path):
    """Though they went through Pandoc together."""
    texts = [piece(f"s{number}", f"Section {number}. " * (WORTH // 20)) for number in range(4)]
    text = (pandoc.work / "filter.lua").read_text("utf-8")
    spoil(pandoc, text + "\nlocal before = Pandoc\nfunction Pandoc(doc) for _, b in ipairs(doc.blocks) do"
          " if b.identifier == 's2' then error('s2 refusée') end end return before(doc) end")  # fmt: skip
    conversions = conversions_of(pandoc, tmp_path)
    conversions.begin(texts, MARKUPS)
    for markup in some(MARKUPS):
        for one in some(texts):
            if one.id != "s2" or markup == SAID:  # the filter has no part in what the text says
                assert f"Section {one.id[1]}" in conversions.fragment(one, markup)
                continue
            with pytest.raises(ToolFailed, match="s2 refusée") as refused:
                conversions.fragment(one, markup)
            assert refused.value.place == one.origin(1)


def test_nothing_of_nothing():
    assert shared([], AT_ONCE) == []


def test_nothing_stays_in_the_folder(pandoc: Pandoc):
    list(pandoc.converted(TEXTS, MARKUPS))
    pandoc.close()
    assert not (pandoc.work / FOLDER).exists()


def test_a_full_disk_is_no_short_answer(pandoc: Pandoc, monkeypatch: pytest.MonkeyPatch):
    """What was cut short would be kept under the hash of the whole."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    list(pandoc.converted(TEXTS, ["html"]))
    (pandoc.work / FOLDER / "0/html").unlink()
    (pandoc.work / FOLDER / "0/html").symlink_to("/dev/full")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"")  # it would give zeros for ever
    with pytest.raises(ToolFailed):
        list(pandoc.converted(TEXTS, ["html"]))


def test_a_pandoc_killed_at_work_is_asked_again(pandoc: Pandoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """By the system, which lacks memory, or by somebody: nothing is wrong with the text."""
    converted = pandoc.converted
    killed: list[bool] = []

    def dies_once(pieces, markups):  # type: ignore[no-untyped-def]
        if not killed:
            killed.append(True)
            raise ToolFailed("pandoc", "il s'est arrêté sans un mot", passing=True)
        return converted(pieces, markups)

    monkeypatch.setattr(pandoc, "converted", dies_once)
    conversions = conversions_of(pandoc, tmp_path)
    conversions.begin(TEXTS, ["html"])
    made = {text.id: conversions.fragment(text, "html") for text in TEXTS}
    assert made == dict(converted(TEXTS, ["html"]))["html"]
