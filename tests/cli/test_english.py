"""An English locale gets English from every command; what drafts and articles say stays Chinese."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.cli.process import ROOT, Call, environment, perform

_ENGLISH = {"CONTENTAI_LANG": "", "LANG": "en_US.UTF-8"}
_HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_HELP = """
import click
from contentai.cli.main import contentai

def tell(command, context):
    print(command.get_help(context))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            tell(inner, click.Context(inner, info_name=name, parent=context))

tell(contentai, click.Context(contentai, info_name="contentai"))
"""


def english(folder: Path, *words: str | Path) -> str:
    """What a command prints under an English locale."""
    answer = perform(Call(words, folder, env=_ENGLISH))
    assert answer.status in (0, 1), answer.err
    return answer.out


def chinese(lines: list[str]) -> list[str]:
    """The lines that are not English but for what stands between quotation marks."""
    return [line for line in lines if _HAN.search(re.sub(r"“[^”]*”", "", line))]


def test_every_help_text_is_english() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _HELP],
        capture_output=True,
        encoding="utf-8",
        env=environment(_ENGLISH),
        check=True,
    ).stdout
    assert "contentai rules mine" in told
    assert chinese(told.splitlines()) == []


def test_what_carries_the_claims_is_told_in_english(tmp_path: Path) -> None:
    assert chinese(english(tmp_path, "rules", "trace").splitlines()) == []


def test_why_a_topic_is_told_in_english(tmp_path: Path) -> None:
    day = ("--on", "2026-11-23")
    lines = english(
        tmp_path, "topics", "suggest", "--segment", "skincare-beginners", *day
    ).splitlines()
    why = [after for line, after in pairwise(lines) if re.match(r"\d+\. ", line)]
    assert len(why) > 3
    assert all(" independent source" in line for line in why)
    higher = [line for line in lines if "why not higher" in line]
    assert higher
    assert chinese([*why, *higher]) == []
    aside = [line.partition(": ")[2] for line in lines[lines.index("Too little evidence:") + 1 :]]
    assert any("one independent source alone" in line for line in aside)
    planned = english(tmp_path, "topics", "plan", "--weeks", "1", *day).splitlines()
    assert sum(" care for “" in line for line in planned) > 3


def test_evidence_is_told_without_chinese_brackets(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全网最低价，手慢无！\n", "utf-8")
    because = [
        line for line in english(tmp_path, "lint", "a.txt").splitlines() if "because" in line
    ]
    assert because
    assert chinese(because) == []
    assert "” (" in because[0]


def test_kinds_of_wechat_account_have_english_names(tmp_path: Path) -> None:
    posts = ROOT / "examples" / "posts.csv"
    assert english(tmp_path, "audit", posts, "--account", "service") == english(
        tmp_path, "audit", posts, "--account", "服务号"
    )
    refused = perform(Call(("audit", posts, "--account", "x"), tmp_path, env=_ENGLISH))
    assert refused.status == 2
    assert "service" in refused.err
    assert chinese([refused.err]) == []


def test_the_help_of_lint_tells_what_its_exit_status_means() -> None:
    assert "Exit status: 0" in perform(Call(("lint", "--help"), ROOT, env=_ENGLISH)).out
    assert "退出码：0" in perform(Call(("lint", "--help"), ROOT)).out
