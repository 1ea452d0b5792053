"""``contentai lsp`` as an editor uses it: a process, messages over its standard streams."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from contentai.lsp.actions import EXPLAIN
from tests.cli.house import furnish
from tests.cli.process import Call, environment, perform_as_process
from tests.lsp.client import Client, Message, span

PAGE = "# 水果\n\n😀绿苹果和黄香蕉。\n\n## 价钱\n\n还有蓝莓。\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lsp").resolve() / "房 子#1"
    furnish(
        folder,
        "select: [TRY, SUP, LAW-005, COPY]",
        "overrides:",
        "  - {files: [quiet.md], ignore: [TRY-002]}",
    )
    return folder


@pytest.fixture(scope="module")
def client(house: Path) -> Iterator[Client]:
    with Client(house.parent) as client:
        answer = client.start(house)
        assert answer["capabilities"]["positionEncoding"] == "utf-16"
        assert answer["capabilities"]["textDocumentSync"]["change"] == 2
        yield client
        assert client.end() == 0
        assert client.log.read_text("utf-8") == ""


@pytest.fixture
def uri(house: Path, request: pytest.FixtureRequest) -> str:
    """A draft of its own for each test."""
    return (house / f"{request.node.name}.md").as_uri()


def codes(diagnostics: list[Message]) -> list[str]:
    return [item["code"] for item in diagnostics]


def texts_of(edit: Mapping[str, Any]) -> list[Message]:
    (change,) = edit["documentChanges"]
    found: list[Message] = change["edits"]
    return found


def applied(text: str, edits: list[Message]) -> str:
    """The text with edits, by a client's own way of counting."""
    starts = [0, *(end.end() for end in re.finditer("\r\n|\r|\n", text))]

    def offset(at: Message) -> int:
        before = text[starts[at["line"]] :].encode("utf-16-le")[: 2 * at["character"]]
        return starts[at["line"]] + len(before.decode("utf-16-le"))

    ordered = sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True)
    for edit in ordered:
        place = edit["range"]
        text = text[: offset(place["start"])] + edit["newText"] + text[offset(place["end"]) :]
    return text


def actions(client: Client, uri: str, place: Message, **context: Any) -> list[Message]:
    named = {"uri": uri}
    context.setdefault("diagnostics", [])
    found: list[Message] = client.ask(
        "textDocument/codeAction", textDocument=named, range=place, context=context
    )
    return found


def hover(client: Client, uri: str, line: int, character: int) -> str | None:
    at = {"line": line, "character": character}
    found = client.ask("textDocument/hover", textDocument={"uri": uri}, position=at)
    return found and found["contents"]["value"]


def test_findings_follow_edits_and_go_when_the_draft_is_closed(client: Client, uri: str) -> None:
    client.open(uri, PAGE)
    first = client.diagnostics(uri, 1)
    assert codes(first) == ["TRY-001", "TRY-002", "TRY-003"]
    assert [item["severity"] for item in first] == [1, 2, 3]
    assert first[0]["range"] == span(2, 2, 2, 5)  # the emoji takes two units
    assert first[0]["data"]["start"] == PAGE.index("绿苹果")
    assert first[0]["source"] == "contentai"
    client.change(
        uri,
        2,
        {"range": span(2, 0, 2, 5), "text": "😀😀红"},
        {"range": span(2, 5, 2, 5), "text": "苹果绿苹果"},
    )
    second = client.diagnostics(uri, 2)
    assert second[0]["range"] == span(2, 7, 2, 10)
    client.change(uri, 3, {"text": "没有水果。\n"})
    assert client.diagnostics(uri, 3) == []
    client.change(uri, 4, {"text": "绿苹果"})
    client.notify("textDocument/didClose", textDocument={"uri": uri})
    assert client.diagnostics(uri) == []


def test_a_newer_version_takes_the_place_of_an_older(client: Client, uri: str) -> None:
    client.open(uri, "蓝莓")
    client.diagnostics(uri, 1)
    for version in range(2, 30):
        client.change(uri, version, {"range": span(0, 0, 0, 0), "text": "字"})
    assert client.diagnostics(uri, 29)[0]["range"] == span(0, 28, 0, 30)
    told = [
        m["params"].get("version")
        for m in client.heard
        if (m.get("params") or {}).get("uri") == uri
    ]
    assert len(told) < 5


