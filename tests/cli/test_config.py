"""``contentai config``, ``init`` and ``doctor``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from contentai.cli import config as config_command
from contentai.cli import doctor, doctor_checks, init
from contentai.cli.main import contentai
from contentai.config import load_config
from contentai.config.json_schema import rendered, schema
from contentai.located import DataError
from contentai.workspace import Workspace
from contentai.yamlread import read_yaml
from tests.cli.process import ROOT, Call, perform
from tests.cli.test_lint_changed import git
from tests.lint.house import furnish

Invoke = Callable[..., Result]
DOCS = ROOT / "docs"
VALIDATOR = jsonschema.Draft202012Validator(schema())


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run one command in ``tmp_path``, in this process."""
    monkeypatch.chdir(tmp_path)

    def start(command: click.Command, *arguments: str | Path) -> Result:
        return CliRunner().invoke(command, [str(argument) for argument in arguments])

    return start


def origins(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)["settings"]
    return found


def test_show_tells_where_each_setting_comes_from(invoke: Invoke, tmp_path: Path) -> None:
    furnish(tmp_path / "base")
    (tmp_path / "pyproject.toml").write_text("[tool.contentai]\nchannel = 'sms'\n", "utf-8")
    (tmp_path / "contentai.yaml").write_text(
        "extends: base/contentai.yaml\n"
        "channel: wechat\n"
        "ignore:\n"
        "  - TRY-002\n"
        "account: {brand: known}\n"
        "overrides:\n"
        "  - {files: ['x/**'], fail_on: info}\n"
        "  - files: ['sms/**']\n"
        "    channel: sms\n"
        "    ignore: OTH\n",
        "utf-8",
    )
    (tmp_path / "sms").mkdir()
    (tmp_path / "sms" / "a.md").write_text("---\nstage: retain\n---\n好。\n", "utf-8")
    shown = invoke(
        config_command.command, "show", "sms/a.md", "--format", "json", "--ignore", "WEB-001"
    )
    found = origins(shown)
    file = str(tmp_path / "contentai.yaml")

    def place(item: dict[str, Any]) -> tuple[Any, ...]:
        origin = item["from"]
        return (item["value"], origin["kind"], origin["file"], origin["line"], origin["override"])

    assert place(found["channel"]) == ("sms", "override", file, 9, 2)
    assert place(found["stage"]) == ("retain", "front_matter", "sms/a.md", 0, 0)
    assert [place(item) for item in found["ignore"]] == [
        ("WEB-001", "option", "", 0, 0),
        ("TRY-002", "file", file, 4, 0),
        ("OTH", "override", file, 10, 2),
    ]
    assert place(found["fail_on"]) == ("error", "default", "", 0, 0)
    assert place(found["account.brand"]) == ("known", "file", file, 5, 0)
    base = str(tmp_path / "base" / "contentai.yaml")
    assert place(found["rules"][0]) == ("pack", "file", base, 1, 0)
    assert [place(item)[:3] for item in found["select"]] == [
        (name, "file", base) for name in ("TRY", "OTH", "WEB", "FIX")
    ]
    assert ["pyproject.toml" in note for note in json.loads(shown.stdout)["notes"]] == [True]
    # A folder has no header, and these overrides are not for it.
    text = invoke(config_command.command, "show")
    assert f"wechat       {file}:2" in text.stdout
    assert "pyproject.toml" in text.stderr
    names = "--select", "ＴＲＹ，web-001、ＯＴＨ"
    wide = origins(invoke(config_command.command, "show", "--format", "json", *names))
    assert [item["value"] for item in wide["select"]] == ["ＴＲＹ", "web-001", "ＯＴＨ"]
    told = invoke(config_command.command, "show", "--select", "TRI")
    assert isinstance(told.exception, DataError)


