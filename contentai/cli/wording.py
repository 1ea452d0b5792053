"""What click says by itself, in the language of the interface.

click asks gettext for every message, and gettext picks a language by the locale alone, while
ours is Chinese under the ``C`` locale, too, and may be set by ``CONTENTAI_LANG``. So click's
modules get another function to ask. A message that is not here stays English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

import click
from click import _textwrap

from contentai.language import current

#: click 8.5's messages that a user of this program can meet.
_CHINESE: Final = {
    "Aborted!": "停下了",
    "Argument {name!r} takes {nargs} values.": "{name!r} 要 {nargs} 个值。",
    "Choose from:\n\t{choices}": "可以写：\n\t{choices}",
    "Commands": "命令",
    "Did you mean {possibility}?": "是不是想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是想写其中之一：{possibilities}？）",
    "Do you want to continue?": "继续吗？",
    "Error: {message}": "错误：{message}",
    "Error: invalid input": "错误：没听懂",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "Got unexpected extra arguments ({args})": "多写了：{args}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "Invalid value: {message}": "写得不对：{message}",
    "Missing argument": "缺参数",
    "Missing command.": "缺子命令。",
    "Missing option": "缺选项",
    "Missing parameter": "缺参数",
    "No such command {name!r}.": "没有子命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "Option {name!r} does not take a value.": "选项 {name!r} 后面不带值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 后面要写 {nargs} 个值。",
    "Options": "选项",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示这一页。",
    "Takes {nargs} values but 1 was given.": "要 {nargs} 个值，只写了 1 个。",
    "Takes {nargs} values but {len} were given.": "要 {nargs} 个值，写了 {len} 个。",
    "Try '{command} {option}' for help.": "用法见 '{command} {option}'。",
    "Usage:": "用法:",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "{name} {filename!r} does not exist.": "没有 {filename!r}。",
    "{name} {filename!r} is a directory.": "{filename!r} 是文件夹。",
    "{name} {filename!r} is a file.": "{filename!r} 是文件，不是文件夹。",
    "{name} {filename!r} is not readable.": "读不了 {filename!r}。",
    "{name} {filename!r} is not writable.": "写不了 {filename!r}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是合适的数。",
    "{value!r} is not one of {choices}.": "{value!r} 不在这里面：{choices}。",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value} is not in the range {range}.": "{value} 不在范围里：{range}。",
}
#: What stands for a value in the usage of a command and beside its options.
_PLACES: Final = {
    "ARGS": "参数",
    "ARTICLE": "文章",
    "CLUSTER": "类",
    "COMMAND": "命令",
    "DIRECTORY": "目录",
    "FILE": "文件",
    "FOLDER": "目录",
    "FOLLOWERS": "粉丝",
    "ID": "编号",
    "IDS": "编号",
    "INTEGER": "整数",
    "INTEGER RANGE": "整数",
    "KIND": "类型",
    "MINED": "结果",
    "MODEL": "模型",
    "N": "数",
    "NAME": "名字",
    "OPTIONS": "选项",
    "PACE": "篇数",
    "PACK": "规则包",
    "PATH": "路径",
    "PERCENT": "百分比",
    "POSTS": "帖子",
    "PREFIX": "前缀",
    "REMOTE": "远端",
    "REV": "版本",
    "RULES": "规则",
    "SEGMENT": "分群",
    "SEGMENTS": "分群",
    "SHARES": "份额",
    "SOURCE": "来源",
    "TEXT": "文字",
    "URL": "网址",
    "YYYY-MM-DD": "年-月-日",
}
_PLACE: Final = re.compile("INTEGER RANGE|[A-Z]+(?:-[A-Z]+)*")
_CLOSING: Final = "，。；：、）”》？！"
_WORD_AT_END: Final = re.compile("[!-~]+$")
_SENTENCE: Final = re.compile(r"。|\.(?:\s|$)")


def speak() -> None:
    """Make click speak the language of the interface; the language is looked up each time."""
    for owner, name, ours in (
        (click.Option, "make_metavar", _naming(click.Option.make_metavar)),
        (click.Argument, "make_metavar", _naming(click.Argument.make_metavar)),
        (click.HelpFormatter, "write_usage", _usage(click.HelpFormatter.write_usage)),
        (click.Command, "get_short_help_str", _short_help),
        # Columns and lines are measured in characters; ours are two columns wide.
        (click.formatting, "term_len", _columns),
        (_textwrap, "term_len", _columns),
        (_textwrap, "_truncate_visible", _fitting),
    ):
        setattr(owner, name, ours)
    for module in (
        *(click.core, click.decorators, click.exceptions, click.formatting),
        *(click.parser, click.termui, click.types),
    ):
        for name, said in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, said)


def _said(message: str) -> str:
    return _CHINESE.get(message, message) if current() == "zh" else message


def _place(places: str) -> str:
    """``[PATH…]`` as ``[路径…]``."""
    if current() != "zh":
        return places
    return _PLACE.sub(lambda found: _PLACES.get(found[0], found[0]), places)


def _naming(theirs: Callable[..., str]) -> Callable[..., str]:
    return lambda *given, **named: _place(theirs(*given, **named))


def _usage(theirs: Callable[..., None]) -> Callable[..., None]:
    def write_usage(formatter: object, prog: str, args: str = "", *more: Any, **named: Any) -> None:
        theirs(formatter, prog, _place(args), *more, **named)

    return write_usage


def _short_help(command: click.Command, limit: int = 0) -> str:
    """The first sentence of a command's help, whole: click cuts it in the middle."""
    return command.short_help or _SENTENCE.split(command.help or "", 1)[0]


def _columns(text: str) -> int:
    """Columns of what help consists of; ``text.width`` would load the reader of drafts."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _fitting(text: str, columns: int) -> str:
    """The beginning of ``text`` that a line of so many columns holds.

    No line begins with a mark that ends something, and no word or number is cut.
    """
    end = next((n for n in range(1, len(text)) if _columns(text[: n + 1]) > columns), None)
    if end is None:
        return text
    if text[end] in _CLOSING:
        return text[: end + 1]
    word = _WORD_AT_END.search(text, 0, end)
    if word and word.start() and text[end].isascii():
        end = word.start()
    return text[:end]


def _counted(one: str, many: str, number: int) -> str:
    return _said(one if number == 1 else many)
