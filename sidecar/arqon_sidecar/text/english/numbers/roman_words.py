"""What stands in front of Roman numerals: chapters, games, kings, sons."""

from __future__ import annotations

from arqon_sidecar.text.english.vocabulary import words

__all__ = ["ALSO_LAST", "GIVEN", "NUMBERED", "REGENTS", "REIGNS", "SERIES", "SMALL_WORDS"]

NUMBERED = words(
    "chapter part book volume act scene war section article appendix phase type class stage level "
    "grade title episode season bowl schedule mark page step table figure category division round "
    "unit tier apollo gemini vol fig ch pt mk sc art chap sec para bk amend amdt amendment "
    "psalm canto hymn sonnet"
)
ALSO_LAST = words("chap sec")
"""Those that may end a sentence in front of "I": just a sec. I will come."""
SERIES = words(
    "gta civ civilization fantasy ff diablo rocky halo saw quest evil creed souls duty "
    "saturn auto wrestlemania"
)
"""What games and films are called, in front of their numbers."""
REGENTS = words(
    "henry louis elizabeth george charles edward william james richard philip frederick napoleon "
    "catherine peter nicholas alexander leo pius benedict gregory innocent clement urban paul john "
    "mary francis wilhelm friedrich ivan haakon olav carl gustaf gustav ramesses ramses ptolemy "
    "cleopatra harald christian margrethe felipe juan alfonso ferdinand otto henri philippe xavier "
    "stephen robert david constantine boniface julius sixtus urban"
)
GIVEN = words(
    "John Robert James William Thomas Charles George Edward Henry Joseph Samuel Benjamin Daniel "
    "Michael David Walter Arthur Frank Frederick Fred Harold Howard Albert Louis Martin Marshall "
    "Richard Andrew Alexander Patrick Peter Philip Stephen Steven Theodore Oliver Davis Gary Larry "
    "Kenneth Raymond Lawrence Eugene Russell Francis Jonathan Matthew Christopher Anthony Mark "
    "Marvin Trey Earl Clarence Ernest Leroy Jack Will Bill Sam Ben Edwin "
    "Donald Douglas Edgar Gordon Herbert Hugh Hunter Kelvin Leonard Nelson Norman Paul Ralph Roger "
    "Roy Scott Stewart Timothy Warren Wesley Willard Winston"
)
"""First names, behind which a surname and a numeral are a person's: Robert Griffin III."""
REIGNS = words("was is became ruled reigned died of had came")
SMALL_WORDS = words("the a an this that my his her our their its your no any")
