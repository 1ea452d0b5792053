"""The edit screen with what was found: the problems panel and the quick-fix menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import Vertical

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.tui.screens.edit import Ask, EditScreen
from contentai.tui.screens.opening import Open

if TYPE_CHECKING:
    from contentai.tui.advice.asked import Ask as Advise
    from contentai.tui.advice.asked import Reply
    from contentai.tui.judging.judged import Judged
    from contentai.tui.widgets.editor import Editor
    from contentai.tui.widgets.fixmenu import FixMenu
    from contentai.tui.widgets.problems import Problems

_NO_WAY = Bilingual("这一处没有办法在稿子里忽略", "This one cannot be ignored in the draft")
_MOVED = Bilingual("稿子刚才改过了，再来一次", "The draft changed meanwhile; try again")
_DISABLED = Bilingual("{rule} 已停用，写在 {file}", "{rule} is off now, in {file}")
_NO_SAFE = Bilingual("没有可以直接改的", "There is no safe fix")


class FixingScreen(EditScreen):
    """Editing with problems and their fixes.

    ``advise`` answers what takes its time; ``config`` is the file that rules are turned off
    in. The panels come with ``furnish``, once the text itself is seen.
    """

    def __init__(self, ask: Ask, advise: Advise, config: Path) -> None:
        super().__init__(ask)
        self._advise = advise
        self.config = config
        self.reason_needed = False
        self._problems: Problems | None = None
        self._listed: Judged | None = None
        self._menu: FixMenu | None = None

    async def furnish(self) -> None:
        """Put the panels into their places."""
        from contentai.tui.widgets.fixmenu import FixMenu
        from contentai.tui.widgets.problems import Problems

        problems, menu = Problems(), FixMenu()
        await self.query_one("#problems", Vertical).mount(problems)
        await self.query_one("#middle", Vertical).mount(menu, before="#problems")
        self._problems, self._menu = problems, menu
        if self.here and self.here.judged is None:
            problems.show(None)

    def look_at(self, opened: Open) -> None:
        """A draft is seen; what was offered for another one is taken back."""
        super().look_at(opened)
        if self._menu:
            self._menu.display = False
        if self._problems and opened.judged is None:
            self._problems.show(None)

    def look_away(self) -> None:
        """Nothing is seen: nothing stays listed or offered."""
        super().look_away()
        self._listed = None
        if self._problems and self._menu:
            self._problems.forget()
            self._menu.display = False

    def _show(self, opened: Open) -> None:
        super()._show(opened)
        if opened.judged and opened.judged.version == opened.editor.version:
            self.show_panels(opened)

    def show_panels(self, opened: Open) -> None:
        """Show a judgement in the panels. While one types on, a newer one is on its way."""
        if self._problems and opened.judged:
            self._problems.show(opened.judged)
            self._listed = opened.judged
            self._point()

    def on_editor_pointed(self, event: Editor.Pointed) -> None:
        """Point at the finding in the list."""
        if event.editor is self.editor:
            self._point()

    def _point(self) -> None:
        if self.editor and self._problems:
            self._problems.point(self.editor.pointed)

    # --- problems

    def on_problems_chosen(self, event: Problems.Chosen) -> None:
        """Go to the finding."""
        event.stop()
        self.choose(event.finding)

    def _step(self, forward: bool) -> None:
        behind = self.here is None or self.here.judged is not self._listed
        if self.editor is None or self._problems is None or behind:
            super()._step(forward)
            return
        finding = self._problems.step(1 if forward else -1, self.editor.cursor)
        if finding:
            self.choose(finding)  # at once: the next key may be about what is there
        else:
            self.say_none()

    # --- fixes

    def action_fix(self) -> None:
        """Offer what can be done at the cursor, or take the offer back."""
        from contentai.text.names import SUFFIXES  # brings in numpy

        menu, editor = self._menu, self.editor
        if menu is None or editor is None:
            return
        if menu.display:
            menu.action_close()
            return
        if self.here is not None:
            suffix = self.here.draft.path.suffix.lower()
            menu.plain = SUFFIXES.get(suffix, "plain") == "plain"
        findings = self._findings(editor)
        if not findings:
            self.say_none()
            return
        menu.open(
            editor.text,
            findings,
            _place(editor, findings),
            config=self.config.name,
            reason_needed=self.reason_needed,
            read_only=editor.read_only,
        )

    def action_fix_all(self) -> None:
        """Apply all safe fixes that can be applied together."""
        from contentai.tui.preview import safe_fixes

        if self.editor is None:
            return
        if self.editor.read_only:
            self.editor.leave_alone()
            return
        fixes = safe_fixes(self.editor.text, self._findings(self.editor))
        if not fixes:
            self.say_none(_NO_SAFE)
            return
        self.apply_fix(*fixes)
        count = len(fixes)
        told = Bilingual(f"改了 {count} 处，Ctrl+Z 撤销", f"{count} fixed; Ctrl+Z takes it back")
        self.say(told, "information", 3)

    def _findings(self, editor: Editor) -> list[Diagnostic]:
        now = (editor.current(finding) for finding, _ in editor.findings)
        return [finding for finding in now if finding is not None]

    def on_fix_menu_picked(self, event: FixMenu.Picked) -> None:
        """Apply the fix."""
        event.stop()
        self.apply_fix(event.fix)

    def on_fix_menu_picked_all(self, event: FixMenu.PickedAll) -> None:
        """Apply all safe fixes."""
        event.stop()
        self.action_fix_all()

    def on_fix_menu_ignore(self, event: FixMenu.Ignore) -> None:
        """Write into the draft that the finding is known."""
        from contentai.tui.advice.asked import Silence

        event.stop()
        if self.here is not None:
            editor, path = self.here.editor, str(self.here.draft.path)
            request = Silence(editor.text, path, event.finding, event.reason)
            then = partial(self._silenced, editor, editor.version)
            self.ask_for(self._advise, request, then, each=True)

    def _silenced(self, editor: Editor, version: int, answer: Reply) -> None:
        from contentai.tui.advice.asked import Edits

        if not isinstance(answer, Edits):
            return
        trouble = answer.problem or (None if answer.edits else _NO_WAY)
        if trouble is None and editor.version != version:
            trouble = _MOVED
        if trouble is None:
            editor.apply(answer.edits)
        else:
            self.app.notify(str(trouble), severity="warning", timeout=6, markup=False)

    def on_fix_menu_disable(self, event: FixMenu.Disable) -> None:
        """Turn the rule off."""
        from contentai.tui.advice.asked import Disable

        event.stop()
        request = Disable(event.rule, self.config)
        self.ask_for(self._advise, request, partial(self._turned_off, event.rule), each=True)

    def _turned_off(self, rule: str, answer: Reply) -> None:
        from contentai.tui.advice.asked import Done

        if not isinstance(answer, Done):
            return
        if answer.problem is not None:
            self.app.notify(str(answer.problem), severity="error", timeout=10, markup=False)
            return
        told = str(_DISABLED).format(rule=rule, file=self.config.name)
        self.app.notify(told, timeout=4, markup=False)
        self._judge()

    def on_fix_menu_closed(self) -> None:
        """The keys belong to the text again."""
        if self.editor:
            self.editor.focus()


def _place(editor: Editor, findings: list[Diagnostic]) -> int:
    """The cursor; where it is in no finding, the one of its line that is told about."""
    cursor = editor.cursor
    if any(f.span.start <= cursor <= f.span.end for f in findings) or not editor.pointed:
        return cursor
    pointed = editor.current(editor.pointed)
    return pointed.span.start if pointed else cursor
