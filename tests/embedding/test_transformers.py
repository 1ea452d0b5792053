"""Other models, and the shipped one through sentence-transformers.

Needs ``contentai[semantic]``; ``make test`` installs no torch, so there these are skipped.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

from contentai import Workspace, resources
from contentai.embedding.encoder import open_encoder
from contentai.embedding.static_model import EmbedderError
from tests.embedding.small import WORDS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    library = pytest.importorskip("sentence_transformers")

pytestmark = pytest.mark.filterwarnings("ignore")
TEXTS = [
    "热水器的镁棒多久换一次？",
    "電熱水器鎂棒更換週期",
    "ＡＰＰ下载① iPhone 15 Pro Max，全场 ¥9.9 起！！！",
    "今天\n天气  不错🎉👨‍👩‍👧",
    "龘",
    "",
    "限时秒杀" * 300,
]


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with random weights, saved as such models are."""
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    characters = list(dict.fromkeys("".join(WORDS)))
    vocabulary = folder / "vocab.txt"
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary.write_text("\n".join([*special, *characters]), "utf-8")
    tokenizer = BertTokenizerFast(vocab=str(vocabulary))
    config = BertConfig(
        vocab_size=len(special) + len(characters),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).save_pretrained(folder / "raw")
    tokenizer.save_pretrained(folder / "raw")
    module = Transformer(str(folder / "raw"))
    model = library.SentenceTransformer(
        modules=[module, Pooling(module.get_embedding_dimension())], device="cpu"
    )
    model.save(str(folder / "model"))
    return folder / "model"


def test_the_shipped_model_has_the_same_vectors_there() -> None:
    theirs = library.SentenceTransformer(str(resources.embedder_dir()), device="cpu")
    np.testing.assert_allclose(open_encoder().encode(TEXTS), theirs.encode(TEXTS), atol=1e-4)


def test_and_in_model2vec() -> None:
    model2vec = pytest.importorskip("model2vec")
    theirs = model2vec.StaticModel.from_pretrained(str(resources.embedder_dir()))
    found = theirs.encode(TEXTS, max_length=None)
    np.testing.assert_allclose(open_encoder().encode(TEXTS), found, atol=1e-4)


def test_a_configuration_names_any_model(tmp_path: Path, transformer: Path) -> None:
    (tmp_path / "bert").symlink_to(transformer)
    (tmp_path / "contentai.yaml").write_text("embedding: {model: ./bert}\n", "utf-8")
    encoder = Workspace.open(tmp_path).encoder
    vectors = encoder.encode([*TEXTS[:4], "\ud800"])
    assert (vectors.shape, vectors.dtype, encoder.dim) == ((5, 16), np.float32, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    direct = library.SentenceTransformer(str(transformer), device="cpu")
    theirs = direct.encode(TEXTS[:4], normalize_embeddings=True)
    np.testing.assert_allclose(vectors[:4], theirs, atol=1e-4)
    assert encoder.encode([]).shape == (0, 16)


def test_a_damaged_model_says_so(tmp_path: Path, transformer: Path) -> None:
    for file in transformer.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(EmbedderError, match=r"打不开|cannot open"):
        open_encoder(str(tmp_path))
