"""What a language has for what is written short: its words, and how they are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from arqon_sidecar.text.other.signs import Signs

__all__ = [
    "Name",
    "Vocabulary",
    "consumption",
    "names_of",
    "same",
    "short_days",
    "short_months",
    "units",
    "with_typed_powers",
]

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a unit or coin for one of it and for many."""

    one: str
    many: str

    def of(self, number: str) -> str:
        """The form that goes with a number as it is written."""
        return self.one if number in ("1", "0,5", "1,0") else self.many


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words; patterns of `shortenings` end where the word does."""

    minus: str
    point: str
    to: str
    over: str
    slash: str
    """Between the number and the year of a document: "463/2020"."""
    hyphen: str
    """Between the year and the number of a document: "n° 2015-39"."""
    thousand: str
    """Behind a number of them: "15k de seguidores" is "15 mil"."""
    times: str
    equals: str
    signs: Signs
    and_: str
    of: str
    with_cents: str
    """What stands between money and its coins."""
    clock: str
    """How a time is said; {h} and {m} are numbers."""
    full_hour: str
    date: str
    first: str
    """The first of a month."""
    months: tuple[str, ...]
    degrees: Name
    units: Mapping[str, Name]
    money: Mapping[str, tuple[Name, Name]]
    scales: str
    """Words of large numbers, which ask for `of` before a coin."""
    fractions: Mapping[str, str]
    half: tuple[str, str]
    """A half of what follows, masculine and feminine."""
    per: Mapping[str, str]
    """What is said for a unit behind a slash: "por kilo" for "/kg"."""
    days: Mapping[str, str]
    """Short names of the days of the week, without a point."""
    shortenings: Mapping[str, str]
    half_behind: tuple[str, str] | None = None
    """A half behind "and", where it differs: "trois et demi", but "un demi litre"."""
    up_to: Mapping[str, str] = field(default_factory=dict)
    """What is said in a range behind these words, where it is not `to`: "dalle 9 alle 17"."""
    postposed: bool = False
    """Whether `to` may stand behind both numbers, too, as postpositions do."""
    mixed: Mapping[str, str] = field(default_factory=dict)
    """Whole numbers with a fraction that have a word: of one number, else with {n} or {next}."""
    ordinals: tuple[str, ...] = ()
    """From the first to the tenth, as behind the name of a king."""
    ordinal_stems: Mapping[str, str] = field(default_factory=dict)
    """Ordinals without their ending, by what is written short for them: 2र."""
    numbered_by_ordinals: bool = False
    """Whether centuries and chapters are numbered so, too."""
    counts_in: str = ""
    """The tag of num2words, where numbers go with the gender of what they count."""
    short_scales: Mapping[str, str] = field(default_factory=dict)
    """Short words of large numbers behind a sum: "3 M€", "R$ 3 mi"."""
    hundreds: str = ""
    """The word for hundreds, where years are counted by them."""
    oclock: Mapping[str, str] = field(default_factory=dict)
    """How a time before "o'clock" is said, by what is written: "2:30", ":30" of any hour."""
    day: tuple[str, Name] | None = None
    """The letter for days in front of hours, "3 d 4 h", and their name."""
    scales_of_heat: tuple[str, str] = ("Celsius", "Fahrenheit")


def names_of(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def same(word: str) -> Name:
    """A name that is the same for one and for many."""
    return Name(word, word)


def units(**names: str) -> dict[str, Name]:
    """Names by unit: `km="kilómetro kilómetros"`; one word is for both."""
    split = {unit: words.partition(" ") for unit, words in names.items()}
    return {unit: Name(one, many or one) for unit, (one, _, many) in split.items()}


def with_typed_powers(names: Mapping[str, Said]) -> dict[str, Said]:
    """The names by unit, also by what is typed for it: m2 for m²."""
    typed = {unit.replace("²", "2").replace("³", "3"): name for unit, name in names.items()}
    return {**typed, **names}


def consumption(one: str, many: str) -> dict[str, Name]:
    """What a car burns on 100 km: 5 l/100 km, 5 L/100km."""
    return {f"{litre}/100{gap}km": Name(one, many) for litre in "lL" for gap in ("", " ")}


def short_days(names: Mapping[str, str]) -> dict[str, str]:
    """Shortenings of days of the week before a day or another: `lun="lunes"` for "lun. 5"."""
    another = rf"\s(?:et|e|y|o|ou)\s(?:{'|'.join(names)})\."
    before = rf"(?<=(?:{'|'.join(names)})\. (?:et|e|y|o|ou) )"
    return {
        rf"{short}\.(?=,?\s\d|{another})|{before}{short}\.": name for short, name in names.items()
    }


def short_months(of: str = "", **names: str) -> dict[str, str]:
    """Shortenings of months behind a day: `dic="diciembre"` for "25 dic." and "25 de dic.".

    `of` is said between a day and its month.
    """
    joined = {rf"(?<=\d[º°]? de ){short}\.": name for short, name in names.items()}
    alone = {rf"(?<=\d(?:er|º|°)?[ /]){short}\.": of + name for short, name in names.items()}
    return joined | alone
