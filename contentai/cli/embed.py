"""``contentai embed``: one text a line in, one vector a row out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.failure import Failure
from contentai.cli.output import CANNOT_WRITE, check_spares, file_or_standard, write_output
from contentai.cli.standard import read_lines
from contentai.cli.usual import config_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.embedding.static_model import Floats


@click.command(
    "embed",
    help=str(
        Bilingual(
            "把每行文本变成一个长度为 1 的向量，写成 .npy（float32，行数 × 维数）。"
            "空行和一个认识的字都没有的行是零向量。",
            "Turn each line into a vector of length 1; write .npy (float32, lines × dim). "
            "An empty line, or one without a known character, gives zeros.",
        )
    ),
)
@click.argument("file", metavar="[FILE.txt | -]")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False),
    callback=file_or_standard,
    help=str(
        Bilingual(
            "写到哪个 .npy 文件（- 是标准输出）", "the .npy file to write (- is standard output)"
        )
    ),
)
@click.option(
    "--model",
    metavar="MODEL",
    help=str(
        Bilingual(
            "用哪个模型：static、目录或模型名（默认看配置 embedding.model）",
            "static, a folder or a name on the hub (embedding.model of the configuration)",
        )
    ),
)
@config_option
def command(file: str, output: Path | None, model: str | None, config: Path | None) -> None:
    """Encode every line, in order."""
    from contentai.config import Config
    from contentai.dependencies import trees_of
    from contentai.embedding.encoder import open_encoder
    from contentai.embedding.static_model import EmbedderError
    from contentai.workspace import Workspace

    workspace = Workspace(Config()) if model else Workspace.open(config=config)
    check_spares(output, (file, config, model), lambda _: True, trees_of(workspace))
    lines = [line.removesuffix("\r") for line in read_lines(file)]
    if not lines[-1]:
        lines.pop()  # what follows the last line's end is no line
    try:
        encoder = open_encoder(model) if model else workspace.encoder
        vectors = encoder.encode(lines)
    except EmbedderError as error:
        raise Failure(str(error)) from None
    _write(vectors, output)
    named = Bilingual(str(output or "标准输出"), str(output or "standard output"))
    empty = len(lines) - int(vectors.any(axis=1).sum())
    rows, dim = vectors.shape
    click.echo(
        str(
            Bilingual(
                f"{named.zh}：{rows} 行 × {dim} 维"
                + (f"，其中 {empty} 行没有认识的文字，是零向量" if empty else ""),
                f"{named.en}: {rows} lines × {dim}"
                + (f", {empty} of them zeros for want of any known text" if empty else ""),
            )
        ),
        err=True,
    )


def _write(vectors: Floats, output: Path | None) -> None:
    import numpy as np

    data = io.BytesIO()
    np.save(data, vectors)
    if output is None:
        click.echo(data.getvalue(), nl=False)
    else:
        write_output(output, data.getvalue(), CANNOT_WRITE)
