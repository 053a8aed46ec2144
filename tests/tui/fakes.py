"""The panel's world, held in the hand: nothing moves until a test says so."""

from __future__ import annotations

import math
import shutil
import weakref
from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from threading import Event as Gate
from types import MappingProxyType
from typing import Any

from arqon_gate.doubles.sidecar_tone import wav_file
from arqon_service.audition.audition import Audition
from arqon_service.audition.phrases import PhraseBook
from arqon_service.audition.run import Run
from arqon_service.checkup import Finding
from arqon_service.home import Home
from arqon_service.settings_history import SettingsEntry
from arqon_settings.errors import InvalidSetting
from arqon_settings.model import KEYS, ProviderName, SettingKey, Settings
from arqon_settings.snapshot import Change, Fault, KeyChange, Origin, ProviderChange, Snapshot
from arqon_settings.values import SettingValue, parse_text
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.gate.port import Gate as Gate6
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.services import WRITTEN_S
from arqon_tui.panel.status import Program, ProgramName, Question, Voice
from arqon_voice.playback.wav.peaks import Peaks
from arqon_voice.providers.port import Timings
from arqon_voice.sidecar.health import KOKORO_SHA256, Health
from arqon_voice.sidecar.voices import SidecarVoice, VoiceList
from arqon_voice.speech.plane import NothingToSay, Ticket
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState
from arqon_voice.telemetry.events import LATENCY_MS
from arqon_voice.telemetry.rows import Row
from tests.tui.gates import FakeGate
from tests.tui.histories import FakeHistory

NOW = datetime(2026, 3, 4, 14, 2, 11, tzinfo=UTC)
ALICE = ProviderChange("kokoro", datetime(2026, 3, 4, 13, 2, tzinfo=UTC), "alice (panel)", "")
ROOT = ProviderChange(
    "fallback", datetime(2026, 3, 4, 3, 12, tzinfo=UTC), "root (cli)", "hiss on line 2"
)
PATH = Path("/home/alice/.config/arqon-tts/settings.toml")
CHECKED_MS = int(NOW.timestamp() * 1000)
URL = "http://127.0.0.1:7781"
READY = Health(
    URL,
    "ready",
    runtime="host-dev",
    model="kokoro-v1_0",
    model_sha256=KOKORO_SHA256,
    model_kind="kokoro-82m",
    rtt_ms=3.2,
    checked_ms=CHECKED_MS,
)
UNREACHABLE = Health(
    URL,
    "unreachable",
    reason="connection refused at 127.0.0.1:7781; start the sidecar or correct the URL",
    checked_ms=CHECKED_MS,
)
LATER = SettingsEntry(
    NOW - timedelta(minutes=1), "arqon_tts_kokoro_timeout_ms", 5000, 7000, "bob (cli)", "command"
)
EARLIER = SettingsEntry(
    NOW - timedelta(hours=2),
    "arqon_tts_kokoro_streaming_enabled",
    True,
    False,
    "alice (panel)",
    "panel",
    "[/x]",
)
FOUND = (
    Finding("settings file", "ok", str(PATH)),
    Finding("sound device", "broken", "no device; plug one in"),
    Finding("sidecar", "ok", "ready"),
    Finding("VM", "warning", "none runs in /run/user/1000/arqon-tts/vm; start it: arqon-tts vm up"),
)
IDLE = Voice(holder="this panel", standing=Standing("kokoro", "kokoro"))
STARTING = replace(READY, state="starting", phase="loading", reason="it says that it is loading")


def snapshot_of(
    *,
    change: ProviderChange | None = ALICE,
    origins: dict[SettingKey, Origin] | None = None,
    faults: tuple[Fault, ...] = (),
    path: Path = PATH,
    **values: SettingValue,
) -> Snapshot:
    """Settings as a panel finds them; what is given comes from the file, or as `origins` say."""
    if change is not None:
        values.setdefault("arqon_tts_provider", change.to)
    found: dict[SettingKey, Origin] = {k: "file" if k in values else "default" for k in KEYS}
    return Snapshot(
        settings=Settings.model_validate(values),
        origins=MappingProxyType(found | (origins or {})),
        faults=faults,
        path=path,
        provider_change=change,
    )


def row(number: int, name: str = "stt.tts.kokoro.stream_chunk", data: str = "", **more: str) -> Row:
    """An event, a tenth of a second after the one before."""
    return Row(
        id=number,
        ts_ms=int(NOW.timestamp() * 1000) + number * 100,
        name=name,
        session_id=more.get("session_id", "session"),
        message_id=more.get("message_id", "3f2a9100"),
        source=more.get("source", "panel"),
        data=data or f'{{"bytes":4800,"seq":{number}}}',
    )


