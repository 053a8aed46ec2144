"""The states of the USA, by the letters of the post and as newspapers write them."""

from __future__ import annotations

from arqon_sidecar.text.english.vocabulary import words

__all__ = ["SHORT_STATES", "STATES", "SURE_STATES"]

STATES = {
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
SHORT_STATES = {
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
SURE_STATES = words(
    "Calif Mich Minn Tenn Okla Wis Ariz Fla Colo Conn Ala Md Va Ga Ky Neb Nev Kan Wash"
)
"""No words, so that a preposition before them is enough: a farm in Minn."""
