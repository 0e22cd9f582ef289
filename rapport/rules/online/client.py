"""One outside page asked for, politely: HEAD, then GET when HEAD isn't trusted; retries, redirects, limits."""

from __future__ import annotations

import re
import ssl
import time
from html.parser import HTMLParser
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urljoin

from urllib3 import BaseHTTPResponse, Retry, Timeout
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import (
    HTTPError,
    InvalidHeader,
    LocationValueError,
    MaxRetryError,
    NameResolutionError,
    ResponseError,
    SSLError,
)
from urllib3.util import parse_url
from urllib3.util.ssl_ import create_urllib3_context

from rapport import __version__
from rapport.ground.patterns import regex
from rapport.rules.online.answers import Limits, PageAnswer, Reached
from rapport.rules.online.connection import PrivateAddress, Visiting, guarded_pools, seconds_left

_GONE = {HTTPStatus.NOT_FOUND: "page introuvable", HTTPStatus.GONE: "page supprimée"}
_TOO_MANY, _LINKEDIN = HTTPStatus.TOO_MANY_REQUESTS, 999
_FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_PASSING = {_TOO_MANY, 500, 502, 503, 504}
_NO_ROOTS = "ce Python ne connaît aucun certificat (sous macOS, lancez « Install Certificates.command »)"
_BLOCK = 16 * 1024
_ROUTE = regex(r"[!/]|:~:")  # `#!/…`, `#/…`: a script's own routes; `#:~:text=`: a search in the page


class _Patience(Retry):
    """urllib3's retries, which wait as long as the server asks if the page's time allows, and otherwise give up."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        try:
            return super().get_retry_after(response)
        except InvalidHeader:
            return None

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        if _pool is not None and response is not None and (self.get_retry_after(response) or 0) > seconds_left():
            raise MaxRetryError(_pool, url or "", ResponseError("asked to come back later"))
        return super().increment(method, url, response, error, _pool, _stacktrace)


class _Targets(HTMLParser):
    """The targets of a page: its ids, and the names of its old-style anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if value and (name == "id" or (name == "name" and tag == "a"))}


class Client:
    """Asks for pages. ``contact`` is the site named in the user agent, so that its owner knows who came."""

    def __init__(self, limits: Limits, contact: str = "") -> None:
        self.limits = limits
        self._tls = create_urllib3_context()
        self._tls.load_default_certs()
        who = f"; {contact}" if contact.isascii() and contact.isprintable() else ""
        self._headers = {
            "User-Agent": f"rapport/{__version__} (verification des liens d'un rapport annuel{who})",
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "fr,en;q=0.5",
        }

    def answer(self, page: str, fragments: frozenset[str] = frozenset()) -> PageAnswer:
        """Return what becomes of a page, and of its targets when a link wants some."""
        until = time.monotonic() + self.limits.page
        with Visiting(until, self.limits.allow_private) as visiting:
            late = PageAnswer(Reached.TROUBLED, f"pas de réponse complète en {self.limits.page:g} s")
            try:
                answer = self._answer(page, frozenset(name for name in fragments if name and not _ROUTE.match(name)))
            except PrivateAddress:
                return PageAnswer(Reached.DEAD, "l'adresse mène dans un réseau privé, où les lecteurs n'iront pas")
            except LocationValueError:
                return PageAnswer(Reached.DEAD, "ce n'est pas une adresse du web, ou elle renvoie ailleurs que sur le web")
            except (HTTPError, OSError) as error:
                return late if visiting.left <= 0 else _failed(error)
            # Half a head, cut when time was over, reads like a whole one.
            return late if visiting.left <= 0 else answer

    def _answer(self, page: str, fragments: frozenset[str]) -> PageAnswer:
        address = _ascii_host(page)
        if not fragments:
            try:
                head = self._asked("HEAD", address, {_TOO_MANY, HTTPStatus.SERVICE_UNAVAILABLE}, read_again=0)
            except HTTPError as error:
                if isinstance(_reason(error), NameResolutionError | SSLError):
                    raise
            else:
                if _good(head) or head.status == _TOO_MANY:
                    return _judged(head, page)
        response = self._asked("GET", address, _PASSING, read_again=self.limits.retries)
        return _judged(response, page, self._missing(response, fragments))

    def _asked(self, method: str, address: str, passing: set[Any], read_again: int) -> BaseHTTPResponse:
        limits = self.limits
        retries = _Patience(
            total=None, connect=limits.retries, read=read_again, status=limits.retries, redirect=limits.redirects, other=0,
            status_forcelist={int(status) for status in passing}, backoff_factor=limits.backoff, raise_on_status=False,
        )  # fmt: skip
        patience = Timeout(connect=limits.connect, read=limits.read)
        pools = guarded_pools(ssl_context=self._tls, timeout=patience, headers=self._headers)
        return pools.request(method, address, retries=retries, preload_content=False)

    def _missing(self, response: BaseHTTPResponse, fragments: frozenset[str]) -> tuple[str, ...]:
        """Return the targets that a page read to its end doesn't have; none when it can't be told."""
        kind = response.headers.get("Content-Type", "")
        if not fragments or not _good(response) or "html" not in kind:
            return ()
        body = b""
        for block in response.stream(_BLOCK):
            body += block
            if len(body) > self.limits.size:
                return ()
        targets = _Targets()
        targets.feed(body.decode(_charset(kind), "replace"))
        return tuple(sorted(name for name in fragments if not {name, unquote(name)} & targets.found and name != "top"))


