"""contentai.rulebook.channels: what each channel allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.located import DataError
from contentai.rulebook.channels import Channel, Quota, load_channels

TEXT = """\
weitao:
  name: {zh: 微淘, en: Weitao}
  limits: {title_max: 30, fold_at: 100}
  links: {outside: false, own: [own.example, cdn.example], banned: [bad.own.example]}
  pushes:
    - {account: 店铺, count: 2, days: 7}
  note: {zh: 记住, en: remember}
wechat:
  name: {zh: 公众号, en: WeChat}
  links: {banned: [rival.example]}
"""


def load(folder: Path, text: str) -> dict[str, Channel]:
    file = folder / "channels.yaml"
    file.write_text(text, "utf-8")
    return load_channels(file)


def test_a_profile_is_read(tmp_path: Path) -> None:
    channels = load(tmp_path, TEXT)
    assert list(channels) == ["weitao", "wechat"]
    weitao = channels["weitao"]
    assert (weitao.id, weitao.name.zh, weitao.outside_links) == ("weitao", "微淘", False)
    assert weitao.limits == {"title_max": 30, "fold_at": 100}
    assert weitao.quotas == (Quota("店铺", 2, 7),)
    assert weitao.note is not None
    assert (channels["wechat"].limits, channels["wechat"].outside_links) == ({}, True)


@pytest.mark.parametrize(
    ("target", "refused"),
    [
        ("https://own.example/a?b=c#d", False),
        ("https://shop.own.example", False),
        ("HTTP://OWN.EXAMPLE", False),
        ("//cdn.example/x.png", False),
        ("www.own.example/x", False),
        ("https://bad.own.example", True),
        ("https://very.bad.own.example", True),
        ("https://notown.example", True),
        ("https://own.example.evil.example", True),
        ("https://own.example@evil.example/", True),
        ("https://evil.example/own.example", True),
        ("//evil.example", True),
        ("www.evil.example", True),
        ("  https://evil.example ", True),
        ("#top", False),
        ("chapter-2.html", False),
        ("mailto:a@evil.example", False),
        ("weixin://dl/business", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_links_off_the_channel_are_refused_and_its_own_are_not(
    tmp_path: Path, target: str, refused: bool
) -> None:
    assert load(tmp_path, TEXT)["weitao"].refuses(target) is refused


def test_an_open_channel_refuses_only_banned_hosts(tmp_path: Path) -> None:
    wechat = load(tmp_path, TEXT)["wechat"]
    assert wechat.refuses("https://item.rival.example/1")
    assert not wechat.refuses("https://other.example")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("weitao:", "weitoa:", 1, "最接近的是“weitao”"),
        ("title_max", "title_most", 3, "最接近的是“title_max”"),
        ("title_max: 30", "title_max: 0", 3, "超出范围"),
        ("title_max: 30", "title_max: 三十", 3, "数字"),
        ("outside: false", "outside: no", 4, "true"),
        ("outside: false", "outsides: false", 4, "最接近的是“outside”"),
        ("  name: {zh: 微淘, en: Weitao}\n", "", 2, "缺少键“name”"),
        ("count: 2, ", "", 6, "缺少键“count”"),
        ("days: 7", "days: 1.5", 6, "整数"),
        ("wechat:\n", "weitao:\n", 8, "写了两次"),
    ],
)
def test_a_mistake_is_shown_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(DataError) as caught:
        load(tmp_path, TEXT.replace(old, new))
    assert caught.value.file == str(tmp_path / "channels.yaml")
    assert caught.value.line == line
    assert words in caught.value.words.zh


def test_no_file_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_channels(tmp_path / "channels.yaml")
    with pytest.raises(DataError):
        load(tmp_path, "\n")
