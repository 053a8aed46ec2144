"""Which of the three kinds of model a checkpoint is, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_sidecar.model.checkpoint import TEST_NAME_KEY, find_weights, read_config
from arqon_sidecar.model.digests import ModelError, sha256_of
from arqon_sidecar.model.manifest import KOKORO, TEST_MODEL, VARIANT
from arqon_sidecar.model.published import PUBLISHED, Published

__all__ = ["Described", "describe"]

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Described:
    """What the manifest says of a checkpoint: kind, name, origin, digests of weights and config."""

    kind: str
    name: str
    origin: str
    checkpoint_sha256: str
    config_sha256: str


def describe(
    checkpoint: Path, name: str | None, origin: str | None, published: Published = PUBLISHED
) -> Described:
    """Tell the kind of a checkpoint by its digests.

    The published ones make Kokoro, and the mark in its config a test model: neither can be called
    anything else. All else is a variant, whose `name` and `origin` must be given.

    Raises:
        ModelError: a name or an origin is missing, not to be given here, or cannot be shown.
    """
    config = read_config(checkpoint)
    weights, settings = sha256_of(find_weights(checkpoint)), sha256_of(checkpoint / "config.json")
    if published.holds(weights, settings):
        _require_none(name, origin, f"{checkpoint} is the published checkpoint")
        return Described(KOKORO, published.name, published.origin, weights, settings)
    if TEST_NAME_KEY in config:
        _require_none(name, origin, f"{checkpoint} is a test model")
        marked = str(config[TEST_NAME_KEY])
        return Described(TEST_MODEL, marked, "random weights", weights, settings)
    if name is None or origin is None:
        raise ModelError(
            f"{checkpoint} is not the published {published.name}: its weights have the SHA-256 "
            f"{weights}. Say what it is, in words that will be shown: --name NAME --origin WHERE"
        )
    for option, value in (("--name", name), ("--origin", origin)):
        if not (value.strip() and value.isprintable() and len(value) <= _LONGEST):
            raise ModelError(f"{option} takes 1 to {_LONGEST} printable characters, not {value!r}")
    if name.strip().casefold() == published.name.casefold():
        raise ModelError(f"--name cannot be {name!r}: that is the published checkpoint's")
    return Described(VARIANT, name.strip(), origin.strip(), weights, settings)


def _require_none(name: str | None, origin: str | None, what: str) -> None:
    if name is not None or origin is not None:
        raise ModelError(f"{what}, which has a name: leave --name and --origin out")
