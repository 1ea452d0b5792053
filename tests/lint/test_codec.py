"""contentai.lint.codec and spool: an outcome comes back as it went in."""

from __future__ import annotations

import importlib

import pytest

from contentai.language import Bilingual
from contentai.lint.codec import Unreadable, pack, unpack
from contentai.lint.outcome import FileOutcome, summarise
from contentai.lint.reading import FileError
from contentai.lint.spool import Spool
from contentai.report import Report
from contentai.workspace import Workspace
from tests.report.house import open_house

DRAFTS: dict[str, bytes] = {
    "a.md": "---\ntitle: 红\n---\n有绿苹果，红的。<!-- contentai: ignore TRY-002 试 -->\n".encode(),
    "b.html": "<p>有绿<b>苹果</b>，红🍎。</p>".encode(),
    "c.txt": "設(shè)計(jì)的绿苹果，紅(hóng)色紅(hóng)色。".encode(),
    "d.txt": "樹下有人在賣綠蘋果和香蕉，紅的。".encode("big5"),
    "e.md": "\ufeff绿苹果\r\n红\r\n".encode("utf-16"),
    "f.md": b"",
    "坏\udcff.md": b"\x89PNG\r\n\x1a\n" + bytes(60),
    "全网.md": "全网最低价！最后三小时，五折秒杀，手慢无，马上加微信下单！！！\n".encode(),
}
FORMATS = ("text", "json", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "github", "html")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[FileOutcome]:
    folder = tmp_path_factory.mktemp("house")
    open_house(folder)
    (folder / "contentai.yaml").write_text("rules: [pack]\nselect: [TRY, LAW]\n", "utf-8")
    linter = Workspace.open(folder).with_options()
    found = [linter.lint_bytes(data, name) for name, data in DRAFTS.items()]
    assert sum(len(o.findings) for o in found) > 8
    assert any(o.suppressed for o in found)
    return [*found, FileOutcome("g", error=FileError("missing", Bilingual("没有", "none")))]


def rendered(outcomes: list[FileOutcome], format: str) -> str:
    report = Report(outcomes, summarise(outcomes, 1.0))
    return "".join(importlib.import_module(f"contentai.report.{format}").render(report))


def test_packed_and_unpacked_they_are_equal(outcomes: list[FileOutcome]) -> None:
    for outcome in outcomes:
        data = DRAFTS.get(outcome.path)
        assert unpack(pack(outcome, source=True), outcome.path) == outcome
        assert unpack(pack(outcome, source=False), outcome.path, data) == outcome
        if data and outcome.document:
            small = pack(outcome, source=False)
            assert outcome.document.source not in small.decode("utf-8", "surrogatepass")


@pytest.mark.parametrize("format", FORMATS)
def test_every_report_of_them_is_the_same(outcomes: list[FileOutcome], format: str) -> None:
    again = [unpack(pack(o, source=True), o.path) for o in outcomes]
    assert rendered(again, format) == rendered(outcomes, format)


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"[]", b"[1,2,3,4,5,6]", b"\xff", b"[" * 100_000], ids=range(6)
)
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack(junk, "a.md")


def test_without_the_draft_there_is_no_source(outcomes: list[FileOutcome]) -> None:
    with pytest.raises(Unreadable):
        unpack(pack(outcomes[0], source=False), "a.md")


@pytest.mark.parametrize("most", [0, 60_000, 1 << 30])
def test_a_spool_gives_all_in_order_again_and_again(outcomes: list[FileOutcome], most: int) -> None:
    spool = Spool(outcomes, most)
    assert list(spool) == outcomes
    assert next(iter(spool)) == outcomes[0]
    assert list(spool) == outcomes
    spool.add(outcomes[0])
    assert list(spool) == [*outcomes, outcomes[0]]
    spool.close()