def test_show_tells_what_the_header_ignores(invoke: Invoke, tmp_path: Path) -> None:
    furnish(tmp_path, "ignore: [LAW]")
    header = "---\ncontentai: {ignore: [TRY-001 引用原文, WEB, 没有 这条]}\n---\n绿苹果\n"
    (tmp_path / "a.md").write_text(header, "utf-8")
    for options in ((), ("--ignore", "FIX")):
        found = origins(
            invoke(config_command.command, "show", "a.md", "--format", "json", *options)
        )
        assert [(item["value"], item["from"]["kind"]) for item in found["ignore"]] == [
            *[(name, "option") for name in options[1:]],
            *[("TRY-001", "front_matter"), ("WEB", "front_matter"), ("LAW", "file")],
        ]
    text = invoke(config_command.command, "show", "a.md")
    assert "TRY-001      a.md（稿件头部）" in text.stdout


def test_show_says_that_there_is_no_such_draft(invoke: Invoke, tmp_path: Path) -> None:
    furnish(tmp_path, "overrides: [{files: ['sms/**'], channel: sms}]")
    shown = invoke(config_command.command, "show", "sms/new.md")
    assert shown.exit_code == 0
    assert "没有 sms/new.md；这里说的是按这个名字会生效的配置" in shown.stderr
    assert "overrides 第 1 条" in shown.stdout


def test_what_is_shown_is_what_lint_does(invoke: Invoke, tmp_path: Path) -> None:
    furnish(tmp_path, "stage: engage", "overrides: [{files: ['b.md'], select: [OTH]}]")
    workspace = Workspace.open(tmp_path)
    found = origins(invoke(config_command.command, "show", "b.md", "--format", "json"))
    chosen = [item["value"] for item in found["select"]]
    linter = workspace.with_options()
    assert workspace.rulebook.expand(chosen) == set(linter.wanted(str(tmp_path / "b.md")))
    assert chosen == ["OTH"]
    assert found["stage"]["value"] == linter.setting("b.md").default_stage == "engage"


GOOD = [
    "{}",
    "channel: wechat",
    "segment: [a, 1]",
    "ignore:",
    "ignore: MOB",
    "severity: {LAW-001: info}",
    "fail_on: never",
    "account: {brand: known, category: food, product_needs: [install]}",
    "suppressions: {reason: required, unused: never}",
    "embedding: {model: static}",
    "topics: {weights: {season: 0.2}}",
    "mix: {value: 60, promotion: 10.5}",
    "rules: {packs: [a], ignore: [LAW]}",
    "rules: a",
    "null",
    "channel: WeChat",
    'channel: " wechat "',
    "channel: 公众号",
    'topics: {weights: {season: "1"}}',
    "topics: {weights: {season: 1e2}}",
    "topics: {weights: {season: 2.5e-1}}",
    "topics: {weights: {season: ' 0.5 '}}",
    "mix: {value: '50'}",
    "extends:",
    "overrides: [{files: ['!a', b], channel: Sms}]",
    "overrides: {files: '*.md', channel: sms}",
    "overrides: []",
]
BAD = [
    "[]",
    "text",
    "chanel: wechat",
    "channel: tv",
    "channel: [wechat]",
    "channel:",
    "segment: {a: b}",
    "ignore: [[a]]",
    "severity: {LAW-001: fatal}",
    "severity: error",
    "fail_on: ever",
    "account: {brand: [known]}",
    "account: {category: [shoes]}",
    "suppressions: {reason: 1}",
    "tokenizer: other",
    "models: [a]",
    "embedding: static",
    "embedding: {}",
    "topics: {weights: {luck: 1}}",
    "topics: {weights: {season: 200}}",
    "topics: {}",
    "mix: {value: -1}",
    "mix: {selling: 1}",
    "rules: {folders: [a]}",
    "channel: w e c h a t",
    "topics: {weights: {season: 1e3}}",
    "topics: {weights: {season: '100.5'}}",
    "mix: {value: '50%'}",
    'models: ""',
    'extends: ""',
    'extends: [" "]',
    'overrides: [{files: [""], channel: sms}]',
    'overrides: [{files: ["!a"], channel: sms}]',
    'overrides: [{files: "/a", channel: sms}]',
    "overrides: [{channel: sms}]",
    "overrides: [{files: [a]}]",
    "overrides: [{files: [], channel: sms}]",
    "overrides: [{files: [a], tokenizer: jieba}]",
]


