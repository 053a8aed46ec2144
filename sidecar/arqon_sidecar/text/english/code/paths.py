"""Paths and names of files."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import BEGIN_SENTENCES, words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["ENDING", "path_forms"]

_PART = r"\.?[\w@+=%~∗-]{1,100}(?:\.[\w@+=%∗-]{1,60}){0,6}"
_PATH = re.compile(
    rf"(?<![\w/.°])(?<![\d½¼¾]['′\"″])(?:(?:~|(?:\.\./){{0,8}}\.{{1,2}}|\$[A-Za-z_]\w{{0,40}})?(?:/{_PART}){{1,30}}/?|(?:~|\.{{1,2}})/)(?!\w)"
    r"(?::(?P<line>\d{1,6})(?::(?P<column>\d{1,4}))?(?![:\w]))?"
)
_FOLDER = (
    r"(?:[\w-]{1,60}/){0,4}(?:src|docs?|lib|bin|etc|usr|var|home|tests?|apps?|build|dist|config|data|tmp"
    r"|packages|node_modules|assets|public|static|opt|scripts|tools|include|\w*[_\d]\w*)(?:/|\b)"
)
"""What makes a path of words with slashes: "day/month/year" is none."""
_RELATIVE = re.compile(
    r"(?<![\w/.:])(?:[\w∗-]{1,60}/){1,20}[\w∗-]{1,60}(?:\.[a-z]\w{0,8}){1,3}(?!\w)"
    r"(?::(?P<line>\d{1,6})(?::(?P<column>\d{1,4}))?(?![:\w]))?"
    rf"|(?<![\w/.:])(?={_FOLDER})(?:[a-z][\w-]{{0,60}}/){{2,20}}[a-z][\w-]{{0,60}}/?(?![\w/])"
    r"|(?<![^\s\"'`(“])\.[a-z][\w-]{1,40}/(?:[\w.-]{1,60}/){0,20}[\w.-]{0,60}\w(?![\w/])"
    r"|(?<![\w/.:])(?:[\w-]{1,60}/){1,20}(?:\.[a-z]\w{1,20}(?!\w)|∗)"
)
_WINDOWS = re.compile(
    r"(?<![\w\\])(?:[A-Za-z]:|\\|%\w{1,30}%)\\"
    r"(?:[^\s\\/:*?\"<>|.,;]{1,80}(?:\.\w{1,60})*\\?){0,30}"
)
ENDING = (
    "py|js|ts|tsx|jsx|json|ya?ml|toml|md|txt|csv|pdf|docx?|xlsx?|pptx?|html?|css|xml|sh|exe|zip|tar"
    "|gz|png|jpe?g|gif|svg|mp[34]|wav|ini|cfg|conf|log|sql|db|rs|go|java|cpp|hpp|rb|php|net|env"
    "|JPE?G|PNG|GIF|PDF|CSV|HEIC|MOV|heic|mov|avi|mkv|webp|webm|flac|ogg|rar|apk|dmg|deb|rpm|msi"
    "|lock|bak|dll|iso|ipynb|vue|NET|gitignore|dockerignore|bashrc|zshrc|venv"
)
_FILE = re.compile(
    r"(?<![\w.@/])(?P<name>[A-Za-z_][\w∗-]{0,60}(?:\.[\w-]{1,30}){0,3}|(?<!\w))\."
    rf"(?P<ending>{ENDING})(?::(?P<line>\d{{1,6}})(?::(?P<column>\d{{1,4}}))?)?(?![\w/]|\.\w)"
)
_DOT_FILE = re.compile(
    r"(?<![^\s\"'`(“])\.(?P<name>[a-z][a-z_]{2,20}(?:[.-][a-z]\w{0,20}){0,3})(?![\w/]|\.\w)"
)
_ANY_FILE = re.compile(r"(?<![\w*])\*(?P<endings>(?:\.\w{1,10}){1,3})(?![\w*])")
_BRANCH = re.compile(
    r"(?:(?<=checkout )|(?<=switch )|(?<=merge )|(?<=branch )"
    r"|(?<= -b )|(?<= -c )|(?<=origin )|(?<=rebase ))"
    r"[a-z][\w-]{0,40}(?:/[\w.-]{0,60}\w){1,4}(?![\w/])"
)
"""A branch of git: feature/login."""
_ROOT = re.compile(
    r"(?:(?<=\bcd )|(?<=\bls )|(?<=\bGET )|(?<=\bPOST ))/(?=\s|[.,;:)]|$)"
    r"|(?:(?<=\bmount point )|(?<=\bpath )|(?<=\broot ))/(?=[.,;:)]|$)"
    r"|(?<=\s)/(?=\s(?:directory|folder|route|endpoint|partition|file ?system)\b)"
)
_HERE = re.compile(r"(?<=[\w\"'`] )\.(?=\s-|\s[a-z/&|]|\s?[\"'`)]|\s*\Z)")
_IN_COMMAND = re.compile(
    r"(?:\b(?:git add|git clone|find|cd|ls|build|code|open|check|format|du|tree|cp|mv|grep|COPY"
    r"|ADD)\b"
    r"|\s-{1,2}[a-z])[^.!?\n]{0,30}\Z"
)
"""In front of the point that is the folder one is in: git add ."""
_FORUM = re.compile(r"(?<![\w/])(?P<kind>[ru])/(?P<name>[A-Za-z]\w{2,20})(?![\w/])")
_ENDINGS_AS_WORDS = words("zip tar log net ini bak env vue go NET in run bin old new map")


def path_forms(numbers: Numbers) -> tuple[Form, ...]:
    r"""/etc/hosts, ~/.bashrc, src/main.py:42, C:\Users\Bob, README.md, .env, r/python."""
    technical = Technical(numbers)

    def path(match: re.Match[str]) -> str:
        return technical.said(match.group())

    def place(match: re.Match[str]) -> str:
        """The line, and the column, that stand behind a path."""
        found = ((kind, match[kind]) for kind in ("line", "column"))
        return "".join(f" {kind} {numbers.said(number)}" for kind, number in found if number)

    def path_and_place(match: re.Match[str]) -> str:
        written = match.group().split(":")[0] if match["line"] else match.group()
        return technical.said(written) + place(match)

    def here(match: re.Match[str]) -> str | None:
        """At the end of all it is the end of a sentence, too."""
        if not _IN_COMMAND.search(back(match)):
            return None
        return "dot" + "." * (not match.string[match.end() :].strip())

    def file(match: re.Match[str]) -> str:
        name = technical.said(match["name"].replace("_", " underscore "))
        return f"{name} dot {_ending(match['ending'])}{place(match)}".lstrip()

    def any_file(match: re.Match[str]) -> str:
        return "star" + "".join(f" dot {_ending(e)}" for e in match["endings"][1:].split("."))

    def forum(match: re.Match[str]) -> str:
        return f"{spelled(match['kind'])} slash {technical.said(match['name'])}"

    def dot_file(match: re.Match[str]) -> str | None:
        return None if match["name"] in BEGIN_SENTENCES else technical.said(match.group())

    return (
        Form(Kind.PATH, _WINDOWS, path, r"[A-Za-z\\%]"),
        Form(Kind.PATH, _PATH, path_and_place, r"[~./$]"),
        Form(Kind.PATH, _ROOT, lambda _: "slash", "/"),
        Form(Kind.PATH, _HERE, here, r"\."),
        Form(Kind.PATH, _FILE, file, r"[A-Za-z_.]"),
        Form(Kind.PATH, _DOT_FILE, dot_file, r"\."),
        Form(Kind.PATH, _ANY_FILE, any_file, r"\*"),
        Form(Kind.PATH, _FORUM, forum, "[ru]"),
        Form(Kind.PATH, _BRANCH, path, r"[\w]"),
        Form(Kind.PATH, _RELATIVE, path_and_place, r"[\w.]"),
    )


def _ending(ending: str) -> str:
    """Up to three letters by their names, unless they make a word."""
    if ending in ("mp3", "mp4"):
        return f"M.P {'three' if ending == 'mp3' else 'four'}"
    letters = len(ending) <= len("pdf") and ending not in _ENDINGS_AS_WORDS
    return spelled(ending) if letters else ending
