"""Fetching pages and feeds politely: http and https only, within limits, as robots.txt says.

Robots rules are those of RFC 9309: no robots.txt (4xx) allows everything, a server that
fails to say (5xx, no answer) forbids everything.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urljoin, urlsplit

from contentai.language import Bilingual
from contentai.topics.found import LibraryError, missing_package

if TYPE_CHECKING:
    import httpx
    from protego import Protego

AGENT: Final = "contentai"
MOST_BYTES: Final = 10 << 20
_MOST_ROBOTS: Final = 500 << 10  # RFC 9309 asks for this much at least
_MOST_HOPS: Final = 5
_SCHEMES: Final = ("http", "https")


class FetchError(Exception):
    """An address that gave nothing; the words say why."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body found at ``url``, where all redirects led."""

    url: str
    body: bytes


@dataclass
class Fetcher:
    """Fetches one address after another; use it with ``with``.

    ``seconds`` is for connecting and for each wait, ``deadline`` for a whole answer;
    ``pause`` is kept between two requests to a host, more where its robots.txt asks for it.
    """

    seconds: float = 10.0
    deadline: float = 60.0
    pause: float = 0.5
    _client: httpx.Client | None = None
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client:
            self._client.close()

    def get(self, url: str, linked_from: str | None = None) -> Fetched:
        """The body at ``url``. Raises ``FetchError``, or ``LibraryError`` without httpx.

        An address that a page elsewhere names (``linked_from``) must not lead into a private
        network, unless to the host that named it.
        """
        for _ in range(_MOST_HOPS + 1):
            parts = urlsplit(checked(url))
            if linked_from and parts.hostname != urlsplit(linked_from).hostname:
                _require_public(parts.hostname or "")
            self._ask(url)
            status, place, body = self._read(url, MOST_BYTES)
            if place is None:
                if status >= 400:
                    raise FetchError(
                        Bilingual(f"服务器答复 {status}", f"the server answered {status}")
                    )
                return Fetched(url, body)
            linked_from = linked_from or url
            url = urljoin(url, place)
        raise FetchError(Bilingual("跳转太多次", "too many redirects"))

    def _ask(self, url: str) -> None:
        """Wait as the host wishes; raise ``FetchError`` where it forbids."""
        host = _host(url)
        if host not in self._robots:
            self._robots[host] = self._read_robots(f"{host}/robots.txt")
        rules = self._robots[host]
        if rules is None:
            raise FetchError(
                Bilingual(
                    "读不到这个网站的 robots.txt，按规矩不抓",
                    "its robots.txt cannot be had, so nothing is fetched",
                )
            )
        if not rules.can_fetch(url, AGENT):
            raise FetchError(
                Bilingual("robots.txt 不让抓这个地址", "robots.txt forbids this address")
            )
        pause = max(self.pause, min(rules.crawl_delay(AGENT) or 0.0, 10.0))
        wait = self._last.get(host, 0.0) + pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last[host] = time.monotonic()

    def _read_robots(self, url: str) -> Protego | None:
        try:
            from protego import Protego
        except ImportError as error:
            raise _no_httpx(error) from None
        try:
            for _ in range(_MOST_HOPS + 1):
                status, place, body = self._read(url, _MOST_ROBOTS)
                if place is None:
                    break
                before, url = url, checked(urljoin(url, place))
                if urlsplit(url).hostname != urlsplit(before).hostname:
                    _require_public(urlsplit(url).hostname or "")
            else:
                return None
        except FetchError:
            return None
        if status >= 500:
            return None
        return Protego.parse(body.decode("utf-8", "replace") if status < 400 else "")

    def _read(self, url: str, most: int) -> tuple[int, str | None, bytes]:
        """Status, where a redirect leads, and the body. Raises ``FetchError``."""
        try:
            import httpx
        except ImportError as error:
            raise _no_httpx(error) from None
        if self._client is None:
            self._client = httpx.Client(
                timeout=self.seconds, follow_redirects=False, headers={"User-Agent": AGENT}
            )
        begin = time.monotonic()
        body = bytearray()
        try:
            with self._client.stream("GET", url) as answer:
                if answer.has_redirect_location:
                    return answer.status_code, answer.headers["location"], b""
                for chunk in answer.iter_bytes(1 << 16):
                    body += chunk
                    if len(body) > most:
                        raise FetchError(
                            Bilingual(f"超过 {most >> 10} KB", f"over the limit of {most >> 10} KB")
                        )
                    if time.monotonic() - begin > self.deadline:
                        raise FetchError(
                            Bilingual(
                                f"{self.deadline:g} 秒还没传完",
                                f"not finished within {self.deadline:g} seconds",
                            )
                        )
                return answer.status_code, None, bytes(body)
        except httpx.TimeoutException:
            raise FetchError(
                Bilingual(f"{self.seconds:g} 秒没有回应", f"no answer in {self.seconds:g} seconds")
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            reason = str(error) or type(error).__name__
            raise FetchError(
                Bilingual(f"抓不到：{reason}", f"cannot be fetched: {reason}")
            ) from None


def is_address(place: str) -> bool:
    """True for what is written like a web address, whatever its scheme."""
    return "://" in place


def checked(url: str) -> str:
    """``url``, when it is one that may be fetched. Raises ``FetchError``."""
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        port_is_sound = False
        parts = urlsplit("")
    if parts.scheme.lower() not in _SCHEMES:
        raise FetchError(
            Bilingual("只抓 http 和 https 的地址", "only http and https addresses are fetched")
        )
    if not parts.hostname or not port_is_sound:
        raise FetchError(Bilingual("地址写错了", "not a sound address"))
    return url


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _require_public(host: str) -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(Bilingual(f"找不到主机 {host}", f"no such host {host}")) from None
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise FetchError(
                Bilingual(
                    "链接指向内网地址，不抓", "the link leads into a private network; not fetched"
                )
            )


def _no_httpx(error: ImportError) -> LibraryError:
    return LibraryError(missing_package(error, Bilingual("抓取网址", "fetching addresses")))
