"""The preview's site, on this machine alone (127.0.0.1): a frame with the page, the PDF, and the news as they come.

Server-sent events tell what changed; the browser then asks for it. A request in another host's name is refused: a page from
elsewhere can't read the report through a name that leads here (DNS rebinding).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from jinja2 import Environment, PackageLoader

from rapport.flow.preview.board import Board, PreviewState
from rapport.flow.preview.places import place_of, seen_at
from rapport.ground.bug_log import bug_log
from rapport.ground.problems import Problem, reason_of
from rapport.sources.model import Manuscript

HOST = "127.0.0.1"
ALIVE = 15.0  # seconds between two signs of life on a stream of news
# What the frame needs of this site, and nothing from elsewhere; the report's page carries its own policy.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OWN = {"/-/preview.js": "text/javascript", "/-/preview.css": "text/css"}
_FRAME = Environment(loader=PackageLoader("rapport.flow.preview", "."), autoescape=True)


def site_of(board: Board, port: int) -> ThreadingHTTPServer:
    """Return the server, which listens already; raises OSError when the port is taken or forbidden."""
    return server_of(partial(Visit, board), port)


def server_of(visit: Callable[..., BaseHTTPRequestHandler], port: int) -> ThreadingHTTPServer:
    """Return a server on this machine alone, each visit in a thread; raises OSError when the port is taken or forbidden."""
    server = _Server((HOST, port), visit)
    server.daemon_threads = True
    return server


def frame_of(**given: object) -> bytes:
    """Return the frame that the report is shown in; the workshop's is given what writing needs."""
    return _FRAME.get_template("frame.html.j2").render(given).encode()


class _Server(ThreadingHTTPServer):
    # A port just left stays closed for a minute without it; on Windows it would give a second preview the port of the first.
    allow_reuse_address = os.name != "nt"
    allow_reuse_port = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a reader who closes the page cuts the stream of news."""


class Visit(BaseHTTPRequestHandler):
    """One connection to the preview; the workshop's adds what writes."""

    protocol_version = "HTTP/1.1"

    def __init__(self, board: Board, *given: Any) -> None:
        self.board = board
        self.begun = False  # something was sent of the answer
        super().__init__(*given)

    def log_message(self, *_: object) -> None:
        """Keep quiet: the terminal is for the problems."""

    def do_GET(self) -> None:
        """Answer a request: nothing but what is on the board, and a few files of ours."""
        if not self.is_ours():
            self.send(b"", "text/plain", HTTPStatus.FORBIDDEN)
            return
        with self.whatever_happens():
            self.answer(urlsplit(self.path))

    def answer(self, address: SplitResult) -> None:
        """Answer a request that comes from this machine, in its own name."""
        shown = self.board.shown
        if address.path == "/":
            self.send(frame_of(), "text/html", policy=POLICY)
        elif address.path in _OWN:
            self.send(own_file("rapport.flow.preview", address.path.rpartition("/")[2]), _OWN[address.path])
        elif address.path == "/-/news":
            self._news()
        elif address.path == "/-/place":
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            self.send_json(place_of(shown.manuscript, asked.get("section", ""), asked.get("text", "")))
        elif address.path == "/page.html" and shown.page:
            self.send(shown.page, "text/html")
        elif address.path == "/rapport.pdf" and shown.pdf:
            self.send(shown.pdf, "application/pdf")
        else:
            self.send("Rien à cette adresse.".encode(), "text/plain", HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - http.server calls it so

    @contextmanager
    def whatever_happens(self) -> Iterator[None]:
        """Tell a bug of ours, unless an answer has begun; readers who have gone are told nothing."""
        self.begun = False
        try:
            yield
        except (ConnectionError, TimeoutError):
            raise
        except Exception:  # noqa: BLE001 - the last resort
            self.close_connection = True
            said = bug_message()
            if not self.begun:
                self.send_json({"said": said}, HTTPStatus.INTERNAL_SERVER_ERROR)

    def is_ours(self) -> bool:
        """Tell whether a request names this machine, and comes from a page of ours if from a page."""
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin", "")
        port = getattr(self.server, "server_port", 0)
        ours = {f"{name}:{port}" for name in (HOST, "localhost")}
        return host in ours and (not origin or origin.removeprefix("http://") in ours)

    def send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, policy: str = "") -> None:
        """Send a body of a kind."""
        self.send_response(status)
        charset = "" if kind == "application/pdf" else "; charset=utf-8"
        own = {"Content-Security-Policy": policy} if policy else {}
        self._headers({"Content-Type": kind + charset, "Content-Length": str(len(body)), **own})
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        """Send a value as JSON."""
        self.send(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)

    def _headers(self, headers: Mapping[str, str]) -> None:
        common = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        self.begun = True
        for name, value in {**common, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def record_of(self, problem: Problem, manuscript: Manuscript | None) -> dict[str, Any]:
        """Return a problem as this site tells it."""
        return problem_record(problem, manuscript)

    def _news(self) -> None:
        """Send each new moment as an event, and a sign of life now and then, until the reader or the preview goes."""
        self.send_response(HTTPStatus.OK)
        self._headers({"Content-Type": "text/event-stream", "Connection": "close"})
        self.close_connection = True
        version = -1
        while (shown := self.board.wait(version, ALIVE)) is not None:
            news = shown.version > version
            told = f"data: {json.dumps(state_record(shown, self.record_of), ensure_ascii=False)}\n\n" if news else ": \n\n"
            self.wfile.write(told.encode())
            self.wfile.flush()
            version = shown.version


def bug_message() -> str:
    """Return what is said of a bug of ours, whose log is written; called while it is handled."""
    said = "Une erreur du programme (pas de vos fichiers) s'est produite ; il continue."
    try:
        return f"{said} Envoyez ce journal à l'équipe technique : {bug_log()}"
    except OSError as error:
        return f"{said} Son journal n'a pas pu être écrit ({reason_of(error)})."


def own_file(package: str, name: str) -> bytes:
    """Return a file that lies beside our own modules."""
    return files(package).joinpath(name).read_bytes()


def state_record(shown: PreviewState, told: Callable[[Problem, Manuscript | None], dict[str, Any]]) -> dict[str, Any]:
    """Return a moment as browsers are told of it: versions to ask for, problems to show."""
    return {
        "page": shown.page_version,
        "pdf": shown.pdf_version,
        "stale": shown.stale,
        "others": list(shown.others),
        "problems": [told(problem, shown.manuscript) for problem in shown.problems],
    }


def problem_record(problem: Problem, manuscript: Manuscript | None = None) -> dict[str, Any]:
    """Return a problem as browsers are told of it, with what shows its places on the page."""
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
