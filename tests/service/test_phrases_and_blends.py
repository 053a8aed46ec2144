"""What an audition is made of: phrases, blends, the sidecar's voices, past runs."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.audition.blend import MOST_VOICES, Blend
from arqon_service.audition.history import add_run, past_runs
from arqon_service.audition.phrases import SHIPPED, PhraseBook, PhraseFault
from arqon_service.audition.run import Run, as_csv
from arqon_service.audition.voice_list import known_voices
from arqon_service.home import Home
from arqon_settings.values import checked
from arqon_voice.sidecar.voices import SidecarVoice, VoiceList, matching, read_voices

names = st.from_regex(r"[a-z]{2}_[a-z]{1,8}", fullmatch=True)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@given(st.lists(st.tuples(names, st.booleans()), max_size=30))
def test_a_blend_that_is_built_key_by_key_is_always_one_that_the_settings_take(
    keys: list[tuple[str, bool]],
) -> None:
    blend = Blend.of("af_heart")
    for name, more in keys:
        if more and (name in dict(blend.parts) or len(blend.parts) < MOST_VOICES):
            blend = blend.more(name)
        elif not more:
            blend = blend.less(name)
        assert checked("arqon_tts_kokoro_voice", str(blend)) == str(blend)
        if len(blend.parts) > 1:
            assert Blend.of(str(blend)) == blend


def test_a_blend_has_its_limits() -> None:
    assert str(Blend.of("af_heart(2)+af_sky").more("af_sky")) == "af_heart(2)+af_sky(2)"
    assert str(Blend.of("af_heart+af_sky").less("af_sky")) == "af_heart"
    assert str(Blend.of("af_heart").less("af_heart")) == "af_heart"
    full = Blend(tuple((f"af_{letter}", 1.0) for letter in "abcdefgh"))
    with pytest.raises(ValueError, match="8 voices"):
        full.more("am_adam")
    with pytest.raises(ValueError, match="neither a voice nor a blend"):
        Blend.of("af_heart+")


def test_own_phrases_are_kept_edited_and_forgotten(tmp_path: Path) -> None:
    book = PhraseBook(tmp_path / "state" / "phrases.json")
    assert book.phrases() == SHIPPED
    book.put("  my   cat ", " Die Katze heißt Mimi.\n")
    book.put("greeting", "Hi.")
    assert book.find("my cat").text == "Die Katze heißt Mimi."
    assert book.find("greeting").text == "Hi."
    assert [phrase.name for phrase in book.phrases()][-1] == "my cat"
    book.remove("greeting")
    assert book.find("greeting") == SHIPPED[0]
    for bad, says in (("", "name"), ("x" * 41, "name")):
        with pytest.raises(PhraseFault, match=says):
            book.put(bad, "text")
    with pytest.raises(PhraseFault, match="text of 1 to"):
        book.put("empty", "  ")
    with pytest.raises(PhraseFault, match="not a phrase of your own"):
        book.remove("story")
    with pytest.raises(PhraseFault, match="there are: greeting"):
        book.find("nothing")


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"phrases": 3}', b'{"phrases": [1]}', b"\xff"])
def test_a_phrase_book_that_cannot_be_read_is_named_and_left_alone(
    tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "phrases.json"
    path.write_bytes(damage)
    with pytest.raises(PhraseFault, match=r"phrases\.json"):
        PhraseBook(path).phrases()
    with pytest.raises(PhraseFault, match=r"phrases\.json"):
        PhraseBook(path).put("new", "text")
    assert path.read_bytes() == damage


def test_voices_are_asked_for_and_the_last_answer_outlives_the_sidecar(home: Home) -> None:
    with SidecarServer() as sidecar:
        url = sidecar.url
        found = known_voices(home, url)
        assert (found.fault, found.default, len(found.voices)) == ("", "af_heart", 5)
        sidecar.behave("html", "/voices")
        told = known_voices(home, url)
        assert told.fault == "/voices did not answer with a list of voices"
        assert told.voices == found.voices
    gone = known_voices(home, url)
    assert gone.fault.startswith("no connection")
    assert (gone.voices, gone.asked_ms) == (found.voices, found.asked_ms)
    assert known_voices(home, "http://127.0.0.1:9").voices == ()
    (home.state / "voices.json").write_bytes(b"{")
    assert known_voices(home, url).voices == ()


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda each: (
            st.lists(each, max_size=3)
            | st.dictionaries(st.sampled_from(["voices", "id", "default", "url"]), each, max_size=3)
        ),
        max_leaves=12,
    ).map(lambda each: json.dumps(each).encode())
)
def test_whatever_answers_is_a_list_of_voices_or_a_fault(body: bytes) -> None:
    read = read_voices(VoiceList("http://x"), body)
    assert bool(read.fault) <= (read.voices == ())
    assert all(voice.id for voice in read.voices)


def test_voices_are_found_by_language_gender_and_words() -> None:
    emma = SidecarVoice("bf_emma", "en-gb", "female", "Emma")
    adam = SidecarVoice("am_adam", "en-us", "male", "Adam")
    dora = SidecarVoice("ef_dora", "es", "female", "Dora")
    all_of_them = (emma, adam, dora)
    assert matching(all_of_them, language="en") == (emma, adam)
    assert matching(all_of_them, language="en_GB") == (emma,)
    assert matching(all_of_them, gender="female", search="dora") == (dora,)
    assert matching(all_of_them, search="en male") == (adam,)
    assert matching(all_of_them, search="EMM") == (emma,)
    assert matching(all_of_them, language="e") == ()


def test_a_voice_that_is_not_there_is_named_with_what_is_near() -> None:
    there = VoiceList("http://x", (SidecarVoice("af_bella"), SidecarVoice("af_sky")))
    assert there.unknown("af_bella(2)+af_sky") == ""
    assert "'af_bel'" in there.unknown("af_sky+af_bel")
    assert "near it: af_bella" in there.unknown("af_bel")
    assert VoiceList("http://x").unknown("af_bel") == ""


def test_past_runs_are_read_back_whatever_stands_between(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    runs = [Run(NOON, voice, "greeting", 9, 1.0, f"m-{voice}") for voice in ("af_sky", "am_adam")]
    add_run(path, runs[0])
    with path.open("ab") as file:
        file.write(b'{"at": "2026-03-04T12:00:00+00:00", "voice": 3}\n[]\nnull\n{"at": 1}\n{"cut')
    add_run(path, runs[1])
    assert past_runs(path, 10) == runs[::-1]
    assert past_runs(path, 1) == runs[1:]
    assert past_runs(tmp_path / "none", 1) == []


def test_a_table_cannot_carry_a_formula() -> None:
    run = Run(NOON, "af_sky", '=HYPERLINK("http://x","y")', 9, 1.0, "m-1", fault="-1, \nand")
    rows = list(csv.DictReader(StringIO(as_csv([run]))))
    assert rows[0]["phrase"] == '\'=HYPERLINK("http://x","y")'
    assert rows[0]["fault"] == "'-1, \nand"
    assert rows[0]["synthesize_ms"] == ""
