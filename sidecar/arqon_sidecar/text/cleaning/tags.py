"""Takes the tags of HTML and SSML away; what stands between them stays."""

from __future__ import annotations

import html
import re

from arqon_sidecar.text.grammar.rules import Rule, apply, put
from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["without_tags"]

_BLOCKS = (
    "address|article|blockquote|br|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr"
)
_BLOCKS += "|li|main|nav|ol|paragraph|pre|section|sentence|summary|table|tbody|td|th|thead|tr|ul"
_SPANS = "abbr|audio|big|body|button|center|cite|code|del|em|emphasis|font|head|html"
_SPANS += "|img|ins|kbd|label|lang|lexicon|mark|meta|phoneme|prosody|samp|say-as|small|span"
_SPANS += "|speak|strike|strong|sub|sup|title|token|var|voice|w|[a-z]{1,20}:[a-z-]{1,30}"
_REST_OF_TAG = r"(?:\s[^<>]{0,500})?/?>"
_ATTRIBUTES = r"(?:\s(?=[^<>]{0,500}=)[^<>]{0,500})?\s?/?>"
"""Behind a name of one letter there must be some: "a <b or c> d" compares."""
_CLOSING = re.compile(r"</(?P<name>[A-Za-z][\w:.-]{0,40})\s?>")
_ANY_TAG = re.compile(rf"</?(?P<name>[A-Za-z][\w:.-]{{0,40}}){_REST_OF_TAG}")
_KNOWN = frozenset(f"{_BLOCKS}|{_SPANS}|a|b|i|p|q|s|u".split("|"))
_ANY_CASE = re.IGNORECASE


def _unescaped(match: re.Match[str]) -> str:
    """What can be seen of it: no control character and none of the private use area."""
    return "".join(c for c in html.unescape(match.group()) if c.isprintable() or c.isspace())


def _named(match: re.Match[str]) -> str:
    """The name of a tag that is spoken of; those of up to two letters are spelled."""
    name = match["name"]
    return name.upper() if len(name) < 3 else name


def _quoted(match: re.Match[str]) -> str:
    """The tag that stands between backticks, with what it says beside its name."""
    end = "/" if match["end"] else ""
    return f"{end}{_named(match)}{match['rest'].rstrip(' /')}"


_TAGS = (
    Rule(
        re.compile(
            r"(?<=`)<(?P<end>/)?(?P<name>[A-Za-z][A-Za-z\d-]{0,20})(?P<rest>(?:\s[^<>`\n]{0,100})?)/?>(?=`)"
        ),
        _quoted,
    ),
    Rule(
        re.compile(r"</?(?P<name>[A-Za-z][A-Za-z\d]{0,12})\s?/?>(?=\s(?:tags?|elements?)\b)"),
        _named,
    ),
    Rule(
        re.compile(
            r"(?:(?<=\b[Uu]se )|(?<=\ba )|(?<=\ban )"
            r"|(?:(?<=\band )|(?<=\bor ))(?=</|<[^<>]{1,60}>[.,;:!?)])|(?<=\bthe )"
            r"|(?<=\b[Aa]dd )|(?<=\busing )"
            r"|(?<=\byour )|(?<=\b[Ii]nsert )|(?<=\bany )|(?<=\beach )|(?<=\bclosing ))"
            r"</?(?P<name>[A-Za-z][A-Za-z\d]{0,12})(?:\s[^<>]{0,100})?\s?/?>(?=[ .,;:!?)]|$)"
        ),
        _named,
    ),
    put("<!--", ""),
    Rule(re.compile(r"<(?P<link>(?:https?://|mailto:)[^<>\s]{1,500})>"), lambda m: m["link"]),
    put(rf"</?(?:{_BLOCKS}){_REST_OF_TAG}", "\n\n", _ANY_CASE),
    put(rf"</?p{_ATTRIBUTES}", "\n\n", _ANY_CASE),
    put(rf"</?[abiqsu]{_ATTRIBUTES}", "", _ANY_CASE),
    put(rf"(?<!/)</?(?:{_SPANS}){_REST_OF_TAG}", "", _ANY_CASE),
    Rule(re.compile(r"&(?:[A-Za-z]{2,20}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"), _unescaped),
)


def without_tags(text: Traced) -> Traced:
    """The text without tags, but for those that are spoken of; entities are characters."""
    return apply(_TAGS, _without_pairs(text))


def _without_pairs(text: Traced) -> Traced:
    """Take out tags of any other name that is closed somewhere: <answer>42</answer>."""
    closed = {match["name"].lower() for match in _CLOSING.finditer(text.text)}
    closed -= _KNOWN
    if not closed:
        return text
    return text.sub(_ANY_TAG, lambda match: "" if match["name"].lower() in closed else None)
