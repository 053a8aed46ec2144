"""A panel without a screen, as a process: does what each line of its input says, and tells how.

    say <text> · stop · set <milliseconds> · rollback · restore

It prints one JSON object a line, each with the time: `ready`; `done` with the line, once it holds
on the disk or is passed on; and for each utterance `asked` and `ended`.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import Future
from functools import partial

from arqon_service.home import Home
from arqon_tui.panel.real_services import PanelServices
from arqon_voice.speech.request import Outcome


def tell(**data: object) -> None:
    sys.stdout.write(json.dumps({**data, "at": time.time()}) + "\n")
    sys.stdout.flush()


def ended(message_id: str, outcome: Future[Outcome]) -> None:
    error = outcome.exception()
    if error is not None:
        tell(event="ended", id=message_id, ending="", words=f"{type(error).__name__}: {error}")
    else:
        tell(
            event="ended",
            id=message_id,
            ending=outcome.result().ending,
            words=outcome.result().words,
        )


def do(services: PanelServices, word: str, rest: str) -> None:
    match word:
        case "say":
            ticket = services._voice.say(rest)
            tell(event="asked", id=ticket.message_id)
            ticket.outcome.add_done_callback(partial(ended, ticket.message_id))
        case "stop":
            services.stop()
        case "set":
            services.change("arqon_tts_kokoro_timeout_ms", int(rest))
        case "rollback":
            services.rollback()
        case "restore":
            services.restore()


def main() -> None:
    services = PanelServices.open(Home.of_user(), lambda _snapshot: None)
    tell(event="ready")
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        try:
            do(services, word, rest)
        except Exception as error:  # noqa: BLE001 -- the test judges it
            tell(event="failed", line=line.strip(), words=f"{type(error).__name__}: {error}")
        else:
            tell(event="done", line=line.strip())
    services.close()
    tell(event="closed")


if __name__ == "__main__":
    main()
