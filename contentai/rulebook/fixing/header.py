"""Adding keys to a draft's front matter, and the front matter where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual
from contentai.text import lazy
from contentai.text.document import Document
from contentai.text.frontmatter import read_front_matter
from contentai.text.header import FrontMatter
from contentai.text.names import CHANNELS, STAGES
from contentai.yamlvalue import Value

_KEYS = ("title", "digest", "channel", "segment", "stage", "publish_on", "source", "campaign")
_CHOICES = {"channel": CHANNELS, "stage": STAGES}
_LINE_END = lazy.pattern(r"\r\n|\n|\r")
_LAST_LINE = lazy.pattern(r"[^\r\n]+(?:\r\n|\n|\r)?\Z")


def read_additions(value: Value) -> Mapping[str, str]:
    """The keys to add and their values. Raises ``DataError``."""
    table = value.table(*_KEYS)
    if not table:
        raise value.error("至少要有一个键", "at least one key is needed")
    return {key: _word(key, item) for key, item in table.items()}


def _word(key: str, value: Value) -> str:
    if key in _CHOICES:
        return value.one_of(_CHOICES[key], Bilingual("值", "value"))
    text = value.text()
    lines = f"---\n{key}: {text}\n---\n"
    front = read_front_matter(lines)
    if front.problems or front.end != len(lines) or len(text.splitlines()) != 1:
        raise value.error(
            f"“{text}”写进头部读不回来", f"{text!r} could not be read back from front matter"
        )
    return text


def added_keys(document: Document, additions: Mapping[str, str]) -> tuple[Edit, ...]:
    """The insertion that adds the keys; none where a key is there or the header would break.

    Its lines end as the draft's first line does.
    """
    source = document.source
    front = read_front_matter(source)
    if (
        not front.whole
        or front.end != document.front.end
        or (not front.end and document.format == "html")
    ):
        return ()
    if any(re.search(rf"(?m)^['\"]?{key}['\"]?\s*:", source[: front.end]) for key in additions):
        return ()  # a key without a value, which reading passes over
    found = _LINE_END.search(source)
    end = found.group() if found else "\n"
    lines = "".join(f"{key}: {value}{end}" for key, value in additions.items())
    if front.end:
        fence = _LAST_LINE.search(source, 0, front.end)
        at = fence.start() if fence else 0
    else:
        at, lines = 0, f"---{end}{lines}---{end}"
    after = read_front_matter(source[:at] + lines + source[at:])
    if after.end != front.end + len(lines) or not _gained(front, after, additions):
        return ()
    return (Edit(Span(at, at), lines),)


def _gained(front: FrontMatter, after: FrontMatter, additions: Mapping[str, str]) -> bool:
    """True when the keys are new, they were understood, and nothing else has gone wrong."""
    names = {"segment": "segments"}
    return len(after.problems) == len(front.problems) and all(
        not getattr(front, names.get(key, key)) and getattr(after, names.get(key, key))
        for key in additions
    )
