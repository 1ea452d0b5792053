"""contentai.lint.cache: what was put is there, whole, or it is not there at all."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contentai.lint import cache as module
from contentai.lint.cache import Cache
from contentai.lint.cachetag import TAGGED

OURS = TAGGED.encode()
NAME, OTHER = "ab" + "0" * 38, "cd" + "1" * 38


def files(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / "v1").rglob("*") if p.is_file())


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "deep" / "cache")


def test_what_was_put_is_there_for_another_run(cache: Cache) -> None:
    assert cache.get(NAME) is None
    for data in (b"", b"once", "再来".encode() * 10_000):
        cache.put(NAME, data)
        assert Cache(cache.folder).get(NAME) == data
    assert cache.get(OTHER) is None
    assert cache.problem is None


def test_git_and_backups_pass_it_over(cache: Cache) -> None:
    cache.put(NAME, b"data")
    assert (cache.folder / ".gitignore").read_text() == "*\n"
    tag = (cache.folder / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "another's", "a folder"])
def test_what_is_damaged_is_as_good_as_none_and_heals(cache: Cache, damage: str) -> None:
    cache.put(NAME, b"one" * 100)
    cache.put(OTHER, b"two" * 100)
    (one, two) = files(cache.folder)
    whole = one.read_bytes()
    if damage == "a folder":
        one.unlink()
        one.mkdir()
    else:
        one.write_bytes(
            {
                "cut": whole[:-1],
                "empty": b"",
                "changed": whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:],
                "another's": two.read_bytes(),
            }[damage]
        )
    assert cache.get(NAME) is None
    cache.put(NAME, b"again")
    assert (cache.get(NAME) == b"again") is (damage != "a folder")
    assert (cache.problem is not None) is (damage == "a folder")


def test_a_place_that_cannot_be_written_to_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    cache = Cache(tmp_path / "cache")
    cache.put(NAME, b"data")
    assert cache.get(NAME) is None
    first = cache.problem
    assert first
    assert "--no-cache" in str(first)
    cache.put(OTHER, b"data")
    cache.prune()
    assert cache.problem is first
    assert (tmp_path / "cache").read_text() == "a file in the way"
    assert [p.name for p in tmp_path.iterdir()] == ["cache"]


def test_runs_side_by_side_leave_whole_entries(cache: Cache) -> None:
    def run(number: int) -> bool:
        own = Cache(cache.folder)
        for _ in range(30):
            own.put(NAME, bytes([number]) * 5_000)
            got = own.get(NAME)
            if got is None or len(got) != 5_000 or len(set(got)) != 1:
                return False
        return own.problem is None

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(run, range(6)))
    assert len(files(cache.folder)) == 1  # nothing half-written is left beside it


def test_old_entries_old_versions_and_leftovers_go(cache: Cache) -> None:
    names = [f"{n:02x}" + "0" * 38 for n in range(3)]
    for name in names:
        cache.put(name, os.urandom(100))
    fresh, old, used = files(cache.folder)
    leftover = fresh.with_name("x.new")
    leftover.write_bytes(b"half")
    (cache.folder / "v0" / "ab").mkdir(parents=True)
    (cache.folder / "v0" / "ab" / "entry").write_bytes(b"old format")
    long_ago = time.time() - 61 * 86_400
    for place in (old, used, leftover):
        os.utime(place, (long_ago, long_ago))
    assert cache.get(names[2]) is not None  # what is still used stays
    cache.prune()
    assert files(cache.folder) == [fresh, used]
    assert not (cache.folder / "v0").exists()


@pytest.mark.parametrize("theirs", ["novel.md", "v0/novel.md", "CACHEDIR.TAG", ".gitignore"])
def test_a_folder_of_somebody_else_is_neither_marked_nor_written_to(
    tmp_path: Path, theirs: str
) -> None:
    file = tmp_path / "theirs" / theirs
    file.parent.mkdir(parents=True)
    file.write_text("Signature: 8a477f597d28d172789f06886806bc55\n# Theirs.\n")
    cache = Cache(tmp_path / "theirs")
    cache.put(NAME, b"data")
    cache.written = 1
    cache.prune()
    assert cache.get(NAME) is None
    assert "CONTENTAI_CACHE_DIR" in str(cache.problem)
    assert cache.clear() is None
    assert [p for p in cache.folder.rglob("*") if p.is_file()] == [file]


@pytest.mark.parametrize("end", ["", "\n", "\n# Theirs.\n"])
def test_a_tag_without_our_name_is_somebody_elses(cache: Cache, end: str) -> None:
    cache.put(NAME, b"data")
    tag = cache.folder / "CACHEDIR.TAG"
    tag.write_text(f"Signature: 8a477f597d28d172789f06886806bc55{end}")
    again = Cache(cache.folder)
    again.put(OTHER, b"more")
    assert again.problem
    assert again.clear() is None
    assert tag.read_text().endswith(f"bc55{end}")


@pytest.mark.parametrize("damaged", [b"", b"Signature: 8a477f597d28", OURS[:-9], b"\0\xff\0" * 40])
def test_a_damaged_tag_heals(cache: Cache, damaged: bytes) -> None:
    cache.put(NAME, b"data")
    tag = cache.folder / "CACHEDIR.TAG"
    whole = tag.read_bytes()
    tag.write_bytes(damaged)
    again = Cache(cache.folder)
    again.put(OTHER, b"more")
    assert (again.problem, again.get(NAME), again.get(OTHER)) == (None, b"data", b"more")
    assert tag.read_bytes() == whole
    tag.write_bytes(damaged)
    assert again.clear()
    assert not cache.folder.exists()


@pytest.mark.parametrize("theirs", ["novel.md", "v1/novel.md", "v1/ab/novel.md", "v1/ab/ab/cd"])
def test_a_damaged_tag_beside_what_is_not_ours_is_told_and_nothing_goes(
    cache: Cache, theirs: str
) -> None:
    cache.put(NAME, b"data")
    (cache.folder / "CACHEDIR.TAG").write_bytes(b"")
    file = cache.folder / theirs
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("十年")
    again = Cache(cache.folder)
    again.put(OTHER, b"more")
    assert "CACHEDIR.TAG 坏了" in str(again.problem)
    assert again.clear() is None
    assert file.read_text() == "十年"
    assert files(cache.folder)[0].exists()


def test_a_file_of_somebody_else_under_a_name_as_ours_is_not_ours(cache: Cache) -> None:
    tag = cache.folder / "CACHEDIR.TAG"
    theirs = cache.folder / "v1" / "00" / ("0" * 38)
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"an object of another store")
    tag.write_bytes(b"")
    assert cache.clear() is None
    cache.put(NAME, b"data")
    assert cache.problem
    assert (theirs.read_bytes(), tag.read_bytes()) == (b"an object of another store", b"")


def test_what_others_put_into_our_folder_stays(cache: Cache) -> None:
    def put(*names: str) -> list[Path]:
        places = [cache.folder / name for name in names]
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("十年")
        return places

    cache.put(NAME, b"data")
    theirs = put("照片/a.jpg", "v2.draft/b.md", "v/c.md", "v0-d/d.md", "e.md")
    ours = put("v0/ab/entry", "v12.aside-34-0123abcd/ab/entry")
    cache.prune()
    assert [place.exists() for place in theirs] == [True] * 5
    assert [place.parent.parent.exists() for place in ours] == [False] * 2
    assert cache.clear()
    assert [place.exists() for place in theirs] == [True] * 5
    assert files(cache.folder) == []
    cache.put(NAME, b"again")  # it is still our folder
    assert cache.get(NAME) == b"again"


def test_a_folder_whose_tag_was_taken_away_meanwhile_is_not_pruned(cache: Cache) -> None:
    cache.put(NAME, b"data")
    (cache.folder / "CACHEDIR.TAG").unlink()
    theirs = cache.folder / "v0" / "ab" / "novel"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("十年")
    cache.prune()
    assert theirs.read_text() == "十年"


def test_of_too_much_the_oldest_goes(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 3_000)
    now = time.time()
    for age in range(4):
        name = f"{age:02x}" + "0" * 38
        cache.put(name, os.urandom(1_000))
        place = cache.folder / "v1" / name[:2] / name[2:]
        os.utime(place, (now - 100 * age, now - 100 * age))
    cache.prune()
    assert [p.parent.name for p in files(cache.folder)] == ["00", "01"]


def test_clearing_takes_our_folder_only(cache: Cache, tmp_path: Path) -> None:
    cache.put(NAME, b"data")
    freed = cache.clear()
    assert freed
    assert freed > 0
    assert not cache.folder.exists()
    other = tmp_path / "documents"
    other.mkdir()
    (other / "novel.md").write_text("十年")
    assert Cache(other).clear() is None
    assert (other / "novel.md").exists()


def test_clearing_goes_on_with_what_was_left_of_one_that_was_stopped(cache: Cache) -> None:
    cache.put(NAME, b"data")
    cache.folder.rename(cache.folder.with_name("cache.aside-12-0123abcd"))
    theirs = cache.folder.with_name("cache.aside-12-0123abce")
    theirs.mkdir()
    assert cache.clear()
    assert list(cache.folder.parent.iterdir()) == [theirs]


def test_clearing_while_others_write(cache: Cache) -> None:
    def write(number: int) -> Cache:
        own = Cache(cache.folder)
        for count in range(100):
            own.put(f"{count:02x}{number:038x}", b"data")
        return own

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(write, number) for number in range(2)]
        while not all(one.done() for one in running):
            Cache(cache.folder).clear()
            time.sleep(0.01)
    assert [one.result().problem for one in running] == [None] * 2
    cache.put(NAME, b"data")
    assert cache.get(NAME) == b"data"
    assert cache.clear()
    assert list(cache.folder.parent.iterdir()) == []


def test_a_link_to_a_folder_elsewhere_stays(cache: Cache, tmp_path: Path) -> None:
    cache.folder.parent.mkdir()
    (tmp_path / "elsewhere").mkdir()
    cache.folder.symlink_to(tmp_path / "elsewhere")
    for _ in range(2):
        cache.put(NAME, b"data")
        assert cache.problem is None
        assert cache.get(NAME) == b"data"
        assert cache.clear()
        assert cache.folder.is_symlink()
    assert list(cache.folder.parent.iterdir()) == [cache.folder]


def test_what_a_link_in_it_leads_to_is_not_pruned(cache: Cache, tmp_path: Path) -> None:
    cache.put(NAME, b"data")
    theirs = tmp_path / "theirs"
    (cache.folder / "v1").rename(theirs)
    (cache.folder / "v1").symlink_to(theirs)
    novel = theirs / "novel.md"
    novel.write_text("old")
    os.utime(novel, (0, 0))
    cache.prune()
    assert novel.read_text() == "old"
