"""contentai.tui.advice: topics, own posts, rules, suppressions; once in a process of its own."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from contentai.diagnostics import Applicability, Diagnostic, Fix, Severity
from contentai.lint.fixes import apply_fixes
from contentai.topics.library import Library
from contentai.topics.ownpost import OwnPost
from contentai.tui.advice.asked import (
    Compare,
    Disable,
    Done,
    Edits,
    Lines,
    Page,
    Progress,
    Silence,
    Standing,
    Suggest,
    Topics,
)
from contentai.tui.advice.process import Advice
from contentai.tui.advice.wider import Account, Overview
from contentai.tui.advice.work import Adviser
from contentai.workspace import Workspace
from tests.cli.house import furnish

ON = datetime.date(2026, 11, 22)
TOLD = (
    "空调滤网先断电再拆，用软毛刷顺着纹路刷，水温不要超过四十度，阴干以后再装回去，一个月一次就够。"
)


def post(id: str, day: int, title: str, text: str) -> OwnPost:
    date = datetime.date(2026, 11, day)
    return OwnPost(id, date, None, "wechat", title, text, 100, 5, 1, 1)


@pytest.fixture(scope="module")
def adviser(tmp_path_factory: pytest.TempPathFactory) -> Adviser:
    folder = furnish(tmp_path_factory.mktemp("house"), "library: library.db")
    posts = [
        post("p1", 3, "空调滤网怎么洗", TOLD),
        post("p2", 10, "双十二来了", "限时抢购，全场五折，马上下单，手慢无！点击下方链接。"),
    ]
    with Library.write(folder / "library.db") as library:
        library.add_posts(posts)
    return Adviser(folder)


def ask(adviser: Adviser, request: object) -> tuple[object, list[str]]:
    told: list[Progress] = []
    answer = adviser.answer(request, told.append)  # type: ignore[arg-type]
    return answer, [progress.words.en for progress in told]


def test_topics_for_the_draft_s_segment_with_passages(adviser: Adviser) -> None:
    answer, told = ask(adviser, Suggest("租房青年", "wechat", ON, 3))
    assert isinstance(answer, Topics)
    assert answer.segment == "young-renters", "a name is as good as an id"
    assert answer.unknown == ""
    assert answer.examples, "the library holds own posts alone"
    assert 0 < len(answer.ideas) <= 3
    idea = answer.ideas[0]
    assert idea.why
    assert {name for name, _ in idea.parts} >= {"affinity", "novelty"}
    assert all(quote.text and quote.title for quote in idea.quotes)
    assert told == ["Reading the articles…", "Finding topics…"]


def test_a_segment_that_is_not_there_stands_for_the_first(adviser: Adviser) -> None:
    answer, _ = ask(adviser, Suggest("没有这群人", None, ON, 1))
    assert isinstance(answer, Topics)
    assert answer.segment == answer.segments[0][0]
    assert answer.unknown == "没有这群人"


def test_a_draft_that_repeats_a_post_and_the_mix_after_it(adviser: Adviser) -> None:
    answer, _ = ask(adviser, Compare(f"# 空调滤网怎么洗\n\n{TOLD}", "a.md", ON))
    assert isinstance(answer, Standing)
    (near,) = answer.repeats
    assert (near.title, near.date, near.in_words) == ("空调滤网怎么洗", "2026-11-03", True)
    assert near.likeness > 0.9
    assert (answer.posts, answer.recent) == (2, 2)
    assert answer.own
    after = {kind.name.en: kind.after for kind in answer.kinds}
    assert sum(after.values()) == pytest.approx(1)
    assert after[answer.own.en] > {k.name.en: k.now for k in answer.kinds}[answer.own.en]


def test_the_mix_is_measured_against_the_configured_one(tmp_path: Path) -> None:
    folder = furnish(tmp_path, "library: library.db\nmix: {interaction: 70, promotion: 0}")
    with Library.write(folder / "library.db") as library:
        library.add_posts([post("p1", 3, "空调滤网怎么洗", TOLD)])
    answer, _ = ask(Adviser(folder), Compare("讲讲别的事。", "a.md", ON))
    assert isinstance(answer, Standing)
    targets = {kind.name.en: kind.target for kind in answer.kinds}
    assert (targets["interaction"], targets["promotion"]) == (0.7, 0.0)
    assert sum(targets.values()) == pytest.approx(1)
    assert answer.due and answer.due.en == "interaction"


def test_posts_outside_the_four_weeks_do_not_count(adviser: Adviser) -> None:
    planned = datetime.date(2027, 3, 1)
    answer, _ = ask(adviser, Compare("讲讲别的事，讲讲远方。", "a.md", ON, planned))
    assert isinstance(answer, Standing)
    assert (answer.recent, answer.posts, answer.repeats) == (0, 2, ())


def test_without_own_posts_nothing_is_made_up(tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").write_text("library: none.db\n", "utf-8")
    answer, _ = ask(Adviser(tmp_path), Compare("讲讲别的事。", "a.md", ON))
    assert answer == Standing()


def test_a_library_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "contentai.yaml").write_text("library: it.db\n", "utf-8")
    (tmp_path / "it.db").write_bytes(b"not a database, whatever its name says" * 100)
    adviser = Adviser(tmp_path)
    for request in (Suggest(None, None, ON), Compare("好", None, ON)):
        answer, _ = ask(adviser, request)
        assert isinstance(answer, Topics | Standing)
        assert answer.problem is not None
        assert "it.db" in answer.problem.zh


def test_the_page_of_a_rule(adviser: Adviser) -> None:
    answer, _ = ask(adviser, Page("TRY-001"))
    assert isinstance(answer, Lines)
    assert answer.lines
    assert answer.lines[0].startswith("TRY-001  试用规则")
    assert ask(adviser, Page("TRY-999"))[0] == Lines(None)


def first(text: str, folder: Path) -> Diagnostic:
    workspace = Workspace.open(folder)
    return workspace.with_options().lint(workspace.parse(text, path="a.md")).findings[0]


def test_a_finding_is_suppressed_in_the_text(adviser: Adviser) -> None:
    text = "说绿苹果。\n\n又说绿苹果。\n"
    found = first(text, adviser.folder)
    answer, _ = ask(adviser, Silence(text, "a.md", found, "引用"))
    assert isinstance(answer, Edits)
    after = apply_fixes(text, [Fix("", Applicability.SAFE, answer.edits)])
    assert after == "说绿苹果。 <!-- contentai: ignore TRY-001 引用 -->\n\n又说绿苹果。\n"


def test_a_rule_is_turned_off_and_the_next_answer_knows(tmp_path: Path) -> None:
    folder = furnish(tmp_path, "select: [TRY] # 只看这些")
    adviser = Adviser(folder)
    file = folder / "contentai.yaml"
    assert "TRY-001" not in adviser.workspace.config.ignore
    assert ask(adviser, Disable("TRY-001", file))[0] == Done()
    assert "select: [TRY] # 只看这些\n" in file.read_text("utf-8")
    os.utime(file, ns=(1, 1))  # whatever the clock of the disk
    assert "TRY-001" in adviser.workspace.config.ignore


def test_a_configuration_that_names_the_rule_is_left_alone(tmp_path: Path) -> None:
    folder = furnish(tmp_path, "select: [TRY-001]")
    before = (folder / "contentai.yaml").read_bytes()
    answer, _ = ask(Adviser(folder), Disable("TRY-001", folder / "contentai.yaml"))
    assert isinstance(answer, Done)
    assert answer.problem is not None
    assert "contentai.yaml:2" in answer.problem.en
    assert (folder / "contentai.yaml").read_bytes() == before


def test_a_process_of_its_own_answers_and_is_started_again(tmp_path: Path) -> None:
    advice = Advice(furnish(tmp_path))
    try:
        answer = advice.ask(Page("TRY-001"), lambda _: None)
        assert isinstance(answer, Lines)
        assert answer.lines
        assert advice._process
        advice._process.kill()
        advice._process.join()
        broken = advice.ask(Page("TRY-001"), lambda _: None)
        assert isinstance(broken, Lines)
        assert broken.problem is not None
        again = advice.ask(Page("TRY-001"), lambda _: None)
        assert again == answer
    finally:
        advice.close()
    assert isinstance(advice.ask(Page("TRY-001"), lambda _: None), Lines), "closed, yet no crash"


def test_an_answer_that_does_not_come_is_given_up(tmp_path: Path) -> None:
    advice = Advice(furnish(tmp_path), patience=0.001)
    answer = advice.ask(Page("TRY-001"), lambda _: None)
    assert isinstance(answer, Lines)
    assert answer.problem is not None
    assert advice._process is None


def test_the_account_is_judged_as_by_the_audit(adviser: Adviser, tmp_path: Path) -> None:
    sale = "全场五折，今晚截止，手慢无，马上下单，点击下方链接抢购，名额只剩{n}个。"
    rows = "".join(f"2026-11-{n:02},weibo,第{n}场,{sale.format(n=n)},follow\n" for n in range(1, 9))
    (tmp_path / "own.csv").write_text("date,channel,title,text,stage\n" + rows, "utf-8")
    answer, _ = ask(adviser, Overview(ON, tmp_path / "own.csv"))
    assert isinstance(answer, Account)
    assert answer.verdicts[0].rule == "ACC-003"
    assert answer.verdicts[0].severity is Severity.ERROR
    assert "8 篇里有 8 篇" in answer.verdicts[0].message
    quiet, _ = ask(adviser, Overview(ON))
    assert isinstance(quiet, Account)
    assert (quiet.posts, quiet.verdicts) == (2, ())


def test_posts_alike_are_judged_once_and_many_in_parts(
    adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contentai.advice._JUDGED_AT_ONCE", 2)
    texts = [TOLD, "限时抢购，全场五折，马上下单，手慢无！", "", TOLD, "今天下雨，你们那边呢？"]
    posts = [post(f"p{n}", 1, "", text) for n, text in enumerate(texts)]
    found = adviser.workspace.judge(posts)
    assert [one.post for one in found] == posts
    kinds = [one.intent for one in found]
    assert kinds[0] == kinds[3] and kinds[2] is None and kinds[1] == "hard_sell"
    alone = [adviser.workspace.judge([one])[0].intent for one in posts]
    assert kinds == alone