def test_a_request_is_answered_by_the_text_as_it_stands(client: Client, uri: str) -> None:
    client.open(uri, "# 水果\n\n黄香蕉\n")
    client.change(uri, 2, {"range": span(2, 0, 2, 0), "text": "红红"})
    told = hover(client, uri, 2, 3)
    assert told is not None
    assert "TRY\\-002" in told or "**TRY-002**" in told
    number = client.begin(
        "textDocument/hover", textDocument={"uri": uri}, position={"line": 2, "character": 2}
    )
    client.answer_of(number)
    client.change(uri, 3, {"range": span(2, 0, 2, 0), "text": "红"})
    waiting = client.begin("textDocument/documentSymbol", textDocument={"uri": uri})
    client.notify("$/cancelRequest", id=waiting)
    assert client.answer_of(waiting)["error"]["code"] == -32800


def test_hover_tells_of_the_rule_and_the_scores(client: Client, uri: str) -> None:
    client.open(uri, "# <b>水果</b>\n\n绿苹果*全网最低价*，赶快下单！\n")
    told = hover(client, uri, 2, 1)
    assert told is not None
    assert "**TRY-001** 试用规则" in told
    assert "换一个说法" in told
    assert "A0 A0\\-01" in told
    assert "硬推 " in told
    top = hover(client, uri, 0, 0)
    assert top is not None
    assert "TRY" not in top
    assert "硬推 " in top
    assert "；各种意图占：" in top, "a share of the text is not a score"
    assert hover(client, uri, 2, 15) is None


def test_hover_points_at_the_pitch_in_a_draft_that_does_not_sell(client: Client, uri: str) -> None:
    pitch = "最后三小时全场五折秒杀，手慢无，马上加微信下单，前一百名再送大礼包！"
    steps = "".join(
        f"第{n}遍，铸铁锅洗净烘干，薄薄抹一层油，小火烤到冒烟，放凉。\n\n" for n in range(12)
    )
    client.open(uri, f"# 开锅\n\n{steps}{pitch}\n")
    top = hover(client, uri, 0, 0)
    assert top is not None
    assert f"27:1 这里像（1.00）：“{pitch}”" in top.replace("\\", "")


def test_symbols_are_the_headings(client: Client, uri: str) -> None:
    client.open(uri, "---\ntitle: 大标题\n---\n\n# 一\n\n甲\n\n## 一之一\n\n乙\n\n# 二\n")
    (title,) = client.ask("textDocument/documentSymbol", textDocument={"uri": uri})
    assert title["name"] == "大标题"
    assert title["selectionRange"]["start"]["line"] == 1
    first, second = title["children"]
    assert [first["name"], second["name"]] == ["一", "二"]
    assert [child["name"] for child in first["children"]] == ["一之一"]
    assert first["range"]["end"] == second["range"]["start"]


