"""contentai edit --web: the editor in a browser, seen by one without a window."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="contentai[web] is not installed")
pytest.importorskip("textual_serve", reason="contentai[web] is not installed")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def browser() -> str:
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    named = os.environ.get("CONTENTAI_CHROMIUM")
    program = named or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium on the PATH; CONTENTAI_CHROMIUM may name one")
    return program


async def answers(session: Any, url: str, seconds: float = 30) -> Any:
    for _ in range(int(seconds / 0.1)):
        try:
            async with session.get(url) as response:
                return await (response.json() if "json" in url else response.text())
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


async def test_a_draft_is_written_and_saved_in_the_browser(tmp_path: Path) -> None:
    draft = tmp_path / "稿.md"
    draft.write_text("", "utf-8")
    program, port, debug = browser(), free_port(), free_port()
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "own"),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "contentai", "edit", "--web", "--port", str(port), str(draft)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    chromium = None
    try:
        async with aiohttp.ClientSession() as session:
            page = f"http://127.0.0.1:{port}/"
            assert "contentai" in await answers(session, page)
            for header in ({"Origin": "http://other.example"}, {"Host": "other.example"}):
                async with session.get(page + "ws", headers=header) as refused:
                    assert refused.status == 403
            chromium = subprocess.Popen(
                [
                    program,
                    *(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        f"--remote-debugging-port={debug}",
                    ),
                    f"--user-data-dir={tmp_path / 'profile'}",
                    page,
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            tabs = await answers(session, f"http://127.0.0.1:{debug}/json")
            tab = next(tab for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket_:
                await _written(socket_, draft)
        assert draft.read_text("utf-8").startswith("春天ab")
    finally:
        for process in (chromium, server):
            if process is not None:
                process.terminate()
                process.wait(20)


async def _written(page: Any, draft: Path) -> None:
    """Type into the page until what was typed and saved is in the file."""
    number = 0

    async def call(method: str, **params: Any) -> Any:
        nonlocal number
        number += 1
        await page.send_json({"id": number, "method": method, "params": params})
        while (said := await page.receive_json(timeout=30)).get("id") != number:
            pass
        assert "error" not in said, said
        return said["result"]

    async def shown() -> bool:
        look = "document.body.classList.contains('-first-byte')"
        found = await call("Runtime.evaluate", expression=look)
        return bool(found["result"].get("value"))

    for _ in range(150):
        if await shown():
            break
        await asyncio.sleep(0.2)
    else:
        raise AssertionError("the page shows nothing of the editor")
    await call("Runtime.evaluate", expression="document.querySelector('textarea').focus()")
    for _ in range(60):
        # Keys that come before the text is there go nowhere: the same text again is no harm.
        if "春天ab" in draft.read_text("utf-8"):
            return
        await call("Input.insertText", text="春天ab")
        for kind in ("rawKeyDown", "keyUp"):
            await call(
                "Input.dispatchKeyEvent",
                **{"type": kind, "modifiers": 2, "key": "s", "code": "KeyS"},
                windowsVirtualKeyCode=83,
            )
        await asyncio.sleep(1)
    raise AssertionError("what was typed was not saved")
