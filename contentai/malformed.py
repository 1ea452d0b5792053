"""What libraries find wrong with YAML, JSON, TOML and patterns, with the way out in Chinese."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from contentai.language import Bilingual

_BRACKET: Final = "括号没有写完，或者两项之间少了逗号"
_INDENT: Final = "和上一行接不上：看看缩进、冒号，或者引号后面有没有多余的字"
_LEAD: Final = "这个字符不能开头：缩进用空格，不用制表符；以 @ ` % 开头的值加上引号"
_NAMED: Final = "* 和 & 有别的意思，值以它们开头就加上引号"

#: libyaml 0.2's words, as PyYAML hands them on.
_CHINESE: Final = {
    "block sequence entries are not allowed in this context": "列表的 - 要另起一行",
    "but found another document": "只能有一份，这里的 --- 又开始了一份；删掉它",
    "could not find expected ':'": "这一行少了冒号",
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "did not find expected '-' indicator": _INDENT,
    "did not find expected <document start>": "这里多出了内容",
    "did not find expected alphabetic or numeric character": _NAMED,
    "did not find expected comment or line break": "| 和 > 后面要另起一行",
    "did not find expected hexdecimal number": "\\x、\\u 后面的数不完整；不用转义就换成单引号",
    "did not find expected key": _INDENT,
    "did not find expected node content": "这里少了一个值",
    "found a tab character that violates indentation": "缩进用空格，不用制表符",
    "found a tab character where an indentation space is expected": "缩进用空格，不用制表符",
    "found character that cannot start any token": _LEAD,
    "found unexpected document indicator": "引号没有写完",
    "found unexpected end of stream": "引号没有写完",
    "found unknown escape character": "双引号里有不认识的反斜杠写法；换成单引号",
    "mapping values are not allowed in this context": "这里不该再有冒号：值里有冒号就加上引号",
}

#: RE2's reasons, as in its ``kErrorStrings``, by what stands before the colon.
_PATTERN: Final = {
    "missing )": "少了右括号 )",
    "unexpected )": "多了右括号 )；要它本身就写 \\)",
    "missing ]": "少了右方括号 ]",
    "bad repetition operator": "重复号不能连写",
    "no argument for repetition operator": "重复号前面没有要重复的；要它本身就在前面加 \\",
    "trailing \\": "末尾多了一个反斜杠",
    "invalid repetition size": "重复的次数不对，最多 1000",
    "invalid character class range": "方括号里的范围不对",
    "invalid character class": "方括号里写得不对",
    "invalid escape sequence": "不认识的反斜杠写法（也没有 \\1 这样的回指）",
    "invalid named capture group": "分组的名字要写成 (?P<name>…)",
    "invalid perl operator": "RE2 不支持这种写法",
    "invalid UTF-8": "有不成字的字符",
    "pattern too large": "太长或者重复太多，拆成几条",
}
_AROUND: Final = ("(?=", "(?!", "(?<=", "(?<!")


def refused_pattern(reason: str, typed: str, *, unless: bool = False) -> Bilingual:
    """What is wrong with a regular expression, from RE2's words for it.

    The piece it names is quoted only as far as it was ``typed``, and never the whole. ``unless``:
    it is a rule's, which can tell exceptions there.
    """
    kind, _, piece = reason.partition(": ")
    zh, en = _begun(kind, _PATTERN), kind
    around = kind == "invalid perl operator" and piece in _AROUND
    if around:
        zh, en = "不支持往前往后看", f"{kind}, no lookaround"
    if piece in typed and piece not in ("", typed):
        zh, en = f"{zh}（{piece}）", f"{en} ({piece})"
    if around and unless:
        zh += "；例外写在 unless 里：before、after、within"
        en += "; exceptions are told in unless: before, after, within"
    return Bilingual(f"正则写错了：{zh}", f"bad regular expression: {en}")


def malformed(problem: str) -> Bilingual:
    """What is wrong, from libyaml's words for it; those that are not known stay English."""
    chinese = _CHINESE.get(problem, problem)
    return Bilingual(f"YAML 写错了：{chinese}", f"malformed YAML: {problem}")


_END: Final = "括号没有写完，或者多写了逗号"
#: What the words of Python's ``json`` begin with.
_JSON: Final = {
    "Expecting value": "这里少了一个值；文字要用双引号括起来",
    "Expecting property name": "键要用双引号括起来，最后一项后面不写逗号",
    "Illegal trailing comma": "最后一项后面不写逗号",
    "Expecting ':'": "键后面少了冒号",
    "Expecting ','": "两项之间少了逗号，或者括号没有写完",
    "Unterminated string": "双引号没有关上",
    "Invalid control character": "文字里有换行或制表符，要写成 \\n、\\t",
    "Invalid \\": "反斜杠的写法不对；要写反斜杠本身就写两个",
    "Extra data": "后面多出了内容；一行只写一个对象",
    "Unexpected UTF-8 BOM": "行首有看不见的字节顺序标记，删掉它",
}
#: What the words of ``tomllib`` begin with.
_TOML: Final = {
    "Invalid value": "值写得不对，文字要用引号括起来",
    "Invalid initial character": "键写得不对：点不能连着写，中文的键用引号括起来",
    "Invalid statement": "这一行不是“键 = 值”",
    "Invalid date": "日期不对",
    "Invalid hex": "反斜杠的写法不对；不用转义就换成单引号",
    "Unescaped": "反斜杠的写法不对；不用转义就换成单引号",
    "Escaped character": "反斜杠的写法不对；不用转义就换成单引号",
    "Illegal character": "引号没有关上，或者有看不见的控制字符",
    "Found invalid character '\\n'": "引号没有关上",
    "Found invalid character": "有看不见的控制字符",
    "Unterminated string": "引号没有关上",
    "Expected newline": "后面多出了内容：一行只写一个键，日期和数字要写对，文字用引号括起来",
    "Expected '='": "键后面少了等号",
    "Expected ']": "方括号没有关上",
    "Expected": "引号没有关上",
    "Unclosed": _END,
    "Cannot": "同一个键或表写了两次",
    "Duplicate": "同一个键写了两次",
}


def not_json(error: Exception) -> Bilingual:
    """What is wrong with a line of JSON, from what ``json`` raised: a column where it has one."""
    if isinstance(error, json.JSONDecodeError):
        zh, en = (
            f"第 {error.colno} 列：{_begun(error.msg, _JSON)}",
            f"{error.msg}, column {error.colno}",
        )
    elif isinstance(error, RecursionError):
        zh, en = "括号套得太深", "nested too deeply"
    else:  # NaN, and numbers too long
        zh, en = "有不能用的数", "a number that cannot be used"
    return Bilingual(f"不是合格的 JSON：{zh}", f"not valid JSON: {en}")


def not_toml(problem: str) -> Bilingual:
    """What is wrong with TOML, from the words of ``tomllib``."""
    return Bilingual(f"TOML 写错了：{_begun(problem, _TOML)}", f"malformed TOML: {problem}")


def _begun(problem: str, known: Mapping[str, str]) -> str:
    told = (words for start, words in known.items() if problem.startswith(start))
    return next(told, f"写法不对（{problem}）")
