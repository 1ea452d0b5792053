"""The library's SQLite file: opening it, its tables, and bringing old files up to date.

Write-ahead logging lets readers go on while one process writes; writers wait for each other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from contentai.language import Bilingual, system_reason
from contentai.topics.found import LibraryError
from contentai.topics.refusal import refusal

# "ctai": tells our file from another program's database.
_APPLICATION: Final = 0x63746169
_PATIENCE: Final = 30.0  # seconds

# Each entry takes a file of the version before to the next; never change one that shipped.
_MIGRATIONS: Final = (
    """
    CREATE TABLE articles (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      hash BLOB NOT NULL UNIQUE,
      signature BLOB NOT NULL,
      origin TEXT NOT NULL,
      name TEXT NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      source TEXT NOT NULL,
      date TEXT,
      url TEXT,
      industry TEXT,
      UNIQUE (origin, name)
    );
    CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL;
    CREATE TABLE duplicates (
      hash BLOB PRIMARY KEY,
      article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
      likeness REAL NOT NULL,
      title TEXT NOT NULL,
      source TEXT NOT NULL,
      date TEXT,
      url TEXT
    );
    CREATE INDEX duplicates_article ON duplicates (article);
    CREATE INDEX duplicates_url ON duplicates (url) WHERE url IS NOT NULL;
    CREATE TABLE bands (
      key INTEGER NOT NULL,
      article INTEGER NOT NULL,
      PRIMARY KEY (key, article)
    ) WITHOUT ROWID;
    CREATE TABLE vectors (
      model TEXT NOT NULL,
      hash BLOB NOT NULL,
      vector BLOB NOT NULL,
      PRIMARY KEY (model, hash)
    );
    CREATE TABLE posts (
      id TEXT PRIMARY KEY,
      date TEXT,
      segment TEXT,
      channel TEXT,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      views INTEGER,
      likes INTEGER,
      comments INTEGER,
      shares INTEGER
    );
    """,
    # The articles, by content, of the topics that were found: a topic that grows keeps its id.
    """
    CREATE TABLE topics (
      id TEXT NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (id, hash)
    ) WITHOUT ROWID;
    """,
    # A post without an id was once known by its line, now by what it says.
    """
    UPDATE OR IGNORE posts SET id = content_id(date, segment, channel, title, text)
      WHERE id GLOB 'line-[0-9]*' AND id NOT GLOB 'line-*[^0-9]*';
    DELETE FROM posts WHERE id GLOB 'line-[0-9]*' AND id NOT GLOB 'line-*[^0-9]*'
    """,
    # What an audit of the account asks for.
    """
    ALTER TABLE posts ADD COLUMN stage TEXT;
    ALTER TABLE posts ADD COLUMN campaign TEXT;
    ALTER TABLE posts ADD COLUMN unfollows INTEGER;
    ALTER TABLE posts ADD COLUMN orders INTEGER;
    ALTER TABLE posts ADD COLUMN reply_minutes REAL
    """,
)
VERSION: Final = len(_MIGRATIONS)


def is_there(file: Path) -> bool:
    """Whether there is something at ``file``. Raises ``LibraryError`` where that is kept secret."""
    try:
        file.stat()  # Path.exists calls it absent from Python 3.14 on
    except (FileNotFoundError, NotADirectoryError, ValueError):  # the last: a name that cannot be
        return False
    except OSError as error:
        raise _unreadable(file, system_reason(error)) from None
    return True


def open_to_write(file: Path, patience: float = _PATIENCE) -> sqlite3.Connection:
    """The library in ``file``, made or brought up to date. Raises ``LibraryError``.

    ``patience``: seconds to wait for another process to finish writing.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
    except OSError as error:
        raise _unwritable(file, system_reason(error)) from None
    except sqlite3.Error as error:
        raise unusable(file, error) from None
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        _migrate(connection, file)
    except sqlite3.Error as error:
        connection.close()
        raise unusable(file, error) from None
    except LibraryError:
        connection.close()
        raise
    return connection


