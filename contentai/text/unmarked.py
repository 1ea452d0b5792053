"""Which encoding Chinese bytes are in that neither say so nor are UTF-8.

Each reading is judged by how everyday its characters are (``plausible``). No draft in UTF-8
needs this module and its tables.
"""

from __future__ import annotations

from typing import Final

from contentai.text.decoded import CONTROLS, Decoded, UnreadableText, broken, strictly
from contentai.text.plausible import plausibility, weigh

_SAMPLE: Final = 1 << 16
_CONVINCING: Final = 1.0  # mean weight (plausible.py); wrong readings of prose lie below 0
_ODD: Final = -1.0
# Han without a NUL among them can be UTF-16, but ASCII letters in a row are letters.
_ASCII: Final = bytes(range(32, 127))
_MOST_ASCII: Final = 0.75
_EVERYDAY: Final = 3.0
_NEVER: Final = -5  # the weight of private use, Hangul and other scripts
# The syllables that Korean sentences are full of, and how much of a text they and all others are.
_KOREAN: Final = frozenset("이다는을를에의고하은가로니지서도기사습세요")
_KOREAN_SHARE, _HANGUL_SHARE, _FEWEST_HANGUL = 0.15, 0.9, 8


def wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, where that reading is everyday text."""
    for width, names in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        if len(data) % width or not data:
            continue
        scored = []
        for codec in names:
            sample = data[:_SAMPLE]
            try:
                text = sample.decode(codec, "strict" if len(data) <= _SAMPLE else "ignore")
            except UnicodeDecodeError:
                continue
            share = _everyday_share(text) if b"\0" in data or _may_be_han(sample, text) else 0.0
            if share >= 0.6:
                scored.append((share, codec))
        for _, codec in sorted(scored, reverse=True):
            try:
                return Decoded(data.decode(codec), codec)
            except UnicodeDecodeError:
                continue
    return None


def _may_be_han(sample: bytes, text: str) -> bool:
    """False for a reading without NULs that another encoding explains better."""
    printable = len(sample) - len(sample.translate(None, _ASCII))
    if printable > _MOST_ASCII * len(sample) and plausibility(text) < _EVERYDAY:
        return False
    return int(weigh(text).min(initial=0)) > _NEVER


def _everyday_share(text: str) -> float:
    """Share of characters that are common Chinese or printable ASCII; 0 with control characters."""
    if any(char in text for char in map(chr, CONTROLS)):
        return 0.0
    common = weigh(text) > 0
    ascii_count = sum(text.count(chr(code)) for code in (9, 10, 13, *range(32, 127)))
    return (int(common.sum()) + ascii_count) / len(text) if text else 0.0


def mostly_utf8(data: bytes) -> bool:
    """Whether enough of ``data`` is Han in valid UTF-8 that it must have been UTF-8.

    In GB18030 or Big5 prose some 2 % of the bytes happen to be such a sequence. In a short
    text that may be a third of it, but then the Han it spells are rare ones.
    """
    foreign = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    valid = data.decode("utf-8", "ignore")
    # Han by the high byte of its UTF-16 unit: counting bytes is faster than a regex.
    highs = valid.encode("utf-16-le")[1::2]
    whole = sum(highs.count(high) for high in range(0x4E, 0xA0))
    if 3 * whole < 0.1 * foreign or (whole == 1 and foreign > 8):
        return False
    return whole >= 10 or plausibility(valid) > max(_readings(data).values())


def _readings(data: bytes) -> dict[str, float]:
    """How plausible the beginning of ``data`` is in either legacy encoding."""
    sample = data[:_SAMPLE]
    return {
        "gb18030": plausibility(sample.decode("gb18030", "replace")),
        "big5": plausibility(sample.decode("cp950", "replace")),
    }


def chinese(data: bytes) -> Decoded:
    """GB18030 or Big5, or what charset-normalizer takes it for where neither is convincing.

    Raises ``UnreadableText`` for broken bytes, Korean and what cannot be told.
    """
    readings = _readings(data)
    best = max(readings, key=lambda codec: readings[codec])
    if best == "gb18030" and _is_korean(data[:_SAMPLE]):
        raise UnreadableText(
            "encoding",
            "看起来是韩文（EUC-KR），不是中文。确实是中文的话，请用编辑器打开，另存为 UTF-8。",
            "This seems to be Korean in EUC-KR. If it is Chinese, open it in an editor and save it"
            " as UTF-8.",
        )
    near = abs(readings["gb18030"] - readings["big5"]) < 1.0
    # A few characters may be as common in both: drafts are far more often in GBK.
    if readings[best] < _CONVINCING or (near and best != "gb18030"):
        second_opinion = _normalizer(data)
        if second_opinion:
            return second_opinion
        if readings[best] < _ODD:
            raise UnreadableText(
                "encoding",
                "看不出文件的编码：按 UTF-8、GB18030、Big5 都读不出通顺的中文。"
                "请用编辑器打开，另存为 UTF-8。",
                "The encoding cannot be told: neither UTF-8 nor GB18030 nor Big5 gives readable"
                " Chinese. Open the file in an editor and save it as UTF-8.",
            )
    return _as_big5(data) if best == "big5" else strictly(data, "gb18030")


def _is_korean(sample: bytes) -> bool:
    """Korean sentences, whose bytes are common characters in GBK too."""
    text = sample.decode("euc_kr", "replace")
    foreign = [c for c in text if c.isalpha() and not c.isascii()]
    hangul = sum("가" <= c <= "힣" for c in foreign)
    common = sum(c in _KOREAN for c in foreign)
    size = max(len(foreign), _FEWEST_HANGUL)
    shares = hangul >= _HANGUL_SHARE * size and common >= _KOREAN_SHARE * size
    return shares and text.count(" ") >= hangul // 8 >= 1  # words stand apart


def _as_big5(data: bytes) -> Decoded:
    """``data`` in the plainest of the Big5 family that reads all of it.

    ``big5`` is only named where it agrees with Windows' cp950: the two read a few signs, such
    as the wave dash, differently, and files come from Windows.
    """
    texts: dict[str, str] = {}
    reached = (-1, 0)
    for codec in ("big5", "cp950", "big5hkscs"):
        try:
            texts[codec] = data.decode(codec)
        except UnicodeDecodeError as error:
            reached = max(reached, (error.start, error.end))
    if "cp950" in texts:
        codec = "big5" if texts.get("big5") == texts["cp950"] else "cp950"
    elif texts:
        codec = next(iter(texts))
    else:
        raise broken(data, "big5", *reached)
    return Decoded(texts[codec], codec)


def _normalizer(data: bytes) -> Decoded | None:
    """charset-normalizer's opinion, if its text is plausible Chinese."""
    from charset_normalizer import from_bytes

    codecs_tried = ["gb18030", "big5", "cp950", "big5hkscs"]
    match = from_bytes(data[:_SAMPLE], cp_isolation=codecs_tried).best()
    if match is None:
        return None
    try:
        text = data.decode(match.encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text, match.encoding) if plausibility(text[:_SAMPLE]) > 0 else None
