"""Outside links, tried against servers on loopback that misbehave in every way we know of."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from rapport.ground.cache import Cache
from rapport.rules.online import connection, visits
from rapport.rules.online.answers import Limits, PageAnswer, Pages, Reached
from rapport.rules.online.client import Client
from rapport.rules.online.visits import visited

BRISK = Limits(connect=5, read=1, page=6, whole=30, retries=1, backoff=0, pause=0, size=64 * 1024, allow_private=True)
FOR_LONG = 60  # seconds that a page hangs for: far more than what any of these limits allows
NO_PAGES: frozenset[str] = frozenset()


class Rogue(BaseHTTPRequestHandler):
    """Answers each path in its own bad way; `server.asked` keeps the requests."""

    def do_HEAD(self):
        self._answer(body=False)

    def do_GET(self):
        self._answer(body=True)

    def _answer(self, *, body: bool):
        path = self.path.partition("?")[0]
        asked: list[tuple[str, str, float]] = self.server.asked  # type: ignore[attr-defined]
        asked.append((self.command, path, time.monotonic()))
        times = sum(known == path for _, known, _ in asked)
        self.server.agents.add(self.headers["User-Agent"])  # type: ignore[attr-defined]
        with suppress_disconnection():
            own = getattr(self, "_" + path.strip("/").replace("-", "_"), None)
            if own:
                own(body=body, times=times)
            elif found := re.fullmatch(r"/status-(\d+)", path):
                self._say(int(found[1]))
            else:
                self._say(200, b"<h1 id='haut'>Bonjour</h1>" if body else b"")

    def _say(self, status: int, text: bytes = b"", **headers: str):
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and status >= 200:
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _hang(self, **_: object):
        self.server.over.wait(FOR_LONG)  # type: ignore[attr-defined]

    def _drip(self, **_: object):
        """One byte of the head now and then: no single read ever lasts too long."""
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.over.wait(0.1):  # type: ignore[attr-defined]
                return

    def _reset(self, **_: object):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def _garbage(self, **_: object):
        self.wfile.write(b"bonjour, ceci n'est pas du HTTP\r\n\r\n")
        self.close_connection = True

    def _head_refused(self, *, body: bool, **_: object):
        self._say(200 if body else 405)

    def _head_lies(self, *, body: bool, **_: object):
        self._say(200 if body else 404)

    def _head_hangs(self, *, body: bool, **_: object):
        self._say(200) if body else self._hang()

    def _busy(self, *, times: int, **_: object):
        self._say(429, Retry_After="1") if times == 1 else self._say(200)

    def _busy_for_long(self, **_: object):
        self._say(429, Retry_After="3600")

    def _busy_unreadable(self, *, times: int, **_: object):
        self._say(503, Retry_After="bientôt".encode().decode("latin-1")) if times == 1 else self._say(200)

    def _recovers(self, *, times: int, **_: object):
        self._say(500) if times < 3 else self._say(200)

    def _loop(self, **_: object):
        self._say(302, Location="/loop")

    def _moved(self, **_: object):
        self._say(301, Location="/moved-again")

    def _moved_again(self, **_: object):
        self._say(308, Location="/page")

    def _elsewhere_today(self, **_: object):
        self._say(302, Location="/page")

    def _to_private(self, **_: object):
        self._say(302, Location=f"http://intranet.example:{self.server.server_port}/page")

    def _to_file(self, **_: object):
        self._say(302, Location="file:///etc/passwd")

    def _to_nowhere(self, **_: object):
        self._say(301, Location="http://nulle-part.invalid/")

    def _challenge(self, **_: object):
        self._say(503, cf_mitigated="challenge")

    def _huge(self, *, body: bool, **_: object):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while body and not self.server.over.is_set():  # type: ignore[attr-defined]
            self.wfile.write(b"x" * 8192)

    def _short(self, *, body: bool, **_: object):
        """Announce more than is sent."""
        self._say(200, b"<p id='ici'>" if body else b"", Content_Length="5000")
        self.close_connection = True

    def log_message(self, *_: object):
        pass


class suppress_disconnection:  # noqa: N801 - read as a statement
    """The client may leave when it likes."""

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        return kind is not None and issubclass(kind, OSError | ValueError)


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Rogue) as rogue:
        rogue.daemon_threads = True
        rogue.asked, rogue.agents, rogue.over = [], set(), threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=rogue.serve_forever, args=(0.02,), daemon=True).start()
        yield rogue
        rogue.over.set()  # type: ignore[attr-defined]
        rogue.shutdown()


@pytest.fixture
def site(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(autouse=True)
def _asked_anew(server: ThreadingHTTPServer):
    server.asked.clear()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _nothing_beyond_loopback(monkeypatch: pytest.MonkeyPatch):
    """No name is asked of a real server of names: the tests run without a network."""
    resolve = socket.getaddrinfo

    def getaddrinfo(host: str, *arguments, **options):
        if re.search("[a-z]{3}", host) and host != "localhost" and "::" not in host:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def answered(page: str, *fragments: str, limits: Limits = BRISK) -> PageAnswer:
    return Client(limits).answer(page, frozenset(fragments))


@pytest.mark.parametrize(
    ("path", "verdict", "said"),
    [
        ("/page", Reached.ALIVE, ""),
        ("/status-204", Reached.ALIVE, ""),
        ("/status-404", Reached.DEAD, "404 (page introuvable)"),
        ("/status-410", Reached.DEAD, "410 (page supprimée)"),
        ("/status-401", Reached.REFUSED, "refuse les robots (401)"),
        ("/status-403", Reached.REFUSED, "refuse les robots (403)"),
        ("/status-999", Reached.REFUSED, "refuse les robots (999)"),
        ("/challenge", Reached.REFUSED, "affaire à une personne (503)"),
        ("/busy", Reached.ALIVE, ""),
        ("/busy-for-long", Reached.REFUSED, "trop nombreuses (429)"),
        ("/busy-unreadable", Reached.ALIVE, ""),
        ("/status-500", Reached.TROUBLED, "en panne (500)"),
        ("/recovers", Reached.ALIVE, ""),
        ("/head-refused", Reached.ALIVE, ""),
        ("/head-lies", Reached.ALIVE, ""),
        ("/head-hangs", Reached.ALIVE, ""),
        ("/hang", Reached.TROUBLED, "ne répond pas"),
        ("/drip", Reached.TROUBLED, "pas de réponse complète en 6 s"),
        ("/reset", Reached.TROUBLED, "coupe la conversation"),
        ("/garbage", Reached.TROUBLED, "coupe la conversation"),
        ("/loop", Reached.TROUBLED, "sans fin"),
        ("/to-file", Reached.DEAD, "ailleurs que sur le web"),
        ("/huge", Reached.ALIVE, ""),
        ("/short", Reached.ALIVE, ""),
    ],
)
def test_verdict(site: str, path: str, verdict: Reached, said: str):
    """Each misbehaviour gets its verdict, in bounded time."""
    begun = time.monotonic()
    answer = answered(site + path)
    assert (answer.verdict, answer.said) == (verdict, answer.said)
    assert said in answer.said
    assert bool(said) == bool(answer.said)
    assert time.monotonic() - begun < FOR_LONG / 2


@pytest.mark.parametrize(
    ("page", "verdict"),
    [
        ("http://nulle-part.invalid/", Reached.UNNAMED),
        ("http://" + "a" * 70 + ".fr/", Reached.DEAD),
        ("http://a..b/", Reached.DEAD),
        ("http://[::1/", Reached.DEAD),
        ("http://exemple.fr:port/", Reached.DEAD),
        ("http://", Reached.DEAD),
    ],
)
def test_address_that_leads_nowhere(page: str, verdict: Reached):
    assert answered(page).verdict in {verdict, Reached.UNNAMED}


def test_nobody_listens():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert answered(f"http://127.0.0.1:{unused.getsockname()[1]}/").verdict is Reached.TROUBLED


def test_certificate_that_cannot_be_trusted():
    """A server that speaks no TLS, or can't prove its name, is trouble and not a dead link."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak_plainly():
            spoken, _ = listening.accept()
            with spoken:
                spoken.recv(1024)
                spoken.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=speak_plainly, daemon=True).start()
        answer = answered(f"https://127.0.0.1:{listening.getsockname()[1]}/")
    assert answer == PageAnswer(Reached.TROUBLED, "le certificat de sécurité n'est pas valable")


