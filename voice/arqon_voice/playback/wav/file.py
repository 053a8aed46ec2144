"""A WAV file in the making: beside its place until it is whole."""

from __future__ import annotations

import contextlib
import struct
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from arqon_settings.replacement import Replacement
from arqon_settings.saving import why_not_saved
from arqon_voice.playback.samples import UnplayableSound, WholeSamples
from arqon_voice.playback.wav.leftovers import claim, remove_leftovers
from arqon_voice.speech.utterance import PcmChunk

if TYPE_CHECKING:
    from arqon_voice.playback.device.resampling import Resampler

__all__ = ["CannotSave", "WavFile"]

_OTHER_SOUND: Final = frozenset({".aac", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".webm"})
"""Endings of files that are no WAV: players and people go by them."""


class CannotSave(Exception):
    """The file cannot be written; the text is for a person. Nothing is left of it."""


class WavFile:
    """Mono, 16-bit, at the sample rate of the first chunk; later rates are resampled to it.

    Memory does not grow with the file. Each method may wait for the disk.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: Replacement | None = None
        self._claim = contextlib.ExitStack()
        self._wave: wave.Wave_write | None = None
        self._samples = WholeSamples()
        self._resampler: Resampler | None = None
        self._rate = 0
        self._frames = 0

    @property
    def milliseconds(self) -> int:
        """How much sound it holds."""
        return self._frames * 1000 // self._rate if self._rate else 0

    def add(self, chunk: PcmChunk) -> None:
        """Write `chunk` behind what is there.

        Raises:
            CannotSave: the folder, the disk or the chunk does not allow it.
        """
        with self._explained():
            pcm = self._samples.of(chunk)
            if self._wave is None:
                self._begin(chunk.sample_rate)
            self._append(self._at_own_rate(pcm, chunk.sample_rate))

    def keep(self) -> None:
        """Put the file in its place, whole and on the disk.

        Raises:
            CannotSave: the disk does not allow it, or there was no sound.
        """
        with self._explained():
            if self._resampler is not None:
                self._append(self._resampler.flush().tobytes())
            if self._wave is None or self._made is None or not self._frames:
                raise CannotSave("There was no sound to save, so no file was written.")
            self._wave.close()
            self._made.keep()
            self._claim.close()

    def discard(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            if self._wave is not None:
                self._wave.close()
        if self._made is not None:
            self._made.discard()
        self._claim.close()

    def _begin(self, sample_rate: int) -> None:
        self._check_place()
        remove_leftovers(self._path)
        self._made = self._beside()
        self._wave = wave.open(self._made.file, "wb")  # noqa: SIM115 - open until keep() or discard()
        self._wave.setparams((1, 2, sample_rate, 0, "NONE", "not compressed"))
        self._rate = sample_rate

    def _beside(self) -> Replacement:
        while True:
            made = Replacement(self._path, mode=0o666)
            if claim(made.file, self._claim):
                return made
            made.discard()

    def _check_place(self) -> None:
        if self._path.is_dir():
            raise CannotSave(f"'{self._path}' is a folder: give a file name in it.")
        if self._path.exists() and not self._path.is_file():
            raise CannotSave(f"'{self._path}' is not a regular file: choose another name.")
        if self._path.suffix.lower() in _OTHER_SOUND:
            other = self._path.with_suffix(".wav")
            raise CannotSave(f"'{self._path}' would hold WAV all the same: call it '{other.name}'.")

    def _at_own_rate(self, pcm: bytes, sample_rate: int) -> bytes:
        if self._resampler is None and sample_rate == self._rate:
            return pcm
        if self._resampler is None:
            # Only a change of rate needs the resampler, and with it numpy.
            from arqon_voice.playback.device.resampling import Resampler

            self._resampler = Resampler(self._rate)
        return self._resampler.feed(pcm, sample_rate).tobytes()

    def _append(self, pcm: bytes) -> None:
        assert self._wave is not None
        self._wave.writeframesraw(pcm)
        self._frames += len(pcm) // 2

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (CannotSave, UnplayableSound, OSError, ValueError, struct.error) as error:
            self.discard()
            raise CannotSave(self._in_words(error)) from error

    def _in_words(self, error: Exception) -> str:
        match error:
            case OSError() | ValueError():
                return why_not_saved(self._path, error)
            case struct.error():
                return f"'{self._path}' would be longer than the 4 GB that a WAV file can hold."
            case _:
                return str(error)
