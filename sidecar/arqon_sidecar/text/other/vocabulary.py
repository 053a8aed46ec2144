"""The words that Spanish, French, Hindi, Italian and Portuguese have for what is written short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["VOCABULARIES", "Name", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a unit or coin for one of it and for many."""

    one: str
    many: str

    def of(self, number: str) -> str:
        """The form that goes with a number as it is written."""
        return self.one if number in ("1", "0,5", "1,0") else self.many


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words; patterns of `shortenings` end where the word does."""

    minus: str
    point: str
    to: str
    over: str
    times: str
    equals: str
    and_: str
    of: str
    with_cents: str
    """What stands between money and its coins."""
    clock: str
    """How a time is said; {h} and {m} are numbers."""
    full_hour: str
    date: str
    first: str
    """The first of a month."""
    months: tuple[str, ...]
    degrees: Name
    units: Mapping[str, Name]
    money: Mapping[str, tuple[Name, Name]]
    scales: str
    """Words of large numbers, which ask for `of` before a coin."""
    fractions: Mapping[str, str]
    shortenings: Mapping[str, str]


def _same(word: str) -> Name:
    return Name(word, word)


def _units(**names: str) -> dict[str, Name]:
    """`km="kilómetro kilómetros"`; one word is for both."""
    split = {unit: words.partition(" ") for unit, words in names.items()}
    return {unit: Name(one, many or one) for unit, (one, _, many) in split.items()}


_SPANISH = Vocabulary(
    minus="menos",
    point="punto",
    to="a",
    over="sobre",
    times="por",
    equals="igual a",
    and_="y",
    of="de",
    with_cents="con",
    clock="{h} y {m}",
    full_hour="{h}",
    date="{d} de {month} de {y}",
    first="1",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    degrees=Name("grado", "grados"),
    units=_units(
        km="kilómetro kilómetros",
        m="metro metros",
        cm="centímetro centímetros",
        mm="milímetro milímetros",
        kg="kilo kilos",
        g="gramo gramos",
        mg="miligramo miligramos",
        l="litro litros",
        ml="mililitro mililitros",
        h="hora horas",
        min="minuto minutos",
        s="segundo segundos",
        GB="gigabyte gigabytes",
        MB="megabyte megabytes",
        W="vatio vatios",
    )
    | {
        "km/h": Name("kilómetro por hora", "kilómetros por hora"),
        "m/s": Name("metro por segundo", "metros por segundo"),
        "m²": Name("metro cuadrado", "metros cuadrados"),
        "km²": Name("kilómetro cuadrado", "kilómetros cuadrados"),
        "m³": Name("metro cúbico", "metros cúbicos"),
    },
    money={
        "€": (Name("euro", "euros"), Name("céntimo", "céntimos")),
        "$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
        "£": (Name("libra", "libras"), Name("penique", "peniques")),
        "R$": (Name("real", "reales"), Name("centavo", "centavos")),
        "¥": (Name("yen", "yenes"), _same("")),
        "₹": (Name("rupia", "rupias"), _same("")),
    },
    scales="millones|millón|billones|billón",
    fractions={
        "1/2": "un medio",
        "1/3": "un tercio",
        "2/3": "dos tercios",
        "1/4": "un cuarto",
        "3/4": "tres cuartos",
    },
    shortenings={
        r"Srta\.": "señorita",
        r"Sres\.": "señores",
        r"Sra\.": "señora",
        r"Sr\.": "señor",
        r"Dra\.": "doctora",
        r"Dr\.": "doctor",
        r"Prof\.": "profesor",
        r"a\.\s?m\.": "de la mañana",
        r"p\.\s?m\.": "de la tarde",
        r"Sto\.": "santo",
        r"Sta\.": "santa",
        r"D\.(?=\s\p{Lu})": "don",
        r"(?:D\.ª|Dña\.)": "doña",
        r"Uds\.": "ustedes",
        r"Ud\.": "usted",
        r"EE\.\s?UU\.": "Estados Unidos",
        r"(?:p\.\s?ej\.)": "por ejemplo",
        r"etc\.": "etcétera",
        r"(?:n\.?º|núm\.)(?=\s?\d)": "número",
        r"pág\.(?=\s?\d)": "página",
        r"(?:Avda|Av)\.": "avenida",
        r"(?:[Tt]el|[Tt]fno)\.": "teléfono",
        r"aprox\.": "aproximadamente",
    },
)
_FRENCH = Vocabulary(
    minus="moins",
    point="point",
    to="à",
    over="sur",
    times="fois",
    equals="égale",
    and_="et",
    of="d'",
    with_cents="",
    clock="{h} heures {m}",
    full_hour="{h} heures",
    date="{d} {month} {y}",
    first="1er",
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    degrees=Name("degré", "degrés"),
    units=_units(
        km="kilomètre kilomètres",
        m="mètre mètres",
        cm="centimètre centimètres",
        mm="millimètre millimètres",
        kg="kilo kilos",
        g="gramme grammes",
        mg="milligramme milligrammes",
        l="litre litres",
        ml="millilitre millilitres",
        h="heure heures",
        min="minute minutes",
        s="seconde secondes",
        Go="gigaoctet gigaoctets",
        Mo="mégaoctet mégaoctets",
        W="watt watts",
    )
    | {
        "km/h": Name("kilomètre heure", "kilomètres heure"),
        "m/s": Name("mètre par seconde", "mètres par seconde"),
        "m²": Name("mètre carré", "mètres carrés"),
        "km²": Name("kilomètre carré", "kilomètres carrés"),
        "m³": Name("mètre cube", "mètres cubes"),
    },
    money={
        "€": (Name("euro", "euros"), Name("centime", "centimes")),
        "$": (Name("dollar", "dollars"), Name("cent", "cents")),
        "£": (Name("livre", "livres"), Name("penny", "pence")),
        "R$": (Name("réal", "réaux"), Name("centavo", "centavos")),
        "¥": (Name("yen", "yens"), _same("")),
        "₹": (Name("roupie", "roupies"), _same("")),
    },
    scales="millions|million|milliards|milliard",
    fractions={
        "1/2": "un demi",
        "1/3": "un tiers",
        "2/3": "deux tiers",
        "1/4": "un quart",
        "3/4": "trois quarts",
    },
    shortenings={
        r"MM\.": "messieurs",
        r"Mr\.?(?=\s\p{Lu})": "monsieur",
        r"M\.(?=\s\p{Lu})": "monsieur",
        r"Mmes\.?": "mesdames",
        r"Mme\.?": "madame",
        r"Mlle\.?": "mademoiselle",
        r"Dr\.?(?=\s\p{Lu})": "docteur",
        r"Pr\.?(?=\s\p{Lu})": "professeur",
        r"av\. J\.-C\.": "avant Jésus-Christ",
        r"apr\. J\.-C\.": "après Jésus-Christ",
        r"p\.\s?ex\.": "par exemple",
        r"c\.-à-d\.": "c'est-à-dire",
        r"etc\.": "et cétéra",
        r"n[°º](?=\s?\d)": "numéro",
        r"p\.(?=\s?\d)": "page",
        r"env\.": "environ",
        r"av\.(?=\s)": "avenue",
        r"[Bb]d\.?(?=\s\p{Lu})": "boulevard",
        r"[Tt]él\.": "téléphone",
    },
)
_ITALIAN = Vocabulary(
    minus="meno",
    point="punto",
    to="a",
    over="su",
    times="per",
    equals="uguale a",
    and_="e",
    of="di",
    with_cents="e",
    clock="{h} e {m}",
    full_hour="{h}",
    date="{d} {month} {y}",
    first="1º",
    months=(
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    degrees=Name("grado", "gradi"),
    units=_units(
        km="chilometro chilometri",
        m="metro metri",
        cm="centimetro centimetri",
        mm="millimetro millimetri",
        kg="chilo chili",
        g="grammo grammi",
        mg="milligrammo milligrammi",
        l="litro litri",
        ml="millilitro millilitri",
        h="ora ore",
        min="minuto minuti",
        s="secondo secondi",
        GB="gigabyte",
        MB="megabyte",
        W="watt",
    )
    | {
        "km/h": Name("chilometro orario", "chilometri orari"),
        "m/s": Name("metro al secondo", "metri al secondo"),
        "m²": Name("metro quadrato", "metri quadrati"),
        "km²": Name("chilometro quadrato", "chilometri quadrati"),
        "m³": Name("metro cubo", "metri cubi"),
    },
    money={
        "€": (_same("euro"), Name("centesimo", "centesimi")),
        "$": (Name("dollaro", "dollari"), Name("centesimo", "centesimi")),
        "£": (Name("sterlina", "sterline"), Name("penny", "pence")),
        "R$": (_same("real"), Name("centavo", "centavos")),
        "¥": (_same("yen"), _same("")),
        "₹": (Name("rupia", "rupie"), _same("")),
    },
    scales="milioni|milione|miliardi|miliardo",
    fractions={
        "1/2": "un mezzo",
        "1/3": "un terzo",
        "2/3": "due terzi",
        "1/4": "un quarto",
        "3/4": "tre quarti",
    },
    shortenings={
        r"Sig\.ra": "signora",
        r"Sig\.na": "signorina",
        r"Sigg\.": "signori",
        r"Sig\.": "signor",
        r"Dott\.ssa": "dottoressa",
        r"(?:Dott|Dr)\.": "dottor",
        r"Prof\.ssa": "professoressa",
        r"Prof\.": "professor",
        r"Ing\.": "ingegner",
        r"Avv\.": "avvocato",
        r"(?:p|ad)\.?\s?es\.": "per esempio",
        r"ecc\.": "eccetera",
        r"n[.°º](?=\s?\d)": "numero",
        r"(?:pag|p)\.(?=\s?\d)": "pagina",
        r"art\.(?=\s?\d)": "articolo",
        r"[Tt]el\.": "telefono",
        r"ca\.(?=\s)": "circa",
    },
)
_PORTUGUESE = Vocabulary(
    minus="menos",
    point="ponto",
    to="a",
    over="sobre",
    times="vezes",
    equals="igual a",
    and_="e",
    of="de",
    with_cents="e",
    clock="{h} e {m}",
    full_hour="{h} horas",
    date="{d} de {month} de {y}",
    first="1º",
    months=(
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    degrees=Name("grau", "graus"),
    units=_units(
        km="quilômetro quilômetros",
        m="metro metros",
        cm="centímetro centímetros",
        mm="milímetro milímetros",
        kg="quilo quilos",
        g="grama gramas",
        mg="miligrama miligramas",
        l="litro litros",
        ml="mililitro mililitros",
        h="hora horas",
        min="minuto minutos",
        s="segundo segundos",
        GB="gigabyte gigabytes",
        MB="megabyte megabytes",
        W="watt watts",
    )
    | {
        "km/h": Name("quilômetro por hora", "quilômetros por hora"),
        "m/s": Name("metro por segundo", "metros por segundo"),
        "m²": Name("metro quadrado", "metros quadrados"),
        "km²": Name("quilômetro quadrado", "quilômetros quadrados"),
        "m³": Name("metro cúbico", "metros cúbicos"),
    },
    money={
        "€": (Name("euro", "euros"), Name("centavo", "centavos")),
        "$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
        "£": (Name("libra", "libras"), Name("pêni", "pence")),
        "R$": (Name("real", "reais"), Name("centavo", "centavos")),
        "¥": (Name("iene", "ienes"), _same("")),
        "₹": (Name("rupia", "rupias"), _same("")),
    },
    scales="milhões|milhão|bilhões|bilhão|trilhões|trilhão",
    fractions={
        "1/2": "meio",
        "1/3": "um terço",
        "2/3": "dois terços",
        "1/4": "um quarto",
        "3/4": "três quartos",
    },
    shortenings={
        r"Srta\.": "senhorita",
        r"Srs\.": "senhores",
        r"Sra\.": "senhora",
        r"Sr\.": "senhor",
        r"Dra\.": "doutora",
        r"Dr\.": "doutor",
        r"Prof[ªa]\.?(?=\s)": "professora",
        r"Prof\.": "professor",
        r"p\.\s?ex\.": "por exemplo",
        r"etc\.": "etcétera",
        r"n[.°º]?[°º](?=\s?\d)": "número",
        r"(?:pág|p)\.(?=\s?\d)": "página",
        r"Ltda\.": "limitada",
        r"Av\.": "avenida",
        r"R\.(?=\s\p{Lu})": "rua",
        r"[Tt]el\.": "telefone",
        r"aprox\.": "aproximadamente",
    },
)
_HINDI = Vocabulary(
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
    months=(
        "जनवरी",
        "फ़रवरी",
        "मार्च",
        "अप्रैल",
        "मई",
        "जून",
        "जुलाई",
        "अगस्त",
        "सितंबर",
        "अक्टूबर",
        "नवंबर",
        "दिसंबर",
    ),
    degrees=_same("डिग्री"),
    units=_units(
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
        "km/h": _same("किलोमीटर प्रति घंटा"),
        "m²": _same("वर्ग मीटर"),
        "km²": _same("वर्ग किलोमीटर"),
    },
    money={
        "€": (_same("यूरो"), _same("सेंट")),
        "$": (_same("डॉलर"), _same("सेंट")),
        "£": (_same("पाउंड"), _same("पेंस")),
        "₹": (Name("रुपया", "रुपये"), _same("पैसे")),
        "R$": (_same("रियल"), _same("")),
        "¥": (_same("येन"), _same("")),
    },
    scales="लाख|करोड़|हज़ार|अरब",
    fractions={"1/2": "आधा", "1/4": "एक चौथाई", "3/4": "तीन चौथाई", "1/3": "एक तिहाई"},
    shortenings={r"डॉ\.": "डॉक्टर", r"रु\.(?=\s?\d)": "रुपये", r"कि\.\s?मी\.": "किलोमीटर"},
)

VOCABULARIES: Mapping[str, Vocabulary] = {
    "e": _SPANISH,
    "f": _FRENCH,
    "h": _HINDI,
    "i": _ITALIAN,
    "p": _PORTUGUESE,
}
"""By Kokoro's letter of the language."""
