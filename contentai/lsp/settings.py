"""What an editor's settings say of contentai, read as carefully as a file of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from contentai.language import Bilingual
from contentai.located import unknown_word
from contentai.lsp.benches import Options
from contentai.text.names import CHANNELS, STAGES, channel_called

SECTION: Final = "contentai"
KEYS: Final = ("config", "channel", "stage", "segment")
# What an editor's extension keeps under our name for itself (see docs/editors/vscode.md).
_OF_EXTENSIONS: Final = ("command", "trace")
_WORDS = Bilingual("要写成文字，或者一列文字", "must be a string or a list of strings")
_WHAT = {
    "channel": (CHANNELS, Bilingual("渠道", "channel")),
    "stage": (STAGES, Bilingual("阶段", "stage")),
}


def read_settings(given: Any) -> tuple[Options, list[Bilingual]]:
    """The options, and what is wrong with the settings: that is left out.

    ``given`` is what the client holds under ``contentai``, or an object that has it there.
    Empty values say nothing.
    """
    table = _own_table(given) or {}
    problems: list[Bilingual] = []
    found: dict[str, str] = {}
    segments: tuple[str, ...] = ()
    for key, value in table.items():
        if key in _OF_EXTENSIONS:
            continue
        if key not in KEYS:
            problems.append(_at(key, unknown_word(key, KEYS, Bilingual("设置", "setting"))))
        elif value in (None, "", []):
            continue
        elif key == "segment":
            names = value if isinstance(value, (list, tuple)) else [value]
            segments = tuple(name for name in names if isinstance(name, str) and name)
            if not all(isinstance(name, str) for name in names):
                problems.append(_at(key, _WORDS))
        elif not isinstance(value, str):
            problems.append(_at(key, Bilingual("要写成文字", "must be a string")))
        elif key == "channel" and (channel := channel_called(value)):
            found[key] = channel
        elif key in _WHAT and value not in _WHAT[key][0]:
            problems.append(_at(key, unknown_word(value, *_WHAT[key])))
        else:
            found[key] = value
    return Options(**found, segments=segments), problems


def says_something(given: Any) -> bool:
    """True where settings that a client sent unasked are about contentai at all."""
    return _own_table(given) is not None


def _own_table(given: Any) -> Mapping[str, Any] | None:
    """Our settings; None where there are none, but perhaps those of other servers."""
    table = _table(given)
    if SECTION in table:
        return _table(table[SECTION])
    # Each section of another's is a table; none of ours is.
    others = any(_is_table(value) for key, value in table.items() if key not in _OF_EXTENSIONS)
    known = any(key in KEYS for key in table)
    return None if not table or (others and not known) else table


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or hasattr(value, "_asdict")


def _table(given: Any) -> Mapping[str, Any]:
    if hasattr(given, "_asdict"):  # pygls makes tuples with names of some objects
        given = given._asdict()
    return given if isinstance(given, Mapping) else {}


def _at(key: str, words: Bilingual) -> Bilingual:
    return Bilingual(
        f"编辑器设置 {SECTION}.{key}：{words.zh}", f"setting {SECTION}.{key}: {words.en}"
    )
