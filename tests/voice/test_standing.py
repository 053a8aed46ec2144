"""Who really speaks: told from outcomes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.speech.standing import (
    LAST,
    WINDOW_S,
    KokoroResult,
    SpeakerRecord,
    Standing,
    judged,
)

SPOKE = KokoroResult()
TIMED_OUT = KokoroResult("timeout", fell_back=True)


def test_the_words_say_how_many_of_how_many_and_why() -> None:
    results = [SPOKE, *[TIMED_OUT] * 3, KokoroResult("unavailable", fell_back=True)]
    words = "kokoro, degraded: 4 of the last 5 fell back (timeout)"
    assert judged("kokoro", results) == Standing("degraded", words)


def test_with_fallback_off_they_do_not_say_that_it_fell_back() -> None:
    words = judged("kokoro", [KokoroResult("http_503"), SPOKE]).words
    assert words == "kokoro, degraded: 1 of the last 2 failed (http_503)"


RESULTS = st.lists(st.sampled_from([SPOKE, TIMED_OUT, KokoroResult("unavailable", fell_back=True)]))


@given(RESULTS)
def test_any_failure_among_the_last_is_degraded_and_nothing_else_is(
    results: list[KokoroResult],
) -> None:
    standing = judged("kokoro", results)
    failed = sum(bool(result.error) for result in results[-LAST:])
    assert standing.speaker == ("degraded" if failed else "kokoro")
    if failed:
        assert f": {failed} of the last {min(LAST, len(results))} " in standing.words
    assert judged("fallback", results) == Standing("fallback", "fallback")


def test_what_is_older_than_some_minutes_counts_no_more() -> None:
    now = 0.0
    record = SpeakerRecord(lambda: now)
    record.note(TIMED_OUT)
    now = WINDOW_S
    assert record.standing("kokoro").speaker == "degraded"
    now += 1
    assert record.standing("kokoro").speaker == "kokoro"
