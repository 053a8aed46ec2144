"""Japanese words that UniDic tears: it reads お母さん as お はは さん and 月曜日 as げつよう ひ.

Its words are short, and each has one reading. What people say otherwise is written in katakana
here, which MeCab keeps: endings by what stands before them, and single words by a list.
"""

from __future__ import annotations

from typing import Final

import regex

__all__ = ["japanese_words"]

_KANJI = "\u3005\u4e00-\u9fff"

_BEFORE_NICHI = (
    "一二三四五六七八九十百千数何今昨明前翌同当祝平休毎先後本終初近元半全連即他期中両月火水木金土日"
    "命縁吉白落朝夕春西過隔反親訪来在滞対駐抗"
)
"""What stands before a 日 that is にち or じつ; behind other words of two signs it is び."""
_PEOPLES = "国洋湾会宙識能名代西東来"
"""The last signs of words behind which 人 is じん; behind katakana it is so too."""
_OTHER_THAN_PEOPLE = "数気口間形物類材員生格権体工"
"""Signs that make another word with 人."""
_ALL_OVER = "世界|日本|東京|大阪|[一1][日年]|一晩|部屋|学校|会社|身体"
"""Of places and times 中 is じゅう: all over them; of what is done it is ちゅう: during it."""

_READ: Final = {
    # The family: 母 by itself is はは.
    "母さん": "カーサン", "父さん": "トーサン", "兄さん": "ニーサン", "姉さん": "ネーサン",
    "母ちゃん": "カーチャン", "父ちゃん": "トーチャン", "兄ちゃん": "ニーチャン",
    "姉ちゃん": "ネーチャン", "母様": "カーサマ", "父様": "トーサマ", "兄様": "ニーサマ",
    "姉様": "ネーサマ", "祖母さん": "バーサン", "祖父さん": "ジーサン",
    "祖母ちゃん": "バーチャン", "祖父ちゃん": "ジーチャン", "お義母さん": "オカーサン",
    "お義父さん": "オトーサン", "叔父さん": "オジサン", "叔母さん": "オバサン",
    "伯父さん": "オジサン", "伯母さん": "オバサン",
    # Days, and how many.
    "一昨日": "オトトイ", "明後日": "アサッテ", "一昨年": "オトトシ", "今日中": "キョージュー",
    "明日中": "アスジュー", "今年中": "コトシジュー", "一晩": "ヒトバン",
    "定休日": "テーキュービ", "四つ": "ヨッツ", "六つ": "ムッツ", "八つ": "ヤッツ",
    "二十歳": "ハタチ", "20歳": "ハタチ", "二人前": "ニニンマエ", "2人前": "ニニンマエ",
    # Places.
    "日本": "ニホン", "日本銀行": "ニッポンギンコー", "日本橋": "ニホンバシ",
    "富士山": "フジサン", "阿蘇山": "アソサン", "高尾山": "タカオサン", "筑波山": "ツクバサン",
    "御嶽山": "オンタケサン", "羽田": "ハネダ", "隅田川": "スミダガワ", "利根川": "トネガワ",
    "淡路島": "アワジシマ", "屋久島": "ヤクシマ", "石垣島": "イシガキジマ",
    "清水寺": "キヨミズデラ", "東大寺": "トーダイジ", "浅草寺": "センソージ",
    "山手線": "ヤマノテセン", "魚市場": "ウオイチバ", "非常口": "ヒジョーグチ",
    "改札口": "カイサツグチ",
    # The rest.
    "鶏肉": "トリニク", "小麦粉": "コムギコ", "既読": "キドク", "上品": "ジョーヒン",
    "下品": "ゲヒン", "停留所": "テーリュージョ", "一石二鳥": "イッセキニチョー",
    "十人十色": "ジューニントイロ", "時々": "トキドキ", "五分五分": "ゴブゴブ",
    "一回り": "ヒトマワリ", "百人一首": "ヒャクニンイッシュ", "みじん切り": "ミジンギリ",
    "神戸牛": "コーベギュー", "この間": "コノアイダ", "あなた方": "アナタガタ",
    "先生方": "センセーガタ",
}  # fmt: skip


def _alone(word: str) -> str:
    """The word with no other sign of its writing beside it."""
    return rf"(?<![{_KANJI}]){word}(?![{_KANJI}])"


_RULES: Final = {
    rf"(?<=[月火水木金土日何]曜|[{_KANJI}]{{2}}(?<![{_BEFORE_NICHI}]))日(?![{_KANJI}])": "ビ",
    r"(?<=[一二三四五六七八九]、[二三四五六七八九])日": "ニチ",
    rf"(?<=[ァ-ヶー]{{2}}|日本|[{_KANJI}][{_PEOPLES}])人(?![{_OTHER_THAN_PEOPLE}])": "ジン",
    rf"(?<={_ALL_OVER})中(?![心央間学国東西部型])": "ジュー",
    rf"(?<![{_KANJI}])私(?![[{_KANJI}]--[達]])": "ワタシ",
    _alone("明日"): "アシタ",
    _alone("国中"): "クニジュー",
    _alone("家中"): "イエジュー",
    _alone("体中"): "カラダジュー",
    r"(?<!幾)何(?=[をがもは]|か(?![月国所])|に(?!せよ))": "ナニ",
    r"(?<!幾)何(?=人(?!物)|曜)": "ナン",
    r"(?<![一二三四五六七八九時日])十分(?!間|後|前|以内|おき|の一)": "ジューブン",
    r"(?<![一二三四五六七八九〇])〇〇+": "マルマル",
    r"その後(?![ろに])": "ソノゴ",
    r"辛(?=[いくさ](?:料理|食|味|物|もの|カレー|ラーメン|ソース)|口)": "カラ",
    r"(?<=腹[がもは])空(?=[いかく])": "ス",
    r"(?<=[こそあど]の)方(?=[はにをへ])": "カタ",
}
"""Patterns of what stands beside a word, and how it is read there."""

_SAID: Final = tuple(_RULES.values())
_FOUND: Final = regex.compile(
    "|".join([*map("({})".format, _RULES), r"\L<words>"]), regex.VERSION1, words=list(_READ)
)


def japanese_words(text: str) -> str:
    """The text with katakana for what UniDic would read otherwise than people do."""
    read: str = _FOUND.sub(_said, text)
    return read


def _said(found: regex.Match[str]) -> str:
    return _SAID[found.lastindex - 1] if found.lastindex else _READ[found.group()]