@pytest.mark.parametrize(
    ("text", "good"), [*((text, True) for text in GOOD), *((text, False) for text in BAD)]
)
def test_the_schema_and_the_loader_agree(tmp_path: Path, text: str, good: bool) -> None:
    judged = VALIDATOR.is_valid(yaml.safe_load(text))
    file = tmp_path / "contentai.yaml"
    file.write_text(text, "utf-8")
    try:
        load_config(file)
    except DataError:
        loaded = False
    else:
        loaded = True
    assert (judged, loaded) == (good, good)


def test_examples_in_the_documentation_are_valid() -> None:
    validator = VALIDATOR
    validator.check_schema(schema())
    pages = {page: page.read_text("utf-8").split("```yaml\n")[1:] for page in DOCS.glob("*.md")}
    blocks = [
        (page.name, block.split("```")[0])
        for page, found in pages.items()
        for block in found
        if page.name in ("configuration.md", "suppressing.md", "embedding.md", "topics.md")
    ]
    checked = 0
    for page, block in blocks:
        if block.startswith("---"):
            continue
        checked += 1
        value = yaml.safe_load(block)
        assert [error.message for error in validator.iter_errors(value)] == [], page
    assert checked >= 5
    lines = config_module_example()
    assert [error.message for error in validator.iter_errors(yaml.safe_load(lines))] == []


def config_module_example() -> str:
    """The settings in the docstring of ``contentai.config``; ``rules`` stands there twice."""
    import contentai.config

    doc = (contentai.config.__doc__ or "").split("\n\n", 2)[2]
    return doc.replace("rules: [house-rules] ", "# ")


def test_the_published_schema_is_that_of_the_program(invoke: Invoke, tmp_path: Path) -> None:
    published = DOCS / "contentai.schema.json"
    assert invoke(config_command.command, "schema", "--check", published).exit_code == 0
    assert invoke(config_command.command, "schema").stdout == rendered()
    invoke(config_command.command, "schema", "--output", "s.json")
    assert (tmp_path / "s.json").read_text("utf-8") == rendered()
    (tmp_path / "s.json").write_text("{}", "utf-8")
    stale = invoke(config_command.command, "schema", "--check", "s.json")
    assert (stale.exit_code, "过时" in stale.stdout) == (1, True)
    assert invoke(config_command.command, "schema", "--check", "none.json").exit_code == 2


