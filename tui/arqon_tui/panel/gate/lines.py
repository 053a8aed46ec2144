"""How the gate looks: a criterion on a line, and whole; its artifacts, for reading and to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from textual.content import Content

from arqon_settings.command import command_here
from arqon_tui.panel import words
from arqon_tui.panel.events.lines import Part
from arqon_tui.panel.events.wrapping import broken
from arqon_voice.text import plain

if TYPE_CHECKING:
    from datetime import datetime

    from arqon_gate.artifact import Artifact
    from arqon_gate.check import Verdict
    from arqon_gate.verdict import Row
    from arqon_tui.panel.gate.port import CheckShown, GateShown, Noted

__all__ = ["artifact_lines", "copied", "counted", "in_full", "noted_line", "of_noted", "row_line"]

STATES: Final[dict[Verdict, str]] = {
    "proven": "proven",
    "failed": "FAILED",
    "not_proven": "not proven",
}
_STYLES: Final[dict[Verdict, str]] = {
    "proven": "plain",
    "failed": "failure",
    "not_proven": "warning",
}
_COLORS: Final = {"plain": "", "failure": "bold $error", "warning": "$warning"}
_COLUMN: Final = 16

Line = list[Part]


def row_line(row: Row, *, runs: bool) -> Content:
    """A criterion: how it stands, and by which artifacts, or why not."""
    state = "running" if runs else STATES[row.verdict]
    color = "bold $primary" if runs else _COLORS[_STYLES[row.verdict]]
    rest = f"by {', '.join(row.by)}" if row.verdict == "proven" else " ".join(row.why)
    return Content.assemble(
        (f"{row.criterion.number}  ", "bold"),
        (f"{state:<10}  ", color),
        _claim(row),
        (f" · {plain(rest)}", "dim"),
    )


def noted_line(one: Noted, now: datetime) -> Content:
    """A decision, or a switch of the provider."""
    local = one.at.astimezone(now.tzinfo)
    when = f"{local:%Y-%m-%d}" if one.only_day else words.when(one.at, now)
    return Content(plain(f"{when}  {one.words}"))


def counted(shown: GateShown, width: int) -> list[Line]:
    """How many criteria stand how, where that comes from, and what is wrong with the evidence."""
    counts = {state: sum(r.verdict == state for r in shown.rows) for state in STATES}
    said = " · ".join(f"{count} {STATES[state]}" for state, count in counts.items() if count)
    number = len(shown.artifacts)
    rest = f" · {number} artifact{'s' if number != 1 else ''}"
    rest += f" in {shown.folder}" if len(said + rest) + len(str(shown.folder)) + 4 < width else ""
    head = [Part(said, "failure" if counts["failed"] else "head"), Part(plain(rest), "quiet")]
    return [head, *([Part(f"! {plain(notice)}", "warning")] for notice in shown.notices)]


def in_full(row: Row, shown: GateShown, width: int) -> list[Line]:
    """A criterion: each check of it, how it stands, and what would prove it."""
    criterion = row.criterion
    title = f"{criterion.number} ({criterion.kind}): {_claim(row)}"
    lines = _wrapped("", title, "head", width)
    for name in criterion.checks:
        lines += _wrapped(name, _standing(shown.checks[name]), _style(shown, name), width)
    if not criterion.checks:
        lines += _wrapped(STATES[row.verdict], " ".join((*row.by, *row.why)), "plain", width)
    for command in dict.fromkeys(row.commands):
        lines += _wrapped("to prove it", _here(command), "plain", width)
    return lines


def of_noted(one: Noted, now: datetime, width: int) -> list[Line]:
    """A decision or a switch, whole."""
    lines = _wrapped("", noted_line(one, now).plain, "head", width)
    return [*lines, *_wrapped("", plain(one.more), "plain", width)] if one.more else lines


def artifact_lines(row: Row, shown: GateShown, width: int) -> list[Line]:
    """The criterion, and under it the artifacts of all its checks."""
    lines = in_full(row, shown, width)
    for name in row.criterion.checks:
        check = shown.checks[name]
        if check.artifact is not None:
            lines += [[], *_artifact(check, check.artifact, shown, width)]
    return lines


def copied(row: Row, shown: GateShown) -> str:
    """The criterion, and its artifacts in the form of the evidence page, as Markdown."""
    from arqon_gate.page import sections

    lines = in_full(row, shown, 10_000)
    head = "\n".join("".join(part.text for part in line).rstrip() for line in lines)
    found = sections(shown.artifacts)
    parts = [found[name] for name in row.criterion.checks if name in found]
    return "\n\n".join([head, *parts]) + "\n"


def _claim(row: Row) -> str:
    """What is proven or not: of a hard-fail condition, that it has not happened."""
    words = row.criterion.words
    if row.criterion.kind == "hard-fail":
        return f"Ruled out: {words[0].lower()}{words[1:]}"
    return words


def _here(command: str) -> str:
    """With the home in force, as the command is typed in another terminal."""
    return command.replace("arqon-tts gate", command_here("gate"))


def _standing(check: CheckShown) -> str:
    if check.artifact is None:
        return f"{STATES[check.verdict]}: {check.why}"
    at = f"{check.artifact.moment:%Y-%m-%d %H:%M}"
    said = f"{STATES[check.verdict]} · {at} · {check.file}"
    return f"{said} · {check.why}" if check.why else said


def _style(shown: GateShown, name: str) -> str:
    return _STYLES[shown.checks[name].verdict]


def _artifact(
    check: CheckShown, artifact: Artifact, shown: GateShown, width: int
) -> Iterator[Line]:
    from arqon_gate.reading import OUTPUT

    yield from _wrapped("", f"{check.name}: {artifact.title}", "head", width)
    said = f"{STATES[artifact.verdict]}: {' '.join(artifact.reasons)}"
    clean = "clean" if artifact.source.clean else "not clean"
    figures = (f"{name} {value}" for name, value in artifact.measurements.items())
    output = shown.folder / OUTPUT / f"{artifact.output.sha256}.txt"
    fields: Iterable[tuple[str, str, str]] = (
        ("command", artifact.command, "plain"),
        ("timestamp", artifact.moment.isoformat(), "plain"),
        ("exit_code", str(artifact.exit_code), "plain"),
        *(("key_output", line, "plain") for line in artifact.key_output or ("none",)),
        ("interpretation", said, _STYLES[artifact.verdict]),
        ("holds now", "yes" if check.verdict == "proven" else f"no: {check.why}", "plain"),
        ("measured", ", ".join(figures) or "nothing", "plain"),
        ("took", f"{artifact.took_s:.1f} s", "plain"),
        ("sources", f"commit {artifact.source.commit or 'not known'}, tree {clean}", "plain"),
        ("sidecar", artifact.attestation.words, "plain"),
        ("artifact", str(shown.folder / check.file), "plain"),
        ("all output", str(output), "plain"),
    )
    before = ""
    for label, text, style in fields:
        yield from _wrapped("" if label == before else label, text, style, width, _COLUMN)
        before = label


def _wrapped(label: str, text: str, style: str, width: int, column: int = 0) -> list[Line]:
    """A text in lines of `width` cells; what goes on, and has a label, stands below the text."""
    column = column or (max(_COLUMN, len(label) + 2) if label else 0)
    room = max(width - column, 10)
    first, *more = broken(plain(text), room, room)
    indent = Part(" " * column, "quiet")
    head = Part(label.ljust(column), "quiet")
    return [[head, Part(first, style)], *([indent, Part(piece, style)] for piece in more)]
