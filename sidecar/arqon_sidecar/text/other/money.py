"""How sums of money are said: 25,50 €/kg, R$ 3 mi, 18€50."""

from __future__ import annotations

import re

from arqon_sidecar.text.other.amount_parts import of_scale
from arqon_sidecar.text.other.amounts import Amounts
from arqon_sidecar.text.other.coins import COMMA_COINS, SINGULAR, THOUSANDS
from arqon_sidecar.text.other.counting import with_noun

__all__ = ["Money"]

_CENTS = re.compile(r"(?P<whole>.*)[.,](?P<cents>\d\d)")
_GROUPED = re.compile(r"[1-9]\d{0,2},\d{3}")
"""Thousands as in Mexico: $1,200; euros have a third decimal at filling stations."""
_COIN_BEHIND = re.compile(
    r"\s(?:pesos|dólares|dollars|dollari|euros?|reais|soles|bolívares|bolivianos|colones)\b"
)


class Money(Amounts):
    """Amounts, and the sums among them."""

    def money(self, match: re.Match[str]) -> str:
        """25,50 €/kg as "25 euros con 50 céntimos por kilo"."""
        if _COIN_BEHIND.match(match.string, match.end()):
            return self.number(match)
        return self._sum(match) + self._each(match)

    def _sum(self, match: re.Match[str]) -> str:
        """25,50 € as "25 euros con 50 céntimos"; 5 millones € as "5 millones de euros"."""
        name, cents_name = self._coin(match)
        if scale := self.words.short_scales.get(match["scale"], match["scale"]):
            scale = of_scale(scale, match["number"], self.words.counts_in)
            of = "" if scale in THOUSANDS else self.words.of
            coin = self._of(name.many) if of else name.many
            if self.number(match) == "1" and scale in SINGULAR:
                return f"{with_noun(self.words.counts_in, '1', SINGULAR[scale])} {coin}"
            number = "un" if scale == "millón" else self.number(match)
            return f"{number} {scale} {coin}"
        parts = _CENTS.fullmatch(match["number"])
        if (
            _GROUPED.fullmatch(match["number"])
            and match["coin"] not in COMMA_COINS
            and not match["per"]
        ):
            return self.counted(match, name.many, match["number"].replace(",", ""))
        if not parts or not cents_name.many:
            many = self.plain(match["number"]).endswith("000000") and self.words.of
            noun = self._of(name.many) if many else name.of(match["number"])
            return self.counted(match, noun)
        sign = f"{self.words.minus} " if match["minus"] else ""
        whole, cents = re.sub(r"\D", "", parts["whole"]), str(int(parts["cents"]))
        if whole == "0" and cents != "0":
            return f"{sign}{cents} {cents_name.of(cents)}"
        joined = f" {self.words.with_cents}".rstrip()
        rest = f"{joined} {cents} {cents_name.of(cents)}" if cents != "0" else ""
        if whole.endswith("000000") and self.words.of:
            return f"{sign}{whole} {self._of(name.many)}{rest}"
        coin = name.of(whole)
        return f"{sign}{with_noun(self.words.counts_in, whole, coin)}{rest}"

    def money_around(self, match: re.Match[str]) -> str:
        """18€50 as "18 euros 50"."""
        coin = self.words.money[match["coin"]][0].of(match["whole"])
        joined = f" {self.words.with_cents}".rstrip()
        return f"{with_noun(self.words.counts_in, match['whole'], coin)}{joined} {match['cents']}"
