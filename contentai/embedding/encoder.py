"""Opens the embedder that the configuration names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from contentai import resources
from contentai.embedding.static_model import EmbedderError, Floats, load_static
from contentai.extras import pip_install
from contentai.language import Bilingual

SHIPPED: Final = "static"


class Encoder(Protocol):
    """What makes vectors of texts.

    ``name`` stands for the model in stored vectors; vectors of two names are never compared.
    """

    @property
    def name(self) -> str:
        """Which model this is."""
        ...

    @property
    def dim(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors (texts, dim) of length 1; zeros for a text the model knows nothing of."""
        ...


@dataclass(frozen=True)
class _Transformer:
    """A model that sentence-transformers runs."""

    name: str
    dim: int
    model: Any

    def encode(self, texts: Sequence[str]) -> Floats:
        if not len(texts):
            return np.zeros((0, self.dim), dtype=np.float32)
        # Its tokenizers take no lone surrogates.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        found = self.model.encode(clean, convert_to_numpy=True, show_progress_bar=False)
        vectors: Floats = np.array(found, dtype=np.float32)
        sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, sizes, out=vectors, where=sizes > 0)
        return vectors


def open_encoder(model: str = SHIPPED, base: Path | None = None) -> Encoder:
    """The embedder called ``model``.

    ``static`` is the one that ships. A folder (relative to ``base``) or a name on the hub is
    loaded by sentence-transformers, but for a folder that ``embed-train`` has written, which
    needs no such library. Raises ``EmbedderError``.
    """
    if model == SHIPPED:
        return load_static(resources.embedder_dir())
    folder = (base or Path()) / Path(model).expanduser()
    try:
        is_folder = folder.is_dir()
        if is_folder and (folder / "card.json").is_file():
            return load_static(folder)
    except (OSError, ValueError):  # a name too long for a path, or with a NUL in it
        is_folder = False
    if not is_folder and (model.startswith((".", "/", "~")) or model.count("/") > 1):
        raise EmbedderError(
            Bilingual(f"没有模型目录 {folder}", f"there is no model folder {folder}")
        )
    return _transformer(str(folder) if is_folder else model)


def _transformer(place: str) -> Encoder:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        command = pip_install("semantic")
        raise EmbedderError(
            Bilingual(
                f"模型 {place} 要用 sentence-transformers（缺 {error.name}）：{command}",
                f"the model {place} needs sentence-transformers ({error.name}): {command}",
            )
        ) from None
    try:
        model = SentenceTransformer(place, trust_remote_code=False)
        size = model.get_embedding_dimension()
    except Exception as error:
        first = str(error).strip().split("\n")[0][:300]
        raise EmbedderError(
            Bilingual(
                f"打不开模型 {place}：{type(error).__name__}：{first}",
                f"cannot open the model {place}: {type(error).__name__}: {first}",
            )
        ) from None
    return _Transformer(f"sentence-transformers:{place}", int(size or 0), model)
