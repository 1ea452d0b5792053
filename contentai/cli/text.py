"""``contentai text``: what the reader understood of a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from contentai.cli.standard import read_standard_input
from contentai.language import Bilingual
from contentai.lint.reading import FileError, decode_text, read_file
from contentai.report.visible import visible
from contentai.text.document import Document
from contentai.workspace import Workspace


@click.command(
    "text",
    help=str(
        Bilingual(
            "显示从文件里读懂了什么：编码、修复、段落、句子，都带源文件位置。",
            "Show what was understood of a file: encoding, repairs, blocks, sentences.",
        )
    ),
)
@click.argument("file", metavar="FILE")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text")
def command(file: str, format_: str) -> None:
    """Read one file and show the result."""
    found = decode_text(read_standard_input()) if file == "-" else read_file(Path(file))
    if isinstance(found, FileError):
        click.echo(visible(f"contentai: {file}: {found.words}"), err=True)
        sys.exit(2)
    document = Workspace.open().read(found, file)
    if format_ == "json":
        click.echo(json.dumps(understood(document), ensure_ascii=False, indent=2))
        return
    encoding = Bilingual(document.encoding or "Word 文档", document.encoding or "Word document")
    repairs = Bilingual(
        f"{encoding.zh}；注音 {document.pinyin} 处，乱码 {len(document.garbled)} 处",
        f"{encoding.en}; {document.pinyin} annotations, {len(document.garbled)} garbled",
    )
    click.echo(str(repairs), err=True)
    for block in document.blocks:
        text = document.text[block.span.start : block.span.end]
        click.echo(f"[{block.kind.value}] {visible(text)}")


def understood(document: Document) -> dict[str, Any]:
    """The public shape of ``contentai text --format json``; all offsets are of the source.

    Of a Word document, which has no encoding, that is its text as it was taken out.
    """
    return {
        "encoding": document.encoding or None,
        "repairs": {"pinyin": document.pinyin, "mojibake": len(document.garbled)},
        "text": document.text,
        "garbled": [list(span) for span in document.garbled],
        "blocks": [
            {
                "kind": block.kind.value,
                **_place(document, block.span.start, block.span.end),
            }
            for block in document.blocks
        ],
        "sentences": [_place(document, *sentence) for sentence in document.sentences],
        "links": [
            {"start": link.span.start, "end": link.span.end, "target": link.target}
            for link in document.links
        ],
        "images": [
            {"start": image.span.start, "end": image.span.end, "alt": image.alt}
            for image in document.images
        ],
    }


def _place(document: Document, start: int, end: int) -> dict[str, Any]:
    span = document.reading.span(start, end)
    return {"start": span.start, "end": span.end, "text": document.text[start:end]}
