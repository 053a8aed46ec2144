"""Keeps the points between two commits of git, which cleaning would take for an ellipsis."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["COMMITS", "POINTS"]

POINTS = {"..": "‥", "...": "‥․"}
"""What stands for the points of main..feature and main...feature."""
_COMMIT = (
    r"(?:@|[A-Za-z][\w/-]{0,60}|\d[\da-f]{6,39}|v?\d{1,3}(?:\.\d{1,3}){1,3})(?:[~^]\d{0,3}){0,3}"
)
_RANGE = re.compile(
    rf"(?<![\w./-])(?P<from>{_COMMIT})(?P<points>\.{{2,3}})(?P<to>{_COMMIT})(?![\w/])"
)
_GIT = re.compile(
    r"\b(?:log|diff|show|rebase|cherry-pick|rev-list|shortlog|compare) (?:--?\S{1,20} ){0,3}\Z",
    re.IGNORECASE,
)
_SURE = re.compile(
    r".*(?:HEAD|[~^])|(?:[\w-]+/)?(?:main|master|develop|trunk)\Z|@|v\d"
    r"|(?=[a-f]*\d)[\da-f]{7,40}\Z"
)
"""What only a commit is called."""


def _between(match: re.Match[str]) -> str | None:
    ends = match["from"], match["to"]
    before = match.string[max(0, match.start() - 60) : match.start()]
    if not (any(map(_SURE.match, ends)) or _GIT.search(before)):
        return None
    return f"{ends[0]}{POINTS[match['points']]}{ends[1]}"


COMMITS = Rule(_RANGE, _between)
