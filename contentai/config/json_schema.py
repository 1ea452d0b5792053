"""The JSON Schema of a configuration, for editors; made from the words that the loader knows.

It tells shapes and words. What only makes sense together (see ``contradictions``), and the
names of rules and packs, the loader alone judges.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contentai.config.read import DRAFT_KEYS, KEYS
from contentai.config.settings import MIX, THEMES, TOPIC_WEIGHTS
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.lint.outcome import FAIL_ON
from contentai.rulebook.facts import FACTS, SINGLE
from contentai.text.names import CHANNEL_NAMES, CHANNELS, STAGES
from contentai.text.tokenize import ENGINES

Schema = dict[str, Any]

_WORD: Schema = {"type": ["string", "number", "boolean"]}
_WORDS: Schema = {
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array", "items": _WORD},
    ]
}
_FILLED: Schema = {**_WORD, "pattern": r"\S"}
# A path that leads from elsewhere than this file can never match.
_GLOB: Schema = {
    **_FILLED,
    "not": {"type": "string", "pattern": r"^!?(/|~|[A-Za-z]:[\\/]|\\\\)"},
}
# Quoted, or with an exponent that YAML takes for no number: 0 to 100.
_PER_CENT = (
    r"^\s*\+?(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+"
    r"|1(\.0*)?[eE]\+?0*2|[0-9](\.[0-9]*)?[eE](\+?0*[01]|-[0-9]+))\s*$"
)
_SEVERITIES = [severity.value for severity in Severity]


def schema() -> Schema:
    """JSON Schema 2020-12 of ``contentai.yaml`` and of ``[tool.contentai]``."""
    draft = {key: _DRAFT[key] for key in DRAFT_KEYS}
    override = _table({**draft, "files": _globs()}, required=["files"])
    override["minProperties"] = 2
    words = _WORDS_OF["override"]
    override["description"] = f"{words.zh}\n{words.en}"
    whole = {**draft, **_REST, "overrides": {"anyOf": [{"type": "array", "items": override}]}}
    whole["overrides"]["anyOf"] += [override, {"type": "null"}]
    assert set(whole) == set(KEYS)
    for key, value in whole.items():
        words = _WORDS_OF[key]
        whole[key] = {"description": f"{words.zh}\n{words.en}", **value}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "contentai.yaml",
        "description": "contentai.yaml · [tool.contentai]",
        **_table(whole),
        "type": ["object", "null"],
    }


def rendered() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _table(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    found: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    return {**found, "required": list(required)} if required else found


def _one_of(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}


def _several(words: Iterable[str]) -> Schema:
    one = _one_of(words)
    return {"anyOf": [one, {"type": "null"}, {"type": "array", "items": one}]}


def _shares(names: Iterable[str]) -> Schema:
    number = {"type": "number", "minimum": 0, "maximum": 100}
    share = {"anyOf": [number, {"type": "string", "pattern": _PER_CENT}]}
    return _table(dict.fromkeys(names, share))


def _in_any_case(names: Iterable[str]) -> Schema:
    """The names, which an editor offers, and the same with blanks around or in other cases."""
    names = list(names)
    cases = ("".join(f"[{c}{c.upper()}]" if c != c.upper() else c for c in name) for name in names)
    pattern = rf"^\s*({'|'.join(cases)})\s*$"
    return {"anyOf": [_one_of(names), {"type": "string", "pattern": pattern}]}


def _globs() -> Schema:
    taken: Schema = {"not": {"type": "string", "pattern": "^!"}}
    one = {"allOf": [_GLOB, taken]}
    return {"anyOf": [one, {"type": "array", "items": _GLOB, "contains": taken}]}


def _rules() -> Schema:
    choices = {key: _DRAFT[key] for key in ("select", "ignore", "enable", "severity")}
    return {"anyOf": [*_WORDS["anyOf"], _table({"packs": _WORDS, **choices})]}


_DRAFT: Mapping[str, Schema] = {
    "channel": _in_any_case((*CHANNELS, *CHANNEL_NAMES)),
    "stage": _one_of(STAGES),
    "segment": _WORDS,
    "select": _WORDS,
    "ignore": _WORDS,
    "enable": _WORDS,
    "severity": {"type": "object", "additionalProperties": _one_of(_SEVERITIES)},
    "fail_on": _one_of(FAIL_ON),
    "text_column": _WORD,
    "account": _table(
        {
            name: _one_of(words) if name in SINGLE else _several(words)
            for name, words in FACTS.items()
        }
    ),
    "suppressions": _table(
        {"reason": _one_of(("required", "optional")), "unused": _one_of(FAIL_ON)}
    ),
}
_REST: Mapping[str, Schema] = {
    "tokenizer": _one_of(ENGINES),
    "models": _FILLED,
    "embedding": _table({"model": _WORD}, required=["model"]),
    "library": _WORD,
    "topics": _table({"weights": _shares(TOPIC_WEIGHTS)}, required=["weights"]),
    "mix": _shares(MIX),
    "rules": _rules(),
    "snippets": {
        "type": "object",
        "propertyNames": {"pattern": r"\S"},
        "additionalProperties": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
    },
    "extends": {"anyOf": [_FILLED, {"type": "null"}, {"type": "array", "items": _FILLED}]},
    "keys": {"type": "object", "additionalProperties": _WORDS},
    "editor": _table({"theme": _one_of(THEMES)}, required=["theme"]),
}
_WORDS_OF: Mapping[str, Bilingual] = {
    "channel": Bilingual("稿件没写渠道时用的", "channel of drafts that do not say"),
    "stage": Bilingual("稿件没写阶段时用的", "stage of drafts that do not say"),
    "segment": Bilingual("稿件没写分群时用的", "segments of drafts that do not say"),
    "select": Bilingual("只用这些规则；前缀代表整个规则包", "only these rules; a prefix is a pack"),
    "ignore": Bilingual("不用这些规则", "not these rules"),
    "enable": Bilingual("默认不开的规则，点名加上", "rules that are off until they are named"),
    "severity": Bilingual("规则的级别", "severities of rules"),
    "fail_on": Bilingual("达到这个级别就算不通过", "the severity to fail from"),
    "text_column": Bilingual(
        "表格里哪一列是文案；写了，目录里的 csv、tsv、jsonl 也查",
        "the column of tables that holds the text; tables in folders are checked then",
    ),
    "account": Bilingual("账号情况", "what is known of the account"),
    "suppressions": Bilingual("对稿件里的忽略有什么要求", "what is asked of suppressions"),
    "tokenizer": Bilingual("分词器", "the tokenizer"),
    "models": Bilingual("自己的模型目录，相对本文件", "folder of own models, from this file"),
    "embedding": Bilingual("向量模型", "the embedder"),
    "library": Bilingual("资料库文件，相对本文件", "the library's file, from this file"),
    "topics": Bilingual("选题各项的权重", "what the parts of a topic's score weigh"),
    "mix": Bilingual(
        "各类帖子想要的份额（%），没写的分其余",
        "shares of the kinds of posts (%); others share the rest",
    ),
    "rules": Bilingual("更多规则包", "more rule packs"),
    "snippets": Bilingual("编辑器里的片段，按名字", "snippets of the editor by name"),
    "extends": Bilingual("接着哪些配置写", "configurations to build on"),
    "keys": Bilingual("编辑器的按键，按动作名", "keys of the editor by the id of what they do"),
    "editor": Bilingual("编辑器的样子", "how the editor looks"),
    "overrides": Bilingual("某些稿件另作规定，后面的优先", "for some drafts; later ones win"),
    "override": Bilingual("匹配 files 的稿件的规定", "settings of the drafts that files match"),
}
