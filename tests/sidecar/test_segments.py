"""Segments lose nothing, fit the model, start short and never let the sound run dry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arqon_sidecar.pace import LARGEST, Pace
from arqon_sidecar.segments import segments
from arqon_sidecar.text.tokens import Border, Token

WORD = st.builds(
    Token, st.text("abcdefg", min_size=1, max_size=12), st.booleans(), st.just(0), st.just(1)
)
LONG_WORD = st.builds(
    Token, st.text("ab", min_size=1, max_size=3000), st.booleans(), st.just(0), st.just(1)
)
MARK = st.builds(
    Token, st.sampled_from(",.!?;:—"), st.booleans(), st.just(0), st.just(1), st.just(False),
    st.booleans(),
)  # fmt: skip
TOKENS = st.lists(WORD | MARK | WORD | LONG_WORD, max_size=120)


def joined(tokens: list[Token]) -> str:
    return "".join(map(str, tokens))


@given(tokens=TOKENS, streamed=st.booleans())
def test_all_symbols_in_order_and_never_too_many(tokens: list[Token], streamed: bool) -> None:
    made = list(segments(tokens, Pace() if streamed else Pace.whole()))
    assert "".join(joined(list(segment.tokens)) for segment in made) == joined(tokens)
    assert all(1 <= len(segment.phonemes) <= LARGEST for segment in made)


def sentence(*words: str) -> list[Token]:
    *others, last = words
    tokens = [Token(word, True, 0, 1) for word in others]
    return [*tokens, Token(last, False, 0, 1), Token(".", True, 0, 1, is_word=False)]


def test_the_first_is_short_and_later_ones_grow() -> None:
    words = ["words"] * 5
    made = list(segments([token for _ in range(24) for token in sentence(*words)], Pace()))
    lengths = [len(segment.phonemes) for segment in made]
    assert lengths[0] <= 24
    assert lengths[:4] == sorted(lengths[:4])
    assert max(lengths) > 2 * lengths[0]


def test_a_sentence_end_is_the_best_place() -> None:
    tokens = sentence("a", "short", "one") + sentence(*["word"] * 30)
    made = list(segments(tokens, Pace()))
    assert made[0].phonemes == "a short one."
    assert made[0].border == Border.SENTENCE


def test_a_clause_end_is_better_than_a_word_end() -> None:
    comma = Token(",", True, 0, 1, is_word=False)
    clause = [Token("a", True, 0, 1), Token("longer", True, 0, 1), Token("clause", False, 0, 1)]
    first = next(segments([*clause, comma, *sentence(*["word"] * 60)], Pace()))
    assert (first.phonemes, first.border) == ("a longer clause,", Border.CLAUSE)


def test_nothing_is_cut_before_it_must_be() -> None:
    tokens = sentence(*["word"] * 4)
    assert [segment.phonemes for segment in segments(tokens, Pace())] == ["word word word word."]


@given(st.floats(0.05, 0.45), st.integers(0, 40))
def test_sound_never_runs_dry_at_the_planned_speed(rtf: float, words: int) -> None:
    """Plays as a client would: each phoneme lasts 75 ms and takes rtf times that to make."""
    tokens = [token for _ in range(words) for token in sentence(*["words"] * 9)]
    clock, heard_until = 0.0, None
    for segment in segments(tokens, Pace()):
        length = 0.075 * len(segment.phonemes)
        clock += rtf * length
        if heard_until is None:
            heard_until = clock
        assert clock <= heard_until + 1e-6 or len(segment.phonemes) <= 24
        heard_until = max(heard_until, clock) + length
