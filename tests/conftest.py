"""What every test stands on: the interface speaks Chinese, whatever the machine's locale.

And small rulebooks, made of Python values, that hang on no shipped rule.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

# As the program does, before numpy is loaded: more threads wait longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import settings

from contentai.diagnostics import Diagnostic
from contentai.lint.engine import Setting, lint_document
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.rulebook.subject import Judge
from contentai.text.document import Document
from contentai.text.names import Format

# The same examples every time and no clock: a push must not fail for another reason than its
# own, nor on a busy machine. EXPLORE=1 looks for new ones.
settings.register_profile(
    "usual", derandomize=not os.environ.get("EXPLORE"), deadline=None, database=None
)
settings.load_profile("usual")

# As the program does: the usual pace looks through rulebooks that stay, again and again.
gc.set_threshold(50_000, 20, 20)

Table = Mapping[str, Any]

CHANNELS: Table = {
    "wechat": {
        "name": {"zh": "公众号", "en": "WeChat"},
        "limits": {"title_max": 10, "digest_max": 6},
        "links": {"outside": True, "banned": ["rival.example"]},
    },
    "weitao": {
        "name": {"zh": "微淘", "en": "Weitao"},
        "links": {"outside": False, "own": ["own.example"]},
        "pushes": [{"account": "店铺", "count": 2, "days": 7}],
    },
    "weibo": {"name": {"zh": "微博", "en": "Weibo"}},
}


def _rule(check: Table, id: str = "TST-001", **more: Any) -> Table:
    return {
        "id": id,
        "name": {"zh": "试验", "en": "trial"},
        "severity": "warning",
        "check": check,
        "message": {"zh": "这里有“{found}”", "en": 'here is "{found}"'},
        "advice": {"zh": "换个说法", "en": "say it another way"},
        "sources": [{"law": "广告法", "clause": "第九条"}],
        "examples": {"bad": [{"text": "坏"}], "good": [{"text": "好"}]},
        **more,
    }


def _write(folder: Path, *rules: Table, channels: Table | None = CHANNELS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if channels is not None:
        text = json.dumps(channels, ensure_ascii=False)
        (folder / "channels.yaml").write_text(text, "utf-8")
    for rule in rules:
        text = json.dumps(rule, ensure_ascii=False, indent=1)  # JSON is YAML
        (folder / f"{rule['id'].lower()}.yaml").write_text(text, "utf-8")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is begun first, or one worker is left with it at the end."""
    items.sort(key=lambda item: item.path.name != "test_wheel.py")


@pytest.fixture(autouse=True, scope="session")
def chinese_interface(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONTENTAI_LANG", "zh")
        # Drafts without a configuration: not into the cache of whoever runs the tests.
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def make_rule() -> Callable[..., Table]:
    """``make_rule(check, id=…, **keys)``: a valid rule file as a mapping."""
    return _rule


@pytest.fixture(scope="session")
def write_rules() -> Callable[..., Path]:
    """``write_rules(folder, *rules, channels=…)``: a folder of rule files."""
    return _write


@pytest.fixture(scope="session")
def make_book(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Rulebook]:
    """``make_book(*checks)``: a rulebook of rules TST-001, TST-002, … ."""

    def make(*checks: Table, **more: Any) -> Rulebook:
        rules = [_rule(check, f"TST-{n:03}", **more) for n, check in enumerate(checks, 1)]
        book = load_rulebook([_write(tmp_path_factory.mktemp("rules"), *rules)])
        assert [str(error) for error in book.errors] == []
        return book

    return make


@pytest.fixture(scope="session")
def lint(make_book: Callable[..., Rulebook]) -> Callable[..., list[Diagnostic]]:
    """``lint(check, text, …)``: the findings of one check on one draft."""
    books: dict[str, Rulebook] = {}

    def run(
        check: Table,
        text: str,
        *,
        format: Format | None = None,
        title: str | None = None,
        judge: Judge | None = None,
        channel: str | None = None,
        stage: str | None = None,
        segments: tuple[str, ...] = (),
        **more: Any,
    ) -> list[Diagnostic]:
        key = json.dumps([check, more], ensure_ascii=False)
        if key not in books:
            books[key] = make_book(check, **more)
        document = Document.parse(text, format=format, title=title)
        setting = Setting(channel=channel, stage=stage, segments=segments)
        return lint_document(document, books[key], setting, judge)

    return run


@pytest.fixture(scope="session")
def found(lint: Callable[..., list[Diagnostic]]) -> Callable[..., list[str]]:
    """``found(check, text, …)``: the excerpts that one check marks, in order."""

    def run(check: Table, text: str, **more: Any) -> list[str]:
        return [finding.excerpt for finding in lint(check, text, **more)]

    return run
