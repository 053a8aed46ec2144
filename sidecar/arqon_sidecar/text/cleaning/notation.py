"""Keeps signs of notation that cleaning would take for marks of Markdown or of a table.

The star of a schedule and of build/* becomes ∗, of a masked number •; the bar of P(A | B) and of
|x| becomes ∣. A regular expression, s/a/b/ and pip's :all: get their signs in full width, and ｟｠
around them.
"""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["BAR", "EXPRESSION_SIGNS", "MASK", "NOTATION", "STAR"]

STAR, MASK, BAR = "∗", "•", "∣"
_MASKED = re.compile(
    r"(?<![\w*])(?:(?:\*{4}[ -]){1,3}(?:\*{4})?|\*{3,16})(?=\d{3,6}(?!\w|[.,:/]\d))"
    r"(?![^\n]{0,80}\*)"
)
"""No star follows that would close what Markdown marks."""
_FIELD = r"(?:\*(?:/\d{1,2})?|\d{1,2}(?:[-,/]\d{1,2}){0,6}|(?:MON|SUN)(?:-(?:FRI|SAT))?)"
_SCHEDULE = re.compile(
    rf"(?<![^\s\"'`(:])(?=[^\n]{{0,30}}(?:\*/\d|\* \*)){_FIELD}(?: {_FIELD}){{4}}(?![^\s\"'`).,;?])"
)
"""The five fields of cron."""
_GIVEN = re.compile(r"(?<!\w)(?:Pr?|E|p)\([^()|\n]{1,40}\|[^()|\n]{1,40}\)")
_OPERAND = r"[-−]?(?:[A-Za-zα-ω](?:_?[a-z\d]|\([a-z]\)|[²³])?|\d[\d.]{0,6})"
_ABSOLUTE = re.compile(
    rf"(?<![\w|)])\|(?=\S)(?:[A-Za-z]|{_OPERAND}\s?[-−+*/·]\s?{_OPERAND}|[-−]\d[\d.]{{0,8}})"
    r"\|(?![\w|])"
)
_RANGES = r"\[\^?(?:\w-\w|\\\w|[^\]\s\w])[^\]\s]{0,40}\]"
_SURE = (
    rf"\\[dDwWsSbB](?![A-Za-z]{{2}})|{_RANGES}(?:[+*](?!\*)|\{{\d)|\[\^(?!\d{{1,3}}\]|\w+\]:"
    rf"|[a-z]{{3,30}}\](?:[\s.,;:!?)]|\Z))[^\]\s]{{1,30}}\]"
    r"|\[\^?(?:[A-Za-z]-[A-Za-z]|0-9)[^\]\s]{0,30}\]|[)\]]\{\d{1,3}(?:,\d{0,3})?\}"
    r"|\(\?(?:[:=!]|<[=!])|\.[*+]\??(?!(?<=[a-z\d]{2}\.\*)\s+[A-Z])(?=[\\$()\[|]|[a-z\s`\"'.,;:]|\Z)"
)
"""What only a regular expression holds."""
_EXPRESSION = re.compile(
    r"(?<![^\s`\"'(])(?![A-Za-z]:\\|\\\\|\$\d|\[[^\]\s]{0,60}\]\(|(?:\*\*|__)\w|\w{1,9}://)"
    rf"(?=[^\s`\"]{{0,60}}?(?:{_SURE})|\^[^\s`^$]{{1,60}}\$(?![\w$]))"
    r"[^\s`\"]{1,80}?(?=[.,;:!?]?(?:[\s`\"]|\Z))"
)
_REPLACING = re.compile(
    r"(?<![\w/:%])(?:(?::?%)?s|y)(?P<mark>[/|#])(?!\s)(?:(?!(?P=mark))[^\s]){1,40}(?P=mark)"
    r"(?:(?!(?P=mark))[^\s]){0,40}(?P=mark)[gimp\d]{0,3}(?![\w/])"
)
"""Of sed and vi: s/old/new/g."""
_VALUE = re.compile(r"(?<=-)(?P<flag>[a-z]{2,20}[ =])(?P<value>:[a-z]{2,10}:)(?!\w)")
"""Behind a flag it is no emoji: --no-binary :all:."""
_OR_ELSE = re.compile(r"(?<=[\w)\]\"'] )\?\?=?(?= [\w\"'\[({-])")
_COMPUTED = re.compile(r"[=(]|\breturn\b|=>")
_CRUMB = re.compile(r"(?<=\w) [»›] (?=\w)")
"""Between the pages of a path: Home » Shop."""
_ONE_LESS = re.compile(r"(?<=\w)--(?=[;)])")
"""As programs count down: i--; a dash before "i" would be an option."""
_LESS = re.compile(
    r"(?<![\w./@])(?P<name>[a-z_]\w{0,30}(?:\.[a-z_]\w{0,30}){1,3}(?:\(\))?(?<!\.com)(?<!\.org)(?<!\.net)"
    r"|[a-z_]\w{0,30}(?:\[\w{1,20}\]|\(\w{1,20}\))) - (?=\d{1,4}(?!\w)|[a-z](?!\w))"
)
"""What only a program is called, less a number: arr.length - 1."""
_POWER = re.compile(
    r"(?<=[\w)\]]) \*\* (?=-?\d{1,3}(?![\w*])|[a-z](?![\w*])|\()"
    r"|(?<=[)\]])\*\*(?=-?\d{1,3}(?![\w*]))|(?<=\d)\*\*(?=-\d{1,3}(?![\w*]))"
)
_FACTOR = re.compile(
    r"(?<=(?<![\w*])[A-Za-z\d)])\*(?=\((?![^\n]{0,80}\*)|[A-Za-z](?![\w*'])(?![^\n]{0,80}\*\W))"
)
"""In front of a sum in brackets: n*(n-1)."""
_GLOB = re.compile(
    r"(?:(?<=[\w.~}-]/)|(?<=\*\*/))(?:\*\*(?=[/.])|\*(?=[\s\"'`,;)/.]|\Z))|(?<=[\w-])\*(?=\.[a-z]{1,5}(?!\w))"
    r"|(?<![\w*/])\*\*(?=/(?:[\w.]|\*[./\s\"'`]))"
)
"""Any file, or any folder, of a path: build/*, src/**/test_*.py."""
_FULL_WIDTH = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F) if not chr(sign).isalnum()}
EXPRESSION_SIGNS = {full: sign for sign, full in _FULL_WIDTH.items()}
"""From the full width back to the sign, for `str.translate`."""


