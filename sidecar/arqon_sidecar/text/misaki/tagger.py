"""spaCy's model en_core_web_sm with no more of it than misaki asks for: words and their tags."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

__all__ = ["tagger"]

_NOT_NEEDED = ("parser", "senter", "attribute_ruler", "lemmatizer", "ner")
"""misaki 0.9.4 runs the other two, tok2vec and tagger, and switches these off; here they are not
even loaded."""
_TEXTS = "strings"
"""85,000 words that the model has seen, 12 MB: only the names of tags are asked for as text."""
_UNWANTED = ("torch", "cupy")
"""spaCy imports these where they are installed; torch alone takes 180 MB and three seconds."""


@cache
def tagger() -> Any:  # noqa: ANN401 (spaCy's Language)
    """The loaded model, one for American and British English."""
    with _kept_out(_UNWANTED):
        if "spacy" not in sys.modules:
            _without_command_line()
        import spacy

        plugins = spacy.util.registry._entry_point_factories  # noqa: SLF001 (see below)
        # A plugin for transformers, where it is installed, cannot be imported without torch.
        plugins.entry_points = False
        nlp = spacy.load("en_core_web_sm", exclude=(*_NOT_NEEDED, _TEXTS))
    for tag in nlp.pipe_labels.get("tagger", ()):
        nlp.vocab.strings.add(tag)
    return nlp


def _without_command_line() -> None:
    """SpaCy imports its command line for one function: 17 MB and a third of a second."""
    for name in ("spacy.cli", "spacy.cli.info"):
        sys.modules.setdefault(name, ModuleType(name)).__dict__.setdefault("info", None)


@contextmanager
def _kept_out(names: tuple[str, ...]) -> Iterator[None]:
    """Let imports of these modules fail as if they were not installed; what is loaded stays."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None is Python's own sign
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
