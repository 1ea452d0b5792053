"""The files of a frozen model: a description in JSON, and its numbers in safetensors.

The description has the checksum of the numbers, the version of the features, the tokenizer and
the alphabet. Of the numbers ``packed`` says how few bytes hold them. The weights of the intents
share powers of two of their own: learned with another penalty, they are of another size.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import VERSION, Alphabet
from contentai.classify.linear import Floats, FrozenModel
from contentai.classify.packed import (
    pack_numbers,
    pack_values,
    pack_weights,
    rounded,
    unpack_numbers,
    unpack_values,
    unpack_weights,
)
from contentai.diagnostics import INTENTS
from contentai.language import Bilingual, system_reason

_REINSTALL = Bilingual("请重装 contentai 或重新训练", "reinstall contentai or retrain")


# What each part of the models tells; the posts may tell more.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "posts": ("hard_sell", "spam", *(f"intent.{name}" for name in INTENTS)),
    "titles": ("clickbait",),
    "disguise": ("evasive",),
}


class ModelError(Exception):
    """A frozen model that is missing, damaged, or made for another tokenizer or version.

    ``why`` says which, and ``words`` the ``way`` out, too. ``by_tokenizer``: another one was asked
    for than the model was made with.
    """

    def __init__(self, why: Bilingual, way: Bilingual, *, by_tokenizer: bool = False) -> None:
        self.words = Bilingual(f"{why.zh}；{way.zh}", f"{why.en}; {way.en}")
        super().__init__(str(self.words))
        self.why, self.way, self.by_tokenizer = why, way, by_tokenizer


def storable(weights: NDArray[np.floating[Any]], outputs: Sequence[str]) -> Floats:
    """The weights (F, K) as a file can hold them, which is what a model must have."""
    found = np.empty(weights.shape, dtype=np.float32)
    for columns in _together(outputs).values():
        found[:, columns] = rounded(weights[:, columns])
    return found


def _together(outputs: Sequence[str]) -> dict[str, list[int]]:
    """The columns of the outputs whose weights share powers of two, by their tensor's name."""
    intents = [i for i, name in enumerate(outputs) if name.startswith("intent.")]
    others = [i for i in range(len(outputs)) if i not in intents]
    return {name: part for name, part in (("weights", others), ("intents", intents)) if part}


def numbers_of(model: FrozenModel) -> bytes:
    """The contents of the safetensors file of a model."""
    from safetensors.numpy import save

    tensors = {
        **pack_numbers(np.diff(model.keys, prepend=0), "gaps"),
        **pack_values(model.idf, "idf"),
        "bias": model.bias,
        "slope": model.slope,
        "shift": model.shift,
    }
    for name, columns in _together(model.outputs).items():
        tensors.update(pack_weights(model.weights[:, columns], name))
    data: bytes = save(tensors)
    return data


def description(model: FrozenModel, numbers: bytes, version: int) -> dict[str, Any]:
    """The description of a model, ``version`` being that of its features."""
    return {
        "features": version,
        "engine": model.engine,
        "outputs": model.outputs,
        "sha256": hashlib.sha256(numbers).hexdigest(),
        "characters": model.alphabet.characters,
        "words": model.alphabet.words,
    }


def load_model(folder: Path, name: str, engine: str, version: int = VERSION) -> FrozenModel:
    """Load ``name.safetensors`` with its ``name.json``.

    ``version`` is that of the features the program has now. Raises ``ModelError``, also where
    the files are those of another part under this ``name``.
    """
    weights_file, about_file = folder / f"{name}.safetensors", folder / f"{name}.json"
    try:
        data = weights_file.read_bytes()
        about = json.loads(about_file.read_text("utf-8"))
        if not isinstance(about, dict):
            raise _damaged(about_file, "not a JSON object")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ModelError(
            Bilingual(f"没有模型文件 {error.filename}", f"no model file {error.filename}"),
            Bilingual(
                "用 contentai model train 训练，或重装 contentai",
                "run contentai model train, or reinstall",
            ),
        ) from None
    except OSError as error:
        reason = system_reason(error)
        words = Bilingual(
            f"读不了模型文件 {error.filename}：{reason.zh}",
            f"cannot read the model file {error.filename}: {reason.en}",
        )
        raise ModelError(words, _REINSTALL) from None
    except (ValueError, RecursionError) as error:
        raise _damaged(about_file, str(error)) from None
    if hashlib.sha256(data).hexdigest() != about.get("sha256"):
        raise _damaged(weights_file, "sha256")
    if about.get("features") != version:
        raise ModelError(
            Bilingual(
                f"模型的特征版本是 {about.get('features')}，程序的是 {version}",
                f"the model has feature version {about.get('features')}, not {version}",
            ),
            Bilingual("请重新训练", "retrain it"),
        )
    if about.get("engine") != engine:
        raise ModelError(
            Bilingual(
                f"模型是用分词器 {about.get('engine')} 训练的，现在选的是 {engine}",
                f"the model was trained with tokenizer {about.get('engine')}, not {engine}",
            ),
            Bilingual("把 tokenizer 改回去，或重新训练", "change `tokenizer` back or retrain"),
            by_tokenizer=True,
        )
    model = _assemble(data, about, weights_file)
    _check_part(model, name, about_file)
    return model


def _check_part(model: FrozenModel, name: str, file: Path) -> None:
    """Refuse a model that does not tell what the part called ``name`` must tell."""
    needed = PARTS.get(name, ())
    if set(needed) <= set(model.outputs) and (len(needed) != 1 or needed == model.outputs):
        return
    told = ", ".join(model.outputs)
    words = Bilingual(
        f"{file} 不是 {name} 的模型（它判的是 {told}）：文件名弄混了",
        f"{file} is no model of {name} (it tells {told}): the names are mixed up",
    )
    raise ModelError(words, _REINSTALL)


def _assemble(data: bytes, about: Mapping[str, Any], file: Path) -> FrozenModel:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        tensors = load(data)
        outputs = tuple(about["outputs"])
        keys = unpack_numbers(tensors, "gaps").cumsum()
        weights = np.empty((len(keys), len(outputs)), dtype=np.float32)
        for name, columns in _together(outputs).items():
            weights[:, columns] = unpack_weights(tensors, name)
        model = FrozenModel(
            alphabet=Alphabet(about["characters"], tuple(about["words"])),
            keys=keys,
            idf=unpack_values(tensors, "idf"),
            weights=weights,
            bias=tensors["bias"],
            slope=tensors["slope"],
            shift=tensors["shift"],
            outputs=outputs,
            engine=about["engine"],
            about=about,
        )
    except (LookupError, TypeError, ValueError, AttributeError, SafetensorError) as error:
        raise _damaged(file, str(error)) from None
    per_output = (model.bias, model.slope, model.shift)
    if (
        model.idf.shape != keys.shape
        or any(values.shape != (len(outputs),) for values in per_output)
        or not (keys[1:] > keys[:-1]).all()
    ):
        raise _damaged(file, f"{model.weights.shape}, {model.idf.shape}")
    return model


def _damaged(file: Path, reason: str) -> ModelError:
    return ModelError(
        Bilingual(f"模型文件损坏：{file}（{reason}）", f"damaged model file {file} ({reason})"),
        _REINSTALL,
    )