def test_ignoring_writes_what_makes_the_finding_known(client: Client, uri: str) -> None:
    client.open(uri, PAGE)
    offered = actions(client, uri, span(2, 3, 2, 3))
    assert [a["kind"] for a in offered] == ["quickfix.contentai.ignore", "quickfix"]
    resolved = client.ask("codeAction/resolve", **offered[0])
    text = applied(PAGE, texts_of(resolved["edit"]))
    assert "<!-- contentai: ignore TRY-001 -->" in text
    client.change(uri, 2, {"text": text})
    assert codes(client.diagnostics(uri, 2)) == ["TRY-002", "TRY-003"]
    # What is offered for a version is of no use to another one.
    number = client.begin("codeAction/resolve", **offered[0])
    assert client.answer_of(number)["error"]["code"] == -32801
    assert "Traceback" not in client.log.read_text("utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("header", ["", "---\nchannel: wechat\n---\n"])
def test_ignoring_in_plain_text_writes_nothing_that_is_published(
    client: Client, header: str, end: str
) -> None:
    text = (header + "水果\n\n绿苹果和黄香蕉。\n").replace("\n", end)
    uri = f"untitled:{len(header)}{len(end)}"
    client.open(uri, text, "plaintext")
    client.diagnostics(uri, 1)
    line = text[: text.index("绿")].count("\n")
    action = actions(client, uri, span(line, 0, line, 0))[0]
    assert "全文" in action["title"]
    resolved = client.ask("codeAction/resolve", **action)
    after = applied(text, texts_of(resolved["edit"]))
    assert "<!--" not in after
    assert after.endswith(f"---{end}" + text[text.index("水") :])
    assert after.count("\n") == after.count(end)
    client.change(uri, 2, {"text": after})
    assert codes(client.diagnostics(uri, 2)) == ["TRY-002"]


def test_a_suppression_that_is_unused_is_faded_and_can_be_deleted(client: Client, uri: str) -> None:
    text = "<!-- contentai: ignore TRY-001 没有 -->\n\n春天。\n"
    client.open(uri, text)
    (unused,) = client.diagnostics(uri, 1)
    assert (unused["code"], unused["tags"]) == ("SUP-001", [1])
    offered = actions(client, uri, unused["range"], diagnostics=[unused], only=["quickfix"])
    fix = offered[0]
    assert fix["isPreferred"] is False  # a person should read what it does
    assert applied(text, texts_of(fix["edit"])) == "春天。\n"
    assert "SUP-001" in (hover(client, uri, 0, 3) or "")


def test_a_rule_explains_itself_and_its_page_is_not_judged(client: Client, uri: str) -> None:
    client.open(uri, PAGE)
    offered = actions(client, uri, span(2, 3, 2, 3), only=["quickfix"])
    command = offered[-1]["command"]
    page = client.ask(
        "workspace/executeCommand", command=command["command"], arguments=command["arguments"]
    )
    assert page.startswith("# TRY-001")
    shown = client.wait(lambda m: m.get("method") == "window/showDocument")["params"]["uri"]
    file = Path(unquote(urlsplit(shown).path))
    assert file.read_text("utf-8") == page
    client.open(shown, page)
    assert client.ask("textDocument/documentSymbol", textDocument={"uri": shown}) is None
    assert (
        client.ask(
            "workspace/executeCommand", command=command["command"], arguments=["NO-999", uri]
        )
        is None
    )
    assert "NO-999" in client.message("NO-999")["params"]["message"]


def test_what_is_no_draft_is_left_alone(client: Client, house: Path) -> None:
    for number, (name, language) in enumerate(
        [("file:///x/a.py", "python"), ("git:/x/a.md", "markdown"), ("output:a", "plaintext")]
    ):
        client.open(name, "绿苹果", language, number)
        assert client.ask("textDocument/documentSymbol", textDocument={"uri": name}) is None
    for suffix in (".csv", ".TSV", ".jsonl", ".ndjson", ".docx", ".json"):
        table = (house / f"posts{suffix}").as_uri()
        client.open(table, "正文\n绿苹果\n", "plaintext")
        assert client.ask("textDocument/documentSymbol", textDocument={"uri": table}) is None
    client.open("untitled:Untitled-1", "绿苹果", "markdown")
    assert codes(client.diagnostics("untitled:Untitled-1", 1)) == ["TRY-001"]
    quiet = (house / "quiet.md").as_uri()
    client.open(quiet, "黄香蕉")
    assert client.diagnostics(quiet, 1) == []
    page = (house / "no-suffix").as_uri()
    client.open(page, "<p title='绿苹果'>绿苹果</p>", "html")
    assert [d["range"]["start"]["character"] for d in client.diagnostics(page, 1)] == [15]


def test_a_text_that_is_too_long_says_so(client: Client, uri: str) -> None:
    client.open(uri, "字" * 2_000_001)
    (told,) = client.diagnostics(uri, 1)
    assert (told["code"], told["severity"]) == ("too_large", 3)
    assert "contentai lint" in told["message"]


def test_a_pointer_of_git_lfs_is_no_draft(client: Client, uri: str) -> None:
    text = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"
    client.open(uri, text)
    (told,) = client.diagnostics(uri, 1)
    assert (told["code"], told["severity"]) == ("pointer", 1)
    assert "git lfs pull" in told["message"]


def test_nonsense_is_refused_and_the_server_lives(client: Client, uri: str) -> None:
    client.send_raw(b"{this is no JSON")
    client.wait(lambda m: "error" in m)
    client.send_raw(b"[]")
    client.wait(lambda m: "error" in m)
    number = client.begin("no/such/method")
    assert client.answer_of(number)["error"]["code"] == -32601
    client.notify(
        "textDocument/didChange",
        textDocument={"uri": "file:///never", "version": 1},
        contentChanges=[],
    )
    client.notify("textDocument/didClose", textDocument={"uri": "file:///never"})
    client.open(uri, "绿\ud83d苹果，绿苹果\x00")
    assert codes(client.diagnostics(uri, 1)) == ["TRY-001"]
    client.log.write_bytes(b"")  # what was nonsense is in the log


def test_what_makes_no_sense_is_answered(client: Client, uri: str) -> None:
    client.open(uri, "绿苹果")
    client.diagnostics(uri, 1)
    named = {"uri": uri}
    for method, params in (
        ("textDocument/hover", {"textDocument": named}),
        ("textDocument/hover", {"textDocument": named, "position": {"line": -1, "character": 0}}),
        ("textDocument/hover", {"textDocument": named, "position": {"line": "x", "character": 0}}),
        ("textDocument/hover", [1]),
        ("workspace/executeCommand", {}),
    ):
        client.last_id += 1
        client.send({"id": client.last_id, "method": method, "params": params})
        assert client.answer_of(client.last_id)["error"]["code"] == -32602, params
    for raw, code in ((b"{no", -32700), (b"\xff", -32700), (b"[]", -32600), (b"{}", -32600)):
        client.send_raw(raw)
        answer = client.wait(lambda m: "error" in m)
        assert (answer["id"], answer["error"]["code"]) == (None, code)
    client.change(uri, 2, {"range": span(-1, 0, 0, 0), "text": "字"})
    assert client.message("")["params"]["type"] == 2
    assert "Traceback" not in client.log.read_text("utf-8")
    client.log.write_bytes(b"")


def test_the_ignore_files_and_the_configuration_are_followed(tmp_path: Path) -> None:
    one, two = (furnish(tmp_path.resolve() / name, "select: [TRY]") for name in ("one", "two"))
    draft, other = one / "a.md", two / "b.md"
    with Client(tmp_path, settings={}) as client:
        client.start(one, two)
        client.open(draft.as_uri(), "绿苹果", version=1)
        client.open(other.as_uri(), "绿苹果", version=1)
        assert codes(client.diagnostics(draft.as_uri())) == ["TRY-001"]
        assert codes(client.diagnostics(other.as_uri())) == ["TRY-001"]

        def change(file: Path, text: str) -> None:
            file.write_text(text, "utf-8")
            client.notify(
                "workspace/didChangeWatchedFiles", changes=[{"uri": file.as_uri(), "type": 2}]
            )

        change(one / ".contentaiignore", "a.md\n")
        assert client.diagnostics(draft.as_uri()) == []
        assert ".contentaiignore" in (hover(client, draft.as_uri(), 0, 0) or "")
        change(one / ".contentaiignore", "")
        assert codes(client.diagnostics(draft.as_uri())) == ["TRY-001"]

        config = one / "contentai.yaml"
        good = config.read_text("utf-8")
        change(config, good + "chanel: wechat\n")
        assert "chanel" in client.message("chanel")["params"]["message"]
        (fault,) = client.diagnostics(config.as_uri())
        assert fault["range"]["start"]["line"] == len(good.splitlines())
        assert client.diagnostics(draft.as_uri()) == []
        assert "chanel" in (hover(client, draft.as_uri(), 0, 0) or "")
        assert client.ask("textDocument/documentSymbol", textDocument={"uri": draft.as_uri()}) == []
        change(config, good)
        client.wait(_publishes(config.as_uri(), 0))
        client.wait(_publishes(draft.as_uri(), 1))

        rule = one / "house" / "TRY-001.yaml"
        text = rule.read_text("utf-8")
        change(rule, text.replace("绿苹果", "青苹果"))
        client.wait(_publishes(draft.as_uri(), 0))
        change(rule, "id: [")
        client.message("TRY-001.yaml")
        client.wait(_publishes(rule.as_uri(), 1))

        client.settings = {
            "channel": "wechatt",
            "stage": "convert",
            "config": str(two / "contentai.yaml"),
        }
        client.notify("workspace/didChangeConfiguration", settings={})
        assert "wechat" in client.message("wechatt")["params"]["message"]
        client.wait(_publishes(draft.as_uri(), 1))
        assert client.process.stdin
        client.process.stdin.close()  # an editor that dies says nothing
        assert client.process.wait(60) == 1
        assert client.log.read_text("utf-8") == ""


def test_a_setting_that_is_removed_is_in_force_no_longer(tmp_path: Path) -> None:
    folder = furnish(tmp_path.resolve() / "one", "select: [TRY]")
    furnish(folder / "other", "select: [TRY-002]")
    uri = (folder / "a.md").as_uri()
    with Client(tmp_path, settings={"config": "other/contentai.yaml"}) as client:
        client.start(folder)
        client.open(uri, "绿苹果")
        client.wait(_publishes(uri, 0))
        client.settings = None
        client.notify("workspace/didChangeConfiguration", settings={})
        client.wait(_publishes(uri, 1))


def test_wrong_settings_are_told_once_until_they_are_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path.resolve() / "one", "select: [TRY]")
    uri = (folder / "a.md").as_uri()
    with Client(tmp_path, settings={"stage": "none", "command": "contentai"}) as client:
        client.start(folder)
        client.message("none")
        client.notify("workspace/didChangeConfiguration", settings={})
        client.settings = {"chanel": "sms", "trace": {"server": "off"}}
        client.notify("workspace/didChangeConfiguration", settings={})
        client.message("chanel")
        client.settings = {"stage": "none"}
        client.notify("workspace/didChangeConfiguration", settings={})
        client.message("none")
        client.open(uri, "绿苹果")
        client.wait(_publishes(uri, 1))
        assert client.end() == 0
        assert [m for m in client.heard if m.get("method") == "window/showMessage"] == []