def test_moved_for_good(site: str):
    """Only permanent redirects give a new address; a passing one is followed without a word."""
    assert answered(f"{site}/moved") == PageAnswer(Reached.ALIVE, moved=f"{site}/page")
    assert answered(f"{site}/elsewhere-today") == PageAnswer(Reached.ALIVE)
    assert answered(f"{site}/to-nowhere").verdict is Reached.UNNAMED


def test_get_only_when_head_is_not_trusted(site: str, server: ThreadingHTTPServer):
    for path in ("/page", "/head-refused", "/status-404", "/busy-for-long"):
        answered(site + path)
    methods = Counter((path, method) for method, path, _ in server.asked)  # type: ignore[attr-defined]
    assert methods == {
        ("/page", "HEAD"): 1,
        ("/head-refused", "HEAD"): 1,
        ("/head-refused", "GET"): 1,
        ("/status-404", "HEAD"): 1,
        ("/status-404", "GET"): 1,
        ("/busy-for-long", "HEAD"): 1,  # an hour to wait: nobody insists
    }


def test_waits_as_long_as_asked(site: str, server: ThreadingHTTPServer):
    answered(f"{site}/busy")
    first, second = (when for _, _, when in server.asked)  # type: ignore[attr-defined]
    assert second - first >= 1


