"""What windows do to a sentence: prosody and sound against the same one made whole; first audio.

`python -m bench.sidecar_prosody --model DIR [--engine NAME] [--factor F] [--limit N] [TEXTS]`

TEXTS holds one text a line, up to a tab; by default sentences of 60 to 90 phonemes. Each
segment is made as a stream makes it, whole with the same noise, and whole with other noise. How
quick the machine is decides how long the windows are; F, a real-time factor, stands for another's.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.engines.port import FRAME, SAMPLE_RATE, Engine, Prepared
from arqon_sidecar.speech.pace import Pace
from arqon_sidecar.speech.segments import segments
from arqon_sidecar.speech.windows import Windows
from arqon_sidecar.text.languages import language_of_voice
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.tokens import Border
from arqon_sidecar.text.ways import open_reader
from bench.spectra import log_mel_distance, pitch_correlation, step_db

__all__ = ["Prosody", "prosody_figures"]

Sound = NDArray[np.float32]
LONG = Path(__file__).parent / "long_sentences.txt"


@dataclass(frozen=True, slots=True)
class Prosody:
    """One segment as it is streamed, held against itself made whole.

    Attributes:
        phonemes: Their number.
        cut_inside: Whether the segment ends inside a sentence.
        windows: How many the vocoder made of it.
        length: Ratio of the lengths.
        pitch: Correlation of the logarithms of the pitch where both are voiced.
        log_mel_db: Spectral distance, mean over what sounds.
        first_log_mel_db: That of the first window, which sees least.
        other_noise_db: What other noise makes: the floor.
        step_db: The largest change of level at a cut that the whole does not make.
        first_audio_s: Engine time to the first sound: text, prosody and the first window.
        whole_s: Engine time of the whole.
    """

    phonemes: int
    cut_inside: bool
    windows: int
    length: float
    pitch: float
    log_mel_db: float
    first_log_mel_db: float
    other_noise_db: float
    step_db: float
    first_audio_s: float
    whole_s: float


def prosody_figures(
    engine: Engine,
    reader: Reader,
    pack: Sound,
    texts: Iterable[str],
    *,
    voice: str = "af_heart",
    factor: float | None = None,
) -> Iterator[Prosody]:
    """The figures of each segment that a stream makes of each text, as they are measured.

    `pack` is the voice's, a row of 256 numbers for each length. `factor` is the vocoder's real-time
    factor to plan the windows by; None stands for this machine's.
    """
    language, pace, rows = language_of_voice(voice), Pace(), pack.reshape(-1, 256)
    for text in texts:
        made = segments(reader.tokens(text, language), streamed=True)
        spoken = [segment for segment in made if segment.tokens]
        for segment in spoken:
            inside = segment.border < Border.SENTENCE and segment is not spoken[-1]
            phonemes = segment.phonemes
            figures = _compared(engine, pace, factor, phonemes, rows[len(phonemes) - 1])
            yield replace(figures, cut_inside=inside)


def _compared(
    engine: Engine, pace: Pace, factor: float | None, phonemes: str, style: Sound
) -> Prosody:
    began = time.perf_counter()
    prepared = engine.prepare(phonemes, style, 1.0, seed=0)
    prepare_s = time.perf_counter() - began
    stretches, first_s = _streamed(engine, pace, factor, prepared)
    began = time.perf_counter()
    whole = engine.vocode(prepared)
    whole_s = time.perf_counter() - began
    other = engine.synthesize(phonemes, style, 1.0, seed=1).samples
    sound, cuts = np.concatenate(stretches), np.cumsum([len(part) for part in stretches])
    first = slice(len(stretches[0]))
    return Prosody(
        phonemes=len(phonemes),
        cut_inside=False,
        windows=len(stretches),
        length=len(sound) / len(whole),
        pitch=pitch_correlation(whole, sound),
        log_mel_db=log_mel_distance(whole, sound),
        first_log_mel_db=log_mel_distance(whole[first], sound[first]),
        other_noise_db=log_mel_distance(whole, other),
        step_db=max((abs(step_db(sound, c) - step_db(whole, c)) for c in cuts[:-1]), default=0.0),
        first_audio_s=prepare_s + first_s,
        whole_s=prepare_s + whole_s,
    )


def _streamed(
    engine: Engine, pace: Pace, factor: float | None, prepared: Prepared
) -> tuple[list[Sound], float]:
    """The windows as a listener gets them who plays them at once, and what the first one took."""
    windows, stretches = Windows(engine, prepared), list[Sound]()
    ahead = first_s = 0.0
    while not windows.done:
        began = time.perf_counter()
        sound, frames = windows.next(pace.room(ahead))
        took = time.perf_counter() - began
        first_s = first_s or took
        if factor is not None:
            took = factor * frames * FRAME / SAMPLE_RATE
        pace.took(frames, took)
        ahead += len(sound) / SAMPLE_RATE - took * bool(stretches)
        stretches.append(sound)
    return stretches, first_s


def main() -> None:
    """Print a line for each segment, and the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, required=True, help="an exported model that speaks")
    options.add_argument("--engine", default="onnx")
    options.add_argument("--voice", default="af_heart")
    options.add_argument("--factor", type=float)
    options.add_argument("--limit", type=int)
    options.add_argument("texts", type=Path, nargs="?", default=LONG)
    asked = options.parse_args()
    rows = [line.partition("\t")[0] for line in asked.texts.read_text("utf-8").splitlines()]
    texts = [row for row in rows if row and not row.startswith("#")][: asked.limit]
    engine, reading = load_engine(asked.model, asked.engine), open_reader(None)
    pack: Sound = np.load(asked.model / "voices" / f"{asked.voice}.npy")
    names = list(Prosody.__slots__)
    print(" ".join(f"{name:>{max(8, len(name))}}" for name in names), flush=True)
    figures = []
    for each in prosody_figures(
        engine, reading.reader, pack, texts, voice=asked.voice, factor=asked.factor
    ):
        figures.append(each)
        print(_line(names, [float(getattr(each, name)) for name in names]), flush=True)
    reading.close()
    print(f"\nmedians of {len(figures)} segments, those of several windows only:")
    cut = [each for each in figures if each.windows > 1]
    medians = [statistics.median(float(getattr(each, name)) for each in cut) for name in names]
    print(_line(names, medians))


def _line(names: list[str], values: list[float]) -> str:
    cells = zip(names, values, strict=True)
    return " ".join(f"{value:>{max(8, len(name))}.3g}" for name, value in cells)


if __name__ == "__main__":
    main()
