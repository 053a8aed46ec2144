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
        "版本1.2.3": "版本1点2点3",
        "15℃~22℃，5kg-8kg": "15摄氏度到22摄氏度,5公斤到8公斤",
        "电话：(010)6552-9988": "电话:零一零,六五五二,九九八八",
        "12.5和1,318.5km": "12.5和1318.5公里",
        "15:05出发": "15点零5分出发",
        "营收$1.2B，$500K，$3M": "营收12亿美元,500000美元,300万美元",
        "发到info@example.com": "发到info艾特example点com",
        "打开https://www.zhihu.com/question了解": "打开zhihu点com斜杠question了解",
        "航班CA1234和A380": "航班C.A一二三四和A三八零",
        "80后和90后": "八零后和九零后",
        "上午9点-下午5点": "上午9点到下午5点",
        "3月5日-7日，周一-周五": "3月5日到7日,周一到周五",
        "2+3=5，6×7=42": "2加3等于5,6乘7等于42",
        "温度>30℃，±2": "温度大于30摄氏度,正负2",
        "涨幅+3.5%，100+": "涨幅正3.5%,100加",
        "C++和No.1": "C加加和number1",
        "100㎡，20m2，1h30min": "100平方米,20平方米,1小时30分钟",
        "5000mAh，65W，粉丝10w": "5000毫安时,65瓦,粉丝10万",
        "IT公司和WHO": "I.T公司和W.H.O",
        "我的QQ是123456789": "我的Q.Q是一二三四五六七八九",
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
        "NBAの試合とA4用紙": "エヌビーエーの試合とエー4用紙",
        "バージョン1.2.3": "バージョン1点2点3",
        "平均は12.5点、3.14%": "平均は12点ゴ点,3点イチヨンパーセント",
        "$1,234.50で1.5倍": "1234点ゴゼロドルで1点ゴ倍",
        "PDFを見る": "ピーディーエフを見る",
        "$1.2Bです": "12億ドルです",
        "info@example.comに送る": "infoアットマークexampleドットcomに送る",
        "9時〜17時、東京〜大阪": "9時から17時,東京から大阪",
        "月〜金、3月5日〜7日": "月から金,3月5日から7日",
        "〒100-0001 東京都": "郵便番号,イチゼロゼロ,ゼロゼロゼロイチ東京都",
        "郵便番号は150-0002": "郵便番号はイチゴゼロ,ゼロゼロゼロニ",
        "2+3=5、6×7": "2プラス3イコール5,6かける7",
        "100㎡、1h30min、65W": "100平方メートル,1時間30分,65ワット",
        "16GBのメモリ、No.1": "16ギガバイトのメモリ,ナンバー1",
    },
}
AS_WRITTEN = {
    "z": (
        "第2章34页",
        "二年级2年级",
        "2023年12月25日",
        "12个",
        "iPhone和WiFi",
        "AT&T",
        "COVID-19",
        "上海-北京",
        "SIM卡",
    ),
    "j": (
        "第2章34ページ",
        "午後3時半",
        "2023年12月25日",
        "iPhoneを使う",
        "SIMカード",
        "え〜っと",
    ),
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
