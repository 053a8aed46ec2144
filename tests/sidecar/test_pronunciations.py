"""What misaki finds in its dictionaries, it finds in ours."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_sidecar.text.pronunciations import Pronunciation, Pronunciations

WORDS = st.text(alphabet="abAB'\t\né", max_size=5)
PHONEMES = st.text(alphabet="ˈʌbɪ", max_size=4)
BY_TAG = st.dictionaries(st.sampled_from(["DEFAULT", "VERB"]), PHONEMES | st.none(), min_size=1)


def grown(entries: dict[str, Pronunciation]) -> dict[str, Pronunciation]:
    """misaki's `Lexicon.grow_dictionary`, told in another way."""
    small = {w.capitalize(): entry for w, entry in entries.items() if len(w) > 1 and w == w.lower()}
    large = {
        w.lower(): entry
        for w, entry in entries.items()
        if len(w) > 1 and w != w.lower() and w == w.capitalize()
    }
    return {**small, **large, **entries}


@given(
    st.dictionaries(WORDS.filter(lambda word: not {"\t", "\n"} & set(word)), PHONEMES | BY_TAG),
    st.lists(WORDS),
)
def test_each_word_has_the_entry_that_misaki_gives_it(
    entries: dict[str, Pronunciation], asked: list[str]
) -> None:
    theirs, ours = grown(entries), Pronunciations(entries)
    for word in [*asked, *theirs, *(form for w in entries for form in (w.upper(), w.lower()))]:
        assert ours.get(word) == theirs.get(word)
        assert (word in ours) == (word in theirs)


def test_a_word_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="zyx"):
        Pronunciations({"abc": "a"})["zyx"]


def test_misakis_own_dictionary_is_found_again() -> None:
    pytest.importorskip("misaki")
    text = files("misaki.data").joinpath("us_gold.json").read_text(encoding="utf-8")
    entries: dict[str, Pronunciation] = json.loads(text)
    theirs, ours = grown(entries), Pronunciations(entries)
    sample = sorted(theirs)[::23]
    assert [ours[word] for word in sample] == [theirs[word] for word in sample]
