"""Functions of mathematics with what they are of: f(x), g'(t), sin(30°), lim x→0, ∑ from 1 to n."""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.english.mathematics.arithmetic import NO_YEAR
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["function_forms"]

_OF = r"\((?:(?P<of>[a-zA-Z])\)|(?=[a-zA-Zπθ√\d−-]))"
"""A name alone needs no brackets to be told from what follows."""
_FUNCTION = re.compile(
    r"(?<![\w.'])(?:(?P<times>\d{1,3})(?=[TfghFGP]\([a-z]))?(?P<name>[fghFGHPOTΘΩ])(?P<inverse>\^[-−]1|⁻¹)?(?P<primes>['′]{0,2})"
    + _OF
)
_NAMED = re.compile(
    r"(?<![\w.'])(?P<name>(?:arc)?(?:sin|cos|tan)|(?:sin|cos|tan)h|(?:sec|csc|cot)(?=[²³]|\([a-zθ]\))|log(?=\([a-z]\))|ln)(?P<power>⁻¹|\^[-−]1|\^\(-1\)|[²³])?"
    rf"(?:{_OF}|(?(power)\s?|\s)"
    r"(?=[θαβφωπλ]|\d{1,3}(?:\.\d+)?\s?°|[xyte](?!\w|'|\s[a-z]{2})|(?<=ln )\d))"
)
_GREEK = {"Θ": "theta", "Ω": "omega"}
_ROOT = re.compile(r"(?<![\w.])sqrt(?=\(| of )")
_LOGARITHM = re.compile(r"(?<![\w.])log_?(?P<base>2|10)(?=\()")
_NAMES = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "ln": "natural log", "log": "log",
    "sec": "secant", "csc": "cosecant", "cot": "cotangent", "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent", "arcsin": "arc sine",
    "arccos": "arc cosine", "arctan": "arc tangent",
}  # fmt: skip
_POWERS = {"²": " squared", "³": " cubed"}
_PRIMES = ("", " prime", " double prime")
_MODULO_OF = re.compile(
    rf"(?<![\w.,$€£])(?P<a>\d{{1,9}}) % {NO_YEAR}(?P<b>\d{{1,6}})"
    r"(?=\s?(?:[=!<>)\];:?]|[.,](?!\d)|\Z)| (?:is|equals|gives|returns)\b)"
)
_GLUED_MODULO = re.compile(
    r"(?<=(?<![\w%'\"\\])[a-z])%(?=[a-z\d](?![\w%]))|(?<=(?<![\w.])\d)%(?=\d(?![\w.%]))"
)
_NEGATIVE = re.compile(
    r"(?:(?<=[=(] )|(?<==))[-−](?=(?:log|ln|sin|cos|tan|sqrt)\b)"
    r"|(?:(?<=\belse )|(?<=\breturn ))-(?=[a-z]\b)"
    r"|(?<=\()[-−](?=[a-z](?:\s?[-+−±*⋅/²³)]))"
)
_FRACTION = re.compile(
    r"(?<=\))\s?/\s?(?=\d|\(|[a-zA-Z]\(|[a-zα-ω](?!\w))"
    r"|(?:(?<=(?<!\w)[α-ω])|(?<=(?<!\w)[a-z][α-ω]))/(?=\d{1,3}(?![\w/])|[a-zα-ω](?!\w))"
    r"|(?<=[=+(] [a-z\d])/(?=[α-ω](?!\w))"
)
_LIMIT = re.compile(
    r"(?<![\w.])lim\s?_?(?P<open>\()?(?P<of>[a-z])\s?→\s?(?P<to>[-−+]?(?:\d{1,3}|[a-z](?!\w)|∞))"
    r"(?:\^?(?P<side>[⁺⁻]|(?<=\^)[-+]))?(?(open)\s?\))(?![\w(])"
)
_PART = re.compile(
    r"(?<=\d)/(?=[nxyzk](?![\w/.'])|\([\w²³]{1,4}\s?[-+−*])"
    r"|(?<=[=≈] [a-zA-Z1])/(?=[a-zA-Z](?![\w/]))"
    r"|(?:(?<=π)|(?<=[θφλ])|(?<=(?<![\w/.'])[nxyzk])|(?<=(?<![\w/.'])\d[nxyzk])"
    r"|(?<=(?<![\w/.'])[a-zA-Z][²³])|(?<=(?<![\w/.'])[a-z]\^\d))/(?=\d{1,3}(?![\w/]))"
)
"""A letter that stands for a number says that it is a fraction: 1/x, n/2."""
_OVER = re.compile(
    r"(?P<sign>[∑∏∫])(?:(?=\s?(?:from|over)\b)|\s?(?P<open>\()(?=[^()\n→]{1,40}→[^()\n→]{1,20}\)))"
)
_OVER_ENDS = regex.compile(r"(?<=[∑∏∫]\s?\([^()\n→]{1,40}→[^()\n→]{1,20})\)")
_OVER_NAMES = {"∑": "sum", "∏": "product", "∫": "integral"}


