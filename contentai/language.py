"""Which language the interface speaks: Chinese unless the locale asks for English."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Language = Literal["zh", "en"]


class Bilingual(NamedTuple):
    """One wording in both languages of the interface."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if current() == "zh" else self.en


def several(number: int, what: str) -> str:
    """English for so many: ``1 draft``, ``2,000 drafts``. ``what`` takes an s."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def current(environment: Mapping[str, str] | None = None) -> Language:
    """The language of the interface.

    ``CONTENTAI_LANG`` (``zh`` or ``en``) decides; without it, an English locale
    (``LC_ALL``, ``LC_MESSAGES``, ``LANG``, in this order of precedence) gives English and
    anything else, the ``C`` locale included, gives Chinese.
    """
    env = os.environ if environment is None else environment
    wanted = env.get("CONTENTAI_LANG", "").lower()
    if wanted.startswith("en"):
        return "en"
    if wanted.startswith("zh"):
        return "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return "en" if env[name].lower().startswith("en") else "zh"
    return "zh"


def system_reason(error: OSError) -> Bilingual:
    """Why the system refused: in English its own words, in Chinese ours for what is usual."""
    words = error.strerror or str(error)
    return Bilingual(_REFUSED.get(error.errno or 0, words), words)


def reading_reason(error: OSError | ValueError) -> Bilingual:
    """Why a file of ours could not be read as UTF-8 text."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return Bilingual(
            f"不是 UTF-8；请另存为 UTF-8（第 {line} 行起读不懂）",
            f"not UTF-8; save it as UTF-8 (it goes wrong in line {line})",
        )
    if isinstance(error, FileNotFoundError):
        return Bilingual("没有这个文件，请检查路径", "no such file; check the path")
    if isinstance(error, IsADirectoryError):
        return Bilingual("是目录，不是文件", "a folder, not a file")
    if isinstance(error, OSError):
        return system_reason(error)
    return Bilingual(str(error), str(error))


_REFUSED: Final = {
    errno.EACCES: "没有权限",
    errno.EADDRINUSE: "已被占用",
    errno.EBUSY: "正被占用",
    errno.EEXIST: "已经有了",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EIO: "设备读写出错",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOEXEC: "不是能运行的程序",
    errno.ENOSPC: "磁盘满了",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.EPERM: "系统不允许",
    errno.EROFS: "磁盘是只读的",
}
