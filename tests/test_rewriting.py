"""Changes to YAML that keep all else: whatever is written around them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contentai.located import DataError
from contentai.rewriting import add, put, scalar

COMMENTED = """\
# 团队的规矩
channel: wechat   # 公众号
ignore:           # 先不管
  - MOB-001  # 手机
  # 以后再看
  - LAW-002

severity: {LAW-001: warning}
# 完
"""


@pytest.mark.parametrize(
    ("before", "keys", "value", "after"),
    [
        ("", ["title"], "好", "title: 好\n"),
        ("# 只有说明\n", ["title"], "好", "# 只有说明\ntitle: 好\n"),
        ("title: 旧 # 说明\n", ["title"], "新", "title: 新 # 说明\n"),
        (
            "title: '旧'\r\nx: 1\r\n",
            ["stage"],
            "engage",
            "title: '旧'\r\nx: 1\r\nstage: engage\r\n",
        ),
        ("title: a", ["stage"], "b", "title: a\nstage: b\n"),
        ("title:\nx: 1\n", ["title"], "好", "title: 好\nx: 1\n"),
        ("title:   # 还没想好\n", ["title"], "好", "title: 好   # 还没想好\n"),
        ("title: 好 # 说明\nx: 1\n", ["title"], None, "title: # 说明\nx: 1\n"),
        ("x: 1\ntitle: 好\n", ["title"], None, "x: 1\n"),
        ("title: 好", ["title"], None, ""),
        ("title: |\n  一\n  二\nx: 1\n", ["title"], "三", "title: 三\nx: 1\n"),
        ("a: {b: 1, c: 2}\n", ["a", "b"], None, "a: {c: 2}\n"),
        ("a: {b: 1}\n", ["a", "b"], None, ""),
        ("a: {b: 1} # 说明\n", ["a", "c"], ["x"], "a: {b: 1, c: [x]} # 说明\n"),
        ("a:\n  b: 1\nz: 2\n", ["a", "c"], "x", "a:\n  b: 1\n  c: x\nz: 2\n"),
        ("a:\n  b: 1\n  c: 2\n", ["a", "b"], None, "a:\n  c: 2\n"),
        ("a:\n  b: 1\n\nz: 2\n", ["a", "b"], None, "\nz: 2\n"),
        ("{title: 旧, x: 1}\n", ["title"], "新", "{title: 新, x: 1}\n"),
        ("x: 1\n", ["a", "b"], ["c d"], "x: 1\na: {b: [c d]}\n"),
        ("s: one\n", ["s"], ["one", "two"], "s: [one, two]\n"),
        ("s: [one, two] # 说明\n", ["s"], ["two"], "s: [two] # 说明\n"),
        ("s:\n- a # 甲\n- b # 乙\nx: 1\n", ["s"], ["b", "c"], "s:\n- b # 乙\n- c\nx: 1\n"),
        ("s:\n- a\n- b\n", ["s"], ["a"], "s:\n- a\n"),
        ("s:\n- a\n- b\n", ["s"], ["c"], "s: [c]\n"),
        ("s:\n- a", ["s"], ["a", "b"], "s:\n- a\n- b\n"),
        ("title: a\n", ["title"], "是: 的 # 不", "title: '是: 的 # 不'\n"),
        ("title: a\n", ["title"], "null", "title: 'null'\n"),
        ("on: a\n", ["on"], "2026-01-02", "on: 2026-01-02\n"),
        ("t: 一👍🏽\nx: 1\n", ["x"], "😀", "t: 一👍🏽\nx: 😀\n"),
    ],
)
def test_put(before: str, keys: list[str], value: str | list[str] | None, after: str) -> None:
    assert put(before, keys, value) == after


def test_adding_to_a_list_keeps_its_comments() -> None:
    after = add(COMMENTED, ["ignore"], "ART-013")
    assert after == COMMENTED.replace("  - LAW-002\n", "  - LAW-002\n  - ART-013\n")
    assert add(after, ["ignore"], "ART-013") == after
    assert add("ignore: LAW-001 # 一条\n", ["ignore"], "A-1") == "ignore: [LAW-001, A-1] # 一条\n"
    assert add("ignore: []\n", ["ignore"], "A-1") == "ignore: [A-1]\n"
    assert add("ignore:\n", ["ignore"], "A-1") == "ignore: [A-1]\n"


@pytest.mark.parametrize(
    "text",
    ["- a list\n", "words\n", "a: [\n", "a: &x 1\nb: *x\n", "a: 1\na: 2\n", "? [b]\n: 1\n"],
)
def test_what_cannot_be_changed_for_certain_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        put(text, ["title"], "好")


def test_a_list_of_mappings_is_refused() -> None:
    with pytest.raises(DataError):
        add("ignore:\n- {a: 1}\n", ["ignore"], "LAW-001")
    with pytest.raises(DataError):
        add("ignore: {LAW-001: 引用}\n", ["ignore"], "LAW-001")


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("👨‍👩‍👧露营", "👨‍👩‍👧露营"),
        ("露营：👨‍👩‍👧、🏴‍☠️", "露营：👨‍👩‍👧、🏴‍☠️"),
        ("👩‍🍳: “试菜” # 1", "'👩‍🍳: “试菜” # 1'"),
        ("真好\u3000吗🎉", "真好\u3000吗🎉"),
        ("一\n二", '"一\\n二"'),
        ("一\u2028二", '"一\\L二"'),
        ("😀\t开业", '"😀\\t开业"'),
        ("👨‍👩‍👧\u2028𠮷野家", '"👨‍👩‍👧\\L𠮷野家"'),
        ("\t\\U0001F600“😀”", '"\\t\\\\U0001F600“😀”"'),
        ('\t"\\😀\\', '"\\t\\"\\\\😀\\\\"'),
    ],
)
def test_what_is_joined_of_several_signs_is_written_as_it_is(word: str, written: str) -> None:
    assert scalar(word) == written
    assert yaml.safe_load(f"a: [{written}]") == {"a": [word]}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_a_word_reads_back(word: str) -> None:
    assert yaml.safe_load(f"a: [{scalar(word)}]")["a"] == [word] or scalar(word) == word


_KEYS = st.sampled_from(["title", "stage", "a", "b"])
_WORDS = st.sampled_from(["好", "a b", "x: y", "# n", "'", "- ", "[", "1", "~", "", "{a}", "\n"])
_TREES = st.dictionaries(
    _KEYS,
    st.one_of(
        _WORDS, st.lists(_WORDS, min_size=1, max_size=3), st.dictionaries(_KEYS, _WORDS, min_size=1)
    ),
    min_size=1,
    max_size=4,
)


@given(_TREES, st.booleans(), st.lists(_KEYS, min_size=1, max_size=2), st.one_of(st.none(), _WORDS))
def test_all_else_stays(
    tree: dict[str, object], flow: bool, keys: list[str], value: str | None
) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow or None)
    try:
        after = yaml.safe_load(put(text, keys, value)) or {}
    except DataError:
        return
    untouched = {key: item for key, item in tree.items() if key != keys[0]}
    assert {key: item for key, item in after.items() if key != keys[0]} == untouched
