"""A moment as people write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = ["NotAMoment", "epoch_ms"]

_AGO = re.compile(r"(\d{1,9})\s*([smhd])")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?")
_UNIT_MS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


class NotAMoment(ValueError):
    """The text names no moment; the message says what would."""


def epoch_ms(text: str, now_ms: int) -> int:
    """Read `90s`, `15m`, `2h` or `3d` ago, `14:02` today, or ISO 8601; in epoch milliseconds.

    A time without a zone is local. `now_ms` is the present.

    Raises:
        NotAMoment: it is none of these.
    """
    text = text.strip()
    if ago := _AGO.fullmatch(text):
        return now_ms - int(ago[1]) * _UNIT_MS[ago[2]]
    try:
        if _CLOCK.fullmatch(text):
            today = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone().date()
            text = f"{today}T{text.zfill(5) if text.count(':') == 1 else text}"
        return round(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)
    except (ValueError, OverflowError, OSError) as error:
        what = f"{text!r} is not a time; write 15m, 2h, 3d, 14:02 or 2026-03-01T14:00"
        raise NotAMoment(what) from error
