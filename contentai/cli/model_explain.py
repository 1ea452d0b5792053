"""``contentai model explain``: a draft's scores taken apart, and what to cut."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePath

import click

from contentai.classify.explain import Explanation
from contentai.classify.scores import SCORES, THRESHOLD, Scores
from contentai.cli.failure import Failure
from contentai.cli.score import explanation_object
from contentai.cli.standard import read_standard_input
from contentai.cli.usual import format_option
from contentai.language import Bilingual
from contentai.lint.reading import FileError, decode_text, read_file
from contentai.report.json import pitch_objects
from contentai.report.visible import visible
from contentai.scorenames import (
    INTENT_NAMES,
    SCORE_NAMES,
    UNRELIABLE,
    label_words,
    pitch_words,
    shown_score,
)
from contentai.text.document import Document
from contentai.text.names import TABLES
from contentai.workspace import Workspace

_WIDTH = 24
_ALL_SELLS = Bilingual(
    "整篇都在推销，改写比删好：删几句降不下来，或者剩不下可读的",
    "the whole text sells: rewrite it, to cut sentences is not enough or leaves nothing to read",
)
_IS_SPAM = Bilingual(
    "像垃圾信息（藏联系方式、快钱、违法生意一类），删几句没有用：要发就写清你是谁、卖什么、凭什么，"
    "只留平台自己的客服和购买入口；判错了就照常发",
    "it reads like spam (hidden contacts, quick money, unlawful trade), and to cut sentences is no "
    "help: say who you are, what you sell and on what grounds, and leave the platform's own "
    "service and shop alone; send it as it is if this is a mistake",
)
_TITLE_BAITS = Bilingual(
    "整个标题（没有标题的看开头）都在吊胃口，删几个字不够：换一个",
    "the whole title (or opening line) baits: to cut a few words is not enough, write another",
)
_ILLEGIBLE = Bilingual(
    "这份稿子几乎没有中文（外文，或者只有标点、数字、表情、一个字），模型没有判断；请懂这门语言的人看",
    "there is hardly any Chinese in this draft (another language, or marks, digits, emoji, one "
    "character alone): the models did not judge it; have somebody read it who knows the language",
)


@click.command(
    "explain",
    help=str(
        Bilingual(
            "说明一篇稿子的分数从哪里来，删掉哪里会降到门槛以下。",
            "Tell where a draft's scores come from, and what to cut to get under the threshold.",
        )
    ),
)
@click.argument("file", default="-", metavar="[FILE | -]")
@format_option()
def command(file: str, format_: str) -> None:
    """Take the three scores apart."""
    workspace = Workspace.open()
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))
    if PurePath(file).suffix.lower() in TABLES:
        words = Bilingual(
            "表格里一行是一条；用 contentai score --explain（JSONL）",
            "a table has a text a row; see contentai score --explain (JSON Lines)",
        )
        raise Failure(f"{file}: {words}")
    found_text = decode_text(read_standard_input()) if file == "-" else read_file(Path(file))
    if isinstance(found_text, FileError):
        raise Failure(f"{file}: {found_text.words}")
    path = None if file == "-" else file
    document = workspace.read(found_text, path)
    scores = workspace.score(document)
    if scores is None:
        words = Bilingual("没有可以判断的文字", "there is no text to judge")
        raise Failure(f"{file}: {words}")
    found = [workspace.explain(scores, name) for name in SCORES]
    if format_ == "json":
        whole = {
            "label": scores.label,
            **({} if scores.legible else {"legible": False}),
            **({} if scores.reliable else {"reliable": False}),
            **pitch_objects(scores.source_pitches),
            "intent": {name: round(value, 4) for name, value in scores.intent.items()},
            "scores": {
                item.score: {"value": round(item.probability, 4), **explanation_object(item)}
                for item in found
            },
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for line in _lines(document, scores, found) if scores.legible else (_ILLEGIBLE,):
        click.echo(str(line))


def _lines(document: Document, scores: Scores, found: list[Explanation]) -> Iterator[str]:
    intents = sorted(scores.intent.items(), key=lambda item: -item[1])[:3]
    parts = "  ".join(f"{INTENT_NAMES[name]} {shown_score(value)}" for name, value in intents)
    yield f"{Bilingual('意图', 'intent')}  {label_words(scores.label, scores.intent)}  ({parts})"
    if not scores.reliable:
        yield f"  {UNRELIABLE}"
    for pitch in scores.pitches:
        place = document.place(document.source_span(pitch.span))
        words = " ".join(visible(document.text[slice(*pitch.span)]).split())
        yield f"  {pitch_words(f'{place.line}:{place.column}', pitch.score)}“{words}”"
    for item in found:
        filled = round(item.probability * _WIDTH)
        yield ""
        bar = "█" * filled + "░" * (_WIDTH - filled)
        yield f"{SCORE_NAMES[item.score]}  {shown_score(item.probability)} {bar}"
        yield f"  {item.base:+7.2f}  {Bilingual('起点', 'where every text starts')}"
        for part in item.parts:
            place = document.place(part.span)
            words = " ".join(visible(document.excerpt(part.span)).split())
            reason = Bilingual(f"（{part.reason}）", f" ({part.reason})") if part.reason else ""
            yield f"  {part.weight:+7.2f}  {place.line}:{place.column} “{words}”{reason}"
        yield f"  {item.rest:+7.2f}  {Bilingual('其余文字', 'the rest of the text')}"
        yield f"  {item.logit:+7.2f}  {Bilingual('合计（≥ 0 即标记）', 'total (flagged from 0)')}"
        if item.cut:
            advice = Bilingual(
                f"删掉下面这些，会降到 {shown_score(item.cut.score)}：",
                f"without the following it falls to {shown_score(item.cut.score)}:",
            )
            yield f"  {advice}"
            for span in item.cut.spans:
                place = document.place(span)
                text = " ".join(visible(document.excerpt(span)).split())
                yield f"    {place.line}:{place.column} {text}"
        elif item.probability >= THRESHOLD:
            selling = _IS_SPAM if scores.label == "spam" else _ALL_SELLS
            yield f"  {_TITLE_BAITS if item.score == 'clickbait' else selling}"
