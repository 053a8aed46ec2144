"""Japanese: numbers with what they count, whose sounds change with each other: 3本 is サンボン.

UniDic reads 一本 as いち ぽん and 四人 as よん にん. What has a sound of its own is
written in katakana, which MeCab keeps, and the rest of a number in Chinese numerals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from arqon_sidecar.text.east_asian.numbers import NAMED, japanese_numeral

__all__ = ["japanese_numbers"]

_NAMES = ("ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー")
_SOUNDS = dict(zip("一二三四五六七八九", _NAMES[1:], strict=True)) | {"十": "ジュー"}
_SHORT = {"一": "イッ", "六": "ロッ", "八": "ハッ", "十": "ジュッ", "百": "ヒャッ"}
_MONTHS, _NATIONS, _PLACES = (
    {f"{mark}{noun}": sound for mark in "かカヵヶケ箇"}
    for noun, sound in (("月", "カゲツ"), ("国", "カコク"), ("所", "カショ"))
)
_COUNTERS = {
    "本": "ホン ポン ボン", "匹": "ヒキ ピキ ビキ", "杯": "ハイ パイ バイ",
    "票": "ヒョー ピョー ビョー", "分": "フン プン プン プン", "泊": "ハク パク パク パク",
    "発": "ハツ パツ パツ", "回": "カイ", "階": "カイ カイ ガイ", "個": "コ", "曲": "キョク",
    "件": "ケン", "軒": "ケン ケン ゲン", "冊": "サツ", "歳": "サイ", "才": "サイ",
    "足": "ソク ソク ゾク", "週間": "シューカン", "周年": "シューネン", "社": "シャ",
    "種類": "シュルイ", "章": "ショー", "世紀": "セーキ", "世帯": "セタイ", "着": "チャク",
    "頭": "トー", "点": "テン", "通": "ツー", "等": "トー", "丁目": "チョーメ",
    **_MONTHS, **_NATIONS, **_PLACES,
}  # fmt: skip
"""How they sound, and how behind a shortened number, behind three, and behind four."""
_WHOLE: Mapping[str, Mapping[int, str]] = {
    "番": {110: "ヒャクトー番"},
    "月": {4: "シガツ", 7: "シチガツ", 9: "クガツ"},
    "日": {
        2: "フツカ", 3: "ミッカ", 4: "ヨッカ", 5: "イツカ", 6: "ムイカ", 7: "ナノカ", 8: "ヨーカ",
        9: "ココノカ", 10: "トーカ", 14: "ジューヨッカ", 17: "ジューシチニチ", 19: "ジュークニチ",
        20: "ハツ カ", 24: "ニジューヨッカ", 27: "ニジューシチニチ", 29: "ニジュークニチ",
    },
}  # fmt: skip
"""Numbers that have one word with what they count.

UniDic knows 四日, but not behind katakana, and takes ハツカ for mint.
"""
_LAST: Mapping[str, Mapping[str, str]] = {
    "人": {"四": "ヨニン"},
    "年": {"四": "ヨネン"},
    "円": {"四": "ヨエン"},
    "時": {"四": "ヨジ", "七": "シチジ", "九": "クジ"},
}
"""The last sign of a number with what it counts."""
_NONE = {"時": "レージ", "点": "レーテン", "分": "レーフン"}
_OTHERWISE = (
    r"(?!分[の野担割析類]|階[級層]|等分|本[部社店館気当格番音土人木]|個[人性別室]|人[前口]|社[員長内外会]|足[すしりさ先]|通[りし知話]|"
    r"着[くいきけ陸手]|点[検灯滅火線]|発[売表行生]|時[間々]?刻|回[線答復収り]|頭[のが])"
)
"""Words that begin like what is counted."""
_ANY = "|".join(sorted({*_COUNTERS, *_WHOLE, *_LAST}, key=len, reverse=True))
_COUNTED = re.compile(rf"(?P<number>\d+)(?:{_OTHERWISE}(?P<counter>{_ANY})(?P<lasting>間(?!隔))?)?")


_WRITTEN_OUT = re.compile(
    r"(?<![〇一二三四五六七八九十百千万億何数幾])(?<![一二三四五六七八九][、・])"
    rf"(?P<numeral>[一二三四五六七八九十百千]+)(?=(?:{_ANY})){_OTHERWISE}"
)
"""What is counted; behind "二、" it is one of several."""
_YEAR = re.compile(r"(?<![〇一二三四五六七八九])[一二][〇一二三四五六七八九]{3}(?=年)")
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


def japanese_numbers(text: str) -> str:
    """The text with words for all its digits: 24 as 二十四, and 3本, or 三本, as サンボン."""
    text = _YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    return _COUNTED.sub(_spoken, _WRITTEN_OUT.sub(_in_digits, text))


def _in_digits(match: re.Match[str]) -> str:
    numeral, value, digit = match["numeral"], 0, 0
    for sign in numeral:
        if size := {"十": 10, "百": 100, "千": 1000}.get(sign):
            value, digit = value + (digit or 1) * size, 0
        else:
            digit = int(sign.translate(_DIGITS))
    value += digit
    return str(value) if japanese_numeral(value) == numeral else numeral


def _spoken(match: re.Match[str]) -> str:
    return _with_counter(match) + ("カン" if match["lasting"] else "")


def _with_counter(match: re.Match[str]) -> str:
    written, counter = match["number"], match["counter"] or ""
    number = int(written) if len(written) <= NAMED else 0
    if len(written) > len(str(number)) and not (number and counter):
        return "".join(_NAMES[int(digit)] for digit in written) + counter
    if number == 0:
        return _NONE.get(counter, f"ゼロ{counter}")
    if number == 1 and counter == "日" and match.string[: match.start()].endswith("月"):
        return "ツイタチ"
    return _WHOLE.get(counter, {}).get(number) or _counted(japanese_numeral(number), counter)


def _counted(numeral: str, counter: str) -> str:
    before, last = numeral[:-1], numeral[-1]
    if own := _LAST.get(counter, {}).get(last):
        return before + own
    if counter not in _COUNTERS:
        return numeral + counter
    plain, short, three, four = (*_COUNTERS[counter].split(), "", "", "")[:4]
    if _is_shortened(numeral, plain):
        tens = before[-1:] if last == "十" else ""
        before = before.removesuffix(tens) + _SOUNDS.get(tens, tens)
        return before + _SHORT[last] + (short or plain)
    sound = {"三": three, "千": three, "万": three, "四": four}.get(last) or plain
    return before + _SOUNDS.get(last, last) + sound


def _is_shortened(numeral: str, counter: str) -> bool:
    if counter[0] in "カキクケコハヒフヘホ":
        return numeral[-1] in _SHORT and numeral[-2:] not in ("三百", "六百", "八百")
    return numeral[-1] in "一八十"
