"""From YAML to a ``Layer``: every key known, every value of the right shape."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from contentai.config.globs import read_globs
from contentai.config.settings import (
    MIX,
    THEMES,
    TOPIC_WEIGHTS,
    Embedding,
    Layer,
    Looks,
    Override,
    Pack,
    Place,
)
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.lint.outcome import FAIL_ON
from contentai.lint.suppress import Policy
from contentai.located import Word
from contentai.rulebook.facts import read_account
from contentai.rulenames import apart
from contentai.text.channel import read_channel
from contentai.text.names import STAGES
from contentai.text.tokenize import ENGINES
from contentai.yamlvalue import Value

_CHOICES: Final = ("select", "ignore", "enable", "severity")
# What an override may say too.
DRAFT_KEYS: Final = (
    *("channel", "stage", "segment"),
    *_CHOICES,
    *("fail_on", "text_column", "account", "suppressions"),
)
KEYS: Final = (
    *DRAFT_KEYS,
    "tokenizer",
    "models",
    "embedding",
    "library",
    "topics",
    "mix",
    "rules",
    "snippets",
    "extends",
    "keys",
    "editor",
    "overrides",
)


def read_layer(root: Value, folder: Path) -> tuple[Layer, tuple[Word, ...]]:
    """What a file in ``folder`` says, and the files it extends. Raises ``DataError``."""
    table = root.table(*KEYS)
    rules = table.get("rules")
    if rules is not None and rules.is_mapping:
        inside = rules.table("packs", *_CHOICES)
        for key in inside:
            if key in table:
                raise inside[key].error(
                    f"“{key}”在外面和 rules 里各写了一次，请留一处",
                    f"{key!r} is given both inside and outside of rules; keep one",
                )
        table |= {key: value for key, value in inside.items() if key != "packs"}
    layer = _draft_layer(table)
    _read_editor(table, layer)
    if "tokenizer" in table:
        engine = table["tokenizer"].one_of(ENGINES, Bilingual("分词器", "tokenizer"))
        layer["tokenizer"] = next(known for known in ENGINES if known == engine)
    if "models" in table:
        named = table["models"].text()
        if not named.strip():
            raise table["models"].error(
                "这里应当是模型目录；用自带的就删掉这一行",
                "expected a folder of models; to use those that ship, delete this line",
            )
        layer["models"] = folder / named
    if "embedding" in table:
        model = table["embedding"].table("model", required=("model",))["model"]
        layer["embedding"] = Embedding(str(model.text()), folder)
    if "library" in table:
        layer["library"] = folder / Path(table["library"].text()).expanduser()
    if "topics" in table:
        layer["topics"] = _weights(table["topics"])
    if "mix" in table:
        layer["mix"] = _mix(table["mix"])
    if rules is not None:
        layer["packs"] = _packs(rules, folder)
    if "overrides" in table:
        layer["overrides"] = tuple(_override(o, folder) for o in table["overrides"].items())
    return layer, table["extends"].words() if "extends" in table else ()


def _rule_names(value: Value) -> tuple[Word, ...]:
    """The names in a list; one of its strings may hold several, which have its place."""
    words = value.words()
    return tuple(Word(n, word.file, word.line, word.column) for word in words for n in apart(word))


def _draft_layer(table: dict[str, Value]) -> Layer:
    layer: Layer = {"places": _places(table)}
    if "channel" in table:
        layer["channel"] = read_channel(table["channel"])
    if "stage" in table:
        layer["stage"] = table["stage"].one_of(STAGES, Bilingual("阶段", "stage"))
    if "segment" in table:
        layer["segments"] = table["segment"].texts()
    if "select" in table:
        layer["select"] = _rule_names(table["select"])
    if "ignore" in table:
        layer["ignore"] = _rule_names(table["ignore"])
    if "enable" in table:
        layer["enable"] = _rule_names(table["enable"])
    if "severity" in table:
        levels = [severity.value for severity in Severity]
        layer["severities"] = {
            rule: Severity(level.one_of(levels, Bilingual("级别", "severity")))
            for rule, level in table["severity"].table().items()
        }
    if "fail_on" in table:
        layer["fail_on"] = table["fail_on"].one_of(FAIL_ON, Bilingual("失败级别", "failure level"))
    if "text_column" in table:
        layer["text_column"] = str(table["text_column"].text())
    if "account" in table:
        layer["account"] = read_account(table["account"])
    if "suppressions" in table:
        layer["suppressions"] = _policy(table["suppressions"])
    return layer


def _read_editor(table: dict[str, Value], layer: Layer) -> None:
    """What is about the editor alone."""
    if "keys" in table:
        layer["keys"] = {id: ",".join(value.texts()) for id, value in table["keys"].table().items()}
    if "editor" in table:
        theme = table["editor"].table("theme", required=("theme",))["theme"]
        layer["editor"] = Looks(theme.one_of(THEMES, Bilingual("主题", "theme")))
    if "snippets" in table:
        layer["snippets"] = _snippets(table["snippets"])


def _policy(value: Value) -> Policy:
    """``{reason: required | optional, unused: error | warning | info | never}``."""
    table, usual = value.table("reason", "unused"), Policy()
    required, unused = usual.reason_required, usual.unused
    if "reason" in table:
        what = Bilingual("写法", "word")
        required = table["reason"].one_of(("required", "optional"), what) == "required"
    if "unused" in table:
        level = table["unused"].one_of(FAIL_ON, Bilingual("级别", "severity"))
        unused = None if level == "never" else Severity(level)
    return Policy(required, unused)


def _snippets(value: Value) -> dict[str, str]:
    """``{name: text}``, both filled."""
    found = {name: text.text() for name, text in value.table().items()}
    for name, text in found.items():
        if not name.strip() or not text.strip():
            raise value.error("片段要有名字，也要有文字", "a snippet needs a name and a text")
    return found


def _weights(topics: Value) -> dict[str, float]:
    """``{weights: {part: number}}``; parts that are not named keep their weights."""
    given = topics.table("weights", required=("weights",))["weights"]
    weights = {name: value.number(0, 100) for name, value in given.table(*TOPIC_WEIGHTS).items()}
    if not any({**TOPIC_WEIGHTS, **weights}.values()):
        raise given.error("权重不能全是 0", "not all weights can be 0")
    return weights


def _mix(value: Value) -> dict[str, float]:
    """Shares by kind of post, in per cent; kinds that are not named share the rest."""
    mix = {name: share.number(0, 100) for name, share in value.table(*MIX).items()}
    total = sum(mix.values())
    if total > 100 + 1e-9 or (len(mix) == len(MIX) and total < 100 - 1e-9):
        raise value.error(
            f"各类的份额加起来是 {total:g}，不是 100", f"the shares sum to {total:g}, not to 100"
        )
    return mix


def _places(table: dict[str, Value]) -> dict[str, Place]:
    """Where each setting is written."""
    found: dict[str, Place] = {}
    for key, value in table.items():
        found[key] = Place(value.file, value.line)
        if value.is_mapping and key != "rules":
            inside = _places(value.table())
            found |= {f"{key}.{name}": place for name, place in inside.items()}
    return found


def _packs(rules: Value, folder: Path) -> tuple[Pack, ...]:
    """A list of folders, or ``packs`` of folders and of names that packages have given."""
    if not rules.is_mapping:
        return tuple(Pack(name, folder) for name in rules.words())
    table = rules.table()
    names = table["packs"].words() if "packs" in table else ()
    return tuple(Pack(name, folder, not _is_path(name, folder)) for name in names)


def _is_path(name: str, folder: Path) -> bool:
    if "/" in name or "\\" in name or name.startswith("."):
        return True
    try:
        return (folder / name).is_dir()
    except (OSError, ValueError):  # a name too long for a path, or with a NUL in it
        return False


def _override(value: Value, folder: Path) -> Override:
    table = value.table("files", *DRAFT_KEYS, required=("files",))
    files, globs = read_globs(table["files"])
    if len(table) == 1:
        raise value.error("这一条什么都没有改", "this override changes nothing")
    return Override(files, folder, _draft_layer(table), globs)
