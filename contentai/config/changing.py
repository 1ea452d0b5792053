"""Changes that the program makes to ``contentai.yaml`` for a person."""

from __future__ import annotations

import codecs
from pathlib import Path

from contentai.config.files import config_of
from contentai.config.settings import covered
from contentai.language import Bilingual
from contentai.lint.writing import replace_file
from contentai.located import DataError, error_at, read_yaml
from contentai.rewriting import add


def ignore_rule(file: Path, rule: str) -> None:
    """Put ``rule`` into the list ``ignore`` of ``file``; every other character stays.

    A file that does not exist is made. Nothing is written unless the result is a usable
    configuration that ignores the rule. Raises ``DataError`` (also where the file names the
    rule elsewhere, in ``select`` or ``severity``), ``Unwritable`` and ``OSError``.
    """
    before = file.read_bytes() if file.exists() else b""
    try:
        text = before.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = Bilingual(f"读不了配置：{error}", f"cannot read the config: {error}")
        raise DataError(str(file), 0, 0, words) from None
    root = read_yaml(text, str(file))
    inside = root.table().get("rules") if root is not None and not root.is_empty else None
    nested = inside is not None and inside.is_mapping and "ignore" in inside.table()
    after = add(text, ("rules", "ignore") if nested else ("ignore",), rule, str(file))
    if not covered(rule, config_of(after, file).ignore):
        words = Bilingual(f"停用 {rule} 没有起作用", f"{rule} could not be turned off")
        raise error_at(rule, words)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    replace_file(file, mark + after.encode(), before if before else None)
