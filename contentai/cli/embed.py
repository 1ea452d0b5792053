"""``contentai embed``: one text a line in, one vector a row out."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.standard import read_lines
from contentai.cli.usual import config_option
from contentai.language import Bilingual, system_reason


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
    type=click.Path(dir_okay=False, path_type=Path),
    help=str(Bilingual("写到哪个 .npy 文件", "the .npy file to write")),
)
@click.option(
    "--model",
    help=str(
        Bilingual(
            "用哪个模型：static、目录或模型名（默认看配置 embedding.model）",
            "static, a folder or a name on the hub (embedding.model of the configuration)",
        )
    ),
)
@config_option
def command(file: str, output: Path, model: str | None, config: Path | None) -> None:
    """Encode every line, in order."""
    from contentai.embedding.encoder import open_encoder
    from contentai.embedding.static_model import EmbedderError
    from contentai.workspace import Workspace

    lines = [line.removesuffix("\r") for line in read_lines(file)]
    if not lines[-1]:
        lines.pop()  # what follows the last line's end is no line
    try:
        encoder = open_encoder(model) if model else Workspace.open(config=config).encoder
        vectors = encoder.encode(lines)
    except EmbedderError as error:
        raise Failure(str(error)) from None
    _write(vectors, output)
    empty = len(lines) - int(vectors.any(axis=1).sum())
    rows, dim = vectors.shape
    click.echo(
        str(
            Bilingual(
                f"{output}：{rows} 行 × {dim} 维"
                + (f"，其中 {empty} 行没有认识的文字，是零向量" if empty else ""),
                f"{output}: {rows} lines × {dim}"
                + (f", {empty} of them zeros for want of any known text" if empty else ""),
            )
        ),
        err=True,
    )


def _write(vectors: object, output: Path) -> None:
    """Write whole or not at all: a reader never finds half a file."""
    import numpy as np

    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=output.parent, prefix=f".{output.name[:50]}-", delete=False
        ) as file:
            part = Path(file.name)
            np.save(file, np.asarray(vectors))
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)  # a temporary file is its owner's alone
        part.replace(output)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise Failure(
            str(
                Bilingual(
                    f"写不了 {output}：{system_reason(error)}",
                    f"cannot write {output}: {system_reason(error)}",
                )
            )
        ) from None
