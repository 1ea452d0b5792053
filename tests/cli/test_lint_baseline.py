"""``contentai lint --baseline``, from the first day to the last."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.process import Answer, Call, perform
from tests.githooks.git import done, write
from tests.lint.house import furnish


def lint(folder: Path, *arguments: str) -> Answer:
    return perform(Call(("lint", "drafts", *arguments), folder))


def test_a_baseline_from_its_making_until_it_is_empty(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    draft = folder / "drafts" / "a.md"
    draft.parent.mkdir()
    draft.write_text("苹果和草莓。\n", "utf-8")
    (folder / "drafts" / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    use = ("--baseline", "ci/accepted.json")
    made = lint(folder, *use, "--write-baseline")
    assert made.status == 2  # one file could not be read; the others are in the baseline
    assert "记下了 2 处已有的问题" in made.out
    (folder / "drafts" / "bad.md").unlink()
    assert lint(folder, *use, "--fail-on", "info").status == 0

    draft.write_text("新的一行。\n\n苹果和草莓。\n\n香蕉和草莓。\n", "utf-8")
    more = lint(folder, *use, "--format", "json", "--fail-on", "warning")
    (file,) = json.loads(more.out)["files"]
    assert more.status == 1
    assert [f["rule"] for f in file["findings"]] == ["TRY-002", "FIX-001"]
    assert [s["suppressed"]["by"] for s in file["suppressed"]] == ["baseline"] * 2

    # What is accepted is not mended either.
    assert lint(folder, *use, "--fix").status == 0
    assert draft.read_text("utf-8") == "新的一行。\n\n苹果和草莓。\n\n香蕉和莓果。\n"

    draft.write_text("草莓。\n", "utf-8")
    before = (folder / "ci/accepted.json").read_bytes()
    gone = lint(folder, *use)
    assert "基线里的问题已经没有了：../drafts/a.md TRY-001 “苹果” × 1" in gone.out
    assert "--shrink-baseline" in gone.out
    assert (folder / "ci/accepted.json").read_bytes() == before
    draft.write_text("苹果和草莓。\n\n蓝莓。\n", "utf-8")
    less = lint(folder, *use, "--select", "TRY")
    assert "已经没有" not in less.out  # FIX-001 did not look

    draft.write_text("蓝莓。\n", "utf-8")
    shrunk = lint(folder, *use, "--shrink-baseline", "--fail-on", "info")
    assert shrunk.status == 1  # what is new is not accepted
    assert "去掉了 2 处" in shrunk.out
    assert json.loads((folder / "ci/accepted.json").read_text("utf-8"))["accepted"] == [None]


def test_the_default_file_and_mistakes(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.md").write_text("苹果。\n", "utf-8")
    assert lint(folder, "--write-baseline").status == 0
    assert json.loads((folder / "contentai-baseline.json").read_text("utf-8"))["version"] == 2
    assert lint(folder, "--shrink-baseline").status == 0
    for arguments, words in (
        (("--write-baseline", "--shrink-baseline"), "只能用一个"),
        (("--diff", "--shrink-baseline"), "什么都不写"),
        (("--baseline", "none.json"), "没有这个基线文件"),
        (("--baseline", "contentai.yaml"), "contentai.yaml:1:1"),
        (("--baseline", "drafts/a.md/b.json", "--write-baseline"), "drafts/a.md/b.json"),
    ):
        answer = lint(folder, *arguments)
        assert answer.status == 2
        assert words in answer.err


def test_writing_again_under_some_rules_keeps_what_the_others_accepted(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.md").write_text("苹果和草莓。\n", "utf-8")
    assert lint(folder, "--write-baseline").status == 0
    kept = (folder / "contentai-baseline.json").read_bytes()
    assert lint(folder, "--select", "TRY", "--write-baseline").status == 0
    assert (folder / "contentai-baseline.json").read_bytes() == kept
    (folder / "drafts" / "a.md").write_text("草莓。\n", "utf-8")
    assert lint(folder, "--ignore", "FIX", "--write-baseline").status == 0
    kept_now = json.loads((folder / "contentai-baseline.json").read_text("utf-8"))["accepted"]
    assert [entry["rule"] for entry in kept_now if entry] == ["FIX-001"]


def test_standard_input_needs_a_name_to_be_remembered_under(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    answer = perform(Call(("lint", "-", "--write-baseline"), folder, "苹果。\n".encode()))
    assert answer.status == 2
    assert "--stdin-filename" in answer.err
    assert not (folder / "contentai-baseline.json").exists()


def test_a_renamed_draft_takes_its_accepted_findings_along(tmp_path: Path) -> None:
    folder, file = furnish(tmp_path), "contentai-baseline.json"
    drafts, other = folder / "drafts", folder / "other"
    drafts.mkdir()
    other.mkdir()
    (drafts / "a.md").write_text("苹果和草莓。\n", "utf-8")
    assert lint(folder, "--write-baseline").status == 0
    kept = (folder / file).read_bytes()
    (drafts / "b.md").write_bytes((drafts / "a.md").read_bytes())
    (drafts / "a.md").rename(drafts / "c.md")
    elsewhere = perform(Call(("lint", "other", "--shrink-baseline"), folder))
    assert "去掉了 0 处" in elsewhere.out
    missing = perform(Call(("lint", "drafts/a.md", "--write-baseline"), folder))
    assert missing.status == 2
    assert (folder / file).read_bytes() == kept
    assert lint(folder, "--select", "FIX", "--write-baseline", "--fail-on", "info").status == 0
    assert lint(folder, "--baseline", file, "--fail-on", "info", "--ignore", "FIX").status == 1
    # The accepted finding is granted to one of the two alone.
    shrunk = lint(folder, "--shrink-baseline", "--ignore", "FIX", "--format", "json")
    found = json.loads(shrunk.out)["files"]
    assert [(len(f["findings"]), len(f["suppressed"])) for f in found] == [(0, 1), (1, 0)]
    assert "去掉了 0 处" in shrunk.err


def test_a_draft_that_moved_to_a_folder_that_was_not_checked_keeps_its_entries(
    tmp_path: Path,
) -> None:
    def run(*arguments: str) -> str:
        answer = perform(Call(("lint", *arguments), folder))
        assert "Traceback" not in answer.err
        return answer.out

    def accepted() -> list[str]:
        entries = json.loads((folder / "contentai-baseline.json").read_text("utf-8"))["accepted"]
        return [entry["file"] for entry in entries if entry]

    folder = furnish(tmp_path)
    done(folder, "init", "-q", "-b", "main")
    for name in ("甲 号/x", "甲 号/y", "乙/z"):
        write(folder, f"{name}.md", "苹果。\n")
    run("--write-baseline")
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "one")
    done(folder, "mv", "甲 号/x.md", "乙/换了名.md")
    told = run("甲 号", "--shrink-baseline")
    assert "1 份稿件不在原处了（甲 号/x.md）" in told and "contentai lint . --shrink" in told
    run("甲 号", "--write-baseline")
    assert accepted() == ["乙/z.md", "甲 号/x.md", "甲 号/y.md"]
    assert "不在原处" not in run("乙", "--baseline", "contentai-baseline.json")
    run("--shrink-baseline")
    assert accepted() == ["乙/z.md", "乙/换了名.md", "甲 号/y.md"]
    (folder / "乙/换了名.md").unlink()
    run("乙", "甲 号", "--shrink-baseline")
    assert "乙/换了名.md" in accepted()
    run("--shrink-baseline")
    assert accepted() == ["乙/z.md", "甲 号/y.md"]


def test_no_baseline_is_made_of_drafts_that_could_not_be_read(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    call = Call(("lint", "nix.md", "--write-baseline", "--baseline", "new/n.json"), folder)
    made = perform(call)
    assert made.status == 2
    assert "没有写基线" in made.out
    assert not (folder / "new").exists()
    (folder / "nix.md").write_text("苹果。\n", "utf-8")
    assert "新建了目录 new" in perform(call).out
    assert "新建了目录" not in perform(call).out


def test_rows_that_were_not_read_keep_what_was_accepted(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "drafts").mkdir()
    table = folder / "drafts" / "t.jsonl"
    use = ("--text-column", "text", "--baseline", "b.json")
    table.write_text('{"text": "苹果。"}\n{"text": "香蕉。"}\n', "utf-8")
    assert lint(folder, *use, "--write-baseline").status == 0
    before = (folder / "b.json").read_bytes()
    table.write_text('{"text": "苹果。"}\n{"text": "香蕉。"\n', "utf-8")
    for option in ("--shrink-baseline", "--write-baseline"):
        told = lint(folder, *use, option)
        assert told.status == 2
        assert "已经没有了" not in told.out
        assert (folder / "b.json").read_bytes() == before


def test_rows_that_did_not_change_keep_what_was_accepted(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    rows = '{"text": "苹果。"}\n{"text": "香蕉。"}\n'
    write(folder, "drafts/t.jsonl", rows)
    use = ("--text-column", "text", "--baseline", "b.json")
    assert lint(folder, *use, "--write-baseline").status == 0
    before = (folder / "b.json").read_bytes()
    done(folder, "init", "-q")
    done(folder, "add", ".")
    done(folder, "commit", "-qm", "first")
    write(folder, "drafts/t.jsonl", rows + '{"text": "早。"}\n')
    told = lint(folder, *use, "--changed-since", "HEAD", "--shrink-baseline")
    assert told.status == 0
    assert "已经没有了" not in told.out
    assert (folder / "b.json").read_bytes() == before


def test_from_a_subfolder_the_baseline_is_the_one_above(tmp_path: Path) -> None:
    folder = furnish(tmp_path / "repo")
    done(folder, "init", "-q")
    write(folder, "posts/春 季/a.md", "苹果。\n")
    write(folder, "posts/b.md", "香蕉。\n")
    posts, deep = folder / "posts", folder / "posts" / "春 季"
    name, above = "contentai-baseline.json", "../contentai-baseline.json"

    def run(place: Path, *arguments: str) -> Answer:
        return perform(Call(("lint", ".", "--fail-on", "info", *arguments), place))

    made = run(posts, "--write-baseline")  # where it was not made yet it is, beside the settings
    assert f"基线 {above} 记下了 2 处" in made.out
    kept = (folder / name).read_bytes()
    assert b'"posts/b.md"' in kept and not (posts / name).exists()
    assert run(deep, "--write-baseline").status == 0
    assert run(deep, "--baseline", f"../{above}").status == 0
    assert (folder / name).read_bytes() == kept
    assert run(folder, "--baseline", name).status == run(posts, "--baseline", above).status == 0

    wrong = run(posts, "--baseline", name)
    assert wrong.status == 2
    assert f"写 --baseline {above}" in wrong.err
    unused = run(posts, "--format", "json")
    assert unused.status == 1
    assert f"有基线 {above}，这次没有用" in unused.err

    # Nothing is said where it accepts nothing of what was checked.
    write(posts, "new.md", "苹果。\n")
    assert "有基线" not in perform(Call(("lint", "new.md"), posts)).out
    assert "有基线" not in perform(Call(("lint", "-"), posts, stdin="苹果。\n".encode())).out
    (posts / "new.md").unlink()

    (deep / "a.md").write_text("好。\n", "utf-8")
    assert f"基线 ../{above} 去掉了 1 处" in run(deep, "--shrink-baseline").out
    assert "有基线" not in run(deep).out  # nothing is reported that it could accept
    # A nearer one is nearer.
    write(posts, name, (folder / name).read_text("utf-8").replace("posts/", ""))
    assert f"基线 {name} 记下了 1 处" in run(posts, "--write-baseline").out


def test_the_usual_baseline_stays_within_the_repository(tmp_path: Path) -> None:
    furnish(tmp_path)  # settings of all that lies below
    repo = tmp_path / "repo"
    write(repo, "posts/a.md", "苹果。\n")
    write(tmp_path, "loose/a.md", "苹果。\n")
    done(repo, "init", "-q")
    name = "contentai-baseline.json"
    for place, told in ((repo / "posts", f"../{name}"), (tmp_path / "loose", f"../{name}")):
        made = perform(Call(("lint", "--write-baseline"), place))
        assert f"基线 {told} 记下了 1 处" in made.out
    assert b'"posts/a.md"' in (repo / name).read_bytes()
    assert b'"loose/a.md"' in (tmp_path / name).read_bytes()


def test_where_the_configuration_is_a_link_the_baseline_is_made_beside_the_link(
    tmp_path: Path,
) -> None:
    house, shared = furnish(tmp_path / "house"), tmp_path / "all" / "shared.yaml"
    write(house, "posts/a.md", "苹果。\n")
    shared.parent.mkdir()
    (house / "contentai.yaml").rename(shared)
    (house / "contentai.yaml").symlink_to(shared)
    told = perform(Call(("lint", "--write-baseline"), house / "posts")).out
    assert "基线 ../contentai-baseline.json 记下了 1 处" in told


def with_accepted_table(tmp_path: Path, rows: str) -> Path:
    """A repository with a table all of whose findings are accepted and committed."""
    folder = furnish(tmp_path, "text_column: text")
    done(folder, "init", "-q")
    write(folder, "drafts/t.jsonl", rows)
    assert lint(folder, "--write-baseline").status == 0
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "one")
    return folder


def test_rows_whose_ids_differ_in_blanks_are_not_taken_for_one(tmp_path: Path) -> None:
    first = '{"id": "稿 1", "text": "苹果。"}\n'
    folder = with_accepted_table(tmp_path, first)
    write(folder, "drafts/t.jsonl", first + '{"id": "稿  1", "text": "苹果。雨。"}\n')
    use = ("--baseline", "contentai-baseline.json", "--format", "json")
    every = json.loads(lint(folder, *use).out)["files"]
    assert [len(row["findings"]) for row in every] == [0, 1]
    (row,) = json.loads(lint(folder, *use, "--changed-since", "HEAD").out)["files"]
    assert row["path"] == "drafts/t.jsonl#row=2"


def test_what_a_sparse_checkout_leaves_out_keeps_what_was_accepted(tmp_path: Path) -> None:
    folder, file = furnish(tmp_path), "contentai-baseline.json"
    done(folder, "init", "-q")
    for name in ("甲 号/x", "乙/y", "乙/z"):
        write(folder, f"{name}.md", "苹果。\n")
    for arguments in (("--write-baseline",), ("--shrink-baseline",)):
        assert perform(Call(("lint", *arguments), folder)).status == 0
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "one")
    before = (folder / file).read_bytes()
    done(folder, "sparse-checkout", "set", "乙", "pack")
    assert not (folder / "甲 号").exists()
    write(folder, "乙/new.md", "苹果。\n")
    told = perform(Call(("lint", "--baseline", file), folder))
    assert told.status == 1  # what the draft elsewhere has is not for the new one
    assert "已经没有" not in told.out and "不在原处" not in told.out
    assert perform(Call(("lint", "乙", "--shrink-baseline"), folder)).status == 1
    assert perform(Call(("lint", "--shrink-baseline"), folder)).status == 1
    assert (folder / file).read_bytes() == before
    (folder / "乙/new.md").unlink()
    assert perform(Call(("lint", "--write-baseline"), folder)).status == 0
    assert (folder / file).read_bytes() == before
    # Deleted is gone, whatever git would give back.
    (folder / "乙/z.md").unlink()
    assert "去掉了 1 处" in perform(Call(("lint", "--shrink-baseline"), folder)).out


def test_what_is_accepted_is_not_for_the_same_words_added_above(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    done(folder, "init", "-q")
    draft = write(folder, "drafts/a.md", "好。\n\n苹果。\n\n香蕉。\n")
    assert lint(folder, "--write-baseline").status == 0
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "-m", "one")

    def found(*arguments: str) -> tuple[list[tuple[int, str]], int]:
        use = ("--baseline", "contentai-baseline.json", "--format", "json")
        (file,) = json.loads(lint(folder, *use, *arguments).out)["files"]
        return [(f["line"], f["rule"]) for f in file["findings"]], len(file["suppressed"])

    def hook() -> str:
        return perform(Call(("hook", "run", "--type", "pre-commit"), folder)).err

    # The accepted words moved, and were mended lightly: still accepted.
    draft.write_text("香蕉！\n\n好。\n\n苹果。\n", "utf-8")
    done(folder, "add", "-A")
    assert found("--staged") == ([], 1)
    assert "错误 TRY-001" not in hook() and "警告 TRY-002" not in hook()
    draft.write_text("苹果。\n\n香蕉。\n\n好。\n\n苹果。\n\n香蕉。\n", "utf-8")
    done(folder, "add", "-A")
    assert found("--staged") == ([(1, "TRY-001"), (3, "TRY-002")], 0)
    assert found("--changed-since", "HEAD") == found("--staged")
    assert "drafts/a.md:1:1 错误 TRY-001" in hook() and "drafts/a.md:3:1 警告 TRY-002" in hook()


def test_what_a_row_had_is_not_for_a_new_row_with_the_same_words(tmp_path: Path) -> None:
    first = '{"text": "苹果。晴。"}\n'
    folder = with_accepted_table(tmp_path, first)
    use = ("--baseline", "contentai-baseline.json", "--format", "json", "--staged")
    for rows, line in (
        (first + '{"text": "苹果。雨。"}\n', 2),
        ('{"text": "苹果。雨。"}\n' + first, 1),
    ):
        write(folder, "drafts/t.jsonl", rows)
        done(folder, "add", "-A")
        (file,) = json.loads(lint(folder, *use).out)["files"]
        assert (file["path"], len(file["findings"])) == (f"drafts/t.jsonl#row={line}", 1)
        told = perform(Call(("hook", "run", "--type", "pre-commit"), folder)).err
        assert told.count("错误 TRY-001") == 1
        assert f"drafts/t.jsonl:{line}:" in told
    # A row that changed elsewhere keeps what it had.
    write(folder, "drafts/t.jsonl", first.replace("晴", "雪"))
    done(folder, "add", "-A")
    (file,) = json.loads(lint(folder, *use).out)["files"]
    assert (file["findings"], len(file["suppressed"])) == ([], 1)
