"""A program that speaks one message, and kills itself at its n-th event: see `test_killed`.

Arguments: a folder, a message id, and the number of the event (none: it lives). What a device
would have sounded stands in the folder's file `played`, one message id a line.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import Event
from tests.patience import PATIENCE_S
from tests.voice.fakes import TONE, Fail, FakePlayback, FakePlayer, FakeProvider
from tests.voice.gated import ToldTelemetry, plane_of


class LoggedPlayback(FakePlayback):
    """Notes in a file that something was heard of the message."""

    def __init__(self, player: LoggedPlayer) -> None:
        super().__init__(player)
        self._log, self._noted = player.log, False

    async def write(self, chunk: PcmChunk) -> None:
        if not self._noted:
            self._noted = True
            with self._log.open("a") as log:
                log.write(f"{sys.argv[2]}\n")
        await super().write(chunk)


class LoggedPlayer(FakePlayer):
    """A device whose sound leaves a trace."""

    log = Path(sys.argv[1], "played") if len(sys.argv) > 1 else Path("played")

    def open(self) -> LoggedPlayback:
        return LoggedPlayback(self)


def main() -> None:
    folder, message_id, dies_at = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]

    class Deadly(ToldTelemetry):
        def emit(self, event: Event) -> None:
            super().emit(event)
            if dies_at and len(self.told) > int(dies_at[0]):
                os.kill(os.getpid(), signal.SIGKILL)

    plane, _ = plane_of(
        folder,
        {"kokoro": FakeProvider("kokoro", [Fail()]), "fallback": FakeProvider("fallback", [TONE])},
        player=LoggedPlayer(),
        telemetry=Deadly(folder / "telemetry.db"),
    )
    outcome = plane.say("Hello.", message_id=message_id).outcome.result(PATIENCE_S)
    plane.close()
    sys.stdout.write(f"{outcome.ending}\n")


if __name__ == "__main__":
    main()
