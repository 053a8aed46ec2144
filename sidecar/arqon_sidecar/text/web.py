"""Addresses of pages, mails, files and people, as they are dictated."""

from __future__ import annotations

import re
from collections.abc import Mapping

from arqon_sidecar.text.rules import Rule

__all__ = ["web_rules"]

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_TOP = (
    "com|org|net|edu|gov|int|mil|io|ai|dev|app|co|me|tv|info|biz|blog|cloud|tech|xyz|sh|so|gg|ly"
    "|uk|us|ca|au|nz|ie|in|de|fr|es|it|pt|br|nl|be|ch|at|pl|se|no|fi|dk|cz|ru|ua|jp|cn|kr|eu"
)
_MAIL = re.compile(rf"(?<![\w.+-])(?P<user>[\w.+-]{{1,64}})@(?P<host>{_NAME}(?:\.{_NAME}){{1,8}})")
_URL = re.compile(
    r"\b(?P<scheme>https?|ftp|wss?|file|mailto)://?(?P<rest>[^\s<>\"“”]{1,2000}[^\s<>\"“”.,;:!?')\]])"
)
_HOST = re.compile(
    rf"(?<![\w@.-])(?P<host>(?:{_NAME}\.){{1,8}}(?:{_TOP}))(?P<path>:\d{{2,5}})?"
    r"(?P<more>/[^\s<>\"“”,;!?)]{0,500}(?<![.:]))?(?![\w@-]|\.\w)"
)
_PATH = re.compile(r"(?<!\S)(?P<path>~?(?:/[\w.@+-]{1,100}){2,30}/?)(?=[\s,;:!?)]|\.?\s|\.?$)")
_HASHTAG = re.compile(r"(?<![\w#&/])#(?P<tag>[^\W\d]\w{0,99})")
_MENTION = re.compile(r"(?<![\w@./])@(?P<name>[A-Za-z_]\w{0,50})(?![\w@])")
_SPLIT = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d]")
_QUERY = re.compile(r"[?#].*", re.DOTALL)


def web_rules(words: Mapping[str, str]) -> tuple[Rule, ...]:
    """Rules that say an address with `words` for ".", "@", "/", "-", "_" and ":".

    Of a page's address the scheme, a leading "www." and what follows "?" or "#" are not said.
    """

    def said(address: str) -> str:
        spoken = (words.get(part, part) for part in _SPLIT.findall(address))
        return " ".join(part for part in spoken if part.isalnum() or " " in part)

    def page(match: re.Match[str]) -> str:
        address = _QUERY.sub("", match["rest"].strip("/")) or match["rest"]
        return said(address.removeprefix("www.").rstrip("/"))

    def host(match: re.Match[str]) -> str:
        rest = (match["path"] or "") + _QUERY.sub("", match["more"] or "").rstrip("/")
        return said(match["host"].removeprefix("www.") + rest)

    return (
        Rule(_URL, page),
        Rule(_MAIL, lambda match: said(match.group())),
        Rule(_HOST, host),
        Rule(_PATH, lambda match: said(match["path"])),
        Rule(_HASHTAG, lambda match: f"hashtag {match['tag']}"),
        Rule(_MENTION, lambda match: f"{words['@']} {match['name'].replace('_', ' ')}"),
    )
