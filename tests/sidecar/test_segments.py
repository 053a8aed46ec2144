"""Segments keep sentences whole, lose nothing, and honour the pauses that a text asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_sidecar.speech.parts import LONGEST, SHORTEST
from arqon_sidecar.speech.segments import Segment, segments
from arqon_sidecar.text.tokens import Border, Token, phonemes_of


def placed(tokens: list[Token]) -> list[Token]:
    """Each at a place of its own in the text."""
    return [replace(token, start=n, end=n + 1) for n, token in enumerate(tokens)]


def word(phonemes: str, space: bool = True) -> Token:
    return Token(phonemes, space, 0, 1)


def mark(phonemes: str, space: bool = True) -> Token:
    return Token(phonemes, space, 0, 1, is_word=False)


def pause(seconds: float) -> Token:
    return Token("", True, 0, 1, is_word=False, pause_s=seconds)


def sentence(*words: str, end: str = ".") -> list[Token]:
    *others, last = words
    return [*map(word, others), word(last, space=False), mark(end)]


SYLLABLES = st.text("abcdefg", min_size=1, max_size=12)
WORD = st.builds(lambda text, stress: word(stress + text), SYLLABLES, st.sampled_from(["", "ˈ"]))
SENTENCE = st.builds(
    lambda words, last, end: [*words, word(last, space=False), mark(end)],
    st.lists(WORD | st.just(mark(",")), max_size=80),
    SYLLABLES,
    st.sampled_from(".!?…"),
)
ANYTHING = st.lists(
    WORD
    | st.builds(word, st.text("ab", min_size=1, max_size=3000), st.booleans())
    | st.builds(mark, st.sampled_from(",.!?;:—”"), st.booleans())
    | st.builds(pause, st.sampled_from([0.0, 0.5, 2.0]))
    | st.just(Token("a", True, 0, 1, ends_paragraph=True)),
    max_size=120,
)


def joined(made: list[Segment]) -> str:
    return "".join(str(token) for segment in made for token in segment.tokens)


def without_space(tokens: list[Token]) -> str:
    return "".join(token.phonemes for token in tokens)


@given(tokens=ANYTHING, streamed=st.booleans())
@settings(deadline=None)
def test_all_that_is_spoken_in_order_and_never_too_much(
    tokens: list[Token], streamed: bool
) -> None:
    made = list(segments([word("a"), *tokens, word("b")], streamed=streamed))
    words = without_space([word("a"), *[t for t in tokens if t.is_word], word("b")])
    assert without_space([t for s in made for t in s.tokens if t.is_word]) == words
    assert all(len(segment.phonemes) <= LONGEST for segment in made)
    assert all(segment.phonemes or segment.pause_s for segment in made)


@given(tokens=ANYTHING, streamed=st.booleans())
@settings(deadline=None)
def test_every_pause_lies_where_it_was_asked_for(tokens: list[Token], streamed: bool) -> None:
    """Between the same two words, with nothing lost, however often it is asked for there."""
    asked, words = list[tuple[str, float]](), ""
    for token in tokens:
        words += token.phonemes * token.is_word
        asked += [(words, token.pause_s)] * (token.pause_s > 0)
    found, words = list[tuple[str, float | None]](), ""
    for segment in segments(tokens, streamed=streamed):
        words += without_space([token for token in segment.tokens if token.is_word])
        found += [(words, segment.pause_s)] * (segment.pause_s is not None)
    assert found == asked


@given(st.lists(SENTENCE, min_size=1, max_size=8), st.booleans())
@settings(deadline=None)
def test_a_sentence_that_fits_is_not_cut(sentences: list[list[Token]], streamed: bool) -> None:
    tokens = placed([token for each in sentences for token in each])
    cuts = {segment.tokens[-1].start + 1 for segment in segments(tokens, streamed=streamed)}
    at = 0
    for each in sentences:
        if len(phonemes_of(each)) <= LONGEST:
            assert cuts.isdisjoint(range(at + 1, at + len(each)))
        at += len(each)


@given(st.lists(WORD, min_size=1, max_size=400), st.booleans())
@settings(deadline=None)
def test_a_cut_inside_a_sentence_leaves_no_stub(words: list[Token], streamed: bool) -> None:
    tokens = [*words[:-1], replace(words[-1], space=False), mark(".")]
    made = list(segments(tokens, streamed=streamed))
    assert len(made) == 1 or min(len(segment.phonemes) for segment in made) >= SHORTEST - 1


@given(st.lists(WORD, min_size=60, max_size=200))
@settings(deadline=None)
def test_a_cut_is_not_behind_an_unstressed_word_if_another_can_be(words: list[Token]) -> None:
    """A stressed word and an unstressed one in turn offer a place everywhere."""
    pairs = [(replace(t, phonemes="ˈ" + t.phonemes.strip("ˈ")), word("ðə")) for t in words]
    made = list(segments([token for pair in pairs for token in pair], streamed=True))
    for segment in made[:-1]:
        assert "ˈ" in segment.tokens[-1].phonemes


def test_a_long_sentence_is_cut_behind_a_clause() -> None:
    clause = [*map(word, ["wˈɜɹd"] * 20), word("ˈɛnd", space=False), mark(",")]
    made = list(segments([*clause, *clause, *sentence(*["wˈɜɹd"] * 20)], streamed=True))
    assert [segment.border for segment in made[:-1]] == [Border.CLAUSE]
    assert made[0].phonemes.endswith(",")


def test_short_sentences_share_a_segment() -> None:
    text = [*sentence("jˈɛs"), *sentence("dˈʌn"), *sentence("ə", "lˈɔŋɡəɹ", "sˈɛntᵊns", "kˈAm")]
    made = list(segments(text, streamed=True))
    assert [segment.phonemes for segment in made] == ["jˈɛs. dˈʌn. ə lˈɔŋɡəɹ sˈɛntᵊns kˈAm."]


def test_the_first_sentence_of_a_stream_waits_for_no_other() -> None:
    def tokens() -> Iterator[Token]:
        yield from sentence("ðə", "fˈɜɹst", "sˈɛntᵊns", "ɪz", "hˈɪɹ")
        pytest.fail("the next sentence was read before the first was given")

    assert next(segments(tokens(), streamed=True)).phonemes == "ðə fˈɜɹst sˈɛntᵊns ɪz hˈɪɹ."


def test_a_text_without_any_end_is_cut_as_it_is_read() -> None:
    read = 0

    def tokens() -> Iterator[Token]:
        nonlocal read
        for _ in range(100_000):
            read += 1
            yield word("wˈɜɹd")

    next(segments(tokens(), streamed=True))
    assert read < 100


def test_an_answer_in_one_piece_has_long_segments() -> None:
    text = [token for _ in range(20) for token in sentence(*["wˈɜɹd"] * 8)]
    streamed = list(segments(text, streamed=True))
    whole = list(segments(text, streamed=False))
    assert len(whole) < len(streamed)
    assert min(len(segment.phonemes) for segment in whole[:-1]) > LONGEST / 2
    assert joined(whole) == joined(streamed)


def test_a_paragraph_ends_a_segment() -> None:
    heading = [replace(word("hˈɛdɪŋ"), ends_paragraph=True)]
    made = list(segments([*heading, *sentence("tˈɛkst")], streamed=False))
    assert [segment.border for segment in made] == [Border.PARAGRAPH, Border.SENTENCE]


def test_a_sentence_ends_with_its_closing_quote() -> None:
    quoted = [word("stˈɑp", space=False), mark("!", space=False), mark("”")]
    long = sentence(*["wˈɜɹd"] * 35)
    made = list(segments([*long, *quoted, *long], streamed=True))
    assert [segment.border for segment in made] == [Border.SENTENCE] * len(made)