def test_init_writes_what_was_asked_for_and_never_over_another(
    invoke: Invoke, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q")
    options = ("--channel", "sms", "--rules", "我的 规则", "--mix", "value=60，promotion=10")
    done = invoke(init.command, *options, "--hook", "pre-push")
    assert done.exit_code == 0, done.output
    config = load_config(tmp_path / "contentai.yaml")
    assert (config.channel, config.mix) == ("sms", {"value": 60, "promotion": 10})
    assert [pack.name for pack in config.packs] == ["我的 规则"]
    assert (tmp_path / ".git" / "hooks" / "pre-push").is_file()
    Workspace(config).with_options().check()
    # Every line that is commented out can be used.
    text = (tmp_path / "contentai.yaml").read_text("utf-8")
    settings = [line.removeprefix("# ") for line in text.splitlines()[2:]]
    whole = read_yaml("\n".join(settings), "x")
    assert whole is not None
    assert [*whole.table()] == [line.partition(":")[0] for line in settings]
    (tmp_path / "contentai.yaml").write_text("\n".join(settings), "utf-8")
    load_config(tmp_path / "contentai.yaml")
    refused = invoke(init.command, "--channel", "weibo")
    assert (refused.exit_code, "--force" in refused.output) == (2, True)
    assert load_config(tmp_path / "contentai.yaml").channel == "sms"
    assert invoke(init.command, "--channel", "weibo", "--force").exit_code == 0
    assert load_config(tmp_path / "contentai.yaml").channel == "weibo"
    below = invoke(init.command, "sub")
    assert "不再起作用" in below.stderr
    assert load_config(tmp_path / "sub" / "contentai.yaml").channel is None


@pytest.mark.parametrize("mix", ["value=90,promotion=20", "value", "tv=3", "value=1,value=2"])
def test_init_refuses_shares_that_cannot_be(invoke: Invoke, tmp_path: Path, mix: str) -> None:
    assert invoke(init.command, "--mix", mix).exit_code == 2
    assert not (tmp_path / "contentai.yaml").exists()


def test_on_a_terminal_init_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(init, "_on_terminal", lambda: True)
    answers = "抖音\n微淘\n\nvalue=200\nvalue=70\ny\n"
    done = CliRunner().invoke(init.command, [], input=answers)
    assert done.exit_code == 0, done.output
    assert "[]" not in done.output
    assert "不认识的渠道“抖音”；可以用：公众号、朋友圈、" in done.output
    config = load_config(tmp_path / "contentai.yaml")
    assert (config.channel, config.packs, config.mix) == ("weitao", (), {"value": 70})
    assert (tmp_path / ".git" / "hooks" / "pre-push").is_file()


def test_ctrl_c_ends_init_as_it_ends_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(init, "_on_terminal", lambda: True)
    done = CliRunner().invoke(contentai, ["init"], input="")  # the end of it, as Ctrl-C, aborts
    assert (done.exit_code, "停下了" in done.output) == (130, True)
    assert not (tmp_path / "contentai.yaml").exists()


def test_init_takes_several_folders_of_rules_and_no_file(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    refused = invoke(init.command, "--rules", "file")
    assert (refused.exit_code, "有一个同名的文件" in refused.output) == (2, True)
    assert invoke(init.command, "--rules", "a,b，c", "--rules", "d").exit_code == 0
    packs = load_config(tmp_path / "contentai.yaml").packs
    assert [pack.name for pack in packs] == ["a", "b", "c", "d"]
    assert all((tmp_path / pack.name).is_dir() for pack in packs)


@pytest.mark.parametrize("options", [("--hook", "pre-push"), ("--mix", "tv=3")])
def test_init_that_is_refused_leaves_nothing_behind(
    invoke: Invoke, tmp_path: Path, options: tuple[str, ...]
) -> None:
    refused = invoke(init.command, "sub", "--rules", "house", *options)
    assert refused.exit_code == 2
    assert list(tmp_path.iterdir()) == []
    if "--hook" in options:
        assert "什么都没有写" in refused.output and "先 git init" in refused.output


def test_init_makes_no_folder_outside_of_the_project(invoke: Invoke, tmp_path: Path) -> None:
    home = tmp_path / "project"
    home.mkdir()
    outside = tmp_path / "etc" / "x"
    with chdir(home):
        for name in ("../etc/x", str(outside)):
            refused = invoke(init.command, "--rules", f"house,{name}")
            assert refused.exit_code == 2
            assert "没有替你建" in refused.output
        assert list(home.iterdir()) == [] and not outside.exists()
        outside.mkdir(parents=True)
        assert invoke(init.command, "--rules", "../etc/x").exit_code == 0
        done = invoke(init.command, "drafts", "--rules", "../house")
        assert (done.exit_code, "建了放规则的目录 drafts/../house" in done.output) == (0, True)
    assert load_config(home / "drafts" / "contentai.yaml").packs != ()


def test_init_blames_no_file_where_a_folder_of_rules_cannot_be_filled(
    invoke: Invoke, tmp_path: Path
) -> None:
    longest = "/".join(["x" * 200] * 20)[:-1] + "/" + "y" * 70  # .gitkeep has no room in it
    refused = invoke(init.command, "--rules", longest)
    assert (tmp_path / ("x" * 200)).is_dir()
    assert (refused.exit_code, "同名的文件" in refused.output) == (2, False)
    assert "建不了目录" in refused.output and "太长" in refused.output


def test_show_names_an_extended_file_without_detours(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "shop").mkdir()
    (tmp_path / "team" / "team.yaml").write_text("channel: sms\n", "utf-8")
    own = tmp_path / "shop" / "contentai.yaml"
    own.write_text("extends: ../team/team.yaml\n", "utf-8")
    found = origins(invoke(config_command.command, "show", "--format", "json", "--config", own))
    assert found["channel"]["from"]["file"] == str(tmp_path / "team" / "team.yaml")


def test_show_tells_of_packs_without_rules(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "contentai.yaml").write_text("rules: [none]\n", "utf-8")
    told = f"{tmp_path / 'contentai.yaml'}:1:9: {tmp_path / 'none'} 里没有规则文件"
    assert told in invoke(config_command.command, "show").stderr
    (note,) = json.loads(invoke(config_command.command, "show", "--format", "json").stdout)["notes"]
    assert note.startswith(told)


def test_settings_that_are_not_used_are_told_wherever_settings_are_looked_at(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "contentai.yml").write_text("channel: sms\n", "utf-8")
    assert "contentai.yml 没有用" in invoke(config_command.command, "show").stderr
    monkeypatch.setenv("CONTENTAI_CACHE_DIR", str(tmp_path / "contentai.yml" / "cache"))
    found = checks(invoke(doctor.command, "--format", "json"))
    assert "contentai.yml 没有用" in found["configuration"][0][1]
    ((level, told),) = found["cache"]
    assert (level, "写不进" in told) == ("warn", True)
    beside = invoke(init.command).stderr
    assert "contentai.yml 没有用：旁边的 contentai.yaml 才是配置；把里面的设置搬过去" in beside
    assert "改名" not in beside
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "contentai.yaml").write_text("channel: sms\n", "utf-8")
    (tmp_path / "drafts" / "a.md").write_text("滤芯半年换一次。", "utf-8")
    for options, told in (((), True), (("--config", "contentai.yaml"), False)):
        shown = invoke(config_command.command, "show", "drafts/a.md", *options)
        assert ("drafts/contentai.yaml 没有用" in shown.stderr) is told


def checks(result: Result) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for check in json.loads(result.stdout)["checks"]:
        found.setdefault(check["name"], []).append((check["level"], check["message"]))
    return found


def test_doctor_finds_all_well(invoke: Invoke, tmp_path: Path) -> None:
    furnish(tmp_path)
    result = invoke(doctor.command, "--format", "json")
    found = checks(result)
    assert result.exit_code == 0, result.output
    levels = {level for name, told in found.items() if name != "terminal" for level, _ in told}
    assert levels == {"ok"}
    assert found.keys() >= {
        *("installation", "extra train", "configuration", "rules", "models", "embedder"),
        *("library", "git", "terminal"),
    }
    assert found["configuration"] == [("ok", str(tmp_path / "contentai.yaml"))]


def test_doctor_tells_what_is_not_said_of_the_account(invoke: Invoke, tmp_path: Path) -> None:
    furnish(tmp_path, "account: {brand: known, category: [food]}", "mix: {promotion: 20}")
    (tmp_path / "segments.yaml").write_text("segments: {a: {name: 甲, interests: [茶]}}\n", "utf-8")
    ((level, told),) = checks(invoke(doctor.command, "--format", "json"))["account profile"]
    assert level == "ok"
    assert told == (
        "写了 account.brand、account.category、mix、segments.yaml；"
        "没写 account.moments_selling、account.product_needs"
    )


def test_doctor_tells_what_is_broken_and_looks_at_the_rest(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(tmp_path, "models: models", "ignore: [NOPE-001]")
    (tmp_path / "pack" / "TRY-001.yaml").write_text("id: TRY-001\n", "utf-8")
    (tmp_path / ".contentai").mkdir()
    (tmp_path / ".contentai" / "library.db").write_text("no database", "utf-8")
    git(tmp_path, "init", "-q")
    hook = tmp_path / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n# contentai-hook: pre-push\npython='/gone/python'\n", "utf-8")
    hook.chmod(0o755)
    monkeypatch.setenv("LC_ALL", "C")
    result = invoke(doctor.command, "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["status"] == "fail"
    found = checks(result)
    for name, words in {
        "configuration": "NOPE-001",
        "rules": "TRY-001.yaml",
        "models": "models",
        "library": "",
    }.items():
        assert ("fail", True) in [(level, words in told) for level, told in found[name]], name
    assert found["hook pre-push"][0][0] == "warn"
    assert "/gone/python" in found["hook pre-push"][0][1]
    run = (
        f"python={sys.executable}\ncontentai hook run --type pre-push --folder '旧 稿' -- \"$@\"\n"
    )
    hook.write_text(f"#!/bin/sh\n# contentai-hook: pre-push\n{run}", "utf-8")
    level, told = checks(invoke(doctor.command, "--format", "json"))["hook pre-push"][0]
    assert (level, "要查 旧 稿，这个目录不在了" in told) == ("warn", True)
    assert all(
        check["way_out"] or check["name"] in ("configuration", "models", "rules")
        for check in json.loads(result.stdout)["checks"]
        if check["level"] == "fail"
    )
    (tmp_path / "contentai.yaml").write_text("channel: [\n", "utf-8")
    found = checks(invoke(doctor.command, "--format", "json"))
    assert found["configuration"][0][0] == "fail"
    assert found["rules"][0][0] == "ok"


@pytest.mark.parametrize("format", ["text", "json"])
def test_doctor_reads_hooks_that_were_edited_or_name_folders_in_other_encodings(
    tmp_path: Path, format: str
) -> None:
    git(furnish(tmp_path), "init", "-q")
    kept, gone = (tmp_path / os.fsdecode(name.encode("gbk")) for name in ("稿件", "旧稿"))
    told = {}
    for folder in (kept, gone):
        folder.mkdir()
        assert perform(Call(("hook", "install"), folder)).status == 0
        if folder == gone:
            folder.rmdir()
        told[folder] = perform(Call(("doctor", "--format", format), tmp_path))
    assert "这个目录不在了" not in told[kept].out
    assert "这个目录不在了" in told[gone].out
    hook = tmp_path / ".git" / "hooks" / "pre-push"
    hook.write_text("#!/bin/sh\n# contentai-hook: pre-push\npython='unclosed\n", "utf-8")
    answer = perform(Call(("doctor", "--format", format), tmp_path))
    assert "钩子文件被改过，读不懂" in answer.out
    assert "contentai hook install --type pre-push" in answer.out
    assert "Traceback" not in answer.err


def test_doctor_never_names_contentai_to_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_checks, "_NEEDED", ("nowhere_to_be_found",))
    (found,) = (f for f in doctor_checks.installation() if f.level == "fail")
    assert found.way_out is not None
    for words in (found.way_out.zh, found.way_out.en):
        assert words.endswith(f"{sys.executable} -m pip install --force-reinstall .")
    assert "在 contentai 的源码目录里重装" in found.way_out.zh


def test_doctor_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    found = [f for f in doctor_checks.terminal() if "列" in f.words.zh]
    assert [f.level for f in found] == ["warn", "ok"]
    assert "只有 50 列" in found[0].words.zh
    assert "没有颜色" in found[1].words.zh
    assert "｜中文｜" in found[1].words.zh
