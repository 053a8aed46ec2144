"""Two panels and a service that are driven at random, and what a person needs to know of it."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_service.log import log_files
from arqon_voice.telemetry.events import ENDINGS
from arqon_voice.telemetry.rows import Row
from tests.patience import PATIENCE_S
from tests.service.voices import ARQON_TTS, rows

__all__ = ["Actor", "Play"]

WRITTEN_S = 3.0
"""Twelve times as long as the contract gives an event to be seen by others."""
_STACKS = {"PYTHONFAULTHANDLER": "1"}
"""A process that is given up on says what each of its threads was doing: by SIGABRT."""
_SAID_LINES = 300
_LOG_LINES = 60


class Program:
    """A process of the play, with its standard error in a file."""

    def __init__(self, name: str, said: Path, *command: str | Path, talks: bool = False) -> None:
        self.name = name
        self.began = time.time()
        self._said = said / f"{name}.txt"
        pipe = subprocess.PIPE if talks else subprocess.DEVNULL
        with self._said.open("wb") as file:
            self.process = subprocess.Popen(
                command,
                cwd=Path(__file__).parents[2],
                env={**os.environ, **_STACKS},
                stdin=pipe,
                stdout=pipe,
                stderr=file,
                text=True,
            )

    def kill(self) -> None:
        self.process.kill()
        with self.process:
            pass  # its pipes are closed, and it is waited for

    def last_words(self) -> Iterator[str]:
        """How it is, and what it has said; a process that still runs is ended for its stacks."""
        ended = self.process.poll()
        yield f"{self.name} (process {self.process.pid}, since {clock(self.began)}): " + (
            "runs" if ended is None else f"ended with {ended}"
        )
        if ended is None:
            self.process.send_signal(signal.SIGABRT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        said = self._said.read_text(errors="replace").splitlines()
        yield from (f"    {line}" for line in said[-_SAID_LINES:])


class Actor(Program):
    """A panel without a screen; see `tests.service.actor`."""

    def __init__(self, name: str, said: Path) -> None:
        super().__init__(name, said, sys.executable, "-m", "tests.service.actor", talks=True)
        self.told: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait(lambda: self.told, "to be ready")

    def do(self, line: str) -> bool:
        """Do it; whether it was acknowledged."""
        assert self.process.stdin is not None
        before = self._count()
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        self._wait(lambda: self._count() > before, f"to do '{line}'")
        return self.told_of("done")[-1:] != [] and self.told_of("done")[-1]["line"] == line

    def told_of(self, event: str) -> list[dict[str, Any]]:
        return [told for told in self.told if told["event"] == event]

    def unsettled(self) -> set[str]:
        """What it has asked for, and what has not ended."""
        ended = {told["id"] for told in self.told_of("ended")}
        return {told["id"] for told in self.told_of("asked")} - ended

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(PATIENCE_S) == 0, f"{self.name} ended with a fault"
        self._reader.join(PATIENCE_S)

    def kill(self) -> None:
        self.process.kill()
        self._reader.join()
        super().kill()

    def _count(self) -> int:
        return len(self.told_of("done")) + len(self.told_of("failed"))

    def _wait(self, come: Callable[[], object], what: str) -> None:
        with self._news:
            assert self._news.wait_for(come, PATIENCE_S), f"waited in vain for {self.name} {what}"

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.told.append({"at": time.time(), **json.loads(line)})
                self._news.notify_all()


class Play:
    """The random part: who does what, and what of it was acknowledged."""

    def __init__(self, home: Home, seed: int, said: Path) -> None:
        self.home, self.seed, self.said = home, seed, said
        self.chance = random.Random(seed)
        self._numbers = itertools.count(1)
        self.deeds: list[tuple[float, str]] = []
        self.actors, self.dead = list[Actor](), list[Actor]()
        self.services = list[Program]()
        self.written: dict[str, Any] = {"arqon_tts_provider": "fallback"}
        self.kills: list[tuple[float, str]] = []
        self._held: dict[int, float] = {}
        self._losses: list[float] = []
        speech = (self.say, self.stop, self.set_timeout, self.switch)
        self.choices = (*speech, self.kill, self.kill_service)

    def begin(self) -> None:
        self.services.append(self._serve())
        while len(self.actors) < 2:
            self.actors.append(self._actor())

    def step(self) -> None:
        if (holder := holder_of(self.home)) is not None:
            self._held[holder.pid] = time.time()
        self.number = self.chance.randrange(2)
        self.chance.choices(self.choices, (6, 3, 3, 3, 1, 1))[0]()

    def say(self) -> None:
        self.do("say " + "word " * self.chance.randint(1, 12))

    def stop(self) -> None:
        self.do("stop")

    def set_timeout(self) -> None:
        value = self.chance.randint(100, 9_999)
        if self.do(f"set {value}"):
            self.written["arqon_tts_kokoro_timeout_ms"] = value

    def switch(self) -> None:
        word, provider = self.chance.choice([("rollback", "fallback"), ("restore", "kokoro")])
        if self.do(word):
            self.written["arqon_tts_provider"] = provider

    def kill(self) -> None:
        actor = self.actors[self.number]
        self._note_kill(actor)
        actor.kill()
        self.dead.append(actor)
        self.actors[self.number] = self._actor()

    def kill_service(self) -> None:
        self._note_kill(self.services[-1])
        self.services[-1].kill()
        self.services.append(self._serve())

    def do(self, line: str) -> bool:
        actor = self.actors[self.number]
        self.deeds.append((time.time(), f"{actor.name}: {line.strip()}"))
        return actor.do(line)

    def unsettled(self) -> set[str]:
        """What the living have asked for, and what has not ended."""
        return {each for actor in self.actors for each in actor.unsettled()}

    def unwritten(self) -> set[str]:
        """What ended in order, and is not on the disk.

        What the holder of the voice emitted in the last moment before it was killed dies with it,
        and on a busy machine its last words are told a while after that.
        """
        told = {row.message_id for row in rows(self.home) if row.name in ENDINGS}
        return {
            each["id"]
            for actor in (*self.actors, *self.dead)
            for each in actor.told_of("ended")
            if each["ending"] and not each["words"].startswith("lost")
            if not any(abs(loss - each["at"]) < WRITTEN_S for loss in self._losses)
        } - told

    def close(self) -> None:
        for actor in self.actors:
            actor.kill()
        for service in self.services:
            service.process.terminate()
            service.process.wait(PATIENCE_S)

    def report(self, doubtful: set[str]) -> str:
        """All that is known of these messages, of the last moments, and of the processes.

        Ends the processes: what each of their threads was doing is part of it.
        """
        return "\n".join(
            [
                f"Seed {self.seed}, {len(self.deeds)} deeds, {len(self.kills)} kills.",
                f"Reported at {clock(time.time())}.",
                *itertools.chain.from_iterable(map(self._story, sorted(doubtful))),
                "The last deeds and kills:",
                *(f"    {clock(at)} {what}" for at, what in sorted(self.deeds + self.kills)[-40:]),
                f"The lock: {_text(self.home.lock)}",
                f"The settings: {_text(self.home.settings)}",
                "The log:",
                *(f"    {line}" for line in self._logged()[-_LOG_LINES:]),
                *(f"{actor.name} told: {actor.told[-8:]}" for actor in self.actors),
                *itertools.chain.from_iterable(
                    program.last_words() for program in (*self.actors, *self.services[-2:])
                ),
            ]
        )

    def _story(self, message_id: str) -> Iterator[str]:
        """What became of a message, in the order of time: asked, told, and what is on the disk."""
        yield f"Message {message_id}:"
        found = [(row.ts_ms / 1000, row.line(with_id=True)) for row in self._rows(message_id)]
        for actor in (*self.actors, *self.dead):
            mine = [told for told in actor.told if told.get("id") == message_id]
            found += [(told["at"], f"{actor.name} told: {json.dumps(told)}") for told in mine]
        first, last = min(found)[0], max(found)[0]
        near = [(at, what) for at, what in self.kills if first - 10 < at < last + 10]
        yield from (f"    {clock(at)} {what}" for at, what in sorted(found + near))

    def _rows(self, message_id: str) -> list[Row]:
        return rows(self.home, message_id=message_id)

    def _logged(self) -> list[str]:
        return [line for file in log_files(self.home) for line in file.read_text().splitlines()]

    def _note_kill(self, program: Program) -> None:
        now, pid = time.time(), program.process.pid
        held = now - self._held.get(pid, 0) < 2 * WRITTEN_S
        self.kills.append(
            (now, f"kill -9 of {program.name}, {pid}" + held * ", which held the voice")
        )
        if held:
            self._losses.append(now)

    def _actor(self) -> Actor:
        return Actor(f"panel-{next(self._numbers)}", self.said)

    def _serve(self) -> Program:
        name = f"service-{next(self._numbers)}"
        return Program(name, self.said, ARQON_TTS, "serve", "--bus", "")


def clock(at: float) -> str:
    """Epoch seconds as the time of the day."""
    return datetime.fromtimestamp(at, UTC).strftime("%H:%M:%S.%f")[:-3]


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError as error:
        return str(error)
