"""What Operate says: health, the checklist, and what F9 would do, as labelled lines."""

from __future__ import annotations

from arqon_tui.panel import words
from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.figures import times
from arqon_tui.panel.state import PanelState
from arqon_voice.text import plain

__all__ = ["checklist_rows", "health_rows", "program_rows", "rollback_rows"]

Rows = list[tuple[str, str]]


def health_rows(state: PanelState) -> Rows:
    """Whether Kokoro may be given traffic, and the figures that say so."""
    health = state.sidecar.health
    rows = [("Fit", fitness(state))]
    if health is not None and health.state != "unreachable":
        rows.append(("Engine", f"{health.engine or 'it does not say'} {health.version}".rstrip()))
    rows.append(("Round trip", times(state.sidecar.rtts_ms, "probes")))
    rows.append(("First audio", times(state.first_audio_ms, "utterances")))
    rows.append(("Queue", words.activity(state) or "nothing sounds, nothing waits"))
    if state.voice.maestro:
        line = f"its settings are kept in step: {state.voice.maestro}"
        rows.append(("Maestro", plain(line)))
    return rows


def fitness(state: PanelState) -> str:
    """What the sidecar may be used for, and what is missing to more."""
    health, standing = state.sidecar.health, state.voice.standing
    if health is None:
        return "not known yet"
    if health.state != "ready":
        return "for nothing: it is not ready"
    if standing is not None and standing.speaker == "degraded":
        return plain(f"not now: {standing.words.removeprefix('kokoro, degraded: ')}")
    missing = [word for word in (health.place, health.kind) if word not in _PRODUCTION]
    if missing:
        return f"for development only: {', '.join(missing)}"
    return "for production traffic"


_PRODUCTION = ("firecracker, attested", "kokoro-82m")


def checklist_rows(state: PanelState, *, whole: bool) -> Rows:
    """Doctor's rows: what is wrong first; what is fine in a line each if `whole`, else by name."""
    if not state.findings:
        return [("", "being looked at" if state.checking else "not looked at yet")]
    marks = {"broken": "BROKEN", "warning": "warning"}
    rows = [
        (f"{marks[found.state]} {found.what}", plain(found.words))
        for state_name in marks
        for found in state.findings
        if found.state == state_name
    ]
    fine = [found for found in state.findings if found.state == "ok"]
    again = " (being looked at again)" if state.checking else ""
    if whole:
        listed = [(f"ok {found.what}", plain(found.words)) for found in fine]
        return [*rows, *listed, *([("", again.strip())] if again else [])]
    return [*rows, ("ok", f"{', '.join(found.what for found in fine)}{again}")]


def program_rows(state: PanelState, key_of: KeyOf) -> Rows:
    """The service and the VM: how they stand, what they say, and the keys for them."""
    rows = []
    for program in state.programs:
        words = program.words
        if program.doing:
            words = f"{program.doing} … {program.said}".rstrip()
        else:
            name = f"{'stop' if program.running else 'start'}_{program.name}"
            words += f" · {key_of(name)} {'stops' if program.running else 'starts'} it"
        rows.append(({"service": "Service", "vm": "VM"}[program.name], plain(words)))
    return rows or [("", "being looked at")]


def rollback_rows(state: PanelState, key_of: KeyOf) -> Rows:
    """What a rollback would do now, and which change an undo would take back."""
    if state.read_only:
        words = "nothing here: what is only looked at is not changed; it names the command"
        return [(key_of("rollback"), words)]
    match state.provider:
        case None:
            would = "the settings are being read"
        case "fallback":
            back = key_of("restore")
            would = f"nothing: speech goes to the fallback already; {back} goes back to kokoro"
        case _:
            would = "every running program of this user speaks with the fallback voice, at once"
    rows = [(key_of("rollback"), would)]
    if state.changes:
        words = f"undo the last change below; {key_of('undo_chosen')} the one that is marked"
        rows.append((key_of("undo"), words))
    return rows
