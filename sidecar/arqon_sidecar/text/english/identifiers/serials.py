"""Letters and digits in one word: A321, F-16s, COVID-19, python3, 1080p."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, is_plural_after, word_after, word_before
from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.money.currencies import BY_CODE
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["serial_forms"]

_END = r"(?!\w|[.,]\d)"
_LETTERED = re.compile(
    r"(?<!\w)(?P<letters>[A-Z]{1,5}|[A-Z][a-z]{1,3}[A-Z])-?(?P<number>\d{1,4})"
    r"(?P<tail>[A-Z]{1,2})?(?P<many>'?s)?(?![\w°]|\.\d|,\d{3}|-\d{1,4}[A-Z])"
)
_VARIANT = re.compile(r"(?<!\w)[A-Z]{1,3}-?\d{2,4}(?!st\b|nd\b|rd\b|th\b)[a-z]{2,8}(?!\w|[.,]\d)")
_WORD = re.compile(rf"(?<!\w)(?P<word>[A-Za-z]{{2,20}})(?P<number>\d{{1,5}})(?P<many>s)?{_END}")
_PRODUCT = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,4}})(?P<letters>[sceipSCEPKGDXVMBZ]|XL|FA|WD|HD(?<=\d500HD)){_END}"
)
_PLAN = re.compile(
    r"(?P<number>\d{3})\((?P<letter>[a-z])\)|(?P<number2>401|403|529)(?P<letter2>[kb])(?!\w)"
)
_TAX = re.compile(r"(?<![\w.,$])(?P<number>1040|1099)(?P<tail>-[A-Z]{1,4}|EZ|X)?(?![\w%]|[.,]\d)")
_COOLANT = re.compile(r"(?<![\w-])R-?(?P<number>\d{2,4})(?P<kind>a|yf|ze)(?!\w)")
"""R134a."""
_EPISODE = re.compile(r"(?<!\w)S(?P<season>\d{1,2})(?:\s|:\s?|,\s)?E(?P<episode>\d{1,3})(?!\w)")
_PICTURES = re.compile(r"(?<!\w)(?P<lines>480|720|1080|1440|2160)p(?P<rate>\d{2,3})(?!\w)")
_BAND = re.compile(r"(?<=[A-Za-z]{3}-)\d{3}(?![\w-]|[.,]\d)")
"""Blink-182."""
_PRODUCTS = words("iphone ipad galaxy nexus pixel oneplus moto redmi")
_ALWAYS_LETTERS = words("G D p P i Z FA WD HD")
"""Letters behind a number that are no unit: 5G, 3D, 1080p, 2FA, 4WD."""
_OF_2B = words("pencil pencils lead grade bra")
_HOME = re.compile(
    r"(?:#|\b(?:[Nn]o\.?|[Ll]iv(?:es?|ed|ing) (?:in|at)|\bPi|[Uu]nits?|[Dd]oors?) )\Z"
)
"""What has a letter B behind its number, where a sum would be billions: #5B, a 2B pencil."""
_OF_3M = words("company tape stock shares products mask masks adhesive")
_AT_3M = re.compile(
    r"\b(?:C[EFOT]Os?|chair\w*|presidents?|employees?|engineers?|chemists?|shares|stock|works?|worked|working"
    r"|job) (?:of|at|for|in) \Z"
)
"""The maker, and no millions."""
_LINES_OF_PICTURES = words("144 240 360 480 720 1080 1440 2160")
_LONGEST_SPELLED = 3
"""Longer names in front of a number are words: COVID-19."""


_ONE_LESS = re.compile("N-[12]")
_GOES_ON = re.compile(r"(?: [a-z]|[.,;)\]])")
"""Behind a number of things that is counted down: N-1 passes."""


def serial_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Letters by their names, words as words, numbers as names are said."""
    say = _Serials(numbers)
    return (
        Form(Kind.SERIAL, _EPISODE, say.episode, "S"),
        Form(
            Kind.SERIAL,
            _COOLANT,
            lambda m: f"R {numbers.name(m['number'])} {spelled(m['kind'])}",
            "R",
        ),
        Form(Kind.SERIAL, _LETTERED, say.lettered, "[A-Z]"),
        Form(Kind.SERIAL, _PICTURES, say.pictures),
        Form(Kind.SERIAL, _BAND, lambda m: numbers.name(m.group())),
        Form(Kind.SERIAL, _VARIANT, say.variant, "[A-Z]"),
        Form(Kind.SERIAL, _PRODUCT, say.product),
        Form(Kind.SERIAL, _PLAN, say.plan),
        Form(Kind.SERIAL, _TAX, say.tax),
        Form(Kind.SERIAL, _WORD, say.word, "[A-Za-z]"),
    )


@dataclass(frozen=True, slots=True)
class _Serials:
    numbers: Numbers

    def lettered(self, match: re.Match[str]) -> str | None:
        if match["letters"] in BY_CODE and match.group().isalnum() and not match["tail"]:
            return None
        if match["letters"] in ("BC", "AD", "BCE", "CE") and "-" in match.group():
            return None  # 4 BC-65 AD
        if _ONE_LESS.fullmatch(match.group()) and _GOES_ON.match(match.string, match.end()):
            return None
        letters, number = match["letters"], self.numbers.name(match["number"])
        word = len(letters) > _LONGEST_SPELLED or letters == "MiG"
        front = letters.capitalize() if letters == "MiG" else letters if word else spelled(letters)
        tail = f" {spelled(match['tail'])}" if match["tail"] else ""
        if match["many"] == "'s":
            tail += "'s"
        return f"{front} {plural(number) if match['many'] == 's' else number}{tail}"

    def episode(self, match: re.Match[str]) -> str:
        said = f"season {self.numbers.cardinal(int(match['season']))}"
        return f"{said} episode {self.numbers.cardinal(int(match['episode']))}"

    def pictures(self, match: re.Match[str]) -> str:
        lines, rate = self.numbers.name(match["lines"]), self.numbers.said(match["rate"])
        return f"{lines} P {rate}"

    def variant(self, match: re.Match[str]) -> str:
        """A model's number with a word behind it: A320neo."""
        return in_pieces(match.group(), self.numbers)

    def word(self, match: re.Match[str]) -> str | None:
        if match["word"] in BY_CODE or match["word"] == "Rs":
            return None
        number = self.numbers.name(match["number"])
        word = in_pieces(match["word"], self.numbers)
        return f"{word} {plural(number) if match['many'] else number}"

    def plan(self, match: re.Match[str]) -> str:
        number, letter = match["number"] or match["number2"], match["letter"] or match["letter2"]
        return f"{self.numbers.name(number)} {spelled(letter)}"

    def tax(self, match: re.Match[str]) -> str | None:
        if is_plural_after(match):
            return None
        tail = (match["tail"] or "").strip("-")
        return self.numbers.name(match["number"]) + f" {tail}" * bool(tail)

    def product(self, match: re.Match[str]) -> str | None:
        """5G; "iPhone 5s", where the letter would else be a unit."""
        letters, number = match["letters"], match["number"]
        if match.group() == "3M" and (word_after(match) in _OF_3M or _AT_3M.search(back(match))):
            return f"three {letters}"
        if letters == "B" and (word_after(match) in _OF_2B or _HOME.search(back(match))):
            return f"{self.numbers.name(number)} {letters}"
        if letters not in _ALWAYS_LETTERS and word_before(match).lower() not in _PRODUCTS:
            return None
        if letters in "pPi" and number not in _LINES_OF_PICTURES:
            return None
        return f"{self.numbers.name(number)} {spelled(letters)}"
