"""Phrases that people type as two or three small letters: so tired rn, bc I said so, gn all."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["chat_phrase_forms"]

_END = r"(?=\s?[.,!?)]|\s?$|\s(?:lol|lmao|tho|but|so|and|bc|haha|pls|plz|thx)\b)"
_AT_END = re.compile(
    rf"(?<![\w.'/@#$&=(-])(?<=[a-z\d,] )(?<!\bto )(?<![Ii]n )(?<![Tt]he )(?<!\ba )(?<!\ban )"
    rf"(?<!\bmy )(?<!\bor )(?<!\band )(?<!lang )"
    rf"(?P<word>rn|fr fr|fr|af|asf|otw|smth){_END}"
)
"""Behind other words: "where r u rn?"; rn alone may be a nurse."""
_BEGINS = re.compile(
    r"(?:(?<!.)|(?<=[.!?,] )|(?<=\blol )|(?<=\bok )|(?<=\boh ))(?P<word>gn|gm|yw|otw|cya|ily|ty"
    r"|dw(?=\s))"
    r"(?=[!,.]|\s?$|\s(?:all|everyone|guys|y'all|yall|fam|bestie|babe|friends?|abt|about|u|ur|so|too|sm|if"
    r"|ill|i'll|its|it's|man|bro|mate|then|later|tomorrow|soon|tonight)\b)"
)
_BECAUSE = re.compile(
    r"(?:(?<=[a-z] )|(?<=[a-z], )|(?<!.))(?:bc|bcuz|bcz|coz)"
    r"(?=\s(?:i|I|im|I'm|i'm|u|ur|you|he|she|it|its|it's|we|they|my|the|of|this|that|there|no|why|ppl"
    r"|everyone|nobody|someone|a|your|his|her|our|their|idk|not)\b)"
)
_LOVE = re.compile(r"(?:(?<!.)|(?<=[.!?,a-z] ))ily (?P<too>2|too)(?: <3)?(?![\w/])")
_DAY = re.compile(
    r"(?:(?<=[a-z] )|(?<=[a-z], ))(?P<day>thurs|tues|weds)(?![\w'/(=-]|\.\w)"
    r"|(?:(?<=\bon )|(?<=\bnext )|(?<=\btil )|(?<=\buntil )|(?<=\bc u )|(?<=\bby ))"
    r"(?P<short>mon|wed|thu|fri)(?=\s?(?:[,!?)]|\.(?!\s[a-z]))|\s?$|\s(?:at|@|w/|with|for|nite|night|morning)\b)"
)
"""In small letters and without a point."""
_DAYS = {
    "mon": "Monday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday",
    "thu": "Thursday", "thurs": "Thursday", "fri": "Friday",
}  # fmt: skip
_WEEK = re.compile(
    r"(?:(?<=\bof )|(?<=\bthis )|(?<=\bnext )|(?<=\blast )|(?<=\ball )|(?<=\bthe ))wk(?![\w.'/=(-])"
)
_SOMETHING = re.compile(r"(?<![\w.'/@#$&=(-])(?<=[a-z] )smth(?=\s[a-z])")
_SO_MUCH = re.compile(r"(?:(?<=\bily )|(?<=\bty )|(?<=\bthx )|(?<=\byou )|(?<=\bu ))sm(?![\w'/(-])")
_SEE_YOU = re.compile(
    r"(?<![\w.'/@#$&=(-])[cC]u(?=\s(?:@|at|l8r|later|tmrw|tomorrow|soon|then|there|tonight|2nite|2moro)(?!\w))"
)
_SAID = {
    "rn": "right now", "fr fr": "for real, for real", "fr": "for real", "af": "A.F",
    "asf": "A.S.F", "otw": "on the way", "smth": "something", "sm": "so much",
    "gn": "good night", "gm": "good morning", "yw": "you're welcome",
    "cya": "see ya", "dw": "don't worry", "ily": "I love you", "ty": "thank you",
}  # fmt: skip


def chat_phrase_forms() -> tuple[Form, ...]:
    """They are short only where the words beside them are those of a chat."""
    return (
        Form(Kind.ABBREVIATION, _SO_MUCH, lambda _: "so much", "s"),
        Form(Kind.ABBREVIATION, _AT_END, lambda m: _SAID[m["word"]], "[rfaos]"),
        Form(Kind.ABBREVIATION, _BEGINS, lambda m: _SAID[m["word"]], "[gyocdit]"),
        Form(Kind.ABBREVIATION, _BECAUSE, lambda _: "because", "[bc]"),
        Form(Kind.ABBREVIATION, _SEE_YOU, lambda _: "see you", "[cC]"),
        Form(Kind.ABBREVIATION, _LOVE, lambda _: "I love you too", "i"),
        Form(Kind.DATE, _DAY, lambda m: _DAYS[m["day"] or m["short"]], "[tmwf]"),
        Form(Kind.ABBREVIATION, _WEEK, lambda _: "week", "w"),
        Form(Kind.ABBREVIATION, _SOMETHING, lambda _: "something", "s"),
    )
