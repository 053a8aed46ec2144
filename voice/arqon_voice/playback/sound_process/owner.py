"""The one thread that owns the device: it obeys commands, watches, and reports."""

from __future__ import annotations

import os
import queue
import time
from typing import BinaryIO, Final, NoReturn

import numpy as np

from arqon_voice.playback.resampling import Samples
from arqon_voice.playback.sound_process.feed import Feed
from arqon_voice.playback.sound_process.output import DeviceUnavailable, Output
from arqon_voice.playback.wire import (
    Alive,
    AudioState,
    Command,
    Do,
    Leaving,
    Over,
    Progress,
    Report,
    Started,
    encode_report,
)

__all__ = ["Owner"]

TICK_SECONDS: Final = 0.02
"""How often the playbacks are looked at while there is one."""
HEARTBEAT_SECONDS: Final = 0.5
"""How often the player hears that this process still works, while there is a playback."""
STUCK_SECONDS: Final = 1.0
"""A device that has not asked for samples for so long has gone, or its server hangs."""
TAIL_MARGIN_SECONDS: Final = 0.05
"""What a sound server may hold beside the latency that PortAudio tells of."""


class Owner:
    """Plays one feed after the other, in the order in which they were opened."""

    def __init__(self, device: str | int | None, idle_seconds: float, reports: BinaryIO) -> None:
        self._idle_seconds = idle_seconds
        self._reports = reports
        self._output = Output(device, self._render)
        self._feeds: tuple[Feed, ...] = ()
        self._told: dict[int, int] = {}
        self._last_report = self._last_use = time.monotonic()
        self._tail_frames = 0

    def run(self, commands: queue.SimpleQueue[Command | None]) -> NoReturn:
        """Obey until the player has gone."""
        self._report(Alive())
        while True:
            try:
                command = commands.get(timeout=self._patience())
            except queue.Empty:
                self._look()
                continue
            if command is None:
                self._leave()
            self._obey(command)
            self._look()

    def _patience(self) -> float | None:
        if self._feeds:
            return TICK_SECONDS
        if self._output.is_open:
            return max(0.0, self._last_use + self._idle_seconds - time.monotonic())
        return None

    def _obey(self, command: Command) -> None:
        self._last_use = time.monotonic()
        if command.do is Do.DESCRIBE:
            self._report(self._describe())
        elif command.do is Do.OPEN:
            self._open(command.playback)
        elif feed := next((f for f in self._feeds if f.playback == command.playback), None):
            if command.do is Do.CHUNK:
                feed.add(command.pcm, command.sample_rate, self._output.state.sample_rate)
            elif command.do is Do.FINISH:
                feed.finish()
            else:
                feed.stop()

    def _open(self, playback: int) -> None:
        state = self._describe()
        self._report(state)
        if state.available:
            self._feeds = (*self._feeds, Feed(playback))
        else:
            self._report(Over(playback, "failed", 0, 0, state.reason))

    def _describe(self) -> AudioState:
        try:
            if self._output.is_open and self._output.seconds_silent > STUCK_SECONDS:
                self._output.close()
            if not self._output.is_open:
                self._output.open()
        except DeviceUnavailable as error:
            return AudioState(available=False, reason=str(error))
        state = self._output.state
        self._tail_frames = int((state.latency_ms / 1000 + TAIL_MARGIN_SECONDS) * state.sample_rate)
        return state

    def _render(self, frames: int, ran_dry: bool) -> Samples:
        for feed in self._feeds:
            if feed.over is None:
                if ran_dry:
                    feed.device_ran_dry()
                return feed.take(frames, self._tail_frames)
        return np.zeros(frames, dtype=np.int16)

    def _look(self) -> None:
        for feed in self._feeds:
            self._tell(feed)
        self._feeds = tuple(feed for feed in self._feeds if feed.over is None)
        now = time.monotonic()
        if self._feeds:
            self._last_use = now
            if self._output.seconds_silent > STUCK_SECONDS:
                self._give_up()
            if now - self._last_report > HEARTBEAT_SECONDS:
                self._report(Alive())
        elif self._output.is_open and now - self._last_use >= self._idle_seconds:
            self._output.close()

    def _tell(self, feed: Feed) -> None:
        heard_ms, told_ms = feed.heard_ms, self._told.get(feed.playback)
        if heard_ms and told_ms is None:
            self._report(Started(feed.playback))
        if feed.over is not None:
            self._told.pop(feed.playback, None)
            self._report(Over(feed.playback, feed.over, feed.heard_ms, feed.underruns))
        elif heard_ms and heard_ms != told_ms:
            self._told[feed.playback] = heard_ms
            self._report(Progress(feed.playback, heard_ms))

    def _give_up(self) -> NoReturn:
        """End without closing the device: with a server that hangs, that would never return."""
        reason = (
            f"The sound device '{self._output.state.device}' went away while it played. Check the "
            "device and the sound server (PipeWire or PulseAudio), and speak again."
        )
        self._report(Leaving())
        self._report(AudioState(available=False, reason=reason))
        for feed in self._feeds:
            self._report(Over(feed.playback, "failed", feed.heard_ms, feed.underruns, reason))
        os._exit(0)

    def _leave(self) -> NoReturn:
        for feed in self._feeds:
            feed.stop()
        deadline = time.monotonic() + 0.1
        while any(feed.over is None for feed in self._feeds) and time.monotonic() < deadline:
            time.sleep(TICK_SECONDS / 4)
        os._exit(0)

    def _report(self, report: Report) -> None:
        self._last_report = time.monotonic()
        self._reports.write(encode_report(report))
        self._reports.flush()
