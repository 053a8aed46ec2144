"""How Japanese is read: by UniDic, with what people say otherwise in katakana before."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.letters import in_letters_of
from arqon_sidecar.text.misaki.japanese import loaded

READ = {
    "お母さんとお父さん": "オカーサントオトーサン",
    "叔父さんの母": "オジサンノハハ",
    "月曜日と誕生日": "ゲツヨービトタンジョービ",
    "定休日は祝日と平日の翌日": "テーキュービワシュクジツトヘージツノヨクジツ",
    "締切日の開催日程": "シメキリビノカイサイニッテー",
    "外国人とアメリカ人と日本人": "ガイコクジントアメリカジントニホンジン",
    "管理人と日本人口": "カンリニントニホンジンコー",
    "世界中、会議中": "セカイジュー、カイギチュー",
    "一日中と一年中": "イチニチジュートイチネンジュー",
    "私は私立の私生活": "ワタシワシリツノシセーカツ",
    "明日と明後日": "アシタトアサッテ",
    "何も何かを何で何人": "ナニモナニカオナンデナンニン",
    "何か月": "ナンカゲツ",
    "十分です、十分間": "ジューブンデス、ジュップンカン",
    "四月二十日の九時三分": "シガツハツカノクジサンプン",
    "三本と六本木": "サンボントロッポンギ",
    "二、三日": "ニサンニチ",
    "三分の一": "サンブンノイチ",
    "二日酔いと一回り": "フツカヨイトヒトマワリ",
    "日本の富士山": "ニホンノフジサン",
    "日本銀行": "ニッポンギンコー",
    "辛い料理と辛い時": "カライリョーリトツライトキ",
    "あの方は東の方": "アノカタワヒガシノホー",
    "〇〇さんと二〇〇三年": "マルマルサントニセンサンネン",
    "お腹が空いた": "オナカガスイタ",
}


@pytest.fixture(scope="module")
def japanese() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # misaki opens its lists in an old way
        return loaded()


@pytest.mark.parametrize(("written", "said"), READ.items(), ids=READ)
def test_it_is_read_as_people_say_it(japanese: Any, written: str, said: str) -> None:
    words = japanese.tagger(japanese._normalize_text(written))
    assert "".join(word.feature.pron or word.surface for word in words) == said


def test_a_part_of_a_word_that_nothing_begins_with_stays_with_it(japanese: Any) -> None:
    assert japanese("三分です")[0] == "sampɯɴ desɨ"


@pytest.mark.parametrize("word", ["ページ", "ｺｰﾋｰ", "時々", "いすゞ"])
def test_the_letters_of_japanese_are_left_as_they_are(word: str) -> None:
    assert in_letters_of(LANGUAGES["j"], Traced.of(word)).text == word
