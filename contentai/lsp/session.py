"""The drafts that a client has open: when they are judged, and who is told what came of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.lsp import showing
from contentai.lsp.benches import Benches, Options
from contentai.lsp.judging import Asked, Judged, judge
from contentai.lsp.pages import Pages
from contentai.lsp.places import Place, path_of, place_of
from contentai.lsp.positions import Change, Positions, changed
from contentai.lsp.showing import Able

T = TypeVar("T")
# Seconds without another key before a draft is judged; one that takes long waits as long again.
_PAUSE = 0.15
_LONGEST_PAUSE = 3.0


@dataclass
class Opened:
    """A text that the client has open. ``edition`` counts what asks for judging it again."""

    uri: str
    language: str
    text: str
    version: int
    edition: int = 0
    judged: Judged | None = None
    judged_edition: int = -1
    task: asyncio.Task[None] | None = None

    @property
    def is_settled(self) -> bool:
        """True when it was judged as it stands."""
        return self.judged is not None and self.judged_edition == self.edition


class Session:
    """What one client has open, with the thread that judges it.

    ``pages`` are files of ours that are not judged. ``told`` is what the client said of its
    settings unasked, ``begun`` what it began with, ``options`` what it answered for a workspace
    folder (None: for none of them): that wins.
    """

    def __init__(self, ls: LanguageServer, config: Path | None, pages: Pages) -> None:
        self.ls, self.pages = ls, pages
        self.able = Able()
        self.encoding = "utf-16"
        self.opened: dict[str, Opened] = {}
        self.told = self.begun = Options()
        self.options: dict[Path | None, Options] = {}
        self._benches = Benches(config)
        # One thread: the newest text of a draft waits for no more than what is under way.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="judging")
        self._faults: dict[Path | None, tuple[DataError, ...]] = {}
        self._notes: dict[Path | None, frozenset[str]] = {}
        self._complaints: dict[str, tuple[Bilingual, ...]] = {}

    def close(self) -> None:
        """Judge nothing any more."""
        for opened in self.opened.values():
            if opened.task:
                opened.task.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    @property
    def roots(self) -> list[Path]:
        """The workspace folders, the first one first."""
        workspace = self.ls.workspace
        uris = [folder.uri for folder in workspace.folders.values()]
        found = [path_of(uri) for uri in uris or [workspace.root_uri or ""]]
        return [path for path in found if path is not None]

    # --- texts

    def open(self, item: types.TextDocumentItem) -> None:
        """A text was opened; what is no draft is passed over."""
        opened = Opened(item.uri, item.language_id, item.text, item.version)
        if self.asked(opened) is not None:
            self.opened[item.uri] = opened
            self._judge_soon(opened, 0.0)

    def change(self, uri: str, version: int, changes: Iterable[Change | str]) -> None:
        """A text was changed."""
        opened = self.opened.get(uri)
        if opened is None:
            return
        opened.text = changed(opened.text, changes, self.encoding)
        opened.version = version
        last = opened.judged.seconds if opened.judged else 0.0
        self._judge_soon(opened, _PAUSE + min(last, _LONGEST_PAUSE))

    def shut(self, uri: str) -> None:
        """A text was closed: nothing is said of it any more."""
        opened = self.opened.pop(uri, None)
        if opened is None:
            return
        if opened.task:
            opened.task.cancel()
        self._publish(uri, [])

    def asked(self, opened: Opened) -> Asked | None:
        """What there is to judge of a text; None where it is no draft."""
        place = place_of(opened.uri, opened.language, self.roots)
        if place is None or (place.path and place.path in self.pages):
            return None
        return Asked(place, opened.text, self.options.get(place.root, self.told))

    def asked_about(self, uri: str) -> Asked:
        """What a question comes under that is about no text: where it is, or the first folder."""
        opened = self.opened.get(uri)
        asked = self.asked(opened or Opened(uri, "markdown", "", 0))
        if asked is not None:
            return asked
        root = next(iter(self.roots), None)
        place = Place(None, root, "markdown")
        return Asked(place, "", self.options.get(root, self.told))

    # --- judging

    async def work(self, do: Callable[[Benches], T]) -> T:
        """Do something with the benches, in the thread that they belong to."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, do, self._benches)

    def judge_all(self, forget: bool = False) -> None:
        """Judge all drafts anew; with ``forget``, by configurations read anew."""
        if forget:
            self._thread.submit(self._benches.forget)
        for opened in self.opened.values():
            self._judge_soon(opened, 0.0)

    async def judge_where_needed(self) -> None:
        """Judge all drafts anew, if a file changed that any of them depends on."""
        if not await self.work(Benches.hold):
            self.judge_all(forget=True)

    async def look_at_faults(self) -> None:
        """Tell what became of the faults that were told: no draft may be open to find it out."""
        for config in [config for config, faults in self._faults.items() if faults]:
            found = await self.work(partial(Benches.faults_of, config=config))
            gone = {str(error) for error in self._faults[config]} - {str(e) for e in found}
            self._notes[config] = self._notes.get(config, frozenset()) - gone
            self._tell_faults(config, found)

    async def settled(self, uri: str) -> Opened | None:
        """The draft once it is judged as it stands now; None when it is not open.

        None, too, when it changed meanwhile: what was asked was about another text.
        """
        opened = self.opened.get(uri)
        if opened is None:
            return None
        version = opened.version
        while not opened.is_settled:
            task = opened.task
            if task is None or self.opened.get(uri) is not opened or opened.version != version:
                return None
            await asyncio.wait([task])
            if opened.task is task and not opened.is_settled:
                return None
        return opened if opened.version == version else None

    def _judge_soon(self, opened: Opened, pause: float) -> None:
        opened.edition += 1
        if opened.task:
            opened.task.cancel()
        opened.task = asyncio.get_running_loop().create_task(self._judge(opened, pause))

    async def _judge(self, opened: Opened, pause: float) -> None:
        await asyncio.sleep(pause)
        edition, version = opened.edition, opened.version
        asked = self.asked(opened)
        if asked is None:
            return
        judged = await self.work(lambda benches: judge(benches, asked))
        if opened.edition != edition or self.opened.get(opened.uri) is not opened:
            return
        opened.judged, opened.judged_edition = judged, edition
        positions = Positions(judged.asked.text, self.encoding)
        shown = showing.diagnostics(judged, positions, opened.uri, self.able)
        self._publish(opened.uri, shown, version)
        self._tell(judged)

    # --- telling

    def _publish(self, uri: str, shown: list[types.Diagnostic], version: int | None = None) -> None:
        params = types.PublishDiagnosticsParams(uri, shown, version)
        self.ls.text_document_publish_diagnostics(params)

    def _tell(self, judged: Judged) -> None:
        """Say what is wrong with configuration, rules and models: each thing once."""
        bench = judged.bench
        if bench is None:
            return
        key, before = bench.config, self._notes.get(bench.config, frozenset())
        grave = frozenset(map(str, bench.faults))
        self._notes[key] = grave | frozenset(map(str, bench.notes))
        for words in sorted(self._notes[key] - before):
            level = types.MessageType.Error if words in grave else types.MessageType.Warning
            self.message(words, level)
        self._tell_faults(key, bench.faults)
        # Not every client tells of files that are gone; their faults are gone with them.
        for config, faults in self._faults.items():
            if config and faults and config != key and not os.path.lexists(config):
                self._notes.pop(config, None)
                self._tell_faults(config, ())

    def _tell_faults(self, config: Path | None, faults: tuple[DataError, ...]) -> None:
        """Show the faults of a configuration in the files that hold them."""
        old = self._files()
        self._faults[config] = faults
        new = self._files()
        for file in old.keys() | new.keys():
            if old.get(file) != new.get(file):
                text = _read(file)
                found = [showing.fault(e, text, self.encoding) for e in new.get(file, [])]
                self._publish(file.as_uri(), found)

    def _files(self) -> dict[Path, list[DataError]]:
        """The faults by the files that they are in."""
        files: dict[Path, list[DataError]] = {}
        for error in {str(error): error for error in self._all_faults()}.values():
            if error.file:
                files.setdefault(Path(error.file).absolute(), []).append(error)
        return files

    def _all_faults(self) -> Iterator[DataError]:
        for faults in self._faults.values():
            yield from faults

    def complain(self, source: str, problems: Iterable[Bilingual]) -> None:
        """Warn of what is wrong with the settings of a source, unless that was said before."""
        said = {words for told in self._complaints.values() for words in told}
        self._complaints[source] = tuple(dict.fromkeys(problems))
        for words in self._complaints[source]:
            if words not in said:
                self.message(words, types.MessageType.Warning)

    def message(self, words: str | Bilingual, level: types.MessageType) -> None:
        """Show a message to the writer."""
        self.ls.window_show_message(types.ShowMessageParams(level, f"contentai: {words}"))


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ""
