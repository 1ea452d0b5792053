from __future__ import annotations

import datetime
import fcntl
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

import contentai
from contentai.embedding.encoder import Encoder, open_encoder
from contentai.topics import store
from contentai.topics.admit import iso
from contentai.topics.article import Article
from contentai.topics.found import Found, LibraryError
from contentai.topics.library import Library
from contentai.topics.ownpost import OwnPost
from contentai.topics.posts import load_posts

ROOT = Path(contentai.__file__).resolve().parent.parent
WORDS = "镁棒水垢热水器滤芯安装保养客户渠道门店价格冬天夏天检查更换师傅说明配件温度"


def text(seed: int, size: int = 300) -> str:
    rng = np.random.default_rng(seed)
    return "".join(WORDS[i] for i in rng.integers(0, len(WORDS), size))


def found(
    id: str, body: str, *, source: str = "周报", origin: str = "a.jsonl", title: str = "标题"
) -> Found:
    article = Article(id, title, body, source, datetime.date(2026, 3, 5), f"http://a.example/{id}")
    return Found(article, origin, origin)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "in" / "library.db"


def add(file: Path, *every: Found, keep: bool = False) -> list[tuple[str, str]]:
    with Library.write(file) as library:
        return [(one.status, one.id) for one in library.add(every, keep)]


def ids(file: Path) -> list[str]:
    with Library.read(file) as library:
        return [article.id for article in library.articles()]


def test_what_was_added_comes_back(file: Path) -> None:
    one = found("a", text(1))
    assert add(file, one) == [("added", "a")]
    with Library.read(file) as library:
        assert library.articles() == [one.article]
        assert library.knows("http://a.example/a")
        assert not library.knows("http://a.example/b")


def test_adding_again_adds_nothing(file: Path) -> None:
    every = [found(str(n), text(n)) for n in range(70)]
    assert {status for status, _ in add(file, *every)} == {"added"}
    assert {status for status, _ in add(file, *every)} == {"unchanged"}
    # The same content under another name of the same publisher is no other article.
    assert add(file, found("copy", text(3), origin="b.jsonl")) == [("unchanged", "3")]
    assert len(ids(file)) == 70


def test_a_changed_article_takes_the_place_of_the_old_one(file: Path) -> None:
    add(file, found("a", text(1)))
    assert add(file, found("a", text(2))) == [("updated", "a")]
    with Library.read(file) as library:
        assert [article.text for article in library.articles()] == [text(2)]
    # The old text is forgotten: nothing repeats it.
    assert add(file, found("b", text(1))) == [("added", "b")]


def test_a_corrected_date_is_taken_over(file: Path) -> None:
    one = found("a", text(1))
    add(file, one)
    article = one.article
    right = Article("a", "标题", article.text, "周报", datetime.date(2026, 4, 1), article.url)
    assert add(file, Found(right, "a.jsonl", "a.jsonl")) == [("updated", "a")]
    with Library.read(file) as library:
        assert library.articles() == [right]


def test_one_id_in_two_files(file: Path) -> None:
    add(file, found("1", text(1), origin="a.jsonl"))
    ((status, id),) = add(file, found("1", text(2), origin="b.jsonl"))
    assert status == "added"
    assert id.startswith("1~")
    assert add(file, found("1", text(3), origin="b.jsonl")) == [("updated", id)]


def test_reprints_are_left_out_and_named(file: Path) -> None:
    original = text(1)
    reprint = original[:200] + text(2, 100)
    with Library.write(file) as library:
        first, second, third = library.add(
            [
                found("a", original),
                found("b", reprint, source="晚报", title="另一个标题"),
                found("c", original, source="早报"),
            ]
        )
    assert (first.status, second.status, third.status) == ("added", "duplicate", "duplicate")
    assert (second.of, third.of, third.likeness) == ("a", "a", 1.0)
    assert 0.4 < second.likeness < 0.7
    with Library.read(file) as library:
        (dropped,) = library.duplicates()
        assert (dropped.of, dropped.title, dropped.source) == ("a", "另一个标题", "晚报")
        assert library.stats().duplicates == 1
        assert library.knows("http://a.example/b")
    assert add(file, found("b", reprint, source="晚报", title="另一个标题")) == [("duplicate", "a")]
    assert add(file, found("b", reprint), keep=True) == [("added", "b")]


