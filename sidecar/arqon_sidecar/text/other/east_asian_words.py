"""The words of Mandarin and of Japanese for what is written in signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["EAST_ASIAN", "EastAsian"]


@dataclass(frozen=True, slots=True)
class EastAsian:
    """The words of one of them."""

    digits: str
    """From zero to nine, parted by spaces."""
    hour: str
    part: str
    """A fraction, with {a} above {b}."""
    to: str
    against: str
    """Between the two numbers of a score or a ratio."""
    minus: str
    about: str
    money: Mapping[str, str]
    units: Mapping[str, str]
    scored: str
    """What stands behind a score, as a regular expression."""
    asks: str
    """What stands before a number that is said digit by digit, as a regular expression."""


_MANDARIN = EastAsian(
    digits="零 一 二 三 四 五 六 七 八 九",
    hour="点",
    part="{b}分之{a}",
    to="到",
    against="比",
    minus="负",
    about="约",
    money={"¥": "元", "$": "美元", "US$": "美元", "€": "欧元", "£": "英镑", "HK$": "港元"},
    units={
        "km/h": "公里每小时", "km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤",
        "g": "克", "mg": "毫克", "ml": "毫升", "mL": "毫升", "L": "升", "°C": "摄氏度",
        "°F": "华氏度", "m²": "平方米", "GB": "G B", "MB": "M B", "kWh": "度",
    },
    scored=r"获胜|战胜|击败|大胜|取胜|胜|赢|输|负|落后|领先|平",
    asks=r"(?:验证码|密码|订单号|编号|卡号|尾号|邮编|房间号|号码|学号|热线|电话)",
)  # fmt: skip
_JAPANESE = EastAsian(
    digits="ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ",
    hour="時",
    part="{b}分の{a}",
    to="から",
    against="対",
    minus="マイナス",
    about="約",
    money={"¥": "円", "$": "ドル", "US$": "米ドル", "€": "ユーロ", "£": "ポンド"},
    units={
        "km/h": "キロメートル毎時", "km": "キロメートル", "cm": "センチメートル",
        "mm": "ミリメートル", "m": "メートル", "kg": "キログラム", "g": "グラム",
        "mg": "ミリグラム", "ml": "ミリリットル", "mL": "ミリリットル", "L": "リットル",
        "°C": "度", "°F": "華氏", "m²": "平方メートル", "GB": "ギガバイト", "MB": "メガバイト",
        "%": "パーセント",
    },
    scored=r"で(?:勝|負|敗|引き分け|勝利|リード)",
    asks=r"(?:暗証番号|認証コード|郵便番号|注文番号|確認コード|会員番号|パスワード|内線)",
)  # fmt: skip
EAST_ASIAN = {"j": _JAPANESE, "z": _MANDARIN}
"""By Kokoro's letter of the language."""
