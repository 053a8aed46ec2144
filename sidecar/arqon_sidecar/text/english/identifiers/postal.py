"""States, postal codes and postal areas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, is_noun_after, word_before
from arqon_sidecar.text.english.letters.letters import in_pieces
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.english.shortenings.states import SHORT_STATES, STATES, SURE_STATES
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["postal_forms"]

_OF_SCHOOL = re.compile(r"\b(?:Univ\.?|University|U\.|College|Bank|Supreme Court) of \Z")
"""In front of any state: Univ. of Ill."""
_OF_STREET = re.compile(r"\s(?:Ave|Av|Avenue|St|Blvd|Rd)\b")
"""Behind a state that a street is called by: Pa. Ave."""
_WEST_VIRGINIA = re.compile(r"(?<![\w.])W\.\s?Va\.(?!\w)")
_SHORT_STATE = re.compile(
    rf"(?P<state>{'|'.join(map(re.escape, SHORT_STATES))})\.(?!\w)"
    r"(?:\s(?P<zip>\d{5})(?![\w-]|[.,]\d))?"
)
_STATE = re.compile(
    rf"(?P<state>{'|'.join(STATES)})\s(?P<zip>\d{{5}})(?:-(?P<more>\d{{4}}))?(?![\w-]|[.,]\d)"
)
_ZIP = re.compile(r"(?<![\w.,$#-])(?P<zip>\d{5})-(?P<more>\d{4})(?![\w-]|[.,]\d)")
_SIX = re.compile(r"(?<![\w.,$#-])(?P<zip>[1-9]\d{5})(?![\w%-]|[.,]\d|\s\d)")
_PLACE = re.compile(r"(?<!\w)[A-Z][a-z]{2,}(?:,| -| –| —)? $")
"""A place before a postal code of India."""
_NO_WORDS = words("Calif Mich Minn Tenn Okla Ariz Fla")
"""Enough alone: Calif. wildfire."""
_ALL_STATES = sorted([*SHORT_STATES, *STATES, *STATES.values()], key=len, reverse=True)
_PARTY = re.compile(
    rf"(?:(?<=[(/])|(?<=, ))(?P<party>[DRI])[-–]"
    rf"(?P<state>{'|'.join(map(re.escape, _ALL_STATES))})"
    r"(?![A-Za-z])\.?(?=[),;/]| \d|\s?$|\.$)"
)
"""Whom a politician belongs to, and where they come from: (D-Mass.), R-TX."""
_PARTIES = {"D": "Democrat", "R": "Republican", "I": "Independent"}
_STATE_ALONE = re.compile(rf"(?P<state>{'|'.join(STATES)})(?![\w'-])")
_CITY = re.compile(r"(?:[A-Z][a-z]+|N\.Y\.|L\.A\.), $")
_TO_CITY = re.compile(
    r"\b(?i:in|to|from|near|of|at|outside|around) (?:[A-Z][a-z.]+ ){0,2}[A-Z][a-z]+, $"
)
_ALSO_WORDS = words("DE HI IN LA MA ME OH OK OR PA")
"""States that could be something else behind a comma: behind a place only."""
_MARYLAND = re.compile(
    r"\b(?:Baltimore|Bethesda|Rockville|Spring|Annapolis|Frederick|Columbia|Towson|Gaithersburg|Park"
    r"|Germantown|Hagerstown|Salisbury|Laurel|Bowie|City|Potomac|Easton|County|Chase), \Z"
)
"""Places of which MD is the state, and no degree of medicine."""
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
        Form(Kind.ADDRESS, _WEST_VIRGINIA, lambda m: "West Virginia" + point(m), "W"),
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

    def state(self, match: re.Match[str]) -> str | None:
        if match["state"] == "ID" and not _CITY.search(back(match)):
            return None  # who somebody is: ID 30982
        more = f", {self.numbers.digits(match['more'])}" if match["more"] else ""
        return f"{STATES[match['state']]} {self.numbers.digits(match['zip'])}{more}"

    def short_state(self, match: re.Match[str]) -> str | None:
        """Boston, Mass. 02139; Reno, Nev., but "D.C. is hot"."""
        state = SHORT_STATES[match["state"]]
        if _OF_STREET.match(match.string, match.end()):
            return state
        if match["state"] == "Wash" and match.string.startswith((" D.C.", ", D.C."), match.end()):
            return state
        sure = match["state"] in SURE_STATES and word_before(match) in ("in", "of", "from", "near")
        sure = sure or match["state"] in _NO_WORDS
        sure = sure or bool(_OF_SCHOOL.search(back(match)))
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
        if match["state"] == "MD" and not _TO_CITY.search(back(match)):
            behind = _MARYLAND
        return STATES[match["state"]] if behind.search(back(match)) else None

    def postcode(self, match: re.Match[str]) -> str:
        return f"{in_pieces(match['out'], self.numbers)}, {in_pieces(match['in'], self.numbers)}"


def _party(match: re.Match[str]) -> str:
    state = match["state"]
    return f"{_PARTIES[match['party']]} from {STATES.get(state) or SHORT_STATES.get(state, state)}"