def open_to_read(file: Path) -> sqlite3.Connection:
    """The library in ``file``, on a disk that may be read-only. Raises ``LibraryError``."""
    if is_there(file) and not file.is_file():
        words = Bilingual("是文件夹或设备，不是资料库", "is a folder or a device, no library")
        raise LibraryError(Bilingual(f"{file} {words.zh}", f"{file} {words.en}"))
    if not is_there(file):
        raise LibraryError(
            Bilingual(
                f"还没有资料库 {file}；先用 contentai corpus add 加文章",
                f"there is no library {file}; add articles with contentai corpus add",
            )
        )
    place = file.resolve().as_uri()
    problem: sqlite3.Error | None = None
    # Without leave to write the log's index beside the file, SQLite only reads what it is
    # told nobody changes.
    for way in ("mode=ro", "mode=ro&immutable=1"):
        # One thread of the editor opens it, another one reads on: SQLite itself sees to that.
        try:
            connection = sqlite3.connect(
                f"{place}?{way}",
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise _unreadable(file, refusal(file, os.R_OK, error)) from None
        try:
            version = _version(connection, file)
        except sqlite3.OperationalError as error:
            connection.close()
            problem = error
            continue
        except (sqlite3.Error, LibraryError) as error:
            connection.close()
            if isinstance(error, LibraryError):
                raise
            raise unusable(file, error) from None
        if version == VERSION:
            return connection
        connection.close()
        open_to_write(file).close()  # brings it up to date
        return open_to_read(file)
    assert problem is not None
    if "unable to open" in str(problem):
        raise _unreadable(file, refusal(file, os.R_OK, problem))
    raise unusable(file, problem)


@contextmanager
def writing(connection: sqlite3.Connection, file: Path) -> Iterator[None]:
    """All of what is done inside is stored, or none of it. Raises ``LibraryError``."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise unusable(file, error) from None
        raise


def _version(connection: sqlite3.Connection, file: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != _APPLICATION:
        count = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version or count:
            raise LibraryError(
                Bilingual(
                    f"{file} 是别的程序的数据库，不是资料库",
                    f"{file} is a database of another program, not a library",
                )
            )
    if version > VERSION:
        raise LibraryError(
            Bilingual(
                f"{file} 是更新版本的 contentai 建的（{version} > {VERSION}）；请升级",
                f"{file} was made by a newer contentai ({version} > {VERSION}); upgrade",
            )
        )
    return version


def _migrate(connection: sqlite3.Connection, file: Path) -> None:
    if _version(connection, file) == VERSION:
        return
    from contentai.topics.ownpost import content_id

    connection.create_function("content_id", 5, content_id, deterministic=True)
    with writing(connection, file):
        # Another process may have been faster.
        for version in range(_version(connection, file), VERSION):
            for statement in _MIGRATIONS[version].split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _unwritable(file: Path, reason: Bilingual) -> LibraryError:
    return LibraryError(
        Bilingual(
            f"写不了资料库 {file}：{reason.zh}；用 --library 或配置 library 换个地方",
            f"cannot write the library {file}: {reason.en}; choose another place with --library",
        )
    )


def _unreadable(file: Path, reason: Bilingual) -> LibraryError:
    return LibraryError(
        Bilingual(
            f"读不了资料库 {file}：{reason.zh}；用 --library 或配置 library 换一个",
            f"cannot read the library {file}: {reason.en}; choose another one with --library",
        )
    )


def unusable(file: Path, error: sqlite3.Error) -> LibraryError:
    """The words for what SQLite says about a library."""
    reason = str(error)
    if "readonly" in reason or "unable to open" in reason:
        return _unwritable(file, refusal(file, os.R_OK | os.W_OK, error))
    if "locked" in reason:
        return LibraryError(
            Bilingual(
                f"资料库 {file} 一直被另一个进程占用；等它写完再试",
                f"another process keeps the library {file} locked; try again later",
            )
        )
    if "full" in reason:
        return LibraryError(
            Bilingual(f"磁盘满了，写不进 {file}", f"the disk is full; cannot write {file}")
        )
    if "not a database" in reason or "malformed" in reason:
        return LibraryError(
            Bilingual(
                f"{file} 不是资料库，或者已经损坏；挪开它再加一遍文章",
                f"{file} is no library or is damaged; move it away and add the articles again",
            ),
            is_damaged=True,
        )
    return LibraryError(
        Bilingual(f"资料库 {file} 出错：{reason}", f"the library {file} failed: {reason}")
    )
