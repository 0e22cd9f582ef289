"""The workshop's site: the preview's, and what writes, for whoever has the key of this run.

The key is a random word of each run. The address that the terminal prints, and the browser opens, carries it; the first visit
turns it into a cookie that no other site can make a browser send. What writes asks for it in a header besides, which pages from
elsewhere can't set. Bodies are counted before they are read.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from rapport.flow.atelier.answers import Answer, Answers, not_found
from rapport.flow.atelier.brought import LARGEST as LARGEST_PICTURE
from rapport.flow.atelier.running import ASKED, proof_of
from rapport.flow.preview.board import Board
from rapport.flow.preview.site import POLICY, Visit, frame_of, own_file, server_of
from rapport.ground.packed import HEAVIEST as LARGEST_PROOF
from rapport.ground.problems import Problem
from rapport.sources.model import Manuscript

LARGEST = 2_000_000  # bytes of what comes back from a form
FIELDS = 600  # of one form
CLOSED = "Ouvrez l'adresse que le terminal affiche : sa clé change à chaque lancement de l'atelier."
KIND = "/-/kind"
BROUGHT = {  # files, by address: bytes of the largest, and what it is called
    "/-/picture": (LARGEST_PICTURE, "Cette image"), "/-/word": (LARGEST_PROOF, "Ce document"),
}  # fmt: skip
_PATIENCE = 60  # seconds for a request to come whole
_SCRIPTS = (
    "atelier", "dropping", "editor", "forms", "history", "page", "panel", "pasted", "pictures", "proofs", "talking", "typed",
)  # fmt: skip
_OWN = {"/-/atelier.css": "text/css", **{f"/-/{name}.js": "text/javascript" for name in _SCRIPTS}}
_EDITOR = "/-/codemirror/"


def atelier_site_of(board: Board, answers: Answers, port: int, key: str) -> ThreadingHTTPServer:
    """Return the server, which listens already; raises OSError when the port is taken or forbidden."""
    answers.shown = lambda: board.shown.problems
    return server_of(partial(_WritingVisit, key, answers, board), port)


def new_key() -> str:
    """Return the key of a run."""
    return secrets.token_urlsafe(24)


class _WritingVisit(Visit):
    timeout = _PATIENCE

    def __init__(self, key: str, answers: Answers, *given: Any) -> None:
        self.key = key
        self.answers = answers
        super().__init__(*given)

    def answer(self, address: SplitResult) -> None:
        """Answer a request that reads."""
        asked = _first(parse_qs(address.query, keep_blank_values=True, max_num_fields=FIELDS, errors="replace"))
        if address.path == "/" and _same(asked.get("key", ""), self.key):
            self._let_in()
        elif address.path == ASKED:  # of whoever holds the key already
            self.send(proof_of(self.answers.desk.root, self.key, asked.get("word", "")).encode(), "text/plain")
        elif not self._is_known():
            self.send(CLOSED.encode(), "text/plain", HTTPStatus.FORBIDDEN)
        elif address.path == "/":
            nonce = secrets.token_urlsafe(12)
            policy = POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'").replace("img-src", "img-src 'self'")
            frame = frame_of(key=self.key, nonce=nonce, edition=self.answers.desk.root.name)
            self.send(frame, "text/html", policy=policy)
        elif address.path in _OWN:
            self.send(own_file("rapport.flow.atelier", address.path.rpartition("/")[2]), _OWN[address.path])
        elif address.path.startswith(_EDITOR):
            self._send_editor(address.path.removeprefix(_EDITOR))
        elif address.path == KIND:
            self._send_drawing(asked.get("kind", ""))
        elif address.path in self.answers.reading:
            self._send_answer(self.answers.read(address.path, asked, self.board.shown.manuscript))
        else:
            super().answer(address)

    def record_of(self, problem: Problem, manuscript: Manuscript | None) -> dict[str, Any]:
        """Return a problem in the workshop's words."""
        return self.answers.record_of(problem, manuscript)

    def do_POST(self) -> None:  # noqa: N802 - http.server calls it so
        """Answer a request that writes: it must come from this machine, from a page of ours, with the key, and be of a size."""
        self.close_connection = True  # what was refused isn't read
        with self.whatever_happens():
            self._take()

    def _take(self) -> None:
        address = urlsplit(self.path)
        if not self.is_ours() or not self._is_known() or not _same(self.headers.get("X-Key", ""), self.key):
            self._refuse(CLOSED, HTTPStatus.FORBIDDEN)
        elif address.path in BROUGHT:
            self._take_file(address.path, _first(parse_qs(address.query, max_num_fields=FIELDS, errors="replace")))
        elif address.path not in self.answers.writing:
            self._refuse("Rien à cette adresse.", HTTPStatus.NOT_FOUND)
        else:
            self._take_form(address.path)

    def _take_form(self, path: str) -> None:
        body = self._body("application/x-www-form-urlencoded", LARGEST, "Ce texte est trop long pour être envoyé d'un coup.")
        if body is None:
            return
        try:
            asked = _first(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"))
        except ValueError:
            self._refuse("Ce formulaire ne peut pas être lu.", HTTPStatus.BAD_REQUEST)
            return
        self._send_answer(self.answers.write(path, asked))

    def _take_file(self, path: str, asked: Mapping[str, str]) -> None:
        most, what = BROUGHT[path]
        body = self._body("application/octet-stream", most, f"{what} pèse plus de {most // 1_000_000} Mo.")
        if body is not None:
            self._send_answer(self.answers.receive(path, asked, body))

    def _body(self, kind: str, most: int, too_long: str) -> bytes | None:
        """Return what a request sends, of a kind and of a size; None after telling why it isn't read."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or self.headers.get("Content-Type") != kind:
            self._refuse("Ce formulaire ne peut pas être lu.", HTTPStatus.BAD_REQUEST)
        elif len(length) > len(str(most)) or int(length) > most:
            self._refuse(too_long, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            try:
                body = self.rfile.read(int(length))
            except TimeoutError:
                body = b""
            if len(body) == int(length):
                return body
            self._refuse("Ce formulaire ne peut pas être lu.", HTTPStatus.BAD_REQUEST)
        return None

    def _is_known(self) -> bool:
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self.key)

    @property
    def _cookie(self) -> str:
        return f"atelier-{getattr(self.server, 'server_port', 0)}"  # cookies don't tell ports apart

    def _let_in(self) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        cookie = f"{self._cookie}={self.key}; HttpOnly; SameSite=Strict; Path=/"
        self._headers({"Location": "/", "Set-Cookie": cookie, "Content-Length": "0"})

    def _send_editor(self, name: str) -> None:
        """Send a script of the editor's package, from its folder alone."""
        folder = Path(str(distribution("nicegui").locate_file("nicegui/elements/codemirror/dist")))
        known = name.removesuffix(".js").replace("-", "").replace("_", "").isalnum() and name.isascii() and name.endswith(".js")
        path = folder / name
        if known and path.is_file():
            self.send(path.read_bytes(), "text/javascript")
        else:
            self._send_answer(not_found())

    def _send_drawing(self, kind: str) -> None:
        """Send the small drawing of a kind of chart."""
        drawn = self.answers.drawing(kind)
        if isinstance(drawn, bytes):
            self.send(drawn, "image/svg+xml")
        else:
            self._send_answer(drawn)

    def _send_answer(self, answer: Answer) -> None:
        if isinstance(answer.body, str):
            self.send(answer.body.encode(), "text/html", answer.status)
        else:
            self.send_json(answer.body, answer.status)

    def _refuse(self, said: str, status: HTTPStatus) -> None:
        self.send_json({"said": said}, status)


def _same(given: str, key: str) -> bool:
    return secrets.compare_digest(given.encode(errors="replace"), key.encode())


def _first(asked: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: values[0] for name, values in asked.items()}
