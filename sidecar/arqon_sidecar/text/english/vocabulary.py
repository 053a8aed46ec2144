"""Sets of words, as the modules of the grammar hold them."""

from __future__ import annotations

__all__ = ["BEGIN_SENTENCES", "FIGURES", "SAID_AS_WORDS", "SHORT_WORDS", "words"]


def words(text: str) -> frozenset[str]:
    """The words of a text that holds nothing else."""
    return frozenset(text.split())


BEGIN_SENTENCES = words(
    "a and as at be but by for he her his how i if in is it its me my no not now of on or our she"
    " so that the their then there these they this those to up was we what when where who why will"
    " you your"
)
"""Behind a point without a space they begin a sentence, and are no part of a name."""
FIGURES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion point"
)
"""Said alike alone and in a row."""
SHORT_WORDS = words(
    "am an as at be by do go he hi if in is it me my no of oh on or ox so to up us we ace act add "
    "age ago aid aim air all and ant any ape app arc are arm art ash ask ate awe axe bad bag ban "
    "bar bat bay bed bee beg bet bid big bin bit bow box boy bug bum bun bus but buy bye cab can "
    "cap car cat cow cry cub cup cut dad dam day den did die dig dim dip dog dot dry due dug dye "
    "ear eat egg ego elf elm end era eve eye fan far fat fed fee few fig fin fit fix flu fly foe "
    "fog for fox fry fun fur gap gas gel gem get gig gin god got gum gun gut guy gym had ham has "
    "hat hay hen her hey hid him hip his hit hop hot how hub hug hum hut ice icy ill ink inn its "
    "ivy jam jar jaw jet job jog joy jug key kid kin kit lab lap law lay leg let lid lie lip lit "
    "log lot low mad man map mat max may men met mix mob mom mop mud mug mum nap net new nod nor "
    "not now nut oak oar odd off oil old one opt our out owe owl own pad pal pan pat pay pea pen "
    "per pet pie pig pin pit pop pot pro pub put ran rat raw ray red rib rid rim rip rob rod rot "
    "row rub rug rum run sad sat saw say sea see set sew sex she shy sin sip sir sit six ski sky "
    "sly son soy spa spy sub sue sum sun tab tag tan tap tax tea ten the tie tin tip toe ton too "
    "top toy try tub two use van vet via vow wag war was wax way web wed wet who why wig win "
    "wit woe won wow yes yet you zap zip zoo"
)
"""Words of two and three letters: in capitals they are words, where other letters are named."""
SAID_AS_WORDS = words(
    "pin sim ram rom gif lan wan vat jpeg nato nasa opec fifa uefa aids covid swat scuba radar "
    "laser ikea yolo fomo moma unesco asean ascii captcha dos gui bios"
)
"""Initialisms that are said as words."""
