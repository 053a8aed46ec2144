"""Short forms that the words beside them tell: (b. 1950), dew pt., rev. & enl., E. coli."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import MONTH
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["phrase_forms"]

_WEEK = re.compile(
    r"(?<![\w/])w/(?P<kind>[cbe])(?=\s(?:the\s)?(?:Mon\w*\s)?\d{1,2}(?:st|nd|rd|th)?(?:\s[A-Z]|/\d))"
)
"""W/c 4 Nov, as in Britain."""
_WEEKS = {"c": "commencing", "b": "commencing", "e": "ending"}
_LIVED = re.compile(
    r"(?:(?<=\()|(?<=[,;&] )|(?<=\bwas )|(?<!.))(?P<word>[bd]|fl|r(?=\.\s?\d{3,4}[-–]))"
    r"\.(?=\s?(?:c\.\s?)?1?\d{3}\b|\s?20\d\d\b"
    rf"|\s?(?:\d{{1,2}}\s{MONTH}\.?|{MONTH}\.?\s\d{{1,2}},?)\s(?:1\d|20)\d\d\b)"
)
_LIVED_WORDS = {"b": "born", "d": "died", "fl": "flourished", "r": "reigned"}
_BUSINESS = re.compile(r"(?:(?<=\d )|(?<=next )|(?<=last )|(?<=each )|(?<=per ))bus\.(?=\sdays?\b)")
_REFEREE = re.compile(
    r"(?<=\b[Tt]he )refs?\.?(?=\s(?:was|were|is|are|made|called|gave|blew|missed"
    r"|said|did|had|has|should|stopped)\b)"
)
_CENTERS = re.compile(r"(?:(?<=\d )|(?<=\d[\"″”'] )|(?<=inches )|(?<=in\. ))(?:o\.c\.|OC)(?!\w)")
"""How far apart beams stand: 16" o.c."""
_ROOT = re.compile(r"(?<![\w.'-])(?P<s>[Ss])q\.?(?=\sroots?\b)")
_DOCTOR = re.compile(
    r"(?:(?<=\ba )|(?<=\bmy )|(?<=\byour )|(?<=\bthe )|(?<=\bhis )|(?<=\bher ))"
    r"dr(?:\.(?=[,!?;]|\s[a-z])|(?=[.,!?;]|\s?$|\s(?:said|says|told|now|today)\b))"
)
_GAUGE = re.compile(r"(?:(?<=\d )|(?<=\d-))ga\b\.?(?=\s[a-z]|[,;)]|\s*$)")
_FEATURING = re.compile(r"(?<![\w.'-])(?<!\d )(?<!\d)ft\.(?=\s[A-Z])")
_MAGNITUDE = re.compile(
    r"(?<![\w.'])(?P<m>[Mm])ag\.(?=\s\d)|(?:(?<=\d-)|(?<=\d ))(?P<n>m)ag\.(?=\s[a-z])"
)
_PROBLEMS = re.compile(r"(?<![\w.'-])(?P<p>[Pp])rob\.?(?=\s(?:sets?|no\.|#\s?\d|\d))")
_PER_NIGHT = re.compile(r"(?<=\d )ppp?n\b|(?<=\d)ppp?n\b")
_VITAMIN = re.compile(r"(?<![\w.'-])[vV]it(?P<many>s)?\.?(?=\s[A-EK]\d{0,2}(?![\w']))")
_POINT_OF = re.compile(
    r"(?:(?<=\b[Dd]ew )|(?<=[Bb]oiling )|(?<=[Mm]elting )|(?<=[Ff]reezing )|(?<=[Ss]elling )"
    r"|(?<=[Ff]ocal )|(?<=[Ss]et )|(?<=[Mm]atch ))pt\.?(?!\w)"
)
_DEVIATION = re.compile(r"(?:(?<=[Ss]td\. )|(?<=[Ss]td )|(?<=[Ss]tandard ))dev\.?(?!\w)")
_PAIR = re.compile(r"(?<=\d )prs?\.(?=\s(?:of\s)?[a-z]|[,;)]|\s?$)")
_OF_CAR = re.compile(r"(?<=\d-)(?P<part>dr|spd)\b\.?(?=[\s,;)]|$)")
_LONGITUDE = re.compile(r"(?:(?<=\d [NS], )|(?<=° [NS], )|(?<=°[NS], ))[Ll]ong\.(?=\s-?\d)")
_NEAR = re.compile(r"(?<![\w.'-])nr\.(?=\s[A-Z])")
_ASSORTED = re.compile(
    r"(?<![\w.'-])asst\.(?=\s(?:colou?rs|sizes|styles|flavou?rs|varieties|types|patterns|candy|nuts"
    r"|items|fabrics|toppings|designs)\b)"
)
_PENALTIES = re.compile(r"(?:(?<=\d[-–]\d on )|(?<=won on )|(?<=lost on )|(?<=out on ))pens\b\.?")
_SATURATED = re.compile(
    r"(?:(?<=\dg )|(?<=\d g ))sat\.(?=[),;]|\sfat)|(?<![\w.'-])sat\.(?=\sfats?\b)"
)
_EDITION = re.compile(
    r"(?:(?<=[Oo]rig\. )|(?<=[Rr]ev\. )|(?<=[Nn]ew )|(?<=first ))ed\.(?=\s[(a-z]|[,;)])"
)
_EXCEPT = re.compile(
    r"(?:(?<=[a-z\d], )|(?<=\d )|(?<=\())[Ee]x\.?(?=\s"
    r"(?:holidays?|weekends?|tax|VAT|GST|shipping|S(?:un|at)|Mon)\b)"
)
_RESERVATION = re.compile(r"(?:(?<!.)|(?<=[.!?] ))Res\.(?=\sfor\s\d)")
_REVISED = re.compile(r"(?<![\w.'-])[Rr]ev\.(?=\s(?:&|and)\s(?:enl|exp|upd)\b)")
_LENGTH = re.compile(r"(?<![\w.'-])(?P<kind>lin|bd)\.(?=\s(?:ft|in|yd)\b)")
_KINDS = {"lin": "linear", "bd": "board"}
_VARIOUS = re.compile(
    r"(?<![\w.'-])(?P<v>[Vv])ar\.(?=\s(?:sizes|colou?rs|styles|times|locations|flavou?rs)\b)"
)
_PARK = re.compile(r"(?<![\w.'-])Pk\.?(?=\s(?:Ave|Avenue|Blvd|Pl|St|Rd|Dr)\b)")
_LITERATURE = re.compile(r"(?<![\w.'-])Eng\.(?=\sLit\b)")
_HIGHWAY = re.compile(r"(?<![\w.'-])Hwy\.?(?=\s[A-Z]{1,2}(?![\w'.]))")
_TABLETS = re.compile(r"(?<=\d )tab(?P<many>s?)\.(?=\s[a-z]|[,;])")
_AVENUE = re.compile(r"(?<![\w.'-])Ave\.?(?=\s(?:[B-D]|A(?!\s(?!and|at|in|is)[a-z]))(?![\w'.]))")
_SPECIES = re.compile(r"(?<![\w.'])(?<!\d )(?P<genus>[A-Z])\.(?=\s(?:[a-z]{4,}|rex\b|diff\b))")
_GENERA = re.compile(r"\s(?:rex|diff|[a-z]{2,}(?:i|us|is|um|ii|ae|ans|ens|er|ns|ex|yx))\b")


