"""Words that are spelled alike, where the words beside them tell how they sound."""

from __future__ import annotations

import pytest

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.heteronyms import with_heteronyms
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.marks import KnownWords

TOLD = {
    "My learned friend learned a lot.": ["lˈɜɹnɪd"],
    "An aged man aged well; the aged, the aged wine.": ["ˈAʤɪd", "ˈAʤɪd"],
    "I'm used to it, and he was used to running.": ["jˈust", "jˈust"],
    "She got used to the noise. They aren't used to us.": ["jˈust"],
    "It is used to cut wood. They are used to make cheese.": [],
    "It's used to bring water. A thing used to sing.": [],
    "Live from New York! Watch live on TV. They live on a farm.": ["lˈIv", "lˈIv"],
    "The book of Job, and a job.": ["ʤˈOb"],
    "They had a row about it. A row of seats, in a row.": ["ɹˈW"],
    "The putting green; putting it there.": ["pˈʌTɪŋ"],
    "The Brazilian real fell; Brazilian real estate.": ["ɹAˈɑl"],
    "Wear and tear, a tear.": ["tˈɛɹ"],
    "He got his just deserts. The deserts.": ["dəzˈɜɹts"],
    "He is content with the content; they're content.": ["kəntˈɛnt", "kəntˈɛnt"],
    "The content is good, and I'm content to wait.": ["kəntˈɛnt"],
    "Sow the seeds. You reap what you sow. The sow.": ["sˈO", "sˈO"],
    "I always read the news. I always read it when I was young.": ["ɹˈid"],
    "A resume and a cover letter; the resume button; my resume.": ["ɹˈɛzəmˌA", "ɹˈɛzəmˌA"],
    "The pencil lead, the lead actor, lead pipes.": ["lˈɛd", "lˈɛd"],
}


@pytest.mark.parametrize(("written", "sounds"), TOLD.items())
def test_the_words_beside_it_tell_how_a_word_sounds(written: str, sounds: list[str]) -> None:
    known = KnownWords()
    marked = with_heteronyms(Traced.of(written), LANGUAGES["a"], known)
    assert [known[mark] for mark in marked.text if mark in known] == sounds
