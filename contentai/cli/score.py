"""``contentai score``: JSON Lines of texts in, JSON Lines of scores out."""

from __future__ import annotations

from typing import Any

import click

from contentai.cli.failure import Failure
from contentai.cli.jsonl import Row, RowError, run_lines, text_of
from contentai.language import Bilingual
from contentai.workspace import Workspace


@click.command(
    "score",
    help=str(
        Bilingual(
            "给文本打分。每行一个 JSON：{id, text, title?, channel?}；≥ 0.5 即标记。",
            "Score texts: one JSON object a line, {id, text, title?, channel?}; ≥ 0.5 is flagged.",
        )
    ),
)
@click.argument("file", default="-", metavar="[FILE.jsonl | -]")
def command(file: str) -> None:
    """Score every line, in order."""
    workspace = Workspace.open()
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))

    def work(row: Row) -> dict[str, Any]:
        text, title = text_of(row, "text"), text_of(row, "title", required=False)
        document = workspace.parse(text or "", title=title, format="plain")
        scores = workspace.score(document)
        if scores is None:
            raise RowError(Bilingual("没有可以判断的文字", "there is no text to judge"))
        return {
            "hard_sell": round(scores.hard_sell, 6),
            "spam": round(scores.spam, 6),
            "clickbait": round(scores.clickbait, 6),
            "intent": {name: round(value, 6) for name, value in scores.intent.items()},
            "label": scores.label,
        }

    run_lines(file, work)
