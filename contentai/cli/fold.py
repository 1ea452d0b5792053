"""``contentai fold``: JSON Lines of texts in, folded texts out."""

from __future__ import annotations

import click

from contentai.cli.jsonl import run_lines, text_of
from contentai.language import Bilingual


@click.command(
    "fold",
    help=str(
        Bilingual(
            "把文本还原成读者理解的样子。每行一个 JSON：{id, text} → {id, folded}。",
            "Fold texts to what a reader understands: {id, text} → {id, folded}, one a line.",
        )
    ),
)
@click.argument("file", default="-", metavar="[FILE.jsonl | -]")
def command(file: str) -> None:
    """Fold every line, in order."""
    from contentai.text.fold import fold

    run_lines(file, lambda row: {"folded": fold(text_of(row, "text") or "").text})
