"""Times of the day and lengths of time."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.rules import Rule

__all__ = ["clock_rules"]

_HALF = r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)"
_TIME = re.compile(
    r"(?<![\w:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?"
    rf"{_HALF}?(?P<zone>Z\b)?(?![\w:])"
)
_HOUR = re.compile(rf"(?<![\w:.,$€£-])(?P<hour>1[0-2]|0?[1-9]){_HALF}(?![\w:])")
_AT_END = re.compile(r"[\s\"”)]*(?:$|\n)|\s+[A-Z]")


def clock_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """3:30 pm, 14:05, 10:00, 3pm, 12:30:45."""

    def time(match: re.Match[str]) -> str:
        words = [numbers.cardinal(int(match["hour"]))]
        if match["minute"] != "00":
            words.append(_minute(match["minute"], numbers))
        elif not match["half"]:
            words.append("o'clock" if 1 <= int(match["hour"]) <= 12 else "hundred")
        if match["second"] and match["second"] != "00":
            words.append(f"and {numbers.cardinal(int(match['second']))} seconds")
        return " ".join(words) + _half(match) + (" UTC" if match["zone"] else "")

    def hour(match: re.Match[str]) -> str:
        return numbers.cardinal(int(match["hour"])) + _half(match)

    return Rule(_TIME, time), Rule(_HOUR, hour)


def _minute(minute: str, numbers: Numbers) -> str:
    said = numbers.cardinal(int(minute))
    return f"oh {said}" if minute[0] == "0" else said


def _half(match: re.Match[str]) -> str:
    """AM or PM; a point after it stays where it ends the sentence."""
    if not match["half"]:
        return ""
    ends = match.group().endswith(".") and _AT_END.match(match.string, match.end())
    return f" {match['half'].upper()}M" + "." * bool(ends)
