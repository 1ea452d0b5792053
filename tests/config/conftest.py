from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.config import Config, load_config
from contentai.located import DataError

Configure = Callable[..., Config]
Refuse = Callable[..., DataError]


def _write(folder: Path, text: str, files: dict[str, str]) -> Path:
    for name, content in {**files, "contentai.yaml": text}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder / "contentai.yaml"


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """``configure(text, {name: text, …})``: the settings of contentai.yaml and its files."""

    def load(text: str, files: dict[str, str] | None = None) -> Config:
        return load_config(_write(tmp_path, text, files or {}))

    return load


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    """The error of a configuration, its file relative to the folder."""

    def load(text: str, files: dict[str, str] | None = None) -> DataError:
        with pytest.raises(DataError) as caught:
            load_config(_write(tmp_path, text, files or {}))
        error = caught.value
        return DataError(
            str(Path(error.file).relative_to(tmp_path)), error.line, error.column, error.words
        )

    return load
