"""One question to whoever holds the voice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import fail

if TYPE_CHECKING:
    from arqon_service.remote import RemoteVoice
    from arqon_service.voice import Status

__all__ = ["holder", "status_data", "status_lines"]


@contextmanager
def holder(program: str) -> Iterator[RemoteVoice | None]:
    """A connection to the holder of the voice, None where nobody holds it.

    Ends the command where somebody holds it and does not answer.
    """
    from arqon_service.channel.client import NoAnswer
    from arqon_service.remote import reach
    from arqon_service.voice import VoiceUnreachable

    try:
        remote = reach(user_home(), program)
    except VoiceUnreachable as error:
        fail(str(error), exits.FAILED)
    try:
        yield remote
    except NoAnswer as error:
        fail(str(error), exits.FAILED)
    finally:
        if remote is not None:
            remote.close()


def status_data(status: Status | None) -> dict[str, object]:
    """Who holds the voice, what sounds and what waits, as JSON."""
    if status is None:
        return {"holder": None, "standing": None, "sounding": None, "waiting": []}
    sounding = status.queue.sounding
    return {
        "holder": {"program": status.program, "pid": status.pid},
        "standing": {
            "speaker": status.state.standing.speaker,
            "words": status.state.standing.words,
        },
        "phase": status.state.phase,
        "sounding": None
        if sounding is None
        else {
            "message_id": sounding.message_id,
            "provider": sounding.provider,
            "heard_ms": sounding.heard_ms,
        },
        "waiting": [
            {"message_id": waiting.message_id, "warning": waiting.warning}
            for waiting in status.queue.waiting
        ],
        "saving": status.queue.saving,
        "bus": status.bus,
        "voice_faults": list(status.faults),
    }


def status_lines(status: Status | None) -> list[str]:
    """The same, for a person."""
    if status is None:
        return ["Voice     nobody holds it: nothing speaks"]
    lines = [
        f"Voice     held by arqon-tts {status.program} (process {status.pid})",
        f"Speaks    {status.state.standing.words}",
        f"Now       {_sounding(status)}, {len(status.queue.waiting)} waiting",
    ]
    if status.bus:
        lines.append(f"Bus       {status.bus}")
    return [*lines, *(f"Fault     {fault}" for fault in status.faults)]


def _sounding(status: Status) -> str:
    sounding = status.queue.sounding
    if sounding is None:
        return "silent"
    provider = f" by {sounding.provider}" if sounding.provider else ""
    return f"{sounding.message_id[:6]}{provider}, {sounding.heard_ms / 1000:.1f} s heard"
