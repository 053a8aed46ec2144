"""A sound server of the test's own: PulseAudio with a sink that nobody hears, and its recording.

PortAudio reaches it through ALSA's default device, in any process that is started with
`NullSink.environment()`. The user's own sound server, home and settings are left alone.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from arqon_gate.doubles.patience import PATIENCE_S

__all__ = ["LOUD", "RATE", "SINK_SECONDS", "NullSink", "Recording", "missing_packages"]

RATE = 48_000
LOUD = 240
"""Above this a sample can be heard: two hundredths of what the tests play."""
SINK_SECONDS = 0.05
"""How far ahead of its clock the sink takes sound, like a small sound card would."""
ALSA_CONFIG = Path("/usr/share/alsa/alsa.conf")
SINK = f"module-null-sink sink_name=silent rate={RATE} channels=2 norewinds=1"
"""Without rewinds it is SINK_SECONDS ahead, and with them two seconds when idle."""


def missing_packages() -> str:
    """What the machine lacks for sound tests, as the command that installs it; empty if nothing."""
    pulse_plugins = Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")
    packages = {
        "libportaudio2": ctypes.util.find_library("portaudio"),
        "pulseaudio": shutil.which("pulseaudio"),
        "pulseaudio-utils": shutil.which("parec"),
        "libasound2-plugins": next(pulse_plugins, None),
        "libasound2-data": ALSA_CONFIG if ALSA_CONFIG.exists() else None,
    }
    missing = [name for name, found in packages.items() if not found]
    return f"sudo apt install {' '.join(missing)}" if missing else ""


Samples = NDArray[np.int16]


class NullSink:
    """A PulseAudio server with one silent sink, which can be killed, frozen and started again."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="arqon-sound-"))
        self._socket = self._folder / "native"
        self._server: subprocess.Popen[bytes] | None = None
        (self._folder / "asound.conf").write_text(
            f"<{ALSA_CONFIG}>\n"
            'pcm.!default { type pulse hint { show on description "Default" } }\n'
            "ctl.!default { type pulse }\n"
        )
        self.start()

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to play to this sink."""
        return {
            "ALSA_CONFIG_PATH": str(self._folder / "asound.conf"),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(self._folder / "cookie"),
            "PULSE_RUNTIME_PATH": str(self._folder / "run"),
        }

    def start(self) -> None:
        """Start the server; returns when it takes connections."""
        self._socket.unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
                *("--use-pid-file=no", "--disable-shm=yes", "--log-target=null"),
                f"--load={SINK}",
                # Last, so that the sink is there when the socket is.
                f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            ],
            env={**os.environ, **self.environment(), "HOME": str(self._folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE_S
        while not self._socket.exists():
            assert time.monotonic() < deadline, "PulseAudio did not open its socket"
            try:
                self._server.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"PulseAudio ended with status {self._server.returncode}")

    def kill(self) -> None:
        """End the server without a word to its clients."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def unplug(self) -> None:
        """Take the sink away; the server stays."""
        self._pactl("unload-module", SINK.split()[0])

    def plug(self) -> None:
        """Put the sink back."""
        self._pactl("load-module", *SINK.split())

    def wait_until_unused(self) -> None:
        """Wait until nobody holds the sink to play to it."""
        deadline = time.monotonic() + PATIENCE_S
        while self._pactl("list", "short", "sink-inputs"):
            assert time.monotonic() < deadline, "somebody keeps the sink"

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """The server is there and does not answer."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._server.send_signal(signal.SIGCONT)

    def _pactl(self, *arguments: str) -> str:
        environment = {**os.environ, **self.environment()}
        return subprocess.run(
            ["pactl", *arguments], env=environment, capture_output=True, text=True, check=True
        ).stdout

    def close(self) -> None:
        """End the server and leave nothing behind."""
        self.kill()
        shutil.rmtree(self._folder)

    @contextmanager
    def record(self) -> Iterator[Recording]:
        """Record what the sink plays, from now until the block ends."""
        command = [
            *("parec", "--raw", "--device=silent.monitor", "--format=s16le", "--channels=1"),
            *(f"--rate={RATE}", "--client-name=recording"),
        ]
        environment = {**os.environ, **self.environment()}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as parec:
            assert parec.stdout is not None
            recording = Recording(parec.stdout.fileno())
            try:
                recording.settle(0.05)
                yield recording
            finally:
                parec.kill()
                recording.join()


class Recording:
    """Mono sound that grows, RATE samples a second, and when each part of it came in."""

    def __init__(self, pipe: int) -> None:
        self.frames = 0
        self.frames_since_sound = 0
        self._parts: list[Samples] = []
        self._arrivals: list[tuple[int, float]] = []
        self._grown = threading.Condition()
        self._thread = threading.Thread(target=self._read, args=(pipe,))
        self._thread.start()

    @property
    def samples(self) -> Samples:
        """All that has come in."""
        with self._grown:
            return np.concatenate(self._parts)

    @property
    def has_sound(self) -> bool:
        """Whether any of it can be heard."""
        return self.frames_since_sound < self.frames

    def time_of(self, index: int) -> float:
        """When the sample came in (`time.monotonic`).

        The sink hands out what it will play within the next SINK_SECONDS.
        """
        with self._grown:
            return next(when for frames, when in self._arrivals if frames > index)

    def settle(self, seconds: float = 0.3) -> None:
        """Wait until so much more has come in, so that what is on its way by now is in it."""
        wanted = self.frames + int(seconds * RATE)
        self.wait_for(lambda: self.frames >= wanted)

    def wait_for_sound(self) -> None:
        """Wait until something can be heard."""
        self.wait_for(lambda: self.has_sound)

    def wait_for_silence(self, seconds: float = 0.2) -> None:
        """Wait until nothing has been heard for so long, after something was."""
        wanted = int(seconds * RATE)
        self.wait_for(lambda: self.has_sound and self.frames_since_sound >= wanted)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition`, which is asked each time that sound comes in."""
        with self._grown:
            assert self._grown.wait_for(condition, PATIENCE_S), "waited for sound in vain"

    def join(self) -> None:
        """Wait for its end."""
        self._thread.join()

    def _read(self, pipe: int) -> None:
        while data := os.read(pipe, 2 * RATE):
            part = np.frombuffer(data, dtype="<i2").astype(np.int16)
            loud = np.flatnonzero(np.abs(part.astype(np.int32)) > LOUD)
            with self._grown:
                self._parts.append(part)
                self.frames += len(part)
                self.frames_since_sound += len(part)
                if len(loud):
                    self.frames_since_sound = len(part) - 1 - int(loud[-1])
                self._arrivals.append((self.frames, time.monotonic()))
                self._grown.notify_all()
