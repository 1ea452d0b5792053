"""What click says by itself, in the language of the interface.

click asks gettext for every message, and gettext picks a language by the locale alone, while
ours is Chinese under the ``C`` locale, too, and may be set by ``CONTENTAI_LANG``. So click's
modules get another function to ask. A message that is not here stays English.
"""

from __future__ import annotations

from typing import Final

import click

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


def speak() -> None:
    """Make click speak the language of the interface; the language is looked up each time."""
    for module in (
        *(click.core, click.decorators, click.exceptions, click.formatting),
        *(click.parser, click.termui, click.types),
    ):
        for name, ours in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, ours)


def _said(message: str) -> str:
    return _CHINESE.get(message, message) if current() == "zh" else message


def _counted(one: str, many: str, number: int) -> str:
    return _said(one if number == 1 else many)
