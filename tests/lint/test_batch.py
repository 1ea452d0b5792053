"""contentai.lint.batch and crew: order, bounds, and workers that die."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from contentai.lint.batch import Ways, judged
from contentai.lint.crew import Crew
from tests.lint import crewing


def ways(recalled: frozenset[str] = frozenset(), cost: int = 10) -> Ways[str, str]:
    return Ways(
        recall=lambda draft: f"recalled {draft}" if draft in recalled else None,
        alone=lambda drafts: [f"alone {draft}" for draft in drafts],
        pieces=lambda draft: draft,
        received=lambda draft, answer: str(answer),
        cost=lambda draft: cost,
    )


def no_crew(size: int) -> Crew:
    raise AssertionError("nobody is needed")


def crew_of(start: Callable[[str], None]) -> Callable[[int], Crew]:
    return lambda size: Crew(size, start, ("crew",), crewing.work)


def test_one_process_judges_a_task_at_a_time_and_gives_out_what_it_has() -> None:
    events = []

    def drafts() -> Iterator[str]:
        for name in "abcdef":
            events.append(f"read {name}")
            yield name

    def alone(drafts: Sequence[str]) -> list[str]:
        events.append(f"judge {''.join(drafts)}")
        return [f"alone {draft}" for draft in drafts]

    usual = ways(frozenset("b"), 20_000)
    for draft, result in judged(drafts(), replace(usual, alone=alone), 1, no_crew):
        events.append(f"{result} for {draft}")
    assert events == [
        *("read a", "read b", "read c", "read d", "judge acd"),
        *("alone a for a", "recalled b for b", "alone c for c", "alone d for d"),
        *("read e", "read f", "judge ef", "alone e for e", "alone f for f"),
    ]


@pytest.mark.parametrize(
    ("count", "cost"),
    [(20, 1_000), (1, 10_000_000)],
    ids=["little to do", "one long draft"],
)
def test_without_a_wish_small_work_starts_no_process(count: int, cost: int) -> None:
    names = [str(n) for n in range(count)]
    done = list(judged(names, ways(cost=cost), None, no_crew))
    assert done == [(name, f"alone {name}") for name in names]


def test_what_is_recalled_starts_no_process_however_much() -> None:
    names = [str(n) for n in range(50)]
    done = judged(names, ways(frozenset(names), 1_000_000), 4, no_crew)
    assert [draft for draft, _ in done] == names


def test_only_so_many_drafts_are_in_memory() -> None:
    taken = 0

    def drafts() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 101):
            yield str(taken)

    results = judged(drafts(), ways(cost=4_000_000), 1, no_crew)
    next(results)
    assert taken <= 5
    assert sum(1 for _ in results) == 99


def test_workers_judge_in_order_and_one_that_dies_takes_only_its_draft() -> None:
    names = [f"{n}" for n in range(40)]
    names[7] = names[30] = "die"
    recalled = frozenset({"3", "31"})
    done = list(judged(names, ways(recalled, 9_000), 2, crew_of(crewing.start)))
    assert [draft for draft, _ in done] == names
    for draft, result in done:
        lot = "None" if draft == "die" else f"crew {draft}"
        assert result == (f"recalled {draft}" if draft in recalled else lot)
    assert multiprocessing.active_children() == []


def test_where_no_worker_starts_the_drafts_are_judged_here() -> None:
    names = [str(n) for n in range(9)]
    done = list(judged(names, ways(), 2, crew_of(crewing.refuse)))
    assert done == [(name, f"alone {name}") for name in names]
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="files are not limited there")
def test_where_files_for_workers_are_too_few_none_is_started_and_nothing_is_raised() -> None:
    code = "from tests.lint import crewing; crewing.with_few_files()"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    lines = told.stdout.splitlines()
    assert lines[0] == "[None, None] True", (
        "what a pool holds is let go: drafts are still to be read"
    )
    assert lines[-1] == "[['crew a'], ['crew b']] True"
    assert set(lines) == {lines[0], lines[-1]}


def test_stopping_half_way_ends_the_workers() -> None:
    results = judged(map(str, range(100)), ways(cost=70_000), 2, crew_of(crewing.start))
    assert next(results) == ("0", "crew 0")
    results.close()
    for child in multiprocessing.active_children():
        child.join(10)
    assert multiprocessing.active_children() == []


def test_workers_are_replaced_after_a_while_and_nothing_is_lost() -> None:
    crew = Crew(1, crewing.start, ("crew",), crewing.work, life=2)
    tasks = [crew.send(["who", str(n)]) for n in range(6)]
    results = [crew.results(task) for task in tasks]
    crew.close()
    assert [result and result[1] for result in results] == [f"crew {n}" for n in range(6)]
    assert len({result[0] for result in results if result}) == 3
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are never copies")
def test_workers_that_may_be_copies_have_open_what_is_open_here() -> None:
    # In a process of its own: the one of the tests has threads of pytest and of libraries.
    told = subprocess.run(
        [sys.executable, "-m", "tests.lint.crewing"], capture_output=True, text=True, check=True
    )
    alone, beside_a_thread = told.stdout.splitlines()
    assert alone == "a book"
    assert beside_a_thread == ""  # a copy would lack the thread, so it is none


def test_workers_that_are_ended_while_they_answer_leave_nobody_waiting() -> None:
    for pause in (0.3, 0.4, 0.5, 0.6):
        crew = Crew(2, crewing.start, ("crew",), crewing.work)
        for _ in range(3):
            crew.send(["much"])
        time.sleep(pause)  # in the midst of it, most times
        closing = threading.Thread(target=crew.close, daemon=True)
        closing.start()
        closing.join(20)
        assert not closing.is_alive()
