"""Four doors, one house: the command line, Python, a language client and the editor agree."""

from __future__ import annotations

import json
import queue
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from contentai import Workspace
from contentai.cli.main import contentai
from contentai.lint.reading import read_file
from contentai.text.decoded import Decoded
from contentai.tui.judging.judge import Judge, Told
from contentai.tui.judging.judged import Answer
from tests.cli.process import ROOT
from tests.lsp.client import Client

CONFIG = """\
channel: wechat
severity: {LAW-005: info}
ignore: [COPY]
overrides:
  - {files: ["sms/**"], channel: sms, ignore: [MOB], severity: {LAW: warning}}
"""
DRAFTS = {
    "plain.txt": (
        "周年庆通知\r\n\r\n😀全网最低价😀，加微信 abc12345 领取。\r\n仅限今天，手慢无！\r\n"
    ),
    "header.md": (
        "---\ntitle: 史上最强面霜😱😱\nchannel: xiaohongshu\nstage: follow\n---\n\n"
        "# 👨‍👩‍👧 一家人都在用\n\n全网最低价，三天根治湿疹，最后一天！\n"
    ),
    "known.md": (
        "# 说说广告法\n\n法条里写着“全网最低价”不能用。 <!-- contentai: ignore LAW-005 引用 -->\n\n"
        "<!-- contentai: ignore LAW-001 没有这样的问题 -->\n春天适合郊游。\n"
    ),
    "page.html": (
        "<html><body><h1>震惊&#128512;！</h1><p>全网<b>最低</b>价，"
        "<a href='https://a.example'>点这里</a>&nbsp;𠮷祥物免费送，V❤：abc12345</p></body></html>\n"
    ),
    "sms/a.md": "【某店】全网最低价，仅此一天，退订回T\n",
    "odd\u2028name 100%#;x.md": "# 行\u2028分隔\n\n一段\u2028国家级品质的话，全网最低价。\n",
    "pinyin.txt": "設(shè)計(jì)營(yíng)銷(xiāo)，全(quán)网(wǎng)最低价。\n",
    "empty.md": "",
}


class Found(NamedTuple):
    rule: str
    start: int
    end: int
    severity: str
    message: str


Seen = Mapping[str, list[Found]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doors").resolve()
    (folder / "contentai.yaml").write_text(CONFIG, "utf-8")
    (folder / "sms").mkdir()
    for name, text in DRAFTS.items():
        (folder / name).write_bytes(text.encode())
    for file in (ROOT / "examples" / "drafts").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture(scope="module")
def texts(house: Path) -> Mapping[str, str]:
    """The drafts by name, as every door is given them."""
    found = {}
    for file in sorted(house.rglob("*")):
        if file.is_file() and file.suffix in (".md", ".txt", ".html"):
            decoded = read_file(file)
            assert isinstance(decoded, Decoded)
            found[file.relative_to(house).as_posix()] = decoded.text
    return found


@pytest.fixture(scope="module")
def by_python(house: Path, texts: Mapping[str, str]) -> Seen:
    workspace = Workspace.open(house)
    return {
        name: [
            Found(f.rule, f.span.start, f.span.end, f.severity.value, f.message)
            for f in workspace.lint_text(text, path=str(house / name))
        ]
        for name, text in texts.items()
    }


def test_the_drafts_are_worth_comparing(by_python: Seen) -> None:
    assert len(by_python) == len(DRAFTS) + 13
    assert sum(map(len, by_python.values())) > 60
    assert {f.severity for found in by_python.values() for f in found} == {
        "error",
        "warning",
        "info",
    }
    assert not any(f.rule == "LAW-005" for f in by_python["known.md"])
    assert any(f.rule == "SUP-001" for f in by_python["known.md"])
    assert {f.severity for f in by_python["sms/a.md"] if f.rule == "LAW-005"} == {"warning"}


def test_the_command_line_agrees(
    house: Path, by_python: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(house)
    options = ("--format", "json", "--no-cache", "--jobs", "1")
    done = CliRunner().invoke(contentai, ["lint", *options, "."])
    files = json.loads(done.stdout)["files"]
    seen = {
        file["path"]: [
            Found(f["rule"], f["start"], f["end"], f["severity"], f["message"])
            for f in file["findings"]
        ]
        for file in files
    }
    assert seen == by_python


def test_a_language_client_agrees(house: Path, texts: Mapping[str, str], by_python: Seen) -> None:
    languages = {".md": "markdown", ".txt": "plaintext", ".html": "html"}
    seen: dict[str, list[Found]] = {}
    with Client(house.parent) as client:
        client.start(house)
        for name, text in texts.items():
            file = house / name
            client.open(file.as_uri(), text, languages[file.suffix])
        for name, text in texts.items():
            diagnostics = client.diagnostics((house / name).as_uri(), 1)
            seen[name] = [_found(text, diagnostic) for diagnostic in diagnostics]
        assert client.end() == 0
    assert seen == by_python


def _found(text: str, diagnostic: Mapping[str, Any]) -> Found:
    place = diagnostic["range"]
    return Found(
        diagnostic["code"],
        _offset(text, place["start"]),
        _offset(text, place["end"]),
        {1: "error", 2: "warning", 3: "info"}[diagnostic["severity"]],
        diagnostic["message"],
    )


def _offset(text: str, position: Mapping[str, int]) -> int:
    """What a client makes of a position: lines first, then units of UTF-16."""
    starts = [0, *(end.end() for end in re.finditer("\r\n|\r|\n", text))]
    start = starts[position["line"]]
    units = text[start:].encode("utf-16-le")[: 2 * position["character"]]
    return start + len(units.decode("utf-16-le"))


def test_the_editor_agrees(house: Path, texts: Mapping[str, str], by_python: Seen) -> None:
    told: queue.Queue[Told] = queue.Queue()
    judge = Judge(house, None, told.put)
    judge.start()
    seen: dict[str, list[Found]] = {}
    try:
        for version, (name, text) in enumerate(texts.items()):
            judge.ask(house / name, text, version)
            while not isinstance(answer := told.get(timeout=120), Answer):
                pass
            assert answer.judged.problem is None
            seen[name] = [
                Found(f.rule, f.span.start, f.span.end, f.severity.value, f.message)
                for f in answer.judged.findings
            ]
    finally:
        judge.close()
    assert seen == by_python
