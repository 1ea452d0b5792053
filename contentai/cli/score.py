"""``contentai score``: JSON Lines of texts in, JSON Lines of scores out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from contentai.classify.explain import Explanation
from contentai.classify.scores import SCORES, THRESHOLD, Scores
from contentai.cli.failure import Failure
from contentai.cli.jsonl import Answer, Row, RowError, run_batches, text_of
from contentai.language import Bilingual
from contentai.report.json import evidence_object, pitch_objects, place_object
from contentai.text.document import Document
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
@click.option(
    "--explain",
    "explained",
    is_flag=True,
    help=str(
        Bilingual(
            "超过门槛的分数附上理由，以及删掉哪里就会降下来",
            "add to every score over the threshold its reasons, and what to cut to lower it",
        )
    ),
)
def command(file: str, explained: bool) -> None:
    """Score every line, in order."""
    workspace = Workspace.open()
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))

    def work(rows: Sequence[Row]) -> Iterator[Answer]:
        read = [_read(workspace, row) for row in rows]
        documents = [document for document in read if isinstance(document, Document)]
        scored = iter(workspace.score_all(documents))
        for document in read:
            yield (
                document
                if isinstance(document, RowError)
                else _answer(workspace, next(scored), explained)
            )

    run_batches(file, work)


def _read(workspace: Workspace, row: Row) -> Document | RowError:
    try:
        title = text_of(row, "title", required=False)
        text = text_of(row, "text", required=title is None)
    except RowError as error:
        return error
    return workspace.parse(text or "", title=title, format="plain")


def _answer(workspace: Workspace, scores: Scores | None, explained: bool) -> Answer:
    if scores is None:
        return RowError(Bilingual("没有可以判断的文字", "there is no text to judge"))
    answer: dict[str, Any] = {
        "hard_sell": round(scores.hard_sell, 6),
        "spam": round(scores.spam, 6),
        "clickbait": round(scores.clickbait, 6),
        "intent": {name: round(value, 6) for name, value in scores.intent.items()},
        "label": scores.label,
    }
    if not scores.legible:
        answer["legible"] = False
    if not scores.reliable:
        answer["reliable"] = False
    if explained:
        answer.update(pitch_objects(scores.source_pitches))
        answer["reasons"] = {
            name: explanation_object(workspace.explain(scores, name))
            for name in SCORES
            if answer[name] >= THRESHOLD
        }
    return answer


def explanation_object(explanation: Explanation) -> dict[str, Any]:
    """A score taken apart, as JSON: ``base`` + weights + ``rest`` = ``logit`` (log-odds)."""
    cut = explanation.cut
    return {
        "logit": round(explanation.logit, 4),
        "base": round(explanation.base, 4),
        "evidence": [evidence_object(part) for part in explanation.parts],
        "rest": round(explanation.rest, 4),
        "cut": None
        if cut is None
        else {
            "spans": [
                *(place_object(span, True) for span in cut.title),
                *(place_object(span, False) for span in cut.spans),
            ],
            "score": round(cut.score, 4),
        },
    }
