"""Our phonemes against those of the kokoro pipeline, and misaki where its model is installed.

These run where misaki is installed; spaCy's model is stood in for by one that tags by rules.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ENGLISH = [
    "Hello world",
    "The button and the mitten of the nature",
    "She sells sea shells by the shore of the poor church",
    "I have eaten, he said; then (quickly) left.",
    "don't re-do it's ok",
]
OTHER = {
    "es": "Hola amigos, veintiuno. El perro corre (mucho)",
    "fr-fr": "Bonjour, j'ai vingt et un ans; c'est bien",
    "hi": "नमस्ते दुनिया, आप कैसे हैं?",
    "it": "Ciao, come stai? Gli gnocchi sono buoni",
    "pt-br": "Olá, tudo bem? Não há pão",
}

COMPARE = """
import json, sys
from types import SimpleNamespace
from misaki.espeak import EspeakFallback, EspeakG2P
from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.languages import language_called
from arqon_sidecar.text.tokens import phonemes_of
from arqon_sidecar.text.grammar.traced import Traced

english, other = json.load(sys.stdin)
espeak = Espeak()
words = EspeakWords(espeak)
pairs = []
def ours(text, tag):
    return phonemes_of(words.tokens([Traced.of(text)], language_called(tag), {})[0])
for tag in ("en-us", "en-gb"):
    theirs = EspeakFallback(british=tag == "en-gb")
    said = [theirs(SimpleNamespace(text=text))[0].replace("ɹɹ", "ɹ") for text in english]
    pairs += [(said, ours(text, tag)) for said, text in zip(said, english)]
for tag, text in other.items():
    pairs.append((EspeakG2P(language=tag)(text)[0], ours(text, tag)))
espeak.close()
json.dump(pairs, sys.stdout)
"""

MODEL = """
import spacy
from spacy.language import Language
from spacy.util import load_model_from_init_py

TAGS = {"the": "DT", "a": "DT", "of": "IN", "to": "TO", "(": "-LRB-", ")": "-RRB-"}
TAGS |= {",": ",", ".": ".", "!": ".", "?": ".", ":": ":", ";": ":", "\\u2014": ":"}
TAGS |= {"\\u201c": "``", "\\u201d": "''"}


@Language.component("tagger_by_rules")
def tag(doc):
    for token in doc:
        token.tag_ = TAGS.get(token.lower_, "NN")
    return doc


@Language.component("no_vectors")
def nothing(doc):
    return doc


def load(**overrides):
    nlp = spacy.blank("en")
    nlp.add_pipe("no_vectors", name="tok2vec")
    nlp.add_pipe("tagger_by_rules", name="tagger")
    return nlp
"""

READ = """
import json, sys
from arqon_sidecar.text.languages import language_called
from arqon_sidecar.text.ways import open_reader

text, lexicon = json.load(sys.stdin)
reading = open_reader(None)
answer = {"described": reading.described}
for tag in ("en-us", "en-gb"):
    tokens = reading.reader.tokens(text, language_called(tag), lexicon)
    answer[tag] = [(t.phonemes, text[t.start:t.end], t.is_word, t.space) for t in tokens]
