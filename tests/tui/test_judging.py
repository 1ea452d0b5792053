"""contentai.tui.judging: what a draft comes to, and a process that may die or hang."""

from __future__ import annotations

import itertools
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contentai.diagnostics import INTENTS
from contentai.tui.judging.judge import Judge, State, Told
from contentai.tui.judging.judged import Answer, Surveyed
from contentai.tui.judging.process import Ask, Look
from contentai.tui.judging.work import Desk
from contentai.workspace import Workspace
from tests.cli.house import furnish
from tests.text.docx import docx, paragraph

TEXT = (
    "---\nchannel: wechat\n---\n\n# 绿苹果来了\n\n"
    "今天讲黄香蕉怎么挑，给大家三个办法。\n\n今天下单买一送一，赶快抢购吧！\n"
)


def answer(desk: Desk, text: str, version: int = 1, path: str = "a.md") -> Answer:
    found = desk.answer(Ask(Path(path), text, version))
    assert isinstance(found, Answer)
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def desk(house: Path) -> Desk:
    return Desk(house, None)


def test_a_draft_is_judged_as_everywhere_else(house: Path, desk: Desk) -> None:
    found = answer(desk, TEXT, 7)
    assert found.judged.version == 7
    workspace = Workspace.open(house)
    assert list(found.judged.findings) == workspace.lint_text(TEXT, path="a.md")
    rules = {finding.rule for finding in found.judged.findings}
    assert {"TRY-001", "TRY-002"} <= rules
    scores = workspace.score(workspace.parse(TEXT, path="a.md"))
    assert scores is not None
    assert found.judged.scores is not None
    assert found.judged.scores.hard_sell == round(scores.hard_sell, 4)
    assert found.channel == "微信公众号"
    assert found.judged.problem is None
    assert found.judged.characters == workspace.parse(TEXT, path="a.md").length == 38


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_draft_that_is_just_begun_has_nothing_to_be_warned_of(desk: Desk, text: str) -> None:
    found = answer(desk, text)
    assert found.judged.findings == ()
    assert found.judged.checked and found.judged.problem is None
    assert answer(desk, "---\ntitle: 题\n---\n").judged.findings, "with a header and no text"


def test_evidence_and_paragraphs_lie_in_the_source(desk: Desk) -> None:
    judged = answer(desk, TEXT).judged
    assert set(judged.evidence) == {"hard_sell", "spam", "clickbait"}
    words = "".join(TEXT[slice(*item.span)] for item in judged.evidence["hard_sell"])
    assert "买一送一" in words or "下单" in words
    texts = [TEXT[slice(*span)].strip() for span, _ in judged.paragraphs]
    assert "今天讲黄香蕉怎么挑，给大家三个办法。" in texts
    mixes = {TEXT[slice(*span)].strip(): mix for span, mix in judged.paragraphs}
    assert all(set(mix) == set(INTENTS) for mix in mixes.values())
    sells = mixes["今天下单买一送一，赶快抢购吧！"]
    teaches = mixes["今天讲黄香蕉怎么挑，给大家三个办法。"]
    assert sells["hard_sell"] + sells["spam"] > teaches["hard_sell"] + teaches["spam"]


def test_paragraphs_that_stay_have_the_same_mix_elsewhere(desk: Desk) -> None:
    before = answer(desk, TEXT).judged.paragraphs
    after = answer(desk, f"一段新的话，放在最前面。\n\n{TEXT[24:]}").judged.paragraphs
    assert [mix for _, mix in after[-2:]] == [mix for _, mix in before[-2:]]
    assert after[-1][0] != before[-1][0]


def test_words_begin_where_the_tokenizer_says(desk: Desk) -> None:
    found = answer(desk, "今天天气很好，我们出门")
    assert list(found.words) == sorted(found.words)
    assert {0, 4, 6, 7, 9}.issubset(found.words)  # 今天天气 is in the dictionary
    assert all(0 <= at < 11 for at in found.words)


@pytest.mark.parametrize("text", ["", "\n\n", "---\n", "\x00\x1b", "👨‍👩‍👧", "<!-- contentai"])
def test_any_text_has_an_answer(desk: Desk, text: str) -> None:
    judged = answer(desk, text).judged
    assert judged.problem is None
    assert all(0 <= f.span.start <= f.span.end <= len(text) for f in judged.findings)


