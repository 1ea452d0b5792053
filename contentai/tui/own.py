"""What one person chose for the editor: looks, language, keys. Kept for the user, not the team.

The file is in the user's configuration folder. It is read before anything is painted, so it is
JSON: reading YAML takes its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contentai.language import Bilingual

_LONGEST = 100_000


@dataclass(frozen=True)
class Own:
    """The choices; None where nothing was chosen. ``keys`` by the id of what they do.

    ``kitty``: the terminal may use Kitty's keyboard protocol, which some input methods cannot
    compose under. ``problem`` says why the file was not taken.
    """

    theme: str | None = None
    language: str | None = None
    kitty: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    problem: Bilingual | None = None


def own_file() -> Path:
    """Where the choices are kept."""
    from platformdirs import user_config_path

    return user_config_path("contentai", appauthor=False) / "editor.json"


def load_own(file: Path) -> Own:
    """The choices in ``file``; none where it is not there, with the problem where it is no good."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Own()
    except (OSError, ValueError):
        return Own(problem=_unusable(file))
    import json  # most have no such file, and all wait for the first paint

    try:
        found = json.loads(text[:_LONGEST])
    except (ValueError, RecursionError):
        return Own(problem=_unusable(file))
    if not isinstance(found, dict):
        return Own(problem=_unusable(file))
    theme, language, keys = found.get("theme"), found.get("language"), found.get("keys", {})
    right = (
        theme in (None, "dark", "light", "contrast")
        and language in (None, "zh", "en")
        and isinstance(keys, dict)
        and all(isinstance(key, str) for key in keys.values())
    )
    if not right:
        return Own(problem=_unusable(file))
    return Own(theme, language, found.get("kitty") is True, keys)


def save_own(file: Path, own: Own) -> None:
    """Write the choices, in one step. Raises ``OSError``."""
    import json

    from contentai.tui.recovery import private_folder, write_privately

    content = {
        "version": 1,
        "theme": own.theme,
        "language": own.language,
        "kitty": own.kitty,
        "keys": dict(own.keys),
    }
    private_folder(file.parent)
    write_privately(file, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _unusable(file: Path) -> Bilingual:
    return Bilingual(
        f"读不懂自己的设置 {file}，先用默认的；在设置里改一项会把它重写",
        f"your settings in {file} cannot be read and were left aside; changing one in Settings "
        "writes the file anew",
    )
