"""What HTML elements mean to a reader: which end a block, which are never shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from contentai.text.mapped import MappedText
from contentai.text.markup import BlockKind
from contentai.text.markup.charrefs import decoded, pieces
from contentai.text.markup.htmllook import PLAIN, Look, declared, is_gone, restyled
from contentai.text.markup.htmltags import Tag
from contentai.text.markup.weave import Weave

VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that show code, or what is typed, inside a line.
INLINE_CODE = frozenset({"code", "kbd", "samp", "tt"})
_BLOCKS = LISTS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "video",
        "audio",
    ]
).union(_HEADINGS)
# The id of the body of a WeChat article.
ARTICLE = "js_content"
# What stands above the words of a <ruby>: how they are read. Their end tags may be left out.
_ABOVE = frozenset({"rt", "rp", "rtc"})
_RUBY = _ABOVE | {"ruby", "rb"}
_NEVER_SHOWN = _ABOVE | frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "noembed",
        "noframes",
        "datalist",
        "canvas",
        "object",
        "audio",
        "video",
    ]
)
# A paragraph's end tag may be left out before these.
_ENDS_PARAGRAPH = (_BLOCKS - {"body", "head", "html"}) - frozenset(
    [
        "audio",
        "caption",
        "legend",
        "optgroup",
        "option",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "video",
    ]
)
# The end tag of these may be left out before the tags named here.
_SIBLINGS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
}
_KINDS = {"blockquote": BlockKind.QUOTE, "pre": BlockKind.CODE}
# Elements whose attributes say what their words look like.
_COLOURED = frozenset({"a", "font"})
# Parts of drawings.
_DRAWN = frozenset({"svg", "g", "text", "tspan", "image", "foreignobject", "rect", "path", "use"})


class Context(NamedTuple):
    """What a block is by the elements around it; ``depth`` counts the open lists.

    ``titled`` marks WeChat's own title, ``hidden`` what no reader sees; ``look`` is that of words
    in it.
    """

    key: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    depth: int = 0
    titled: bool = False
    hidden: bool = False
    look: Look = PLAIN


def is_block(name: str) -> bool:
    """True for the elements that HTML lays out as blocks."""
    return name in _BLOCKS


def ends_line(name: str) -> bool:
    """True for blocks and for WeChat's cards (``mpvoice``, ``mp-common-profile`` …).

    A card is no block to the HTML parser (a paragraph may hold one), but no text runs past it.
    """
    return name in _BLOCKS or name.startswith("mp")


def key_of(name: str) -> str:
    """The name by which an end tag finds its element: ``</h3>`` ends any open heading."""
    return "h" if name in _HEADINGS else name


def ends_unsaid(open_key: str, name: str) -> bool:
    """True when the start tag ``name`` ends the element ``open_key`` without an end tag."""
    if open_key == "p":
        return name in _ENDS_PARAGRAPH
    return name in _SIBLINGS.get(open_key, ())


def inside(outer: Context, source: str, tag: Tag, look: Look) -> Context:
    """The context within the block element that ``tag`` opens among words of this look."""
    key = key_of(tag.name)
    hidden = outer.hidden or hides(source, tag)
    look = look_of(look, source, tag)
    here = outer._replace(key=key, hidden=hidden, look=look)
    if key == "h":
        titled = "rich_media_title" in _classes(source, tag)
        return here._replace(kind=BlockKind.HEADING, level=_HEADINGS[tag.name], titled=titled)
    if tag.name in LISTS:
        return here._replace(depth=outer.depth + 1)
    if tag.name == "li":
        return here._replace(kind=BlockKind.LIST_ITEM, level=max(1, outer.depth))
    if tag.name in ("td", "th"):
        return Context(key, BlockKind.TABLE_CELL, hidden=hidden, look=look)
    if tag.name in _KINDS:
        return here._replace(kind=_KINDS[tag.name], level=0)
    return here


def look_of(outer: Look, source: str, tag: Tag) -> Look:
    """The look of the words within an element, ``outer`` that of the words around it.

    The body of a WeChat article is shown by a script, whatever its style says.
    """
    if "id" in tag.attributes and attribute(source, tag, "id") == ARTICLE:
        return PLAIN
    style = attribute(source, tag, "style")
    if "font-size" in tag.attributes:  # in drawings
        style = f"font-size:{attribute(source, tag, 'font-size')};{style}"
    if tag.name in _COLOURED and tag.attributes:
        outer = _coloured(outer, tag)
    is_block = tag.name in _BLOCKS
    return restyled(outer, style, is_block) if style or (is_block and outer.ground) else outer


def _coloured(outer: Look, tag: Tag) -> Look:
    """The look within a link, whose colour is the browser's, or a <font> of its own size."""
    if "href" in tag.attributes or "color" in tag.attributes:
        outer = outer._replace(colour=None)
    return outer._replace(tiny=False) if "size" in tag.attributes else outer


def attribute(source: str, tag: Tag, name: str) -> str:
    """The value of one attribute, references resolved; empty when it is not there."""
    place = tag.attributes.get(name)
    if not place:
        return ""
    value = source[place.start : place.end]
    return decoded(source, *place) if "&" in value else value


def attribute_text(source: str, tag: Tag, name: str) -> MappedText:
    """The trimmed text of an attribute, each character mapped to its place."""
    weave = Weave()
    place = tag.attributes.get(name)
    if place:
        for piece in pieces(source, *place):
            if piece.text is None:
                weave.run(source, piece.start, piece.end)
            else:
                weave.stand(piece.text, piece.start, piece.end)
    return weave.done()


def _classes(source: str, tag: Tag) -> list[str]:
    return attribute(source, tag, "class").split()


def hides(source: str, tag: Tag) -> bool:
    """True when a reader never sees what is in the element, whatever that says of itself.

    The body of a WeChat article is hidden in the saved file and shown by a script; it counts
    as shown. The line that WeChat puts under the title (account, date) is not the draft's.
    """
    if is_never_shown(tag.name):
        return True
    if not tag.attributes or attribute(source, tag, "id") == ARTICLE:
        return False
    if "hidden" in tag.attributes or "rich_media_meta_list" in _classes(source, tag):
        return True
    if "style" not in tag.attributes:
        return False
    style = declared(attribute(source, tag, "style"))
    return is_gone(style, tag.name in _DRAWN)


def is_never_shown(name: str) -> bool:
    """True for elements whose text is for programs, or a reading of other text."""
    return name in _NEVER_SHOWN


@dataclass(slots=True)
class Veil:
    """A hidden inline element: it lasts until its end tag or the end of the block it is in."""

    name: str
    depth: int
    open: int = 1

    def count(self, name: str, depth: int, by: int) -> bool:
        """Count a tag of the same name in the same block; True when that was the last end."""
        if self.name in _ABOVE:
            return name in _RUBY
        if name == self.name and depth == self.depth:
            self.open += by
        return self.open == 0
