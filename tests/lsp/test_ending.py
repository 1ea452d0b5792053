"""How ``contentai lsp`` ends, with its client or without being told: as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.process import environment
from tests.lsp.client import PATIENCE, Client

URI = "untitled:a"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client(tmp_path) as client:
        yield client


@pytest.fixture
def other() -> Iterator[subprocess.Popen[bytes]]:
    """A process that could be an editor."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def ended(client: Client) -> int:
    """The exit status; nothing is in the log."""
    status = client.process.wait(PATIENCE)
    assert client.log.read_text("utf-8") == ""
    return status


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the pipes alone tell")
def test_it_ends_with_the_process_of_its_client(
    client: Client, other: subprocess.Popen[bytes]
) -> None:
    client.start(processId=other.pid)
    client.open(URI, "好")
    client.diagnostics(URI, 1)
    other.kill()
    other.wait()
    assert ended(client) == 1


def test_a_client_out_of_sight_is_served(client: Client, other: subprocess.Popen[bytes]) -> None:
    other.kill()
    other.wait()
    client.start(processId=other.pid)  # in another container, say
    client.open(URI, "好")
    client.diagnostics(URI, 1)
    assert client.end() == 0


def test_a_second_beginning_is_refused(client: Client) -> None:
    client.start()
    again = client.begin("initialize", processId=None, rootUri=None, capabilities={})
    assert client.answer_of(again)["error"]["code"] == -32600
    assert client.end() == 0


@pytest.mark.parametrize("is_told", [True, False])
@pytest.mark.parametrize("waits", [True, False])
def test_questions_that_are_open_at_the_end_are_let_go(
    client: Client, is_told: bool, waits: bool
) -> None:
    able = {"workspace": {"configuration": True}}
    number = client.begin("initialize", processId=None, rootUri=None, capabilities=able)
    client.answer_of(number)
    client.notify("initialized")
    assert client.process.stdin
    if waits:
        client.open(URI, "今天说说挑水果这件小事。\n" * 3000)
        at = {"line": 0, "character": 0}
        client.begin("textDocument/hover", textDocument={"uri": URI}, position=at)
    if is_told:
        client.notify("exit")
    else:
        client.process.stdin.close()
    assert ended(client) == 1


def test_it_ends_where_nobody_hears_it(tmp_path: Path) -> None:
    body = b'{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{}}'
    hearing, speaking = os.pipe()
    os.close(hearing)
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "contentai", "lsp"],
            cwd=tmp_path,
            env=environment({}),
            stdin=subprocess.PIPE,
            stdout=speaking,
            stderr=log,
        ) as process,
    ):
        os.close(speaking)
        assert process.stdin
        process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        process.stdin.flush()  # and it stays open
        try:
            assert process.wait(PATIENCE) == 1
        finally:
            process.kill()
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")


def test_what_nobody_asked_for_is_passed_over(client: Client) -> None:
    client.start()
    client.open(URI, "好")
    client.notify("textDocument/willSave", textDocument={"uri": URI}, reason=1)
    client.notify("textDocument/didSave", textDocument={"uri": URI})
    client.diagnostics(URI, 1)
    assert client.end() == 0
    assert ended(client) == 0
