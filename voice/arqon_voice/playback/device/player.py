"""The player that makes itself heard: it gives its sound to a process that owns the device."""

from __future__ import annotations

import itertools
import threading
from typing import Final

from arqon_voice.playback.device.playback import DevicePlayback
from arqon_voice.playback.device.process import SoundProcess
from arqon_voice.playback.device.wire import AudioState

__all__ = ["AudioState", "DevicePlayer"]

DESCRIBE_SECONDS: Final = 20.0
"""More than the sound process gets to start and to answer before it is ended."""


class DevicePlayer:
    """Plays on a sound device; a `arqon_voice.playback.port.Player`.

    Playbacks sound one after the other, in the order in which they were opened. PortAudio,
    numpy and the device live in a separate process, which starts with the first use (or with
    `warm`) and is started anew after a fault. Nothing here raises for want of sound: a playback
    then ends as failed, and says why.

    Args:
        device: PortAudio's name or number of the device; None for the default one.
        queue_seconds: how much sound a playback holds before `write` waits.
        idle_seconds: how long the device is kept after the last sound.
    """

    def __init__(
        self,
        device: str | int | None = None,
        *,
        queue_seconds: float = 5.0,
        idle_seconds: float = 5.0,
    ) -> None:
        self._device = device
        self._queue_seconds = queue_seconds
        self._arguments = [f"--idle-seconds={idle_seconds}"]
        if device is not None:
            self._arguments.append(f"--device={device}")
        self._numbers = itertools.count(1)
        self._process: SoundProcess | None = None
        self._state = AudioState(available=False)
        self._state_known = threading.Event()
        self._lock = threading.Lock()

    @property
    def sink(self) -> str:
        """The device's name, as far as it is known."""
        if self._state.device:
            return self._state.device
        return "the default sound device" if self._device is None else str(self._device)

    @property
    def state(self) -> AudioState | None:
        """The device as it was last found, by an utterance or by `describe`; None before that."""
        return self._state if self._state_known.is_set() else None

    def warm(self) -> None:
        """Start the sound process; the device stays as it is. Takes a part of a second."""
        self._live_process().wait_ready()

    def open(self) -> DevicePlayback:
        """Begin a playback, at once."""
        while True:
            process = self._live_process()
            playback = DevicePlayback(next(self._numbers), process.send, self._queue_seconds)
            if process.open(playback):
                return playback

    def describe(self) -> AudioState:
        """Open the device, so that nothing is guessed, and say what was found.

        Waits for that: seconds where a sound server hangs, never for ever.
        """
        self._state_known.clear()
        while not self._live_process().describe():
            pass
        self._state_known.wait(DESCRIBE_SECONDS)
        return self._state

    def close(self) -> None:
        """Stop what plays and give the device back; takes a second at most."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    def _live_process(self) -> SoundProcess:
        with self._lock:
            if self._process is None or not self._process.usable:
                self._process = SoundProcess(self._arguments, self._note)
            return self._process

    def _note(self, state: AudioState) -> None:
        self._state = state
        self._state_known.set()
