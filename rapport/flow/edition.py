"""The flow of an edition, told once, as questions: `check`, `build`, `preview` and both engines ask it what they want.

A question is a step: it runs at most once as long as nothing that it asked for has changed (`ground/memo`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock

from rapport.flow.checked import ProblemList
from rapport.flow.converted import ConvertedEdition
from rapport.flow.disclosure import Disclosure, disclosures_of
from rapport.flow.options import Options
from rapport.ground.memo import Memo, step
from rapport.ground.problems import Problem
from rapport.outputs.data import DESCRIPTION, FOLDER
from rapport.outputs.engines import engine_of
from rapport.outputs.engines.pandoc import SAID
from rapport.outputs.engines.work_folder import Tools, write_files
from rapport.outputs.formats import Variant, format_of, variants_of
from rapport.rules.book import SOURCE_RULES
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.sources.model import Mention, Rendered

BOUNDS = ("CHA07", "LNK09", "LNK10", "TAB07")  # the rules that hold what tools are given to a size, and to drawings
Made = Mapping[str, bytes]  # files by their path in the output folder


class Flow(ConvertedEdition):
    """An edition as `build` and `preview` ask for it.

    ``tools`` make the files, ``formats`` are those that are wanted (by default, those that the edition or the options ask
    for), ``output`` is the folder where they are read back.
    """

    def __init__(
        self, root: Path, tools: Tools, options: Options | None = None, formats: Sequence[str] = (), memo: Memo | None = None
    ) -> None:
        super().__init__(root, tools, options, memo)
        self.output = root / "output"
        self._formats = tuple(formats)
        self._laid: dict[str, Made] = {}
        self._laying = Lock()
        self._ahead: list[Future[Made]] = []

    def look_again(self) -> None:
        """Look at the files again, once no step is under way that has seen them as they were."""
        self.settle()
        super().look_again()

    def settle(self) -> None:
        """Wait for the pages that were begun ahead."""
        wait(self._ahead)

    def begin(self, markups: Sequence[str], *, ahead: bool = False) -> None:
        """Begin what takes long, charts and Pandoc, in other threads; what can't be is told when it is asked for.

        ``ahead``, the pages that Typst sets are begun too, whose errors nobody hears of unless they are asked for.

        Asked from outside of the steps, which wait for what they ask alone. What is too large for tools isn't given to them.
        """
        with suppress(Exception):
            if any(map(self.findings, BOUNDS)):
                return
            self.tools.drawer.begin([recipe for name in self.wanted() if (recipe := self.undrawn(name))])
            pieces = [self.passage(name).piece for name in self.order()]
            self.workshop()
            self.tools.conversions.begin(pieces, markups)
            if ahead:
                if not self.tools.lasting:
                    self.data(), self.annex_json()  # what Typst waits for is calculated before all else
                own, threads = engine_of(self.engine()).together, ThreadPoolExecutor(thread_name_prefix="ahead")
                wanted = [name for name in self.formats() if name not in own and name not in self.variants()]
                self._ahead = [threads.submit(self.made, name) for name in wanted if format_of(name).markup == "typst"]
                threads.shutdown(wait=False)

    def formats(self) -> tuple[str, ...]:
        """Return the formats that are wanted."""
        asked = self._formats or self.options.formats or self.part("edition").formats
        stamped = self.options.release or self.stamp_of_release()  # an edition that is kept is made anew as it was
        released = self.variants() if stamped and not self.options.formats else ()
        return tuple(dict.fromkeys([*asked, *self.options.added, *released]))

    def variants(self) -> Mapping[str, Variant]:
        """Return the variants of the report that report.yml declares, by name; none of a format that doesn't exist."""
        return variants_of(self.part("edition"))

    def ready(self) -> None:
        """Raise FeatureMissingError when a variant that is wanted needs a library that isn't installed yet."""
        for name in {*self.formats()} & {*(variants := self.variants())}:
            variants[name].ready()

    @step
    def made(self, name: str) -> Made:
        """Return the files of a format (or the data), the main one first; raises ToolFailed."""
        if name == FOLDER:
            files = {f"{FOLDER}/{path}": content for path, content in self.data().items()}
            return {f"{FOLDER}/{DESCRIPTION}": files[f"{FOLDER}/{DESCRIPTION}"], **files}
        if (variant := self.variants().get(name)) is not None:
            self.workshop()
            return variant.made(self)
        together = self.together()
        return self.made_at_once(together if name in together else (name,))[name]

    def together(self) -> tuple[str, ...]:
        """Return the formats that the engine makes in one go; none for whoever is shown the page before the PDF."""
        own = engine_of(self.engine()).together
        return () if self.tools.lasting else tuple(name for name in self.formats() if name in own)

    @step
    def made_at_once(self, formats: tuple[str, ...]) -> Mapping[str, Made]:
        """Return, by format, what one run of the engine makes; raises ToolFailed."""
        return engine_of(self.engine()).made(formats, self)

    @step
    def engine(self) -> str:
        """Return the name of the engine that is asked for."""
        return self.options.engine or str(self.part("edition").engine_name)

    # --- the files, read back

    def laid(self, name: str) -> Path:
        """Return the main file of a format, laid in the output folder where rules read it; raises ToolFailed."""
        made = self.made(name)
        with self._laying:
            if self._laid.get(name) is not made:
                for path in self._laid.get(name, ()):
                    (self.output / path).unlink(missing_ok=True)
                write_files(made, self.output)
                self._laid[name] = made
        return self.output / next(iter(made))

    def files(self) -> Mapping[str, Path]:
        """Return the main file of each format and of the data, laid in the output folder when it is asked for."""
        return _Files(self, (*self.formats(), FOLDER))

    def rendered(self) -> Rendered:
        """Return the finished files, each waited for when it is asked for."""
        said = None if self.tools.lasting else partial(self.fragment, SAID)
        return Rendered(self.report(), self.manuscript(), self.files(), said, self.printed_in, self.drawing_in)

    @step
    def printed_in(self, name: str) -> Sequence[Mention]:
        """Return every number that a variant prints, those of its drawings apart; raises ToolFailed."""
        return self.variants()[name].mentions(self)

    @step
    def read_back(self) -> tuple[Problem, ...]:
        """Return what the rules on finished files find, before it is judged; raises ToolFailed, and Unwanted."""
        outputs = Outputs(self.rendered(), self.cache, self.tools.go_on, anew=bool(self.options.release))
        found = OUTPUT_RULES.check(outputs, self.part("edition"), outputs.go_on)
        dict(self.files())  # all of them are there, whatever the rules read
        outputs.proved.leave()
        return tuple(found)

    @step
    def disclosed(self) -> tuple[Disclosure, ...]:
        """Return the personal data that a release publishes, output by output; nothing of a working document."""
        if not self.options.release:
            return ()
        dict(self.files())
        return disclosures_of(Outputs(self.rendered(), self.cache))

    @step
    def verdict(self) -> ProblemList:
        """Return all that is told of a finished report; raises BuildStopped and ToolFailed."""
        made, proofread = self.read_back(), self.proofread()
        tried = frozenset(SOURCE_RULES.rules) | frozenset(OUTPUT_RULES.rules) | proofread.tried
        found = (*self.found(), *made, *proofread.problems)
        return ProblemList(self.judged(found, frozenset() if self.tools.lasting else tried), tried)


class _Files(Mapping[str, Path]):
    """The finished files by format: who asks for one waits for it."""

    def __init__(self, flow: Flow, names: Sequence[str]) -> None:
        self._flow = flow
        self._names = names

    def __getitem__(self, name: str) -> Path:
        if name not in self._names:
            raise KeyError(name)
        return self._flow.laid(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