def test_settings_that_are_sent_unasked(tmp_path: Path) -> None:
    folder = furnish(tmp_path.resolve() / "one", "select: [TRY]")
    furnish(folder / "other", "select: [TRY-002]")
    uri = (folder / "a.md").as_uri()
    with Client(tmp_path) as client:
        first = {"config": "other/contentai.yaml"}
        client.start(folder, capabilities={}, initializationOptions=first)
        client.open(uri, "绿苹果")
        client.wait(_publishes(uri, 0))
        client.notify("workspace/didChangeConfiguration", settings={"contentai": {}})
        client.wait(_publishes(uri, 1))
        client.notify("workspace/didChangeConfiguration", settings={"editor": {"tabSize": 2}})
        client.wait(_publishes(uri, 0))
        assert client.end() == 0
        assert [m for m in client.heard if m.get("method") == "window/showMessage"] == []


def test_settings_hold_for_drafts_outside_of_the_folders_and_are_told_once(tmp_path: Path) -> None:
    one, two = (furnish(tmp_path.resolve() / name, "select: [TRY]") for name in ("one", "two"))
    furnish(tmp_path.resolve() / "other", "select: [TRY-002]")
    outside = (tmp_path.resolve() / "out" / "c.md").as_uri()
    settings = {"config": str(tmp_path.resolve() / "other" / "contentai.yaml"), "stage": "none"}
    with Client(tmp_path, settings=settings) as client:
        client.start(one, two)
        client.open(outside, "绿苹果，黄香蕉")
        client.wait(lambda m: codes((m.get("params") or {}).get("diagnostics", [])) == ["TRY-002"])
        client.message("none")
        assert client.end() == 0
        assert not [m for m in client.heard if m.get("method") == "window/showMessage"]


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("good", ["rules: [house]\n", None])
def test_a_fault_goes_with_what_caused_it(tmp_path: Path, is_open: bool, good: str | None) -> None:
    folder = furnish(tmp_path.resolve() / "one", "chanel: wechat")
    config, uri = folder / "contentai.yaml", (folder / "a.md").as_uri()

    def change(client: Client, text: str | None, kind: int) -> None:
        config.unlink() if text is None else config.write_text(text, "utf-8")
        changed = {"uri": config.as_uri(), "type": kind}
        client.notify("workspace/didChangeWatchedFiles", changes=[changed])

    bad = config.read_text("utf-8")
    with Client(tmp_path) as client:
        client.start(folder)
        client.open(uri, "绿苹果")
        client.wait(_publishes(config.as_uri(), 1))
        client.message("chanel")
        if not is_open:
            client.notify("textDocument/didClose", textDocument={"uri": uri})
        change(client, good, 3 if good is None else 2)
        client.wait(_publishes(config.as_uri(), 0))
        change(client, bad, 1)
        if not is_open:
            client.open(uri, "绿苹果")
        client.wait(_publishes(config.as_uri(), 1))
        client.message("chanel")  # it is told again


