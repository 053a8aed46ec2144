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
    few_minutes: str
    """What is said before the minutes from one to nine."""
    two_oclock: tuple[str, ...]
    """How the hour is written that is not said as the number two."""
    part: str
    """A fraction, with {a} above {b}."""
    to: str
    hyphen: str
    """Between the year and the number of a document."""
    against: str
    """Between the two numbers of a score or a ratio."""
    for_one: str
    """Between the coins of a rate of exchange."""
    plus: str
    minus: str
    about: str
    signs: Mapping[str, str]
    """What is said for a sign between numbers or words."""
    large: Mapping[str, tuple[int, str]]
    """Thousands, millions and billions behind a sum: how many times which word."""
    number: str
    """What is said for "No." before a number."""
    letters: Mapping[str, str]
    """Names of capital letters; where there are none, they are named as in English."""
    money: Mapping[str, str]
    units: Mapping[str, str]
    scored: str
    """What stands behind a score, as a regular expression."""
    asks: str
    """What stands before a number that is said digit by digit, as a regular expression."""

    def spoken(self, number: str) -> str:
        """Without marks between thousands; in Japanese, where misaki tears decimals, by digits."""
        whole, _, part = number.replace(",", "").partition(".")
        if not self.letters or not part:
            return number.replace(",", "")
        digits = self.digits.split()
        return f"{whole}点{''.join(digits[int(digit)] for digit in part)}"


_MANDARIN = EastAsian(
    digits="零 一 二 三 四 五 六 七 八 九",
    hour="点",
    few_minutes="零",
    two_oclock=("2", "02"),
    part="{b}分之{a}",
    to="到",
    hyphen="杠",
    against="比",
    for_one="兑",
    plus="正",
    minus="负",
    about="约",
    signs={
        "+": "加", "=": "等于", "×": "乘", "x": "乘", "÷": "除以", "&": "和", "<": "小于",
        ">": "大于", "≤": "小于等于", "≥": "大于等于", "≈": "约等于", "≠": "不等于",
        "±": "正负", "→": "到", "<=": "小于等于", ">=": "大于等于", "!=": "不等于", "==": "等于",
        "²": "的平方", "³": "的立方", "^": "的{n}次方", "√": "根号", "-": "减", '"': "英寸",
    },
    large={"K": (1000, ""), "M": (100, "万"), "B": (10, "亿")},
    number="number ",
    letters={},
    money={"¥": "元", "$": "美元", "US$": "美元", "€": "欧元", "£": "英镑", "HK$": "港元"},
    units={
        "km/h": "公里每小时", "km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤",
        "g": "克", "mg": "毫克", "ml": "毫升", "mL": "毫升", "L": "升", "°C": "摄氏度",
        "°F": "华氏度", "°": "度", "m²": "平方米", "kWh": "度",
        "km²": "平方公里", "m³": "立方米", "m/s": "米每秒", "t": "吨", "h": "小时", "min": "分钟",
        "s": "秒", "W": "瓦", "kW": "千瓦", "V": "伏", "mAh": "毫安时", "Hz": "赫兹", "GHz": "吉赫",
        "MHz": "兆赫", "dB": "分贝", "kcal": "千卡", "ha": "公顷", "w": "万",
    },
    scored=r"获胜|战胜|击败|大胜|取胜|胜|赢|输|负|落后|领先|平",
    asks=r"(?:验证码|密码|订单号|编号|卡号|尾号|邮编|房间号|号码|学号|热线|电话|QQ)",
)  # fmt: skip
_JAPANESE_LETTERS = {
    "A": "エー", "B": "ビー", "C": "シー", "D": "ディー", "E": "イー", "F": "エフ", "G": "ジー",
    "H": "エイチ", "I": "アイ", "J": "ジェー", "K": "ケー", "L": "エル", "M": "エム", "N": "エヌ",
    "O": "オー", "P": "ピー", "Q": "キュー", "R": "アール", "S": "エス", "T": "ティー", "U": "ユー",
    "V": "ブイ", "W": "ダブリュー", "X": "エックス", "Y": "ワイ", "Z": "ゼット",
}  # fmt: skip
_JAPANESE = EastAsian(
    digits="ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュー",
    hour="時",
    few_minutes="",
    two_oclock=(),
    part="{b}分の{a}",
    to="から",
    hyphen="の",
    against="対",
    for_one="、",
    plus="プラス",
    minus="マイナス",
    about="約",
    signs={
        "+": "プラス", "=": "イコール", "×": "かける", "x": "かける", "÷": "割る", "&": "アンド",
        "<": "小なり", ">": "大なり", "≤": "小なりイコール", "≥": "大なりイコール",
        "<=": "小なりイコール", ">=": "大なりイコール", "≈": "ニアリーイコール",
        "≠": "ノットイコール", "!=": "ノットイコール", "==": "イコール", "±": "プラスマイナス",
        "→": "から", "²": "の二乗", "³": "の三乗", "^": "の{n}乗", "√": "ルート", "-": "引く",
        '"': "インチ",
    },
    large={"K": (1000, ""), "M": (100, "万"), "B": (10, "億")},
    number="ナンバー",
    letters=_JAPANESE_LETTERS,
    money={"¥": "円", "$": "ドル", "US$": "米ドル", "€": "ユーロ", "£": "ポンド"},
    units={
        "km/h": "キロメートル毎時", "km": "キロメートル", "cm": "センチメートル",
        "mm": "ミリメートル", "m": "メートル", "kg": "キログラム", "g": "グラム",
        "mg": "ミリグラム", "ml": "ミリリットル", "mL": "ミリリットル", "L": "リットル",
        "°C": "度", "°F": "華氏", "°": "度",
        "m²": "平方メートル", "GB": "ギガバイト", "MB": "メガバイト",
        "%": "パーセント", "TB": "テラバイト", "KB": "キロバイト", "km²": "平方キロメートル",
        "m³": "立方メートル", "m/s": "メートル毎秒", "t": "トン", "h": "時間", "min": "分",
        "s": "秒",
        "W": "ワット", "kW": "キロワット", "kWh": "キロワット時", "V": "ボルト",
        "mAh": "ミリアンペアアワー", "Hz": "ヘルツ", "GHz": "ギガヘルツ", "MHz": "メガヘルツ",
        "dB": "デシベル", "kcal": "キロカロリー", "ha": "ヘクタール", "dl": "デシリットル",
        "dL": "デシリットル", "cc": "シーシー",
    },
    scored=r"で(?:勝|負|敗|引き分け|勝利|リード)",
    asks=r"(?:暗証番号|認証コード|郵便番号|注文番号|確認コード|会員番号|パスワード|内線)",
)  # fmt: skip
EAST_ASIAN = {"j": _JAPANESE, "z": _MANDARIN}
"""By Kokoro's letter of the language."""
