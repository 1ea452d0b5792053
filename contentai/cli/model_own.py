"""``contentai model evaluate`` and ``--add``: the models on one's own labelled posts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentai import resources
from contentai.classify import disguise
from contentai.classify.modelfile import PARTS, ModelError
from contentai.classify.scores import SCORES
from contentai.classify.sheet import Models
from contentai.cli.failure import Failure
from contentai.diagnostics import INTENTS
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.workspace import Workspace

if TYPE_CHECKING:
    from contentai.classify.training.adapt import Adapted
    from contentai.classify.training.datasets import Sample
    from contentai.text.document import Document

_MOST_SHOWN = 12


def models_of(workspace: Workspace) -> Models:
    """The workspace's models. Raises ``Failure`` when there are none."""
    models = workspace.models
    if isinstance(models, ModelError):
        raise Failure(str(models.words))
    return models


def evaluation(workspace: Workspace, file: Path) -> dict[str, Any]:
    """How the scores fit the labels in ``file``: per score, and the confusion of intents.

    Says on standard error which lines have no label, or nothing to judge. Raises ``DataError``
    for a file that holds no labelled posts.
    """
    import numpy as np

    from contentai.classify.training.datasets import load_added
    from contentai.classify.training.evaluate import flagged, ranking

    models_of(workspace)
    samples = _labelled(file, load_added(file), _warn)
    documents = [_read(workspace, sample) for sample in samples]
    scored = list(zip(samples, workspace.score_all(documents), strict=True))
    judged = [(s, d) for s, d in scored if d]
    empty = [sample.line for sample, scores in scored if not scores]
    _tell(
        file, empty, Bilingual("没有可以判断的文字，不算", "hold no text to judge: left out"), _warn
    )
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


def _labelled(file: Path, samples: Sequence[Sample], say: Callable[[str], None]) -> list[Sample]:
    """Those that have a label; says which lines have none (a name misspelt is none)."""
    missing = Bilingual(
        f"没有标签（intent、{'、'.join(SCORES)}），不算",
        f"have no label (intent, {', '.join(SCORES)}): left out",
    )
    _tell(file, [sample.line for sample in samples if not sample.labelled], missing, say)
    return [sample for sample in samples if sample.labelled]


def _tell(file: Path, lines: Sequence[int], what: Bilingual, say: Callable[[str], None]) -> None:
    if not lines:
        return
    shown = [str(line) for line in lines[:_MOST_SHOWN]]
    zh, en = "、".join(shown), ", ".join(shown)
    if len(lines) > len(shown):
        zh, en = f"{zh} 等 {len(lines)}", f"{en} … ({len(lines)} in all)"
    say(str(Bilingual(f"{file}：第 {zh} 行{what.zh}", f"{file}: lines {en} {what.en}")))


def _warn(words: str) -> None:
    click.echo(words, err=True)


def _read(workspace: Workspace, sample: Sample) -> Document:
    """A labelled text as a draft; one of which only clickbait is known is a title."""
    rest = (sample.title, sample.intent, sample.hard_sell, sample.spam)
    if sample.clickbait is not None and not any(value is not None for value in rest):
        return workspace.parse("", title=sample.text, format="plain")
    return workspace.parse(sample.text, title=sample.title, format="plain")


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


def evaluation_lines(report: dict[str, Any]) -> Iterator[str]:
    """The evaluation as a reader sees it."""
    yield str(Bilingual(f"{report['texts']} 条", f"{report['texts']} texts"))
    for name in SCORES:
        if name in report:
            figures = report[name]
            parts = [
                f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
                for key, value in figures.items()
            ]
            yield f"{name}: {', '.join(parts)}"
    if "intent" in report:
        intent = report["intent"]
        yield f"intent: accuracy {intent['accuracy']:.3f}, macro F1 {intent['macro_f1']:.3f}"
        yield f"{'':<12}" + "".join(f"{name:>12}" for name in INTENTS)
        for name in INTENTS:
            row = intent["confusion"][name]
            if sum(row.values()):
                yield f"{name:<12}" + "".join(f"{row[other]:>12}" for other in INTENTS)


