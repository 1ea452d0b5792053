"""What reading brings to light before the library decides about it."""

from __future__ import annotations

from dataclasses import dataclass

from contentai.extras import pip_install
from contentai.language import Bilingual
from contentai.topics.article import Article


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was read.

    ``origin`` is the file or feed it came from; ``article.id`` is its name there. ``where``
    is for people; ``notes`` tell what was mended or left out.
    """

    article: Article
    origin: str
    where: str
    notes: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that gave no article, and why.

    ``is_error`` is False for what needs no action of the user, such as an empty folder.
    """

    where: str
    words: Bilingual
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


class LibraryError(Exception):
    """What keeps the library from doing its work; the words are for users.

    ``is_damaged``: the file itself is at fault and cannot be mended.
    """

    def __init__(self, words: Bilingual, is_damaged: bool = False) -> None:
        super().__init__(str(words))
        self.words = words
        self.is_damaged = is_damaged


def missing_package(error: ImportError, what: Bilingual) -> Bilingual:
    """How to install what reading ``what`` needs."""
    command = pip_install("library")
    return Bilingual(
        f"{what.zh}要用更多软件包（缺 {error.name}）：{command}",
        f"{what.en} needs more packages ({error.name}): {command}",
    )