def test_files_are_looked_at_in_passing(desk: Desk, tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("绿苹果和黄香蕉，还有黄香蕉。", "utf-8")
    found = desk.answer(Look(draft))
    assert isinstance(found, Surveyed)
    assert (found.errors, found.problem) == (1, None)
    assert found.warnings >= 1
    assert found.scores is not None
    draft.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    missing = desk.answer(Look(tmp_path / "none.md"))
    binary = desk.answer(Look(draft))
    for told in (missing, binary):
        assert isinstance(told, Surveyed)
        assert told.problem


def test_a_word_document_is_judged_as_lint_judges_the_file(
    house: Path, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx(paragraph("绿苹果怎么挑", style="1"), paragraph("黄香蕉也说说。")))
    text = "绿苹果怎么挑\n黄香蕉也说说。"
    found = desk.answer(Ask(file, text, 1))
    assert isinstance(found, Answer)
    linted = Workspace.open(house).with_options().lint_file(file)
    assert found.judged.findings == linted.findings
    assert found.judged.scores == linted.scores
    assert {"TRY-001", "TRY-002"} <= {finding.rule for finding in linted.findings}


def test_a_table_is_not_judged_as_if_it_were_one_draft(desk: Desk, tmp_path: Path) -> None:
    found = desk.answer(Ask(tmp_path / "posts.csv", "title,text\n甲,绿苹果\n", 1))
    assert isinstance(found, Answer)
    assert found.judged.findings == ()
    assert found.judged.problem and "contentai lint" in found.judged.problem.zh


def test_a_changed_configuration_is_read_again(tmp_path: Path) -> None:
    desk = Desk(furnish(tmp_path), None)
    rules = {finding.rule for finding in answer(desk, TEXT).judged.findings}
    file = tmp_path / "contentai.yaml"
    file.write_text("rules: [house]\nignore: [TRY]\n", "utf-8")
    without = {finding.rule for finding in answer(desk, TEXT).judged.findings}
    assert rules - without == {"TRY-001", "TRY-002"}
    file.write_text("rules: [house]\nignroe: [TRY]\n", "utf-8")
    broken = answer(desk, TEXT).judged
    assert broken.findings == ()
    assert broken.problem
    assert "contentai.yaml:2" in broken.problem.zh
    file.write_text("rules: [house]\n", "utf-8")
    assert answer(desk, TEXT).judged.problem is None


def test_without_models_rules_go_on_and_say_what_is_off(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    judged = answer(Desk(furnish(tmp_path, "models: empty"), None), TEXT).judged
    assert judged.scores is None
    assert judged.evidence == {}
    assert judged.paragraphs == ()
    assert judged.problem
    assert judged.problem.zh.startswith("只按规则查，没有打分：")
    assert "没有模型文件" in judged.problem.zh
    assert {"TRY-001", "TRY-002"} <= {finding.rule for finding in judged.findings}


class Listening:
    """What a judge told, in order."""

    def __init__(self) -> None:
        self._told: queue.Queue[Told] = queue.Queue()

    def __call__(self, told: Told) -> None:
        self._told.put(told)

    def until(self, holds: Callable[[Told], bool]) -> list[Told]:
        heard = []
        while True:
            heard.append(self._told.get(timeout=120))
            if holds(heard[-1]):
                return heard


@pytest.fixture
def listening(house: Path) -> Iterator[tuple[Judge, Listening]]:
    heard = Listening()
    judge = Judge(house, None, heard)
    yield judge, heard
    judge.close()


def answered(version: int) -> Callable[[Told], bool]:
    return lambda told: isinstance(told, Answer) and told.judged.version == version


def test_a_process_answers_dies_and_is_started_again(
    listening: tuple[Judge, Listening], house: Path
) -> None:
    judge, heard = listening
    (house / "b.md").write_text("绿苹果", "utf-8")
    judge.survey([house / "b.md"])
    for version in (1, 2, 3):
        judge.ask(Path("a.md"), TEXT, version)
    judge.start()
    first = heard.until(answered(3))
    # What was not begun gave way to the newest; the files of the folder wait.
    assert sum(isinstance(told, Answer) for told in first) == 1
    assert sum(isinstance(told, Surveyed) for told in first) == 0
    heard.until(lambda told: isinstance(told, Surveyed) and told.errors == 1)
    process = judge._process
    assert process is not None
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    judge.ask(Path("a.md"), TEXT, 4)
    after = heard.until(answered(4))
    assert any(isinstance(told, State) and told.words for told in after)
    judge.close()
    assert not process.is_alive()


def test_an_answer_that_does_not_come_is_given_up_and_told(house: Path) -> None:
    heard = Listening()
    judge = Judge(house, None, heard, patience=0.0)  # no process has started by then
    judge.start()
    judge.ask(Path("a.md"), "x", 1)
    told = heard.until(answered(1))
    answer = told[-1]
    assert isinstance(answer, Answer)
    assert answer.judged.problem
    assert answer.judged.findings == ()
    judge.close()
    # It may be starting another process just now, and ends that one itself.
    for thread in threading.enumerate():
        if thread.name == "judging":
            thread.join(60)
    assert judge._process is None


def test_a_process_that_keeps_dying_is_left_off(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Takes what `serve` takes, does nothing with it, and ends.
    monkeypatch.setattr("contentai.tui.judging.judge.serve", itertools.chain)
    heard = Listening()
    judge = Judge(house, None, heard)
    judge.start()
    phases: list[str] = []
    while "off" not in phases:
        # A question takes the place of one that was not begun: one at a time, each to its death.
        judge.ask(Path("a.md"), "x", len(phases))
        last = heard.until(lambda told: isinstance(told, State) and told.words is not None)[-1]
        assert isinstance(last, State)
        phases.append(last.phase)
    assert 1 < len(phases) < 6
    judge.close()
