"""The looks of the editor: dark, light, high contrast, and one without colours."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

# Under NO_COLOR the terminal's own two colours are all there is: marks and underlines remain.
PLAIN = "contentai-plain"

THEMES = (
    Theme(
        name="contentai-dark",
        primary="#7aa2f7",
        secondary="#bb9af7",
        warning="#e0af68",
        error="#f7768e",
        success="#9ece6a",
        accent="#7dcfff",
        foreground="#d5d9e8",
        background="#16161e",
        surface="#1a1b26",
        panel="#24283b",
        dark=True,
    ),
    Theme(
        name="contentai-light",
        primary="#2e5cb8",
        secondary="#7847bd",
        warning="#8f5e00",
        error="#b3162e",
        success="#33691e",
        accent="#00677d",
        foreground="#1f2328",
        background="#f6f6f3",
        surface="#ffffff",
        panel="#e8e8e3",
        dark=False,
    ),
    Theme(
        name="contentai-contrast",
        primary="#ffff00",
        secondary="#00ffff",
        warning="#ffd000",
        error="#ff6060",
        success="#00ff00",
        accent="#00ffff",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        dark=True,
    ),
    # Textual takes the colours out; it needs a theme of the terminal's own to take out all.
    replace(BUILTIN_THEMES["ansi-dark"], name=PLAIN),
)
NAMES = ("dark", "light", "contrast")


def colour(theme: Theme, name: str) -> str:
    """One of the theme's colours (``error``, ``warning`` …) as Rich names it; "" for none."""
    value = getattr(theme, name, None) if name else None
    return "" if value is None or str(value).startswith("ansi_") else str(value)
