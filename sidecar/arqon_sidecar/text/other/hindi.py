"""What Hindi has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.vocabulary import Name, Vocabulary, names_of, same, units

__all__ = ["HINDI"]

HINDI = Vocabulary(
    minus="ऋण",
    point="डॉट",
    to="से",
    over="बटा",
    times="गुणा",
    equals="बराबर",
    and_="और",
    of="",
    with_cents="",
    clock="{h} बजकर {m} मिनट",
    full_hour="{h} बजे",
    date="{d} {month} {y}",
    first="1",
    months=names_of("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
    degrees=same("डिग्री"),
    units=units(
        km="किलोमीटर",
        m="मीटर",
        cm="सेंटीमीटर",
        mm="मिलीमीटर",
        kg="किलो",
        g="ग्राम",
        mg="मिलीग्राम",
        l="लीटर",
        ml="मिलीलीटर",
        GB="गीगाबाइट",
        MB="मेगाबाइट",
    )
    | {
        "km/h": same("किलोमीटर प्रति घंटा"),
        "m²": same("वर्ग मीटर"),
        "km²": same("वर्ग किलोमीटर"),
    },
    money={
        "€": (same("यूरो"), same("सेंट")),
        "$": (same("डॉलर"), same("सेंट")),
        "£": (same("पाउंड"), same("पेंस")),
        "₹": (Name("रुपया", "रुपये"), same("पैसे")),
        "R$": (same("रियल"), same("")),
        "¥": (same("येन"), same("")),
    },
    scales="लाख|करोड़|हज़ार|अरब",
    fractions={"1/2": "आधा", "1/4": "एक चौथाई", "3/4": "तीन चौथाई", "1/3": "एक तिहाई"},
    half=("आधा", "आधी"),
    per={},
    days={},
    shortenings={r"डॉ\.": "डॉक्टर", r"रु\.(?=\s?\d)": "रुपये", r"कि\.\s?मी\.": "किलोमीटर"},
)
