"""contentai.workspace: the one façade that every shell stands on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contentai
from contentai import Diagnostic, Document, Workspace, resources
from contentai.diagnostics import Severity
from contentai.lint.row import Brief
from contentai.located import DataError

MakeRule = Callable[..., dict[str, Any]]
WriteRules = Callable[..., Path]
Furnish = Callable[..., Workspace]

HOUSE = ("绿苹果", "黄香蕉", "蓝莓")


@pytest.fixture
def furnish(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules, monkeypatch: pytest.MonkeyPatch
) -> Furnish:
    """A workspace with three house rules, one a severity, and more lines of configuration.

    One small rule stands for the built-in packs, which take a second to load.
    """
    built_in = write_rules(tmp_path / "built-in", make_rule(terms("石榴"), "LAW-001"))
    monkeypatch.setattr(resources, "rules_dir", lambda: built_in)

    def open_with(*lines: str) -> Workspace:
        severities = ("error", "warning", "info")
        rules = [
            make_rule(terms(word), f"HOUSE-00{n}", severity=severity)
            for n, (word, severity) in enumerate(zip(HOUSE, severities, strict=True), 1)
        ]
        write_rules(tmp_path / "house", *rules, channels=None)
        text = "\n".join(["rules: [house]", *lines, ""])
        (tmp_path / "contentai.yaml").write_text(text, "utf-8")
        return Workspace.open(tmp_path)

    return open_with


def terms(word: str) -> dict[str, Any]:
    return {"kind": "terms", "terms": [word], "boundary": "none"}


def house(findings: list[Diagnostic] | tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(f.rule, f.severity.value) for f in findings if f.rule.startswith("HOUSE")]


DRAFT = "桌上有绿苹果、黄香蕉和蓝莓。"
ALL = [("HOUSE-001", "error"), ("HOUSE-002", "warning"), ("HOUSE-003", "info")]


def test_house_rules_stand_beside_the_built_in_ones(orchard: tuple[Path, Workspace]) -> None:
    _, workspace = orchard
    assert [rule for rule, _ in house(workspace.lint_text(DRAFT))] == [rule for rule, _ in ALL]
    packs = {id.split("-")[0] for id in workspace.rulebook.rules}
    assert {"LAW", "PLAT", "HOUSE"} <= packs


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["select: [HOUSE]"], ALL),
        (["select: [house-001, HOUSE-003]"], [ALL[0], ALL[2]]),
        (["ignore: HOUSE-002"], [ALL[0], ALL[2]]),
        (["select: [HOUSE]", "ignore: [HOUSE-00*]"], []),
        (
            ["select: [HOUSE]", "severity: {HOUSE-00*: error, HOUSE-002: info}"],
            [("HOUSE-001", "error"), ("HOUSE-002", "info"), ("HOUSE-003", "error")],
        ),
        (["select: [LAW]"], []),
        (["severity: {HOUSE-001: info}"], [("HOUSE-001", "info"), *ALL[1:]]),
        (["severity: {HOUSE: error}"], [(id, "error") for id, _ in ALL]),
        (
            ["severity: {HOUSE-001: warning, HOUSE: error}"],
            [("HOUSE-001", "warning"), ("HOUSE-002", "error"), ("HOUSE-003", "error")],
        ),
    ],
)
def test_the_configuration_chooses_rules_and_severities(
    furnish: Furnish, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert house(furnish(*lines).lint_text(DRAFT)) == expected


@pytest.mark.parametrize(
    ("lines", "options", "expected"),
    [
        (["select: [HOUSE-001]"], {"select": ("HOUSE-002",)}, [ALL[1]]),
        (["ignore: [HOUSE-001]"], {"ignore": ("HOUSE-002",)}, [ALL[2]]),
        ([], {"select": ("HOUSE",), "ignore": ("HOUSE-001", "HOUSE-003")}, [ALL[1]]),
    ],
)
def test_options_win_over_the_configuration(
    furnish: Furnish, lines: list[str], options: Any, expected: list[tuple[str, str]]
) -> None:
    workspace = furnish(*lines)
    linter = workspace.with_options(**options)
    assert house(linter.lint(workspace.parse(DRAFT)).findings) == expected


@pytest.mark.parametrize(
    ("lines", "near"),
    [
        (["select: [HOUSE-004]"], "HOUSE-00"),
        (["stage: engage", "ignore: [LAW, HOUSE-004]"], "HOUSE-00"),
        (["fail_on: info", "severity: {LAW: info, HOSE: error}"], "HOUSE"),
        (["ignore: [HUOSE]"], "HOUSE"),
        (["severity: {HOUSEE-001: info}"], "HOUSE-001"),
    ],
)
def test_an_unknown_rule_in_the_configuration_names_the_file_and_the_nearest(
    furnish: Furnish, tmp_path: Path, lines: list[str], near: str
) -> None:
    workspace = furnish(*lines)
    with pytest.raises(DataError) as caught:
        workspace.lint_text(DRAFT)
    line = 1 + len(lines)
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "contentai.yaml"), line)
    assert near in caught.value.words.zh


def test_an_unknown_rule_in_an_option_blames_no_file(furnish: Furnish) -> None:
    with pytest.raises(DataError) as caught:
        _ = furnish().with_options(select=("HUOSE",)).rules
    assert caught.value.file == ""
    assert "HOUSE" in caught.value.words.zh


def test_a_broken_house_rule_leaves_the_others_standing(furnish: Furnish, tmp_path: Path) -> None:
    workspace = furnish()
    (tmp_path / "house" / "house-002.yaml").write_text("id: [", "utf-8")
    assert house(workspace.lint_text(DRAFT)) == [ALL[0], ALL[2]]
    assert [error.file for error in workspace.rulebook.errors] == [
        str(tmp_path / "house" / "house-002.yaml")
    ]


def test_a_rules_folder_that_is_not_there_is_an_error(furnish: Furnish, tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").write_text("rules: [nowhere]\n", "utf-8")
    with pytest.raises(DataError) as caught:
        Workspace.open(tmp_path).lint_text(DRAFT)
    error = caught.value
    assert (error.file, error.line, error.column) == (str(tmp_path / "contentai.yaml"), 1, 9)
    assert "nowhere" in error.words.zh


def test_a_given_configuration_wins_over_the_nearest(furnish: Furnish, tmp_path: Path) -> None:
    furnish("select: [HOUSE-001]")
    other = tmp_path / "other.yaml"
    other.write_text("rules: [house]\nselect: [HOUSE-002]\n", "utf-8")
    assert house(Workspace.open(tmp_path, other).lint_text(DRAFT)) == [ALL[1]]


PLACES = {
    "wechat": {"channels": ["wechat"]},
    "engage": {"when": {"stage": ["engage"]}},
}


@pytest.mark.parametrize(
    ("lines", "header", "options", "expected"),
    [
        ([], "", {}, []),
        (["channel: wechat", "stage: engage"], "", {}, ["HOUSE-011", "HOUSE-012"]),
        (["channel: wechat"], "channel: weibo", {}, []),
        (["channel: weibo"], "channel: wechat", {}, ["HOUSE-011"]),
        ([], "channel: weibo", {"channel": "wechat"}, ["HOUSE-011"]),
        (["stage: engage"], "stage: follow", {"stage": "engage"}, ["HOUSE-012"]),
        (["stage: engage"], "stage: follow", {}, []),
    ],
)
def test_an_option_wins_over_the_header_and_the_header_over_the_configuration(
    furnish: Furnish,
    tmp_path: Path,
    make_rule: MakeRule,
    write_rules: WriteRules,
    lines: list[str],
    header: str,
    options: dict[str, str],
    expected: list[str],
) -> None:
    workspace = furnish(*lines)
    rules = [
        make_rule(terms("石榴"), f"HOUSE-01{n}", **more)
        for n, more in enumerate(PLACES.values(), 1)
    ]
    write_rules(tmp_path / "house", *rules, channels=None)
    text = f"---\n{header}\n---\n石榴" if header else "石榴"
    findings = workspace.lint_text(text, **options)
    assert [rule for rule, _ in house(findings)] == expected


pieces = st.lists(
    st.sampled_from(
        [
            *(*HOUSE, "---\nchannel: wechat\n---\n", "營(ying)(ying)銷(xiao)", "<b>绿</b>苹果"),
            *("# 题\n\n", "\r\n", "\n\n", "全网最低价，", "加薇❤信", "[蓝莓](https://a.example)"),
            *("😀", "&amp;", "\x00"),
        ]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    max_size=8,
).map("".join)


@pytest.fixture(scope="module")
def orchard(
    tmp_path_factory: pytest.TempPathFactory, make_rule: MakeRule, write_rules: WriteRules
) -> tuple[Path, Workspace]:
    folder = tmp_path_factory.mktemp("orchard")
    rules = [make_rule(terms(word), f"HOUSE-00{n}") for n, word in enumerate(HOUSE, 1)]
    write_rules(folder / "house", *rules, channels=None)
    (folder / "contentai.yaml").write_text("rules: [house]\n", "utf-8")
    return folder, Workspace.open(folder)


@settings(max_examples=60)
@given(pieces, st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_the_same_draft_gives_the_same_findings_as_text_as_bytes_and_as_a_file(
    orchard: tuple[Path, Workspace], text: str, name: str
) -> None:
    folder, workspace = orchard
    text = f"{text}，桌上有绿苹果。"  # enough Chinese for the encoding to be told
    path = folder / name
    data = text.encode("utf-8-sig")
    path.write_bytes(data)
    findings = workspace.lint_text(text, path=str(path))
    linter = workspace.with_options()
    by_file, by_bytes = linter.lint_file(path), linter.lint_bytes(data, str(path))
    assert by_file.error is None
    assert list(by_file.findings) == list(by_bytes.findings) == findings
    assert by_file.scores == by_bytes.scores
    assert by_file.path == str(path)
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        if finding.rule.startswith("HOUSE"):
            assert finding.excerpt in text or name == "a.html"


def test_a_file_that_cannot_be_read_gives_its_error(tmp_path: Path) -> None:
    linter = Workspace.open(tmp_path).with_options()
    outcome = linter.lint_file(tmp_path / "none.md")
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.findings, outcome.scores) == ("missing", (), None)
    assert outcome.path == str(tmp_path / "none.md")
    refused = linter.lint_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40), "-")
    assert refused.error is not None
    assert (refused.error.kind, refused.path) == ("binary", "-")


def test_scores_are_probabilities_and_an_empty_draft_has_none(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    assert workspace.model_problem is None
    for empty in ("", " \n", "\u200b", "---\nchannel: wechat\n---\n"):
        assert workspace.score(workspace.parse(empty)) is None
    outcome = workspace.with_options().lint(workspace.parse("先把水烧开，再温杯，三分钟出汤。"))
    scores = outcome.scores
    assert scores is not None
    for score in (scores.hard_sell, scores.spam, scores.clickbait, *scores.intent.values()):
        assert 0 <= score <= 1
        assert score == round(score, 4)
    assert abs(sum(scores.intent.values()) - 1) < 0.001
    assert scores.spam <= scores.hard_sell


def test_a_model_of_another_tokenizer_is_refused_in_words(tmp_path: Path) -> None:
    pytest.importorskip("jieba")
    (tmp_path / "contentai.yaml").write_text("tokenizer: jieba\n", "utf-8")
    workspace = Workspace.open(tmp_path)
    assert workspace.model_problem is not None
    assert "jieba" in workspace.model_problem.zh
    assert workspace.with_options().lint(workspace.parse(DRAFT)).scores is None


def test_what_a_caller_names_is_read_as_on_a_command_line(furnish: Furnish) -> None:
    workspace = furnish()
    linter = workspace.with_options(channel="公众号", stage="engage", segments="新手爸妈")
    assert (linter.channel, linter.stage, linter.segments) == ("wechat", "engage", ("新手爸妈",))
    assert house(workspace.lint_text(DRAFT, channel="公众号", segments=["a", "b"])) == ALL


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"channel": "抖音"}, ("渠道“抖音”", "wechat", "sms")),
        ({"channel": ""}, ("渠道“”", "wechat")),
        ({"stage": "转化"}, ("阶段“转化”", "convert")),
        ({"format": "md"}, ("格式“md”", "markdown")),
    ],
)
def test_what_a_caller_names_and_is_none_is_refused_with_the_choices(
    furnish: Furnish, options: dict[str, Any], named: tuple[str, ...]
) -> None:
    with pytest.raises(DataError) as caught:
        furnish().lint_text(DRAFT, **options)
    for word in named:
        assert word in str(caught.value)


def test_bytes_and_folders_that_are_not_there_are_refused_in_words(
    furnish: Furnish, tmp_path: Path
) -> None:
    data: Any = DRAFT.encode()
    with pytest.raises(TypeError, match=r"lint_bytes.*bytes"):
        furnish().lint_text(data)
    with pytest.raises(DataError, match="没有这个文件夹"):
        Workspace.open(tmp_path / "missing")


def test_the_public_names_are_importable_and_no_others() -> None:
    assert sorted(contentai.__all__) == [
        "Diagnostic", "Document", "Severity", "Span", "Workspace", "__version__"
    ]  # fmt: skip
    assert contentai.Document is Document
    assert contentai.Severity is Severity
    for name in contentai.__all__:
        assert getattr(contentai, name) is not None
    with pytest.raises(AttributeError, match="Nothing"):
        _ = contentai.Nothing


def test_drafts_judged_together_come_to_the_same_as_one_by_one() -> None:
    linter = Workspace.open(resources.corpora_dir()).with_options()
    posts = (resources.corpora_dir() / "posts" / "ecommerce.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in posts[:40:2]]
    long = "\n\n".join(texts[:9])
    drafts: list[tuple[str, bytes, Brief | None]] = [
        (f"{number}.md", text.encode(), None)
        for number, text in enumerate([*texts, "", long, "no Chinese, 3 of 4", f"# {texts[0]}"])
    ]
    drafts.insert(3, ("picture.md", b"\x89PNG\r\n\x1a\n" + bytes(40), None))
    brief = Brief("t.csv", 0, None, "plain")
    drafts.insert(7, ("t.csv:2", texts[2].encode(), brief))
    together = linter.lint_all(drafts)
    assert [outcome.path for outcome in together] == [name for name, _, _ in drafts]
    assert sum(len(outcome.findings) for outcome in together) > 10
    for draft, outcome in zip(drafts, together, strict=True):
        (alone,) = linter.lint_all([draft])
        assert (outcome.findings, outcome.scores) == (alone.findings, alone.scores)
        assert (outcome.error, outcome.channel) == (alone.error, alone.channel)
