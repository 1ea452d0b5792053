"""``contentai text``: what the reader understood of a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import click

from contentai.cli.drafts import STDIN, opened
from contentai.cli.standard import read_standard_input
from contentai.cli.usual import format_option
from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.lint.parsing import parsed_row
from contentai.lint.reading import Draft, FileError, is_table, read_data, understand
from contentai.lint.row import Row
from contentai.report.visible import visible
from contentai.text.document import Document
from contentai.text.guessed import was_guessed
from contentai.text.markup import BlockKind
from contentai.workspace import Workspace

_COLON = Bilingual("：", ": ")
_KINDS = {
    BlockKind.TITLE: Bilingual("标题", "title"),
    BlockKind.DIGEST: Bilingual("摘要", "digest"),
    BlockKind.HEADING: Bilingual("小标题", "heading"),
    BlockKind.PARAGRAPH: Bilingual("段落", "paragraph"),
    BlockKind.LIST_ITEM: Bilingual("列表项", "list_item"),
    BlockKind.QUOTE: Bilingual("引用", "quote"),
    BlockKind.TABLE_CELL: Bilingual("表格", "table_cell"),
    BlockKind.CODE: Bilingual("代码", "code"),
    BlockKind.IMAGE_ALT: Bilingual("图片说明", "image_alt"),
}


@click.command(
    "text",
    help=str(
        Bilingual(
            "显示从文件里读懂了什么：编码、修复、段落，前面是源文件里的行和列；"
            "句子、链接和偏移在 --format json 里。表格一行一份。",
            "Show what was understood of a file: encoding, repairs, blocks with line and column; "
            "--format json has sentences, links and offsets, too. Of a table, row by row.",
        )
    ),
)
@click.argument("file", metavar="FILE")
@format_option()
@click.option(
    "--text-column",
    metavar="NAME",
    help=str(Bilingual("表格里哪一列是文案", "the column of a table that holds the text")),
)
def command(file: str, format_: str, text_column: str | None) -> None:
    """Read one file and show the result."""
    workspace, notes = Workspace.open(), list[Bilingual]()
    data = read_standard_input() if file == STDIN else read_data(Path(file))
    config = workspace.config
    column = text_column or config.under(config.applied(file)).text_column
    broken = False
    found: list[ReadDraft] = []
    for draft in opened(Draft(file, data), lambda _: column, notes):
        read = read_draft(draft, workspace)
        if isinstance(read, FileError):
            broken = True
            click.echo(visible(f"contentai: {draft.name}: {read.words}"), err=True)
        else:
            found.append(read)
    for note in notes:
        click.echo(visible(str(note)), err=True)
    if format_ == "json":
        if is_table(file):
            whole: Any = {"rows": [understood(read) for read in found]}
        else:
            whole = understood(found[0]) if found else None
        if whole is not None:
            click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        encodings = dict.fromkeys(map(_encoding, found))
        if is_table(file) and encodings:
            told = Bilingual("、", ", ")
            click.echo(visible(f"{file}{_COLON}{str(told).join(map(str, encodings))}"), err=True)
        for read in found:
            _show(read)
    if broken:
        sys.exit(2)


class ReadDraft(NamedTuple):
    """A draft as it was read; ``row`` is there for one that is a row of a table."""

    name: str
    document: Document
    row: Row | None

    def span(self, reading: Span) -> Span:
        """The range of the file that a reading range stands for."""
        return self.of_source(self.document.source_span(reading))

    def of_source(self, span: Span) -> Span:
        """The range of the file that a range of the draft's source stands for."""
        return self.row.span(span, self.document.lines) if self.row else span

    def position(self, at: int) -> tuple[int, int]:
        """Line and column in the file of an offset of the draft's source."""
        lines = self.document.lines
        return self.row.position(at, lines) if self.row else lines.position(at)


def read_draft(draft: Draft, workspace: Workspace) -> ReadDraft | FileError:
    """A draft as the reader understands it, or why it cannot be read."""
    if isinstance(draft.data, FileError):
        return draft.data
    if draft.row:
        text, engine = draft.data.decode(), workspace.config.tokenizer
        return ReadDraft(draft.name, parsed_row(text, draft.row.brief, engine), draft.row)
    found = understand(draft.data, draft.name)
    if isinstance(found, FileError):
        return found
    return ReadDraft(draft.name, workspace.read(found, draft.name), None)


def _show(read: ReadDraft) -> None:
    document = read.document
    encoding, garbled = _encoding(read), len(document.garbled)
    repairs = Bilingual(
        f"注音 {document.pinyin} 处，乱码 {garbled} 处",
        f"{document.pinyin} annotations, {garbled} garbled",
    )
    if not read.row:
        click.echo(
            visible(str(Bilingual(f"{encoding.zh}；", f"{encoding.en}; ")) + str(repairs)), err=True
        )
    else:
        click.echo(visible(read.name))
        if document.pinyin or garbled:  # of hundreds of rows most have none
            click.echo(visible(f"{read.name}{_COLON}{repairs}"), err=True)
    if not document.blocks:
        nothing = Bilingual(
            "没有文字；写了字的，看看文件存好了没有", "no text; if there was any, was it saved?"
        )
        click.echo(str(nothing), err=True)
    for block in document.blocks:
        text = document.text[block.span.start : block.span.end]
        line, column = read.position(document.source_span(block.span).start)
        click.echo(f"{line}:{column} [{_KINDS[block.kind]}] {visible(text)}")


def _encoding(read: ReadDraft) -> Bilingual:
    """The encoding that the bytes were read in, and whether they only looked like it."""
    written = read.row.encoding if read.row else read.document.encoding
    if not written:
        return Bilingual("Word 文档", "Word document")
    if was_guessed(written, read.document.source):
        return Bilingual(
            f"{written}（文件没有说，是按字猜的；另存为 UTF-8 就不用猜）",
            f"{written} (the file does not say; its characters look so: UTF-8 needs no guess)",
        )
    return Bilingual(written, written)


def understood(read: ReadDraft) -> dict[str, Any]:
    """The public shape of ``contentai text --format json``; all offsets are of the source.

    Of a Word document, which has no encoding, that is its text as it was taken out. Of a table
    it is ``rows``, each with its name.
    """
    document, row = read.document, read.row
    head = {"name": read.name, "row": row.number} if row else {}
    return {
        **head,
        "encoding": (row.encoding if row else document.encoding) or None,
        "repairs": {"pinyin": document.pinyin, "mojibake": len(document.garbled)},
        "text": document.text,
        "garbled": [list(read.of_source(span)) for span in document.garbled],
        "blocks": [
            {"kind": block.kind.value, **_place(read, block.span)} for block in document.blocks
        ],
        "sentences": [_place(read, sentence) for sentence in document.sentences],
        "links": [
            {**_ends(read.of_source(link.span)), "target": link.target} for link in document.links
        ],
        "images": [
            {**_ends(read.of_source(image.span)), "alt": image.alt} for image in document.images
        ],
    }


def _place(read: ReadDraft, reading: Span) -> dict[str, Any]:
    return {**_ends(read.span(reading)), "text": read.document.text[slice(*reading)]}


def _ends(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}
