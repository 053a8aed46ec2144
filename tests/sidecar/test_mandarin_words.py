"""Mandarin signs with two readings: what is written, and the pinyin that is said of it."""

from __future__ import annotations

import jieba
import pytest
from pypinyin import Style, lazy_pinyin

from arqon_sidecar.text.east_asian.mandarin_words import mandarin_words
from arqon_sidecar.text.misaki.mandarin import loaded

PINYIN = {
    "慢慢地走": "man4 man4 de zou3",
    "高兴地说": "gao1 xing4 de shuo1",
    "这个地方": "zhe4 ge di4 fang1",
    "天天在地里": "tian1 tian1 zai4 di4 li3",
    "跑得很快": "pao3 de hen3 kuai4",
    "值得": "zhi2 de",
    "得到": "de2 dao4",
    "头发很长": "tou2 fa4 hen3 chang2",
    "三米长": "san1 mi3 chang2",
    "班长": "ban1 zhang3",
    "他长大了": "ta1 zhang3 da4 le",
    "声音调到五十": "sheng1 yin1 tiao2 dao4 wu3 shi2",
    "把灯调亮": "ba3 deng1 tiao2 liang4",
    "强调到": "qiang2 diao4 dao4",
    "请重试": "qing3 chong2 shi4",
    "体重": "ti3 zhong4",
    "把书还了": "ba3 shu1 huan2 le",
    "还没吃": "hai2 mei2 chi1",
    "晒干": "shai4 gan1",
    "教我": "jiao1 wo3",
    "教会": "jiao4 hui4",
    "弹出窗口": "tan2 chu1 chuang1 kou3",
    "数到十": "shu3 dao4 shi2",
    "量血压": "liang2 xue4 ya1",
    "流量": "liu2 liang4",
}


@pytest.fixture(scope="module", autouse=True)
def _without_a_cache() -> None:
    loaded()


@pytest.mark.parametrize(("written", "said"), PINYIN.items(), ids=PINYIN)
def test_a_sign_is_read_by_what_stands_beside_it(written: str, said: str) -> None:
    words = jieba.lcut(mandarin_words(written))
    pinyin = (" ".join(lazy_pinyin(word, style=Style.TONE3)) for word in words)
    assert " ".join(pinyin) == said
