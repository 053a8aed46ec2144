"""Takes the marks of Markdown, HTML and SSML away; what they mark stays.

A heading, a list item or a table row gets a line end of its own, so that it is spoken as a
sentence. Code is read like any text: it was sent to be spoken.
"""

from __future__ import annotations

import html
import re

from arqon_sidecar.text.cleaning.lettered_items import LETTERED_ITEMS
from arqon_sidecar.text.grammar.rules import Rule, apply, put
from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["without_markup"]

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
_LINES = re.MULTILINE
_ANY_CASE = re.IGNORECASE


def _unescaped(match: re.Match[str]) -> str:
    """What can be seen of it: no control character and none of the private use area."""
    return "".join(c for c in html.unescape(match.group()) if c.isprintable() or c.isspace())


def _numbered(match: re.Match[str]) -> str:
    return f"\n\n{match['number']}, "


def _named(match: re.Match[str]) -> str:
    """The name of a tag that is spoken of; those of up to two letters are spelled."""
    name = match["name"]
    return name.upper() if len(name) < 3 else name


_TAGS = (
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

_PIPED = (
    r"(?:e?grep|wc|uniq|xargs|awk|sed|jq|fzf|bash|sh|python3?|sudo)\b(?:[ \t]+[-'\"\w/.$]|$|[.,;`])"
    r"|(?:head|tail|sort|less|more|cut|tee|tr|column|nl)(?:[ \t]+-\w|$)"
)
"""What a shell hands the output of a command to; other such bars part columns and titles."""
_BLOCK_MARKS = (
    put(r"^[ \t]*(?:`{3,}|~{3,})[^\n]*$", "", _LINES),
    put(r"^[ \t]*\|?[ \t:]*-{2,}[ \t:]*(?:\|[ \t:]*-{2,}[ \t:]*)*\|?[ \t]*$", "\n", _LINES),
    put(r"^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", "\n", _LINES),
    put(r"^[ \t]*(?:>(?![=\d])[ \t]?)+", "", _LINES),
    put(r"^[ \t]*\$ (?=[a-z~./])(?!(?:per|in|and|of|is|to|amount|sign)\b)", "", _LINES),
    put(r"^[ \t]{0,3}#{1,6}[ \t]+", "\n\n", _LINES),
    put(r"[ \t]#{1,6}[ \t]*$", "", _LINES),
    LETTERED_ITEMS,
    put(
        r"^[ \t]*(?:[-*+•‣◦▪–]|[→➔➜➤►▶✓✔☐☑]\ufe0f?(?!\s?\d))[ \t]+(?:\[[ xX]\][ \t]+)?",
        "\n\n",
        _LINES,
    ),
    Rule(re.compile(r"^[ \t]*(?P<number>\d{1,2})[.)][ \t]+(?=\S)", _LINES), _numbered),
    put(r"^[ \t]{0,3}:[ \t]+(?=[^\W\d_])", "", _LINES),
    put(r"^[ \t]*\|[ \t]*", "\n\n", _LINES),
    put(r"[ \t]*\|[ \t]*$", "\n\n", _LINES),
    put(rf"[ \t]+\|[ \t]+(?!{_PIPED})", ", "),
)

_DIALED = (
    r"\*\d{1,4}(?:\*\d{1,20})?(?:#(?![\w*])|(?![\w*]|[^*\n]{0,200}\*))|(?<=\()\*\)|\*\.\w|\*=\s"
)
"""A code that is dialed, as *67 (no star stands behind it), COUNT(*), *.log, x *= 2."""
_MARKED = re.compile(
    r"(?<![^\s(\"'“*_])==(?=[^\s=])(?P<marked>[^=\n]{0,200}[^\s=])==(?=[\s.,;:!?)\"'”*_]|$)", _LINES
)
"""==Set off== with a colored pen; between operands it compares."""
_INLINE_MARKS = (
    put(r"\[\^[^\]\n]{1,50}\]:?", ""),
    put(r"^[ \t]*\[[^\]\n]{1,100}\]:[ \t]+\S{1,500}[^\n]{0,200}$", "", _LINES),
    put(r"!?\[(?=[^\[\]\n]{0,300}\]\([^()\n]{0,500}\))", ""),
    put(r"(?<=[^\n\[])\]\([^()\n]{0,500}\)", ""),
    put(r"`+", ""),
    put(r"~~", ""),
    Rule(_MARKED, lambda match: match["marked"]),
    put(r"\\(?!\\\w)(?=[!-/:-@\[-`{-~])", ""),
    put(rf"(?<![\w*])(?!{_DIALED})\*{{1,3}}(?=[^\s*])", ""),
    put(r"(?<=[^\s*(])(?!(?<=[\"'])\*\.\w)\*{1,3}(?![\w*])", ""),
    put(r"(?<=[^\W\d_])\*{1,3}(?=[^\W\d_])", ""),
    put(r"(?<![^\W_])_{1,3}(?=[^\W_])", ""),
    put(r"(?<=[^\W_])_{1,3}(?![^\W_])", ""),
)


def without_markup(text: Traced) -> Traced:
    """The text as it would be seen when rendered; for all texts, marked up or not."""
    return apply((*_TAGS, *_BLOCK_MARKS, *_INLINE_MARKS), _without_pairs(text))


def _without_pairs(text: Traced) -> Traced:
    """Take out tags of any other name that is closed somewhere: <answer>42</answer>."""
    closed = {match["name"].lower() for match in _CLOSING.finditer(text.text)}
    closed -= _KNOWN
    if not closed:
        return text
    return text.sub(_ANY_TAG, lambda match: "" if match["name"].lower() in closed else None)
