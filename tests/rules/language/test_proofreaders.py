"""The proofreaders: what they see, what they are spared, and how they fail without harm."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from rapport.flow import proofreading
from rapport.ground import french
from rapport.ground.cache import Cache
from rapport.ground.programs import answering as outside
from rapport.ground.programs import places
from rapport.ground.programs.failure import ToolFailed
from rapport.rules.language import hunspell, proofreaders
from rapport.rules.language.proofreaders import GRAMMAR, SPELLING, Proofreader, proofread
from rapport.rules.language.remarks import ProofreaderAnswers, Remark
from tests.conftest import whole_edition

MISSING = [tool.name for tool in (SPELLING, GRAMMAR) if not tool.found()]
needs_tools = pytest.mark.skipif(bool(MISSING) and not os.environ.get("CI"), reason=f"{MISSING} not installed")
needs_shell = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


def answers(words: Collection[str], paragraphs: Collection[str], folder: Path) -> ProofreaderAnswers:
    return proofread(words, paragraphs, Cache(folder / "cache"), required=False).result()


# --- the real tools ------------------------------------------------------------------------------------------------


@needs_tools
def test_spelling(tmp_path: Path):
    """Unknown words come with what they may be; elided, joined and capital forms are known."""
    said = answers(["accueilir", "accueillir", "État", "Bourgogne-Franche-Comté", "zzqx"], [], tmp_path)
    assert said.spelling == {"accueilir": ("accueillir",), "zzqx": said.spelling["zzqx"]}
    assert (said.absent, said.failed) == ((), ())


@needs_tools
@pytest.mark.parametrize(
    ("bare", "meant"),
    [
        ("federation", "fédération"),
        ("evenement", "événement"),
        ("reflechi", "réfléchi"),
        ("Egalite", "Égalité"),
        ("reseau", "réseau"),
    ],
)
def test_a_word_that_lost_its_accents_is_proposed_with_them(bare: str, meant: str, tmp_path: Path):
    assert answers([bare], [], tmp_path).spelling[bare][0] == meant


@needs_tools
@pytest.mark.parametrize("word", ["l'evenementio", "zzee-eezz", "e" * 40])
def test_what_no_accent_makes_a_word_is_given_none(word: str, tmp_path: Path):
    found = answers([word], [], tmp_path).spelling[word]
    assert [one for one in found if french.folded(one) == french.folded(word)] == []


def test_accents_are_tried_of_so_many_words_in_so_many_forms(monkeypatch: pytest.MonkeyPatch):
    tried: list[str] = []

    def answer_of(_name: str, command: Sequence[str], given: str) -> str:
        if "-a" in command:
            return "@(#)\n" + "".join(f"# {word[1:]} 1\n\n" for word in given.split())
        tried.extend(given.split())
        return given

    monkeypatch.setattr(hunspell, "answer_of", answer_of)
    words = ["e" * 40, *(f"zeea{a}{b}{c}e" for a in "bcdfg" for b in "hjklm" for c in "npqrs")]
    assert len(hunspell.remarks_on(words, [Path("hunspell"), Path("fr.dic")])) == len(words)
    assert 0 < len(tried) <= 100 * 1000
    assert {french.folded(form) for form in tried} == {*words[1:100]}


@needs_tools
@pytest.mark.parametrize(
    ("paragraph", "read", "near"),
    [
        ("Il faut que les structure soient prêtes.", "structure", "structures"),
        ("Les entreprises adhère au réseau.", "adhère", "adhèrent"),
        ("Nous avons vu les les ateliers.", "les les", "les"),
        ("Ils ont manger au restaurant.", "manger", "mangé"),
    ],
)
def test_grammar(paragraph: str, read: str, near: str, tmp_path: Path):
    (remark,) = answers([], [paragraph], tmp_path).grammar[paragraph]
    assert paragraph[remark.start : remark.end] == read
    assert near in remark.suggestions
    assert "“" not in remark.message


@needs_tools
@pytest.mark.parametrize(
    "paragraph",
    [
        'Un "mot" droit : 12 % et 16h15 ! C\'est bien...',
        "Le total est de 1 240 heures , dont 50 % au vélo .",
        "Prix : 3 €, 1er et 2ème, n° 5, 5 km/h.",
        "Un texte,qui colle ; et  deux espaces.",
    ],
)
def test_typography_is_the_builds(paragraph: str, tmp_path: Path):
    """Spaces, quotes, apostrophes and the like are set by the build: nobody is bothered about them."""
    assert answers([], [paragraph], tmp_path).grammar == {}


@needs_tools
def test_texts_are_text(tmp_path: Path):
    """Whatever a text begins with or holds, it is read, not obeyed."""
    marks = ["*accueilir", "&accueilir", "@accueilir", "!", "^x", "#", "~nom", "%", "+", "-d fr", "$(touch trouvé)", "`ls`", ""]
    said = answers([*marks, "accueilir"], [*(mark for mark in marks if mark), "--help", "Les les ateliers."], tmp_path)
    assert said.spelling["accueilir"] == ("accueillir",)
    assert not said.failed
    assert not list(tmp_path.rglob("trouvé"))


@needs_tools
def test_a_whole_edition_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run):
    """The first edition was proofread, and its word list says what is right: only what is added is told."""
    root = whole_edition(tmp_path / "rapport")
    monkeypatch.setattr(proofreading, "proofread", proofread)
    assert [line for line in run(root, "check").lines if " LAN0" in line] == []
    section = root / "content/vision.md"
    section.write_text(section.read_text("utf-8") + "\nLes structure accueilent du mondde.\n", "utf-8")
    lines = [line.partition(" ")[2] for line in run(root, "check").lines if " LAN0" in line]
    assert lines[0].startswith("avertissement LAN02 « structure »")
    assert lines[-1] == "avertissement LAN01 « mondde » n'est pas au dictionnaire."


# --- stand-ins -----------------------------------------------------------------------------------------------------


def standing_in(name: str, script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program of ours in the place of a tool; it finds its usual commands."""
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    (folder / "fr.dic").touch()
    monkeypatch.setattr(places, "DICTIONARIES", (str(folder),))
    return program


