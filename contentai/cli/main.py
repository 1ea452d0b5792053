"""``contentai``: the entry point. Commands are imported only when they run."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import threading
from contextlib import suppress

import click

from contentai import __version__
from contentai.cli import wording
from contentai.cli.failure import NO_FOLDER, unreadable
from contentai.language import Bilingual
from contentai.located import DataError

wording.speak()

# Our matrices are small: more threads wait for each other longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_COMMANDS = {
    "lint": Bilingual("检查稿件：违规、硬推、可读性", "check drafts"),
    "edit": Bilingual("在终端里写稿、改稿", "write and mend drafts in the terminal"),
    "cache": Bilingual("缓存在哪里、清掉它", "where the cache is; empty it"),
    "score": Bilingual("给 JSONL 里的文本打分", "score the texts of a JSONL file"),
    "text": Bilingual("显示从文件里读懂了什么", "show what was understood of a file"),
    "fold": Bilingual("还原伪装写法：JSONL 进，JSONL 出", "fold texts: JSONL in, JSONL out"),
    "topics": Bilingual("选题：下一篇写什么、给谁、为什么", "what to write next, for whom, why"),
    "audit": Bilingual("看整个账号：比例、节奏、互动、重复", "judge the account by its posts"),
    "corpus": Bilingual("管理资料库：文章和自家帖子", "keep the library of articles and own posts"),
    "segments": Bilingual("查看和导入粉丝分群", "look at follower segments and import them"),
    "embed": Bilingual("把每行文本变成向量", "turn lines of text into vectors"),
    "embed-train": Bilingual("训练自带的向量模型", "train the embedder that ships"),
    "rules": Bilingual("查看和测试规则", "look at rules and test them"),
    "hook": Bilingual("git 钩子：提交前、推送前检查", "git hooks: check before commits and pushes"),
    "lsp": Bilingual("语言服务器，给编辑器用", "the language server, for editors"),
    "init": Bilingual("写一份带说明的配置", "write a configuration with comments"),
    "config": Bilingual("看生效的配置、配置的格式", "look at the settings in force"),
    "doctor": Bilingual("看安装和配置是否正常", "look whether all is well here"),
    "model": Bilingual("训练分类器、查看模型卡", "train the classifiers, read their card"),
}


_NO_MEMORY = Bilingual(
    "内存不够，没有做完；关掉别的程序、放宽 ulimit -v 或容器的限制再来，检查许多稿件时加 --jobs 1",
    "out of memory, the work is not done; close other programs, widen ulimit -v or the limit of "
    "the container, and check many drafts with --jobs 1",
)


class _Commands(click.Group):
    """Finds commands by name, so that none pays for the imports of another."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"contentai.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(str(Bilingual("\n停下了", "\nstopped")), err=True)
            return ctx.exit(130)  # 1 would say that something was found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(str(Bilingual("命令", "Commands"))):
            formatter.write_dl([(name, str(words)) for name, words in _COMMANDS.items()])


@click.command(
    cls=_Commands,
    help=str(
        Bilingual(
            "像一位细心的主编那样读中文稿件：哪里推得太硬、哪里违法违规、该怎么改。",
            "Reads Chinese drafts the way a careful chief editor does.",
        )
    ),
    epilog=str(
        Bilingual(
            "界面和结果用中文；要英文，设环境变量 CONTENTAI_LANG=en（zh 是中文）。"
            "不设就看系统的语言（LC_ALL、LC_MESSAGES、LANG）。",
            "The environment variable CONTENTAI_LANG=zh (or en) chooses the language; without it "
            "the locale does (LC_ALL, LC_MESSAGES, LANG).",
        )
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", prog_name="contentai")
def contentai() -> None:
    """The group that holds the commands."""


def program() -> None:
    """``main`` as a process of its own, which ends with it."""
    # Loading rules makes a quarter of a million objects that stay: looking through them for
    # garbage at the usual pace takes a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    try:
        main()
    except SystemExit as end:
        _leave(end.code)
        raise


def _is_nowhere() -> bool:
    """True where the folder that this runs in is gone, which no name in the error tells."""
    try:
        os.getcwd()  # noqa: PTH109 - its failure is the answer
    except OSError:
        return True
    return False


def _leave(status: str | int | None) -> None:
    """End the process at once, if it can: a dictionary takes a while to be taken apart.

    What is left of an ordinary end is done: the output is flushed, exit functions are run.
    Threads that are still at work, or output that nobody takes, end it the ordinary way.
    """
    if isinstance(status, str) or threading.active_count() > 1:
        return
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # a closed stream
        return
    os._exit(status or 0)


def main() -> None:
    """Run the command line; a mistake in a data file ends with its place and exit status 2."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by the caller: nobody reads it, and no other file may take its number.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        # Chinese output must not die of a C locale, nor of a lone surrogate in a file name.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        contentai()
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"contentai: {NO_FOLDER if _is_nowhere() else unreadable(error)}", err=True)
        with suppress(OSError):
            sys.stdout.close()  # or the interpreter tries once more to write what is left
        sys.exit(2)
    except ImportError as error:
        from contentai.extras import reinstall

        words = Bilingual(
            f"有东西加载不了，装得不全或内存不够：{error}\n  在源码目录里重装：{reinstall()}",
            f"something cannot be loaded, it is not all installed or memory is short: {error}\n"
            f"  reinstall in the folder of the source: {reinstall()}",
        )
        click.echo(f"contentai: {words}", err=True)
        sys.exit(2)
    except MemoryError:
        click.echo(f"contentai: {_NO_MEMORY}", err=True)
        sys.exit(2)  # 1 would say that something was found
    except DataError as error:
        from contentai.report.visible import visible

        click.echo(visible(f"contentai: {error}"), err=True)
        sys.exit(2)
