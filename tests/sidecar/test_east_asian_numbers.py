"""Numbers of Mandarin and Japanese in words, and what is asked of misaki's packages for a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

import pytest

from arqon_sidecar.text.east_asian.japanese_counters import japanese_numbers
from arqon_sidecar.text.east_asian.numbers import japanese_numeral, mandarin_numbers
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.misaki.japanese import joined
from arqon_sidecar.text.misaki.mandarin import once
from arqon_sidecar.text.misaki.sentences import MisakiSentences

MANDARIN = {
    "0": "零",
    "10和12和20": "十和十二和二十",
    "101和110和1001和1010": "一百零一和一百一十和一千零一和一千零一十",
    "2000人和20000人": "两千人和两万人",
    "10001": "一万零一",
    "120000000000": "一千二百亿",
    "3.14": "三点一四",
    "007": "零零七",
    "二〇二四年": "二零二四年",
    "12345678901234567": "一二三四五六七八九零一二三四五六七",
    "50%和100%": "百分之五十和百分之百",
    "2023年12月25日": "二零二三年十二月二十五日",
    "学了10年，98年出生": "学了十年，九八年出生",
    "90年代和1990年代": "九十年代和一九九零年代",
    "2000年前": "两千年前",
    "2015 杠 39号": "二零一五 杠 三十九号",
    "2022到2023学年": "二零二二到二零二三学年",
    "2024届": "二零二四届",
    "2015到2020年": "二零一五到二零二零年",
    "05月03日": "五月三日",
    "15点05分": "十五点零五分",
}
JAPANESE = {
    "25": "二十五",
    "007": "ゼロゼロナナ",
    "0": "ゼロ",
    "12345678901234567": "イチニサンヨンゴロクナナハチキューゼロイチニサンヨンゴロクナナ",
    "1本と2本と3本": "イッポンとニホンとサンボン",
    "10分と30分": "ジュップンとサンジュップン",
    "4人と14人": "ヨニンと十ヨニン",
    "9時9月": "クジクガツ",
    "12月1日、1日3回": "十二月ツイタチ、一日サンカイ",
    "4月20日": "シガツハツ カ",
    "5日間と10分間": "イツカカンとジュップンカン",
    "3分の1": "三分の一",
    "1人前": "一人前",
    "2分野と3階級": "二分野と三階級",
    "2024年": "二千二十ヨネン",
    "3階の600円": "サンガイの六百円",
    "1点ゴ": "イッテンゴ",
    "0時5分": "レージゴフン",
}


@pytest.mark.parametrize(("written", "spoken"), MANDARIN.items())
def test_mandarin_numbers(written: str, spoken: str) -> None:
    assert mandarin_numbers(written) == spoken


@pytest.mark.parametrize(("written", "spoken"), JAPANESE.items())
def test_japanese_numbers(written: str, spoken: str) -> None:
    assert japanese_numbers(written) == spoken


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(100, "百"), (1100, "千百"), (10**4, "一万"), (12 * 10**6, "一千二百万"), (10**14, "百兆")],
)
def test_japanese_numerals(number: int, numeral: str) -> None:
    assert japanese_numeral(number) == numeral


@dataclass
class Word:
    surface: str
    char_type: int = 6

    @property
    def hira(self) -> str:
        return self.surface


class Known(frozenset[str]):
    """Words that are known, and how many signs were looked up."""

    signs = 0

    def __contains__(self, row: object) -> bool:
        self.signs += len(str(row))
        return super().__contains__(row)


def test_words_are_joined_where_the_row_is_known() -> None:
    words = [Word(sign) for sign in "今日は良い天気"] + [Word("日", 3)]
    groups = joined(words, {"今日", "今日は良い", "天気", "気日"})
    assert ["".join(word.surface for word in group) for group in groups] == [
        "今日は良い",
        "天気",
        "日",
    ]


def test_looking_for_joined_words_grows_with_the_text() -> None:
    """misaki looks up each row of a sentence: 1,200 signs of one type were 290,000,000."""
    known = Known()
    assert len(list(joined([Word("百")] * 1200, known))) == 1200
    assert known.signs < 50 * 1200


def test_a_word_and_a_syllable_are_asked_for_once() -> None:
    asked: Counter[str] = Counter()

    class Misaki:
        @staticmethod
        def py2ipa(pinyin: str) -> str:
            asked[pinyin] += 1
            if pinyin == "?":
                raise ValueError(pinyin)
            return pinyin

        @staticmethod
        def word2ipa(word: str) -> str:
            asked[word] += 1
            return "".join(Misaki.py2ipa(sign) for sign in word)

    once(Misaki)
    assert [Misaki.word2ipa(word) for word in ("ab", "ba", "a?b") * 500][:3] == ["ab", "ba", "ab"]
    assert set(asked.values()) == {1}


def test_short_parts_are_asked_for_once() -> None:
    asked: Counter[str] = Counter()

    def g2p(text: str) -> tuple[str, Any]:
        asked[text] += 1
        return text, None

    class English:
        def tokens(self, sentences: list[Traced], *_: object) -> list[list[Any]]:
            return [[] for _ in sentences]

    way = MisakiSentences(lambda: g2p, cast("EspeakWords", English()))
    way.tokens([Traced.of("好a" * 500), Traced.of("好a" * 500)], LANGUAGES["z"], {})
    assert asked == {"好": 1}
