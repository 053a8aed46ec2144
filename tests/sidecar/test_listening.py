"""The measure of listening, and a short smoke of it where the model and the recogniser are."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.listening.errors import errors_of, false_stops, words_of
from bench.listening.results import Heard, Results, table, wrongs
from bench.listening.texts import LISTS, Text, read_list, spread

ROOT = Path(__file__).parents[2]
WORDS = st.lists(st.text("abcde", min_size=1, max_size=4), min_size=1, max_size=12)


def text(*spoken: str, written: str = "") -> Text:
    return Text("plain", written or spoken[0], spoken)


@pytest.mark.parametrize(
    ("spoken", "heard", "wrong"),
    [
        ("the f b i called", "The FBI called.", 0),
        ("we email it", "We e-mail it!", 0),
        ("a per cent of it", "A percent of it.", 0),
        ("twenty five people", "25 people.", 0),
        ("one thousand two hundred", "1,200", 0),
        ("it's the centre", "Its the center", 0),
        ("he reads the book", "He read the book.", 1),
        ("he reads the book", "He reads the big old book.", 2),
        ("he reads the book", "", 4),
        ("louis the fourteenth", "Louis the fourteenth", 0),
        ("chapter three", "Chapter III", 0),
        ("an i v drip", "An IV drip", 0),
        ("an x i i beam", "An XII beam", 0),
        ("super bowl twenty nine", "Super Bowl XXIX", 0),
        ("chapter three", "Chapter IV", 1),
        ("the jalapeño is à la carte", "The jalapeno is a la carte.", 0),
        ("henry the eighth reigned", "Henry VIII reigned.", 0),
        ("write to ann at post dot org", "Write to Ann at post.org.", 0),
        ("at five p m we met", "At five p.m. we met.", 0),
        ("run tar dash x now", "Run tar-X now.", 0),
        ("a t shirt", "A T-shirt.", 0),
        ("four two two", "For two, too.", 0),
        ("post org", "post.org", 1),
        ("no", "No. No. No.", 2),
    ],
)
def test_words_are_compared_and_not_how_they_are_written(
    spoken: str, heard: str, wrong: int
) -> None:
    assert errors_of(text(spoken), heard).wrong == wrong


def test_the_nearest_of_the_ways_to_say_it_counts() -> None:
    either = text("may fifth", "the fifth of may")
    assert errors_of(either, "The 5th of May").words == 4
    assert errors_of(either, "The fifth of May").wrong == 0


@given(said=WORDS, heard=WORDS)
def test_the_distance_is_one_of_words(said: list[str], heard: list[str]) -> None:
    one = errors_of(text(" ".join(said)), " ".join(heard)).wrong
    assert 0 <= one <= max(len(said), len(heard))
    assert one == errors_of(text(" ".join(heard)), " ".join(said)).wrong
    assert errors_of(text(" ".join(said)), " ".join(said)).wrong == 0


@given(said=WORDS, at=st.data())
def test_one_word_more_is_one_error(said: list[str], at: st.DataObject) -> None:
    place = at.draw(st.integers(0, len(said)))
    heard = [*said[:place], "zzz", *said[place:]]
    assert errors_of(text(" ".join(said)), " ".join(heard)).wrong == 1


@pytest.mark.parametrize(
    ("written", "heard", "stops"),
    [
        ("The meeting starts after lunch.", "The meeting starts after. Lunch.", 1),
        ("The meeting starts after lunch.", "The meeting starts after lunch.", 0),
        ("Come in. It is open.", "Come in. It is open!", 0),
        ("I left, and he stayed.", "I left. And he. Stayed.", 2),
    ],
)
def test_a_full_stop_that_nobody_wrote_is_counted(written: str, heard: str, stops: int) -> None:
    assert false_stops(text(written), heard) == stops


@pytest.mark.parametrize("name", LISTS)
def test_the_shipped_lists_are_whole(name: str) -> None:
    texts = read_list(name)
    assert len(texts) >= {"plain": 40, "hard": 200}[name]
    assert len({each.written for each in texts}) == len(texts)
    for each in texts:
        assert all(words_of(way) for way in each.spoken), each
        assert errors_of(each, each.spoken[-1]).wrong == 0, each


@given(length=st.integers(1, 300), limit=st.integers(1, 300))
def test_fewer_texts_are_taken_from_the_whole_list(length: int, limit: int) -> None:
    texts = [text(str(number)) for number in range(length)]
    taken = spread(texts, limit)
    assert len(taken) == min(length, limit)
    assert taken == sorted(set(taken), key=texts.index)


LUNCH = text("the meeting starts after lunch", written="The meeting starts after lunch.")


def heard(said: str, way: str = "streamed", seed: int = 1) -> Heard:
    return Heard("plain", LUNCH.written, way, seed, 2.0, said)


def test_what_was_heard_is_kept_and_not_asked_again(tmp_path: Path) -> None:
    results = Results(tmp_path / "deep" / "results.jsonl")
    assert not results.has(LUNCH, "streamed", 1)
    results.add(heard("The meeting starts after lunch — 'déjà vu'."))
    again = Results(tmp_path / "deep" / "results.jsonl")
    assert again.of([LUNCH]) == results.of([LUNCH])
    assert again.has(LUNCH, "streamed", 1)
    assert not again.has(LUNCH, "whole", 1)
    assert not again.has(LUNCH, "streamed", 2)
    assert again.of([text("another")]) == []


def test_the_table_counts_words_texts_and_stops_by_way() -> None:
    rows = table(
        (LUNCH, each)
        for each in (
            heard("The meeting starts after lunch."),
            heard("The meeting starts. After launch.", seed=2),
            heard("The meeting starts after lunch.", "stock"),
        )
    )
    cells = [row.split() for row in rows[1:]]
    assert cells[0] == ["plain", "stock", "1", "0.00", "0", "0", "2.0", "0.00"]
    assert cells[1] == ["plain", "streamed", "2", "10.00", "1", "1", "4.0", "0.00", "20.00"]


def test_only_what_is_wrong_is_printed() -> None:
    assert wrongs(LUNCH, heard("The meeting starts after lunch")) == ""
    assert "1 of 5 words wrong" in wrongs(LUNCH, heard("The meeting starts after launch."))
    assert "a false stop" in wrongs(LUNCH, heard("The meeting starts. After lunch."))


MODEL = Path(os.environ.get("ARQON_SPEAKING_MODEL", ROOT / ".cache/speaking/model"))
RECOGNISER = Path(os.environ.get("ARQON_RECOGNISER", ROOT / ".cache/listening"))

FIVE = (
    "The meeting starts after lunch.",
    "She plays the guitar in the evening.",
    "Where did you put my keys?",
    "If you leave now, you will still catch the last train home.",
    "My brother, who lives near the coast, grows his own tomatoes.",
)


@pytest.mark.speech
@pytest.mark.timeout(1200)
@pytest.mark.skipif(
    not ((MODEL / "manifest.json").exists() and (RECOGNISER / "model").exists()),
    reason="no speaking model or no recogniser: make speaking-model makes both",
)
def test_five_sentences_are_understood() -> None:
    from bench.listening.recogniser import Recogniser
    from bench.listening.ways import RATE, service_ways
    from bench.sidecar_process import started

    with (
        started(MODEL) as (service, _, _),
        Recogniser(RECOGNISER) as recogniser,
        httpx.Client(base_url=service.url, timeout=600) as client,
    ):
        for name, way in service_ways(client, "af_heart").items():
            texts = [text(written) for written in FIVE]
            said = [recogniser.hear(way(each.written, 1), RATE).result() for each in texts]
            wrong = sum(errors.wrong for errors in map(errors_of, texts, said))
            assert wrong <= 1, (name, said)
            assert not sum(map(false_stops, texts, said)), (name, said)
