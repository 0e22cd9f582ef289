"""What the tests share: the small edition fresh in a folder of its own, the command line, and texts expected on file."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from hypothesis import settings

from rapport.cli.main import main
from rapport.flow import proofreading
from rapport.flow.kept_answers import KeptAnswer
from rapport.ground.cache import Cache, fingerprint
from rapport.outputs.engines import static_fonts
from rapport.rules.language.remarks import ProofreaderAnswers
from tests.awake import kept_awake

PROJECT = Path(__file__).resolve().parents[1]
WHOLE = PROJECT / "tests/editions/cap"  # the first edition of the report, frozen: the live one may say what it likes
settings.register_profile("calm", deadline=None)  # nothing here is timed: machines are busy
settings.load_profile("calm")
# Tests in the background, or under nohup: what they start would ignore what they ignore.
for _number, _usual in ((signal.SIGINT, signal.default_int_handler), (getattr(signal, "SIGHUP", None), signal.SIG_DFL)):
    if _number and signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one command that rewrites every expected text: `pytest --refresh`, then read the diff."""
    parser.addoption("--refresh", action="store_true", help="rewrite the expected texts instead of comparing them")


# What a test that builds or runs something asks for, and the folders and files whose tests start programs by themselves.
DEAR = {"petite", "built_petite", "whole", "run", "told", "edition", "report", "made", "built", "studio", "tmp_path_factory"}
PROGRAMS = (
    "tests/outputs/", "tests/flow/", "tests/edition/", "tests/manuscript/charts/", "tests/rules/online/", "tests/test_linear",
    "tests/test_slips", "tests/sources/editing/test_brought_pictures",  # photographs of twenty million points
)  # fmt: skip


# The files that take longest, the longest first: begun last, one of them would leave the other workers with nothing to do. Before
# all, those that fork at each step of a save: a process that has read much forks seven times as slowly.
LONGEST = (
    "tests/sources/editing/test_journal.py", "tests/team/editions/test_new.py", "tests/team/workbook/test_import.py",
    "tests/browser/test_atelier.py", "tests/browser/test_nothing_runs.py", "tests/flow/test_check_means_build.py",
    "tests/flow/preview/test_studio.py", "tests/outputs/engines/test_quarto.py", "tests/outputs/engines/test_killed.py",
    "tests/team/editions/test_three_years.py", "tests/browser/", "tests/flow/test_spoilt_cache.py",
    "tests/rules/test_rule_cases.py", "tests/team/signoff/test_held_by_commit.py", "tests/test_any_input.py",
    "tests/flow/atelier/test_desk.py", "tests/cli/test_recipes.py", "tests/test_writes.py", "tests/test_end_to_end.py",
    "tests/team/signoff/", "tests/rules/outputs/", "tests/rules/language/", "tests/flow/", "tests/outputs/",
    "tests/cli/test_tie.py", "tests/test_house.py", "tests/test_no_empty_loop.py", "tests/cli/test_display.py",
    "tests/manuscript/test_typography.py",
)  # fmt: skip


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave unread, when the quick tests alone are asked for, the files and the folders that have none."""
    if config.getoption("markexpr") == "quick" and collection_path.is_relative_to(PROJECT):
        name = collection_path.relative_to(PROJECT).as_posix()
        return (name if collection_path.suffix else f"{name}/").startswith((*PROGRAMS, "tests/browser/")) or None
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep the collector of garbage from going again and again over the tests as they are listed: they stay until the end."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its tier: quick (Python alone, no edition), tools (it builds, or starts programs), browser, live."""
    for item in items:
        name = item.nodeid
        if any(item.iter_markers("browser")) or any(item.iter_markers("live")):
            continue
        dear = DEAR & {*getattr(item, "fixturenames", ())} or name.startswith(PROGRAMS)
        item.add_marker("tools" if dear else "quick")
    if "PYTEST_XDIST_WORKER" in os.environ:
        turns = {path: place for place, path in enumerate(LONGEST)}
        items.sort(key=lambda item: min((turns[path] for path in LONGEST if item.nodeid.startswith(path)), default=len(LONGEST)))


# Why a test may be left out where nothing may be missing (`CI` is set by .ci/run): the beginning of its reason.
LEFT_OUT = ("Quarto", "root may take any port")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Fail, in the continuous integration, a test that is left out for want of something: a skip would read as green."""
    report = yield
    if report.skipped and os.environ.get("CI") and os.name == "posix" and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(LEFT_OUT):
            report.outcome, report.longrepr = "failed", f"{item.nodeid} is left out: {reason}"
    return report


def lay_filter(folder: Path) -> None:
    """Lay the project's filter, with its parts, in a folder where Pandoc works."""
    shutil.copy(PROJECT / "templates/filter.lua", folder)
    shutil.copytree(PROJECT / "templates/filter", folder / "filter", dirs_exist_ok=True)


class Outcome(NamedTuple):
    """How a command ended: exit code, what it printed, what it said on the error stream."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return the problems' own lines, without hints and related places."""
        return [line for line in self.out.splitlines() if line and not line.startswith(" ")]


