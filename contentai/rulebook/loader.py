"""Loads rule packs from folders into one rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from contentai.language import Bilingual
from contentai.located import DataError, error_at, unknown_word
from contentai.rulebook.channels import Channel, read_channels
from contentai.rulebook.extras import installed
from contentai.rulebook.index import read_index
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.parsed import EXAMPLES, Parsed, read_file, read_parsed
from contentai.rulebook.rule import Rule, Scope
from contentai.rulebook.schema import read_examples, read_rule
from contentai.rulebook.told import Example
from contentai.rulebook.wordlists import WORDS_FILE
from contentai.rulenames import plain_name
from contentai.yamlread import read_yaml_file
from contentai.yamlvalue import Value

CHANNELS_FILE = "channels.yaml"
# Files beside the packs that hold no rule.
_NO_RULES = (CHANNELS_FILE, "claims.yaml", WORDS_FILE)
# An id whose number lacks digits.
_CUT = re.compile(r"([A-Z][A-Z0-9]*-)(\d{0,2})")
_RULE = Bilingual("规则", "rule")


@dataclass(frozen=True)
class Rulebook:
    """Rules by id (in id order), the channels' profiles, and the search they share.

    ``errors`` are rule files that could not be read; the other rules still stand.
    """

    rules: Mapping[str, Rule]
    channels: Mapping[str, Channel]
    lexicon: Lexicon
    errors: tuple[DataError, ...] = field(default=())

    @cached_property
    def usual(self) -> frozenset[str]:
        """Ids of the rules that look at drafts without being asked for by name."""
        rules = self.rules.values()
        return frozenset(r.id for r in rules if r.extra is None and r.scope is Scope.POST)

    @cached_property
    def on_account(self) -> tuple[Rule, ...]:
        """The rules that look at all posts of an account together, in id order."""
        return tuple(rule for rule in self.rules.values() if rule.scope is Scope.ACCOUNT)

    @cached_property
    def testable(self) -> tuple[Rule, ...]:
        """The rules that can judge drafts here: not those whose extra is not installed."""
        rules = (rule for rule in self.rules.values() if rule.scope is Scope.POST)
        return tuple(rule for rule in rules if rule.extra is None or installed(rule.extra))

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """Rule ids that the names stand for: an id, a pack, or a range (see ``covers``).

        Raises ``DataError`` for a name that no rule answers to, at its place if it has one.
        """
        chosen: set[str] = set()
        for name in names:
            wanted = plain_name(name)
            found = {id for id in self.rules if covers(wanted, id)}
            if not found:
                raise error_at(name, _unknown(wanted, self.rules))
            chosen |= found
        return frozenset(chosen)


def covers(name: str, other: str) -> bool:
    """True when ``name`` stands for all that ``other`` does; both are in capitals.

    A name is an id, a whole pack, ``LAW``, or a range of ids: ``LAW-0*``. A number that is cut
    without a star is more likely a slip (LAW-1 for LAW-001), and stands for nothing.
    """
    pack = other.split("-", maxsplit=1)[0]
    start = name.removesuffix("*")
    in_range = start != name and start.startswith(f"{pack}-") and other.startswith(start)
    return name in (other, pack) or in_range


def load_rulebook(folders: Iterable[Path]) -> Rulebook:
    """Load every ``*.yaml`` under the folders; the name of a file's folder is its pack.

    The first folder must hold ``channels.yaml``. A rule file that is broken, or that shipped and
    is gone, does not stop the rest: it is kept in ``errors``. Raises ``DataError`` for a missing
    folder or broken channel profiles, without which no rule can be judged.
    """
    folders = list(folders)
    lexicon = Lexicon(read_index(folders[0]) if folders else None)
    parsed = read_parsed(folders[0]) if folders else {}
    rules: dict[str, Rule] = {}
    errors: list[DataError] = []
    channels: dict[str, Channel] = {}
    for position, folder in enumerate(folders):
        known = {} if position else parsed
        if not folder.is_dir():
            words = Bilingual("规则目录不存在", "there is no such rules folder")
            if folder.exists():
                words = is_a_file(folder)
            raise DataError(str(folder), 0, 0, words)
        if position == 0 or (folder / CHANNELS_FILE).exists():
            channels |= read_channels(_read(folder / CHANNELS_FILE, folder, known))
        # All lists of a folder come before its rules, whatever the files are called.
        for file in sorted(folder.rglob(WORDS_FILE)):
            errors += _read_lists(file, folder, known, lexicon)
        files = rule_files(folder)
        errors += _gone(folder, known, files)
        for file in files:
            try:
                rule = _load(file, folder, known, lexicon)
            except DataError as error:
                errors.append(error)
                continue
            if rule.id in rules:
                first = rules[rule.id].file
                words = Bilingual(
                    f"规则号 {rule.id} 已被 {first} 用了", f"{rule.id} is already in {first}"
                )
                errors.append(DataError(str(file), rule.line, 1, words))
            else:
                rules[rule.id] = rule
    # To what could not be read a rule may yield.
    errors += () if errors else _take_out_unyielding(rules)
    return Rulebook(dict(sorted(rules.items())), channels, lexicon, tuple(errors))


def _take_out_unyielding(rules: dict[str, Rule]) -> list[DataError]:
    """Take out the rules that yield to themselves or to no rule; what is wrong with each."""
    wrong: dict[str, DataError] = {}
    for rule in rules.values():
        for name in (*rule.yields_to, *rule.beyond):
            answering = {id for id in rules if name and id.startswith(name)}
            if answering == {rule.id}:
                words = Bilingual(
                    "规则不能让给自己；写别的规则，或删掉这一项",
                    "a rule cannot yield to itself: name another, or delete this",
                )
                wrong[rule.id] = error_at(name, words)
            elif not answering:
                wrong[rule.id] = error_at(name, _unknown(name, rules))
    for id in wrong:
        del rules[id]
    return list(wrong.values())


def _unknown(name: str, rules: Iterable[str]) -> Bilingual:
    """The sentence that refuses the name of a rule, with the nearest or where all are listed."""
    cut = _CUT.fullmatch(name)
    if cut and any(id.startswith(name) for id in rules):
        full = f"{cut[1]}{cut[2]:0>3}"
        zh, en = (f"是 {full} 吗？", f"is it {full}? ") if full in rules else ("", "")
        return Bilingual(
            f"“{name}”不是完整的规则号；{zh}要指以它开头的全部规则，写 {name}*",
            f"{name!r} is no whole rule id; {en}for all rules that begin so write {name}*",
        )
    near = unknown_word(name, {*rules, *(id.split("-")[0] for id in rules)}, _RULE)
    if len(near.zh) <= 200:
        return near
    return Bilingual(
        f"不认识的规则“{name}”；用 contentai rules list 看全部规则",
        f"unknown rule {name!r}; see contentai rules list",
    )


def is_a_file(place: Path) -> Bilingual:
    """What to say of a file where a folder of rules is wanted."""
    return Bilingual(
        f"是文件；要写规则所在的目录：{place.parent}",
        f"is a file; name the folder of the rules: {place.parent}",
    )


def _read_lists(file: Path, folder: Path, parsed: Parsed, lexicon: Lexicon) -> list[DataError]:
    try:
        return lexicon.lists.read(_read(file, folder, parsed))
    except DataError as error:
        return [error]


def _gone(folder: Path, known: Parsed, files: Iterable[Path]) -> Iterator[DataError]:
    """Files of rules that ship and are not there: nobody would miss what they look for."""
    there = {file.relative_to(folder).as_posix() for file in files}
    words = Bilingual(
        "自带的这个规则文件不见了；重装 contentai，或从 git 取回",
        "this file of the built-in rules is gone; reinstall contentai, or get it back from git",
    )
    for name in known:
        if name not in there and not (folder / name).exists():
            yield DataError(str(folder / name), 0, 0, words)


def rule_files(folder: Path) -> list[Path]:
    """The files of a folder of packs that hold a rule each, in order."""
    files = sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml")))
    return [file for file in files if file.name not in _NO_RULES]


def shipped_files(folder: Path) -> list[Path]:
    """The files of the built-in rules that are worth being parsed beforehand."""
    return [folder / CHANNELS_FILE, *folder.rglob(WORDS_FILE), *rule_files(folder)]


def _read(file: Path, folder: Path, parsed: Parsed) -> Value:
    read = read_file(file, file.relative_to(folder).as_posix(), parsed)
    return _filled(file, read.root)


def _load(file: Path, folder: Path, parsed: Parsed, lexicon: Lexicon) -> Rule:
    if (right := file.with_suffix(".yaml").name) in _NO_RULES:
        words = Bilingual(f"没有用：要叫 {right}，请改名", f"is not used: rename it to {right}")
        raise DataError(str(file), 0, 0, words)
    read = read_file(file, file.relative_to(folder).as_posix(), parsed)
    root = _filled(file, read.root)
    examples = None if read.whole else partial(_examples_in, file)
    return read_rule(root, file.parent.name, lexicon, examples)


def _examples_in(file: Path) -> tuple[Example, ...]:
    table = read_rule_file(file).table()
    on_account = "scope" in table and table["scope"].text() == Scope.ACCOUNT
    return read_examples(table[EXAMPLES], Scope.ACCOUNT if on_account else Scope.POST)


def read_rule_file(file: Path) -> Value:
    """A rule file's YAML. Raises ``DataError`` when it cannot be read or holds nothing."""
    return _filled(file, read_yaml_file(file))


def _filled(file: Path, root: Value | None) -> Value:
    if root is None:
        raise DataError(str(file), 0, 0, Bilingual("规则文件是空的", "the rule file is empty"))
    return root
