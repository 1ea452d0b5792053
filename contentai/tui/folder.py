"""Find and replace in all drafts of a folder. Nothing here knows Textual.

Drafts that the editor has open are searched as they stand there; what is replaced in those is
the editor's to do. All others are written together or, where one refuses, not at all; each can
be taken back on its own as long as nobody changed it since.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contentai.diagnostics import Edit
from contentai.language import Bilingual, system_reason
from contentai.lint.reading import FileError
from contentai.lint.walking import discover
from contentai.lint.writing import Altered, Unwritable, replace_file
from contentai.tui.draft import Draft, NotSaved, open_draft, save
from contentai.tui.finding import Finder, Hit, changed

_WORD = Bilingual("Word 文档，没有在里面找", "a Word document, which is not searched")
_ALTERED = Bilingual(
    "换过之后又被改过，不覆盖；要改请打开它",
    "it was changed since and is not written over; open it to change it",
)
_AROUND = 24  # code points shown before and after a hit


@dataclass(frozen=True, slots=True)
class FileHits:
    """Hits in one draft. ``text`` is what was searched; ``is_open`` in the editor."""

    draft: Draft
    text: str
    hits: tuple[Hit, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A file or folder that was not searched, and why."""

    path: Path
    words: Bilingual


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was replaced in: before, after, and how many places."""

    before: Draft
    after: Draft
    count: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A hit with what stands around it on its line; ``line`` is 1-based."""

    line: int
    before: str
    hit: str
    after: str


def search(
    paths: Iterable[Path], finder: Finder, open_texts: Mapping[Path, str]
) -> Iterator[FileHits | Unsearched]:
    """Drafts with hits, one by one and in the order of ``lint``.

    ``open_texts`` are texts that the editor holds, by the real path of their drafts.
    """
    for found in discover(paths):
        if found.error or found.note:
            words = found.error.words if found.error else found.note
            assert words
            yield Unsearched(found.path, words)
            continue
        text = open_texts.get(Path(os.path.realpath(found.path)))
        draft = open_draft(found.path)
        if isinstance(draft, FileError):
            if text is None:
                yield Unsearched(found.path, draft.words)
                continue
            draft = Draft(found.path)
        if draft.extracted:
            yield Unsearched(found.path, _WORD)
            continue
        searched = draft.text if text is None else text
        hits = tuple(finder.find(searched))
        if hits:
            yield FileHits(draft, searched, hits, text is not None)


def excerpt(found: FileHits, hit: Hit) -> Excerpt:
    """A hit and its surroundings, for a list of hits."""
    text, (start, end) = found.text, hit.span
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    return Excerpt(
        text.count("\n", 0, start) + 1,
        ("…" if start - _AROUND > first else "") + text[max(first, start - _AROUND) : start],
        text[start:end].replace("\n", "⏎"),
        text[end : min(last, end + _AROUND)] + ("…" if end + _AROUND < last else ""),
    )


def edits_of_open(
    found: Sequence[FileHits], finder: Finder, by: str, texts: Mapping[Path, str]
) -> list[tuple[Path, tuple[Edit, ...]]] | Bilingual:
    """The edits that replace the hits of drafts that are open; nothing is changed here.

    ``texts`` are the texts of open drafts by real path. A wording when ``by`` means nothing, or
    a draft changed since it was searched.
    """
    edited = []
    for one in (one for one in found if one.is_open):
        edits = finder.edits(one.text, one.hits, by)
        if isinstance(edits, Bilingual):
            return edits
        name = one.draft.path.name
        if texts.get(Path(os.path.realpath(one.draft.path))) != one.text:
            return Bilingual(f"{name} 刚才改过，请再查一次", f"{name} changed, search again")
        edited.append((one.draft.path, edits))
    return edited


def replace_in_files(
    found: Sequence[FileHits], finder: Finder, by: str
) -> tuple[Written, ...] | NotSaved | Bilingual:
    """Replace all hits of drafts that are not open; all files are written or none.

    ``NotSaved`` when a file refuses (what was written before it is taken back), a wording when
    ``by`` means nothing.
    """
    planned: list[tuple[FileHits, str]] = []
    for one in found:
        edits = finder.edits(one.text, one.hits, by)
        if isinstance(edits, Bilingual):
            return edits
        text = changed(one.text, edits)
        if text != one.text:
            planned.append((one, text))
    written: list[Written] = []
    for one, text in planned:
        after = save(one.draft, text)
        if isinstance(after, NotSaved):
            stuck = [w for w in reversed(written) if isinstance(taken_back(w), NotSaved)]
            return _told(after, stuck)
        written.append(Written(one.draft, after, len(one.hits)))
    return tuple(written)


def taken_back(written: Written) -> Draft | NotSaved:
    """The file as it was before, byte for byte; unless somebody changed it since."""
    path, before = written.after.path, written.before.data
    assert before is not None
    try:
        replace_file(path, before, expected=written.after.data)
    except Altered:
        why = _ALTERED
    except (Unwritable, OSError) as error:
        why = error.words if isinstance(error, Unwritable) else system_reason(error)
    else:
        return replace(written.before, path=path)
    return NotSaved(
        "changed",
        Bilingual(f"{path.name}：没有撤销：{why.zh}", f"{path.name}: not undone: {why.en}"),
    )


def _told(refused: NotSaved, stuck: Sequence[Written]) -> NotSaved:
    zh, en = "；别的文件也都没有动", "; no other file was changed either"
    if stuck:
        names = "、".join(str(one.after.path) for one in stuck)
        zh, en = f"；这几个文件已经换了：{names}", f"; these files were changed: {names}"
    return replace(refused, words=Bilingual(refused.words.zh + zh, refused.words.en + en))
