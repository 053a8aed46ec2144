"""What makes a day of two figures with a slash: words, events, weekdays and times beside it."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import DAY, DAYS
from arqon_sidecar.text.english.vocabulary import words

__all__ = [
    "ALSO_OF_PARTS",
    "BEHIND_TIME",
    "CHANGES_BY",
    "COMMON_PARTS",
    "DATED",
    "EVENT",
    "EVENT_BEHIND",
    "GOT_SO_FAR",
    "HAS_SOLD",
    "IN_BRACKETS",
    "LEVEL",
    "LINKING",
    "MOMENT",
    "NO_TOTALS",
    "RATED",
    "RETURNS",
    "SURE_EVENT_BEHIND",
    "TIMES_OF_DAY",
]

DATED = words(
    "on by due until till since before after from to between starting ending dated date: "
    "deadline: expires thru through til airs premieres opens closes leaves departs returns ends "
    "avail avail. available ex-div sold listed "
    "back fye exp. eff. rec'd received recd begins starts effective born include includes "
    "including close begin start"
) | {name.lower() for name in DAYS.values()}
"""Words that make a date of 6/12."""
_WEEKDAY = re.compile(rf"(?<!\w){DAY}\.?,?\s\(?\Z", re.IGNORECASE)
BEHIND_TIME = re.compile(
    rf"{_WEEKDAY.pattern}|(?:\A|(?:\bor|\bon|\band|[,:]) )(?-i:[MTWF]) \Z"
    r"|\b(?:(?:week|wk\.?) of|w/[eoc]) \Z"
    r"|\b(?:I'm|[sh]?he's|we're|they're|you're|am|are|be) (?:off|out|away|free|here) \Z"
    r"|(?<!\w)(?-i:Mo|Tu|We|Th|Fr|Sa|Su)\.? \Z|\d\s?[ap]\.?m\.?,?\s(?:[A-Z]{2,4}\s)?\Z",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:birthday|b-?day|anniversary|christmas|x-?mas|halloween|thanksgiving|new year'?s?"
    r"|valentine'?s|easter|deadline|due|appointment|appt|meeting|mtg|party|wedding|trip|flight|event|concert"
    r"|exam|midterm|payment|rent|released?|launch(?:es)?|eod|cob|rsvp|arriv\w+|deliver\w+|schedul\w+"
    r"|booked|eta|expir\w+|begins|starts|ends|check-?(?:in|out)|vacation|holiday|closed|calendar"
    r"|reminder|cleared|posted|shipped|signed|filed|mailed|(?:week|wk\.?) of|as of"
    r"|dated?|avail(?:able|\.)"
    r"|opened|paid|created|updated|reported|logged|ships|today|tomorrow|tonight|renew\w*)(?:\b|(?<=\.))[^.!?]*\Z",
    re.IGNORECASE,
)
"""What takes place on a day, in front of the day."""
SURE_EVENT_BEHIND = re.compile(
    r"[ -](?:deadline|party|meeting|mtg|wedding|birthday|concert|move-(?:in|out)|appointment|appt"
    r"|webinar|release|launch|payment|election|statement|invoice|earnings|check-?(?:in|out)|filing"
    r"|parade|attacks?|hearing|vigil|riots?|protests?|disaster|massacre|shooting|rally|debate|speech"
    r"|summit|outage|storm|crash)\b"
)
EVENT_BEHIND = re.compile(
    r"[ -](?:deadline|party|meeting|mtg|release|launch|wedding|concert|gig|show|appointment|appt"
    r"|exam|midterm|payment|statement|invoice|cutoff|election|primary|webinar|event|earnings"
    r"|attacks|opener|brunch|dinner|game|update)\b"
)
"""And behind it: the 6/30 deadline."""
IN_BRACKETS = re.compile(
    r"\b(?:birthday|b-?day|anniversary|christmas|x-?mas|new year'?s|halloween|thanksgiving"
    r"|deadline|due|appointment|appt|meeting|mtg|party|wedding|trip|flight|event|concert|exam|midterm|launch"
    r"|vacation|holiday)(?: eve| day)? \(\Z",
    re.IGNORECASE,
)
"""What takes place on a day, directly in front of it: Mom's birthday (12/5)."""
MOMENT = re.compile(
    r",?\s(?:at|@)\s?(?:\d{1,2}(?::\d\d)?|[01]\d[0-5]\d)(?![:\d])|,?\s\d{1,2}(?::\d\d)?(?:\s?[-–]\s?\d{1,2}(?::\d\d)?)?\s?[ap]m?\b|\s?\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"|\sin '\d\d\b|\s(?:is|was|falls on|fell on) (?:an? )?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
"""The time of the day, or its weekday, behind it."""
COMMON_PARTS = words("1/2 1/3 2/3 1/4 3/4 1/5 1/8 3/8 5/8 7/8 9/11 1/1")
TIMES_OF_DAY = words("morning afternoon evening night noon midnight")
ALSO_OF_PARTS = words("to from by before after between sold listed available back")
"""Those of them that also stand before "3/4 inch"."""
NO_TOTALS = frozenset({13, 14, 17, 18, 19, 21, 22, 23, 26, 27, 28, 29, 31})
GOT_SO_FAR = re.compile(
    r"\s(?:fail\w*|pass\w*|done|complete\w*|checks?|tests?|tasks?|remaining|left|finished|green)\b"
)
LINKING = words("is was are were")
CHANGES_BY = re.compile(
    r"\b(?:multipl\w+|divid\w+|scal(?:e[sd]?|ing)|reduc\w+|increas\w+|decreas\w+|shr[aiu]nk\w*|cut"
    r"|rais\w+|grew|grows?|fell|falls?|rose|rises?|drop\w*|exceed\w*|outnumber\w*)"
    r"(?: \w+){0,3} by (?:\d{1,2}/\d{1,2} to )?\Z"
    r"|\b(?:approximat\w+|equals?|closer?|closest|equivalent|amount\w*|simplif\w+) to \Z",
    re.IGNORECASE,
)
"""In front of a part by which something is counted again, multiply by 9/5, or that it equals."""
RATED = re.compile(
    r"\b(?:rat\w+|scor\w+|grade\w*|got|gave|pain|only|about|over)\b[^.!?]*\Z", re.IGNORECASE
)
HAS_SOLD = re.compile(r"\b(?:it|they|he|she|we|I|you|who|has|have|had) sold \Z", re.IGNORECASE)
"""In front of a part, and no day: it sold 3/4."""
LEVEL = re.compile(
    r"\b(?:volume|brightness|level|pain|difficulty|rating|score|speed|intensity|effort|mood|energy"
    r"|progress|battery|priority)\b[^.!?]*\b(?:to|at|from|of) \Z",
    re.IGNORECASE,
)
"""In front of a part of a scale, and no day: volume set to 7/10."""
RETURNS = re.compile(
    r"(?:\A|[,;:.(] |\b(?:I'm|[Ii]'ll be|we're|he's|she's|they're|am|is|are|be|come"
    r"|coming) )[Bb]ack \Z"
)
"""Who is there again on a day: out 7/1-7/5, back 7/8."""
