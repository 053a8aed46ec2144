"""What a language has for what is written short: its words, and how they are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from arqon_sidecar.text.other.names import Name
from arqon_sidecar.text.other.signs import Signs

__all__ = ["Vocabulary"]


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
    each: str = ""
    """What is said in front of any other word behind a slash: "82 USD/barril"."""
    pointed_dollar: tuple[Name, Name] | None = None
    """What "$" is in front of thousands with points, where those are pesos: $12.500."""
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
