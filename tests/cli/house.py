"""A house pack of three rules, so that what is found does not hang on the shipped rules."""

from __future__ import annotations

from pathlib import Path

_RULE = """\
id: {id}
name: {{zh: 试用规则, en: trial rule}}
severity: {severity}
check: {{kind: terms, terms: [{term}], boundary: none}}
message: {{zh: '找到“{{found}}”', en: 'found {{found}}'}}
advice: {{zh: 换一个说法, en: say it another way}}
sources: [{{article: A0, claim: A0-01}}]
examples:
  bad: [{{text: 这里写着{term}。}}]
  good: [{{text: 这里什么也没有。}}]
"""


def furnish(folder: Path, *more: str) -> Path:
    """Put the pack and a ``contentai.yaml`` (with ``more`` lines) into ``folder``.

    绿苹果 is an error (TRY-001), 黄香蕉 a warning (TRY-002), 蓝莓 an info (TRY-003).
    """
    pack = folder / "house"
    pack.mkdir(parents=True)
    for id, severity, term in (
        ("TRY-001", "error", "绿苹果"),
        ("TRY-002", "warning", "黄香蕉"),
        ("TRY-003", "info", "蓝莓"),
    ):
        rule = _RULE.format(id=id, severity=severity, term=term)
        (pack / f"{id}.yaml").write_text(rule, "utf-8")
    (folder / "contentai.yaml").write_text("\n".join(["rules: [house]", *more, ""]), "utf-8")
    return folder
