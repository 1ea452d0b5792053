from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contentai import resources
from tests.cli.house import furnish
from tests.cli.process import Answer

Run = Callable[..., Answer]


def test_list_shows_configured_rules_beside_the_shipped_ones(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "list")
    ids = [line.split()[0] for line in answer.out.splitlines()]
    assert answer.status == 0
    assert ids == sorted(ids)
    assert {"TRY-001", "TRY-002", "TRY-003"} <= set(ids)
    assert any(line.startswith("TRY-002  警告") for line in answer.out.splitlines())
    assert {"LAW", "PLAT"} <= {id.split("-")[0] for id in ids}
    assert f"共 {len(ids)} 条规则" in answer.err


def test_list_takes_a_pack_and_speaks_english(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "list", "try", CONTENTAI_LANG="en")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "TRY-001  error    trial rule  [all]",
        "TRY-002  warning  trial rule  [all]",
        "TRY-003  info     trial rule  [all]",
    ]


def test_list_gives_json_and_picks_by_channel_and_severity(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "list", "--format", "json")
    assert answer.status == 0
    whole = json.loads(answer.out)
    rules = {rule["id"]: rule for rule in whole["rules"]}
    assert whole["version"] == 1
    assert [*rules] == [line.split()[0] for line in run("rules", "list").out.splitlines()]
    house = rules["TRY-002"]
    assert (house["name"], house["severity"], house["channels"]) == ("试用规则", "warning", [])
    assert house["sources"] == [{"article": "A0", "claim": "A0-01"}]
    assert house["file"].endswith("TRY-002.yaml")
    for options, wanted in (
        (("--channel", "短信"), lambda rule: not rule["channels"] or "sms" in rule["channels"]),
        (("--severity", "error"), lambda rule: rule["severity"] == "error"),
        (
            ("--severity", "error", "--severity", "info", "--channel", "sms", "ART", "TRY"),
            lambda rule: (
                rule["severity"] in ("error", "info")
                and (not rule["channels"] or "sms" in rule["channels"])
                and rule["id"][:3] in ("ART", "TRY")
            ),
        ),
    ):
        expected = [id for id, rule in rules.items() if wanted(rule)]
        found = [line.split()[0] for line in run("rules", "list", *options).out.splitlines()]
        assert 0 < len(found) < len(rules)
        assert found == expected


def test_list_refuses_an_unknown_channel(run: Run) -> None:
    answer = run("rules", "list", "--channel", "报纸")
    assert (answer.status, answer.out) == (2, "")
    assert "不认识的渠道“报纸”；可以用：公众号（wechat）、朋友圈（moments）、" in answer.err


def test_show_prints_the_whole_rule(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "show", "TRY-002")
    assert answer.status == 0
    for part in ("TRY-002", "试用规则", "[警告]", "换一个说法", "A0-01", "✗ 这里写着黄香蕉。"):
        assert part in answer.out
    assert "TRY-001" not in answer.out


@pytest.mark.parametrize(
    ("doubt", "told"),
    [
        ("{of: unlawful, below: 0.1, to: info}", ["低于 0.1 时只算提示"]),
        (
            "{of: unlawful, below: 0.1, to: info, drop: 0.01}",
            ["低于 0.1 时只算提示", "低于 0.01 时不报"],
        ),
        ("{of: unlawful, below: 0.1, to: info, drop: 0.1}", ["低于 0.1 时不报"]),
        ("{of: unlawful, below: 0, to: info}", []),
    ],
)
def test_show_tells_from_which_score_down_a_rule_says_less(
    run: Run, tmp_path: Path, doubt: str, told: list[str]
) -> None:
    rule = furnish(tmp_path) / "house" / "TRY-001.yaml"
    rule.write_text(f"{rule.read_text('utf-8')}doubt: {doubt}\n", "utf-8")
    answer = run("rules", "show", "TRY-001")
    assert answer.status == 0, answer.err
    lines = [line.strip() for line in answer.out.splitlines() if "低于" in line]
    assert lines == [f"违法宣称分{words}" for words in told]


def test_an_unknown_rule_ends_with_2_and_offers_the_nearest(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "show", "TRY-00l")
    assert (answer.status, answer.out) == (2, "")
    assert "TRY-00" in answer.err.split("最接近", maxsplit=1)[1]


