"""``contentai model``: train the classifiers, read their card."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from contentai import resources
from contentai.cli.failure import Failure
from contentai.language import Bilingual


@click.group(
    "model",
    help=str(Bilingual("训练分类器、查看模型卡。", "Train the classifiers, read the card.")),
)
def command() -> None:
    """The group of model commands."""


@command.command(
    "train",
    help=str(
        Bilingual(
            "从 corpora/ 和 --data 里的数据集训练，写出冻结的模型和模型卡。",
            "Train on corpora/ and the data sets in --data; write frozen models and their card.",
        )
    ),
)
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=str(Bilingual("外部数据集目录", "folder of outside data sets")),
)
@click.option(
    "--corpora",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=str(Bilingual("语料目录（默认用自带的）", "folder of the corpora")),
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=str(Bilingual("模型写到哪里（默认替换自带的）", "where the models go")),
)
def train(data: Path | None, corpora: Path | None, output: Path | None) -> None:
    """Train, evaluate and freeze."""
    try:
        import sklearn  # noqa: F401 - the training imports it later, file by file

        from contentai.classify.training.train import train as run
    except ImportError as error:
        raise Failure(
            str(
                Bilingual(
                    f"训练要用 scikit-learn（缺 {error.name}）：pip install 'contentai[train]'",
                    f"training needs scikit-learn ({error.name}): pip install 'contentai[train]'",
                )
            )
        ) from None
    folder = output or resources.model_dir()
    try:
        run(
            corpora or resources.corpora_dir(),
            data,
            folder,
            progress=lambda step: click.echo(step, err=True),
        )
    except OSError as error:
        raise Failure(
            str(
                Bilingual(
                    f"读写出错：{error.filename}：{error.strerror}",
                    f"cannot read or write {error.filename}: {error.strerror}",
                )
            )
        ) from None
    click.echo(str(folder / "card.md"))


@command.command("card", help=str(Bilingual("显示模型卡。", "Show the model card.")))
def card() -> None:
    """Print the card of the shipped models."""
    file = resources.model_dir() / "card.md"
    try:
        click.echo(file.read_text("utf-8"))
    except OSError:
        click.echo(
            str(Bilingual(f"没有模型卡 {file}；请重装", f"no card {file}; reinstall")), err=True
        )
        sys.exit(2)