def check_output(output: Path) -> None:
    """Refuse to write over what ships or over another's files. Raises ``Failure``, ``OSError``."""
    from contentai.classify.training.fit import UNFINISHED

    if output.exists() and output.samefile(resources.model_dir()):
        words = Bilingual(
            f"{output} 是自带的模型，不能盖掉；换一个目录",
            f"{output} holds the models that ship; name another folder",
        )
        raise Failure(str(words))
    output.mkdir(parents=True, exist_ok=True)
    names = {f"{part}.{end}" for part in PARTS for end in ("json", "safetensors")}
    names |= {"card.json", "card.md"}
    # A run that was killed leaves unfinished ones.
    names |= {f"{name}{UNFINISHED}" for name in names}
    others = sorted({path.name for path in output.iterdir()} - names)
    if others:
        words = Bilingual(
            f"{output} 里已有别的东西（{others[0]}）；换一个空目录",
            f"{output} holds other things ({others[0]}); name an empty folder",
        )
        raise Failure(str(words))
    probe = output / f"card.json{UNFINISHED}"
    probe.touch()  # not to find out after the learning
    probe.unlink()


def fine_tune(workspace: Workspace, file: Path, output: Path, say: Callable[[str], None]) -> None:
    """Fine-tune on ``file``, write the models to ``output``, print what changes.

    Raises ``DataError`` for a bad file and ``OSError`` for a folder that cannot be written.
    """
    from contentai.classify.training.adapt import OUTPUTS, adapt
    from contentai.classify.training.datasets import load_added, load_corpus
    from contentai.classify.training.fit import save
    from contentai.classify.training.matrix import read_samples

    labelled = _labelled(file, load_added(file), say)
    added = [s for s in labelled if any(getattr(s, name) is not None for name in OUTPUTS)]
    if not added:
        words = Bilingual(
            "微调要 intent、hard_sell 或 spam 的标签；clickbait 只能用来衡量（model evaluate）",
            "fine-tuning needs labels of intent, hard_sell or spam; clickbait is only measured "
            "(model evaluate)",
        )
        raise DataError(str(file), 0, 0, words)
    if any(sample.clickbait is not None for sample in labelled):
        say(str(Bilingual("clickbait 的标签不参与微调", "clickbait labels teach nothing here")))
    check_output(output)
    # The corrections of an earlier run would pass for what the shipped weights know.
    shipped = Workspace(replace(workspace.config, models=None))
    if isinstance(shipped.models, Models):
        workspace = shipped
    models, engine = models_of(workspace), workspace.config.tokenizer
    corpus = load_corpus(resources.corpora_dir())
    words = Bilingual(
        f"读你的 {len(added)} 条和自带语料 {len(corpus)} 条",
        f"{len(added)} posts of yours, {len(corpus)} texts of the shipped corpus",
    )
    say(str(words))
    tuned = adapt(
        models.posts,
        (added, read_samples(added, engine)),
        (corpus, read_samples(corpus, engine)),
    )
    save(tuned.model, output, "posts")
    save(models.titles, output, "titles")
    save(models.disguise, output, "disguise", disguise.VERSION)
    _report(tuned, output)


def _report(tuned: Adapted, output: Path) -> None:
    """What the fine-tuned model does otherwise, and how to use it."""
    for name, figures in tuned.added.items():
        before, after, posts = figures["right_before"], figures["right_after"], figures["posts"]
        click.echo(
            str(
                Bilingual(
                    f"{name}：你的 {posts} 条里判对 {before} → {after}（没见过它们时）",
                    f"{name}: right on {before} → {after} of your {posts} (when unseen)",
                )
            )
        )
    count = len(tuned.flips)
    click.echo(
        str(
            Bilingual(
                f"自带语料里有 {count} 条换了边" + ("：" if count else ""),
                f"{count} texts of the shipped corpus change sides" + (":" if count else ""),
            )
        )
    )
    for change in tuned.flips[:_MOST_SHOWN]:
        text = " ".join(change.text.split())[:40]
        click.echo(f"  {change.output} {change.before:+.1f} → {change.after:+.1f}  {text}")
    if more := count - len(tuned.flips[:_MOST_SHOWN]):
        click.echo(f"  {Bilingual(f'另有 {more} 条', f'and {more} more')}")
    click.echo(
        str(
            Bilingual(
                f"写到 {output}。要用它，在 contentai.yaml 里写 models: {output}",
                f"written to {output}; to use it, put `models: {output}` into contentai.yaml",
            )
        )
    )


def evaluation_json(report: dict[str, Any]) -> str:
    """The evaluation as JSON."""
    return json.dumps(report, ensure_ascii=False, indent=2)
