"""What a dead sidecar costs an utterance: from its turn until the fallback is asked, by the events.

Refused: nothing listens at the address. Hanging: the connection is taken, and nothing is said, so
each utterance pays the timeout of the settings. Spared: the breaker is open.
"""

from __future__ import annotations

import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_service.assembly import open_providers
from arqon_settings.store import SettingsStore
from arqon_voice.playback.wav.player import WavPlayer
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.breaker import FAILURES
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import PROVIDER_SELECTED, Event

ROUNDS = 10
SPARED = 5
TIMEOUT_MS = 500


class _Timed(Telemetry):
    """Telemetry that notes when a provider was chosen."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, source="cli")
        self.chosen: dict[tuple[str, str], float] = {}

    def emit(self, event: Event) -> None:
        if event.name == PROVIDER_SELECTED:
            self.chosen[event.message_id, str(event.data["provider"])] = time.monotonic()
        super().emit(event)


def main() -> int:
    """Print the table."""
    print(f"{'until the fallback is asked':<44} {'p50 ms':>8} {'max ms':>8} {'n':>4} {'goal':>8}")
    for what, listens, goal in (("refused", False, 50), ("hanging", True, TIMEOUT_MS)):
        tried, spared = [], []
        for _ in range(ROUNDS):
            with _address(listens) as url, tempfile.TemporaryDirectory() as folder:
                waits = _round(Path(folder), url)
            tried += waits[:FAILURES]
            spared += waits[FAILURES:]
        limit = f" (timeout {TIMEOUT_MS} ms)" if listens else ""
        _row(f"{what}, tried{limit}", tried, goal)
        _row(f"{what}, spared by the breaker", spared, 50)
    return 0


def _round(folder: Path, url: str) -> list[float]:
    store = SettingsStore(folder / "settings.toml", environ={})
    store.change(
        {
            "arqon_tts_provider": "kokoro",
            "arqon_tts_kokoro_url": url,
            "arqon_tts_kokoro_timeout_ms": TIMEOUT_MS,
        },
        by="bench",
    )
    telemetry = _Timed(folder / "telemetry.db")
    plane = VoicePlane(
        source="cli",
        store=store,
        telemetry=telemetry,
        guard=ReplayGuard(folder / "replay.db"),
        player=WavPlayer(folder / "spoken.wav"),
        providers=open_providers,
    )
    plane.start()
    plane.warm()
    plane.save("Yes.", folder / "warm.wav", provider="fallback").outcome.result(60)
    ids = []
    for _ in range(FAILURES + SPARED):
        ticket = plane.say("Yes.")
        ticket.outcome.result(60)
        ids.append(ticket.message_id)
    plane.close()
    chosen = telemetry.chosen
    return [1000 * (chosen[each, "fallback"] - chosen[each, "kokoro"]) for each in ids]


@contextmanager
def _address(listens: bool) -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        if listens:
            taken.listen()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def _row(what: str, values: list[float], goal: int) -> None:
    middle, most = statistics.median(values), max(values)
    print(f"{what:<44} {middle:>8.1f} {most:>8.1f} {len(values):>4} {goal:>8}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
