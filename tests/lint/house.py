"""A pack of fruit, under the whole program: 苹果 TRY-001, 香蕉 TRY-002, 蓝莓 OTH-001.

And 葡萄 WEB-001, which looks at Weibo alone; 草莓 FIX-001 and 樱桃 FIX-002 have a safe and an
unsafe fix.
"""

from __future__ import annotations

from pathlib import Path

from contentai.workspace import Workspace

_RULE = """\
id: {id}
name: {{zh: 试用, en: trial}}
severity: {severity}
channels: {channels}
check: {{kind: terms, terms: [{term}], boundary: none}}
message: {{zh: '找到“{{found}}”', en: 'found {{found}}'}}
advice: {{zh: 换一个, en: another}}
sources: [{{law: 某法, clause: 第一条}}]
examples:
  bad: [{{text: {term}}}]
  good: [{{text: 无}}]
"""
_FIX = "fix: {{applicability: {level}, title: {{zh: 改, en: mend}}, replace: {{{term}: {new}}}}}\n"
_RULES = (
    ("TRY-001", "error", "[]", "苹果"),
    ("TRY-002", "warning", "[]", "香蕉"),
    ("OTH-001", "info", "[]", "蓝莓"),
    ("WEB-001", "info", "[weibo]", "葡萄"),
    ("FIX-001", "warning", "[]", "草莓"),
    ("FIX-002", "warning", "[]", "樱桃"),
)
_FIXES = {"FIX-001": ("safe", "莓果"), "FIX-002": ("unsafe", "小𠮷果")}


def furnish(folder: Path, *more: str) -> Path:
    """Put the pack and a ``contentai.yaml`` that selects it (and ``more``) into ``folder``."""
    pack = folder / "pack"
    pack.mkdir(parents=True)
    for id, severity, channels, term in _RULES:
        rule = _RULE.format(id=id, severity=severity, channels=channels, term=term)
        if id in _FIXES:
            level, new = _FIXES[id]
            rule += _FIX.format(level=level, term=term, new=new)
        (pack / f"{id}.yaml").write_text(rule, "utf-8")
    lines = ["rules: [pack]", "select: [TRY, OTH, WEB, FIX]", *more, ""]
    (folder / "contentai.yaml").write_text("\n".join(lines), "utf-8")
    return folder


def open_house(folder: Path, *more: str) -> Workspace:
    """A workspace furnished so."""
    return Workspace.open(furnish(folder, *more))