reading.close()
json.dump(answer, sys.stdout)
"""


def run(script: str, given: object, path: Path | None = None) -> Any:
    pytest.importorskip("misaki")
    before = f"import sys; sys.path.insert(0, {str(path)!r})\n" if path else ""
    command = [sys.executable, "-c", before + script]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_phonemes_by_espeak_are_those_of_the_kokoro_pipeline() -> None:
    for theirs, ours in run(COMPARE, [ENGLISH, OTHER]):
        assert ours == theirs


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    (tmp_path / "en_core_web_sm").mkdir()
    (tmp_path / "en_core_web_sm" / "__init__.py").write_text(MODEL)
    metadata = tmp_path / "en_core_web_sm-3.8.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: en_core_web_sm\nVersion: 3.8.0\n"
    )
    return tmp_path


def test_misaki_reads_english_where_its_model_is(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    text = "Hello, the Zyxgor of Arqon's costs $19.99 (now)."
    answer = run(READ, [text, {"Arqon": "/ˈɑɹkɑn/"}], stand_in)
    assert answer["described"]["en-us"] == answer["described"]["en-gb"] == "misaki"
    assert answer["described"]["fr-fr"] == "espeak-ng"
    words = [(phonemes, written) for phonemes, written, is_word, _ in answer["en-us"] if is_word]
    assert words[0] == ("həlˈO", "Hello")
    assert words[1][0] in ("ðə", "ði")
    assert words[2][1] == "Zyxgor"
    assert words[2][0]
    assert ("ˈɑɹkɑnz", "Arqon's") in words
    assert [written for _, written in words[6:12]] == ["$19.99"] * 6
    marks = [phonemes for phonemes, _, is_word, _ in answer["en-us"] if not is_word]
    assert marks == [",", "(", ")", "."]
    assert answer["en-gb"][0][0] == "həlˈQ"


def test_places_are_right_behind_apostrophes_that_misaki_drops(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    text = "He said “'saa and x'5's” in the end."
    answer = run(READ, [text, {}], stand_in)["en-us"]
    assert [written for _, written, is_word, _ in answer if is_word][-3:] == ["in", "the", "end"]


def test_a_name_that_owns_something_is_a_word_apart(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    answer = run(READ, ["Redis' cache is full.", {}], stand_in)["en-us"]
    assert next(phonemes for phonemes, _, is_word, _ in answer if is_word) == "ɹˈɛdɪs"
    assert (answer[0][3], answer[1][1]) == (True, "cache")


ASIAN = """
import json, sys
from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.misaki.sentences import MisakiSentences
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.lexicon import Lexicon

text = json.load(sys.stdin)
espeak = Espeak()
way = MisakiSentences(
    lambda: lambda part: (f"ni xau {len(part)}. ok", None), EspeakWords(espeak)
)
tokens = list(Reader({"z": way}, Lexicon({"Kokoro": "/koko/"})).tokens(text, LANGUAGES["z"]))
espeak.close()
json.dump([(t.phonemes, text[t.start:t.end], t.is_word) for t in tokens], sys.stdout)
"""


def test_sentences_without_spaces_are_told_by_the_sentence() -> None:
    tokens = run(ASIAN, "你好。Kokoro很好！")
    assert tokens[:4] == [
        ["ni", "你好。", True],
        ["xau", "你好。", True],
        ["3", "你好。", True],
        [".", "你好。", False],
    ]
    assert ["koko", "Kokoro", True] in tokens


def test_words_in_latin_letters_are_read_as_english() -> None:
    tokens = run(ASIAN, "我用Kokoro和iPhone 15，GPT-4很好。")
    latin = ("Kokoro", "iPhone", "GPT")
    assert [sounds for sounds, written, _ in tokens if written in latin] == [
        "koko",
        "ˈI",
        "fˈOn",
        "ʤˌipˌitˈi",
    ]
    spoken = [sounds for sounds, _, _ in tokens]
    assert spoken[spoken.index("ʤˌipˌitˈi") + 3] == str(len("4很好."))  # A hyphen would be a minus.


def test_mandarin_is_read_where_its_extra_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    script = READ.replace('("en-us", "en-gb")', '("zh",)')
    answer = run(script, ["你好，世界。", {}])
    assert answer["described"]["zh"] == "misaki"
    assert [phonemes for phonemes, _, is_word, _ in answer["zh"] if not is_word] == [",", "."]
    assert not list(tmp_path.iterdir())  # where others write, nothing is kept to be loaded again


def test_a_character_without_a_sound_is_silent() -> None:
    answer = run(READ.replace('("en-us", "en-gb")', '("zh",)'), ["你兡好", {}])
    assert "".join(phonemes for phonemes, *_ in answer["zh"]) == "ni↓xau↓"


def test_japanese_is_read_where_its_extra_is_and_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "unidic.py").write_text("raise SystemExit('it fetches its dictionary')")
    script = READ.replace('("en-us", "en-gb")', '("ja",)')
    answer = run(script, ["9月は12345678901人、んぁ。፩", {}], tmp_path)
    assert answer["described"]["ja"] == "misaki"
    said = "".join(phonemes for phonemes, *_ in answer["ja"])
    assert said.startswith("kɯɡaʦɨβaçakɯɲiʥɨːsaɴokɯ")


REAL = """
import json, sys
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.tokens import phonemes_of
from arqon_sidecar.text.ways import open_reader

reading = open_reader(None)
lexicon = {"Arqon": "/ˈɑɹkɑn/"}
answer = [phonemes_of(reading.reader.tokens(text, LANGUAGES["a"], lexicon))
          for text in json.load(sys.stdin)]
