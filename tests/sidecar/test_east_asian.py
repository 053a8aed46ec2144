"""What is said in Mandarin and Japanese; plain numbers are left to misaki's packages."""

from __future__ import annotations

import pytest

from arqon_sidecar.text.clean import cleaned
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.normalise import normalised

SPOKEN = {
    "z": {
        "会议14:30开始": "会议14点30分开始",
        "9:00-11:30": "9点到11点30分",
        "价格是¥1,234": "价格是1234元",
        "苹果$189.30": "苹果189.30美元",
        "HK$500万": "500万港元",
        "€15-€20": "15到20欧元",
        "15~20美元": "15到20美元",
        "气温-5℃": "气温负5摄氏度",
        "1/2杯": "2分之1杯",
        "时速120km/h": "时速120公里每小时",
        "250g面粉": "250克面粉",
        "中国3-1获胜": "中国3比1获胜",
        "比分3:1": "比分3比1",
        "2024-05-03截止": "2024年5月3日截止",
        "12/25下雨": "12月25日下雨",
        "手机13812345678": "手机一三八一二三四五六七八",
        "电话010-12345678": "电话零一零,一二三四五六七八",
        "验证码583201": "验证码五八三二零一",
        "2个孩子": "两个孩子",
        "约~50人": "约50人",
    },
    "j": {
        "14:30に始まる": "14時30分に始まる",
        "価格は¥1,234です": "価格は1234円です",
        "¥15-20万": "15から20万円",
        "$5〜$10": "5から10ドル",
        "気温は-5℃": "気温はマイナス5度",
        "湿度は80%": "湿度は80パーセント",
        "1/2カップ": "2分の1カップ",
        "120km/hで走る": "120キロメートル毎時で走る",
        "日本は3-1で勝った": "日本は3対1で勝った",
        "12/25(月)です": "12月25日(月)です",
        "締切は2024/05/03": "締切は2024年5月3日",
        "電話は03-1234-5678": "電話はゼロサン,イチニサンヨン,ゴロクナナハチ",
        "暗証番号は0742": "暗証番号はゼロナナヨンニ",
    },
}
AS_WRITTEN = {
    "z": ("第2章34页", "二年级2年级", "2023年12月25日", "版本1.2.3", "12个", "iPhone和WiFi"),
    "j": ("第2章34ページ", "午後3時半", "2023年12月25日", "バージョン1.2.3", "iPhoneを使う"),
}


def said(text: str, letter: str) -> str:
    """Without spaces, which part what is said from what stands beside it."""
    return normalised(cleaned(text), LANGUAGES[letter]).text.replace(" ", "")


@pytest.mark.parametrize(
    ("letter", "written", "spoken"),
    [(letter, *pair) for letter, pairs in SPOKEN.items() for pair in pairs.items()],
)
def test_what_is_written_in_signs_is_said_in_words(letter: str, written: str, spoken: str) -> None:
    assert said(written, letter) == spoken


@pytest.mark.parametrize(
    ("letter", "written"),
    [(letter, text) for letter, texts in AS_WRITTEN.items() for text in texts],
)
def test_numbers_of_things_stay_as_they_are_written(letter: str, written: str) -> None:
    assert said(written, letter) == written