def test_absent_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing is installed: it is said, and nothing else happens."""
    monkeypatch.setenv("PATH", str(tmp_path))
    said = proofread(["mot"], ["Un mot."], Cache(tmp_path / "cache"), required=True).result()
    assert said == ProofreaderAnswers(absent=("hunspell", "grammalecte"), required=True)


@needs_tools
@pytest.mark.parametrize(("text", "told"), [
    ("Les vingt et un associations avancent.", [("vingt et un", "féminin", "vingt et une")]),
    ("Trente-et-un femmes avancent.", [("Trente-et-un", "féminin", "Trente-et-une")]),
    ("Soixante et une vélos roulent.", [("Soixante et une", "masculin", "Soixante et un")]),
    ("Deux cent un associations avancent.", [("un", "féminin", "une")]),
    ("Les quarante et un grandes régions avancent.", [("quarante et un", "féminin", "quarante et une")]),
    ("Vingt et un vélo avancent.", [("vélo", "pluriel", "vélos")]),
    ("Deux vélo avancent.", [("vélo", "pluriel", "vélos")]),
    ("Les vingt et une associations, et les vingt et un vélos.", []),
])  # fmt: skip
def test_a_number_in_words_agrees_by_its_gender_alone(tmp_path: Path, text: str, told: list[tuple[str, str, str]]):
    """What is told speaks of all its words, and asks no plural of what has one."""
    found = answers([], [text], tmp_path).grammar.get(text, ())
    said = [(text[one.start : one.end], one.message, one.suggestions) for one in found]
    assert [(read, suggestions[:1]) for read, _, suggestions in said] == [(read, (instead,)) for read, _, instead in told]
    assert all(word in message for (_, message, _), (_, word, _) in zip(said, told, strict=True))


@needs_shell
@pytest.mark.parametrize(
    ("script", "detail"),
    [
        ("echo 'Segmentation fault' >&2; exit 139", "il s'est arrêté sur une erreur (Segmentation fault)"),
        ("exit 3", "il s'est arrêté sur une erreur (code 3)"),
        ("kill -9 $$", "il s'est arrêté sur une erreur (code -9)"),
        ("echo 'Bonjour'", "sa réponse"),
        ("head -c 100 /dev/urandom", "sa réponse"),
        ("printf '{\"data\": [{}]}'", "sa réponse"),
        ("printf '{\"data\": 3}'", "sa réponse"),
        ("true", "sa réponse"),
    ],
)
def test_a_tool_that_breaks_down_is_told(script: str, detail: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    standing_in("hunspell", script, tmp_path, monkeypatch)
    standing_in("grammalecte-cli", script, tmp_path, monkeypatch)
    said = answers(["mot", "autre"], ["Un mot."], tmp_path)
    assert [tool for tool, _ in said.failed] == ["hunspell", "grammalecte"]
    assert all(told.startswith(detail) for _, told in said.failed)
    assert (said.spelling, said.grammar) == ({}, {})


@needs_shell
def test_a_tool_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = standing_in("grammalecte-cli", f"sleep 300 & echo $! > {tmp_path}/child; wait", tmp_path, monkeypatch)
    with pytest.raises(ToolFailed, match="rien répondu"):
        outside.answer_of("grammalecte", [str(program)], "Un mot.", limit=3)
    child = int((tmp_path / "child").read_text())
    for _ in range(50):  # whoever adopted it still has to bury it
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(number: int) -> bool:
    try:
        return (Path("/proc") / str(number) / "stat").read_text().split(")")[-1].split()[0] != "Z"
    except OSError:
        return False


@needs_shell
@pytest.mark.parametrize(
    ("words", "paragraphs", "tool"),
    [
        (["mot", "x" * (proofreaders.LONGEST_WORD + 1)], [], "hunspell"),
        ([], ["Un mot.", "mot " * (proofreaders.LONGEST_PARAGRAPH // 4 + 1)], "grammalecte"),
        ([], [f"{n} {'mot ' * 4000}" for n in range(proofreaders.MOST // 16_000 + 1)], "grammalecte"),
    ],
)
def test_a_tool_is_never_given_more_than_it_can_read(
    words: list[str], paragraphs: list[str], tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What is left is read; the rest is told, in French."""
    given: list[str] = []

    def reads(texts: Sequence[str], _: object) -> dict[str, tuple[Remark, ...]]:
        given.extend(texts)
        return dict.fromkeys(texts, ())

    for name in ("SPELLING", "GRAMMAR"):
        old: Proofreader = getattr(proofreaders, name)
        monkeypatch.setattr(proofreaders, name, Proofreader(old.name, lambda: [Path(__file__)], reads, old.longest))
    for _ in range(1 if len(paragraphs) > 2 else 2):  # what is only too much at once is read the next time
        said = answers(words, paragraphs, tmp_path)
        assert [name for name, _ in said.failed] == [tool]
        assert "n'est pas relu" in said.failed[0][1]
        assert 0 < sum(map(len, given)) <= proofreaders.MOST
        assert {*given} < {*words, *paragraphs}