reading.close()
heavy = [name for name in ("torch", "transformers") if sys.modules.get(name)]
json.dump([answer, heavy], sys.stdout)
"""

HETERONYMS = {
    "I read the book yesterday.": "ɹˈɛd",
    "I will read it.": "ɹˈid",
    "Have you ever read it?": "ɹˈɛd",
    "I read every night.": "ɹˈid",
    "He bowed to the queen.": "bˈWd",
    "Bow down before him.": "bˈW",
    "The ship's bow was hit.": "bˈW",
    "Tie a bow.": "bˈO.",
    "The minute hand moves.": "mˈɪnət",
    "Polish your shoes.": "pˈɑlɪʃ",
    "Find lead in the water.": "lˈɛd",
    "He took the lead in the race.": "lˈid",
    "The houses are big.": "hˈWzᵻz",
    "I live in Reading, England.": "ɹˈɛdɪŋ,",
    "Have you read it?": "ɹˈɛd",
    "It is close to home.": "klˈOs",
    "Close the door.": "klˈOz",
    "A lead pipe burst.": "lˈɛd",
    "She will lead the team.": "lˈid",
    "He plays bass guitar.": "bˈAs",
    "a sea bass": "bˈæs",
    "Vitamin A is good.": "ˈA",
    "We use IE.": "ˌIˈi.",
    "Tell Arqon.": "ˈɑɹkɑn.",
    "Give IT a call.": "ˌItˈi",
    "THEY WANT US.": "ˌʌs.",
    "GIVE US HOPE.": "ˌʌs",
    "FOR US TROOPS": "jˌuˈɛs",
    "US AND CHINA TALK": "jˌuˈɛs",
    "MY DOG IS HERE": "mI",
    "I want MY turn, not yours.": "mI",
    "WE LEFT AT ONCE": "æt",
    "10 AM TO 5 PM": "ˌAˈɛm",
    "BRING IT HERE": "ɪt",
    "Stop if a <= b.": "ˈA",
    "STOCKS FALL": "stˈɑks",
    "I said no. 5 minutes later he left.": "nˈO.",
    "He lives in the U.S. She does not.": "jˌuˈɛs.",
    "We live in Apt. 6C. Come in.": "sˈi.",
    "Wait a sec. I am coming.": "sˈɛk.",
    "I met Gene. Then I left.": "ʤˈin.",
}


def test_words_that_are_spelled_alike_are_told_apart_without_torch() -> None:
    if importlib.util.find_spec("en_core_web_sm") is None:
        pytest.skip("spaCy's model en_core_web_sm is not installed")
    spoken, heavy = run(REAL, list(HETERONYMS))
    for (text, sound), phonemes in zip(HETERONYMS.items(), spoken, strict=True):
        assert sound in phonemes.split(), (text, phonemes)
    assert heavy == []


def test_a_point_ends_the_sentence_behind_what_could_be_short_for_more(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    texts = ["I said no. We left.", "We left the U.S. They did not.", "It is plan B. We know it."]
    spoken, _ = run(REAL, texts, stand_in)
    assert "nˈO." in spoken[0].split()
    assert all(phonemes.count(".") == 2 for phonemes in spoken)


def test_what_misaki_is_shown_of_a_word_with_known_phonemes(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    (plain, *_), _ = run(REAL, ["Arqon's, (Arqon). Arqon-free"], stand_in)
    assert plain.startswith("ˈɑɹkɑnz, (ˈɑɹkɑn). ˈɑɹkɑn fɹˈi")


def test_a_long_text_in_another_language_is_left_to_espeak(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    texts = [
        "zupa of the grzybowa kluski makowiec barszcz bigosu " * 40,
        "soup of the mushroom and noodles " * 60,
    ]
    (foreign, english), _ = run(REAL, texts, stand_in)
    assert "ʌvðə" in foreign.split()  # as espeak joins them
    assert "ʌvðə" not in english.split()


def test_the_point_of_an_initialism_ends_its_sentence_too(stand_in: Path) -> None:
    pytest.importorskip("spacy")
    answer = run(READ, ["Made in the U.S. He knows the U.S. law.", {}], stand_in)
    marks = [
        (phonemes, written) for phonemes, written, is_word, _ in answer["en-us"] if not is_word
    ]
    assert marks == [(".", "U.S."), (".", ".")]
