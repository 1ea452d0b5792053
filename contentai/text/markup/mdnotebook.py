"""What note-taking programs (Obsidian, Typora) add to Markdown, and Chinese needs of it.

Comments between ``%%``, links to other notes, embedded pictures, marks of callouts, tasks and
places: a reader sees the words of links, and nothing of the rest.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

from contentai.text import lazy
from contentai.text.script import is_east_asian

_MARK = "%%"
# The mark of a callout or a task, or nothing but the sign for a table of contents.
_FIRST = lazy.pattern(
    r"\[![A-Za-z][A-Za-z-]{0,29}\][+-]?(?:[ \t]+|(?=\n|\Z))|\[[ xX]\][ \t]+|\[(?:TOC|toc)\]\s*\Z"
)
_PLACE = lazy.pattern(r"(?<=[ \t\n])\^[A-Za-z0-9-]{1,60}[ \t]*\Z")
_WIKI = lazy.pattern(r"(!?)\[\[([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{0,200}))?\]\]")
_PICTURE = lazy.pattern(r"(?i)\.(?:png|jpe?g|gif|webp|bmp|svg|avif|heic)\Z")


class EastAsianInline(StateInline):
    """Emphasis that begins and ends beside Chinese as it does beside a space.

    CommonMark looks for a space or a mark outside ``**全网：**最低价``, which Chinese has not.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """As markdown-it's, but for East Asian neighbours."""
        found = super().scanDelims(start, canSplitWord)
        if not canSplitWord:
            return found
        end = start + found.length
        before = self.src[start - 1 : start] or " "
        after = self.src[end : end + 1] if end < self.posMax else " "
        opens = found.can_open or (not after.isspace() and is_east_asian(before))
        closes = found.can_close or (not before.isspace() and is_east_asian(after))
        return Scanned(opens, closes, found.length)


def hidden(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for a comment of whole lines between ``%%`` and ``%%``."""
    at = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(_MARK, at) or state.is_code_block(first):
        return False
    if at >= state.env.get("last_mark", len(state.src)):
        return False
    close = state.src.find(_MARK, at + len(_MARK), state.eMarks[end - 1])
    if close < 0:
        state.env["last_mark"] = at
        return False
    last = first
    while state.eMarks[last] < close:
        last += 1
    if state.src[close + len(_MARK) : state.eMarks[last]].strip():
        return False  # words follow: a comment inside a line
    if not silent:
        state.line = last + 1
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``%%…%%``. A percent sign behind a number is one."""
    at = state.pos
    if not state.src.startswith(_MARK, at) or state.src[at - 1 : at].isdigit():
        return False
    close = state.src.find(_MARK, at + len(_MARK), state.posMax)
    if close < 0:
        return False
    state.pos = close + len(_MARK)
    return _unseen(state, silent)


def mark(state: StateInline, silent: bool) -> bool:
    """The inline rule for the marks that begin or end a block."""
    pattern = _FIRST if state.pos == 0 else _PLACE
    found = pattern.match(state.src, state.pos) if state.src[state.pos] in "[^" else None
    if found is None:
        return False
    state.pos = found.end()
    return _unseen(state, silent)


def wiki_link(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``[[note|words]]`` and ``![[picture.png]]``."""
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    start, state.pos = state.pos, found.end()
    if silent:
        return True
    target, words = found[2].strip(), found[3]
    if found[1]:
        if _PICTURE.search(target.split("#")[0]):
            token = state.push("image", "img", 0)
            token.attrs = {"src": target, "alt": ""}
            token.children = []
            return True
        return _unseen(state, silent)
    shown = found.span(2 if words is None else 3)
    state.push("link_open", "a", 1).attrs = {"href": target}
    text = state.push("text", "", 0)
    text.content = state.src[slice(*shown)]
    text.meta = {"at": shown[0], "to": shown[1]}
    state.push("link_close", "a", -1).meta = {"at": start, "to": state.pos}
    return True


def _unseen(state: StateInline, silent: bool) -> bool:
    """A token for what no reader sees: the text around it is placed by its neighbours."""
    if not silent:
        state.push("unseen", "", 0)
    return True
