"""States, postal codes and postal areas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, is_noun_after, point, word_before
from arqon_sidecar.text.english.letters import in_pieces
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["postal_forms"]

_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "DC": "DC",
}  # fmt: skip
_SHORT_STATES = {
    "Mass": "Massachusetts", "Calif": "California", "Fla": "Florida", "Tex": "Texas",
    "Pa": "Pennsylvania", "Ill": "Illinois", "Mich": "Michigan", "Wash": "Washington",
    "Ariz": "Arizona", "Colo": "Colorado", "Conn": "Connecticut", "Minn": "Minnesota",
    "Ore": "Oregon", "Tenn": "Tennessee", "Va": "Virginia", "Wis": "Wisconsin", "Md": "Maryland",
    "Ga": "Georgia", "Ala": "Alabama", "Okla": "Oklahoma", "Neb": "Nebraska", "Nev": "Nevada",
    "Ky": "Kentucky", "Ind": "Indiana", "Kan": "Kansas", "La": "Louisiana", "Miss": "Mississippi",
    "N.Y": "New York", "N.J": "New Jersey", "N.C": "North Carolina", "S.C": "South Carolina",
    "N.H": "New Hampshire", "N.M": "New Mexico", "R.I": "Rhode Island", "W.Va": "West Virginia",
    "D.C": "DC", "Vt": "Vermont", "Mo": "Missouri", "Del": "Delaware", "Mont": "Montana",
    "Ark": "Arkansas", "Wyo": "Wyoming", "N.D": "North Dakota", "S.D": "South Dakota",
}  # fmt: skip
"""As newspapers write them, with a point."""
_SURE_STATES = words("Calif Mich Minn Tenn Okla Wis Ariz Fla Colo Conn Ala Md Va Ga Ky Neb Nev Kan")
"""No words, so that a preposition before them is enough: a farm in Minn."""
_OF_STREET = re.compile(r"\s(?:Ave|Av|Avenue|St|Blvd|Rd)\b")
"""Behind a state that a street is called by: Pa. Ave."""
_SHORT_STATE = re.compile(
    rf"(?P<state>{'|'.join(map(re.escape, _SHORT_STATES))})\.(?!\w)"
    r"(?:\s(?P<zip>\d{5})(?![\w-]|[.,]\d))?"
)
_STATE = re.compile(
    rf"(?P<state>{'|'.join(_STATES)})\s(?P<zip>\d{{5}})(?:-(?P<more>\d{{4}}))?(?![\w-]|[.,]\d)"
)
_ZIP = re.compile(r"(?<![\w.,$#-])(?P<zip>\d{5})-(?P<more>\d{4})(?![\w-]|[.,]\d)")
_SIX = re.compile(r"(?<![\w.,$#-])(?P<zip>[1-9]\d{5})(?![\w%-]|[.,]\d|\s\d)")
_PLACE = re.compile(r"(?<!\w)[A-Z][a-z]{2,}(?:,| -| –)? $")
"""A place before a postal code of India."""
_PARTY = re.compile(
    rf"(?:(?<=[(/])|(?<=, ))(?P<party>[DRI])-"
    rf"(?P<state>{'|'.join(map(re.escape, [*_SHORT_STATES, *_STATES, *_STATES.values()]))})"
    r"(?![A-Za-z])\.?(?=[),;/]| \d)"
)
"""Whom a politician belongs to, and where they come from: (D-Mass.), R-TX."""
_PARTIES = {"D": "Democrat", "R": "Republican", "I": "Independent"}
_STATE_ALONE = re.compile(rf"(?P<state>{'|'.join(_STATES)})(?![\w'-])")
_CITY = re.compile(r"(?:[A-Z][a-z]+|N\.Y\.|L\.A\.), $")
_TO_CITY = re.compile(
    r"\b(?i:in|to|from|near|of|at|outside|around) (?:[A-Z][a-z.]+ ){0,2}[A-Z][a-z]+, $"
)
_ALSO_WORDS = words("CO DE HI IN LA MA ME OH OK OR PA")
"""States that could be something else behind a comma: behind a place only."""
_NO_PLACES = words(
    "The About Over Under Only Nearly Almost Around With For From And But Then Add Pay Need Get"
    " Total Population Price Cost Budget Salary Page Year Line Sold Made Earned"
)
_POSTCODE = re.compile(r"(?P<out>[A-Z]{1,2}\d[A-Z\d]?)\s(?P<in>\d[A-Z]{2})(?!\w)")


def postal_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Boston, MA 02134; Austin, TX; SW1A 1AA."""
    say = _Postal(numbers)
    return (
        Form(Kind.ADDRESS, _STATE, say.state, "[A-Z]"),
        Form(Kind.ADDRESS, _SHORT_STATE, say.short_state, "[A-Z]"),
        Form(Kind.ADDRESS, _PARTY, _party, "[DRI]"),
        Form(Kind.IDENTIFIER, _ZIP, say.zip),
        Form(Kind.IDENTIFIER, _SIX, say.six),
        Form(Kind.ADDRESS, _STATE_ALONE, say.state_alone, "[A-Z]"),
        Form(Kind.ADDRESS, _POSTCODE, say.postcode, "[A-Z]"),
    )


@dataclass(frozen=True, slots=True)
class _Postal:
    numbers: Numbers

    def state(self, match: re.Match[str]) -> str:
        more = f", {self.numbers.digits(match['more'])}" if match["more"] else ""
        return f"{_STATES[match['state']]} {self.numbers.digits(match['zip'])}{more}"

    def short_state(self, match: re.Match[str]) -> str | None:
        """Boston, Mass. 02139; Reno, Nev., but "D.C. is hot"."""
        state = _SHORT_STATES[match["state"]]
        if _OF_STREET.match(match.string, match.end()):
            return state
        if match["state"] == "Wash" and match.string.startswith(" D.C.", match.end()):
            return state
        sure = match["state"] in _SURE_STATES and word_before(match) in ("in", "of", "from", "near")
        if not (sure or _CITY.search(back(match))) or (
            match["state"] == "D.C" and not match["zip"]
        ):
            return None
        if match["zip"]:
            return f"{state} {self.numbers.digits(match['zip'])}"
        return state + point(match)

    def zip(self, match: re.Match[str]) -> str:
        return f"{self.numbers.digits(match['zip'])}, {self.numbers.digits(match['more'])}"

    def six(self, match: re.Match[str]) -> str | None:
        """Bengaluru 560001, but "About 250000 people", "In 2020 Paris 120000"."""
        code, named = match["zip"], _PLACE.search(back(match))
        if not named or code.endswith("000") or is_noun_after(match):
            return None
        return None if named.group().strip(" ,-–") in _NO_PLACES else self.numbers.digits(code)

    def state_alone(self, match: re.Match[str]) -> str | None:
        """Denver, CO, but "Yes, OK"."""
        behind = _TO_CITY if match["state"] in _ALSO_WORDS else _CITY
        return _STATES[match["state"]] if behind.search(back(match)) else None

    def postcode(self, match: re.Match[str]) -> str:
        return f"{in_pieces(match['out'], self.numbers)}, {in_pieces(match['in'], self.numbers)}"


def _party(match: re.Match[str]) -> str:
    state = match["state"]
    return (
        f"{_PARTIES[match['party']]} from {_STATES.get(state) or _SHORT_STATES.get(state, state)}"
    )
