"""``contentai.yaml``: what a team has decided about its drafts.

channel: wechat            # for drafts that do not say
stage: engage
segment: [new-parents]
select: [LAW, PLAT-001]    # only these rules; a prefix stands for its pack
ignore: [MOB]
severity: {LAW-001: warning}
fail_on: error             # error | warning | info | never
tokenizer: rjieba          # rjieba | jieba
rules: [house-rules]       # more rule packs, relative to this file
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.located import DataError, Value, read_yaml
from contentai.text.frontmatter import CHANNELS, STAGES
from contentai.text.tokenize import ENGINES, Engine

FILE_NAME = "contentai.yaml"
FAIL_ON = ("error", "warning", "info", "never")
_KEYS = (
    "channel",
    "stage",
    "segment",
    "select",
    "ignore",
    "severity",
    "fail_on",
    "tokenizer",
    "rules",
)


@dataclass(frozen=True, slots=True)
class Config:
    """The effective settings. ``file`` is None when nothing was configured."""

    file: Path | None = None
    channel: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str = "error"
    tokenizer: Engine = "rjieba"
    rules: tuple[Path, ...] = ()


def find_config(start: Path) -> Path | None:
    """The nearest ``contentai.yaml`` in ``start`` or a folder above it."""
    try:
        folder = start.resolve()
    except (OSError, RuntimeError):  # a folder that links to itself
        return None
    for place in (folder, *folder.parents):
        with suppress(OSError):  # a folder above that may not be searched holds none for us
            if (place / FILE_NAME).is_file():
                return place / FILE_NAME
    return None


def load_config(file: Path | None) -> Config:
    """The settings in ``file``; the defaults for None or an empty file. Raises ``DataError``."""
    if file is None:
        return Config()
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            str(file), 0, 0, Bilingual(f"读不了配置：{error}", f"cannot read the config: {error}")
        ) from None
    root = read_yaml(text, str(file))
    return _config(root, file) if root is not None else Config(file=file)


def _config(root: Value, file: Path) -> Config:
    table = root.table(*_KEYS)

    def one(name: str, known: tuple[str, ...], what: Bilingual) -> str | None:
        return table[name].one_of(known, what) if name in table else None

    def texts(name: str) -> tuple[str, ...]:
        return table[name].texts() if name in table else ()

    engine = one("tokenizer", ENGINES, Bilingual("分词器", "tokenizer"))
    levels = [severity.value for severity in Severity]
    severities = table["severity"].table() if "severity" in table else {}
    return Config(
        file=file,
        channel=one("channel", CHANNELS, Bilingual("渠道", "channel")),
        stage=one("stage", STAGES, Bilingual("阶段", "stage")),
        segments=texts("segment"),
        select=texts("select"),
        ignore=texts("ignore"),
        severities={
            rule: Severity(level.one_of(levels, Bilingual("级别", "severity")))
            for rule, level in severities.items()
        },
        fail_on=one("fail_on", FAIL_ON, Bilingual("失败级别", "failure level")) or "error",
        tokenizer=next((e for e in ENGINES if e == engine), "rjieba"),
        rules=tuple(file.parent / folder for folder in texts("rules")),
    )