def test_without_the_original_the_reprint_is_welcome(file: Path) -> None:
    original = text(1)
    reprint = found("b", original[:200] + text(2, 100), source="晚报")
    add(file, found("a", original), reprint)
    with Library.write(file) as library:
        assert library.remove(["a"]) == 1
    assert add(file, reprint) == [("added", "b")]


def test_headlines_that_differ_in_a_word_are_two(file: Path) -> None:
    titles = ["今日菜价：黄瓜一斤三块二", "今日菜价：黄瓜一斤四块二", "今日菜价：黄瓜一斤三块二！"]
    every = [found(str(n), "", title=title, source=str(n)) for n, title in enumerate(titles)]
    assert [status for status, _ in add(file, *every)] == ["added", "added", "duplicate"]


def test_an_interruption_loses_nothing_that_was_read(file: Path) -> None:
    def incoming() -> Iterator[Found]:
        yield from (found(str(n), text(n)) for n in range(100))
        raise KeyboardInterrupt

    told = []
    with Library.write(file) as library, pytest.raises(KeyboardInterrupt):
        told.extend(one.id for one in library.add(incoming()))
    assert len(told) == 64
    assert len(ids(file)) == 100


def test_a_killed_process_leaves_whole_batches(file: Path) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from contentai.topics.library import Library
        from tests.topics.test_library import found, text
        def incoming():
            yield from (found(str(n), text(n)) for n in range(100))
            os._exit(9)
        with Library.write(Path(sys.argv[1])) as library:
            list(library.add(incoming()))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(file)], cwd=ROOT, check=False
    )
    assert done.returncode == 9
    assert len(ids(file)) == 64
    assert {status for status, _ in add(file, *(found(str(n), text(n)) for n in range(100)))} == {
        *("added", "unchanged")
    }
    assert len(ids(file)) == 100


