"""``contentai model card``: how far the scores can be trusted, on half a page or in full."""

from __future__ import annotations

import json
from pathlib import Path

import click

from contentai import resources
from contentai.cli.failure import Failure
from contentai.cli.library import say
from contentai.language import Bilingual, reading_reason
from contentai.report.model_card import half_page
from contentai.report.visible import visible
from contentai.workspace import Workspace


@click.command(
    "card",
    help=str(
        Bilingual(
            "显示模型卡：分数有多准、在哪里会错。只显示半页要紧的，--full 是整张（英文）。",
            "Show the model card. Half a page of what matters; --full is all of it.",
        )
    ),
)
@click.option("--full", is_flag=True, help=str(Bilingual("整张卡（英文）", "the whole card")))
def command(full: bool) -> None:
    """Print the card of the configured models, else of those that ship."""
    shipped = resources.model_dir()
    folder = Workspace.open().config.models or shipped
    if folder != shipped:
        if (folder / "card.md").is_file() or (folder / "card.json").is_file():
            say(str(Bilingual(f"模型卡：{folder}", f"model card: {folder}")))
        else:
            words = Bilingual(
                f"配置里的模型 {folder} 没有自己的卡；下面是自带模型的卡，微调过的分数和它不全一样",
                f"the configured models {folder} have no card of their own; below is that of "
                "those that ship, from which fine-tuned scores differ",
            )
            say(str(words))
            folder = shipped
    figures = folder / "card.json"
    if full or not figures.is_file():
        click.echo(_read(folder / "card.md"))
        return
    for line in _half_page(figures):
        click.echo(visible(line))
    words = Bilingual(
        "每个来源、行业、渠道的数在整张卡里（英文）：contentai model card --full",
        "every source, trade and channel is in the whole card: contentai model card --full",
    )
    click.echo(f"\n{words}")


def _half_page(file: Path) -> list[str]:
    text = _read(file)
    try:
        return half_page(json.loads(text))
    except (KeyError, TypeError, AttributeError, ValueError):
        words = Bilingual(
            f"{file} 不是 model train 写的模型卡；整张卡用 contentai model card --full 看",
            f"{file} is no card that model train wrote; see contentai model card --full",
        )
        raise Failure(str(words)) from None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = reading_reason(error)
        words = Bilingual(
            f"读不了模型卡 {file}：{reason.zh}；重装，或者重新训练",
            f"cannot read the card {file}: {reason.en}; reinstall, or train anew",
        )
        raise Failure(str(words)) from None
