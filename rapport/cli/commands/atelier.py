"""`atelier`: the report in the browser, where everything in it is edited."""

from __future__ import annotations

import argparse
import errno
import time
import webbrowser
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands import DONE
from rapport.cli.commands.preview import served
from rapport.ground.problems import BuildStopped
from rapport.ground.programs.features import require

if TYPE_CHECKING:  # the whole flow, only when the command runs
    from http.server import ThreadingHTTPServer

    from rapport.flow.preview.board import Board

PORT = 8770
_TRIED = 20  # ports, from the one that was asked for
_GRACE = 1.0  # seconds for another workshop, opened at the same moment, to tell of itself


class _Open(Exception):  # noqa: N818 - no error
    """Another workshop is open on this edition already."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--port", type=int, default=PORT, help=f"port du serveur local (par défaut : {PORT})")
    parser.add_argument("--sans-navigateur", action="store_true", help="ne pas ouvrir le navigateur")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve the workshop on this machine until Ctrl-C; the page of one that runs already is opened instead of a second one."""
    require("atelier", "nicegui")
    _ready_to_publish(root)
    from rapport.flow.atelier.running import noted, way_into  # noqa: PLC0415 - the whole flow, for this command alone
    from rapport.flow.atelier.site import new_key  # noqa: PLC0415

    key = new_key()
    with ExitStack() as until_the_end:

        def site_on(board: Board) -> ThreadingHTTPServer:
            site = _site_on(board, root, options.port, key)
            until_the_end.enter_context(noted(root, site.server_port, key))
            return site

        address = way_into(root)
        try:
            if not address:
                return served(root, options.port, site_on, "Atelier", way_in=f"?key={key}", opened=not options.sans_navigateur)
        except _Open as found:
            address = found.address
    display.say(f"L'atelier de ce rapport est déjà ouvert\u00a0: {address}")
    if not options.sans_navigateur:
        webbrowser.open_new_tab(address)
    return DONE


def _ready_to_publish(root: Path) -> None:
    """Raise FeatureMissingError when a variant of the report needs a library that isn't installed yet: it is published too."""
    from rapport.flow.checked import Checked  # noqa: PLC0415 - as above
    from rapport.outputs.formats import variants_of  # noqa: PLC0415

    with suppress(BuildStopped, OSError):  # the workshop tells it
        for variant in variants_of(Checked(root).part("edition")).values():
            variant.ready()


def _site_on(board: Board, root: Path, port: int, key: str) -> ThreadingHTTPServer:
    """Return the site, on the first free port; raises _Open when this edition's own is on one, OSError when none is free."""
    from rapport.flow.atelier.answers import Answers  # noqa: PLC0415 - as above
    from rapport.flow.atelier.desk import Desk  # noqa: PLC0415
    from rapport.flow.atelier.running import way_into  # noqa: PLC0415
    from rapport.flow.atelier.site import atelier_site_of  # noqa: PLC0415

    answers = Answers(Desk(root))
    for asked in range(port, port + _TRIED):
        try:
            site = atelier_site_of(board, answers, asked, key)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or asked == port + _TRIED - 1:
                raise
            until = time.monotonic() + _GRACE
            while asked == port and time.monotonic() < until:
                if address := way_into(root):
                    raise _Open(address) from error
                time.sleep(0.1)
            continue
        if site.server_port != port and port:
            display.say(f"Le port {port} est pris par un autre programme\u00a0: l'atelier prend le {site.server_port}.")
        return site
    raise OSError(errno.EADDRINUSE, "")
