"""The program as a process of its own, with an environment that the test decides."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import contentai

ROOT = Path(contentai.__file__).resolve().parent.parent


@dataclass(frozen=True)
class Answer:
    """What a process left behind. Output must always be UTF-8: decoding is strict."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Call:
    """One command line with its standard input, folder and additional environment."""

    arguments: tuple[str | bytes, ...]
    cwd: Path
    stdin: bytes = b""
    env: Mapping[str, str] = field(default_factory=dict)


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**plain, "PYTHONPATH": str(ROOT), "CONTENTAI_LANG": "zh", **extra}


def perform(call: Call) -> Answer:
    done = subprocess.run(
        [sys.executable, "-m", "contentai", *call.arguments],
        cwd=call.cwd,
        input=call.stdin,
        env=environment(call.env),
        capture_output=True,
        check=False,
        timeout=300,
    )
    err = done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return Answer(done.returncode, done.stdout.decode("utf-8"), err)


Run = Callable[..., Answer]
RunAll = Callable[[Mapping[str, Call]], dict[str, Answer]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run one command line in ``tmp_path``, unless the test says where."""

    def start(
        *arguments: str | bytes,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path = tmp_path,
    ) -> Answer:
        return perform(Call(arguments, cwd, stdin, env or {}))

    return start


@pytest.fixture(scope="session")
def run_all() -> RunAll:
    """Run named command lines, a few at a time: starting a process takes a second."""

    def start(calls: Mapping[str, Call]) -> dict[str, Answer]:
        with ThreadPoolExecutor(max_workers=3) as pool:
            return dict(zip(calls, pool.map(perform, calls.values()), strict=True))

    return start


RULE = """\
id: {id}
name: {{zh: 试用规则, en: trial rule}}
severity: {severity}
check: {{kind: terms, terms: [{term}], boundary: none}}
message: {{zh: '找到“{{found}}”', en: 'found {{found}}'}}
advice: {{zh: 换一个说法, en: say it another way}}
sources: [{{article: A0, claim: A0-01}}]
examples:
  bad: [{{text: 这里写着{term}。}}]
  good: [{{text: 这里什么也没有。}}]
"""


def write_rules(folder: Path) -> None:
    """A pack TRY of three rules, one a severity: 绿苹果 error, 黄香蕉 warning, 蓝莓 info."""
    folder.mkdir(parents=True)
    for id, severity, term in (
        ("TRY-001", "error", "绿苹果"),
        ("TRY-002", "warning", "黄香蕉"),
        ("TRY-003", "info", "蓝莓"),
    ):
        rule = RULE.format(id=id, severity=severity, term=term)
        (folder / f"{id.lower()}.yaml").write_text(rule, "utf-8")
