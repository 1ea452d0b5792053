"""Letters of another alphabet that pass for Latin ones: wеi with a Cyrillic е, νх.

Only a word that mixes alphabets is read as Latin, or one that then spells a contact word:
ДНК, α, μm and TNF-α are what they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit

_CYRILLIC = dict(
    zip(
        "асеорхуіјѕԁһԛѵѡкмнтвгпАСЕОРХУІЈЅВКМНТԚѴ",
        "aceopxyijsdhqvwkmhtbrnACEOPXYIJSBKMHTQV",
        strict=True,
    )
)
_CYRILLIC |= {
    "ɡ": "g",
    "ɩ": "i",
    "ɑ": "a",
    "ᴠ": "v",
    "ᴡ": "w",
    "ᴏ": "o",
    "ɪ": "i",
    "ɴ": "n",
    "ⅽ": "c",
    "ǫ": "q",
}
# α β γ δ λ μ π σ φ ω stand in formulas, units and names; these few do not.
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧνχωκιρ", "oABEZHIKMNOPTYXvxwkip", strict=True))
_GREEK_SMALL = frozenset("νχωκιρ")
_LOOKS = {**_CYRILLIC, **_GREEK}
# The words that a token made of look-alikes alone may spell.
_CONTACT = frozenset({"vx", "wx", "qq", "wei", "xin", "weixin", "v", "wechat", "vxin"})
_BEFORE = lazy.pattern("[A-Za-z0-9_]{0,40}$")
_REST = lazy.pattern("[A-Za-z0-9_ɐ-ʯͰ-ϿЀ-ԯᴀ-ᴥ]{1,40}")
_LEAD = lazy.pattern("[ɐ-ʯͰ-ϿЀ-ԯᴀ-ᴥ]")
_LONE = frozenset("ᴠѵѴ")
_TABLE = str.maketrans(_LOOKS)
_LATIN = lazy.pattern("[A-Za-z]")


def find(text: str) -> Iterator[Edit]:
    """Edits that turn look-alike letters into Latin ones."""
    done = 0
    for lead in _LEAD.finditer(text):
        if lead.start() < done:
            continue
        low = max(done, lead.start() - 40)
        before = _BEFORE.search(text[low : lead.start()])
        rest = _REST.match(text, lead.start())
        if before is None or rest is None:
            continue
        start, done = low + before.start(), rest.end()
        token = text[start:done]
        read = token.translate(_TABLE)
        if not read.isascii():
            continue
        strange = [c for c in token if not c.isascii()]
        latin = len(_LATIN.findall(token))
        small = all(c in _GREEK_SMALL for c in strange)
        if read.lower() in _CONTACT:
            # Greek nu and omega alone are physics; beside a Cyrillic or Latin letter they spell.
            if (len(read) > 1 and not (small and latin == 0)) or token in _LONE:
                yield _edit(start, token, read)
        elif latin >= (4 if all(c in _GREEK for c in strange) else 1) and len(read) > 2:
            yield _edit(start, token, read)


def _edit(start: int, token: str, read: str) -> Edit:
    at = range(start, start + len(token))
    return Edit(start, start + len(token), read, "lookalike", at)
