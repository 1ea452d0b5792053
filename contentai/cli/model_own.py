"""``contentai model train --add``: the models fine-tuned on one's own labelled posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai import resources
from contentai.classify import disguise
from contentai.classify.modelfile import PARTS, ModelError
from contentai.classify.sheet import Models
from contentai.cli.failure import Failure
from contentai.cli.model_labels import labelled_of
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.report.visible import visible
from contentai.scorenames import SCORE_NAMES
from contentai.workspace import Workspace

if TYPE_CHECKING:
    from contentai.classify.training.adapt import Adapted, Change

_MOST_SHOWN = 12
# In the description of a fine-tuned model.
LEARNED = "learned"
_INTENTS_STAY = Bilingual(
    "只调硬推分和垃圾分；六种意图各占多少不变",
    "the scores of hard sell and spam are tuned; the shares of the six intents stay as they are",
)


def _learning(output: str) -> Bilingual:
    name = SCORE_NAMES[output]
    return Bilingual(f"正在学{name.zh}分，要一两分钟", f"learning {name.en}: a minute or two")


def models_of(workspace: Workspace) -> Models:
    """The workspace's models. Raises ``Failure`` when there are none."""
    models = workspace.models
    if isinstance(models, ModelError):
        raise Failure(str(models.words))
    return models


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
    from contentai.classify.training.datasets import known_by, load_added, load_corpus
    from contentai.classify.training.fit import save
    from contentai.classify.training.matrix import read_samples

    read = load_added(str(file), file.read_bytes())
    labelled = labelled_of(str(file), read, say)
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
    if any(sample.intent for sample in added):
        say(str(_INTENTS_STAY))
    tuned = adapt(
        models.posts,
        (added, read_samples(added, engine)),
        (corpus, read_samples(corpus, engine)),
        lambda output: say(str(_learning(output))),
    )
    # By which ``model evaluate`` knows them again.
    learned = sorted({known_by(sample) for sample in added})
    save(tuned.model, output, "posts", more={LEARNED: learned})
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
    if tuned.turned:
        click.echo(str(Bilingual("你的稿子里这些换了边：", "of yours these change sides:")))
    _changes(tuned.turned)
    count = len(tuned.flips)
    click.echo(
        str(
            Bilingual(
                f"自带语料里有 {count} 条换了边" + ("：" if count else ""),
                f"{count} texts of the shipped corpus change sides" + (":" if count else ""),
            )
        )
    )
    _changes(tuned.flips)
    click.echo(
        str(
            Bilingual(
                f"写到 {output}。要用它，在 contentai.yaml 里写 models: {output}；"
                "删掉这一行就回到自带的模型",
                f"written to {output}; to use it, put `models: {output}` into contentai.yaml, and "
                "take that line out to go back to the models that ship",
            )
        )
    )


def _changes(changes: Sequence[Change]) -> None:
    for change in changes[:_MOST_SHOWN]:
        text = visible(" ".join(change.text.split()))[:40]
        click.echo(f"  {change.output} {change.before:+.1f} → {change.after:+.1f}  {text}")
    if more := len(changes) - len(changes[:_MOST_SHOWN]):
        click.echo(f"  {Bilingual(f'另有 {more} 条', f'and {more} more')}")
