"""The statistics of telemetry as text for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arqon_voice.text import plain, plain_words

if TYPE_CHECKING:
    from arqon_voice.telemetry.stats import Stats
    from arqon_voice.telemetry.times import Percentiles

__all__ = ["as_text"]


def as_text(summed: Stats) -> str:
    """What a window of time adds up to, a line for each figure."""
    rate = "none tried" if summed.fallback_rate is None else f"{summed.fallback_rate:.1%}"
    lines = [
        f"Since           {_moment(summed.since_ms, '%Y-%m-%d %H:%M:%S')}",
        f"Requests        {summed.requests}",
        f"Fallback rate   {rate}",
        f"Failed closed   {summed.fail_closed}",
    ]
    for name, count in summed.endings.items():
        lines.append(f"  {plain(name.removeprefix('stt.tts.')):<18} {count}")
    for times in summed.providers:
        lines.append(f"{plain(times.provider):<15} first audio {_spread(times.first_audio_ms)}")
        lines.append(f"{'':<15} to the end  {_spread(times.latency_ms)}")
    if failure := summed.last_kokoro_failure:
        what = plain_words(f"{failure.reason}: {failure.detail}")
        lines.append(f"Last failure    {_moment(failure.ts_ms, '%H:%M:%S')} {what}")
    return "\n".join(lines)


def _moment(ts_ms: int, form: str) -> str:
    from arqon_voice.telemetry.rows import local_time

    moment = local_time(ts_ms)
    return f"{moment:{form}}" if moment else str(ts_ms)


def _spread(values: Percentiles | None) -> str:
    if values is None:
        return "not measured"
    return (
        f"p50 {values.p50:.0f} ms, p95 {values.p95:.0f} ms, p99 {values.p99:.0f} ms "
        f"(n={values.count})"
    )
