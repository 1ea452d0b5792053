"""What is told of labelled posts that cannot be used: by line, in all commands alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from contentai.classify.scores import SCORES
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.classify.training.datasets import Sample

_MOST_SHOWN = 12


def labelled_of(name: str, samples: Sequence[Sample], say: Callable[[str], None]) -> list[Sample]:
    """Those that have a label; says which lines have none (a name misspelt is none)."""
    missing = Bilingual(
        f"没有标签（intent、{'、'.join(SCORES)}），不算",
        f"have no label (intent, {', '.join(SCORES)}): left out",
    )
    tell_lines(name, [sample.line for sample in samples if not sample.labelled], missing, say)
    return [sample for sample in samples if sample.labelled]


def tell_lines(
    name: str, lines: Sequence[int], what: Bilingual, say: Callable[[str], None]
) -> None:
    """Say ``what`` is the matter with these lines of the file ``name``, if there are any."""
    if not lines:
        return
    shown = [str(line) for line in lines[:_MOST_SHOWN]]
    zh, en = "、".join(shown), ", ".join(shown)
    if len(lines) > len(shown):
        zh, en = f"{zh} 等 {len(lines)}", f"{en} … ({len(lines)} in all)"
    say(str(Bilingual(f"{name}：第 {zh} 行{what.zh}", f"{name}: lines {en} {what.en}")))


def warn(words: str) -> None:
    """On standard error."""
    click.echo(words, err=True)
