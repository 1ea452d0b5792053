"""A client of the language server: a process, messages both ways, and nothing clever."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.cli.process import environment

Message = dict[str, Any]
PATIENCE = 120.0

CAPABILITIES: Message = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1, 2]},
            "versionSupport": True,
            "dataSupport": True,
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
        },
    },
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
    },
    "window": {"showDocument": {"support": True}},
}


class Client:
    """Starts the server in ``cwd``. ``settings`` answers ``workspace/configuration``."""

    def __init__(self, cwd: Path, *arguments: str, settings: Message | None = None, **env: str):
        self.settings = settings
        self.heard: list[Message] = []
        self.last_id = 0
        self._incoming: queue.Queue[Message | None] = queue.Queue()
        self.log = cwd / "lsp.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "contentai", "lsp", *arguments],
                cwd=cwd,
                env=environment(env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream
            stream.close()

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout
        while True:
            size = 0
            while (line := stdout.readline()) not in (b"\r\n", b""):
                name, _, value = line.decode("ascii").partition(":")
                if name.lower() == "content-length":
                    size = int(value)
            body = stdout.read(size) if size else b""
            if not body:
                self._incoming.put(None)
                return
            self._incoming.put(json.loads(body))

    # --- sending

    def send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_raw(body)

    def send_raw(self, body: bytes) -> None:
        stdin = self.process.stdin
        assert stdin
        stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stdin.flush()

    def notify(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def begin(self, method: str, **params: Any) -> int:
        """Send a request without waiting for its answer; its number."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        return self.last_id

    def answer_of(self, number: int) -> Message:
        return self.wait(lambda m: m.get("id") == number and "method" not in m)

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a request; an error is no result."""
        answer = self.answer_of(self.begin(method, **params))
        assert "error" not in answer, answer
        return answer["result"]

    # --- hearing

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message not waited for before that is wanted."""
        for position, message in enumerate(self.heard):
            if wanted(message):
                return self.heard.pop(position)
        while True:
            message = self._next()
            if wanted(message):
                return message
            self.heard.append(message)

    def _next(self) -> Message:
        try:
            message = self._incoming.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"nothing came; heard {self.heard}; {self._logged()}") from None
        assert message is not None, f"the server is gone: {self._logged()}"
        method = message.get("method")
        if method == "workspace/configuration":
            items = message["params"]["items"]
            self.send({"id": message["id"], "result": [self.settings for _ in items]})
        elif method == "window/showDocument":
            self.send({"id": message["id"], "result": {"success": True}})
        elif method and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def _logged(self) -> str:
        return self.log.read_text("utf-8")

    def diagnostics(self, uri: str, version: int | None = None) -> list[Message]:
        """The diagnostics of a text, of a version if one is named."""

        def is_it(message: Message) -> bool:
            params = message.get("params") or {}
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            return params["uri"] == uri and (version is None or params.get("version") == version)

        found: list[Message] = self.wait(is_it)["params"]["diagnostics"]
        return found

    def message(self, part: str) -> Message:
        """A message to the writer that holds ``part``."""
        return self.wait(
            lambda m: m.get("method") == "window/showMessage" and part in m["params"]["message"]
        )

    # --- texts

    def start(self, *roots: Path, capabilities: Message = CAPABILITIES, **more: Any) -> Message:
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots]
        asked = {"processId": None, "rootUri": None, "capabilities": capabilities, **more}
        result: Message = self.ask("initialize", workspaceFolders=folders, **asked)
        self.notify("initialized")
        return result

    def open(self, uri: str, text: str, language: str = "markdown", version: int = 1) -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)

    def change(self, uri: str, version: int, *changes: Message) -> None:
        named = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", textDocument=named, contentChanges=list(changes))

    def end(self) -> int:
        """Leave as the protocol says; the exit status."""
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)


def span(line: int, start: int, end_line: int, end: int) -> Message:
    """A range of the protocol."""
    return {
        "start": {"line": line, "character": start},
        "end": {"line": end_line, "character": end},
    }
