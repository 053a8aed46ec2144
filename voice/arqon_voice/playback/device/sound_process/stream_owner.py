"""The one thread that owns the device: it obeys commands, keeps the device fed, and reports."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal, NoReturn

from arqon_voice.playback.device.sound_process.devices import DeviceUnavailable, load_portaudio
from arqon_voice.playback.device.sound_process.feed import TAIL_SECONDS, Feed
from arqon_voice.playback.device.sound_process.output import DeviceLost, Output
from arqon_voice.playback.device.wire import (
    Alive,
    AudioState,
    Command,
    Do,
    Leaving,
    Listing,
    Over,
    Progress,
    Report,
    Started,
    encode_report,
)

__all__ = ["Owner"]

TICK_SECONDS: Final = 0.02
"""How often the device is topped up."""
HEARTBEAT_SECONDS: Final = 0.5
"""How often the player hears that this process still works, while there is a playback."""
PROGRESS_MS: Final = 50
"""How often the player hears how far a playback is."""
RUNNING_DRY_SECONDS: Final = 0.03
"""So little is left in the device when the sound is led to silence, before it breaks off."""


class Owner:
    """Plays one feed after the other, in the order in which they were opened.

    `listing` is held while PortAudio lists the devices; the process must not end meanwhile.
    """

    def __init__(self, device: str | int | None, idle_seconds: float, reports: BinaryIO) -> None:
        self._idle_seconds = idle_seconds
        self._reports = reports
        self.listing = threading.Lock()
        self._output = Output(device, self._listing)
        self._feeds: deque[Feed] = deque()
        self._flowing = False
        self._told_started = False
        self._told_ms = 0
        self._last_report = self._last_use = time.monotonic()

    def run(self, commands: queue.SimpleQueue[Command]) -> NoReturn:
        """Obey until the player has gone."""
        self._report(Alive())
        with contextlib.suppress(DeviceUnavailable), self._listing():
            load_portaudio()
        while True:
            command = self._next(commands)
            try:
                if command is not None:
                    self._obey(command)
                self._look()
            except DeviceLost:
                self._give_up()

    def _next(self, commands: queue.SimpleQueue[Command]) -> Command | None:
        try:
            return commands.get(timeout=self._patience())
        except queue.Empty:
            return None

    def _patience(self) -> float | None:
        if self._flowing:
            return TICK_SECONDS
        if self._feeds:
            return HEARTBEAT_SECONDS
        if self._output.is_open:
            return max(0.0, self._last_use + self._idle_seconds - time.monotonic())
        return None

    def _obey(self, command: Command) -> None:
        if command.do is Do.LEAVE:
            self._output.halt()
            os._exit(0)
        elif command.do is Do.DESCRIBE:
            self._report(self._hold_device())
        elif command.do is Do.OPEN:
            self._open(command.playback)
        elif feed := next((f for f in self._feeds if f.playback == command.playback), None):
            if command.do is Do.CHUNK:
                feed.add(command.pcm, command.sample_rate)
            elif command.do is Do.FINISH:
                feed.finish()
            else:
                self._end(feed, "stopped")

    def _open(self, playback: int) -> None:
        state = self._hold_device()
        self._report(state)
        if state.available:
            self._feeds.append(Feed(playback, state.sample_rate))
        else:
            self._report(Over(playback, "failed", 0, 0, state.reason))

    def _hold_device(self) -> AudioState:
        self._last_use = time.monotonic()
        if self._feeds:
            return self._output.state
        try:
            self._output.open()
        except DeviceUnavailable as error:
            return AudioState(available=False, reason=str(error))
        return self._output.state

    def _look(self) -> None:
        """Do what is due: feed the device, report, give the device back."""
        if self._feeds:
            self._play(self._feeds[0])
        now = time.monotonic()
        if self._feeds:
            self._last_use = now
            if now - self._last_report >= HEARTBEAT_SECONDS:
                self._report(Alive())
        elif self._output.is_open and now - self._last_use >= self._idle_seconds:
            self._output.close()

    def _play(self, feed: Feed) -> None:
        if not self._flowing and feed.is_ready:
            self._output.start()
            feed.begin()
            self._flowing = True
        if self._flowing:
            self._top_up(feed)
        elif feed.is_finished:
            self._end(feed, "completed")

    def _top_up(self, feed: Feed) -> None:
        if len(samples := feed.take(self._output.room())):
            feed.underruns += self._output.write(samples)
        self._tell_progress(feed)
        left_seconds = self._output.in_flight() / self._output.state.sample_rate
        if feed.is_drained and feed.is_finished:
            if left_seconds < TAIL_SECONDS / 2:
                self._end(feed, "completed")
        elif feed.is_drained and left_seconds < RUNNING_DRY_SECONDS:
            self._output.write(feed.break_off())
            self._flowing = False

    def _tell_progress(self, feed: Feed) -> None:
        if feed.started and not self._told_started:
            self._report(Started(feed.playback))
            self._told_started = True
        in_flight = self._output.in_flight()
        heard_ms = feed.heard_ms(in_flight)
        if heard_ms - self._told_ms >= PROGRESS_MS:
            self._report(Progress(feed.playback, heard_ms, feed.level_db(in_flight)))
            self._told_ms = heard_ms

    def _end(self, feed: Feed, how: Literal["completed", "stopped"]) -> None:
        is_playing = self._flowing and feed is self._feeds[0]
        heard_ms = feed.heard_ms(self._output.in_flight() if is_playing else 0)
        if feed is self._feeds[0]:
            self._output.halt()
            self._flowing = self._told_started = False
            self._told_ms = 0
        self._feeds.remove(feed)
        self._report(Over(feed.playback, how, heard_ms, feed.underruns))

    def _give_up(self) -> NoReturn:
        """End without closing the device: with a server that hangs, that would never return."""
        reason = (
            f"The sound device '{self._output.state.device}' went away while it played. Check the "
            "device and the sound server (PipeWire or PulseAudio), and speak again."
        )
        self._report(Leaving())
        self._report(AudioState(available=False, reason=reason))
        for feed in self._feeds:
            self._report(Over(feed.playback, "failed", self._told_ms, feed.underruns, reason))
            self._told_ms = 0
        os._exit(0)

    @contextlib.contextmanager
    def _listing(self) -> Iterator[None]:
        self._report(Listing())
        with self.listing:
            yield
        self._report(Alive())

    def _report(self, report: Report) -> None:
        self._last_report = time.monotonic()
        self._reports.write(encode_report(report))
        self._reports.flush()