def test_a_fault_goes_with_its_file_where_no_files_are_told_of(tmp_path: Path) -> None:
    folder = furnish(tmp_path.resolve() / "one", "chanel: wechat")
    config, uri = folder / "contentai.yaml", (folder / "a.md").as_uri()
    with Client(tmp_path) as client:
        client.start(folder)
        client.open(uri, "绿苹果")
        client.wait(_publishes(config.as_uri(), 1))
        config.unlink()
        client.change(uri, 2, {"text": "绿苹果。"})
        client.wait(_publishes(config.as_uri(), 0))


def _publishes(uri: str, count: int) -> Any:
    return lambda m: (
        m.get("method") == "textDocument/publishDiagnostics"
        and m["params"]["uri"] == uri
        and len(m["params"]["diagnostics"]) == count
    )


FIXES = """\
id: TRY-010
name: {zh: 试改, en: trial fix}
severity: warning
check: {kind: terms, terms: [红西瓜], boundary: none}
message: {zh: '找到“{found}”', en: 'found {found}'}
advice: {zh: 换一个说法, en: say it another way}
sources: [{article: A0, claim: A0-01}]
fix: {applicability: safe, title: {zh: 改成西瓜, en: say melon}, replace: {红西瓜: 西瓜}}
examples:
  bad: [{text: 这里写着红西瓜。}]
  good: [{text: 这里什么也没有。}]
"""


