"""``contentai lint --fix`` and ``--diff`` on files of every sort."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.process import Answer, Call, environment, perform, perform_all
from tests.lint.house import furnish

# 草莓 has a safe fix (莓果), 樱桃 an unsafe one (小𠮷果); 苹果 is an error without one.
CASES: dict[str, tuple[bytes, tuple[str, ...], bytes]] = {
    # name: (before, arguments, after)
    "safe": ("草莓和樱桃。\n".encode(), ("--fix",), "莓果和樱桃。\n".encode()),
    "unsafe": (
        "草莓和樱桃。\n".encode(),
        ("--fix", "--unsafe-fixes"),
        "莓果和小𠮷果。\n".encode(),
    ),
    "many": (("草莓，" * 40).encode(), ("--fix",), ("莓果，" * 40).encode()),
    "crlf": ("甲\r\n草莓\r\n\r乙\n".encode(), ("--fix",), "甲\r\n莓果\r\n\r乙\n".encode()),
    "no last newline": ("草莓".encode(), ("--fix",), "莓果".encode()),
    "bom": ("草莓\n".encode("utf-8-sig"), ("--fix",), "莓果\n".encode("utf-8-sig")),
    "gb18030": (
        "今天的草莓不错，明天再来。".encode("gb18030"),
        ("--fix",),
        "今天的莓果不错，明天再来。".encode("gb18030"),
    ),
    "utf-16 be": (
        b"\xfe\xff" + "草莓\r\n".encode("utf-16-be"),
        ("--fix",),
        b"\xfe\xff" + "莓果\r\n".encode("utf-16-be"),
    ),
    "ignored rule": ("草莓".encode(), ("--fix", "--ignore", "FIX-001"), "草莓".encode()),
    "other rules": ("草莓".encode(), ("--fix", "--select", "TRY"), "草莓".encode()),
    "suppressed": (
        "草莓。<!-- contentai: ignore FIX-001 引文 -->\n\n草莓。\n".encode(),
        ("--fix",),
        "草莓。<!-- contentai: ignore FIX-001 引文 -->\n\n莓果。\n".encode(),
    ),
    "unused": (
        "梨。\n\n<!-- contentai: ignore FIX-001 引文 -->\n\n枣。\n".encode(),
        ("--fix", "--unsafe-fixes"),
        "梨。\n\n枣。\n".encode(),
    ),
    "shown only": ("草莓".encode(), ("--fix", "--diff"), "草莓".encode()),
    "nothing to mend": ("梨".encode(), ("--fix",), "梨".encode()),
}


@pytest.fixture(scope="module")
def mended(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Answer], dict[str, Path]]:
    calls, files = {}, {}
    for name, (before, arguments, _) in CASES.items():
        folder = furnish(tmp_path_factory.mktemp("case"))
        files[name] = folder / "稿.md"
        files[name].write_bytes(before)
        calls[name] = Call(("lint", "稿.md", *arguments), folder)
    return perform_all(calls), files


@pytest.mark.parametrize("name", CASES)
def test_only_what_a_fix_names_is_changed(
    mended: tuple[dict[str, Answer], dict[str, Path]], name: str
) -> None:
    answers, files = mended
    assert files[name].read_bytes() == CASES[name][2]
    assert answers[name].status == 0
    assert [path.name for path in files[name].parent.iterdir() if ".new" in path.name] == []


def test_the_report_is_of_the_mended_text_and_says_how_much_was_done(
    mended: tuple[dict[str, Answer], dict[str, Path]],
) -> None:
    answers, _ = mended
    assert "注意：自动改了 1 个文件里的 1 处" in answers["safe"].out
    assert "FIX-001" not in answers["safe"].out
    assert "FIX-002" in answers["safe"].out
    assert "注意：自动改了 1 个文件里的 40 处" in answers["many"].out
    assert "注意：没有可以自动改的" in answers["nothing to mend"].out


def test_fixes_of_several_files_and_the_ones_that_cannot_be_written(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    big5 = "傍晚到河邊走走，風很輕，樹下有人在賣櫻桃。".encode("big5")
    (folder / "a.md").write_text("草莓和苹果", "utf-8")
    (folder / "b.txt").write_bytes(big5)
    (folder / "c.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    answer = perform(Call(("lint", ".", "--fix", "--unsafe-fixes", "--format", "json"), folder))
    first, second, third = json.loads(answer.out)["files"]
    assert answer.status == 2
    assert (folder / "a.md").read_text("utf-8") == "莓果和苹果"
    assert (folder / "b.txt").read_bytes() == big5
    assert [f["rule"] for f in first["findings"]] == ["TRY-001"]
    assert second["error"]["kind"] == "unwritable"
    assert "big5" in second["error"]["message"]
    assert [f["rule"] for f in second["findings"]] == ["FIX-002"]
    assert third["error"]["kind"] == "binary"
    assert "自动改了 1 个文件里的 1 处" in answer.err


def test_what_could_not_be_written_is_not_called_nothing_to_mend(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "b.txt").write_bytes("傍晚到河邊走走，風很輕，樹下有人在賣櫻桃。".encode("big5"))
    answer = perform(Call(("lint", "b.txt", "--fix", "--unsafe-fixes"), folder))
    assert answer.status == 2
    assert "注意：一处也没有改成，原因见上面的错误" in answer.out


def test_a_read_only_draft_is_left_alone_and_told(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "a.md").write_text("草莓", "utf-8")
    (folder / "a.md").chmod(0o444)
    if os.access(folder / "a.md", os.W_OK):
        pytest.skip("this user may write everything")
    answer = perform(Call(("lint", "a.md", "--fix"), folder))
    assert answer.status == 2
    assert "文件不许写" in answer.out
    assert "FIX-001" in answer.out
    assert (folder / "a.md").read_text("utf-8") == "草莓"


def test_a_diff_can_be_applied(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    texts = {
        "a.md": "一\n二\n三\n四\n草莓\n五\n六\n七\n八\n九\n草莓",
        "b.md": "好\r\n草莓\r\n",
        "c.md": "\ufeff草莓\n",
        "d.md": "梨\n",
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    answer = perform(Call(("lint", ".", "--diff", "--fail-on", "warning"), folder))
    assert answer.status == 1  # the findings are still there
    assert {name: (folder / name).read_bytes().decode() for name in texts} == texts
    assert "3 个文件里有 4 处可以自动改（没有写进文件）" in answer.err
    assert "d.md" not in answer.out
    done = subprocess.run(
        ["git", "apply", "-p0", "-"],
        cwd=folder,
        input=answer.out.encode(),
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    for name, text in texts.items():
        assert (folder / name).read_bytes().decode() == text.replace("草莓", "莓果")


def test_a_diff_goes_to_the_file_and_has_the_bytes_of_each_draft(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    line = "今天的草莓和苹果不错，明天再来。"
    texts = {
        "a.md": (f"{line}\n樹下\n", "utf-8"),
        "b 稿.md": (f"{line}\r\n再来\r\n", "gb18030"),
        "c.txt": ("傍晚到河邊走走，風很輕，樹下有人在賣草莓和香蕉。\n", "big5"),
    }
    for name, (text, encoding) in texts.items():
        (folder / name).write_bytes(text.encode(encoding))
    answer = perform(Call(("lint", ".", "--diff", "--output", "out/x.patch"), folder))
    assert answer.out == ""
    assert "写好了：out/x.patch" in answer.err
    for check in (("--check",), ()):
        done = subprocess.run(
            ["git", "apply", "-p0", *check, "out/x.patch"],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert done.stderr == b""
    for name, (text, encoding) in texts.items():
        assert (folder / name).read_bytes() == text.replace("草莓", "莓果").encode(encoding)
    again = perform(Call(("lint", ".", "--diff", "--output", "out/x.patch"), folder))
    assert "没有可以自动改的" in again.err
    assert (folder / "out/x.patch").read_bytes() == b""


def test_a_diff_says_what_it_cannot_do(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "a.md").write_bytes("草莓\n".encode("utf-16"))
    (folder / "b.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    shown = perform(Call(("lint", ".", "--diff"), folder))
    assert "+莓果" in shown.out
    assert "a.md 是 UTF-16，补丁里写成了 UTF-8" in shown.err
    assert "b.md：这不是文本" in shown.err
    assert shown.status == 2
    for format in ("json", "sarif"):
        refused = perform(Call(("lint", ".", "--diff", "--format", format), folder))
        assert (refused.status, refused.out) == (2, "")
        assert f"去掉 --diff 或 --format {format}" in refused.err


def test_standard_input_comes_back_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    data = "今天的草莓和苹果不错，明天再来。\r\n".encode("gb18030")
    done = subprocess.run(
        [sys.executable, "-m", "contentai", "lint", "-", "--fix", "--stdin-filename", "x.md"],
        cwd=folder,
        input=data,
        env=environment({}),
        capture_output=True,
        check=False,
    )
    assert done.stdout == "今天的莓果和苹果不错，明天再来。\r\n".encode("gb18030")
    assert done.returncode == 1
    assert "x.md:1:7 错误 TRY-001" in done.stderr.decode()
    plain = perform(Call(("lint", "-", "--fix"), folder, "梨\n".encode()))
    assert plain.out == "梨\n"
    shown = perform(Call(("lint", "-", "--diff"), folder, "草莓\n".encode()))
    assert "-草莓\n+莓果\n" in shown.out


def test_unsafe_fixes_alone_are_a_mistake(tmp_path: Path) -> None:
    answer = perform(Call(("lint", "--unsafe-fixes"), furnish(tmp_path)))
    assert (answer.status, answer.out) == (2, "")
    assert "--fix" in answer.err


def test_the_report_says_what_could_be_mended(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "a.md").write_text("草莓和樱桃", "utf-8")
    answer = perform(Call(("lint", "a.md"), folder))
    assert "其中 1 处可以自动改：加 --fix" in answer.out
