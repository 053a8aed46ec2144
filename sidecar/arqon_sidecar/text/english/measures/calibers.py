"""Calibres of guns: a .22 rifle, two .38s, .357 Magnum, .30-06."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["caliber_form"]

_CALIBER = re.compile(
    r"(?<![\w.,$€£])\.(?P<bore>17|22|25|30|32|38|40|44|45|50"
    r"|223|243|270|300|303|308|338|357|380|410|454|500)"
    r"(?:-(?P<load>06|30|40|250))?(?P<many>s)?(?:(?=(?:LR|WMR|ACP)(?!\w))|(?![\w%]|[.,]\d))"
    r"(?P<cal>[ -]cal\b\.?)?"
)
_GUN = (
    r"rifles?|pistols?|revolvers?|handguns?|guns?|shotguns?|carbines?|calib(?:er|re)s?|rounds?|bullets?"
    r"|slugs?|shells?|casings?|cartridges?|ammo|ammunition|snub"
)
_BEHIND = re.compile(
    rf"[ -]?(?:{_GUN}|cal\b\.?|[Mm]ag(?:num)?|Special|ACP|Colt|Winchester|Remington|Smith|Ruger"
    r"|Glock|Savage|Marlin|LR|Long|WMR|BMG|Auto|S&W)\b"
)
_BEFORE = re.compile(
    rf"\b(?:{_GUN}|armed with|shot with|fired|firing|loaded|load|shoots?|Glock|Colt|Ruger|Remington"
    r"|Winchester|S&W|hunt(?:s|ed|ing)?) (?:an? |his |her |the |with an? |chambered in )?\Z"
    rf"|\b(?:{_GUN})\b[^.!?\d]{{0,30}}\b(?:an?|his|her|the) \Z"
)


def caliber_form(numbers: Numbers) -> Form:
    """As names are said, where a gun is spoken of; .22 alone is a decimal."""

    def caliber(match: re.Match[str]) -> str | None:
        sure = match["many"] or match["load"] or match["cal"]
        if not (sure or _BEHIND.match(match.string, match.end()) or _BEFORE.search(back(match))):
            return None
        said = numbers.name(match["bore"])
        if match["load"]:
            load = match["load"]
            said += " ought six" if load == "06" else f" {numbers.name(load)}"
        if match["cal"]:
            said += " caliber" + point(match)
        said = plural(said) if match["many"] else said
        return said + " " * match.string[match.end() : match.end() + 1].isalpha()

    return Form(Kind.SERIAL, _CALIBER, caliber, r"\.")