def test_a_client_that_can_little_is_served_too(tmp_path: Path) -> None:
    folder = furnish(
        tmp_path.resolve() / "drafts",
        "select: [TRY]",
        "models: missing",
        "suppressions: {reason: required}",
    )
    (folder / "house" / "TRY-010.yaml").write_text(FIXES, "utf-8")
    text = "𠮷绿苹果\r\n红西瓜，红西瓜\r\n"
    uri = (folder / "a.txt").as_uri()
    encodings: Message = {"general": {"positionEncodings": ["utf-32", "utf-8"]}}
    with Client(folder, "--lang", "en") as client:
        early = client.begin(
            "textDocument/hover", textDocument={"uri": uri}, position={"line": 0, "character": 0}
        )
        assert client.answer_of(early)["error"]["code"] == -32002
        answer = client.start(capabilities=encodings, initializationOptions={"channel": "wechat"})
        assert answer["capabilities"]["positionEncoding"] == "utf-32"
        client.open(uri, text, "plaintext")
        found = client.diagnostics(uri, 1)
        assert found[0]["range"] == span(0, 1, 0, 4)
        assert found[0]["message"] == "found 绿苹果"
        client.message("missing")  # there is no model, so no scores
        assert "missing" in (hover(client, uri, 0, 0) or "")
        assert "**" not in (hover(client, uri, 0, 2) or "**")
        fix, *_ = actions(client, uri, span(1, 0, 1, 2))
        assert (fix["title"], fix["isPreferred"]) == ("say melon", True)
        assert fix["edit"]["changes"][uri] == [{"range": span(1, 0, 1, 3), "newText": "西瓜"}]
        (whole,) = actions(client, uri, span(0, 0, 0, 0), only=["source.fixAll"])
        edits = whole["edit"]["changes"][uri]
        assert [edit["newText"] for edit in edits] != []
        assert all(edit["range"]["start"]["line"] == 1 for edit in edits)
        (silent,) = actions(client, uri, span(0, 1, 0, 1), only=["quickfix.contentai"])
        assert "reason" in silent["title"]
        (symbol,) = client.ask("textDocument/documentSymbol", textDocument={"uri": uri})
        assert symbol["name"] == "𠮷绿苹果"
        assert symbol["location"] == {"uri": uri, "range": span(0, 0, 0, 4)}
        client.ask("shutdown")
        late = client.begin(
            "textDocument/hover", textDocument={"uri": uri}, position={"line": 0, "character": 0}
        )
        assert client.answer_of(late)["error"]["code"] == -32600
        client.notify("exit")
        assert client.process.wait(60) == 0


def test_leaving_without_asking_for_an_end_is_an_error(tmp_path: Path) -> None:
    told = b'{"jsonrpc":"2.0","method":"exit"}'
    exited = perform_as_process(
        Call(("lsp", "--stdio"), tmp_path, b"Content-Length: %d\r\n\r\n" % len(told) + told)
    )
    assert (exited.status, exited.out) == (1, "")


