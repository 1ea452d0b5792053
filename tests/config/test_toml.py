"""``[tool.contentai]``: the same settings, with places of their own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from contentai.config import find_config, load_config
from contentai.config.place import unused
from contentai.config.toml import read_toml
from contentai.diagnostics import Severity
from contentai.located import DataError, Word
from contentai.yamlvalue import Value

WHOLE = """\
[project]
name = "x"   # channel = "sms"

[tool.contentai]
channel = "wechat"
# ignore = ["LAW"]
ignore = [
  # not "MOB-001" but
  "MOB",
  'COPY',
]
select = []
fail_on = 'warning'
severity = { "LAW-001" = "info", CLICK = "error" }
account.brand = "known"

[tool.contentai.topics.weights]
season = 0.25

[[tool.contentai.overrides]]
files = ["sms/**"]
channel = "sms"

[[tool.contentai.overrides]]
files = ["old/**", "\\u65e7/**"]
fail_on = "never"

[tool.ruff]
ignore = ["E501"]
"""


def plain(value: Value) -> Any:
    if value.is_mapping:
        return {key: plain(inside) for key, inside in value.table().items()}
    return [plain(item) for item in value.items()] if value.is_list else value.text()


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(inside) for key, inside in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else str(value)


def test_it_says_what_the_yaml_would_say(tmp_path: Path) -> None:
    root = tomllib.loads(WHOLE)["tool"]["contentai"]
    value = read_toml(WHOLE, "pyproject.toml")
    assert value is not None
    assert plain(value) == as_text(root)
    (tmp_path / "pyproject.toml").write_text(WHOLE, "utf-8")
    (tmp_path / "contentai.yaml").write_text(yaml.safe_dump(root), "utf-8")
    ours = load_config(tmp_path / "pyproject.toml")
    theirs = load_config(tmp_path / "contentai.yaml")
    names = ("channel", "ignore", "select", "fail_on", "severities", "account", "topics")
    for name in names:
        assert getattr(ours, name) == getattr(theirs, name), name
    assert [over.files for over in ours.overrides] == [("sms/**",), ("old/**", "旧/**")]
    assert ours.severities == {"LAW-001": Severity.INFO, "CLICK": Severity.ERROR}


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(WHOLE, "utf-8")
    config = load_config(file)
    lines = {key: place.line for key, place in config.places.items()}
    expected = {"channel": 5, "ignore": 7, "select": 12, "fail_on": 13, "severity": 14}
    assert lines.items() >= expected.items()
    assert lines["account.brand"] == 15
    assert config.places["topics.weights.season"].line == 18
    words = [word for word in config.ignore if isinstance(word, Word)]
    assert [(word, word.line, word.column) for word in words] == [("MOB", 9, 4), ("COPY", 10, 4)]
    assert config.overrides[1].layer["places"]["fail_on"].line == 26


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('[tool.contentai]\nchanel = "sms"\n', 2, 1, "channel"),
        ('[tool.contentai]\nchannel = "smms"\n', 2, 12, "sms"),
        ('[tool.contentai.account]\n\nbrand = "famous"\n', 3, 10, "brand"),
        ("[tool.contentai]\nignore = {MOB = 1}\n[x]\ny = [\n", 5, 1, "TOML"),
        ("[tool.contentai]\nchannel =\n", 2, 10, "TOML"),
        ("[tool]\ncontentai = {fail_on = 'ever'}\n", 2, 25, "never"),
        ("[[tool.contentai.overrides]]\nfiles=['a']\nstage='x'\n", 3, 8, "follow"),
        (
            "[[tool.contentai.overrides]]\nfiles=['a']\nstage='follow'\n"
            "[[tool.contentai.overrides]]\nfiles=['a']\nstage='x'\n",
            *(6, 8, "follow"),
        ),
        ('[[tool.contentai]]\nchannel = "sms"\n', 1, 18, "[tool.contentai]"),
        ("x = 5\n[tool]\ncontentai = 5\n", 3, 13, "[tool.contentai]"),
        ("[tool]\ncontentai = []\n", 2, 1, "[tool.contentai]"),
    ],
)
def test_mistakes_are_told_at_their_place(
    tmp_path: Path, text: str, line: int, column: int, words: str
) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(text, "utf-8")
    assert find_config(tmp_path) == file
    with pytest.raises(DataError) as caught:
        load_config(file)
    assert (caught.value.line, caught.value.column) == (line, column), str(caught.value)
    assert words in str(caught.value)


def test_the_yaml_beside_it_wins_and_says_so(tmp_path: Path) -> None:
    inner = tmp_path / "drafts"
    inner.mkdir()
    (tmp_path / "contentai.yaml").write_text("channel: sms\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n# contentai\n", "utf-8")
    config = load_config(find_config(inner))
    assert (config.channel, config.notes) == ("sms", ())
    (tmp_path / "pyproject.toml").write_text(WHOLE, "utf-8")
    config = load_config(find_config(inner))
    assert config.channel == "sms"
    assert ["pyproject.toml" in note.zh for note in config.notes] == [True]
    # The nearer one wins, whichever it is.
    (inner / "pyproject.toml").write_text("[tool.contentai]\nchannel = 'weibo'\n", "utf-8")
    assert load_config(find_config(inner)).channel == "weibo"


def test_one_in_another_encoding_is_told_and_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_bytes('[project]\nname = "店"\n[tool.contentai]\nchannel = "sms"\n'.encode("gbk"))
    assert find_config(tmp_path) == file
    with pytest.raises(DataError, match="不是 UTF-8") as caught:
        load_config(file)
    assert "第 2 行" in str(caught.value)
    file.write_bytes('name = "店"  # not [tool.contentai]\n'.encode("gbk"))
    assert find_config(tmp_path) is None


@pytest.mark.parametrize("name", ["contentAI", "content-ai", "Content_AI", '"Contentai"'])
def test_a_table_whose_name_is_nearly_right_is_told(tmp_path: Path, name: str) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(f'[tool.ruff]\n[tool.{name}]\nchannel = "sms"\n', "utf-8")
    (note,) = unused([tmp_path], None)
    assert note.zh == f"{file} 里的 [tool.{name}] 没有用：要写成 [tool.contentai]"


def test_it_can_be_extended(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(WHOLE, "utf-8")
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "contentai.yaml"
    file.write_text("extends: ../pyproject.toml\nstage: engage\n", "utf-8")
    config = load_config(file)
    assert (config.channel, config.stage) == ("wechat", "engage")


@pytest.mark.parametrize("name", ["contentai", "Tool.contentai"])
def test_so_is_one_that_is_not_among_the_tools(tmp_path: Path, name: str) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(f"[{name}]\nchannel = 'sms'\n[x.contentai]\n[contentai-x]\n", "utf-8")
    (note,) = unused([tmp_path], find_config(tmp_path))
    assert note.zh == f"{file} 里的 [{name}] 没有用：要写成 [tool.contentai]"
