"""``contentai.yaml``: what a team has decided about its drafts. ``settings`` has its shape.

The same keys can stand in ``[tool.contentai]`` of a ``pyproject.toml``.

channel: wechat            # for drafts that do not say
stage: engage
segment: [new-parents]
select: [LAW, PLAT-001]    # only these rules; a prefix stands for its pack
ignore: [MOB]
severity: {LAW-001: warning}
fail_on: error             # error | warning | info | never
tokenizer: rjieba          # rjieba | jieba
models: my-models          # a folder made by `contentai model train --add`
embedding: {model: static} # static | a folder, relative to this file | a name on the hub
library: data/library.db   # of articles, relative to this file; .contentai/library.db beside it
topics: {weights: {affinity: 0.5, season: 0}}   # parts of a topic's score
mix: {value: 50, promotion: 15}   # shares of posts: value, service, interaction, promotion
rules: [house-rules]       # more rule packs, relative to this file
rules:                     # or: {packs, select, ignore, severity}
  packs: [house-rules, acme-rules]   # a folder, or a pack that an installed package offers
extends: ../team.yaml      # one or a list; what this file says wins
account: {brand: known, category: [food]}   # see contentai.rulebook.facts
suppressions: {reason: required, unused: error}   # what is asked of them in drafts
keys: {save: ctrl+s, problem.next: "f8,ctrl+n"}   # of the editor, see contentai.tui.keys
editor: {theme: light}     # dark | light | contrast
snippets: {address: "1 Tea Lane{cursor}"}   # of the editor, see contentai.tui.snippets
overrides:                 # for some drafts; the later ones win
  - {files: ["drafts/sms/**"], channel: sms, ignore: [MOB], fail_on: warning}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contentai.config.files import load_config
    from contentai.config.place import find_config
    from contentai.config.settings import Config, Embedding

__all__ = ["Config", "Embedding", "find_config", "load_config"]


def __getattr__(name: str) -> object:
    """The public names, imported when they are first asked for: to find a file takes no YAML."""
    if name == "find_config":
        from contentai.config.place import find_config

        return find_config
    if name == "load_config":
        from contentai.config.files import load_config

        return load_config
    if name in ("Config", "Embedding"):
        from contentai.config import settings

        return getattr(settings, name)
    raise AttributeError(f"module 'contentai.config' has no attribute {name!r}")
