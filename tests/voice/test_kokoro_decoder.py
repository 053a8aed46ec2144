"""The decoders of the sidecar's answers: whatever the network does to the bytes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_voice.providers.kokoro import answers
from arqon_voice.providers.kokoro.answers import AnswerDecoder, PlainDecoder, StreamDecoder
from arqon_voice.providers.kokoro.messages import RateNotNamedError
from arqon_voice.providers.port import ProviderError
from tests.sidecar_tone import b64, json_line, wav_file

Outcome = tuple[bytes, str]

cut_points = st.lists(st.integers(0, 5000), max_size=20)
pcm_pieces = st.lists(st.binary(max_size=60), min_size=1, max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
fields = ["audio_chunk_b64", "audio_data_b64", "format", "sample_rate", "done", "error", "seq"]
strange_messages = st.dictionaries(st.sampled_from(fields), json_values).map(
    lambda message: json.dumps(message).encode() + b"\n"
)


def outcome(decoder: AnswerDecoder, pieces: list[bytes]) -> Outcome:
    """All sound, and `done` or the code of the error that it ended with."""
    sound = b""
    try:
        for piece in [*(piece for piece in pieces if piece), b""]:
            decoder.feed(piece)
            while chunk := decoder.take():
                sound += chunk.pcm
            if decoder.done:
                return sound, "done"
    except ProviderError as error:
        return sound, error.code
    raise AssertionError("neither done nor an error")


def cut(data: bytes, points: list[int]) -> list[bytes]:
    borders = sorted({0, len(data), *(point for point in points if point < len(data))})
    return [data[start:end] for start, end in pairwise(borders)]


def stream(pieces: list[bytes]) -> bytes:
    lines = [json_line(audio_chunk_b64=b64(piece), done=False) for piece in pieces]
    return b"".join(lines) + json_line(done=True)


@settings(deadline=None)
@given(pieces=pcm_pieces, points=cut_points)
def test_any_cutting_of_a_stream_gives_the_same_sound(
    pieces: list[bytes], points: list[int]
) -> None:
    pcm = b"".join(pieces)
    expected = (pcm, "done")
    if len(pcm) % 2:
        expected = (pcm[:-1], "bad_audio")
    elif not pcm:
        expected = (b"", "no_audio")
    assert outcome(StreamDecoder(), cut(stream(pieces), points)) == expected


@settings(deadline=None)
@given(
    lines=st.lists(strange_messages | st.binary(max_size=40) | pcm_pieces.map(stream), max_size=6),
    points=cut_points,
)
def test_garbage_ends_in_a_provider_error_and_the_cutting_does_not_matter(
    lines: list[bytes], points: list[int]
) -> None:
    data = b"".join(lines)
    whole = outcome(StreamDecoder(), [data])
    assert outcome(StreamDecoder(), cut(data, points)) == whole


@settings(deadline=None)
@given(data=strange_messages | st.binary(max_size=200), points=cut_points)
def test_a_plain_answer_of_garbage_ends_in_a_provider_error(data: bytes, points: list[int]) -> None:
    assert outcome(PlainDecoder(), cut(data, points)) == outcome(PlainDecoder(), [data])


@settings(deadline=None)
@given(header=st.binary(max_size=60), at=st.integers(0, 44), points=cut_points)
def test_a_broken_wav_ends_in_a_provider_error(header: bytes, at: int, points: list[int]) -> None:
    good = wav_file(b"\x01\x02" * 50, 24_000)
    broken = good[:at] + header + good[at + len(header) :]
    answer = json_line(format="wav", audio_data_b64=b64(broken))
    sound, end = outcome(PlainDecoder(), cut(answer, points))
    assert len(sound) % 2 == 0
    assert end in ("done", "bad_audio", "bad_format", "no_audio")


def test_a_wav_is_played_at_the_rate_of_its_own_header() -> None:
    decoder = PlainDecoder(24_000)
    decoder.feed(json_line(format="wav", audio_data_b64=b64(wav_file(b"\1\2" * 9, 48_000))))
    decoder.feed(b"")
    chunk = decoder.take()
    assert chunk is not None
    assert (chunk.pcm, chunk.sample_rate) == (b"\1\2" * 9, 48_000)


def test_the_rate_that_a_line_names_counts_and_not_the_one_that_was_asked_for() -> None:
    decoder = StreamDecoder(24_000)
    decoder.feed(json_line(audio_chunk_b64=b64(b"\1\2"), sample_rate=22_050))
    chunk = decoder.take()
    assert chunk is not None
    assert chunk.sample_rate == 22_050


@pytest.mark.parametrize("decoder", [StreamDecoder(24_000), PlainDecoder(24_000)])
def test_an_unnamed_rate_is_not_guessed(decoder: AnswerDecoder) -> None:
    decoder.feed(json_line(audio_chunk_b64=b64(b"\1\2"), audio_data_b64=b64(b"\1\2")))
    with pytest.raises(RateNotNamedError):
        outcome(decoder, [])


def test_a_last_line_with_sound_in_it_is_heard() -> None:
    line = json_line(audio_chunk_b64=b64(b"\1\2"), done=True)
    assert outcome(StreamDecoder(), [line.rstrip()]) == (b"\1\2", "done")


def test_an_endless_stream_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_STREAM_SECONDS", 1.0)
    line = json_line(audio_chunk_b64=b64(b"\1\2" * 16_000))
    assert outcome(StreamDecoder(), [line] * 10) == (b"\1\2" * 16_000, "too_large")


def test_a_plain_answer_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_PLAIN_BYTES", 1000)
    assert outcome(PlainDecoder(), [b" " * 100] * 11) == (b"", "too_large")


def test_the_sidecars_own_words_cannot_steer_a_terminal() -> None:
    decoder = StreamDecoder()
    decoder.feed(json_line(error="synthesis_failed: \x1b[2Jno\nvoice", done=True))
    with pytest.raises(ProviderError, match="the sidecar gave up: ") as caught:
        decoder.take()
    assert caught.value.detail.isprintable()
