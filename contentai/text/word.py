"""Word documents (.docx): their text, and what part each line of it plays.

A document has no lines of its own. Its text is laid out here, a paragraph a line, and all offsets
are of that text. What mammoth makes of it goes through our reading of HTML, so that headings,
lists, tables, links and pictures are what they are there. Deleted text of tracked changes is
left out, as are margins and remarks, and kept as unread; footnotes follow at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from contentai.diagnostics import Span
from contentai.text.decoded import UnreadableText
from contentai.text.mapped import Offsets, identity
from contentai.text.markup import BlockKind, Link, Marked, RawBlock
from contentai.text.markup.addresses import addresses
from contentai.text.markup.html import parse as parse_html
from contentai.text.markup.plain import kind_of
from contentai.text.signatures import recognise
from contentai.text.wordparts import archive_of

# A novel has some 5 MB of it; its tree takes some thirty times as much memory.
_NOWHERE: Final = np.int32(-1)
_MOST: Final = 24 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BODY: Final = "word/document.xml"
# A document type is where entities that grow are declared; Word writes none.
_DOCTYPE: Final = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"))
_STYLES: Final = "\n".join(
    [
        *(f"p[style-name='{name}'] => h1.rich_media_title:fresh" for name in ("Title", "标题")),
        *(f"p[style-name='{name}'] => h2:fresh" for name in ("Subtitle", "副标题")),
        *(
            f"p[style-name='{name}'] => blockquote:fresh"
            for name in ("Quote", "Intense Quote", "引用", "明显引用")
        ),
    ]
)
# The numbers of notes and the ways back, as mammoth writes them: no part of what is read.
_NOTE = re.compile(
    r'<sup><a href="#n-(?:foot|end)note-[^"]*" id="[^"]*">\[\d+\]</a></sup>'
    r'| ?<a href="#n-(?:foot|end)note-ref-[^"]*">↑</a>'
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document, and what was found in it; spans are of ``text``."""

    text: str
    marked: Marked


