"""misaki's Mandarin G2P, asked for each word and each syllable once.

It takes 60 µs a syllable, of which there are some 1,300, and ends with an error at the few
characters that pypinyin does not know.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from arqon_sidecar.text.east_asian.mandarin_words import mandarin_words
from arqon_sidecar.text.east_asian.numbers import mandarin_numbers

__all__ = ["loaded", "once"]

_MOST_WORDS = 8_192
_MOST_SYLLABLES = 2_048


def loaded() -> Callable[[str], tuple[str, Any]]:
    """What misaki does for Kokoro 1.0, with our numbers in place of cn2an's."""
    import jieba
    from misaki import zh

    jieba.setLogLevel(logging.WARNING)  # it has a separate handler, whose lines are not JSON
    # Its `initialize` keeps a cache in /tmp, which anybody could have written before.
    words = jieba.dt
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True
    once(zh.ZHG2P)

    def g2p(text: str) -> tuple[str, None]:
        written = zh.ZHG2P.map_punctuation(mandarin_numbers(mandarin_words(text)))
        return (zh.ZHG2P.legacy_call(written) if written else ""), None

    return g2p


def once(g2p: Any) -> None:  # noqa: ANN401
    """Have misaki's class keep its words and syllables; one that it does not know is silent."""
    if hasattr(g2p.word2ipa, "cache_info"):
        return
    of_syllable = g2p.py2ipa

    @lru_cache(_MOST_SYLLABLES)
    def syllable(pinyin: str) -> str:
        try:
            return str(of_syllable(pinyin))
        except ValueError:
            return ""

    g2p.py2ipa = staticmethod(syllable)
    g2p.word2ipa = staticmethod(lru_cache(_MOST_WORDS)(g2p.word2ipa))
