"""``contentai model``: train the classifiers, read their card."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from contentai import resources
from contentai.cli import model_card, model_evaluate, model_explain
from contentai.cli.failure import Failure, missing_package, unreadable
from contentai.cli.library import say
from contentai.cli.model_own import fine_tune
from contentai.language import Bilingual
from contentai.workspace import Workspace


@click.group(
    "model",
    help=str(Bilingual("训练分类器、查看模型卡。", "Train the classifiers, read the card.")),
)
def command() -> None:
    """The group of model commands."""


command.add_command(model_card.command)
command.add_command(model_explain.command)
command.add_command(model_evaluate.command)


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
@click.option(
    "--add",
    "added",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=str(
        Bilingual(
            "用自己标的帖子（JSONL）微调自带的模型，要配 --output；先看变了什么，再决定用不用",
            "fine-tune the shipped models on your own labelled posts (JSONL) into --output",
        )
    ),
)
def train(data: Path | None, corpora: Path | None, output: Path | None, added: Path | None) -> None:
    """Train, evaluate and freeze; or fine-tune."""
    try:
        import sklearn  # noqa: F401 - the training imports it later, file by file

        from contentai.classify.training.train import train as run
    except ImportError as error:
        raise missing_package(error, "train") from None
    if added is not None and (output is None or data is not None or corpora is not None):
        words = Bilingual("--add 只配 --output 用", "--add goes with --output and nothing else")
        raise click.UsageError(str(words))
    folder = output or resources.model_dir()
    try:
        if added is not None:
            fine_tune(Workspace.open(), added, folder, say)
            return
        run(corpora or resources.corpora_dir(), data, folder, progress=say)
    except OSError as error:
        raise unreadable(error) from None
    click.echo(str(folder / "card.md"))


@command.command(
    "corpus",
    help=str(
        Bilingual(
            "检查标注语料：有没有近似重复的文本，两遍标注的一致性；有重复以 1 结束。",
            "Check the labelled corpora: near-duplicates (exit 1) and the labellers' agreement.",
        )
    ),
)
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def corpus(folder: Path | None) -> None:
    """Print one line a corpus, and every pair of texts that are nearly the same."""
    from contentai.classify.training.corpus import agreement, near_duplicates, read_labels
    from contentai.classify.training.datasets import load_corpus, load_titles

    root = folder or resources.corpora_dir()
    alike = False
    read = (("posts", load_corpus(root)), ("titles", load_titles(root)))
    if not any(samples for _, samples in read):
        words = Bilingual(
            f"{root} 里没有语料：要有 posts/*.jsonl 或 titles/*.jsonl，一行一条",
            f"no corpora in {root}: posts/*.jsonl or titles/*.jsonl are needed, a text a line",
        )
        raise Failure(str(words))
    for name, samples in read:
        line = Bilingual(f"{name}：{len(samples)} 条", f"{name}: {len(samples)} texts")
        click.echo(str(line), nl=False)
        file = root / "labels" / f"{name}.jsonl"
        if file.exists() and (labels := read_labels(file)):
            found = agreement(list(labels.values()))
            words = Bilingual(
                f"；标了两遍 {found.items} 条，一致 {found.same} 条，κ {found.kappa:.4f}",
                f"; labelled twice {found.items}, alike {found.same}, kappa {found.kappa:.4f}",
            )
            click.echo(str(words), nl=False)
        click.echo()
        for pair in near_duplicates({sample.id: sample.text for sample in samples}):
            alike = True
            words = Bilingual("近似重复", "nearly the same")
            click.echo(f"  {words}: {pair.first} {pair.second} {pair.likeness:.2f}")
    sys.exit(1 if alike else 0)
