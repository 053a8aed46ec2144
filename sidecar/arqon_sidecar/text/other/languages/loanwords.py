"""English words of everyday text, written so that espeak-ng says them as people do.

It reads them by the letters: "online" was "online" in Spanish, and "iPhone" "i fone" in Portuguese.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LOANWORDS"]

_SPANISH = """
online=onláin email=imeil e-mail=imeil emails=imeils e-mails=imeils smartphone=esmarfón
smartphones=esmarfóns streaming=estrimin Netflix=nétflix podcast=pódcast feedback=fídbak
hashtag=jáshtag hashtags=jáshtags bluetooth=blutuz Bluetooth=blutuz Amazon=ámazon startup=estártap
startups=estártaps spoiler=espóiler spoilers=espóilers selfie=selfi selfies=selfis like=laik
likes=laiks freelance=frílans cookie=cuki cookies=cukis router=rúter jeans=yins sandwich=sánduich
Uber=úber Zoom=zum Excel=éxcel iPad=aipad JavaScript=yavascrip GitHub=guítjab Docker=dóker
backend=bákend frontend=fróntend framework=fréimwork bug=bag bugs=bags login=loguin password=pásword
update=apdéit LinkedIn=línkedin coach=couch running=ranin OpenAI=ópenei-ai iOS=ai-o-ese Claude=clod
news=nius fake=feik holding=jóldin marketing=márketing Spotify=espótifai Python=páiton
"""
_PORTUGUESE = """
email=e-mail emails=e-mails smartphone=ismartfone smartphones=ismartfones streaming=istrímin
Netflix=nétflics feedback=fidbéque hashtag=réxtag hashtags=réxtags bluetooth=blutúfi
Bluetooth=blutúfi startup=istártape startups=istártapes spoiler=ispóiler spoilers=ispóilers
selfie=sélfi selfies=sélfis like=laique likes=laiques freelance=frilance cookie=cúqui cookies=cúquis
Uber=úber iPhone=aifone iPad=aipéde GitHub=guitirrâbi Docker=dóquer backend=béquende
frontend=frontende framework=freimuorque bug=bâgui bugs=bâguis LinkedIn=linquedin
Facebook=feicebuque Wi-Fi=uai-fai wi-fi=uai-fai wifi=uai-fai fake=feique news=niús coach=côutxi
OpenAI=ôpenei-ai iOS=ai-ó-ésse Claude=clôde holding=rôldin
"""


def _words(text: str) -> Mapping[str, str]:
    """What is written for each word."""
    return dict(pair.split("=") for pair in text.split())


LOANWORDS: Mapping[str, Mapping[str, str]] = {
    "es": _words(_SPANISH),
    "pt_BR": {
        **_words(_PORTUGUESE),
        "home office": "rôme ófice",
        "home-office": "rôme ófice",
    },
}
"""By the tag of num2words."""
