"""How fractions are said: alone, in front of a unit or a noun, and behind a whole number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from num2words import num2words

from arqon_sidecar.text.other.counting import counted, with_noun
from arqon_sidecar.text.other.genders import is_feminine
from arqon_sidecar.text.other.slashes import no_fraction
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["Fractions"]

_NOUN = re.compile(r"\s(?P<word>(?!de\b|di\b)[^\W\d_]{3,}|c\.(?= à ))")
"""A noun behind a number; in French also "c. à soupe", for "cuillère"."""
_NOUN_AND = re.compile(r"\b(?P<noun>[^\W\d_]{3,}|an|\d+|h) (?P<and>e|y|et) \Z")
"""An hour and 1/2."""
_AT_HOUR = re.compile(r"\b(?:[Ll]as?|[àÀ]s?|[Aa]s) \d{1,2} [ye] \Z")
"""A las 7 y 1/2."""
_LASTING = re.compile(r"\b\d+ (?P<noun>ans?|heures?|ann[oi]|or[ae]|h) \Z")
"""8 ans 1/2."""
_SUMMED = re.compile(r"\s?(?:[=+×·]|[-−] ?\d)")
_SUM_BEFORE = re.compile(r"(?:[=+×·]|\d [-−])\s?\Z")
_PART_OF = re.compile(
    r"\s(?:de l[ao]s?|del|d[ao]s?|du|des|de finale|dei|degli|dell[ae])(?!\w)|\sde(?:l| )?l['’]"
)
_NAMED_PARTS = range(5, 11)
_TENTHS = {"es": "un", "pt_BR": "um", "it": "un", "fr": "un"}
"""One part, where those from the fifth on are named as ordinals."""
_REACH = 24


@dataclass(frozen=True, slots=True)
class Fractions:
    """How each of them is said."""

    words: Vocabulary

    def part(self, match: re.Match[str]) -> str | None:
        """1/4 l as "un cuarto de litro"."""
        name = self.words.units[match["unit"]]
        unit = name.one
        if match["whole"]:
            if mixed := self._mixed(match):
                return f"{mixed} {name.of(match['whole'])}"
            number = with_noun(self.words.counts_in, match["whole"], name.of(match["whole"]))
            return f"{number} {self.words.and_} {self._rest(match, unit)}"
        if (match["a"], match["b"]) == ("1", "2"):
            return f"{self.words.half[is_feminine(self.words.counts_in, unit)]} {unit}"
        known = self.words.fractions.get(f"{match['a']}/{match['b']}")
        return f"{known} {self.words.of.replace(chr(39), 'e')} {unit}" if known else None

    def fraction(self, match: re.Match[str]) -> str:
        """3/4 as "tres cuartos", 1/2 taza as "media taza"."""
        noun = _NOUN.match(match.string, match.end())
        if match["whole"]:
            if mixed := self._mixed(match):
                return mixed
            thing = noun["word"] if noun else ""
            number = counted(self.words.counts_in, match["whole"], thing)
            return f"{number} {self.words.and_} {self._rest(match, thing)}"
        if half := self._half(match, noun["word"] if noun else ""):
            return half
        if said := no_fraction(match, self.words):
            return said
        known = self.words.fractions.get(f"{match['a']}/{match['b']}") or self._parts(match)
        if known and noun and noun["word"] in ("parte", "partes"):
            known = known.replace("tercio", "tercera").replace("cuarto", "cuarta")
            known = known.replace("un ", "una ")
        return known or f"{match['a']} {self.words.over} {match['b']}"

    def _half(self, match: re.Match[str], thing: str) -> str:
        """A half of a thing, or behind a noun or "and"; nothing where it is none."""
        start = max(0, match.start() - _REACH)
        if (match["a"], match["b"]) == ("1", "2"):
            if lasting := _LASTING.search(match.string, start, match.start()):
                return (
                    f"{self.words.and_} {self._rest(match, self._halved(match, lasting['noun']))}"
                )
            if thing:
                return self.words.half[is_feminine(self.words.counts_in, thing)]
        before = _NOUN_AND.search(match.string, start, match.start())
        if before and before["and"] == self.words.and_:
            return self._rest(match, self._halved(match, before["noun"]))
        return ""

    def _halved(self, match: re.Match[str], noun: str) -> str:
        """The noun that stands before "and": an hour in "3 h y 1/2" and "a las 7 y 1/2"."""
        timed = _AT_HOUR.search(match.string, max(0, match.start() - _REACH), match.start())
        return self.words.units["h"].one if noun == "h" or timed else noun

    def _parts(self, match: re.Match[str]) -> str:
        """2/5 de los casos as "2 quintos", and in sums; of marks and of what else is none."""
        part, of = int(match["a"]), int(match["b"])
        summed = _SUMMED.match(match.string, match.end()) or _SUM_BEFORE.search(
            match.string, max(0, match.start() - _REACH), match.start()
        )
        if self.words.counts_in not in _TENTHS or not (
            part < of in _NAMED_PARTS and (summed or _PART_OF.match(match.string, match.end()))
        ):
            return ""
        language = self.words.counts_in
        name = num2words(of, lang="fr", to="ordinal") if language == "fr" else ""
        name = name or self.words.ordinals[of - 1]
        many = f"{name[:-1]}i" if language == "it" else f"{name}s"
        return f"{_TENTHS[language]} {name}" if part == 1 else f"{part} {many}"

    def mark(self, match: re.Match[str]) -> str:
        """7,5/10 as "7,5 sur 10"."""
        return f"{match['a']} {self.words.over} {match['b']}"

    def _mixed(self, match: re.Match[str]) -> str:
        """1 1/2 as "डेढ़", where the language has a word for it; else nothing."""
        whole, part = match["whole"], f"{match['a']}/{match['b']}"
        form = self.words.mixed.get(f"{whole} {part}") or self.words.mixed.get(part, "")
        return form.format(n=whole, next=int(whole) + 1)

    def _rest(self, match: re.Match[str], noun: str) -> str:
        """What is said behind "and" for a fraction: "medio", "trois quarts"."""
        written = f"{match['a']}/{match['b']}"
        if written == "1/2":
            halves = self.words.half_behind or self.words.half
            return halves[is_feminine(self.words.counts_in, noun)]
        return self.words.fractions.get(written, f"{match['a']} {self.words.over} {match['b']}")
