"""contentai.tui.keys: keys can be remapped, and mistakes in that are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.config import load_config
from contentai.located import DataError
from contentai.tui.keys import ALL, KEYS, checked, shown_key


def configured(folder: Path, text: str) -> dict[str, str]:
    file = folder / "contentai.yaml"
    file.write_text(text, "utf-8")
    return checked(load_config(file).keys)


def test_keys_come_from_the_configuration(tmp_path: Path) -> None:
    keys = configured(tmp_path, "keys: {save: ctrl+k, problem.next: [f8, ctrl+j]}\n")
    assert keys == {"save": "ctrl+k", "problem.next": "f8,ctrl+j"}
    assert shown_key("save", keys) == "^K"
    assert shown_key("problem.previous", keys) == "⇧F8"


def test_an_unknown_action_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        configured(tmp_path, "keys:\n  svae: ctrl+k\n")
    assert (refused.value.line, refused.value.column) == (2, 3)
    assert "save" in refused.value.words.zh


def test_two_actions_on_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        configured(tmp_path, "keys: {heat: f2}\n")
    assert refused.value.line == 1
    assert "f2" in refused.value.words.en


@pytest.mark.parametrize("key", ["ctlr+k", "k", "ctrl+", "f99", "''", "ctrl k", "shift+a"])
def test_what_is_no_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(DataError) as refused:
        configured(tmp_path, f"keys:\n  save: {key}\n")
    assert refused.value.line == 2


@pytest.mark.parametrize("key", [key for one in KEYS for key in one.keys.split(",")])
def test_the_usual_keys_could_be_configured(tmp_path: Path, key: str) -> None:
    other = {"f1": "shift+f1"}  # its own place must be free
    keys = "".join(f"  {one.id}: {other.get(key, 'alt+f1')}\n" for one in KEYS if one.keys == key)
    assert configured(tmp_path, f"keys:\n  redo: {key}\n{keys}")["redo"] == key


def test_two_actions_may_change_places(tmp_path: Path) -> None:
    assert configured(tmp_path, "keys: {heat: f2, fix: f5}\n") == {"heat": "f2", "fix": "f5"}


@pytest.mark.parametrize(
    "text", ["keys: [f1]\n", "keys: {save: {a: b}}\n", "editor: {theme: pink}\n"]
)
def test_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError):
        configured(tmp_path, text)


def test_no_action_hangs_on_a_key_that_terminals_do_not_send() -> None:
    for key in KEYS:
        names = set(key.keys.split(","))
        assert names - {"ctrl+enter", "ctrl+full_stop", "ctrl+.", "ctrl+h", "ctrl+i", "ctrl+m"}
    assert checked({}) == {}


def test_the_manual_has_every_key() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "editor-keys.md").read_text("utf-8")
    rows = [f"| `{key.id}` | `{key.keys}` | {key.words.zh} |" for key in ALL]
    assert [
        line for line in manual.splitlines() if line.startswith("| `") and "` | `" in line
    ] == rows
