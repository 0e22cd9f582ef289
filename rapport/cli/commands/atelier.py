"""`atelier`: the report in the browser, where everything in it is edited."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli.commands.preview import served

PORT = 8770


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--port", type=int, default=PORT, help=f"port du serveur local (par défaut : {PORT})")
    parser.add_argument("--sans-navigateur", action="store_true", help="ne pas ouvrir le navigateur")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve the workshop on this machine until Ctrl-C."""
    from rapport.flow.atelier.answers import Answers  # noqa: PLC0415 - the whole flow, for this command alone
    from rapport.flow.atelier.desk import Desk  # noqa: PLC0415
    from rapport.flow.atelier.site import atelier_site_of, new_key  # noqa: PLC0415

    key = new_key()
    return served(
        root, options.port, lambda board: atelier_site_of(board, Answers(Desk(root)), options.port, key), "Atelier",
        way_in=f"?key={key}", opened=not options.sans_navigateur,
    )  # fmt: skip
