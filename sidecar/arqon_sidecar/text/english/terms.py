"""Technical names that are said in their own way: JSON, x86, 5xx, 802.11ac, i7-12700K, H.264."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters import spelled
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["term_forms"]

_CALLED = {
    "hostname": "host name",
    "IKEA": "Ikea",
    "JSON": "jason",
    "TOML": "tommel",
    "WIFI": "Wi-Fi",
    "YAML": "yammel",
    "H.264": "H two sixty four",
    "H.265": "H two sixty five",
    "IPv4": "I.P V four",
    "IPv6": "I.P V six",
    "k8s": "kubernetes",
    "i18n": "I eighteen N",
    "x86": "x eighty six",
    "i386": "I three eighty six",
    "i686": "I six eighty six",
}
_TERM = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _CALLED))})(?!\w)")
_STATUSES = re.compile(r"(?<![\w.])(?P<first>[1-5])xx(?!\w)")
"""Any of HTTP's that begin so: 5xx."""
_WIRELESS = re.compile(r"(?<![\w.])802\.(?P<part>1|3|11|15)(?P<kind>[a-z]{1,2})?(?!\w)")
_PROCESSOR = re.compile(
    r"(?<!\w)(?P<letter>[im])(?P<line>[3579])-(?P<number>\d{4,5})(?P<kind>[A-Z]{1,2})?(?!\w)"
)
_CODEC = re.compile(r"(?<!\w)(?P<letter>[A-Z])\.(?P<number>\d{3})(?!\w)")


def term_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Known words, any answer of HTTP, wireless networks, processors and codecs."""

    def wireless(match: re.Match[str]) -> str:
        kind = f" {spelled(match['kind'])}" if match["kind"] else ""
        return f"eight oh two dot {numbers.said(match['part'])}{kind}"

    def processor(match: re.Match[str]) -> str:
        number = match["number"]
        head = numbers.cardinal(int(number[:-3])) if len(number) > 4 else ""
        said = f"{head} {numbers.name(number[-3:])}" if head else numbers.name(number)
        kind = f" {spelled(match['kind'])}" if match["kind"] else ""
        return f"{spelled(match['letter'])} {numbers.said(match['line'])}, {said}{kind}"

    def codec(match: re.Match[str]) -> str:
        return f"{spelled(match['letter'])} {numbers.name(match['number'])}"

    return (
        Form(Kind.CODE, _TERM, lambda m: _CALLED[m.group()], "[A-Za-z]"),
        Form(Kind.CODE, _STATUSES, lambda m: f"{numbers.said(m['first'])} X X", "[1-5]"),
        Form(Kind.CODE, _WIRELESS, wireless, "8"),
        Form(Kind.CODE, _PROCESSOR, processor, "[im]"),
        Form(Kind.CODE, _CODEC, codec, "[A-Z]"),
    )
