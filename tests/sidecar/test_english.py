"""The grammar of English as a whole: one pass, each span once, nothing lost, linear cost."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arqon_sidecar.text.english import english
from arqon_sidecar.text.grammar.beginnings import Beginning, beginning
from arqon_sidecar.text.grammar.spans import Form, Grammar, Kind, Span
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.marks import LETTER_A

US, GB = english(british=False), english(british=True)

_FORMS = (
    "$10-$20|$5-10|June 5-7|3-5pm|10:00-11:30|Mon-Fri|the 4th of July|5 May.|2024/05/01|"
    "25.12.2023|1980 s|the year 1066|high 80s|11/17/05|1h 30m|kg/m³|12″|10'6\"|1/4 lb|"
    "16:9|8/10|Step 3/5|9/11|2x8|1920x1080|a <= b|x >= 10|->|2^8|10⁻³|>5|3 a.m. EST.|"
    "We use IE.|no. 5|Ed.|5th St.|Apt. 4B|Ph.D. student|U.S.|6 ft. board|Sat., Sun.|"
    "555-1234|911|1-800-FLOWERS|4111 1111 1111 1111|A321|Room 101|AT&T|Vitamin A|F-16s|"
    "iPhone 5s|WWII|/etc/hosts.|C:\\Users\\Bob|-m|maxRetries|→|₹1,50,000|NZ$10|$.99|"
    "$100 bills|v1.2.3|bob@example.org|https://example.com/a|#tag|@name|Chapter IV|e.g.|"
    "w/|192.168.0.1|1e-5|-3°C|20 EUR|'99|#5|½|A4|(555) 123-4567|1 000 000|0x1F|foo()|"
    ".env|C++"
)
FIGURES_OF_NOTES = "¹²³⁴⁵⁶⁷⁸⁹"
"""Nobody says the number of a note."""
WRITTEN = st.sampled_from(_FORMS.split("|"))
GLUE = st.sampled_from(
    ["", " ", " ", " ", ", ", ". ", "-", "/", ": ", "\n", '"', "(", ") ", " and ", " to "]
)
MIXED = st.lists(st.one_of(WRITTEN, GLUE, st.text("aAzB1 .,-", max_size=6)), max_size=14).map(
    "".join
)
ANY = st.one_of(
    MIXED, st.text(max_size=60), st.text("0123456789.,:/-–$%'\"°xXaAmM ()+^", max_size=40)
)


@given(text=ANY, british=st.booleans())
@settings(deadline=None, max_examples=400)
def test_spans_are_in_order_and_do_not_overlap(text: str, british: bool) -> None:
    end = 0
    for span in (GB if british else US).spans(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(text=ANY)
@settings(deadline=None, max_examples=400)
def test_what_a_form_said_stands_in_the_spoken_text_as_it_was_said(text: str) -> None:
    """Nothing reads what a form wrote: it is the spans' words and the rest."""
    spans = list(US.spans(text))
    expected, done = "", 0
    for span in spans:
        expected += text[done : span.start] + span.words
        done = span.end
    spoken = US.spoken(Traced.of(text)).text
    assert "".join(spoken.split()) == "".join((expected + text[done:]).split())


@given(text=ANY)
@settings(deadline=None, max_examples=400)
def test_no_digit_is_left_and_no_letter_is_lost(text: str) -> None:
    spoken = US.spoken(Traced.of(text))
    assert not re.search("[0-9]", spoken.text)
    covered = {i for a, b in zip(spoken.starts, spoken.ends, strict=True) for i in range(a, b)}
    said = (i for i, c in enumerate(text) if c.isalnum() and c not in FIGURES_OF_NOTES)
    assert all(i in covered for i in said)


@given(text=ANY)
@settings(deadline=None, max_examples=200)
def test_every_word_of_a_span_points_at_the_span(text: str) -> None:
    spoken = US.spoken(Traced.of(text))
    spans = {(span.start, span.end) for span in US.spans(text)}
    for character, start, end in zip(spoken.text, spoken.starts, spoken.ends, strict=True):
        assert (
            character == " "
            or (start, end) in spans
            or (end == start + 1 and text[start] == character)
        )


@given(text=ANY)
@example(text="0½")
@example(text="0\U00018d80")
@example(text="^\x1f0")
@example(text="0\ua9b3")
@example(text="0\u203f")
@settings(deadline=None, max_examples=200)
def test_how_a_text_begins_rules_out_no_form_that_matches(text: str) -> None:
    for at, first in enumerate(text):
        token = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|.", re.DOTALL).match(text, at)
        assert token
        likely = [form for _, form in US.likely.beginning_with(beginning(text, at, token.end()))]
        for form in US.forms:
            matches = re.match(form.first, first) and form.pattern.match(text, at)
            assert not matches or form in likely, (form.pattern.pattern, text[at:])


def _tried(grammar: Grammar, text: str) -> int:
    """How often a form was tried."""
    count = 0

    def counted(form: Form) -> Form:
        class Pattern:
            pattern, flags = form.pattern.pattern, form.pattern.flags

            def match(self, string: str, at: int) -> re.Match[str] | None:
                nonlocal count
                count += 1
                return form.pattern.match(string, at)

        return Form(form.kind, Pattern(), form.say, form.first)  # type: ignore[arg-type]

    for _ in Grammar(map(counted, grammar.forms)).spans(text):
        pass
    return count


