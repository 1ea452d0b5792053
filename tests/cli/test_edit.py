"""contentai edit where it cannot begin: no terminal, no web extra, a port that is taken."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from contentai.cli.edit import command
from tests.cli.process import Call, perform, perform_as_process


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)


@pytest.mark.parametrize(("language", "said"), [("zh", "contentai lint"), ("en", "a terminal")])
def test_without_a_terminal_it_says_what_to_use(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", language)
    answer = CliRunner().invoke(command, ["a.md"])
    assert answer.exit_code == 2
    assert said in answer.output
    assert "Traceback" not in answer.output


@pytest.mark.skipif(os.name != "posix", reason="a pipe with a name")
def test_a_configuration_that_is_a_pipe_is_not_read_ahead(tmp_path: Path) -> None:
    told = ("edit", "a.md", "--config", "/dev/stdin")
    answer = perform_as_process(Call(told, tmp_path, b"select: [TRY\n"))
    assert answer.status == 2
    assert "编辑器要在终端里用" in answer.err, "and nothing of what is in it"


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = perform(Call(("edit", "a.md", "--config", "nope.yaml"), tmp_path))
    assert answer.status == 2
    assert "nope.yaml" in answer.err


@pytest.mark.parametrize(("language", "said"), [("zh", "要先装"), ("en", "needs more")])
def test_without_the_web_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", language)
    monkeypatch.delitem(sys.modules, "contentai.tui.web", raising=False)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    answer = CliRunner().invoke(command, ["--web"])
    assert answer.exit_code == 2
    assert said in answer.output
    assert "pip install 'contentai[web]'" in answer.output


def test_a_port_that_is_taken_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("textual_serve", reason="contentai[web] is not installed")
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(command, ["--web", "--port", str(port)])
    assert answer.exit_code == 2
    assert f"port {port} cannot be used" in answer.output
    assert "--port" in answer.output
    assert "Traceback" not in answer.output
