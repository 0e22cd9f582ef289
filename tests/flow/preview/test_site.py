"""The preview's site: this machine alone, nothing but what is on the board, and news as they come."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from rapport.flow.preview.board import Board
from rapport.flow.preview.places import place_of, seen_at
from rapport.flow.preview.site import HOST, site_of
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.model import Manuscript, Piece

PROBLEM = Problem("TXT01", Severity.ERROR, "L'expression ne peut pas être lue.", Place("content/a.md", 3, 4), "Corrigez-la.")
LINES = ("# Titre", "", 'Le *premier* paragraphe, [543]{.value ref="a.b"} lignes.', "", "Le second : « été ».")
MANUSCRIPT = Manuscript((Piece("a", "\n".join(LINES), tuple(Place("content/a.md", n) for n in range(10, 15))),), (), {})


@pytest.fixture
def board() -> Board:
    """Return a board with a page and a PDF."""
    board = Board()
    board.show_page(b"<p>page</p>", [], MANUSCRIPT)
    board.show_pdf(b"%PDF")
    return board


@pytest.fixture
def port(board: Board) -> Iterator[int]:
    """Return the port of a site at work."""
    site = site_of(board, 0)
    Thread(target=site.serve_forever, daemon=True).start()
    yield site.server_address[1]
    board.close()
    site.shutdown()
    site.server_close()


def asked(port: int, path: str, **headers: str) -> tuple[int, bytes, str]:
    """Return the status, the body and the type of an answer."""
    link = http.client.HTTPConnection(HOST, port, timeout=10)
    link.request("GET", path, headers=headers)
    answer = link.getresponse()
    return answer.status, answer.read(), answer.headers["Content-Type"]


def test_the_frame_takes_nothing_from_elsewhere(port: int):
    link = http.client.HTTPConnection(HOST, port, timeout=10)
    link.request("GET", "/")
    policy = link.getresponse().headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy


@pytest.mark.parametrize(("path", "body", "kind"), [
    ("/page.html", b"<p>page</p>", "text/html; charset=utf-8"),
    ("/page.html?v=3", b"<p>page</p>", "text/html; charset=utf-8"),
    ("/rapport.pdf", b"%PDF", "application/pdf"),
])  # fmt: skip
def test_what_is_on_the_board_is_served_as_it_is(port: int, path: str, body: bytes, kind: str):
    assert asked(port, path) == (200, body, kind)


@pytest.mark.parametrize("path", ["/", "/-/preview.js", "/-/preview.css"])
def test_the_frame_is_served(port: int, path: str):
    status, body, _ = asked(port, path)
    assert status == 200
    assert body


@pytest.mark.parametrize("path", [
    "/index.html", "/../report.yml", "/-/../../../etc/passwd", "/%2e%2e/report.yml", "/-/site.py", "/data/mots.txt",
    "//etc/passwd",
])  # fmt: skip
def test_no_path_leads_to_a_file(port: int, path: str):
    assert asked(port, path)[0] == 404


@pytest.mark.parametrize("headers", [
    {"Host": "ailleurs.example"}, {"Host": "ailleurs.example:80"}, {"Host": "127.0.0.1"}, {"Origin": "http://ailleurs.example"},
    {"Host": "127.0.0.1.ailleurs.example"}, {"Origin": "null"},
], ids=str)  # fmt: skip
def test_another_host_s_name_is_refused(port: int, headers: dict[str, str]):
    """A page from elsewhere must not read the report through a name that leads here."""
    status, body, _ = asked(port, "/page.html", **headers)
    assert (status, body) == (403, b"")


def test_localhost_is_this_machine(port: int):
    assert asked(port, "/page.html", Host=f"localhost:{port}", Origin=f"http://localhost:{port}")[0] == 200


def test_the_site_listens_to_this_machine_alone(port: int):
    own = {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {HOST}
    for address in own:
        with pytest.raises(OSError, match=r"refused|timed out"):
            socket.create_connection((address, port), timeout=2).close()


def test_a_port_is_taken_once(port: int):
    with pytest.raises(OSError, match="in use"):
        site_of(Board(), port)


def test_a_port_just_left_is_taken_again():
    """The side that closes first holds the port for a minute (RFC 9293, TIME-WAIT): the site, when a page is open at its end."""
    site = site_of(Board(), 0)
    left = site.server_address[1]
    Thread(target=site.serve_forever, daemon=True).start()
    link = http.client.HTTPConnection(HOST, left, timeout=10)
    link.request("GET", "/", headers={"Connection": "close"})
    link.getresponse().read()  # to its end: the site has closed
    site.shutdown()
    site.server_close()
    site_of(Board(), left).server_close()


def test_news_come_as_they_happen(port: int, board: Board):
    """The present moment at once, then each change; a version that didn't change isn't told again."""
    link = http.client.HTTPConnection(HOST, port, timeout=10)
    link.request("GET", "/-/news")
    stream = link.getresponse()

    def told() -> dict[str, object]:
        line = stream.readline().decode()
        while not line.startswith("data: "):
            line = stream.readline().decode()
        found: dict[str, object] = json.loads(line.removeprefix("data: "))
        return found

    assert told() == {"page": 1, "pdf": 1, "stale": False, "others": [], "problems": []}
    board.show_problems([PROBLEM], stale=True)
    moment = told()
    assert moment["stale"] is True
    assert moment["problems"] == [{
        "severity": "error", "word": "erreur", "code": "TXT01", "place": "content/a.md:3:4",
        "message": "L'expression ne peut pas être lue.", "hint": "Corrigez-la.", "seen": {}, "related": [],
    }]  # fmt: skip
    board.show_page(b"<p>page</p>", [], MANUSCRIPT)
    assert told() == {"page": 1, "pdf": 1, "stale": False, "others": [], "problems": []}
    board.show_page(b"<p>autre</p>", [], MANUSCRIPT)
    assert told()["page"] == 2
    board.close()
    assert stream.read().strip() == b""


def test_the_last_good_page_stays_while_there_are_errors(port: int, board: Board):
    board.show_problems([PROBLEM], stale=True)
    assert asked(port, "/page.html")[1] == b"<p>page</p>"


@pytest.mark.parametrize(("section", "text", "line"), [
    ("a", "Le premier paragraphe, 543 lignes.", 12),
    ("a", "  LE PREMIER\n paragraphe", 12),
    ("a", "Le second : « ete »", 14),
    ("a", "Titre", 10),
    ("a", "introuvable", None),
    ("b", "Le premier paragraphe", None),
    ("a", "", None),
    ("", "", None),
])  # fmt: skip
def test_a_paragraph_leads_back_to_its_line(section: str, text: str, line: int | None):
    expected = {"file": "content/a.md", "line": line, "place": f"content/a.md:{line}"} if line else {}
    assert place_of(MANUSCRIPT, section, text) == expected


@pytest.mark.parametrize(("place", "said", "seen"), [
    (Place("content/a.md", 12, 7), "", {"section": "a", "text": "lepremierparagraphe543lignes"}),
    (Place("content/a.md", 14), "", {"section": "a", "text": "lesecondete"}),
    (Place("content/a.md", 13), "", {}),  # an empty line
    (Place("data/indicators/a.yml", 12), "", {}),
    (Place("data/indicators/a.yml", 12), "a.b = 543", {"ref": "a.b"}),
    (Place("data/tables/t.csv", 2), "t.à part.c = 12,5", {"ref": "t.à part.c"}),
    (Place("data/rules.yml", 2), "la règle « moitié »", {}),
])  # fmt: skip
def test_a_place_is_told_with_what_shows_it(place: Place, said: str, seen: dict[str, str]):
    assert seen_at(MANUSCRIPT, place, said) == seen
    assert seen_at(None, place) == {}


@pytest.mark.parametrize(("line", "seen"), [
    (1, {"section": "b", "text": "letitre"}),  # a line of marks says nothing: the next one that comes from there does
    (2, {"section": "b", "text": "lecorps"}),  # the first piece that says it
    (3, {}),  # two letters
])  # fmt: skip
def test_of_the_lines_of_a_place_the_first_that_says_something_shows_it(line: int, seen: dict[str, str]):
    path = "content/b.md"
    places = tuple(Place(path, number) for number in (1, 1, 2, 3))
    manuscript = Manuscript(
        (Piece("b", "::: callout\nLe titre\nLe corps\nAh", places), Piece("c", "Le corps", places[2:3])), (), {}
    )
    assert seen_at(manuscript, Place(path, line)) == seen
