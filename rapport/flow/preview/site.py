"""The preview's site, on this machine alone (127.0.0.1): a frame with the page, the PDF, and the news as they come.

Server-sent events tell what changed; the browser then asks for it. A request in another host's name is refused: a page from
elsewhere can't read the report through a name that leads here (DNS rebinding).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from rapport.flow.preview.board import Board, PreviewState
from rapport.flow.preview.places import place_of, seen_at
from rapport.ground.problems import Problem
from rapport.sources.model import Manuscript

HOST = "127.0.0.1"
ALIVE = 15.0  # seconds between two signs of life on a stream of news
# What the frame needs of this site, and nothing from elsewhere; the report's page carries its own policy.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OWN = {"/": ("preview.html", "text/html"), "/-/preview.js": ("preview.js", "text/javascript"),
        "/-/preview.css": ("preview.css", "text/css")}  # fmt: skip


def site_of(board: Board, port: int) -> ThreadingHTTPServer:
    """Return the server, which listens already; raises OSError when the port is taken or forbidden."""
    server = _Server((HOST, port), partial(_Visit, board))
    server.daemon_threads = True
    return server


class _Server(ThreadingHTTPServer):
    allow_reuse_address = False  # a second preview must not take a port that the first one holds

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a reader who closes the page cuts the stream of news."""


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, board: Board, *given: Any) -> None:
        self.board = board
        super().__init__(*given)

    def log_message(self, *_: object) -> None:
        """Keep quiet: the terminal is for the problems."""

    def do_GET(self) -> None:
        """Answer a request: nothing but what is on the board, and three files of ours."""
        if not self._for_us():
            self._send(b"", "text/plain", HTTPStatus.FORBIDDEN)
            return
        address = urlsplit(self.path)
        shown = self.board.shown
        if address.path in _OWN:
            name, kind = _OWN[address.path]
            self._send(files("rapport.flow.preview").joinpath(name).read_bytes(), kind, policy=POLICY)
        elif address.path == "/-/news":
            self._news()
        elif address.path == "/-/place":
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            self._json(place_of(shown.manuscript, asked.get("section", ""), asked.get("text", "")))
        elif address.path == "/page.html" and shown.page:
            self._send(shown.page, "text/html")
        elif address.path == "/rapport.pdf" and shown.pdf:
            self._send(shown.pdf, "application/pdf")
        else:
            self._send("Rien à cette adresse.".encode(), "text/plain", HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - http.server calls it so

    def _for_us(self) -> bool:
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin", "")
        port = getattr(self.server, "server_port", 0)
        ours = {f"{name}:{port}" for name in (HOST, "localhost")}
        return host in ours and (not origin or origin.removeprefix("http://") in ours)

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, policy: str = "") -> None:
        self.send_response(status)
        charset = "" if kind == "application/pdf" else "; charset=utf-8"
        own = {"Content-Security-Policy": policy} if policy else {}
        self._headers({"Content-Type": kind + charset, "Content-Length": str(len(body)), **own})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _json(self, value: object) -> None:
        self._send(json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def _headers(self, headers: Mapping[str, str]) -> None:
        common = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        for name, value in {**common, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _news(self) -> None:
        """Send each new moment as an event, and a sign of life now and then, until the reader or the preview goes."""
        self.send_response(HTTPStatus.OK)
        self._headers({"Content-Type": "text/event-stream", "Connection": "close"})
        self.close_connection = True
        version = -1
        while (shown := self.board.wait(version, ALIVE)) is not None:
            told = f"data: {json.dumps(told_of(shown), ensure_ascii=False)}\n\n" if shown.version > version else ": \n\n"
            self.wfile.write(told.encode())
            self.wfile.flush()
            version = shown.version


def told_of(shown: PreviewState) -> dict[str, Any]:
    """Return a moment as browsers are told of it: versions to ask for, problems to show."""
    return {
        "page": shown.page_version,
        "pdf": shown.pdf_version,
        "stale": shown.stale,
        "problems": [_told(problem, shown.manuscript) for problem in shown.problems],
    }


def _told(problem: Problem, manuscript: Manuscript | None) -> dict[str, Any]:
    return {
        "severity": problem.severity.name.lower(),
        "word": problem.severity.french,
        "code": problem.code,
        "place": str(problem.place),
        "message": problem.message,
        "hint": problem.hint,
        "seen": seen_at(manuscript, problem.place),
        "related": [
            {"place": str(place), "said": said, "seen": seen_at(manuscript, place, said)} for place, said in problem.related
        ],
    }
