"""The player's end of the sound process: it starts it, talks to it, and ends it when it hangs."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final, Literal

from arqon_voice.held_up import held_up_s
from arqon_voice.playback.device.playback import DevicePlayback
from arqon_voice.playback.device.watchdog import Watchdog
from arqon_voice.playback.device.wire import (
    LISTING_SECONDS,
    AudioState,
    Command,
    Do,
    Leaving,
    Listing,
    Over,
    Progress,
    Report,
    Started,
    read_report,
)

__all__ = ["SoundProcess"]

START_SECONDS: Final = 15.0
"""How long it may take to start, on a busy machine."""
ANSWER_SECONDS: Final = 3.0
"""How long it may say nothing while something is expected of it; it speaks twice a second."""
CLOSE_SECONDS: Final = 0.5
"""How long it may take to fall silent and leave."""
HUNG: Final = (
    "The sound device has not answered in time. Check the sound server (PipeWire or "
    "PulseAudio), and speak again."
)
JACK_LOCKS: Final = Path("/dev/shm", f"jack_db-{os.getuid()}")  # noqa: S108 -- JACK's place
"""Where Debian's libjack (jack2) keeps a database with locks of processes, for each user."""


class SoundProcess:
    """One run of the sound process. No method waits, but for `close` and `wait_ready`.

    `on_state` is called from a thread of this object, whenever the device was opened or could
    not be, and at the end with what happened.
    """

    def __init__(self, arguments: Sequence[str], on_state: Callable[[AudioState], None]) -> None:
        self._arguments = arguments
        self._on_state = on_state
        self._usable = True
        self._hung = self._listing = False
        self._closed = False
        self._describing = False
        self._playbacks: dict[int, DevicePlayback] = {}
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._outbox: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog = Watchdog(self._give_up, self._held_up)
        self._watchdog.expect(START_SECONDS)
        self._thread = threading.Thread(target=self._run, name="sound-process", daemon=True)
        self._thread.start()

    @property
    def usable(self) -> bool:
        """Whether it still takes playbacks."""
        return self._usable

    def open(self, playback: DevicePlayback) -> bool:
        """Take on a playback, which hears everything else from here; False when it is leaving."""
        with self._lock:
            if not self._usable:
                return False
            self._playbacks[playback.number] = playback
            self._expect_answer()
        self.send(Command(Do.OPEN, playback.number))
        return True

    def describe(self) -> bool:
        """Have the device opened, and its state told; False when it is leaving."""
        with self._lock:
            if not self._usable:
                return False
            self._describing = True
            self._expect_answer()
        self.send(Command(Do.DESCRIBE))
        return True

    def send(self, command: Command) -> None:
        """Pass on a command, in order."""
        self._outbox.put(command)

    def wait_ready(self) -> None:
        """Wait until it has started, or has failed to."""
        self._ready.wait()

    def close(self) -> None:
        """Let it fall silent and leave; waits for that, a second at most."""
        with self._lock:
            self._usable = False
            self._closed = True
            self._watchdog.expect(CLOSE_SECONDS)
        self._outbox.put(None)
        self._thread.join(2 * CLOSE_SECONDS)

    def _expect_answer(self) -> None:
        if self._ready.is_set() and not self._closed:
            waiting = self._playbacks or self._describing
            # It lists devices by asking the sound server and JACK, which may be held up as well.
            patience = ANSWER_SECONDS * (2 if self._listing else 1)
            self._watchdog.expect(patience if waiting else None)

    def _run(self) -> None:
        reason = "The sound process ended by a fault of its keeper."
        try:
            reason = self._converse()
        except OSError as error:
            reason = f"The sound process could not be started: {error}."
        finally:
            self._watchdog.end()
            self._end(reason)

    def _converse(self) -> str:
        # A separate session: Ctrl+C in the terminal is for the panel to handle.
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "arqon_voice.playback.device.sound_process",
                *self._arguments,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with self._process as process:
            assert process.stdin is not None
            assert process.stdout is not None
            writer = threading.Thread(target=self._write, args=(process.stdin,), daemon=True)
            writer.start()
            for line in process.stdout:
                self._hear(read_report(line))
            self._outbox.put(None)
            writer.join()
        return self._last_words(process.returncode)

    def _write(self, pipe: IO[bytes]) -> None:
        with contextlib.suppress(BrokenPipeError), pipe:
            while (command := self._outbox.get()) is not None:
                pipe.write(command.encoded())
                pipe.flush()

    def _hear(self, report: Report) -> None:
        self._listing = isinstance(report, Listing)
        match report:
            case AudioState():
                self._describing = False
                self._on_state(report)
            case Leaving():
                self._usable = False
            case Started() | Progress() | Over():
                self._pass_on(report)
        self._ready.set()
        with self._lock:
            self._expect_answer()

    def _pass_on(self, report: Started | Progress | Over) -> None:
        with self._lock:
            playback = self._playbacks.get(report.playback)
            if isinstance(report, Over):
                self._playbacks.pop(report.playback, None)
        if playback is not None:
            playback.tell(report)

    def _end(self, reason: str) -> None:
        with self._lock:
            unexpected, self._usable = self._usable, False
            left, self._playbacks = self._playbacks, {}
            describing, self._describing = self._describing, False
        self._ready.set()
        if unexpected or describing:
            self._on_state(AudioState(available=False, reason=reason))
        how: Literal["stopped", "failed"] = "stopped" if self._closed else "failed"
        for playback in left.values():
            playback.tell(Over(playback.number, how, 0, 0, reason))

    def _held_up(self) -> float:
        return 0.0 if self._process is None else held_up_s(self._process.pid)

    def _give_up(self) -> None:
        """End it, in the watchdog's thread: by force, but for where that would harm others."""
        self._hung = True
        if self._listing and self._process is not None:
            self._end(_hung_in_listing())
            self._outbox.put(None)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2 * LISTING_SECONDS)
        if self._process is not None:
            self._process.kill()

    def _last_words(self, status: int) -> str:
        if self._hung:
            return _hung_in_listing() if self._listing else HUNG
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return (
            f"The sound process ended by itself ({how}). Speak again to restart it; if that does "
            "not help, the sound libraries of this machine (PortAudio, ALSA) are broken."
        )


def _hung_in_listing() -> str:
    """PortAudio asks JACK, too; a program that was killed meanwhile leaves its locks taken."""
    if not JACK_LOCKS.exists():
        return HUNG
    return (
        f"{HUNG} If that does not help, a program that was killed has left JACK locked: end all "
        f"programs that play, and delete {JACK_LOCKS}."
    )
