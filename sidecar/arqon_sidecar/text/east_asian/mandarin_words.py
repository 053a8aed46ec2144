"""Mandarin signs with two readings, by what stands beside them.

pypinyin knows the reading of a sign within a word of its dictionary; where the sign is a word by
itself it takes the commoner one: 调到 as diào dào, 很长 as hěn zhǎng, 慢慢地 with dì. What is read
otherwise is written here with a sign of the same sound that has no second one.
"""

from __future__ import annotations

from typing import Final

import regex

__all__ = ["mandarin_words"]

_END = r"(?=[。，！？；、,.!?;\s]|$)"
_MANNERS = (
    "高兴|开心|愉快|认真|仔细|努力|不断|大声|小声|安静|快速|迅速|飞快|顺利|成功|自动|手动|主动|积极|"
    "简单|清楚|清晰|准确|正确|直接|及时|详细|温柔|小心|耐心|热情|礼貌|自然|自由|随意|突然|渐渐|很快|"
    "更好|更快|充分|有效|合理"
)
"""Words behind which 地 tells how something is done, besides those of two equal signs."""

_SOUNDS_LIKE: Final = {
    # de: how, and how well.
    "的": rf"(?:(?<=\1(\p{{Han}}))|(?<={_MANNERS}))地(?![方点区址面上下里板图球位])"
    r"|(?<=[跑走做写说讲唱跳吃喝睡玩学画打看听长变弄办飞洗穿站坐笑哭来])"
    r"得(?=[很太真好快慢多少对不早晚远近高低那这非特挺更最极])",
    # cháng: how long.
    "常": r"(?<=[很太最更多越较么米里尺寸])长(?![大高胖出辈老官]|越[高大胖])",
    # tiáo: to set.
    "条": r"(?<![强声曲语单格步腔低]|(?<!声)音)调(?=[到至成高低大小亮暗快慢轻重好静])",
    # chóng: again.
    "虫": r"(?<!体)重(?=[试置设装启播拍写做建连登])",
    # huán: to give back.
    "环": rf"还(?=[钱书款债贷]|了{_END})|(?<=[要不])还{_END}",
    # gān: until it is dry.
    "甘": r"(?<=[晒烘吹擦晾])干",
    # jiāo: to teach.
    "交": r"教(?=[我你您他她]|大家|孩子|怎么)",
    # tán: to spring up.
    "谈": r"弹(?=[出窗])",
    # shǔ: to count.
    "鼠": r"(?<![人次总分参函个指])数(?=到[一二三四五六七八九十百千\d])",
    # liáng: to measure.
    "良": r"(?<![流音数质容重能])量(?=血压|体温|身高|一下)",
}
_RULES: Final = [(sign, regex.compile(rule)) for sign, rule in _SOUNDS_LIKE.items()]


def mandarin_words(text: str) -> str:
    """The text with signs of one reading for those that pypinyin would read otherwise."""
    for sign, rule in _RULES:
        text = rule.sub(sign, text)
    return text
