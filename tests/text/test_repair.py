"""contentai.text.repair: pinyin annotations go, mojibake is marked."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.text.pinyin import match_characters, read_latin, syllables
from contentai.text.repair import repair
from tests.work import calls

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
#: Enough toneless annotations to make any text an annotated document.
ANNOTATED = "新(xin)茶(cha)上(shang)市(shi)了，大家(jia)快(kuai)来(lai)看。"
BARE = "新茶上市了，大家快来看。"


def repaired(source: str) -> str:
    return repair(source).text.text


def marks(source: str) -> list[str]:
    return [source[start:end] for start, end in repair(source).garbled]


# Pinyin


def test_readings_come_from_the_library_without_its_phrases() -> None:
    program = """
import sys
from contentai.text.pinyin import readings
before = {char: readings(char) for char in "营重行朴冇"}
assert "pypinyin" not in sys.modules
from pypinyin import Style, pinyin
from contentai.text.pinyin import read_latin
for char, found in before.items():
    for reading in pinyin(char, style=Style.TONE, heteronym=True)[0]:
        latin = read_latin(reading)
        assert (latin.letters, latin.tones[0]) in found, (char, reading)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("營(ying)(ying)(ying)銷(xiao)", "營銷"),
        ("設(shè)計(jì)", "設計"),
        ("设（shè）计（jì）", "设计"),
        ("茶(chá)", "茶"),
        ("茶(cha\u0301)", "茶"),
        ("香(xiānɡ)", "香"),
        ("女(nǚ)", "女"),
        ("女(nv3)绿(lu:4)律(lü4)", "女绿律"),
        ("花(HUĀ)茶(Chá)", "花茶"),
        ("花（ｈｕā）", "花"),
        ("一(yi1)杯(bei1)", "一杯"),
        ("花茶(huā chá)", "花茶"),
        ("花茶（huāchá）好喝", "花茶好喝"),
        ("西安(xī'ān)", "西安"),
        ("花 (huā) 茶 (chá)", "花 茶"),
        ("花\n(huā)茶  \r\n> （chá）", "花茶"),
        ("花(hu\nā)茶(\nchá)", "花茶"),
        ("**花**(huā)~~茶~~(chá)", "**花**~~茶~~"),
        ("花*(huā)*茶_（chá）_", "花茶"),
        ("**花茶**(huā chá)<i class='a'>茶</i>(chá)", "**花茶**<i class='a'>茶</i>"),
        ("<b>花</b><i>(huā)</i>", "<b>花</b><i></i>"),
        ("全[quán]网【wǎng】最〔zuì〕低{dī}价", "全网最低价"),
        ("最（zuì/cuì）低（dī）价", "最低价"),
        ("朝阳（zhāo,yáng）、重庆（chóng、qìng）", "朝阳、重庆"),
        ("这儿(zhèr)有尴尬（读gān gà）", "这儿有尴尬"),
        ("營(ㄧㄥˊ)銷(ㄒㄧㄠ)", "營銷"),
        ("營(ying)(ㄧㄥˊ)銷(xiao)", "營銷"),
        ("营(Ying)销(Xiao)关(Guan)注(Zhu)", "营销关注"),
        ("于(yú)是(shì)", "于是"),
        ("後(hòu)麵(miàn)", "後麵"),
        ("行(háng)行(xíng)", "行行"),
        ("不(bú)是(shì)", "不是"),
        ("花(huā)(hua)", "花"),
        ("花(HUA)茶(CHA)飘(PIAO)香(XIANG)", "花茶飘香"),
        ("龙(long)井(jing)茶", "龙井茶"),
        ("好(hao3)吗(ma5)", "好吗"),
        (
            "茶(cha)有，包(bao)有，高(gao)有，早(zao)有，好(hao)有，头(tou)有",
            "茶有，包有，高有，早有，好有，头有",
        ),
    ],
)
def test_annotations_go(source: str, expected: str) -> None:
    assert repaired(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "小米(Xiaomi)发布新机", "华为(Huawei)和淘宝(Taobao)", "小米(xiaomi)", "重庆(chongqing)",
        "啊(a)，真好", "选项甲(A)和乙(B)", "他(he)说", "你(you)好", "女(she)", "王(Wang)先生",
        "吴(Wu)女士", "可(ke)乐", "和(he)", "我(me)", "买(buy)它", "“爱(ai)”", "他(ta)们",
        "喝茶(cha)，喝水(shui)",
        "AI(ai)", "人工智能(AI)", "花(chá)", "茶(shu)", "的(de)", "维生素(C)", "美(USA)国",
        "(chá)", "a(á)", "花\n\n(huā)", "花(hu\n\nā)", "[花](huā)", "**a**(huā)", "花\n(chá)",
        "啊(a)，可(ke)乐，和(he)，爱(ai)，他(ta)们",
        "王(Wang)、李(Li)、张(Zhang)、刘(Liu)、陈(Chen)",
        "重庆(chongqing)、杭州(hangzhou)、苏州(suzhou)、淘宝(taobao)", "茶()", "茶( )", "茶(chá",
        "欧(Ou)阳(Yang)明(Ming)", "好(hao)(hao)喝",
        "茶(cha)有，包(bao)有，高(gao)有，早(zao)有，好(hao)有",
    ],
)  # fmt: skip
def test_what_may_be_the_authors_own_stays(source: str) -> None:
    assert repaired(source) == source
    assert repair(source).pinyin == 0


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("做(zuo)法", "做法"),
        ("阿(a)姨", "阿姨"),
        ("好(hao)(hao)喝", "好喝"),
        ("**好**(hao)喝\n(he)", "**好**喝"),
        ("營*(ying)*銷(xiao)", "營銷"),
        ("營銷(yingxiao)", "營銷"),
        ("小米(Xiaomi)", "小米(Xiaomi)"),
        ("王(Wang)先生", "王(Wang)先生"),
        ("花茶(Huāchá)", "花茶"),
        ("他(he)", "他(he)"),
        ("爱(AI)", "爱(AI)"),
    ],
)
def test_an_annotated_document_is_cleaned_whole(more: str, left: str) -> None:
    assert repaired(ANNOTATED + more) == BARE + left


