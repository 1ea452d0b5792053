"""Changes that the program makes to ``contentai.yaml`` for a person."""

from __future__ import annotations

import codecs
from pathlib import Path

from contentai.config.files import config_of
from contentai.config.settings import covered
from contentai.language import Bilingual
from contentai.lint.writing import replace_file
from contentai.located import DataError, error_at
from contentai.rewriting import add, put
from contentai.rulenames import apart
from contentai.yamlread import read_yaml


def set_channel(file: Path, channel: str | None) -> None:
    """Write the channel of drafts that do not name one; None takes it out.

    As ``ignore_rule``: every other character stays, and only a usable result is written.
    """
    before, text = _read(file)
    after = put(text, ("channel",), channel, str(file))
    config_of(after, file)
    _write(file, before, after)


def heed_rule(file: Path, rule: str) -> None:
    """Take ``rule``, as it is written there, out of the list ``ignore`` of ``file``.

    Raises as ``ignore_rule`` does, also where the file does not name the rule.
    """
    before, text = _read(file)
    keys = _ignoring(text, file)
    ignored = [str(word) for word in config_of(text, file).ignore]
    listed = _listed(text, keys, file)
    if rule not in listed:
        words = Bilingual(
            f"{file.name} 里没有停用 {rule}（{'、'.join(ignored) or '没有停用的'}）",
            f"{file.name} does not turn {rule} off ({', '.join(ignored) or 'nothing is off'})",
        )
        raise error_at(rule, words)
    rest = [word for word in listed if word != rule]
    after = put(text, keys, rest or None, str(file))
    config_of(after, file)
    _write(file, before, after)


def ignore_rule(file: Path, rule: str) -> None:
    """Put ``rule`` into the list ``ignore`` of ``file``; every other character stays.

    A file that does not exist is made. Nothing is written unless the result is a usable
    configuration that ignores the rule. Raises ``DataError`` (also where the file names the
    rule elsewhere, in ``select`` or ``severity``), ``Unwritable`` and ``OSError``.
    """
    before, text = _read(file)
    after = add(text, _ignoring(text, file), rule, str(file))
    if not covered(rule, config_of(after, file).ignore):
        words = Bilingual(f"停用 {rule} 没有起作用", f"{rule} could not be turned off")
        raise error_at(rule, words)
    _write(file, before, after)


def _read(file: Path) -> tuple[bytes, str]:
    if file.suffix == ".toml":
        words = Bilingual(
            f"配置写在 {file.name} 的 [tool.contentai] 里，这里不改它，请自己在那里改",
            f"the settings are in [tool.contentai] of {file.name}, which is not changed from "
            "here; edit it there",
        )
        raise DataError(str(file), 0, 0, words)
    before = file.read_bytes() if file.exists() else b""
    try:
        return before, before.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = Bilingual(f"读不了配置：{error}", f"cannot read the config: {error}")
        raise DataError(str(file), 0, 0, words) from None


def _write(file: Path, before: bytes, after: str) -> None:
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    replace_file(file, mark + after.encode(), before if before else None)


def _ignoring(text: str, file: Path) -> tuple[str, ...]:
    """Where the file lists what is ignored."""
    root = read_yaml(text, str(file))
    inside = root.table().get("rules") if root is not None and not root.is_empty else None
    nested = inside is not None and inside.is_mapping and "ignore" in inside.table()
    return ("rules", "ignore") if nested else ("ignore",)


def _listed(text: str, keys: tuple[str, ...], file: Path) -> list[str]:
    root = read_yaml(text, str(file))
    for key in keys:
        root = root.table().get(key) if root is not None and not root.is_empty else None
    return [] if root is None else [name for word in root.words() for name in apart(word)]
