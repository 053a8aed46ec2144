"""Dashes that part sentences, and those between two days, which are a "to"."""

from __future__ import annotations

import re
from typing import Final

from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["DASH", "DAYS"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec"
_MONTH = rf"(?:{_MONTHS})[a-z]{{0,6}}\.?,? '?\d"
_COMPUTED = r"(?:-\s\w{1,20}\)\s?[/*×÷+=]|-\s[xyzt](?:\d\b|[₀-₉]))"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})"
_DAYS = re.compile(rf"(?<![\w.])(?P<from>{_DAY}[a-z]{{0,6}}\.?) [-–—] (?={_DAY})")
"""Between two days a dash is a "to", whatever stands around it."""
DASH: Final = (
    rf"(?!{_COMPUTED})(?:"
    r"(?<=\s)(?<![\d%°)€£²³⁰-⁹₀-₉] )(?<!\b[a-z] )(?<!\d[abnxyz] )[-–—]{1,3}(?=\s)"
    r"|(?<=\d[abnxyz] )[-–—]{1,3}(?=\s(?!\d|[a-z]\b))"
    r"|(?<=\s)(?<!\d )[-–—]{1,3}(?=\s(?!\(?[-−+]?[$€£]?\d|[a-z](?:\b|[²³])))"
    rf"|(?<=\d )[-–—]{{1,3}}(?=\s(?!\(?[-−+]?[$€£]?\d|[a-z](?:\b|[²³])|{_MONTH})))"
)
"""A dash with space around it; between two numbers or letters it may be a minus or a "to"."""
DAYS: Final = Rule(_DAYS, lambda match: f"{match['from']}–")
