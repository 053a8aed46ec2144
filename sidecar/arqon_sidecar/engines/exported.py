"""An exported model on any runtime: its three graphs, and numpy between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import (
    FRAME,
    EngineError,
    Interrupted,
    ModelIdentity,
    Prepared,
    Speech,
)
from arqon_sidecar.engines.request import STYLE_SIZE, Floats, checked
from arqon_sidecar.engines.source import harmonic_source
from arqon_sidecar.engines.spectrum import WINDOW_SIZE, analyse, reflected, synthesise
from arqon_sidecar.memory import give_back
from arqon_sidecar.model.manifest import Manifest

__all__ = ["ExportedEngine", "Graphs"]

_PITCHES_A_FRAME: Final = 2
T = TypeVar("T")


class Graphs(Protocol):
    """The graphs text, prosody and vocoder on some runtime; `model/export.py` has their shapes."""

    def begin(self) -> None:
        """A call begins: what was interrupted before is forgotten."""
        ...

    def run(self, name: str, inputs: Mapping[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        """One graph's outputs in order; any exception of the runtime when it failed."""
        ...

    def interrupt(self) -> None:
        """End the run under way, and let those that follow in the same call fail."""
        ...

    @property
    def interrupted(self) -> bool:
        """Whether `interrupt` was called since the last `begin`."""
        ...


@dataclass(frozen=True, slots=True)
class _Aligned(Prepared):
    """What the vocoder takes: text a frame, the excitation with reflected ends, the voice."""

    text: Floats
    excitation: Floats
    voice: Floats


class ExportedEngine:
    """Speaks with the graphs; numpy does alignment, source and STFT."""

    def __init__(self, manifest: Manifest, graphs: Graphs, identity: ModelIdentity) -> None:
        self._vocabulary = manifest.vocabulary
        self._mix = np.array(manifest.source_weights, np.float32)
        self._graphs = graphs
        self._identity = identity

    @property
    def identity(self) -> ModelIdentity:
        """What runs here."""
        return self._identity

    @property
    def vocabulary(self) -> frozenset[str]:
        """The phoneme symbols that the model knows."""
        return frozenset(self._vocabulary)

    def interrupt(self) -> None:
        """End the run under way, from any thread."""
        self._graphs.interrupt()

    def synthesize(
        self, phonemes: str, style: Floats, speed: float, seed: int | None = None
    ) -> Speech:
        """Speak `phonemes`; see `Engine.synthesize`."""
        prepared = self.prepare(phonemes, style, speed, seed)
        return Speech(self.vocode(prepared), prepared.frames)

    def prepare(
        self, phonemes: str, style: Floats, speed: float, seed: int | None = None
    ) -> Prepared:
        """Durations, pitch and energy; see `Engine.prepare`."""
        ids = checked(phonemes, style, self._vocabulary)
        return self._watched(
            f"reading {len(phonemes)} phonemes", lambda: self._read(ids, style, speed, seed)
        )

    def vocode(self, prepared: Prepared, first: int = 0, last: int | None = None) -> Floats:
        """The sound of a window; see `Engine.vocode`."""
        if not isinstance(prepared, _Aligned):
            raise EngineError("this segment was prepared by another engine")
        first, last = prepared.window(first, last)
        samples = self._watched(
            f"vocoding frames {first} to {last} of {prepared.length}",
            lambda: self._sound(prepared, first, last),
        )
        give_back()  # 4 ms; without it an hour of speech keeps 100 MB more
        return samples

    def _watched(self, what: str, work: Callable[[], T]) -> T:
        self._graphs.begin()
        try:
            return work()
        except Exception as error:  # of runtimes and numpy, which share no base
            if self._graphs.interrupted:
                raise Interrupted(f"{what} was ended before it was done") from error
            raise EngineError(f"{what} failed: {error}") from error

    def _read(
        self, ids: NDArray[np.int64], style: Floats, speed: float, seed: int | None
    ) -> _Aligned:
        voice, manner = np.split(style, [STYLE_SIZE])
        inputs: dict[str, NDArray[Any]]
        inputs = {"ids": ids[None], "style": manner[None], "speed": np.array([speed], np.float32)}
        frames, prosody, text = self._graphs.run("text", inputs)
        where = np.repeat(np.arange(len(frames)), frames)
        pitch, energy = self._graphs.run(
            "prosody", {"prosody": prosody[where], "style": manner[None]}
        )
        excitation = harmonic_source(pitch, self._mix, np.random.default_rng(seed))
        return _Aligned(frames, pitch, energy, text[where], reflected(excitation), voice[None])

    def _sound(self, prepared: _Aligned, first: int, last: int) -> Floats:
        curve = slice(_PITCHES_A_FRAME * first, _PITCHES_A_FRAME * last)
        excitation = prepared.excitation[FRAME * first : FRAME * last + WINDOW_SIZE]
        inputs = {
            "text": prepared.text[first:last],
            "pitch": prepared.pitch[curve],
            "energy": prepared.energy[curve],
            "source": analyse(excitation),
            "style": prepared.voice,
        }
        (head,) = self._graphs.run("vocoder", inputs)
        return np.clip(synthesise(head), -1, 1)