def test_two_processes_at_once(file: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from contentai.topics.library import Library
        from tests.topics.test_library import found, text
        start = int(sys.argv[2])
        with Library.write(Path(sys.argv[1])) as library:
            list(library.add(found(str(n), text(n)) for n in range(start, start + 400)))
    """
    both = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(file), start],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for start in ("0", "200")
    ]
    for process in both:
        _, said = process.communicate(timeout=200)
        assert process.returncode == 0, said
    assert sorted(map(int, ids(file))) == list(range(600))


def test_readers_go_on_while_one_writes(file: Path) -> None:
    add(file, found("a", text(1)))
    with Library.write(file) as writer, Library.read(file) as reader:
        writing = writer.add(found(str(n), text(n)) for n in range(2, 200))
        next(writing)
        assert len(reader.articles()) == 65
        list(writing)
        assert len(reader.articles()) == 199


class Counting:
    """The shipped encoder, counting what it is asked for."""

    name = "counting"

    def __init__(self) -> None:
        self.encoder = open_encoder()
        self.dim = self.encoder.dim
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        self.texts += len(texts)
        return self.encoder.encode(texts)


def test_vectors_are_made_once_for_a_content_and_a_model(file: Path) -> None:
    add(file, *(found(str(n), text(n)) for n in range(5)))
    encoder, other = Counting(), Counting()
    other.name = "other"
    with Library.read(file) as library:
        articles = library.articles()
        vectors = library.vectors(articles, encoder)
    expected = encoder.encoder.encode([f"{a.title}\n{a.text}" for a in articles])
    np.testing.assert_array_equal(vectors, expected)
    add(file, found("1", text(77)))
    with Library.read(file) as library:
        np.testing.assert_array_equal(library.vectors(articles[::-1], encoder), vectors[::-1])
        assert encoder.texts == 5
        library.vectors(library.articles(), encoder)
        assert encoder.texts == 6
        library.vectors(articles, other)
        assert other.texts == 5
        assert library.stats().vectors == {"counting": 6, "other": 5}
        assert library.vectors([], encoder).shape == (0, encoder.dim)


def test_posts_come_back_and_are_replaced_by_id(file: Path) -> None:
    one = OwnPost("a", datetime.date(2026, 1, 2), "s", "wechat", "题", "文", 5, None, 0, 1)
    undated = OwnPost("b", None, None, None, "题", "", None, None, None, None)
    later = OwnPost("a", datetime.date(2026, 1, 3), "s", "wechat", "题二", "文", 6, 1, 0, 1)
    with Library.write(file) as library:
        assert library.add_posts([one, undated]) == 2
        assert library.posts() == [undated, one]
        library.add_posts([later])
        assert library.posts() == [undated, later]
        assert library.remove(["a", "none"]) == 1


def test_what_an_audit_asks_of_posts_is_kept(file: Path) -> None:
    post = OwnPost("a", None, None, "wechat", "题", "", 50, 1, 0, 1, "follow", "开春", 2, 3, 4.5)
    with Library.write(file) as library:
        library.add_posts([post])
        assert library.posts() == [post]


def test_what_was_filled_in_by_hand_outlives_an_export_without_it(file: Path) -> None:
    post = OwnPost("a", None, None, "wechat", "题", "", 50, 1, 0, 1, "follow", "开春", 2, 3, 4.5)
    bare = replace(post, views=90, stage=None, campaign=None, orders=4)
    other = OwnPost("a", None, None, "wechat", "别的题", "", 9, None, None, None)
    with Library.write(file) as library:
        library.add_posts([post])
        library.add_posts([bare])
        assert library.posts() == [replace(post, views=90, orders=4)]
        library.add_posts([other])
        assert library.posts() == [other]


def test_stats(file: Path) -> None:
    add(file, found("a", text(1)), found("b", text(2), source="晚报"))
    with Library.read(file) as library:
        stats = library.stats()
    assert (stats.articles, stats.sources, stats.undated, stats.characters) == (2, 2, 0, 600)
    assert stats.first == stats.last == datetime.date(2026, 3, 5)
    assert stats.bytes > 0


def test_a_library_of_the_version_before_is_brought_up_to_date(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(file, found("a", text(1)))
    steps = (*store._MIGRATIONS, "ALTER TABLE articles ADD COLUMN mood TEXT DEFAULT '好'")
    monkeypatch.setattr(store, "_MIGRATIONS", steps)
    monkeypatch.setattr(store, "VERSION", len(steps))
    assert ids(file) == ["a"]
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT id, mood FROM articles").fetchall() == [("a", "好")]
        assert db.execute("PRAGMA user_version").fetchone() == (len(steps),)
    db.close()


def test_posts_once_known_by_their_line_are_those_of_the_next_export(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "posts.csv"
    rows = ("2026-08-01,wechat,水垢,,{}", ",,镁棒,,{}", "2026-08-02,wechat,滤芯,,{}")
    table.write_text("日期,渠道,标题,正文,阅读量\n" + "\n".join(rows).format(5, 6, 7), "utf-8")
    exported = load_posts(table).posts
    with monkeypatch.context() as before:
        before.setattr(store, "_MIGRATIONS", store._MIGRATIONS[:2])
        before.setattr(store, "VERSION", 2)
        with Library.write(file) as library:
            lines = (replace(p, id=f"line-{n}", views=1) for n, p in enumerate(exported))
            others = replace(exported[0], id="line-9"), replace(exported[1], id="line-x")
            for post in (*lines, *others, exported[2]):
                row = (post.id, iso(post.date), *astuple(post)[2:10])
                library._db.execute(f"INSERT INTO posts VALUES ({', '.join('?' * 10)})", row)
    with Library.read(file) as library:
        kept = {post.id: post.views for post in library.posts()}
    assert kept == {exported[0].id: 1, exported[1].id: 1, exported[2].id: 7, "line-x": 6}
    with Library.write(file) as library:
        library.add_posts(exported)
        assert [p.views for p in library.posts() if p.id != "line-x"] == [6, 5, 7]


def test_a_step_that_fails_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(file, found("a", text(1)))
    steps = (*store._MIGRATIONS, "ALTER TABLE articles ADD COLUMN mood TEXT; nonsense")
    with monkeypatch.context() as patched:
        patched.setattr(store, "_MIGRATIONS", steps)
        patched.setattr(store, "VERSION", len(steps))
        with pytest.raises(LibraryError):
            Library.write(file)
    assert ids(file) == ["a"]
    with sqlite3.connect(file) as db:
        columns = {row[1] for row in db.execute("PRAGMA table_info(articles)")}
    db.close()
    assert "mood" not in columns


def test_a_library_of_a_newer_version_is_refused(file: Path) -> None:
    add(file, found("a", text(1)))
    with sqlite3.connect(file) as db:
        db.execute(f"PRAGMA user_version = {store.VERSION + 1}")
    db.close()
    for opening in (Library.read, Library.write):
        with pytest.raises(LibraryError, match="升级"):
            opening(file)


def test_files_that_are_no_library(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("不是数据库" * 100, "utf-8")
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    for name in ("text.db", "other.db", "."):
        before = (tmp_path / name).stat().st_size
        for opening in (Library.read, Library.write):
            with pytest.raises(LibraryError):
                opening(tmp_path / name)
        assert (tmp_path / name).stat().st_size == before
    with pytest.raises(LibraryError, match="corpus add"):
        Library.read(tmp_path / "missing.db")


def visit(file: Path, encoder: Encoder, answers: Connection) -> None:
    """What somebody may do who may not write; root, who may, becomes nobody first."""
    if os.geteuid() == 0:
        os.setuid(65534)
    with Library.read(file) as library:
        articles = library.articles()
        answers.send([article.id for article in articles])
        answers.send(library.vectors(articles, encoder).shape)
    for place in (file, file.parent / "new" / "library.db"):
        try:
            Library.write(place).close()
        except LibraryError as error:
            answers.send(error.words.en)


def test_a_disk_that_may_not_be_written() -> None:
    context = multiprocessing.get_context("fork")
    folder = Path(tempfile.mkdtemp())
    file = folder / "library.db"
    add(file, found("a", text(1)))
    answers, theirs = context.Pipe(duplex=False)
    process = context.Process(target=visit, args=(file, open_encoder(), theirs))
    try:
        file.chmod(0o444)
        folder.chmod(0o555)
        process.start()
        theirs.close()
        assert answers.recv() == ["a"]
        assert answers.recv() == (1, 256)
        for _ in range(2):
            assert "cannot write the library" in answers.recv()
        process.join(30)
        assert process.exitcode == 0
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_what_sqlite_refuses_is_told_by_its_cause(file: Path) -> None:
    add(file, found("a", text(1)))
    error = sqlite3.OperationalError("unable to open database file")
    assert "SQLite" in store.unusable(file, error).words.zh
    file.with_name("library.db-shm").mkdir()
    assert "旁边的 library.db-shm 是文件夹" in store.unusable(file, error).words.zh


def test_to_tell_a_cause_drops_no_lock(file: Path) -> None:
    add(file, found("a", text(1)))
    child = (
        "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    )
    with file.open("r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        store.unusable(file, sqlite3.OperationalError("unable to open database file"))
        done = subprocess.run([sys.executable, "-c", child, file], capture_output=True, check=False)
    assert b"BlockingIOError" in done.stderr


def test_what_is_kept_secret_is_not_called_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not store.is_there(tmp_path / "none" / "library.db")
    (tmp_path / "file").write_text("", "utf-8")
    assert not store.is_there(tmp_path / "file" / "library.db")
    monkeypatch.setattr(Path, "exists", os.path.exists)  # as Python 3.14 has it
    with pytest.raises(LibraryError):
        store.is_there(tmp_path / ("长" * 300) / "library.db")


@pytest.mark.parametrize("damage", ["pages", "date"])
def test_a_library_that_is_damaged_inside_says_so(file: Path, damage: str) -> None:
    add(file, *(found(f"a{n}", text(n, 3000)) for n in range(20)))
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        if damage == "date":
            db.execute("UPDATE articles SET date = 'soon' WHERE id = 'a7'")
    db.close()
    if damage == "pages":
        data = bytearray(file.read_bytes())
        data[len(data) // 4 :] = bytes(len(data) - len(data) // 4)
        file.write_bytes(data)
    with pytest.raises(LibraryError, match="损坏"), Library.read(file) as library:
        library.articles()
        library.stats()


def test_what_another_adds_meanwhile_is_not_seen_half(file: Path) -> None:
    add(file, found("b", text(1)))
    with Library.read(file) as library:
        with library.as_it_stands():
            articles = library.articles()
            add(file, found("a", text(2)))
            assert len(library.signatures()) == len(articles) == 1
            assert len(library.vectors(articles, open_encoder())) == 1  # they are stored, too
        assert [article.id for article in library.articles()] == ["a", "b"]