def phrase_forms() -> tuple[Form, ...]:
    """They stand before the abbreviations that mean the same everywhere."""
    return (
        Form(Kind.ABBREVIATION, _WEEK, lambda m: f"week {_WEEKS[m['kind']]}", "w"),
        Form(Kind.ABBREVIATION, _LIVED, lambda m: _LIVED_WORDS[m["word"]], "[bdfr]"),
        Form(Kind.ABBREVIATION, _BUSINESS, lambda _: "business", "b"),
        Form(Kind.ABBREVIATION, _REFEREE, lambda m: m.group().rstrip("."), "r"),
        Form(Kind.ABBREVIATION, _CENTERS, lambda m: "on center" + point(m), "[oO]"),
        Form(Kind.ABBREVIATION, _ROOT, lambda m: f"{m['s']}quare", "[sS]"),
        Form(Kind.ABBREVIATION, _DOCTOR, lambda m: "doctor" + point(m), "d"),
        Form(Kind.ABBREVIATION, _GAUGE, lambda m: "gauge" + point(m), "g"),
        Form(Kind.ABBREVIATION, _FEATURING, lambda _: "featuring", "f"),
        Form(Kind.ABBREVIATION, _MAGNITUDE, lambda m: f"{m['m'] or m['n']}agnitude", "[Mm]"),
        Form(Kind.ABBREVIATION, _PROBLEMS, lambda m: f"{m['p']}roblem", "[Pp]"),
        Form(Kind.ABBREVIATION, _PER_NIGHT, _per_night, "p"),
        Form(Kind.INITIALISM, _SPECIES, _species, "[A-Z]"),
        Form(Kind.ABBREVIATION, _VITAMIN, lambda m: f"vitamin{m['many'] or ''}", "[vV]"),
        Form(Kind.ABBREVIATION, _POINT_OF, lambda m: "point" + point(m), "p"),
        Form(Kind.ABBREVIATION, _DEVIATION, lambda m: "deviation" + point(m), "d"),
        Form(Kind.ABBREVIATION, _PAIR, lambda m: "pair" + point(m), "p"),
        Form(
            Kind.ABBREVIATION,
            _OF_CAR,
            lambda m: {"dr": "door", "spd": "speed"}[m["part"]] + point(m),
            "[ds]",
        ),
        Form(Kind.ABBREVIATION, _LONGITUDE, lambda _: "longitude", "[lL]"),
        Form(Kind.ABBREVIATION, _NEAR, lambda _: "near", "n"),
        Form(Kind.ABBREVIATION, _ASSORTED, lambda _: "assorted", "a"),
        Form(Kind.ABBREVIATION, _PENALTIES, lambda m: "penalties" + point(m), "p"),
        Form(Kind.ABBREVIATION, _SATURATED, lambda _: "saturated", "s"),
        Form(Kind.ABBREVIATION, _EDITION, lambda _: "edition", "e"),
        Form(Kind.ABBREVIATION, _EXCEPT, lambda _: "except", "e"),
        Form(Kind.ABBREVIATION, _RESERVATION, lambda _: "Reservation", "R"),
        Form(Kind.ABBREVIATION, _REVISED, lambda _: "revised", "[Rr]"),
        Form(Kind.ABBREVIATION, _LENGTH, lambda m: _KINDS[m["kind"]], "[lb]"),
        Form(Kind.ABBREVIATION, _VARIOUS, lambda m: f"{m['v']}arious", "[Vv]"),
        Form(Kind.ABBREVIATION, _PARK, lambda _: "Park", "P"),
        Form(Kind.ABBREVIATION, _LITERATURE, lambda _: "English", "E"),
        Form(Kind.ABBREVIATION, _HIGHWAY, lambda _: "Highway", "H"),
        Form(Kind.ABBREVIATION, _TABLETS, lambda m: f"tablet{m['many']}", "t"),
        Form(Kind.ABBREVIATION, _AVENUE, lambda _: "Avenue", "A"),
    )


def _species(match: re.Match[str]) -> str | None:
    """E. coli, S. aureus, C. elegans."""
    return spelled(match["genus"]) if _GENERA.match(match.string, match.end()) else None


def _per_night(match: re.Match[str]) -> str:
    glued = match.string[match.start() - 1].isdecimal()
    person = "per person " * (match.group() == "pppn")
    return f"{' ' * glued}{person}per night"