VOICES = VoiceList(
    URL,
    tuple(
        SidecarVoice(name, language, gender, name[3:].title())
        for name, language, gender in (
            ("af_bella", "en-us", "female"),
            ("af_heart", "en-us", "female"),
            ("af_sky", "en-us", "female"),
            ("am_adam", "en-us", "male"),
            ("bf_emma", "en-gb", "female"),
            ("ef_dora", "es", "female"),
        )
    ),
    "af_heart",
    CHECKED_MS,
)


@dataclass
class Said:
    """What a voice was asked to speak, and its ticket."""

    text: str
    voice: str | None
    speed: float | None
    ticket: Ticket

    def end(self, **changes: Any) -> None:
        """It was spoken, as told."""
        outcome = Outcome(
            self.ticket.message_id,
            LATENCY_MS,
            "spoken by kokoro",
            "kokoro",
            first_audio_ms=140,
            latency_ms=2100,
            heard_ms=2000,
            timings=Timings(1.0, 12.0, 600.0, 0.5),
        )
        self.ticket.outcome.set_result(replace(outcome, **changes))


class FakeVoice:
    """The part of `Voice` that an audition uses; nothing ends before the test says so."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.calls: list[str] = []

    def say(
        self,
        text: str,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
        speed: float | None = None,
        **also: object,
    ) -> Ticket:
        assert provider == "kokoro"
        assert not also
        if not text.strip():
            raise NothingToSay("there is nothing to say: the text is empty or blank")
        self.said.append(Said(text, voice, speed, Ticket(f"run-{len(self.said) + 1}", Future())))
        return self.said[-1].ticket

    def replay(self, of: str | None = None) -> Ticket:
        self.calls.append(f"replay {of}")
        return Ticket(f"again-{of}", Future())

    def keep(self, of: str, path: Path) -> Ticket:
        samples = [round(9000 * math.sin(n / 9) * math.sin(n / 900)) for n in range(24_000)]
        path.write_bytes(wav_file(array("h", samples).tobytes(), 24_000))
        kept: Future[Outcome] = Future()
        kept.set_result(Outcome(of, LATENCY_MS, "", "kokoro"))
        return Ticket(f"kept-{of}", kept)

    def stop(self, reason: str = "", message_id: str | None = None) -> None:
        self.calls.append(f"stop {message_id}")


class FakeServices:
    """Keeps what it is asked. `gate` holds back calls that begin with `held_back`."""

    read_only = ""

    def __init__(self, snapshot: Snapshot | None = None, health: Health | None = READY) -> None:
        self.now = snapshot or snapshot_of()
        self.health = health
        self.busy = IDLE
        self.goes_on = Gate()
        self.goes_on.set()
        self.close_gate = Gate()
        self.close_gate.set()
        self.refusal = ""
        self.held_back = ""
        self.calls: list[str] = []
        self.texts: list[str] = []
        self.tickets: list[Future[Outcome]] = []
        self.rows: list[Row] = []
        self.asked: list[Question] = []
        self.left_out = 0
        self.checks = 0
        self.unknown_voice = self.doubts = ""
        self.around = [
            Program("service", False, "does not run"),
            Program("vm", True, "ready, at 127.0.0.1:7781 (process 4711)"),
        ]
        self.found: list[Finding] = [*FOUND]
        self.made: list[SettingsEntry] = []
        self.event_history = FakeHistory()
        self.gate: Gate6 = FakeGate()
        self.heard: Callable[[Snapshot], None] = lambda _snapshot: None
        self.folder = Path(mkdtemp(prefix="arqon-panel-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.speaker = FakeVoice()
        self.seed = 1
        self.known = VOICES
        self.past: list[Run] = []
        self.plane: PlaneState | None = None
        self.told: Callable[[], None] = lambda: None

    def __setattr__(self, name: str, value: object) -> None:
        """What a test changes is told, as the real ones tell of it."""
        super().__setattr__(name, value)
        if name in ("health", "busy", "rows", "asked", "around", "found", "made"):
            getattr(self, "told", lambda: None)()

    def subscribe(self, listener: Callable[[], None]) -> None:
        self.told = listener

    def open(self, heard: Callable[[Snapshot], None]) -> FakeServices:
        """What the panel is given to open its world with."""
        self.heard = heard
        return self

    def elsewhere(self, values: Mapping[SettingKey, SettingValue]) -> None:
        """Another process changes settings."""
        self.now = self._with(values)
        self.heard(self.now)

    def snapshot(self) -> Snapshot:
        return self.now

    def parse(self, key: SettingKey, text: str) -> SettingValue:
        try:
            return parse_text(key, text)
        except InvalidSetting as error:
            raise Refused(error.why) from error

    def change(self, key: SettingKey, value: SettingValue, seen: Snapshot | None = None) -> Change:
        if seen and getattr(seen.settings, key) != getattr(self.now.settings, key):
            return Change(self.now, self.now, (), None)
        return self._write(f"change {key} {value}", {key: value})

    def doubt(self, key: SettingKey, value: SettingValue) -> str:
        if key == "arqon_tts_kokoro_voice" and value == self.unknown_voice:
            raise Refused(f"there is no voice {value!r} at {URL}; near it: af_bella")
        return self.doubts if key == "arqon_tts_kokoro_voice" else ""

    def rollback(self) -> Change:
        return self._write("rollback", {"arqon_tts_provider": "fallback"})

    def restore(self) -> Change:
        return self._write("restore", {"arqon_tts_provider": "kokoro"})

    def changes(self) -> Sequence[SettingsEntry]:
        return self.made

    def undo(self, entry: SettingsEntry | None) -> tuple[SettingsEntry, Change]:
        entry = entry or self.made[0]
        return entry, self._write(f"undo {entry.key} {entry.old}", {entry.key: entry.old})

    def say(self, text: str) -> Future[Outcome]:
        return self._ticket("say", text)

    def save(self, text: str, path: Path) -> Future[Outcome]:
        return self._ticket(f"save {path.name}", text)

    def stop(self) -> None:
        self.calls.append("stop")

    def voice(self) -> Voice:
        return self.busy

    def sidecar(self) -> Health | None:
        return self.health

    def look_at_sidecar(self) -> None:
        self.calls.append("look")

    def check(self) -> None:
        self.checks += 1

    def findings(self) -> tuple[Sequence[Finding], bool]:
        return self.found, False

    def programs(self) -> Sequence[Program]:
        return self.around

    def switch_program(self, name: ProgramName, on: bool) -> str:
        self.calls.append(f"{'start' if on else 'stop'} {name}")
        self.goes_on.wait()
        if self.refusal:
            raise Refused(self.refusal)
        return "runs" if on else "does not run"

    def questions(self) -> Sequence[Question]:
        return self.asked

    def answer(self, question: Question, allow: bool) -> None:
        self.calls.append(f"{'allow' if allow else 'block'} {question.key}")

    def events(self) -> tuple[Sequence[Row], int]:
        taken, vars(self)["rows"] = self.rows, []  # which is no news
        self.event_history.rows += taken
        left_out, self.left_out = self.left_out, 0
        return taken, left_out

    def audition(
        self, on_run: Callable[[Run], None], on_sound: Callable[[str, Peaks], None]
    ) -> Audition:
        """The real one, with a voice that speaks when the test says so."""
        home = Home.under(self.folder)
        return Audition(
            home,
            self.speaker,
            on_run=on_run,
            on_sound=on_sound,
            now=lambda: NOW,
            chance=Random(self.seed),
        )

    def voices(self) -> VoiceList:
        return self.known

    def phrase_book(self) -> PhraseBook:
        return PhraseBook(self.folder / "phrases.json")

    def past_runs(self) -> Sequence[Run]:
        return self.past

    def playhead(self) -> PlaneState | None:
        return self.plane

    def close(self, written_s: float = WRITTEN_S) -> str:
        self.written_s = written_s
        self.calls.append("close")
        self.close_gate.wait()
        return ""

    def _ticket(self, call: str, text: str) -> Future[Outcome]:
        if not text.strip():
            raise Refused("there is nothing to say: the text is empty or blank")
        self.calls.append(call)
        self.texts.append(text)
        self.tickets.append(Future())
        return self.tickets[-1]

    def _write(self, call: str, values: dict[SettingKey, SettingValue]) -> Change:
        self.calls.append(call)
        if call.startswith(self.held_back):
            self.goes_on.wait()
        if self.refusal:
            raise Refused(self.refusal)
        before, self.now = self.now, self._with(values)
        pairs = ((key, getattr(before.settings, key), value) for key, value in values.items())
        changed = tuple(KeyChange(key, old, new) for key, old, new in pairs if old != new)
        return Change(before, self.now, changed, None)

    def _with(self, values: Mapping[SettingKey, SettingValue]) -> Snapshot:
        held = {k for k, origin in self.now.origins.items() if origin == "environment"}
        free = {k: v for k, v in values.items() if k not in held}
        origins: dict[SettingKey, Origin] = {k: "file" for k in KEYS if k in free}
        change = self.now.provider_change
        match values.get("arqon_tts_provider"):
            case "kokoro" | "fallback" as to:
                change = replace(ALICE, to=to, at=NOW)
        return replace(
            self.now,
            reading=self.now.reading + 1,
            settings=Settings.model_validate(self.now.settings.model_dump() | free),
            origins=MappingProxyType(dict(self.now.origins) | origins),
            provider_change=change,
        )


def spoken(provider: str = "kokoro") -> Outcome:
    """An utterance that went well."""
    assert provider in ("kokoro", "fallback")
    return Outcome(
        "m1",
        LATENCY_MS,
        f"spoken by {provider}",
        "kokoro" if provider == "kokoro" else "fallback",
        first_audio_ms=143,
        latency_ms=2310,
    )


def panel(services: FakeServices) -> PanelApp:
    """The real panel in that world."""
    return PanelApp(services.open, now=lambda: NOW)