def function_forms(numbers: Numbers) -> tuple[Form, ...]:
    """What more than a name is in the brackets is read on as usual, brackets too."""

    def limit(match: re.Match[str]) -> str:
        """Lim x→0, as TeX has it, too."""
        to = match["to"].lstrip("-−+")
        minus = "minus " * (match["to"][0] in "-−")
        end = numbers.said(to) if to.isdecimal() else {"∞": "infinity"}.get(to, to)
        side = " from above" if match["side"] in ("⁺", "+") else " from below" * bool(match["side"])
        return f"limit as {match['of']} approaches {minus}{end}{side} of"

    def function(match: re.Match[str]) -> str:
        times = f"{numbers.said(match['times'])} " if match["times"] else ""
        inverse = " inverse" * bool(match["inverse"])
        name = _GREEK.get(match["name"], match["name"])
        return times + name + inverse + _PRIMES[len(match["primes"])] + _of(match)

    return (
        Form(Kind.OPERATOR, _LIMIT, limit, "l"),
        Form(Kind.OPERATOR, _FUNCTION, function, r"[\dfghFGHPOTΘΩ]"),
        Form(
            Kind.OPERATOR,
            _ROOT,
            lambda m: "square root" + " of " * m.string.startswith("(", m.end()),
            "s",
        ),
        Form(Kind.OPERATOR, _LOGARITHM, lambda m: f"log base {numbers.said(m['base'])} of ", "l"),
        Form(Kind.OPERATOR, _NAMED, _named, "[asctl]"),
        Form(Kind.OPERATOR, _GLUED_MODULO, lambda _: " mod ", "%"),
        Form(
            Kind.OPERATOR,
            _MODULO_OF,
            lambda m: f"{numbers.said(m['a'])} mod {numbers.said(m['b'])}",
        ),
        Form(Kind.OPERATOR, _NEGATIVE, lambda _: "minus ", "[-−]"),
        Form(Kind.OPERATOR, _FRACTION, lambda _: " over ", r"[\s/]"),
        Form(Kind.OPERATOR, _PART, lambda _: " over ", "/"),
        Form(Kind.OPERATOR, _OVER, _over, "[∑∏∫]"),
        Form(Kind.OPERATOR, _OVER_ENDS, lambda _: "", r"\)"),
    )


def _over(match: re.Match[str]) -> str:
    """Sum from i = 1 to n, as TeX has it, too."""
    return f" {_OVER_NAMES[match['sign']]}" + " from " * bool(match["open"])


def _named(match: re.Match[str]) -> str:
    """Sine of x, sine x, inverse sine of x."""
    power = _POWERS.get((match["power"] or "")[-1:], "")
    if match["power"] and match["power"][-1] in "¹1)":
        return f"inverse {_NAMES[match['name']]}" + (_of(match) if "(" in match.group() else " ")
    bracket = match.group().endswith(("(", ")"))
    of = _of(match) if bracket else " of " * (match["name"] == "ln") or " "
    return f"{_NAMES[match['name']]}{power}{of}"


def _of(match: re.Match[str]) -> str:
    return f" of {match['of'] or '('}"