@pytest.fixture(autouse=True, scope="session")
def nobody_proofreads() -> Iterator[None]:
    """Keep the proofreaders from the editions of the tests, which must not depend on what is installed.

    Their own tests call them by name.
    """

    def nothing_said(*_: object, **__: object) -> Future[ProofreaderAnswers]:
        answered: Future[ProofreaderAnswers] = Future()
        answered.set_result(ProofreaderAnswers())
        return answered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proofreading, "proofread", nothing_said)
        yield


@pytest.fixture(autouse=True, scope="session")
def other_pythons_stay_awake() -> Iterator[None]:
    """Start another Python once for many tests, with the libraries that it loads."""
    with kept_awake():
        yield


LIVE = ("report.yml", "content", "data", "assets/_brand.yml")
_opened: set[str] = set()


def _heard(event: str, given: tuple[object, ...]) -> None:
    if event == "open" and isinstance(given[0], str | os.PathLike):
        _opened.add(os.fspath(given[0]))


sys.addaudithook(_heard)


@pytest.fixture(autouse=True)
def nothing_live_is_read(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold the engine's tests to the frozen editions: an author's new sentence turns none of them red."""
    _opened.clear()
    yield
    if not any(request.node.iter_markers("live")):
        live = [str(PROJECT / name) for name in LIVE]
        opened = _opened.copy()  # a thread of the command may be opening still
        read = [path for path in opened if any(path == name or path.startswith(f"{name}{os.sep}") for name in live)]
        assert [path for path in read if f"{os.sep}.schema{os.sep}" not in path] == []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Give `run(root, "build")`: a command on the edition of a folder, steps kept quiet."""

    def command(root: Path, name: str, *arguments: str) -> Outcome:
        capsys.readouterr()
        code = main([name, "--quiet", *arguments], root)
        return Outcome(code, *capsys.readouterr())

    return command


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Give `told(root, "sheet")`: a command on the edition of a folder, nothing kept quiet."""

    def command(root: Path, *arguments: str) -> Outcome:
        capsys.readouterr()
        return Outcome(main(list(arguments), root), *capsys.readouterr())

    return command


@pytest.fixture(autouse=True)
def nothing_stands(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command do its work: tests share one cache, and one's answer must not spare another's.

    Nor is any answer kept: a test may have changed the engine, for a program started later to be answered so.
    """
    if "standing" not in request.keywords:
        monkeypatch.setattr(KeptAnswer, "answer", lambda *_: None)
        monkeypatch.setattr(KeptAnswer, "keep", lambda *_: None)


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return one cache for the editions of all the tests, whichever worker runs them: each would draw the same charts anew.

    Static fonts, which take seconds and depend on the brand's alone, are kept there for the tests that begin without a cache.
    """
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "cache"
    folder.mkdir(exist_ok=True)
    cut = static_fonts._static

    def kept(font: bytes, family: str, weight: int) -> bytes:
        return Cache(folder).made(fingerprint("cut", font.hex(), family, weight), lambda: cut(font, family, weight))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_fonts, "_static", kept)
        yield folder


def small_edition(folder: Path, cache: Path) -> Path:
    """Lay the small edition in a folder, with the project's own templates and fonts."""
    root = folder / "petite"
    shutil.copytree(PROJECT / "tests/editions/petite", root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    _link(root / "assets/fonts", PROJECT / "assets/fonts")
    _link(root / ".cache", cache)
    return root


def whole_edition(root: Path, cache: Path | None = None) -> Path:
    """Lay the frozen first edition in a folder that isn't there yet, with the project's own templates and fonts."""
    shutil.copytree(WHOLE, root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(PROJECT / "assets/fonts", root / "assets/fonts")
    if cache is not None:
        _link(root / ".cache", cache)
    return root


def _link(name: Path, target: Path) -> None:
    try:
        name.symlink_to(target, target_is_directory=True)
    except OSError:  # Windows wants a right for that
        shutil.copytree(target, name)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the frozen first edition, laid once; not to be written to."""
    return whole_edition(tmp_path_factory.mktemp("whole") / "rapport", shared_cache)


@pytest.fixture
def petite(tmp_path: Path, shared_cache: Path) -> Path:
    """Return a fresh copy of the small edition, to be spoilt at will."""
    return small_edition(tmp_path, shared_cache)


@pytest.fixture(scope="session")
def built_petite(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the small edition, built once; not to be written to."""
    root = small_edition(tmp_path_factory.mktemp("built"), shared_cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)  # the first to ask for it may be a test of that date
        assert main(["build", "--quiet"], root) == 0
    return root


@pytest.fixture
def pdf_text() -> Callable[[Path], str]:
    """Give `pdf_text(path)`: the words of a PDF, a line feed between two pages."""

    def read(path: Path) -> str:
        document = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)

    return read


@pytest.fixture
def same_as(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Give `same_as(path, text)`: the text is the one on file, or becomes it under `--refresh`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--refresh"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.is_file(), f"{path.name} does not exist: write it with --refresh, then read it"
        assert text == path.read_text("utf-8")

    return compare
