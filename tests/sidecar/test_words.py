"""Word times: each part of the text once, in order, none into the next, whatever the pieces."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_sidecar.engines.port import FRAME, SAMPLE_RATE
from arqon_sidecar.service.pieces import WordTime
from arqon_sidecar.service.words import WordTimes
from arqon_sidecar.text.tokens import Token

TEXT = "x" * 100
SPANS = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair)))
TOKENS = st.lists(
    st.builds(
        lambda phonemes, space, span, is_word: Token(phonemes, space, span[0], span[1], is_word),
        st.text("abc", min_size=1, max_size=5), st.booleans(), SPANS, st.booleans(),
    ),
    min_size=1, max_size=12,
)  # fmt: skip
SEGMENTS = st.lists(
    st.tuples(
        TOKENS, st.integers(1, 9), st.integers(-12_000, 12_000), st.lists(st.floats(0, 1)),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


def told(segments: list[tuple[list[Token], int, int, list[float]]]) -> list[WordTime]:
    """All words; a segment has its tokens, frames a symbol, a shift, and where pieces end."""
    words, made, told = WordTimes(TEXT), 0, list[WordTime]()
    for tokens, frames_a_symbol, shift, ends in segments:
        symbols = len("".join(map(str, tokens)).rstrip())
        frames = np.full(symbols + 2, frames_a_symbol, np.int64)
        words.begin(tuple(tokens), frames)
        length = int(frames.sum()) * FRAME
        origin = made + shift
        for end in sorted(ends):
            told += words.sounded(origin, made + round(length * end), last=False)
        made += length
        told += words.sounded(origin, made, last=True)
    return told


@given(SEGMENTS)
@settings(deadline=None)
def test_each_span_once_and_no_overlap(
    segments: list[tuple[list[Token], int, int, list[float]]],
) -> None:
    heard = told(segments)
    spans = [(word.start, word.end) for word in heard]
    assert len(spans) == len(set(spans))
    assert set(spans) == {
        (token.start, token.end) for tokens, *_ in segments for token in tokens if token.is_word
    }
    edges = [edge for word in heard for edge in (word.start_ms, word.end_ms)]
    assert edges == sorted(edges)
    assert all(word.text == TEXT[word.start : word.end] for word in heard)


@given(SEGMENTS)
@settings(deadline=None)
def test_pieces_change_no_time(
    segments: list[tuple[list[Token], int, int, list[float]]],
) -> None:
    assert told(segments) == told([(*segment[:3], []) for segment in segments])


def test_a_word_goes_with_the_piece_that_it_begins_in() -> None:
    words = WordTimes("one two end")
    tokens = (Token("ab", True, 0, 3), Token("cd", True, 4, 7), Token("ef", False, 8, 11))
    words.begin(tokens, np.full(10, 10, np.int64))
    second = round((10 + 2 * 10 + 10 / 2 - 3) * FRAME)
    assert [word.text for word in words.sounded(0, second, last=False)] == ["one"]
    (two,) = words.sounded(0, second + 1, last=False)
    assert (two.text, two.start_ms) == ("two", round(1000 * second / SAMPLE_RATE))
    assert [word.text for word in words.sounded(0, 10**6, last=True)] == ["end"]


def test_a_word_in_two_segments_is_told_once() -> None:
    halves = [(Token("a" * 5, False, 0, 9),), (Token("b" * 5, False, 0, 9),)]
    words, heard = WordTimes(TEXT), list[WordTime]()
    for number, tokens in enumerate(halves):
        words.begin(tokens, np.full(7, 10, np.int64))
        heard += words.sounded(number * 42_000, (number + 1) * 42_000, last=True)
    assert [(word.start, word.end) for word in heard] == [(0, 9)]
