"""Word documents made by hand: only what Word itself would need to open them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
)
_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="l1" '
    f'Type="{_OFFICE}/hyperlink" Target="https://shop.example.com/a" TargetMode="External"/>'
    f'<Relationship Id="f1" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
)
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("1", "heading 1"), ("2", "heading 2"), ("a3", "Title"), ("a4", "Quote"))
)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    inside = inside if inside.startswith("<") else run(inside)
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{inside}</w:p>"


def docx(*paragraphs: str, parts: Mapping[str, str] | None = None, head: str = "") -> bytes:
    """A document of these paragraphs (plain words or markup); ``parts`` win over our own."""
    body = "".join(p if p.startswith("<w:") else paragraph(p) for p in paragraphs)
    whole = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _LINKS,
        "word/styles.xml": styles(STYLES),
        "word/document.xml": f"{head}<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        **(parts or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(name, text)
    return held.getvalue()


def styles(*made: str) -> str:
    return f"<w:styles {_NAMES}>{''.join(made)}</w:styles>"


def picture(relation: str) -> str:
    """A run with a picture, which stands in the part that ``relation`` names."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData>'
        f'<pic:pic xmlns:pic="{drawing}/picture">'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def footnotes(words: str) -> str:
    return (
        f'<w:footnotes {_NAMES}><w:footnote w:id="1">{paragraph(words)}</w:footnote></w:footnotes>'
    )
