"""What HTML elements mean to a reader: which end a block, which are never shown."""

from __future__ import annotations

from typing import NamedTuple

from contentai.text.mapped import MappedText
from contentai.text.markup import BlockKind
from contentai.text.markup.charrefs import decoded, pieces
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
        "title",
        "tr",
        "video",
        "audio",
    ]
).union(_HEADINGS)
_NEVER_SHOWN = frozenset(
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
# A paragraph's end tag may be left out before these; an mp… card does not end it.
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
        "title",
        "tr",
        "video",
    ]
)
# The end tag of these may be left out before the tags named here, unless a container of
# their own kind has been opened in between.
_SIBLINGS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
}
# Blocks that an implied end reaches through; all others keep it inside.
_THIN = frozenset({"address", "div", "p"})
_INVISIBLE = {"display": {"none"}, "visibility": {"hidden", "collapse"}}


class Context(NamedTuple):
    """What a block is by the elements around it; ``depth`` counts the open lists."""

    key: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    depth: int = 0
    titled: bool = False


def is_block(name: str) -> bool:
    """True for elements that begin a new block; WeChat's ``mp…`` cards are among them."""
    return name in _BLOCKS or name.startswith("mp")


def key_of(name: str) -> str:
    """The name by which an end tag finds its element: ``</h3>`` ends any open heading."""
    return "h" if name in _HEADINGS else name


def ends_unsaid(open_key: str, name: str) -> bool:
    """True when the start tag ``name`` ends the element ``open_key`` without an end tag."""
    if open_key == "p":
        return name in _ENDS_PARAGRAPH
    return name in _SIBLINGS.get(open_key, ())


def inside(outer: Context, source: str, tag: Tag) -> Context:
    """The context within the element that ``tag`` opens."""
    key = key_of(tag.name)
    if key == "h":
        titled = "rich_media_title" in attribute(source, tag, "class").split()
        return Context(key, BlockKind.HEADING, _HEADINGS[tag.name], outer.depth, titled)
    if tag.name in LISTS:
        return outer._replace(key=key, depth=outer.depth + 1)
    if tag.name == "li":
        return Context(key, BlockKind.LIST_ITEM, max(1, outer.depth), outer.depth)
    if tag.name in ("td", "th"):
        return Context(key, BlockKind.TABLE_CELL)
    if tag.name == "blockquote":
        return Context(key, BlockKind.QUOTE, 0, outer.depth)
    if tag.name == "pre":
        return Context(key, BlockKind.CODE, 0, outer.depth)
    return outer._replace(key=key)


def attribute(source: str, tag: Tag, name: str) -> str:
    """The value of one attribute, references resolved; empty when it is not there."""
    place = tag.attributes.get(name)
    return decoded(source, *place) if place else ""


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


def hides(source: str, tag: Tag) -> bool:
    """True when a reader never sees what is in the element.

    The body of a WeChat article is hidden in the saved file and shown by a script; it counts
    as shown.
    """
    if tag.name in _NEVER_SHOWN:
        return True
    if not tag.attributes or attribute(source, tag, "id") == "js_content":
        return False
    if "hidden" in tag.attributes:
        return True
    return _invisible(attribute(source, tag, "style")) if "style" in tag.attributes else False


def _invisible(style: str) -> bool:
    low = style.lower()
    if "none" not in low and "hidden" not in low and "collapse" not in low:
        return False
    final: dict[str, str] = {}
    for declaration in low.split(";"):
        name, _, value = declaration.partition(":")
        final[name.strip()] = value.replace("!important", "").strip()
    return any(final.get(name) in values for name, values in _INVISIBLE.items())


class HiddenPart:
    """The inside of a hidden element, followed until the tag that ends it."""

    __slots__ = ("_open", "_outer", "_root", "_walls", "over")

    def __init__(self, root: str, outer: str) -> None:
        self._root = root
        self._outer = outer
        self._open: dict[str, int] = {root: 1}
        self._walls = 0 if root in _THIN else int(is_block(root))
        self.over = False

    def takes_start(self, name: str) -> bool:
        """True when the start tag lies inside; False when it ends the element unsaid."""
        own_walls = int(is_block(self._root) and self._root not in _THIN)
        if self._walls <= own_walls and ends_unsaid(self._root, name):
            return False
        if self._walls == 0 and ends_unsaid(self._outer, name):
            return False
        if name not in VOID:
            self._count(name, 1)
        return True

    def takes_end(self, name: str, open_outside: bool) -> bool:
        """True when the end tag lies inside (or ends the part: ``over``).

        False when it ends an element around the hidden one, and the hidden one with it.
        """
        if not self._open.get(name):
            return not open_outside
        self._count(name, -1)
        self.over = name == self._root and not self._open[name]
        return True

    def _count(self, name: str, by: int) -> None:
        self._open[name] = self._open.get(name, 0) + by
        if is_block(name) and name not in _THIN:
            self._walls += by
