"""The editor in a browser on the same machine, by textual-serve.

Whoever reaches the page edits files: it listens on the loopback address alone, and a page of
another site, which a browser would let open a socket here, is refused by the names it carries.
"""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"


class OwnServer(Server):
    """Serves one command to pages of its own alone, and says nothing of its own."""

    def __init__(self, command: str, port: int) -> None:
        super().__init__(command, host=HOST, port=port, title="contentai")
        self._pages: set[asyncio.Task[object]] = set()

    def initialize_logging(self) -> None:
        """Nothing: what goes wrong is seen in the page."""

    async def on_startup(self, app: web.Application) -> None:
        """Nothing: the address was told already."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End the editors of pages that are still open: Ctrl+C does not wait for them."""
        for page in self._pages:
            page.cancel()

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._own_pages)
        return app

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(f"{name}:{self.port}" for name in (HOST, "localhost"))

    @web.middleware
    async def _own_pages(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        ours = origin is None or origin.partition("://")[2] in self._names
        if request.host not in self._names or not ours:
            raise web.HTTPForbidden(text="contentai: this page is for this machine alone")
        page = asyncio.current_task()
        if page is None or request.path != "/ws":
            return await handler(request)
        self._pages.add(page)
        try:
            return await handler(request)
        finally:
            self._pages.discard(page)


def serve(command: Sequence[str], port: int) -> None:
    """Serve ``command`` until it is interrupted. Raises ``OSError`` for a port that is taken."""
    OwnServer(shlex.join(command), port).serve()