def test_annotations_far_apart_still_make_an_annotated_document() -> None:
    between = "中间隔了很长很长的一段没有注音的话。" * 20
    parts = ANNOTATED.split("，")
    assert repaired(parts[0] + between + parts[1]) == BARE.replace("，", between)


def test_every_annotation_is_counted_and_given() -> None:
    result = repair("設(shè)計(jì)(jì)")
    assert result.pinyin == 3
    assert result.removed == (Span(1, 6), Span(7, 11), Span(11, 15))


pieces = st.lists(
    st.sampled_from(
        ["花(huā)", "茶(cha)", "(cha)", "香(xiang)", "龙井(long jing)", "（lǜ）", "绿", "(", ")",
         "?yàn)", "小米(Xiaomi)", "ok", "。", "\n", "鏂囧瓧缂", "烫烫烫", "\ufffd", "ä¸\xad",
         "是(shi)", " ",
         "全[quán]", "最（zuì/cuì）", "(ㄧㄥˊ)", "营(Ying)", "儿(ér)", "这儿(zhèr)", "[", "{yíng}",
         "是(shi)", " ", "爱(ai)", "女(nü)", "O", "??", "摘 ? ? ?要",
         "*", "**", "**茶**(chá)", "*(huā)*", "</b>", "花\n(huā)", "茶(ch\ná)", "`", "\n> "]
    )
    | st.text(max_size=4),
    max_size=25,
).map("".join)  # fmt: skip


@given(pieces)
def test_repaired_text_points_to_the_same_characters(source: str) -> None:
    result = repair(source)
    for at, char in enumerate(result.text.text):
        start, end = result.text.span(at, at + 1)
        assert source[start:end] == char
    cut = "".join(source[span.start : span.end] for span in result.removed)
    assert len(result.text.text) + len(cut) == len(source)
    assert result.pinyin == len(result.removed)
    assert result.mojibake == len(result.garbled)


@given(pieces)
def test_repair_is_idempotent(source: str) -> None:
    once = repaired(source)
    assert repaired(once) == once


@given(pieces)
def test_spans_are_sorted_and_apart(source: str) -> None:
    result = repair(source)
    for spans, touching in ((result.garbled, 1), (result.removed, 0)):
        assert all(0 <= span.start < span.end <= len(source) for span in spans)
        pairs = itertools.pairwise(spans)
        assert all(left.end + touching <= right.start for left, right in pairs)


def test_latin_is_read_as_pinyin() -> None:
    assert [read_latin(text) and read_latin(text)[:2] for text in ("Nǚ", "lu:4", "yínɡ")] == [  # type: ignore[index]
        ("nv", (3,)), ("lv", (4,)), ("ying", (2,)),
    ]  # fmt: skip
    assert read_latin("ñ") is None
    assert read_latin("4a") is None


def test_readings_know_variants_and_words() -> None:
    assert {"hang", "xing"} <= syllables("行")
    assert syllables("計") == syllables("计") == {"ji"}
    assert syllables("a") == syllables("，") == frozenset()
    assert match_characters("西安", "xian") == 2
    assert match_characters("先", "xian") == 1
    assert match_characters("绿茶", "cha") == 1
    assert match_characters("", "cha") == 0


# Mojibake


def misread(text: str, written: str, read: str) -> str:
    return text.encode(written).decode(read, "replace")


@pytest.mark.parametrize(
    "wrong",
    [
        "\ufffd\ufffd", "\ue123", "锟斤拷锟斤拷", "锟斤拷烫烫烫", "烫烫烫烫烫烫烫",
        "屯屯屯屯屯屯", "ä¸\xadæ–‡", "Ã©", "鏂囧瓧缂栫爜", "ÖÐÎÄ±àÂë",
    ],
)  # fmt: skip
def test_mojibake_is_marked_exactly(wrong: str) -> None:
    assert marks(f"前面好好的。{wrong}。后面也好好的") == [wrong]


