"""How long requests took within a window of time: words, and marks on a scale that stands still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from arqon_tui.panel.events.lines import Part
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_voice.telemetry.times import Percentiles, ProviderTimes

__all__ = ["SPANS", "Span", "time_lines"]

_FIRST_AUDIO_MS = 2_000
_TOTAL_MS = 10_000
_LONGEST_SCALE = 40


class Span(NamedTuple):
    """A window of time up to now; None reaches back to the first event."""

    label: str
    ms: int | None


SPANS = (
    Span("15 min", 900_000),
    Span("1 h", 3_600_000),
    Span("24 h", 86_400_000),
    Span("5 min", 300_000),
    Span("all", None),
)


def time_lines(times: Sequence[ProviderTimes], span: Span, width: int) -> list[list[Part]]:
    """A line for first audio and one for the total, for each provider that spoke."""
    if not times:
        return [[Part(f"No utterance was spoken to its end: {span.label} back from now.", "quiet")]]
    found = []
    for spoken in times:
        name = plain(spoken.provider)
        found.append(_line(name, "first audio", spoken.first_audio_ms, _FIRST_AUDIO_MS, width))
        found.append(_line(name, "total", spoken.latency_ms, _TOTAL_MS, width))
    return found


def _line(
    provider: str, what: str, values: Percentiles | None, full_ms: int, width: int
) -> list[Part]:
    head = [Part(f"{provider[:10]:10} ", "head"), Part(f"{what:12}", "quiet")]
    if values is None:
        return [*head, Part("not measured", "quiet")]
    numbers = f"p50 {values.p50:>6,.0f}  p95 {values.p95:>6,.0f} ms  n {values.count:<6,} "
    line = [*head, Part(numbers, "plain")]
    room = width - sum(len(part.text) for part in line) - 7
    if room >= 8:
        scale = _scale(values, full_ms, min(room, _LONGEST_SCALE))
        line.append(Part(f"{scale} {full_ms // 1000} s", "name"))
    return line


def _scale(values: Percentiles, full_ms: int, length: int) -> str:
    """From 0 to `full_ms`: a bar to p50, a thin one to p95; an arrow where it goes on."""
    half, most = (round(min(v / full_ms, 1) * length) for v in (values.p50, values.p95))
    bar = "█" * half + "─" * (most - half) + "┤"
    beyond = "›" if values.p95 > full_ms else "│"
    return f"│{bar[:length]:{length}}{beyond}"