@needs_shell
def test_a_text_just_under_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    standing_in("hunspell", "printf 'Hunspell\\n*\\n\\n'", tmp_path, monkeypatch)
    said = answers(["x" * proofreaders.LONGEST_WORD], [], tmp_path)
    assert said.failed == ()


@needs_shell
def test_a_program_that_cannot_start(tmp_path: Path):
    program = tmp_path / "outil"
    program.write_bytes(b"\x7fELF nothing")
    program.chmod(0o755)
    with pytest.raises(ToolFailed, match="ne démarre pas"):
        outside.answer_of("outil", [str(program)], "Un mot.")


@needs_shell
def test_programs_are_given_no_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The text is on standard input and in a file of its own folder, whatever it holds."""
    program = standing_in("outil", 'cat; echo "=$PWD="; cat texte.txt', tmp_path, monkeypatch)
    given = "$(touch faute) `touch faute` ; touch faute\n"
    said = outside.answer_of("outil", [str(program), "; touch faute"], given)
    folder = Path(said.split("=")[1])
    assert said.count(given) == 2
    assert folder != Path.cwd()
    assert not folder.exists()


# --- what is kept --------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the lists of paragraphs that a tool of ours is given, each time that it is."""
    given: list[list[str]] = []
    (tmp_path / "outil").touch()

    def remarks_on(texts: Collection[str], _: object) -> dict[str, tuple[Remark, ...]]:
        given.append(sorted(texts))
        return {text: (Remark(0, 2, "faute"),) if "faute" in text else () for text in texts}

    tool = Proofreader("outil", lambda: [tmp_path / "outil"], remarks_on)
    monkeypatch.setattr(proofreaders, "GRAMMAR", tool)
    monkeypatch.setattr(proofreaders, "SPELLING", Proofreader("autre", list, remarks_on))
    return given


def test_only_what_is_new_is_read(counted: list[list[str]], tmp_path: Path):
    first = answers([], ["Un texte.", "Une faute."], tmp_path)
    assert answers([], ["Un texte.", "Une faute."], tmp_path) == first
    assert set(answers([], ["Un texte.", "Une autre faute."], tmp_path).grammar) == {"Une autre faute."}
    assert answers([], ["Une faute."], tmp_path).grammar == {"Une faute.": (Remark(0, 2, "faute"),)}
    assert counted == [["Un texte.", "Une faute."], ["Une autre faute."]]


def test_another_version_reads_everything_again(counted: list[list[str]], tmp_path: Path):
    answers([], ["Un texte."], tmp_path)
    (tmp_path / "outil").write_text("another version")
    answers([], ["Un texte."], tmp_path)
    assert counted == [["Un texte."], ["Un texte."]]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"Un texte.": 3}', b"\xff"])
def test_damaged_answers_are_asked_again(damage: bytes, counted: list[list[str]], tmp_path: Path):
    answers([], ["Un texte."], tmp_path)
    (kept,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    kept.write_bytes(damage)
    assert not answers([], ["Un texte."], tmp_path).failed
    assert counted == [["Un texte."], ["Un texte."]]


def test_a_folder_that_cannot_be_written_is_no_cache(counted: list[list[str]], tmp_path: Path):
    (tmp_path / "cache").touch()
    assert answers([], ["Une faute."], tmp_path).grammar
    assert answers([], ["Une faute."], tmp_path).grammar
    assert len(counted) == 2


def test_what_is_kept_has_a_limit(counted: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proofreaders, "_KEPT", 3)
    for number in range(5):
        answers([], [f"Texte {number}."], tmp_path)
    answers([], ["Texte 4.", "Texte 3."], tmp_path)
    answers([], ["Texte 0."], tmp_path)
    assert counted[5:] == [["Texte 0."]]
