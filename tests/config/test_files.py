"""contentai.config.files: what a team has decided about its drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.config import Config, find_config, load_config
from contentai.config.place import new_config, unused
from contentai.config.settings import Pack
from contentai.diagnostics import Severity
from contentai.located import DataError


def config_of(folder: Path, text: str) -> Config:
    file = folder / "contentai.yaml"
    file.write_text(text, "utf-8")
    return load_config(file)


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = """\
channel: weitao
stage: engage
segment: [新手爸妈, 老客]
select: [LAW, PLAT-001]
ignore: MOB
severity: {LAW-001: info, ART: error}
fail_on: never
tokenizer: jieba
rules: [house, ../shared-rules]
"""
    assert config_of(tmp_path, text) == Config(
        file=tmp_path / "contentai.yaml",
        channel="weitao",
        stage="engage",
        segments=("新手爸妈", "老客"),
        select=("LAW", "PLAT-001"),
        ignore=("MOB",),
        severities={"LAW-001": Severity.INFO, "ART": Severity.ERROR},
        fail_on="never",
        tokenizer="jieba",
        packs=(Pack("house", tmp_path), Pack("../shared-rules", tmp_path)),
    )


@pytest.mark.parametrize("commas", [",", "，", "、", "， "])
def test_several_rules_may_stand_in_one_string(tmp_path: Path, commas: str) -> None:
    names = commas.join(("LAW-005", "ＬＡＷ－００３"))
    config = config_of(tmp_path, f"ignore: '{names}'\nselect: [LAW, 'MOB{commas}ART']\n")
    assert config.ignore == ("LAW-005", "ＬＡＷ－００３")
    assert config.select == ("LAW", "MOB", "ART")


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing yet\n"])
def test_an_empty_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    assert config_of(tmp_path, text) == Config(file=tmp_path / "contentai.yaml")
    assert load_config(None) == Config()
    assert Config().fail_on == "error"
    assert Config().tokenizer == "rjieba"


@pytest.mark.parametrize(
    ("text", "line", "column", "near"),
    [
        ("channel: wechat\nstag: engage\n", 2, 1, "最接近的是“stage”"),
        ("fail_on: info\nchannel: wechaat\n", 2, 10, "最接近的是“wechat”"),
        ("stage: folow\n", 1, 8, "最接近的是“follow”"),
        ("tokenizer: rjeiba\n", 1, 12, "最接近的是“rjieba”"),
        ("fail_on: warn\n", 1, 10, "最接近的是“warning”"),
        ("fail_on: 2\n", 1, 10, "可以用：error、info、never、warning"),
        ("severity:\n  LAW-001: eror\n", 2, 12, "最接近的是“error”"),
        ("severity: error\n", 1, 11, "映射"),
        ("severity: {A-001: error, A-001: info}\n", 1, 26, "写了两次"),
        ("channel: [wechat, weibo]\n", 1, 10, "文字"),
        ("channel: wechat\nchannel: weibo\n", 2, 1, "写了两次"),
        ("- channel\n", 1, 1, "映射"),
        ("channel：wechat\n", 1, 1, "全角"),
        ("stage: engage\nchannel：wechat\n", 3, 1, "全角"),
        ("channel: 抖音\n", 1, 10, "wechat"),
        ("rules: [{a: b}]\n", 1, 9, "文字"),
        ("a: &x 1\nb: *x\n", 2, 4, "别名"),
    ],
)
def test_a_mistake_is_shown_where_it_is_with_the_way_out(
    tmp_path: Path, text: str, line: int, column: int, near: str
) -> None:
    with pytest.raises(DataError) as caught:
        config_of(tmp_path, text)
    error = caught.value
    assert (error.file, error.line, error.column) == (
        str(tmp_path / "contentai.yaml"),
        line,
        column,
    )
    assert near in error.words.zh


def test_a_channel_goes_by_its_chinese_name(tmp_path: Path) -> None:
    assert config_of(tmp_path, "channel: 公众号\n").channel == "wechat"
    text = "overrides: [{files: a, channel: 短信}]\n"
    assert config_of(tmp_path, text).overrides[0].layer["channel"] == "sms"


def test_a_file_that_is_no_utf8_or_no_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").write_bytes("channel: 微信".encode("gb18030"))
    for file in (tmp_path / "contentai.yaml", tmp_path / "none.yaml", tmp_path):
        with pytest.raises(DataError) as caught:
            load_config(file)
        assert caught.value.file == str(file)


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (tmp_path / "contentai.yaml").touch()
    (tmp_path / "a" / "contentai.yaml").touch()
    (deep / "contentai.yaml").mkdir()  # a folder of that name is no configuration
    assert find_config(deep) == (tmp_path / "a" / "contentai.yaml").resolve()
    assert find_config(tmp_path) == (tmp_path / "contentai.yaml").resolve()


def test_a_relative_folder_is_searched_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "contentai.yaml").touch()
    monkeypatch.chdir(tmp_path / "drafts")
    assert find_config(Path()) == (tmp_path / "contentai.yaml").resolve()


def test_a_link_to_nothing_is_refused_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").symlink_to("none.yaml")
    with pytest.raises(DataError, match="没有这个文件"):
        load_config(find_config(tmp_path))


def test_another_encoding_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").write_bytes("channel: wechat # 公众号".encode("gbk"))
    with pytest.raises(DataError, match="不是 UTF-8；请另存为 UTF-8"):
        load_config(tmp_path / "contentai.yaml")


def test_configurations_that_are_not_in_force(tmp_path: Path) -> None:
    deep = tmp_path / "drafts" / "sms"
    deep.mkdir(parents=True)
    used = tmp_path / "contentai.yaml"
    used.write_text("channel: wechat\n", "utf-8")
    assert list(unused([Path(), tmp_path, deep], used)) == []
    (tmp_path / "contentai.yml").touch()  # beside one of the right name it is somebody else's
    (deep / ".contentai.yml").touch()
    (tmp_path / "drafts" / "contentai.yaml").touch()
    words = [str(w) for w in unused([deep, deep, tmp_path / "drafts", tmp_path], used)]
    assert [w.split(" 没有用")[0] for w in words] == [
        str(deep.resolve() / ".contentai.yml"),
        str(tmp_path.resolve() / "drafts" / "contentai.yaml"),
    ]
    assert "改名" in words[0]
    assert "--config" in words[1]


def test_a_configuration_is_made_where_a_later_command_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, home = tmp_path / "home" / "shop", tmp_path / "home"
    (shop / "drafts").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("HOME", str(home))
    for here, expected in {
        shop: shop,
        shop / "drafts": shop / "drafts",
        home: shop / "drafts",  # it would hold for everything at home
        tmp_path: shop / "drafts",
        tmp_path / "other": shop / "drafts",
    }.items():
        monkeypatch.chdir(here)
        assert new_config(shop / "drafts") == expected / "contentai.yaml", here
    monkeypatch.chdir(shop)
    assert new_config(Path("drafts")) == shop / "contentai.yaml"


def test_a_hook_tells_of_no_file_outside_its_repository(tmp_path: Path) -> None:
    (tmp_path / "contentai.yml").write_text("channel: sms\n", "utf-8")
    top = tmp_path / "repo"
    (top / "drafts").mkdir(parents=True)
    assert list(unused([top / "drafts"], None, top, "pre-push")) == []
    (note,) = unused([top / "drafts"], None)
    assert "contentai.yml" in note.zh
