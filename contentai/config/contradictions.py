"""Settings that cannot all be meant: the later one wins over another file, not over its own."""

from __future__ import annotations

from collections.abc import Iterable

from contentai.config.settings import Config, Layer, covered, overlaid
from contentai.language import Bilingual
from contentai.located import DataError, Word, error_at


def check_layer(layer: Layer, below: Config) -> None:
    """Refuse a layer that contradicts itself, or that sets what ``below`` will not run.

    Raises ``DataError`` at the name.
    """
    ignored = layer.get("ignore", ())
    for key, names in (("select", layer.get("select", ())), ("enable", layer.get("enable", ()))):
        for name in names:
            for other in ignored:
                if covered(name, [other]):
                    raise _both(name, other, key)
    whole = overlaid(below, layer)
    for name in layer.get("severities", {}):
        for other in whole.ignore:
            if covered(name, [other]):
                raise _unheard(name, other)
    for override in layer.get("overrides", ()):
        check_layer(override.layer, whole)


def check_settings(config: Config) -> None:
    """Refuse settings of which no rule is left. Raises ``DataError``."""
    for settings in (config, *(config.under((n,)) for n in range(len(config.overrides)))):
        select, ignore = settings.select, settings.ignore
        if select and all(covered(name, ignore) for name in select):
            name = _latest(ignore, select)
            raise error_at(
                name,
                Bilingual(
                    f"select 选的规则全被 ignore 了，一条不剩（{_place(select[0])}）",
                    f"all selected rules are ignored, none is left ({_place(select[0])})",
                ),
            )


def _latest(ignore: Iterable[str], select: tuple[str, ...]) -> str:
    return [name for name in ignore if any(covered(s, [name]) for s in select)][-1]


def _both(name: str, other: str, key: str) -> DataError:
    return error_at(
        name,
        Bilingual(
            f"规则“{name}”既在 {key} 里，又被 ignore 的“{other}”（{_place(other)}）排除了",
            f"rule {str(name)!r} is in {key}, and ignored by {str(other)!r} ({_place(other)})",
        ),
    )


def _unheard(name: str, other: str) -> DataError:
    return error_at(
        name,
        Bilingual(
            f"给“{name}”定了级别，可它被 ignore 的“{other}”（{_place(other)}）排除了",
            f"a severity for {str(name)!r}, which {str(other)!r} ignores ({_place(other)})",
        ),
    )


def _place(word: str) -> str:
    return f"{word.file}:{word.line}" if isinstance(word, Word) else str(word)
