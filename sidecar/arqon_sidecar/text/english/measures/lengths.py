"""Feet and inches by their marks, how long and wide things are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, unclosed, word_after, word_before
from arqon_sidecar.text.english.measures.coordinates import place_forms
from arqon_sidecar.text.english.measures.length_place import are_minutes, describes, open_curly
from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["length_forms"]

_INCH = r"(?P<mark>\"|″|”|'')"
_SIDE = rf"{NUMBER}(?:\"|″|”|''|['′]|\s?(?:ft|in|feet|inch(?:es)?)\b\.?)"
_SIDES = re.compile(rf"(?<![\w.'/])(?:{_SIDE}\s?[x×]\s?){{1,2}}{_SIDE}(?![\w'\"])")
_SIDE_PARTS = re.compile(rf"(?P<number>{NUMBER})\s?(?P<unit>[^\s\d.x×]{{1,6}})")
_FEET_INCHES = re.compile(
    rf"(?<![\w'.,])(?P<feet>\d{{1,2}})(?:['′]\s?-?|\s?ft(?=\d)|-(?:ft\.?|foot)-(?=\d))(?P<inches>\d{{1,2}}(?:\.5)?)(?:\s(?P<a>\d)[/⁄](?P<b>\d{{1,2}})(?=[\"″”]))?\s?{_INCH}?(?!\w|['′])"
)
_INCHES = re.compile(
    rf"(?<![\w.,])(?:(?P<from>(?:\d{{1,3}} )?\d{{1,2}}[/⁄]\d{{1,2}}|{NUMBER})\s?[-–]\s?)?"
    rf"(?:(?P<number>{NUMBER}|\.\d{{1,3}})|(?:(?P<whole>\d{{1,3}})[\s-])?(?P<a>\d{{1,2}})[/⁄](?P<b>\d{{1,2}})){_INCH}"
    r"(?!\w)"
)
_FEET = re.compile(
    rf"(?<![\w'.,])(?:(?P<from>{NUMBER})['′]?\s?[-–]\s?)?(?P<number>{NUMBER})['′](?![\w'])"
)
_FRACTION = re.compile(r"(?:(?P<whole>\d{1,3}) )?(?P<a>\d{1,2})[/⁄](?P<b>\d{1,2})")
_MIXED = re.compile(r"(?P<whole>\d{1,3})-\d{1,2}[/⁄]\d{1,2}[\"″”']")
"""One and a quarter, as carpenters write it: 1-1/4"."""
_FOOTBALL = re.compile(
    r"\b(?:EPL|MLS|UCL|Premier League|La Liga|Serie A|Bundesliga"
    r"|scor\w+|goals?|netted|equali[sz]\w+|penalty|header|sent off|booked|red card"
    r"|yellow card|substitut\w+|kick-?off|\d{1,2}[-–]\d{1,2} [A-Z]\w+)\b[^.!?]*\Z",
    re.IGNORECASE,
)
"""Where 67' is a minute."""


def length_forms(numbers: Numbers) -> tuple[Form, ...]:
    """5'10", 12″, 6', 40°26′46″N. A mark that may close a quotation is no inch."""
    say = _Lengths(numbers)
    return (
        *place_forms(numbers),
        Form(Kind.MEASURE, _SIDES, say.sides),
        Form(Kind.MEASURE, _FEET_INCHES, say.feet_inches),
        Form(Kind.MEASURE, _INCHES, say.inches, r"[\d.]"),
        Form(Kind.MEASURE, _FEET, say.feet),
    )


@dataclass(frozen=True, slots=True)
class _Lengths:
    """Says lengths."""

    numbers: Numbers

    def feet_inches(self, match: re.Match[str]) -> str | None:
        if match["inches"] == "0":
            return f"{self.numbers.whole(match['feet'])} {'foot' if describes(match) else 'feet'}"
        inches = self.numbers.said(match["inches"].lstrip("0") or "0")
        if match["mark"] and are_minutes(match):
            return f"{self.numbers.whole(match['feet'])} minutes {inches} seconds"
        if match["a"]:
            above, below = int(match["a"]), int(match["b"])
            if not 0 < above < below:
                return None
            inches = fraction_words(match["inches"], above, below, self.numbers)
        return f"{self.numbers.whole(match['feet'])} foot {inches}"

    def sides(self, match: re.Match[str]) -> str:
        """A unit that all have in common is said once."""
        sides = [
            (self.numbers.said(side["number"]), "feet" if side["unit"][0] in "'′f" else "inches")
            for side in _SIDE_PARTS.finditer(match.group().replace("''", '"'))
        ]
        if describes(match):
            sides = [(said, {"feet": "foot", "inches": "inch"}[unit]) for said, unit in sides]
        units = {unit for _, unit in sides}
        if len(units) == 1:
            return f"{' by '.join(said for said, _ in sides)} {units.pop()}{point(match)}"
        return " by ".join(f"{said} {unit}" for said, unit in sides) + point(match)

    def inches(self, match: re.Match[str]) -> str | None:
        if match["mark"] in '"”' and (unclosed(match, '"') or open_curly(match)):
            return None
        if match["a"]:
            if not 0 < int(match["a"]) < int(match["b"]):
                return None
            mixed = _MIXED.match(match.string, match.start())
            whole = mixed["whole"] if mixed else match["whole"]
            said = fraction_words(whole, int(match["a"]), int(match["b"]), self.numbers)
            if mixed:
                return f"{said} inch" + "es" * (not describes(match))
            if match["from"]:
                said = f"{self._end(match['from'])} to {said}"
                return f"{said} inch" + "es" * bool(match["whole"] and not describes(match))
            if match["a"] != "1" and not match["whole"] and not describes(match):
                return f"{said} of an inch"
            return f"{said} inch" + "es" * bool(match["whole"] and not describes(match))
        return self._counted(match, "number", "inch", "inches")

    def feet(self, match: re.Match[str]) -> str | None:
        if unclosed(match, "'"):
            return None
        if match["number"].isdecimal() and not match["from"] and _FOOTBALL.search(back(match)):
            return f"{self.numbers.ordinal(int(match['number']))} minute"
        return self._counted(match, "number", "foot", "feet")

    def _end(self, written: str) -> str:
        """Where a range begins: 1 1/2, 3/8 or a number."""
        part = _FRACTION.fullmatch(written)
        if not part or not 0 < int(part["a"]) < int(part["b"]):
            return self.numbers.said(written)
        return fraction_words(part["whole"], int(part["a"]), int(part["b"]), self.numbers)

    def _counted(self, match: re.Match[str], name: str, one: str, many: str) -> str:
        first = match.groupdict().get("from")
        front = f"{self._end(first)} to " if first else ""
        model = word_before(match).lower() == "the" and word_after(match) in ("", "or")
        singular = (
            (match[name] == "1" and not first) or (one == "inch" and model) or describes(match)
        )
        number = "0" * match[name].startswith(".") + match[name]
        return f"{front}{self.numbers.said(number)} {one if singular else many}"
