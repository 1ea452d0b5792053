"""One client, and what of the protocol is ours."""

from __future__ import annotations

import json
import logging
import os
from asyncio import Task
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final, NoReturn

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcContentModified,
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from contentai import __version__
from contentai.language import Bilingual
from contentai.lsp.pages import Pages
from contentai.lsp.parent import until_gone
from contentai.lsp.session import Session

REFUSED: Final = object()
# Some clients send these though nobody asked for them.
_UNASKED: Final = (types.TEXT_DOCUMENT_DID_SAVE, types.TEXT_DOCUMENT_WILL_SAVE)
_OUT_OF_STEP = Bilingual(
    "编辑器说的一处改动读不懂，现在查的可能不是它那里的稿子；关掉稿件再打开就好",
    "an edit that the editor told of makes no sense: what is judged may not be its text any more; "
    "close the draft and open it again",
)


class Protocol(LanguageServerProtocol):
    """The protocol without its own store of texts: it ends lines where clients do not (U+2028)."""

    _server: Server
    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]

    def handle_message(self, message: Any) -> None:
        """Refuse what comes before ``initialize`` or after ``shutdown``, as the protocol asks.

        And a second ``initialize``. After ``exit`` there is nothing to come back to.
        """
        if message is REFUSED:
            return
        if not hasattr(message, "jsonrpc"):
            self.refuse_unread(JsonRpcInvalidRequest())
            return
        method, id = getattr(message, "method", None), getattr(message, "id", None)
        if method == types.EXIT:
            self._server.leave()
        is_second = method == types.INITIALIZE and self._workspace is not None
        if method and self._workspace is None and method != types.INITIALIZE:
            if id is not None:
                self._send_response(id, error=JsonRpcServerNotInitialized().to_response_error())
        elif id is not None and (is_second or (method and self._shutdown)):
            self._send_response(id, error=JsonRpcInvalidRequest().to_response_error())
        elif method not in _UNASKED:
            super().handle_message(message)

    def _send_data(self, data: Any) -> None:
        """Send something; there is nothing left to do where nobody hears it."""
        try:
            super()._send_data(data)
        except BrokenPipeError:
            self._server.leave()

    def _run_generator(
        self, future: Future[Any] | None, *, gen: Any, result_future: Future[Any]
    ) -> None:
        """Go on after a handler; one that was cancelled when the server ends has no result."""
        if future is not None and future.cancelled():
            result_future.cancel()
            return
        super()._run_generator(future, gen=gen, result_future=result_future)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object; ``REFUSED`` for what cannot be one: its sender has been told."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            self._refuse(data, error.__cause__ or error)
            return REFUSED

    def _refuse(self, data: dict[str, Any], error: BaseException) -> None:
        """Answer a request, for its client waits; say where our copy of a text may be wrong now."""
        method = data.get("method")
        logging.getLogger(__name__).error("%s: %s", method, error)
        if "id" not in data:
            if str(method).startswith("textDocument/did"):
                self._server.show(_OUT_OF_STEP)
        elif "method" in data:
            known = not isinstance(method, str) or self.get_message_type(method)
            refusal: JsonRpcException = JsonRpcInvalidParams()
            if self._workspace is None and method != types.INITIALIZE:
                refusal = JsonRpcServerNotInitialized()
            elif not known:
                refusal = JsonRpcMethodNotFound.of(str(method))
            self._send_response(data["id"], error=refusal.to_response_error())

    def refuse_unread(self, refusal: JsonRpcException) -> None:
        """Answer what nobody knows the number of."""
        error = {"code": refusal.code, "message": refusal.message}
        self._send_data({"jsonrpc": self.VERSION, "id": None, "error": error})


class Server(LanguageServer):
    """The server of one client. ``config`` wins over the configuration that a draft would have."""

    protocol: Protocol

    def __init__(self, config: Path | None, pages: Pages) -> None:
        sync = types.TextDocumentSyncKind.Incremental
        super().__init__("contentai", __version__, sync, None, Protocol)
        self.session = Session(self, config, pages)
        self.is_ended = False
        self.watching: Task[None] | None = None
        self.versioned = self.resolves = self.shows_documents = False
        for name in ("pygls.protocol.json_rpc", "pygls.server"):
            logging.getLogger(name).addFilter(_is_unforeseen)

    def leave(self) -> NoReturn:
        """End at once: the client is gone or about to go, and what it asked is of no use."""
        self.session.pages.close()
        os._exit(0 if self.is_ended else 1)

    async def leave_with(self, process: int | None) -> None:
        """End when the client's process does."""
        await until_gone(process)
        self.leave()

    def show(self, words: Bilingual) -> None:
        """Warn the writer."""
        self.session.message(words, types.MessageType.Warning)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Into the log: a writer can do nothing about a message that nobody understood."""
        if isinstance(error, ConnectionError):
            self.leave()
        if isinstance(error, _UNREAD) and source is JsonRpcException:
            self.protocol.refuse_unread(JsonRpcParseError())
        if not isinstance(error, JsonRpcContentModified):
            name = getattr(source, "__name__", source)
            logging.getLogger(__name__).error("%s: %s", name, error)


# What reading a message as JSON may raise.
_UNREAD: Final = (json.JSONDecodeError, UnicodeDecodeError, RecursionError)


def _is_unforeseen(record: logging.LogRecord) -> bool:
    """False for what is answered, and a traceback tells nothing of.

    A writer who goes on typing causes it, or a client that sends what makes no sense or is gone.
    """
    if "Unable to deserialize message" in str(record.msg):
        return False
    foreseen = (JsonRpcContentModified, JsonRpcInvalidParams, ConnectionError, *_UNREAD)
    return not (record.exc_info and isinstance(record.exc_info[1], foreseen))
