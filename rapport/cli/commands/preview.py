"""`preview`: the report beside the text, made again at each save."""

from __future__ import annotations

import argparse
import ctypes
import signal
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands import BAD_COMMAND, DONE
from rapport.ground.shared_folder import cache_of
from rapport.manuscript.charts import vega

if TYPE_CHECKING:  # the whole flow, only when the command runs
    from http.server import ThreadingHTTPServer
    from types import FrameType

    from rapport.flow.preview.board import Board
    from rapport.flow.preview.studio import Studio
    from rapport.flow.preview.watch import Watcher

PORT = 8765
_ARENA_MAX = -8  # mallopt(3)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--port", type=int, default=PORT, help=f"port du serveur local (par défaut : {PORT})")
    parser.add_argument("--open", action="store_true", help="ouvrir aussi le navigateur")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve the report on this machine until Ctrl-C; every change of its files shows at once."""
    from rapport.flow.preview.site import site_of  # noqa: PLC0415 - the whole flow, for this command alone

    return served(root, options.port, lambda board: site_of(board, options.port), "Aperçu", opened=options.open)


def served(
    root: Path, port: int, site_on: Callable[[Board], ThreadingHTTPServer], name: str, *, way_in: str = "", opened: bool
) -> int:
    """Serve a site on this machine until Ctrl-C, the report made again at each change; ``way_in`` ends its address."""
    from rapport.flow.preview.board import Board  # noqa: PLC0415 - as above
    from rapport.flow.preview.presence import Presence  # noqa: PLC0415
    from rapport.flow.preview.studio import Studio  # noqa: PLC0415
    from rapport.flow.preview.watch import Watcher  # noqa: PLC0415

    board = Board()
    try:
        site = site_on(board)
    except (OSError, OverflowError) as error:
        display.complain(_refused(port, error))
        return BAD_COMMAND
    address = f"http://127.0.0.1:{site.server_address[1]}/{way_in}"
    display.say(f"{name}\u00a0: {address} (Ctrl-C pour arrêter)")
    Thread(target=site.serve_forever, daemon=True, name="site").start()
    if not cache_of(root).exists():
        vega.start_ahead()  # all is to be drawn
    _suit_threads()
    studio, watcher = Studio(root, board), Watcher(root)
    _end_when_asked(watcher)
    presence = Presence(root, name, board.show_others, display.say)
    try:
        presence.begin()
        watcher.touch()
        if opened:
            webbrowser.open_new_tab(address)
        _follow(studio, watcher)
    except KeyboardInterrupt:
        display.say(f"\n{name} arrêté.")
    finally:
        presence.end()
        watcher.stop()
        board.close()
        site.server_close()
        studio.close()
        vega.dismiss()
    return DONE


def _follow(studio: Studio, watcher: Watcher) -> None:
    """Show each change, on screen and in the terminal."""
    told = display.News()
    for _ in watcher.changes():
        studio.refresh()
        if watcher.is_calm():  # whoever types on is shown the text first
            studio.verify(unwanted=lambda: watcher.waiting)
        told.show(studio.board.shown.problems)


def _end_when_asked(watcher: Watcher) -> None:
    """Take the system's request to end for Ctrl-C: nothing is left behind. Either ends it within a second, even if it is lost.

    Python raises KeyboardInterrupt wherever the main thread is: in a callback or a finalizer, nobody hears of it.
    """

    def end(number: int, frame: FrameType | None) -> None:
        watcher.end_soon()
        signal.default_int_handler(number, frame)

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # in the background, Ctrl-C is another program's
            signal.signal(number, end)


def _suit_threads() -> None:
    """Make threads wait less for each other, and keep less memory each."""
    # 5 ms otherwise, each time that the page waits for a thread that shows it, or talks to a tool.
    sys.setswitchinterval(0.0005)
    # With glibc, each thread has a heap of its own, which keeps all day what it has let go of.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)


def _refused(port: int, error: OSError | OverflowError) -> str:
    if isinstance(error, PermissionError):
        return f"Le port {port} est réservé au système : choisissez-en un au-dessus de 1024, par exemple --port {PORT}."
    if isinstance(error, OverflowError):
        return f"Le port {port} n'existe pas : il va de 1025 à 65535."
    return f"Le port {port} est pris, peut-être par un autre aperçu : fermez-le, ou prenez-en un autre : --port {port + 1}."