MEANT = "我们今天说说怎么样做好一个产品的服务"
MEANT_TRADITIONAL = "我們今天說說怎麼樣做好一個產品的服務"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (MEANT, "utf-8", "gb18030"),
        (MEANT, "utf-8", "latin-1"),
        (MEANT, "gbk", "latin-1"),
        (MEANT, "gbk", "cp950"),
        (MEANT_TRADITIONAL, "cp950", "gb18030"),
    ],
)
def test_wrong_readings_are_found(text: str, written: str, read: str) -> None:
    wrong = misread(text, written, read)
    marked = marks(f"好的 {wrong} 好的")
    assert sum(map(len, marked)) >= 0.7 * len(wrong)
    assert all(mark in wrong for mark in marked)


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        # made by hand, byte by byte, the way the tools do it: 驗 for F29E, 數 for 94B5
        ("因?yàn)橐苿?dòng)的", ["?yàn)橐苿?dòng)"]),
        ("相當?shù)入娚唐脚_,好", ["?shù)入娚唐脚_"]),
        ("很大(dà)。等等?;ヂ?lián)網,好", ["?;ヂ?lián)"]),
        ("好喝(hē)，不來了??傊?,有", ["??傊?"]),
        ("摘 ? ? ? ?要", ["? ? ? ?"]),
        ("好!?。?/span>好", ["?。?"]),
        ("????????，????? 50% ????\n好", ["????????", "?????", "????"]),
    ],
)
def test_torn_text_is_marked_exactly(source: str, marked: list[str]) -> None:
    assert marks(source) == marked


def test_two_signs_and_an_odd_character_prove_nothing_by_themselves() -> None:
    assert marks("好喝，不來了??傊?,有") == []


def test_the_annotation_after_a_torn_run_goes_too() -> None:
    assert repaired("為因?yàn)榛A(chǔ)的") == "為因?yàn)榛A的"


@pytest.mark.parametrize(
    "innocent",
    [
        "茯苓、薏苡仁、黄芪、白术、芍药、蛤蚧、鳖甲", "茯苓薏苡仁黄芪", "魑魅魍魉", "饕餮盛宴",
        "羟基磷灰石、吡啶、噻唑、嘧啶、苄胺、甾醇", "我哋嘅嘢咗嚟冇喺度啲", "尔朱亓官逄郗亶畲",
        "資生堂ザ・コラーゲン、メラノCC薬用しみ集中対策美容液", "犇骉羴猋",
        "蒹葭蒼蒼，白露為霜。溯洄從之，道阻且長。", "😀👍🏻🎉",
        "Café crème, naïve, Müller, größer", "“Beyoncé…”，Beyoncé——好", "真的???我不信",
        "真的??我不信", "真的???", "https://x.cn/?q=1&r=??e", "https://x.cn/a?b=中文",
        "为什么? ? ?", "快屯屯屯！", "这锅烫烫烫的", "×××××", "°°°°·····", "…………", "好!?",
        "Привет мир", "Ελληνικά", "안녕하세요", "ㄅㄆㄇㄈ", "┌──┐│├", "★☆◆◇①②③", "</span>",
        "(1980.11- ?)", "是吗?(好)", "好?) 对", "嘤嘤嘤嘤嘤", "榴莲蒟蒻", "涓流", "£5 ¥30 ©®™",
        "？？？？", "啊??；好",
    ],
)  # fmt: skip
def test_innocent_text_is_not_marked(innocent: str) -> None:
    assert marks(innocent) == []
    assert marks(f"前面的话，{innocent}，后面的话") == []


# Speed and the real articles


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "?",
        "? ",
        "字(",
        "字(zi)",
        "营(Ying)",
        "??字",
        "?字",
        "字?yàn)橐苿",
        "é…",
        "烫",
        "*",
        "字*(zi)*",
        "字\n(zi)",
    ],
)
def test_work_grows_with_size_only(unit: str) -> None:
    def work(size: int) -> int:
        source = unit * (size // len(unit))
        return calls(lambda: repair(source))

    repair(unit * 1000)  # imports and tables
    # A quadratic reader does 64 times as much for eight times the text.
    assert work(80_000) < 12 * work(10_000) + 1000
    repair(unit * (400_000 // len(unit)))


def test_clean_text_is_kept_and_imports_no_dictionary() -> None:
    code = (
        "import sys; from contentai.text.repair import repair;"
        "text = '春天到了，我们把新茶（今年的）的做法写成一篇文章吧！\\n' * 60_000;"
        "result = repair(text);"
        "assert result.text.text == text and not result.garbled;"
        "assert not {'pypinyin', 'opencc', 'ftfy', 'rjieba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles are not part of the project")
@pytest.mark.parametrize(("number", "at_least", "torn"), [
    ("000", 800, 0), ("001", 110, 7), ("002", 0, 0), ("003", 500, 7), ("004", 300, 4),
])  # fmt: skip
def test_real_articles_are_cleaned(number: str, at_least: int, torn: int) -> None:
    source = next(SEEDS.glob(f"{number}_*")).read_text(encoding="utf-8")
    result = repair(source)
    assert result.pinyin >= at_least
    assert result.mojibake == torn
    assert not re.search(r"[(（][a-zà-ǜ]+[)）]", result.text.text)
