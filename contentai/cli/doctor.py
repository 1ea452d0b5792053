"""``contentai doctor``: whether all is well here, and the way out where it is not."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from contentai.cli.colours import wants_colour
from contentai.cli.doctor_checks import findings
from contentai.cli.doctor_settings import Finding
from contentai.cli.usual import config_option, format_option
from contentai.language import Bilingual
from contentai.report.visible import visible

_MARKS = {
    "ok": ("✓", Bilingual("好", "ok"), "green"),
    "warn": ("!", Bilingual("注意", "warn"), "yellow"),
    "fail": ("✗", Bilingual("不行", "fail"), "red"),
}


@click.command(
    "doctor",
    help=str(
        Bilingual(
            "看安装、模型、规则、资料库、配置、钩子、终端是否正常；有不行的以 2 退出。",
            "Look whether installation, models, rules, library, configuration, hooks and "
            "terminal are well; exit 2 when one fails.",
        )
    ),
)
@format_option()
@config_option
def command(format_: str, config: Path | None) -> None:
    """One line a matter."""
    found = []
    for finding in findings(config):
        found.append(finding)
        if format_ == "text":
            _tell(finding)
    failed = any(finding.level == "fail" for finding in found)
    if format_ == "json":
        worst = next((n for n in ("fail", "warn") if any(f.level == n for f in found)), "ok")
        checks = [
            {
                "name": finding.name.en,
                "level": finding.level,
                "message": str(finding.words),
                "way_out": str(finding.way_out) if finding.way_out else None,
            }
            for finding in found
        ]
        whole = {"version": 1, "status": worst, "checks": checks}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    sys.exit(2 if failed else 0)


def _tell(finding: Finding) -> None:
    mark, level, colour = _MARKS[finding.level]
    head = f"{mark} {level}"
    if wants_colour(sys.stdout):
        head = click.style(head, fg=colour)
    click.echo(
        f"{head}  {finding.name}{Bilingual('：', ': ')}{visible(str(finding.words))}", color=True
    )
    if finding.way_out:
        click.echo(f"      → {visible(str(finding.way_out))}")