def test_targets_of_a_page(site: str):
    """A missing target is told only of a page read to its end."""
    assert answered(f"{site}/page", "haut", "bas").missing == ("bas",)
    assert answered(f"{site}/page", "!/route", ":~:text=bonjour", "top").missing == ()
    assert answered(f"{site}/huge", "bas") == PageAnswer(Reached.ALIVE)
    assert answered(f"{site}/short", "ici", "bas").missing == ()


def test_says_who_asks(site: str, server: ThreadingHTTPServer):
    Client(BRISK, "https://www.coorace.org").answer(f"{site}/page")
    assert any(agent.startswith("rapport/") and "https://www.coorace.org" in agent for agent in server.agents)  # type: ignore[attr-defined]
    assert Client(BRISK, "https://a.fr\r\nX: y").answer(f"{site}/page").verdict is Reached.ALIVE


# --- private addresses ------------------------------------------------------------------------------------------------


PRIVATE = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 240.0.0.1
::1 :: fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::10.0.0.1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_address(address: str):
    assert not connection.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::93.184.216.34"])
def test_public_address(address: str):
    assert connection.is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_private_page_is_refused(host: str, server: ThreadingHTTPServer):
    """However a private address is written, nothing is sent there."""
    answer = answered(f"http://{host}:{server.server_port}/page", limits=Limits(connect=0.5, read=0.5, page=2, retries=0))
    assert answer.verdict is Reached.DEAD
    assert "réseau privé" in answer.said
    assert server.asked == []  # type: ignore[attr-defined]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Give `names(host=[address, …])`: what names resolve to, and the list of the questions asked."""

    def known(**addresses: list[list[str]]) -> list[str]:
        asked: list[str] = []

        def getaddrinfo(host: str, port: int, **_: object):
            asked.append(host)
            answers = addresses[host.partition(".")[0]]
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

        monkeypatch.setattr(connection.socket, "getaddrinfo", getaddrinfo)
        return asked

    return known


def test_one_private_address_among_public_ones(names: Callable[..., list[str]]):
    names(double=[["93.184.216.34", "127.0.0.1"]])
    assert "réseau privé" in answered("http://double.example/", limits=Limits(retries=0)).said


def test_redirect_to_a_private_address(names: Callable[..., list[str]], server: ThreadingHTTPServer, monkeypatch):
    """The page is public, what it sends to is not: the second address is checked like the first."""
    names(public=[["127.0.0.1"]], intranet=[["127.0.0.2"]])
    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
    limits = Limits(connect=0.5, read=0.5, page=2, retries=0)
    assert "réseau privé" in answered(f"http://public.example:{server.server_port}/to-private", limits=limits).said
    assert {path for _, path, _ in server.asked} == {"/to-private"}  # type: ignore[attr-defined]


def test_name_that_changes_its_address(names: Callable[..., list[str]], server: ThreadingHTTPServer, monkeypatch):
    """The address that was checked is the one connected to: nobody asks for the name again."""
    asked = names(rebinding=[["127.0.0.1"], ["127.0.0.2"]])
    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
    limits = Limits(connect=0.5, read=0.5, page=2, retries=0)
    assert answered(f"http://rebinding.example:{server.server_port}/page", limits=limits).verdict is Reached.ALIVE
    assert asked == ["rebinding.example"]


# --- many pages -------------------------------------------------------------------------------------------------------


def pages(*addresses: str) -> Pages:
    return dict.fromkeys(addresses, NO_PAGES)


