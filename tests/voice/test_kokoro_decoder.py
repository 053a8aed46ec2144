"""The decoders of the sidecar's answers: whatever the network does to the bytes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_gate.doubles.sidecar_tone import b64, json_line, wav_file
from arqon_voice.providers.kokoro import plain
from arqon_voice.providers.kokoro import stream as streams
from arqon_voice.providers.kokoro.answers import AnswerDecoder
from arqon_voice.providers.kokoro.audio import RateNotNamedError
from arqon_voice.providers.kokoro.plain import PlainDecoder
from arqon_voice.providers.kokoro.stream import StreamDecoder
from arqon_voice.providers.port import ProviderError
from arqon_voice.speech.utterance import PcmChunk

Outcome = tuple[bytes, str]

cut_points = st.lists(st.integers(0, 5000), max_size=20)
pcm_pieces = st.lists(st.binary(max_size=60), min_size=1, max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
fields = [
    *("audio_chunk_b64", "audio_data_b64", "audio_b64", "audio", "format", "sample_rate"),
    *("done", "error", "seq", "segment", "text_start", "text_end", "timings"),
]
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
    assert end in ("done", "bad_audio")


@settings(deadline=None)
@given(
    numbers=st.lists(st.none() | st.integers(0, 6), min_size=1, max_size=8)
    | st.integers(1, 8).map(lambda length: list(range(length))),
    points=cut_points,
)
def test_a_stream_is_whole_only_if_its_numbers_are(
    numbers: list[int | None], points: list[int]
) -> None:
    told = [number for number in numbers if number is not None]
    whole = not told or (told[0] in (0, 1) and told == list(range(told[0], told[0] + len(told))))
    lines = [json_line(seq=number, audio_chunk_b64=b64(b"\1\2")) for number in numbers]
    sound, end = outcome(StreamDecoder(), cut(b"".join([*lines, json_line(done=True)]), points))
    assert end == ("done" if whole else "bad_order")
    assert (len(sound) == 2 * len(numbers)) is whole


@pytest.mark.parametrize("number", ["1", 1.0, True, -1, [1]])
def test_what_numbers_no_line_breaks_the_order(number: object) -> None:
    line = json_line(seq=number, audio_chunk_b64=b64(b"\1\2"))
    assert outcome(StreamDecoder(), [line]) == (b"", "bad_order")


@settings(deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["audio_chunk_b64", "audio_data_b64"]), st.binary(max_size=9)),
        max_size=8,
    ),
    done=st.booleans(),
    points=cut_points,
)
def test_all_sound_is_heard_whatever_a_line_calls_it_and_however_the_stream_ends(
    lines: list[tuple[str, bytes]], done: bool, points: list[int]
) -> None:
    data = b"".join(json_line(**{name: b64(piece)}) for name, piece in lines)
    pcm = b"".join(piece for _, piece in lines)
    sound, end = outcome(
        StreamDecoder(), cut(data + (json_line(done=True) if done else b""), points)
    )
    assert sound == pcm[: len(pcm) // 2 * 2]
    assert end == ("bad_audio" if len(pcm) % 2 else "done" if pcm else "no_audio")


def test_a_line_with_both_names_gives_both_sounds_and_one_sound_once() -> None:
    both = json_line(audio_chunk_b64=b64(b"\1\2"), audio_data_b64=b64(b"\3\4"))
    one = json_line(audio_chunk_b64=b64(b"\5\6"), audio_data_b64=b64(b"\5\6"))
    assert outcome(StreamDecoder(), [both, one]) == (b"\1\2\3\4\5\6", "done")


def test_the_place_of_a_line_without_sound_is_that_of_its_segments_first_sound() -> None:
    decoder = StreamDecoder()
    decoder.feed(
        json_line(segment=3, text_start=7, text_end=9, audio_chunk_b64="")
        + json_line(segment=3, audio_chunk_b64=b64(b"\1\2"))
        + json_line(segment=3, audio_chunk_b64=b64(b"\1\2"))
    )
    assert decoder.take() == PcmChunk(b"\1\2", 16_000, 3, 7, 9)
    assert decoder.take() == PcmChunk(b"\1\2", 16_000, 3)


@given(place=st.fixed_dictionaries({"text_start": json_values, "text_end": json_values}))
def test_a_place_that_makes_no_sense_costs_no_sound(place: dict[str, object]) -> None:
    decoder = StreamDecoder()
    decoder.feed(json_line(segment=[], audio_chunk_b64=b64(b"\1\2"), **place))
    chunk = decoder.take()
    assert chunk is not None
    assert chunk.pcm == b"\1\2"
    assert chunk.text_start is None or 0 <= chunk.text_start <= (chunk.text_end or 0)


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
    monkeypatch.setattr(streams, "MAX_STREAM_SECONDS", 1.0)
    line = json_line(audio_chunk_b64=b64(b"\1\2" * 16_000))
    assert outcome(StreamDecoder(), [line] * 10) == (b"\1\2" * 16_000, "too_large")


def test_a_plain_answer_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_PLAIN_BYTES", 1000)
    assert outcome(PlainDecoder(), [b" " * 100] * 11) == (b"", "too_large")


def test_the_sidecars_own_words_cannot_steer_a_terminal() -> None:
    decoder = StreamDecoder()
    decoder.feed(json_line(error="synthesis_failed: \x1b[2Jno\nvoice", done=True))
    with pytest.raises(ProviderError, match="the sidecar gave up: ") as caught:
        decoder.take()
    assert caught.value.detail.isprintable()
