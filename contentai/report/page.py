"""A page of our own that stands alone: nothing in it runs or loads but what was put there."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from contentai.language import current
from contentai.report.visible import visible
from contentai.text.names import GENERATOR


def opening(title: str, name: str, *, has_script: bool = True) -> str:
    """The start of a page up to its body, with the style ``name``.css for its only one.

    A content security policy lets no other style count and no script run but ``name``.js, if it
    has that.
    """
    style = asset(f"{name}.css")
    script = f"'sha256-{_hash(asset(f'{name}.js'))}'" if has_script else "'none'"
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; "
        f"script-src {script}; base-uri 'none'; form-action 'none'"
    )
    language = "zh-Hans" if current() == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">\n'
        f"{GENERATOR}\n"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>{style}</style></head>\n<body>\n"
    )


def closing(name: str | None = None) -> str:
    """The end of the page, with the script ``name``.js if it has one."""
    script = f"<script>{asset(f'{name}.js')}</script>\n" if name else ""
    return f"{script}</body>\n</html>\n"


def safe(text: str) -> str:
    """Text on one line for the page or an attribute: no markup, nothing that hides or turns."""
    return escape(visible(text), quote=True)


def safe_lines(text: str) -> str:
    """The same for text that keeps its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(safe, lines))


@cache
def asset(name: str) -> str:
    """A file beside this one."""
    return Path(__file__).with_name(name).read_text("utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
