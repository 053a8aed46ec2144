"""Rules that rewrite a text: a pattern and what to put in place of what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["Rule", "apply", "put"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` matches, `speak` says what to put there; None leaves it as it is.

    Every repetition in a pattern is bounded or cannot overlap what follows it, so that no text
    takes more than linear time.
    """

    pattern: re.Pattern[str]
    speak: Callable[[re.Match[str]], str | None]


def put(pattern: str, text: str, flags: int = 0) -> Rule:
    """A rule that puts the same text in place of every match."""
    return Rule(re.compile(pattern, flags), lambda _: text)


def apply(rules: Iterable[Rule], text: Traced) -> Traced:
    """The text after all rules, in their order."""
    for rule in rules:
        text = text.sub(rule.pattern, rule.speak)
    return text
