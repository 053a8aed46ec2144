"""Addresses of machines in a network."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["machine_forms"]

_ADDRESS = re.compile(
    r"(?<![\w.])(?P<parts>(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})"
    r"(?:/(?P<mask>\d{1,2}))?(?::(?P<port>\d{1,5}))?(?![\w.]\d|\w)"
)
_HOST = re.compile(
    r"(?<![\w:.])(?=[\dA-Fa-f:]{0,40}(?:::|[A-Fa-f]))(?:[\dA-Fa-f]{0,4}:){2,7}[\dA-Fa-f]{0,4}"
    r"(?:/(?P<bits>\d{1,3}))?(?![\w:])"
)
_SIGN = re.compile(r"::?|[\dA-Fa-f]+")
_NETWORK_CARD = re.compile(r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])")
_PORT = re.compile(r"(?:(?<=\s)|(?<!.)):(?P<port>\d{3,5})(?![\w:]|[.,]\d)")
"""Where a server listens: on :8080."""
_MAPPED = re.compile(r"(?<![\w:.])(?P<a>\d{2,5}):(?P<b>\d{2,5})/(?P<kind>tcp|udp)(?![\w:])")
_LISTED = re.compile(r"(?<=[\"'])(?P<a>\d{3,5}):(?P<b>\d{2,5})(?=[\"'])")
"""A port for another: 8080:80/tcp, "8080:80"."""
_TRANSPORT = re.compile(r"(?<=\d)/(?P<kind>tcp|udp)(?!\w)", re.IGNORECASE)
"""Behind a port: 22/tcp."""
_REGION = re.compile(
    r"(?<![\w-])(?P<part>us|eu|ap|sa|ca|me|af|il|europe|asia|australia)-(?P<gov>gov-)?"
    r"(?P<point>(?:north|south)?(?:east|west)|central|north|south)-?(?P<number>\d{1,2})"
    r"(?:-?(?P<zone>[a-f]))?(?![\w-])"
)
"""Where a cloud has its machines: us-east-1, eu-west-2b, europe-west4."""
_COLONS = {":": "colon", "::": "double colon"}


def machine_forms(numbers: Numbers) -> tuple[Form, ...]:
    """192.168.0.1:8080, 10.0.0.0/8, fe80::1, 00:1A:2B:3C:4D:5E, us-east-1."""
    say = _Machines(numbers, Technical(numbers))
    return (
        Form(Kind.ELECTRONIC, _NETWORK_CARD, say.network_card, r"[\dA-Fa-f]"),
        Form(Kind.ELECTRONIC, _ADDRESS, say.address),
        Form(Kind.ELECTRONIC, _MAPPED, say.mapped),
        Form(
            Kind.ELECTRONIC,
            _LISTED,
            lambda m: f"{numbers.name(m['a'])} colon {numbers.name(m['b'])}",
        ),
        Form(Kind.ELECTRONIC, _TRANSPORT, lambda m: f" slash {spelled(m['kind'])}", "/"),
        Form(Kind.ELECTRONIC, _PORT, lambda m: f"port {numbers.name(m['port'])}", ":"),
        Form(Kind.ELECTRONIC, _HOST, say.host, r"[\dA-Fa-f:]"),
        Form(Kind.ELECTRONIC, _REGION, say.region, "[a-im-su]"),
    )


@dataclass(frozen=True, slots=True)
class _Machines:
    numbers: Numbers
    technical: Technical

    def address(self, match: re.Match[str]) -> str:
        said = " dot ".join(self.numbers.name(part) for part in match["parts"].split("."))
        mask = f" slash {self.numbers.said(match['mask'])}" if match["mask"] else ""
        port = f" colon {self.numbers.name(match['port'])}" if match["port"] else ""
        return said + mask + port

    def mapped(self, match: re.Match[str]) -> str:
        both = " colon ".join(self.numbers.name(match[end]) for end in "ab")
        return f"{both} slash {spelled(match['kind'])}"

    def region(self, match: re.Match[str]) -> str:
        part = match["part"]
        place = spelled(part) if len(part) == 2 else part.capitalize()
        zone = spelled(match["zone"]) if match["zone"] else ""
        said = (place, "gov" * bool(match["gov"]), match["point"])
        return " ".join(filter(None, (*said, self.numbers.said(match["number"]), zone)))

    def network_card(self, match: re.Match[str]) -> str:
        parts = re.split("[:-]", match.group())
        return " colon ".join(self.technical.one_by_one(part) for part in parts)

    def host(self, match: re.Match[str]) -> str | None:
        """An address of IPv6; a time has neither letters nor two colons in a row."""
        address = match.group().partition("/")[0]
        if len(address) < len("::1"):
            return None
        said = (_COLONS.get(s) or self.technical.one_by_one(s) for s in _SIGN.findall(address))
        bits = f" slash {self.numbers.said(match['bits'])}" if match["bits"] else ""
        return " ".join(said) + bits