def _expression(written: str) -> str:
    return f"｟{written.translate(_FULL_WIDTH)}｠"


def _any_file(match: re.Match[str]) -> str | None:
    """A star that Markdown has opened before is none."""
    before = match.string[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
    return (
        None
        if "*" in _GLOB.sub("", before.replace("**/", ""))
        else match.group().replace("*", STAR)
    )


def _crumb(match: re.Match[str]) -> str | None:
    """A quotation that has been opened ends there."""
    before = match.string[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
    return None if "«" in before or "‹" in before else ", "


def _factor(match: re.Match[str]) -> str | None:
    """A star that closes what Markdown marks is none."""
    before = match.string[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
    return None if "*" in _FACTOR.sub("", before) else "⋅"


def _or_else(match: re.Match[str]) -> str | None:
    """In programs a ?? b; elsewhere somebody asks with vigour."""
    before = match.string[max(0, match.start() - 80) : match.start()].rpartition("\n")[2]
    return _expression(match.group()) if _COMPUTED.search(before) else None


NOTATION = (
    Rule(_VALUE, lambda match: match["flag"] + _expression(match["value"])),
    Rule(_REPLACING, lambda match: _expression(match.group())),
    Rule(_EXPRESSION, lambda match: _expression(match.group())),
    Rule(_OR_ELSE, _or_else),
    Rule(_ONE_LESS, lambda _: "−−"),
    Rule(_CRUMB, _crumb),
    Rule(_LESS, lambda match: f"{match['name']} − "),
    Rule(_POWER, lambda _: "^"),
    Rule(_FACTOR, _factor),
    Rule(_MASKED, lambda match: match.group().replace("*", MASK)),
    Rule(_SCHEDULE, lambda match: match.group().replace("*", STAR)),
    Rule(_GLOB, _any_file),
    Rule(_GIVEN, lambda match: match.group().replace("|", BAR)),
    Rule(_ABSOLUTE, lambda match: match.group().replace("|", BAR)),
)
