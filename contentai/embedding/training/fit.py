"""Training by sentence-transformers: first after the teacher, then on labelled pairs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import torch
from datasets import Dataset
from numpy.typing import NDArray
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import CoSENTLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer
from torch import Tensor, nn

from contentai.embedding.training.texts import Pair

Floats = NDArray[np.float32]

SEED: Final = 7
BATCH: Final = 96
SENTENCE_BATCH: Final = 256
PCA_ROWS: Final = 20_000  # the most frequent words


def first_vectors(teacher: Floats, shares: NDArray[np.float64], dim: int) -> Floats:
    """Word vectors (V, dim) after the teacher's (V, T), before any training.

    Centred, reduced by PCA, its axes evened out by the root of their spread; weighted by
    ``1e-3 / (1e-3 + share)`` (smooth inverse frequency, Arora et al. 2017). ``shares``: how
    frequent each word is, in sum 1, the most frequent first.
    """
    centred = teacher - (teacher * shares[:, None]).sum(axis=0)
    sample = centred[:PCA_ROWS]
    _, spread, axes = np.linalg.svd(sample - sample.mean(axis=0), full_matrices=False)
    vectors = centred @ (axes[:dim].T / np.sqrt(spread[:dim] / np.sqrt(len(sample))))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    weighted: Floats = (vectors * (1e-3 / (1e-3 + shares))[:, None]).astype(np.float32)
    return weighted


def make_model(tokenizer: Tokenizer, vectors: Floats) -> SentenceTransformer:
    """The student; row 0, the unknown piece, is zero and stays so."""
    rows = np.vstack([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors])
    static = StaticEmbedding(tokenizer, embedding_weights=rows)
    # A batch touches a few thousand rows: the optimizer must not walk through all of them.
    static.embedding.sparse = True
    static.embedding.padding_idx = 0  # passed over, in the mean as in learning
    return SentenceTransformer(modules=[static, Normalize()], device="cpu")


class TeacherLikeness(nn.Module):
    """Sentences of a batch shall be as alike as the teacher finds them (mean squared error).

    ``targets`` (sentences, T): the teacher's vectors, of length 1; labels are their numbers.
    """

    def __init__(self, model: SentenceTransformer, targets: Floats, weight: float) -> None:
        super().__init__()
        self.model, self.weight = model, weight
        self.targets = torch.from_numpy(targets)

    def forward(self, sentence_features: Iterable[dict[str, Tensor]], labels: Tensor) -> Tensor:
        """The loss of one batch."""
        (features,) = sentence_features
        ours = self.model(features)["sentence_embedding"]
        target = self.targets[labels]
        likeness = ours @ ours.T - target @ target.T
        loss: Tensor = self.weight * len(ours) * (likeness**2).mean()
        return loss


class PairLikeness(nn.Module):
    """CoSENT over all pairs of a batch, and ranking of each equal pair among the others.

    Pairs labelled ``equal`` or above are ranked (``MultipleNegativesRankingLoss``).
    """

    def __init__(
        self, model: SentenceTransformer, weight: float, ranking: float, equal: float
    ) -> None:
        super().__init__()
        self.model, self.weight, self.ranking, self.equal = model, weight, ranking, equal
        self.order = CoSENTLoss(model)

    def forward(self, sentence_features: Iterable[dict[str, Tensor]], labels: Tensor) -> Tensor:
        """The loss of one batch."""
        a, b = (self.model(features)["sentence_embedding"] for features in sentence_features)
        loss: Tensor = self.weight * self.order.compute_loss_from_embeddings([a, b], labels)
        same = labels >= self.equal
        if self.ranking and bool(same.any()):
            alike = a[same] @ b[same].T * 20.0
            loss = loss + self.ranking * nn.functional.cross_entropy(
                alike, torch.arange(len(alike))
            )
        return loss


def sentence_set(sentences: Sequence[str]) -> Dataset:
    """Sentences with their numbers, for ``TeacherLikeness``."""
    return Dataset.from_dict({"text": list(sentences), "label": list(range(len(sentences)))})


def pair_set(pairs: Sequence[Pair]) -> Dataset:
    """Pairs for ``PairLikeness``."""
    return Dataset.from_dict(
        {
            "a": [pair.a for pair in pairs],
            "b": [pair.b for pair in pairs],
            "label": [pair.label for pair in pairs],
        }
    )


def fit(
    model: SentenceTransformer,
    sets: Mapping[str, Dataset],
    losses: Mapping[str, nn.Module],
    *,
    batch: int,
    steps: int,
    rate: float,
) -> None:
    """Train ``model`` in place: ``steps`` batches, taken from the sets in turn."""
    torch.manual_seed(SEED)
    optimizer = torch.optim.SparseAdam(list(model.parameters()), lr=rate)

    def at_once(rows: Tensor) -> None:
        """Step as soon as the gradient is there: the trainer's norm knows no sparse ones."""
        optimizer.step()
        rows.grad = None

    hooks = [p.register_post_accumulate_grad_hook(at_once) for p in model.parameters()]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(1 - step / steps, 0))
    with tempfile.TemporaryDirectory() as folder:
        arguments = SentenceTransformerTrainingArguments(
            output_dir=folder,
            max_steps=steps,
            per_device_train_batch_size=batch,
            multi_dataset_batch_sampler="round_robin",
            max_grad_norm=0.0,
            save_strategy="no",
            logging_strategy="no",
            report_to="none",
            disable_tqdm=True,
            use_cpu=True,
            seed=SEED,
        )
        trainer: Any = SentenceTransformerTrainer(
            model=model,
            args=arguments,
            train_dataset=dict(sets),
            loss=dict(losses),
            optimizers=(optimizer, schedule),
        )
        trainer.train()
    for hook in hooks:
        hook.remove()


def vectors_of(model: SentenceTransformer) -> Floats:
    """The trained rows (V + 1, dim)."""
    rows: Floats = model[0].embedding.weight.detach().numpy().astype(np.float32)
    return rows
