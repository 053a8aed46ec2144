"""Addresses of pages, mails and people, as they are dictated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from arqon_sidecar.text.cleaning.commits import POINTS
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["web_forms"]

_COMMITS = re.compile("|".join(sorted(POINTS.values(), key=len, reverse=True)))
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_TOP = (
    "com|org|net|edu|gov|int|mil|io|ai|dev|app|co|tv|info|biz|blog|cloud|tech|xyz|sh|gg|ly"
    "|uk|us|ca|au|nz|ie|de|fr|es|pt|br|nl|ch|pl|se|fi|dk|cz|ru|ua|jp|cn|kr|eu"
)
_TOP_AND_WORD = "at|be|in|is|it|me|no|so|to"
"""Ends of addresses that begin sentences, too, where a space behind a point was forgotten."""
_NEVER = r"\s<>\"“”\u3040-\u30ff\u3400-\u9fff"
"""What no address has: in Mandarin and Japanese the text goes on behind it without a space."""
_MAIL = re.compile(
    rf"(?<![\w.+-])(?:mailto:)?(?P<user>[\w.+-]{{1,64}})@(?P<host>{_NAME}(?:\.{_NAME}){{1,8}})"
)
_URL = re.compile(
    rf"(?<!\w)(?P<scheme>https?|ftp|wss?|file)://?(?P<rest>[^{_NEVER}]{{1,2000}}[^{_NEVER}.,;:!?')\]])"
)
_CLONED = re.compile(r"(?<![\w.+-])git@[\w.-]{3,60}:[\w./-]{1,100}\w")
"""Where a repository of git is fetched from."""
_OTHER_URL = re.compile(
    r"(?<!\w)(?P<scheme>s3|gs|ssh|git|redis|postgres(?:ql)?|mysql|mongodb|amqps?|tcp|udp|docker|vscode)"
    rf"://(?P<rest>[^{_NEVER}]{{1,500}}[^{_NEVER}.,;:!?')\]])"
)
"""Of places that no browser opens: the scheme is said."""
_HOST = re.compile(
    rf"(?<![\w@.-])(?P<host>(?:(?:{_NAME}\.){{1,8}}(?:{_TOP})"
    rf"|(?:www(?:\.{_NAME}){{1,3}}|{_NAME}(?:\.{_NAME}){{0,7}}(?=\.(?:{_TOP_AND_WORD})/))\.(?:{_TOP_AND_WORD})"
    r"|localhost)(?P<port>:\d{2,5})?)"
    rf"(?P<more>/[^{_NEVER},;!?)]{{0,500}}(?<![.:])(?:\?[^{_NEVER},;!)]{{1,300}}(?<![.:?]))?)?"
    r"(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_HASHTAG = re.compile(
    r"(?<![\w#&/])#(?!s(?!\w)|(?:include|pragma) [A-Z<\"_]|(?:define|ifn?def|undef|endif)\b"
    r"|(?:el)?if (?:!|defined))"
    r"(?P<tag>(?:[^\W\d]\w{0,99}|\d+[^\W\d]\w{0,99}))"
)
_MENTION = re.compile(
    r"(?<![\w@./])@(?P<name>[A-Za-z_]\w{0,50}(?:\.[a-z\d_]\w{0,30}(?<!\.com)){0,3}(?:/[a-z][\w.-]{0,50}(?<![.-]))?)(?!\w|@(?![\d^~]|latest))"
)
_SPLIT = re.compile(r"[^\W\d_]+|\d+|[\W_]")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|_")
_COUNTRY = re.compile(rf"(?<=\.)(?!co|{_TOP_AND_WORD})[a-z]{{2}}(?=$|:)")
_DEGREE = re.compile(r"[BM]\.(?:Tech|Ed)")
_QUERY = re.compile(r"[?#].*", re.DOTALL)
_ORDERED = re.compile(
    r"\b(?:order|ticket|invoice|case|item|part|claim|ref|flight|po|bug|booking|reservation|tracking"
    r"|account|customer|unit|room|package|sku|model|serial|number|apt|apartment|suite|ste|bus|gate|seat"
    r"|locker|lot|platform)\.? \Z",
    re.IGNORECASE,
)
"""In front of # and a number with letters: order #A1023."""
_NUMBERED = re.compile(r"\d{2,4}[A-Z]|\d[A-CE-Z]")
"""A number with a letter, as houses and seats have: #12C."""
_TRACKED = re.compile(r"\d[A-Z\d]{7,40}")
"""A parcel: #1Z999AA10123456784."""
_COLOR = re.compile(r"(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")


def web_forms(words: Mapping[str, str], say: Callable[[str], str] = str) -> tuple[Form, ...]:
    """Forms that say an address with `words` for ".", "@", "/", "-", "_" and ":".

    `say` reads the letters and digits between those. Of a page's address the scheme, a leading
    "www." and what follows "?" or "#" are not said.
    """

    def said(address: str) -> str:
        spoken = (
            words[p] if p in words else say(p) if p.isalnum() else ""
            for p in _SPLIT.findall(address)
        )
        return " ".join(filter(None, spoken))

    def page(match: re.Match[str]) -> str:
        address = _QUERY.sub("", match["rest"].strip("/")) or match["rest"]
        return said(address.removeprefix("www.").rstrip("/"))

    def place(match: re.Match[str]) -> str:
        return said(f"{match['scheme']}://{match['rest'].rstrip('/')}")

    def host(match: re.Match[str]) -> str | None:
        if match["host"] in ("localhost", "p.es") or _DEGREE.fullmatch(match["host"]):
            return None
        more = _QUERY.sub("", match["more"] or "").rstrip("/")
        name = match["host"].lower() if match["host"].isupper() else match["host"]
        return said(_COUNTRY.sub(_in_capitals, name) + more)

    def mail(match: re.Match[str]) -> str:
        return said(f"{match['user']}@{_COUNTRY.sub(_in_capitals, match['host'])}")

    def hashtag(match: re.Match[str]) -> str | None:
        digits = any(map(str.isdecimal, match["tag"])) or len(set(match["tag"])) == 1
        front = match.string[max(0, match.start() - 16) : match.start()]
        if _NUMBERED.fullmatch(match["tag"]) or _TRACKED.fullmatch(match["tag"]):
            return None
        if digits and (_COLOR.match(match["tag"]) or _ORDERED.search(front)):
            return None
        return f"hashtag {said(_HUMP.sub(' ', match['tag']))}"

    return (
        Form(Kind.CODE, _COMMITS, lambda m: f" {words['.']}" * (1 + len(m.group())) + " ", "‥"),
        Form(Kind.ELECTRONIC, _URL, page, "[a-z]"),
        Form(Kind.ELECTRONIC, _OTHER_URL, place, "[a-z]"),
        Form(Kind.ELECTRONIC, _CLONED, lambda m: said(m.group()), "g"),
        Form(Kind.ELECTRONIC, _MAIL, mail, r"[\w+]"),
        Form(Kind.ELECTRONIC, _HOST, host, "[A-Za-z0-9]"),
        Form(Kind.ELECTRONIC, _HASHTAG, hashtag, "#"),
        Form(
            Kind.ELECTRONIC,
            _MENTION,
            lambda m: f"{words['@']} {said(m['name'].replace('_', ' '))}",
            "@",
        ),
    )


def _in_capitals(match: re.Match[str]) -> str:
    """The short name of a country: its letters are said."""
    return match.group().upper()