def test_a_rule_is_explained_without_an_open_draft(tmp_path: Path) -> None:
    folder = furnish(tmp_path.resolve() / "one", "select: [TRY]")
    broken = tmp_path.resolve() / "two"
    broken.mkdir()
    (broken / "contentai.yaml").write_text("chanel: sms\n", "utf-8")

    def page(client: Client, *arguments: str) -> str:
        asked = {"command": EXPLAIN, "arguments": list(arguments)}
        return client.ask("workspace/executeCommand", **asked) or ""

    with Client(tmp_path) as client:
        client.start(folder, broken)
        assert page(client, "try-001").startswith("# TRY-001")
        assert page(client, "LAW-002", (folder / "never-opened.md").as_uri()).startswith(
            "# LAW-002"
        )
        assert page(client, "LAW-002", (broken / "a.md").as_uri()).startswith("# LAW-002")
        assert page(client, "SUP-001").startswith("# SUP-001")
        assert page(client, "NOPE-001") == ""
        client.message("规则书里没有 NOPE-001")
        assert client.end() == 0
    with Client(tmp_path) as client:
        client.start()
        assert page(client, "LAW-002", "").startswith("# LAW-002")


def test_requests_that_cannot_be_answered_leave_no_traceback(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        early = client.begin("textDocument/hover")
        assert client.answer_of(early)["error"]["code"] == -32002
        client.start(furnish(tmp_path.resolve() / "one"))
        unknown = client.begin("workspace/executeCommand", command="contentai.nothing")
        assert client.answer_of(unknown)["error"]["code"] == -32602
        empty = client.begin("textDocument/hover")
        assert client.answer_of(empty)["error"]["code"] == -32602
        # No address at all.
        client.open("http://[bad", "绿苹果")
        explained = ["LAW-002", "http://[bad"]
        page = client.ask("workspace/executeCommand", command=EXPLAIN, arguments=explained)
        assert page.startswith("# LAW-002")
        assert client.end() == 0
    assert "Traceback" not in client.log.read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_told_to_end_it_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    folder = furnish(tmp_path.resolve() / "one", "select: [TRY]")
    (tmp_path / "tmp").mkdir()
    uri = (folder / "a.md").as_uri()

    def left() -> list[Path]:
        return list((tmp_path / "tmp").glob("contentai-rules-*"))

    def show_a_page(client: Client) -> None:
        client.start(folder)
        client.open(uri, "绿苹果")
        client.diagnostics(uri)
        client.ask("workspace/executeCommand", command=EXPLAIN, arguments=["TRY-001", uri])

    with Client(tmp_path, TMPDIR=str(tmp_path / "tmp")) as client:
        client.start(folder)
        assert left() == [], "made when a page is shown"
        assert client.end() == 0
    with Client(tmp_path, TMPDIR=str(tmp_path / "tmp")) as client:
        show_a_page(client)
        (held,) = left()
        os.utime(held, (0, 0))
        with Client(tmp_path, TMPDIR=str(tmp_path / "tmp")) as other:
            other.start(folder)
            assert left() == [held], "somebody lives in it"
            assert other.end() == 0
        client.process.send_signal(number)
        assert client.process.wait(60) in (128 + number, -number)
    if number != signal.SIGKILL:
        assert left() == []
    else:
        with Client(tmp_path, TMPDIR=str(tmp_path / "tmp")) as client:
            client.start(folder)
            assert left() == []


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing is cleared")
def test_a_folder_that_was_never_locked_is_cleared_once_it_is_old(tmp_path: Path) -> None:
    old, new = (tmp_path / "tmp" / f"contentai-rules-{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "TRY-001.md").write_text("# TRY-001\n", "utf-8")
    os.utime(old, (0, 0))
    with Client(tmp_path, TMPDIR=str(tmp_path / "tmp")) as client:
        client.start(tmp_path)
        assert client.end() == 0
    assert new.is_dir(), "its server may be about to lock it"
    assert not old.exists()


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = perform_as_process(Call(("lsp", "--config", "nope.yaml"), tmp_path))
    assert answer.status == 1
    assert "nope.yaml" in answer.err


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')", "utf-8")
    path = os.pathsep.join([str(tmp_path), environment({})["PYTHONPATH"]])
    answer = perform_as_process(Call(("lsp",), tmp_path, b"", {"PYTHONPATH": path}))
    assert answer.status == 2
    assert "contentai[lsp]" in answer.err