def test_answers_are_kept(site: str, server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A good answer is believed for a day, a bad one for an hour."""
    wanted = pages(f"{site}/page", f"{site}/status-404")

    def asked() -> set[str]:
        server.asked.clear()  # type: ignore[attr-defined]
        visited(wanted, "", Cache(tmp_path), BRISK)
        return {path for _, path, _ in server.asked}  # type: ignore[attr-defined]

    assert asked() == {"/page", "/status-404"}
    assert asked() == set()
    now = time.time()
    monkeypatch.setattr(visits.time, "time", lambda: now + 2 * 3600)
    assert asked() == {"/status-404"}
    monkeypatch.setattr(visits.time, "time", lambda: now + 25 * 3600)
    assert asked() == {"/page", "/status-404"}


def test_spoilt_cache_is_no_answer(site: str, tmp_path: Path):
    page = f"{site}/page"
    cache = Cache(tmp_path)
    for spoilt in (b"", b"{", b"[]", b'{"at": "hier"}', json.dumps({"at": time.time(), "answer": {"a": 1}}).encode()):
        cache.put(visits._key(page, NO_PAGES), spoilt)
        assert visited(pages(page), "", cache, BRISK)[page].verdict is Reached.ALIVE


def test_no_host_is_pressed(site: str, server: ThreadingHTTPServer, tmp_path: Path):
    """Two at once, and a pause between two starts."""
    limits = Limits(connect=0.5, read=0.5, page=2, whole=5, pause=0.1, allow_private=True)
    visited(pages(*(f"{site}/page-{number}" for number in range(5))), "", Cache(tmp_path), limits)
    times = sorted(when for _, _, when in server.asked)  # type: ignore[attr-defined]
    assert len(times) == 5
    assert min(later - sooner for sooner, later in pairwise(times)) > 0.05


def test_whole_time_is_bounded(site: str, tmp_path: Path):
    """Pages that nobody had time for are told so, and tried again the next time."""
    limits = Limits(connect=FOR_LONG, read=FOR_LONG, page=FOR_LONG, whole=0.4, per_host=1, pause=0, allow_private=True)
    begun = time.monotonic()
    cache = Cache(tmp_path)
    answers = visited(pages(f"{site}/hang", f"{site}/page"), "", cache, limits)
    assert time.monotonic() - begun < FOR_LONG / 2
    assert {answer.verdict for answer in answers.values()} == {Reached.TROUBLED}
    assert all("temps accordé" in answer.said for answer in answers.values())
    assert visited(pages(f"{site}/page"), "", cache, BRISK)[f"{site}/page"].verdict is Reached.ALIVE


def test_no_connection_is_no_dead_link(tmp_path: Path):
    """When no name of the web is found, it is the connection that lacks; and nothing is kept."""
    offline = visited(pages("http://un.invalid/", "http://deux.invalid/"), "", Cache(tmp_path), BRISK)
    assert {answer.verdict for answer in offline.values()} == {Reached.TROUBLED}
    assert all("hors connexion" in answer.said for answer in offline.values())
    assert not any(tmp_path.glob("*/*"))


def test_no_page(tmp_path: Path):
    assert visited({}, "", Cache(tmp_path), BRISK) == {}


def test_our_own_bug_is_heard(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def answer(*_: object) -> PageAnswer:
        raise ZeroDivisionError

    monkeypatch.setattr(Client, "answer", answer)
    with pytest.raises(ZeroDivisionError):
        visited(pages(f"{site}/page"), "", Cache(tmp_path), BRISK)


# --- the command ------------------------------------------------------------------------------------------------------


def website(root: Path, address: str, *accepted: str) -> None:
    """Change the site on the cover; leave alone the other one that the edition names."""
    path = root / "report.yml"
    text = re.sub(r"^website: .*$", f"website: {address}", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(f"{text}accepted_links: [{', '.join(['fabrique-du-val.example', *accepted])}]\n", "utf-8")


def test_every_link_is_found_where_it_is_written(petite: Path, site: str, run, monkeypatch: pytest.MonkeyPatch):
    """Markdown links, addresses between angle brackets, bare ones, those of the tables and of the cover."""
    monkeypatch.setattr("rapport.rules.online.answers.Limits", lambda **_: BRISK)
    path = petite / "content/edito.md"
    lines = len(path.read_text("utf-8").splitlines())
    written = f"Voir [la page]({site}/status-404), <{site}/status-404#a> ou\n{site}/status-410."
    path.write_text(
        path.read_text("utf-8").rstrip() + f"\n\n{written}\n\n[ici]: {site}/status-404_(homonymie)\n\n[ici]\n", "utf-8"
    )
    website(petite, f"{site}/moved")
    outcome = run(petite, "check", "--online", "--allow-private")
    found = [line.partition(" Le lien")[0].partition(" La page")[0] for line in outcome.lines if "LNK0" in line]
    assert found == [
        f"content/edito.md:{lines + 2}:16: erreur LNK04",
        f"content/edito.md:{lines + 2}:{16 + len(site) + 15}: erreur LNK04",
        f"content/edito.md:{lines + 3}:1: erreur LNK04",
        "report.yml:6:1: info LNK07",
    ]
    assert outcome.code == 1


def test_accepted_links_are_left_alone(petite: Path, site: str, server: ThreadingHTTPServer, run):
    website(petite, f"{site}/status-404", f"{site}/status")
    assert run(petite, "check", "--online", "--allow-private").code == 0
    assert server.asked == []  # type: ignore[attr-defined]


def test_private_links_are_refused_without_leave(petite: Path, site: str, server: ThreadingHTTPServer, run):
    website(petite, f"{site}/page")
    assert "réseau privé" in run(petite, "check", "--online").out
    assert server.asked == []  # type: ignore[attr-defined]


def test_nothing_goes_out_unasked(petite: Path, site: str, server: ThreadingHTTPServer, run):
    website(petite, f"{site}/status-404")
    assert run(petite, "check").code == 0
    assert server.asked == []  # type: ignore[attr-defined]