def test_a_wrong_example_fails_the_test_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = furnish(tmp_path / "work") / "house"
    # A house pack is tested together with what ships. A few rules stand for it: `make check`
    # tests the others.
    shipped = tmp_path / "shipped"
    (shipped / "clickbait").mkdir(parents=True)
    for name in ("channels.yaml", "claims.yaml"):
        shutil.copy(resources.rules_dir() / name, shipped)
    for file in sorted((resources.rules_dir() / "clickbait").glob("*.yaml"))[:3]:
        shutil.copy(file, shipped / "clickbait")
    monkeypatch.setattr(resources, "rules_dir", lambda: shipped)
    rule = pack / "TRY-001.yaml"
    wrong = rule.read_text("utf-8").replace("这里什么也没有。", "这里也有绿苹果。")
    rule.write_text(wrong, "utf-8")
    answer = run("rules", "test", pack)
    assert answer.status == 1
    assert "TRY-001 不应当报" in answer.out
    assert "绿苹果" in answer.out
    assert "TRY-002" not in answer.out
    assert "6 条规则" in answer.out


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Shipped rules of which there is one: `make check` tests the others."""
    shipped = tmp_path / "shipped"
    (shipped / "clickbait").mkdir(parents=True)
    for name in ("channels.yaml", "claims.yaml"):
        shutil.copy(resources.rules_dir() / name, shipped)
    shutil.copy(min((resources.rules_dir() / "clickbait").glob("*.yaml")), shipped / "clickbait")
    monkeypatch.setattr(resources, "rules_dir", lambda: shipped)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("old", "new", "status", "said"),
    [
        ("{found}”", "{fuond}”", 1, "没有东西能填 {fuond}；有的是 {channel}、{found}"),
        ("claim: A0-01", "claim: A9-99", 1, "A9-99 不在 claims.yaml 里"),
        (
            "kind: terms, terms: [绿苹果], boundary: none",
            "kind: pattern, pattern: '绿(?=苹果)'",
            2,
            "unless",
        ),
        (
            "kind: terms, terms: [绿苹果], boundary: none",
            "kind: pattern, pattern: '(绿苹果'",
            2,
            "正则写错了：少了右括号 )\n",
        ),
    ],
)
def test_what_would_show_only_later_fails_the_test_command(
    run: Run, tmp_path: Path, old: str, new: str, status: int, said: str
) -> None:
    pack = furnish(tmp_path / "work") / "house"
    rule = pack / "TRY-001.yaml"
    assert old in rule.read_text("utf-8")
    rule.write_text(rule.read_text("utf-8").replace(old, new), "utf-8")
    answer = run("rules", "test", pack)
    assert answer.status == status
    assert "TRY-001.yaml:" in answer.out + answer.err
    assert said in answer.out + answer.err


@pytest.mark.usefixtures("small")
def test_without_a_path_the_packs_of_the_configuration_are_tested(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "test")
    assert answer.status == 0
    assert "house 3" in answer.out


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("configured", [True, False])
def test_a_configured_pack_is_tested_alone_and_may_yield_to_another(
    run: Run, tmp_path: Path, configured: bool
) -> None:
    furnish(tmp_path)
    rule = (tmp_path / "house" / "TRY-001.yaml").read_text("utf-8")
    (tmp_path / "other").mkdir()
    yielding = rule.replace("TRY-001", "BBB-001") + "yields_to: [TRY-001]\n"
    (tmp_path / "other" / "BBB-001.yaml").write_text(yielding, "utf-8")
    # What is wrong elsewhere is told where it is tested.
    (tmp_path / "house" / "TRY-002.yaml").write_text(
        rule.replace("TRY-001", "TRY-002") + "yields_to: [NONE]\n", "utf-8"
    )
    if configured:
        (tmp_path / "contentai.yaml").write_text("rules: [house, other]\n", "utf-8")
    answer = run("rules", "test", "other")
    if configured:
        assert (answer.status, answer.err) == (0, "")
        assert "2 条规则" in answer.out and "other 1" in answer.out
    else:
        assert answer.status == 2
        assert "不认识的规则“TRY-001”" in answer.err


def test_one_rule_is_tested_by_its_name(run: Run, tmp_path: Path) -> None:
    house = furnish(tmp_path) / "house"
    rule = (house / "TRY-001.yaml").read_text("utf-8")
    (house / "TRY-002.yaml").write_text(rule.replace("TRY-001", "TRY-002"), "utf-8")
    (tmp_path / "contentai.yaml").write_text("rules: [house]\n", "utf-8")
    answer = run("rules", "test", "try-002")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("1 条规则，") and "house 1" in answer.out
    assert run("rules", "test", "TRY").out.startswith("3 条规则，")
    assert run("rules", "test", "evasion").out.startswith("8 条规则，")
    assert "不存在" in run("rules", "test", "TRY-009").err


def test_a_path_without_rules_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    answer = run("rules", "test", "empty")
    assert answer.status == 2
    assert "没有规则文件" in answer.err
    pack = furnish(tmp_path / "work") / "house"
    answer = run("rules", "test", pack / "TRY-001.yaml")
    assert answer.status == 2
    assert f"要写规则所在的目录：{pack}" in answer.err
    answer = run("rules", "test", "gone")
    assert answer.status == 2
    assert "不存在" in answer.err


@pytest.mark.usefixtures("small")
def test_a_rule_in_another_encoding_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    pack = furnish(tmp_path / "work") / "house"
    rule = pack / "TRY-001.yaml"
    rule.write_bytes(rule.read_text("utf-8").encode("gb18030"))
    answer = run("rules", "test", pack)
    assert answer.status == 2
    assert "TRY-001.yaml: 读不了：不是 UTF-8；请另存为 UTF-8（第 2 行起读不懂）" in answer.err
    assert "codec" not in answer.err


@pytest.mark.parametrize("name", ["TRY-0*", "try", "SUP"])
def test_part_of_an_id_shows_no_rule(run: Run, tmp_path: Path, name: str) -> None:
    furnish(tmp_path)
    answer = run("rules", "show", name)
    assert (answer.status, answer.out) == (2, "")
    assert "-001、" in answer.err
    assert f"contentai rules list {name}" in answer.err


def test_a_malformed_rule_is_told_with_its_place_and_the_rest_listed(
    run: Run, tmp_path: Path
) -> None:
    pack = furnish(tmp_path) / "house"
    rule = pack / "TRY-002.yaml"
    rule.write_text(rule.read_text("utf-8").replace("kind: terms", "kind: trems"), "utf-8")
    answer = run("rules", "list", "TRY")
    assert answer.status == 2
    assert [line.split()[0] for line in answer.out.splitlines()] == ["TRY-001", "TRY-003"]
    assert "TRY-002.yaml:4:" in answer.err
    assert "最接近的是“terms”" in answer.err


@pytest.mark.usefixtures("small")
def test_docs_writes_pages_of_own_packs_and_leaves_other_files_alone(
    run: Run, tmp_path: Path
) -> None:
    furnish(tmp_path)
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "mine.md").write_text("我的稿子\n", "utf-8")
    (drafts / "README.md").write_bytes(b"\xff\xfe")
    assert run("rules", "docs", "drafts").status == 0
    pages = {"index.md", "try-001.md", "try-002.md", "try-003.md"}
    assert {file.name for file in drafts.iterdir()} > pages | {"mine.md", "README.md"}
    (tmp_path / "house" / "TRY-002.yaml").unlink()
    assert run("rules", "docs", "drafts", "--check").out.split("：")[0] == "过时"
    answer = run("rules", "docs", "drafts")
    assert answer.status == 0
    assert "写了 1 页，删了 try-002.md" in answer.err
    assert not (drafts / "try-002.md").exists()
    assert (drafts / "mine.md").read_text("utf-8") == "我的稿子\n"
    assert (drafts / "README.md").read_bytes() == b"\xff\xfe"
    assert run("rules", "docs", "drafts", "--check").status == 0


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["index.md", "try-001.md"])
def test_docs_never_writes_over_what_it_did_not_write(run: Run, tmp_path: Path, name: str) -> None:
    furnish(tmp_path)
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / name).write_text("我的稿子\n", "utf-8")
    answer = run("rules", "docs", "drafts")
    assert answer.status == 2
    assert f"drafts 里的 {name} 不是这个命令写的" in answer.err
    assert [(f.name, f.read_text("utf-8")) for f in drafts.iterdir()] == [(name, "我的稿子\n")]


@pytest.mark.usefixtures("small")
def test_docs_says_what_is_wrong_with_the_folder_or_a_rule(run: Run, tmp_path: Path) -> None:
    pack = furnish(tmp_path) / "house"
    answer = run("rules", "docs", "nowhere", "--check")
    assert (answer.status, answer.out) == (2, "")
    assert "没有目录 nowhere；先写出来：contentai rules docs nowhere" in answer.err
    (pack / "TRY-001.yaml").write_text("id: TRY-001\n", "utf-8")
    answer = run("rules", "docs", "nowhere")
    assert answer.status == 2
    assert "TRY-001.yaml" in answer.err
    assert not (tmp_path / "nowhere").exists()
