"""Another Python (a worker): what it is asked takes neither our memory nor our time, and its end isn't ours.

Questions and answers are pickled through its standard streams: both ends are this same program, no author writes them.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import Any

from rapport.ground.problems import AuthorError, Place
from rapport.ground.programs.kept import MEMORY, OVERFULL, end, kill, started

SECONDS = 120.0  # for one question; the longest takes ten
LIFE = 500  # questions; libraries keep a little of each
_NBSP = "\u00a0"


class Stopped(AuthorError):  # noqa: N818 - told as a problem
    """Something that ran apart went beyond a bound, or stopped by itself; ``why`` is the end of a French sentence.

    ``tool`` is its subject, and ``place`` where an author wrote what it was at, when that is known.
    """

    passing = True  # the same question may be answered the next time: the machine was busy with something else

    def __init__(self, tool: str, why: str, place: Place | None = None) -> None:
        super().__init__(f"{tool} {why}.", place=place)
        self.tool = tool
        self.why = why


class Died(Stopped):
    """Another Python that went beyond no bound, and is gone: whatever it was asked isn't to blame."""


def late(seconds: float) -> str:
    """Return what is said of what takes too long (French, the end of a sentence)."""
    return f"n'a pas fini en {seconds:.0f}{_NBSP}secondes{_NBSP}: il a été arrêté"


def overfull(memory: int) -> str:
    """Return what is said of what takes too much memory, given in bytes (French, the end of a sentence)."""
    return f"demande plus de {memory / 1e9:.1f}{_NBSP}Go de mémoire{_NBSP}: il a été arrêté".replace(".", ",").replace(",0", "")


class Second:
    """Another Python, started at the first question or by `start`; any thread may ask, one is answered at a time."""

    def __init__(self, tool: str, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.tool = tool  # French, as the subject of a sentence
        self.seconds = seconds
        self.memory = memory
        self._turn = Lock()
        self._run: subprocess.Popen[bytes] | None = None
        self._asked = 0
        self._closed = False

    def start(self) -> None:
        """Start it ahead: it loads Python while something else is done."""
        with self._turn:
            self._awake()

    def answer(self, function: Callable[..., Any], *given: Any) -> Any:
        """Return what a function of a module answers there; its exceptions are raised here.

        Raises Stopped when it goes beyond a bound, when it dies, or after `close`.
        """
        with self._turn:
            run = self._awake()
            too_late = Event()

            def give_up() -> None:
                too_late.set()
                kill(run)

            patience = Timer(self.seconds, give_up)
            patience.daemon = True
            patience.start()
            try:
                pickle.dump((function, given), _open(run.stdin))
                _open(run.stdin).flush()
                fine, answer = pickle.load(_open(run.stdout))  # noqa: S301 - what our own code wrote
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                raise self._stopped(run, too_late=too_late.is_set()) from error
            except BaseException:  # an interruption: the answer must not be taken for the next one's
                self._end()
                raise
            finally:
                patience.cancel()
                patience.join()
            if too_late.is_set():  # it answered as it was being ended: the next question isn't for it
                self._end()
        if isinstance(answer, MemoryError):
            raise Stopped(self.tool, overfull(self.memory)) from answer
        if not fine:
            raise answer
        return answer

    def close(self) -> None:
        """End it for good, whatever it is at."""
        self._closed = True
        if (run := self._run) is not None:
            kill(run)
        with self._turn:
            self._end()

    def _awake(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise Stopped(self.tool, "a été arrêté")
        self._asked += 1
        if self._run is not None and (self._run.poll() is not None or self._asked > LIFE):
            self._end()
        if self._run is None:
            paths = [str(Path(path).resolve()) for path in sys.path]  # it works in another folder
            code = f"import sys; sys.path[:] = {paths!r}; from rapport.ground.programs.second import serve; serve()"
            try:
                self._run = started(
                    [sys.executable, "-c", code], Path(tempfile.gettempdir()), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL, memory=self.memory,
                )  # fmt: skip
            except OSError as error:
                raise Stopped(self.tool, f"ne démarre pas ({error.strerror})") from error
            self._asked = 1
        return self._run

    def _stopped(self, run: subprocess.Popen[bytes], *, too_late: bool) -> Stopped:
        with suppress(subprocess.TimeoutExpired):
            run.wait(1)
        code = run.poll()
        self._end()
        if too_late:
            return Stopped(self.tool, late(self.seconds))
        if code == OVERFULL:
            return Stopped(self.tool, overfull(self.memory))
        return Died(self.tool, f"s'est arrêté sans un mot (code {code})")

    def _end(self) -> None:
        if self._run is not None:
            end(self._run)
            for stream in (self._run.stdin, self._run.stdout):
                with suppress(OSError):  # what was left to say has no listener any more
                    _open(stream).close()
            self._run = None


def _open(stream: Any) -> Any:
    return stream


def serve() -> None:
    """Answer questions until there is nobody to ask: the whole life of the other Python."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever asks, who ends us
    asking, telling = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # a word of a library's must not pass for an answer
        os.dup2(nowhere, stream)
    asked: SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]] = SimpleQueue()

    def listen() -> None:
        try:
            while True:
                asked.put(pickle.load(asking))  # noqa: S301 - what our own code wrote
        except EOFError:
            os._exit(0)  # nobody to ask any more: at once, in the middle of a drawing too
        except MemoryError:
            os._exit(OVERFULL)
        finally:
            os._exit(1)

    Thread(target=listen, daemon=True).start()
    while True:
        function, given = asked.get()
        telling.write(_packed_answer(function, given))
        telling.flush()


def _packed_answer(function: Callable[..., Any], given: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((True, function(*given)))
    except Exception as error:  # noqa: BLE001 - raised again where it was asked
        error.add_note(traceback.format_exc())
        try:
            told = pickle.dumps((False, error))
            pickle.loads(told)  # noqa: S301 - an exception may well be written that can't be read again
        except Exception:  # noqa: BLE001 - as above
            return pickle.dumps((False, RuntimeError(traceback.format_exc())))
        return told
