"""kokoro's own model on torch: what the other engines are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from arqon_sidecar.engines.port import (
    FRAME,
    EngineError,
    Interrupted,
    ModelIdentity,
    Prepared,
    Speech,
)
from arqon_sidecar.engines.request import Floats, checked
from arqon_sidecar.model.checkpoint import find_weights, load_kmodel
from arqon_sidecar.model.digests import require_sha256
from arqon_sidecar.model.manifest import Manifest

__all__ = ["TorchEngine"]


@dataclass(frozen=True, slots=True)
class _Spoken(Prepared):
    """The whole segment's sound: the stock model gives nothing in between."""

    samples: Floats


class TorchEngine:
    """The stock `KModel` of the checkpoint that a model was exported from.

    `prepare` does all the work and `vocode` cuts from it, so a window hears the whole segment.
    """

    def __init__(self, checkpoint: Path, manifest: Manifest, threads: int) -> None:
        remedy = f"The torch engine needs what the model was exported from in {checkpoint}."
        require_sha256(checkpoint / "config.json", manifest.config_sha256, remedy)
        require_sha256(find_weights(checkpoint), manifest.checkpoint_sha256, remedy)
        torch.set_num_threads(threads)
        self._vocabulary = manifest.vocabulary
        self._model = load_kmodel(checkpoint)
        self._interrupted = False
        self._curves: dict[str, Floats] = {}
        self._keep("pitch", self._model.predictor.F0_proj)
        self._keep("energy", self._model.predictor.N_proj)
        for module in self._model.modules():
            module.register_forward_pre_hook(self._stop_if_interrupted)
        self._identity = ModelIdentity(
            name=manifest.name,
            sha256=manifest.checkpoint_sha256,
            kind=manifest.kind,
            engine="torch",
            fidelity="the reference itself",
            origin=manifest.origin,
        )

    @property
    def identity(self) -> ModelIdentity:
        """What runs here."""
        return self._identity

    @property
    def vocabulary(self) -> frozenset[str]:
        """The phoneme symbols that the model knows."""
        return frozenset(self._vocabulary)

    def interrupt(self) -> None:
        """End the run under way at its next module, from any thread."""
        self._interrupted = True

    def synthesize(
        self, phonemes: str, style: Floats, speed: float, seed: int | None = None
    ) -> Speech:
        """Speak `phonemes`; see `Engine.synthesize`."""
        prepared = self.prepare(phonemes, style, speed, seed)
        return Speech(self.vocode(prepared), prepared.frames)

    def prepare(
        self, phonemes: str, style: Floats, speed: float, seed: int | None = None
    ) -> Prepared:
        """All the work; see `Engine.prepare`."""
        ids = checked(phonemes, style, self._vocabulary)
        self._interrupted = False
        try:
            with torch.random.fork_rng(enabled=seed is not None):
                if seed is not None:
                    torch.manual_seed(seed)
                samples, frames = self._model.forward_with_tokens(
                    torch.from_numpy(ids)[None], torch.from_numpy(style.copy())[None], speed
                )
        except RuntimeError as error:
            raise EngineError(f"synthesis of {len(phonemes)} phonemes failed: {error}") from error
        return _Spoken(frames.numpy(), **self._curves, samples=np.clip(samples.numpy(), -1, 1))

    def vocode(self, prepared: Prepared, first: int = 0, last: int | None = None) -> Floats:
        """A part of what `prepare` made; see `Engine.vocode`."""
        if not isinstance(prepared, _Spoken):
            raise EngineError("this segment was prepared by another engine")
        first, last = prepared.window(first, last)
        return prepared.samples[FRAME * first : FRAME * last]

    def _keep(self, name: str, module: nn.Module) -> None:
        def keep(_: nn.Module, __: object, out: Tensor) -> None:
            self._curves[name] = out[0, 0].numpy()

        module.register_forward_hook(keep)

    def _stop_if_interrupted(self, _: nn.Module, __: object) -> None:
        if self._interrupted:
            raise Interrupted("the synthesis was ended before it was done")