def read_word(data: bytes) -> Extracted:
    """What a .docx holds. Raises ``UnreadableText`` for what is none, locked, broken or too big.

    Nothing outside of ``data`` is looked at, pictures are not unpacked.
    """
    if not data:  # what a word processor makes of a new document before it is saved
        return Extracted("", Marked(()))
    parts = _parts(data)
    import mammoth

    try:
        archive, unread = archive_of(parts)
        made = mammoth.convert_to_html(
            archive,
            style_map=_STYLES,
            include_embedded_style_map=False,
            id_prefix="n-",
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
    except Exception:  # whatever a strange file makes the library stumble over
        raise _broken(
            "里面的内容不合 Word 文档的格式", "what is in it is not what Word writes"
        ) from None
    read = _laid_out(_NOTE.sub("", made.value))
    return replace(read, marked=read.marked._replace(unread=unread))


def _parts(data: bytes) -> dict[str, bytes]:
    """The text parts of a document by name. Raises ``UnreadableText``."""
    if data.startswith(_OLE):
        raise _locked() if _ENCRYPTED in data else _old()
    if not data.startswith(b"PK"):
        guess = recognise(data)
        zh, en = (guess.after_zh, guess.name_en) if guess else ("别的内容", "something else")
        raise UnreadableText(
            "binary",
            f"名字是 .docx，里面却不是 Word 文档（看起来是{zh}）；请在 Word 或 WPS 里另存为 .docx，"
            "纯文本就改名为 .txt",
            f"named .docx but no Word document ({en}); save it as .docx in a word processor, or "
            "rename it .txt if it is plain text",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise _broken(
            "文件不完整，像是没有下载完或者存坏了", "it is damaged, or not all of it is there"
        ) from None
    except (NotImplementedError, RuntimeError):  # a way of packing that zipfile does not know
        raise _broken("压缩的办法不认识", "it is packed in a way that is not known") from None


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts = [p for p in archive.infolist() if p.filename.endswith((".xml", ".rels"))]
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise _locked()
    if not any(part.filename.startswith("word/") for part in parts):
        raise UnreadableText(
            "binary",
            f"名字是 .docx，里面却没有 {_BODY}（是不是表格、演示文稿或别的压缩包？）；"
            "请在 Word 或 WPS 里另存为 .docx",
            f"named .docx, but there is no {_BODY} in it (a workbook, a deck, another archive?); "
            "save it as .docx in a word processor",
        )
    # What a part says it holds is all that is ever unpacked of it.
    size = sum(part.file_size for part in parts)
    if size > _MOST:
        raise UnreadableText(
            "too_large",
            f"解开有 {size >> 20} MB 文字，超过 {_MOST >> 20} MB 的上限；请拆成几份，"
            "来路不明的文件不要打开",
            f"{size >> 20} MB of text unpacked, over the limit of {_MOST >> 20} MB; split it, and "
            "do not open it if you do not know where it is from",
        )
    held = {part.filename: archive.read(part) for part in parts}
    for name, data in held.items():
        if any(sign in data for sign in _DOCTYPE):
            raise _broken(
                f"{name} 里有 <!DOCTYPE>，Word 从不写它",
                f"there is a <!DOCTYPE> in {name}, which Word never writes",
            )
    return held


def _locked() -> UnreadableText:
    return UnreadableText(
        "encrypted",
        "Word 文档有密码，读不了；请在 Word 或 WPS 里去掉密码再另存",
        "the Word document has a password; save it without one",
    )


def _old() -> UnreadableText:
    return UnreadableText(
        "binary",
        "这是旧版 Word 文档（.doc）；请在 Word 或 WPS 里另存为 .docx",
        "this is an old Word document (.doc); save it as .docx in a word processor",
    )


def _broken(zh: str, en: str) -> UnreadableText:
    return UnreadableText(
        "broken",
        f"Word 文档是坏的：{zh}；请用 Word 或 WPS 打开，修复后另存为 .docx",
        f"the Word document is broken: {en}; open it in a word processor, repair it and save it "
        "again",
    )


def _laid_out(html: str) -> Extracted:
    """The blocks of the page one after the other, each on a line, and all else placed in them."""
    page = parse_html(html)
    kept = [block for block in page.blocks if block.text.text.strip()]
    blocks: list[RawBlock] = []
    at = 0
    for block in kept:
        words = block.text.text
        blocks.append(RawBlock(block.kind, identity(words, at), block.level))
        at += len(words) + 1
    text = "\n".join(block.text.text for block in kept)
    # Of each character of the text its place in the page; a line end has none.
    rows = [np.append(block.text.starts, _NOWHERE) for block in kept]
    starts = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
    links = [link._replace(span=_placed(link.span, starts)) for link in page.links]
    images = [image._replace(span=_placed(image.span, starts)) for image in page.images]
    for span, target in addresses(text):
        if not any(link.span.overlaps(span) for link in links):
            links.append(Link(span, target, text[span.start : span.end]))
    links.sort(key=lambda link: link.span)
    return Extracted(text, Marked(tuple(_told_apart(blocks)), tuple(links), tuple(images)))


def _placed(span: Span, starts: Offsets) -> Span:
    """Where the text has what stands in a range of the page; empty where it has nothing of it."""
    inside = np.flatnonzero((starts >= span.start) & (starts < span.end))
    if len(inside):
        return Span(int(inside[0]), int(inside[-1]) + 1)
    before = np.flatnonzero(starts < span.start)
    at = int(before[-1]) + 1 if len(before) else 0
    return Span(at, at)


def _told_apart(blocks: list[RawBlock]) -> list[RawBlock]:
    """With what is written by hand, as in plain text: numbers of lists, a title without a style."""
    styled = {BlockKind.TITLE, BlockKind.HEADING}
    may_be_title = not any(block.kind in styled for block in blocks)
    longest_later = max((len(block.text) for block in blocks[1:]), default=0)
    found = []
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH:
            words = block.text.text
            first = may_be_title and position == 0 and len(words) < longest_later
            kind = kind_of(words, may_be_title=first)
            found.append(RawBlock(kind, block.text, int(kind is BlockKind.LIST_ITEM)))
        else:
            found.append(block)
    return found
