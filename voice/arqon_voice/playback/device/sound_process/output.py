"""One stream to the sound device, which is written to only as far as the device has room."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from arqon_voice.playback.device.resampling import Samples
from arqon_voice.playback.device.sound_process.devices import (
    DeviceUnavailable,
    find,
    formats,
    load_portaudio,
    look_again,
)
from arqon_voice.playback.device.wire import AudioState

if TYPE_CHECKING:
    import sounddevice

__all__ = ["DeviceLost", "Output"]

BUFFER_SECONDS: Final = 0.15
"""Sound that the device is given ahead, against a busy machine (see `python -m bench.sound`).

It delays neither the first sample nor a stop: a stream starts with what is written first, and
what is left is thrown away at a stop.
"""
STUCK_SECONDS: Final = 3.0
"""A running device that has taken nothing for so long has gone, or its server hangs."""
MOST_COUNTED_SECONDS: Final = 0.5
"""What of that one look counts at most: while this process was stopped, nobody looked."""


class DeviceLost(Exception):
    """The device went away while it was open."""


class Output:
    """The device, held open between playbacks and running only while sound goes out.

    All calls come from one thread, so that PortAudio never has to end a thread that is at work.

    Args:
        device: PortAudio's name or number of the device; None for the default one.
        listing: entered while PortAudio lists the devices anew.
    """

    def __init__(
        self,
        device: str | int | None,
        listing: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext,
    ) -> None:
        self._device = device
        self._listing = listing
        self._stream: sounddevice.OutputStream | None = None
        self._channels = 0
        self._size = 0
        self._written = 0
        self._started_at = 0.0
        self._looked_at = 0.0
        self._stuck_seconds = 0.0
        self._seen = (0, 0)
        self.state = AudioState(available=False)

    @property
    def is_open(self) -> bool:
        """Whether the device is held."""
        return self._stream is not None

    def open(self) -> None:
        """Take the device, or make sure that it is still there.

        Raises:
            DeviceUnavailable: there is no such device, or it refuses.
        """
        if self._stream is not None and not self._answers():
            self.close()
        if self._stream is None:
            portaudio = load_portaudio()
            try:
                self._open(portaudio)
            except DeviceUnavailable:
                with self._listing():
                    look_again(portaudio)
                self._open(portaudio)

    def close(self) -> None:
        """Give the device back, and look for devices anew for the next time."""
        if self._stream is not None:
            self._stream.abort()
            self._stream.close()
            self._stream = None
            with self._listing():
                look_again(load_portaudio())

    def start(self) -> None:
        """Run, from silence: what is written next is heard at once.

        Raises:
            DeviceLost: it is not there any more.
        """
        with self._watched() as stream:
            stream.abort()
            stream.start()
            self._size = stream.write_available
        self._written = 0
        self._started_at = self._looked_at = time.monotonic()
        self._stuck_seconds = 0.0

    def halt(self) -> None:
        """Be silent, at once."""
        if self._stream is not None:
            self._stream.abort()

    def room(self) -> int:
        """How many frames it takes now.

        Raises:
            DeviceLost: it went away, or has taken none for STUCK_SECONDS.
        """
        with self._watched() as stream:
            room = int(stream.write_available)
        now = time.monotonic()
        self._stuck_seconds += min(now - self._looked_at, MOST_COUNTED_SECONDS)
        self._looked_at = now
        if (room, self._written) != self._seen:
            self._seen, self._stuck_seconds = (room, self._written), 0.0
        elif self._stuck_seconds > STUCK_SECONDS:
            raise DeviceLost
        return room

    def write(self, samples: Samples) -> bool:
        """Give it mono samples, no more than it has room for; whether it had run dry before.

        Raises:
            DeviceLost: it went away.
        """
        with self._watched() as stream:
            ran_dry = bool(stream.write(np.repeat(samples[:, None], self._channels, axis=1)))
        ran_dry = ran_dry and self._written > 0
        self._written += len(samples)
        return ran_dry

    def in_flight(self) -> int:
        """How many of the frames written since the start are still to be heard.

        A sound server may take more at the start than it admits to, so the clock has a say too.

        Raises:
            DeviceLost: it went away, or has taken none for STUCK_SECONDS.
        """
        played = int((time.monotonic() - self._started_at) * self.state.sample_rate)
        waiting = self._size - self.room()
        return min(self._written, max(waiting, self._written - played, 0))

    def _answers(self) -> bool:
        with contextlib.suppress(DeviceLost):
            self.start()
            return True
        return False

    @contextlib.contextmanager
    def _watched(self) -> Iterator[Any]:
        try:
            yield self._stream
        except load_portaudio().PortAudioError as error:
            raise DeviceLost from error

    def _open(self, portaudio: ModuleType) -> None:
        device = find(portaudio, self._device)
        refusal = ""
        for rate, channels in formats(portaudio, device):
            try:
                self._stream = portaudio.OutputStream(
                    samplerate=rate,
                    device=device["index"],
                    channels=channels,
                    dtype="int16",
                    latency=BUFFER_SECONDS,
                )
            except portaudio.PortAudioError as error:
                refusal = refusal or str(error)
                continue
            self._channels = channels
            self.state = self._describe(portaudio, device)
            return
        raise DeviceUnavailable(
            f"The sound device '{device['name']}' refuses to play ({refusal}). Another program "
            "may hold it, or the sound server has no output: free or connect one, and speak again."
        )

    def _describe(self, portaudio: ModuleType, device: dict[str, Any]) -> AudioState:
        assert self._stream is not None
        return AudioState(
            available=True,
            device=str(device["name"]),
            host_api=str(portaudio.query_hostapis(device["hostapi"])["name"]),
            sample_rate=int(self._stream.samplerate),
            latency_ms=round(self._stream.latency * 1000),
        )
