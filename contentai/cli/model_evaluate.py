"""``contentai model evaluate``: the models measured on one's own labelled posts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from contentai.classify.scores import SCORES, THRESHOLD, Scores
from contentai.cli.failure import Failure, missing_package
from contentai.cli.model_labels import labelled_of, tell_lines, warn
from contentai.cli.model_own import LEARNED, models_of
from contentai.cli.standard import read_standard_input
from contentai.cli.usual import format_option
from contentai.diagnostics import INTENTS
from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.scorenames import INTENT_NAMES, SCORE_NAMES
from contentai.text.width import display_width, padded
from contentai.workspace import Workspace

if TYPE_CHECKING:
    from contentai.classify.training.datasets import Sample
    from contentai.text.document import Document

_MOST_ERRORS = 10
_QUOTED = 40
_FIGURES = {
    "positive_rows": Bilingual("标了“是”的条数", "labelled yes"),
    "positive_flagged": Bilingual("　其中认出", "  of them flagged"),
    "negative_rows": Bilingual("标了“不是”的条数", "labelled no"),
    "negative_flagged": Bilingual("　其中误报", "  of them flagged"),
    "f1": Bilingual("F1", "F1"),
    "auc": Bilingual("AUC", "AUC"),
    "recall_at_1pct_fp": Bilingual("误报 1 % 时认出", "recall at 1 % false alarms"),
    "recall_at_5pct_fp": Bilingual("误报 5 % 时认出", "recall at 5 % false alarms"),
}


class Misjudged(NamedTuple):
    """A labelled post that a score, or the intent, gets wrong: what it says and the label."""

    sample: Sample
    told: Bilingual
    worse: tuple[int, float]


@click.command(
    "evaluate",
    help=str(
        Bilingual(
            "用自己标的帖子（JSONL：text、intent 或 hard_sell、spam、clickbait）衡量模型。",
            "Measure the models on labelled posts (JSONL: text, intent or hard_sell, spam …).",
        )
    ),
)
@click.argument(
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE.jsonl | -",
)
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=_MOST_ERRORS,
    show_default=True,
    help=str(Bilingual("列出判得最错的几条", "how many of the most misjudged posts to list")),
)
@format_option()
def command(file: str, errors: int, format_: str) -> None:
    """AUC, recall at false-positive rates and F1 a score; confusion of the intents."""
    workspace = Workspace.open()
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))
    try:
        from contentai.classify.training.datasets import load_added

        data = read_standard_input() if file == "-" else Path(file).read_bytes()
        samples = labelled_of(file, load_added(file, data), warn)
        _tell_learned(workspace, file, samples)
        judged = _judged(workspace, file, samples)
        report = _evaluation(judged)
    except ImportError as error:
        raise missing_package(error, "train") from None
    if format_ == "json":
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for line in (*_lines(report), *_error_lines(_misjudged(judged), errors)):
        click.echo(line)


def _tell_learned(workspace: Workspace, file: str, samples: Sequence[Sample]) -> None:
    """Say how many of the posts the models were fine-tuned on: on those they are right."""
    from contentai.classify.training.datasets import known_by

    learned = models_of(workspace).posts.about.get(LEARNED)
    if not isinstance(learned, list):
        return
    known = frozenset(map(str, learned))
    count = sum(known_by(sample) in known for sample in samples)
    if count:
        words = Bilingual(
            f"{file}：{len(samples)} 条里有 {count} 条是微调时学过的，见过的当然判得对，数偏高；"
            "另留一份没学过的来量",
            f"{file}: the models were fine-tuned on {count} of these {len(samples)}, so the "
            "figures flatter; measure on posts that were kept apart",
        )
        warn(visible(str(words)))


def _judged(
    workspace: Workspace, file: str, samples: Sequence[Sample]
) -> list[tuple[Sample, Scores]]:
    """The posts that there is something to judge in, with their scores; tells of the others."""
    documents = [_read(workspace, sample) for sample in samples]
    scored = list(zip(samples, workspace.score_all(documents), strict=True))
    empty = [sample.line for sample, scores in scored if not scores]
    nothing = Bilingual("没有可以判断的文字，不算", "hold no text to judge: left out")
    tell_lines(file, empty, nothing, warn)
    return [(sample, scores) for sample, scores in scored if scores]


def _read(workspace: Workspace, sample: Sample) -> Document:
    """A labelled text as a draft; one of which only clickbait is known is a title."""
    rest = (sample.title, sample.intent, sample.hard_sell, sample.spam)
    if sample.clickbait is not None and not any(value is not None for value in rest):
        return workspace.parse("", title=sample.text, format="plain")
    return workspace.parse(sample.text, title=sample.title, format="plain")


def _evaluation(judged: Sequence[tuple[Sample, Scores]]) -> dict[str, Any]:
    """How the scores fit the labels: per score, and the confusion of intents."""
    import numpy as np

    from contentai.classify.training.figures import flagged, ranking

    report: dict[str, Any] = {"texts": len(judged)}
    for name in SCORES:
        rows = [(getattr(s, name), d.logit(name)) for s, d in judged]
        rows = [(label, score) for label, score in rows if label is not None]
        if rows:
            labels = np.array([int(label) for label, _ in rows])
            scores = np.array([score for _, score in rows])
            report[name] = {**flagged(scores, labels), **ranking(scores, labels)}
    pairs = [(s.intent, d.label) for s, d in judged if s.intent]
    if pairs:
        report["intent"] = _confusion(pairs)
    return report


def _confusion(pairs: Sequence[tuple[str | None, str]]) -> dict[str, Any]:
    """Accuracy, macro F1 over the intents that occur, and counts: true intent → guessed."""
    table = {one: {two: pairs.count((one, two)) for two in INTENTS} for one in INTENTS}
    f1 = []
    for name in INTENTS:
        true, guessed = sum(table[name].values()), sum(row[name] for row in table.values())
        if true:
            f1.append(2 * table[name][name] / (true + guessed))
    right = sum(table[name][name] for name in INTENTS)
    return {"accuracy": right / len(pairs), "macro_f1": sum(f1) / len(f1), "confusion": table}


def _lines(report: dict[str, Any]) -> Iterator[str]:
    """The evaluation as a reader sees it."""
    yield str(Bilingual(f"{report['texts']} 条", f"{report['texts']} texts"))
    scores = [name for name in SCORES if name in report]
    rows = [["", *(str(SCORE_NAMES[name]) for name in scores)]]
    for key, words in _FIGURES.items():
        if any(key in report[name] for name in scores):
            rows.append([str(words), *(_figure(report[name].get(key)) for name in scores)])
    yield from ("", *_table(rows))
    if "intent" in report:
        intent = report["intent"]
        words = Bilingual(
            f"意图：准确率 {intent['accuracy']:.3f}，宏 F1 {intent['macro_f1']:.3f}",
            f"intent: accuracy {intent['accuracy']:.3f}, macro F1 {intent['macro_f1']:.3f}",
        )
        yield from ("", str(words))
        head = str(Bilingual("标的＼判成", "label \\ judged"))
        rows = [[head, *(str(INTENT_NAMES[name]) for name in INTENTS)]]
        for name in INTENTS:
            counts = intent["confusion"][name]
            if any(counts.values()):
                rows.append([str(INTENT_NAMES[name]), *(str(counts[other]) for other in INTENTS)])
        yield from _table(rows)


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Names at the left, figures at the right of their columns."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = enumerate(zip(row, widths, strict=True))
        yield "  ".join(padded(cell, size, right=at > 0) for at, (cell, size) in cells)


def _misjudged(judged: Sequence[tuple[Sample, Scores]]) -> list[Misjudged]:
    """What is judged otherwise than labelled: first the scores, the surest mistake first."""
    found: list[Misjudged] = []
    for sample, scores in judged:
        wrong = [
            name
            for name in SCORES
            if getattr(sample, name) not in (None, scores.post(name, 2.0).probability >= THRESHOLD)
        ]
        for name in wrong:
            value, logit = scores.post(name, 2.0).probability, scores.logit(name)
            yes = getattr(sample, name)
            told = Bilingual(
                f"{SCORE_NAMES[name].zh} {value:.2f}，标的{'是' if yes else '不是'}",
                f"{SCORE_NAMES[name].en} {value:.2f}, labelled {'yes' if yes else 'no'}",
            )
            found.append(Misjudged(sample, told, (0, -abs(logit))))
        if sample.intent and sample.intent != scores.label and not wrong:
            was, now = INTENT_NAMES[sample.intent], INTENT_NAMES[scores.label]
            value, other = scores.intent[scores.label], scores.intent[sample.intent]
            told = Bilingual(
                f"意图判成{now.zh} {value:.2f}，标的是{was.zh}（{other:.2f}）",
                f"intent {now.en} {value:.2f}, labelled {was.en} ({other:.2f})",
            )
            found.append(Misjudged(sample, told, (1, other - value)))
    return sorted(found, key=lambda one: one.worse)


def _error_lines(found: Sequence[Misjudged], most: int) -> Iterator[str]:
    if not found or not most:
        return
    shown = min(most, len(found))
    words = Bilingual(
        f"判得和标的不一样的 {len(found)} 处，最错的 {shown} 处：",
        f"judged otherwise than labelled: {len(found)}; the worst {shown}:",
    )
    yield from ("", str(words))
    for one in found[:shown]:
        whole = f"{one.sample.title or ''} {one.sample.text}"
        text = " ".join(visible(whole).split())
        quoted = f"{text[:_QUOTED]}…" if len(text) > _QUOTED else text
        yield f"  {visible(one.sample.id)}  {one.told}  {quoted}"
