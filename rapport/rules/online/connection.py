"""Sockets to public addresses only, closed when their page's time is over.

A name is resolved once: the addresses that were checked are those connected to, on every redirect too, so that a name
whose answer changes between the two (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from types import TracebackType
from typing import Any, Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

_NAT64 = 0x64FF9B << 96  # 64:ff9b::/96, RFC 6052: the last 32 bits are an IPv4 address


class PrivateAddress(Exception):  # noqa: N818 - a page's fault
    """A name, or a redirect, leads inside a private network."""


@dataclass
class Visiting:
    """The visit under way in this thread: when it must end, where it may go, the sockets that it opened."""

    until: float
    allow_private: bool
    opened: list[tuple[socket.socket, Timer]] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Return the seconds left."""
        return self.until - time.monotonic()

    def watch(self, opened: socket.socket) -> None:
        """End a socket's reads and writes when the visit's time is over: a slow drip resets every other time limit."""
        same = opened.dup()  # TLS takes the original away
        timer = Timer(max(self.left, 0), _shut, [same])
        timer.daemon = True
        timer.start()
        self.opened.append((same, timer))

    def __enter__(self) -> Self:
        """Begin the visit."""
        _NOW.set(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close what the visit opened."""
        for opened, timer in self.opened:
            timer.cancel()
            opened.close()


_NOW: ContextVar[Visiting] = ContextVar("visiting")


def seconds_left() -> float:
    """Return the seconds left to the visit of this thread."""
    return _NOW.get().left


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet, the IPv4 address inside an IPv6 one included."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if int(ip) >> 32 << 32 == _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _connected(connection: HTTPConnection) -> socket.socket:
    """Return a socket to the connection's host, every address of which was checked."""
    visiting = _NOW.get()
    if visiting.left <= 0:
        raise ConnectTimeoutError(connection, "no time left")
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except UnicodeError as error:  # a label over 63 characters
        raise NameResolutionError(connection.host, connection, socket.gaierror(socket.EAI_NONAME, str(error))) from error
    if not visiting.allow_private and not all(is_public(str(where[0])) for *_, where in found):
        raise PrivateAddress(connection.host)
    failure: OSError | None = None
    for family, kind, protocol, _, where in found:
        opened = socket.socket(family, kind, protocol)
        opened.settimeout(min(connection.timeout or visiting.left, visiting.left))
        try:
            opened.connect(where)
        except OSError as error:
            opened.close()
            failure = error
            continue
        visiting.watch(opened)
        return opened
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, "connection timed out") from failure
    raise NewConnectionError(connection, str(failure)) from failure


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _TlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


def guarded_pools(**options: Any) -> PoolManager:
    """Return urllib3's pools with our sockets."""
    pools = PoolManager(**options)
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
    return pools