UNITS = [
    "1",
    "1.",
    "$1",
    "1/",
    "a.",
    "A.",
    "1 ",
    "a b ",
    "A ",
    "1-",
    "/a",
    "1:",
    "a_",
    "aB",
    "-1",
    "'1",
    "#",
    "@a",
    "\\a",
    "Mon-",
    "é",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_twice_as_long_costs_twice_as_much(unit: str) -> None:
    short, long = (_tried(US, (unit * n)[:n]) for n in (1000, 4000))
    assert long <= 4.5 * short + 500


@pytest.mark.parametrize(
    ("text", "kinds"),
    {
        "$10-$20 on June 5-7": [Kind.MONEY, Kind.DATE],
        "call 555-1234 at 3-5pm": [Kind.TELEPHONE, Kind.RANGE],
        "/etc/passwd": [Kind.PATH],
        "Dr. Lee, AT&T": [Kind.ABBREVIATION, Kind.INITIALISM],
        "8/10 at 16:9": [Kind.FRACTION, Kind.RATIO],
        "Chapter IV weighs 5 kg": [Kind.ROMAN, Kind.MEASURE],
        "v1.2.3 of 1h 30m": [Kind.VERSION, Kind.DURATION],
        "A321": [Kind.SERIAL],
        "123 Main St.": [Kind.ADDRESS, Kind.ABBREVIATION],
        "Apt. 4B": [Kind.ABBREVIATION, Kind.IDENTIFIER],
    }.items(),
)  # fmt: skip
def test_each_span_has_the_type_that_a_reader_gives_it(text: str, kinds: list[Kind]) -> None:
    assert [span.kind for span in US.spans(text)] == kinds


def test_beginnings_that_come_once_are_not_looked_at_closely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each was held against each of 445 forms, which took longer than to try the likely ones."""
    dice, asked, may_be = random.Random(1), Counter[str](), Beginning.may_be

    def counted(self: Beginning, begins: str) -> bool:
        asked[begins[:2]] += 1
        return may_be(self, begins)

    monkeypatch.setattr(Beginning, "may_be", counted)
    grammar = Grammar(US.forms)
    text = "".join(chr(dice.randint(33, 126)) for _ in range(8000))
    assert list(grammar.spans(text))
    once = sum(count for begins, count in asked.items() if len(begins) > 1)
    assert once < 6 * len(text)


def test_what_only_looks_like_a_rate_is_no_rate() -> None:
    assert US.spoken(Traced.of("in kmol/h or kg/h")).text == "in kmol h or kilograms per hour"


def test_a_form_that_says_none_leaves_the_place_to_the_next() -> None:
    def shout(match: re.Match[str]) -> str:
        return match.group().upper()

    refuses = Form(Kind.CODE, re.compile("ab"), lambda _: None, "a")
    grammar = Grammar([refuses, Form(Kind.SIGN, re.compile("abc?"), shout, "a")])
    assert list(grammar.spans("ab abc")) == [
        Span(0, 2, Kind.SIGN, "AB"),
        Span(3, 6, Kind.SIGN, "ABC"),
    ]


def _sentence_ends(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[.!?])\s", US.spoken(Traced.of(text)).text)


@pytest.mark.parametrize(
    ("text", "count"),
    {
        "He lives in the U.S. She does not.": 2,
        "The U.S. economy grew.": 1,
        "It starts at 3 a.m. EST. Be there.": 2,
        "We meet at 3 p.m. Friday.": 1,
        "We woke at 4 a.m. It was dark.": 2,
        "Due 5 May. Pay now.": 2,
        "I said no. 5 minutes later he left.": 2,
        "I met Ed. 5 minutes ago he left.": 2,
        "She is a Ph.D. student.": 1,
        "She lives on 5th St. She likes it.": 2,
        "I live at 123 Main St. Apt. 4B.": 1,
        "A 6 ft. board fell. It broke.": 2,
        "Sat., Sun. and Mon. are free.": 1,
        "J. K. Rowling wrote it.": 1,
        "See fig. 3 for it.": 1,
        "We use IE. It works.": 2,
        "It weighs 5 lbs. We lifted it.": 2,
        "He works at Acme Inc. They pay well.": 2,
        "We sell nuts, bolts, etc. Come by.": 2,
    }.items(),
)  # fmt: skip
def test_the_point_of_an_abbreviation_ends_a_sentence_where_one_ends(text: str, count: int) -> None:
    assert len(list(_sentence_ends(text))) == count


@pytest.mark.parametrize(
    ("text", "letters"),
    {
        "Send IT a note.": "I.T",
        "Is IT at lunch?": "I.T",
        "Our IT's budget": "I.T",
        "Just do IT now.": "",
        "So this is IT!": "",
        "BRING IT HERE": "",
        "while a != b": LETTER_A,
        "x = a": LETTER_A,
        "a >5 km walk": "",
        "I saw a + on it": LETTER_A,
        "A, b or C": LETTER_A,
        "set a to 5": LETTER_A,
        'He said "a cat".': "",
        "It was a, I mean, the cat.": "",
    }.items(),
)
def test_a_word_of_letters_is_told_from_the_word_that_looks_like_it(
    text: str, letters: str
) -> None:
    spoken = US.spoken(Traced.of(text)).text
    assert letters in spoken
    assert letters or not {LETTER_A, "I.T"} & set(spoken.split())
