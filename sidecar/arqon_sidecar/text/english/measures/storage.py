"""Bytes as programs print them: disk 410G, 15.6Gi/16Gi."""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.english.context import back, word_after
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["storage_forms"]

_NUMBER = r"\d{1,4}(?:\.\d{1,2})?"
_BYTES = re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER})(?P<scale>[KMGT])(?!\w|[.,]\d|/\d)")
_OF_ALL = re.compile(
    rf"(?<![\w.,])(?![2-6]G/[2-6]G(?!\w))(?P<number>{_NUMBER})(?P<scale>[KMGT])(?P<binary>i)?/(?P<all>{_NUMBER})"
    r"(?P=scale)(?(binary)i)(?!\w)"
)
_NAMES = {"K": ("kilobytes", "kibibytes"), "M": ("megabytes", "mebibytes")}
_NAMES |= {"G": ("gigabytes", "gibibytes"), "T": ("terabytes", "tebibytes")}
_STORES = re.compile(
    r"\b(?:disk|mem(?:ory)?|ram|swap|ssd|hdd|storage|used|free|avail(?:able)?|heap|rss|quota|file"
    r"|backup|log|upload|download)(?: size| usage| limit)?:? ?\Z",
    re.IGNORECASE,
)
_STATES = words("used free avail available RAM ram memory VRAM swap")
_OF_MEMORY = re.compile(r"\sof\s(?:RAM|ram|memory|VRAM|disk|swap|storage)\b")
_CORES = re.compile(r"(?<![\w.,])(?P<number>\d{1,5})m(?!\w|[.,]\d)")
_OF_PROCESSOR = re.compile(r"\bcpus?\b[^.;!?\n]{0,20}\Z", re.IGNORECASE)


_BEHIND_MODEL = regex.compile(
    r"(?<=\b(?:[A-Z]{1,3}\d{2,4}|[A-Z]{2,3} \d{3,4}(?: (?:Ti|XT|Super))?)) (?=\d{1,4}\s?[GTM]B\b)"
)
"""Between a model and its memory, which are two numbers: A100 80GB."""


def storage_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A scale alone stands for bytes where something that holds bytes is named; CPU: 250m."""

    def amount(match: re.Match[str]) -> str | None:
        if not (
            _STORES.search(back(match))
            or word_after(match) in _STATES
            or _OF_MEMORY.match(match.string, match.end())
        ):
            return None
        return f"{numbers.said(match['number'])} {_NAMES[match['scale']][0]}"

    def of_all(match: re.Match[str]) -> str:
        name = _NAMES[match["scale"]][bool(match["binary"])]
        return f"{numbers.said(match['number'])} out of {numbers.said(match['all'])} {name}"

    def cores(match: re.Match[str]) -> str | None:
        beside = match.string[match.end() : match.end() + 5].strip().lower()[:3] == "cpu"
        if not (beside or _OF_PROCESSOR.search(back(match))):
            return None
        return f"{numbers.said(match['number'])} millicores"

    return (
        Form(Kind.SIGN, _BEHIND_MODEL, lambda _: ", ", " "),
        Form(Kind.MEASURE, _OF_ALL, of_all),
        Form(Kind.MEASURE, _BYTES, amount),
        Form(Kind.MEASURE, _CORES, cores),
    )
