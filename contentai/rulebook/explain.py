"""What a rule says of itself: its page in the terminal and in the documentation.

Both are made from the rule's file, so neither can say anything else than the rule does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from contentai import resources
from contentai.diagnostics import Applicability
from contentai.language import Bilingual
from contentai.rulebook.facts import ANY
from contentai.rulebook.fixing import Remedy
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.lowering import WITH_ARTICLE, Doubt
from contentai.rulebook.rule import Rule
from contentai.rulebook.told import Blank, Example, Source
from contentai.rulebook.trace import claims_said
from contentai.scorenames import ALL_SCORE_NAMES, SEVERITY_NAMES

PACK_NAMES = {
    "adlaw": Bilingual("广告法", "advertising law"),
    "articles": Bilingual("五篇文章", "the five articles"),
    "platform": Bilingual("平台规则", "platforms' rules"),
    "clickbait": Bilingual("标题党", "clickbait"),
    "mobile": Bilingual("手机阅读", "reading on a phone"),
    "draft": Bilingual("稿件本身", "the draft itself"),
    "account": Bilingual("账号", "the account"),
    "evasion": Bilingual("变形", "evasion"),
    "copy": Bilingual("排版细节", "copy hygiene"),
}
INDEX_PAGE = "index.md"
# By these an index is known again, and by its table the pages that belong to it.
_INDEX_HEADING = "# 规则 · Rules"
_GENERATED = "这些页面由"
_LINKED = re.compile(r"^\| \[[^\]\n]{1,80}\]\(([a-z0-9-]{1,80}\.md)\) \|", re.MULTILINE)
_LEVELS = {
    Applicability.SAFE: Bilingual("可以直接改", "safe"),
    Applicability.UNSAFE: Bilingual("改前要看一遍", "to be read before it is applied"),
    Applicability.DISPLAY: Bilingual("只作参考，不会自动改", "shown only, never applied"),
}


def terminal_page(rule: Rule) -> Iterator[str]:
    """The page of a rule as plain lines, in the interface's language."""
    channels = ", ".join(rule.channels) or str(Bilingual("全部渠道", "all channels"))
    yield f"{rule.id}  {rule.name}  [{SEVERITY_NAMES[rule.severity]}]  {channels}"
    if rule.when.stages:
        yield f"  {Bilingual('阶段', 'stages')}: {', '.join(rule.when.stages)}"
    yield from (f"  {words}" for words in _conditions(rule))
    yield from _part(Bilingual("查什么", "What it does"), str(_message(rule)))
    if rule.why:
        yield from _part(Bilingual("为什么", "Why is this bad"), str(rule.why))
    yield from _part(Bilingual("怎么改", "What to do"), str(rule.advice))
    if rule.fix:
        yield from _part(Bilingual("自动改", "Fix"), str(_fix(rule.fix)))
    yield from _part(Bilingual("出处", "Source"), *(str(_cited(one)) for one in rule.sources))
    for bad in (True, False):
        yield ""
        yield str(Bilingual("反例", "Bad") if bad else Bilingual("不算的", "Fine"))
        for example in rule.examples:
            if example.bad == bad:
                yield from _example(example)


def _message(rule: Rule) -> Bilingual:
    """What a finding says, of the first bad example that tells what is found in it.

    Scores and counts are those of a draft: a page has an ellipsis in their place.
    """
    found = next((example.find for example in rule.examples if example.bad and example.find), None)
    values = Blank({"found": found} if found else {})
    return Bilingual(rule.message.zh.format_map(values), rule.message.en.format_map(values))


def _cited(source: Source) -> Bilingual:
    """A source as people read it: of an article the claim's number and what it says."""
    name, says = _name(source), _claim(source)
    zh, en = (f"：{says.zh}", f": {says.en}") if says else ("", "")
    return Bilingual(f"{name.zh}{zh}", f"{name.en}{en}")


def _in_both(source: Source) -> str:
    """A source with what the claim says, and what the rule says of it, in both languages."""
    told = [f"{words.zh} ({words.en})" for words in (_claim(source), source.note) if words]
    return "：".join(filter(None, (_name(source).zh, "；".join(told))))


def _name(source: Source) -> Bilingual:
    if source.kind == "article" and source.part:
        return Bilingual(f"文章 {source.part}", f"article {source.part}")
    return Bilingual(str(source), str(source))


def _claim(source: Source) -> Bilingual | None:
    """What the claim of an article that is the source says; None for another source."""
    if source.kind != "article":
        return None
    return claims_said(resources.rules_dir()).get(source.part)


def _fix(remedy: Remedy) -> Bilingual:
    """What the fix does, to which words, and whether a person should read the result."""
    level = _LEVELS[remedy.applicability]
    pairs = [f"{wording.old} → {wording.new}" for wording in remedy.wordings]
    zh, en = ("：" + "、".join(pairs), ": " + ", ".join(pairs)) if pairs else ("", "")
    return Bilingual(f"{remedy.title.zh}（{level.zh}）{zh}", f"{remedy.title.en} ({level.en}){en}")


