"""One client, and what of the protocol is ours."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcContentModified,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from contentai import __version__
from contentai.lsp.session import Session


class Protocol(LanguageServerProtocol):
    """The protocol without its own store of texts: it ends lines where clients do not (U+2028)."""

    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]

    def handle_message(self, message: Any) -> None:
        """Refuse what comes before ``initialize`` or after ``shutdown``, as the protocol asks."""
        method, id = getattr(message, "method", None), getattr(message, "id", None)
        if method and self._workspace is None and method not in (types.INITIALIZE, types.EXIT):
            if id is not None:
                self._send_response(id, error=JsonRpcServerNotInitialized().to_response_error())
        elif method and self._shutdown and id is not None:
            self._send_response(id, error=JsonRpcInvalidRequest().to_response_error())
        else:
            super().handle_message(message)


class Server(LanguageServer):
    """The server of one client. ``config`` wins over the configuration that a draft would have."""

    def __init__(self, config: Path | None, pages: Path) -> None:
        sync = types.TextDocumentSyncKind.Incremental
        super().__init__("contentai", __version__, sync, None, Protocol)
        self.session = Session(self, config, pages)
        self.is_ended = False
        self.versioned = self.resolves = self.shows_documents = False
        logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_unforeseen)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Into the log: a writer can do nothing about a message that nobody understood."""
        if not isinstance(error, JsonRpcContentModified):
            name = getattr(source, "__name__", source)
            logging.getLogger(__name__).error("%s: %s", name, error)


def _is_unforeseen(record: logging.LogRecord) -> bool:
    """False for what a writer who goes on typing causes: it is answered, and nothing is wrong."""
    return not (record.exc_info and isinstance(record.exc_info[1], JsonRpcContentModified))
