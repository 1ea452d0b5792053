"""How much whole articles are of value: quotations alone may hide an advertisement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from contentai.text.script import scripts
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic

Judge = Callable[[Sequence[str]], Sequence[float]]

# The title and so much of the text tell an advertisement from an article: of the 160 that ship
# each of the 16 has at most .13, and each of the others at least .94.
_LEAD: Final = 400
_UNKNOWN: Final = 0.5


@dataclass(frozen=True)
class Reader:
    """Tells how much whole articles are of value, 0 to 1.

    ``value_of`` gives the probability that each text is industry value; an article is judged
    once. Of a bare title, and of another language than the classifier reads, nothing is known.
    """

    land: Landscape
    value_of: Judge

    def read(self, members: Iterable[int]) -> None:
        """Judge these articles together, which is quicker than one by one."""
        new = [at for at in dict.fromkeys(members) if at not in self._values]
        leads = {at: self.land.articles[at].text[:_LEAD] for at in new}
        told = [at for at, lead in leads.items() if lead and not scripts(lead).foreign]
        texts = [f"{self.land.articles[at].title}\n{leads[at]}" for at in told]
        self._values.update(dict.fromkeys(new, _UNKNOWN))
        self._values.update(zip(told, self.value_of(texts) if texts else (), strict=True))

    def value(self, at: int) -> float:
        """That of one article."""
        if at not in self._values:
            self.read([at])
        return self._values[at]

    def worth(self, topic: Topic) -> float:
        """The mean of the articles that a topic is told by."""
        members = self.land.telling(topic)
        return sum(map(self.value, members)) / len(members)

    @cached_property
    def _values(self) -> dict[int, float]:
        return {}
