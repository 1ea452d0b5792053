"""The models that a configuration names, or those that ship."""

from __future__ import annotations

from contentai import resources
from contentai.classify import disguise
from contentai.classify.modelfile import ModelError, load_model
from contentai.classify.sheet import Models
from contentai.config.settings import Config
from contentai.language import Bilingual

_OTHER_MODELS = Bilingual(
    "改对 models，或用 contentai model train --add 重新训练，或删掉这一行用自带的",
    "mend `models`, train them anew by contentai model train --add, or delete this line to use "
    "those that ship",
)


def open_models(config: Config) -> Models | ModelError:
    """The models that score drafts, or why there are none."""
    folder = config.models or resources.model_dir()
    engine = config.tokenizer
    try:
        return Models(
            load_model(folder, "posts", engine),
            load_model(folder, "titles", engine),
            load_model(folder, "disguise", "none", disguise.VERSION),
        )
    except ModelError as error:
        return _blamed(error, config)


def _blamed(error: ModelError, config: Config) -> ModelError:
    """The same at the setting that it comes of, where there is one."""
    key = "tokenizer" if error.by_tokenizer and "tokenizer" in config.places else "models"
    place = config.places.get(key)
    if place is None:
        return error
    at = f"{place.file}:{place.line}: "
    why = Bilingual(at + error.why.zh, at + error.why.en)
    way = error.way if error.by_tokenizer else _OTHER_MODELS
    return ModelError(why, way, by_tokenizer=error.by_tokenizer)
