"""English initialisms that a voice takes for words (YMCA), and words that it takes for letters.

misaki knows some; of the others it asks espeak, which says "imka" and "F dick". What is written
stays as it is: only how it sounds is told.
"""

from __future__ import annotations

import re
from functools import partial

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.marks import KnownWords
from arqon_sidecar.text.pronunciations import with_s

__all__ = ["with_acronyms"]

_LETTERS = (
    "USMC ACLU USPS NCAA NJCAA IUCN AICPA EEOC ICBM YMCA YWCA USTR FDIC COPD DJIA AARP IMDB PCOS"
    " USGS USCG USPTO USOC UNLV UNCF UNDP UIUC UCSD UCSB UCSF UTSA LAFD USCIS JCPOA NIMH OBGYN"
    " ROTC SEIU AAPI CMYK DKNY ESPP IFRS ISDN NDAA NDIS OSPF EIGRP CISM IAEA IAAF NAIA SSRI PSAT"
    " ICAO AITA IMDb NaCl NaOH NaF KCl KOH AgCl MgO CaO ZnO"
)
"""Said by the names of their letters."""
_SPELLED = re.compile(
    rf"(?<![\w.'/-])(?P<letters>{'|'.join(_LETTERS.split())})(?P<many>'?s)?(?!\w)"
)
_WORDS = {
    "SaaS": "sˈæs", "PaaS": "pˈæs", "HUD": "hˈʌd", "WIC": "wˈɪk", "PAC": "pˈæk", "NAS": "nˈæs",
    "SIM": "sˈɪm", "eSIM": "ˈisˌɪm", "REIT": "ɹˈit", "HIIT": "hˈɪt", "GAAP": "ɡˈæp", "NaN": "nˈæn",
    "ASIC": "ˈAsɪk", "MCAT": "ˈɛmkæt",
}  # fmt: skip
"""Said as words, alike in America and in Britain."""
_SAID = re.compile(rf"(?<![\w.'/-])(?P<word>{'|'.join(_WORDS)})(?P<many>'?s)?(?![\w-])")
_ICE = re.compile(
    r"(?<![\w.'/-])ICE(?=\s(?:agents?|raids?|officers?|officials?|detention|detainees?|custody"
    r"|arrest\w*|facilit\w+|deport\w*|director)\b)"
)
_OKAYED = re.compile(r"(?<![\w.'/-])OK'?e?d(?!\w)")


def with_acronyms(text: Traced, language: Language, known: KnownWords) -> Traced:
    """English text with points between the letters that are said, or a mark for a word."""
    if not language.english:
        return text
    text = text.sub(_SPELLED, _spelled)
    text = text.sub(_SAID, partial(_word, known))
    text = text.sub(_ICE, lambda _: known.mark("ˈIs"))
    return text.sub(_OKAYED, lambda _: "okayed")


def _spelled(match: re.Match[str]) -> str:
    letters = ".".join(match["letters"].upper())
    return f"{letters}.'s" if match["many"] else letters


def _word(known: KnownWords, match: re.Match[str]) -> str | None:
    phonemes = _WORDS[match["word"]]
    return known.mark(with_s(phonemes) if match["many"] else phonemes)
