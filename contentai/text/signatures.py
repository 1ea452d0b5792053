"""What a file that is not text seems to be, from its first bytes.

Facts: the magic numbers are those of the formats' own specifications, as collected in the
``magic`` database of ``file(1)``.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Guess(NamedTuple):
    """A kind of file, named for people, with the way out."""

    name_zh: str
    name_en: str
    way_zh: str
    way_en: str

    @property
    def after_zh(self) -> str:
        """The Chinese name as it follows a Chinese word: Latin letters keep a space."""
        return f" {self.name_zh}" if self.name_zh[:1].isascii() else self.name_zh


_SAVE: Final = (
    "请用原来的程序打开，另存为 UTF-8 纯文本（.txt、.md 或 .html）再检查",
    "open it in its own program and save it as UTF-8 plain text (.txt, .md, .html)",
)
_WORD: Final = (
    "contentai lint 能查，名字要以 .docx 结尾；在编辑器里写请先另存为 UTF-8 纯文本",
    "contentai lint reads it if its name ends in .docx; to edit it here, save it as UTF-8 plain "
    "text first",
)
_MEDIA: Final = (
    "请改为提供稿件的文字；图片、音视频里的字读不到",
    "give the draft's words instead; text inside pictures, sound or video is not read",
)
_UNPACK: Final = (
    "请先解压，再检查里面的文本文件",
    "unpack it first and check the text files inside",
)
_OTHER: Final = (
    "请确认给的是稿件文件，并另存为 UTF-8 纯文本",
    "make sure that it is the draft, saved as UTF-8 plain text",
)

#: What to say of a pointer of Git LFS, in Chinese and in English.
POINTER: Final = (
    "这是 Git LFS 的指针，不是稿件；先运行 git lfs pull 取来稿件（CI 里检出时写 lfs: true）",
    "This is a pointer of Git LFS, not the draft: run git lfs pull first (in CI, check out with "
    "lfs: true)",
)
#: Bytes, by the specification.
LARGEST_POINTER: Final = 1023
_POINTS: Final = b"version https://git-lfs.github.com/spec/v1"

#: The way out for a workbook, in Chinese and in English.
TO_CSV: Final = (
    "请在 Excel 或 WPS 里另存为 CSV（UTF-8）再检查，一行一份稿件",
    "save it as CSV (UTF-8) in a spreadsheet program: every row is a draft then",
)
_WAYS: Final = {b"word/": _WORD, b"xl/": TO_CSV}

_OFFICE: Final = (
    (b"word/", "Word 文档（.docx）", "a Word document (.docx)"),
    (b"xl/", "Excel 表格（.xlsx）", "an Excel workbook (.xlsx)"),
    (b"ppt/", "PowerPoint 演示文稿（.pptx）", "a PowerPoint deck (.pptx)"),
    (b"application/epub", "EPUB 电子书", "an EPUB book"),
    (b"opendocument", "OpenDocument 文档", "an OpenDocument file"),
)

_MAGIC: Final = (
    (b"\x89PNG", Guess("PNG 图片", "a PNG picture", *_MEDIA)),
    (b"\xff\xd8\xff", Guess("JPEG 图片", "a JPEG picture", *_MEDIA)),
    (b"GIF87a", Guess("GIF 图片", "a GIF picture", *_MEDIA)),
    (b"GIF89a", Guess("GIF 图片", "a GIF picture", *_MEDIA)),
    (b"%PDF-", Guess("PDF 文档", "a PDF document", *_SAVE)),
    (b"{\\rtf", Guess("RTF 文档", "an RTF document", *_SAVE)),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Guess(
            "旧版 Office 文档（.doc、.xls、.ppt）", "an old Office file (.doc, .xls, .ppt)", *_SAVE
        ),
    ),
    (b"\x1f\x8b\x08", Guess("gzip 压缩文件", "a gzip archive", *_UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Guess("7z 压缩文件", "a 7z archive", *_UNPACK)),
    (b"Rar!\x1a\x07", Guess("RAR 压缩文件", "a RAR archive", *_UNPACK)),
    (b"\x7fELF", Guess("可执行程序（ELF）", "an executable (ELF)", *_OTHER)),
    (b"SQLite format 3\x00", Guess("SQLite 数据库", "a SQLite database", *_OTHER)),
)


def is_pointer(data: bytes) -> bool:
    """True for what Git LFS leaves in the place of a file that it has not fetched.

    By https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: less than 1,024 bytes, the
    version first.
    """
    return data.startswith(_POINTS) and len(data) <= LARGEST_POINTER and b"\noid sha256:" in data


def recognise(data: bytes) -> Guess | None:
    """The format whose magic number opens ``data``, or None. Looks at 64 KiB at most."""
    for magic, guess in _MAGIC:
        if data.startswith(magic):
            return guess
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        head = data[: 1 << 16]
        for mark, zh, en in _OFFICE:
            if mark in head:
                return Guess(zh, en, *_WAYS.get(mark, _SAVE))
        return Guess(
            "ZIP 压缩文件（也可能是 .docx、.xlsx）",
            "a ZIP archive (perhaps .docx or .xlsx)",
            *_UNPACK,
        )
    if data.startswith(b"MZ") and b"\x00" in data[:1024]:  # "MZ" may open a sentence
        return Guess("Windows 程序（.exe）", "a Windows program (.exe)", *_OTHER)
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return Guess("WebP 图片或音视频", "a WebP picture, sound or video", *_MEDIA)
    if data[4:8] == b"ftyp" and b"\x00" in data[:8]:
        return Guess("MP4 视频", "an MP4 video", *_MEDIA)
    return None
