"""The sound device: found, opened, watched, and given back."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from arqon_voice.playback.resampling import Samples
from arqon_voice.playback.wire import AudioState

if TYPE_CHECKING:
    import sounddevice

__all__ = ["LATENCY_SECONDS", "DeviceUnavailable", "Output", "Render"]

LATENCY_SECONDS: Final = 0.04
"""Sound that the device holds ahead; `python -m bench.sound` shows what smaller and larger cost."""

Render = Callable[[int, bool], Samples]
"""Gives so many samples, and hears whether the device ran dry before it asked."""


class DeviceUnavailable(Exception):
    """No sound can be had from the device; the text is for a person."""


class Output:
    """One open output stream that pulls what it plays from `render`."""

    def __init__(self, device: str | int | None, render: Render) -> None:
        self._wanted = device
        self._render = render
        self._stream: sounddevice.OutputStream | None = None
        self._last_call = 0.0
        self.state = AudioState(available=False)

    @property
    def is_open(self) -> bool:
        """Whether a stream is there; it may have died meanwhile."""
        return self._stream is not None

    @property
    def seconds_silent(self) -> float:
        """For how long the device has not asked for samples; endless when its stream has died."""
        if self._stream is None or not self._stream.active:
            return float("inf")
        return time.monotonic() - self._last_call

    def open(self) -> None:
        """Open the device and let it run.

        Raises:
            DeviceUnavailable: there is no such device, or it refuses.
        """
        portaudio = _portaudio()
        try:
            self._start(portaudio)
        except DeviceUnavailable:
            _look_again(portaudio)
            self._start(portaudio)

    def close(self) -> None:
        """Give the device back, and look for devices anew for the next time."""
        if self._stream is not None:
            self._stream.abort()
            self._stream.close()
            self._stream = None
            _look_again(_portaudio())

    def _start(self, portaudio: ModuleType) -> None:
        index, info = _find(portaudio, self._wanted)
        refusal = ""
        for rate, channels in _formats(portaudio, info):
            try:
                self._stream = self._begin(portaudio, index, rate, channels)
                break
            except portaudio.PortAudioError as error:
                refusal = str(error)
        else:
            raise DeviceUnavailable(
                f"The sound device '{info['name']}' refuses to play ({refusal}). Another program "
                "may hold it: close that, or choose another device."
            )
        self.state = AudioState(
            available=True,
            device=str(info["name"]),
            host_api=str(portaudio.query_hostapis(info["hostapi"])["name"]),
            sample_rate=int(self._stream.samplerate),
            latency_ms=round(self._stream.latency * 1000),
        )

    def _begin(
        self, portaudio: ModuleType, index: int, rate: int, channels: int
    ) -> sounddevice.OutputStream:
        stream = portaudio.OutputStream(
            samplerate=rate,
            device=index,
            channels=channels,
            dtype="int16",
            latency=LATENCY_SECONDS,
            callback=self._callback,
        )
        self._last_call = time.monotonic()
        try:
            stream.start()
        except portaudio.PortAudioError:
            stream.close()
            raise
        return stream

    def _callback(
        self, out: Samples, frames: int, _time: object, status: sounddevice.CallbackFlags
    ) -> None:
        self._last_call = time.monotonic()
        out[:] = self._render(frames, bool(status.output_underflow))[:, None]


def _portaudio() -> ModuleType:
    """The library, on first use: to import it is to start it."""
    try:
        return importlib.import_module("sounddevice")
    except OSError as error:
        raise DeviceUnavailable(
            "The PortAudio library is missing, so nothing can be heard. Install it "
            f"(Debian, Ubuntu: sudo apt install libportaudio2) and speak again. ({error})"
        ) from error


def _look_again(portaudio: ModuleType) -> None:
    """PortAudio lists the devices when it starts, and never again."""
    portaudio._terminate()  # noqa: SLF001 - the documented way, public API has none
    portaudio._initialize()  # noqa: SLF001


def _find(portaudio: ModuleType, wanted: str | int | None) -> tuple[int, dict[str, Any]]:
    try:
        info = portaudio.query_devices(wanted, "output")
    except (portaudio.PortAudioError, ValueError) as error:
        names = [d["name"] for d in portaudio.query_devices() if d["max_output_channels"] > 0]
        if not names:
            raise DeviceUnavailable(
                "No sound device was found. Connect one, or start the sound server (PipeWire or "
                "PulseAudio), and speak again."
            ) from error
        raise DeviceUnavailable(
            f"The sound device {wanted!r} was not found. There are: {', '.join(names)}."
        ) from error
    return info["index"], info


def _formats(portaudio: ModuleType, info: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Sample rates and channel counts to try, the best first.

    ALSA's default rate is a guess of PortAudio's (44100, whatever the card runs at), and most
    cards and sound servers run at 48000.
    """
    guess = portaudio.query_hostapis(info["hostapi"])["name"] == "ALSA"
    preferred = [48000] if guess else []
    rates = dict.fromkeys([*preferred, int(info["default_samplerate"]), 48000, 44100, 24000])
    most = info["max_output_channels"]
    for rate in rates:
        for channels in dict.fromkeys([min(2, most), 1, most]):
            yield rate, channels
