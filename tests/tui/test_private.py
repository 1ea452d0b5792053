"""Guards: what contentai.tui.private changes in Textual and Rich is still where it was."""

from __future__ import annotations

import importlib.metadata
import inspect

import rich._wrap
import textual._wrap
from rich.console import Console
from rich.text import Text
from textual._xterm_parser import XTermParser
from textual.content import Content
from textual.document._document import Document
from textual.document._history import EditHistory
from textual.document._wrapped_document import WrappedDocument
from textual.events import Key
from textual.geometry import Offset
from textual.widgets import TextArea

from contentai.tui.keys import ALL
from contentai.tui.private.document import Lines, Wrapped
from contentai.tui.private.held import hear_held_keys
from contentai.tui.private.words import wrap_chinese
from contentai.tui.stops import right


def test_textual_is_the_version_this_was_written_for() -> None:
    assert importlib.metadata.version("textual") == "8.2.8"


def test_the_patterns_of_words_are_where_they_were() -> None:
    assert hasattr(rich._wrap, "re_word")
    assert hasattr(textual._wrap, "re_chunk")
    assert "re_word" in inspect.getsource(rich._wrap.words)
    assert "re_chunk" in inspect.getsource(textual._wrap.chunks)


def test_every_widget_breaks_chinese() -> None:
    wrap_chinese()
    text = "今天天气很好，我们用GitHub写。（真的）"
    rows = [line.plain for line in Content(text).wrap(10)]
    assert "".join(rows) == text
    assert rows[0] == "今天天气很"
    assert all(row[0] not in "，。）" and row[-1] != "（" for row in rows)
    assert any("GitHub" in row for row in rows)
    lines = Text("一二三四，五六").wrap(Console(width=8), 8)
    assert [line.plain for line in lines] == ["一二三", "四，五六"]


def test_every_key_with_alt_is_that_key_where_a_terminal_sends_it() -> None:
    hear_held_keys()
    held = [key for keys in ALL for key in keys.keys.split(",") if key.startswith("alt+")]
    figures = [key for key in held if key[-1].isdigit()]
    assert len(figures) > 8
    for key in figures:
        (heard,) = XTermParser().feed(f"\x1b{key[-1]}")
        assert isinstance(heard, Key)
        assert (heard.key, heard.character) == (key, None)


def test_every_function_key_with_shift_is_that_key_as_terminals_send_it() -> None:
    hear_held_keys()
    letters = zip("PQRS", range(1, 5), strict=True)
    sent = {f"\x1b[1;2{letter}": number for letter, number in letters}
    codes = zip((15, 17, 18, 19, 20, 21, 23, 24), range(5, 13), strict=True)
    sent |= {f"\x1b[{code};2~": number for code, number in codes}
    for sequence, number in sent.items():
        (event,) = XTermParser().feed(sequence)
        assert isinstance(event, Key)
        assert (event.key, event.character) == (f"shift+f{number}", None)


def test_the_text_area_asks_what_is_overridden() -> None:
    edit = inspect.getsource(TextArea.edit)
    for name in ("history.record", "wrap_range", "_build_highlight_map", "_refresh_size"):
        assert name in edit
    assert "self._undo_batch" in inspect.getsource(TextArea.undo)
    assert "self._redo_batch" in inspect.getsource(TextArea.redo)
    assert "self._set_document" in inspect.getsource(TextArea.load_text)
    assert "self.render_line" not in inspect.getsource(TextArea.edit)
    history = inspect.getsource(EditHistory)
    assert "_undo_stack" in history
    assert "_redo_stack" in history
    wrapped = inspect.getsource(WrappedDocument.__init__)
    assert "_wrap_offsets" in wrapped
    assert "_width" in wrapped
    document = inspect.getsource(Document.__init__)
    assert "_newline" in document
    assert "_lines" in document


def test_lines_end_at_line_feeds_only() -> None:
    document = Lines("一\u2028二\x0c三\n四")
    assert document.lines == ["一\u2028二\x0c三", "四"]
    document.replace_range((0, 1), (1, 0), "\x85\n")
    assert document.text == "一\x85\n四"
    assert document.get_text_range((0, 1), (1, 1)) == "\x85\n四"


def test_places_on_the_screen_and_in_the_text_agree() -> None:
    document = Lines("今天天气很好，我们出门\n\n👨‍👩‍👧家\tab")
    wrapped = Wrapped(document, width=9)
    assert wrapped.height == len(wrapped.get_sections(0)) + 1 + len(wrapped.get_sections(2))
    for line, text in enumerate(document.lines):
        columns = [0]
        while columns[-1] < len(text):
            columns.append(right(text, columns[-1]))
        for column in columns:
            offset = wrapped.location_to_offset((line, column))
            back = wrapped.offset_to_location(offset)
            assert back == (line, column)
    assert wrapped.offset_to_location(Offset(0, 99))[0] == 2
    assert wrapped.row_at(-1) is None
    assert wrapped.row_at(wrapped.height) is None


def test_an_edit_wraps_as_a_new_document_would() -> None:
    document = Lines("今天天气很好，我们出门\n第二行\n第三行也很长很长很长")
    wrapped = Wrapped(document, width=8)
    for start, end, put in (
        ((0, 3), (0, 5), "换了几个字"),
        ((0, 2), (1, 1), ""),
        ((0, 0), (0, 0), "新\n一行"),
        ((1, 0), (2, 3), "x\ny\nz"),
        ((0, 0), (4, 99), ""),
    ):
        result = document.replace_range(start, end, put)
        wrapped.wrap_range(start, end, result.end_location)
        anew = Wrapped(document, width=8)
        assert wrapped.height == anew.height
        rows = [wrapped.get_sections(n) for n in range(document.line_count)]
        assert rows == [anew.get_sections(n) for n in range(document.line_count)]
