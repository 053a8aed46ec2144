"""Reads a text once, from left to right, and puts words in the place of what it finds.

The way of Kestrel (Ebden and Sproat, 2015): each place of the text is given one type, and what is
said for it is never read again. A grammar is a list of forms; the first one that fits wins, so what
is more special stands before what is more common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from arqon_sidecar.text.grammar.beginnings import Beginning, Likely, beginning
from arqon_sidecar.text.grammar.replaced import Replaced
from arqon_sidecar.text.grammar.rules import apply, put
from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["Form", "Grammar", "Kind", "Span"]


class Kind(StrEnum):
    """What a span is."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    DECIMAL = "decimal"
    MONEY = "money"
    MEASURE = "measure"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    RANGE = "range"
    RATIO = "ratio"
    SCORE = "score"
    FRACTION = "fraction"
    TELEPHONE = "telephone"
    IDENTIFIER = "identifier"
    SERIAL = "serial"
    ADDRESS = "address"
    VERSION = "version"
    ELECTRONIC = "electronic"
    PATH = "path"
    CODE = "code"
    ROMAN = "roman"
    ABBREVIATION = "abbreviation"
    INITIALISM = "initialism"
    OPERATOR = "operator"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Span:
    """The part text[start:end], what it is, and the words that are said for it."""

    start: int
    end: int
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write something: how it looks and how it is said.

    `pattern` is tried where a word, a number or a sign begins. `say` gets the match and returns the
    words, or None where it is something else after all. Every repetition in a pattern is bounded or
    cannot overlap what follows it, so that no text takes more than linear time.
    """

    kind: Kind
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]
    first: str = r"\d"
    """The characters that it can begin with, as a regular expression for one character."""


_UNSPACED = r"\u3005\u3040-\u30ff\u3400-\u9fff"
"""Characters of writings without spaces: what stands beside them begins by itself."""
_TOKEN = re.compile(
    rf"[{_UNSPACED}]+|[^\W\d_²³¹⁰⁴-⁹{_UNSPACED}]+(?:'[^\W\d_{_UNSPACED}]+)*|\d+|\s+|.", re.DOTALL
)
_DASH = re.compile(r"\s?–\s?|-")
_ENDS = frozenset(
    (Kind.DATE, Kind.TIME, Kind.DURATION, Kind.MEASURE, Kind.MONEY, Kind.ORDINAL, Kind.VERSION)
)
"""What a range can lie between, where no form knows the whole of it."""
_TIDY = (put(r"[^\S\n]{2,}", " "), put(r" (?=[,;:!?.](?:\s|$))", ""))


class Grammar:
    """The forms of a language, in the order in which they are tried."""

    def __init__(self, forms: Iterable[Form], *, to: str = "") -> None:
        """`to` is said for a dash between two spans of one kind."""
        self.forms = tuple(forms)
        self._to = f" {to} " if to else ""
        self.likely = Likely([(Beginning(form.pattern, form.first), form) for form in self.forms])

    def spans(self, text: str) -> Iterator[Span]:
        """What is not said as it is written; spans are in order and do not overlap."""
        at = 0
        ahead: Span | None = None
        while token := _TOKEN.match(text, at):
            span = ahead or self._span(text, at, beginning(text, at, token.end()))
            ahead, at = None, span.end if span else token.end()
            if span:
                yield span
                if ahead := self._other_end(text, span):
                    yield Span(span.end, ahead.start, Kind.RANGE, self._to)
                    at = ahead.start

    def spoken(self, text: Traced) -> Traced:
        """The text with words in place of its spans; the words point at all of their span."""
        made = Replaced(text)
        for span in self.spans(text.text):
            made.say(span.start, span.end, span.words)
        return apply(_TIDY, made.whole())

    def _span(self, text: str, at: int, begins: str) -> Span | None:
        for _, form in self.likely.at(begins):
            match = form.pattern.match(text, at)
            words = form.say(match) if match and match.end() > at else None
            if match and words is not None:
                return Span(at, match.end(), form.kind, words)
        return None

    def _other_end(self, text: str, first: Span) -> Span | None:
        """What a range goes up to: behind a dash something of the same kind."""
        dash = _DASH.match(text, first.end) if self._to and first.kind in _ENDS else None
        token = _TOKEN.match(text, dash.end()) if dash else None
        if not (dash and token):
            return None
        last = self._span(text, dash.end(), beginning(text, dash.end(), token.end()))
        return last if last and last.kind is first.kind else None