def _conditions(rule: Rule) -> Iterator[Bilingual]:
    """What must be installed, and what the rule makes of scores and the account's facts."""
    if rule.extra:
        yield Bilingual(
            f"默认不查：装了 contentai[{rule.extra}]，再在 enable 或 select 里点名才查",
            f"off unless named in enable or select; needs contentai[{rule.extra}]",
        )
    if rule.when.account != ANY:
        asked = rule.when.account.wording()
        yield Bilingual(f"只在{asked.zh}时看", f"looks only if {asked.en}")
    if rule.doubt:
        yield from _doubted(rule.doubt)
    for relax in rule.relax:
        asked, level = relax.account.wording(), WITH_ARTICLE[relax.to]
        yield Bilingual(f"{asked.zh}时只算{level.zh}", f"only {level.en} if {asked.en}")


def _doubted(doubt: Doubt) -> Iterator[Bilingual]:
    """From which score down the severity is lower, and from which nothing is reported."""
    level, score = WITH_ARTICLE[doubt.to], ALL_SCORE_NAMES[doubt.of]
    compound = score.en.replace(" ", "-")
    if doubt.below > doubt.drop:
        yield Bilingual(
            f"{score.zh}分低于 {doubt.below:g} 时只算{level.zh}",
            f"only {level.en} where the {compound} score is under {doubt.below:g}",
        )
    if doubt.drop:
        yield Bilingual(
            f"{score.zh}分低于 {doubt.drop:g} 时不报",
            f"nothing where the {compound} score is under {doubt.drop:g}",
        )


def _part(heading: Bilingual, *lines: str) -> Iterator[str]:
    yield ""
    yield str(heading)
    yield from (f"  {line}" for line in lines)


def _example(example: Example) -> Iterator[str]:
    mark = "✗" if example.bad else "✓"
    head = f"《{example.title}》 " if example.title else ""
    for number, line in enumerate(f"{head}{example.text}".strip().splitlines()):
        yield f"  {mark if number == 0 else ' '} {line}"
    if example.find:
        yield f"      → {example.find}"
    if example.why:
        yield f"      {example.why}"


def documentation(book: Rulebook) -> Mapping[str, str]:
    """File names and contents of the rule pages: an index and one page a rule, in Markdown."""
    pages = {f"{rule.id.lower()}.md": markdown_page(rule) for rule in book.rules.values()}
    return {INDEX_PAGE: _index(book), **pages}


def pages_of(index: str) -> frozenset[str]:
    """The file names that were written along with an index page, its own too.

    None where the text is no index that ``documentation`` made.
    """
    if not index.startswith(_INDEX_HEADING) or _GENERATED not in index:
        return frozenset()
    return frozenset({INDEX_PAGE, *_LINKED.findall(index)})


def _index(book: Rulebook) -> str:
    packs: dict[str, list[Rule]] = defaultdict(list)
    for rule in book.rules.values():
        packs[rule.pack].append(rule)
    lines = [
        _INDEX_HEADING,
        "",
        f"共 {len(book.rules)} 条，{sum(len(r.examples) for r in book.rules.values())} 个例子。"
        f"{_GENERATED} `contentai rules docs` 从规则文件生成，请改 YAML，不要改这里。",
        "",
        "出处里的 A0 至 A4 是规则所依据的五篇文章，A0-05 是第一篇里的第 5 条；"
        "每一条说的是什么，看 `contentai rules trace`。",
    ]
    for pack, rules in sorted(packs.items()):
        name = PACK_NAMES.get(pack, Bilingual(pack, pack))
        lines += ["", f"## {name.zh} · {name.en}（{len(rules)}）", "", "| 规则 | 级别 | 名称 |"]
        lines.append("|---|---|---|")
        for rule in rules:
            link = f"[{rule.id}]({rule.id.lower()}.md)"
            severity = SEVERITY_NAMES[rule.severity].zh
            lines.append(f"| {link} | {severity} | {rule.name.zh} · {rule.name.en} |")
    return "\n".join(lines) + "\n"


def markdown_page(rule: Rule) -> str:
    """The page of a rule as Markdown, in both languages."""
    severity = SEVERITY_NAMES[rule.severity]
    channels = "、".join(rule.channels) or "全部渠道"
    lines = [
        f"# {rule.id} {rule.name.zh}",
        "",
        f"{rule.name.en} · {severity.zh} {severity.en} · {channels}",
    ]
    for condition in _conditions(rule):
        lines += ["", f"{condition.zh} · {condition.en}"]
    sections = [
        ("查什么 What it does", _message(rule)),
        ("为什么 Why is this bad", rule.why),
        ("怎么改 What to do", rule.advice),
        ("自动改 Fix", _fix(rule.fix) if rule.fix else None),
    ]
    for heading, words in sections:
        if words:
            lines += ["", f"## {heading}", "", _prose(words.zh), "", _prose(words.en)]
    lines += ["", "## 出处 Source", ""]
    for source in rule.sources:
        lines.append(f"- {_prose(_in_both(source))}")
    for bad, heading in ((True, "反例 Bad"), (False, "不算的 Fine")):
        lines += ["", f"## {heading}", ""]
        for example in rule.examples:
            if example.bad == bad:
                lines += _fenced(example)
    return "\n".join(lines) + "\n"


def _prose(text: str) -> str:
    """Text that Markdown shows as it is."""
    for character in "\\`*_<>[]|":
        text = text.replace(character, f"\\{character}")
    return text


def _fenced(example: Example) -> list[str]:
    text = "\n".join(line.strip() for line in _example(example))
    fence = "```" if "```" not in text else "~~~~"
    return [f"{fence}text", text, fence, ""]
