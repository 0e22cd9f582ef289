"""The tools of one edition and the folder where they work: opened for one run, or kept awake all day by the preview.

They remember nothing of the report: they are asked again for what the flow doesn't know any more.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from os.path import realpath  # unlike Path's, it bears links that turn in a ring
from pathlib import Path
from threading import RLock, Thread
from typing import Any, Self

from rapport.ground.cache import Cache
from rapport.ground.memo import Unwanted
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.scratch import scratch
from rapport.ground.svg import UnreadableSvgError, read_svg
from rapport.manuscript.charts import Drawer
from rapport.outputs.data import FOLDER
from rapport.outputs.engines.fragments import Conversions
from rapport.outputs.engines.pandoc import Pandoc
from rapport.outputs.engines.typst import compiled_pdf, compiler_of, pdf_by
from rapport.outputs.formats.branding import lay_brand, lay_toned
from rapport.sources.brand import Brand

QUICKLY = 0.0005  # seconds after which a thread that calculates lets another go on: one that writes files waits at each of them
Opened = Callable[[], AbstractContextManager[Path]]


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a temporary folder, which goes away afterwards."""
    with scratch() as made:
        yield made.folder


class Tools:
    """Pandoc, Typst, what draws the charts; ``work`` is their folder, made when something is first laid in it.

    ``opened`` gives the folder for as long as they work: a temporary one, unless it is told. With ``lasting``, what is compiled
    is kept in a compiler that stays, not on the disk.
    """

    def __init__(
        self, root: Path, cache: Cache, opened: Opened = scratch_folder, *, pandocs: int = 1, lasting: bool = False
    ) -> None:
        self.root = root
        self.cache = cache
        self.drawer = Drawer(cache)
        self.lasting = lasting
        self.unwanted: Callable[[], bool] = lambda: False  # nobody waits any more for what is being verified
        self._pandocs = pandocs
        self._opened = opened
        self._open = ExitStack()
        self._folder: Path | None = None
        self._closed = False
        self._pandoc: Pandoc | None = None
        self._conversions: Conversions | None = None
        self._furnished = False
        self._compilers: dict[Path, Any] = {}
        self._laid: dict[str, Any] = {}
        self._alone = RLock()
        sys.setswitchinterval(QUICKLY)

    @property
    def folder(self) -> Path:
        """Return the folder of everything that is made on the way; it goes away with the tools."""
        with self._alone:
            if self._closed:  # an interruption waits for nobody: another thread may still be at work
                raise ToolFailed("outils", "arrêtés", passing=True)
            if self._folder is None:
                self._folder = self._open.enter_context(self._opened())
            return self._folder

    @property
    def work(self) -> Path:
        """Return the folder that holds the templates and the pictures."""
        return self.folder / "work"

    @property
    def conversions(self) -> Conversions:
        """Return what speaks to Pandoc, in a furnished folder."""
        with self._alone:
            if self._conversions is None:
                self._conversions = Conversions(self._awake(), self.cache, self.root)
            return self._conversions

    def wake(self) -> None:
        """Start Pandoc, which takes a while, in another thread: it asks for nothing that is laid in its folder."""
        with suppress(OSError):  # told when something is asked of it
            Thread(target=self._awake().wake, daemon=True).start()

    def _awake(self) -> Pandoc:
        with self._alone:
            if self._pandoc is None:
                self._pandoc = Pandoc(self.work, self._pandocs)
            return self._pandoc

    def lay_templates(self, brand: Brand, toned: Iterable[tuple[str, str]] = ()) -> None:
        """Lay the edition's templates and pictures anew in the folder; what worked in it is asked for the last time."""
        if self._furnished:
            self.rest()
            shutil.rmtree(self.work, ignore_errors=True)
        self._furnished = True
        self.work.mkdir(exist_ok=True)
        copy_templates(self.work, self.root, brand)
        lay_toned(self.work, brand, self.cache, toned)
        self._compilers.clear()
        self._laid.clear()

    def rest(self) -> None:
        """Let Pandoc go; it starts again when it is asked something."""
        with self._alone:
            if self._conversions is not None:
                self._conversions.close()
            elif self._pandoc is not None:
                self._pandoc.close()
            self._conversions = self._pandoc = None

    def give_up(self) -> None:
        """Interrupt what nobody wants any more."""
        if self._conversions is not None:
            self._conversions.give_up()

    def go_on(self) -> None:
        """Raise Unwanted when nobody waits any more."""
        if self.unwanted():
            raise Unwanted

    def close(self) -> None:
        """Let the tools go and leave nothing behind."""
        self._closed = True
        self.drawer.close()
        self.rest()
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def lay_drawings(self, drawings: Mapping[str, str]) -> None:
        """Lay drawings (SVG by name) in the folder."""
        with self._alone:
            for name, svg in drawings.items():
                if self._laid.get(f"charts/{name}") is not svg:
                    (self.work / "charts" / f"{name}.svg").write_text(svg, "utf-8")
                    self._laid[f"charts/{name}"] = svg

    def lay_data(self, data: Mapping[str, bytes]) -> None:
        """Lay the data beside the documents, and nothing else: a chart that is drawn no more leaves its file."""
        with self._alone:
            if (laid := self._laid.get(FOLDER, {})) is data:
                return
            for gone in laid.keys() - data.keys():
                (self.work / FOLDER / gone).unlink(missing_ok=True)
            write_files({name: content for name, content in data.items() if laid.get(name) != content}, self.work / FOLDER)
            self._laid[FOLDER] = data

    def pdf(self, document: Path, timestamp: int, bleed: float = 0) -> bytes:
        """Return the PDF of a document of the folder; raises ToolFailed with Typst's own words."""
        fonts = self.root / "assets/fonts"
        if not self.lasting:
            return compiled_pdf(document, fonts, timestamp, self.cache, bleed)
        if document not in self._compilers:
            self._compilers[document] = compiler_of(document, document.parent, fonts)
        return pdf_by(self._compilers[document], timestamp, bleed)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files (bytes by path) into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def copy_templates(work: Path, root: Path, brand: Brand) -> None:
    """Lay the templates and the pictures in a folder; fonts and map outlines stay where they are.

    The Word file and the cards lay their own templates when they are asked for.
    """
    for name, target, spare in (("templates", work, {"cards", "word"}), ("assets", work / "assets", {"fonts", "map"})):
        source = root / name
        apart = partial(_elsewhere, Path(realpath(source)))
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=lambda folder, names, apart=apart, spare=spare: (
            apart(folder, names) | spare & {*names}
        ))  # fmt: skip
    (work / "charts").mkdir()
    _rewrite_drawings(work / "assets")
    lay_brand(work, brand)


def _rewrite_drawings(folder: Path) -> None:
    """Write the SVG files of a folder again as drawings and nothing else; those that can't be read are left out."""
    for path in [path for path in folder.rglob("*") if path.suffix.lower() == ".svg" and path.is_file()]:
        content = path.read_bytes()
        path.unlink()  # a copy may be read-only
        with suppress(UnreadableSvgError):
            path.write_text(read_svg(content).written(), "utf-8", newline="\n")


def _elsewhere(root: Path, folder: str, names: list[str]) -> set[str]:
    """Return what isn't to be laid: hidden, no file nor folder, or a link to a folder, to nothing, outside of the root."""
    paths = {name: Path(folder, name) for name in names}
    strange = {name for name, path in paths.items() if not path.is_file() and (path.is_symlink() or not path.is_dir())}
    strange |= {name for name in names if name.startswith(".")}
    return strange | {name for name, path in paths.items() if path.is_symlink() and not Path(realpath(path)).is_relative_to(root)}
