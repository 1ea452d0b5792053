from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import contentai
from tests.cli.process import Answer, environment

Run = Callable[..., Answer]


def test_help_is_chinese_and_names_every_command(run: Run) -> None:
    answer = run("--help")
    assert answer.status == 0
    assert "主编" in answer.out
    for name in ("lint", "score", "text", "fold", "rules", "model"):
        assert f"\n  {name} " in answer.out


def test_the_name_of_a_file_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31mb" / "index.md").mkdir(parents=True)
    answer = run("rules", "docs", "a\x1b[31mb", CONTENTAI_LANG="zh")
    assert (answer.status, answer.out) == (2, "")
    assert "a·[31mb 里的 index.md 不是这个命令写的" in answer.err
    answer = run("rules", "docs", "a\x1b[31mb", "--check", CONTENTAI_LANG="zh")
    assert answer.status == 1
    assert "过时：a·[31mb/index.md\n" in answer.out
    assert "\x1b" not in answer.out


@pytest.mark.parametrize(
    ("env", "chinese"),
    [
        ({"CONTENTAI_LANG": "en"}, False),
        ({"CONTENTAI_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, True),
        ({"CONTENTAI_LANG": "", "LANG": "en_GB.UTF-8"}, False),
        ({"CONTENTAI_LANG": "", "LC_ALL": "zh_TW.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"CONTENTAI_LANG": "", "LC_ALL": "C"}, True),
        ({"CONTENTAI_LANG": "", "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}, True),
    ],
)
def test_language_follows_the_environment(run: Run, env: dict[str, str], chinese: bool) -> None:
    answer = run("lint", "--help", **env)
    assert answer.status == 0
    assert ("检查稿件" in answer.out) is chinese
    assert ("Check drafts" in answer.out) is not chinese


def test_version_is_that_of_the_package(run: Run) -> None:
    answer = run("--version")
    assert (answer.status, answer.out) == (0, f"contentai, version {contentai.__version__}\n")


@pytest.mark.parametrize(
    "arguments", [["lnit"], ["lint", "--frmat", "json"], ["lint", "--format", "pdf"]]
)
def test_wrong_usage_ends_with_2_and_names_the_mistake(run: Run, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert arguments[-1] in answer.err or arguments[1] in answer.err


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        ("lnit", "没有子命令 'lnit'", "No such command 'lnit'"),
        ("lint --frmat json", "没有选项 '--frmat'", "No such option '--frmat'"),
        ("lint --format pdf", "'pdf' 不在这里面", "'pdf' is not one of"),
        ("lint --jobs some", "'some' 不是合适的数", "'some' is not a valid"),
        ("lint --jobs 0", "0 不在范围里", "0 is not in the range"),
        ("lint --format", "选项 '--format' 后面要写一个值", "requires an argument"),
        ("lint --no-cache=1", "选项 '--no-cache' 后面不带值", "does not take a value"),
        ("rules show", "缺参数 '编号'", "Missing argument 'ID'"),
        ("edit a b c", "多写了：b c", "unexpected extra arguments (b c)"),
        ("score none.jsonl", "没有这个文件", "No such file"),
    ],
)
def test_mistakes_are_told_in_the_language_of_the_interface(
    run: Run, arguments: str, chinese: str, english: str
) -> None:
    for language, wanted, other in (("zh", chinese, english), ("en", english, chinese)):
        answer = run(*arguments.split(), CONTENTAI_LANG=language)
        assert answer.status == 2
        assert wanted in answer.err
        assert other not in answer.err


@pytest.mark.parametrize("command", ["", "lint", "rules", "topics suggest", "model train"])
def test_headings_of_help_are_in_the_language_of_the_interface(run: Run, command: str) -> None:
    english = ("Usage:", "Options:", "Commands:", "Show this message")
    told = run(*command.split(), "--help", CONTENTAI_LANG="zh").out
    assert "用法:" in told and "选项:" in told
    assert not [words for words in english if words in told]
    assert "Usage:" in run(*command.split(), "--help", CONTENTAI_LANG="en").out


def refused(command: Sequence[str], cwd: Path) -> str:
    """What a process says that ends with 2, and not with a traceback."""
    done = subprocess.run(
        command, capture_output=True, cwd=cwd, env=environment({}), check=False, timeout=300
    )
    said = done.stderr.decode()
    assert (done.returncode, "Traceback" in said) == (2, False), said
    return said


def test_a_full_disk_is_told_without_a_traceback(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.is_char_device():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as sink:
        done = subprocess.run(
            [sys.executable, "-m", "contentai", "fold"],
            input='{"id": 1, "text": "②"}\n'.encode(),
            stdout=sink,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=environment({}),
            check=False,
            timeout=300,
        )
    assert done.returncode == 2
    assert "读写出错" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("command", [["fold"], ["lint", "-"], ["lsp"]])
def test_closed_standard_input_is_told_without_a_traceback(
    tmp_path: Path, command: list[str]
) -> None:
    shell = ["/bin/sh", "-c", 'exec "$0" -m contentai "$@" <&-', sys.executable, *command]
    assert "标准输入" in refused(shell, tmp_path)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("lint good.md >&-", 0),
        ("lint good.md 2>&-", 0),
        ("lint good.md --format json --output o.json >&- 2>&-", 0),
        ("lint bad.md >&-", 1),
        ("lint none.md 2>&-", 2),
        ("lint --bogus 2>&-", 2),
        ("rules show LAW-001 >&-", 0),
        ("edit <&-", 2),
    ],
)
def test_closed_output_changes_nothing_about_the_status(
    tmp_path: Path, command: str, status: int
) -> None:
    (tmp_path / "good.md").write_text("今天下雨。\n", "utf-8")
    (tmp_path / "bad.md").write_text("全网最低价\n", "utf-8")
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m contentai {command}', sys.executable],
        capture_output=True,
        cwd=tmp_path,
        env=environment({}),
        check=False,
        timeout=300,
    )
    assert done.returncode == status
    assert "Traceback" not in done.stderr.decode()
    assert (tmp_path / "o.json").exists() == ("o.json" in command)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("fold rows.jsonl", 1),
        ("lint rows.jsonl", 1),
        ("lint rows.jsonl --fail-on never", 0),
        ("lint rows.jsonl none.md", 2),
        ("lint rows.jsonl none.md --format json", 2),
    ],
)
def test_a_reader_that_stops_early_causes_no_traceback(
    tmp_path: Path, command: str, status: int
) -> None:
    rows = tmp_path / "rows.jsonl"
    row = '{"id": 1, "text": "全网最低价的茶"}\n'
    rows.write_text(row * (20_000 if "fold" in command else 500), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "contentai", *command.split()],
        cwd=tmp_path,
        env=environment({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    os.read(process.stdout.fileno(), 10)
    process.stdout.close()
    complaint = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=300) == status
    assert complaint == ""


@pytest.mark.parametrize(
    "command", ["lint draft.md", "doctor", "topics suggest --segment tea-lovers"]
)
def test_a_current_folder_that_is_gone_is_told(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = ["/bin/sh", "-c", f'rmdir "$PWD"; exec "$0" -m contentai {command}', sys.executable]
    assert "当前目录已经不在了" in refused(shell, gone)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is limited otherwise")
def test_too_little_memory_is_told_and_is_no_finding(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("全网最低价\n", "utf-8")
    script = tmp_path / "short.py"
    # What is taken already and a little more: not so much as the rules and the models take.
    script.write_text(
        """
import resource
from pathlib import Path
import contentai.workspace, contentai.cli.lint, contentai.runner
from contentai.cli.main import main

taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + (8 << 20),) * 2)
main()
""",
        "utf-8",
    )
    command = [sys.executable, str(script), "lint", "draft.md", "--no-cache"]
    assert "内存不够" in refused(command, tmp_path)


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "re2.py").write_text("raise ImportError('no re2 on this machine')\n", "utf-8")
    (tmp_path / "draft.md").write_text("全网最低价\n", "utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from contentai.cli.main import main"
    command = [sys.executable, "-c", f"{code}; main()", "lint", "draft.md", "--no-cache"]
    said = refused(command, tmp_path)
    assert "no re2 on this machine" in said
    assert "pip install" in said