def _ascii_host(page: str) -> str:
    """Return an address whose host is written in ASCII: `français.fr` as `xn--franais-xxa.fr`."""
    host = re.match(r"https?://(?:[^/?#@]*@)?([^/?#:@]+)", page, re.IGNORECASE)
    if host is None or host[1].isascii():
        return page
    try:
        return page[: host.start(1)] + host[1].encode("idna").decode() + page[host.end(1) :]
    except UnicodeError as error:
        raise LocationValueError(page) from error


def _charset(kind: str) -> str:
    found = re.search(r"charset=[\"']?([\w-]+)", kind)
    try:
        return "utf-8" if found is None else "".encode(found[1]).decode() or found[1]
    except LookupError:
        return "utf-8"


def _good(response: BaseHTTPResponse) -> bool:
    return response.status < HTTPStatus.BAD_REQUEST


def _judged(response: BaseHTTPResponse, page: str, missing: tuple[str, ...] = ()) -> PageAnswer:
    """Return the verdict that a status stands for."""
    status = response.status
    if _good(response):
        return PageAnswer(Reached.ALIVE, moved=_moved(response, page), missing=missing)
    if response.headers.get("cf-mitigated") == "challenge":
        return PageAnswer(Reached.REFUSED, f"le serveur demande la preuve qu'il a affaire à une personne ({status})")
    if status in _GONE:
        return PageAnswer(Reached.DEAD, f"le serveur répond {status} ({_GONE[HTTPStatus(status)]})")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != _LINKEDIN:
        return PageAnswer(Reached.TROUBLED, f"le serveur est en panne ({status})")
    if status == _TOO_MANY:
        return PageAnswer(Reached.REFUSED, "le serveur trouve les demandes trop nombreuses (429)")
    return PageAnswer(Reached.REFUSED, f"le serveur refuse les robots ({status})")


def _moved(response: BaseHTTPResponse, page: str) -> str:
    """Return the address after the permanent redirects that come first, empty when there is none."""
    here, moved = page, ""
    for step in response.retries.history if response.retries else ():
        if step.redirect_location:
            if step.status not in _FOR_GOOD:
                break
            here = moved = urljoin(here, step.redirect_location)
    return "" if moved == page else moved


def _reason(error: Exception) -> Exception:
    reason = error.reason if isinstance(error, MaxRetryError) else None
    return reason if isinstance(reason, Exception) else error


def _failed(error: Exception) -> PageAnswer:
    """Return the verdict on a page that gave no answer at all."""
    reason = _reason(error)
    if isinstance(reason, NameResolutionError):
        return PageAnswer(Reached.UNNAMED, "aucun serveur ne porte ce nom")
    if isinstance(reason, SSLError):
        return PageAnswer(Reached.TROUBLED, "le certificat de sécurité n'est pas valable" if _trusting() else _NO_ROOTS)
    if isinstance(reason, ResponseError) and "redirect" in str(reason):
        return PageAnswer(Reached.TROUBLED, "elle renvoie sans fin d'une adresse à l'autre")
    return PageAnswer(Reached.TROUBLED, "le serveur ne répond pas, ou coupe la conversation")


def _trusting() -> bool:
    """Tell whether this Python knows any authority; python.org's, on macOS, has none before its own script is run."""
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile or paths.capath or ssl.create_default_context().cert_store_stats()["x509_ca"])


def host_of(page: str) -> str:
    """Return the host of an address, empty when it has none."""
    try:
        return parse_url(_ascii_host(page)).host or ""
    except LocationValueError:
        return ""
