"""The lines of a stream say which part of the text they speak; pauses and silence over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import numpy as np
import pytest

from tests.sidecar.servers import lines, samples

TEXT = (
    "The first sentence is short. It costs $19.99 at **Bob's**, who is never there on Mondays.\n\n"
    "A new paragraph begins, goes on for quite a while, comes to its middle, and then ends. "
) + "Words without any end mark follow one another " * 12


def stream(client: httpx.Client, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.post("/synthesize_stream", json={"text": text, **more})
    assert answer.status_code == 200
    return lines(answer)


def sound(said: list[dict[str, Any]]) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.concatenate([samples(line["audio_chunk_b64"]) for line in said if not line["done"]])


def test_segments_are_numbered_and_their_spans_cover_what_is_spoken(client: httpx.Client) -> None:
    *said, last = stream(client, TEXT)
    assert last["done"]
    assert "error" not in last
    numbers = [line["segment"] for line in said]
    assert numbers == sorted(numbers)
    firsts = [line for line, before in zip(said, [None, *numbers], strict=False)
              if line["segment"] != before]  # fmt: skip
    assert [line["segment"] for line in firsts] == [*range(numbers[-1] + 1)]
    assert all(("text_start" in line) == (line in firsts) for line in said)
    spans = [(line["text_start"], line["text_end"]) for line in firsts]
    assert len(spans) > 3
    assert all(0 <= start <= end <= len(TEXT) for start, end in spans)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    covered = {place for start, end in spans for place in range(start, end)}
    spoken = {place for place, letter in enumerate(TEXT) if letter.isalnum()}
    assert spoken <= covered


def test_a_long_sentence_comes_in_several_lines_of_one_segment(client: httpx.Client) -> None:
    text = "This is one sentence that goes on, " + "and on, " * 12 + "until it ends."
    *said, _ = stream(client, text)
    assert {line["segment"] for line in said} == {0}
    assert len(said) > 2


def test_words_go_with_the_sound_and_are_told_once(client: httpx.Client) -> None:
    *said, _ = stream(client, TEXT, timestamps=True)
    words = [word for line in said for word in line.get("words", [])]
    assert len({(word["start"], word["end"]) for word in words}) == len(words)
    times = [time for word in words for time in (word["start_ms"], word["end_ms"])]
    assert times == sorted(times)
    assert all(TEXT[word["start"] : word["end"]] == word["text"] for word in words)


@pytest.mark.parametrize(
    "text",
    ["One th" + "\u200d" * 19_000 + "at is long.", ("ba" + "\u200d" * 150 + "t ") * 120],
    ids=["a long word", "many long words"],
)
def test_no_line_is_longer_than_readers_take_whatever_the_words_are(
    client: httpx.Client, text: str
) -> None:
    body = {"text": text, "timestamps": True, "request_id": "\U0001f44b" * 1000}
    answer = client.post("/synthesize_stream", json=body)
    assert max(map(len, answer.content.splitlines())) < 65_536
    *said, last = lines(answer)
    assert "error" not in last
    assert [line["seq"] for line in said] == [*range(len(said))]
    words = [word for line in said for word in line.get("words", [])]
    assert len(words) == len(text.split())
    assert all(text[word["start"] : word["end"]].startswith(word["text"]) for word in words)
    assert words == client.post("/synthesize", json=body).json()["words"]


@pytest.mark.parametrize("path", ["/synthesize_stream", "/synthesize"])
def test_a_pause_is_as_long_as_it_was_asked_for(client: httpx.Client, path: str) -> None:
    def seconds(text: str) -> float:
        answer = client.post(path, json={"text": text, "sample_rate": 24000, "speed": 1.25})
        said = lines(answer)
        return float(said[-1]["duration_ms"]) / 1000

    plain = seconds("Wait a moment. Then go on.")
    paused = seconds("Wait a moment. [pause:1.5s] Then go on.")
    longer = seconds("Wait a moment. [pause:1.5s] [pause:500ms] Then go on. [pause:1s]")
    assert longer - paused == pytest.approx(1.5, abs=0.07)
    assert 0.5 < paused - plain < 1.7


def test_only_a_pause_is_nothing_to_speak(client: httpx.Client) -> None:
    answer = client.post("/synthesize", json={"text": "[pause:1s]"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


@pytest.mark.parametrize("whole", [True, False])
def test_a_stream_that_becomes_a_file_has_the_sound_of_an_answer_in_one_piece(
    client: httpx.Client, whole: bool
) -> None:
    """The same segments, none of them made in windows, and yet line by line."""
    text = "Yes. No. " + "This is one sentence that goes on, and on, and on, until it ends. " * 4
    *said, last = stream(client, text, whole=whole)
    at_once = client.post("/synthesize", json={"text": text}).json()
    assert len(said) > 2
    assert last["done"]
    alike = np.array_equal(sound(said), samples(at_once["audio_data_b64"]))
    assert alike is whole
