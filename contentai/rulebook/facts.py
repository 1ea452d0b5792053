"""What is known of the account that posts: rules may ask for it, or go easier for it.

account:                       # in contentai.yaml; every fact may be left out
  brand: known                 # known | unknown (default)
  category: [food, health]     # what it sells, see CATEGORIES
  moments_selling: allowed     # allowed | discouraged (default)
  product_needs: [install]     # install, maintain
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from contentai.language import Bilingual
from contentai.text.names import NEEDS
from contentai.yamlvalue import Value

CATEGORIES: Final = {
    "food": Bilingual("食品", "food"),
    "alcohol": Bilingual("酒", "alcohol"),
    "cosmetics": Bilingual("化妆品", "cosmetics"),
    "health": Bilingual("保健", "health goods"),
    "medicine": Bilingual("医药", "medicine"),
    "maternity": Bilingual("母婴", "goods for babies and mothers"),
    "education": Bilingual("教育", "education"),
    "finance": Bilingual("金融", "finance"),
    "realestate": Bilingual("房产", "real estate"),
    "apparel": Bilingual("服饰", "apparel"),
    "home": Bilingual("家居", "home goods"),
    "electronics": Bilingual("电器数码", "electronics"),
    "automotive": Bilingual("汽车", "cars"),
    "catering": Bilingual("餐饮", "catering"),
    "travel": Bilingual("旅游", "travel"),
    "services": Bilingual("服务", "services"),
    "agriculture": Bilingual("农资农产", "agriculture"),
    "pets": Bilingual("宠物", "pets"),
    "sports": Bilingual("运动", "sports"),
    "other": Bilingual("其他", "other trades"),
}
_NEEDS = {
    "install": Bilingual("商品要安装", "the product needs installing"),
    "maintain": Bilingual("商品要保养", "the product needs upkeep"),
}
assert set(_NEEDS) == set(NEEDS)

# The words of every fact, each as a clause that a message can end with.
FACTS: Final[Mapping[str, Mapping[str, Bilingual]]] = {
    "brand": {
        "known": Bilingual("账号是知名品牌", "the account is a known brand"),
        "unknown": Bilingual("账号不是知名品牌", "the account is no known brand"),
    },
    "category": {
        word: Bilingual(f"账号的行业是{name.zh}", f"the account's trade is {name.en}")
        for word, name in CATEGORIES.items()
    },
    "moments_selling": {
        "allowed": Bilingual("账号允许在朋友圈卖货", "the account allows selling in Moments"),
        "discouraged": Bilingual(
            "账号不主张在朋友圈卖货", "the account is against selling in Moments"
        ),
    },
    "product_needs": _NEEDS,
}
SINGLE: Final = ("brand", "moments_selling")


class Facts(NamedTuple):
    """The words of every fact; of an account what is true, of a rule what it asks for.

    Nothing said is nothing asked: an empty ``Facts()`` is met by every account.
    """

    brand: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    moments_selling: tuple[str, ...] = ()
    product_needs: tuple[str, ...] = ()

    def met(self, account: Facts) -> bool:
        """True when each fact that is asked for holds by one of its words at least."""
        # Most rules ask for nothing, and every draft is shown to every rule.
        return self is ANY or all(
            not asked or set(asked) & set(has) for asked, has in zip(self, account, strict=True)
        )

    def over(self, account: Facts) -> Facts:
        """These facts, and those of ``account`` where nothing is said here."""
        return Facts(*(here or there for here, there in zip(self, account, strict=True)))

    def clauses(self, account: Facts) -> Iterator[Bilingual]:
        """What holds of ``account`` among the facts asked for, in words."""
        for name, asked, has in zip(self._fields, self, account, strict=True):
            yield from (FACTS[name][word] for word in asked if word in has)

    def wording(self) -> Bilingual:
        """All that is asked for, in words."""
        said = [[FACTS[n][w] for w in words] for n, words in self._asdict().items() if words]
        return Bilingual(
            "，且".join("或".join(clause.zh for clause in clauses) for clauses in said),
            " and ".join(" or ".join(clause.en for clause in clauses) for clauses in said),
        )


ANY: Final = Facts()
# An account that says nothing of itself.
USUAL: Final = Facts(brand=("unknown",), moments_selling=("discouraged",))


def read_account(value: Value) -> Facts:
    """The facts that a configuration states. Raises ``DataError``."""
    facts, table = read_facts(value), value.table()
    for name in SINGLE:
        if name in table:
            table[name].text()  # no list: an account is one or the other
    return facts


def read_facts(value: Value) -> Facts:
    """The facts that a rule asks for: each a word or a list of which one must hold."""
    return Facts(**{name: _words(name, item) for name, item in value.table(*FACTS).items()})


def _words(name: str, value: Value) -> tuple[str, ...]:
    what = Bilingual(f" {name} ", name)
    return tuple(item.one_of(FACTS[name], what) for item in value.items())
