"""Whether a sum is the price of what follows: "$100 bills", but "$5 buys two"."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import is_plural_after, modifies, word_after
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["is_attributive"]

_HEADS = words(
    "bill bills note notes coin coins ticket tickets gift fee fine deal question prize check "
    "checks cheque voucher coupon discount deposit tip bottle budget range mark threshold house "
    "flat condo apartment mansion villa car truck phone laptop lawsuit settlement grant loan "
    "merger takeover acquisition buyout bailout investment contract fund project program package "
    "stake jackpot bounty ransom pledge scholarship fundraiser bond subscription membership fare "
    "copay deductible limit cap meal burger pizza bonus upgrade penalty coffee latte beer cocktail "
    "sandwich lunch dinner breakfast brunch haircut reward rebate refund"
)

_VERBS = words(
    "gets buys covers helps feeds saves pays makes goes does plus times provides comes seems "
    "equals represents includes means keeps brings works gives leaves adds takes drops rises "
    "falls grows turns sits stays lets sounds looks needs costs remains extends applies becomes "
    "starts ends hours minutes days weeks months years sometimes besides towards afterwards "
    "overseas dollars euros pounds cents bucks adults kids children seniors students members "
    "nonmembers guests teens adv"
)
"""Behind a sum they are not what it is the price of."""


def is_attributive(match: re.Match[str]) -> bool:
    """Whether a noun follows that the sum describes: "$100 bills", "the $100M question"."""
    hyphen = match.string[match.end() : match.end() + 1] == "-" and bool(word_after(match))
    after = word_after(match)
    if after in ("off", "ish", "plus", "down"):
        return False
    many = is_plural_after(match) and after not in _VERBS
    return hyphen or many or after in _HEADS or modifies(match)
