"""Technical names that are said in their own way: JSON, x86, 5xx, 802.11ac, H.264, HTTP/2."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.marks import LETTER_A

__all__ = ["term_forms"]

_CALLED = {
    "hostname": "host name",
    "VLAN": "V lan",
    "VLANs": "V lans",
    "IKEA": "Ikea",
    "JSON": "jason",
    "TL;DR": "T.L.D.R",
    "tl;dr": "T.L.D.R",
    "TOML": "tommel",
    "WIFI": "Wi-Fi",
    "YAML": "yammel",
    "M.2": "M dot two",
    "H.264": "H two sixty four",
    "H.265": "H two sixty five",
    "IPv4": "I.P V four",
    "IPv6": "I.P V six",
    "utf-8": "U.T.F eight",
    "k8s": "kubernetes",
    "K8s": "kubernetes",
    "SQLite": "S.Q.L lite",
    "DALL-E": "Dolly",
    "a11y": f"{LETTER_A} eleven Y",
    "l10n": "L ten N",
    "i18n": "I eighteen N",
    "x86": "x eighty six",
    "i386": "I three eighty six",
    "i686": "I six eighty six",
}
_TERM = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _CALLED))})(?!\w)")
_STREAM = re.compile(r"(?:(?<=\s)|(?<!.))std(?P<way>in|out|err)(?=[,;:.!?)]?(?:\s(?!=)|$))")
_STREAMS = {"in": "in", "out": "out", "err": "error"}
"""Where programs read and write."""
_STATUSES = re.compile(r"(?<![\w.])(?P<first>[1-5])xx(?!\w)")
"""Any of HTTP's that begin so: 5xx."""
_WIRELESS = re.compile(r"(?<![\w.])802\.(?P<part>1|3|11|15)(?P<kind>[a-z]{1,2})?(?!\w)")
_CODEC = re.compile(r"(?<!\w)(?P<letter>[A-Z])\.(?P<number>\d{3})(?!\w)")
_LANES = re.compile(
    r"(?:(?<=PCIe )|(?<=PCIe \d )|(?<=PCIe \d\.\d )|(?<=Gen\d )|(?<=Gen \d ))x(?P<number>1|2|4"
    r"|8|16)(?!\w)"
)
"""Of a slot, and no times."""
_PROTOCOL = re.compile(r"(?<=HTTP)/(?P<version>1\.[01]|[123])(?= \d{3}\b)")
"""In front of an answer, which is no part of its number: HTTP/2 500."""
_PAPER = re.compile(
    r"(?<!\w)arXiv(?::\s?(?P<month>\d{4})\.(?P<number>\d{4,5})(?:v(?P<version>\d{1,2}))?)?(?!\w)",
    re.IGNORECASE,
)


def term_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Known words, any answer of HTTP, wireless networks, codecs, papers and versions of HTTP."""

    def wireless(match: re.Match[str]) -> str:
        kind = f" {spelled(match['kind'])}" if match["kind"] else ""
        return f"eight oh two dot {numbers.said(match['part'])}{kind}"

    def codec(match: re.Match[str]) -> str:
        return f"{spelled(match['letter'])} {numbers.name(match['number'])}"

    def paper(match: re.Match[str]) -> str:
        if not match["number"]:
            return "archive"
        parts = " dot ".join(numbers.digits(match[part]) for part in ("month", "number"))
        version = f" version {numbers.said(match['version'])}" if match["version"] else ""
        return f"archive {parts}{version}"

    return (
        Form(Kind.CODE, _PAPER, paper, "[aA]"),
        Form(Kind.CODE, _PROTOCOL, lambda m: f" {numbers.said(m['version'])},", "/"),
        Form(Kind.CODE, _LANES, lambda m: f"x {numbers.said(m['number'])}", "x"),
        Form(Kind.CODE, _TERM, lambda m: _CALLED[m.group()], "[A-Za-z]"),
        Form(Kind.CODE, _STREAM, lambda m: f"standard {_STREAMS[m['way']]}", "s"),
        Form(Kind.CODE, _STATUSES, lambda m: f"{numbers.said(m['first'])} X X", "[1-5]"),
        Form(Kind.CODE, _WIRELESS, wireless, "8"),
        Form(Kind.CODE, _CODEC, codec, "[A-Z]"),
    )
