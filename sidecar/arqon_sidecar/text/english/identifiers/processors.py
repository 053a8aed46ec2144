"""Processors, graphics cards and language models by their numbers: Ryzen 9 7950X, Llama-3-70B."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["processor_forms"]

_KIND = r"(?P<kind>(?:[A-Z]{1,3}|X3D)\b)?(?![\w%]|[.,:/-]\d)"
_INTEL = re.compile(rf"(?<!\w)(?P<letter>[im])(?P<line>[3579])[- ](?P<number>\d{{4,5}}){_KIND}")
_LINE = re.compile(
    r"(?:(?<=\bRyzen )|(?<=\bUltra )|(?<=\bThreadripper )|(?<=\bPro )|(?<=\bAI )|(?<=\bXeon ))"
    rf"(?P<line>[3579]) (?P<number>\d{{3,4}}){_KIND}"
)
"""A class and a number behind a maker's name: Ryzen 9 7950X, Core Ultra 7 155H."""
_CARD = re.compile(
    r"(?:(?<=[RG]TX )|(?<=[RG]TX-)|(?<=[RG]TX)|(?<=\bGT )"
    r"|(?<=\bRX ))(?P<number>\d{3,4})\s?(?P<kind>Ti|[Ss]uper|SUPER|XTX?)(?!\w)"
)
"""Of graphics; Ti behind it is no unit: GTX 1080Ti."""
_MEMORY = re.compile(r"(?<![\w-])DDR(?P<kind>[2-6])[- ](?P<rate>\d{4})(?!\w|[.,]\d)")
"""Memory and how fast it is: DDR4-3200."""
_DISK = re.compile(r"(?<=M\.2 )22(?P<length>30|42|60|80)(?!\w)")
_CORES = re.compile(r"(?<![\w.,])(?P<cores>\d{1,3})C\s?/\s?(?P<threads>\d{1,3})T(?!\w)")
"""Cores and threads: 8C/16T."""
_MODEL = re.compile(
    r"(?<![\w.-])(?P<name>(?:Llama|Qwen|Mistral|Mixtral|Gemma|Phi|Vicuna|DeepSeek"
    r"|Code[Ll]lama|OLMo|Pythia|GPT|Nemotron)(?:-[A-Za-z]{1,12})?)"
    r"[- ]?(?P<version>\d{1,2}(?:\.\d{1,2})?)?[- ](?P<times>\d{1,2}x)?"
    r"(?P<size>\d{1,3}(?:\.\d)?)[Bb](?![\w%]|[.,:]\d)"
)
"""A model with its version and so many billions of weights; 8x7B is a name."""


def processor_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Numbers as names are said, and the letters behind them."""

    def number(match: re.Match[str]) -> str:
        written, kind = match["number"], match["kind"]
        head = f"{numbers.cardinal(int(written[:-3]))} " if len(written) > 4 else ""
        said = head + numbers.name(written[-3:] if head else written)
        return f"{said} {in_pieces(kind, numbers)}" if kind else said

    def intel(match: re.Match[str]) -> str:
        return f"{spelled(match['letter'])} {numbers.said(match['line'])}, {number(match)}"

    def model(match: re.Match[str]) -> str:
        name = match["name"] if match["name"] != "GPT" else spelled(match["name"])
        version = f"{numbers.said(match['version'])}" if match["version"] else ""
        times = f"{numbers.said(match['times'][:-1])} by" if match["times"] else ""
        size = f"{numbers.said(match['size'])} {spelled('B') if times else 'billion'}"
        return " ".join(filter(None, (name.replace("-", " "), version, times, size)))

    def card(match: re.Match[str]) -> str:
        kind = match["kind"]
        said = spelled(kind) if kind[0] == "X" else kind.capitalize()
        return f"{numbers.name(match['number'])} {said}"

    def cores(match: re.Match[str]) -> str:
        return f"{numbers.said(match['cores'])} cores, {numbers.said(match['threads'])} threads"

    return (
        Form(Kind.SERIAL, _CORES, cores),
        Form(Kind.SERIAL, _CARD, card),
        Form(
            Kind.SERIAL,
            _MEMORY,
            lambda m: f"D.D.R {numbers.said(m['kind'])} {numbers.name(m['rate'])}",
            "D",
        ),
        Form(Kind.SERIAL, _DISK, lambda m: f"twenty two {numbers.said(m['length'])}"),
        Form(Kind.SERIAL, _INTEL, intel, "[im]"),
        Form(Kind.SERIAL, _LINE, lambda m: f"{numbers.said(m['line'])}, {number(m)}", "[3579]"),
        Form(Kind.SERIAL, _MODEL, model, "[A-Z]"),
    )
